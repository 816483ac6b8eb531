"""Laying down SLA policies and business hours. Running clocks follow at once; what has stopped stays as it was measured."""

from datetime import datetime
from typing import Any

from django.db import transaction

from inbox.models import SlaPolicy, Team, TeamHours
from triage.rechecks import recheck_waiting


@transaction.atomic
def save_policy(policy: SlaPolicy, *, now: datetime) -> None:
    """Keep a policy as it stands."""
    policy.save()
    recheck_waiting(policy.workspace_id, now=now)


@transaction.atomic
def delete_policy(policy: SlaPolicy, *, now: datetime) -> None:
    """Take a policy away; other policies may hold for whom it held. What was kept or missed under it stays on record."""
    SlaPolicy.objects.filter(pk=policy.pk).update(deleted_at=now)
    recheck_waiting(policy.workspace_id, now=now)


@transaction.atomic
def save_hours(workspace_id: int, team: Team | None, *, plain: dict[str, Any], holidays: str, now: datetime) -> None:
    """When a team is there, or everybody else with None."""
    TeamHours.objects.update_or_create(
        workspace_id=workspace_id, team=team, defaults={"plain": plain, "holidays": holidays}
    )
    recheck_waiting(workspace_id, now=now)


@transaction.atomic
def delete_hours(workspace_id: int, team: Team | None, *, now: datetime) -> None:
    """A team without hours of its own has everybody else's; where those are gone as well, it is always there."""
    TeamHours.objects.filter(workspace=workspace_id, team=team).delete()
    recheck_waiting(workspace_id, now=now)
