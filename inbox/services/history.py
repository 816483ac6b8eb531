"""Writing a conversation's history."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from inbox.models import Conversation, ConversationEvent, EventKind, User


def build_event(
    conversation: Conversation, kind: EventKind, now: datetime, *, actor: User | None = None, text: str = ""
) -> ConversationEvent:
    return ConversationEvent(
        id=uuid.uuid4(), happened_at=now, conversation=conversation, kind=kind, actor=actor, text=text
    )


def record(
    conversation: Conversation, kind: EventKind, now: datetime, *, actor: User | None = None, text: str = ""
) -> None:
    """One line of history, in the caller's transaction."""
    record_all([build_event(conversation, kind, now, actor=actor, text=text)])


def record_all(events: Iterable[ConversationEvent]) -> None:
    ConversationEvent.objects.bulk_create(events)
