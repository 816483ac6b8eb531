"""Answer next: take whose turn it is, hold it while being at it, give it back."""

from django.contrib import messages as notices
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from inbox import access
from inbox.access import MemberRequest, member_view
from inbox.services import claims


@require_POST
@member_view()
def conversation_next(request: MemberRequest) -> HttpResponse:
    """The next person waiting; after the one on the screen, where there is one."""
    current = request.POST.get("current", "")
    is_key = current.isdecimal() and len(current) < 19
    after = access.conversations_for(request.member).filter(pk=int(current)).first() if is_key else None
    found = claims.take_next(request.member, now=timezone.now(), after=after)
    if found is None:
        notices.success(request, "Everybody has been heard, or is with a colleague.")
        return redirect("conversation_list", view="queue")
    return redirect(f"{found.get_absolute_url()}?in=queue")


@require_POST
@member_view()
def conversation_hold(request: MemberRequest, pk: int) -> HttpResponse:
    """Still at it."""
    conversation = access.get_conversation(request.member, pk)
    until = claims.hold(conversation, user=request.user, now=timezone.now())
    return JsonResponse({"until": until.isoformat() if until else None})


@require_POST
@member_view()
def conversation_give_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Leave it to whoever is next; a page that is left does so by itself."""
    conversation = access.get_conversation(request.member, pk)
    if request.POST.get("by") == "leaving":
        claims.let_go_soon(conversation, user=request.user, now=timezone.now())
        return HttpResponse(status=204)
    claims.give_back(conversation, user=request.user)
    return redirect("conversation_list", view="queue")
