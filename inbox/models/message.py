"""Messages: what people wrote, and what we wrote to them."""

import re
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from connectors.capabilities import Action, Kind
from connectors.items import Automation, Standing
from inbox.models.account import ChannelAccount
from inbox.models.choices import Origin
from inbox.models.conversation import Conversation
from inbox.models.person import Identity

PREVIEW_LENGTH = 200
LEADING_NAMES = re.compile(r"^\s*(?:@[\w.-]+(?:@[\w.-]+)?\s+)+")


class MessageQuerySet(models.QuerySet["Message"]):
    def not_yet_triaged(self) -> "MessageQuerySet":
        """The Postgres queue: what ingest stored and triage has not judged."""
        return self.filter(triaged_at=None).exclude(conversation=None).order_by("pk")

    def once_called(self, ids: Collection[str]) -> "MessageQuerySet":
        """Those that bore one of these ids before an edit gave them another. Few ever did, and the index holds them alone."""
        return self.exclude(earlier_ids=[]).filter(earlier_ids__overlap=sorted(ids))


class Message(models.Model):
    """One item, inbound or outbound, exactly once per account."""

    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="messages")
    # An answer made on the platform can reach us before the comment it answers; it waits here without a conversation.
    conversation = models.ForeignKey(Conversation, models.CASCADE, null=True, blank=True, related_name="messages")
    external_id = models.CharField(max_length=300)
    parent_id = models.CharField(max_length=300, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    # The stream it first came in.
    stream = models.CharField(max_length=40, blank=True)
    origin = models.CharField(max_length=20, choices=Origin.choices)
    identity = models.ForeignKey(Identity, models.PROTECT, null=True, blank=True, related_name="messages")
    author_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    subject = models.TextField(blank=True)
    text = models.TextField(blank=True)
    permalink = models.URLField(max_length=1000, blank=True)
    # Each as connectors.items.Media.
    media = models.JSONField(default=list, blank=True)
    # Seen by its author and us alone; hidden on the platform, or held there for approval; liked by us.
    is_private = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    is_liked = models.BooleanField(default=False)
    # Why nobody typed it; empty for what people write.
    automation = models.CharField(max_length=20, blank=True, choices=[(kind.value, kind.value) for kind in Automation])
    # What the connector needs to know to answer it.
    answering = models.JSONField(default=dict, blank=True)
    # When it was written on the platform, and when we stored it.
    sent_at = models.DateTimeField()
    stored_at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # We took it away, not its author: that ends nobody's wait.
    is_removed_by_us = models.BooleanField(default=False)
    # Of an agent's answer: how far the person had spoken on the screen, and when the answer was given. What was said later,
    # or came in later, is not answered by it.
    answers_through = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    # Ids it had on the platform before edits that made new ones: answers may still point to those.
    earlier_ids = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    receipt_id = models.BigIntegerField(null=True, blank=True)
    # When the platform last said, or was last asked, whether it still stands and what it says.
    looked_at = models.DateTimeField(null=True, blank=True)
    triaged_at = models.DateTimeField(null=True, blank=True)
    # What its words show, as offsets into the text (triage.signals.reading); None: not read as they stand.
    reading = models.JSONField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "external_id"], name="message_once_in_account"),
            models.CheckConstraint(name="message_origin", condition=models.Q(origin__in=Origin.values)),
            models.CheckConstraint(
                name="message_consumer_has_author",
                condition=~models.Q(origin=Origin.CONSUMER)
                | models.Q(identity__isnull=False, conversation__isnull=False),
            ),
            models.CheckConstraint(
                name="message_deleted_has_no_text", condition=models.Q(deleted_at=None) | models.Q(text="")
            ),
        ]
        indexes = [
            # The conversation page, and what triage reads.
            models.Index(fields=["conversation", "sent_at", "id"], name="message_in_conversation"),
            # The Postgres queue that triage claims from.
            models.Index(
                fields=["id"],
                name="message_not_triaged",
                condition=models.Q(triaged_at=None, conversation__isnull=False),
            ),
            # Comparing a stream's recent past with the platform's.
            models.Index(fields=["account", "stream", "sent_at"], name="message_of_stream"),
            # Finding what an answer answers, when that was edited since.
            GinIndex(fields=["earlier_ids"], name="message_earlier_ids", condition=~models.Q(earlier_ids=[])),
            # Finding the answers that arrived before their question.
            models.Index(
                fields=["account", "parent_id"],
                name="message_orphan_by_parent",
                condition=models.Q(conversation=None),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def standing(self) -> Standing:
        """What a connector needs to find it again on its platform."""
        return Standing(
            external_id=self.external_id,
            kind=Kind(self.kind),
            thread_id=self.conversation.thread_id if self.conversation else "",
            parent_id=self.parent_id,
            is_ours=self.origin in (Origin.AGENT, Origin.NATIVE),
            answering=self.answering,
        )

    def possible_actions(self) -> list[Action]:
        """What an agent can do with it on its platform now, in the order of the buttons."""
        if self.deleted_at is not None:
            return []
        is_ours = self.origin in (Origin.AGENT, Origin.NATIVE)
        senseless = {Action.LIKE if self.is_liked else Action.UNLIKE}
        senseless |= {Action.HIDE} if self.is_hidden else {Action.UNHIDE, Action.APPROVE}
        if Action.APPROVE in self.account.capabilities.actions:
            senseless |= {Action.UNHIDE}  # Approving says the same, in the platform's own word.
        can = self.account.capabilities.actions_on(Kind(self.kind), is_ours=is_ours) - senseless
        return [action for action in Action if action in can]

    @property
    def is_inbound(self) -> bool:
        return self.origin == Origin.CONSUMER

    @property
    def preview(self) -> str:
        """The message in one line, for the list; the names a reply begins with say nothing there."""
        text = " ".join(LEADING_NAMES.sub("", self.text).split())
        if not text:
            return "(picture)" if self.media else "(no text)"
        return text if len(text) <= PREVIEW_LENGTH else text[: PREVIEW_LENGTH - 1] + "…"

    @property
    def said_at(self) -> datetime:
        """When it came to say what it says now."""
        return max(self.sent_at, self.edited_at or self.sent_at)


class MessageRevision(models.Model):
    """What a message said before its author edited it."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="revisions")
    text = models.TextField(blank=True)
    replaced_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["message", "replaced_at"], name="revision_of_message")]

    def __str__(self) -> str:
        return self.text[:60]
