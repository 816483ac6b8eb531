"""Storing what a platform handed over: one page, one transaction, nothing dropped.

Receipts come first and hold every item as it was; then people, posts, conversations, messages; then the cursor. A page that
comes twice changes nothing. A message flags its conversation as waiting here already: triage may only take the flag down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from django.db import DataError, IntegrityError, transaction
from django.db.models import F

from connectors.items import Page, Raw
from connectors.items import Post as PostItem
from inbox import live, pokes
from inbox.models import ChannelAccount, Message, Post, ReceiptState, Source, Stream
from inbox.services import ledger
from inbox.services.ingest_messages import Stored, store_messages
from inbox.services.receipts import (
    NOT_THE_PRESENT,
    Parse,
    Understood,
    buried_ids,
    save_state,
    stored_id,
    write_receipts,
)

log = structlog.get_logger(__name__)
# What a single odd item can make the database, or its driver, say.
UNSTORABLE = (DataError, IntegrityError, ValueError)


class LostClaim(Exception):
    """Another worker has taken this stream over since; what it stored stands, this page is not needed."""


@dataclass(frozen=True)
class Ingested:
    """What became of some items.

    `new` holds when each new message was written; `doubted` counts those known already of which a push may say something older.
    """

    received: int
    new: tuple[datetime, ...]
    quarantined: int
    doubted: int = 0

    @property
    def new_messages(self) -> int:
        return len(self.new)


def store_page(stream: Stream, page: Page, parse: Parse, *, now: datetime) -> Ingested:
    """Store a page of `stream`, move its cursor and write it into the ledger, all or nothing. Raises LostClaim."""
    with transaction.atomic():
        ingested = store_items(stream.account_id, stream.name, page.items, parse, source=Source.POLL, now=now)
        # Before the cursor: with the pass's last page the stream forgets when the pass began.
        ledger.note_page(
            stream,
            page,
            new=ingested.new_messages,
            quarantined=ingested.quarantined,
            received=ingested.received,
            now=now,
        )
        _move_cursor(stream, page, now, ingested)
    return ingested


@transaction.atomic
def store_items(
    account_id: int, stream_name: str, items: Sequence[Raw], parse: Parse, *, source: Source, now: datetime
) -> Ingested:
    """Store items of a stream, wherever they come from, without moving its cursor.

    All at once; where the database refuses that, one by one, and the item it refuses goes into quarantine with its reason.
    """
    account = lock_account(account_id)
    if source == Source.PUSH and (buried := buried_ids(account_id, items)):
        # Pushes come in any order: what was deleted is not brought back by the word that it was written.
        items = [raw for raw in items if stored_id(raw.external_id) not in buried]
    found = write_receipts(account, stream_name, items, parse, source=source, now=now)
    understood = [entry for entry in found if entry.parsed]
    try:
        with transaction.atomic():
            stored = _store_parsed(account, understood, source, now)
    except UNSTORABLE:
        log.exception("page stored item by item", account=account_id, stream=stream_name)
        stored = _store_one_by_one(account, understood, now)
    quarantined = sum(entry.receipt.state == ReceiptState.QUARANTINED for entry in found)
    if stored.new:
        streams = Stream.objects.filter(account=account, name=stream_name)
        streams.update(item_count=F("item_count") + len(stored.new), last_item_at=now)
    live.announce(account.workspace_id, stored.touched)
    if stored.touched:
        pokes.poke(pokes.TRIAGE)
    if quarantined:
        log.warning("items quarantined", account=account_id, stream=stream_name, count=quarantined)
    return Ingested(len(items), stored.new, quarantined, stored.doubted)


def _store_parsed(account: ChannelAccount, entries: Sequence[Understood], source: Source, now: datetime) -> Stored:
    store_posts(account, [post for entry in entries if entry.parsed for post in entry.parsed.posts])
    pairs = [(entry.parsed.message, entry.receipt) for entry in entries if entry.parsed and entry.parsed.message]
    return store_messages(account, pairs, follow_edits=source not in NOT_THE_PRESENT, now=now)


def _store_one_by_one(account: ChannelAccount, entries: Sequence[Understood], now: datetime) -> Stored:
    new: list[datetime] = []
    touched: set[int] = set()
    doubted = 0
    for entry in entries:
        try:
            with transaction.atomic():
                stored = _store_parsed(account, [entry], Source(entry.receipt.source), now)
            new += stored.new
            touched |= stored.touched
            doubted += stored.doubted
        except UNSTORABLE as error:
            entry.receipt.state = ReceiptState.QUARANTINED
            entry.receipt.reason = f"the database refuses it: {str(error).splitlines()[0]}"
            save_state(entry.receipt)
    return Stored(tuple(new), touched, doubted)


@transaction.atomic
def run_again(account_id: int, entries: Sequence[Understood], *, now: datetime) -> Stored:
    """Store what receipts mean that were understood once more."""
    return _store_one_by_one(lock_account(account_id), entries, now)


def lock_account(account_id: int) -> ChannelAccount:
    """Whoever writes messages of an account holds this first, so two streams and a delivery never see half of each other."""
    return ChannelAccount.objects.select_for_update(no_key=True).get(pk=account_id)


def store_posts(account: ChannelAccount, posts: list[PostItem]) -> None:
    """Store posts that conversations hang under. Runs inside a transaction."""
    unique = {post.external_id: post for post in posts}
    if not unique:
        return
    # A post seen as somebody's context says less than the post itself: it never overwrites one of ours.
    known = set(
        Post.objects.filter(account=account, external_id__in=unique, is_ours=True).values_list("external_id", flat=True)
    )
    # Nor does it bring back what its author deleted.
    erased = Message.objects.filter(account=account, external_id__in=unique, deleted_at__isnull=False)
    known |= set(erased.values_list("external_id", flat=True))
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
        "pass_began_at": stream.pass_began_at if page.has_more else None,
        "last_poll_at": now,
        "last_success_at": now,
        "failures": 0,
        "error_code": "",
        "error_text": "",
    }
    if page.budget:
        fields |= {"budget_remaining": page.budget.remaining, "budget_resets_at": page.budget.resets_at}
    moved = Stream.objects.filter(pk=stream.pk, claimed_until=stream.claimed_until).update(**fields)
    if not moved:
        raise LostClaim
    for name, value in fields.items():
        setattr(stream, name, value)
