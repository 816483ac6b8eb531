"""Open time, case by case and by its laws: over nights, holidays, and the days on which the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from triage.hours import ALL_DAY, ALWAYS, BusinessHours, HoursError, Span, add, between, is_open, next_opening

H = timedelta(hours=1)
BERLIN = ZoneInfo("Europe/Berlin")


def span(text: str) -> Span:
    opens, closes = text.split("-")
    return Span(time.fromisoformat(opens), time.fromisoformat(closes))


def week(*days: str) -> tuple[tuple[Span, ...], ...]:
    """Seven days as "09:00-12:00 13:00-17:00", Monday first; one alone stands for Monday to Friday."""
    if len(days) == 1:
        days = (*days * 5, "", "")
    return tuple(tuple(map(span, day.split())) for day in days)


def wall(text: str, zone: ZoneInfo = BERLIN, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


# The ticket office: lunch break, closed on a holiday, a short day before it.
OFFICE = BusinessHours(
    "Europe/Berlin",
    week("09:00-12:00 13:00-17:00"),
    closed=frozenset({date(2026, 12, 25), date(2026, 12, 24)}),
    special={date(2026, 12, 24): (span("09:00-11:00"),), date(2026, 12, 27): (span("10:00-12:00"),)},
)
# The night pier: five nights a week.
NIGHTS = BusinessHours("Europe/Berlin", week("22:00-06:00"))
SUNDAYS_ALL_DAY = BusinessHours("Europe/Berlin", week("", "", "", "", "", "", "00:00-00:00"))

# calendar, start, hours of open time, the moment by which they have gone by
ADDED = {
    "within a morning": (OFFICE, "2026-03-02 09:30", 2, "2026-03-02 11:30"),
    "over lunch": (OFFICE, "2026-03-02 11:30", 1, "2026-03-02 13:30"),
    "until the very end of the day": (OFFICE, "2026-03-02 16:00", 1, "2026-03-02 17:00"),
    "from before the office opens": (OFFICE, "2026-03-02 04:00", 1, "2026-03-02 10:00"),
    "over night": (OFFICE, "2026-03-02 16:30", 1, "2026-03-03 09:30"),
    "asked on Friday evening": (OFFICE, "2026-03-06 20:00", 1, "2026-03-09 10:00"),
    "over a weekend": (OFFICE, "2026-03-06 16:30", 1, "2026-03-09 09:30"),
    "a working week": (OFFICE, "2026-03-02 09:00", 35, "2026-03-06 17:00"),
    "a special day opens shorter, a holiday not at all, a special Sunday does": (
        OFFICE,
        "2026-12-24 10:00",
        2,
        "2026-12-27 11:00",
    ),
    "no time at all": (OFFICE, "2026-03-07 10:00", 0, "2026-03-07 10:00"),
    "a night goes on after midnight": (NIGHTS, "2026-03-02 23:00", 4, "2026-03-03 03:00"),
    "Friday's night ends on Saturday": (NIGHTS, "2026-03-07 05:00", 2, "2026-03-09 23:00"),
    "through the hour that is skipped": (NIGHTS, "2026-03-27 22:00", 8, "2026-03-28 06:00"),
    "24 hours from the evening the clocks go forward end an hour later by the wall": (
        ALWAYS,
        "2026-03-28 20:00",
        24,
        "2026-03-29 21:00",
    ),
    "24 hours from the evening they go back, an hour earlier": (ALWAYS, "2026-10-24 20:00", 24, "2026-10-25 19:00"),
}


@pytest.mark.parametrize("case", ADDED)
def test_open_time_goes_by(case):
    hours, start, amount, end = ADDED[case]
    assert add(hours, wall(start), amount * H) == wall(end)
    assert between(hours, wall(start), wall(end)) == amount * H


CHANGES = {
    "forward, on a Sunday": ("2026-03-29", 23),
    "back, on a Sunday": ("2026-10-25", 25),
    "an ordinary Sunday": ("2026-03-22", 24),
}


@pytest.mark.parametrize("case", CHANGES)
def test_a_day_is_as_long_as_the_clocks_make_it(case):
    day, length = CHANGES[case]
    midnight = wall(f"{day} 00:00").astimezone(UTC)
    assert between(SUNDAYS_ALL_DAY, midnight - 30 * H, midnight + 60 * H) == length * H


def test_a_span_that_begins_in_the_skipped_hour_begins_when_the_clocks_jump():
    early = BusinessHours("Europe/Berlin", week("", "", "", "", "", "", "02:30-05:00"))
    jump = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert next_opening(early, jump - 5 * H) == jump
    assert between(early, jump - 5 * H, jump + 5 * H) == 2 * H


def test_a_span_within_the_skipped_hour_is_not_open_that_day():
    gone = BusinessHours("Europe/Berlin", week("09:00-10:00", "", "", "", "", "", "02:10-02:50"))
    assert next_opening(gone, wall("2026-03-28 12:00")) == wall("2026-03-30 09:00")


def test_what_the_wall_shows_twice_is_open_from_the_first_to_the_last():
    early = BusinessHours("Europe/Berlin", week("", "", "", "", "", "", "02:30-02:45 08:00-09:00"))
    assert is_open(early, wall("2026-10-25 02:30"))
    assert is_open(early, wall("2026-10-25 02:40", fold=1))
    assert not is_open(early, wall("2026-10-25 02:45", fold=1))


def test_a_day_the_calendar_skipped_is_nowhere():
    samoa = BusinessHours("Pacific/Apia", week("09:00-17:00"))
    thursday, saturday = wall("2011-12-29 00:00", samoa.time_zone), wall("2011-12-31 23:00", samoa.time_zone)
    assert between(samoa, thursday, saturday) == 8 * H


def test_spans_that_overlap_are_open_once():
    double = BusinessHours("UTC", week("09:00-12:00 11:00-14:00 09:30-10:00"))
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    assert between(double, monday, monday + 24 * H) == 5 * H


def test_a_night_that_runs_into_a_morning_is_open_once():
    both = BusinessHours("UTC", week("22:00-06:00", "05:00-09:00", "", "", "", "", ""))
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    assert between(both, monday, monday + 48 * H) == 11 * H


def test_new_years_eve_runs_into_the_new_year():
    assert add(NIGHTS, wall("2026-12-31 23:00"), 2 * H) == wall("2027-01-01 01:00")
    assert is_open(NIGHTS, wall("2027-01-01 01:00"))
    assert between(NIGHTS, wall("2027-01-01 01:00"), wall("2027-01-01 12:00")) == 5 * H


def test_new_years_eve_and_an_early_morning_are_open_once():
    both = BusinessHours("UTC", week("", "", "", "22:00-06:00", "05:00-09:00", "", ""))
    eve = datetime(2026, 12, 31, tzinfo=UTC)  # a Thursday
    assert between(both, eve, eve + 48 * H) == 11 * H


def test_a_night_before_a_holiday_runs_to_its_end():
    nights = BusinessHours("UTC", week("22:00-06:00"), closed=frozenset({date(2026, 3, 3)}))
    assert is_open(nights, datetime(2026, 3, 3, 5, tzinfo=UTC))
    assert next_opening(nights, datetime(2026, 3, 3, 6, tzinfo=UTC)) == datetime(2026, 3, 4, 22, tzinfo=UTC)


OPENINGS = {
    "while it is open, now": ("2026-03-02 09:30", "2026-03-02 09:30"),
    "at the minute it opens, now": ("2026-03-02 09:00", "2026-03-02 09:00"),
    "at the minute it closes, after lunch": ("2026-03-02 12:00", "2026-03-02 13:00"),
    "on Saturday, on Monday": ("2026-03-07 12:00", "2026-03-09 09:00"),
    "at Christmas, on the Sunday it does open": ("2026-12-24 12:00", "2026-12-27 10:00"),
}


@pytest.mark.parametrize("case", OPENINGS)
def test_the_next_opening(case):
    at, opens = OPENINGS[case]
    assert next_opening(OFFICE, wall(at)) == wall(opens)
    assert is_open(OFFICE, wall(at)) == (at == opens)


@pytest.mark.parametrize(
    "given_hours",
    [
        {"week": ((),) * 7},
        {"week": ((),) * 7, "special": {date(2026, 3, 2): (ALL_DAY,)}},
        {"week": week("09:00-09:10")},
        {"week": ((ALL_DAY,),) * 6},
        {"zone": "Atlantis/Capital"},
        {"zone": ""},
        {"zone": "../etc/passwd"},
        {"zone": "Europe"},
    ],
)
def test_hours_that_cannot_be_meant_are_refused_when_written(given_hours):
    with pytest.raises(HoursError):
        BusinessHours(**given_hours)


def test_closed_for_ever_is_an_error_and_no_endless_search():
    days = frozenset(date(2026, 1, 1) + timedelta(days=number) for number in range(101 * 366))
    closed = BusinessHours("UTC", week("09:00-17:00"), closed=days)
    with pytest.raises(HoursError):
        add(closed, datetime(2026, 3, 2, tzinfo=UTC), H)
    with pytest.raises(HoursError):
        next_opening(closed, datetime(2026, 3, 2, tzinfo=UTC))


def test_times_without_a_zone_and_negative_amounts_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        between(OFFICE, datetime(2026, 3, 2), datetime(2026, 3, 3, tzinfo=UTC))  # noqa: DTZ001
    with pytest.raises(ValueError, match="forward"):
        add(OFFICE, wall("2026-03-02 09:00"), -H)
    with pytest.raises(HoursError):
        Span(time(9, tzinfo=UTC), time(17))


# The laws. Zones that change their clocks in spring, in autumn, at midnight, by half an hour, never.
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Beirut",
    "America/Havana",
    "Asia/Kolkata",
]
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30]))
spans = st.builds(Span, times, times)
days = st.lists(spans, max_size=3).map(tuple)
dates = st.dates(date(2025, 12, 20), date(2027, 1, 10))
moments = st.datetimes(datetime(2025, 12, 25), datetime(2027, 1, 5), timezones=st.just(UTC))  # noqa: DTZ001
amounts = st.timedeltas(timedelta(0), timedelta(days=30))
weeks = st.tuples(*[days] * 7).filter(
    lambda spans_of: sum(map(len, spans_of)) > 0 and any(span.length >= H for day in spans_of for span in day)
)
calendars = st.builds(
    BusinessHours,
    st.sampled_from(ZONES),
    weeks,
    closed=st.frozensets(dates, max_size=5),
    special=st.dictionaries(dates, days, max_size=5),
)


@settings(deadline=None, max_examples=60)
@given(calendars, moments, amounts)
def test_so_much_open_time_lies_between_as_was_added(hours, start, amount):
    end = add(hours, start, amount)
    assert end >= start
    assert between(hours, start, end) == amount


@settings(deadline=None, max_examples=60)
@given(calendars, moments, amounts.filter(bool))
def test_the_moment_is_the_earliest(hours, start, amount):
    end = add(hours, start, amount)
    assert between(hours, start, end - timedelta(microseconds=1)) < amount


@settings(deadline=None, max_examples=60)
@given(calendars, st.tuples(moments, moments, moments))
def test_an_interval_split_anywhere_adds_up(hours, three):
    first, middle, last = sorted(three)
    whole = between(hours, first, last)
    assert between(hours, first, middle) + between(hours, middle, last) == whole
    assert timedelta(0) <= whole <= last - first
    assert between(hours, last, first) == timedelta(0)


@settings(deadline=None, max_examples=60)
@given(calendars, moments, moments, amounts, amounts)
def test_later_and_more_never_ends_earlier(hours, one, other, less, more):
    assert add(hours, min(one, other), less) <= add(hours, max(one, other), less)
    assert add(hours, one, min(less, more)) <= add(hours, one, max(less, more))


@settings(deadline=None, max_examples=60)
@given(moments, amounts, st.sampled_from(ZONES))
def test_always_open_is_plain_arithmetic(start, amount, zone):
    # The same hours once as the shortcut and once laid out, by a special day that changes nothing.
    laid_out = BusinessHours(zone, special={date(2026, 6, 1): (ALL_DAY,)})
    for hours in (ALWAYS, BusinessHours(zone), laid_out):
        assert add(hours, start, amount) == start + amount
        assert between(hours, start, start + amount) == amount
        assert is_open(hours, start)


@settings(deadline=None, max_examples=60)
@given(calendars, moments)
def test_open_is_what_the_wall_says(hours, at):
    """Against a reading of the wall's clock, where it shows one time only."""
    local = at.astimezone(hours.time_zone)
    naive = local.replace(tzinfo=None)
    near = [naive + timedelta(hours=offset) for offset in (-2, 0, 2)]
    assume(len({moment.replace(tzinfo=hours.time_zone).utcoffset() for moment in near}) == 1)
    assume(local.date() > date(2025, 12, 21))
    spans_of = [
        span.on(day) for day in (naive.date() - timedelta(days=1), naive.date()) for span in hours.spans_on(day)
    ]
    assert is_open(hours, at) == any(begins <= naive < ends for begins, ends in spans_of)


@settings(deadline=None, max_examples=60)
@given(calendars, moments)
def test_the_next_opening_is_open_and_nothing_before_it_is(hours, at):
    opens = next_opening(hours, at)
    assert is_open(hours, opens)
    assert between(hours, at, opens) == timedelta(0)
