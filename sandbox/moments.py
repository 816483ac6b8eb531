"""Times as the sandbox keeps them (whole milliseconds since 1970, UTC) and as each platform writes them."""

import time
from datetime import UTC, datetime

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def now() -> int:
    """The wall clock, in milliseconds. The sandbox plays live services, so its clock is the real one."""
    return time.time_ns() // 1_000_000


def as_datetime(moment: int) -> datetime:
    return datetime.fromtimestamp(moment / SECOND, tz=UTC)


def parse_iso(text: str) -> int:
    """Read an ISO 8601 time; one without a zone is taken as UTC. Raises ValueError on anything else."""
    parsed = datetime.fromisoformat(text)
    if parsed.tzinfo is None:
        parsed = parsed.replace(tzinfo=UTC)
    return round(parsed.timestamp() * SECOND)


def iso(moment: int | None) -> str | None:
    """``2026-11-22T10:00:00.000Z``, the way X and the control API write it."""
    if moment is None:
        return None
    return as_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment % SECOND:03d}Z"
