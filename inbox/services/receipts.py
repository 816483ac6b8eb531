"""Receipts: every item as it was handed over, written down before anybody tries to understand it."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog

from connectors.errors import Malformed
from connectors.items import Parsed, Raw
from connectors.reading import storable
from inbox.bulk import draw_ids
from inbox.models import ChannelAccount, Receipt, ReceiptState, Source

log = structlog.get_logger(__name__)
# An item that comes again after this long gets a new receipt; its message is still the same one.
RECEIPT_MEMORY = timedelta(days=93)
ID_LENGTH = 300
# What is left of a receipt whose text was erased.
ERASED = "{}"
# Pushes come in any order, and an import tells what once was: neither says what a known message says now.
NOT_THE_PRESENT = (Source.PUSH, Source.IMPORT)
# Not a stream of any platform: what was said to be deleted before we had read it.
TOMBSTONES = "deleted"

Parse = Callable[[Mapping[str, Any]], Parsed]


@dataclass(frozen=True)
class Understood:
    """A receipt and what its item means; None where it could not be read or says nothing."""

    receipt: Receipt
    parsed: Parsed | None


def write_receipts(
    account: ChannelAccount, stream_name: str, items: Sequence[Raw], parse: Parse, *, source: Source, now: datetime
) -> list[Understood]:
    """Write down what is news among `items`, each parsed by itself: a bad one is quarantined with its reason, its neighbours go on.

    News is what its item's newest receipt from this stream does not say. From this stream: two may hand over the same item and
    mean different things by it, as a Page's feed and its visitor posts do. The newest: a text that was changed and changed back is
    news. Platforms show the same item in other shapes where it is asked for by itself, and count its likes: what means the same is
    none. Items without an id are told apart by their content alone.
    """
    hashed = {(stored_id(raw.external_id), digest): raw for raw, digest in ((r, content_hash(r.data)) for r in items)}
    newest = _newest_hashes(account.pk, stream_name, {key for key, _digest in hashed if key}, source, now)
    nameless = _known_nameless(account.pk, stream_name, {digest for key, digest in hashed if not key}, now)
    found = []
    for (external_id, digest), raw in hashed.items():
        before, meant_before = newest.get(external_id, ("", ""))
        if digest == before or digest in nameless:
            continue
        receipt = Receipt(
            received_at=now,
            account=account,
            stream=stream_name,
            source=source,
            external_id=external_id,
            content_hash=digest,
            raw=json.dumps(raw.data, default=str),
            state=ReceiptState.STORED,
        )
        parsed = understand(receipt, raw.data, parse)
        receipt.meaning_hash = meaning_of(parsed) if parsed else ""
        if not receipt.meaning_hash or receipt.meaning_hash != meant_before:
            found.append(Understood(receipt, parsed))
    for entry, key in zip(found, draw_ids("inbox_receipt_id_seq", len(found)), strict=True):
        entry.receipt.id = key
    Receipt.objects.bulk_create([entry.receipt for entry in found])
    return found


def meaning_of(parsed: Parsed) -> str:
    """A hash of what an item says, whoever asked for it and however: not of names, figures and what answering takes."""
    told: dict[str, Any] = {"posts": [(post.external_id, post.text) for post in parsed.posts]}
    if item := parsed.message:
        told |= {name: getattr(item, name) for name in _MEANT}
        told["author"] = item.author.external_id if item.author else None
        told["media"] = [asdict(media) for media in item.media]
    return content_hash(told)


_MEANT = (
    "external_id",
    "kind",
    "subject",
    "text",
    "created_at",
    "thread_id",
    "parent_id",
    "is_ours",
    "is_private",
    "is_hidden",
    "automation",
)


def understand(receipt: Receipt, data: Mapping[str, Any], parse: Parse) -> Parsed | None:
    """What an item means, noted on its receipt (not saved): stored, quarantined with the reason, or nothing to keep."""
    try:
        parsed = parse(data)
    except Malformed as error:
        receipt.state, receipt.reason = ReceiptState.QUARANTINED, str(error)
        return None
    except Exception as error:  # A parser's own mistake costs one item too, never a page.
        log.exception("parser failed", account=receipt.account_id, receipt=receipt.id)
        receipt.state, receipt.reason = ReceiptState.QUARANTINED, f"the parser failed: {type(error).__name__}"
        return None
    if parsed.message is None and not parsed.posts:
        receipt.state, receipt.reason = ReceiptState.NOTHING, "it holds no message and no post"
        return None
    receipt.state, receipt.reason = ReceiptState.STORED, ""
    return parsed


def save_state(receipt: Receipt) -> None:
    """Write a receipt's state and reason; by both parts of its key, so that one partition is looked at."""
    Receipt.objects.filter(id=receipt.id, received_at=receipt.received_at).update(
        state=receipt.state, reason=receipt.reason
    )


def stored_id(external_id: str) -> str:
    return storable(external_id)[:ID_LENGTH]


def content_hash(data: Any) -> str:
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _newest_hashes(
    account_id: int, stream_name: str, ids: set[str], source: Source, now: datetime
) -> dict[str, tuple[str, str]]:
    """The content and meaning of each item's newest receipt from this stream.

    What was pushed or imported has not been followed where the item was known before: reading must not take it for done.
    """
    receipts = Receipt.objects.filter(account_id=account_id, stream=stream_name, received_at__gt=now - RECEIPT_MEMORY)
    if source not in NOT_THE_PRESENT:
        receipts = receipts.exclude(source__in=NOT_THE_PRESENT)
    newest = receipts.filter(external_id__in=ids).order_by("external_id", "-id").distinct("external_id")
    return {
        key: (content, meant)
        for key, content, meant in newest.values_list("external_id", "content_hash", "meaning_hash")
    }


def _known_nameless(account_id: int, stream_name: str, hashes: set[str], now: datetime) -> set[str]:
    """Which contents of items without an id came before."""
    if not hashes:
        return set()
    receipts = Receipt.objects.filter(account_id=account_id, stream=stream_name, received_at__gt=now - RECEIPT_MEMORY)
    return set(receipts.filter(external_id="", content_hash__in=hashes).values_list("content_hash", flat=True))


def buried_ids(account_id: int, items: Sequence[Raw]) -> set[str]:
    """Which of these the platform said were deleted before we had read them."""
    ids = {stored_id(raw.external_id) for raw in items if raw.external_id}
    stones = Receipt.objects.filter(account_id=account_id, stream=TOMBSTONES, external_id__in=ids)
    return set(stones.values_list("external_id", flat=True))
