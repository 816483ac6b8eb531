"""How an account is doing, in words an admin can act on; and the two addresses a machine asks."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from inbox import health
from inbox.models import AccountStatus, Receipt
from inbox.services import accounts, polling

pytestmark = pytest.mark.django_db
NOW = timezone.now()
MINUTE = timedelta(minutes=1)


@pytest.fixture
def stream(channel):
    """One stream of the account, read a moment ago and well, unless told otherwise."""

    def make(name="mentions", **changes):
        facts = {
            "next_poll_at": NOW + MINUTE,
            "last_success_at": NOW - timedelta(seconds=20),
            "last_item_at": NOW - 3 * MINUTE,
        }
        return channel.streams.create(name=name, **facts | changes)

    return make


STREAMS = [
    ({}, "good", "Read 20 s ago, newest item 3 min ago.", ""),
    ({"last_item_at": None}, "good", "Read 20 s ago, nothing there so far.", ""),
    ({"is_polled": False}, "good", "The platform only ever pushes these. Newest item 3 min ago.", ""),
    ({"is_polled": False, "last_item_at": None}, "good", "The platform only ever pushes these. Nothing came so far.", ""),
    ({"last_success_at": None}, "resting", "Not read yet.", "The first look comes within a minute."),
    ({"last_success_at": NOW - 12 * MINUTE, "next_poll_at": NOW - 11 * MINUTE}, "troubled", "Last read 12 min ago, later than it should be.", "Is a worker running?"),
    ({"last_success_at": NOW - 25 * MINUTE, "next_poll_why": "9 calls are left"}, "good", "Read 25 min ago, newest item 3 min ago.", ""),
    ({"last_success_at": NOW - 25 * MINUTE, "next_poll_at": NOW - MINUTE}, "good", "Read 25 min ago, newest item 3 min ago.", ""),
    ({"error_text": "X is down.", "error_code": "unavailable"}, "troubled", "X is down.", "Last read 20 s ago. Next try in 1 min."),
    ({"error_text": "No.", "error_code": "needs_reauth", "last_success_at": None, "next_poll_at": NOW}, "broken", "No.", "Never read so far. Next try now."),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "level", "text", "advice"), STREAMS, ids=[text for _f, _l, text, _a in STREAMS])
def test_a_streams_state_in_words(stream, facts, level, text, advice):
    assert health.of_stream(stream(**facts), NOW) == health.Health(level, text, advice)


def test_an_account_is_as_well_as_its_worst_stream(channel, stream):
    stream()
    assert health.of_account(channel, NOW).text == "All is read: last look 20 s ago, newest item 3 min ago."
    stream("own_posts", error_text="X is down.", error_code="unavailable")
    assert health.of_account(channel, NOW).level == "troubled"
    assert health.of_account(channel, NOW).text == "X is down."


def test_an_account_tells_the_oldest_look_and_the_newest_item(channel, stream):
    stream(last_success_at=NOW - 5 * MINUTE)
    stream("own_posts", last_item_at=NOW - 2 * MINUTE)
    assert health.of_account(channel, NOW).text == "All is read: last look 5 min ago, newest item 2 min ago."


def test_an_account_out_of_service_says_so_before_anything_else(channel, stream):
    stream(error_text="X is down.", error_code="unavailable")
    channel.status, channel.status_text = (
        AccountStatus.NEEDS_RECONNECTING,
        "X no longer accepts the token. Reconnect the account.",
    )
    assert health.of_account(channel, NOW).level == "broken"
    assert "Reconnect the account" in health.of_account(channel, NOW).text
    channel.status = AccountStatus.PAUSED
    assert health.of_account(channel, NOW).text == "Paused. Nothing is read or sent."


def test_an_account_without_streams_is_no_error(channel):
    assert health.of_account(channel, NOW).text == "No streams yet."


def test_the_account_page_shows_streams_trouble_and_quarantine(channel, stream, signed_in, admin):
    stream(error_text="X cannot be reached.", error_code="unavailable", item_count=41)
    raw = '{"tweet": {"id": "7", "text": "<script>alert(1)</script>"}}'
    facts = {
        "id": 1,
        "received_at": NOW,
        "account": channel,
        "stream": "mentions",
        "external_id": "7",
        "content_hash": "x",
    }
    Receipt.objects.create(**facts, raw=raw, state="quarantined", reason="'created_at' should be a time and is int -1")
    page = signed_in(admin).get(channel.get_absolute_url()).content.decode()
    for words in (
        "Mentions",
        "X cannot be reached.",
        "41",
        "In quarantine",
        "&#x27;created_at&#x27; should be a time",
        "Check now",
        "Pause",
    ):
        assert words in page
    assert "<script>alert" not in page


def test_pausing_resuming_and_checking_now(channel, stream, signed_in, admin):
    browser, mentions = signed_in(admin), stream(failures=3)

    def press(deed):
        page = browser.post(f"{channel.get_absolute_url()}{deed}/", follow=True).content.decode()
        channel.refresh_from_db()
        mentions.refresh_from_db()
        return page

    assert "Resume it to go on where it stopped" in press("pause")
    assert channel.status == AccountStatus.PAUSED
    assert "is paused at the moment" in press("pause")
    press("resume")
    assert channel.status == AccountStatus.ACTIVE
    assert mentions.next_poll_at <= timezone.now()
    mentions.next_poll_at = timezone.now() + timedelta(hours=1)
    mentions.save()
    assert "being read now" in press("check-now")
    assert mentions.next_poll_at <= timezone.now()
    assert mentions.failures == 0


def test_a_paused_account_is_not_read(connect, sandbox, writes, read_all):
    account = connect("x")
    sandbox.play(writes("x", "Hello?"))
    accounts.pause(account, now=timezone.now())
    assert read_all(account) == {}
    accounts.resume(account, now=timezone.now())
    assert sum(turn.new_messages for turn in read_all(account).values()) == 1


def test_an_account_paused_while_a_worker_was_at_it_is_not_read_on(connect, sandbox, writes):
    account = connect("x")
    sandbox.play(writes("x", "Hello?"))
    claimed = polling.claim_due(limit=5, now=timezone.now())
    accounts.pause(account, now=timezone.now())
    assert len(claimed) == 2
    assert [polling.poll(stream_id).pages for stream_id in claimed] == [0, 0]


def test_a_machine_is_told_that_all_is_well_without_sign_in_and_under_any_name(settings):
    settings.ALLOWED_HOSTS = ["heard.example.com"]
    settings.SECURE_SSL_REDIRECT = True
    probe = Client(headers={"host": "10.0.0.7:8000"})
    assert probe.get("/healthz").content == b"ok"
    ready = probe.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"database": "ok", "redis": "ok"})


def test_a_machine_is_told_what_is_missing(settings):
    settings.REDIS_URL = "redis://127.0.0.1:9/0"
    ready = Client().get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["database"] == "ok"
    assert "unreachable" in ready.json()["redis"]


@pytest.mark.django_db(transaction=True)
def test_without_its_database_it_is_not_ready_and_still_alive(settings):
    name, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], "no_such_database"
    connection.close()
    try:
        probe = Client()
        assert probe.get("/healthz").status_code == 200
        ready = probe.get("/readyz")
        assert ready.status_code == 503
        assert "unreachable" in ready.json()["database"]
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name
