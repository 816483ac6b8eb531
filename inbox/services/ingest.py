"""Storing what a platform handed over: one page, one transaction, nothing dropped.

Receipts come first and hold every item as it was; then people, posts, conversations, messages; then the cursor. A page that
comes twice changes nothing. A message flags its conversation as waiting here already: triage may only take the flag down.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import DataError, IntegrityError, transaction

from connectors.contract import Page, Parsed, Raw
from connectors.contract import Post as PostItem
from connectors.errors import Malformed
from connectors.reading import storable
from inbox import live, pokes
from inbox.bulk import draw_ids
from inbox.models import ChannelAccount, Post, Receipt, ReceiptState, Stream
from inbox.services.ingest_messages import store_messages

log = structlog.get_logger(__name__)
# An item that comes again after this long gets a new receipt; its message is still the same one.
RECEIPT_MEMORY = timedelta(days=93)

# What a single odd item can make the database, or its driver, say.
UNSTORABLE = (DataError, IntegrityError, ValueError)

Parse = Callable[[Mapping[str, Any]], Parsed]


class LostClaim(Exception):
    """Another worker has taken this stream over since; what it stored stands, this page is not needed."""


@dataclass(frozen=True)
class Ingested:
    """What became of a page."""

    received: int
    new_messages: int
    quarantined: int


def store_page(stream: Stream, page: Page, parse: Parse, *, now: datetime) -> Ingested:
    """Store a page of `stream` and move its cursor, all or nothing. Raises LostClaim."""
    with transaction.atomic():
        ingested = store_items(stream.account_id, stream.name, page.items, parse, now=now)
        _move_cursor(stream, page, now, ingested)
    return ingested


@transaction.atomic
def store_items(account_id: int, stream_name: str, items: Sequence[Raw], parse: Parse, *, now: datetime) -> Ingested:
    """Store items of a stream, wherever they come from, without moving its cursor.

    All at once; where the database refuses that, one by one, and the item it refuses goes into quarantine with its reason.
    """
    account = lock_account(account_id)
    fresh = _without_known(account_id, stream_name, items, now)
    parsed, receipts = _parse_all(account, stream_name, fresh, parse, now)
    Receipt.objects.bulk_create(receipts)
    try:
        with transaction.atomic():
            new_messages, touched = _store_parsed(account, parsed, now)
    except UNSTORABLE:
        log.exception("page stored item by item", account=account_id, stream=stream_name)
        new_messages, touched = _store_one_by_one(account, parsed, now)
    quarantined = sum(receipt.state == ReceiptState.QUARANTINED for receipt in receipts)
    live.announce(account.workspace_id, touched)
    if touched:
        pokes.poke(pokes.TRIAGE)
    if quarantined:
        log.warning("items quarantined", account=account_id, stream=stream_name, count=quarantined)
    return Ingested(len(items), new_messages, quarantined)


def _store_parsed(
    account: ChannelAccount, parsed: Sequence[tuple[Parsed, Receipt]], now: datetime
) -> tuple[int, set[int]]:
    _store_posts(account, [post for entry, _receipt in parsed for post in entry.posts])
    return store_messages(account, [(entry.message, receipt) for entry, receipt in parsed if entry.message], now=now)


def _store_one_by_one(
    account: ChannelAccount, parsed: Sequence[tuple[Parsed, Receipt]], now: datetime
) -> tuple[int, set[int]]:
    count, touched = 0, set()
    for pair in parsed:
        try:
            with transaction.atomic():
                new_messages, ids = _store_parsed(account, [pair], now)
            count += new_messages
            touched |= ids
        except UNSTORABLE as error:
            receipt = pair[1]
            receipt.state = ReceiptState.QUARANTINED
            receipt.reason = f"the database refuses it: {str(error).splitlines()[0]}"
            Receipt.objects.filter(id=receipt.id, received_at=receipt.received_at).update(
                state=receipt.state, reason=receipt.reason
            )
    return count, touched


def lock_account(account_id: int) -> ChannelAccount:
    """Whoever writes messages of an account holds this first, so two streams and a delivery never see half of each other."""
    return ChannelAccount.objects.select_for_update(no_key=True).get(pk=account_id)


def _hash(raw: Raw) -> str:
    text = json.dumps(raw.data, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_known(account_id: int, stream_name: str, items: Sequence[Raw], now: datetime) -> list[tuple[Raw, str]]:
    """The items that say something else than their newest receipt from this stream, with their hashes; one of each.

    From this stream: two may hand over the same item and mean different things by it, as a Page's feed and its visitor posts do.
    The newest: a text that was changed and changed back is news. Items without an id are told apart by their content alone.
    """
    hashed = {(storable(raw.external_id)[:300], digest): raw for raw, digest in ((raw, _hash(raw)) for raw in items)}
    receipts = Receipt.objects.filter(account_id=account_id, stream=stream_name, received_at__gt=now - RECEIPT_MEMORY)
    named = {external_id for external_id, _digest in hashed if external_id}
    newest = receipts.filter(external_id__in=named).order_by("external_id", "-id").distinct("external_id")
    known = set(newest.values_list("external_id", "content_hash"))
    if nameless := {digest for external_id, digest in hashed if not external_id}:
        known |= set(
            receipts.filter(external_id="", content_hash__in=nameless).values_list("external_id", "content_hash")
        )
    return [(raw, key[1]) for key, raw in hashed.items() if key not in known]


def _parse_all(
    account: ChannelAccount, stream_name: str, fresh: list[tuple[Raw, str]], parse: Parse, now: datetime
) -> tuple[list[tuple[Parsed, Receipt]], list[Receipt]]:
    """Each item parsed by itself: a bad one is quarantined with its reason, its neighbours are stored."""
    parsed: list[tuple[Parsed, Receipt]] = []
    receipts: list[Receipt] = []
    for (raw, digest), key in zip(fresh, draw_ids("inbox_receipt_id_seq", len(fresh)), strict=True):
        receipt = Receipt(
            id=key,
            received_at=now,
            account=account,
            stream=stream_name,
            external_id=storable(raw.external_id)[:300],
            content_hash=digest,
            raw=json.dumps(raw.data, default=str),
            state=ReceiptState.STORED,
        )
        receipts.append(receipt)
        try:
            parsed.append((parse(raw.data), receipt))
        except Malformed as error:
            receipt.state, receipt.reason = ReceiptState.QUARANTINED, str(error)
        except Exception as error:  # A parser's own mistake costs one item too, never a page.
            log.exception("parser failed", account=account.pk, receipt=key)
            receipt.state, receipt.reason = ReceiptState.QUARANTINED, f"the parser failed: {type(error).__name__}"
    return parsed, receipts


def _store_posts(account: ChannelAccount, posts: list[PostItem]) -> None:
    unique = {post.external_id: post for post in posts}
    if not unique:
        return
    # A post seen as somebody's context says less than the post itself: it never overwrites one of ours.
    known = set(
        Post.objects.filter(account=account, external_id__in=unique, is_ours=True).values_list("external_id", flat=True)
    )
    rows = [
        Post(
            account=account,
            external_id=post.external_id[:300],
            text=post.text,
            author_name=post.author_name[:300],
            is_ours=post.is_ours,
            published_at=post.created_at,
            permalink=post.permalink[:1000],
        )
        for key, post in sorted(unique.items())
        if post.is_ours or key not in known
    ]
    stored = Post.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["account", "external_id"],
        update_fields=["text", "author_name", "is_ours", "published_at", "permalink"],
    )
    # Comments can reach us before the post they stand under.
    for post in stored:
        account.conversations.filter(thread_id=post.external_id, post=None).update(post=post)


def _move_cursor(stream: Stream, page: Page, now: datetime, ingested: Ingested) -> None:
    fields: dict[str, Any] = {
        "cursor": page.next_cursor,
        "last_poll_at": now,
        "last_success_at": now,
        "failures": 0,
        "error_code": "",
        "error_text": "",
        "gap_text": page.gap or stream.gap_text,
        "item_count": stream.item_count + ingested.new_messages,
        "quarantined_count": stream.quarantined_count + ingested.quarantined,
    }
    if ingested.new_messages:
        fields["last_item_at"] = now
    if page.budget:
        fields |= {"budget_remaining": page.budget.remaining, "budget_resets_at": page.budget.resets_at}
    moved = Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(**fields)
    if not moved:
        raise LostClaim
    for name, value in fields.items():
        setattr(stream, name, value)
