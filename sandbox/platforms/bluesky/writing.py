"""Writing to the account's own repository: posts, likes, and the gates of threads; checked as the real server checks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import regex

from sandbox import moments
from sandbox.items import (
    delete_item,
    edit_item,
    hide_item,
    item_by_external_id,
    like_item,
    select_items,
    set_extra,
    write_item,
)
from sandbox.platforms.base import Platform
from sandbox.platforms.bluesky.errors import BROKEN, invalid, invalid_record
from sandbox.platforms.bluesky.identifiers import (
    LIKES,
    POSTS,
    THREAD_GATES,
    content_id,
    is_at_uri,
    is_tid,
    key_of,
    post_uri,
    tid,
    tid_number,
)
from sandbox.platforms.bluesky.records import record_at
from sandbox.records import Account, Item
from sandbox.store import Store

GRAPHEMES = 300
BYTES = 3000
MOST_HIDDEN = 300


class Keyed(Protocol):
    """The platform, as far as it lets the next post stand under a chosen key."""

    def stand_under(self, key: str) -> None: ...


class Repository:
    """The account's repository."""

    def __init__(self, store: Store, platform: Platform, keyed: Keyed, account: Account) -> None:
        self._store, self._platform, self._keyed, self._account = store, platform, keyed, account

    def put(self, collection: str, key: str, record: Any, swap: Any = ...) -> dict[str, Any]:
        """Write a record under a key, in place of any that stands there; ``swap`` is the CID that must stand there, or None.

        Raises Refusal.
        """
        record = self._checked(collection, key, record)
        with self._store.transaction():
            current = record_at(self._store, self._account.external_id, collection, key)
            if swap is not ... and (current[2] if current else None) != swap:
                raise invalid(f"Record was at {current[2] if current else 'null'}", "InvalidSwap")
            if current is None or current[1] != record:
                self._write(collection, key, record, current[0] if current else None)
        return self._written(collection, key, changed=current is None or current[1] != record)

    def create(self, collection: str, key: str | None, record: Any) -> dict[str, Any]:
        """Write a new record. The real server breaks where the key is taken. Raises Refusal."""
        key = key or tid(tid_number(moments.now()))
        if record_at(self._store, self._account.external_id, collection, key) is not None:
            raise BROKEN
        return self.put(collection, key, record)

    def delete(self, collection: str, key: str) -> dict[str, Any]:
        """Take a record away; where there is none nothing happens."""
        current = record_at(self._store, self._account.external_id, collection, key)
        if current is None:
            return {}
        item = current[0]
        with self._store.transaction():
            if collection == POSTS:
                delete_item(self._store, self._platform, item, deleted_at=moments.now())
            elif collection == LIKES:
                set_extra(self._store, like_item(self._store, item, False), like=None)
            else:
                self._hide(item, [])
                set_extra(self._store, item, gate=None)
        return {"commit": _commit()}

    def _write(self, collection: str, key: str, record: dict[str, Any], item: Item | None) -> None:
        if collection == POSTS:
            self._write_post(key, record, item)
        elif collection == LIKES:
            liked = item or self._named(record["subject"]["uri"])
            if liked is not None:
                set_extra(self._store, like_item(self._store, liked, True), like={"key": key, "record": record})
        elif collection == THREAD_GATES:
            root = item or self._named(record["post"])
            if root is not None:
                self._hide(root, record.get("hiddenReplies") or [])
                set_extra(self._store, root, gate={k: v for k, v in record.items() if k != "hiddenReplies"})

    def _write_post(self, key: str, record: dict[str, Any], item: Item | None) -> None:
        before = item_by_external_id(self._store, "bluesky", post_uri(self._account.external_id, key))
        if before is not None:
            # A key may be used again once its record was deleted.
            self._store.run("UPDATE items SET deleted_at = NULL WHERE seq = ?", before.seq)
            edited = edit_item(self._store, self._platform, self._account, before, record["text"])
            set_extra(self._store, edited, record=record)
            return
        reply = record.get("reply")
        parent = self._named(reply["parent"]["uri"]) if reply else None
        self._keyed.stand_under(key)
        write_item(
            self._store,
            self._platform,
            self._account,
            kind="post" if parent is None else "comment",
            author=None,
            text=record["text"],
            parent=parent,
            created_at=round(datetime.fromisoformat(record["createdAt"]).timestamp() * moments.SECOND),
            extra={"record": record},
        )

    def _hide(self, root: Item, hidden: list[str]) -> None:
        for item in select_items(self._store, "WHERE root_seq = ? AND seq <> root_seq", root.seq):
            hide_item(self._store, item, item.external_id in hidden)

    def _named(self, uri: str) -> Item | None:
        return item_by_external_id(self._store, "bluesky", uri)

    def _written(self, collection: str, key: str, *, changed: bool) -> dict[str, Any]:
        found = record_at(self._store, self._account.external_id, collection, key)
        uri = f"at://{self._account.external_id}/{collection}/{key}"
        body = {"uri": uri, "cid": found[2] if found else content_id(uri), "validationStatus": "valid"}
        return body | ({"commit": _commit()} if changed else {})

    def _checked(self, collection: str, key: str, record: Any) -> dict[str, Any]:
        """As the lexicons say: https://github.com/bluesky-social/atproto/tree/main/lexicons/app/bsky/feed"""
        if not isinstance(record, dict):
            raise invalid("Expected object value type at $.record")
        if record.get("$type", collection) != collection:
            raise invalid(f"Invalid $type: expected {collection}, got {record['$type']}")
        if not is_tid(key):
            raise invalid(f'Invalid record key for {collection}: Invalid TID string (got "{key}") at $')
        wanted = {POSTS: "text", LIKES: "subject", THREAD_GATES: "post"}
        if collection not in wanted:
            raise invalid(f"Unknown lexicon type: {collection}")
        for name in (wanted[collection], "createdAt"):
            if name not in record:
                raise invalid_record(collection, f'Missing required key "{name}" at $.record')
        _check_time(collection, record["createdAt"])
        if collection == POSTS:
            _check_post(record)
        elif collection == LIKES:
            _check_reference(collection, record["subject"], "$.record.subject")
        elif len(record.get("hiddenReplies") or []) > MOST_HIDDEN:
            raise invalid_record(collection, f"array too big (maximum {MOST_HIDDEN}) at $.record.hiddenReplies")
        elif key_of(str(record["post"])) != key:
            raise invalid_record(collection, "the gate's key is not the post's")
        return {"$type": collection, **record}


def _check_post(record: Mapping[str, Any]) -> None:
    text = record["text"]
    if not isinstance(text, str):
        raise invalid_record(POSTS, f"Expected string value type (got {type(text).__name__}) at $.record.text")
    size, graphemes = len(text.encode()), len(regex.findall(r"\X", text))
    if size > BYTES:
        raise invalid_record(POSTS, f"string too big (maximum {BYTES}, got {size}) at $.record.text")
    if graphemes > GRAPHEMES:
        raise invalid_record(POSTS, f"grapheme too big (maximum {GRAPHEMES}, got {graphemes}) at $.record.text")
    reply = record.get("reply")
    if reply is None:
        return
    for name in ("root", "parent"):
        if not isinstance(reply, dict) or name not in reply:
            raise invalid_record(POSTS, f'Missing required key "{name}" at $.record.reply')
        _check_reference(POSTS, reply[name], f"$.record.reply.{name}")


def _check_reference(collection: str, reference: Any, path: str) -> None:
    for name in ("uri", "cid"):
        if not isinstance(reference, dict) or name not in reference:
            raise invalid_record(collection, f'Missing required key "{name}" at {path}')
    if not is_at_uri(str(reference["uri"])):
        raise invalid_record(collection, f'Invalid AT-URI string (got "{reference["uri"]}") at {path}.uri')
    if not regex.fullmatch(r"b[a-z2-7]{50,}", str(reference["cid"])):
        raise invalid_record(collection, f'Invalid CID string (got "{reference["cid"]}") at {path}.cid')


def _check_time(collection: str, value: Any) -> None:
    try:
        if isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None:
            return
    except ValueError:
        pass
    raise invalid_record(collection, f'Invalid datetime (got "{value}") at $.record.createdAt')


def _commit() -> dict[str, str]:
    return {"cid": content_id(["commit", moments.now()]), "rev": tid(tid_number(moments.now()))}
