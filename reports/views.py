"""The lead's page: who was heard, who still waits, and where."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from connectors.registry import PLATFORMS
from inbox import ledger
from inbox.access import MemberRequest, member_view
from inbox.models import Role
from reports import coverage

PERIODS = {"7": "7 days", "30": "30 days", "90": "90 days"}
ROWS_SHOWN = 200
WALL_ROWS = 100


def _period(request: MemberRequest) -> tuple[str, datetime, datetime]:
    days = request.GET.get("days", "30")
    if days not in PERIODS:
        days = "30"
    now = timezone.now()
    return days, now - timedelta(days=int(days)), now + timedelta(minutes=5)


@require_GET
@member_view(Role.LEAD)
def coverage_page(request: MemberRequest) -> HttpResponse:
    days, since, until = _period(request)
    figures = coverage.read(request.member, since=since, until=until)
    labels = {slug: connector.capabilities.label for slug, connector in PLATFORMS.items()}
    for row in figures.by_platform:
        row.label = labels.get(row.key, row.key)
    context: dict[str, Any] = {
        "figures": figures,
        "dispositions": coverage.DISPOSITIONS,
        "parts": [(slug, label, figures.total.parts[slug]) for slug, label in coverage.DISPOSITIONS],
        "gaps": ledger.open_gaps(request.member),
        "quarantined": ledger.count_quarantined(request.member),
        "longest": coverage.longest_waiting(request.member),
        "days": days,
        "periods": PERIODS.items(),
        "current_page": "coverage",
    }
    return render(request, "reports/coverage.html", context)


@require_GET
@member_view(Role.LEAD)
def longest_unheard(request: MemberRequest) -> HttpResponse:
    """The wall: whoever has waited longest, in every lane, and why."""
    rows = coverage.longest_waiting(request.member, limit=WALL_ROWS)
    return render(request, "reports/longest.html", {"rows": rows, "limit": WALL_ROWS, "current_page": "coverage"})


@require_GET
@member_view(Role.LEAD)
def coverage_list(request: MemberRequest, disposition: str) -> HttpResponse:
    """The conversations behind one number of the coverage page."""
    labels = {"received": "Everything received", **dict(coverage.DISPOSITIONS)}
    if disposition not in labels:
        raise Http404
    days, since, until = _period(request)
    rows = coverage.list_conversations(
        request.member,
        since=since,
        until=until,
        disposition="" if disposition == "received" else disposition,
        platform=request.GET.get("platform", ""),
    )[: ROWS_SHOWN + 1]
    context = {"rows": list(rows)[:ROWS_SHOWN], "has_more": len(rows) > ROWS_SHOWN, "limit": ROWS_SHOWN}
    context |= {"label": labels[disposition], "days": days, "period": PERIODS[days], "current_page": "coverage"}
    return render(request, "reports/coverage_list.html", context)
