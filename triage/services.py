"""Draining the Postgres queue: messages not yet triaged are claimed in batches, judged, and marked, in one transaction each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

import structlog
from django.db import transaction

from inbox import live
from inbox.models import Conversation, Identity, Message
from inbox.services.lifecycle import judge_again
from inbox.services.ruling import apply_rules
from inbox.services.verdicts import apply_verdicts
from triage.clocks import Judged, wind
from triage.facts import build_facts, read_messages, read_words_of, show
from triage.policy import decide_safely
from triage.rulebook import read_rulebook

log = structlog.get_logger(__name__)
BATCH = 200


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
    """Decide on conversations the caller has locked, and write verdicts, what rules do, and clocks down."""
    by_id = {conversation.pk: conversation for conversation in conversations}
    messages = read_messages(by_id)
    readings = read_words_of(messages)
    book = read_rulebook({conversation.account_id for conversation in by_id.values()}, now=now)
    judged = []
    for entry in build_facts(by_id, messages, book.places):
        conversation = by_id[entry.id]
        show(conversation, entry, readings)
        verdict = decide_safely(entry, readings, book.rules.get(conversation.workspace_id, ()))
        judged.append(Judged(conversation, entry, verdict))
    answered_before = {conversation.pk: conversation.answered_at for conversation in by_id.values()}
    wind(judged, readings, book, now=now)
    pairs = [(one.conversation, one.verdict) for one in judged]
    apply_verdicts(pairs, now=now)
    apply_rules(pairs, now=now)
    look_at_the_public_ones(
        [one for one in by_id.values() if one.is_private and one.answered_at != answered_before[one.pk]]
    )
    by_workspace: dict[int, list[int]] = defaultdict(list)
    for conversation in by_id.values():
        by_workspace[conversation.workspace_id].append(conversation.pk)
    for workspace_id, ids in by_workspace.items():
        live.announce(workspace_id, ids)


def look_at_the_public_ones(answered: Collection[Conversation]) -> None:
    """What was answered in private may have been asked in public first: those conversations are judged again."""
    for conversation in answered:
        contact = Identity.objects.filter(pk=conversation.identity_id).values("contact")
        deflected = Conversation.objects.filter(
            account=conversation.account_id,
            identity__in=Identity.objects.filter(contact__in=contact),
            is_waiting=True,
            deflected_at__isnull=False,
        )
        judge_again(deflected)
