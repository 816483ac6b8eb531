"""Reviews: a person looks at what triage or a rule let go, and agrees or overturns it. Overturns are triage's own error rate."""

from django.conf import settings
from django.db import models

from inbox.models.choices import Exit
from inbox.models.conversation import Conversation
from inbox.models.rule import Rule
from inbox.models.workspace import Workspace


class Decision(models.TextChoices):
    """What a person says to it."""

    PENDING = "pending", "To be looked at"
    AGREED = "agreed", "Agreed"
    OVERTURNED = "overturned", "Overturned"
    # It changed before anybody looked: they wrote again, or somebody answered.
    LAPSED = "lapsed", "Changed meanwhile"


class Review(models.Model):
    """One look at one conversation that does not stand in the queue.

    A sample is drawn by lot, and rates are counted from samples alone: what an agent happens to come by and puts back is an overturn
    as well, but nobody counts how often they came by and agreed.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="reviews")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="reviews")
    exit = models.CharField(max_length=30, choices=Exit.choices)
    # The rule that had put it there.
    rule = models.ForeignKey(Rule, models.SET_NULL, null=True, blank=True, related_name="reviews")
    policy_version = models.CharField(max_length=20, blank=True)
    is_sample = models.BooleanField(default=True)
    drawn_at = models.DateTimeField()
    decision = models.CharField(max_length=12, choices=Decision.choices, default=Decision.PENDING)
    decided_at = models.DateTimeField(null=True, blank=True)
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=models.Q(decision="pending"), name="review_one_pending"
            ),
            models.CheckConstraint(name="review_exit", condition=models.Q(exit__in=Exit.values)),
            models.CheckConstraint(name="review_decision", condition=models.Q(decision__in=Decision.values)),
            models.CheckConstraint(
                name="review_decided_at",
                condition=models.Q(decision="pending", decided_at=None)
                | (~models.Q(decision="pending") & models.Q(decided_at__isnull=False)),
            ),
        ]
        indexes = [
            # The audit page: how reviews of a reason went.
            models.Index(fields=["workspace", "exit", "decision", "-drawn_at"], name="review_by_exit"),
            # How many wait for a lead, beside the page's name.
            models.Index(fields=["workspace"], name="review_pending", condition=models.Q(decision="pending")),
        ]

    def __str__(self) -> str:
        return f"{self.get_exit_display()}: {self.get_decision_display()}"
