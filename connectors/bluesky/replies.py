"""A reply on its way out: a record under a key chosen beforehand, so that sent twice it stands there once."""

from collections.abc import Mapping
from datetime import UTC
from typing import Any

from connectors.bluesky.network import Network
from connectors.bluesky.posts import POST_COLLECTION, is_gone, is_post, read_posts, record_key_of, repo_of
from connectors.bluesky.richtext import marks_on
from connectors.bluesky.tid import tid_for
from connectors.errors import Gone, NotPermitted, Rejected, UnknownOutcome
from connectors.items import Delivery, Outgoing

NOT_FOUND = "Bluesky says that the post to be answered no longer exists."
UNSEEN = "Bluesky does not show this account the post to be answered: one has blocked the other, or its author's account rests."
CLOSED = "The author of this thread does not let everybody answer it."


class Replies:
    """The replies of one account."""

    def __init__(self, network: Network, own_id: str) -> None:
        self._network = network
        self._own_id = own_id

    def send(self, reply: Outgoing) -> Delivery:
        """Raises ConnectorError. The server would take an answer to what is gone, so the post is looked at first."""
        record: dict[str, Any] = {
            "$type": POST_COLLECTION,
            "text": reply.text,
            "createdAt": reply.queued_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "reply": self._references(reply.parent_id),
        }
        if marks := marks_on(reply.text, self._did_of):
            record["facets"] = marks
        sent = self._network.write(
            "com.atproto.repo.putRecord", repo=self._own_id, collection=POST_COLLECTION, rkey=_key(reply), record=record
        )
        uri = sent.body.get("uri")
        if not isinstance(uri, str) or not is_post(uri):
            raise UnknownOutcome("Bluesky accepted the reply without naming it.")
        return _delivery(uri)

    def find(self, reply: Outgoing) -> Delivery | None:
        """The record under the reply's own key; None where there is none. Raises ConnectorError."""
        try:
            found = self._network.query(
                "com.atproto.repo.getRecord", repo=self._own_id, collection=POST_COLLECTION, rkey=_key(reply)
            )
        except Gone:
            return None
        uri = found.body.get("uri")
        return _delivery(
            uri if isinstance(uri, str) and is_post(uri) else f"at://{self._own_id}/{POST_COLLECTION}/{_key(reply)}"
        )

    def _references(self, parent_uri: str) -> dict[str, Any]:
        """What the record says it answers: the post and the thread's first one, each in the version that stands now."""
        view = read_posts(self._network, [parent_uri]).get(parent_uri)
        if view is None:
            if not is_post(parent_uri) or is_gone(self._network, parent_uri):
                raise Gone(NOT_FOUND)
            raise NotPermitted(UNSEEN)
        viewer = view.get("viewer")
        if isinstance(viewer, Mapping) and viewer.get("replyDisabled") is True:
            raise NotPermitted(CLOSED)
        parent = {"uri": parent_uri, "cid": view.get("cid")}
        record = view.get("record")
        above = record.get("reply") if isinstance(record, Mapping) else None
        root = above.get("root") if isinstance(above, Mapping) else None
        if isinstance(root, Mapping) and isinstance(root.get("uri"), str) and isinstance(root.get("cid"), str):
            return {"root": {"uri": root["uri"], "cid": root["cid"]}, "parent": parent}
        return {"root": parent, "parent": parent}

    def _did_of(self, handle: str) -> str:
        try:
            found = self._network.query("com.atproto.identity.resolveHandle", handle=handle.lower()).body.get("did")
        except (Rejected, Gone):
            return ""
        return found if isinstance(found, str) else ""


def _key(reply: Outgoing) -> str:
    return tid_for(f"reply {reply.key}", reply.queued_at)


def _delivery(uri: str) -> Delivery:
    return Delivery(uri, f"https://bsky.app/profile/{repo_of(uri)}/post/{record_key_of(uri)}")
