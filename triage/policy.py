"""The decision: who waits, since when, and why. Pure: plain data in, a verdict out, the same for everybody.

Waiting is the default. Each way out names its evidence; in doubt the flag stays up.
"""

from collections.abc import Sequence
from datetime import datetime

from inbox.models.choices import Lane, Origin, Reason
from inbox.verdict import ConversationFacts, MessageFacts, Verdict
from triage import signals

POLICY_VERSION = "1"
ANSWERS = (Origin.AGENT, Origin.NATIVE)


def decide(facts: ConversationFacts) -> Verdict:
    """The verdict on one conversation. Needs at least one message of the person's in `facts.messages`."""
    messages = sorted(facts.messages, key=lambda message: (message.at, message.id))
    theirs = [message for message in messages if message.origin == Origin.CONSUMER]
    began_at = theirs[0].at
    answers = [message for message in messages if message.origin in ANSWERS and not message.is_deleted]
    # An answer is one to them: what we wrote before they first did answers nothing.
    answers = [answer for answer in answers if answer.at >= began_at]
    standing = [message for message in theirs if not message.is_deleted]
    border = _answered_through(answers, facts.settled_through)
    open_ones = [message for message in standing if border is None or _said_at(message) > border]
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
        reason, evidence = _why_not_waiting(standing, last, facts.settled_through)
        return verdict(reason, evidence, began_at)
    if not facts.is_spam_overruled and not answers:
        found = [signals.certain_spam(message.text) for message in standing]
        if all(found):
            return verdict(Reason.CERTAIN_SPAM, f"Looks like {found[0]}", began_at, lane=Lane.SPAM)
    thanks = {message.id: _thanks(message, last) for message in open_ones}
    asking = [message for message in open_ones if not thanks[message.id]]
    if not asking:
        return verdict(Reason.CLOSING_THANKS, f"Said “{thanks[open_ones[-1].id]}” after our answer", open_ones[0].at)
    since = min(message.at if border is None or message.at > border else _said_at(message) for message in asking)
    return verdict(Reason.WAITING, _why_waiting(asking, last, border), since, waits=True)


def _why_not_waiting(
    standing: Sequence[MessageFacts], last: MessageFacts | None, settled_through: datetime | None
) -> tuple[Reason, str]:
    """The exit of a conversation in which nothing is left unanswered."""
    if not standing and last is None:
        return Reason.GONE, "Deleted by its author before anybody answered"
    is_covered = last is not None and (not standing or (last.covers_through or last.at) >= standing[-1].at)
    if last is None or (settled_through and not is_covered):
        return Reason.SETTLED, "Closed by a person"
    if last.origin == Origin.NATIVE:
        return Reason.ANSWERED_ON_PLATFORM, "Answered on the platform itself"
    return Reason.ANSWERED_HERE, "Answered here"


def _thanks(message: MessageFacts, last: MessageFacts | None) -> str:
    """The closing thanks of a message, where there is an answer of ours it can be for."""
    return signals.closing_thanks(message.text, after_question="?" in last.text) if last else ""


def _answered_through(answers: Sequence[MessageFacts], settled_through: datetime | None) -> datetime | None:
    """Up to when everything is answered or settled. An answer covers what its writer had seen, and nothing later."""
    borders = [answer.covers_through or answer.at for answer in answers]
    return max([*borders, *([settled_through] if settled_through else [])], default=None)


def _said_at(message: MessageFacts) -> datetime:
    """When a message came to say what it says now: what was changed after our answer, we did not answer."""
    return max(message.at, message.edited_at or message.at)


def _why_waiting(asking: Sequence[MessageFacts], last: MessageFacts | None, border: datetime | None) -> str:
    if border and all(message.at <= border for message in asking):
        return "Changed what they wrote after our answer"
    begin = "Wrote again after our answer" if last else "Nobody has answered yet"
    return begin if len(asking) == 1 else f"{begin}; wrote {len(asking)} times"


def decide_safely(facts: ConversationFacts) -> Verdict:
    """As `decide`, except that any failure leaves the flag up, since the person's last word."""
    try:
        return decide(facts)
    except Exception:
        theirs = [message.at for message in facts.messages if message.origin == Origin.CONSUMER]
        since = min(theirs)
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
