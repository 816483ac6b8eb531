"""Draining the Postgres queue: messages not yet triaged are claimed in batches, judged, and marked, in one transaction each."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import structlog
from django.db import transaction

from connectors.items import Automation
from inbox import live
from inbox.models import Conversation, Message, Origin
from inbox.services.lifecycle import apply_verdicts
from inbox.verdict import ConversationFacts, MessageFacts
from triage.policy import decide_safely

log = structlog.get_logger(__name__)
BATCH = 200
# Longer conversations are judged by their newest messages; what came before was judged when it was new.
MESSAGES_READ = 200


def drain(*, now: datetime, batch: int = BATCH) -> int:
    """Judge every conversation with something new, until none is left that nobody else works on. Returns messages judged."""
    total = 0
    while done := _judge_batch(now=now, batch=batch):
        total += done
    return total


def _judge_batch(*, now: datetime, batch: int) -> int:
    with transaction.atomic():
        claimed = list(
            Message.objects.not_yet_triaged()
            .select_for_update(skip_locked=True, of=("self",), no_key=True)
            .values_list("pk", "conversation_id")[:batch]
        )
        # A conversation somebody else is writing to is left for the next batch: waiting for it could wait for ever.
        conversations = (
            Conversation.objects.select_for_update(skip_locked=True, no_key=True)
            .filter(pk__in={conversation_id for _pk, conversation_id in claimed})
            .in_bulk()
        )
        judged = [pk for pk, conversation_id in claimed if conversation_id in conversations]
        try:
            with transaction.atomic():
                judge(conversations.values(), now=now)
        except Exception:
            log.exception("batch judged one by one")
            _judge_one_by_one(conversations.values(), now)
        Message.objects.filter(pk__in=judged).update(triaged_at=now)
    return len(judged)


def _judge_one_by_one(conversations: Iterable[Conversation], now: datetime) -> None:
    """One conversation's trouble is its own: its flag stays as ingest raised it, for a person to see."""
    for conversation in conversations:
        try:
            with transaction.atomic():
                judge([Conversation.objects.get(pk=conversation.pk)], now=now)
        except Exception:
            log.exception("verdict not stored", conversation=conversation.pk)


def judge(conversations: Iterable[Conversation], *, now: datetime) -> None:
    """Decide on conversations the caller has locked, and write the verdicts down."""
    by_id = {conversation.pk: conversation for conversation in conversations}
    facts = read_facts(by_id)
    apply_verdicts(((by_id[entry.id], decide_safely(entry)) for entry in facts), now=now)
    by_workspace: dict[int, list[int]] = defaultdict(list)
    for conversation in by_id.values():
        by_workspace[conversation.workspace_id].append(conversation.pk)
    for workspace_id, ids in by_workspace.items():
        live.announce(workspace_id, ids)


def read_facts(conversations: dict[int, Conversation]) -> list[ConversationFacts]:
    """What triage may know of these conversations: two queries, and no column about anybody's reach."""
    messages: dict[int, list[MessageFacts]] = defaultdict(list)
    rows = Message.objects.filter(conversation_id__in=conversations).order_by("conversation_id", "-sent_at", "-pk")
    columns = (
        "pk",
        "conversation_id",
        "origin",
        "sent_at",
        "text",
        "deleted_at",
        "answers_through",
        "edited_at",
        "stored_at",
        "seen_at",
        "external_id",
        "parent_id",
        "automation",
    )
    read = list(rows.only(*columns))
    bounced = {(m.conversation_id, m.parent_id) for m in read if m.automation == Automation.BOUNCE}
    for message in read:
        assert message.conversation_id is not None
        known = messages[message.conversation_id]
        if len(known) < MESSAGES_READ or message.is_inbound:
            known.append(_facts(message, has_bounced=(message.conversation_id, message.external_id) in bounced))
    return [
        ConversationFacts(
            id=key,
            messages=tuple(messages[key]),
            settled_through=conversation.settled_through,
            settled_at=conversation.settled_at,
            reopened_at=conversation.reopened_at,
            is_spam_overruled=conversation.is_spam_overruled,
        )
        for key, conversation in conversations.items()
        if any(entry.origin == Origin.CONSUMER for entry in messages[key])
    ]


def _facts(message: Message, *, has_bounced: bool) -> MessageFacts:
    return MessageFacts(
        id=message.pk,
        origin=Origin(message.origin),
        at=message.sent_at,
        text=message.text,
        is_deleted=message.deleted_at is not None,
        covers_through=message.answers_through,
        edited_at=message.edited_at,
        arrived_at=message.stored_at,
        seen_at=message.seen_at,
        has_bounced=has_bounced,
        is_bounce=message.automation == Automation.BOUNCE,
    )
