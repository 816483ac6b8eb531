"""Graph's lists: entries, times and cursors as they come, odd ones included, and walks over lists that are newest first."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Rejected
from connectors.items import Budget, Page, Raw

# A little is read twice: two things can share a second, Graph lists what is new a moment late, and clocks differ.
OVERLAP_SECONDS = 300

Read = Callable[[str | None], Mapping[str, Any]]
Wrap = Callable[[Any], list[Raw]]


def now_epoch() -> int:
    return int(datetime.now(UTC).timestamp())


def id_of(entry: Any) -> str:
    """An entry's id as text, empty where it has none."""
    value = entry.get("id") if isinstance(entry, Mapping) else None
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def epoch(entry: Any, field: str = "created_time") -> int:
    """Seconds of a time, 0 where it cannot be read; parsing says so, paging must not."""
    value = entry.get(field) if isinstance(entry, Mapping) else None
    try:
        return int(datetime.strptime(str(value), "%Y-%m-%dT%H:%M:%S%z").timestamp())
    except (ValueError, OverflowError):
        return 0


def entries_of(body: Any) -> list[Any]:
    """What a page lists; nothing where it lists nothing properly."""
    entries = body.get("data") if isinstance(body, Mapping) else None
    return entries if isinstance(entries, list) else []


def next_cursor(body: Any) -> str | None:
    """Where the next page begins; None at the end of the list."""
    paging = body.get("paging") if isinstance(body, Mapping) else None
    cursors = paging.get("cursors") if isinstance(paging, Mapping) and paging.get("next") else None
    after = cursors.get("after") if isinstance(cursors, Mapping) else None
    return after if isinstance(after, str) and after else None


def oldest(entries: Iterable[Any], field: str = "created_time") -> datetime | None:
    """When the oldest of these entries was written."""
    times = [seconds for entry in entries if (seconds := epoch(entry, field))]
    return datetime.fromtimestamp(min(times), UTC) if times else None


def same_words(theirs: Any, ours: str) -> bool:
    """Whether a text is ours: Graph trims texts and folds white space."""
    return isinstance(theirs, str) and re.sub(r"\s+", " ", theirs).strip() == re.sub(r"\s+", " ", ours).strip()


def fetch_newest_first(
    cursor: Mapping[str, Any],
    read: Read,
    wrap: Wrap,
    budget: Callable[[], Budget | None],
    name: Callable[[Any], str] = id_of,
) -> Page:
    """A pass over a list that has no "since": it ends with a page whose last entry stood on the first page of the pass before.

    Only the last: rows known already may come again in front of new ones.
    `name` tells an entry's id, empty where it has none. The cursor: `head`, the ids of that first page; within a pass `after` and `next_head`, which takes its place at the end.
    """
    head, after = list(cursor.get("head") or []), cursor.get("after")
    try:
        body = read(after)
    except Rejected:
        if after is None:
            raise
        return Page((), {"head": head})  # Graph's cursors do not live for ever: the next pass begins anew.
    entries = entries_of(body)
    ids = [key for entry in entries if (key := name(entry))]
    next_head = cursor.get("next_head") if after else ids
    items = tuple(raw for entry in entries for raw in wrap(entry))
    further = next_cursor(body)
    if not cursor or not further or (entries and name(entries[-1]) in head):
        return Page(items, {"head": next_head}, budget=budget())
    return Page(items, {"head": head, "next_head": next_head, "after": further}, has_more=True, budget=budget())


def fetch_back_newest_first(
    cursor: Mapping[str, Any],
    read: Read,
    wrap: Wrap,
    budget: Callable[[], Budget | None],
    *,
    until: datetime | None,
    field: str = "created_time",
) -> Page:
    """A walk to the end of such a list, or to the first entry that is older than `until`."""
    body = read(cursor.get("after"))
    entries = entries_of(body)
    items = tuple(raw for entry in entries for raw in wrap(entry))
    after = next_cursor(body)
    is_past = until is not None and bool(entries) and 0 < epoch(entries[-1], field) < until.timestamp()
    has_more = bool(after) and not is_past
    return Page(
        items, {"after": after} if has_more else {}, has_more=has_more, budget=budget(), reached=oldest(entries, field)
    )
