"""The agent's side of the outbox: queueing a reply, taking a failed one up again, settling an unconfirmed one."""

from datetime import datetime

from django.db import transaction

from connectors.capabilities import Counting, ReplyRules
from connectors.length import overrun
from inbox import live, pokes
from inbox.models import (
    AccountStatus,
    Conversation,
    EventKind,
    Message,
    Origin,
    Reply,
    ReplyStatus,
    User,
)
from inbox.services import history
from inbox.services.lifecycle import NotPossible, take_up

PENDING = [ReplyStatus.QUEUED, ReplyStatus.SENDING]
NEED_PERSON = [ReplyStatus.FAILED, ReplyStatus.UNCONFIRMED]


UNITS = {Counting.BYTES: "bytes"}


def rules_for(message: Message, *, is_private: bool) -> ReplyRules:
    """How this message can be answered. Raises NotPossible, in words, where it cannot."""
    account = message.account
    rules = account.reply_rules(message.kind, is_private=is_private)
    if rules is None:
        why = account.capabilities.cannot_reply
        if is_private:
            why = f"{account.capabilities.label} lets nobody be written to in private because of such a message."
        raise NotPossible(why or f"{account.capabilities.label} takes no answers to this from here.")
    return rules


def check_text(message: Message, text: str, *, is_private: bool, now: datetime) -> None:
    """Raises NotPossible, in words, where the platform would refuse the text, or takes no answer any more."""
    if not text.strip():
        raise NotPossible("Write something first.")
    rules = rules_for(message, is_private=is_private)
    label = message.account.capabilities.label
    if found := overrun(message.account.as_sent(text, message.answering), rules.limits):
        over, limit = found
        unit = UNITS.get(limit.counting, "characters")
        raise NotPossible(f"{label} takes {limit.amount:,} {unit}; this is {over:,} over. Nothing was sent.")
    if rules.window and now - message.sent_at > rules.window:
        days = rules.window.days
        span = f"{days} days" if days > 1 else f"{rules.window.total_seconds() / 3600:.0f} hours"
        raise NotPossible(
            f"{label} takes such an answer for {span} after they wrote, and that is over. {rules.note}".strip()
        )


def _check_account(conversation: Conversation) -> None:
    """Raises NotPossible where nothing can be sent before an admin has done something."""
    if conversation.account.status == AccountStatus.NEEDS_RECONNECTING:
        raise NotPossible(
            f"{conversation.account} must be reconnected by an admin before anything can be sent. Your text is kept here."
        )


def queue_reply(
    conversation: Conversation,
    *,
    text: str,
    seen: Message,
    user: User,
    now: datetime,
    seen_through: datetime | None = None,
    is_private: bool = False,
) -> Reply:
    """Put an answer into the outbox. Raises NotPossible.

    `seen` is the newest inbound message on the agent's screen, `seen_through` how far the person had spoken there.
    """
    text = text.strip()
    check_text(seen, text, is_private=is_private, now=now)
    with transaction.atomic():
        locked = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
        _check_account(conversation)
        if locked.replies.filter(status__in=PENDING, text=text).exists():
            raise NotPossible("This very reply is on its way already.")
        # As it stands under the lock: its author may have deleted it since the page was read.
        seen = locked.messages.get(pk=seen.pk)
        if seen.deleted_at is not None:
            raise NotPossible("The message you answer was deleted by its author meanwhile.")
        theirs = locked.messages.filter(origin=Origin.CONSUMER, deleted_at=None, sent_at__lte=seen.sent_at)
        said_through = max(message.said_at for message in theirs)
        reply = Reply.objects.create(
            conversation=locked,
            answers=seen,
            seen=seen,
            seen_through=min(said_through, seen_through or said_through),
            author=user,
            text=text,
            is_private=is_private,
            queued_at=now,
            next_attempt_at=now,
        )
        if locked.assignee_id is None:
            take_up(locked, user)
        history.record(locked, EventKind.REPLY_QUEUED, now, actor=user)
        pokes.poke(pokes.DELIVER, reply.pk)
        live.announce(locked.workspace_id, [locked.pk])
    return reply


def last_inbound(conversation: Conversation) -> Message | None:
    """What an answer answers: the newest thing the person wrote that still stands."""
    return conversation.messages.filter(origin=Origin.CONSUMER, deleted_at=None).order_by("sent_at", "pk").last()


def _take_up(reply: Reply, expected: list[ReplyStatus], changes: dict[str, object]) -> None:
    if not Reply.objects.filter(pk=reply.pk, status__in=expected).update(**changes):
        raise NotPossible("This reply has changed meanwhile; look at it again.")
    live.announce(reply.conversation.workspace_id, [reply.conversation_id])


@transaction.atomic
def try_again(reply: Reply, *, user: User, now: datetime) -> None:
    """Send a failed or unconfirmed reply once more, because a person says so. Raises NotPossible."""
    _check_account(reply.conversation)
    changes = {"status": ReplyStatus.QUEUED, "next_attempt_at": now, "error_code": "", "error_text": ""}
    _take_up(reply, NEED_PERSON, changes)
    history.record(reply.conversation, EventKind.REPLY_QUEUED, now, actor=user, text="tried again")
    pokes.poke(pokes.DELIVER, reply.pk)


@transaction.atomic
def take_back(reply: Reply, *, user: User, now: datetime) -> None:
    """Give up a reply that did not go out. Raises NotPossible."""
    _take_up(reply, [*NEED_PERSON, ReplyStatus.QUEUED], {"status": ReplyStatus.CANCELLED})
    history.record(reply.conversation, EventKind.REPLY_CANCELLED, now, actor=user)
