"""A conversation's life: what triage decided, and what people do with it. Every change is one transaction and one line of history."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from inbox import live, pokes
from inbox.models import (
    ChannelAccount,
    Conversation,
    ConversationEvent,
    EventKind,
    Lane,
    Message,
    Note,
    Origin,
    Outcome,
    Post,
    Reason,
    Receipt,
    Recheck,
    Status,
    User,
)
from inbox.services import history
from inbox.services.receipts import ERASED
from inbox.services.reviews import record_overturn

ANSWERED = (Reason.ANSWERED_HERE, Reason.ANSWERED_ON_PLATFORM)
# Lanes beside the queue out of which somebody takes a conversation by making it theirs.
_BESIDE = (Lane.BACKLOG, Lane.ACKNOWLEDGE, Lane.SET_ASIDE)


class NotPossible(Exception):
    """What was asked for does not fit where the conversation stands; the text says so to the person who asked."""


def _lock(conversation_id: int) -> Conversation:
    # The base table alone: locking the account with it would turn the order of locks around.
    return Conversation.objects.select_for_update(no_key=True).get(pk=conversation_id)


def reopen_status(conversation: Conversation) -> None:
    """Open, with nothing left of how it had ended; unsaved."""
    conversation.status = Status.OPEN
    conversation.outcome = conversation.closed_at = conversation.snoozed_until = conversation.outcome_by = None
    conversation.outcome_reason = ""
    conversation.closed_by_customer = False


def end(conversation: Conversation, outcome: Outcome, reason: str, user: User | None, now: datetime) -> None:
    """Closed, and how; unsaved."""
    conversation.status = Status.CLOSED
    conversation.is_waiting = False
    conversation.outcome, conversation.outcome_reason, conversation.outcome_by = outcome, reason, user
    conversation.closed_at = now
    conversation.snoozed_until = None


@transaction.atomic
def close(
    conversation: Conversation,
    *,
    outcome: Outcome,
    reason: str,
    user: User,
    now: datetime,
    seen: int | None = None,
    seen_through: datetime | None = None,
) -> None:
    """A person ends a conversation and says how. "Answered" needs an answer to point to. Raises NotPossible.

    `seen`: the highest id of a message of theirs on the screen, `seen_through` how far they had spoken there; where they wrote again
    since, or changed what they wrote, nothing is closed.
    """
    locked = _lock(conversation.pk)
    if locked.status == Status.CLOSED:
        raise NotPossible("This conversation is closed already.")
    if seen is not None and locked.messages.filter(origin=Origin.CONSUMER, pk__gt=seen).exists():
        raise NotPossible("They wrote again meanwhile. Read that first; nothing was closed.")
    if outcome in (Outcome.ANSWERED, Outcome.ANSWERED_ON_PLATFORM):
        if locked.first_response_at is None:
            raise NotPossible("Nobody has answered yet, so this cannot be closed as answered.")
        on_platform = locked.answered_origin == Origin.NATIVE
        outcome = Outcome.ANSWERED_ON_PLATFORM if on_platform else Outcome.ANSWERED
    if outcome == Outcome.NO_REPLY_NEEDED and not reason.strip():
        raise NotPossible("Say why no reply is needed; leads read it.")
    end(locked, outcome, reason.strip()[:200], user, now)
    theirs = locked.messages.filter(origin=Origin.CONSUMER)
    said_through = max((message.said_at for message in theirs), default=locked.last_inbound_at)
    if seen_through is not None and said_through > seen_through:
        raise NotPossible("They changed what they wrote meanwhile. Read that first; nothing was closed.")
    locked.settled_through = said_through
    locked.settled_at = now
    locked.reopened_at = None
    _record_closed(locked, user, now)


def _record_closed(locked: Conversation, user: User, now: datetime) -> None:
    locked.save()
    outcome = Outcome(str(locked.outcome))
    text = outcome.label + (f": {locked.outcome_reason}" if locked.outcome_reason else "")
    closing = history.build_event(locked, EventKind.CLOSED, now, actor=user, text=text)
    closing.outcome, closing.covers_through = outcome, locked.settled_through
    history.record_all([closing])
    # Its clocks stop, and its reason becomes a person's.
    judge_again([locked.pk], now=now)
    live.announce(locked.workspace_id, [locked.pk])


def judge_again(conversations: Iterable[int], *, now: datetime) -> None:
    """Have triage look at these once more, with the caller's transaction."""
    Recheck.objects.ask(conversations, now)
    pokes.poke(pokes.TRIAGE)


def close_removed(conversation: Conversation, *, user: User, now: datetime) -> None:
    """Somebody of ours took away all that a person had said and nobody had answered: that is an ending, and it is theirs."""
    with transaction.atomic():
        locked = _lock(conversation.pk)
        is_open = locked.is_waiting or locked.lane == Lane.SPAM
        theirs = locked.messages.filter(origin=Origin.CONSUMER)
        if locked.status == Status.CLOSED or not is_open or theirs.filter(deleted_at=None).exists():
            return
        end(locked, Outcome.NO_REPLY_NEEDED, "deleted on the platform", user, now)
        locked.settled_through, locked.settled_at, locked.reopened_at = locked.last_inbound_at, now, None
        _record_closed(locked, user, now)


def _undo_closing(conversation: Conversation) -> None:
    """What is put back is the last wait that ended. Where that was by a closing it is undone, and the one before holds; unsaved."""
    settled_at, answered_at = conversation.settled_at, conversation.answered_at
    if settled_at is None or conversation.is_waiting or (answered_at is not None and answered_at > settled_at):
        return
    deeds = ConversationEvent.objects.filter(
        conversation=conversation, actor__isnull=False, happened_at__lt=settled_at
    ).order_by("-happened_at")
    before = deeds.filter(kind__in=[EventKind.CLOSED, EventKind.REOPENED]).first()
    holds = before is not None and before.kind == EventKind.CLOSED
    conversation.settled_at = before.happened_at if before and holds else None
    conversation.settled_through = before.covers_through if before and holds else None


@transaction.atomic
def reopen(conversation: Conversation, *, user: User, now: datetime) -> None:
    """A person brings a conversation back into the queue; it waits since the time it first did. Raises NotPossible."""
    locked = _lock(conversation.pk)
    if locked.is_waiting and locked.lane == Lane.QUEUE:
        raise NotPossible("This conversation is in the queue already.")
    record_overturn(locked, user=user, now=now)
    if locked.status != Status.OPEN:
        reopen_status(locked)
    _undo_closing(locked)
    locked.is_waiting, locked.lane, locked.turn_at = True, Lane.QUEUE, locked.waiting_since
    locked.reopened_at = now
    locked.is_spam_overruled = locked.is_spam_overruled or locked.reason == Reason.CERTAIN_SPAM
    locked.is_rule_overruled = locked.is_rule_overruled or locked.lane_rule_id is not None
    locked.lane_rule = None
    # Whoever was out of sight of the alarms is told of now.
    locked.alarm_at = locked.response_warn_at
    locked.reason, locked.evidence = Reason.WAITING, f"{user} put it back into the queue"
    locked.save()
    history.record(locked, EventKind.REOPENED, now, actor=user)
    judge_again([locked.pk], now=now)
    live.announce(locked.workspace_id, [locked.pk])


def take_up(conversation: Conversation, user: User | None) -> None:
    """It is this user's, and so today's work, whatever lane it waited in; nobody's with None."""
    conversation.assignee = user
    if user and conversation.lane in _BESIDE:
        conversation.lane, conversation.lane_rule = Lane.QUEUE, None
        conversation.alarm_at = conversation.response_warn_at
    conversation.save(update_fields=["assignee", "lane", "lane_rule", "alarm_at"])


@transaction.atomic
def assign(conversation: Conversation, *, to: User | None, user: User, now: datetime) -> None:
    """Make `to` the one who looks after it, or nobody."""
    locked = _lock(conversation.pk)
    if locked.assignee_id == (to.pk if to else None):
        return
    take_up(locked, to)
    if to is None:
        history.record(locked, EventKind.UNASSIGNED, now, actor=user)
    else:
        history.record(locked, EventKind.ASSIGNED, now, actor=user, text="" if to == user else f"for {to}")
    live.announce(locked.workspace_id, [locked.pk])


@transaction.atomic
def add_note(conversation: Conversation, *, text: str, user: User, now: datetime) -> Note:
    """Words among colleagues."""
    note = Note.objects.create(conversation=conversation, author=user, text=text.strip(), written_at=now)
    history.record(conversation, EventKind.NOTED, now, actor=user)
    live.announce(conversation.workspace_id, [conversation.pk])
    return note


@transaction.atomic
def snooze(conversation: Conversation, *, until: datetime, user: User, now: datetime) -> None:
    """Put a conversation aside until a time, or until the person writes. It keeps waiting. Raises NotPossible."""
    locked = _lock(conversation.pk)
    if locked.status == Status.CLOSED:
        raise NotPossible("A closed conversation cannot be snoozed; reopen it first.")
    if until <= now:
        raise NotPossible("That time has passed already.")
    locked.status, locked.snoozed_until = Status.SNOOZED, until
    locked.save(update_fields=["status", "snoozed_until"])
    history.record(locked, EventKind.SNOOZED, now, actor=user, text=f"until {until:%d %b %H:%M} UTC")
    live.announce(locked.workspace_id, [locked.pk])


def wake_snoozed(*, now: datetime, limit: int = 500) -> int:
    """Bring back what was snoozed until now."""
    with transaction.atomic():
        due = Conversation.objects.select_for_update(no_key=True, skip_locked=True).filter(
            status=Status.SNOOZED, snoozed_until__lte=now
        )[:limit]
        for conversation in due:
            is_answered = not conversation.is_waiting and conversation.reason in ANSWERED
            conversation.status = Status.WAITING_ON_CUSTOMER if is_answered else Status.OPEN
            conversation.snoozed_until = None
            conversation.save(update_fields=["status", "snoozed_until"])
            live.announce(conversation.workspace_id, [conversation.pk])
        history.record_all(history.build_event(conversation, EventKind.WOKEN, now) for conversation in due)
    return len(due)


def close_after_silence(*, now: datetime, days: int, limit: int = 500) -> int:
    """Close what was answered and has been silent since: as answered, by the kind of answer it had."""
    with transaction.atomic():
        silent = Conversation.objects.select_for_update(no_key=True, skip_locked=True).filter(
            status=Status.WAITING_ON_CUSTOMER, reason__in=ANSWERED, last_message_at__lte=now - timedelta(days=days)
        )[:limit]
        for conversation in silent:
            on_platform = conversation.answered_origin == Origin.NATIVE
            outcome = Outcome.ANSWERED_ON_PLATFORM if on_platform else Outcome.ANSWERED
            end(conversation, outcome, f"no word for {days} days after our answer", None, now)
            conversation.save()
            live.announce(conversation.workspace_id, [conversation.pk])
        history.record_all(
            history.build_event(conversation, EventKind.CLOSED, now, text=conversation.outcome_reason)
            for conversation in silent
        )
    return len(silent)


def mark_deleted(message: Message, *, now: datetime, by: User | None = None) -> None:
    """It is gone from the platform, deleted by its author or by one of us: the text is erased here too, and triage looks again."""
    with transaction.atomic():
        # In the order in which ingest takes its locks.
        ChannelAccount.objects.select_for_update(no_key=True).get(pk=message.account_id)
        if message.conversation_id is not None:
            _lock(message.conversation_id)
        changed = Message.objects.filter(pk=message.pk, deleted_at=None).update(
            deleted_at=now,
            is_removed_by_us=by is not None,
            subject="",
            text="",
            media=[],
            triaged_at=None,
            reading=None,
        )
        if changed:
            message.revisions.all().delete()
            # What the platform handed over goes too, under every id it had; that it came, and when, stays.
            ids = [message.external_id, *message.earlier_ids]
            Receipt.objects.filter(account=message.account_id, external_id__in=ids).update(
                raw=ERASED, meaning_hash="", reason=f"erased: {'one of us' if by else 'its author'} deleted it"
            )
            Post.objects.filter(account=message.account_id, external_id__in=ids, is_ours=False).update(text="")
        if changed and message.conversation:
            standing = message.conversation.messages.filter(origin=Origin.CONSUMER, deleted_at=None)
            newest = standing.order_by("sent_at", "pk").last()
            preview = newest.preview if newest else f"(deleted by {by or 'its author'})"
            Conversation.objects.filter(pk=message.conversation.pk).update(preview=preview)
            history.record(message.conversation, EventKind.DELETED, now, actor=by)
            live.announce(message.conversation.workspace_id, [message.conversation.pk])
            pokes.poke(pokes.TRIAGE)
