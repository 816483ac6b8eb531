"""What Facebook pushes about a Page: comments, posts and recommendations as items, the rest as a stream to be read now.

https://developers.facebook.com/docs/graph-api/webhooks/reference/page
"""

from collections.abc import Mapping
from typing import Any

from connectors.errors import Malformed
from connectors.facebook.comments import comment_raw
from connectors.items import Pushed, Raw
from connectors.meta.lists import id_of
from connectors.meta.pushes import changes_of, graph_time
from connectors.reading import text_id

POSTS = ("post", "status", "photo", "video", "share", "link")
NEW = ("add", "edit", "edited", "update")
SUBSCRIBED = "feed,mention,ratings,messages,message_echoes"
Items = list[tuple[str, Raw]]


def parse_push(body: bytes, page_id: str) -> Pushed:
    """Raises Malformed where the whole of it cannot be read; a change that cannot be made out has its stream read."""
    items: Items = []
    gone: set[str] = set()
    stale: set[str] = set()
    for field, value, seconds in changes_of(body, page_id):
        if field == "messaging":
            items += _echo(value)
            stale.add("direct_messages")
            continue
        value = {"created_time": seconds, **value}
        try:
            if value.get("verb") == "remove":
                gone.add(text_id(value, _id_field(value)))
            elif value.get("verb") in NEW:
                items += _item(field, value, page_id)
            else:  # hidden, shown, reacted to
                stale |= _stream_of(field)
        except Malformed:
            stale |= _stream_of(field)
    return Pushed(tuple(items), frozenset(gone), frozenset(stale))


def _item(field: str, value: Mapping[str, Any], page_id: str) -> Items:
    """The change as its stream would hand it over, nothing where it is none of ours. Raises Malformed where it is not complete."""
    kind = value.get("item")
    if kind == "comment":
        post_id = text_id(value, "post_id" if "post_id" in value else "open_graph_story_id")
        comment = _written(value, text_id(value, "comment_id"))
        parent = value.get("parent_id")
        if parent and str(parent) not in (post_id, comment["id"]):
            comment["parent"] = {"id": str(parent)}
        comment |= _permalink(value, comment)
        stream = {"mention": "tagged", "ratings": "reviews"}.get(field, "comments")
        return [(stream, comment_raw(comment, post_id))]
    if field == "ratings" and kind == "rating":
        return [("reviews", _review(value))]
    if kind in POSTS and field in ("feed", "mention"):
        post = _written(value, text_id(value, "post_id"))
        if id_of(post.get("from")) == page_id:
            return []
        return [("tagged" if field == "mention" else "visitor_posts", Raw(post["id"], {"post": post}))]
    return []


def _written(value: Mapping[str, Any], item_id: str) -> dict[str, Any]:
    """Words and pictures in the shape of Graph's lists. Raises Malformed where neither is told: an item would seem emptied."""
    if not isinstance(value.get("message"), str) and not any(
        value.get(name) for name in ("photo", "photos", "link", "video")
    ):
        raise Malformed("'message' should be text and is missing")
    written: dict[str, Any] = {"id": item_id, "created_time": graph_time(value.get("created_time"))}
    for name in ("message", "from"):
        if value.get(name) is not None:
            written[name] = value[name]
    if "from" not in written and value.get("sender_id"):
        written["from"] = {"id": value["sender_id"], "name": value.get("sender_name")}
    if isinstance(value.get("photo"), str):
        written["attachment"] = {"type": "photo", "url": value["photo"]}
    return written


def _permalink(value: Mapping[str, Any], comment: Mapping[str, Any]) -> dict[str, str]:
    """Where the comment stands, as its list writes it: the post's address, which the push tells, and the comment's number."""
    post = value.get("post")
    address = post.get("permalink_url") if isinstance(post, Mapping) else None
    if not isinstance(address, str):
        return {}
    own, parent = comment["id"].rpartition("_")[2], id_of(comment.get("parent")).rpartition("_")[2]
    place = f"comment_id={parent}&reply_comment_id={own}" if parent else f"comment_id={own}"
    return {"permalink_url": f"{address}{'&' if '?' in address else '?'}{place}"}


def _review(value: Mapping[str, Any]) -> Raw:
    story_id = text_id(value, "open_graph_story_id")
    review: dict[str, Any] = {
        name: value[name] for name in ("recommendation_type", "review_text", "rating") if name in value
    }
    review |= {"created_time": graph_time(value.get("created_time")), "open_graph_story": {"id": story_id}}
    if value.get("reviewer_id"):
        review["reviewer"] = {"id": value["reviewer_id"], "name": value.get("reviewer_name")}
    return Raw(story_id, {"review": review})


def _echo(event: Mapping[str, Any]) -> Items:
    """Our own message with the key we gave it, which the list of the conversation does not tell."""
    message, recipient = event.get("message"), event.get("recipient")
    if not isinstance(message, Mapping) or not message.get("is_echo") or not message.get("metadata"):
        return []
    written = {
        "id": message.get("mid"),
        "created_time": graph_time(event.get("timestamp")),
        "from": event.get("sender"),
    }
    written |= {"message": message.get("text"), "metadata": message.get("metadata")}
    return [("direct_messages", Raw(id_of(written), {"message": written, "person": recipient}))]


def _id_field(value: Mapping[str, Any]) -> str:
    kind = value.get("item")
    if kind == "comment":
        return "comment_id"
    return "open_graph_story_id" if kind == "rating" else "post_id"


def _stream_of(field: str) -> set[str]:
    return {"mention": {"tagged"}, "ratings": {"reviews"}, "feed": {"comments", "visitor_posts"}}.get(field, set())
