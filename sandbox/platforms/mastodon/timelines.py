"""The lists Mastodon pages by ids: notifications, somebody's statuses, and what stands around a status.

``app/models/concerns/paginable.rb``: with ``min_id`` a page holds what follows that id immediately, with ``since_id`` or
``max_id`` what is newest within them; newest first in any case.
"""

from dataclasses import dataclass

from starlette.datastructures import QueryParams

from sandbox.items import ancestors, item_by_external_id, select_items
from sandbox.platforms.mastodon.payloads import visibility
from sandbox.records import Account, Item, Person
from sandbox.store import Store

CONTEXT_LIMIT = 4096
NO = ("", "0", "f", "F", "false", "FALSE", "off", "OFF")

_PRIVATE = "(kind = 'dm' OR coalesce(json_extract(extra, '$.visibility'), '') IN ('direct', 'private'))"


@dataclass(frozen=True)
class Place:
    """Where in a list a page is. Ids that are none count as 0, as they do there."""

    limit: int
    min_id: int | None
    max_id: int | None
    since_id: int | None

    @classmethod
    def read(cls, query: QueryParams, *, default: int) -> "Place":
        """``limit`` is at most twice what it is by default."""
        wanted = query.get("limit", "")
        limit = min(int(wanted), default * 2) if wanted.isdecimal() else default
        return cls(max(1, limit), *(_number(query.get(name)) for name in ("min_id", "max_id", "since_id")))


def is_yes(query: QueryParams, name: str) -> bool:
    return query.get(name, "") not in NO


def notifications_of(store: Store, account: Account, query: QueryParams) -> list[Item]:
    """Those of the account's items that it was told of, as far as the filters of the query let them through."""
    types, excluded = query.getlist("types[]"), query.getlist("exclude_types[]")
    if (types and "mention" not in types) or "mention" in excluded:
        return []
    where, params = "account_id = ? AND is_addressed = 1 AND deleted_at IS NULL", [account.id]
    if not is_yes(query, "include_filtered"):
        where += " AND coalesce(json_extract(extra, '$.filtered'), 0) = 0"
    return _page(store, where, params, "seq", Place.read(query, default=40))


def statuses_by(store: Store, who: Account | Person, caller: Account, query: QueryParams) -> list[Item]:
    """Somebody's statuses as far as the caller may see them: of one's own, all."""
    if isinstance(who, Account):
        where, params = "account_id = ? AND is_company = 1 AND deleted_at IS NULL", [who.id]
    else:
        where, params = "person_id = ? AND deleted_at IS NULL", [who.id]
    if who != caller:
        where += f" AND (NOT {_PRIVATE} OR account_id = ?)"
        params.append(caller.id)
    if is_yes(query, "exclude_replies"):
        where += " AND parent_seq IS NULL"
    if is_yes(query, "exclude_direct"):
        where += " AND kind <> 'dm'"
    if is_yes(query, "only_media"):
        where += " AND media <> '[]'"
    if is_yes(query, "pinned"):
        return []
    return _page(store, where, params, "position", Place.read(query, default=20))


def find_status(store: Store, caller: Account, external_id: str) -> Item | None:
    """A status the caller may see. What they may not see is not told apart from what is not there."""
    item = item_by_external_id(store, "mastodon", external_id)
    if item is None or item.is_deleted:
        return None
    is_seen = item.account_id == caller.id or visibility(item) in ("public", "unlisted")
    return item if is_seen else None


def above(store: Store, item: Item) -> list[Item]:
    """What a status answers, and what that answers, the first of the thread in front; up to the first that is gone."""
    found: list[Item] = []
    for ancestor in ancestors(store, item)[:CONTEXT_LIMIT]:
        if ancestor.is_deleted:
            break
        found.append(ancestor)
    return found[::-1]


def below(store: Store, item: Item) -> list[Item]:
    """Everything that answers a status, directly or not. A gone answer takes what hangs below it out of sight."""
    return select_items(
        store,
        "WHERE seq IN (WITH RECURSIVE tree (seq) AS (SELECT seq FROM items WHERE parent_seq = ? AND deleted_at IS NULL"
        " UNION ALL SELECT items.seq FROM items JOIN tree ON items.parent_seq = tree.seq WHERE deleted_at IS NULL)"
        " SELECT seq FROM tree) ORDER BY position LIMIT ?",
        *(item.seq, CONTEXT_LIMIT),
    )


def _page(store: Store, where: str, params: list[int], column: str, place: Place) -> list[Item]:
    clauses, bounds = [where], list(params)
    lowest = place.min_id if place.min_id is not None else place.since_id
    for bound, sign in ((lowest, ">"), (place.max_id, "<")):
        if bound is not None:
            clauses.append(f"{column} {sign} ?")
            bounds.append(bound)
    order = "ASC" if place.min_id is not None else "DESC"
    sql = f"WHERE {' AND '.join(clauses)} ORDER BY {column} {order} LIMIT ?"
    found = select_items(store, sql, *bounds, place.limit)
    return found[::-1] if place.min_id is not None else found


def _number(value: str | None) -> int | None:
    if value is None or value == "":
        return None
    return min(int(value), 2**63 - 1) if value.isdecimal() else 0
