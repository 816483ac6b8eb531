"""Looking again at what waits: people edit and delete what they wrote, and the platforms announce neither.

Only what somebody still waits for is looked at, the longest unseen first: that is where a stale text costs an answer.
"""

from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F

from connectors.contract import REREAD_AT_ONCE, Kind, Standing
from connectors.errors import ConnectorError, NeedsReauth
from inbox.models import ChannelAccount, Message, Origin
from inbox.services.ingest import store_items
from inbox.services.lifecycle import mark_deleted
from inbox.services.polling import mark_needs_reconnecting

# Messages read beside those that wait, to tell a deleted message from a lost permission.
WITNESSES = 5
log = structlog.get_logger(__name__)


def look_again(account: ChannelAccount, *, now: datetime) -> int:
    """Ask the platform about one batch of waiting messages. Returns how many changed or are gone; trouble is logged."""
    messages = _claim(account, now)
    if not messages:
        return 0
    standing = [
        Standing(
            message.external_id, Kind(message.kind), message.conversation.thread_id if message.conversation else ""
        )
        for message in messages
    ]
    try:
        connector = account.open(settings.PLATFORM_TIMEOUT_SECONDS)
        found = connector.reread(standing)
    except ConnectorError as error:
        if isinstance(error, NeedsReauth):
            mark_needs_reconnecting(account, str(error), now=now)
        log.warning("second look failed", account=account.pk, code=error.code)
        return 0
    changed = 0
    for stream_name, pairs in groupby(sorted(found.items, key=itemgetter(0)), key=itemgetter(0)):
        items = [raw for _stream, raw in pairs]
        before = _texts(account, messages)
        store_items(account.pk, stream_name, items, partial(connector.parse, stream_name), now=now)
        changed += sum(text != before[key] for key, text in _texts(account, messages).items())
    # Platforms say the same of what is deleted and of what we may no longer see. Only where something else of the
    # customers' could be read in this very look is a missing message taken for a deleted one.
    if found.items:
        for message in messages:
            if message.external_id in found.gone:
                mark_deleted(message, now=now)
                changed += 1
    elif found.gone:
        log.warning("nothing could be read, so nothing is taken for deleted", account=account.pk)
    return changed


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
