"""What rules make of a verdict, and whom they leave where they are."""

from datetime import UTC, datetime, timedelta

import pytest

from inbox.models import Lane, Origin
from inbox.verdict import ConversationFacts, MessageFacts
from triage.policy import decide, decide_safely
from triage.rules import Rule, read_conditions
from triage.ruling import build_subject
from triage.signals.reading import read_words

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
FACTS = {"account_id": 7, "platform": "facebook", "kind": "comment"}


def facts(*texts: str, **more: object) -> ConversationFacts:
    said = [
        MessageFacts(number, Origin.CONSUMER, T0 + timedelta(minutes=number), text)
        for number, text in enumerate(texts, start=1)
    ]
    return ConversationFacts(1, tuple(said), **{**FACTS, **more})


def rule(*conditions: tuple, number: int = 1, **does: object) -> Rule:
    data = [{"field": what, "relation": how, "values": values} for what, how, *values in conditions]
    return Rule(number, f"Rule {number}", read_conditions(data), **does)


GIVEAWAY = ("words", "any", "giveaway")


def test_a_rule_sets_aside_and_the_flag_stays_up():
    verdict = decide(facts("Entering the giveaway!"), rules=[rule(GIVEAWAY, lane=Lane.SET_ASIDE)])
    assert verdict.is_waiting
    assert (verdict.lane, verdict.lane_rule_id) == (Lane.SET_ASIDE, 1)
    assert verdict.lane_why == "The rule “Rule 1” set it aside"
    assert verdict.rule_ids == (1,)


@pytest.mark.parametrize(
    "given",
    [
        facts("Giveaway or not, your ramp is on fire and people are trapped"),
        facts("giveaway: I want to end my life"),
        facts("Entering the giveaway!", "Still waiting for an answer about the giveaway"),
        facts("Entering the giveaway!", is_rule_overruled=True),
        facts("Entering the giveaway!", reopened_at=T0 + timedelta(hours=1)),
    ],
    ids=["in danger", "in a crisis", "asks again", "overruled", "put back by a person"],
)
def test_whom_no_rule_sets_aside(given):
    verdict = decide(given, rules=[rule(GIVEAWAY, lane=Lane.SET_ASIDE, tags=(4,))])
    assert verdict.is_waiting
    assert verdict.lane == Lane.QUEUE
    assert verdict.lane_rule_id is None
    assert verdict.tags == ((4, 1),), "what else the rule does holds"


def test_a_rule_never_ends_a_wait_and_never_begins_one():
    answered = facts("When is the giveaway?")
    ours = MessageFacts(9, Origin.AGENT, T0 + timedelta(hours=1), "At nine.")
    answered = ConversationFacts(1, (*answered.messages, ours), **FACTS)
    lanes = [rule(GIVEAWAY, lane=Lane.SET_ASIDE), rule(GIVEAWAY, number=2, lane=Lane.ACKNOWLEDGE)]
    assert decide(answered, rules=lanes) == decide(answered)
    assert decide(facts("When is the giveaway?"), rules=lanes).is_waiting


def test_a_shift_moves_the_turn_and_says_so_beside_what_triage_says():
    urgent = facts("You charged my card twice!")
    plain = decide(urgent)
    shifted = decide(urgent, rules=[rule(("words", "any", "card"), shift=timedelta(hours=3))])
    assert shifted.turn_at == plain.turn_at - timedelta(hours=3)
    assert shifted.waiting_since == plain.waiting_since
    assert shifted.turn_why == "4 h ahead: money taken; 3 h ahead: the rule “Rule 1”"


def test_a_rule_looks_at_what_is_open_and_not_at_what_was_answered():
    first = MessageFacts(1, Origin.CONSUMER, T0, "A refund, please")
    ours = MessageFacts(2, Origin.AGENT, T0 + timedelta(minutes=5), "It is on its way.")
    then = MessageFacts(3, Origin.CONSUMER, T0 + timedelta(minutes=9), "And when does the boat leave?")
    open_now = ConversationFacts(1, (first, ours, then), **FACTS)
    assert decide(open_now, rules=[rule(("words", "any", "refund"), tags=(4,))]).tags == ()
    assert decide(open_now, rules=[rule(("words", "any", "boat"), tags=(4,))]).tags == ((4, 1),)


def test_the_time_of_day_is_that_of_the_accounts_team():
    night = rule(("hours", "any", "22:00-06:00"), tags=(4,))
    assert decide(facts("When?"), rules=[night]).tags == ()
    assert decide(facts("When?", zone="America/Los_Angeles"), rules=[night]).tags == ((4, 1),)


def test_what_a_rule_sees_is_everything_that_words_show():
    said = facts("When do I get my money back? You charged my card twice!")
    subject = build_subject(said, [(entry, read_words(entry.text)) for entry in said.messages])
    assert {"question", "urgency", "urgency:money"} <= subject.signals
    assert (subject.account_id, subject.platform, subject.kind) == (7, "facebook", "comment")


def test_a_rule_that_fails_leaves_the_flag_up_in_the_queue():
    broken = Rule(1, "Broken", read_conditions([{"field": "hours", "relation": "any", "values": ["22:00-06:00"]}]))
    verdict = decide_safely(facts("When?", zone="Nowhere/At all"), rules=[broken])
    assert verdict.is_waiting
    assert verdict.lane == Lane.QUEUE
