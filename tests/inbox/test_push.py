"""Pushes: genuine or not even looked at, stored before anything else, and harmless however late, often or disordered they come."""

import json
from base64 import b64decode
from collections import Counter
from datetime import timedelta

import pytest
from celery.signals import before_task_publish
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from inbox import pokes
from inbox.models import Conversation, Message, Receipt, ReceiptState, Source
from inbox.secrets import seal
from inbox.services import push, second_look
from tests.conftest import HANDLE, USUAL, on
from tests.connectors.contract import pushed as signing
from triage import services

SIGNED = {"x": signing.X, "facebook": signing.META, "instagram": signing.META}
# X says nothing of what others delete.
DELETIONS = pytest.mark.parametrize("account", ["facebook"], indirect=True)
# Nobody can edit a comment on Instagram.
EDITS = pytest.mark.parametrize("account", ["x", "facebook"], indirect=True)
pytestmark = pytest.mark.django_db


@pytest.fixture(params=on(*USUAL, among=SIGNED))
def account(request, connect):
    return connect(request.param)


@pytest.fixture
def address(account):
    return reverse("webhook", args=[account.platform, account.webhook_key])


@pytest.fixture
def happens(account, sandbox):
    """Events happen on the platform. Returns what it pushes for them, a header and a body each, on its way to nobody yet."""
    with signing.listening(account.open(5)) as listener:
        secret = account.open(5).credentials.secrets[SIGNED[account.platform].key_field]
        where = {"platform": account.platform, "account": HANDLE, "url": listener.url}
        sandbox.control("POST", "webhooks", **where, secret=secret)

        def play(*events):
            sandbox.play(*events)
            found = [listener.next() for _event in events]
            return [
                ({SIGNED[account.platform].header: headers[SIGNED[account.platform].header]}, body)
                for headers, body in found
            ]

        yield play


@pytest.fixture
def arrive(address, judged):
    """Pushes reach us, and unless told otherwise a worker looks into them. Returns the status of each answer."""

    def post(*pushes, process=True):
        statuses = [
            Client().post(address, body, content_type="application/json", headers=headers).status_code
            for headers, body in pushes
        ]
        if process:
            push.process_pending(now=timezone.now())
        return statuses

    return post


@pytest.fixture
def sign(account):
    """Headers for a body, as the platform would send them, or with another secret."""

    def signed(body, secret=None):
        kind = SIGNED[account.platform]
        secret = account.open(5).credentials.secrets[kind.key_field] if secret is None else secret
        return {kind.header: signing.SIGNATURES[account.platform](body, secret)}

    return signed


def test_what_is_pushed_is_stored_and_answered_before_it_is_looked_into(account, writes, happens, arrive):
    [told] = happens(writes(account.platform, "Is the boat late?"))
    assert arrive(told, process=False) == [200]
    receipt = Receipt.objects.get()
    assert (receipt.state, receipt.source, receipt.stream) == (ReceiptState.PENDING, Source.PUSH, push.STREAM)
    assert not Message.objects.exists()
    account.refresh_from_db()
    assert account.pushed_at
    done = push.process_pending(now=timezone.now())
    assert (done.receipts, done.quarantined) == (1, 0)
    message = Message.objects.get()
    assert message.text.endswith("Is the boat late?")
    assert message.conversation.is_waiting
    assert Receipt.objects.get(stream=push.STREAM).state == ReceiptState.STORED
    assert push.process_pending(now=timezone.now()).receipts == 0


def test_what_is_not_genuine_is_refused_without_a_word_and_nothing_of_it_is_kept(
    account, writes, happens, address, sign
):
    [(headers, body)] = happens(writes(account.platform, "Is the boat late?"))
    forged = [
        ({}, body),
        (sign(body, "another secret"), body),
        (sign(body, ""), body),
        (headers, body + b" "),
        ({name: value.swapcase() for name, value in headers.items()}, body),
        (dict.fromkeys(headers, "sha256=é"), body),
    ]
    for given, sent in forged:
        answer = Client().post(address, sent, content_type="application/json", headers=given)
        assert (answer.status_code, answer.content) == (403, b"")
    assert not Receipt.objects.exists()
    assert not Message.objects.exists()
    account.refresh_from_db()
    assert account.pushed_at is None


def test_without_the_secret_nothing_is_taken_for_genuine(account, address, sign):
    secrets = dict(account.credentials.open())
    secrets.pop(SIGNED[account.platform].key_field)
    account.credentials = seal(secrets)
    account.save()
    body = b"{}"
    assert Client().post(address, body, content_type="application/json", headers=sign(body, "")).status_code == 403
    assert not Receipt.objects.exists()


def test_the_platform_finds_that_the_address_is_ours(account, address):
    kind = SIGNED[account.platform]
    secrets = account.credentials.open()
    challenge = dict(kind.challenge)
    if "hub.verify_token" in challenge:
        challenge["hub.verify_token"] = secrets["verify_token"]
        assert Client().get(address, challenge | {"hub.verify_token": "a guess"}).status_code == 403
        assert Client().get(address, challenge).content.decode() == challenge["hub.challenge"]
    else:
        token = challenge["crc_token"].encode()
        expected = signing.sign_for_x(token, secrets["consumer_secret"])
        assert Client().get(address, challenge).json() == {"response_token": expected}


def test_the_same_push_twice_is_one_receipt_and_one_message(account, writes, happens, arrive):
    [told] = happens(writes(account.platform, "Is the boat late?"))
    assert arrive(told, told, process=False) == [200, 200]
    arrive(told)
    assert arrive(told) == [200]
    assert Receipt.objects.filter(stream=push.STREAM).count() == 1
    assert Message.objects.count() == 1


@pytest.mark.parametrize("first", ["push", "poll"])
def test_what_is_pushed_and_read_is_one_message(account, writes, happens, arrive, read_all, first):
    [told] = happens(writes(account.platform, "Is the boat late?", audience=12))
    if first == "push":
        arrive(told)
    read_all(account)
    arrive(told)
    read_all(account)
    message = Message.objects.get()
    assert message.conversation.message_count == 1
    assert not message.revisions.exists()
    assert not message.conversation.events.filter(kind="edited").exists()
    assert not Receipt.objects.filter(state=ReceiptState.QUARANTINED).exists()


@EDITS
def test_a_change_that_arrives_before_what_it_changes_ends_as_the_newest_words(
    account, writes, happens, arrive, read_all
):
    question = writes(account.platform, "Is it open on Sunday?")
    edit = {"edit": question["id"], "text": "Is it open on Saturday?", "at": 1, "platform": account.platform}
    added, changed = happens(question, edit)
    arrive(changed)
    arrive(added)
    read_all(account)
    message = Message.objects.get()
    assert message.text.endswith("Saturday?")
    assert message.conversation.is_waiting


@DELETIONS
def test_a_deletion_that_arrives_before_what_it_deletes_leaves_nothing_behind(
    account, writes, happens, arrive, read_all
):
    question = writes(account.platform, "My number is 0123 456")
    added, removed = happens(question, {"delete": question["id"], "at": 1, "platform": account.platform})
    assert arrive(removed, added) == [200, 200]
    read_all(account)
    assert not Message.objects.exists()
    assert not Conversation.objects.exists()
    assert keeps_nowhere("0123 456")


@DELETIONS
def test_a_pushed_deletion_erases_what_is_here(account, writes, happens, arrive):
    question = writes(account.platform, "My number is 0123 456")
    [added] = happens(question)
    arrive(added)
    [removed] = happens({"delete": question["id"], "at": 1, "platform": account.platform})
    arrive(removed)
    services.drain(now=timezone.now())
    assert Message.objects.get().text == ""
    assert Conversation.objects.get().disposition == "gone"
    assert keeps_nowhere("0123 456")


def keeps_nowhere(words):
    """Whether no receipt holds the words: neither an item nor a whole push."""
    for raw in Receipt.objects.values_list("raw", flat=True):
        body = json.loads(raw).get("body", "")
        if words in raw or words in b64decode(body).decode():
            return False
    return True


@EDITS
def test_an_old_push_never_overwrites_newer_words(account, writes, happens, arrive, read_all):
    question = writes(account.platform, "Is it open on Sunday?")
    [added] = happens(question)
    read_all(account)
    happens({"edit": question["id"], "text": "Is it open on Saturday?", "at": 1, "platform": account.platform})
    read_all(account)
    second_look.look_again(account, now=timezone.now())
    before = Message.objects.get()
    assert before.text.endswith("Saturday?")
    arrive(added)
    after = Message.objects.get()
    assert (after.text, after.external_id) == (before.text, before.external_id)
    assert after.revisions.count() == 1


# X's push of an edit makes its stream due instead.
@pytest.mark.parametrize("account", ["facebook"], indirect=True)
def test_only_what_was_known_already_makes_us_ask_the_platform_again(
    account, writes, happens, arrive, django_capture_on_commit_callbacks
):
    asked = []

    def note(sender, **_facts):
        if sender == pokes.LOOK:
            asked.append(sender)

    before_task_publish.connect(note)
    question = writes(account.platform, "Is it open on Sunday?")
    [added] = happens(question)
    with django_capture_on_commit_callbacks(execute=True):
        arrive(added)
    # Platforms charge for reads, and a push of something new says all there is to know.
    assert asked == []
    edit = {"edit": question["id"], "text": "Is it open on Saturday?", "at": 1, "platform": account.platform}
    [edited] = happens(edit)
    with django_capture_on_commit_callbacks(execute=True):
        arrive(edited)
    assert asked == [pokes.LOOK]


@pytest.mark.parametrize("body", [b"not json", b"[]", b'{"data": 5}', b'{"entry": 5}', b"\xff\xfe", b"{}"], ids=repr)
def test_a_push_nobody_understands_is_kept_with_its_reason_and_the_streams_are_read_instead(
    account, read_all, arrive, sign, body
):
    read_all(account)
    name = account.streams.first().name
    account.streams.filter(name=name).update(failures=2)
    assert arrive((sign(body), body)) == [200]
    receipt = Receipt.objects.get(stream=push.STREAM)
    assert receipt.state == ReceiptState.QUARANTINED
    assert receipt.reason
    polled = account.streams.exclude(name=name)
    assert not polled.filter(next_poll_at__gt=timezone.now()).exists()
    assert set(polled.values_list("next_poll_why", flat=True)) == {"a push announced something"}
    # What is in trouble waits as long as it must.
    assert account.streams.get(name=name).next_poll_at > timezone.now()


def test_a_bad_push_holds_up_none_of_its_neighbours(account, writes, happens, arrive, sign):
    bad = (sign(b"not json"), b"not json")
    [first], [second] = (
        happens(writes(account.platform, "one", by="Ann")),
        happens(writes(account.platform, "two", by="Ben")),
    )
    arrive(first, bad, second)
    assert Message.objects.count() == 2
    states = Counter(Receipt.objects.filter(stream=push.STREAM).values_list("state", flat=True))
    assert states == {ReceiptState.STORED: 2, ReceiptState.QUARANTINED: 1}


def test_a_push_beyond_all_measure_is_refused_and_not_stored(account, arrive, sign, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    body = b'{"data": "' + b"a" * 2000 + b'"}'
    assert arrive((sign(body), body)) == [413]
    assert not Receipt.objects.exists()


def test_a_push_for_another_account_of_the_app_is_no_news(account, writes, happens, arrive, sign):
    [(_headers, body)] = happens(writes(account.platform, "Is the boat late?"))
    other = body.replace(account.external_id.encode(), b"999")
    assert other != body
    assert arrive((sign(other), other)) == [200]
    assert not Message.objects.exists()
    assert Receipt.objects.get().state == ReceiptState.STORED


def test_a_platform_that_does_not_push_has_no_address(workspace, account_of):
    account = account_of(workspace, "blog", platform="wordpress")
    assert account.capabilities.push is None
    address = reverse("webhook", args=["wordpress", account.webhook_key])
    assert Client().post(address, b"{}", content_type="application/json").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_the_platform_itself_pushes_over_http_and_is_answered_at_once(live_server, connect, sandbox, writes):
    account = connect("x")
    url = live_server.url + reverse("webhook", args=["x", account.webhook_key])
    secret = account.credentials.open()["consumer_secret"]
    sandbox.control("POST", "webhooks", platform="x", account=HANDLE, url=url, secret=secret)
    sandbox.play(*[writes("x", f"question {n}", by=f"Person {n}") for n in range(3)])
    deadline = timezone.now() + timedelta(seconds=10)
    while (facts := sandbox.control("GET", "webhooks")["webhooks"][0])["waiting"] or facts["delivered"] < 3:
        assert timezone.now() < deadline, facts
    assert (facts["delivered"], facts["failed"], facts["last_status"]) == (3, 0, 200)
    assert Receipt.objects.filter(state=ReceiptState.PENDING).count() == 3
    push.process_pending(now=timezone.now())
    assert Message.objects.count() == 3


@pytest.mark.parametrize("account", ["facebook"], indirect=True)
def test_a_push_to_one_account_of_an_app_tells_of_the_others_too(account, account_of, writes, happens, arrive):
    """A Meta app pushes for all its Pages to one address."""
    [(headers, body)] = happens(writes("facebook", "Is the boat late?"))
    other = account_of(account.workspace, "other", platform="facebook")
    other.external_id, other.credentials = account.external_id, account.credentials
    type(account).objects.filter(pk=account.pk).update(external_id="another-page")
    other.save()
    assert arrive((headers, body)) == [200]
    assert [message.account for message in Message.objects.all()] == [other]
