"""Draining the Postgres queue: what is new, and what is to be looked at again, is claimed in batches and judged, in one transaction each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

import structlog
from django.db import transaction

from inbox import live
from inbox.models import Conversation, Identity, Message, Origin, Recheck
from inbox.services.lifecycle import judge_again
from inbox.services.ruling import apply_rules
from inbox.services.verdicts import apply_verdicts, flag_unjudged
from triage.clocks import Judged, wind
from triage.facts import build_facts, read_messages, read_words_of, show
from triage.policy import decide_safely
from triage.rulebook import read_rulebook

log = structlog.get_logger(__name__)
BATCH = 200


def drain(*, now: datetime, batch: int = BATCH) -> int:
    """Judge every conversation with something new, then those to be looked at again, until none is left that nobody else works on.

    What is new always comes first. Returns how much was judged.
    """
    total = 0
    while done := _judge_new(now=now, batch=batch) or _judge_rechecks(now=now, batch=batch):
        total += done
    return total


def _lock(ids: Iterable[int]) -> dict[int, Conversation]:
    """A conversation somebody else is writing to is left for later: waiting for it could wait for ever."""
    unlocked = Conversation.objects.select_for_update(skip_locked=True, no_key=True).order_by("pk")
    return unlocked.filter(pk__in=set(ids)).in_bulk()


def _judge_new(*, now: datetime, batch: int) -> int:
    """Conversations with messages not yet triaged. Returns how many messages."""
    with transaction.atomic():
        claimed = list(
            Message.objects.not_yet_triaged()
            .select_for_update(skip_locked=True, of=("self",), no_key=True)
            .values_list("pk", "conversation_id")[:batch]
        )
        conversations = _lock(conversation_id for _pk, conversation_id in claimed if conversation_id is not None)
        answered = _judge_all(conversations.values(), now, has_news=True)
        judged = [pk for pk, conversation_id in claimed if conversation_id in conversations]
        Message.objects.filter(pk__in=judged).update(triaged_at=now)
    look_at_the_public_ones(answered, now=now)
    return len(judged)


def _judge_rechecks(*, now: datetime, batch: int) -> int:
    """Conversations somebody asked to be looked at again. Returns how many."""
    with transaction.atomic():
        asked = list(Recheck.objects.select_for_update(skip_locked=True).order_by("asked_at", "pk")[:batch])
        # Taken away first: whoever asks from now on waits for this to end, and asks anew.
        Recheck.objects.filter(pk__in=[row.pk for row in asked]).delete()
        conversations = _lock(row.pk for row in asked)
        answered = _judge_all(conversations.values(), now, has_news=False)
        Recheck.objects.bulk_create(row for row in asked if row.pk not in conversations)
    look_at_the_public_ones(answered, now=now)
    return len(conversations)


def _judge_all(conversations: Collection[Conversation], now: datetime, *, has_news: bool) -> list[Conversation]:
    """All at once, or where that fails one by one. Returns the private ones that were answered by it."""
    try:
        with transaction.atomic():
            return judge(conversations, now=now)
    except Exception:
        log.exception("batch judged one by one")
    answered = []
    for conversation in conversations:
        # One conversation's trouble is its own.
        try:
            with transaction.atomic():
                answered += judge([Conversation.objects.get(pk=conversation.pk)], now=now)
        except Exception:
            log.exception("verdict not stored", conversation=conversation.pk)
            if has_news:
                flag_unjudged(conversation, now=now)
    return answered


def judge(conversations: Iterable[Conversation], *, now: datetime) -> list[Conversation]:
    """Decide on conversations the caller has locked, and write verdicts, what rules do, and clocks down.

    Returns the private ones that were answered by it: what was asked in public first may be answered with them.
    """
    by_id = {conversation.pk: conversation for conversation in conversations}
    messages = read_messages(by_id)
    readings = read_words_of(messages)
    book = read_rulebook({conversation.account_id for conversation in by_id.values()}, now=now)
    judged = []
    for entry in build_facts(by_id, messages, book.places):
        conversation = by_id[entry.id]
        show(conversation, entry, readings)
        verdict = decide_safely(entry, readings, book.rules.get(conversation.workspace_id, ()))
        if entry.known_from is not None and conversation.first_response_at is not None:
            # The first answer is among what was not read again.
            verdict = replace(
                verdict,
                first_response_at=conversation.first_response_at,
                first_response_origin=Origin(str(conversation.first_response_origin)),
            )
        judged.append(Judged(conversation, entry, verdict))
    answered_before = {conversation.pk: conversation.answered_at for conversation in by_id.values()}
    try:
        with transaction.atomic():
            wind(judged, readings, book, now=now)
    except Exception:
        # Who waits is worth more than how long they may.
        log.exception("clocks not wound", conversations=len(judged))
    pairs = [(one.conversation, one.verdict) for one in judged]
    apply_verdicts(pairs, now=now)
    apply_rules(pairs, now=now)
    by_workspace: dict[int, list[int]] = defaultdict(list)
    for conversation in by_id.values():
        by_workspace[conversation.workspace_id].append(conversation.pk)
    for workspace_id, ids in by_workspace.items():
        live.announce(workspace_id, ids)
    return [one for one in by_id.values() if one.is_private and one.answered_at != answered_before[one.pk]]


def look_at_the_public_ones(answered: Collection[Conversation], *, now: datetime) -> None:
    """What was answered in private may have been asked in public first: those conversations are judged again.

    In no transaction of those that were judged: two workers would wait for each other crosswise.
    """
    waiting: list[int] = []
    for conversation in answered:
        contact = Identity.objects.filter(pk=conversation.identity_id).values("contact")
        deflected = Conversation.objects.filter(
            account=conversation.account_id,
            identity__in=Identity.objects.filter(contact__in=contact),
            is_waiting=True,
            deflected_at__isnull=False,
        )
        waiting += deflected.values_list("pk", flat=True)
    if waiting:
        judge_again(waiting, now=now)
