"""Conversations for triage to look at once more though nobody has said anything new: a rule or a promise changed, somebody closed it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from inbox.models.conversation import Conversation


class RecheckQuerySet(models.QuerySet["Recheck"]):
    def ask(self, conversations: Iterable[int], now: datetime) -> None:
        """Have these looked at once more. Asking twice is asking once.

        In the order of their ids, so that no two who ask wait for each other. Nothing of the conversations is locked against writers.
        """
        rows = [Recheck(conversation_id=key, asked_at=now) for key in sorted(set(conversations))]
        self.bulk_create(rows, batch_size=5000, ignore_conflicts=True)


class Recheck(models.Model):
    """One such conversation. Triage takes the row away before it looks, so that whoever asks meanwhile asks anew."""

    conversation = models.OneToOneField(Conversation, models.CASCADE, primary_key=True, related_name="recheck")
    asked_at = models.DateTimeField()

    objects = RecheckQuerySet.as_manager()

    class Meta:
        indexes = [
            # Whoever asked first is looked at first.
            models.Index(fields=["asked_at"], name="recheck_asked")
        ]

    def __str__(self) -> str:
        return f"recheck of {self.conversation_id}"
