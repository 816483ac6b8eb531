"""The clocks of a conversation, case by case: when they began, what stopped them, and what did not."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from tests.triage.histories import HOUR, MINUTE, T0, at, closed, deleted, merged, native, other, reopened, they, we
from triage.events import Event, What
from triage.hours import BusinessHours, Span
from triage.sla import Clock, Policy, PolicyError, choose, read_clocks

# First answer within an hour, any other within half an hour.
POLICY = Policy("Ferry desk", first=HOUR, following=30 * MINUTE)
LATER = 300


def read(*history: Event, now: float = LATER, policy: Policy = POLICY) -> list[Clock]:
    return read_clocks(history, policy, now=at(now))


def summed_up(clocks: list[Clock]) -> list[str]:
    """Each clock as "first 0-5 met answered": kind, minutes it ran from and to, state, and why it stopped."""
    told = []
    for clock in clocks:
        begin = (clock.began_at - T0) // MINUTE
        end = (clock.stopped_at - T0) // MINUTE if clock.stopped_at else ""
        why = " ".join(filter(None, [clock.stopped_why, clock.outcome]))
        told.append(" ".join(filter(None, [clock.kind, f"{begin}-{end}", clock.state, why])))
    return told


# What happened, and the clocks after five hours.
CASES = {
    # What stops it
    "nobody answered": ([they(0)], ["first 0- missed"]),
    "answered here": ([they(0), we(5)], ["first 0-5 met answered"]),
    "answered on the platform": ([they(0), native(5)], ["first 0-5 met answered_on_platform"]),
    "answered in the very minute": ([they(0), we(60)], ["first 0-60 met answered"]),
    "answered a minute late": ([they(0), we(61)], ["first 0-61 missed answered"]),
    "answered on the platform, late": ([they(0), native(90)], ["first 0-90 missed answered_on_platform"]),
    "the first answer of two": ([they(0), native(5), we(9)], ["first 0-5 met answered_on_platform"]),
    "answered here though our clock is behind": ([they(6), we(5, covers_through=6)], ["first 6-6 met answered"]),
    # What does not
    "an automation": ([they(0), other("automation", 1)], ["first 0- missed"]),
    "a note": ([they(0), other("noted", 1)], ["first 0- missed"]),
    "an assignment": ([they(0), other("assigned", 1)], ["first 0- missed"]),
    "a snooze": ([they(0), other("snoozed", 1)], ["first 0- missed"]),
    "a snooze that is over": ([they(0), other("snoozed", 1), other("woken", 200)], ["first 0- missed"]),
    "an automation, and then a human": ([they(0), other("automation", 1), we(90)], ["first 0-90 missed answered"]),
    "answered and put aside at once": ([they(0), we(5), other("snoozed", 5)], ["first 0-5 met answered"]),
    "written before they first did": ([native(0), they(5)], ["first 5- missed"]),
    "only sent elsewhere": ([they(0), we(5, deflects=True)], ["first 0- missed"]),
    "only sent elsewhere on the platform": ([they(0), native(5, deflects=True)], ["first 0- missed"]),
    "sent elsewhere, and answered there": ([they(0), we(5, deflects=True), we(20)], ["first 0-20 met answered"]),
    "sent elsewhere, then they write again: still the first": (
        [they(0), we(5, deflects=True), they(9)],
        ["first 0- missed"],
    ),
    "an answer that came back": ([they(0), we(5, bounced_at=6)], ["first 0- missed"]),
    "an answer that came back, and another": ([they(0), we(5, bounced_at=6), we(9)], ["first 0-9 met answered"]),
    "an answer we took away": ([they(0), we(5), deleted(9, 2005)], ["first 0- missed"]),
    # Asking again, and going on
    "asking again": ([they(0), they(20), they(40)], ["first 0- missed"]),
    "asking again, one answer for all": ([they(0), they(20), we(50)], ["first 0-50 met answered"]),
    "the next question": ([they(0), we(5), they(10), we(30)], ["first 0-5 met answered", "next 10-30 met answered"]),
    "the next question, late": (
        [they(0), we(5), they(10), we(50)],
        ["first 0-5 met answered", "next 10-50 missed answered"],
    ),
    "the next question, open": ([they(0), we(5), they(290)], ["first 0-5 met answered", "next 290- running"]),
    "two answers to one question begin nothing": ([they(0), we(5), we(9), we(70)], ["first 0-5 met answered"]),
    "thanks begin nothing": ([they(0), we(5), they(9, is_excused=True)], ["first 0-5 met answered"]),
    "a question after thanks is the next": (
        [they(0, is_excused=True), we(5), they(9), we(12)],
        ["next 9-12 met answered"],
    ),
    "written while we answered": (
        [they(0), they(4), we(5, covers_through=0), we(20, covers_through=4)],
        ["first 0-5 met answered", "next 4-20 met answered"],
    ),
    # Edits, as in the policy
    "changed before anybody answered": ([they(0, edited_at=9), we(20)], ["first 0-20 met answered"]),
    "changed after our answer": ([they(0, edited_at=9), we(5)], ["first 0-5 met answered", "next 9- missed"]),
    # Closing
    "closed as needing no reply": ([they(0), closed(5)], ["first 0-5 cancelled closed no_reply_needed"]),
    "closed as gone": ([they(0), closed(5, "gone")], ["first 0-5 gone closed gone"]),
    "closed as acknowledged": ([they(0), closed(5, "acknowledged")], ["first 0-5 cancelled closed acknowledged"]),
    "closed as answered, and nobody had": ([they(0), closed(5, "answered")], ["first 0- missed"]),
    "closed as answered after the answer": ([they(0), we(5), closed(6, "answered")], ["first 0-5 met answered"]),
    "answered and closed at the same moment": ([they(0), closed(5, "answered"), we(5)], ["first 0-5 met answered"]),
    "closed as answered before the answer came": (
        [they(0), closed(5, "answered"), we(9)],
        ["first 0-9 met answered"],
    ),
    "closed by itself": ([they(0), closed(5, by_person=False)], ["first 0- missed"]),
    "closed while they wrote again": (
        [they(0), they(4), closed(5, covers_through=0)],
        [
            "first 0-5 cancelled closed no_reply_needed",
            "first 4- missed",
        ],
    ),
    "closed before a message came in": (
        [they(0), they(4, arrived_at=8), closed(5)],
        ["first 0-5 cancelled closed no_reply_needed", "first 4- missed"],
    ),
    "closed before our answer came back": ([they(0), we(5, bounced_at=9), closed(6, "answered")], ["first 0- missed"]),
    "closed without reply before an answer came back": ([they(0), we(5, bounced_at=9), closed(6)], ["first 0- missed"]),
    "closed after our answer came back": (
        [they(0), we(5, bounced_at=6), closed(9)],
        ["first 0-9 cancelled closed no_reply_needed"],
    ),
    "they write after the closing": (
        [they(0), closed(5), they(290)],
        ["first 0-5 cancelled closed no_reply_needed", "first 290- running"],
    ),
    # Put back by a person
    "put back after a closing: the wait goes on": ([they(0), closed(5), reopened(90)], ["first 0- missed"]),
    "put back after a closing, and answered": (
        [they(0), closed(5), reopened(9), we(40)],
        ["first 0-40 met answered"],
    ),
    "put back twice": ([they(0), closed(5), reopened(9), reopened(10), we(40)], ["first 0-40 met answered"]),
    "closed again": (
        [they(0), closed(5), reopened(9), closed(20, "gone")],
        ["first 0-20 gone closed gone"],
    ),
    "put back after an answer: that one stays, the wait goes on": (
        [they(0), we(5), reopened(20), we(25)],
        ["first 0-5 met answered", "next 0-25 met answered"],
    ),
    "put back: the last wait alone": (
        [they(0), we(5), they(10), closed(12), reopened(20)],
        ["first 0-5 met answered", "next 10- missed"],
    ),
    "put back after another was taken back: what was answered before": (
        [they(0, 1), we(5), they(10, 2), deleted(12, 2), reopened(20)],
        ["first 0-5 met answered", "next 0- missed", "next 10-12 gone deleted"],
    ),
    "put back, though triage had excused it, and they go on": (
        [they(0, is_excused=True), reopened(20), they(290)],
        ["first 0- missed"],
    ),
    "put back, though triage had excused it": ([they(0, is_excused=True), reopened(20)], ["first 0- missed"]),
    "opened again by a new message": (
        [they(0), we(5), closed(6, "answered"), they(290), reopened(290, by_person=False)],
        ["first 0-5 met answered", "next 290- running"],
    ),
    # Deletion
    "taken back": ([they(0, 1), deleted(5, 1)], ["first 0-5 gone deleted"]),
    "taken back after the answer": ([they(0, 1), we(5), deleted(9, 1)], ["first 0-5 met answered"]),
    "taken back with the answer below it": (
        [they(0, 1), native(5), deleted(9, 1), deleted(9, 3005)],
        ["first 0-5 met answered_on_platform"],
    ),
    "one of two taken back": ([they(0, 1), they(10, 2), deleted(12, 1), we(75)], ["first 10-75 missed answered"]),
    "one after the other taken back": (
        [they(0, 1), they(10, 2), deleted(12, 1), deleted(15, 2)],
        ["first 0-15 gone deleted"],
    ),
    "taken back, and asked anew": (
        [they(0, 1), deleted(5, 1), they(10, 2), we(15)],
        ["first 0-5 gone deleted", "first 10-15 met answered"],
    ),
    "taken back and put back by a person": ([they(0, 1), deleted(5, 1), reopened(9)], ["first 0-5 gone deleted"]),
    # Late arrivals
    "one that nobody here had seen": (
        [they(0, arrived_at=30), they(4), we(6, covers_through=4, seen_at=5)],
        ["next 0- missed", "first 4-6 met answered"],
    ),
    "one that stood on the platform when somebody answered there": (
        [they(0, arrived_at=30), they(4), native(6)],
        ["first 0-6 met answered_on_platform"],
    ),
    # Merging
    "the older of two waits": ([they(20), merged(40, they(0))], ["first 0- missed"]),
    "this one waits longer": ([they(0), merged(40, they(20))], ["first 0- missed"]),
    "one answer after it for both": ([they(20), merged(40, they(0)), we(50)], ["first 0-50 met answered"]),
    "an answer before it is for its own": (
        [they(20), we(30), merged(40, they(0)), we(50)],
        ["first 0-50 met answered", "first 20-30 met answered"],
    ),
    "an answer with the page of before it": (
        [they(20), merged(40, they(0)), we(41, covers_through=20, seen_at=39)],
        ["first 0- missed", "first 20-41 met answered"],
    ),
    "a closing before it is for its own": (
        [they(20), closed(30), merged(40, they(0))],
        ["first 0- missed", "first 20-30 cancelled closed no_reply_needed"],
    ),
    "the other had been answered": (
        [they(0), merged(40, they(20), we(25))],
        ["first 0- missed", "first 20-25 met answered"],
    ),
    "after it, all that comes is the next": (
        [they(0), we(5), merged(40, they(20), native(25)), they(50), we(55)],
        ["first 0-5 met answered", "first 20-25 met answered_on_platform", "next 50-55 met answered"],
    ),
    "a merge into what was merged": (
        [they(30), merged(40, they(20), merged(25, they(0))), we(50)],
        ["first 0-50 met answered"],
    ),
    "an answer between two merges": (
        [they(30), merged(40, they(20), merged(25, they(0)), we(28)), we(50)],
        ["first 0-28 met answered", "first 30-50 met answered"],
    ),
    # Nothing to hold a clock to
    "nobody wrote": ([native(0), other("noted", 5)], []),
    "nothing": ([], []),
}


@pytest.mark.parametrize("case", CASES)
def test_the_clocks_of(case):
    history, clocks = CASES[case]
    assert summed_up(read(*history)) == clocks


@pytest.mark.parametrize("case", CASES)
def test_the_order_of_arrival_does_not_matter_to(case):
    history, _clocks = CASES[case]
    expected = read(*history)
    for order in itertools.islice(itertools.permutations(history), 120):
        assert read(*order) == expected
    assert read(*history, *history) == expected


def test_a_clock_runs_until_its_time_is_over_and_is_missed_from_then_on():
    assert [read(they(0), now=now)[0].state for now in (0, 59, 60, 61)] == ["running", "running", "running", "missed"]
    missed = read(they(0), now=61)[0]
    assert missed.is_running
    assert missed.breached_at == at(60)
    assert missed.answered_at is missed.stopped_at is missed.stopped_why is None


def test_a_warning_comes_before_the_breach():
    clock = read(they(0), now=10)[0]
    assert (clock.warn_at, clock.due_at) == (at(48), at(60))


def test_an_answered_conversation_is_never_escalated_however_long_they_stay_silent():
    clocks = read(they(0), we(5), now=100_000)
    assert [clock.state for clock in clocks] == ["met"]
    assert clocks[0].breached_at is None
    assert clocks[0].elapsed == 5 * MINUTE


def test_closing_unanswered_after_the_time_was_over_leaves_a_trace():
    for ended, state in ((closed(90), "cancelled"), (closed(90, "gone"), "gone"), (deleted(90, 1), "gone")):
        clock = read(they(0, 1), ended)[0]
        assert clock.state == state
        assert clock.breached_at == at(60)
        assert clock.elapsed == 90 * MINUTE
    assert read(they(0), closed(50))[0].breached_at is None


def test_a_closed_conversation_whose_last_word_was_theirs_has_no_running_clock():
    clocks = read(they(0), we(5), they(9), closed(12, "answered"), now=100_000)
    assert summed_up(clocks) == ["first 0-5 met answered", "next 9-12 cancelled closed answered"]
    assert not any(clock.is_running for clock in clocks)


def test_the_first_response_is_counted_from_the_first_message_and_stays_after_reopening():
    before = read(they(0), they(20), we(30))[0]
    after = read(they(0), they(20), we(30), closed(31, "answered"), they(10_000), we(10_010), now=10_011)
    assert after[0] == before
    assert before.elapsed == 30 * MINUTE
    assert after[1].elapsed == 10 * MINUTE


def test_a_kind_for_which_nothing_is_promised_has_no_clock():
    policy = replace(POLICY, following=None)
    assert summed_up(read(they(0), we(5), they(9), policy=policy)) == ["first 0-5 met answered"]
    assert summed_up(read(they(0), we(5), they(9), policy=replace(POLICY, first=None))) == ["next 9- missed"]


# The desk: weekdays nine to five in Lisbon, closed on Good Friday.
DESK = BusinessHours(
    "Europe/Lisbon", ((Span(time(9), time(17)),),) * 5 + ((), ()), closed=frozenset({date(2026, 4, 3)})
)
# When the person wrote, when it is due within four open hours, warned after three (UTC; Lisbon is an hour ahead from 29 March).
DUE = {
    "in the morning": ("2026-03-02 09:30", "2026-03-02 13:30", "2026-03-02 12:30"),
    "in the afternoon": ("2026-03-02 15:00", "2026-03-03 11:00", "2026-03-03 10:00"),
    "in the night": ("2026-03-03 02:00", "2026-03-03 13:00", "2026-03-03 12:00"),
    "on Friday afternoon": ("2026-03-06 15:00", "2026-03-09 11:00", "2026-03-09 10:00"),
    "on Sunday": ("2026-03-08 12:00", "2026-03-09 13:00", "2026-03-09 12:00"),
    "before the weekend the clocks go forward": ("2026-03-27 15:00", "2026-03-30 10:00", "2026-03-30 09:00"),
    "before the weekend they go back": ("2026-10-23 14:00", "2026-10-26 11:00", "2026-10-26 10:00"),
    "before Good Friday": ("2026-04-02 14:00", "2026-04-06 10:00", "2026-04-06 09:00"),
}


@pytest.mark.parametrize("case", DUE)
def test_a_clock_by_business_hours_is_due(case):
    wrote, due, warned = (datetime.fromisoformat(text).replace(tzinfo=UTC) for text in DUE[case])
    policy = Policy("Desk", first=4 * HOUR, following=HOUR, hours=DESK, warn_share=0.75)
    (clock,) = read_clocks([Event(What.WROTE, wrote, 1)], policy, now=wrote)
    assert (clock.due_at, clock.warn_at) == (due, warned)
    assert clock.state == "running"
    (met,) = read_clocks([Event(What.WROTE, wrote, 1), Event(What.ANSWERED, due, 2)], policy, now=due)
    assert (met.state, met.elapsed) == ("met", 4 * HOUR)


def test_a_weekend_asleep_counts_for_nobody_but_by_the_walls_clock():
    friday, monday = datetime(2026, 3, 6, 16, tzinfo=UTC), datetime(2026, 3, 9, 10, tzinfo=UTC)
    history = [Event(What.WROTE, friday, 1), Event(What.ANSWERED, monday, 2)]
    by_hours = Policy("Desk", first=4 * HOUR, following=None, hours=DESK)
    (clock,) = read_clocks(history, by_hours, now=monday)
    assert (clock.state, clock.elapsed) == ("met", 2 * HOUR)
    (clock,) = read_clocks(history, replace(by_hours, hours=POLICY.hours), now=monday)
    assert (clock.state, clock.elapsed) == ("missed", 66 * HOUR)


ALL = Policy("all", 8 * HOUR, 8 * HOUR)
PIER = Policy("pier", 2 * HOUR, HOUR, account=1)
CREW = Policy("crew", 4 * HOUR, HOUR, team=7)
PIER_CREW = Policy("pier and crew", 3 * HOUR, HOUR, account=1, team=7)
SAFETY = Policy("safety", HOUR, HOUR, urgency="safety")
PIER_SAFETY = Policy("safety at the pier", HOUR / 2, HOUR, account=1, urgency="safety")
EVERY = [ALL, PIER, CREW, PIER_CREW, SAFETY, PIER_SAFETY]


@pytest.mark.parametrize(
    ("policies", "where", "chosen"),
    [
        (EVERY, (2, 3, ""), "all"),
        (EVERY, (None, None, ""), "all"),
        (EVERY, (1, 3, ""), "pier"),
        (EVERY, (2, 7, ""), "crew"),
        (EVERY, (1, 7, ""), "pier and crew"),
        (EVERY, (2, 7, "safety"), "safety"),
        (EVERY, (1, 7, "safety"), "safety at the pier"),
        (EVERY, (1, 7, "money"), "pier and crew"),
        ([ALL, PIER, CREW], (1, 7, ""), "pier"),
        ([ALL, PIER, SAFETY], (1, 7, "safety"), "safety"),
        ([ALL, replace(ALL, name="sooner", first=HOUR)], (2, 3, ""), "sooner"),
        ([replace(ALL, name="a promise", first=HOUR), replace(ALL, name="none", first=None)], (2, 3, ""), "a promise"),
        ([PIER, SAFETY], (2, 3, ""), None),
        ([], (1, 7, "safety"), None),
    ],
)
def test_the_most_specific_policy_holds(policies, where, chosen):
    for order in itertools.permutations(policies):
        found = choose(order, *where)
        assert (found.name if found else None) == chosen


@pytest.mark.parametrize(
    "slip",
    [
        {"first": timedelta(0)},
        {"following": -HOUR},
        {"first": timedelta(days=1000)},
        {"warn_share": 0},
        {"warn_share": 1.5},
        {"warn_share": float("nan")},
    ],
)
def test_a_policy_that_cannot_be_meant_is_refused(slip):
    with pytest.raises(PolicyError):
        replace(POLICY, **slip)
