"""Keeping the books: windows that were read without a break, and gaps wherever something may be missing."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import F, QuerySet

from connectors.items import Page
from inbox.models import Gap, GapKind, Stream, User, Window

# A stream that could not be read for this long is a gap, until it is read again.
UNREAD_AFTER = timedelta(minutes=15)


def note_page(stream: Stream, page: Page, *, received: int, new: int, quarantined: int, now: datetime) -> None:
    """Write a page into the books, in the transaction that stores it.

    With the pass's last page the window grows to when the pass began: whatever was there by then has been handed over.
    """
    began_at = stream.pass_began_at or now
    window = _current_window(stream, began_at)
    counts = {
        "item_count": F("item_count") + received,
        "new_count": F("new_count") + new,
        "quarantined_count": F("quarantined_count") + quarantined,
    }
    if page.gap:
        open_gap(stream, GapKind.TRUNCATED, page.gap, began_at=window.ended_at, ended_at=began_at, now=now)
    if page.has_more:
        Window.objects.filter(pk=window.pk).update(**counts)
        return
    counts["pass_count"] = F("pass_count") + 1
    Window.objects.filter(pk=window.pk).update(ended_at=max(window.ended_at, began_at), **counts)
    unread = stream.gaps.standing().filter(kind=GapKind.UNREAD, walk_kind="")
    close_gaps(unread, "read again; nothing of that time is missing", now=now)


def _current_window(stream: Stream, began_at: datetime) -> Window:
    """The window a pass lengthens: a new one each day, which begins where the last one ended."""
    last = stream.windows.order_by("-ended_at", "-pk").first()
    if last and last.ended_at.astimezone(UTC).date() == began_at.astimezone(UTC).date():
        return last
    start = last.ended_at if last else began_at
    return stream.windows.create(began_at=start, ended_at=start)


def note_failure(stream: Stream, text: str, *, now: datetime) -> None:
    """A stream could not be read, again; after a while that is a gap."""
    since = stream.last_success_at
    if now - (since or stream.account.connected_at) > UNREAD_AFTER:
        open_gap(stream, GapKind.UNREAD, f"Not read since then: {text}", began_at=since, ended_at=None, now=now)


def open_gap(
    stream: Stream,
    kind: GapKind,
    text: str,
    *,
    began_at: datetime | None,
    ended_at: datetime | None,
    now: datetime,
    item_count: int | None = None,
    external_ids: Sequence[str] = (),
    walk_kind: str = "",
) -> Gap:
    """Open a gap, or lengthen the open one that says the same. `walk_kind`: which walk met it; empty where reading did."""
    same = stream.gaps.standing().filter(kind=kind, walk_kind=walk_kind)
    standing: Gap | None = (same if kind == GapKind.UNREAD else same.filter(text=text)).first()
    if standing is None:
        return stream.gaps.create(
            kind=kind,
            walk_kind=walk_kind,
            text=text,
            began_at=began_at,
            ended_at=ended_at,
            item_count=item_count,
            external_ids=list(external_ids),
            opened_at=now,
            last_seen_at=now,
        )
    standing.text, standing.last_seen_at, standing.times = text, now, standing.times + 1
    standing.ended_at = max(filter(None, (standing.ended_at, ended_at)), default=None)
    if item_count is not None:
        standing.item_count, standing.external_ids = item_count, list(external_ids)
    standing.save(update_fields=["text", "last_seen_at", "times", "ended_at", "item_count", "external_ids"])
    return standing


def close_gaps(gaps: QuerySet[Gap], text: str, *, now: datetime) -> int:
    """Close those of the gaps that stand open, because of what `text` says. Returns how many."""
    return gaps.filter(closed_at=None).order_by().update(closed_at=now, closing_text=text)


def accept_gap(gap: Gap, *, text: str, user: User, now: datetime) -> bool:
    """A person closes a gap and says why. False where it was closed meanwhile."""
    closed = Gap.objects.filter(pk=gap.pk, closed_at=None)
    return bool(closed.update(closed_at=now, closed_by=user, closing_text=text.strip()[:500]))
