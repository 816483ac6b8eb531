"""Our connected profiles on the platforms, and the streams read from each."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.text import slugify

from connectors.capabilities import Capabilities, Kind, ReplyRules, StreamSpec
from connectors.contract import Connector
from connectors.errors import NeedsReauth
from connectors.items import Credentials
from connectors.registry import PLATFORMS, capabilities_of, open_connector
from inbox.models.workspace import Team, Workspace
from inbox.secrets import CredentialKeyError, EncryptedField


def new_webhook_key() -> str:
    """The part of a webhook's address that nobody can guess."""
    return secrets.token_urlsafe(24)


class AccountStatus(models.TextChoices):
    ACTIVE = "active", "Connected"
    PAUSED = "paused", "Paused"
    NEEDS_RECONNECTING = "needs_reconnecting", "Needs reconnecting"


class ChannelAccountQuerySet(models.QuerySet["ChannelAccount"]):
    def in_service(self) -> "ChannelAccountQuerySet":
        return self.filter(status=AccountStatus.ACTIVE)


class ChannelAccount(models.Model):
    """One profile of ours on one platform."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="accounts")
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="accounts")
    # What commands call it: "x-wrenmoorferries".
    slug = models.SlugField(max_length=120, unique=True)
    platform = models.CharField(max_length=20)
    # The host of a server that numbers its accounts and people by itself; empty where ids say enough.
    server = models.CharField(max_length=200, blank=True)
    external_id = models.CharField(max_length=200)
    handle = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    # Empty: the platform itself. The sandbox, a proxy or a server of one's own is named here.
    base_url = models.URLField(blank=True)
    credentials = EncryptedField()
    status = models.CharField(max_length=20, choices=AccountStatus.choices, default=AccountStatus.ACTIVE)
    # Why it is not in service, in words an admin understands, with what to do.
    status_text = models.TextField(blank=True)
    status_changed_at = models.DateTimeField(null=True, blank=True)
    connected_at = models.DateTimeField(auto_now_add=True)
    # What nobody answered before this is told apart from today's work (Lane.BACKLOG).
    backlog_before = models.DateTimeField(null=True, blank=True)
    # The server's own limit, where it sets one.
    reply_limit = models.PositiveIntegerField(null=True, blank=True)
    # When the credentials end, and when new ones are fetched; a worker at it holds the lease.
    expires_at = models.DateTimeField(null=True, blank=True)
    refresh_at = models.DateTimeField(null=True, blank=True)
    refresh_claimed_until = models.DateTimeField(null=True, blank=True)
    refreshed_at = models.DateTimeField(null=True, blank=True)
    webhook_key = models.CharField(max_length=60, unique=True, default=new_webhook_key)
    pushed_at = models.DateTimeField(null=True, blank=True)

    objects = ChannelAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "platform", "server", "external_id"], name="account_once_in_workspace"
            ),
            models.CheckConstraint(name="account_status", condition=models.Q(status__in=AccountStatus.values)),
        ]

    def __str__(self) -> str:
        return f"{self.capabilities.label} {self.display_handle}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        """Platform and handle, with a number where that is taken."""
        base = slugify(re.sub(r"\W+", "-", f"{self.platform}-{self.handle}"))[:100] or self.platform
        taken = set(ChannelAccount.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        free = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
        return next(slug for slug in free if slug not in taken)

    def get_absolute_url(self) -> str:
        return reverse("account_detail", args=[self.pk])

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of(self.platform)

    @property
    def display_handle(self) -> str:
        return f"{self.capabilities.handle_prefix}{self.handle}"

    def reply_rules(self, kind: str, *, is_private: bool = False) -> ReplyRules | None:
        """How a message of `kind` can be answered from this account; None where it cannot."""
        rules = self.capabilities.reply_rules(Kind(kind), is_private=is_private)
        if rules is None or self.reply_limit is None:
            return rules
        first, *others = rules.limits
        return replace(rules, limits=(replace(first, amount=self.reply_limit), *others))

    def as_sent(self, text: str, answering: Mapping[str, Any]) -> str:
        """An answer's words as the platform will hold them, for counting."""
        return PLATFORMS[self.platform].as_sent(text, answering)

    def open(self, timeout_seconds: float) -> Connector:
        """A connector for this account. Raises NeedsReauth where its credentials cannot be decrypted any more."""
        try:
            secrets = self.credentials.open()
        except CredentialKeyError as error:
            raise NeedsReauth(str(error)) from error
        credentials = Credentials(
            external_id=self.external_id,
            handle=self.handle,
            secrets=secrets,
            base_url=self.base_url,
            timeout_seconds=timeout_seconds,
        )
        return open_connector(self.platform, credentials)


class StreamQuerySet(models.QuerySet["Stream"]):
    def due(self, now: datetime) -> "StreamQuerySet":
        """Streams to be read now: their time has come, nobody is at it, and their account is in service."""
        return self.filter(
            models.Q(claimed_until=None) | models.Q(claimed_until__lt=now),
            account__status=AccountStatus.ACTIVE,
            account__platform__in=PLATFORMS,
            next_poll_at__lte=now,
            is_polled=True,
        ).order_by("next_poll_at", "pk")


class Stream(models.Model):
    """One feed of an account: where we stand in it and how it is doing. Each backs off alone."""

    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="streams")
    name = models.CharField(max_length=40)
    # One that is not polled only ever comes by push.
    is_polled = models.BooleanField(default=True)
    cursor = models.JSONField(default=dict)
    next_poll_at = models.DateTimeField()
    # Why then, in words.
    next_poll_why = models.CharField(max_length=200, blank=True)
    # A lease: a worker that died lets go of the stream when this has passed.
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_poll_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_item_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_text = models.TextField(blank=True)
    # When the pass under way began: what was there by then is covered once the pass is through.
    pass_began_at = models.DateTimeField(null=True, blank=True)
    # How long the last turn took; slow streams share few workers among them.
    turn_seconds = models.FloatField(default=0)
    budget_remaining = models.IntegerField(null=True, blank=True)
    budget_resets_at = models.DateTimeField(null=True, blank=True)
    item_count = models.BigIntegerField(default=0)

    objects = StreamQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="stream_once_in_account")]
        # Serves the sweep that looks for streams to be read.
        indexes = [models.Index(fields=["next_poll_at", "id"], name="stream_due")]

    def __str__(self) -> str:
        return f"{self.account} · {self.label}"

    @property
    def spec(self) -> StreamSpec:
        """What the platform's capabilities say of it; a stream they no longer name is only ever looked at."""
        specs = {spec.name: spec for spec in self.account.capabilities.streams}
        return specs.get(self.name) or StreamSpec(self.name, self.name, is_polled=False, reconciles=False)

    @property
    def label(self) -> str:
        return self.spec.label
