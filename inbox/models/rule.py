"""Rules a lead writes, and which conversation each of them touched."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse

from inbox.models.choices import RULE_LANES
from inbox.models.conversation import Conversation
from inbox.models.tag import Tag
from inbox.models.workspace import Workspace

# A rule moves a turn by no more than this; `triage.turns.MAX_BY_RULE` is the same.
MOST_MINUTES = 360


class RuleQuerySet(models.QuerySet["Rule"]):
    def standing(self) -> "RuleQuerySet":
        """Those that nobody took away."""
        return self.filter(deleted_at=None)


class Rule(models.Model):
    """What is to be done with conversations that meet its conditions. Nothing a rule does takes anybody out of sight."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="rules")
    name = models.CharField(max_length=120)
    # Of two rules that say different things, the one with the lower position decides.
    position = models.PositiveIntegerField()
    is_active = models.BooleanField(default=True)
    # As triage.rules.read_conditions takes them.
    conditions = models.JSONField()
    tags = models.ManyToManyField(Tag, blank=True, related_name="rules")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    # How much earlier (or, negative, later) a turn comes, in minutes.
    shift_minutes = models.SmallIntegerField(default=0)
    lane = models.CharField(max_length=20, blank=True, choices=[(lane.value, lane.label) for lane in RULE_LANES])
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    changed_at = models.DateTimeField()
    # Taken away by a lead. The row stays, for what it did stays on record.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"], condition=models.Q(deleted_at=None), name="rule_name_in_workspace"
            ),
            models.CheckConstraint(
                name="rule_lane_is_looked_into", condition=models.Q(lane__in=["", *(lane.value for lane in RULE_LANES)])
            ),
            models.CheckConstraint(
                name="rule_shift_bounded",
                condition=models.Q(shift_minutes__gte=-MOST_MINUTES, shift_minutes__lte=MOST_MINUTES),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("rule_change", args=[self.pk])

    @property
    def shift(self) -> timedelta:
        return timedelta(minutes=self.shift_minutes)


class RuleMatch(models.Model):
    """That a conversation met a rule's conditions. What a rule does once (tags, an assignment) it does at that moment."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="matches")
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="rule_matches")
    matched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["conversation", "rule"], name="rule_matched_once")]
        indexes = [
            # What a rule did lately, on its page.
            models.Index(fields=["rule", "-matched_at"], name="rule_match_lately")
        ]

    def __str__(self) -> str:
        return f"{self.rule} · {self.conversation_id}"
