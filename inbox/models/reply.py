"""The outbox: replies on their way out, and each attempt to send one."""

import secrets

from django.conf import settings
from django.db import models

from inbox.models.choices import ReplyStatus
from inbox.models.conversation import Conversation
from inbox.models.message import Message


def new_key() -> str:
    """The material that lets a platform, or us, recognise a second sending. Chosen before the first."""
    return secrets.token_hex(16)


class Reply(models.Model):
    """One answer an agent pressed send on."""

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="replies")
    answers = models.ForeignKey(Message, models.PROTECT, related_name="+")
    # The newest inbound message that was on the agent's screen.
    seen = models.ForeignKey(Message, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="replies")
    # How far the person had spoken on that screen.
    seen_through = models.DateTimeField()
    text = models.TextField()
    # To its author alone, though what it answers stands in public.
    is_private = models.BooleanField(default=False)
    status = models.CharField(max_length=20, choices=ReplyStatus.choices, default=ReplyStatus.QUEUED)
    key = models.CharField(max_length=64, default=new_key, unique=True)
    queued_at = models.DateTimeField()
    next_attempt_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempt_count = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_text = models.TextField(blank=True)
    external_id = models.CharField(max_length=300, blank=True)
    message = models.OneToOneField(Message, models.SET_NULL, null=True, blank=True, related_name="reply")
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "replies"
        constraints = [
            models.CheckConstraint(name="reply_status", condition=models.Q(status__in=ReplyStatus.values)),
            models.CheckConstraint(
                name="reply_sent_stands_somewhere",
                condition=~models.Q(status=ReplyStatus.SENT) | ~models.Q(external_id=""),
            ),
            models.CheckConstraint(
                name="reply_sending_is_claimed",
                condition=~models.Q(status=ReplyStatus.SENDING) | models.Q(claimed_until__isnull=False),
            ),
            models.CheckConstraint(name="reply_has_text", condition=~models.Q(text="")),
        ]
        indexes = [
            # The delivery sweep.
            models.Index(
                fields=["next_attempt_at", "id"],
                name="reply_due",
                condition=models.Q(status__in=[ReplyStatus.QUEUED, ReplyStatus.SENDING]),
            ),
            # The conversation page.
            models.Index(fields=["conversation", "queued_at"], name="reply_in_conversation"),
            # "Did not go out": the list of replies that need a person.
            models.Index(
                fields=["queued_at"],
                name="reply_needs_person",
                condition=models.Q(status__in=[ReplyStatus.FAILED, ReplyStatus.UNCONFIRMED]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}: {self.text[:60]}"


class ReplyAttempt(models.Model):
    """One call to the platform: begun before it, finished after it. One that never finished is what a crash leaves."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="attempts")
    number = models.PositiveIntegerField()
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome_code = models.CharField(max_length=40, blank=True)
    outcome_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reply", "number"], name="attempt_number"),
            # One live delivery claim per reply.
            models.UniqueConstraint(
                fields=["reply"], condition=models.Q(finished_at=None), name="attempt_one_live_per_reply"
            ),
        ]

    def __str__(self) -> str:
        return f"attempt {self.number} of reply {self.reply_id}"
