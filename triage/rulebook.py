"""What the workspaces of a batch have laid down: rules, SLA policies and business hours, read from the database once a batch."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

import structlog
from django.conf import settings

from inbox.models import ChannelAccount, SlaPolicy, TeamHours
from inbox.models import Rule as StoredRule
from inbox.models.choices import Lane
from triage import sla
from triage.holidays import holidays_of
from triage.hours import BusinessHours
from triage.hours_plain import read_hours
from triage.rules import BadRule, Rule, read_conditions

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Place:
    """Where conversations of an account stand: its platform, its team and when that is there, and since when it is connected."""

    account_id: int
    workspace_id: int
    platform: str
    team_id: int | None
    connected_at: datetime
    hours: BusinessHours


@dataclass(frozen=True)
class Rulebook:
    """What holds in some workspaces. Lists are by workspace, in the order in which they count."""

    places: Mapping[int, Place]
    rules: Mapping[int, list[Rule]]
    policies: Mapping[int, list[tuple[SlaPolicy, sla.Policy]]]

    def choose_policy(self, account_id: int, urgency: str) -> tuple[SlaPolicy, sla.Policy] | None:
        """The policy that holds for somebody who wrote to an account, with the hours by which its clock runs there."""
        place = self.places[account_id]
        known = self.policies.get(place.workspace_id, [])
        chosen = sla.choose((policy for _stored, policy in known), place.account_id, place.team_id, urgency)
        if chosen is None:
            return None
        stored = next(stored for stored, policy in known if policy is chosen)
        return stored, replace(chosen, hours=place.hours) if stored.in_business_hours else chosen


def read_rulebook(account_ids: Collection[int], *, now: datetime) -> Rulebook:
    """What holds for these accounts."""
    accounts = ChannelAccount.objects.filter(pk__in=account_ids).only("workspace", "platform", "team", "connected_at")
    workspaces = {account.workspace_id for account in accounts}
    hours = {(entry.workspace_id, entry.team_id): entry for entry in TeamHours.objects.filter(workspace__in=workspaces)}
    places = {}
    for account in accounts:
        found = hours.get((account.workspace_id, account.team_id)) or hours.get((account.workspace_id, None))
        places[account.pk] = Place(
            account.pk,
            account.workspace_id,
            account.platform,
            account.team_id,
            account.connected_at,
            _hours_or_always(found, now=now),
        )
    rules: dict[int, list[Rule]] = defaultdict(list)
    stored_rules = (
        StoredRule.objects.standing().filter(workspace__in=workspaces, is_active=True).prefetch_related("tags")
    )
    for stored in stored_rules:
        try:
            rules[stored.workspace_id].append(read_rule(stored))
        except BadRule:
            # Without it people merely wait where they would have waited.
            log.exception("rule left out", rule=stored.pk)
    policies: dict[int, list[tuple[SlaPolicy, sla.Policy]]] = defaultdict(list)
    for policy in SlaPolicy.objects.standing().filter(workspace__in=workspaces):
        policies[policy.workspace_id].append((policy, read_policy(policy)))
    return Rulebook(places, rules, policies)


def read_rule(stored: StoredRule) -> Rule:
    """A rule as triage applies it. Raises BadRule."""
    return Rule(
        id=stored.pk,
        name=stored.name,
        conditions=read_conditions(stored.conditions),
        tags=tuple(sorted(tag.pk for tag in stored.tags.all())) if stored.pk else (),
        assignee_id=stored.assignee_id,
        shift=stored.shift,
        lane=Lane(stored.lane) if stored.lane else None,
    )


def read_policy(stored: SlaPolicy) -> sla.Policy:
    """A policy as clocks are read with; the hours come from the account's team."""
    return sla.Policy(
        name=stored.name,
        first=sla.minutes(stored.first_minutes),
        following=sla.minutes(stored.next_minutes),
        account=stored.account_id,
        team=stored.team_id,
        urgency=stored.urgency or None,
        warn_share=stored.warn_percent / 100,
    )


def open_hours(stored: TeamHours, *, now: datetime) -> BusinessHours:
    """When a team is there, public holidays closed. Raises HoursError where that cannot be meant."""
    return _hours(json.dumps(stored.plain, sort_keys=True), stored.holidays, now.year)


def _hours_or_always(stored: TeamHours | None, *, now: datetime) -> BusinessHours:
    if stored is not None:
        try:
            return open_hours(stored, now=now)
        except ValueError:
            # A zone or a calendar that is known no more must not hold up who waits.
            log.exception("business hours left out", team=str(stored))
    return _always(settings.TIME_ZONE)


@lru_cache(256)
def _hours(plain: str, holidays: str, year: int) -> BusinessHours:
    # Kept: an instance lays out each year once.
    hours = read_hours(json.loads(plain))
    return replace(hours, closed=hours.closed | frozenset(holidays_of(holidays, year))) if holidays else hours


@lru_cache(16)
def _always(zone: str) -> BusinessHours:
    return BusinessHours(zone=zone)
