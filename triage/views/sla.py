"""The lead's pages of promised response times and of business hours."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import available_timezones

from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from inbox.access import MemberRequest, member_view
from inbox.models import Role, SlaPolicy, Team, TeamHours
from triage import terms
from triage.forms.sla import HoursForm, PolicyForm, initial_hours
from triage.holidays import calendars, holidays_of
from triage.hours_plain import WEEKDAYS
from triage.standing import policy_figures

HOLIDAYS_SHOWN = 4


@dataclass(frozen=True)
class HoursCard:
    """A team's hours as its card shows them. `stored` is None where it has none of its own."""

    team: Team | None
    stored: TeamHours | None
    week: list[tuple[str, str]]
    coming: list[tuple[date, str]]


def _get_policy(request: MemberRequest, pk: int) -> SlaPolicy:
    return get_object_or_404(SlaPolicy.objects.standing(), pk=pk, workspace=request.member.workspace)


def _get_team(request: MemberRequest, team: int) -> Team | None:
    """The team an address names; 0 is everybody else."""
    return get_object_or_404(Team, pk=team, workspace=request.member.workspace) if team else None


@require_GET
@member_view(Role.LEAD)
def sla_list(request: MemberRequest) -> HttpResponse:
    """What is promised, how it was kept, and when which team is there."""
    policies = SlaPolicy.objects.standing().filter(workspace=request.member.workspace).select_related("account", "team")
    figures = policy_figures(request.member.workspace_id, now=timezone.now())
    context = {
        "policies": [(policy, figures[policy.pk]) for policy in policies],
        "hours": _hours_cards(request),
        "current_page": "sla",
    }
    return render(request, "triage/sla.html", context)


def _hours_cards(request: MemberRequest) -> list[HoursCard]:
    workspace, today = request.member.workspace, timezone.localdate()
    stored = {hours.team_id: hours for hours in TeamHours.objects.filter(workspace=workspace)}
    teams: list[Team | None] = [None, *Team.objects.filter(workspace=workspace).order_by("name")]
    return [_hours_card(team, stored.get(team.pk if team else None), today) for team in teams]


def _hours_card(team: Team | None, stored: TeamHours | None, today: date) -> HoursCard:
    if stored is None:
        return HoursCard(team, None, [], [])
    week = [(day.capitalize(), ", ".join(stored.plain["week"].get(day, [])) or "closed") for day in WEEKDAYS]
    known = holidays_of(stored.holidays, today.year).items() if stored.holidays else ()
    closed = [(date.fromisoformat(day), "closed") for day in stored.plain["closed"]]
    coming = sorted((day, name) for day, name in [*known, *closed] if day >= today)
    return HoursCard(team, stored, week, coming[:HOLIDAYS_SHOWN])


@require_http_methods(["GET", "POST"])
@member_view(Role.LEAD)
def sla_policy_create(request: MemberRequest) -> HttpResponse:
    return _write_policy(request, SlaPolicy(workspace=request.member.workspace))


@require_http_methods(["GET", "POST"])
@member_view(Role.LEAD)
def sla_policy_change(request: MemberRequest, pk: int) -> HttpResponse:
    return _write_policy(request, _get_policy(request, pk))


def _write_policy(request: MemberRequest, policy: SlaPolicy) -> HttpResponse:
    form = PolicyForm(request.member, request.POST if request.method == "POST" else None, instance=policy)
    if form.is_bound and form.is_valid():
        terms.save_policy(form.instance, now=timezone.now())
        notices.success(request, f"The policy “{form.instance}” is kept. Clocks that run follow it within seconds.")
        return redirect("sla_list")
    title = policy.name if policy.pk else "A new policy"
    context = {"form": form, "policy": policy, "title": title, "current_page": "sla"}
    return render(request, "triage/sla_policy.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_view(Role.LEAD)
def sla_policy_delete(request: MemberRequest, pk: int) -> HttpResponse:
    policy = _get_policy(request, pk)
    terms.delete_policy(policy, now=timezone.now())
    notices.success(request, f"The policy “{policy}” is gone. What was kept and missed under it stays on record.")
    return redirect("sla_list")


@require_http_methods(["GET", "POST"])
@member_view(Role.LEAD)
def hours_change(request: MemberRequest, team: int) -> HttpResponse:
    """A team's hours; team 0 is everybody else."""
    found = _get_team(request, team)
    stored = TeamHours.objects.filter(workspace=request.member.workspace, team=found).first()
    form = HoursForm(request.POST if request.method == "POST" else None, initial=initial_hours(stored))
    if form.is_bound and form.is_valid():
        cleaned: dict[str, Any] = form.cleaned_data
        given = {"plain": cleaned["plain"], "holidays": cleaned["holidays"]}
        terms.save_hours(request.member.workspace_id, found, **given, now=timezone.now())
        notices.success(request, "These hours are kept. Clocks that run follow them within seconds.")
        return redirect("sla_list")
    context = {
        "form": form,
        "team": found,
        "stored": stored,
        "days": [form[day] for day in WEEKDAYS],
        "zones": sorted(available_timezones()),
        "calendars": calendars(),
        "current_page": "sla",
    }
    return render(request, "triage/hours.html", context, status=422 if form.is_bound else 200)


@require_POST
@member_view(Role.LEAD)
def hours_delete(request: MemberRequest, team: int) -> HttpResponse:
    terms.delete_hours(request.member.workspace_id, _get_team(request, team), now=timezone.now())
    notices.success(request, "These hours are gone.")
    return redirect("sla_list")
