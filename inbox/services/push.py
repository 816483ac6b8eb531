"""Pushes: taken in within milliseconds as receipts, looked into by a worker. They make reading fast; polling keeps it true."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from operator import itemgetter

import structlog
from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Q

from connectors.contract import Connector
from connectors.errors import Malformed, NeedsReauth
from connectors.items import Pushed
from inbox import pokes
from inbox.bulk import draw_ids
from inbox.models import ChannelAccount, Message, Receipt, ReceiptState, Source
from inbox.services.ingest import store_items
from inbox.services.lifecycle import mark_deleted
from inbox.services.receipts import ERASED, TOMBSTONES, content_hash, stored_id

log = structlog.get_logger(__name__)
# The name pushes have among an account's streams; what is in them is stored under the streams it belongs to.
STREAM = "push"
PUSHES_A_TURN = 20


@dataclass(frozen=True)
class Processed:
    """What became of a batch of pushes."""

    receipts: int = 0
    quarantined: int = 0


def take_in(
    account: ChannelAccount, connector: Connector, headers: Mapping[str, str], body: bytes, *, now: datetime
) -> bool:
    """Store a push that is genuine, as it came. False where the very same was taken in before. Raises Forged.

    The signature is checked over the raw body before anything of it is read.
    """
    connector.verify_push(headers, body)
    raw = {"body": b64encode(body).decode()}
    digest = content_hash(raw)
    with transaction.atomic():
        _note_arrival(account, now)
        same = Receipt.objects.filter(account=account, stream=STREAM, external_id=digest)
        if same.exists():
            return False
        Receipt.objects.create(
            id=draw_ids("inbox_receipt_id_seq", 1)[0],
            received_at=now,
            account=account,
            stream=STREAM,
            source=Source.PUSH,
            external_id=digest,
            content_hash=digest,
            raw=json.dumps(raw),
            state=ReceiptState.PENDING,
        )
        pokes.poke(pokes.PUSHES)
    return True


def _note_arrival(account: ChannelAccount, now: datetime) -> None:
    """That the platform pushes, to the minute. Never waits for whoever stores messages of the account."""
    stale = Q(pushed_at=None) | Q(pushed_at__lt=now - timedelta(minutes=1))
    free = ChannelAccount.objects.select_for_update(skip_locked=True, no_key=True).filter(stale, pk=account.pk)
    if free.values_list("pk", flat=True).first():
        ChannelAccount.objects.filter(pk=account.pk).update(pushed_at=now)


def process_pending(*, now: datetime) -> Processed:
    """Look into pushes that were taken in, each in a transaction of its own. Any number of workers may.

    What one app pushes is one worker's at a time, and every app's turn comes after a few: a burst holds up nobody else.
    """
    done = Processed()
    while found := [receipt for app in _apps_with_pushes() for receipt in _take_turn(app, now)]:
        quarantined = sum(receipt.state == ReceiptState.QUARANTINED for receipt in found)
        done = Processed(done.receipts + len(found), done.quarantined + quarantined)
    return done


def _apps_with_pushes() -> list[tuple[int, str]]:
    """The workspaces and platforms that pushes wait for."""
    pending = Receipt.objects.filter(state=ReceiptState.PENDING).order_by()
    return list(pending.values_list("account__workspace_id", "account__platform").distinct())


def _take_turn(app: tuple[int, str], now: datetime) -> Iterator[Receipt]:
    for _turn in range(PUSHES_A_TURN):
        receipt = _process_next(app, now)
        if receipt is None:
            return
        yield receipt


@transaction.atomic
def _process_next(app: tuple[int, str], now: datetime) -> Receipt | None:
    workspace_id, platform = app
    with connection.cursor() as cursor:
        # Two workers would only wait for each other's accounts (`_owners`); whoever is there takes this push as well.
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtext('heard: pushes'), hashtext(%s))", [repr(app)])
        if not cursor.fetchone()[0]:
            return None
    pending = Receipt.objects.select_for_update(skip_locked=True, of=("self",), no_key=True).filter(
        state=ReceiptState.PENDING, account__workspace=workspace_id, account__platform=platform
    )
    receipt = pending.order_by("id").first()
    if receipt is None:
        return None
    look_into(receipt, now=now)
    return receipt


def look_into(receipt: Receipt, *, now: datetime) -> None:
    """Store what a push tells; one that cannot be read goes into quarantine with its reason, and the streams are read instead."""
    account = receipt.account
    try:
        body = b64decode(json.loads(receipt.raw)["body"])
        with transaction.atomic():
            for owner in _owners(account):
                connector = owner.open(settings.PLATFORM_TIMEOUT_SECONDS)
                _store(owner, connector, connector.parse_push(body), now)
        # What was in it has receipts of its own by now, which a deletion upstream erases; a copy in here nobody would find.
        receipt.state, receipt.reason, receipt.raw = ReceiptState.STORED, "", ERASED
    except OperationalError:
        raise  # The database's trouble, not the push's: it stays pending.
    except (Malformed, NeedsReauth) as error:
        receipt.state, receipt.reason = ReceiptState.QUARANTINED, str(error)
    except Exception as error:
        log.exception("push not understood", account=account.pk, receipt=receipt.id)
        receipt.state, receipt.reason = ReceiptState.QUARANTINED, f"looking into it failed: {type(error).__name__}"
    Receipt.objects.filter(id=receipt.id, received_at=receipt.received_at).update(
        state=receipt.state, reason=receipt.reason, raw=receipt.raw
    )
    if receipt.state == ReceiptState.QUARANTINED:
        _read_soon(account, None, now)


def _owners(account: ChannelAccount) -> list[ChannelAccount]:
    """Whose entries a push to this account may hold, locked in one order: an app pushes for all its accounts to one address, and
    each account's connector takes its own."""
    accounts = ChannelAccount.objects.filter(workspace=account.workspace_id, platform=account.platform)
    return list(accounts.select_for_update(no_key=True).order_by("pk"))


def _store(account: ChannelAccount, connector: Connector, pushed: Pushed, now: datetime) -> None:
    doubted = 0
    for stream_name, pairs in groupby(sorted(pushed.items, key=itemgetter(0)), key=itemgetter(0)):
        items = [raw for _stream, raw in pairs]
        parse = partial(connector.parse, stream_name)
        doubted += store_items(account.pk, stream_name, items, parse, source=Source.PUSH, now=now).doubted
    if pushed.gone:
        _bury(account, pushed.gone, now)
    if pushed.stale:
        _read_soon(account, pushed.stale, now)
    if doubted:
        pokes.poke(pokes.LOOK, account.pk)


def _bury(account: ChannelAccount, gone: frozenset[str], now: datetime) -> None:
    """Erase what is gone; of what never reached us, remember that it is."""
    ids = {stored_id(external_id) for external_id in gone}
    known = list(Message.objects.select_related("conversation").filter(account=account, external_id__in=ids))
    for message in known:
        mark_deleted(message, now=now)
    unknown = sorted(ids - {message.external_id for message in known})
    # What nobody could read is not kept either once its author has taken it back.
    names = list(account.streams.values_list("name", flat=True))
    unread = Receipt.objects.filter(account=account, stream__in=names, external_id__in=unknown)
    unread.update(raw=ERASED, meaning_hash="", state=ReceiptState.NOTHING, reason="erased: its author deleted it")
    keys = draw_ids("inbox_receipt_id_seq", len(unknown))
    Receipt.objects.bulk_create(
        Receipt(
            id=key,
            received_at=now,
            account=account,
            stream=TOMBSTONES,
            source=Source.PUSH,
            external_id=external_id,
            content_hash=content_hash(external_id),
            raw=ERASED,
            state=ReceiptState.NOTHING,
            reason="deleted on the platform before it was read",
        )
        for key, external_id in zip(keys, unknown, strict=True)
    )


def _read_soon(account: ChannelAccount, names: frozenset[str] | None, now: datetime) -> None:
    streams = account.streams.filter(failures=0)
    if names is not None:
        streams = streams.filter(name__in=names)
    streams.update(next_poll_at=now, next_poll_why="a push announced something")
    pokes.poke(pokes.POLL)
