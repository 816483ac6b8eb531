"""A conversation's life: how it is answered, put aside, closed, brought back, and what becomes of it when words are taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from connectors.items import Delivery
from inbox.models import Conversation, Lane, Message, MessageRevision, Outcome, Reason, Status
from inbox.queries.lists import VIEWS, filter_view
from inbox.services import delivery, lifecycle
from inbox.services.lifecycle import NotPossible
from tests.conftest import HANDLE

pytestmark = pytest.mark.django_db
SPAM = "You have been selected! Claim your prize at win-big.example"


def events_of(conversation):
    return list(conversation.events.order_by("happened_at").values_list("kind", flat=True))


@pytest.fixture
def close(agent):
    def close_it(conversation, outcome=Outcome.NO_REPLY_NEEDED, reason="a joke"):
        lifecycle.close(conversation, outcome=outcome, reason=reason, user=agent, now=timezone.now())
        conversation.refresh_from_db()
        return conversation

    return close_it


@pytest.fixture
def reopen(agent):
    def reopen_it(conversation):
        lifecycle.reopen(conversation, user=agent, now=timezone.now())
        conversation.refresh_from_db()
        return conversation

    return reopen_it


@pytest.fixture
def answered(converse, says, judged):
    """A conversation somebody has answered, here or on the platform, so long `ago`."""

    def make(origin="agent", *, ago=timedelta(hours=1), by="Dora"):
        conversation = converse("At what time does the last boat leave?", by=by, ago=ago + timedelta(hours=1))
        seen = conversation.messages.get().sent_at if origin == "agent" else None
        says(conversation, "At nine.", at=timezone.now() - ago, origin=origin, answers_through=seen)
        return judged(conversation)

    return make


def test_a_closed_conversation_says_how_by_whom_and_when(converse, close, agent):
    conversation = close(converse())
    assert conversation.status == Status.CLOSED
    assert (conversation.outcome, conversation.outcome_reason, conversation.outcome_by) == (
        "no_reply_needed",
        "a joke",
        agent,
    )
    assert not conversation.is_waiting
    assert not conversation.closed_by_customer
    assert conversation.disposition == "no_reply_needed"
    assert events_of(conversation) == ["closed"]


def test_closing_and_reopening_keep_since_when_they_waited(converse, close, reopen):
    conversation = converse(ago=timedelta(days=2))
    since = conversation.waiting_since
    assert close(conversation).waiting_since == since
    reopen(conversation)
    assert conversation.waiting_since == conversation.turn_at == since
    assert conversation.is_waiting
    assert conversation.status == Status.OPEN
    assert conversation.outcome is conversation.closed_at is conversation.outcome_by is None
    assert list(Conversation.objects.waiting()) == [conversation]
    assert events_of(conversation) == ["closed", "reopened"]


def test_what_a_person_closed_stays_closed_when_it_is_judged_again(converse, close, judged):
    conversation = close(converse())
    conversation.messages.update(triaged_at=None)
    judged(conversation)
    assert conversation.status == Status.CLOSED
    assert conversation.outcome == Outcome.NO_REPLY_NEEDED


def test_what_a_person_reopened_stays_in_the_queue_when_it_is_judged_again(answered, reopen, judged):
    """The evidence that took it out is the very evidence a person has overruled."""
    conversation = reopen(answered())
    conversation.messages.update(triaged_at=None)
    judged(conversation)
    assert conversation.is_waiting


def test_a_new_answer_takes_a_reopened_conversation_out_again(answered, reopen, says, judged):
    conversation = reopen(answered())
    says(conversation, "At nine, from pier two.", at=timezone.now(), origin="agent")
    judged(conversation)
    assert not conversation.is_waiting
    assert conversation.disposition == "answered"


def test_a_word_after_the_end_opens_it_and_waits_since_that_word(converse, close, says, judged):
    conversation = close(converse(ago=timedelta(days=3)))
    again = says(conversation, "Hello? Is anybody there?", at=timezone.now())
    judged(conversation)
    assert conversation.status == Status.OPEN
    assert conversation.waiting_since == again.sent_at
    assert "reopened" in events_of(conversation)


def test_thanks_close_the_loop_and_say_that_the_person_said_so(answered, says, judged):
    for origin, outcome in (("agent", Outcome.ANSWERED), ("native", Outcome.ANSWERED_ON_PLATFORM)):
        conversation = answered(origin, by=f"Asks {origin}")
        says(conversation, "Thanks so much!", at=timezone.now())
        judged(conversation)
        assert (conversation.status, conversation.outcome) == (Status.CLOSED, outcome)
        assert conversation.closed_by_customer


def test_a_snoozed_conversation_is_out_of_the_queue_until_its_time(converse, agent):
    conversation, now = converse(), timezone.now()
    lifecycle.snooze(conversation, until=now + timedelta(hours=4), user=agent, now=now)
    assert not Conversation.objects.waiting().exists()
    assert lifecycle.wake_snoozed(now=now + timedelta(hours=3, minutes=59)) == 0
    assert lifecycle.wake_snoozed(now=now + timedelta(hours=4)) == 1
    assert list(Conversation.objects.waiting()) == [conversation]
    conversation.refresh_from_db()
    assert conversation.snoozed_until is None
    assert events_of(conversation) == ["snoozed", "woken"]


def test_a_snoozed_conversation_comes_back_when_the_person_writes(account, writes, ask, agent):
    first = writes(account.platform, "At what time does the last boat leave?")
    conversation = ask(account, first)
    now = timezone.now()
    lifecycle.snooze(conversation, until=now + timedelta(days=1), user=agent, now=now)
    again = ask(account, writes(account.platform, "Hello?", reply_to=first["id"]), ago=timedelta(0))
    assert again.status == Status.OPEN
    assert again.snoozed_until is None
    assert again.waiting_since == conversation.waiting_since


def test_a_snoozed_conversation_that_is_answered_wakes_as_answered(answered, agent):
    conversation, now = answered(), timezone.now()
    lifecycle.snooze(conversation, until=now + timedelta(hours=1), user=agent, now=now)
    lifecycle.wake_snoozed(now=now + timedelta(hours=2))
    conversation.refresh_from_db()
    assert conversation.status == Status.WAITING_ON_CUSTOMER
    assert not conversation.is_waiting


def test_spam_that_was_snoozed_is_never_counted_as_answered(converse, judged, agent):
    conversation, now = judged(converse(SPAM)), timezone.now()
    lifecycle.snooze(conversation, until=now + timedelta(hours=1), user=agent, now=now)
    lifecycle.wake_snoozed(now=now + timedelta(hours=2))
    lifecycle.close_after_silence(now=now + timedelta(days=30), days=7)
    conversation.refresh_from_db()
    assert conversation.disposition == Outcome.NO_REPLY_NEEDED


@pytest.mark.parametrize(("origin", "outcome"), [("agent", Outcome.ANSWERED), ("native", Outcome.ANSWERED_ON_PLATFORM)])
def test_silence_after_an_answer_closes_it_by_the_kind_of_answer(answered, origin, outcome):
    conversation = answered(origin, ago=timedelta(days=7, minutes=1))
    fresh = answered(origin, ago=timedelta(days=6, hours=23), by="Later")
    assert lifecycle.close_after_silence(now=timezone.now(), days=7) == 1
    conversation.refresh_from_db()
    assert (conversation.status, conversation.outcome) == (Status.CLOSED, outcome)
    assert "7 days" in conversation.outcome_reason
    assert not conversation.closed_by_customer
    fresh.refresh_from_db()
    assert fresh.status == Status.WAITING_ON_CUSTOMER


def test_silence_closes_nobody_who_waits(converse, agent):
    waits, aside = converse(ago=timedelta(days=90)), converse(by="Aside", ago=timedelta(days=90))
    lifecycle.snooze(aside, until=timezone.now() + timedelta(days=9), user=agent, now=timezone.now())
    assert lifecycle.close_after_silence(now=timezone.now(), days=7) == 0
    waits.refresh_from_db()
    assert waits.is_waiting


def test_certain_spam_has_a_lane_of_its_own(converse, judged):
    conversation = judged(converse(SPAM))
    assert conversation.lane == Lane.SPAM
    assert conversation.reason == Reason.CERTAIN_SPAM
    assert "giveaway" in conversation.evidence
    assert not Conversation.objects.waiting().exists()


def test_not_spam_is_said_once_and_for_all(converse, judged, reopen, says):
    conversation = reopen(judged(converse(SPAM)))
    says(conversation, f"{SPAM} again", at=timezone.now())
    judged(conversation)
    assert conversation.lane == Lane.QUEUE
    assert conversation.is_waiting


def test_a_real_question_after_spam_comes_into_the_queue(converse, judged, says):
    conversation = judged(converse(SPAM))
    says(conversation, "Sorry, my account was stolen. When does the last boat leave?", at=timezone.now())
    judged(conversation)
    assert conversation.lane == Lane.QUEUE
    assert conversation.is_waiting


def test_a_deletion_upstream_erases_the_text_and_ends_as_gone(converse, judged):
    conversation = judged(converse("My phone number is 0123 456"))
    message = conversation.messages.get()
    MessageRevision.objects.create(message=message, text="My phone number is 0123", replaced_at=timezone.now())
    lifecycle.mark_deleted(message, now=timezone.now())
    judged(conversation)
    message.refresh_from_db()
    assert message.text == ""
    assert not message.revisions.exists()
    assert "0123" not in conversation.preview
    assert (conversation.status, conversation.outcome, conversation.reason) == (
        Status.CLOSED,
        Outcome.GONE,
        Reason.GONE,
    )
    assert not conversation.is_waiting
    assert "deleted" in events_of(conversation)


def test_a_question_deleted_after_our_answer_stays_answered(answered, judged):
    conversation = answered()
    lifecycle.mark_deleted(conversation.messages.get(origin="consumer"), now=timezone.now())
    judged(conversation)
    assert conversation.disposition == "answered"


def test_deleting_one_of_two_questions_leaves_the_other_waiting_and_shown(converse, judged):
    conversation = converse("At what time?", "And from which pier?")
    first, second = conversation.messages.order_by("sent_at")
    lifecycle.mark_deleted(first, now=timezone.now())
    judged(conversation)
    assert conversation.is_waiting
    assert conversation.waiting_since == second.sent_at
    assert conversation.preview == "And from which pier?"


def test_an_answer_of_ours_marked_deleted_raises_the_flag_again(answered, judged):
    conversation = answered("native")
    lifecycle.mark_deleted(conversation.messages.get(origin="native"), now=timezone.now())
    judged(conversation)
    assert conversation.is_waiting
    assert conversation.status == Status.OPEN
    assert conversation.waiting_since == conversation.messages.get(origin="consumer").sent_at


def test_deleting_twice_is_deleting_once(converse, judged):
    conversation = converse()
    message = conversation.messages.get()
    for _time in range(2):
        lifecycle.mark_deleted(message, now=timezone.now())
    assert events_of(conversation).count("deleted") == 1


def _edit(message, text, at):
    Message.objects.filter(pk=message.pk).update(text=text, edited_at=at, triaged_at=None)


def test_a_question_edited_after_our_answer_is_looked_at_again(answered, judged):
    conversation = answered()
    edited_at = timezone.now()
    _edit(conversation.messages.get(origin="consumer"), "At what time on SUNDAY?", edited_at)
    judged(conversation)
    assert conversation.is_waiting
    assert conversation.status == Status.OPEN
    assert conversation.waiting_since == edited_at


def test_an_edit_the_agent_had_on_screen_is_answered_with_the_rest(channel, converse, answer, says, judged):
    conversation = converse("At what time?", ago=timedelta(hours=2))
    _edit(conversation.messages.get(), "At what time on Sunday?", timezone.now() - timedelta(hours=1))
    reply = answer(judged(conversation), "At nine.")
    delivery._record_sent(delivery._claim(reply.pk, timezone.now()), Delivery("sent-1"), timezone.now())
    judged(conversation)
    assert not conversation.is_waiting
    assert conversation.disposition == "answered"


def test_an_edit_before_a_person_closed_it_does_not_open_it_again(converse, close, judged):
    conversation = converse("At what time?", ago=timedelta(hours=2))
    _edit(conversation.messages.get(), "Ha ha, at what time?", timezone.now() - timedelta(hours=1))
    close(judged(conversation))
    conversation.messages.update(triaged_at=None)
    judged(conversation)
    assert conversation.status == Status.CLOSED


def test_an_edit_before_anybody_answered_costs_no_place_in_the_queue(converse, judged):
    conversation = converse("At what time?", ago=timedelta(hours=5))
    since = conversation.waiting_since
    _edit(conversation.messages.get(), "At what time, please?", timezone.now())
    judged(conversation)
    assert conversation.waiting_since == conversation.turn_at == since


def test_whatever_is_not_waiting_and_not_closed_is_in_some_list(converse, close, says, judged, agent):
    """Closed, written to again, and that taken back: nothing is left to answer, and still it must stand somewhere."""
    conversation = close(converse("A joke."))
    again = says(conversation, "Oh, and one question…", at=timezone.now())
    judged(conversation)
    assert conversation.is_waiting
    lifecycle.mark_deleted(again, now=timezone.now())
    judged(conversation)
    everything = Conversation.objects.all()
    lists = [
        view for view in VIEWS if filter_view(everything, view, agent.membership).filter(pk=conversation.pk).exists()
    ]
    assert lists
    assert (conversation.disposition == "waiting") == ("queue" in lists)


def test_a_note_reaches_no_platform_and_changes_nothing_but_the_history(account, writes, ask, agent, sandbox):
    conversation = ask(account, writes(account.platform, "At what time?"))
    before = len(sandbox.items(account.platform, HANDLE))
    lifecycle.add_note(conversation, text="  She asked last week too.  ", user=agent, now=timezone.now())
    assert conversation.notes.get().text == "She asked last week too."
    assert len(sandbox.items(account.platform, HANDLE)) == before
    assert Conversation.objects.waiting().get() == conversation


def test_assigning_is_written_down_once(converse, agent, lead):
    conversation, now = converse(), timezone.now()
    for _time in range(2):
        lifecycle.assign(conversation, to=agent, user=agent, now=now)
    lifecycle.assign(conversation, to=agent, user=lead, now=now)
    lifecycle.assign(conversation, to=None, user=lead, now=now)
    assert sorted(events_of(conversation)) == ["assigned", "unassigned"]
    conversation.refresh_from_db()
    assert conversation.assignee is None


@pytest.mark.parametrize("outcome", [Outcome.ANSWERED, Outcome.ANSWERED_ON_PLATFORM])
def test_answered_needs_an_answer_to_point_to(converse, close, outcome):
    with pytest.raises(NotPossible, match="Nobody has answered yet"):
        close(converse(), outcome)


def test_a_time_that_has_passed_is_no_time_to_snooze_until(converse, agent):
    now = timezone.now()
    with pytest.raises(NotPossible, match="passed already"):
        lifecycle.snooze(converse(), until=now, user=agent, now=now)
