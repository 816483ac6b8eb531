"""Mail nobody typed: an out-of-office note neither waits nor answers, and an answer that came back reached nobody."""

from datetime import timedelta
from email.utils import format_datetime

import pytest
from django.utils import timezone

from inbox.models import Conversation, Message, Origin

pytestmark = pytest.mark.django_db


BOUNCE = """From: Mail Delivery System <mailer-daemon@people.example>
To: hello@company.example
Subject: Undelivered Mail Returned to Sender
Date: {date}
Message-ID: <bounce-of-{sent}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Undeliverable.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.people.example

Final-Recipient: rfc822; dora@people.example
Action: failed
Status: 5.1.1
--b
Content-Type: text/rfc822-headers

Message-ID: <{sent}>
Subject: Re: Sailing
--b--
""".replace("\n", "\r\n")


@pytest.fixture
def account(connect):
    return connect("mail")


@pytest.fixture
def asked(account, writes, ask):
    """Dora has written a mail. Returns her conversation and the event."""
    event = writes("mail", "When do you sail?", extra={"subject": "Sailing"})
    return ask(account, event), event


@pytest.fixture
def answered(account, asked, answer, deliver, read_all, judged, sandbox):
    """She was answered from here. Returns her conversation, and the answer's Message-ID."""
    conversation, _event = asked
    reply = deliver(answer(conversation, "At nine."))
    read_all(account)
    assert not judged(conversation).is_waiting
    return conversation, reply.external_id


@pytest.fixture
def away(answered, asked, writes):
    """An event: her mailbox answers our answer by itself."""
    _conversation, sent = answered
    headers = {"In-Reply-To": f"<{sent}>"}
    return writes("mail", "I am away until Monday.", extra={"automatic": "reply", "headers": headers})


@pytest.fixture
def bounce(answered, writes):
    """An event: our answer comes back."""
    _conversation, sent = answered
    mail = BOUNCE.format(sent=sent, date=format_datetime(timezone.now()))
    return writes("mail", "Undeliverable.", by="Mail Delivery System", extra={"rfc822": mail})


def test_an_automatic_answer_keeps_the_conversation_as_it_was(account, answered, away, sandbox, read_all):
    conversation, _sent = answered
    before = (conversation.status, conversation.is_waiting, conversation.reason, conversation.answered_at)
    sandbox.play(away)
    read_all(account)
    conversation.refresh_from_db()
    assert (conversation.status, conversation.is_waiting, conversation.reason, conversation.answered_at) == before
    note = conversation.messages.get(text__contains="away until Monday")
    assert (note.origin, note.automation) == (Origin.AUTOMATION, "auto_reply")
    assert note.identity is None
    assert Conversation.objects.count() == 1


def test_an_answer_that_came_back_answers_nobody(account, answered, bounce, sandbox, read_all, signed_in, agent):
    conversation, _sent = answered
    since = conversation.waiting_since
    sandbox.play(bounce)
    read_all(account)
    conversation.refresh_from_db()
    assert conversation.is_waiting
    assert conversation.waiting_since == since
    assert conversation.evidence == "Our answer could not be delivered"
    assert conversation.first_response_at is None
    bounce = conversation.messages.get(automation="bounce")
    assert bounce.origin == Origin.AUTOMATION
    assert "Came back as undeliverable" in signed_in(agent).get(conversation.get_absolute_url()).content.decode()


def test_a_second_answer_after_one_that_came_back_counts(
    account, answered, bounce, sandbox, read_all, answer, deliver, judged
):
    conversation, _sent = answered
    sandbox.play(bounce)
    read_all(account)
    conversation.refresh_from_db()
    deliver(answer(conversation, "At nine, I said."))
    judged(conversation)
    assert not conversation.is_waiting
    assert conversation.disposition == "answered"
    assert conversation.first_response_at == Message.objects.get(text="At nine, I said.").sent_at


def test_an_automatic_mail_that_answers_nothing_is_shown_to_somebody(account, writes, sandbox, read_all):
    sandbox.play(writes("mail", "Your invoice 17 is due.", by="Billing Robot", extra={"automatic": "reply"}))
    read_all(account)
    conversation = Conversation.objects.get()
    assert conversation.is_waiting
    assert conversation.messages.get().automation == "auto_reply"


def test_what_the_person_writes_after_an_automatic_answer_waits(
    account, answered, asked, away, writes, sandbox, read_all
):
    conversation, _sent = answered
    sandbox.play(away)
    _conversation, event = asked
    sandbox.play(writes("mail", "And on Sundays?", reply_to=event["id"]))
    read_all(account)
    conversation.refresh_from_db()
    assert conversation.is_waiting
    assert conversation.waiting_since == conversation.messages.get(text__contains="Sundays").sent_at
    assert timezone.now() - conversation.waiting_since < timedelta(minutes=5)
