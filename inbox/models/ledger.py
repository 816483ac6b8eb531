"""The ledger: what was read of each stream, what was compared, and where anything differs."""

from datetime import datetime

from django.conf import settings
from django.db import models

from inbox.models.account import AccountStatus, Stream


class WalkKind(models.TextChoices):
    """Why a stream is walked back into the past."""

    HISTORY = "history", "History"
    RECONCILE = "reconcile", "Comparison"


class WalkState(models.TextChoices):
    """How far a walk is: pages are read, then what they listed is compared with what we hold, then it is over."""

    RUNNING = "running", "Running"
    COMPARING = "comparing", "Comparing"
    DONE = "done", "Done"


UNDER_WAY = (WalkState.RUNNING, WalkState.COMPARING)


class WalkQuerySet(models.QuerySet["Walk"]):
    def under_way(self) -> "WalkQuerySet":
        return self.filter(state__in=UNDER_WAY)

    def due(self, now: datetime) -> "WalkQuerySet":
        """Walks that can go a step further: a stream is walked back only once it is being read forward."""
        return self.filter(
            models.Q(claimed_until=None) | models.Q(claimed_until__lt=now),
            state__in=UNDER_WAY,
            next_at__lte=now,
            stream__account__status=AccountStatus.ACTIVE,
            stream__last_success_at__isnull=False,
        ).order_by("next_at", "pk")


class Walk(models.Model):
    """A walk from the present into the past of a stream: once for its history, then again and again to compare.

    `platform_count` is how many items the platform listed since `until`, `our_count` how many of those are accounted for here.
    `failures` counts failed turns since the last good one (from `failing_since`), `refusals` those in the walk's whole life that
    the platform will not let through by waiting; `restarted_at` is when it last gave up its place and began anew for that.
    """

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="walks")
    kind = models.CharField(max_length=20, choices=WalkKind.choices)
    state = models.CharField(max_length=20, choices=WalkState.choices, default=WalkState.RUNNING)
    cursor = models.JSONField(default=dict)
    # None: as far as the platform reaches.
    until = models.DateTimeField(null=True, blank=True)
    began_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    page_count = models.PositiveIntegerField(default=0)
    item_count = models.PositiveIntegerField(default=0)
    new_count = models.PositiveIntegerField(default=0)
    late_count = models.PositiveIntegerField(default=0)
    gone_count = models.PositiveIntegerField(default=0)
    # Entries that `items` cannot tell apart: without an id, or with the id of another one on the same page.
    extra_count = models.PositiveIntegerField(default=0)
    # The least the platform said the whole walk holds, where it says so: lists grow and shrink meanwhile.
    total = models.PositiveIntegerField(null=True, blank=True)
    # Whether the platform handed over less than was asked for.
    is_cut = models.BooleanField(default=False)
    platform_count = models.PositiveIntegerField(null=True, blank=True)
    our_count = models.PositiveIntegerField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True, blank=True)
    refusals = models.PositiveIntegerField(default=0)
    restarted_at = models.DateTimeField(null=True, blank=True)
    error_code = models.CharField(max_length=40, blank=True)
    error_text = models.TextField(blank=True)

    objects = WalkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "kind"], condition=models.Q(state__in=UNDER_WAY), name="walk_one_running"
            ),
            models.CheckConstraint(name="walk_kind", condition=models.Q(kind__in=WalkKind.values)),
            models.CheckConstraint(name="walk_state", condition=models.Q(state__in=WalkState.values)),
        ]
        indexes = [
            # The sweep that goes a step further.
            models.Index(fields=["next_at", "id"], name="walk_due", condition=models.Q(state__in=UNDER_WAY)),
            # The account's page: the newest walks of a stream.
            models.Index(fields=["stream", "kind", "-began_at"], name="walk_of_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.stream}"

    @property
    def share_done(self) -> float | None:
        """Between 0 and 1, where the platform told how much there is."""
        if self.state == WalkState.DONE:
            return 1.0
        return min(1.0, self.item_count / self.total) if self.total else None


class WalkItem(models.Model):
    """An id the platform listed in a walk; kept until the walk is compared."""

    pk = models.CompositePrimaryKey("walk_id", "external_id")
    walk = models.ForeignKey(Walk, models.CASCADE, related_name="items", db_index=False)
    external_id = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.external_id


class Window(models.Model):
    """A span of time in which a stream was read without a break: whatever was there by `ended_at` was handed over."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="windows")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    pass_count = models.PositiveIntegerField(default=0)
    item_count = models.PositiveBigIntegerField(default=0)
    new_count = models.PositiveBigIntegerField(default=0)
    quarantined_count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(name="window_runs_forward", condition=models.Q(ended_at__gte=models.F("began_at")))
        ]
        # The account's page, and the window a pass lengthens.
        indexes = [models.Index(fields=["stream", "-ended_at"], name="window_of_stream")]

    def __str__(self) -> str:
        return f"{self.stream}: {self.began_at:%d %b %H:%M} to {self.ended_at:%d %b %H:%M}"


class GapKind(models.TextChoices):
    """What a gap is, and what closes it; whatever stays open a person closes, with the reason. Nothing closes by time.

    TRUNCATED: the platform would not hand over all there is. Closed by a walk that was not cut and covers the gap's whole span;
    the next comparisons look back as far as the gap for that, up to twice as far as usual.
    UNREAD: a stream could not be read for a while (closed by the next finished pass), or a history or comparison could not
    (`Gap.walk_kind`; closed when a walk of that kind ends).
    LATE: reading had missed something, looking again found it; closed at once.
    DIFFERENCE: the platform lists items that are not here, or fewer than it says it holds. Closed by a walk that finds all the items
    it names here by now, or finds both sides equal over the gap's whole span.
    """

    TRUNCATED = "truncated", "Cut short by the platform"
    UNREAD = "unread", "Not read"
    LATE = "late", "Found late"
    DIFFERENCE = "difference", "Counts differ"


class GapQuerySet(models.QuerySet["Gap"]):
    def standing(self) -> "GapQuerySet":
        return self.filter(closed_at=None).order_by("-opened_at", "-pk")

    def covered_by(self, walk: Walk) -> "GapQuerySet":
        """Gaps whose whole span a walk went through. One without a beginning takes a walk without an end."""
        seen = self.filter(
            models.Q(ended_at__lte=walk.began_at) | models.Q(ended_at=None, last_seen_at__lte=walk.began_at)
        )
        return seen.filter(began_at__gte=walk.until) if walk.until else seen


class Gap(models.Model):
    """A place where our books and the platform differ, or may: opened with a reason, closed with one."""

    stream = models.ForeignKey(Stream, models.CASCADE, related_name="gaps")
    kind = models.CharField(max_length=20, choices=GapKind.choices)
    # Which walk met it; empty where it was the reading of what is new.
    walk_kind = models.CharField(max_length=20, choices=WalkKind.choices, blank=True)
    # In words: what may be missing, and what to do about it.
    text = models.TextField()
    # The span of time it concerns, where that is known.
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    item_count = models.PositiveIntegerField(null=True, blank=True)
    # The items it is about, where all of them can be named.
    external_ids = models.JSONField(default=list, blank=True)
    # How often it was met; the same trouble at each look is one gap.
    times = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closing_text = models.TextField(blank=True)

    objects = GapQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="gap_kind", condition=models.Q(kind__in=GapKind.values)),
            models.CheckConstraint(
                name="gap_closed_with_reason", condition=models.Q(closed_at=None) | ~models.Q(closing_text="")
            ),
        ]
        indexes = [
            # Open gaps: the account's page, the lead's page, the metric.
            models.Index(fields=["stream", "kind"], name="gap_open", condition=models.Q(closed_at=None)),
            # The account's page: past ones, newest first.
            models.Index(fields=["stream", "-opened_at"], name="gap_of_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"
