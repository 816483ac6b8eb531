"""The admin's side of the ledger: comparing, running receipts again, and closing gaps that cannot be mended."""

from celery import current_app
from django.conf import settings
from django.contrib import messages as notices
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from kombu.exceptions import OperationalError

from connectors.errors import NeedsReauth
from inbox import access, pokes
from inbox.access import MemberRequest, member_view
from inbox.forms import GapForm, WindowForm
from inbox.models import ChannelAccount, ReceiptState, Role
from inbox.queries import connections
from inbox.services import ledger, replay, walks

# Tasks are named here, not imported: they stand beside the pages.
REPLAY_SPAN = "inbox.tasks.replay_span"
REPLAY_QUARANTINE = "inbox.tasks.replay_quarantine"


@require_POST
@member_view(Role.ADMIN)
def account_compare_now(request: MemberRequest, pk: int) -> HttpResponse:
    account = access.get_account(request.member, pk)
    begun = walks.compare_now(account.pk, now=timezone.now())
    pokes.poke(pokes.WALK)
    if begun:
        notices.success(request, "The recent past is being compared with the platform.")
    else:
        notices.warning(request, "A walk through every stream is under way already; wait for it to end.")
    return redirect(account)


@require_GET
@member_view(Role.ADMIN)
def receipt_list(request: MemberRequest, pk: int) -> HttpResponse:
    """What came, newest first, as the platform gave it; each can be run again."""
    account = access.get_account(request.member, pk)
    page = connections.list_receipts(account, state=request.GET.get("state", ""), before=request.GET.get("before", ""))
    context = {
        "account": account,
        "page": page,
        "state": request.GET.get("state", ""),
        "states": [("", "All"), *ReceiptState.choices],
        "current_page": "accounts",
    }
    return render(request, "inbox/receipts.html", context)


@require_POST
@member_view(Role.ADMIN)
def receipt_replay(request: MemberRequest, pk: int, receipt: int) -> HttpResponse:
    account = access.get_account(request.member, pk)
    try:
        done = replay.replay_receipt(account, receipt, now=timezone.now())
    except NeedsReauth as error:
        notices.error(request, str(error))
    else:
        if done.quarantined:
            notices.warning(request, f"{done} It cannot be read yet; the reason stands beside it.")
        else:
            notices.success(request, str(done))
    return _back(request, account)


@require_POST
@member_view(Role.ADMIN)
def quarantine_replay(request: MemberRequest, pk: int) -> HttpResponse:
    account = access.get_account(request.member, pk)
    if connections.has_many_receipts(account, state=ReceiptState.QUARANTINED):
        return _leave_to_a_worker(request, account, REPLAY_QUARANTINE)
    try:
        notices.success(request, str(replay.replay_quarantine(account, now=timezone.now())))
    except NeedsReauth as error:
        notices.error(request, str(error))
    return redirect(account)


@require_POST
@member_view(Role.ADMIN)
def account_replay(request: MemberRequest, pk: int) -> HttpResponse:
    """Run everything again that came in a span of time."""
    account = access.get_account(request.member, pk)
    form = WindowForm(request.POST)
    if not form.is_valid() or form.cleaned_data["since"] >= form.cleaned_data["until"]:
        notices.error(request, "Give two times, the earlier one first.")
        return redirect(account)
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    if connections.has_many_receipts(account, received_at__gte=since, received_at__lt=until):
        return _leave_to_a_worker(request, account, REPLAY_SPAN, since.isoformat(), until.isoformat())
    try:
        notices.success(request, str(replay.replay_window(account, since=since, until=until, now=timezone.now())))
    except NeedsReauth as error:
        notices.error(request, str(error))
    return redirect(account)


@require_POST
@member_view(Role.ADMIN)
def gap_accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Close a gap that cannot be mended, with the reason on record."""
    gap = access.get_gap(request.member, pk)
    form = GapForm(request.POST)
    if not form.is_valid():
        notices.error(request, "Say why this gap is closed; leads read it.")
    elif ledger.accept_gap(gap, text=form.cleaned_data["text"], user=request.user, now=timezone.now()):
        notices.success(request, "The gap is closed, with your reason on record.")
    else:
        notices.warning(request, "It was closed already.")
    return redirect(gap.stream.account)


def _leave_to_a_worker(request: MemberRequest, account: ChannelAccount, task: str, *span: str) -> HttpResponse:
    """What would hold up a page for long. Nothing else begins it, so that a worker out of reach is said at once."""
    try:
        account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        current_app.send_task(task, args=(account.pk, *span), retry=False)
    except NeedsReauth as error:
        notices.error(request, str(error))
    except (OperationalError, OSError):
        notices.error(
            request, "The workers cannot be reached at the moment, so nothing was run again. Try it once more."
        )
    else:
        notices.success(
            request, "This is being run again. What came and how each item stands is listed under “What came”."
        )
    return redirect(account)


def _back(request: MemberRequest, account: ChannelAccount) -> HttpResponse:
    """To the list it was asked from, or to the account."""
    if request.POST.get("from") == "receipts":
        return redirect("receipt_list", pk=account.pk)
    return redirect(account)
