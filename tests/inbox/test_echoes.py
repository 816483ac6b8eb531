"""Our own words read back from the platform, and the same words said twice: whose they are, and whom they answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from connectors.errors import NotPermitted
from inbox.models import Conversation, Message, Origin, ReplyStatus
from inbox.services import delivery, replies
from tests.conftest import STAGES

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


def test_our_own_reply_read_back_is_the_same_message_and_no_edit(account, question, answer, deliver, read_all, stands):
    reply = deliver(answer(question, "At nine."))
    read_all(account)
    read_all(account)
    assert len(stands(account, "At nine.")) == 1
    echo = Message.objects.get(external_id=reply.external_id)
    assert echo.origin == Origin.AGENT
    assert question.messages.count() == 2
    # X puts the person's handle in front of what we wrote; nobody has edited anything.
    assert echo.edited_at is None
    assert not echo.revisions.exists()
    assert not question.events.filter(kind="edited").exists()


@pytest.mark.usefixtures("files_sent")
def test_a_reply_read_back_before_it_was_recorded_becomes_the_agents(
    account, question, answer, deliver, break_sending, read_all, judged
):
    reply = answer(question, "At nine.")
    break_sending(account, "accept_then_hang_up")
    deliver(reply)
    read_all(account)
    assert question.messages.get(text__contains="At nine.").origin == Origin.NATIVE
    deliver(reply)
    judged(question)
    assert reply.status == ReplyStatus.SENT
    assert question.messages.get(text__contains="At nine.").origin == Origin.AGENT
    assert question.message_count == question.messages.count() == 2
    assert question.disposition == "answered"
    assert question.first_response_origin == Origin.AGENT


def test_a_reply_read_back_early_takes_nobody_elses_flag_down(connect, writes, sandbox, read_all, answer, judged):
    """Facebook hangs an answer to an answer under the comment above, which may be another person's."""
    account = connect("facebook")
    post = writes("facebook", "We sail again on Sunday", by="company")
    ann = writes("facebook", "At what time?", by="Ann", reply_to=post["id"])
    ben = writes("facebook", "And do you take bikes?", by="Ben", reply_to=ann["id"])
    sandbox.play(post, ann, ben, start=(timezone.now() - timedelta(hours=1)).isoformat())
    read_all(account)
    of_ann, of_ben = (Conversation.objects.get(identity__name=name) for name in ("Ann", "Ben"))
    reply = delivery._claim(answer(of_ben, "Yes, bikes are welcome.").pk, timezone.now())
    sent = account.open(5).send(delivery._outgoing(reply))
    read_all(account)
    delivery._record_sent(reply, sent, timezone.now())
    judged(of_ann)
    assert Message.objects.get(external_id=sent.external_id).conversation == of_ben
    assert of_ann.is_waiting
    assert of_ann.message_count == of_ann.messages.count() == 1


@pytest.fixture
def two_who_ask(connect, writes, sandbox, read_all):
    """Ann asks under a post of ours on Facebook, and Ben under Ann's comment."""
    account = connect("facebook")
    post = writes("facebook", "We sail again on Sunday", by="company")
    ann = writes("facebook", "At what time?", by="Ann", reply_to=post["id"])
    ben = writes("facebook", "From which pier?", by="Ben", reply_to=ann["id"])
    sandbox.play(post, ann, ben, start=(timezone.now() - timedelta(hours=1)).isoformat())
    read_all(account)
    found = {name: Conversation.objects.get(identity__name=name) for name in ("Ann", "Ben")}
    return account, found["Ann"], found["Ben"], ann


def test_the_same_words_on_their_way_to_two_people_answer_only_whom_they_reached(two_who_ask, answer, read_all, judged):
    account, ann, ben, _question = two_who_ask
    to_ann, to_ben = (delivery._claim(answer(person, "See the timetable.").pk, timezone.now()) for person in (ann, ben))
    sent = account.open(5).send(delivery._outgoing(to_ann))
    read_all(account)
    delivery._record_sent(to_ann, sent, timezone.now())
    delivery._record_refusal(to_ben, NotPermitted("Comments are switched off."), timezone.now())
    assert not judged(ann).is_waiting
    assert judged(ben).is_waiting
    assert ben.message_count == ben.messages.count() == 1


@pytest.mark.parametrize("reached", ["Ben", "Bob"])
def test_the_same_words_on_their_way_to_two_in_one_place_answer_only_whom_they_reached(
    two_who_ask, answer, writes, sandbox, read_all, judged, reached
):
    """Both stand under Ann's comment, and so do the answers to both: only our own record tells whose the one is that came through."""
    account, _ann, ben, question = two_who_ask
    sandbox.play(writes("facebook", "And at what price?", by="Bob", reply_to=question["id"]))
    read_all(account)
    people = {"Ben": ben, "Bob": Conversation.objects.get(identity__name="Bob")}
    claimed = {
        name: delivery._claim(answer(person, "See the timetable.").pk, timezone.now())
        for name, person in people.items()
    }
    sent = account.open(5).send(delivery._outgoing(claimed[reached]))
    read_all(account)
    delivery._record_sent(claimed.pop(reached), sent, timezone.now())
    delivery._record_refusal(*claimed.values(), NotPermitted("Comments are switched off."), timezone.now())
    assert {name: judged(person).is_waiting for name, person in people.items()} == {
        name: name != reached for name in people
    }
    for person in people.values():
        assert person.message_count == person.messages.count()


def test_a_colleagues_answer_to_somebody_else_is_not_taken_for_an_unconfirmed_reply(
    two_who_ask, answer, deliver, sandbox, writes, read_all, judged
):
    account, _ann, ben, question = two_who_ask
    reply = answer(ben, "See the timetable.")
    sandbox.fault("facebook", "down")
    deliver(reply)
    deliver(reply, later=timedelta(hours=1))
    assert reply.status == ReplyStatus.UNCONFIRMED
    sandbox.control("DELETE", "faults")
    # On Facebook itself a colleague answers Ann, in the very words that Ben never got.
    sandbox.play(writes("facebook", "See the timetable.", by="company", reply_to=question["id"]))
    read_all(account)
    assert judged(ben).is_waiting


def test_the_same_words_to_two_people_in_a_thread_are_two_replies(two_who_ask, answer, deliver, break_sending, stands):
    account, ann, ben, _question = two_who_ask
    first = deliver(answer(ann, "See the timetable."))
    second = answer(ben, "See the timetable.")
    break_sending(account, "down")
    for _turn in range(4):
        deliver(second, later=LATER)
    assert first.status == ReplyStatus.SENT
    # The platform may refuse words it has just seen in this thread; what must not happen is that one passes for the other.
    assert second.status in (ReplyStatus.SENT, ReplyStatus.FAILED)
    assert second.external_id != first.external_id
    assert bool(second.error_text) == (second.status == ReplyStatus.FAILED)


def test_the_same_words_sent_twice_end_sent_or_in_words_and_never_in_an_error(
    account, question, answer, deliver, stands
):
    first = deliver(answer(question, "At nine."))
    try:
        second = deliver(answer(question, "At nine."))
    except replies.NotPossible:
        second = None
    assert first.status == ReplyStatus.SENT
    sent = [reply.external_id for reply in (first, second) if reply and reply.status == ReplyStatus.SENT]
    # Where the platform takes them twice they are two replies, and neither may pass for the other.
    assert len(set(sent)) == len(sent) == (2 if STAGES[account.platform].repeats_words else 1)
    assert sorted(item["external_id"] for item in stands(account, "At nine.")) == sorted(sent)
    if second and second.external_id not in sent:
        assert second.status == ReplyStatus.FAILED
        assert second.error_text
