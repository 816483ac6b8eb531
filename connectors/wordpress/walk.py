"""Walking down a blog's list of comments without skipping any, though the list moves meanwhile.

WordPress knows no cursors, only an offset into a list sorted anew for each call. What is written meanwhile pushes the list down,
and a comment comes twice; what is deleted, or marked as spam, pulls it up, and the next page would begin beyond comments nobody
has seen. So each page begins a little inside the one before. One that begins below all that was handed over shows that
the list was pulled up, and the walk goes back.

Its `after` and `before` are no help: they compare the blog's local time (WP_Date_Query on comment_date), in which an hour
comes twice each autumn, and an import or a plugin writes comments with old times.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PAGE_SIZE = 100  # The most the API gives.
OVERLAP = 10
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")


@dataclass(frozen=True)
class Place:
    """Where a walk stands: the next page's offset, the key of the lowest comment reached without a break (empty at the
    beginning), and how long the list was."""

    offset: int = 0
    lowest: tuple[str, int] | tuple[()] = ()
    total: int = 0

    @classmethod
    def read(cls, stored: Mapping[str, Any] | None) -> "Place":
        if not stored:
            return cls()
        time, number = stored["lowest"] or ("", 0)
        return cls(stored["offset"], (time, number) if stored["lowest"] else (), stored["total"])

    def stored(self) -> dict[str, Any]:
        """As plain JSON, for a cursor."""
        return {"offset": self.offset, "lowest": list(self.lowest), "total": self.total}


def key_by_id(entry: Any) -> tuple[str, int] | None:
    """Where an entry stands in a list ordered by id; None where it does not say."""
    number = entry.get("id") if isinstance(entry, Mapping) else None
    if isinstance(number, str) and number.isascii() and number.isdigit() and len(number) < 20:
        number = int(number)
    return ("", number) if isinstance(number, int) and not isinstance(number, bool) else None


def key_by_time(entry: Any) -> tuple[str, int] | None:
    """Where an entry stands in a list ordered by date_gmt, which WordPress orders by id within a second."""
    by_id = key_by_id(entry)
    time = entry.get("date_gmt") if by_id else None
    return (time, by_id[1]) if by_id and isinstance(time, str) and TIME.fullmatch(time) else None


def go_on(
    place: Place, keys: list[tuple[str, int] | None], *, size: int, total: int | None
) -> tuple[Place | None, bool]:
    """Where the walk stands after a page of `keys` at `place`: the next place (None at the end of the list), and whether all
    above the page's end has been handed over.

    A page may be shorter than `size` inside the list: what this user may not read is left out of it without a word. Such a
    page proves nothing by where it begins, unless the list got shorter meanwhile.
    """
    if total is None:  # A proxy took the header away.
        total = place.offset + len(keys) + (len(keys) >= size)
    readable = [key for key in keys if key is not None]
    is_full = len(readable) >= min(size, total - place.offset)
    begins_below = not readable or readable[0] < place.lowest
    if place.offset and place.lowest and begins_below and (total < place.total or (readable and is_full)):
        return Place(max(0, place.offset - PAGE_SIZE), place.lowest, total), False
    lowest = min([key for key in (place.lowest, *readable[-1:]) if key], default=())
    if place.offset + size >= total:
        return None, True
    return Place(place.offset + size - OVERLAP, lowest, total), True
