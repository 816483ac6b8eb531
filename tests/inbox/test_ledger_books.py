"""Reading the books: true to what stands in them, however long they are, and of whatever came to an account."""

import io
import json
import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inbox import ledger as books
from inbox.models import GapKind, Receipt, ReceiptState, Source, WalkKind
from inbox.services import ledger

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
REACH = "X hands over the newest 800 mentions alone."


@pytest.fixture
def stream(channel):
    return channel.streams.create(name="mentions", next_poll_at=NOON)


def covered(stream):
    [entry] = books.read_books([stream.account])[stream.account_id]
    return entry.covered_from, entry.covered_until


def test_what_was_read_without_a_break_begins_behind_the_last_open_gap(stream):
    stream.windows.create(began_at=NOON, ended_at=NOON + 5 * MINUTE)
    now = timezone.now()
    ledger.open_gap(stream, GapKind.TRUNCATED, REACH, began_at=NOON, ended_at=NOON + MINUTE, now=now)
    assert covered(stream) == (NOON + MINUTE, NOON + 5 * MINUTE)
    # What a walk into the past could not get, what goes on still, and what is no gap in the reading, breaks nothing.
    ended = {"began_at": None, "ended_at": NOON + 2 * MINUTE, "now": now}
    ledger.open_gap(stream, GapKind.TRUNCATED, REACH, walk_kind=WalkKind.HISTORY, **ended)
    ledger.open_gap(stream, GapKind.DIFFERENCE, "Two are missing.", **ended)
    ledger.open_gap(stream, GapKind.UNREAD, "Down.", began_at=NOON + 5 * MINUTE, ended_at=None, now=now)
    assert covered(stream) == (NOON + MINUTE, NOON + 5 * MINUTE)
    ledger.close_gaps(stream.gaps.filter(text=REACH), "Nothing was there.", now=now)
    assert covered(stream) == (NOON, NOON + 5 * MINUTE)


def test_a_gap_in_a_pass_that_is_not_through_leaves_no_stretch_that_ends_before_it_begins(stream):
    stream.windows.create(began_at=NOON, ended_at=NOON + MINUTE)
    ended_at = NOON + DAY
    ledger.open_gap(stream, GapKind.TRUNCATED, REACH, began_at=NOON + MINUTE, ended_at=ended_at, now=timezone.now())
    assert covered(stream) == (NOON + MINUTE, NOON + MINUTE)


def test_the_books_of_years_are_read_as_fast_as_those_of_a_day(stream):
    for day in range(40):
        stream.windows.create(began_at=NOON + day * DAY, ended_at=NOON + (day + 1) * DAY)
    for day in range(40):
        times = {"began_at": NOON + day * DAY, "next_at": NOON}
        stream.walks.create(kind=WalkKind.RECONCILE, state="done", platform_count=day, our_count=day, **times)
    with CaptureQueriesContext(connection) as captured:
        [entry] = books.read_books([stream.account])[stream.account_id]
    assert [window.ended_at for window in entry.windows] == [NOON + (40 - n) * DAY for n in range(books.WINDOWS_SHOWN)]
    assert (entry.covered_from, entry.covered_until) == (NOON, NOON + 40 * DAY)
    assert entry.comparison.platform_count == 39
    with connection.cursor() as cursor:
        for query in captured.captured_queries:
            cursor.execute(query["sql"])
            assert len(cursor.fetchall()) <= books.WINDOWS_SHOWN, query["sql"]


@pytest.fixture
def receive(channel):
    """A receipt of this state in a stream of that name."""
    numbers = iter(range(1, 100))

    def store(stream_name, state, source=Source.PUSH):
        number = next(numbers)
        facts = {"content_hash": str(number), "raw": "{}", "source": source, "reason": "odd"}
        return Receipt.objects.create(
            id=number, received_at=timezone.now(), account=channel, stream=stream_name, state=state, **facts
        )

    return store


def test_what_is_odd_is_counted_by_an_index_that_holds_nothing_else(channel, receive):
    receive("mentions", ReceiptState.QUARANTINED)
    with CaptureQueriesContext(connection) as captured:
        books.read_beside(channel, [])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'receipt_odd'::regclass")
        indexes = {name for (name,) in cursor.fetchall()}
        cursor.execute(f"EXPLAIN {captured.captured_queries[-1]['sql']}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert any(name in plan for name in indexes)
    assert "Seq Scan" not in plan


def test_what_came_beside_the_streams_is_in_the_books_too(channel, stream, receive, signed_in, admin, client, settings):
    settings.METRICS_TOKEN = "let-me-read"
    receive("mentions", ReceiptState.QUARANTINED)
    for state in (ReceiptState.PENDING, ReceiptState.PENDING, ReceiptState.QUARANTINED, ReceiptState.NOTHING):
        receive("push", state)
    receive("import", ReceiptState.QUARANTINED, Source.IMPORT)
    receive("import", ReceiptState.STORED, Source.IMPORT)
    page = unescape(signed_in(admin).get(channel.get_absolute_url()).content.decode())
    for name, told in (("Pushes", "2 not looked into yet, 1 in quarantine"), ("Imports", "1 in quarantine")):
        assert re.search(rf'<th scope="row">{name}</th>\s*<td colspan="5">{told}</td>', page)
    out = io.StringIO()
    call_command("ledger", "--json", stdout=out)
    [told] = json.loads(out.getvalue())
    assert (told["pending"], told["quarantined"]) == (2, 3)
    assert told["beside"] == [
        {"name": "import", "pending": 0, "quarantined": 1},
        {"name": "push", "pending": 2, "quarantined": 1},
    ]
    metrics = client.get(reverse("metrics"), headers={"authorization": "Bearer let-me-read"}).content.decode()
    for name, stream_name, number in (
        ("quarantined", "import", 1),
        ("quarantined", "mentions", 1),
        ("pending", "push", 2),
    ):
        line = f'heard_receipts_{name}{{account="{channel.slug}",stream="{stream_name}"}} {number}.0'
        assert line in metrics.splitlines()


def test_the_leads_page_does_not_say_that_nothing_is_missing_while_something_is_in_quarantine(
    receive, signed_in, lead, stranger
):
    address = reverse("coverage")
    assert "nothing is known to be missing" in signed_in(lead).get(address).content.decode()
    receive("mentions", ReceiptState.QUARANTINED)
    receive("push", ReceiptState.PENDING)
    page = signed_in(lead).get(address).content.decode()
    assert "nothing is known to be missing" not in page
    assert "1 item came in and could not be read" in page
    assert "nothing is known to be missing" in signed_in(stranger).get(address).content.decode()
