"""Harm done to a platform's answer on its way: one row garbled, ids as numbers, rows handed out again.

Nothing is ever taken out of an answer but what a fault names: a client that copes loses no item.
"""

import json
from collections import OrderedDict
from typing import Any

from sandbox.platforms.base import Platform
from sandbox.records import Fault

REMEMBERED = 500


class Pages:
    """The last answer each account got at each path, for the faults that hand it out again."""

    def __init__(self) -> None:
        self._bodies: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()

    def remember(self, platform: str, account: str, path: str, body: bytes) -> None:
        self._bodies[platform, account, path] = body
        self._bodies.move_to_end((platform, account, path))
        while len(self._bodies) > REMEMBERED:
            self._bodies.popitem(last=False)

    def last(self, platform: str, account: str, path: str) -> Any:
        """The answer as JSON, None if there was none or it was none."""
        try:
            return json.loads(self._bodies[platform, account, path])
        except (KeyError, ValueError):
            return None


def spoil(platform: Platform, page: Any, fault: Fault, earlier: Any) -> bool:
    """Do to a page what the fault says. False where there is nothing to do it to; then nothing has changed."""
    if fault.fault == "overlapping_page":
        return platform.put_in_front(page, earlier)
    if fault.fault == "repeated_page":
        # First the page once more, so that what is in front of it holds the earlier one a single time.
        was_there = platform.put_in_front(page, json.loads(json.dumps(page)))
        return platform.put_in_front(page, earlier) or was_there
    rows = [row for row in platform.rows(page) if fault.item is None or str(row.get("id")) == fault.item]
    if not rows:
        return False
    if fault.fault == "ids_as_numbers":
        return sum(_number_ids(row) for row in rows) > 0
    variant = fault.variant if fault.fault == "malformed_item" else fault.fault
    _garble(platform, rows[0], variant or "wrong_types")
    return True


def _number_ids(row: dict[str, Any]) -> bool:
    """Turn the texts of digits a row has as ids, its own and those it refers to, into numbers."""
    changed = False
    for name, value in row.items():
        is_id = name == "id" or name.endswith("_id")
        if is_id and isinstance(value, str) and value.isascii() and value.isdigit():
            row[name] = int(value)
            changed = True
    return changed


def _garble(platform: Platform, row: dict[str, Any], variant: str) -> None:
    words = row.get(platform.text_field)
    if variant == "missing_id":
        row.pop("id", None)
    elif variant == "missing_text":
        row.pop(platform.text_field, None)
    elif variant == "missing_author":
        for name in platform.author_fields:
            row.pop(name, None)
    elif variant in ("bad_created_at", "bad_time"):
        row[platform.time_field] = "the day before yesterday"
    elif variant in ("lone_surrogate", "nul"):
        row[platform.text_field] = f"{words}{chr(0xD83D) if variant == 'lone_surrogate' else chr(0)}"
    else:
        row[platform.text_field] = {"unexpected": [1, None]}
        row[platform.time_field] = -1
