"""Looking again: people edit and delete what they wrote, and most platforms announce neither.

What somebody still waits for is looked at most often, the longest unseen first: that is where a stale text costs an answer. The
recent past of everything else is compared by the walks (inbox/services/walks.py).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F

from connectors.contract import REREAD_AT_ONCE, Connector
from connectors.errors import ConnectorError, NeedsReauth
from inbox.models import ChannelAccount, Message, Origin, Source
from inbox.services.credentials import outlived
from inbox.services.ingest import store_items
from inbox.services.lifecycle import mark_deleted

# Messages read beside those that wait, to tell a deleted message from a lost permission.
WITNESSES = 5
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Looked:
    """What another look changed."""

    changed: int = 0
    gone: int = 0


def look_again(account: ChannelAccount, *, now: datetime) -> int:
    """Ask the platform about one batch of waiting messages. Returns how many changed or are gone; trouble is logged."""
    messages = _claim(account, now)
    if not messages:
        return 0
    try:
        connector = account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        found = look_at(account, connector, messages, now=now)
    except ConnectorError as error:
        if isinstance(error, NeedsReauth):
            outlived(account, error, now=now)
        log.warning("second look failed", account=account.pk, code=error.code)
        return 0
    return found.changed + found.gone


def look_at(account: ChannelAccount, connector: Connector, messages: list[Message], *, now: datetime) -> Looked:
    """Look at up to REREAD_AT_ONCE messages on the platform: edits are followed, what is gone is erased. Raises ConnectorError."""
    found = connector.reread([message.standing for message in messages])
    changed = 0
    for stream_name, pairs in groupby(sorted(found.items, key=itemgetter(0)), key=itemgetter(0)):
        items = [raw for _stream, raw in pairs]
        before = _texts(account, messages)
        parse = partial(connector.parse, stream_name)
        store_items(account.pk, stream_name, items, parse, source=Source.REREAD, now=now)
        changed += sum(text != before[key] for key, text in _texts(account, messages).items())
    gone = [message for message in messages if message.external_id in found.gone]
    # Platforms say the same of what is deleted and of what we may no longer see. Only where something else could be read in this
    # very look is a missing message taken for a deleted one.
    if gone and not (found.items or _can_read(account, connector)):
        log.warning("nothing could be read, so nothing is taken for deleted", account=account.pk)
        return Looked(changed)
    for message in gone:
        mark_deleted(message, now=now)
    return Looked(changed, len(gone))


def _can_read(account: ChannelAccount, connector: Connector) -> bool:
    """Whether anything else of the customers' can be read at the moment. Raises ConnectorError."""
    others = Message.objects.select_related("conversation").filter(
        account=account, origin=Origin.CONSUMER, deleted_at=None, conversation__isnull=False
    )
    witnesses = list(others.order_by("-pk")[:REREAD_AT_ONCE])
    return bool(witnesses and connector.reread([message.standing for message in witnesses]).items)


@transaction.atomic
def _claim(account: ChannelAccount, now: datetime) -> list[Message]:
    """The next batch, marked as looked at: another worker takes the one after it."""
    waiting = (
        Message.objects.select_related("conversation")
        .select_for_update(skip_locked=True, of=("self",), no_key=True)
        .filter(account=account, conversation__is_waiting=True, origin=Origin.CONSUMER, deleted_at=None)
        .order_by(F("looked_at").asc(nulls_first=True), "-pk")
    )
    batch = list(waiting[: REREAD_AT_ONCE - WITNESSES])
    if not batch:
        return []
    Message.objects.filter(pk__in=[message.pk for message in batch]).update(looked_at=now)
    others = Message.objects.select_related("conversation").filter(
        account=account, conversation__is_waiting=False, origin=Origin.CONSUMER, deleted_at=None
    )
    return batch + list(others.order_by("-pk")[:WITNESSES])


def _texts(account: ChannelAccount, messages: list[Message]) -> dict[int, str]:
    return dict(account.messages.filter(pk__in=[message.pk for message in messages]).values_list("pk", "text"))
