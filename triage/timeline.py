"""From what is stored of a conversation to what happened in it (`triage/events.py`): what clocks are read from. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from inbox.models.choices import Origin
from inbox.verdict import ConversationFacts, MessageFacts
from triage.events import Event, What
from triage.policy import Readings, read_all, read_excused
from triage.turns import most_urgent


@dataclass(frozen=True)
class Deed:
    """What a person did to a conversation, or Heard by itself (`by_person` false). `what`: CLOSED or REOPENED."""

    what: What
    at: datetime
    by_person: bool = True
    outcome: str = ""
    covers_through: datetime | None = None


def build_events(
    facts: ConversationFacts,
    readings: Readings,
    deeds: Iterable[Deed] = (),
    private_answers: Sequence[datetime] = (),
) -> list[Event]:
    """Everything that moves a clock. `private_answers`: when we answered this person in private, which counts where we had sent them
    there."""
    shown = read_all(facts.messages, readings)
    excused, nods = read_excused(facts, shown)
    events = [_deed(deed) for deed in deeds]
    deflected_at = []
    for message in facts.messages:
        if message.origin == Origin.CONSUMER:
            urgency = most_urgent({signal.value for signal in shown[message.id].all("urgency")})
            wrote = Event(
                What.WROTE,
                message.at,
                message.id,
                arrived_at=message.arrived_at,
                edited_at=message.edited_at,
                is_excused=message.id in excused,
                is_nod=message.id in nods,
                urgency=urgency,
            )
            events += [wrote, *_taken_back(message)]
        elif message.origin in (Origin.AGENT, Origin.NATIVE):
            deflects = not (facts.is_private or message.is_private) and bool(shown[message.id].first("deflection"))
            deflected_at += [message.at] if deflects else []
            events += _answer(message, deflects=deflects)
    if deflected_at:
        events += [Event(What.ANSWERED, at) for at in private_answers if at >= min(deflected_at)]
    return events


def _answer(message: MessageFacts, *, deflects: bool) -> list[Event]:
    answered = Event(
        What.ANSWERED if message.origin == Origin.AGENT else What.ANSWERED_ON_PLATFORM,
        message.at,
        message.id,
        covers_through=message.covers_through,
        seen_at=message.seen_at,
        deflects=deflects,
        bounced_at=message.bounced_at,
    )
    return [answered, *_taken_back(message)]


def _taken_back(message: MessageFacts) -> list[Event]:
    if not message.is_deleted or message.deleted_at is None:
        return []
    return [Event(What.DELETED, message.deleted_at, message.id)]


def _deed(deed: Deed) -> Event:
    return Event(deed.what, deed.at, by_person=deed.by_person, outcome=deed.outcome, covers_through=deed.covers_through)
