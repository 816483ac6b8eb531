"""Notes: words among colleagues. No code path leads from here to a platform."""

from django.conf import settings
from django.db import models

from inbox.models.conversation import Conversation


class Note(models.Model):
    """An internal remark on a conversation."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="notes")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notes")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="note_has_text", condition=~models.Q(text=""))]
        indexes = [models.Index(fields=["conversation", "written_at"], name="note_in_conversation")]

    def __str__(self) -> str:
        return self.text[:60]
