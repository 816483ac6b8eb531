"""The history of a conversation: what happened, when, and by whom."""

from django.conf import settings
from django.db import models

from inbox.models.choices import EventKind, Outcome
from inbox.models.conversation import Conversation


class ConversationEvent(models.Model):
    """One line of a conversation's history. Append-only, partitioned by month of `happened_at`."""

    pk = models.CompositePrimaryKey("happened_at", "id")
    id = models.UUIDField()
    happened_at = models.DateTimeField()
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=30, choices=EventKind.choices)
    # Nobody: the person themselves, or Heard.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    text = models.TextField(blank=True)
    # Of a closing: how it ended, and how far the person had spoken by then.
    outcome = models.CharField(max_length=30, choices=Outcome.choices, null=True, blank=True)
    covers_through = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["conversation", "happened_at"], name="event_in_conversation")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.text}".strip()
