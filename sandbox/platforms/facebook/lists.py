"""The lists of the Graph API, posts of a Page and comments of a post, with cursors and ``paging``."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from sandbox.items import select_items
from sandbox.platforms.facebook.parameters import Stretch, cursor
from sandbox.records import Account, Item
from sandbox.store import Store

ORIGIN = "https://graph.facebook.com"

_POSTS = {
    "feed": "",
    "posts": "AND is_company = 1",
    "published_posts": "AND is_company = 1",
    "visitor_posts": "AND is_company = 0",
}
POST_EDGES = tuple(_POSTS)


def posts(store: Store, account: Account, edge: str, stretch: Stretch) -> tuple[list[Item], bool]:
    """A page of the Page's posts, newest first, and whether there is more."""
    where = f"account_id = ? AND parent_seq IS NULL AND kind = 'post' {_POSTS[edge]}"
    return _page(store, where, [account.id], stretch)


def comments(store: Store, item: Item, stretch: Stretch, *, is_stream: bool) -> tuple[list[Item], bool]:
    """A page of what hangs below a post or comment: one level, or (``filter=stream``) all of it in one
    list.
    """
    where, params = _below(item, is_stream)
    return _page(store, where, params, stretch)


def count_comments(store: Store, item: Item, *, is_stream: bool) -> int:
    where, params = _below(item, is_stream)
    row = store.one(f"SELECT count(*) AS n FROM items WHERE deleted_at IS NULL AND {where}", *params)
    return int(row["n"]) if row else 0


def paging(
    path: str, params: Mapping[str, str], token: str, items: list[Item], stretch: Stretch, has_more: bool
) -> dict[str, Any]:
    """``paging``: cursors for the page's ends, ``next`` and ``previous`` only where there is something.

    The links carry the token, as the API's do: a client follows them as they are.
    """
    if not items:
        return {}
    first, last = cursor(items[0].position), cursor(items[-1].position)
    found: dict[str, Any] = {"cursors": {"before": first, "after": last}}
    kept = {name: value for name, value in params.items() if name not in ("after", "before", "access_token")}
    link = f"{ORIGIN}{path}?"
    goes_on = has_more if stretch.before is None else True
    came_from = stretch.after is not None if stretch.before is None else has_more
    if goes_on:
        found["next"] = link + urlencode({"access_token": token, **kept, "after": last})
    if came_from:
        found["previous"] = link + urlencode({"access_token": token, **kept, "before": first})
    return {"paging": found}


def _below(item: Item, is_stream: bool) -> tuple[str, list[int]]:
    if not is_stream:
        return "parent_seq = ?", [item.seq]
    if item.parent_seq is None:
        return "root_seq = ? AND parent_seq IS NOT NULL", [item.seq]
    return "parent_seq = ?", [item.seq]


def _page(store: Store, where: str, params: list[int], stretch: Stretch) -> tuple[list[Item], bool]:
    """Cursors and ``since`` go by arrival, not by the time shown, which a scenario may have set in the
    past.
    """
    clauses, bounds = ["deleted_at IS NULL", where], list(params)
    if stretch.since is not None:
        clauses.append("arrived_at >= ?")
        bounds.append(stretch.since)
    if stretch.until is not None:
        clauses.append("arrived_at <= ?")
        bounds.append(stretch.until)
    goes_back = stretch.before is not None
    mark = stretch.before if goes_back else stretch.after
    descending = stretch.newest_first != goes_back
    if mark is not None:
        clauses.append("position < ?" if descending else "position > ?")
        bounds.append(mark)
    found = select_items(
        store,
        f"WHERE {' AND '.join(clauses)} ORDER BY position {'DESC' if descending else 'ASC'} LIMIT ?",
        *bounds,
        stretch.limit + 1,
    )
    page = found[: stretch.limit]
    if goes_back:
        page.reverse()
    return page, len(found) > stretch.limit
