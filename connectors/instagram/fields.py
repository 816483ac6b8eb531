"""What is asked of each object, wherever it is read.

https://developers.facebook.com/docs/instagram-platform/reference/instagram-media, …/ig-comment, …/mentioned_comment
"""

MEDIA_FIELDS = "id,caption,timestamp,permalink,username,media_type,media_url"
WALKED_FIELDS = f"{MEDIA_FIELDS},comments_count"
REPLY_FIELDS = "id,text,timestamp,username,from,hidden,parent_id"
REPLIES_A_PAGE = 50
COMMENT_FIELDS = f"{REPLY_FIELDS},replies.limit({REPLIES_A_PAGE}){{{REPLY_FIELDS}}}"
# A comment asked for by itself: what a list tells by where it stands.
SINGLE_FIELDS = f"{REPLY_FIELDS},media{{id}}"
MENTION_FIELDS = f"id,text,timestamp,username,media{{{MEDIA_FIELDS}}}"
MESSAGE_FIELDS = "id,created_time,from,to,message,attachments,shares{link},story,is_unsupported"
