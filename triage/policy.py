"""The decision: who waits, since when, and why. Pure: plain data in, a verdict out, the same for everybody.

Waiting is the default. Each way out names its evidence; in doubt the flag stays up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from textwrap import shorten

import structlog

from inbox.models.choices import Lane, Origin, Reason
from inbox.verdict import ConversationFacts, MessageFacts, Verdict, write_moment
from triage.answers import Open, is_answer, is_covered, last_wait_began, read_open, said_at
from triage.rules import Rule
from triage.ruling import overlay
from triage.signals.asked_again import repeats
from triage.signals.base import Signal
from triage.signals.reading import Reading, read_words
from triage.signals.spam import LABELS
from triage.turns import most_urgent, turn_at

log = structlog.get_logger(__name__)
POLICY_VERSION = "4"
LONGEST_QUOTE = 80
MOST_COMPARED = 40
Readings = Mapping[int, Reading]


def decide(facts: ConversationFacts, readings: Readings | None = None, rules: Sequence[Rule] = ()) -> Verdict:
    """The verdict on one conversation. Needs at least one message of the person's in `facts.messages`.

    `readings`: what the words of each message show, by its id; what is missing is read here. `rules`: the lead's, in their order.
    """
    facts = _without_outrun_closing(facts)
    messages = sorted(facts.messages, key=_by_time)
    shown = read_all(messages, readings or {})
    theirs = [message for message in messages if message.origin == Origin.CONSUMER]
    began_at = theirs[0].at
    standing = [message for message in theirs if not message.is_deleted]
    # Platforms take what hangs below a comment away with it: an answer that went with its question had been given.
    given = [message for message in messages if is_answer(message, began_at, even_deleted=not standing)]
    deflections = [message for message in given if _only_deflects(message, facts, shown)]
    answers = [message for message in given if message not in deflections]
    found = read_open(standing, answers, facts)
    open_ones = found.messages
    verdict = _Draft(facts.id, began_at, given, answers)
    if not open_ones:
        since = last_wait_began(standing, answers, facts)
        return verdict.ends(*_why_not_waiting(standing, answers), since=since)
    if not facts.is_spam_overruled and not given:
        kinds = [shown[message.id].value_of("spam") for message in standing]
        if all(kinds):
            return verdict.ends(Reason.CERTAIN_SPAM, f"Looks like {LABELS[kinds[0]]}", lane=Lane.SPAM)
    # What a person put back is neither a mere thanks nor a mere nod.
    loose = [message for message in open_ones if not facts.reopened_at or message.at > facts.reopened_at]
    closings = {message.id: words for message in loose if (words := _closing(message, answers, shown))}
    asking = [message for message in open_ones if message.id not in closings]
    if not asking:
        words = closings[open_ones[-1].id]
        return verdict.ends(Reason.CLOSING_THANKS, f"Said “{words}” after our answer", since=open_ones[0].at)
    waits = _waits(verdict, facts, asking, found, deflections, shown)
    return overlay(waits, facts, [(message, shown[message.id]) for message in asking], rules) if rules else waits


@dataclass(frozen=True)
class _Draft:
    """What every verdict on a conversation says."""

    id: int
    began_at: datetime
    given: Sequence[MessageFacts]
    answers: Sequence[MessageFacts]

    def ends(self, reason: Reason, evidence: str, *, since: datetime | None = None, lane: Lane = Lane.QUEUE) -> Verdict:
        since = since or self.began_at
        return replace(self.says(reason, evidence, since), is_waiting=False, lane=lane)

    def says(self, reason: Reason, evidence: str, since: datetime) -> Verdict:
        # Sending somebody elsewhere is a response, if no answer.
        first = self.given[0] if self.given else None
        last = self.answers[-1] if self.answers else None
        return Verdict(
            conversation_id=self.id,
            is_waiting=True,
            waiting_since=since,
            turn_at=since,
            lane=Lane.QUEUE,
            reason=reason,
            evidence=evidence,
            policy_version=POLICY_VERSION,
            first_response_at=first.at if first else None,
            first_response_origin=first.origin if first else None,
            answered_at=last.at if last else None,
            answered_origin=last.origin if last else None,
        )


def _by_time(message: MessageFacts) -> tuple[object, ...]:
    """By when it was written; of one moment, theirs before ours, and then by what it is. Ids come in the order of arrival, which decides
    nothing."""
    is_ours = message.origin != Origin.CONSUMER
    return (message.at, is_ours, message.origin, message.text, message.is_deleted, message.has_bounced)


def _waits(
    draft: _Draft,
    facts: ConversationFacts,
    asking: Sequence[MessageFacts],
    found: Open,
    deflections: Sequence[MessageFacts],
    shown: Readings,
) -> Verdict:
    """The verdict on a conversation in which `asking` is open."""
    since = min(said_at(message) if message.id in found.changed else message.at for message in asking)
    again = _asked_again(asking, shown)
    urgent = {signal.value for message in asking for signal in shown[message.id].all("urgency")}
    turn = turn_at(since, urgent, len(again))
    sent_away = deflections[-1] if deflections and deflections[-1].at >= asking[0].at else None
    came_back = any(message.has_bounced and not message.is_deleted for message in facts.messages)
    if any(message.id in found.put_back for message in asking):
        why = f"Put back into the queue; wrote {write_moment(asking[0].at)}"
    elif all(message.id in found.changed for message in asking):
        why = "Changed what they wrote after our answer"
    elif came_back and not draft.answers:
        why = "Our answer could not be delivered"
    else:
        why = _why_waiting(asking, again, draft.answers, sent_away, shown)
    lane, asks_nothing = _lane(facts, asking, shown, draft.given)
    reason = Reason.ASKS_NOTHING if asks_nothing else Reason.WAITING
    return replace(
        draft.says(reason, asks_nothing or why, since),
        turn_at=turn.at,
        # Since when it waits, its evidence says.
        turn_why="; ".join(turn.reasons[1:]),
        urgency=most_urgent(urgent),
        lane=lane,
        asked_again=len(again),
        deflected_at=sent_away.at if sent_away else None,
    )


def _lane(
    facts: ConversationFacts, asking: Sequence[MessageFacts], shown: Readings, given: Sequence[MessageFacts]
) -> tuple[Lane, str]:
    """Where it waits, and why beside the queue: what asks for nothing is to be acknowledged. A person's word stands above that."""
    found = [_asks_nothing(message, facts, shown, given) for message in asking]
    if not all(found) or facts.reopened_at is not None:
        return Lane.QUEUE, ""
    if all(signal and signal.name == "share" for signal in found):
        return Lane.ACKNOWLEDGE, "Shared with nothing added"
    kind_words = shorten(asking[-1].text, LONGEST_QUOTE, placeholder="…")
    return Lane.ACKNOWLEDGE, f"Kind words that ask for nothing: “{kind_words}”"


def _asks_nothing(
    message: MessageFacts, facts: ConversationFacts, shown: Readings, given: Sequence[MessageFacts]
) -> Signal | None:
    """What shows that a message wants a nod at most. A picture says what the words do not, and in a talk even a bare name means
    something: neither is a bare share. And whatever comes upon a question of ours may be the answer to it."""
    if facts.is_private:
        return None
    before = [answer for answer in given if answer.at <= said_at(message)]
    if before and shown[before[-1].id].first("question"):
        return None
    bare_share = None if given or message.has_media else shown[message.id].first("share")
    return bare_share or shown[message.id].first("warm_word")


def read_all(messages: Sequence[MessageFacts], known: Readings) -> dict[int, Reading]:
    """What the words of each message show; what is not known yet is read here."""
    return {
        message.id: known.get(message.id) or read_words(message.text, is_ours=message.origin != Origin.CONSUMER)
        for message in messages
    }


def read_excused(facts: ConversationFacts, shown: Readings) -> tuple[frozenset[int], frozenset[int]]:
    """The person's messages that ask for no answer, by their ids: thanks after an answer of ours and certain spam; and nods, which are
    kind words and bare shares. The same reading as the verdict's, over the whole history."""
    messages = sorted(facts.messages, key=_by_time)
    standing = [entry for entry in messages if entry.origin == Origin.CONSUMER and not entry.is_deleted]
    if not standing:
        return frozenset(), frozenset()
    began_at = next(entry.at for entry in messages if entry.origin == Origin.CONSUMER)
    given = [entry for entry in messages if is_answer(entry, began_at, even_deleted=False)]
    answers = [entry for entry in given if not _only_deflects(entry, facts, shown)]
    if not facts.is_spam_overruled and not given and all(shown[entry.id].first("spam") for entry in standing):
        return frozenset(entry.id for entry in standing), frozenset()
    thanks = {
        entry.id
        for entry in standing
        if shown[entry.id].first("closing")
        and _closing(entry, [answer for answer in answers if answer.at <= said_at(entry)], shown)
    }
    # A person's word stands above it: what comes after they put it back is no mere nod.
    loose = [entry for entry in standing if not facts.reopened_at or entry.at <= facts.reopened_at]
    nods = {entry.id for entry in loose if _asks_nothing(entry, facts, shown, given)}
    return frozenset(thanks), frozenset(nods - thanks)


def _closing(message: MessageFacts, answers: Sequence[MessageFacts], shown: Readings) -> str:
    """The words that close, where there is an answer of ours they can be for. A mere 👍 to what we asked is an answer to it."""
    found = shown[message.id].first("closing")
    if not found or not answers:
        return ""
    has_asked = shown[answers[-1].id].first("question") is not None
    return "" if has_asked and found.value in ("emoji", "pleased") else found.words


def _only_deflects(message: MessageFacts, facts: ConversationFacts, shown: Readings) -> bool:
    """Whether an answer only sent a person elsewhere, and nobody has answered them there since."""
    if facts.is_private or message.is_private or not shown[message.id].first("deflection"):
        return False
    return facts.answered_in_private_at is None or facts.answered_in_private_at < message.at


def _asked_again(asking: Sequence[MessageFacts], shown: Readings) -> list[MessageFacts]:
    """Those of the open messages that ask what the first had asked."""
    first, *later = asking
    # Whoever writes hundreds of times has asked again by the first few.
    later = later[-MOST_COMPARED:]
    earlier = [first.text]
    again = []
    for message in later:
        reading = shown[message.id]
        if reading.first("asked_again") or repeats(message.text, earlier):
            again.append(message)
        earlier.append(message.text)
    return again


def _without_outrun_closing(facts: ConversationFacts) -> ConversationFacts:
    """Whoever closed it could not know that our answer would come back as undeliverable."""
    closed_at = facts.settled_at
    if closed_at and any(
        message.is_bounce and (message.arrived_at or message.at) > closed_at for message in facts.messages
    ):
        return replace(facts, settled_through=None, settled_at=None)
    return facts


def _why_not_waiting(standing: Sequence[MessageFacts], answers: Sequence[MessageFacts]) -> tuple[Reason, str]:
    """The exit of a conversation in which nothing is left open."""
    if not standing and not answers:
        return Reason.GONE, "Deleted by its author before anybody answered"
    nobody_closed = ConversationFacts(id=0, messages=())
    if not answers or not all(is_covered(message, answers, nobody_closed) for message in standing):
        return Reason.SETTLED, "Closed by a person"
    if answers[-1].origin == Origin.NATIVE:
        return Reason.ANSWERED_ON_PLATFORM, "Answered on the platform itself"
    return Reason.ANSWERED_HERE, "Answered here"


def _why_waiting(
    asking: Sequence[MessageFacts],
    again: Sequence[MessageFacts],
    answers: Sequence[MessageFacts],
    sent_away: MessageFacts | None,
    shown: Readings,
) -> str:
    """Since when and why, in words an agent reads."""
    first, when = asking[0], write_moment(asking[0].at)
    if answers:
        what = f"Wrote again {when}, after our answer"
    else:
        did = "Asked a question" if shown[first.id].first("question") else "Wrote"
        what = f"{did} {when}, nobody has answered"
    parts = [what]
    if again:
        times = "" if len(again) == 1 else f" {len(again)} times, last"
        parts.append(f"asked again{times} {write_moment(again[-1].at)}")
    elif len(asking) > 1:
        parts.append(f"wrote {len(asking)} times, last {write_moment(asking[-1].at)}")
    if sent_away:
        parts.append(f"we only sent them elsewhere (“{shown[sent_away.id].words_of('deflection')}”)")
    return "; ".join(parts)


def decide_safely(facts: ConversationFacts, readings: Readings | None = None, rules: Sequence[Rule] = ()) -> Verdict:
    """As `decide`, except that any failure leaves the flag up, since the person's first word."""
    try:
        return decide(facts, readings, rules)
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
