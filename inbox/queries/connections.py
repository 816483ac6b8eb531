"""The admins' pages: accounts, and what came to each."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left

from inbox.access import accounts_for, conversations_for
from inbox.models import ChannelAccount, Membership, Receipt, ReceiptState
from inbox.queries.lists import read_key


def list_accounts(member: Membership) -> list[ChannelAccount]:
    """The accounts a member sees, with their streams."""
    return list(accounts_for(member).select_related("team").prefetch_related("streams").order_by("platform", "handle"))


RECEIPTS_A_PAGE = 50
# How much of an item a page shows: a mail can be megabytes.
RAW_SHOWN = 2000
REPLAYED_AT_ONCE = 100


@dataclass(frozen=True)
class ReceiptPage:
    """Some receipts, newest first. `next_key` leads to older ones; empty at the end."""

    rows: list[Receipt]
    next_key: str


def list_receipts(account: ChannelAccount, *, state: str = "", before: str = "") -> ReceiptPage:
    """A page of what came to an account, in one state or in any. A key that makes no sense starts from the newest."""
    receipts = _with_beginnings(Receipt.objects.filter(account=account))
    if state in ReceiptState.values:
        receipts = receipts.filter(state=state)
    if key := read_key(before):
        moment, number = key
        receipts = receipts.filter(received_at__lte=moment).exclude(received_at=moment, id__gte=number)
    found = list(receipts[: RECEIPTS_A_PAGE + 1])
    shown = found[:RECEIPTS_A_PAGE]
    more = len(found) > RECEIPTS_A_PAGE
    return ReceiptPage(shown, f"{shown[-1].received_at.isoformat()}_{shown[-1].id}" if more else "")


def has_many_receipts(account: ChannelAccount, **which: Any) -> bool:
    """Whether running them all again is too long for a page to wait for."""
    return (
        len(Receipt.objects.filter(account=account, **which).values_list("id")[: REPLAYED_AT_ONCE + 1])
        > REPLAYED_AT_ONCE
    )


def list_quarantined(account: ChannelAccount) -> list[Receipt]:
    """The newest items nobody could read, with the reason."""
    return list(_with_beginnings(Receipt.objects.filter(account=account, state=ReceiptState.QUARANTINED))[:20])


def _with_beginnings(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Newest first, each with no more of its raw item than is shown: as `beginning`, one character over where there is more."""
    beginnings = receipts.annotate(beginning=Left("raw", RAW_SHOWN + 1)).defer("raw", "content_hash", "meaning_hash")
    return beginnings.order_by("-received_at", "-id")


def count_waiting_by_account(member: Membership) -> dict[int, int]:
    rows = (
        conversations_for(member)
        .filter(is_waiting=True)
        .values_list("account_id")
        .annotate(waiting=Count("pk", filter=Q(is_waiting=True)))
    )
    return dict(rows)
