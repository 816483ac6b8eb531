"""Which of our answers answer what: pure. An answer answers what its writer had in view."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from inbox.models.choices import Origin
from inbox.verdict import ConversationFacts, MessageFacts


def is_answer(message: MessageFacts, began_at: datetime, *, even_deleted: bool) -> bool:
    """An agent always answers somebody. On the platform, what we wrote before they first did answers nothing; nor does what
    never reached them."""
    is_native = message.origin == Origin.NATIVE and message.at >= began_at
    stands = even_deleted or not message.is_deleted
    return stands and not message.has_bounced and (is_native or message.origin == Origin.AGENT)


def said_at(message: MessageFacts) -> datetime:
    """When a message came to say what it says now: what was changed after our answer, we did not answer."""
    return max(message.at, message.edited_at or message.at)


def is_covered(
    message: MessageFacts, answers: Sequence[MessageFacts], facts: ConversationFacts, *, unchanged: bool = False
) -> bool:
    """Whether an answer, or a person's closing, was given with this message in view."""
    return _first_look(message, answers, facts, unchanged=unchanged) is not None


def put_back(
    standing: Sequence[MessageFacts], answers: Sequence[MessageFacts], facts: ConversationFacts
) -> frozenset[int]:
    """The messages a person put back into the queue, by their ids: those of the last wait that had ended by then.

    Where something was open at that moment anyway, that is what they meant, and nothing else comes back.
    """
    if facts.reopened_at is None:
        return frozenset()
    there = [message for message in standing if (message.arrived_at or message.at) <= facts.reopened_at]
    earlier = [answer for answer in answers if answer.at <= facts.reopened_at]
    # What was changed since then had stood there as it was.
    looks = {
        message.id: _first_look(message, earlier, facts, unchanged=said_at(message) > facts.reopened_at)
        for message in there
    }
    ended = [look for look in looks.values() if look is not None]
    if not ended or len(ended) < len(there):
        return frozenset()
    return frozenset(key for key, look in looks.items() if look == max(ended))


@dataclass(frozen=True)
class Open:
    """What nobody has answered of what the person said. `put_back`: what a person put back; `changed`: what had been answered before its
    writer changed it. Both are ids."""

    messages: Sequence[MessageFacts]
    put_back: frozenset[int]
    changed: frozenset[int]


def read_open(standing: Sequence[MessageFacts], answers: Sequence[MessageFacts], facts: ConversationFacts) -> Open:
    """What is open in a conversation. Of what was put back, only what was done since then counts."""
    again = put_back(standing, answers, facts)
    since_then = [answer for answer in answers if facts.reopened_at and answer.at > facts.reopened_at]
    undone = facts
    if facts.reopened_at and facts.settled_at and facts.settled_at <= facts.reopened_at:
        undone = replace(facts, settled_through=None, settled_at=None)
    counted = {message.id: (since_then, undone) if message.id in again else (answers, facts) for message in standing}
    messages = [message for message in standing if not is_covered(message, *counted[message.id])]
    changed = frozenset(
        message.id
        for message in messages
        if message.edited_at
        and (
            is_covered(message, *counted[message.id], unchanged=True)
            or (message.id in again and _had_changed(message, answers, facts))
        )
    )
    return Open(messages, again, changed)


def _had_changed(message: MessageFacts, answers: Sequence[MessageFacts], facts: ConversationFacts) -> bool:
    """Of what was put back: whether the wait that had ended last was for what its writer had made of it after an answer."""
    if facts.reopened_at is None or message.edited_at is None or message.edited_at > facts.reopened_at:
        return False
    earlier = [answer for answer in answers if answer.at <= facts.reopened_at]
    first, last = (_first_look(message, earlier, facts, unchanged=unchanged) for unchanged in (True, False))
    return first is not None and last is not None and first < last


def last_wait_began(
    standing: Sequence[MessageFacts], answers: Sequence[MessageFacts], facts: ConversationFacts
) -> datetime | None:
    """When the wait began that ended last, where one has; whatever order the messages came in."""
    looks = [(_first_look(message, answers, facts), message) for message in standing]
    last = max((look for look, _message in looks if look is not None), default=None)
    return min((said_at(message) for look, message in looks if look == last), default=None) if last else None


def _first_look(
    message: MessageFacts, answers: Sequence[MessageFacts], facts: ConversationFacts, *, unchanged: bool = False
) -> datetime | None:
    """When somebody first answered, or closed, with this message in view; None where nobody has.

    In view is what had been said by then (`covers_through`) and had reached us by then (`seen_at`): a message that comes in late was
    seen by nobody here. Whoever answers on the platform itself saw what stood there.
    """
    said = message.at if unchanged else said_at(message)
    looks = [(answer.at, answer.covers_through or answer.at, answer.seen_at) for answer in answers]
    if facts.settled_through:
        looks.append((facts.settled_at or facts.settled_through, facts.settled_through, facts.settled_at))
    return min(
        (
            at
            for at, through, seen_at in looks
            if said <= through and not (seen_at and message.arrived_at and message.arrived_at > seen_at)
        ),
        default=None,
    )
