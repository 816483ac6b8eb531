"""The agent's side of the outbox: queueing a reply, taking a failed one up again, settling an unconfirmed one."""

from datetime import datetime

from django.db import transaction

from connectors.length import count
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
from inbox.services.lifecycle import NotPossible

PENDING = [ReplyStatus.QUEUED, ReplyStatus.SENDING]
NEED_PERSON = [ReplyStatus.FAILED, ReplyStatus.UNCONFIRMED]


def check_text(conversation: Conversation, text: str) -> None:
    """Raises NotPossible, in words, where the platform would refuse the text."""
    if not text.strip():
        raise NotPossible("Write something first.")
    capabilities = conversation.account.capabilities
    length = count(text, capabilities.counting)
    if length > capabilities.reply_limit:
        over = length - capabilities.reply_limit
        raise NotPossible(
            f"{capabilities.label} takes {capabilities.reply_limit:,} characters; this is {over:,} over. Nothing was sent."
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
) -> Reply:
    """Put an answer into the outbox. Raises NotPossible.

    `seen` is the newest inbound message on the agent's screen, `seen_through` how far the person had spoken there.
    """
    text = text.strip()
    check_text(conversation, text)
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
            queued_at=now,
            next_attempt_at=now,
        )
        if locked.assignee_id is None:
            locked.assignee = user
            locked.save(update_fields=["assignee"])
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
