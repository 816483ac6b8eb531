"""What the account does with a post besides answering it: like it, hide it under a thread of its own, take its own away.

Likes and hidden replies are records of our own repository. https://docs.bsky.app/docs/tutorials/thread-gates
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.bluesky.network import Network
from connectors.bluesky.posts import POST_COLLECTION, is_post, read_posts, record_key_of, repo_of
from connectors.bluesky.tid import tid_for, time_of
from connectors.capabilities import Action
from connectors.errors import Gone, NotPermitted, Rejected
from connectors.items import Standing

LIKES = "app.bsky.feed.like"
THREAD_GATES = "app.bsky.feed.threadgate"
MOST_HIDDEN = 300
FIRST_LIKES = datetime(2023, 1, 1, tzinfo=UTC)


class Deeds:
    """The actions of one account; each looks first, so that doing it twice changes nothing."""

    def __init__(self, network: Network, own_id: str) -> None:
        self._network = network
        self._own_id = own_id

    def do(self, action: Action, message: Standing) -> None:
        """Raises ConnectorError."""
        uri = message.external_id
        if not is_post(uri):
            raise Rejected("Bluesky knows no such post.")
        if action is Action.LIKE:
            self._like(uri)
        elif action is Action.UNLIKE:
            self._unlike(uri)
        elif action in (Action.HIDE, Action.UNHIDE):
            self._set_hidden(uri, message.thread_id, is_hidden=action is Action.HIDE)
        elif action is Action.DELETE and repo_of(uri) == self._own_id:
            self._delete(POST_COLLECTION, record_key_of(uri))
        else:
            raise NotPermitted(f"Bluesky lets nobody do “{action}” with this post.")

    def _like(self, uri: str) -> None:
        view = read_posts(self._network, [uri]).get(uri)
        if view is None:
            raise Gone("Bluesky does not show this post any more.")
        if _own_like(view):
            return
        subject = {"uri": uri, "cid": view.get("cid")}
        record = {"$type": LIKES, "subject": subject, "createdAt": _iso(datetime.now(UTC))}
        key = _like_key(uri)
        if self._record(LIKES, key) is None:
            self._put(LIKES, key, record)

    def _unlike(self, uri: str) -> None:
        """The like made here, and one made in an app, which stands under a key of its own."""
        view = read_posts(self._network, [uri]).get(uri) or {}
        keys = {_like_key(uri)}
        if like := _own_like(view):
            keys.add(record_key_of(like))
        for key in sorted(keys):
            self._delete(LIKES, key)

    def _set_hidden(self, uri: str, root_uri: str, *, is_hidden: bool) -> None:
        """The gate of a thread has the key of the thread's first post; what else it says is kept."""
        if not is_post(root_uri) or repo_of(root_uri) != self._own_id or uri == root_uri:
            raise NotPermitted("Only answers under the account's own posts can be hidden on Bluesky.")
        key = record_key_of(root_uri)
        gate = self._record(THREAD_GATES, key)
        record = gate.get("value") if gate is not None else None
        if not isinstance(record, Mapping):
            record = {"$type": THREAD_GATES, "post": root_uri, "createdAt": _iso(datetime.now(UTC))}
        hidden = record.get("hiddenReplies")
        hidden = list(hidden) if isinstance(hidden, list) else []
        if (uri in hidden) is is_hidden:
            return
        changed = [*hidden, uri] if is_hidden else [other for other in hidden if other != uri]
        if len(changed) > MOST_HIDDEN:
            raise Rejected(f"Bluesky hides {MOST_HIDDEN} answers under a post at most.")
        self._put(THREAD_GATES, key, {**record, "hiddenReplies": changed}, over=gate)

    def _record(self, collection: str, key: str) -> Mapping[str, Any] | None:
        try:
            found = self._network.query(
                "com.atproto.repo.getRecord", repo=self._own_id, collection=collection, rkey=key
            )
        except Gone:
            return None
        return found.body

    def _put(self, collection: str, key: str, record: Mapping[str, Any], over: Mapping[str, Any] | None = None) -> None:
        """Write a record in place of the one that was read, and of no other."""
        swap = over.get("cid") if over is not None else None
        self._network.write(
            "com.atproto.repo.putRecord",
            repo=self._own_id,
            collection=collection,
            rkey=key,
            record=dict(record),
            swapRecord=swap,
        )

    def _delete(self, collection: str, key: str) -> None:
        self._network.write("com.atproto.repo.deleteRecord", repo=self._own_id, collection=collection, rkey=key)


def _like_key(uri: str) -> str:
    return tid_for(f"like {uri}", time_of(record_key_of(uri)) or FIRST_LIKES)


def _own_like(view: Mapping[str, Any]) -> str:
    viewer = view.get("viewer")
    like = viewer.get("like") if isinstance(viewer, Mapping) else None
    return like if isinstance(like, str) else ""


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
