"""Which of our answers answer what: pure. An answer answers what its writer had in view."""

from collections.abc import Sequence
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


def is_only_changed(message: MessageFacts, answers: Sequence[MessageFacts], facts: ConversationFacts) -> bool:
    """Whether it had been answered before its writer changed it."""
    return is_covered(message, answers, facts, unchanged=True)


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
    looks = {message.id: _first_look(message, earlier, facts) for message in there}
    ended = [look for look in looks.values() if look is not None]
    if not ended or len(ended) < len(there):
        return frozenset()
    return frozenset(key for key, look in looks.items() if look == max(ended))


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
