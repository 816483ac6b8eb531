"""Comments in the store: which there are, in which state, and under what."""

from sandbox import moments
from sandbox.items import get_item, item_by_external_id, select_items
from sandbox.platforms.wordpress.parameters import Query
from sandbox.records import Account, Item
from sandbox.store import Store, marks

FIRST_POST = 1
"""The number of "Hello world!", which every blog begins with. It is nobody's item."""

STATUS = (
    "CASE WHEN roots.kind = 'post' AND roots.deleted_at IS NOT NULL THEN 'post-trashed'"
    " ELSE coalesce(json_extract(items.extra, '$.status'), iif(items.is_hidden, 'hold', 'approved')) END"
)
_FROM = "JOIN items AS roots ON roots.seq = items.root_seq"
_THERE = "(items.deleted_at IS NULL OR json_extract(items.extra, '$.status') = 'trash')"
_ORDER = {
    "date": "items.created_at / 1000",
    "date_gmt": "items.created_at / 1000",
    "id": "items.position",
    "include": "items.position",
    "post": "roots.position",
    "parent": "coalesce(items.parent_seq, 0)",
    "type": "0",
}


def status_of(store: Store, item: Item) -> str:
    """``approved``, ``hold``, ``spam``, ``trash``, or ``post-trashed`` where its post is in the bin."""
    root = get_item(store, item.root_seq)
    if root is not None and root.kind == "post" and root.is_deleted:
        return "post-trashed"
    return str(item.extra.get("status") or ("hold" if item.is_hidden else "approved"))


def find_comment(store: Store, account: Account | None, number: int) -> Item | None:
    """A comment of this blog (None: of any), be it in the bin; None where it is deleted for good or never was."""
    item = item_by_external_id(store, "wordpress", str(number))
    if item is None or item.kind != "comment" or (account is not None and item.account_id != account.id):
        return None
    return None if item.is_deleted and item.extra.get("status") != "trash" else item


def find_post(store: Store, account: Account, number: int) -> Item | None:
    item = item_by_external_id(store, "wordpress", f"post-{number}")
    return item if item is not None and item.account_id == account.id else None


def post_number(store: Store, item: Item) -> int:
    root = get_item(store, item.root_seq)
    return root.position if root is not None and root.kind == "post" else FIRST_POST


def parent_number(store: Store, item: Item) -> int:
    """The comment it answers, 0 for none. Where that one was deleted for good, the one above moves in (wp_delete_comment)."""
    if item.parent_seq is None:
        return int(item.extra.get("parent") or 0)
    parent = get_item(store, item.parent_seq)
    while parent is not None and parent.kind == "comment":
        if not parent.is_deleted or parent.extra.get("status") == "trash":
            return parent.position
        parent = get_item(store, parent.parent_seq) if parent.parent_seq is not None else None
    return int(item.extra.get("parent") or 0)


def list_comments(store: Store, account: Account, query: Query) -> tuple[list[Item], int]:
    """A page of comments, as a moderator sees them, and how many the whole list holds."""
    where, params = _where(store, account, query)
    direction = "ASC" if query.order == "asc" else "DESC"
    # WP_Comment_Query always ends with the id, in the direction of the date, or else from the newest down.
    within = direction if query.orderby in ("date", "date_gmt", "id") else "DESC"
    total = store.one(f"SELECT count(*) AS n FROM items {_FROM} WHERE {where}", *params)
    found = select_items(
        store,
        f"{_FROM} WHERE {where} ORDER BY {_ORDER[query.orderby]} {direction}, items.position {within} LIMIT ? OFFSET ?",
        *(*params, query.per_page, query.start),
    )
    return found, int(total["n"]) if total else 0


def _where(store: Store, account: Account, query: Query) -> tuple[str, list[object]]:
    clauses = ["items.account_id = ?", "items.kind = 'comment'", _THERE]
    params: list[object] = [account.id]

    def demand(clause: str, *values: object) -> None:
        clauses.append(clause)
        params.extend(values)

    if query.status in ("all", ""):
        clauses.append(f"{STATUS} IN ('approved', 'hold')")
    elif query.status != "any":
        demand(f"{STATUS} = ?", "approved" if query.status == "approve" else query.status)
    # The real one compares local times, which differs in the one hour that comes twice; and to the second, exclusively.
    if query.after is not None:
        demand("items.created_at / 1000 > ?", query.after // moments.SECOND)
    if query.before is not None:
        demand("items.created_at / 1000 < ?", query.before // moments.SECOND)
    if query.include:
        demand(f"items.position IN ({marks(query.include)})", *query.include)
    if query.exclude:
        demand(f"items.position NOT IN ({marks(query.exclude)})", *query.exclude)
    if query.post:
        posts = f"CASE WHEN roots.kind = 'post' THEN roots.position ELSE {FIRST_POST} END"
        demand(f"{posts} IN ({marks(query.post)})", *query.post)
    if query.author:
        own = int(account.external_id.partition("@")[0])
        demand("items.is_company = ?", 1) if own in query.author else demand("0")
    if 0 in query.parent:
        found = select_items(store, "WHERE account_id = ? AND kind = 'comment'", account.id)
        top = [item.seq for item in found if parent_number(store, item) in query.parent]
        demand(f"items.seq IN ({marks(top)})", *top)
    elif query.parent:
        below = [
            item.seq
            for item in _perhaps_below(store, account, query.parent)
            if parent_number(store, item) in query.parent
        ]
        demand(f"items.seq IN ({marks(below)})", *below)
    return " AND ".join(clauses), params


def _perhaps_below(store: Store, account: Account, numbers: tuple[int, ...]) -> list[Item]:
    """What may hang below these comments: what answers them, and what answered something deleted."""
    return select_items(
        store,
        "LEFT JOIN items AS above ON above.seq = items.parent_seq WHERE items.account_id = ? AND items.kind = 'comment'"
        f" AND (above.position IN ({marks(numbers)}) OR above.deleted_at IS NOT NULL"
        " OR json_extract(items.extra, '$.parent') IS NOT NULL)",
        *(account.id, *numbers),
    )
