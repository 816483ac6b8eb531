"""Celery's side of the inbox. A task takes ids, calls one service, and is safe to run twice or not at all."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from inbox import partitions
from inbox.models import ChannelAccount
from inbox.services import delivery, lifecycle, polling, second_look

STREAMS_A_TICK = 50
REPLIES_A_TICK = 100


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
def look_again() -> int:
    ids = ChannelAccount.objects.in_service().values_list("pk", flat=True)
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
