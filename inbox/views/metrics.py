"""Numbers for operators, in Prometheus' format: how far reading is behind, open gaps, quarantine, who waits."""

import secrets
from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET
from prometheus_client import CollectorRegistry
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from inbox import ledger
from inbox.models import ChannelAccount, Conversation


class LedgerCollector(Collector):
    """The ledger as gauges, read when they are asked for: nothing is counted in memory that the database knows.

    Of each stream, with the labels account and stream: heard_gaps_open (and kind: `GapKind`; empty where none is open),
    heard_stream_lag_seconds, heard_stream_failures, heard_messages_stored, heard_receipts_quarantined, heard_receipts_pending. What
    came beside the streams has the stream "push" or "import" in the last two. Of each history and comparison under way:
    heard_walk_failures (and kind: `WalkKind`), failed turns since the last good one. Of each account: heard_account_in_service,
    heard_conversations_waiting (and lane).
    """

    def collect(self) -> Iterator[Metric]:
        now = timezone.now()
        accounts = list(ChannelAccount.objects.order_by("pk"))
        names = ["account", "stream"]
        gaps = GaugeMetricFamily("heard_gaps_open", "Open gaps of the ledger.", labels=[*names, "kind"])
        lag = GaugeMetricFamily("heard_stream_lag_seconds", "How far reading is behind the present.", labels=names)
        failures = GaugeMetricFamily("heard_stream_failures", "Failed reads since the last good one.", labels=names)
        quarantine = GaugeMetricFamily("heard_receipts_quarantined", "Items that could not be read.", labels=names)
        pending = GaugeMetricFamily("heard_receipts_pending", "Pushes not looked into yet.", labels=names)
        walks = GaugeMetricFamily(
            "heard_walk_failures", "Failed turns at a walk since the last good one.", labels=[*names, "kind"]
        )
        stored = GaugeMetricFamily("heard_messages_stored", "Messages this stream has brought.", labels=names)
        all_books = ledger.read_books(accounts)
        beside = ledger.read_all_beside(accounts, all_books)
        for account in accounts:
            for books in all_books.get(account.pk, []):
                labels = [account.slug, books.stream.name]
                for kind in sorted({gap.kind for gap in books.gaps}):
                    gaps.add_metric([*labels, kind], sum(gap.kind == kind for gap in books.gaps))
                if not books.gaps:
                    gaps.add_metric([*labels, ""], 0)
                if (seconds := books.lag_seconds(now)) is not None:
                    lag.add_metric(labels, seconds)
                failures.add_metric(labels, books.stream.failures)
                quarantine.add_metric(labels, books.quarantined)
                pending.add_metric(labels, books.pending)
                stored.add_metric(labels, books.stream.item_count)
                for walk in books.walks_under_way:
                    walks.add_metric([*labels, walk.kind], walk.failures)
            for entry in beside[account.pk]:
                quarantine.add_metric([account.slug, entry.name], entry.quarantined)
                pending.add_metric([account.slug, entry.name], entry.pending)
        in_service = GaugeMetricFamily("heard_account_in_service", "1 while an account is read.", labels=["account"])
        for account in accounts:
            in_service.add_metric([account.slug], account.status == "active")
        waiting = GaugeMetricFamily("heard_conversations_waiting", "People who wait.", labels=["account", "lane"])
        rows = Conversation.objects.filter(is_waiting=True).values_list("account__slug", "lane")
        for slug, lane, number in rows.annotate(number=Count("pk")).order_by():
            waiting.add_metric([slug, lane], number)
        yield from (gaps, lag, failures, walks, quarantine, pending, stored, in_service, waiting)


@login_not_required
@require_GET
def metrics(request: HttpRequest) -> HttpResponse:
    """For a scraper that sends METRICS_TOKEN as a bearer token; without such a setting the address does not exist."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not settings.METRICS_TOKEN:
        return HttpResponse(status=404)
    if not secrets.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return HttpResponse(status=401, headers={"WWW-Authenticate": "Bearer"})
    registry = CollectorRegistry()
    registry.register(LedgerCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
