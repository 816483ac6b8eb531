"""A second look at what triage or a rule let go: samples drawn by lot, agreed with or overturned. What is overturned is put back."""

import math
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q

from inbox.models import Conversation, Decision, Exit, Review, Rule, RuleMatch, User
from inbox.models.conversation import EXIT_LANES

# What a person closed was no decision of triage's.
OF_TRIAGE = tuple(way_out for way_out in Exit if way_out not in (Exit.SETTLED, Exit.GONE))
SAMPLE = 10
# Of what each rule set aside: every day a twentieth comes back to the leads, at least one and at most ten.
DAILY_SHARE, LEAST_A_DAY, MOST_A_DAY = 0.05, 1, 10
# More than this wait for nobody to look at them.
MOST_PENDING = 50
# Lots are drawn among the newest of a reason.
DRAWN_AMONG = 2000


def draw(
    workspace_id: int, way_out: Exit, *, now: datetime, count: int = SAMPLE, rule: Rule | None = None
) -> list[Review]:
    """Up to `count` conversations that left the queue this way and nobody has looked at yet, by lot among the newest."""
    never = ~Exists(Review.objects.filter(conversation=OuterRef("pk"), exit=way_out))
    no_other = ~Exists(Review.objects.filter(conversation=OuterRef("pk"), decision=Decision.PENDING))
    found = Conversation.objects.filter(never, no_other, workspace=workspace_id, exit=way_out)
    if rule is not None:
        found = found.filter(lane_rule=rule)
    newest = found.order_by("-last_message_at", "-pk").values("pk")[:DRAWN_AMONG]
    chosen = Conversation.objects.filter(pk__in=newest).order_by("?")[:count]
    reviews = [
        Review(
            workspace_id=workspace_id,
            conversation=conversation,
            exit=way_out,
            rule_id=conversation.lane_rule_id,
            policy_version=conversation.policy_version,
            drawn_at=now,
        )
        for conversation in chosen
    ]
    # Two people who draw at once draw each conversation once.
    Review.objects.bulk_create(reviews, ignore_conflicts=True)
    ids = [review.conversation_id for review in reviews]
    return list(Review.objects.filter(conversation__in=ids, decision=Decision.PENDING, drawn_at=now))


def bring_back_samples(*, now: datetime) -> int:
    """Once a day of each rule: a share of what it set aside comes back to the leads. Returns how many were drawn."""
    let_lapse(now=now)
    day_ago = now - timedelta(days=1)
    recent = Review.objects.filter(rule=OuterRef("pk"), is_sample=True, drawn_at__gt=day_ago)
    pending = Count("reviews", filter=Q(reviews__decision=Decision.PENDING))
    due = Rule.objects.standing().filter(~Exists(recent)).exclude(lane="").annotate(pending=pending)
    drawn = 0
    for rule in due.filter(pending__lt=MOST_PENDING):
        lately = RuleMatch.objects.filter(rule=rule, matched_at__gt=day_ago).count()
        count = min(max(math.ceil(lately * DAILY_SHARE), LEAST_A_DAY), MOST_A_DAY)
        drawn += len(draw(rule.workspace_id, Exit(EXIT_LANES[rule.lane]), now=now, count=count, rule=rule))
    return drawn


def let_lapse(*, now: datetime, workspace_id: int | None = None) -> int:
    """What changed before anybody looked is no longer what was drawn. Returns how many lapsed, in one workspace or in all."""
    pending = Review.objects.filter(decision=Decision.PENDING)
    if workspace_id is not None:
        pending = pending.filter(workspace=workspace_id)
    lapsed = pending.exclude(exit=F("conversation__exit")).values("pk")
    return Review.objects.filter(pk__in=lapsed).update(decision=Decision.LAPSED, decided_at=now)


@transaction.atomic
def agree(review: Review, *, user: User, now: datetime) -> bool:
    """Somebody looked, and finds it right. Returns whether it was still to be looked at."""
    pending = Review.objects.filter(pk=review.pk, decision=Decision.PENDING)
    return bool(pending.update(decision=Decision.AGREED, decided_at=now, reviewer=user))


def record_overturn(conversation: Conversation, *, user: User, now: datetime) -> None:
    """A person puts back what triage or a rule had let go; of a conversation the caller has locked, as it still stands."""
    if conversation.exit not in OF_TRIAGE:
        return
    fate = {"decision": Decision.OVERTURNED, "decided_at": now, "reviewer": user}
    drawn = Review.objects.filter(conversation=conversation, decision=Decision.PENDING, exit=conversation.exit)
    if not drawn.update(**fate):
        Review.objects.create(
            workspace_id=conversation.workspace_id,
            conversation=conversation,
            exit=conversation.exit,
            rule_id=conversation.lane_rule_id,
            policy_version=conversation.policy_version,
            is_sample=False,
            drawn_at=now,
            **fate,
        )
