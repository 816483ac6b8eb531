"""Celery's side of the inbox. A task takes ids, calls one service, and is safe to run twice or not at all."""

from collections.abc import Callable
from datetime import datetime

import structlog
from celery import shared_task
from django.conf import settings
from django.utils import timezone

from connectors.errors import NeedsReauth
from connectors.registry import PLATFORMS
from inbox import partitions
from inbox.models import ChannelAccount
from inbox.services import (
    accounts,
    context,
    credentials,
    delivery,
    lifecycle,
    polling,
    push,
    replay,
    second_look,
    walks,
)

log = structlog.get_logger(__name__)
STREAMS_A_TICK = 50
REPLIES_A_TICK = 100
WALKS_A_TICK = 4
RENEWALS_A_TICK = 20


@shared_task
def poll_due_streams() -> int:
    """Hand every due stream to a worker of its own, so that a slow platform holds up nobody else."""
    ids = polling.claim_due(limit=STREAMS_A_TICK, now=timezone.now())
    for stream_id in ids:
        poll_stream.delay(stream_id)
    return len(ids)


@shared_task
def poll_stream(stream_id: int) -> int:
    return polling.poll(stream_id).new_messages


@shared_task
def process_pushes() -> int:
    return push.process_pending(now=timezone.now()).receipts


@shared_task
def walk_due() -> int:
    """Hand walks that can go a step further to workers; new comparisons begin here as well."""
    now = timezone.now()
    walks.begin_comparisons(now=now)
    ids = walks.claim_due(limit=WALKS_A_TICK, now=now)
    for walk_id in ids:
        walk_step.delay(walk_id)
    return len(ids)


@shared_task
def walk_step(walk_id: int) -> int:
    return walks.step(walk_id)


@shared_task
def renew_credentials() -> int:
    ids = credentials.renew_due(now=timezone.now(), limit=RENEWALS_A_TICK)
    for account_id in ids:
        renew_credentials_of.delay(account_id)
    return len(ids)


@shared_task
def renew_credentials_of(account_id: int) -> bool:
    account = ChannelAccount.objects.in_service().filter(pk=account_id).first()
    return credentials.renew_in_time(account, now=timezone.now()) if account else False


@shared_task
def subscribe(account_id: int) -> bool:
    account = ChannelAccount.objects.in_service().filter(pk=account_id).first()
    return accounts.subscribe(account) if account else False


@shared_task
def add_missing_streams() -> int:
    """A new version of Heard may read more than the one that connected an account."""
    in_service = ChannelAccount.objects.in_service().filter(platform__in=PLATFORMS)
    return sum(accounts.add_missing_streams(account, now=timezone.now()) for account in in_service)


@shared_task
def subscribe_all() -> int:
    """Platforms let subscriptions lapse; asking again changes nothing where they have not."""
    ids = ChannelAccount.objects.in_service().values_list("pk", flat=True)
    for account_id in ids:
        subscribe.delay(account_id)
    return len(ids)


@shared_task
def read_contexts() -> int:
    ids = context.accounts_with_bare_conversations(now=timezone.now())
    for account_id in ids:
        read_context_at.delay(account_id)
    return len(ids)


@shared_task
def read_context_at(account_id: int) -> int:
    account = ChannelAccount.objects.in_service().filter(pk=account_id).first()
    return context.read_context(account, now=timezone.now()) if account else 0


@shared_task
def look_again() -> int:
    # Accounts in trouble are left alone: looking there would keep workers waiting for nothing.
    ids = ChannelAccount.objects.in_service().exclude(streams__failures__gt=0).values_list("pk", flat=True)
    for account_id in ids:
        look_again_at.delay(account_id)
    return len(ids)


@shared_task
def look_again_at(account_id: int) -> int:
    account = ChannelAccount.objects.in_service().filter(pk=account_id).first()
    return second_look.look_again(account, now=timezone.now()) if account else 0


@shared_task
def deliver_due() -> int:
    ids = delivery.due_replies(now=timezone.now(), limit=REPLIES_A_TICK)
    for reply_id in ids:
        deliver_reply.delay(reply_id)
    return len(ids)


@shared_task
def deliver_reply(reply_id: int) -> None:
    delivery.deliver(reply_id)


@shared_task
def close_after_silence() -> int:
    return lifecycle.close_after_silence(now=timezone.now(), days=settings.SILENCE_DAYS)


@shared_task
def wake_snoozed() -> int:
    return lifecycle.wake_snoozed(now=timezone.now())


@shared_task
def make_partitions() -> int:
    return len(partitions.make_partitions(timezone.now()))


@shared_task(acks_late=False, time_limit=6 * 3600)
def replay_span(account_id: int, since: str, until: str) -> None:
    """Run everything again that came to an account between two times (ISO). Asked for by hand, so that a lost one is asked for again."""
    account = ChannelAccount.objects.get(pk=account_id)
    span = {"since": datetime.fromisoformat(since), "until": datetime.fromisoformat(until)}
    _tell(account_id, lambda now: replay.replay_window(account, **span, now=now))


@shared_task(acks_late=False, time_limit=6 * 3600)
def replay_quarantine(account_id: int) -> None:
    account = ChannelAccount.objects.get(pk=account_id)
    _tell(account_id, lambda now: replay.replay_quarantine(account, now=now))


def _tell(account_id: int, run: Callable[[datetime], replay.Replayed]) -> None:
    try:
        log.info("receipts were run again", account=account_id, what=str(run(timezone.now())))
    except NeedsReauth as error:
        log.warning("receipts were not run again", account=account_id, why=str(error))
