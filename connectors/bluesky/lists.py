"""Walking the two lists of an account: its notifications, and the posts of its own repository. Both lead into the past only.

Neither is in the order in which things arrive. A notification stands where the earlier of the writer's clock and the
server's puts it, and a post of ours where its record key does, which is the writer's clock alone: what was long in being
uploaded appears below what was seen before. So a pass goes on for a while below where the last one began.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.bluesky.network import Network
from connectors.bluesky.posts import POST_COLLECTION, bundles, own_bundle, record_key_of
from connectors.bluesky.tid import time_of
from connectors.bluesky.xrpc import Answer
from connectors.errors import ConnectorError, Malformed, Rejected
from connectors.items import Page, Raw
from connectors.reading import moment, plausible_count

PAGE_SIZE = 100
OVERLAP = timedelta(hours=1)
REASONS = ["mention", "reply", "quote"]


class Listing(ABC):
    """One list of an account.

    A place in it is {at: the cursor to ask with, told: the one the server gave, seen: ids that will come once more}.
    """

    rows_field: str

    def __init__(self, network: Network, own_id: str) -> None:
        self._network = network
        self._own_id = own_id

    def newer(self, cursor: Mapping[str, Any], now: datetime) -> Page:
        """What has come in since the pass before. Raises ConnectorError.

        `mark` is the newest time a finished pass saw; it moves when a pass is through, and `pass` is the place in one.
        """
        in_pass: Mapping[str, Any] = cursor.get("pass") or {}
        mark = cursor.get("mark")
        try:
            answer = self._ask(in_pass.get("at"))
        except Rejected:
            if not in_pass:
                raise
            # The place is no longer good: the pass begins anew, and nothing is skipped.
            return Page((), {"mark": mark})
        times = self._times(answer, self._sorted_at)
        # A writer's clock that is ahead must not hide what others write until then.
        newest = in_pass.get("newest") or (min(max(times), now).isoformat() if times else mark)
        going_on = self._next_place(answer, in_pass)
        is_below = mark and times and times[-1] < datetime.fromisoformat(mark) - OVERLAP
        items = self._bundles(self._rows(answer, in_pass))
        if not cursor or not going_on or is_below:
            return Page(items, {"mark": newest}, budget=answer.budget)
        place = {"mark": mark, "pass": {**going_on, "newest": newest}}
        return Page(items, place, has_more=True, budget=answer.budget)

    def older(self, cursor: Mapping[str, Any], until: datetime | None) -> Page:
        """A page of the walk into the past. Raises ConnectorError."""
        answer = self._ask(cursor.get("at"))
        rows = self._rows(answer, cursor)
        going_on = self._next_place(answer, cursor)
        times = self._times(answer, self._walked_to)
        is_below = until is not None and times and times[-1] < until
        written = [time for time in map(self._written_at, rows) if time is not None]
        return Page(
            self._bundles(rows),
            going_on or dict(cursor),
            has_more=bool(going_on) and not is_below,
            budget=answer.budget,
            total=self._total() if not cursor and until is None else None,
            reached=min(written, default=None),
        )

    @abstractmethod
    def _ask(self, place: str | None) -> Answer:
        """The page at a place, or the newest."""

    @abstractmethod
    def _sorted_at(self, row: Any) -> datetime | None:
        """Where a row stands in the list; None for an odd one."""

    @abstractmethod
    def _written_at(self, row: Any) -> datetime | None:
        """When it was written; None for an odd one."""

    @abstractmethod
    def _place_time(self, told: str) -> datetime | None:
        """The time a server's cursor stands for, where that can be told."""

    @abstractmethod
    def _bundles(self, rows: list[Any]) -> tuple[Raw, ...]:
        """The rows as they are to be kept."""

    def _walked_to(self, row: Any) -> datetime | None:
        """How far back a row shows a walk to have come."""
        return self._sorted_at(row)

    def _place_after(self, told: str) -> str:
        return told

    def _total(self) -> int | None:
        return None

    def _listed(self, answer: Answer) -> list[Any]:
        rows = answer.body.get(self.rows_field)
        return rows if isinstance(rows, list) else []

    def _rows(self, answer: Answer, place: Mapping[str, Any]) -> list[Any]:
        """What a page holds that the one before did not."""
        seen = place.get("seen") or ()
        return [row for row in self._listed(answer) if not seen or _uri(row) not in seen]

    def _times(self, answer: Answer, time_of_row: Callable[[Any], datetime | None]) -> list[datetime]:
        """What a page spans, from its first row to its last; where all was left out on the way (likes, people who are muted),
        the time its cursor stands for.
        """
        found = [time for time in map(time_of_row, self._listed(answer)) if time is not None]
        told = answer.body.get("cursor")
        end = self._place_time(told) if isinstance(told, str) else None
        return found or ([end] if end is not None else [])

    def _next_place(self, answer: Answer, place: Mapping[str, Any]) -> dict[str, Any]:
        """Where the next page begins, {} at the end."""
        told = answer.body.get("cursor")
        if not isinstance(told, str) or not told or told == place.get("at"):
            return {}
        at = told if told == place.get("told") else self._place_after(told)
        if at == told:
            return {"at": at, "told": told}
        time = self._place_time(told)
        return {
            "at": at,
            "told": told,
            "seen": [_uri(row) for row in self._listed(answer) if self._sorted_at(row) == time],
        }


class Notifications(Listing):
    """Who mentioned, answered or quoted the account."""

    rows_field = "notifications"

    def _ask(self, place: str | None) -> Answer:
        return self._network.query(
            "app.bsky.notification.listNotifications", reasons=REASONS, limit=PAGE_SIZE, cursor=place
        )

    def _sorted_at(self, row: Any) -> datetime | None:
        return _time(row, "indexedAt")

    def _written_at(self, row: Any) -> datetime | None:
        times = [self._sorted_at(row), _time(row.get("record"), "createdAt") if isinstance(row, Mapping) else None]
        return min((time for time in times if time), default=None)

    def _walked_to(self, row: Any) -> datetime | None:
        return self._written_at(row)

    def _place_time(self, told: str) -> datetime | None:
        return _time({"told": told}, "told")

    def _place_after(self, told: str) -> str:
        """The server goes on strictly below a time: of two at the same millisecond, the second would be passed over."""
        time = self._place_time(told)
        if time is None:
            return told
        return (time + timedelta(milliseconds=1)).isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def _bundles(self, rows: list[Any]) -> tuple[Raw, ...]:
        return bundles(self._network, rows)


class OwnPosts(Listing):
    """What the account itself has posted, read from its repository."""

    rows_field = "records"

    def _ask(self, place: str | None) -> Answer:
        return self._network.query(
            "com.atproto.repo.listRecords",
            repo=self._own_id,
            collection=POST_COLLECTION,
            limit=PAGE_SIZE,
            cursor=place,
        )

    def _sorted_at(self, row: Any) -> datetime | None:
        return time_of(record_key_of(_uri(row)))

    def _written_at(self, row: Any) -> datetime | None:
        return _time(row.get("value"), "createdAt") if isinstance(row, Mapping) else None

    def _place_time(self, told: str) -> datetime | None:
        return time_of(told)

    def _bundles(self, rows: list[Any]) -> tuple[Raw, ...]:
        return tuple(own_bundle(row) for row in rows)

    def _total(self) -> int | None:
        """How many posts the profile counts, answers among them; only a figure to show, so none where it cannot be had."""
        try:
            profile = self._network.query("app.bsky.actor.getProfile", actor=self._own_id).body
        except ConnectorError:
            return None
        return plausible_count(profile.get("postsCount"))


def _time(row: Any, field: str) -> datetime | None:
    """A time of a row; None where it is odd, which parsing says and paging must not mind."""
    try:
        return moment(row, field).astimezone(UTC) if isinstance(row, Mapping) else None
    except Malformed:
        return None


def _uri(row: Any) -> str:
    uri = row.get("uri") if isinstance(row, Mapping) else None
    return uri if isinstance(uri, str) else ""
