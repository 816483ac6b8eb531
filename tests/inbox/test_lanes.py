"""What waits beside the queue, what comes back into it, and what is answered elsewhere: triage and people together."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from inbox.models import Conversation, Lane, Message, Outcome, Reason, Status
from inbox.services import lifecycle
from tests.inbox.conftest import conversation_of

pytestmark = pytest.mark.django_db


def test_kind_words_wait_to_be_acknowledged_and_a_person_can_put_them_into_the_queue(converse, judged, agent):
    conversation = judged(converse("Best crew ever ❤️"))
    assert conversation.is_waiting
    assert (conversation.lane, conversation.reason) == (Lane.ACKNOWLEDGE, Reason.ASKS_NOTHING)
    assert list(Conversation.objects.waiting()) == []
    lifecycle.reopen(conversation, user=agent, now=timezone.now())
    assert list(Conversation.objects.waiting()) == [conversation]
    conversation.messages.update(triaged_at=None)
    assert judged(conversation).lane == Lane.QUEUE


def test_acknowledging_closes_the_loop(converse, judged, signed_in, agent):
    conversation = judged(converse("Best crew ever ❤️"))
    browser = signed_in(agent)
    page = browser.get(conversation.get_absolute_url()).content.decode()
    assert 'value="acknowledged"' in page
    browser.post(reverse("conversation_close", args=[conversation.pk]), {"outcome": "acknowledged"})
    conversation.refresh_from_db()
    assert (conversation.status, conversation.outcome) == (Status.CLOSED, Outcome.ACKNOWLEDGED)
    assert not conversation.is_waiting


def test_kind_words_somebody_takes_stand_among_theirs_and_stay_there(converse, judged, agent, signed_in):
    conversation = judged(converse("Best crew ever ❤️"))
    lifecycle.assign(conversation, to=agent, user=agent, now=timezone.now())
    conversation.messages.update(triaged_at=None)
    assert judged(conversation).lane == Lane.QUEUE
    page = signed_in(agent).get(reverse("conversation_list", args=["mine"])).content.decode()
    assert f'id="row-{conversation.pk}"' in page


def test_kind_words_from_long_before_wait_with_all_that_is_from_before(converse, judged, channel):
    type(channel).objects.filter(pk=channel.pk).update(backlog_before=timezone.now() - timedelta(days=14))
    assert judged(converse("Best crew ever ❤️", by="Old", ago=timedelta(days=30))).lane == Lane.BACKLOG
    assert judged(converse("Best crew ever ❤️", by="New")).lane == Lane.ACKNOWLEDGE


def test_what_is_in_the_queue_already_is_not_put_there_again(converse, judged, agent):
    with pytest.raises(lifecycle.NotPossible, match="already"):
        lifecycle.reopen(judged(converse("Where is my bag?")), user=agent, now=timezone.now())


def test_a_question_that_was_only_sent_to_private_messages_waits_until_it_is_answered_there(
    connect, sandbox, writes, read_all
):
    account = connect("x")
    asked = writes("x", "Where is my bag?", by="Dora")
    away = writes("x", "Hi Dora, please send us a DM with your booking number.", by="company", reply_to=asked["id"])
    sandbox.play(asked, away)
    read_all(account)
    public = Conversation.objects.get()
    assert public.is_waiting
    assert public.deflected_at is not None
    assert "we only sent them elsewhere" in public.evidence
    word = {**writes("x", "It is WR-1, my bag is red.", by="Dora"), "kind": "dm", "reply_to": None}
    sandbox.play(word)
    read_all(account)
    public.refresh_from_db()
    assert public.is_waiting
    sandbox.play({**writes("x", "It is at the pier, come by.", by="company"), "kind": "dm", "reply_to": word["id"]})
    read_all(account)
    private = Conversation.objects.exclude(pk=public.pk).get()
    assert private.reason == Reason.ANSWERED_ON_PLATFORM
    public.refresh_from_db()
    assert not public.is_waiting
    assert public.reason == Reason.ANSWERED_ON_PLATFORM


def test_what_words_show_is_kept_without_the_words_and_goes_with_them(connect, sandbox, writes, read_all):
    account = connect("facebook")
    asked = writes("facebook", "You charged my card 0123 456 twice, when do I get it back?")
    sandbox.play(asked)
    read_all(account)
    message = Message.objects.get()
    shown = {name for name, *_rest in message.reading["signals"]}
    assert {"question", "urgency", "mood"} <= shown
    assert message.reading["language"] == "en"
    assert "0123" not in str(message.reading)
    conversation = conversation_of("Dora")
    assert (conversation.language, conversation.urgency) == ("en", "money")
    assert conversation.turn_at == conversation.waiting_since - timedelta(hours=4)
    lifecycle.mark_deleted(message, now=timezone.now())
    message.refresh_from_db()
    assert message.reading is None


def test_an_edit_is_read_anew(connect, sandbox, writes, read_all):
    account = connect("facebook")
    asked = writes("facebook", "Lovely boat.")
    sandbox.play(asked)
    read_all(account)
    sandbox.play({"edit": asked["id"], "text": "When does the boat leave?", "at": 1, "platform": "facebook"})
    account.streams.update(cursor={})
    read_all(account)
    assert "question" in {name for name, *_rest in Message.objects.get().reading["signals"]}


def test_why_a_turn_comes_early_stands_on_the_page(converse, judged, signed_in, agent):
    conversation = judged(converse("You charged my card twice!"))
    page = unescape(signed_in(agent).get(conversation.get_absolute_url()).content.decode())
    assert "4 h ahead: money taken" in page
    assert "nobody has answered" in page
    assert "{20" not in page


def test_the_wall_is_ordered_by_the_wait_itself(converse, judged, signed_in, lead):
    late = judged(converse("You charged my card twice!", by="Urgent", ago=timedelta(hours=1)))
    early = judged(converse("When do you sail?", by="Patient", ago=timedelta(hours=3)))
    assert list(Conversation.objects.waiting()) == [late, early]
    page = signed_in(lead).get(reverse("longest_unheard")).content.decode()
    assert page.index("Patient") < page.index("Urgent")
