"""Laying down SLA policies and business hours. Running clocks follow at once; what has stopped stays as it was measured."""

from typing import Any

from django.db import transaction

from inbox.models import Conversation, ResponseClock, SlaPolicy, Team, TeamHours
from inbox.services.lifecycle import judge_again


def _wind_again(workspace_id: int) -> int:
    """Have the clocks of all who wait computed anew. Returns how many wait."""
    return judge_again(Conversation.objects.filter(workspace=workspace_id, is_waiting=True))


@transaction.atomic
def save_policy(policy: SlaPolicy) -> int:
    """Keep a policy as it stands. Returns how many running clocks are looked at."""
    policy.save()
    return _wind_again(policy.workspace_id)


@transaction.atomic
def delete_policy(policy: SlaPolicy) -> int:
    """Take a policy away; other policies may hold for whom it held. What was kept or missed under it stays on record."""
    running = ResponseClock.objects.filter(policy=policy, stopped_at=None)
    Conversation.objects.filter(clocks__in=running).update(response_warn_at=None, response_due_at=None, alarm_at=None)
    running.delete()
    policy.delete()
    return _wind_again(policy.workspace_id)


@transaction.atomic
def save_hours(workspace_id: int, team: Team | None, *, plain: dict[str, Any], holidays: str) -> int:
    """When a team is there, or everybody else with None."""
    TeamHours.objects.update_or_create(
        workspace_id=workspace_id, team=team, defaults={"plain": plain, "holidays": holidays}
    )
    return _wind_again(workspace_id)


@transaction.atomic
def delete_hours(workspace_id: int, team: Team | None) -> int:
    """A team without hours of its own has everybody else's; where those are gone as well, it is always there."""
    TeamHours.objects.filter(workspace=workspace_id, team=team).delete()
    return _wind_again(workspace_id)
