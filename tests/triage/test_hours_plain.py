"""Business hours as they are stored and typed."""

import json
from datetime import date, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.hours import ALL_DAY, ALWAYS, BusinessHours, HoursError, Span
from triage.hours_plain import read_hours, write_hours

PLAIN = {
    "zone": "Europe/Lisbon",
    "week": {"monday": ["09:00-12:00", "13:00-24:00"], "saturday": ["22:00 – 06:00"]},
    "closed": ["2026-12-25"],
    "special": {"2026-12-24": ["09:00-12:00"], "2026-12-31": []},
}


def test_hours_are_read_as_they_are_typed():
    hours = read_hours(PLAIN)
    assert hours.zone == "Europe/Lisbon"
    assert hours.week[0] == (Span(time(9), time(12)), Span(time(13), time(0)))
    assert hours.week[5] == (Span(time(22), time(6)),)
    assert hours.week[6] == ()
    assert hours.closed == {date(2026, 12, 25)}
    assert hours.spans_on(date(2026, 12, 24)) == (Span(time(9), time(12)),)
    assert hours.spans_on(date(2026, 12, 31)) == ()


def test_nothing_typed_is_always():
    assert read_hours({}) == ALWAYS
    assert read_hours({}).is_always


times = st.builds(time, st.integers(0, 23), st.integers(0, 59), st.sampled_from([0, 0, 30]))
days = st.lists(st.builds(Span, times, times), max_size=3).map(tuple)
dates = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@settings(deadline=None)
@given(
    st.builds(
        BusinessHours,
        st.sampled_from(["UTC", "Asia/Tokyo"]),
        st.tuples(*[days] * 6).map(lambda six: (*six, (ALL_DAY,))),
        st.frozensets(dates, max_size=4),
        st.dictionaries(dates, days, max_size=4),
    )
)
def test_what_is_stored_comes_back(hours):
    assert read_hours(json.loads(json.dumps(write_hours(hours)))) == hours


@pytest.mark.parametrize(
    "slip",
    [
        {"week": {"monday": ["9 to 5"]}},
        {"week": {"monday": ["09:00"]}},
        {"week": {"monday": ["09:00-25:00"]}},
        {"week": {"monday": "09:00-17:00"}},
        {"week": {"monday": [9]}},
        {"closed": [25]},
        {"week": {"Mo": ["09:00-17:00"]}},
        {"week": {}},
        {"closed": ["25.12.2026"]},
        {"special": {"Christmas": []}},
        {"zone": "Mars/Olympus"},
        {"hours": {}},
    ],
)
def test_a_slip_is_said_in_words(slip):
    with pytest.raises(HoursError, match=r"\w+ .*\."):
        read_hours(PLAIN | slip)
