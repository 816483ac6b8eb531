"""Reading fields of raw items: what is there, or a Malformed that names the field and what stood in it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Malformed


def text_id(raw: Mapping[str, Any], field: str = "id") -> str:
    """An id as text; platforms are known to send numbers."""
    value = raw.get(field)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise Malformed(f"'{field}' should be an id and is {_shown(value)}")
    return str(value)


def optional_text(raw: Mapping[str, Any], field: str) -> str:
    """A text that may be missing: a picture or a sticker comes without one."""
    value = raw.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Malformed(f"'{field}' should be text and is {_shown(value)}")
    # PostgreSQL's text cannot hold NUL; the receipt keeps it.
    return value.replace("\x00", "\ufffd")


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


def _shown(value: Any) -> str:
    return "missing" if value is None else f"{type(value).__name__} {value!r:.60}"
