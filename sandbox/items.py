"""What was said: written, edited and deleted here, whoever asks for it (a scenario, the customer's page, an
API).

Paging and "since" go by ``position``, the order of arrival. A real platform never back-dates, so there the
order of arrival and the order of the times shown are one and the same; a scenario does back-date, and a
client that pages by ids it has seen must still be handed everything that arrived after them.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sandbox import moments
from sandbox.people import find_person
from sandbox.platforms.base import Platform
from sandbox.records import Account, Item, Person, values
from sandbox.store import Store, marks


def write_item(
    store: Store,
    platform: Platform,
    account: Account,
    *,
    kind: str,
    author: Person | None,
    text: str,
    parent: Item | None = None,
    created_at: int | None = None,
    alias: str | None = None,
    at: float | None = None,
    to: Person | None = None,
    media: list[dict[str, Any]] | None = None,
    extra: dict[str, Any] | None = None,
) -> Item:
    """Put one thing on the platform, now. ``author`` None is the company. ``created_at`` is only what is
    shown. ``to`` is whom the company writes to in private; an answer goes to whoever its parent came from.
    """
    arrived_at = moments.now()
    created_at = arrived_at if created_at is None else min(created_at, arrived_at)
    with store.transaction():
        if parent is not None:
            parent = thread_parent(store, platform, parent)
        to_person_id = to.id if to else None
        if author is None and to is None and parent is not None and platform.is_private_kind(kind):
            to_person_id = parent.partner_id
        root = None
        if platform.joins_private_thread(kind):
            root = _private_root(store, account, kind, author.id if author else to_person_id)
        elif parent is not None and not platform.stands_alone(kind):
            root = get_item(store, parent.root_seq)
        text = platform.text_as_published(account, author, kind, parent, text)
        number = store.next_number(platform.name, platform.number_floor(arrived_at))
        external_id = platform.item_id(account, kind, root, number)
        seq = store.insert(
            "items",
            platform=platform.name,
            account_id=account.id,
            external_id=external_id,
            first_id=external_id,
            alias=alias,
            kind=kind,
            person_id=author.id if author else None,
            is_company=author is None,
            parent_seq=parent.seq if parent else None,
            parent_ref=parent.external_id if parent else None,
            root_seq=0,
            text=text,
            position=number,
            is_addressed=author is not None and platform.addresses(account, kind, text),
            created_at=created_at,
            arrived_at=arrived_at,
            updated_at=created_at,
            to_person_id=to_person_id,
            media=json.dumps(media or []),
            extra=json.dumps(extra or {}),
        )
        store.run("UPDATE items SET root_seq = ? WHERE seq = ?", root.seq if root else seq, seq)
        if root is not None:
            store.run("UPDATE items SET updated_at = MAX(updated_at, ?) WHERE seq = ?", created_at, root.seq)
        _remember_version(store, seq, platform.name, external_id, text, at, created_at)
        return _announce(store, "written", _must_get(store, seq))


def edit_item(
    store: Store,
    platform: Platform,
    account: Account,
    item: Item,
    text: str,
    *,
    edited_at: int | None = None,
    at: float | None = None,
) -> Item:
    """Change the words of an item. On X that is a new id in the same history; on Facebook the id stays."""
    arrived_at = moments.now()
    edited_at = arrived_at if edited_at is None else max(min(edited_at, arrived_at), item.created_at)
    with store.transaction():
        text = text_as_published(store, platform, account, item, text)
        external_id, position, created_at = item.external_id, item.position, item.created_at
        if platform.edits_give_new_ids:
            position = store.next_number(platform.name, platform.number_floor(arrived_at))
            external_id = platform.item_id(account, item.kind, None, position)
            created_at = edited_at
        is_addressed = not item.is_company and platform.addresses(account, item.kind, text)
        store.run(
            "UPDATE items SET text = ?, external_id = ?, position = ?, created_at = ?, edited_at = ?,"
            " updated_at = MAX(updated_at, ?), is_addressed = ? WHERE seq = ?",
            *(text, external_id, position, created_at, edited_at, edited_at, is_addressed, item.seq),
        )
        _remember_version(store, item.seq, platform.name, external_id, text, at, edited_at)
        return _announce(store, "edited", _must_get(store, item.seq))


def delete_item(store: Store, platform: Platform, item: Item, *, deleted_at: int | None = None) -> None:
    """Take an item away. Where the platform takes what hangs below along (Facebook), that goes too."""
    deleted_at = min(deleted_at or moments.now(), moments.now())
    below = "seq = ?"
    if platform.deletes_what_hangs_below:
        below = (
            "seq IN (WITH RECURSIVE tree (seq) AS (VALUES (?) UNION ALL"
            " SELECT items.seq FROM items JOIN tree ON items.parent_seq = tree.seq) SELECT seq FROM tree)"
        )
    with store.transaction():
        going = select_items(store, f"WHERE deleted_at IS NULL AND {below} ORDER BY items.seq", item.seq)
        store.run(f"UPDATE items SET deleted_at = ? WHERE deleted_at IS NULL AND {below}", deleted_at, item.seq)
        for gone in going:
            _announce(store, "deleted", _must_get(store, gone.seq))


def hide_item(store: Store, item: Item, is_hidden: bool) -> Item:
    """Hide it or show it again. Doing so twice changes nothing."""
    return _mark(store, item, "is_hidden", is_hidden, "hidden" if is_hidden else "unhidden")


def like_item(store: Store, item: Item, is_liked: bool) -> Item:
    """Have the company like it, or no longer. Doing so twice changes nothing."""
    return _mark(store, item, "is_liked", is_liked, "liked" if is_liked else "unliked")


def set_extra(store: Store, item: Item, **facts: Any) -> Item:
    """Change some of the platform's own facts about an item; None takes one away."""
    current = _must_get(store, item.seq)
    merged = {name: value for name, value in (current.extra | facts).items() if value is not None}
    if merged == current.extra:
        return current
    with store.transaction():
        store.run("UPDATE items SET extra = ? WHERE seq = ?", json.dumps(merged), item.seq)
        return _announce(store, "changed", _must_get(store, item.seq))


def set_media(store: Store, item: Item, media: list[dict[str, Any]]) -> Item:
    """Replace what hangs on an item; told to nobody, for it goes with an edit of its words."""
    store.run("UPDATE items SET media = ? WHERE seq = ?", json.dumps(media), item.seq)
    return _must_get(store, item.seq)


def thread_parent(store: Store, platform: Platform, parent: Item) -> Item:
    """Where a reply to ``parent`` really hangs: a platform with two levels of comments lifts deeper ones
    up.
    """
    while platform.max_depth is not None and parent.parent_seq is not None:
        if len(ancestors(store, parent)) < platform.max_depth:
            break
        parent = _must_get(store, parent.parent_seq)
    return parent


def ancestors(store: Store, item: Item) -> list[Item]:
    """The items above, nearest first."""
    found: list[Item] = []
    while item.parent_seq is not None:
        item = _must_get(store, item.parent_seq)
        found.append(item)
    return found


def get_item(store: Store, seq: int) -> Item | None:
    row = store.one("SELECT * FROM items WHERE seq = ?", seq)
    return Item(**values(row)) if row else None


def item_by_external_id(store: Store, platform: str, external_id: str) -> Item | None:
    """The item an id stands for; an id from before an edit leads to the newest version."""
    row = store.one(
        "SELECT items.* FROM versions JOIN items USING (seq) WHERE versions.platform = ? AND versions.external_id = ?",
        *(platform, external_id),
    )
    return Item(**values(row)) if row else None


def items_by_alias(store: Store, alias: str, platform: str | None = None) -> list[Item]:
    rows = store.all("SELECT * FROM items WHERE alias = ? AND (? IS NULL OR platform = ?)", alias, platform, platform)
    return [Item(**values(row)) for row in rows]


def items_by_seq(store: Store, seqs: Iterable[int | None]) -> dict[int, Item]:
    wanted = sorted({seq for seq in seqs if seq is not None})
    rows = store.all(f"SELECT * FROM items WHERE seq IN ({marks(wanted)})", *wanted)
    return {row["seq"]: Item(**values(row)) for row in rows}


def select_items(store: Store, sql_after_from: str, *params: Any) -> list[Item]:
    """Items by a query of the caller's: ``sql_after_from`` follows ``SELECT items.* FROM items``."""
    return [Item(**values(row)) for row in store.all(f"SELECT items.* FROM items {sql_after_from}", *params)]


def history(store: Store, seqs: Iterable[int]) -> dict[int, list[str]]:
    """Every id each item has had, oldest first."""
    wanted = sorted(set(seqs))
    found: dict[int, list[str]] = {seq: [] for seq in wanted}
    rows = store.all(
        f"SELECT seq, external_id FROM versions WHERE seq IN ({marks(wanted)}) ORDER BY id",
        *wanted,
    )
    for row in rows:
        if row["external_id"] not in found[row["seq"]]:
            found[row["seq"]].append(row["external_id"])
    return found


def text_as_published(store: Store, platform: Platform, account: Account, item: Item, text: str) -> str:
    """What ``text`` would read as, were it the text of this item."""
    author = find_person(store, item.person_id) if item.person_id is not None else None
    parent = get_item(store, item.parent_seq) if item.parent_seq is not None else None
    return platform.text_as_published(account, author, item.kind, parent, text)


def was_edited_so(store: Store, item: Item, text: str, at: float | None) -> bool:
    """Whether this very edit of a scenario has been played before: playing a file twice must change
    nothing.
    """
    row = store.one(
        "SELECT 1 FROM versions WHERE seq = ? AND text = ? AND at IS NOT NULL AND at = ?", item.seq, text, at
    )
    return item.text == text or row is not None


def private_items(store: Store, account: Account, kind: str, person_id: int) -> list[Item]:
    """Everything of a private kind between an account and one person, oldest first."""
    return select_items(
        store,
        "WHERE account_id = ? AND kind = ? AND ? IN (person_id, to_person_id) AND deleted_at IS NULL ORDER BY position",
        *(account.id, kind, person_id),
    )


def _private_root(store: Store, account: Account, kind: str, person_id: int | None) -> Item | None:
    found = select_items(
        store,
        "WHERE account_id = ? AND kind = ? AND ? IN (person_id, to_person_id) AND seq = root_seq LIMIT 1",
        *(account.id, kind, person_id),
    )
    return found[0] if found else None


def _mark(store: Store, item: Item, column: str, is_so: bool, what: str) -> Item:
    with store.transaction():
        changed = store.run(f"UPDATE items SET {column} = ? WHERE seq = ? AND {column} <> ?", is_so, item.seq, is_so)
        found = _must_get(store, item.seq)
        return _announce(store, what, found) if changed.rowcount else found


def _announce(store: Store, what: str, item: Item) -> Item:
    """Put a change down for every webhook of the account; :mod:`sandbox.courier` carries it out."""
    for row in store.all("SELECT id FROM webhooks WHERE account_id = ?", item.account_id):
        store.insert("changes", webhook_id=row["id"], what=what, item=json.dumps(asdict(item)))
    return item


def _must_get(store: Store, seq: int) -> Item:
    item = get_item(store, seq)
    assert item is not None
    return item


def _remember_version(
    store: Store, seq: int, platform: str, external_id: str, text: str, at: float | None, written_at: int
) -> None:
    store.insert(
        "versions",
        seq=seq,
        platform=platform,
        external_id=external_id,
        text=text,
        at=at,
        written_at=written_at,
    )
