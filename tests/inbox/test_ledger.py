"""The books: what was read without a break, and every gap in the open, wherever somebody looks."""

import io
import json
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Page, Parsed, Raw
from inbox import ledger as books
from inbox.models import Gap, GapKind
from inbox.services import ingest, ledger
from tests.conftest import STAGES

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
REACH = "X hands over the newest 800 mentions alone."


def parse(raw):
    if "text" not in raw:
        raise Malformed("'text' is missing")
    return Parsed(Item(raw["id"], Kind.MENTION, raw["text"], NOON, raw["id"], author=Author("5", "dora", "Dora")))


@pytest.fixture
def stream(channel):
    return channel.streams.create(name="mentions", next_poll_at=NOON)


@pytest.fixture
def read(stream):
    """A pass over the stream began `at`, and its pages came a second apart, each with items of the given ids."""

    def store(at, *pages, is_through=True, gap="", bad=()):
        for number, ids in enumerate(pages or [()]):
            stream.refresh_from_db()
            stream.pass_began_at = stream.pass_began_at or at
            raws = [Raw(key, {"id": key} | ({} if key in bad else {"text": f"question {key}"})) for key in ids]
            is_last = is_through and number == len(pages or [()]) - 1
            page = Page(tuple(raws), {"at": number}, has_more=not is_last, gap=gap if is_last else "")
            ingest.store_page(stream, page, parse, now=at + timedelta(seconds=1 + number))
        return list(stream.windows.order_by("pk"))

    return store


def test_a_window_grows_with_each_finished_pass(read):
    read(NOON, "ab")
    read(NOON + MINUTE)
    [window] = read(NOON + 2 * MINUTE, "bc", "de", bad="e")
    assert (window.began_at, window.ended_at) == (NOON, NOON + 2 * MINUTE)
    assert window.pass_count == 3
    assert (window.item_count, window.new_count, window.quarantined_count) == (6, 4, 1)


def test_a_pass_that_is_not_through_covers_nothing_yet(read):
    read(NOON)
    [window] = read(NOON + MINUTE, "ab", "cd", is_through=False)
    assert window.ended_at == NOON
    assert window.new_count == 4
    [window] = read(NOON + 9 * MINUTE, "ef")
    # It covers what was there when the pass began, not what came while it went on.
    assert window.ended_at == NOON + MINUTE


def test_each_day_has_a_window_and_between_them_is_no_hole(read):
    midnight = NOON.replace(hour=0) + timedelta(days=1)
    for minutes in (-2, -1, 1, 2, 3):
        read(midnight + minutes * MINUTE)
    windows = read(midnight + timedelta(days=2), "ab")
    assert len(windows) == 3
    assert [window.began_at for window in windows[1:]] == [window.ended_at for window in windows[:-1]]
    assert [window.pass_count for window in windows] == [2, 3, 1]
    assert windows[0].began_at == midnight - 2 * MINUTE
    assert windows[-1].ended_at == midnight + timedelta(days=2)


def test_what_the_platform_could_not_hand_over_is_an_open_gap_with_its_span(read, stream):
    read(NOON)
    read(NOON + MINUTE, "ab", gap=REACH)
    gap = Gap.objects.get()
    assert (gap.kind, gap.text, gap.times) == (GapKind.TRUNCATED, REACH, 1)
    assert (gap.began_at, gap.ended_at) == (NOON, NOON + MINUTE)
    assert gap.closed_at is None


def test_the_same_gap_met_again_is_one_gap_that_grew(read):
    read(NOON)
    for minutes in (1, 2, 3):
        read(NOON + minutes * MINUTE, gap=REACH)
    gap = Gap.objects.get()
    assert gap.times == 3
    assert (gap.began_at, gap.ended_at) == (NOON, NOON + 3 * MINUTE)
    read(NOON + 4 * MINUTE, gap="X hides the answers of a protected account.")
    assert Gap.objects.count() == 2


def test_a_stream_that_cannot_be_read_for_long_is_a_gap_until_it_is_read_again(account, sandbox, read_all):
    read_all(account)
    sandbox.fault(account.platform, "down")
    read_all(account)
    assert not Gap.objects.exists(), "a moment's trouble is none"
    since = timezone.now() - timedelta(minutes=16)
    account.streams.update(last_success_at=since)
    for _look in range(2):
        read_all(account)
    polled = account.streams.filter(is_polled=True)
    gaps = list(Gap.objects.order_by("stream"))
    assert {gap.stream_id for gap in gaps} == set(polled.values_list("pk", flat=True))
    assert all((gap.kind, gap.began_at, gap.times) == (GapKind.UNREAD, since, 2) for gap in gaps)
    assert all(polled.get(pk=gap.stream_id).error_text in gap.text for gap in gaps)
    sandbox.control("DELETE", "faults")
    read_all(account)
    for gap in Gap.objects.all():
        assert gap.closed_at
        assert gap.closing_text == "read again; nothing of that time is missing"


def test_a_stream_that_was_never_read_is_a_gap_since_the_account_came(connect, sandbox, read_all):
    account = connect("facebook")
    sandbox.fault("facebook", "server_error")
    read_all(account)
    assert not Gap.objects.exists()
    account.connected_at = timezone.now() - timedelta(minutes=16)
    account.save(update_fields=["connected_at"])
    read_all(account)
    assert Gap.objects.count() == account.streams.count()
    assert not Gap.objects.exclude(kind=GapKind.UNREAD, began_at=None).exists()


@pytest.fixture
def gap(stream):
    return ledger.open_gap(
        stream, GapKind.TRUNCATED, REACH, began_at=NOON, ended_at=NOON + MINUTE, now=timezone.now(), item_count=12
    )


def test_a_gap_that_cannot_be_mended_is_closed_by_a_person_who_says_why(gap, channel, signed_in, admin):
    browser, address = signed_in(admin), reverse("gap_accept", args=[gap.pk])
    page = browser.post(address, {"text": "  "}, follow=True).content.decode()
    assert "Say why this gap is closed" in page
    gap.refresh_from_db()
    assert gap.closed_at is None
    page = browser.post(
        address, {"text": "A campaign of bots; nothing of it was for us."}, follow=True
    ).content.decode()
    gap.refresh_from_db()
    assert (gap.closed_by, gap.closing_text) == (admin, "A campaign of bots; nothing of it was for us.")
    assert "Open gaps" not in page
    assert "A campaign of bots" in page
    assert "by Mira" in page
    page = browser.post(address, {"text": "Again."}, follow=True).content.decode()
    assert "It was closed already" in page
    assert Gap.objects.get().closing_text.startswith("A campaign")


def test_an_open_gap_is_shown_to_admins_to_leads_and_to_operators(gap, channel, signed_in, admin, lead, settings):
    settings.METRICS_TOKEN = "let-me-read"
    account = unescape(signed_in(admin).get(channel.get_absolute_url()).content.decode())
    for words in ("Open gaps", REACH, "12 items", "from 20 Nov 2026, 12:00 to 20 Nov 2026, 12:01"):
        assert words in account
    coverage = unescape(signed_in(lead).get(reverse("coverage")).content.decode())
    assert REACH in coverage
    assert "nothing is known to be missing" not in coverage
    metrics = signed_in(lead).get(reverse("metrics"), headers={"authorization": "Bearer let-me-read"}).content.decode()
    assert f'heard_gaps_open{{account="{channel.slug}",kind="truncated",stream="mentions"}} 1.0' in metrics


def test_a_gap_of_another_company_is_not_a_leads_business(gap, signed_in, stranger):
    coverage = signed_in(stranger).get(reverse("coverage")).content.decode()
    assert REACH not in coverage
    assert "nothing is known to be missing" in coverage


def test_the_numbers_for_operators_say_how_every_stream_is_doing(connect, sandbox, writes, read_all, client, settings):
    settings.METRICS_TOKEN = "let-me-read"
    account = connect("x")
    sandbox.play(writes("x", "Hello?"))
    read_all(account)
    account.streams.filter(name="mentions").update(failures=3)
    found = client.get(reverse("metrics"), headers={"authorization": "Bearer let-me-read"}).content.decode()
    for line in (
        f'heard_gaps_open{{account="{account.slug}",kind="",stream="mentions"}} 0.0',
        f'heard_stream_failures{{account="{account.slug}",stream="mentions"}} 3.0',
        f'heard_receipts_quarantined{{account="{account.slug}",stream="mentions"}} 0.0',
        f'heard_messages_stored{{account="{account.slug}",stream="mentions"}} 1.0',
        f'heard_account_in_service{{account="{account.slug}"}} 1.0',
        f'heard_conversations_waiting{{account="{account.slug}",lane="queue"}} 1.0',
    ):
        assert line in found.splitlines()
    assert f'heard_stream_lag_seconds{{account="{account.slug}",stream="mentions"}}' in found


def ledger_of(*arguments):
    out = io.StringIO()
    call_command("ledger", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_the_whole_ledger(account, sandbox, writes, read_all):
    sandbox.play(*[writes(account.platform, f"question {n}", by=f"Person {n}") for n in range(3)])
    read_all(account)
    stream = account.streams.get(name=STAGES[account.platform].stream)
    ledger.open_gap(stream, GapKind.TRUNCATED, REACH, began_at=NOON, ended_at=None, now=timezone.now())
    [told] = json.loads(ledger_of("--json"))
    assert (told["account"], told["platform"], told["status"]) == (account.slug, account.platform, "active")
    assert {entry["stream"] for entry in told["streams"]} == {spec.name for spec in account.capabilities.streams}
    entry = next(entry for entry in told["streams"] if entry["stream"] == stream.name)
    assert (entry["stored"], entry["quarantined"], entry["pending"], entry["failures"]) == (3, 0, 0, 0)
    [window] = entry["windows"]
    assert (window["new"], window["passes"]) == (3, 1)
    assert (entry["covered_from"], entry["covered_until"]) == (window["from"], window["until"])
    assert 0 <= entry["lag_seconds"] < 60
    history = entry["history"]
    # A post of ours that people write beneath is listed with what they wrote.
    listed = 4 if STAGES[account.platform].is_beneath else 3
    counts = (history["platform_count"], history["our_count"])
    assert (history["state"], history["new"], counts) == ("done", 0, (listed, listed))
    assert entry["comparison"] is None
    [gap] = entry["gaps"]
    assert (gap["kind"], gap["text"], gap["from"], gap["until"]) == ("truncated", REACH, NOON.isoformat(), None)
    assert entry["next_poll_at"] > entry["last_success_at"]
    assert entry["next_poll_why"] == "the usual interval"


def test_the_command_says_it_in_a_line_a_stream_too(connect, sandbox, writes, read_all):
    account = connect("x")
    sandbox.play(writes("x", "Hello?"))
    read_all(account)
    ledger.open_gap(account.streams.get(name="mentions"), GapKind.LATE, "Late.", began_at=None, ended_at=None, now=NOON)
    lines = ledger_of("--account", account.slug).splitlines()
    assert lines[0] == f"{account.slug} (active)"
    assert any(line.split() == "mentions 1 stored, up to date, not compared yet".split() for line in lines)
    assert any("gap: Late." in line for line in lines)


def test_the_command_names_the_accounts_there_are_when_asked_for_another(channel):
    with pytest.raises(CommandError, match=f"'harbour-x'.*There are: {channel.slug}"):
        call_command("ledger", "--account", "harbour-x")


def test_the_ledger_costs_the_same_with_1_account_and_with_5(workspace, account_of, read):
    read(NOON, "ab")
    costs = []
    for more in (0, 4):
        for number in range(more):
            for name in ("mentions", "own_posts"):
                account = workspace.accounts.filter(handle=f"harbour{number}").first()
                account = account or account_of(workspace, f"harbour{number}")
                stream = account.streams.create(name=name, next_poll_at=NOON)
                ledger.open_gap(stream, GapKind.LATE, "Late.", began_at=None, ended_at=None, now=NOON)
        accounts = list(workspace.accounts.all())
        with CaptureQueriesContext(connection) as captured:
            found = books.read_books(accounts)
        costs.append(len(captured))
    assert sum(map(len, found.values())) == 9
    assert costs[0] == costs[1] <= 8
