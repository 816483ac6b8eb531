"""The account's page and the list of what came: what they show of receipts, and what they leave to a worker."""

import json
import re
from base64 import b64encode
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from kombu.exceptions import OperationalError

from inbox import tasks
from inbox.models import Gap, GapKind, Message, Receipt
from inbox.queries import connections
from inbox.secrets import CredentialKeyError
from inbox.templatetags.heard import readable
from inbox.views import books

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000
UNREADABLE = '{"tweet": 1}'


@pytest.fixture
def browser(signed_in, admin):
    return signed_in(admin)


@pytest.fixture
def came(channel):
    """Receipts of the account, a minute apart, the newest first."""

    def make(*raws, state="quarantined", stream="mentions"):
        now = timezone.now()
        return Receipt.objects.bulk_create(
            Receipt(
                id=number,
                received_at=now - timedelta(minutes=number),
                account=channel,
                stream=stream,
                external_id=f"item-{number}",
                content_hash=str(number),
                raw=raw,
                state=state,
                reason="'created_at' should be a time" if state == "quarantined" else "",
            )
            for number, raw in enumerate(raws, start=1)
        )

    return make


@pytest.mark.parametrize("page", ["account_detail", "receipt_list"])
def test_of_a_long_item_only_its_beginning_is_fetched(browser, channel, came, page):
    came(json.dumps({"text": "a" * MEGABYTE}), json.dumps({"text": "short"}))
    with CaptureQueriesContext(connection) as captured:
        text = browser.get(reverse(page, args=[channel.pk])).content.decode()
    assert len(text) < MEGABYTE // 10
    assert "short" in text
    asked = [query["sql"] for query in captured if "inbox_receipt" in query["sql"] and "LEFT(" in query["sql"]]
    assert asked
    assert not [sql for sql in asked if re.search(r'"inbox_receipt"\."raw"(?! *,\s*\d)', sql)]


def test_a_push_and_a_mail_are_shown_unpacked(browser, channel, came):
    body = json.dumps({"object": "page", "entry": [{"text": "Ist die Fähre voll?"}] * 80}, ensure_ascii=False)
    came(json.dumps({"body": b64encode(body.encode()).decode()}), stream="push")
    page = unescape(browser.get(reverse("receipt_list", args=[channel.pk])).content.decode())
    assert '"text": "Ist die Fähre voll?"' in page
    letter = "From: dora@example.org\r\nSubject: Ticket\r\n\r\nMy ticket is lost.\r\n"
    assert "My ticket is lost." in readable(json.dumps({"uid": 7, "rfc822": b64encode(letter.encode()).decode()}))


def test_what_is_no_packed_text_is_shown_as_it_came():
    for value in (
        "a-plain-id",
        "122100000000000000000000000000000000000000000000",
        b64encode(bytes(range(256))).decode(),
    ):
        raw = json.dumps({"id": value})
        assert readable(raw) == raw


def test_each_button_says_what_it_runs_again(browser, channel, came):
    came("{}", "{}")
    page = browser.get(channel.get_absolute_url()).content.decode()
    names = [re.sub(r"<[^>]+>", "", name) for name in re.findall(r"<button[^>]*>(Run it again.*?)</button>", page)]
    assert names == ["Run it again: item-1, mentions", "Run it again: item-2, mentions"]


def test_the_page_brings_itself_up_to_date_without_touching_its_forms(browser, channel, came):
    stream = channel.streams.create(name="mentions", next_poll_at=timezone.now())
    Gap.objects.create(
        stream=stream, kind=GapKind.TRUNCATED, text="?", opened_at=timezone.now(), last_seen_at=timezone.now()
    )
    came("{}")
    page = browser.get(channel.get_absolute_url()).content.decode()
    assert 'hx-trigger="every 5s" hx-swap="none"' in page
    parts = re.search(r'hx-select-oob="([^"]+)"', page)[1].split(",")
    fragment = browser.get(channel.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    for part in set(parts) - {"#last-push"}:
        assert page.count(f'id="{part[1:]}"') == fragment.count(f'id="{part[1:]}"') == 1, part
    assert not [part for part in parts if part in ("#since", "#until", "#account")]


@pytest.fixture
def sent(monkeypatch):
    """What is handed to workers."""
    found = []
    monkeypatch.setattr(books.current_app, "send_task", lambda name, args, **_how: found.append((name, args)))
    return found


def span_of(browser, channel):
    now = timezone.now()
    span = {"since": now - timedelta(days=1), "until": now + timedelta(days=1)}
    address = reverse("account_replay", args=[channel.pk])
    return browser.post(address, {key: f"{at:%Y-%m-%dT%H:%M}" for key, at in span.items()}, follow=True)


def run(name, args):
    return getattr(tasks, name.removeprefix("inbox.tasks."))(*args)


def test_a_long_span_is_left_to_a_worker_and_a_short_one_is_not(browser, channel, came, sent):
    came(*[UNREADABLE] * connections.REPLAYED_AT_ONCE)
    assert f"{connections.REPLAYED_AT_ONCE} receipts were run again" in span_of(browser, channel).content.decode()
    assert not sent
    Receipt.objects.all().delete()
    came(*[UNREADABLE] * (connections.REPLAYED_AT_ONCE + 1), state="stored")
    assert "This is being run again." in span_of(browser, channel).content.decode()
    assert set(Receipt.objects.values_list("state", flat=True)) == {"stored"}
    run(*sent[0])
    assert set(Receipt.objects.values_list("state", flat=True)) == {"quarantined"}


def test_a_long_quarantine_is_left_to_a_worker(browser, channel, came, sent):
    came(*[UNREADABLE] * (connections.REPLAYED_AT_ONCE + 1))
    Receipt.objects.update(reason="an older parser's reason")
    address = reverse("quarantine_replay", args=[channel.pk])
    assert "This is being run again." in browser.post(address, follow=True).content.decode()
    run(*sent[0])
    assert not Receipt.objects.filter(reason="an older parser's reason").exists()


def test_where_no_worker_can_be_reached_nothing_is_promised(browser, channel, came, monkeypatch):
    def refuse(*_args, **_how):
        raise OperationalError("no broker")

    monkeypatch.setattr(books.current_app, "send_task", refuse)
    came(*[UNREADABLE] * (connections.REPLAYED_AT_ONCE + 1))
    page = span_of(browser, channel).content.decode()
    assert "nothing was run again" in page
    assert "This is being run again" not in page


def test_an_attachment_of_an_account_whose_key_is_lost_is_explained(
    settings, account_of, workspace, converse, signed_in, agent
):
    mailbox = account_of(workspace, "hello@harbour.example", platform="mail")
    facts = {"received_at": timezone.now(), "content_hash": "x", "raw": "{}", "state": "stored"}
    Receipt.objects.create(id=7, account=mailbox, stream="inbox", **facts)
    mail = converse("My ticket.", account=mailbox).messages.get()
    Message.objects.filter(pk=mail.pk).update(receipt_id=7, media=[{"part": 0, "name": "ticket.pdf", "kind": "file"}])
    settings.CREDENTIAL_KEYS = ["N2wzWWpFb3JtZ3RzZHlxN3h4NHZ2NWFzYTJ6MDEyMzQ="]
    with pytest.raises(CredentialKeyError):
        Receipt.objects.get(id=7).account.credentials.open()
    response = signed_in(agent).get(reverse("attachment", args=[mail.pk, 0]), follow=True)
    assert response.redirect_chain[-1][0].startswith(mail.conversation.get_absolute_url())
    assert "The file cannot be opened at the moment." in response.content.decode()
