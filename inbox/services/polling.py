"""Reading the platforms: which stream is due, one worker at each, and what happens when a platform refuses."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from connectors.errors import ConnectorError, NeedsReauth, RateLimited, Temporary
from inbox import pokes
from inbox.models import AccountStatus, ChannelAccount, Stream
from inbox.services.ingest import LostClaim, store_page

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=120)
# One turn at a stream; what is left waits for the next, so that no account holds a worker for long.
PAGES_PER_TURN = 20
LONGEST_BACKOFF_SECONDS = 15 * 60


@dataclass(frozen=True)
class Turn:
    """What one turn at a stream did."""

    pages: int = 0
    new_messages: int = 0
    quarantined: int = 0
    error: str = ""


def claim_due(*, limit: int, now: datetime) -> list[int]:
    """Take up to `limit` due streams for this worker. Claims are leases: a worker that dies lets go by itself."""
    with transaction.atomic():
        due = Stream.objects.due(now).select_for_update(skip_locked=True, of=("self",))[:limit]
        ids = [stream.pk for stream in due]
        Stream.objects.filter(pk__in=ids).update(claimed_until=now + LEASE)
    return ids


def poll(stream_id: int) -> Turn:
    """One turn at a claimed stream. Trouble with the platform is recorded on the stream, never raised."""
    stream = Stream.objects.select_related("account").filter(pk=stream_id, claimed_until__gt=timezone.now()).first()
    if stream is None or stream.account.status != AccountStatus.ACTIVE:
        return Turn()
    pages = new_messages = quarantined = 0
    try:
        connector = stream.account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        while pages < PAGES_PER_TURN:
            page = connector.fetch(stream.name, stream.cursor)
            _renew_claim(stream)
            stored = store_page(stream, page, lambda raw: connector.parse(stream.name, raw), now=timezone.now())
            pages += 1
            new_messages += stored.new_messages
            quarantined += stored.quarantined
            if not page.has_more:
                break
        _finish(stream, has_more=page.has_more)
    except LostClaim:
        return Turn(pages, new_messages, quarantined)
    except ConnectorError as error:
        record_trouble(stream, error, now=timezone.now())
        return Turn(pages, new_messages, quarantined, error=str(error))
    except Exception as error:
        # A mistake of ours must show on the account's page, and must not come round faster than any other trouble.
        log.exception("reading failed on our side", stream=stream.pk)
        fault = Temporary(f"Reading failed on our side ({type(error).__name__}); the log has the details.")
        record_trouble(stream, fault, now=timezone.now())
        return Turn(pages, new_messages, quarantined, error=str(fault))
    return Turn(pages, new_messages, quarantined)


def _renew_claim(stream: Stream) -> None:
    until = timezone.now() + LEASE
    if not Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(claimed_until=until):
        raise LostClaim
    stream.claimed_until = until


def _finish(stream: Stream, *, has_more: bool) -> None:
    now = timezone.now()
    pause = timedelta(0) if has_more else _pause(stream, now)
    Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(
        claimed_until=None, next_poll_at=now + pause
    )


def _pause(stream: Stream, now: datetime) -> timedelta:
    """Until the next poll: the usual interval, longer where the rest of the rate budget must be spread out."""
    usual = timedelta(seconds=settings.POLL_SECONDS)
    if stream.budget_remaining is None or stream.budget_resets_at is None or stream.budget_resets_at <= now:
        return usual
    return max(usual, (stream.budget_resets_at - now) / max(1, stream.budget_remaining))


def backoff(failures: int, *, base_seconds: float, spread: float) -> timedelta:
    """Doubling from `base_seconds`, never over a quarter of an hour; `spread` in [0, 1) shifts it by up to a half."""
    seconds = min(LONGEST_BACKOFF_SECONDS, base_seconds * 2 ** min(failures, 20))
    return timedelta(seconds=seconds * (0.75 + spread / 2))


def record_trouble(stream: Stream, error: ConnectorError, *, now: datetime) -> None:
    """Note on the stream what is wrong and when it is tried again. Only a refused token takes the account out of service."""
    failures = stream.failures + 1
    wait = backoff(failures, base_seconds=settings.POLL_SECONDS, spread=random.random())
    next_poll_at = now + wait
    if isinstance(error, RateLimited):
        next_poll_at = error.until + timedelta(seconds=random.uniform(0, 5))
    elif not isinstance(error, Temporary):
        next_poll_at = now + timedelta(seconds=LONGEST_BACKOFF_SECONDS)
    with transaction.atomic():
        Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(
            claimed_until=None,
            last_poll_at=now,
            failures=failures,
            error_code=error.code,
            error_text=str(error),
            next_poll_at=next_poll_at,
        )
        if isinstance(error, NeedsReauth):
            mark_needs_reconnecting(stream.account, str(error), now=now)
    log.warning("stream not read", stream=stream.pk, code=error.code, failures=failures)


def mark_needs_reconnecting(account: ChannelAccount, text: str, *, now: datetime) -> None:
    ChannelAccount.objects.filter(pk=account.pk, status=AccountStatus.ACTIVE).update(
        status=AccountStatus.NEEDS_RECONNECTING, status_text=text, status_changed_at=now
    )


def check_now(account: ChannelAccount, *, now: datetime) -> int:
    """Make every stream of the account due. Returns how many."""
    pokes.poke(pokes.POLL)
    return account.streams.update(next_poll_at=now, failures=0)
