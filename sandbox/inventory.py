"""Everything the platforms hold, listed plainly, so that a test can compare it with what a client has taken
in.
"""

from typing import Any

from sandbox import moments
from sandbox.accounts import all_accounts
from sandbox.items import history, items_by_seq, select_items
from sandbox.people import people_by_id
from sandbox.records import Account, Item, Person
from sandbox.registry import PLATFORMS
from sandbox.store import Store

LARGEST_PAGE = 2_000


def list_items(store: Store, *, platform: str | None, handle: str | None, after: int, limit: int) -> dict[str, Any]:
    """Items in the order they were first written; ``after`` of the answer leads to the next page, None at the
    end.
    """
    limit = max(1, min(limit, LARGEST_PAGE))
    found = select_items(
        store,
        "JOIN accounts ON accounts.id = items.account_id WHERE items.seq > ?"
        " AND (? IS NULL OR items.platform = ?) AND (? IS NULL OR accounts.handle = ?) ORDER BY"
        " items.seq LIMIT ?",
        *(after, platform, platform, handle, handle, limit + 1),
    )
    page = found[:limit]
    accounts = {account.id: account for account in all_accounts(store)}
    people = people_by_id(store, [who for item in page for who in (item.person_id, item.to_person_id)])
    above = items_by_seq(store, [seq for item in page for seq in (item.parent_seq, item.root_seq)])
    ids = history(store, [item.seq for item in page])
    facts = [_facts(item, accounts[item.account_id], people, above, ids[item.seq]) for item in page]
    return {"items": facts, "after": page[-1].seq if len(found) > limit else None}


def counts(store: Store) -> dict[str, Any]:
    """Totals, and a row per platform, account, kind and side; ``items`` leaves deleted ones out."""
    rows = store.all(
        "SELECT items.platform, accounts.handle AS account, kind, is_company,"
        " sum(deleted_at IS NULL) AS items, sum(deleted_at IS NOT NULL) AS deleted FROM items JOIN"
        " accounts ON accounts.id = items.account_id"
        " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4"
    )
    by = [dict(row) | {"is_company": bool(row["is_company"])} for row in rows]
    totals = {table: _count(store, table) for table in ("accounts", "people", "faults")}
    return totals | {
        "items": sum(row["items"] for row in by),
        "deleted": sum(row["deleted"] for row in by),
        "by": by,
    }


def _count(store: Store, table: str) -> int:
    row = store.one(f"SELECT count(*) AS n FROM {table}")
    return int(row["n"]) if row else 0


def _facts(
    item: Item, account: Account, people: dict[int, Person], above: dict[int, Item], ids: list[str]
) -> dict[str, Any]:
    author: dict[str, Any] = {"id": account.external_id, "handle": account.handle, "name": account.name}
    if item.person_id is not None:
        person = people[item.person_id]
        author = {
            "id": person.external_id,
            "handle": person.handle,
            "name": person.name,
            "audience": person.audience,
        }
    parent = above.get(item.parent_seq or -1)
    recipient = people.get(item.to_person_id or -1)
    return {
        "seq": item.seq,
        "platform": item.platform,
        "account": account.handle,
        "external_id": item.external_id,
        "history": ids,
        "alias": item.alias,
        "kind": item.kind,
        "author": author,
        "is_company": item.is_company,
        "is_addressed": item.is_addressed,
        "text": item.text,
        "parent": parent.external_id if parent else None,
        "root": above[item.root_seq].external_id,
        "created_at": moments.iso(item.created_at),
        "arrived_at": moments.iso(item.arrived_at),
        "edited_at": moments.iso(item.edited_at),
        "is_private": PLATFORMS[item.platform].is_private(item),
        "to": recipient.external_id if recipient else None,
        "hidden": item.is_hidden,
        "liked": item.is_liked,
        "deleted": item.is_deleted,
        "media": item.media,
        "extra": item.extra,
    }
