"""The records of the repositories: a post as it was written through the API, or as an app would have written it."""

from typing import Any

from sandbox import moments
from sandbox.accounts import account_by_id, all_accounts
from sandbox.items import get_item, item_by_external_id, items_by_seq, select_items
from sandbox.people import person_by_name
from sandbox.platforms.bluesky.identifiers import (
    LIKES,
    POSTS,
    THREAD_GATES,
    content_id,
    full_handle,
    key_of,
    post_uri,
    tid,
)
from sandbox.platforms.bluesky.text import as_posted, names_in
from sandbox.records import Account, Item, Person
from sandbox.store import Store

_PICTURE_SIZE = 120_000


def post_record(store: Store, item: Item) -> dict[str, Any]:
    """The post's record. One written through the API is given back as it came, unless it was edited elsewhere since."""
    written: dict[str, Any] | None = item.extra.get("record")
    if written is not None and written.get("text") == item.text:
        return written
    text, facets = as_posted(item.text, _dids(store, item.text))
    record: dict[str, Any] = {"$type": POSTS, "text": text, "createdAt": moments.iso(item.created_at), "langs": ["en"]}
    if facets:
        record["facets"] = facets
    parent = get_item(store, item.parent_seq) if item.parent_seq is not None else None
    if parent is not None and item.kind != "quote":
        root = items_by_seq(store, [item.root_seq])[item.root_seq]
        record["reply"] = {"root": reference(store, root), "parent": reference(store, parent)}
    embed = _embed(store, item, parent)
    if embed:
        record["embed"] = embed
    if written is not None:
        record = {name: value for name, value in written.items() if name != "facets"} | {"text": text}
    return record


def post_cid(item: Item) -> str:
    return _cid(item, item.text)


def reference(store: Store, item: Item) -> dict[str, str]:
    """A strong reference, to the version the post was born with."""
    row = store.one("SELECT text FROM versions WHERE seq = ? ORDER BY id LIMIT 1", item.seq)
    return {"uri": item.external_id, "cid": _cid(item, row["text"] if row else item.text)}


def _cid(item: Item, text: str) -> str:
    record = item.extra.get("record")
    return content_id(record if record and record.get("text") == text else {"uri": item.external_id, "text": text})


def like_key(item: Item) -> str:
    """The key of the account's like; one given in an app has a key of that app's making."""
    return str(item.extra.get("like", {}).get("key") or tid(item.position))


def like_record(item: Item) -> dict[str, Any]:
    made = item.extra.get("like", {}).get("record")
    subject = {"uri": item.external_id, "cid": post_cid(item)}
    return made or {"$type": LIKES, "subject": subject, "createdAt": moments.iso(item.updated_at)}


def like_uri(store: Store, item: Item) -> str:
    return f"at://{account_by_id(store, item.account_id).external_id}/{LIKES}/{like_key(item)}"


def gate_record(store: Store, root: Item) -> dict[str, Any] | None:
    """The thread's gate, where one was written or a reply is hidden."""
    hidden = [item.external_id for item in _hidden_in(store, root)]
    made = root.extra.get("gate")
    if made is None and not hidden:
        return None
    base = made or {"$type": THREAD_GATES, "post": root.external_id, "createdAt": moments.iso(root.created_at)}
    return {**base, "hiddenReplies": hidden}


def _hidden_in(store: Store, root: Item) -> list[Item]:
    return select_items(store, "WHERE root_seq = ? AND is_hidden = 1 ORDER BY seq", root.seq)


def record_at(store: Store, did: str, collection: str, key: str) -> tuple[Item, dict[str, Any], str] | None:
    """The post, or for other collections the post it is about; the record; its CID. None where there is no such record."""
    item: Item | None = None
    if collection in (POSTS, THREAD_GATES):
        item = item_by_external_id(store, "bluesky", post_uri(did, key))
    elif collection == LIKES:
        liked = select_items(store, "WHERE platform = 'bluesky' AND is_liked = 1")
        item = next((entry for entry in liked if like_uri(store, entry) == f"at://{did}/{LIKES}/{key}"), None)
    if item is None or item.is_deleted:
        return None
    if collection == POSTS:
        return item, post_record(store, item), post_cid(item)
    record = like_record(item) if collection == LIKES else gate_record(store, item)
    return None if record is None else (item, record, content_id(record))


def records_in(store: Store, did: str, collection: str) -> list[tuple[str, str, dict[str, Any]]]:
    """A repository's records of a collection as (key, CID, record), newest key first."""
    found: list[tuple[str, str, dict[str, Any]]] = []
    if collection == LIKES:
        liked = select_items(store, "WHERE platform = 'bluesky' AND is_liked = 1 AND deleted_at IS NULL")
        found = [
            (like_key(item), content_id(like_record(item)), like_record(item))
            for item in liked
            if like_uri(store, item).startswith(f"at://{did}/")
        ]
    elif collection in (POSTS, THREAD_GATES):
        for item in posts_in(store, did):
            record = post_record(store, item) if collection == POSTS else gate_record(store, item)
            if record is not None:
                cid = post_cid(item) if collection == POSTS else content_id(record)
                found.append((key_of(item.external_id), cid, record))
    return sorted(found, key=lambda entry: entry[0], reverse=True)


def posts_in(store: Store, did: str) -> list[Item]:
    begin = post_uri(did, "")
    return select_items(
        store,
        "WHERE platform = 'bluesky' AND external_id >= ? AND external_id < ? AND deleted_at IS NULL",
        *(begin, f"{begin}~"),
    )


def _embed(store: Store, item: Item, parent: Item | None) -> dict[str, Any] | None:
    media = _media(item)
    if item.kind != "quote" or parent is None:
        return media
    quote = {"$type": "app.bsky.embed.record", "record": reference(store, parent)}
    return {"$type": "app.bsky.embed.recordWithMedia", "record": quote, "media": media} if media else quote


def _media(item: Item) -> dict[str, Any] | None:
    pictures = [entry for entry in item.media if entry.get("kind", "image") == "image"]
    if pictures:
        images = [{"alt": str(entry.get("text") or ""), "image": _blob(entry, "image/jpeg")} for entry in pictures[:4]]
        return {"$type": "app.bsky.embed.images", "images": images}
    for entry in item.media:
        alt = str(entry.get("text") or "")
        if entry.get("kind") == "video":
            return {"$type": "app.bsky.embed.video", "video": _blob(entry, "video/mp4"), "alt": alt}
        page = {"uri": str(entry.get("url") or ""), "title": str(entry.get("name") or ""), "description": alt}
        return {"$type": "app.bsky.embed.external", "external": page}
    return None


def _blob(entry: dict[str, Any], media_type: str) -> dict[str, Any]:
    size = entry.get("size") or _PICTURE_SIZE
    return {"$type": "blob", "ref": {"$link": content_id(entry)}, "mimeType": media_type, "size": size}


def _dids(store: Store, text: str) -> dict[str, str]:
    """The DIDs of those a text names, by full handle."""
    found = {name: by_handle(store, name) for name in names_in(text)}
    return {name: somebody.external_id for name, somebody in found.items() if somebody is not None}


def by_handle(store: Store, handle: str) -> Account | Person | None:
    """Whoever has this full handle."""
    for account in all_accounts(store):
        if account.platform == "bluesky" and full_handle(account.handle) == handle:
            return account
    short = handle.removesuffix(".bsky.social")
    for spelling in (handle, short, short.replace("-", "_")):
        person = person_by_name(store, "bluesky", spelling)
        if person is not None and full_handle(person.handle) == handle:
            return None if person.is_deleted else person
    return None
