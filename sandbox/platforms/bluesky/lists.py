"""The two lists an inbox walks: notifications by the time of arrival, and a repository's records by key.

The real index sorts a notification by the earlier of the writer's clock and its own; here that is the time of arrival, since a
scenario dates things back (sandbox/README.md, "Order and time"). Like the real one's, its cursor is that time alone.
"""

from typing import Any

from sandbox import moments
from sandbox.items import get_item, select_items
from sandbox.platforms.bluesky.records import records_in
from sandbox.platforms.bluesky.views import notification, reason_for
from sandbox.records import Account, Item
from sandbox.store import Store

_AT_ONCE = 500


def notifications(
    store: Store, account: Account, *, reasons: list[str], limit: int, before: int | None
) -> tuple[list[dict[str, Any]], str | None]:
    """A page, newest first, and the cursor of the next."""
    rows: list[dict[str, Any]] = []
    skipped, last = 0, None
    while len(rows) < limit:
        items = _addressed(store, account, before, skipped)
        for item in items:
            last = item
            found = reason_for(store, account, item)
            if found is None or (reasons and found[0] not in reasons) or _is_hidden(store, item, found[0]):
                continue
            rows.append(notification(store, item, *found))
            if len(rows) == limit:
                break
        skipped += len(items)
        if len(items) < _AT_ONCE:
            break
    return rows, moments.iso(last.arrived_at) if last is not None else None


def _addressed(store: Store, account: Account, before: int | None, skipped: int) -> list[Item]:
    return select_items(
        store,
        "WHERE account_id = ? AND is_addressed = 1 AND deleted_at IS NULL AND (? IS NULL OR arrived_at < ?)"
        " ORDER BY arrived_at DESC, position DESC LIMIT ? OFFSET ?",
        *(account.id, before, before, _AT_ONCE, skipped),
    )


def _is_hidden(store: Store, item: Item, reason: str) -> bool:
    """Answers that the account has hidden under a thread of its own are no longer told to it."""
    root = get_item(store, item.root_seq)
    return item.is_hidden and reason == "reply" and root is not None and root.is_company


def records(
    store: Store, did: str, collection: str, *, limit: int, cursor: str | None, reverse: bool
) -> dict[str, Any]:
    """``listRecords``: newest key first, or oldest; the cursor is the last key."""
    found = records_in(store, did, collection)
    if reverse:
        found = [entry for entry in found[::-1] if cursor is None or entry[0] > cursor]
    else:
        found = [entry for entry in found if cursor is None or entry[0] < cursor]
    page = found[:limit]
    body: dict[str, Any] = {
        "records": [{"uri": f"at://{did}/{collection}/{key}", "cid": cid, "value": record} for key, cid, record in page]
    }
    return body | ({"cursor": page[-1][0]} if page else {})
