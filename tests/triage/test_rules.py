"""Rules: which messages they are for, and how little they may do."""

from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inbox.models import Lane
from triage.rules import RULE_LANES, Applied, BadRule, Rule, Subject, apply, matches, read_conditions
from triage.turns import MAX_BY_RULE

MONDAY_NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def subject(*texts: str, **facts: object) -> Subject:
    given = {
        "account_id": 7,
        "platform": "x",
        "kind": "mention",
        "language": "en",
        "mood": "neu",
        "signals": frozenset(),
        "at": MONDAY_NOON,
    }
    return Subject(texts=texts or ("Where is my parcel?",), **{**given, **facts})


def rule(*conditions: tuple, number: int = 1, **does: object) -> Rule:
    data = [{"field": what, "relation": how, "values": values} for what, how, *values in conditions]
    return Rule(number, f"rule {number}", read_conditions(data), **does)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("refund", "I want a REFUND."),
        ("lost bag", "my lost  bag"),
        ("lost bag", "my lost\nbag!"),
        ("cancel*", "they cancelled it"),
        ("straße", "in der STRASSE"),
        ("don't", "I don’t know"),
        ("#lost", "so #lost today"),
        ("退款", "我要退款谢谢"),
        ("คืนเงิน", "อยากได้คืนเงินครับ"),
        ("استرداد", "أريد استرداد المبلغ"),
        ("ｒｅｆｕｎｄ", "refund"),
    ],
)
def test_words_are_found_as_people_write_them(words, text):
    assert matches(rule(("words", "any", words)), subject(text))


@pytest.mark.parametrize(
    ("words", "text"),
    [("fun", "I want a refund"), ("cancel", "cancelled"), ("bag lost", "lost bag"), ("can*el", "cancel")],
)
def test_words_are_not_found_in_pieces_of_others(words, text):
    assert not matches(rule(("words", "any", words)), subject(text))


def test_every_open_message_is_looked_through():
    assert matches(rule(("words", "any", "refund")), subject("Hello?", "I asked for a refund"))
    assert not matches(rule(("words", "none", "refund")), subject("Hello?", "I asked for a refund"))


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (("account", "any", "7", "8"), True),
        (("account", "none", "7"), False),
        (("platform", "any", "facebook"), False),
        (("kind", "any", "mention"), True),
        (("language", "any", "de"), False),
        (("language", "none", "de"), True),
        (("mood", "any", "neu"), True),
        (("signal", "any", "question"), True),
        (("signal", "any", "urgency:money"), True),
        (("signal", "any", "urgency:safety"), False),
        (("weekday", "any", "1"), True),
        (("weekday", "any", "6", "7"), False),
        (("hours", "any", "09:00-17:00"), True),
        (("hours", "any", "12:00-12:30"), True),
        (("hours", "any", "09:00-12:00"), False),
        (("hours", "any", "22:00-06:00"), False),
        (("hours", "any", "17:00-12:30"), True),
    ],
)
def test_a_condition(condition, holds):
    facts = subject(signals=frozenset({"question", "urgency", "urgency:money"}))
    assert matches(rule(condition), facts) is holds


def test_all_conditions_must_hold():
    both = rule(("platform", "any", "x"), ("words", "any", "parcel"))
    assert matches(both, subject())
    assert not matches(both, subject(platform="mail"))
    assert not matches(both, subject("Where is it?"))


def test_a_rule_without_a_condition_is_for_nobody():
    assert not matches(Rule(1, "for everybody", ()), subject())
    with pytest.raises(BadRule, match="for everybody"):
        read_conditions([])


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"field": "audience", "relation": "any", "values": ["1000"]},
        {"field": "followers", "relation": "any", "values": ["1000"]},
        {"field": "words", "relation": "more", "values": ["x"]},
        {"field": "words", "relation": "any", "values": []},
        {"field": "words", "relation": "any", "values": ["  "]},
        {"field": "words", "relation": "any", "values": ["*"]},
        {"field": "words", "relation": "any", "values": "refund"},
        {"field": "words", "relation": "any", "values": ["x" * 201]},
        {"field": "words", "relation": "any", "values": [str(n) for n in range(101)]},
        {"field": "hours", "relation": "any", "values": ["9-17"]},
        {"field": "hours", "relation": "any", "values": ["25:00-26:00"]},
        {"field": "weekday", "relation": "any", "values": ["8"]},
    ],
    ids=repr,
)
def test_a_condition_that_makes_no_sense_is_refused_in_words(entry):
    with pytest.raises(BadRule) as refused:
        read_conditions([entry])
    assert str(refused.value)


def test_tags_add_up_and_of_the_rest_the_first_rule_decides():
    here = ("platform", "any", "x")
    rules = [
        rule(here, number=1, tags=(10,), shift=timedelta(hours=2)),
        rule(("platform", "any", "mail"), number=2, tags=(11,), assignee_id=5),
        rule(here, number=3, tags=(10, 12), assignee_id=6, lane=Lane.ACKNOWLEDGE),
        rule(here, number=4, assignee_id=7, shift=timedelta(hours=-3), lane=Lane.SET_ASIDE),
    ]
    assert apply(rules, subject()) == Applied({10: 1, 12: 3}, (6, 3), (timedelta(hours=2), 1), (Lane.ACKNOWLEDGE, 3))


@given(st.timedeltas(timedelta(days=-1000), timedelta(days=1000)))
def test_no_rule_moves_a_turn_further_than_the_bound(shift):
    applied = apply([rule(("platform", "any", "x"), shift=shift)], subject())
    if applied.shift:
        assert abs(applied.shift[0]) <= MAX_BY_RULE


def test_a_rule_can_put_nobody_out_of_sight():
    """Only into lanes that leads look into; and of nobody's reach there is anything to ask."""
    assert set(RULE_LANES) == {Lane.ACKNOWLEDGE, Lane.SET_ASIDE}
    for lane in set(Lane) - set(RULE_LANES):
        assert apply([rule(("platform", "any", "x"), lane=lane)], subject()).lane is None
    known = {field.name for field in fields(Subject)}
    assert known == {"account_id", "platform", "kind", "texts", "language", "mood", "signals", "at"}


def test_odd_patterns_take_no_time_over_long_texts():
    many = rule(("words", "any", "a* a* a* a* b*", "*****x"))
    assert not matches(many, subject("a " * 500_000))
