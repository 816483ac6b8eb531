"""Answer next: whose turn it is goes to one agent at a time, who holds it for a while and gives it back by leaving."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from inbox import live
from inbox.access import conversations_for
from inbox.models import Conversation, Membership, User

# As long as an agent may look elsewhere, or take to write; being at it makes it last.
HELD_FOR = timedelta(minutes=10)
# A page that is loaded again is not left.
LEAVING_FOR = timedelta(seconds=15)


def take_next(member: Membership, *, now: datetime, after: Conversation | None = None) -> Conversation | None:
    """Claim the conversation whose turn comes first among those nobody holds or looks after; with `after`, the first one after it, and
    from the top again at the end. What the member held before is given back. None where nobody is left.
    """
    # By itself: whoever waits for a conversation must hold no other.
    give_back_all(member.user)
    is_free = Q(claimed_until=None) | Q(claimed_until__lte=now)
    is_mine = Q(assignee=None) | Q(assignee=member.user)
    free = conversations_for(member).waiting().filter(is_free, is_mine)  # type: ignore[attr-defined]
    if after is not None:
        later = free.filter(turn_at__gte=after.turn_at).exclude(turn_at=after.turn_at, pk__lte=after.pk)
        return _claim(later, member, now) or _claim(free.exclude(pk=after.pk), member, now)
    return _claim(free, member, now)


def _claim(free: QuerySet[Conversation], member: Membership, now: datetime) -> Conversation | None:
    """The first of these that nobody is writing to at this moment; where all are being written to, the first to be let go of."""
    for skips in (True, False, False):
        with transaction.atomic():
            found = free.select_for_update(skip_locked=skips, no_key=True, of=("self",)).first()
            if found is not None:
                found.claimed_by, found.claimed_until = member.user, now + HELD_FOR
                found.save(update_fields=["claimed_by", "claimed_until"])
                live.announce(found.workspace_id, [found.pk])
                return found
        if not free.exists():
            break
    return None


@transaction.atomic
def hold(conversation: Conversation, *, user: User, now: datetime) -> datetime | None:
    """Hold it for another while, if it is still the user's. Returns until when."""
    mine = Conversation.objects.filter(pk=conversation.pk, claimed_by=user)
    until = now + HELD_FOR
    return until if mine.update(claimed_until=until) else None


@transaction.atomic
def let_go_soon(conversation: Conversation, *, user: User, now: datetime) -> None:
    """The page was left: unless it comes back at once, let somebody else have it."""
    mine = Conversation.objects.filter(pk=conversation.pk, claimed_by=user, claimed_until__gt=now + LEAVING_FOR)
    mine.update(claimed_until=now + LEAVING_FOR)


@transaction.atomic
def give_back(conversation: Conversation, *, user: User) -> None:
    """Let somebody else have it."""
    if Conversation.objects.filter(pk=conversation.pk, claimed_by=user).update(claimed_by=None, claimed_until=None):
        live.announce(conversation.workspace_id, [conversation.pk])


@transaction.atomic
def give_back_all(user: User) -> None:
    """Whatever a user still holds: they took another, or left."""
    held = list(Conversation.objects.select_for_update(no_key=True).filter(claimed_by=user).order_by("pk"))
    Conversation.objects.filter(pk__in=[row.pk for row in held]).update(claimed_by=None, claimed_until=None)
    for workspace_id in {row.workspace_id for row in held}:
        live.announce(workspace_id, [row.pk for row in held])
