"""The decision: who waits, since when, and why. Pure: plain data in, a verdict out, the same for everybody.

Waiting is the default. Each way out names its evidence; in doubt the flag stays up.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog

from inbox.models.choices import Lane, Origin, Reason
from inbox.verdict import ConversationFacts, MessageFacts, Verdict
from triage import signals

log = structlog.get_logger(__name__)
POLICY_VERSION = "2"


def decide(facts: ConversationFacts) -> Verdict:
    """The verdict on one conversation. Needs at least one message of the person's in `facts.messages`."""
    facts = _without_outrun_closing(facts)
    messages = sorted(facts.messages, key=lambda message: (message.at, message.id))
    theirs = [message for message in messages if message.origin == Origin.CONSUMER]
    began_at = theirs[0].at
    standing = [message for message in theirs if not message.is_deleted]
    # Platforms take what hangs below a comment away with it: an answer that went with its question had been given.
    answers = [message for message in messages if _is_answer(message, began_at, even_deleted=not standing)]
    open_ones = [message for message in standing if not _is_covered(message, answers, facts)]
    first = answers[0] if answers else None
    last = answers[-1] if answers else None

    def verdict(
        reason: Reason, evidence: str, since: datetime, *, waits: bool = False, lane: Lane = Lane.QUEUE
    ) -> Verdict:
        return Verdict(
            conversation_id=facts.id,
            is_waiting=waits,
            waiting_since=since,
            turn_at=since,
            lane=lane,
            reason=reason,
            evidence=evidence,
            policy_version=POLICY_VERSION,
            first_response_at=first.at if first else None,
            first_response_origin=first.origin if first else None,
            answered_at=last.at if last else None,
            answered_origin=last.origin if last else None,
        )

    if not open_ones:
        return verdict(*_why_not_waiting(standing, answers), began_at)
    if not facts.is_spam_overruled and not answers:
        found = [signals.certain_spam(message.text) for message in standing]
        if all(found):
            return verdict(Reason.CERTAIN_SPAM, f"Looks like {found[0]}", began_at, lane=Lane.SPAM)
    thanks = {message.id: _thanks(message, last) for message in open_ones}
    asking = [message for message in open_ones if not thanks[message.id]]
    if not asking:
        return verdict(Reason.CLOSING_THANKS, f"Said “{thanks[open_ones[-1].id]}” after our answer", open_ones[0].at)
    changed = [message for message in asking if _is_only_changed(message, answers, facts)]
    since = min(_said_at(message) if message in changed else message.at for message in asking)
    came_back = any(message.has_bounced and not message.is_deleted for message in messages)
    why = "Our answer could not be delivered" if came_back and not last else _why_waiting(asking, changed, last)
    return verdict(Reason.WAITING, why, since, waits=True)


def _without_outrun_closing(facts: ConversationFacts) -> ConversationFacts:
    """Whoever closed it could not know that our answer would come back as undeliverable."""
    closed_at = facts.settled_at
    if closed_at and any(
        message.is_bounce and (message.arrived_at or message.at) > closed_at for message in facts.messages
    ):
        return replace(facts, settled_through=None, settled_at=None)
    return facts


def _is_answer(message: MessageFacts, began_at: datetime, *, even_deleted: bool) -> bool:
    """An agent always answers somebody. On the platform, what we wrote before they first did answers nothing; nor does what
    never reached them."""
    is_native = message.origin == Origin.NATIVE and message.at >= began_at
    stands = even_deleted or not message.is_deleted
    return stands and not message.has_bounced and (is_native or message.origin == Origin.AGENT)


def _said_at(message: MessageFacts) -> datetime:
    """When a message came to say what it says now: what was changed after our answer, we did not answer."""
    return max(message.at, message.edited_at or message.at)


def _is_covered(
    message: MessageFacts, answers: Sequence[MessageFacts], facts: ConversationFacts, *, unchanged: bool = False
) -> bool:
    """Whether an answer, or a person's closing, was given with this message in view.

    In view is what had been said by then (`covers_through`) and had reached us by then (`seen_at`): a message that comes in late was
    seen by nobody here. Whoever answers on the platform itself saw what stood there.
    """
    said_at = message.at if unchanged else _said_at(message)
    looks = [
        (answer.covers_through or answer.at, answer.seen_at)
        for answer in answers
        if facts.reopened_at is None or answer.at > facts.reopened_at
    ]
    if facts.settled_through:
        looks.append((facts.settled_through, facts.settled_at))
    return any(
        said_at <= through and not (seen_at and message.arrived_at and message.arrived_at > seen_at)
        for through, seen_at in looks
    )


def _is_only_changed(message: MessageFacts, answers: Sequence[MessageFacts], facts: ConversationFacts) -> bool:
    return _is_covered(message, answers, facts, unchanged=True)


def _why_not_waiting(standing: Sequence[MessageFacts], answers: Sequence[MessageFacts]) -> tuple[Reason, str]:
    """The exit of a conversation in which nothing is left open."""
    if not standing and not answers:
        return Reason.GONE, "Deleted by its author before anybody answered"
    nobody_closed = ConversationFacts(id=0, messages=())
    if not answers or not all(_is_covered(message, answers, nobody_closed) for message in standing):
        return Reason.SETTLED, "Closed by a person"
    if answers[-1].origin == Origin.NATIVE:
        return Reason.ANSWERED_ON_PLATFORM, "Answered on the platform itself"
    return Reason.ANSWERED_HERE, "Answered here"


def _thanks(message: MessageFacts, last: MessageFacts | None) -> str:
    """The closing thanks of a message, where there is an answer of ours it can be for."""
    return signals.closing_thanks(message.text) if last else ""


def _why_waiting(asking: Sequence[MessageFacts], changed: Sequence[MessageFacts], last: MessageFacts | None) -> str:
    if len(changed) == len(asking):
        return "Changed what they wrote after our answer"
    begin = "Wrote again after our answer" if last else "Nobody has answered yet"
    return begin if len(asking) == 1 else f"{begin}; wrote {len(asking)} times"


def decide_safely(facts: ConversationFacts) -> Verdict:
    """As `decide`, except that any failure leaves the flag up, since the person's first word."""
    try:
        return decide(facts)
    except Exception:
        log.exception("triage failed", conversation=facts.id)
        since = min(message.at for message in facts.messages if message.origin == Origin.CONSUMER)
        return Verdict(
            conversation_id=facts.id,
            is_waiting=True,
            waiting_since=since,
            turn_at=since,
            lane=Lane.QUEUE,
            reason=Reason.TRIAGE_FAILED,
            evidence="Triage could not judge this; a person should",
            policy_version=POLICY_VERSION,
        )
