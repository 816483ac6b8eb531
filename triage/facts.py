"""What triage may know of conversations, read from the database: no column about anybody's reach."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime

import structlog
from django.db.models import Max
from psycopg2.extras import Json

from connectors.capabilities import PRIVATE_KINDS
from connectors.items import Automation
from inbox.bulk import update_rows
from inbox.models import Conversation, Message, Origin
from inbox.verdict import ConversationFacts, MessageFacts
from triage.rulebook import Place
from triage.signals import reading
from triage.signals.reading import Reading

log = structlog.get_logger(__name__)
# Of a longer conversation our newest answers are read; what came before was judged when it was new.
MESSAGES_READ = 200
_COLUMNS = (
    "pk",
    "conversation_id",
    "origin",
    "sent_at",
    "text",
    "deleted_at",
    "is_removed_by_us",
    "answers_through",
    "edited_at",
    "stored_at",
    "seen_at",
    "external_id",
    "parent_id",
    "automation",
    "is_private",
    "media",
    "reading",
)


def read_messages(conversations: Iterable[int]) -> dict[int, list[Message]]:
    """The messages of each conversation, newest first: all of the person's, and the newest MESSAGES_READ of ours."""
    rows = Message.objects.filter(conversation_id__in=conversations).order_by("conversation_id", "-sent_at", "-pk")
    found: dict[int, list[Message]] = defaultdict(list)
    ours: Counter[int] = Counter()
    for message in rows.only(*_COLUMNS):
        assert message.conversation_id is not None
        if not message.is_inbound:
            ours[message.conversation_id] += 1
        if message.is_inbound or ours[message.conversation_id] <= MESSAGES_READ:
            found[message.conversation_id].append(message)
    return found


def _known_from(messages: Iterable[Message]) -> datetime | None:
    """When the oldest answer of ours was sent that is read, where there may be older ones."""
    ours = [message.sent_at for message in messages if not message.is_inbound]
    return min(ours) if len(ours) >= MESSAGES_READ else None


def read_words_of(messages: Mapping[int, Iterable[Message]], *, keeps: bool = True) -> dict[int, Reading]:
    """What the words of these messages show, by their ids. What was not read yet is read in one batch, and kept, if `keeps`: only who holds
    the conversations may, for somebody could edit the words meanwhile."""
    shown: dict[int, Reading] = {}
    unread: list[Message] = []
    for message in (message for group in messages.values() for message in group):
        known = reading.from_data(message.reading, message.text)
        if known is not None:
            shown[message.pk] = known
        else:
            unread.append(message)
    theirs = [message for message in unread if message.is_inbound]
    ours = [message for message in unread if not message.is_inbound]
    try:
        fresh = dict(zip(theirs, reading.read([message.text for message in theirs]), strict=True))
    except Exception:
        # Without the models the words still say what the policy asks for; nothing is kept, so that it is tried again.
        log.exception("the models could not read a batch")
        return shown | {
            message.pk: reading.read_words(message.text, is_ours=not message.is_inbound) for message in unread
        }
    fresh |= {message: reading.read_words(message.text, is_ours=True) for message in ours}
    if keeps:
        update_rows(Message, ["reading"], [(message.pk, Json(found.to_data())) for message, found in fresh.items()])
    return shown | {message.pk: found for message, found in fresh.items()}


def build_facts(
    conversations: Mapping[int, Conversation],
    messages: Mapping[int, list[Message]],
    places: Mapping[int, Place],
) -> list[ConversationFacts]:
    """Those conversations in which the person has said something, as the policy sees them. `places`: of each account."""
    bounced = {
        (key, message.parent_id): message.sent_at
        for key, group in messages.items()
        for message in group
        if message.automation == Automation.BOUNCE
    }
    in_private = _answered_in_private(conversations.values())
    return [
        ConversationFacts(
            id=key,
            messages=tuple(
                _facts(message, bounced_at=bounced.get((key, message.external_id))) for message in messages[key]
            ),
            settled_through=conversation.settled_through,
            settled_at=conversation.settled_at,
            reopened_at=conversation.reopened_at,
            is_spam_overruled=conversation.is_spam_overruled,
            is_rule_overruled=conversation.is_rule_overruled,
            is_private=conversation.is_private,
            answered_in_private_at=in_private.get(key),
            account_id=conversation.account_id,
            platform=places[conversation.account_id].platform,
            kind=conversation.kind,
            known_from=_known_from(messages[key]),
            zone=places[conversation.account_id].hours.zone,
        )
        for key, conversation in conversations.items()
        if any(message.is_inbound for message in messages.get(key, ()))
    ]


def _answered_in_private(conversations: Iterable[Conversation]) -> dict[int, datetime]:
    """When the person of each public conversation was last answered in a private thread with the same account."""
    public = [conversation for conversation in conversations if not conversation.is_private]
    contacts = dict(
        Conversation.objects.filter(pk__in=[one.pk for one in public]).values_list("pk", "identity__contact")
    )
    answered = (
        Conversation.objects.filter(
            account__in={one.account_id for one in public},
            identity__contact__in=set(contacts.values()),
            kind__in=PRIVATE_KINDS,
            answered_at__isnull=False,
        )
        .values_list("account", "identity__contact")
        .annotate(at=Max("answered_at"))
    )
    at = {(account, contact): moment for account, contact, moment in answered}
    found = {one.pk: at.get((one.account_id, contacts[one.pk])) for one in public}
    return {key: moment for key, moment in found.items() if moment is not None}


def show(conversation: Conversation, facts: ConversationFacts, shown: Mapping[int, Reading]) -> None:
    """Note on a conversation what the person's last words show; it is saved with the verdict."""
    theirs = [m for m in facts.messages if m.origin == Origin.CONSUMER and not m.is_deleted]
    newest_first = [shown[message.id] for message in sorted(theirs, key=lambda m: m.at, reverse=True)]
    conversation.language = next((entry.language for entry in newest_first if entry.language), "")
    conversation.mood = newest_first[0].value_of("mood") if newest_first else ""
    conversation.is_complaint = any(entry.first("complaint") for entry in newest_first)
    conversation.moment = next(filter(None, (entry.value_of("moment") for entry in newest_first)), "")


def _facts(message: Message, *, bounced_at: datetime | None) -> MessageFacts:
    is_removed = message.is_inbound and message.is_removed_by_us
    return MessageFacts(
        id=message.pk,
        origin=Origin(message.origin),
        at=message.sent_at,
        text=message.text,
        is_deleted=message.deleted_at is not None and not is_removed,
        deleted_at=message.deleted_at,
        covers_through=message.answers_through,
        edited_at=message.edited_at,
        arrived_at=message.stored_at,
        seen_at=message.seen_at,
        has_bounced=bounced_at is not None,
        bounced_at=bounced_at,
        is_bounce=message.automation == Automation.BOUNCE,
        is_private=message.is_private,
        has_media=bool(message.media),
    )
