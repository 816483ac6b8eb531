"""The audit: what is not in the queue and why, samples of it to agree with or overturn, and how often triage was wrong."""

from typing import Any

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from inbox import access
from inbox.access import MemberRequest, conversations_for, member_view
from inbox.models import Exit, Review, Role
from inbox.services import lifecycle, reviews
from inbox.services.lifecycle import NotPossible
from triage.audit import CLAIMS, list_exit, list_samples
from triage.standing import exit_figures


def _exit(name: str) -> Exit:
    if name not in Exit.values:
        raise Http404
    return Exit(name)


@require_GET
@member_view(Role.LEAD)
def audit(request: MemberRequest) -> HttpResponse:
    """Each reason with its figures."""
    reviews.let_lapse(now=timezone.now(), workspace_id=request.member.workspace_id)
    figures = exit_figures(request.member, now=timezone.now())
    rows = [(way_out, CLAIMS[way_out], figures[way_out], way_out in reviews.OF_TRIAGE) for way_out in Exit]
    return render(request, "triage/audit.html", {"rows": rows, "current_page": "audit"})


@require_GET
@member_view(Role.LEAD)
def audit_list(request: MemberRequest, way_out: str) -> HttpResponse:
    """Everything of one reason with its evidence, or the samples of it that wait to be looked into."""
    reason = _exit(way_out)
    shows_samples = request.GET.get("show") == "samples"
    samples = list_samples(request.member, reason)
    context: dict[str, Any] = {
        "reason": reason,
        "claim": CLAIMS[reason],
        "is_of_triage": reason in reviews.OF_TRIAGE,
        "samples": samples,
        "shows_samples": shows_samples,
        "page": None if shows_samples else list_exit(request.member, reason, after=request.GET.get("after", "")),
        "current_page": "audit",
    }
    return render(request, "triage/audit_list.html", context)


@require_POST
@member_view(Role.LEAD)
def audit_draw(request: MemberRequest, way_out: str) -> HttpResponse:
    """Draw a sample by lot."""
    reason = _exit(way_out)
    if reason not in reviews.OF_TRIAGE:
        raise Http404
    drawn = reviews.draw(request.member.workspace_id, reason, now=timezone.now())
    if not drawn:
        notices.info(request, "There is nothing of this reason that nobody has looked into yet.")
    return redirect(f"{_address(reason)}?show=samples")


def _address(reason: Exit) -> str:
    found: str = redirect("audit_list", way_out=reason.value)["Location"]
    return found


@require_POST
@member_view(Role.LEAD)
def review_agree(request: MemberRequest, pk: int) -> HttpResponse:
    """It is right that this one does not stand in the queue."""
    review = get_object_or_404(Review, pk=pk, conversation__in=conversations_for(request.member))
    has_agreed = reviews.agree(review, user=request.user, now=timezone.now())
    said = "Agreed." if has_agreed else "Somebody has decided on this meanwhile."
    return _decided(request, review, said)


@require_POST
@member_view(Role.LEAD)
def review_overturn(request: MemberRequest, pk: int) -> HttpResponse:
    """It is wrong: back into the queue."""
    review = get_object_or_404(Review, pk=pk, conversation__in=conversations_for(request.member))
    conversation = access.get_conversation(request.member, review.conversation_id)
    try:
        lifecycle.reopen(conversation, user=request.user, now=timezone.now())
    except NotPossible as error:
        return _decided(request, review, str(error))
    return _decided(request, review, "Overturned: back in the queue, waiting since the first time.")


def _decided(request: MemberRequest, review: Review, said: str) -> HttpResponse:
    if request.htmx:
        return render(request, "triage/_decided.html", {"review": review, "said": said})
    notices.success(request, said)
    return redirect(f"{_address(Exit(review.exit))}?show=samples")
