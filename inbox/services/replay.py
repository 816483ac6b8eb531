"""Running receipts again through parse and triage: with the same result, and never twice in the database."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from connectors.contract import Connector
from inbox import pokes
from inbox.models import ChannelAccount, Message, Receipt, ReceiptState
from inbox.services import importing, push
from inbox.services.ingest import lock_account, run_again
from inbox.services.receipts import ERASED, TOMBSTONES, Understood, save_state, understand

log = structlog.get_logger(__name__)
AT_ONCE = 200


@dataclass(frozen=True)
class Replayed:
    """What running receipts again came to."""

    receipts: int = 0
    new_messages: int = 0
    mended: int = 0
    quarantined: int = 0

    def __add__(self, other: "Replayed") -> "Replayed":
        return Replayed(
            self.receipts + other.receipts,
            self.new_messages + other.new_messages,
            self.mended + other.mended,
            self.quarantined + other.quarantined,
        )

    def __str__(self) -> str:
        found = "1 receipt was" if self.receipts == 1 else f"{self.receipts:,} receipts were"
        return (
            f"{found} run again: {self.new_messages:,} new, {self.mended:,} out of quarantine, "
            f"{self.quarantined:,} still in it."
        )


def replay_receipt(account: ChannelAccount, receipt_id: int, *, now: datetime) -> Replayed:
    """Run one receipt again. Raises NeedsReauth where the account's credentials cannot be opened."""
    return _replay(account, Receipt.objects.filter(account=account, id=receipt_id), now=now)


def replay_window(account: ChannelAccount, *, since: datetime, until: datetime, now: datetime) -> Replayed:
    """Run everything again that came in a span of time, oldest first. Raises NeedsReauth."""
    return _replay(
        account, Receipt.objects.filter(account=account, received_at__gte=since, received_at__lt=until), now=now
    )


def replay_quarantine(account: ChannelAccount, *, now: datetime) -> Replayed:
    """Run everything again that is in quarantine. Raises NeedsReauth."""
    return _replay(account, Receipt.objects.filter(account=account, state=ReceiptState.QUARANTINED), now=now)


def _replay(account: ChannelAccount, receipts: QuerySet[Receipt], *, now: datetime) -> Replayed:
    connector = account.open(settings.PLATFORM_TIMEOUT_SECONDS)
    total = Replayed()
    after = 0
    while True:
        batch = list(
            receipts.filter(id__gt=after)
            .exclude(raw=ERASED)
            .exclude(stream=TOMBSTONES)
            .exclude(state=ReceiptState.PENDING)
            .order_by("id")[:AT_ONCE]
        )
        if not batch:
            return total
        after = batch[-1].id
        # One after the other in the order they came, a stream at a time while it stays the same.
        for stream_name, group in groupby(batch, key=lambda receipt: receipt.stream):
            total += _replay_group(account, connector, stream_name, list(group), now)


@transaction.atomic
def _replay_group(
    account: ChannelAccount, connector: Connector, stream_name: str, receipts: list[Receipt], now: datetime
) -> Replayed:
    if stream_name == push.STREAM:
        for receipt in receipts:
            push.look_into(receipt, now=now)
        bad = sum(receipt.state == ReceiptState.QUARANTINED for receipt in receipts)
        return Replayed(receipts=len(receipts), quarantined=bad)
    # In the order in which everybody takes locks: the account, then what belongs to it.
    lock_account(account.pk)
    parse = importing.parse_line if stream_name == importing.STREAM else partial(connector.parse, stream_name)
    newest, superseded = _newest_ids(account, stream_name, receipts), _superseded(account, receipts)
    before = {receipt.id: receipt.state for receipt in receipts}
    entries = []
    for receipt in receipts:
        parsed = understand(receipt, json.loads(receipt.raw), parse)
        # What an item said before it was changed is history: only its newest receipt is stored again.
        is_newest = not receipt.external_id or newest.get(receipt.external_id) == receipt.id
        if parsed and is_newest and receipt.id not in superseded:
            entries.append(Understood(receipt, parsed))
    for receipt in receipts:
        save_state(receipt)
    stored = run_again(account.pk, entries, now=now)
    told = [entry.parsed.message.external_id for entry in entries if entry.parsed and entry.parsed.message]
    Message.objects.filter(account=account, external_id__in=told).update(triaged_at=None)
    pokes.poke(pokes.TRIAGE)
    is_bad = [receipt.state == ReceiptState.QUARANTINED for receipt in receipts]
    was_bad = [before[receipt.id] == ReceiptState.QUARANTINED for receipt in receipts]
    mended = sum(was and not now_bad for was, now_bad in zip(was_bad, is_bad, strict=True))
    return Replayed(len(receipts), len(stored.new), mended, sum(is_bad))


def _newest_ids(account: ChannelAccount, stream_name: str, receipts: list[Receipt]) -> dict[str, int]:
    ids = {receipt.external_id for receipt in receipts if receipt.external_id}
    found = Receipt.objects.filter(account=account, stream=stream_name, external_id__in=ids)
    newest = found.order_by("external_id", "-id").distinct("external_id")
    return dict(newest.values_list("external_id", "id"))


def _superseded(account: ChannelAccount, receipts: list[Receipt]) -> set[int]:
    """Receipts of messages that another stream has told of since: what they say is no longer what the platform says."""
    ids = {receipt.external_id for receipt in receipts if receipt.external_id}
    current = dict(account.messages.filter(external_id__in=ids).values_list("external_id", "receipt_id"))
    return {receipt.id for receipt in receipts if (current.get(receipt.external_id) or 0) > receipt.id}
