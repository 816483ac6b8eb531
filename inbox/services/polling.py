"""Reading the platforms: which stream is due, one worker at each, and what happens when a platform refuses."""

import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from connectors.errors import ConnectorError, NeedsReauth, RateLimited, Temporary
from inbox import pokes
from inbox.models import AccountStatus, ChannelAccount, Stream
from inbox.services import credentials, ledger
from inbox.services.ingest import LostClaim, store_page

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=settings.LEASE_SECONDS)
# One turn at a stream; what is left waits for the next, so that no account holds a worker for long.
PAGES_PER_TURN = 20
LONGEST_BACKOFF_SECONDS = 15 * 60
# Bulkheads: one account never has more workers than this at its streams, and all slow or failing streams together never more
# than `SLOW_STREAMS_AT_ONCE`, however many there are.
TURNS_AN_ACCOUNT = 2
SLOW_TURN_SECONDS = 5.0
CANDIDATES_PER_CLAIM = 4


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
        if not _may_claim():
            return []
        due = Stream.objects.due(now).select_for_update(skip_locked=True, of=("self",))
        due = due.only("pk", "account_id", "failures", "turn_seconds", "next_poll_at")
        # Looked for apart: however many are in trouble, the others are found.
        is_slow = Q(failures__gt=0) | Q(turn_seconds__gt=SLOW_TURN_SECONDS)
        calm = list(due.exclude(is_slow)[: limit * CANDIDATES_PER_CLAIM])
        troubled = list(due.filter(is_slow)[: settings.SLOW_STREAMS_AT_ONCE * CANDIDATES_PER_CLAIM])
        candidates = sorted(calm + troubled, key=lambda stream: (stream.next_poll_at, stream.pk))
        under_way = Stream.objects.filter(claimed_until__gte=now).only("account_id", "failures", "turn_seconds")
        ids = choose_turns(candidates, list(under_way), limit=limit, slow_at_once=settings.SLOW_STREAMS_AT_ONCE)
        Stream.objects.filter(pk__in=ids).update(claimed_until=now + LEASE)
    return ids


def _may_claim() -> bool:
    """One claim at a time: two that count what is under way at once would both find room for the same turn."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('heard: claim streams'))")
        return bool(cursor.fetchone()[0])


def choose_turns(due: list[Stream], under_way: list[Stream], *, limit: int, slow_at_once: int) -> list[int]:
    """Which of the due streams, in their order, get a turn now, so that no account and no trouble takes every worker."""
    at_account = Counter(stream.account_id for stream in under_way)
    slow = sum(_is_slow(stream) for stream in under_way)
    chosen: list[int] = []
    for stream in due:
        if len(chosen) == limit:
            break
        if at_account[stream.account_id] >= TURNS_AN_ACCOUNT or (_is_slow(stream) and slow >= slow_at_once):
            continue
        chosen.append(stream.pk)
        at_account[stream.account_id] += 1
        slow += _is_slow(stream)
    return chosen


def _is_slow(stream: Stream) -> bool:
    return stream.failures > 0 or stream.turn_seconds > SLOW_TURN_SECONDS


def poll(stream_id: int) -> Turn:
    """One turn at a claimed stream. Trouble with the platform is recorded on the stream, never raised."""
    stream = Stream.objects.select_related("account").filter(pk=stream_id, claimed_until__gt=timezone.now()).first()
    if stream is None or stream.account.status != AccountStatus.ACTIVE:
        return Turn()
    pages = new_messages = quarantined = 0
    began = time.monotonic()
    try:
        connector = stream.account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        while pages < PAGES_PER_TURN:
            stream.pass_began_at = stream.pass_began_at or timezone.now()
            page = connector.fetch(stream.name, stream.cursor)
            _renew_claim(stream)
            stored = store_page(stream, page, lambda raw: connector.parse(stream.name, raw), now=timezone.now())
            pages += 1
            new_messages += stored.new_messages
            quarantined += stored.quarantined
            if not page.has_more:
                break
        _finish(stream, time.monotonic() - began, has_more=page.has_more)
    except LostClaim:
        return Turn(pages, new_messages, quarantined)
    except ConnectorError as error:
        trouble = (
            credentials.outlived(stream.account, error, now=timezone.now()) if isinstance(error, NeedsReauth) else error
        )
        record_trouble(stream, trouble, time.monotonic() - began, now=timezone.now())
        return Turn(pages, new_messages, quarantined, error=str(trouble))
    except Exception as error:
        # A mistake of ours must show on the account's page, and must not come round faster than any other trouble.
        log.exception("reading failed on our side", stream=stream.pk)
        fault = Temporary(f"Reading failed on our side ({type(error).__name__}); the log has the details.")
        record_trouble(stream, fault, time.monotonic() - began, now=timezone.now())
        return Turn(pages, new_messages, quarantined, error=str(fault))
    return Turn(pages, new_messages, quarantined)


def _renew_claim(stream: Stream) -> None:
    until = timezone.now() + LEASE
    if not Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(claimed_until=until):
        raise LostClaim
    stream.claimed_until = until


def _finish(stream: Stream, seconds: float, *, has_more: bool) -> None:
    now = timezone.now()
    pause, why = (timedelta(0), "more is there already") if has_more else _pause(stream, now)
    Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(
        claimed_until=None, turn_seconds=seconds, **_next_poll(stream, now + pause, why)
    )


def _next_poll(stream: Stream, at: datetime, why: str) -> dict[str, Case]:
    """When it is read next, unless somebody (a push, an admin) has asked for it since this turn was claimed."""
    is_unasked = Q(next_poll_at=stream.next_poll_at)
    return {
        "next_poll_at": Case(When(is_unasked, then=Value(at)), default=F("next_poll_at")),
        "next_poll_why": Case(When(is_unasked, then=Value(why)), default=F("next_poll_why")),
    }


def _pause(stream: Stream, now: datetime) -> tuple[timedelta, str]:
    """Until the next poll, and why: the usual interval, longer where the rest of the rate budget must be spread out."""
    usual = timedelta(seconds=settings.POLL_SECONDS)
    if stream.budget_remaining is None or stream.budget_resets_at is None or stream.budget_resets_at <= now:
        return usual, "the usual interval"
    spread = (stream.budget_resets_at - now) / max(1, stream.budget_remaining)
    if spread <= usual:
        return usual, "the usual interval"
    return spread, f"{stream.budget_remaining} calls are left until {stream.budget_resets_at:%H:%M} UTC"


def backoff(failures: int, *, base_seconds: float, spread: float) -> timedelta:
    """Doubling from `base_seconds`, never over a quarter of an hour; `spread` in [0, 1) shifts it by up to a half."""
    seconds = min(LONGEST_BACKOFF_SECONDS, base_seconds * 2 ** min(failures, 20))
    return timedelta(seconds=seconds * (0.75 + spread / 2))


def next_try(error: ConnectorError, failures: int, now: datetime) -> tuple[datetime, str]:
    """When a read that failed is tried again, and why then."""
    if isinstance(error, RateLimited):
        return error.until + timedelta(seconds=random.uniform(0, 5)), "the platform asked to wait"
    if not isinstance(error, Temporary):
        return now + timedelta(
            seconds=LONGEST_BACKOFF_SECONDS
        ), "the platform refuses; somebody may have mended it by then"
    wait = backoff(failures, base_seconds=settings.POLL_SECONDS, spread=random.random())
    return now + wait, f"waiting longer after {failures} failed tries" if failures > 1 else "one try failed"


def record_trouble(stream: Stream, error: ConnectorError, seconds: float, *, now: datetime) -> None:
    """Note on the stream what is wrong and when it is tried again."""
    failures = stream.failures + 1
    next_poll_at, why = next_try(error, failures, now)
    with transaction.atomic():
        Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(
            claimed_until=None,
            last_poll_at=now,
            failures=failures,
            error_code=error.code,
            error_text=str(error),
            **_next_poll(stream, next_poll_at, why),
            pass_began_at=stream.pass_began_at,
            turn_seconds=seconds,
        )
        ledger.note_failure(stream, str(error), now=now)
    log.warning("stream not read", stream=stream.pk, code=error.code, failures=failures)


def check_now(account: ChannelAccount, *, now: datetime) -> int:
    """Make every stream of the account due. Returns how many."""
    pokes.poke(pokes.POLL)
    return account.streams.update(next_poll_at=now, next_poll_why="somebody asked for it", failures=0)
