"""A reply is sent once, or a person is told: against platforms that refuse, break off, hang up and lose their tempers."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from connectors.mail.account import read_account
from connectors.mail.mailbox import open_mailbox
from inbox.models import AccountStatus, Conversation, Origin, Outcome, Reply, ReplyStatus, Status
from inbox.services import accounts, delivery, lifecycle, replies
from tests.conftest import CHANGING, PLAYED, USUAL, on

pytestmark = pytest.mark.django_db
NOW = timedelta(0)
LATER = timedelta(minutes=2)
BY_MAIL = pytest.mark.parametrize("account", ["mail"], indirect=True)


def test_a_reply_stands_on_the_platform_once_under_what_it_answers(account, question, answer, deliver, stands):
    reply = deliver(answer(question, "At nine."))
    assert reply.status == ReplyStatus.SENT
    [item] = stands(account, "At nine.")
    assert item["parent"] == question.messages.get(origin=Origin.CONSUMER).external_id
    assert item["external_id"] == reply.external_id


def test_a_sent_reply_is_a_message_of_the_agent_and_takes_the_conversation_out_of_the_queue(
    question, answer, deliver, judged, agent
):
    reply = deliver(answer(question, "At nine."))
    judged(question)
    assert reply.message.origin == Origin.AGENT
    assert reply.message.author_user == agent
    assert reply.message.conversation == question
    assert not Conversation.objects.waiting().exists()
    assert question.status == Status.WAITING_ON_CUSTOMER
    assert question.disposition == "answered"
    assert question.first_response_at == reply.message.sent_at
    assert question.first_response_origin == Origin.AGENT
    assert question.message_count == 2


def test_the_persons_next_message_puts_the_conversation_back_into_the_queue(
    account, writes, ask, answer, deliver, judged
):
    first = writes(account.platform, "At what time does the last boat leave?")
    conversation = ask(account, first)
    deliver(answer(conversation, "At nine."))
    assert not judged(conversation).is_waiting
    again = ask(account, writes(account.platform, "And on Sundays?", reply_to=first["id"]), ago=NOW)
    assert again == conversation
    assert again.is_waiting
    assert again.status == Status.OPEN
    assert again.waiting_since == again.messages.get(text__contains="Sundays").sent_at
    assert list(Conversation.objects.waiting()) == [conversation]


def test_a_closed_conversation_is_opened_by_the_persons_next_message(account, writes, ask, answer, deliver, agent):
    first = writes(account.platform, "At what time does the last boat leave?")
    conversation = ask(account, first)
    lifecycle.close(conversation, outcome=Outcome.NO_REPLY_NEEDED, reason="a joke", user=agent, now=timezone.now())
    again = ask(account, writes(account.platform, "No really, at what time?", reply_to=first["id"]), ago=NOW)
    assert again.is_waiting
    assert again.status == Status.OPEN
    assert again.outcome is None


def test_a_reply_does_not_answer_what_its_writer_had_not_seen(account, writes, ask, answer, deliver, judged):
    first = writes(account.platform, "At what time does the last boat leave?")
    conversation = ask(account, first)
    seen = conversation.messages.get()
    # It comes in while the agent is still writing.
    ask(account, writes(account.platform, "And is there a bus?", reply_to=first["id"]), ago=timedelta(minutes=5))
    deliver(answer(conversation, "At nine.", seen=seen))
    judged(conversation)
    assert conversation.is_waiting
    assert conversation.waiting_since == conversation.messages.get(text__contains="bus").sent_at


@pytest.mark.usefixtures("files_sent")
def test_a_reply_the_platform_took_before_hanging_up_is_found_and_not_sent_again(
    account, question, answer, deliver, stands, break_sending
):
    reply = answer(question, "At nine.")
    break_sending(account, "accept_then_hang_up")
    deliver(reply)
    assert reply.status == ReplyStatus.SENDING
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert [item["external_id"] for item in stands(account, "At nine.")] == [reply.external_id]
    assert reply.attempt_count == 1


def test_an_answer_to_an_answer_is_found_where_facebook_hangs_it(
    connect, writes, sandbox, read_all, answer, deliver, stands, break_sending
):
    """Facebook has two levels of comments: what answers the second level stands beside it, not below it."""
    account = connect("facebook")
    post = writes("facebook", "We sail again on Sunday", by="company")
    question = writes("facebook", "At what time?", by="Dora", reply_to=post["id"])
    native = writes("facebook", "At nine.", by="company", reply_to=question["id"])
    again = writes("facebook", "From which pier?", by="Dora", reply_to=native["id"])
    sandbox.play(post, question, native, again, start=(timezone.now() - timedelta(hours=1)).isoformat())
    read_all(account)
    reply = answer(Conversation.objects.get(), "From pier two.")
    break_sending(account, "accept_then_hang_up")
    deliver(reply)
    deliver(reply, later=LATER)
    deliver(reply, later=LATER)
    assert reply.status == ReplyStatus.SENT
    assert [item["external_id"] for item in stands(account, "From pier two.")] == [reply.external_id]


# Not by mail: what a mail server said no to it has not taken, and of what it said nothing about nobody can know. See below.
@pytest.mark.parametrize("account", on(*USUAL, among=[name for name in PLAYED if name != "mail"]), indirect=True)
@pytest.mark.parametrize("fault", ["down", "server_error", "not_json", "cut_body"])
def test_a_reply_of_which_nobody_knows_is_looked_for_before_it_is_sent_again(
    account, question, answer, deliver, stands, break_sending, fault
):
    reply = answer(question, "At nine.")
    break_sending(account, fault)
    deliver(reply)
    assert reply.status == ReplyStatus.SENDING
    # What was accepted can take a moment to show, so it is looked for again before anything is sent.
    was_accepted = bool(stands(account, "At nine."))
    deliver(reply)
    assert reply.status == (ReplyStatus.SENT if was_accepted else ReplyStatus.SENDING)
    for _turn in range(2):
        deliver(reply, later=LATER)
    assert reply.status == ReplyStatus.SENT
    assert len(stands(account, "At nine.")) == 1
    assert not reply.attempts.filter(finished_at=None).exists()


@BY_MAIL
@pytest.mark.parametrize("fault", ["accept_then_hang_up", "down", "not_json", "cut_body"])
def test_a_mail_of_which_nobody_knows_ends_with_a_person_and_only_they_send_it_again(
    account, question, answer, deliver, stands, break_sending, agent, fault
):
    reply = answer(question, "At nine.")
    break_sending(account, fault)
    deliver(reply)
    taken = stands(account, "At nine.")
    assert len(taken) == (1 if fault == "accept_then_hang_up" else 0)
    # Its copy can take a moment to show among the sent mails.
    deliver(reply)
    assert reply.status == ReplyStatus.SENDING
    for _turn in range(2):
        deliver(reply, later=LATER)
    assert reply.status == ReplyStatus.UNCONFIRMED
    assert "Only dora@people.example or the mail server's log can tell" in reply.error_text
    assert stands(account, "At nine.") == taken
    replies.try_again(reply, user=agent, now=timezone.now())
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert len(stands(account, "At nine.")) == len(taken) + 1


@BY_MAIL
def test_a_mail_whose_copy_shows_a_moment_later_is_sent_and_troubles_nobody(
    account, question, answer, deliver, stands, break_sending
):
    reply = answer(question, "At nine.")
    break_sending(account, "accept_then_hang_up")
    deliver(reply)
    deliver(reply)
    assert reply.status == ReplyStatus.SENDING
    [taken] = stands(account, "At nine.")
    with open_mailbox(read_account(account.credentials.open()), 5) as mailbox:
        mailbox.append(f"Message-ID: <{taken['external_id']}>\r\n\r\nAt nine.\r\n".encode(), "Sent")
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert [item["external_id"] for item in stands(account, "At nine.")] == [reply.external_id]
    assert not question.events.filter(kind="reply_unconfirmed").exists()


@BY_MAIL
def test_a_mail_that_is_not_taken_for_now_is_queued_again_and_stands_once(
    account, question, answer, deliver, stands, break_sending
):
    reply = answer(question, "At nine.")
    break_sending(account, "server_error")
    deliver(reply)
    assert reply.status == ReplyStatus.QUEUED
    assert not stands(account, "At nine.")
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert len(stands(account, "At nine.")) == 1


# These are asked something before they are sent anything: while they are down, nothing leaves.
@pytest.mark.parametrize("account", on(among=["bluesky", "mail", "wordpress"]), indirect=True)
def test_a_reply_that_cannot_have_left_is_queued_until_the_platform_is_there_again(
    account, question, answer, deliver, stands, sandbox
):
    reply = answer(question, "At nine.")
    sandbox.fault(account.platform, "down")
    for _turn in range(2):
        deliver(reply, later=LATER)
        assert reply.status == ReplyStatus.QUEUED
    sandbox.control("DELETE", "faults")
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert len(stands(account, "At nine.")) == 1


def test_what_can_never_be_looked_up_ends_with_a_person(account, question, answer, deliver, sandbox, break_sending):
    reply = answer(question, "At nine.")
    break_sending(account, "down")
    deliver(reply)
    sandbox.fault(account.platform, "down")
    deliver(reply, later=timedelta(minutes=29))
    assert reply.status == ReplyStatus.SENDING
    deliver(reply, later=timedelta(minutes=2))
    assert reply.status == ReplyStatus.UNCONFIRMED
    assert reply.text == "At nine."
    assert "could not be found out" in reply.error_text
    assert question.events.filter(kind="reply_unconfirmed").count() == 1


FORBIDDEN = {
    "x": "You are not permitted to perform this action",
    "facebook": "Permissions error",
    "instagram": "Permissions error",
    "mastodon": "outside the authorized scopes",
    "bluesky": "Bluesky does not permit this: Forbidden",
    "mail": "550 5.7.1 Message rejected by policy",
    "wordpress": "Sorry, you are not allowed to edit comments",
}


def test_a_reply_the_platform_does_not_permit_comes_back_with_its_reason_and_goes_out_when_sent_again(
    account, question, answer, deliver, stands, break_sending, agent
):
    reply = answer(question, "At nine.")
    break_sending(account, "not_permitted")
    deliver(reply)
    assert reply.status == ReplyStatus.FAILED
    assert reply.text == "At nine."
    assert FORBIDDEN[account.platform] in reply.error_text
    assert not stands(account, "At nine.")
    replies.try_again(reply, user=agent, now=timezone.now())
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert reply.error_text == ""
    assert len(stands(account, "At nine.")) == 1
    assert [attempt.outcome_code for attempt in reply.attempts.order_by("number")] == ["not_permitted", "sent"]


def test_an_expired_token_fails_the_reply_and_asks_to_reconnect_the_account(
    account, question, answer, deliver, sandbox
):
    reply = answer(question, "At nine.")
    sandbox.fault(account.platform, "expired_token")
    deliver(reply)
    account.refresh_from_db()
    assert reply.status == ReplyStatus.FAILED
    assert reply.text == "At nine."
    assert account.status == AccountStatus.NEEDS_RECONNECTING
    # On Bluesky and WordPress a new password is to be made first.
    assert re.search("reconnect the account", account.status_text, re.IGNORECASE)
    assert re.search("reconnect the account", reply.error_text, re.IGNORECASE)


def test_sending_again_on_an_account_that_must_be_reconnected_is_refused_in_words(
    account, question, answer, deliver, sandbox, agent
):
    reply = answer(question, "At nine.")
    sandbox.fault(account.platform, "expired_token")
    deliver(reply)
    reply = Reply.objects.get(pk=reply.pk)
    with pytest.raises(replies.NotPossible, match="reconnected"):
        replies.try_again(reply, user=agent, now=timezone.now())
    reply.refresh_from_db()
    assert reply.status == ReplyStatus.FAILED


def test_a_rate_limit_keeps_the_reply_until_the_platform_takes_calls_again(
    account, question, answer, deliver, stands, break_sending
):
    reply = answer(question, "At nine.")
    break_sending(account, "rate_limited")
    deliver(reply)
    assert reply.status == ReplyStatus.QUEUED
    assert reply.next_attempt_at > timezone.now()
    assert f"{reply.next_attempt_at:%H:%M} UTC" in reply.error_text
    delivery.deliver(reply.pk)
    assert not stands(account, "At nine.")
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert len(stands(account, "At nine.")) == 1


@pytest.mark.parametrize("has_sent", [False, True], ids=["before sending", "after sending"])
def test_a_worker_killed_over_a_reply_leaves_it_to_the_next(account, question, answer, deliver, stands, has_sent):
    reply = answer(question, "At nine.")
    claimed = delivery._claim(reply.pk, timezone.now())
    assert claimed is not None
    if has_sent:
        account.open(5).send(delivery._outgoing(claimed))
    delivery.deliver(reply.pk)
    reply.refresh_from_db()
    assert reply.status == ReplyStatus.SENDING, "a claim that has not run out belongs to its worker"
    for _turn in range(2):
        deliver(reply, later=LATER)
    assert reply.status == ReplyStatus.SENT
    assert len(stands(account, "At nine.")) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_the_same_reply_at_once_send_it_once(account, question, answer, stands):
    reply = answer(question, "At nine.")
    ready, troubles = threading.Barrier(4), []

    def work():
        try:
            connection.ensure_connection()
            ready.wait(10)
            delivery.deliver(reply.pk)
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    reply.refresh_from_db()
    assert troubles == []
    assert reply.status == ReplyStatus.SENT
    assert reply.attempt_count == reply.attempts.count() == 1
    assert len(stands(account, "At nine.")) == 1


def test_who_did_not_summon_us_on_x_cannot_be_answered_and_the_reply_says_so(
    connect, writes, sandbox, read_all, answer, deliver
):
    account = connect("x")
    question = writes("x", "Is the boat late?", by="Ann")
    remark = writes("x", "@harbourline mine too!", by="Ben", reply_to=question["id"], kind="comment")
    sandbox.play(question, remark)
    read_all(account)
    # Ben takes our name out of his post: from then on he has not called us.
    sandbox.play({"edit": remark["id"], "text": "mine too!", "at": 0})
    reply = deliver(answer(Conversation.objects.get(identity__name="Ben"), "It is ten minutes late."))
    assert reply.status == ReplyStatus.FAILED
    assert "only people who mentioned or quoted this account" in reply.error_text
    assert reply.text == "It is ten minutes late."


GONE = {
    "x": "deleted, or not visible",
    "facebook": "no longer exists",
    "instagram": "no longer exists",
    "mastodon": "no longer exists",
    "bluesky": "no longer exists",
    "wordpress": "no longer exists",
}


# Not by mail, which nobody can take back.
@CHANGING
def test_what_was_deleted_meanwhile_cannot_be_answered_and_the_reply_says_so(
    account, writes, ask, answer, deliver, sandbox, stands
):
    event = writes(account.platform, "At what time does the last boat leave?")
    reply = answer(ask(account, event), "At nine.")
    sandbox.play({"delete": event["id"], "at": 0})
    deliver(reply)
    assert reply.status == ReplyStatus.FAILED
    assert reply.error_code == "gone"
    assert GONE[account.platform] in reply.error_text
    assert reply.text == "At nine."
    assert not stands(account, "At nine.")


def test_the_sweep_hands_out_what_is_due_and_what_a_crash_left_and_nothing_else(channel, converse, answer):
    due, later, abandoned, at_work, failed = (answer(converse(by=f"Person {n}"), "At nine.") for n in range(5))
    now = timezone.now()
    Reply.objects.filter(pk=later.pk).update(next_attempt_at=now + timedelta(minutes=1))
    for reply, claimed_until in ((abandoned, now - timedelta(seconds=1)), (at_work, now + timedelta(seconds=60))):
        Reply.objects.filter(pk=reply.pk).update(status=ReplyStatus.SENDING, claimed_until=claimed_until)
    Reply.objects.filter(pk=failed.pk).update(status=ReplyStatus.FAILED)
    assert sorted(delivery.due_replies(now=now, limit=10)) == [due.pk, abandoned.pk]


def test_replies_of_a_paused_account_wait_and_do_not_stand_in_the_way_of_others(
    workspace, channel, account_of, converse, answer
):
    held = [answer(converse(by=f"Person {n}"), "At nine.") for n in range(3)]
    accounts.pause(channel, now=timezone.now())
    other = account_of(workspace, "harbourfreight")
    free = answer(converse(by="Zoe", account=other), "At ten.")
    assert delivery.due_replies(now=timezone.now(), limit=3) == [free.pk]
    delivery.deliver(held[0].pk)
    held[0].refresh_from_db()
    assert held[0].status == ReplyStatus.QUEUED
    accounts.resume(channel, now=timezone.now())
    assert delivery.due_replies(now=timezone.now(), limit=3) == [reply.pk for reply in held]
