"""What holds of the waits and clocks of any history whatever."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from inbox.models import Origin
from inbox.verdict import ConversationFacts, MessageFacts
from tests.triage.histories import HOUR, MINUTE, at, event, other
from triage.events import Event, What
from triage.policy import decide
from triage.sla import Clock, Policy, read_clocks
from triage.waits import read_waits

POLICY = Policy("Ferry desk", first=HOUR, following=30 * MINUTE)
LATER = 300


def read(*history: Event) -> list[Clock]:
    return read_clocks(history, POLICY, now=at(LATER))


minutes = st.integers(0, 200)
ids = st.integers(1, 6)
later = st.integers(0, 60)


@st.composite
def happenings(draw: st.DrawFn, *, may_merge: bool = True) -> Event:
    what = draw(st.sampled_from([kind for kind in What if may_merge or kind != What.MERGED]))
    when, message, delay, flag = draw(minutes), draw(ids), draw(later), draw(st.booleans())
    match what:
        case What.WROTE:
            edited_at = {"edited_at": when + draw(later)} if flag else {}
            return event(what, when, message, arrived_at=when + delay, is_excused=draw(st.booleans()), **edited_at)
        case What.ANSWERED:
            seen = {"covers_through": when - delay, "seen_at": when - draw(later)} if flag else {}
            return event(what, when, 10 + message, deflects=draw(st.booleans()), **seen)
        case What.ANSWERED_ON_PLATFORM:
            return event(what, when, 20 + message, **({"bounced_at": when + delay} if flag else {}))
        case What.CLOSED:
            outcome = draw(st.sampled_from(["answered", "no_reply_needed", "gone"]))
            return event(what, when, outcome=outcome, by_person=flag)
        case What.DELETED:
            return event(what, when, message + draw(st.sampled_from([0, 10, 20])))
        case What.MERGED:
            return event(what, when, history=tuple(draw(st.lists(happenings(may_merge=False), max_size=4))))
        case _:
            return event(what, when, by_person=flag)


histories = st.lists(happenings(), max_size=10)


@settings(deadline=None)
@given(histories, st.randoms(use_true_random=False))
def test_no_order_of_arrival_changes_any_clock(history, random):
    expected = read(*history)
    shuffled = [replace(event, history=tuple(random.sample(event.history, len(event.history)))) for event in history]
    random.shuffle(shuffled)
    assert read(*shuffled) == expected


@settings(deadline=None)
@given(histories)
def test_the_clocks_of_any_history_fit_together(history):
    clocks = read(*history)
    assert sum(clock.is_running for clock in clocks) <= 1
    assert sorted(clocks, key=lambda clock: clock.began_at) == clocks
    for clock in clocks:
        assert clock.began_at < clock.warn_at < clock.due_at
        assert clock.stopped_at is None or clock.stopped_at >= clock.began_at
        assert (clock.stopped_at is None) == (clock.stopped_why is None)
        assert (clock.answered_at is not None) == (
            clock.state == "met" or (not clock.is_running and clock.state == "missed")
        )
        assert (clock.breached_at is not None) == (clock.elapsed > clock.due_at - clock.began_at)
        assert (clock.state == "running") == (clock.is_running and clock.breached_at is None)


@settings(deadline=None)
@given(histories)
def test_what_a_person_asked_is_never_without_a_clock(history):
    """Whoever wrote a thing that needs an answer and stands, has a clock that began no later."""
    clocks = read(*history)
    deleted_ids = {event.message for event in history if event.what == What.DELETED}
    for event_ in history:
        if event_.what == What.WROTE and not event_.is_excused and event_.message not in deleted_ids:
            assert any(
                clock.began_at <= event_.at and (clock.is_running or clock.stopped_at >= event_.at) for clock in clocks
            )


@settings(deadline=None)
@given(histories, st.sampled_from(["automation", "noted", "assigned", "snoozed", "woken"]), minutes)
def test_nothing_but_an_answer_a_closing_or_the_person_moves_a_clock(history, what, when):
    assert read(*history, other(what, when)) == read(*history)


def facts_of(history: list[Event]) -> ConversationFacts:
    """The same history as the policy reads it."""
    gone = {entry.message for entry in history if entry.what == What.DELETED}
    origins = {What.WROTE: Origin.CONSUMER, What.ANSWERED: Origin.AGENT, What.ANSWERED_ON_PLATFORM: Origin.NATIVE}
    messages = [
        MessageFacts(
            id=entry.message,
            origin=origins[entry.what],
            at=entry.at,
            text="And the late boat?",
            is_deleted=entry.message in gone,
            covers_through=entry.covers_through,
            edited_at=entry.edited_at,
            arrived_at=entry.arrived_at,
            seen_at=entry.seen_at,
            has_bounced=entry.bounced_at is not None,
        )
        for entry in history
        if entry.what in origins
    ]
    bounces = [
        MessageFacts(id=90, origin=Origin.AUTOMATION, at=entry.bounced_at, text="", is_bounce=True)
        for entry in history
        if entry.bounced_at
    ]
    closed_at = max((entry.at for entry in history if entry.what == What.CLOSED and entry.by_person), default=None)
    return ConversationFacts(1, (*messages, *bounces), settled_through=closed_at, settled_at=closed_at)


def is_read_alike(entry: Event) -> bool:
    """Whether the policy knows of it what a history does. It takes one deletion for another, whenever it came, and leaves out what only
    a history tells: merges, deflections, how a thing was closed."""
    if entry.what == What.CLOSED:
        return entry.outcome == "no_reply_needed"
    is_known = entry.what in (What.WROTE, What.ANSWERED, What.ANSWERED_ON_PLATFORM, What.DELETED)
    return is_known and not entry.deflects and not entry.is_excused


@settings(deadline=None)
@given(st.lists(happenings(may_merge=False).filter(is_read_alike), max_size=8))
def test_a_clock_runs_just_while_the_policy_says_they_wait_and_since_then(history):
    if not any(entry.what == What.WROTE for entry in history):
        assert read_waits(history) == []
        return
    verdict = decide(facts_of(history))
    running = [wait for wait in read_waits(history) if wait.ended_at is None]
    assert bool(running) == verdict.is_waiting
    if running:
        assert running[0].began_at == verdict.waiting_since
