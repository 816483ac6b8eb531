"""Our connected profiles on the platforms, and the streams read from each."""

from datetime import datetime

from django.db import models
from django.urls import reverse

from connectors.contract import Capabilities, Connector, Credentials
from connectors.errors import NeedsReauth
from connectors.registry import PLATFORMS, capabilities_of, open_connector
from inbox.models.workspace import Team, Workspace
from inbox.secrets import CredentialKeyError, EncryptedField


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
    platform = models.CharField(max_length=20)
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

    objects = ChannelAccountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "platform", "external_id"], name="account_once_in_workspace"),
            models.CheckConstraint(name="account_status", condition=models.Q(status__in=AccountStatus.values)),
        ]

    def __str__(self) -> str:
        return f"{self.capabilities.label} {self.display_handle}"

    def get_absolute_url(self) -> str:
        return reverse("account_detail", args=[self.pk])

    @property
    def capabilities(self) -> Capabilities:
        return capabilities_of(self.platform)

    @property
    def display_handle(self) -> str:
        return f"{self.capabilities.handle_prefix}{self.handle}"

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
        ).order_by("next_poll_at", "pk")


class Stream(models.Model):
    """One feed of an account: where we stand in it and how it is doing. Each backs off alone."""

    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="streams")
    name = models.CharField(max_length=40)
    cursor = models.JSONField(default=dict)
    next_poll_at = models.DateTimeField()
    # A lease: a worker that died lets go of the stream when this has passed.
    claimed_until = models.DateTimeField(null=True, blank=True)
    last_poll_at = models.DateTimeField(null=True, blank=True)
    last_success_at = models.DateTimeField(null=True, blank=True)
    last_item_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_text = models.TextField(blank=True)
    gap_text = models.TextField(blank=True)
    budget_remaining = models.IntegerField(null=True, blank=True)
    budget_resets_at = models.DateTimeField(null=True, blank=True)
    item_count = models.BigIntegerField(default=0)
    quarantined_count = models.BigIntegerField(default=0)

    objects = StreamQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "name"], name="stream_once_in_account")]
        # Serves the sweep that looks for streams to be read.
        indexes = [models.Index(fields=["next_poll_at", "id"], name="stream_due")]

    def __str__(self) -> str:
        return f"{self.account} · {self.label}"

    @property
    def label(self) -> str:
        labels = {spec.name: spec.label for spec in self.account.capabilities.streams}
        return labels.get(self.name, self.name)
