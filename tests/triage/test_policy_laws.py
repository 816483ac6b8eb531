"""Laws of the decision, whatever people write and in whichever order it reaches us."""

from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from inbox.models import Lane, Origin, Reason
from inbox.verdict import ConversationFacts, MessageFacts
from triage.policy import decide

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = (
    "When do you sail?",
    "When do you sail?",
    "hello?? anyone there?",
    "thanks so much!",
    "👍",
    "You have been selected! Claim your prize: win.example",
    "Please send us a DM with your order number.",
    "At nine, from pier 2.",
    "Best crew ever ❤️",
    "RT @harbourline: We sail again on Sunday",
    "You charged me twice",
    "",
)
messages = st.builds(
    lambda origin, minutes, text, deleted, bounced: MessageFacts(
        0, origin, T0 + timedelta(minutes=minutes), "" if deleted else text, is_deleted=deleted, has_bounced=bounced
    ),
    st.sampled_from([Origin.CONSUMER, Origin.CONSUMER, Origin.NATIVE, Origin.AGENT, Origin.AUTOMATION]),
    st.integers(0, 300),
    st.sampled_from(TEXTS),
    st.booleans(),
    st.booleans(),
)
conversations = st.tuples(
    st.lists(messages, max_size=7),
    st.builds(
        lambda minutes, text: MessageFacts(0, Origin.CONSUMER, T0 + timedelta(minutes=minutes), text),
        st.integers(0, 300),
        st.sampled_from(TEXTS),
    ),
).map(lambda parts: [*parts[0], parts[1]])


def arrived(found: list[MessageFacts], **decided: object) -> ConversationFacts:
    """A conversation whose messages reached us in this order: ids are given as they come."""
    return ConversationFacts(1, tuple(replace(entry, id=place) for place, entry in enumerate(found)), **decided)


@given(conversations, st.randoms(use_true_random=False))
@example(
    [
        MessageFacts(0, Origin.CONSUMER, T0, "When do you sail?"),
        MessageFacts(0, Origin.NATIVE, T0, "At nine, from pier 2."),
        MessageFacts(0, Origin.AGENT, T0, "At nine, from pier 2."),
    ],
    Random(3),
)
def test_the_order_of_arrival_decides_nothing(found, chance):
    mixed = list(found)
    chance.shuffle(mixed)
    assert asdict(decide(arrived(mixed))) == asdict(decide(arrived(found)))


@given(conversations)
def test_who_was_answered_by_nobody_waits_unless_there_is_evidence(found):
    theirs = [entry for entry in found if entry.origin != Origin.AGENT and entry.origin != Origin.NATIVE]
    verdict = decide(arrived(theirs))
    standing = [entry for entry in theirs if entry.origin == Origin.CONSUMER and not entry.is_deleted]
    if not standing:
        assert verdict.reason == Reason.GONE
    elif not verdict.is_waiting:
        assert verdict.reason == Reason.CERTAIN_SPAM
        assert all("Claim your prize" in entry.text for entry in standing)
    else:
        assert verdict.waiting_since == min(entry.at for entry in standing)
    assert verdict.evidence


@given(conversations)
def test_a_last_word_that_nobody_answered_waits_unless_it_closes(found):
    """The promise itself: whoever spoke last, and said more than thanks, is not taken for heard."""
    last = max(entry.at for entry in found) + timedelta(minutes=1)
    asked = MessageFacts(0, Origin.CONSUMER, last, "And what about my refund?")
    verdict = decide(arrived([*found, asked]))
    assert verdict.is_waiting
    assert verdict.waiting_since <= last
    assert verdict.lane == Lane.QUEUE


@given(conversations, st.sampled_from(TEXTS))
def test_saying_more_never_makes_anybody_wait_longer(found, text):
    before = decide(arrived(found))
    if before.is_waiting:
        more = MessageFacts(0, Origin.CONSUMER, max(entry.at for entry in found) + timedelta(minutes=5), text)
        after = decide(arrived([*found, more]))
        assert after.is_waiting
        assert after.waiting_since == before.waiting_since
        assert after.turn_at <= before.turn_at


@given(conversations)
@example([MessageFacts(0, Origin.CONSUMER, T0, "You have been selected! Claim your prize: win.example")])
def test_whoever_is_put_back_into_the_queue_is_in_the_queue(found):
    """A person's word stands above everything triage found."""
    last = max(entry.at for entry in found)
    verdict = decide(arrived(found, reopened_at=last, is_spam_overruled=True))
    assert verdict.lane == Lane.QUEUE
    if any(entry.origin == Origin.CONSUMER and not entry.is_deleted for entry in found):
        assert verdict.is_waiting or verdict.reason == Reason.CLOSING_THANKS
