"""What people take back or change on the platform is taken back and changed here, in every place we keep it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inbox.models import Conversation, Message, MessageRevision, Post, Receipt
from inbox.services import second_look
from tests.conftest import PLAYED, STAGES, USUAL, on
from tests.inbox.conftest import conversation_of

pytestmark = pytest.mark.django_db
SECRET = "0123 456"
CHANGEABLE = [name for name in PLAYED if STAGES[name].can_change]


@pytest.fixture(params=on(*USUAL, among=CHANGEABLE))
def account(request, connect):
    return connect(request.param)


@pytest.fixture
def look(account, judged):
    """Another look at what waits, and triage."""

    def again():
        changed = second_look.look_again(account, now=timezone.now())
        for conversation in Conversation.objects.all():
            judged(conversation)
        return changed

    return again


@pytest.fixture
def told(account, writes, sandbox, read_all):
    """Ann has told us her number, and corrected it; Ben asks something. Returns Ann's event."""
    ann = writes(account.platform, f"My number is {SECRET}", by="Ann", media=[{"url": "https://example.org/a.jpg"}])
    sandbox.play(
        ann,
        writes(account.platform, "When do you sail?", by="Ben"),
        start=(timezone.now() - timedelta(hours=1)).isoformat(),
    )
    read_all(account)
    sandbox.play({"edit": ann["id"], "text": f"My number is {SECRET} 7", "at": 0, "platform": account.platform})
    read_all(account)
    second_look.look_again(account, now=timezone.now())
    assert Message.objects.filter(text__endswith=f"{SECRET} 7").count() == 1
    assert MessageRevision.objects.filter(text__endswith=SECRET).count() == 1
    return ann


def kept(words):
    """Where words are kept in the database."""
    places = {
        "messages": Message.objects.values_list("text", flat=True),
        "subjects": Message.objects.values_list("subject", flat=True),
        "revisions": MessageRevision.objects.values_list("text", flat=True),
        "receipts": Receipt.objects.values_list("raw", flat=True),
        "posts": Post.objects.values_list("text", flat=True),
        "previews": Conversation.objects.values_list("preview", flat=True),
    }
    return [place for place, texts in places.items() if any(words in text for text in texts)]


def test_what_its_author_deletes_is_erased_wherever_it_was_kept(told, account, sandbox, look, signed_in, agent):
    assert {"messages", "revisions", "receipts", "previews"} <= set(kept(SECRET))
    count = Receipt.objects.count()
    sandbox.play({"delete": told["id"], "at": 0, "platform": account.platform})
    assert look() == 1
    assert kept(SECRET) == []
    assert kept("a.jpg") == []
    assert Receipt.objects.count() == count, "that it came, and when, stays"
    message = Message.objects.get(deleted_at__isnull=False)
    assert message.media == []
    assert message.conversation.disposition == "gone"
    page = signed_in(agent).get(message.conversation.get_absolute_url()).content.decode()
    assert "Deleted by its author." in page
    assert "Deleted a message" in page
    assert SECRET not in page


def test_what_was_deleted_does_not_come_back_with_any_later_reading(told, account, sandbox, look, read_all):
    sandbox.play({"delete": told["id"], "at": 0, "platform": account.platform})
    look()
    account.streams.update(cursor={})
    read_all(account)
    assert kept(SECRET) == []


def test_a_neighbours_words_are_left_alone(told, account, sandbox, look):
    sandbox.play({"delete": told["id"], "at": 0, "platform": account.platform})
    look()
    ben = conversation_of("Ben")
    assert ben.is_waiting
    assert ben.messages.get().text.endswith("When do you sail?")
    assert [raw for raw in Receipt.objects.values_list("raw", flat=True) if "When do you sail?" in raw]


def test_a_deletion_after_an_answer_keeps_that_it_was_answered(
    account, writes, sandbox, ask, answer, deliver, read_all, look, judged
):
    event = writes(account.platform, "At what time?", by="Ann")
    conversation = ask(account, event)
    ask(account, writes(account.platform, "And where?", by="Ben"))
    reply = deliver(answer(conversation, "At nine."))
    judged(conversation)
    since, first = conversation.waiting_since, conversation.first_response_at
    sandbox.play({"delete": event["id"], "at": 0, "platform": account.platform})
    look()
    conversation.refresh_from_db()
    assert conversation.messages.get(origin="consumer").text == ""
    assert conversation.disposition == "answered"
    assert (conversation.waiting_since, conversation.first_response_at) == (since, first)
    assert Message.objects.get(pk=reply.message.pk).origin == "agent"


def test_an_answered_question_that_is_changed_waits_again_since_it_was(
    account, writes, sandbox, ask, answer, deliver, read_all, look, judged, signed_in, agent
):
    event = writes(account.platform, "Is it open on Sunday?", by="Ann")
    conversation = ask(account, event)
    ask(account, writes(account.platform, "And where?", by="Ben"))
    deliver(answer(conversation, "Yes."))
    assert not judged(conversation).is_waiting
    changed_at = timezone.now()
    sandbox.play({"edit": event["id"], "text": "Is it open on Saturday night?", "at": 0, "platform": account.platform})
    read_all(account)
    look()
    conversation.refresh_from_db()
    assert conversation.is_waiting
    assert conversation.status == "open"
    assert conversation.waiting_since >= changed_at - timedelta(seconds=5)
    page = signed_in(agent).get(conversation.get_absolute_url()).content.decode()
    assert "Saturday night?" in page
    assert "Edited a message" in page
    assert "Said something else before" in page
