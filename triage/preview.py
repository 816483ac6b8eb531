"""The silence preview: before a rule is saved, whom it would have touched over the last month, by name, and what became of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox.models import Conversation, Message, Origin
from inbox.verdict import ConversationFacts, MessageFacts
from triage.facts import read_words_of
from triage.rulebook import Rulebook, read_rulebook
from triage.rules import Rule, matches
from triage.ruling import build_subject, stays
from triage.signals.reading import Reading

PERIOD = timedelta(days=30)
LOOKED_AT = 5000
SHOWN = 100
CHUNK = 500


@dataclass(frozen=True)
class Affected:
    """One conversation that would have met the rule. `text`: the first words that did; `kept`: why it would have stayed in the queue."""

    conversation: Conversation
    text: str
    at: datetime
    kept: str
    asked: bool
    complained: bool


@dataclass(frozen=True)
class Preview:
    """Whom a rule would have touched. `rows` begins with those whom somebody answered; where `is_cut`, the month held more
    conversations than were looked at, and `since` is how far back that went."""

    looked_at: int
    since: datetime
    is_cut: bool
    met: int
    people: int
    answered: int
    asked: int
    complained: int
    kept: int
    waiting_ids: list[int]
    rows: list[Affected]

    @property
    def waiting(self) -> int:
        return len(self.waiting_ids)


def preview(workspace_id: int, rule: Rule, *, now: datetime) -> Preview:
    """Run a rule over the conversations that began in the last month, the newest first. Writes nothing."""
    began = Conversation.objects.filter(workspace=workspace_id, opened_at__gte=now - PERIOD)
    began = began.select_related("account", "identity").order_by("-opened_at")
    conversations = list(began[: LOOKED_AT + 1])
    is_cut, conversations = len(conversations) > LOOKED_AT, conversations[:LOOKED_AT]
    book = read_rulebook({conversation.account_id for conversation in conversations}, now=now)
    found: list[Affected] = []
    for start in range(0, len(conversations), CHUNK):
        found += _affected(conversations[start : start + CHUNK], rule, book)
    return Preview(
        looked_at=len(conversations),
        since=conversations[-1].opened_at if is_cut else now - PERIOD,
        is_cut=is_cut,
        met=len(found),
        people=len({row.conversation.identity_id for row in found}),
        answered=sum(row.conversation.first_response_at is not None for row in found),
        asked=sum(row.asked for row in found),
        complained=sum(row.complained for row in found),
        kept=sum(bool(row.kept) for row in found),
        waiting_ids=[row.conversation.pk for row in found if row.conversation.is_waiting],
        rows=sorted(found, key=_most_telling)[:SHOWN],
    )


def _most_telling(row: Affected) -> tuple[object, ...]:
    """Those somebody answered come first, then those who ask or complain: whom a rule hurts is there."""
    return (row.conversation.first_response_at is None, not (row.asked or row.complained), -row.at.timestamp())


def _affected(conversations: Iterable[Conversation], rule: Rule, book: Rulebook) -> list[Affected]:
    by_id = {conversation.pk: conversation for conversation in conversations}
    messages: dict[int, list[Message]] = defaultdict(list)
    said = Message.objects.filter(conversation__in=by_id, deleted_at=None).exclude(origin=Origin.AUTOMATION)
    for message in said.only("conversation", "origin", "text", "sent_at", "reading", "media").order_by("sent_at", "pk"):
        assert message.conversation_id is not None
        messages[message.conversation_id].append(message)
    theirs = {key: [entry for entry in group if entry.is_inbound] for key, group in messages.items()}
    readings = read_words_of(theirs, keeps=False)
    found = (_first_that_meets(by_id[key], group, readings, rule, book) for key, group in messages.items())
    return [row for row in found if row is not None]


def _first_that_meets(
    conversation: Conversation, messages: list[Message], readings: dict[int, Reading], rule: Rule, book: Rulebook
) -> Affected | None:
    """The conversation as it went: with each word of theirs the rule sees all that was open then."""
    place = book.places[conversation.account_id]
    facts = ConversationFacts(
        conversation.pk,
        (),
        account_id=place.account_id,
        platform=place.platform,
        kind=conversation.kind,
        zone=place.hours.zone,
    )
    asking: list[tuple[MessageFacts, Reading]] = []
    for message in messages:
        if not message.is_inbound:
            asking.clear()
            continue
        entry = MessageFacts(message.pk, Origin.CONSUMER, message.sent_at, message.text)
        asking.append((entry, readings[message.pk]))
        if matches(rule, build_subject(facts, asking)):
            shown = [reading for _entry, reading in asking]
            return Affected(
                conversation=conversation,
                text=message.preview,
                at=message.sent_at,
                kept=stays(shown) if rule.lane else "",
                asked=any(reading.first("question") for reading in shown),
                complained=any(reading.first("complaint") for reading in shown),
            )
    return None
