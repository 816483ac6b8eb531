"""Reading fields of raw items: what is there, or a Malformed that names the field and what stood in it."""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Malformed

LONGEST_ID = 300


def storable(text: str) -> str:
    """A text without what PostgreSQL and UTF-8 cannot hold: NUL, and halves of surrogate pairs. The receipt keeps them."""
    return text.replace("\x00", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def text_id(raw: Mapping[str, Any], field: str = "id") -> str:
    """An id as text; platforms are known to send numbers."""
    value = raw.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise Malformed(f"'{field}' should be an id and is {_shown(value)}")
    if len(str(value)) > LONGEST_ID:
        raise Malformed(f"'{field}' should be an id and is {len(str(value))} characters long")
    return storable(str(value))


def optional_text(raw: Mapping[str, Any], field: str) -> str:
    """A text that may be missing: a picture or a sticker comes without one."""
    value = raw.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(f"'{field}' should be text and is {_shown(value)}")
    return storable(value)


def required_text(raw: Mapping[str, Any], field: str) -> str:
    if not isinstance(raw.get(field), str):
        raise Malformed(f"'{field}' should be text and is {_shown(raw.get(field))}")
    return optional_text(raw, field)


def moment(raw: Mapping[str, Any], field: str) -> datetime:
    """An ISO 8601 time with an offset: '…Z' as X writes it, '…+0000' as Graph does."""
    value = raw.get(field)
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(re.sub(r"([+-]\d\d)(\d\d)$", r"\1:\2", value))
        except ValueError:
            found = None
        if found is not None and found.tzinfo is not None:
            with suppress(OverflowError):  # The first and the last day there is, in another zone.
                return found.astimezone(UTC)
    raise Malformed(f"'{field}' should be a time like 2026-11-22T10:00:00Z and is {_shown(value)}")


def mapping(raw: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    value = raw.get(field)
    if not isinstance(value, Mapping):
        raise Malformed(f"'{field}' should be an object and is {_shown(value)}")
    return value


def optional_mapping(raw: Mapping[str, Any], field: str) -> Mapping[str, Any] | None:
    return None if raw.get(field) is None else mapping(raw, field)


def listing(raw: Mapping[str, Any], field: str) -> list[Any]:
    value = raw.get(field)
    if value is None:
        return []
    if not isinstance(value, list):
        raise Malformed(f"'{field}' should be a list and is {_shown(value)}")
    return value


def plausible_count(value: Any) -> int | None:
    """A number of people, or None for anything that is not one."""
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000_000_000
    return value if is_count else None


def _shown(value: Any) -> str:
    return "missing" if value is None else f"{type(value).__name__} {value!r:.60}"
