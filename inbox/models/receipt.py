"""Receipts: every raw item as a platform handed it over, append-only, kept so that it can be run again."""

from django.db import models

from inbox.models.account import ChannelAccount


class ReceiptState(models.TextChoices):
    STORED = "stored", "Stored"
    QUARANTINED = "quarantined", "Quarantined"


class Receipt(models.Model):
    """One raw item. Partitioned by month of `received_at` (inbox/partitions.py)."""

    pk = models.CompositePrimaryKey("received_at", "id")
    # Drawn from its own sequence: a composite key cannot hold an automatic one.
    id = models.BigIntegerField()
    received_at = models.DateTimeField()
    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="receipts", db_index=False)
    stream = models.CharField(max_length=40)
    external_id = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64)
    # JSON as text: PostgreSQL's own JSON types refuse the NUL characters people do send.
    raw = models.TextField()
    state = models.CharField(max_length=20, choices=ReceiptState.choices)
    # Why it is quarantined: the field, what stood there, and what was expected.
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="receipt_state", condition=models.Q(state__in=ReceiptState.values)),
        ]
        indexes = [
            # What an item said when it last came.
            models.Index(fields=["account", "stream", "external_id", "-id"], name="receipt_by_item"),
            # The account's page: what is in quarantine.
            models.Index(
                fields=["account", "-received_at"], name="receipt_quarantined", condition=models.Q(state="quarantined")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.external_id}"
