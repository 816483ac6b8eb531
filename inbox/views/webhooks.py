"""Where platforms push to: one address an account, nothing read before the signature holds, answered at once."""

import structlog
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from connectors.contract import Connector
from connectors.errors import Forged, NeedsReauth
from inbox.models import ChannelAccount
from inbox.services import push

log = structlog.get_logger(__name__)


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def webhook(request: HttpRequest, platform: str, key: str) -> HttpResponse:
    """GET proves to the platform that the address is ours; POST takes a push in. What is not genuine gets 403 and no reason."""
    account = ChannelAccount.objects.filter(platform=platform, webhook_key=key).first()
    if account is None or account.capabilities.push is None:
        raise Http404
    try:
        connector = account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        if request.method == "GET":
            return _answer_challenge(connector, request)
        headers = {name.lower(): value for name, value in request.headers.items()}
        push.take_in(account, connector, headers, request.body, now=timezone.now())
    except Forged as error:
        log.warning("push refused", account=account.pk, why=str(error))
        return HttpResponse(status=403)
    except RequestDataTooBig:
        log.warning("push too big", account=account.pk)
        return HttpResponse(status=413)
    except NeedsReauth:
        # Our own keys are missing: the platform tries again, and polling has it all anyway.
        return HttpResponse(status=503)
    return HttpResponse(status=200)


def _answer_challenge(connector: Connector, request: HttpRequest) -> HttpResponse:
    answer = connector.answer_challenge({name: str(value) for name, value in request.GET.items()})
    if answer is None:
        return HttpResponse(status=400)
    body, content_type = answer
    return HttpResponse(body, content_type=content_type)
