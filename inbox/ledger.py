"""The ledger as pages, the command and the metrics read it: of each stream what was read, what was compared, and what is missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery

from inbox.access import accounts_for
from inbox.models import (
    ChannelAccount,
    Gap,
    GapKind,
    Membership,
    Receipt,
    ReceiptState,
    Stream,
    Walk,
    WalkKind,
    WalkState,
    Window,
)
from inbox.models.ledger import UNDER_WAY

GAPS_SHOWN = 50
WINDOWS_SHOWN = 14
# What has receipts and is no stream, by the names that `push` and `importing` give it.
_BESIDE = {"push": "Pushes", "import": "Imports"}


@dataclass(frozen=True)
class StreamBooks:
    """One stream's page of the ledger. `covered_from` to `covered_until` was read without a break.

    `comparison` is the last one that ended, `comparing` the one under way, whose trouble is its `error_text`.
    """

    stream: Stream
    windows: list[Window]
    covered_from: datetime | None
    covered_until: datetime | None
    history: Walk | None
    comparison: Walk | None
    comparing: Walk | None
    gaps: list[Gap]
    quarantined: int
    pending: int

    def lag_seconds(self, now: datetime) -> float | None:
        """How far reading is behind the present; None before the first read, and for streams that only come by push."""
        if self.covered_until is None:
            return None
        return max(0.0, (now - self.covered_until).total_seconds())

    @property
    def is_equal(self) -> bool | None:
        """Whether the last comparison found the same on both sides; None before the first."""
        if self.comparison is None:
            return None
        return self.comparison.platform_count == self.comparison.our_count

    @property
    def walks_under_way(self) -> list[Walk]:
        return [walk for walk in (self.history, self.comparing) if walk and walk.state in UNDER_WAY]


@dataclass(frozen=True)
class SideBooks:
    """What came to an account beside its streams, and waits or is in quarantine: pushes, imported lines."""

    name: str
    pending: int
    quarantined: int

    @property
    def label(self) -> str:
        return _BESIDE.get(self.name, self.name)


def read_books(accounts: Iterable[ChannelAccount]) -> dict[int, list[StreamBooks]]:
    """The ledger of these accounts by account id, in a fixed number of queries however many streams there are.

    However long the books are: of windows and walks, only the rows that are shown are read.
    """
    streams = list(
        Stream.objects.filter(account__in=[account.pk for account in accounts])
        .select_related("account")
        .order_by("account", "name")
    )
    ids = [stream.pk for stream in streams]
    windows = Window.objects.filter(stream=OuterRef("pk"))
    ended = Walk.objects.filter(stream=OuterRef("pk"), kind=WalkKind.RECONCILE, state=WalkState.DONE)
    rows = Stream.objects.filter(pk__in=ids).annotate(
        first=Subquery(windows.order_by("ended_at").values("began_at")[:1]),
        compared=Subquery(ended.order_by("-began_at").values("pk")[:1]),
    )
    facts = {pk: (first, compared) for pk, first, compared in rows.values_list("pk", "first", "compared")}
    recent = _newest_windows(ids)
    history: dict[int, Walk] = {}
    comparison: dict[int, Walk] = {}
    comparing: dict[int, Walk] = {}
    told = Q(kind=WalkKind.HISTORY) | Q(state__in=UNDER_WAY) | Q(pk__in=[pk for _first, pk in facts.values() if pk])
    for walk in Walk.objects.filter(told, stream__in=ids):
        is_over = walk.state == WalkState.DONE
        kind = history if walk.kind == WalkKind.HISTORY else comparison if is_over else comparing
        kind[walk.stream_id] = walk
    gaps: dict[int, list[Gap]] = {}
    for gap in Gap.objects.standing().filter(stream__in=ids):
        gaps.setdefault(gap.stream_id, []).append(gap)
    states = _count_odd_receipts({stream.account_id for stream in streams})
    books: dict[int, list[StreamBooks]] = {}
    for stream in streams:
        shown, standing = recent.get(stream.pk, []), gaps.get(stream.pk, [])
        until = shown[0].ended_at if shown else None
        books.setdefault(stream.account_id, []).append(
            StreamBooks(
                stream=stream,
                windows=shown,
                covered_from=find_unbroken(facts[stream.pk][0], until, standing),
                covered_until=until,
                history=history.get(stream.pk),
                comparison=comparison.get(stream.pk),
                comparing=comparing.get(stream.pk),
                gaps=standing,
                quarantined=states[stream.account_id, stream.name, ReceiptState.QUARANTINED.value],
                pending=states[stream.account_id, stream.name, ReceiptState.PENDING.value],
            )
        )
    return books


def find_unbroken(began_at: datetime | None, until: datetime | None, gaps: Iterable[Gap]) -> datetime | None:
    """Since when a stream that was read from `began_at` to `until` was read without a break.

    That is after the last open gap that reading itself met. One that still goes on has no end, and begins where the windows end.
    """
    if began_at is None or until is None:
        return None
    kinds = (GapKind.TRUNCATED, GapKind.UNREAD)
    ends = [gap.ended_at for gap in gaps if gap.kind in kinds and not gap.walk_kind and gap.ended_at]
    return min(until, max([began_at, *ends]))


def read_beside(account: ChannelAccount, books: Iterable[StreamBooks]) -> list[SideBooks]:
    """What is in no stream of the account, and waits or is in quarantine."""
    return read_all_beside([account], {account.pk: list(books)})[account.pk]


def read_all_beside(
    accounts: Iterable[ChannelAccount], books: dict[int, list[StreamBooks]]
) -> dict[int, list[SideBooks]]:
    """`read_beside` of many accounts, by account id, in one query."""
    found: dict[int, list[SideBooks]] = {account.pk: [] for account in accounts}
    odd = _count_odd_receipts(set(found))
    for pk, name in sorted({(pk, name) for pk, name, _state in odd}):
        if name not in {entry.stream.name for entry in books.get(pk, [])}:
            waiting, bad = odd[pk, name, ReceiptState.PENDING.value], odd[pk, name, ReceiptState.QUARANTINED.value]
            found[pk].append(SideBooks(name, pending=waiting, quarantined=bad))
    return found


# Of each stream its newest windows alone, by the index window_of_stream.
_NEWEST_WINDOWS = """
SELECT w.* FROM unnest(%s::bigint[]) AS s(id)
CROSS JOIN LATERAL (SELECT * FROM inbox_window WHERE stream_id = s.id ORDER BY ended_at DESC, id DESC LIMIT %s) AS w
"""


def _newest_windows(stream_ids: list[int]) -> dict[int, list[Window]]:
    found: dict[int, list[Window]] = {}
    for window in Window.objects.raw(_NEWEST_WINDOWS, [stream_ids, WINDOWS_SHOWN]):
        found.setdefault(window.stream_id, []).append(window)
    for windows in found.values():
        windows.sort(key=lambda window: window.ended_at, reverse=True)
    return found


def _count_odd_receipts(account_ids: set[int]) -> Counter[tuple[int, str, str]]:
    """How many receipts wait or are in quarantine, by account, stream and state."""
    rows = (
        Receipt.objects.filter(account__in=account_ids, state__in=[ReceiptState.QUARANTINED, ReceiptState.PENDING])
        .values_list("account", "stream", "state")
        .annotate(number=Count("id"))
        .order_by()
    )
    return Counter({(account, stream, state): number for account, stream, state, number in rows})


def open_gaps(member: Membership) -> list[Gap]:
    """The open gaps of every account a member sees, newest first."""
    gaps = Gap.objects.standing().filter(stream__account__in=accounts_for(member))
    return list(gaps.select_related("stream__account")[:GAPS_SHOWN])


def count_open_gaps(member: Membership) -> dict[int, int]:
    """How many gaps stand open, by account."""
    gaps = Gap.objects.standing().filter(stream__account__in=accounts_for(member)).order_by()
    return dict(gaps.values_list("stream__account").annotate(number=Count("pk")))


def count_quarantined(member: Membership) -> int:
    """How many items nobody could read, of every account a member sees."""
    return Receipt.objects.filter(account__in=accounts_for(member), state=ReceiptState.QUARANTINED).count()


def past_gaps(account: ChannelAccount) -> list[Gap]:
    """The newest gaps of an account that were closed."""
    closed = Gap.objects.filter(stream__account=account, closed_at__isnull=False)
    return list(closed.select_related("stream__account", "closed_by").order_by("-opened_at")[:20])


def as_data(accounts: Iterable[ChannelAccount], now: datetime) -> list[dict[str, Any]]:
    """The whole ledger as plain data: times in ISO 8601, spans in seconds."""
    accounts = list(accounts)
    books = read_books(accounts)
    beside = read_all_beside(accounts, books)
    return [
        {
            "account": account.slug,
            "platform": account.platform,
            "handle": account.handle,
            "status": account.status,
            "status_text": account.status_text,
            "last_push_at": _iso(account.pushed_at),
            # Of the whole account, and of that what is in no stream: pushes not yet looked into, and pushes and imported lines that
            # could not be read.
            "pending": sum(e.pending for e in books.get(account.pk, [])) + sum(e.pending for e in beside[account.pk]),
            "quarantined": sum(e.quarantined for e in books.get(account.pk, []))
            + sum(e.quarantined for e in beside[account.pk]),
            "beside": [asdict(entry) for entry in beside[account.pk]],
            "streams": [_stream_data(entry, now) for entry in books.get(account.pk, [])],
        }
        for account in accounts
    ]


def _stream_data(books: StreamBooks, now: datetime) -> dict[str, Any]:
    stream = books.stream
    return {
        "stream": stream.name,
        "covered_from": _iso(books.covered_from),
        "covered_until": _iso(books.covered_until),
        "lag_seconds": books.lag_seconds(now),
        "stored": stream.item_count,
        "quarantined": books.quarantined,
        "pending": books.pending,
        "last_success_at": _iso(stream.last_success_at),
        "last_item_at": _iso(stream.last_item_at),
        "next_poll_at": _iso(stream.next_poll_at) if stream.is_polled else None,
        "next_poll_why": stream.next_poll_why if stream.is_polled else "comes by push alone",
        "failures": stream.failures,
        "error": stream.error_text,
        "windows": [
            {
                "from": _iso(window.began_at),
                "until": _iso(window.ended_at),
                "passes": window.pass_count,
                "handed_over": window.item_count,
                "new": window.new_count,
                "quarantined": window.quarantined_count,
            }
            for window in books.windows
        ],
        "history": _walk_data(books.history),
        "comparison": _walk_data(books.comparison),
        "comparing": _walk_data(books.comparing),
        "gaps": [
            {
                "kind": gap.kind,
                "walk": gap.walk_kind,
                "text": gap.text,
                "from": _iso(gap.began_at),
                "until": _iso(gap.ended_at),
                "items": gap.item_count,
                "times": gap.times,
                "opened_at": _iso(gap.opened_at),
            }
            for gap in books.gaps
        ],
    }


def _walk_data(walk: Walk | None) -> dict[str, Any] | None:
    if walk is None:
        return None
    return {
        "state": walk.state,
        "since": _iso(walk.until),
        "reached": _iso(walk.reached_at),
        "began_at": _iso(walk.began_at),
        "finished_at": _iso(walk.finished_at),
        "handed_over": walk.item_count,
        "new": walk.new_count,
        "late": walk.late_count,
        "gone": walk.gone_count,
        "platform_total": walk.total,
        "platform_count": walk.platform_count,
        "our_count": walk.our_count,
        "failures": walk.failures,
        "error": walk.error_text,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
