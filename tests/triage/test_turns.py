"""The order of the queue: a head start in hours for urgency and for asking again, and everybody's turn comes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.turns import (
    HEAD_STARTS,
    LABELS,
    LEAST_HEAD_START,
    MAX_BY_RULE,
    MAX_HEAD_START,
    MOST_HEAD_START,
    NOBODY_AFTER,
    most_urgent,
    turn_at,
)

H = timedelta(hours=1)
T0 = datetime(2026, 3, 2, 9, 12, tzinfo=UTC)
SINCE = "waits since 2 Mar 09:12 UTC"

# Urgencies, times asked again, hours by a rule, the name of the rule; hours of head start, and the reasons beside the time.
TURNS = {
    "nothing but the wait": ([], 0, 0, "", 0, []),
    "money": (["money"], 0, 0, "", 4, ["4 h ahead: money taken"]),
    "danger": (["safety"], 0, 0, "", 12, ["12 h ahead: somebody may be in danger"]),
    "a crisis": (["crisis"], 0, 0, "", 12, ["12 h ahead: somebody may harm themselves"]),
    "stranded": (["stranded"], 0, 0, "", 6, ["6 h ahead: stranded on the way"]),
    "vulnerable": (["vulnerable"], 0, 0, "", 6, ["6 h ahead: a vulnerable person"]),
    "an outage": (["outage"], 0, 0, "", 2, ["2 h ahead: something is down"]),
    "the largest of several counts": (
        ["outage", "safety", "money"],
        0,
        0,
        "",
        12,
        ["12 h ahead: somebody may be in danger"],
    ),
    "what is no urgency gives nothing": (["joy", "famous"], 0, 0, "", 0, []),
    "asked again": ([], 1, 0, "", 1, ["1 h ahead: asked again"]),
    "asked again three times": ([], 3, 0, "", 3, ["3 h ahead: asked again 3 times"]),
    "asked again a hundred times": ([], 100, 0, "", 3, ["3 h ahead: asked again 100 times"]),
    "asked again more often than one can count": ([], 10**12, 0, "", 3, ["3 h ahead: asked again 1000000000000 times"]),
    "less than never": ([], -4, 0, "", 0, []),
    "both": (["money"], 2, 0, "", 6, ["4 h ahead: money taken", "2 h ahead: asked again 2 times"]),
    "all there is": (
        ["safety"],
        9,
        0,
        "",
        15,
        ["12 h ahead: somebody may be in danger", "3 h ahead: asked again 9 times"],
    ),
    "a rule that puts ahead": ([], 0, 2, "Season tickets", 2, ["2 h ahead: the rule “Season tickets”"]),
    "a rule that puts back": ([], 0, -1.5, "Newsletter", -1.5, ["1 h 30 min later: the rule “Newsletter”"]),
    "rules without a name": ([], 0, 0.5, "", 0.5, ["30 min ahead: a rule"]),
    "a rule that wants more than it may": ([], 0, 400, "", 6, ["6 h ahead: a rule"]),
    "a rule that would bury": ([], 0, -400, "", -6, ["6 h later: a rule"]),
    "a rule against an urgency": (["money"], 0, -6, "", -2, ["4 h ahead: money taken", "6 h later: a rule"]),
    "everything at once": (
        ["safety"],
        9,
        400,
        "",
        21,
        [
            "12 h ahead: somebody may be in danger",
            "3 h ahead: asked again 9 times",
            "6 h ahead: a rule",
        ],
    ),
}


@pytest.mark.parametrize("case", TURNS)
def test_a_turn_and_its_reasons(case):
    urgencies, asked_again, by_rule, rule, ahead, reasons = TURNS[case]
    turn = turn_at(T0, urgencies, asked_again, by_rule=by_rule * H, rule=rule)
    assert turn.at == T0 - ahead * H
    assert turn.reasons == (SINCE, *reasons)


def test_the_reasons_name_the_time_where_the_agent_is_and_the_turn_stays():
    there = turn_at(T0, zone=ZoneInfo("Asia/Kolkata"))
    assert there.reasons == ("waits since 2 Mar 14:42 IST",)
    assert there.at == turn_at(T0).at


def test_a_head_start_over_the_night_the_clocks_change_is_as_long_as_any():
    morning = datetime(2026, 3, 29, 8, tzinfo=ZoneInfo("Europe/Berlin"))
    assert turn_at(morning, ["safety"]).at == datetime(2026, 3, 28, 18, tzinfo=UTC)


def test_every_urgency_has_words_for_it():
    assert set(LABELS) == set(HEAD_STARTS)


def test_the_bounds_are_what_the_parts_add_up_to():
    assert max(HEAD_STARTS.values()) + 3 * H == MAX_HEAD_START == 15 * H
    assert (LEAST_HEAD_START, MOST_HEAD_START, NOBODY_AFTER) == (-6 * H, 21 * H, 27 * H)


def test_the_most_urgent_does_not_depend_on_the_order():
    assert most_urgent(["money", "crisis", "safety"]) == most_urgent({"safety", "crisis", "money"}) == "crisis"
    assert most_urgent(["no such thing"]) == most_urgent([]) == ""


urgencies = st.frozensets(st.sampled_from([*HEAD_STARTS, "joy"]), max_size=4)
evidence = st.fixed_dictionaries(
    {"urgencies": urgencies, "asked_again": st.integers(-1, 12), "by_rule": st.timedeltas(-100 * H, 100 * H)}
)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(moments, evidence)
def test_every_head_start_lies_within_the_bounds(since, shown):
    assert LEAST_HEAD_START <= since - turn_at(since, **shown).at <= MOST_HEAD_START
    assert timedelta(0) <= since - turn_at(since, shown["urgencies"], shown["asked_again"]).at <= MAX_HEAD_START


@settings(deadline=None)
@given(moments, evidence, urgencies, st.timedeltas(timedelta(0), 50 * H))
def test_more_urgent_asked_again_and_longer_waiting_never_come_later(since, shown, more, longer):
    turn = turn_at(since, **shown).at
    assert turn_at(since, **shown | {"urgencies": shown["urgencies"] | more}).at <= turn
    assert turn_at(since, **shown | {"asked_again": shown["asked_again"] + 1}).at <= turn
    assert turn_at(since - longer, **shown).at == turn - longer


@settings(deadline=None)
@given(moments, evidence, evidence, st.timedeltas(timedelta(microseconds=1), 1000 * H))
def test_nobody_is_overtaken_by_who_came_more_than_the_bound_later(since, shown, theirs, later):
    assert turn_at(since, **shown).at < turn_at(since + NOBODY_AFTER + later, **theirs).at


# A queue of minutes: who came when and with which evidence; `agents` take whoever's turn it is, each for `minutes` at a time.
Arrival = tuple[int, dict]
Turn = Callable[[datetime, dict], object]


def serve(arrivals: list[Arrival], agents: int, minutes: int, turn: Turn) -> list[tuple[int, int]]:
    """Plays the queue until all are served. Returns (number of the arrival, the minute it was taken), in that order."""
    coming = sorted(range(len(arrivals)), key=lambda number: arrivals[number][0])
    free_at = [0] * agents
    waiting: list[int] = []
    served = []
    while coming or waiting:
        agent = min(range(agents), key=lambda agent: free_at[agent])
        now = free_at[agent]
        if not waiting and coming:
            now = max(now, arrivals[coming[0]][0])
        while coming and arrivals[coming[0]][0] <= now:
            waiting.append(coming.pop(0))
        taken = min(
            waiting, key=lambda number: (turn(T0 + timedelta(minutes=arrivals[number][0]), arrivals[number][1]), number)
        )
        waiting.remove(taken)
        served.append((taken, now))
        free_at[agent] = now + minutes
    return served


def who_was_starved(arrivals: list[Arrival], served: list[tuple[int, int]], bound: timedelta) -> list[int]:
    """Those who still waited when somebody was taken who had come more than `bound` later, and those who were passed over by more people,
    once the bound was over, than waited by then."""
    minutes = bound // timedelta(minutes=1)
    place = {number: position for position, (number, _taken_at) in enumerate(served)}
    taken_at = dict(served)
    starved = []
    for number, (came, _evidence) in enumerate(arrivals):
        before = [other for other, _at in served[: place[number]]]
        overtaken = any(arrivals[other][0] > came + minutes for other in before)
        waited_then = [
            other
            for other, at in served
            if arrivals[other][0] <= came + minutes and at > came + minutes and other != number
        ]
        passed = [other for other in before if taken_at[other] > came + minutes]
        if overtaken or len(passed) > len(waited_then):
            starved.append(number)
    return starved


def by_turn(since: datetime, shown: dict) -> datetime:
    return turn_at(since, **shown).at


def by_class(since: datetime, shown: dict) -> tuple[bool, datetime]:
    return not shown["urgencies"], since


streams = st.lists(st.tuples(st.integers(0, 6 * 24 * 60), evidence), min_size=1, max_size=60)


@settings(deadline=None)
@given(streams, st.integers(1, 4), st.sampled_from([5, 60, 240, 1000]))
def test_nobody_starves_whatever_comes_in(arrivals, agents, minutes):
    served = serve(arrivals, agents, minutes, by_turn)
    assert sorted(number for number, _at in served) == list(range(len(arrivals)))
    assert who_was_starved(arrivals, served, NOBODY_AFTER) == []


@settings(deadline=None)
@given(streams, st.integers(1, 4), st.sampled_from([60, 1000]))
def test_without_rules_the_bound_is_the_longest_head_start(arrivals, agents, minutes):
    arrivals = [(came, shown | {"by_rule": timedelta(0)}) for came, shown in arrivals]
    served = serve(arrivals, agents, minutes, by_turn)
    assert who_was_starved(arrivals, served, MAX_HEAD_START) == []


def one_among_the_urgent(days: int, every: int) -> list[Arrival]:
    """One person with a plain question at nine, and then somebody in danger, asking again and again and moved up by a rule, all the time."""
    plain = {"urgencies": (), "asked_again": 0, "by_rule": -MAX_BY_RULE}
    danger = {"urgencies": ("safety",), "asked_again": 5, "by_rule": MAX_BY_RULE}
    return [(0, plain), *((minute, danger) for minute in range(0, days * 24 * 60, every))]


def test_a_stream_of_the_urgent_that_never_ends_holds_nobody_longer_than_the_bound():
    arrivals = one_among_the_urgent(days=6, every=10)  # half as many again as one agent can serve
    served = serve(arrivals, 1, 15, by_turn)
    assert who_was_starved(arrivals, served, NOBODY_AFTER) == []
    ahead = [number for number, _at in served].index(0)
    assert ahead == NOBODY_AFTER // timedelta(minutes=10)  # the bound is reached, and not passed


def test_a_class_above_would_starve_them_and_the_simulation_sees_it():
    arrivals = one_among_the_urgent(days=6, every=10)
    assert 0 in who_was_starved(arrivals, serve(arrivals, 1, 15, by_class), NOBODY_AFTER)
