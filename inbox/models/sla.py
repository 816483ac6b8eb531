"""What a team promises about answering, when it is there, and the clocks that hold it to that."""

from django.db import models
from django.urls import reverse

from inbox.models.account import ChannelAccount
from inbox.models.conversation import Conversation
from inbox.models.workspace import Team, Workspace

LONGEST_TARGET_MINUTES = 90 * 24 * 60


class TeamHours(models.Model):
    """When a team is there. Without a team: when everybody else is."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="hours")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="hours")
    # As triage.hours_plain.read_hours takes them.
    plain = models.JSONField(default=dict)
    # Whose public holidays are closed as well ("DE", "US-CA"); empty: nobody's.
    holidays = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "team"], nulls_distinct=False, name="hours_once_a_team")
        ]

    def __str__(self) -> str:
        return str(self.team or "Everybody else")


class SlaPolicyQuerySet(models.QuerySet["SlaPolicy"]):
    def standing(self) -> "SlaPolicyQuerySet":
        """Those that nobody took away."""
        return self.filter(deleted_at=None)


class SlaPolicy(models.Model):
    """How soon a person is to be answered, and where that holds. Of several that hold, the most specific counts (triage.sla.choose)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="sla_policies")
    name = models.CharField(max_length=120)
    account = models.ForeignKey(ChannelAccount, models.CASCADE, null=True, blank=True, related_name="+")
    team = models.ForeignKey(Team, models.CASCADE, null=True, blank=True, related_name="+")
    # A name of triage.turns.HEAD_STARTS; empty: any.
    urgency = models.CharField(max_length=20, blank=True)
    # In minutes of open time; None promises nothing.
    first_minutes = models.PositiveIntegerField(null=True, blank=True)
    next_minutes = models.PositiveIntegerField(null=True, blank=True)
    # Whether the clock runs in business hours alone.
    in_business_hours = models.BooleanField(default=True)
    # After how much of the target somebody is warned, in percent.
    warn_percent = models.PositiveSmallIntegerField(default=80)
    # Taken away by a lead. The row stays, for what was kept and missed under it stays on record.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = SlaPolicyQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "name"], condition=models.Q(deleted_at=None), name="sla_policy_name_in_workspace"
            ),
            models.CheckConstraint(
                name="sla_policy_promises_something",
                condition=models.Q(first_minutes__isnull=False) | models.Q(next_minutes__isnull=False),
            ),
            models.CheckConstraint(
                name="sla_policy_targets",
                condition=(
                    models.Q(first_minutes=None)
                    | models.Q(first_minutes__gte=1, first_minutes__lte=LONGEST_TARGET_MINUTES)
                )
                & (
                    models.Q(next_minutes=None)
                    | models.Q(next_minutes__gte=1, next_minutes__lte=LONGEST_TARGET_MINUTES)
                ),
            ),
            models.CheckConstraint(
                name="sla_policy_warning", condition=models.Q(warn_percent__gte=1, warn_percent__lte=100)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("sla_policy_change", args=[self.pk])


class ClockKind(models.TextChoices):
    """What was promised: the first answer, or one after it."""

    FIRST = "first", "First response"
    NEXT = "next", "Next response"


class ClockState(models.TextChoices):
    """How a clock stands. Stopped without an answer is cancelled, or gone where the person took it back or left."""

    RUNNING = "running", "Running"
    MET = "met", "Kept"
    MISSED = "missed", "Missed"
    CANCELLED = "cancelled", "Closed without an answer"
    GONE = "gone", "Gone"


class ResponseClock(models.Model):
    """One promise of an answer to one person, and what became of it. Computed from the history; one that has stopped keeps the time
    it was due by, whatever becomes of the policy."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="clocks")
    kind = models.CharField(max_length=10, choices=ClockKind.choices)
    state = models.CharField(max_length=10, choices=ClockState.choices)
    policy = models.ForeignKey(SlaPolicy, models.SET_NULL, null=True, blank=True, related_name="+")
    began_at = models.DateTimeField()
    # Of several waits that began at one moment (what was answered can be put back), which one.
    number = models.PositiveSmallIntegerField(default=0)
    warn_at = models.DateTimeField()
    due_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True, blank=True)
    # When it ran out, if it did before it stopped, whatever stopped it then.
    breached_at = models.DateTimeField(null=True, blank=True)
    # Open time until it stopped; None while it runs.
    elapsed = models.DurationField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "began_at", "kind", "number"], name="clock_once"),
            models.UniqueConstraint(
                fields=["conversation"], condition=models.Q(stopped_at=None), name="clock_one_running"
            ),
            models.CheckConstraint(name="clock_kind", condition=models.Q(kind__in=ClockKind.values)),
            models.CheckConstraint(name="clock_state", condition=models.Q(state__in=ClockState.values)),
        ]
        indexes = [
            # What was kept and missed in a period.
            models.Index(fields=["workspace", "began_at"], name="clock_in_period")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
