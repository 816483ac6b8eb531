"""The admin's pages: which accounts are connected, how they are doing, and connecting one."""

from django.conf import settings
from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from connectors.errors import ConnectorError
from connectors.registry import PLATFORMS
from inbox import access, health, ledger
from inbox.access import MemberRequest, member_view
from inbox.forms import ConnectForm
from inbox.models import Role
from inbox.queries import connections
from inbox.services import accounts, polling
from inbox.services.lifecycle import NotPossible


@require_GET
@vary_on_headers("HX-Request")
@member_view(Role.ADMIN)
def account_list(request: MemberRequest) -> HttpResponse:
    now = timezone.now()
    waiting = connections.count_waiting_by_account(request.member)
    gaps = ledger.count_open_gaps(request.member)
    rows = [
        {
            "account": account,
            "health": health.of_account(account, now),
            "waiting": waiting.get(account.pk, 0),
            "gaps": gaps.get(account.pk, 0),
        }
        for account in connections.list_accounts(request.member)
    ]
    platforms = [(slug, connector.capabilities) for slug, connector in PLATFORMS.items()]
    template = "inbox/_accounts.html" if request.htmx else "inbox/accounts.html"
    return render(request, template, {"rows": rows, "platforms": platforms, "current_page": "accounts"})


@require_GET
@vary_on_headers("HX-Request")
@member_view(Role.ADMIN)
def account_detail(request: MemberRequest, pk: int) -> HttpResponse:
    account = access.get_account(request.member, pk)
    now = timezone.now()
    books = ledger.read_books([account]).get(account.pk, [])
    context = {
        "account": account,
        "health": health.of_account(account, now),
        "books": [(entry, health.of_stream(entry.stream, now)) for entry in books],
        "beside": ledger.read_beside(account, books),
        "gaps": [(gap, entry.stream) for entry in books for gap in entry.gaps],
        "past_gaps": ledger.past_gaps(account),
        "quarantined": connections.list_quarantined(account),
        "webhook_url": f"{settings.SITE_URL}{reverse('webhook', args=[account.platform, account.webhook_key])}",
        "now": now,
        "current_page": "accounts",
    }
    return render(request, "inbox/_account.html" if request.htmx else "inbox/account.html", context)


@require_http_methods(["GET", "POST"])
@member_view(Role.ADMIN)
def account_connect(request: MemberRequest, platform: str) -> HttpResponse:
    """Connect by token: it is tried on the platform before it is stored."""
    if platform not in PLATFORMS:
        raise Http404
    capabilities = PLATFORMS[platform].capabilities
    initial = {"base_url": f"{settings.SANDBOX_URL}/{platform}"} if settings.SANDBOX_URL else {}
    form = ConnectForm(capabilities, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            account = accounts.connect(
                request.member.workspace,
                platform=platform,
                secrets=form.secrets(),
                base_url=form.cleaned_data["base_url"],
                now=timezone.now(),
            )
        except ConnectorError as error:
            form.add_error(None, str(error))
        else:
            notices.success(request, f"{account} is connected. Reading begins now.")
            return redirect(account)
    context = {"form": form, "platform": platform, "capabilities": capabilities, "current_page": "accounts"}
    return render(request, "inbox/connect.html", context, status=422 if form.errors else 200)


@require_POST
@member_view(Role.ADMIN)
def account_pause(request: MemberRequest, pk: int) -> HttpResponse:
    account = access.get_account(request.member, pk)
    try:
        accounts.pause(account, now=timezone.now())
    except NotPossible as error:
        notices.error(request, str(error))
    return redirect(account)


@require_POST
@member_view(Role.ADMIN)
def account_resume(request: MemberRequest, pk: int) -> HttpResponse:
    account = access.get_account(request.member, pk)
    try:
        accounts.resume(account, now=timezone.now())
    except NotPossible as error:
        notices.error(request, str(error))
    return redirect(account)


@require_POST
@member_view(Role.ADMIN)
def account_check_now(request: MemberRequest, pk: int) -> HttpResponse:
    account = access.get_account(request.member, pk)
    polling.check_now(account, now=timezone.now())
    notices.success(request, "Every stream of this account is being read now.")
    return redirect(account)
