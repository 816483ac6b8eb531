"""Walking back: once to read a stream's history, then again and again to compare its recent past with what we hold.

A walk goes a few pages a turn beside the reading of what is new, and never holds that up. Its cursor moves in the transaction that
stores its pages, so it goes on where it stopped. What happens once all is listed: inbox/services/comparing.py.
"""

import random
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone

from connectors.contract import Connector
from connectors.errors import ConnectorError, NeedsReauth, RateLimited, Temporary
from connectors.items import Page
from connectors.registry import PLATFORMS
from inbox.models import (
    AccountStatus,
    Gap,
    GapKind,
    Message,
    Source,
    Stream,
    Walk,
    WalkItem,
    WalkKind,
    WalkState,
)
from inbox.services import comparing, credentials, ledger
from inbox.services.ingest import LostClaim, store_items
from inbox.services.polling import LEASE, LONGEST_BACKOFF_SECONDS, backoff
from inbox.services.receipts import stored_id

log = structlog.get_logger(__name__)
PAGES_PER_TURN = 5
# A bulkhead: however many walks are due, no more than this are under way at once; the other workers are for what is new.
WALKS_AT_ONCE = 4
CANDIDATES_PER_CLAIM = 4
# Where every item read is paid for, comparing costs money: it is done this many times more rarely.
RARER_WHERE_CHARGED = 4
# Calls a walk leaves of an account's budget for the reading of what is new.
BUDGET_LEFT_ALONE = 10
# What is younger than this when it is found may simply not have been read yet.
SETTLING = timedelta(minutes=5)
KEEP_WALKS = timedelta(days=90)
# A walk that fails for this long, or is refused twice, is a gap until a walk of its kind ends.
UNREADABLE_AFTER = timedelta(hours=1)
# Places in a list expire: a walk that is refused gives its own up and begins anew, no more often than this.
BEGIN_ANEW_EVERY = timedelta(days=1)
# To close a gap, a comparison looks back up to this many times as far as usual.
FURTHEST_BACK = 2


def begin_history(stream: Stream, *, now: datetime) -> None:
    """Begin to read a stream's past, as far as the platform reaches; once in a stream's life."""
    if stream.spec.reconciles and not stream.walks.filter(kind=WalkKind.HISTORY).exists():
        until = now - timedelta(days=settings.HISTORY_DAYS) if settings.HISTORY_DAYS else None
        stream.walks.create(kind=WalkKind.HISTORY, until=until, began_at=now, next_at=now)


def begin_comparisons(*, now: datetime, limit: int = 200) -> int:
    """Begin a comparison of every stream whose last one is long enough ago. Returns how many.

    A history that began just now reads the same time and counts as one; one that takes for ever stops nothing.
    """
    charged = [slug for slug, connector in PLATFORMS.items() if connector.capabilities.charges_for_reads]
    usual = timedelta(seconds=settings.RECONCILE_SECONDS)
    lately = Walk.objects.filter(
        Q(began_at__gt=now - usual)
        | Q(began_at__gt=now - usual * RARER_WHERE_CHARGED, stream__account__platform__in=charged)
    )
    due = _comparable().exclude(pk__in=lately.values("stream")).filter(account__status=AccountStatus.ACTIVE)
    Walk.objects.filter(state=WalkState.DONE, kind=WalkKind.RECONCILE, began_at__lt=now - KEEP_WALKS).delete()
    return _begin_comparisons(due.order_by("pk")[:limit], now)


def compare_now(account_id: int, *, now: datetime) -> int:
    """Begin a comparison of every stream of an account that has none under way. Returns how many."""
    return _begin_comparisons(_comparable().filter(account=account_id), now)


def _comparable() -> QuerySet[Stream]:
    """Streams that are read, and not being compared."""
    compared = Walk.objects.under_way().filter(kind=WalkKind.RECONCILE)
    read = Stream.objects.filter(last_success_at__isnull=False).exclude(pk__in=compared.values("stream"))
    return read.select_related("account")


def _begin_comparisons(streams: Iterable[Stream], now: datetime) -> int:
    """Each goes back RECONCILE_DAYS, or as far as an open gap that it may close by walking through all of its span."""
    reconciled = [stream for stream in streams if stream.spec.reconciles]
    usual = timedelta(days=settings.RECONCILE_DAYS)
    cut = Gap.objects.filter(closed_at=None, kind=GapKind.TRUNCATED, began_at__gte=now - FURTHEST_BACK * usual)
    rows = cut.filter(stream__in=reconciled).values_list("stream").annotate(since=Min("began_at"))
    since = dict(rows.order_by())
    begun = [
        Walk(
            stream=stream,
            kind=WalkKind.RECONCILE,
            until=min(now - usual, since.get(stream.pk, now)),
            began_at=now,
            next_at=now,
        )
        for stream in reconciled
    ]
    return len(Walk.objects.bulk_create(begun, ignore_conflicts=True))


def claim_due(*, limit: int, now: datetime) -> list[int]:
    """Take up to `limit` walks that can go a step further, at most one an account and WALKS_AT_ONCE in all.

    Streams in trouble are left alone.
    """
    with transaction.atomic():
        claimed = Walk.objects.filter(claimed_until__gte=now)
        limit = min(limit, WALKS_AT_ONCE - claimed.count())
        if limit <= 0:
            return []
        busy = claimed.values("stream__account")
        due = (
            Walk.objects.due(now)
            .filter(stream__failures=0)
            .exclude(stream__account__in=busy)
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("stream")[: limit * CANDIDATES_PER_CLAIM]
        )
        chosen: dict[int, int] = {}
        for walk in due:
            if len(chosen) < limit:
                chosen.setdefault(walk.stream.account_id, walk.pk)
        Walk.objects.filter(pk__in=chosen.values()).update(claimed_until=now + LEASE)
    return list(chosen.values())


def step(walk_id: int) -> int:
    """One turn at a claimed walk. Trouble with the platform is noted on the walk, never raised. Returns pages stored."""
    walk = Walk.objects.select_related("stream__account").filter(pk=walk_id, claimed_until__gt=timezone.now()).first()
    if walk is None:
        return 0
    if walk.state == WalkState.DONE or walk.stream.account.status != AccountStatus.ACTIVE:
        _let_go(walk, next_at=walk.next_at)
        return 0
    pages = 0
    try:
        connector = walk.stream.account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        while walk.state == WalkState.RUNNING and pages < PAGES_PER_TURN:
            page = connector.fetch_back(walk.stream.name, walk.cursor, until=walk.until)
            _store_page(walk, page, connector, now=timezone.now())
            pages += 1
            if page.has_more and page.budget and page.budget.remaining <= BUDGET_LEFT_ALONE:
                _let_go(walk, next_at=page.budget.resets_at)
                return pages
        if walk.state == WalkState.COMPARING and comparing.compare(walk, connector):
            return pages
        _let_go(walk, next_at=timezone.now())
    except LostClaim:
        pass
    except ConnectorError as error:
        trouble = error
        if isinstance(error, NeedsReauth):
            trouble = credentials.outlived(walk.stream.account, error, now=timezone.now())
        _record_trouble(walk, trouble, now=timezone.now())
    except Exception as error:
        log.exception("walking back failed on our side", walk=walk.pk)
        fault = Temporary(f"Walking back failed on our side ({type(error).__name__}); the log has the details.")
        _record_trouble(walk, fault, now=timezone.now())
    return pages


def _store_page(walk: Walk, page: Page, connector: Connector, *, now: datetime) -> None:
    """Items, the ids that were listed, and the walk's place, in one transaction. Raises LostClaim."""
    stream = walk.stream
    source = Source.HISTORY if walk.kind == WalkKind.HISTORY else Source.RECONCILE
    with transaction.atomic():
        stored = store_items(
            stream.account_id,
            stream.name,
            page.items,
            lambda raw: connector.parse(stream.name, raw),
            source=source,
            now=now,
        )
        walk.total = min((told for told in (walk.total, page.total) if told is not None), default=None)
        walk.reached_at = page.reached or walk.reached_at
        walk.is_cut = walk.is_cut or bool(page.gap)
        ids = {stored_id(raw.external_id) for raw in page.items if raw.external_id}
        WalkItem.objects.bulk_create(
            [WalkItem(walk=walk, external_id=external_id) for external_id in sorted(ids)], ignore_conflicts=True
        )
        Message.objects.filter(account=stream.account_id, external_id__in=ids).update(looked_at=now)
        if page.gap:
            ledger.open_gap(
                stream,
                GapKind.TRUNCATED,
                page.gap,
                began_at=walk.until,
                ended_at=walk.reached_at or walk.began_at,
                walk_kind=walk.kind,
                now=now,
            )
        # What reading should have brought, had it missed nothing: written while the stream was being read, and not just now.
        read_since = _read_since(stream)
        late = 0
        if walk.kind == WalkKind.RECONCILE and read_since:
            late = sum(read_since < written_at < walk.began_at - SETTLING for written_at in stored.new)
        # With the last page all is listed; whatever happens from here on, no page is read again.
        state = WalkState.RUNNING if page.has_more else WalkState.COMPARING
        comparing.hold(
            walk,
            now=now,
            state=state,
            cursor=page.next_cursor,
            reached_at=walk.reached_at,
            page_count=F("page_count") + 1,
            item_count=F("item_count") + len(page.items),
            extra_count=F("extra_count") + len(page.items) - len(ids),
            new_count=F("new_count") + stored.new_messages,
            late_count=F("late_count") + late,
            total=walk.total,
            is_cut=walk.is_cut,
        )
    walk.state, walk.cursor = state, page.next_cursor
    walk.late_count += late
    walk.extra_count += len(page.items) - len(ids)


def _read_since(stream: Stream) -> datetime | None:
    """Since when the stream is being read forward."""
    return stream.windows.order_by("began_at").values_list("began_at", flat=True).first()


def _let_go(walk: Walk, *, next_at: datetime) -> None:
    Walk.objects.filter(pk=walk.pk, claimed_until=walk.claimed_until).update(claimed_until=None, next_at=next_at)


def _record_trouble(walk: Walk, error: ConnectorError, *, now: datetime) -> None:
    """Tried again later, from where it stopped; where the platform refuses that, from the beginning. Trouble that stays is a gap."""
    is_refused = not isinstance(error, (Temporary, NeedsReauth))
    failures, refusals, since = walk.failures + 1, walk.refusals + is_refused, walk.failing_since or now
    begins_anew = is_refused and _may_begin_anew(walk, now)
    if isinstance(error, RateLimited):
        next_at = error.until
    elif isinstance(error, Temporary) or begins_anew:
        next_at = now + backoff(failures, base_seconds=settings.POLL_SECONDS, spread=random.random())
    else:
        next_at = now + timedelta(seconds=LONGEST_BACKOFF_SECONDS)
    changes: dict[str, Any] = {"failures": failures, "refusals": refusals, "failing_since": since}
    if begins_anew:
        changes |= {"restarted_at": now, "cursor": {}, "reached_at": None, "total": None, "is_cut": False}
        changes |= dict.fromkeys(("page_count", "item_count", "extra_count"), 0)
    with transaction.atomic():
        noted = Walk.objects.filter(pk=walk.pk, claimed_until=walk.claimed_until).update(
            claimed_until=None, next_at=next_at, error_code=error.code, error_text=str(error), **changes
        )
        if not noted:
            return
        if begins_anew:
            walk.items.all().delete()
        if (is_refused and refusals > 1) or now - since > UNREADABLE_AFTER:
            ledger.open_gap(
                walk.stream,
                GapKind.UNREAD,
                f"The {walk.get_kind_display().lower()} cannot be read: {error}",
                began_at=walk.until,
                ended_at=walk.reached_at or walk.began_at,
                walk_kind=walk.kind,
                now=now,
            )
    log.warning("walk held up", walk=walk.pk, code=error.code, failures=failures)


def _may_begin_anew(walk: Walk, now: datetime) -> bool:
    """Whether it has a place to give up, and did not do so lately."""
    if walk.state != WalkState.RUNNING or not walk.cursor:
        return False
    return walk.restarted_at is None or now - walk.restarted_at > BEGIN_ANEW_EVERY
