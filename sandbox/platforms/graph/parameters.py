"""Reading the parameters of a Graph call, from its query and its form alike, and the stretch of a list it
asks for.
"""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox import moments
from sandbox.platforms.graph.errors import bad_parameter

DEFAULT_LIMIT = 25
GREATEST_LIMIT = 100


@dataclass(frozen=True)
class Stretch:
    """A page of a list: how many, which way round, and between which marks in the order of arrival."""

    limit: int = DEFAULT_LIMIT
    newest_first: bool = True
    since: int | None = None
    until: int | None = None
    after: int | None = None
    before: int | None = None


def read_stretch(params: Mapping[str, str], *, newest_first: bool) -> Stretch:
    return Stretch(
        limit=_limit(params.get("limit")),
        newest_first=newest_first,
        since=_time(params, "since"),
        until=_time(params, "until"),
        after=_cursor(params, "after"),
        before=_cursor(params, "before"),
    )


def read_order(params: Mapping[str, str]) -> bool:
    """Whether comments are wanted newest first."""
    order = params.get("order", "chronological")
    if order not in ("chronological", "reverse_chronological", "ranked"):
        raise bad_parameter("Param order must be one of {CHRONOLOGICAL, REVERSE_CHRONOLOGICAL}")
    return order == "reverse_chronological"


def read_is_stream(params: Mapping[str, str]) -> bool:
    """Whether answers to comments are wanted among the comments."""
    chosen = params.get("filter", "toplevel")
    if chosen not in ("toplevel", "stream"):
        raise bad_parameter("Param filter must be one of {TOPLEVEL, STREAM}")
    return chosen == "stream"


def read_flag(params: Mapping[str, str], name: str) -> bool | None:
    given = params.get(name)
    if given is None:
        return None
    if given.lower() not in ("true", "false", "1", "0"):
        raise bad_parameter(f"Param {name} must be a boolean")
    return given.lower() in ("true", "1")


def cursor(position: int) -> str:
    """An opaque cursor: a place in the order of arrival."""
    return base64.urlsafe_b64encode(f"at:{position}".encode()).decode().rstrip("=")


def _limit(given: str | None) -> int:
    if given is None:
        return DEFAULT_LIMIT
    if not given.isascii() or not given.isdigit():
        raise bad_parameter("Param limit must be an integer")
    if int(given) > GREATEST_LIMIT:
        raise bad_parameter(f"Param limit must be less than or equal to {GREATEST_LIMIT}")
    return int(given)


def _cursor(params: Mapping[str, str], name: str) -> int | None:
    given = params.get(name)
    if not given:
        return None
    try:
        plain = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4)).decode()
        if not plain.startswith("at:"):
            raise ValueError(plain)
        return int(plain[3:])
    except (binascii.Error, ValueError) as error:
        raise bad_parameter("Invalid cursors values: cursor is not valid") from error


def _time(params: Mapping[str, str], name: str) -> int | None:
    """A Unix time, or anything ISO 8601, as milliseconds."""
    given = params.get(name)
    if not given:
        return None
    try:
        return round(float(given) * moments.SECOND)
    except (ValueError, OverflowError):
        pass
    try:
        return moments.parse_iso(given)
    except ValueError as error:
        raise bad_parameter(f"Param {name} must be a Unix timestamp or a date") from error
