"""Response coverage: everything received, and what became of it. The parts always add up to the whole.

Each conversation has exactly one disposition, which the database derives from its state, so the sum closes by construction;
`Row.is_closed_sum` says so on the page and in the tests all the same.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import connection
from django.db.models import QuerySet

from inbox.access import accounts_for, conversations_for
from inbox.audience.models import BANDS, band_of
from inbox.models import Conversation, Membership, Outcome
from inbox.models.conversation import WAITING

# In the order of the equation: received = … + waiting.
DISPOSITIONS: tuple[tuple[str, str], ...] = (
    *((outcome.value, outcome.label) for outcome in Outcome),
    (WAITING, "Waiting"),
)
LONGEST_SHOWN = 10


@dataclass
class Row:
    """One line of a table: how many were received, and how many of them ended in which way."""

    key: str
    label: str
    received: int = 0
    parts: dict[str, int] = field(default_factory=lambda: dict.fromkeys((slug for slug, _label in DISPOSITIONS), 0))

    def add(self, disposition: str, count: int) -> None:
        self.parts[disposition] += count
        self.received += count

    @property
    def is_closed_sum(self) -> bool:
        return self.received == sum(self.parts.values())

    @property
    def heard_share(self) -> float:
        """Of everything received, the share that does not wait, in percent."""
        return 100 * (1 - self.parts[WAITING] / self.received) if self.received else 100.0

    @property
    def segments(self) -> list[tuple[str, float, float]]:
        """The bar of this row: (disposition, start, width), in percent."""
        start, pieces = 0.0, []
        for slug, count in self.parts.items():
            width = 100 * count / self.received if self.received else 0
            if width:
                pieces.append((slug, round(start, 3), round(width, 3)))
            start += width
        return pieces

    @property
    def cells(self) -> list[int]:
        return list(self.parts.values())


@dataclass(frozen=True)
class Coverage:
    """The lead's page."""

    total: Row
    by_platform: list[Row]
    by_day: list[Row]
    by_band: list[Row]

    @property
    def has_closed_sums(self) -> bool:
        tables = (self.by_platform, self.by_day, self.by_band)
        return self.total.is_closed_sum and all(
            sum(row.received for row in table) == self.total.received and all(row.is_closed_sum for row in table)
            for table in tables
        )


# Every account, day and figure in one pass over the period; the rest is adding up.
_QUERY = """
SELECT a.platform, (c.opened_at AT TIME ZONE 'UTC')::date, c.disposition,
       width_bucket(f.followers, ARRAY[0, 100, 1000, 10000, 100000]::bigint[]), min(f.followers), count(*)
FROM inbox_conversation c
JOIN inbox_channelaccount a ON a.id = c.account_id
LEFT JOIN audience_audience f ON f.identity_id = c.identity_id
WHERE c.workspace_id = %s AND c.account_id = ANY(%s) AND c.opened_at >= %s AND c.opened_at < %s
GROUP BY 1, 2, 3, 4
"""


def read(member: Membership, *, since: datetime, until: datetime) -> Coverage:
    """What was received in [since, until), by when the conversation began, and what became of it."""
    accounts = list(accounts_for(member).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [member.workspace_id, accounts, since, until])
        rows: list[tuple[str, date, str, int | None, int | None, int]] = cursor.fetchall()
    total = Row("all", "Everything")
    platforms: dict[str, Row] = {}
    days: dict[str, Row] = {}
    bands = {slug: Row(slug, label) for slug, label, _low, _high in BANDS}
    for platform, day, disposition, _bucket, figure, count in rows:
        total.add(disposition, count)
        platforms.setdefault(platform, Row(platform, platform)).add(disposition, count)
        days.setdefault(day.isoformat(), Row(day.isoformat(), f"{day:%a %d %b}")).add(disposition, count)
        bands[band_of(figure)].add(disposition, count)
    return Coverage(
        total=total,
        by_platform=[platforms[key] for key in sorted(platforms)],
        by_day=[days[key] for key in sorted(days, reverse=True)],
        by_band=[row for row in bands.values() if row.received],
    )


def list_conversations(
    member: Membership, *, since: datetime, until: datetime, disposition: str = "", platform: str = ""
) -> QuerySet[Conversation]:
    """The conversations behind a number, longest wait first."""
    query = conversations_for(member).filter(opened_at__gte=since, opened_at__lt=until)
    if disposition:
        query = query.filter(disposition=disposition)
    if platform:
        query = query.filter(account__platform=platform)
    return query.select_related("account", "identity", "assignee", "post").order_by("waiting_since", "pk")


def longest_waiting(member: Membership, *, limit: int = LONGEST_SHOWN) -> list[Conversation]:
    """Who has waited longest, over all lanes and all time, whatever their turn."""
    query = conversations_for(member).filter(is_waiting=True).select_related("account", "identity", "assignee", "post")
    return list(query.order_by("waiting_since", "pk")[:limit])
