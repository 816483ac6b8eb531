"""Places in a list that is paged by ids: how far a stream was read, and from where to read on.

Ids grow with time. Mastodon's are numbers, other servers' (Pleroma, GoToSocial) are texts of one length, so the longer id is the
later one, and of two as long the one that sorts after the other.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.errors import Malformed
from connectors.mastodon.threads import status_id
from connectors.reading import moment

# Ids are drawn before rows are committed: of two notifications made at once, the one with the lower id may show last.
SETTLING = timedelta(seconds=10)
# What is older than this by our clock has settled, whatever newer rows there are; servers' clocks differ from ours.
SETTLED = timedelta(minutes=2)
# So many may be on their way at once for one account; a burst is not read again as a whole.
IN_FLIGHT = 15
START = "0"


def is_after(one: str, other: str) -> bool:
    return _age(one) > _age(other)


def latest(ids: Iterable[str], *, at_least: str) -> str:
    return max([at_least, *ids], key=_age)


def earliest(ids: Iterable[str]) -> str:
    """The first of some ids; empty where there are none."""
    return min(ids, key=_age, default="")


def ids_of(rows: Iterable[Any]) -> list[str]:
    """The ids of those rows that have one."""
    return [key for key in (status_id(row) for row in rows if isinstance(row, Mapping)) if key]


def times_of(rows: Iterable[Any]) -> list[datetime]:
    """The times of those rows that have one."""
    return [time for time in (_time(row) for row in rows) if time]


def settled(rows: list[Any], *, at_least: str, now: datetime | None = None) -> str:
    """The last id below which nothing can appear any more: later reads begin there, and find again what is above it."""
    times = times_of(rows)
    newest = max(times, default=None)
    now = now or datetime.now(UTC)
    fresh = [row for row in rows if newest and _is_fresh(_time(row), newest, now)]
    edge = earliest(sorted(ids_of(fresh), key=_age)[-IN_FLIGHT:])
    return latest((key for key in ids_of(rows) if not edge or is_after(edge, key)), at_least=at_least)


def _age(key: str) -> tuple[int, str]:
    return len(key), key


def _is_fresh(time: datetime | None, newest: datetime, now: datetime) -> bool:
    return time is not None and time > newest - SETTLING and time > now - SETTLED


def _time(row: Any) -> datetime | None:
    try:
        return moment(row, "created_at") if isinstance(row, Mapping) else None
    except Malformed:
        return None
