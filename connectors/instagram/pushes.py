"""What Instagram pushes: comments as items, mentions by where they stand, messages as a stream to be read now.

https://developers.facebook.com/docs/instagram-platform/webhooks. Neither edits nor deletions of comments are pushed.
"""

from collections.abc import Mapping
from typing import Any

from connectors.errors import Malformed
from connectors.instagram.comments import comment_raw
from connectors.items import Pushed, Raw
from connectors.meta.pushes import changes_of, graph_time
from connectors.reading import mapping, required_text, text_id

COMMENTS = ("comments", "live_comments")
# What is pushed is chosen in the Meta app; the Page only has to be subscribed to anything at all.
SUBSCRIBED = "feed"


def parse_push(body: bytes, account_id: str) -> Pushed:
    """Raises Malformed where the whole of it cannot be read; a change that cannot be made out has its stream read."""
    items: list[tuple[str, Raw]] = []
    gone: set[str] = set()
    stale: set[str] = set()
    for field, value, seconds in changes_of(body, account_id):
        if field == "messaging":
            message = value.get("message")
            if isinstance(message, Mapping) and message.get("is_deleted") and isinstance(message.get("mid"), str):
                gone.add(message["mid"])
            else:
                stale.add("direct_messages")
        elif field in COMMENTS:
            try:
                items.append(("comments", _comment(value, seconds)))
            except Malformed:
                stale.add("comments")
        elif field == "mentions":
            mention = {key: value[key] for key in ("media_id", "comment_id") if value.get(key) is not None}
            known = mention.get("comment_id") or mention.get("media_id") or ""
            items.append(("mentions", Raw(str(known), {"mention": mention, "announced_at": graph_time(seconds)})))
    return Pushed(tuple(items), frozenset(gone), frozenset(stale))


def _comment(value: Mapping[str, Any], seconds: int) -> Raw:
    """The comment as its list gives it. The push tells no time of its own: it is sent within seconds. Raises Malformed."""
    writer = value.get("from")
    comment = {
        "id": text_id(value),
        "text": required_text(value, "text"),
        "timestamp": graph_time(seconds),
        "from": writer,
    }
    if isinstance(writer, Mapping) and isinstance(writer.get("username"), str):
        comment["username"] = writer["username"]
    if value.get("parent_id") is not None:
        comment["parent_id"] = value["parent_id"]
    return comment_raw(comment, text_id(mapping(value, "media")))
