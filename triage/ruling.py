"""Rules upon a verdict: what a lead's rules make of a conversation in which something waits. Pure.

Triage has the first word and people the last; a rule stands between them. It never decides who waits, only where and when their turn comes,
and it yields to whoever is in danger, asks again, or was put back by a person.
"""

from collections.abc import Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from inbox.models.choices import Lane
from inbox.verdict import ConversationFacts, MessageFacts, Verdict
from triage.rules import Applied, Rule, Subject, combine, matches
from triage.signals.reading import Reading
from triage.turns import turn_at

# Whoever is in such danger stays in the queue, whatever a rule says.
NEVER_ASIDE = frozenset({"safety", "crisis"})


def build_subject(facts: ConversationFacts, asking: Sequence[tuple[MessageFacts, Reading]]) -> Subject:
    """What rules may look at of a conversation: what is open in it, the oldest first. There is at least one."""
    readings = [reading for _message, reading in asking]
    signals = {signal.name for reading in readings for signal in reading.signals}
    signals |= {f"{signal.name}:{signal.value}" for reading in readings for signal in reading.signals if signal.value}
    return Subject(
        account_id=facts.account_id,
        platform=facts.platform,
        kind=facts.kind,
        texts=tuple(message.text for message, _reading in asking),
        language=next((reading.language for reading in readings if reading.language), ""),
        mood=readings[-1].value_of("mood"),
        signals=frozenset(signals),
        at=asking[0][0].at.astimezone(ZoneInfo(facts.zone)),
    )


def overlay(
    verdict: Verdict, facts: ConversationFacts, asking: Sequence[tuple[MessageFacts, Reading]], rules: Sequence[Rule]
) -> Verdict:
    """The verdict on somebody who waits, with what the workspace's rules add to it."""
    subject = build_subject(facts, asking)
    matched = [rule for rule in rules if matches(rule, subject)]
    if not matched:
        return verdict
    applied = combine(matched)
    names = {rule.id: rule.name for rule in matched}
    verdict = replace(
        verdict,
        rule_ids=tuple(names),
        tags=tuple(sorted(applied.tags.items())),
        assignment=applied.assignee,
    )
    return _moved(_shifted(verdict, applied, names), facts, asking, applied, names)


def stays(readings: Sequence[Reading]) -> str:
    """Why somebody stays in the queue though a rule would move them, in words; empty where nothing keeps them."""
    if any(signal.value in NEVER_ASIDE for reading in readings for signal in reading.all("urgency")):
        return "somebody may be in danger"
    return "asks again" if any(reading.first("asked_again") for reading in readings) else ""


def _shifted(verdict: Verdict, applied: Applied, names: dict[int, str]) -> Verdict:
    if applied.shift is None:
        return verdict
    by_rule, rule_id = applied.shift
    turn = turn_at(verdict.turn_at, by_rule=by_rule, rule=names[rule_id])
    why = "; ".join(filter(None, (verdict.turn_why, *turn.reasons[1:])))
    return replace(verdict, turn_at=turn.at, turn_why=why)


def _moved(
    verdict: Verdict,
    facts: ConversationFacts,
    asking: Sequence[tuple[MessageFacts, Reading]],
    applied: Applied,
    names: dict[int, str],
) -> Verdict:
    if applied.lane is None or facts.is_rule_overruled or facts.reopened_at is not None:
        return verdict
    if stays([reading for _message, reading in asking]):
        return verdict
    lane, rule_id = applied.lane
    where = "set it aside" if lane == Lane.SET_ASIDE else "put it with what is to be acknowledged"
    return replace(verdict, lane=lane, lane_rule_id=rule_id, lane_why=f"The rule “{names[rule_id]}” {where}")
