"""Who may see and do what: the only way to fetch an object for a user.

What isn't yours is 404, as if it did not exist; a right you lack is 403.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from inbox.models import ChannelAccount, Conversation, Gap, Membership, Message, Reply, Role, User

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponse)


class MemberRequest(HttpRequest):
    """A request of somebody who belongs to a workspace."""

    user: User
    member: Membership
    htmx: Any


class MembershipMiddleware:
    """Puts the user's membership on the request, or None."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = None
        if request.user.is_authenticated:
            member = Membership.objects.select_related("workspace").filter(user=request.user).first()
        request.member = member  # type: ignore[attr-defined]
        return self.get_response(request)


def member_view(
    role: Role = Role.AGENT,
) -> Callable[[Callable[Concatenate[MemberRequest, P], R]], Callable[Concatenate[HttpRequest, P], R]]:
    """A view for members with at least `role`; others get 403."""

    def decorate(view: Callable[Concatenate[MemberRequest, P], R]) -> Callable[Concatenate[HttpRequest, P], R]:
        @wraps(view)
        def checked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> R:
            member: Membership | None = request.member  # type: ignore[attr-defined]
            if member is None:
                raise PermissionDenied("You do not belong to a workspace yet. Ask an admin of your company to add you.")
            if not member.may(role):
                raise PermissionDenied(f"This page is for the role “{role.label}” and above.")
            return view(request, *args, **kwargs)  # type: ignore[arg-type]

        checked.role = role  # type: ignore[attr-defined]
        return cast("Callable[Concatenate[HttpRequest, P], R]", checked)

    return decorate


def accounts_for(member: Membership) -> QuerySet[ChannelAccount]:
    """Leads and admins see every account of the workspace; agents those of their teams and those of no team."""
    accounts = ChannelAccount.objects.filter(workspace=member.workspace)
    if member.may(Role.LEAD):
        return accounts
    return accounts.filter(Q(team=None) | Q(team__members=member.user)).distinct()


def conversations_for(member: Membership) -> QuerySet[Conversation]:
    conversations = Conversation.objects.filter(workspace=member.workspace)
    if member.may(Role.LEAD):
        return conversations
    hidden = ChannelAccount.objects.filter(workspace=member.workspace, team__isnull=False).exclude(
        team__members=member.user
    )
    # Written as an exclusion, so that the usual case (no teams) walks the queue's index and nothing else.
    ids = list(hidden.values_list("pk", flat=True))
    return conversations.exclude(account_id__in=ids) if ids else conversations


def get_conversation(member: Membership, pk: int) -> Conversation:
    """Raises Http404."""
    query = conversations_for(member).select_related(
        "account", "identity", "post", "assignee", "outcome_by", "claimed_by"
    )
    return get_object_or_404(query, pk=pk)


def get_message(member: Membership, pk: int) -> Message:
    """A message of a conversation the member sees. Raises Http404."""
    query = Message.objects.select_related("account", "conversation")
    return get_object_or_404(query, pk=pk, conversation__in=conversations_for(member))


def get_gap(member: Membership, pk: int) -> Gap:
    """Raises Http404."""
    query = Gap.objects.select_related("stream__account")
    return get_object_or_404(query, pk=pk, stream__account__in=accounts_for(member))


def get_reply(member: Membership, pk: int) -> Reply:
    """Raises Http404."""
    reply = get_object_or_404(
        Reply.objects.select_related("conversation__account"), pk=pk, conversation__workspace=member.workspace
    )
    if not conversations_for(member).filter(pk=reply.conversation_id).exists():
        raise Http404
    return reply


def get_account(member: Membership, pk: int) -> ChannelAccount:
    """Raises Http404."""
    return get_object_or_404(accounts_for(member), pk=pk)
