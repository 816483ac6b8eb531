"""What a conversation hangs under, asked of the platform where the items themselves did not say."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from connectors.capabilities import Kind
from connectors.errors import ConnectorError, Gone, NeedsReauth, NotPermitted, RateLimited, Rejected, Temporary
from inbox import live
from inbox.models import ChannelAccount, Conversation, Message
from inbox.services.credentials import outlived
from inbox.services.ingest import store_posts

log = structlog.get_logger(__name__)
AT_ONCE = 20
# Where it could not be read for the moment, it is asked for again after this long.
ASK_AGAIN = timedelta(minutes=5)
NO_CONTEXT = (Kind.DIRECT_MESSAGE, Kind.MAIL, Kind.VISITOR_POST, Kind.REVIEW)


def accounts_with_bare_conversations(*, now: datetime, limit: int = 20) -> list[int]:
    """Accounts in service, none of their streams in trouble, with conversations under something we do not hold."""
    bare = _bare(Conversation.objects.all(), now).values("account")
    calm = ChannelAccount.objects.in_service().exclude(streams__failures__gt=0)
    return list(calm.filter(pk__in=bare).order_by("pk").values_list("pk", flat=True)[:limit])


def _bare(conversations: QuerySet[Conversation], now: datetime) -> QuerySet[Conversation]:
    """Those under something we do not hold, not asked for yet."""
    begun_elsewhere = ~Exists(Message.objects.filter(conversation=OuterRef("pk"), external_id=OuterRef("thread_id")))
    return conversations.filter(begun_elsewhere, post=None, context_due_at__lte=now)


def read_context(account: ChannelAccount, *, now: datetime) -> int:
    """Ask for the posts of a few conversations that have none. Returns how many were found; trouble is logged."""
    conversations = _claim(account, now)
    if not conversations:
        return 0
    found = 0
    asked: set[int] = set()
    try:
        connector = account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        for conversation in conversations:
            newest = conversation.messages.filter(deleted_at=None).order_by("-sent_at", "-pk").first()
            if newest is None or newest.kind in NO_CONTEXT:
                asked.add(conversation.pk)
                continue
            try:
                posts = connector.context(newest.standing)
            except (Gone, NotPermitted, Rejected):
                posts = ()  # It is not there, or not for us to see: the conversation stands without it.
            asked.add(conversation.pk)
            if posts:
                with transaction.atomic():
                    store_posts(account, list(posts))
                    live.announce(account.workspace_id, [conversation.pk])
                found += 1
    except ConnectorError as trouble:
        error = outlived(account, trouble, now=now) if isinstance(trouble, NeedsReauth) else trouble
        if isinstance(error, Temporary):
            again_at = error.until if isinstance(error, RateLimited) else now + ASK_AGAIN
            left = [conversation.pk for conversation in conversations if conversation.pk not in asked]
            Conversation.objects.filter(pk__in=left).update(context_due_at=again_at)
        log.warning("context not read", account=account.pk, code=error.code)
    return found


@transaction.atomic
def _claim(account: ChannelAccount, now: datetime) -> list[Conversation]:
    """Conversations under something we do not hold, marked as asked for."""
    free = account.conversations.select_for_update(skip_locked=True, of=("self",), no_key=True)
    batch = list(_bare(free, now).order_by("pk")[:AT_ONCE])
    Conversation.objects.filter(pk__in=[conversation.pk for conversation in batch]).update(context_due_at=None)
    return batch
