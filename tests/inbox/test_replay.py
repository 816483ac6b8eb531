"""Anything that came can be run again: what could not be read becomes a message once, and what could stays as it is."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from inbox.models import Conversation, Message, MessageRevision, Receipt, ReceiptState
from inbox.services import lifecycle, replay, second_look
from tests.conftest import USUAL, on
from tests.inbox.conftest import conversation_of

pytestmark = pytest.mark.django_db
# Where the text of a customer's word stands in what each platform hands over.
HANDED_OVER = {"x": ("tweet", "text"), "facebook": ("post", "message")}


@pytest.fixture(params=on(*USUAL, among=HANDED_OVER))
def account(request, connect):
    return connect(request.param)


def tamper(receipt, *, away=True):
    """Take the time out of a stored item, or put it back: as if its parser could not read it until it was mended."""
    raw = json.loads(receipt.raw)
    item = raw[HANDED_OVER[receipt.account.platform][0]]
    field = "created_at" if receipt.account.platform == "x" else "created_time"
    if away:
        item["kept"], item[field] = item[field], "the day before yesterday"
    else:
        item[field] = item.pop("kept")
    Receipt.objects.filter(id=receipt.id).update(raw=json.dumps(raw))


def books():
    """Everything replaying must leave as it is."""
    conversations = Conversation.objects.order_by("pk").values_list(
        "pk", "message_count", "is_waiting", "waiting_since", "turn_at", "lane", "status", "reason", "evidence",
        "outcome", "preview", "last_message_at", "first_response_at", "assignee",
    )  # fmt: skip
    messages = Message.objects.order_by("pk").values_list(
        "pk", "external_id", "text", "conversation", "origin", "edited_at", "deleted_at", "content_hash"
    )
    receipts = Receipt.objects.order_by("id").values_list("id", "state", "reason", "raw")
    revisions = MessageRevision.objects.order_by("pk").values_list("pk", "text")
    return list(conversations), list(messages), list(receipts), list(revisions)


def replay_all(account):
    now = timezone.now()
    return replay.replay_window(account, since=now - timedelta(days=1), until=now + timedelta(minutes=1), now=now)


@pytest.fixture
def quarantined(account, sandbox, writes, read_all):
    """Three questions came in a page of which one could not be read. Returns its receipt."""
    sandbox.play(*[writes(account.platform, f"question {n}", by=f"Person {n}") for n in range(3)])
    read_all(account)
    message = Message.objects.get(text__contains="question 1")
    receipt = Receipt.objects.get(external_id=message.external_id, stream=message.stream)
    Receipt.objects.filter(external_id=message.external_id).exclude(id=receipt.id).delete()
    tamper(receipt)
    conversation = message.conversation
    message.delete()
    conversation.delete()
    replay.replay_receipt(account, receipt.id, now=timezone.now())
    receipt.refresh_from_db()
    assert receipt.state == ReceiptState.QUARANTINED
    assert "should be a time" in receipt.reason
    return receipt


def test_what_was_in_quarantine_becomes_a_message_once_its_cause_is_mended(quarantined, account, judged):
    still = replay.replay_quarantine(account, now=timezone.now())
    assert (still.receipts, still.new_messages, still.mended, still.quarantined) == (1, 0, 0, 1)
    tamper(quarantined, away=False)
    done = replay.replay_quarantine(account, now=timezone.now())
    assert (done.receipts, done.new_messages, done.mended, done.quarantined) == (1, 1, 1, 0)
    message = Message.objects.get(text__contains="question 1")
    assert judged(message.conversation).is_waiting
    quarantined.refresh_from_db()
    assert (quarantined.state, quarantined.reason) == (ReceiptState.STORED, "")
    assert replay.replay_quarantine(account, now=timezone.now()).receipts == 0
    assert replay_all(account).new_messages == 0
    assert Message.objects.count() == 3


def test_an_admin_runs_the_quarantine_again_from_the_accounts_page(quarantined, account, signed_in, admin):
    browser = signed_in(admin)
    page = browser.get(account.get_absolute_url()).content.decode()
    assert "Run all again" in page
    again = browser.post(
        reverse("receipt_replay", args=[account.pk, quarantined.id]), {"from": "receipts"}, follow=True
    )
    assert again.redirect_chain[-1][0] == reverse("receipt_list", args=[account.pk])
    assert "It cannot be read yet" in again.content.decode()
    tamper(quarantined, away=False)
    page = browser.post(reverse("quarantine_replay", args=[account.pk]), follow=True).content.decode()
    assert "1 receipt was run again: 1 new, 1 out of quarantine, 0 still in it." in page
    assert "Run all again" not in page
    assert Message.objects.count() == 3


def test_the_list_of_what_came_shows_states_and_goes_on_page_by_page(quarantined, account, signed_in, admin, channel):
    facts = {"account": account, "stream": "mentions", "content_hash": "x", "raw": "{}", "state": "stored"}
    Receipt.objects.bulk_create(
        Receipt(id=10_000 + n, received_at=timezone.now() - timedelta(minutes=n), external_id=f"no-{n}", **facts)
        for n in range(60)
    )
    browser, address = signed_in(admin), reverse("receipt_list", args=[account.pk])
    page = browser.get(address)
    assert page.content.decode().count('id="receipt-') == 50
    older = browser.get(address, {"before": page.context["page"].next_key}).content.decode()
    shown = page.content.decode() + older
    assert all(shown.count(f'id="receipt-{10_000 + n}"') == 1 for n in range(60))
    only = browser.get(address, {"state": "quarantined"}).content.decode()
    assert only.count('id="receipt-') == 1
    assert "should be a time" in only
    assert (
        browser.get(address, {"before": "nonsense", "state": "nonsense"}).content.decode().count('id="receipt-') == 50
    )


@pytest.fixture
def busy(account, sandbox, writes, read_all, ask, answer, deliver, judged, agent):
    """An account with something of everything: waiting, edited, answered here and there, closed, assigned, gone."""
    start = (timezone.now() - timedelta(hours=2)).isoformat()
    asked = {
        name: writes(account.platform, f"A question, asks {name}", by=name)
        for name in ("Ann", "Ben", "Cem", "Dan", "Eve")
    }
    native = writes(account.platform, "At nine.", by="company", reply_to=asked["Ben"]["id"])
    sandbox.play(*asked.values(), native | {"at": 60}, start=start)
    read_all(account)
    found = {name: conversation_of(name) for name in asked}
    sandbox.play({"edit": asked["Ann"]["id"], "text": "Another question, asks Ann", "at": 0})
    second_look.look_again(account, now=timezone.now())
    deliver(answer(found["Cem"], "At ten."))
    lifecycle.assign(found["Dan"], to=agent, user=agent, now=timezone.now())
    lifecycle.mark_deleted(found["Eve"].messages.get(), now=timezone.now())
    read_all(account)
    for conversation in found.values():
        judged(conversation)
    assert Message.objects.get(conversation=found["Ann"]).text.endswith("Another question, asks Ann")
    return account


def test_a_window_run_again_changes_nothing_at_all(busy):
    from triage import services

    before = books()
    for _time in range(2):
        done = replay_all(busy)
        assert done.receipts > 5
        assert (done.new_messages, done.mended, done.quarantined) == (0, 0, 0)
        services.drain(now=timezone.now())
        assert books() == before


def test_an_old_receipt_run_again_brings_no_old_words_back(busy):
    now_said = Message.objects.get(text__contains="Another question")
    old = [receipt for receipt in Receipt.objects.all() if "A question, asks Ann" in receipt.raw]
    assert old, "what it said first is still kept"
    for receipt in old:
        replay.replay_receipt(busy, receipt.id, now=timezone.now())
    assert Message.objects.filter(text__contains="asks Ann").count() == 1
    again = Message.objects.get(pk=now_said.pk)
    assert (again.text, again.external_id) == (now_said.text, now_said.external_id)
    assert again.revisions.count() == now_said.revisions.count() == 1


def test_what_was_erased_stays_erased(busy):
    replay_all(busy)
    assert Message.objects.get(deleted_at__isnull=False).text == ""
    assert not Message.objects.filter(text__contains="asks Eve").exists()
    assert not [raw for raw in Receipt.objects.values_list("raw", flat=True) if "asks Eve" in raw]


def test_a_window_is_given_as_two_times_and_in_their_order(busy, signed_in, admin):
    browser, address = signed_in(admin), reverse("account_replay", args=[busy.pk])
    now = timezone.now()
    span = {"since": f"{now - timedelta(days=1):%Y-%m-%dT%H:%M}", "until": f"{now + timedelta(days=1):%Y-%m-%dT%H:%M}"}
    assert "receipts were run again: 0 new" in browser.post(address, span, follow=True).content.decode()
    for wrong in (
        {},
        {"since": span["since"]},
        {"since": span["until"], "until": span["since"]},
        {"since": "then", "until": "now"},
    ):
        assert "Give two times, the earlier one first." in browser.post(address, wrong, follow=True).content.decode()
