"""When a team is there: business hours as plain data, and the arithmetic of open time over them. Pure.

Days are laid out a year at a time and kept, so a question costs a bisection, however long the interval.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

NOTHING = timedelta(0)
MIDNIGHT = time(0)
# Less than this in a week is a slip of the hand rather than opening hours.
LEAST_A_WEEK = timedelta(hours=1)
# Further than this nobody looks for open time.
FURTHEST_YEARS = 100
YEARS_KEPT = 200


class HoursError(ValueError):
    """Business hours that cannot be meant; the text says so to the person who wrote them."""


@dataclass(frozen=True, order=True)
class Span:
    """Open from `opens` until `closes`, by the clock on the team's wall. The end does not belong to it.

    Where `closes` is not after `opens` the span ends on the next day: 22:00-06:00 is a night, 09:00-00:00 lasts until midnight and
    00:00-00:00 the whole day. A span belongs to the day on which it begins.
    """

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens.tzinfo or self.closes.tzinfo:
            raise HoursError("Opening times are times on the team's wall; the time zone stands once, beside them.")

    def on(self, day: date) -> tuple[datetime, datetime]:
        """Beginning and end on the wall's clock, without a time zone, for the span that begins on `day`."""
        begins = datetime.combine(day, self.opens)
        ends = datetime.combine(day, self.closes)
        return begins, ends if ends > begins else ends + timedelta(days=1)

    @property
    def length(self) -> timedelta:
        begins, ends = self.on(date(2000, 1, 1))
        return ends - begins


ALL_DAY = Span(MIDNIGHT, MIDNIGHT)


@dataclass(frozen=True)
class BusinessHours:
    """When a team is there. Without arguments: always.

    `zone`: name of a time zone ("Europe/Lisbon"). `week`: the spans of each weekday, Monday first. `closed`: days on which no span
    begins, such as holidays; a night that began the evening before still runs to its end. `special`: days with other spans than their
    weekday's; they win over `closed`, so that a whole national calendar can be closed but for the days the team does work.
    Spans may overlap; time is open once. Raises HoursError where nothing would ever be open, and where the zone is unknown.
    An instance keeps the years it has laid out (5 ms each), so it is worth keeping itself.
    """

    zone: str = "UTC"
    week: tuple[tuple[Span, ...], ...] = ((ALL_DAY,),) * 7
    closed: frozenset[date] = frozenset()
    special: Mapping[date, tuple[Span, ...]] = field(default_factory=dict, hash=False)
    _years: dict[int, "_Year"] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise HoursError(f"A week has seven days; {len(self.week)} were given.")
        if sum((span.length for spans in self.week for span in spans), NOTHING) < LEAST_A_WEEK:
            raise HoursError("The team would never be there: give at least one hour a week in which it is open.")
        try:
            _ = self.time_zone
        except (KeyError, OSError, ValueError) as error:
            raise HoursError(f"There is no time zone {self.zone!r}.") from error

    @cached_property
    def time_zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @cached_property
    def is_always(self) -> bool:
        return not self.closed and not self.special and all(ALL_DAY in spans for spans in self.week)

    def spans_on(self, day: date) -> tuple[Span, ...]:
        """The spans that begin on `day`."""
        if day in self.special:
            return self.special[day]
        return () if day in self.closed else self.week[day.weekday()]


ALWAYS = BusinessHours()


def add(hours: BusinessHours, start: datetime, amount: timedelta) -> datetime:
    """The moment by which `amount` of open time has gone by since `start`, in UTC. Nothing gone by is `start` itself.

    Raises HoursError where that is more than a hundred years off, ValueError for a negative amount or a time without a zone.
    """
    start = _in_utc(start)
    if amount < NOTHING:
        raise ValueError("Open time goes forward only.")
    if hours.is_always or not amount:
        return start + amount
    left = amount
    for year in _years_from(hours, start):
        gone = year.gone_by(start)
        if left <= year.total - gone:
            return year.moment(gone + left)
        left -= year.total - gone
    raise HoursError(f"There is no {amount} of open time within {FURTHEST_YEARS} years.")


def between(hours: BusinessHours, start: datetime, end: datetime) -> timedelta:
    """How much open time lies between two moments; none where `end` is not after `start`."""
    start, end = _in_utc(start), _in_utc(end)
    if end <= start:
        return NOTHING
    if hours.is_always:
        return end - start
    numbers = range(_first_year(hours, start), _local_year(hours, end) + 1)
    years = (_year(hours, number) for number in numbers)
    return sum((year.gone_by(end) - year.gone_by(start) for year in years), NOTHING)


def is_open(hours: BusinessHours, at: datetime) -> bool:
    """Whether the team is there. The minute it opens it is, the minute it closes it is not."""
    at = _in_utc(at)
    return next_opening(hours, at) == at


def next_opening(hours: BusinessHours, at: datetime) -> datetime:
    """`at` itself while it is open, otherwise the next moment the team is there, in UTC."""
    at = _in_utc(at)
    if hours.is_always:
        return at
    for year in _years_from(hours, at):
        place = bisect_right(year.closes, at)
        if place < len(year.closes):
            return max(at, year.opens[place])
    raise HoursError(f"The team is not there within {FURTHEST_YEARS} years.")


@dataclass(frozen=True)
class _Year:
    """The open time that begins in one local year: pieces in order, none overlapping, and how much is over by the end of each."""

    opens: list[datetime]
    closes: list[datetime]
    over_by: list[timedelta]

    @property
    def total(self) -> timedelta:
        return self.over_by[-1] if self.over_by else NOTHING

    def gone_by(self, at: datetime) -> timedelta:
        """How much of this year's open time lies before a moment."""
        place = bisect_right(self.closes, at)
        before = self.over_by[place - 1] if place else NOTHING
        if place == len(self.opens):
            return before
        return before + max(at - self.opens[place], NOTHING)

    def moment(self, gone: timedelta) -> datetime:
        """The earliest moment by which so much of it has gone by."""
        place = bisect_left(self.over_by, gone)
        return self.closes[place] - (self.over_by[place] - gone)


def _in_utc(at: datetime) -> datetime:
    # Python adds and subtracts times of one zone by the wall's clock, which is wrong by an hour when the clocks change.
    if at.tzinfo is None:
        raise ValueError("A time without a time zone could mean any.")
    return at.astimezone(UTC)


def _local_year(hours: BusinessHours, at: datetime) -> int:
    return at.astimezone(hours.time_zone).year


def _first_year(hours: BusinessHours, at: datetime) -> int:
    """The first year a span of which can still be open: a night may have begun the day before."""
    return _local_year(hours, at - timedelta(days=2))


def _years_from(hours: BusinessHours, at: datetime) -> Iterator[_Year]:
    first = _first_year(hours, at)
    return (_year(hours, number) for number in range(first, first + FURTHEST_YEARS))


def _year(hours: BusinessHours, number: int) -> _Year:
    found = hours._years.get(number)
    if found is None:
        if len(hours._years) >= YEARS_KEPT:
            hours._years.clear()
        found = hours._years[number] = _lay_out(hours, number)
    return found


def _lay_out(hours: BusinessHours, number: int) -> _Year:
    first = date(number, 1, 1)
    year = _Year([], [], [])
    over = NOTHING
    # The nights that began last year have their time there.
    open_until = datetime.min.replace(tzinfo=UTC)
    for place in range(-2, (date(number, 12, 31) - first).days + 1):
        day = first + timedelta(days=place)
        for span in sorted(hours.spans_on(day)):
            begins, ends = span.on(day)
            opens = max(_instant(hours.time_zone, begins, is_end=False), open_until)
            closes = _instant(hours.time_zone, ends, is_end=True)
            if closes <= opens:
                continue
            open_until = closes
            if place >= 0:
                over += closes - opens
                year.opens.append(opens)
                year.closes.append(closes)
                year.over_by.append(over)
    return year


def _instant(zone: ZoneInfo, wall: datetime, *, is_end: bool) -> datetime:
    """The moment a wall's clock shows a time. Shown twice, a span begins at the first and ends at the last; a time the clocks skip is the
    moment they do."""
    early, late = (wall.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
    assert early is not None
    assert late is not None
    if early >= late:
        return (wall - (late if is_end else early)).replace(tzinfo=UTC)
    before, after = 0, int((late - early).total_seconds())
    base = (wall - late).replace(tzinfo=UTC)
    while after - before > 1:
        middle = (before + after) // 2
        if (base + timedelta(seconds=middle)).astimezone(zone).utcoffset() == late:
            after = middle
        else:
            before = middle
    return base + timedelta(seconds=after)
