"""Comparing: once a walk has listed what the platform holds, both sides are counted, and the ledger says where they differ.

A walk in this state has read all its pages. Whatever happens, only the comparing is done again.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from connectors.contract import REREAD_AT_ONCE, Connector
from inbox.bulk import in_batches
from inbox.models import GapKind, Message, Post, Receipt, ReceiptState, Walk, WalkKind, WalkState
from inbox.services import ledger
from inbox.services.ingest import LostClaim
from inbox.services.polling import LEASE
from inbox.services.receipts import ERASED, understand
from inbox.services.second_look import look_at

# Batches of unlisted messages looked at in one turn; the rest waits for the next.
LOOKS_PER_TURN = 20
IDS_AT_ONCE = 1000
# A gap of more items than this does not name them.
IDS_NAMED = 1000
# Of a platform's total, this part may be off without a gap: its figures lag behind what it lists.
TOTAL_TOLERANCE = 0.01


def hold(walk: Walk, *, now: datetime, is_progress: bool = True, **changes: Any) -> None:
    """Hold a walk's lease for longer and write down the step that was made; progress forgets trouble. Raises LostClaim."""
    until = now + LEASE
    if is_progress:
        changes |= {"failures": 0, "failing_since": None, "error_code": "", "error_text": ""}
    if not Walk.objects.filter(pk=walk.pk, claimed_until=walk.claimed_until).update(claimed_until=until, **changes):
        raise LostClaim
    walk.claimed_until = until
    if is_progress:
        walk.failures, walk.failing_since = 0, None


def compare(walk: Walk, connector: Connector) -> bool:
    """Look at what was not listed, count both sides, and end the walk. False where the turn ended before that.

    Raises ConnectorError and LostClaim; it is begun again then, and what was looked at since the walk began is not looked at twice.
    """
    if walk.kind == WalkKind.RECONCILE and not _look_at_unlisted(walk, connector):
        return False
    listed = list(walk.items.order_by("external_id").values_list("external_id", flat=True))
    missing = _find_missing(walk, connector, listed)
    named = walk.stream.gaps.standing().filter(kind=GapKind.DIFFERENCE).exclude(external_ids=[])
    mended = [gap.pk for gap in named if not _find_missing(walk, connector, gap.external_ids)]
    shortfall = _shortfall(walk, len(listed))
    now = timezone.now()
    with transaction.atomic():
        ended = Walk.objects.filter(pk=walk.pk, claimed_until=walk.claimed_until).update(
            state=WalkState.DONE,
            finished_at=now,
            claimed_until=None,
            platform_count=len(listed),
            our_count=len(listed) - len(missing),
        )
        if not ended:
            raise LostClaim
        walk.items.all().delete()
        _open_gaps(walk, missing, shortfall, len(listed), now=now)
        _close_gaps(walk, mended, is_equal=not missing and not shortfall, now=now)
    return True


def _look_at_unlisted(walk: Walk, connector: Connector) -> bool:
    """What we hold of this stream and time, and the platform did not list: is it still there? True once all was looked at."""
    if walk.until is None:
        return True
    account = walk.stream.account
    unlisted = (
        Message.objects.select_related("conversation")
        .filter(account=account, stream=walk.stream.name, deleted_at=None)
        .filter(sent_at__gte=walk.until, sent_at__lt=walk.began_at)
        .filter(Q(looked_at=None) | Q(looked_at__lt=walk.began_at))
        .order_by("sent_at", "pk")
    )
    for _look in range(LOOKS_PER_TURN):
        batch = list(unlisted[:REREAD_AT_ONCE])
        if not batch:
            return True
        now = timezone.now()
        found = look_at(account, connector, batch, now=now)
        # Only now: a look that failed is taken again.
        Message.objects.filter(pk__in=[message.pk for message in batch]).update(looked_at=now)
        hold(walk, now=timezone.now(), gone_count=F("gone_count") + found.gone)
    return not unlisted.exists()


def _find_missing(walk: Walk, connector: Connector, listed: Sequence[str]) -> list[str]:
    """Listed ids that are neither a message, nor a post, nor in quarantine, nor known to say nothing."""
    stream = walk.stream
    known: set[str] = set()
    for ids in in_batches(sorted(listed), IDS_AT_ONCE):
        hold(walk, now=timezone.now(), is_progress=False)
        messages = Message.objects.filter(account=stream.account_id)
        known |= set(messages.filter(external_id__in=ids).values_list("external_id", flat=True))
        earlier = messages.once_called(ids).values_list("earlier_ids", flat=True)
        known |= {old for olds in earlier for old in olds}
        posts = Post.objects.filter(account=stream.account_id, external_id__in=ids)
        known |= set(posts.filter(is_ours=True).values_list("external_id", flat=True))
        # Somebody's post can be held as what others answer, without being held as the message it is.
        others = set(posts.filter(is_ours=False).values_list("external_id", flat=True)) - known
        known |= others - _messages_among(walk, connector, others)
        told = Receipt.objects.filter(account=stream.account_id, stream=stream.name, external_id__in=ids)
        explained = told.filter(state__in=[ReceiptState.QUARANTINED, ReceiptState.NOTHING])
        known |= set(explained.values_list("external_id", flat=True))
    return sorted(set(listed) - known)


def _messages_among(walk: Walk, connector: Connector, ids: set[str]) -> set[str]:
    """Those of the ids whose item is a message in this stream, by its newest receipt."""
    stream = walk.stream
    told = Receipt.objects.filter(account=stream.account_id, stream=stream.name, external_id__in=ids)
    newest = told.exclude(raw=ERASED).order_by("external_id", "-id").distinct("external_id")
    parse = partial(connector.parse, stream.name)
    meant = {receipt.external_id: understand(receipt, json.loads(receipt.raw), parse) for receipt in newest}
    return {external_id for external_id, parsed in meant.items() if parsed is None or parsed.message}


def _shortfall(walk: Walk, listed: int) -> int:
    """How many items fewer were listed than the platform says it holds; 0 where that cannot be told.

    Only of a whole walk: one with an `until`, or one that was cut, never saw all that the total may count. The total is the least
    that was said, for more arrives meanwhile; what we know to have been deleted meanwhile is allowed for, and one in a hundred.
    """
    if walk.total is None or walk.until or walk.is_cut:
        return 0
    deleted = Message.objects.filter(
        account=walk.stream.account_id, stream=walk.stream.name, deleted_at__gte=walk.began_at
    )
    fewer = walk.total - listed - walk.extra_count - deleted.count()
    return fewer if fewer > walk.total * TOTAL_TOLERANCE else 0


def _open_gaps(walk: Walk, missing: list[str], shortfall: int, listed: int, *, now: datetime) -> None:
    open_gap = partial(
        ledger.open_gap, walk.stream, began_at=walk.until, ended_at=walk.began_at, walk_kind=walk.kind, now=now
    )
    if missing:
        shown = ", ".join(missing[:5])
        open_gap(
            GapKind.DIFFERENCE,
            f"The platform lists items that are not stored here, such as {shown}. Run the window again, or look at the log.",
            item_count=len(missing),
            external_ids=missing if len(missing) <= IDS_NAMED else [],
        )
    if shortfall:
        text = f"The platform says it holds {walk.total} items, and listed {listed + walk.extra_count} of them."
        open_gap(GapKind.DIFFERENCE, text, item_count=shortfall)
    if walk.late_count:
        text = "Reading had missed them; looking again found them, and they are stored now."
        gap = open_gap(GapKind.LATE, text, item_count=walk.late_count)
        ledger.close_gaps(walk.stream.gaps.filter(pk=gap.pk), "stored when they were found", now=now)


def _close_gaps(walk: Walk, mended: list[int], *, is_equal: bool, now: datetime) -> None:
    """What the walk shows to be mended: the items a gap named, or its whole span (`GapKind`)."""
    gaps = walk.stream.gaps.standing()
    ledger.close_gaps(gaps.filter(pk__in=mended), "compared again; both sides hold the same", now=now)
    unread = gaps.filter(kind=GapKind.UNREAD, walk_kind=walk.kind)
    ledger.close_gaps(unread, "read to its end since", now=now)
    if not is_equal or walk.is_cut:
        return
    covered = gaps.covered_by(walk)
    differing, cut = covered.filter(kind=GapKind.DIFFERENCE), covered.filter(kind=GapKind.TRUNCATED)
    ledger.close_gaps(differing, "compared again; both sides hold the same", now=now)
    ledger.close_gaps(cut, "walked through since; all of it is here", now=now)
