"""The lists of the Graph API: a stretch of them in the order of arrival, with cursors and ``paging``."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from sandbox.items import select_items
from sandbox.platforms.graph.parameters import Stretch, cursor
from sandbox.records import Item
from sandbox.store import Store

ORIGIN = "https://graph.facebook.com"


def paging(
    path: str, params: Mapping[str, str], token: str, positions: Sequence[int], stretch: Stretch, has_more: bool
) -> dict[str, Any]:
    """``paging``: cursors for the page's ends, ``next`` and ``previous`` only where there is something.

    The links carry the token, as the API's do: a client follows them as they are.
    """
    if not positions:
        return {}
    first, last = cursor(positions[0]), cursor(positions[-1])
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


def item_stretch(store: Store, where: str, params: list[int], stretch: Stretch) -> tuple[list[Item], bool]:
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


def count_items(store: Store, where: str, params: list[int]) -> int:
    row = store.one(f"SELECT count(*) AS n FROM items WHERE deleted_at IS NULL AND {where}", *params)
    return int(row["n"]) if row else 0


def latest_arrivals(store: Store, root_seqs: Sequence[int]) -> dict[int, int]:
    """When each thread last got something. ``updated_time`` goes by arrival, as ``since`` does: it is how a
    client asks what is new.
    """
    seqs = ", ".join(str(seq) for seq in root_seqs) or "NULL"
    rows = store.all(
        f"SELECT root_seq, MAX(arrived_at) AS latest FROM items WHERE root_seq IN ({seqs}) AND deleted_at IS NULL"
        " GROUP BY root_seq"
    )
    return {row["root_seq"]: row["latest"] for row in rows}
