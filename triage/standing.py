"""How rules, exits and promises fared lately: the figures on the pages of triage."""

import math
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from inbox.access import conversations_for
from inbox.models import ClockState, Decision, Exit, Membership, ResponseClock, Review, RuleMatch

PERIOD = timedelta(days=30)
# Of a normal distribution, what lies within this many standard deviations is 95 %.
Z = 1.96


@dataclass
class Figures:
    """How samples of one reason, or of one rule, were judged. Rates are of samples alone (`inbox.models.Review`)."""

    count: int = 0
    pending: int = 0
    agreed: int = 0
    overturned: int = 0
    put_back: int = 0

    @property
    def reviewed(self) -> int:
        return self.agreed + self.overturned

    @property
    def error_rate(self) -> float | None:
        return self.overturned / self.reviewed if self.reviewed else None

    @property
    def error_at_most(self) -> float | None:
        """The upper end of the 95 % interval (Wilson 1927), in which the rate of all lies."""
        if not self.reviewed:
            return None
        n, share = self.reviewed, self.overturned / self.reviewed
        spread = Z * math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n))
        return min(1.0, (share + Z * Z / (2 * n) + spread) / (1 + Z * Z / n))

    def add(self, decision: str, count: int, *, is_sample: bool) -> None:
        if decision == Decision.PENDING:
            self.pending += count
        elif decision == Decision.AGREED:
            self.agreed += count
        elif decision == Decision.OVERTURNED and is_sample:
            self.overturned += count
        elif decision == Decision.OVERTURNED:
            self.put_back += count


def rule_figures(rules: Collection[int], *, now: datetime) -> dict[int, Figures]:
    """Of each rule: how many conversations met it in the last month, and how reviews of what it moved went."""
    found: dict[int, Figures] = {rule: Figures() for rule in rules}
    matches = RuleMatch.objects.filter(rule__in=rules, matched_at__gte=now - PERIOD)
    for rule, count in matches.values_list("rule").annotate(count=Count("pk")):
        found[rule].count = count
    reviews = Review.objects.filter(rule__in=rules).values_list("rule", "decision", "is_sample")
    for rule, decision, is_sample, count in reviews.annotate(count=Count("pk")):
        found[rule].add(decision, count, is_sample=is_sample)
    return found


def exit_figures(member: Membership, *, now: datetime) -> dict[Exit, Figures]:
    """Of each reason not to stand in the queue: how many there are of the last month, and how reviews of it went."""
    found: dict[Exit, Figures] = {way_out: Figures() for way_out in Exit}
    out = conversations_for(member).exclude(exit="").filter(last_message_at__gte=now - PERIOD)
    for way_out, count in out.order_by().values_list("exit").annotate(count=Count("pk")):
        found[Exit(way_out)].count = count
    reviews = Review.objects.filter(workspace=member.workspace).values_list("exit", "decision", "is_sample")
    for way_out, decision, is_sample, count in reviews.annotate(count=Count("pk")):
        found[Exit(way_out)].add(decision, count, is_sample=is_sample)
    return found


@dataclass(frozen=True)
class Kept:
    """How a policy's promises of the last month fared."""

    kept: int
    missed: int
    running: int

    @property
    def share(self) -> float | None:
        return self.kept / (self.kept + self.missed) if self.kept + self.missed else None


def policy_figures(workspace_id: int, *, now: datetime) -> dict[int | None, Kept]:
    """By policy: clocks that began in the last month. Closed without an answer after its time counts as missed."""
    clocks = ResponseClock.objects.filter(workspace=workspace_id, began_at__gte=now - PERIOD)
    over = Q(breached_at__isnull=False) & ~Q(state=ClockState.GONE)
    rows = clocks.values_list("policy").annotate(
        kept=Count("pk", filter=Q(state=ClockState.MET)),
        missed=Count("pk", filter=over),
        running=Count("pk", filter=Q(stopped_at=None) & ~over),
    )
    figures: dict[int | None, Kept] = defaultdict(lambda: Kept(0, 0, 0))
    return figures | {policy: Kept(kept, missed, running) for policy, kept, missed, running in rows}
