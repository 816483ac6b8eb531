"""What is asked of each of Graph's objects, wherever it is read. https://developers.facebook.com/docs/graph-api/reference"""

CONTEXT_FIELDS = "id,message,created_time,updated_time,from,permalink_url"
POST_FIELDS = "id,message,created_time,from,permalink_url,is_hidden,attachments"
COMMENT_FIELDS = "id,message,created_time,from,parent{id},permalink_url,attachment,is_hidden,message_tags"
TAGGED_FIELDS = f"{POST_FIELDS},comments.limit(50).filter(stream){{{COMMENT_FIELDS}}}"
REVIEW_FIELDS = (
    "created_time,has_rating,has_review,rating,recommendation_type,review_text,reviewer{id,name},"
    f"open_graph_story{{id,comments.limit(50).filter(stream){{{COMMENT_FIELDS}}}}}"
)
MESSAGE_FIELDS = "id,created_time,from,to,message,attachments,sticker,shares{link,name}"
