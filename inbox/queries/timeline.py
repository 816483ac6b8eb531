"""One conversation's page: everything said and done in it, and what else the person has written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from connectors.capabilities import Action
from inbox.access import conversations_for
from inbox.models import Conversation, ConversationEvent, EventKind, Membership, Message, Note, Reply, ReplyStatus

MESSAGES_SHOWN = 300


@dataclass(frozen=True)
class Entry:
    """One thing in a conversation's timeline: a message, a reply on its way, a note, or a line of history."""

    at: datetime
    kind: str
    thing: Any
    # What can be done with it on its platform, besides answering.
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class Thread:
    """Everything a conversation's page shows below its head."""

    entries: list[Entry]
    last_inbound: Message | None
    # The last of theirs to reach us, which need not be the newest.
    latest_id: int | None
    # How far the person had spoken when this was read: an answer or a closing covers that much.
    said_through: datetime | None
    has_reply_pending: bool


_TOLD_BY_THE_MESSAGES = [EventKind.REPLY_QUEUED, EventKind.REPLY_SENT, EventKind.NOTED]


def read_thread(conversation: Conversation) -> Thread:
    """The timeline of a conversation, oldest first; of a very long one the newest part."""
    messages = list(
        Message.objects.filter(conversation=conversation)
        .select_related("identity", "author_user")
        .annotate(revision_count=Count("revisions"))
        .order_by("-sent_at", "-pk")[:MESSAGES_SHOWN]
    )
    replies = list(
        Reply.objects.filter(conversation=conversation)
        .exclude(status__in=[ReplyStatus.SENT, ReplyStatus.CANCELLED])
        .select_related("author")
    )
    notes = Note.objects.filter(conversation=conversation).select_related("author").order_by("-written_at")[:100]
    events = (
        ConversationEvent.objects.filter(conversation=conversation)
        .exclude(kind__in=_TOLD_BY_THE_MESSAGES)
        .select_related("actor")
        .order_by("-happened_at")[:100]
    )
    for message in messages:
        message.account = conversation.account
    entries = [Entry(message.sent_at, "message", message, message.possible_actions()) for message in reversed(messages)]
    entries += [Entry(reply.queued_at, "reply", reply) for reply in replies]
    entries += [Entry(note.written_at, "note", note) for note in notes]
    entries += [Entry(event.happened_at, "event", event) for event in events]
    inbound = [message for message in messages if message.is_inbound and message.deleted_at is None]
    return Thread(
        entries=sorted(entries, key=lambda entry: entry.at),
        last_inbound=inbound[0] if inbound else None,
        latest_id=max((message.pk for message in inbound), default=None),
        said_through=max((message.said_at for message in inbound), default=None),
        has_reply_pending=any(reply.status in (ReplyStatus.QUEUED, ReplyStatus.SENDING) for reply in replies),
    )


def other_conversations(conversation: Conversation, member: Membership) -> list[Conversation]:
    """What else this person has written, newest first."""
    query = conversations_for(member).filter(identity=conversation.identity_id).exclude(pk=conversation.pk)
    return list(query.select_related("account").order_by("-last_message_at")[:5])
