"""Receipts: every raw item as a platform handed it over, append-only, kept so that it can be run again."""

from django.db import models

from inbox.models.account import ChannelAccount


class ReceiptState(models.TextChoices):
    STORED = "stored", "Stored"
    QUARANTINED = "quarantined", "Quarantined"
    # A push that was taken in and not looked into yet.
    PENDING = "pending", "Pending"
    # Read and understood, and nothing of it is anybody's word: the reason says what it was.
    NOTHING = "nothing", "Nothing to keep"


class Source(models.TextChoices):
    """How an item came to us."""

    POLL = "poll", "Read"
    HISTORY = "history", "History"
    RECONCILE = "reconcile", "Comparison"
    REREAD = "reread", "Second look"
    PUSH = "push", "Push"
    IMPORT = "import", "Import"


class Receipt(models.Model):
    """One raw item. Partitioned by month of `received_at` (inbox/partitions.py)."""

    pk = models.CompositePrimaryKey("received_at", "id")
    # Drawn from its own sequence: a composite key cannot hold an automatic one.
    id = models.BigIntegerField()
    received_at = models.DateTimeField()
    account = models.ForeignKey(ChannelAccount, models.CASCADE, related_name="receipts", db_index=False)
    stream = models.CharField(max_length=40)
    source = models.CharField(max_length=20, choices=Source.choices, default=Source.POLL)
    external_id = models.CharField(max_length=300, blank=True)
    content_hash = models.CharField(max_length=64)
    # What it was understood to say; empty where it was not.
    meaning_hash = models.CharField(max_length=64, blank=True)
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
            # The ledger: how many of each stream wait or are in quarantine.
            models.Index(
                fields=["account", "stream", "state"],
                name="receipt_odd",
                condition=models.Q(state__in=["quarantined", "pending"]),
            ),
            # Pushes that wait to be looked into.
            models.Index(fields=["id"], name="receipt_pending", condition=models.Q(state="pending")),
            # The account's page: what came, newest first; and a window run again.
            models.Index(fields=["account", "-received_at", "-id"], name="receipt_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.external_id}"
