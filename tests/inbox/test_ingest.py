"""What the platforms hand over is in the database, once, or in quarantine with its reason."""

import pytest
from django.utils import timezone

from inbox.models import AccountStatus, Conversation, Message, Origin, Receipt, ReceiptState
from inbox.services import context, polling, second_look
from tests.conftest import CHANGING, PLAYED, STAGES, USUAL, on
from tests.inbox.conftest import conversation_of

pytestmark = pytest.mark.django_db


# A part of the address at which each platform lists what customers write.
LISTS = {
    "x": "mentions",
    "facebook": "visitor_posts",
    "mastodon": "notifications",
    "bluesky": "listNotifications",
    "wordpress": "/comments",
}
# Where the company writes posts that others write beneath.
POSTING = [name for name in PLAYED if STAGES[name].post == "post"]


def test_a_comment_becomes_a_waiting_conversation(account, sandbox, writes, read_all):
    sandbox.play(writes(account.platform, "Does the last boat wait for the train?"))
    read_all(account)
    conversation = Conversation.objects.get()
    assert conversation.is_waiting
    assert "dora" in (conversation.identity.name or conversation.identity.handle).lower()
    assert "last boat" in conversation.messages.get().text


def test_reading_again_stores_nothing_twice(account, sandbox, writes, read_all):
    sandbox.play(*[writes(account.platform, f"question {n}", by=f"Person {n}") for n in range(7)])
    read_all(account)
    account.streams.update(cursor={})
    read_all(account)
    assert Message.objects.count() == 7
    assert conversation_of("Person 3").message_count == 1
    per_stream = Receipt.objects.values_list("stream", "external_id", "content_hash")
    assert len(set(per_stream)) == len(per_stream)


def test_every_page_is_read(account, sandbox, writes, read_all):
    sandbox.play(*[writes(account.platform, f"question {n}", by=f"Person {n}") for n in range(230)])
    read_all(account)
    assert Message.objects.filter(origin=Origin.CONSUMER).count() == 230


@pytest.mark.parametrize("account", on(*USUAL, among=POSTING), indirect=True)
def test_each_commenter_under_a_post_has_a_conversation_with_the_post_above(account, sandbox, writes, read_all):
    post = writes(account.platform, "We sail again on Sunday", by="company")
    sandbox.play(
        post, *[writes(account.platform, f"Finally! {name}", by=name, reply_to=post["id"]) for name in ("Ann", "Ben")]
    )
    read_all(account)
    context.read_context(account, now=timezone.now())
    assert Conversation.objects.count() == 2
    assert {conversation.post.text for conversation in Conversation.objects.all()} == {"We sail again on Sunday"}


def test_an_answer_made_on_the_platform_is_found_and_attached(account, sandbox, writes, read_all):
    post = writes(account.platform, "We sail again on Sunday", by="company")
    question = writes(account.platform, "At what time?", by="Ann", reply_to=post["id"])
    sandbox.play(post, question, writes(account.platform, "At nine.", by="company", reply_to=question["id"]))
    read_all(account)
    conversation = Conversation.objects.get()
    assert not conversation.is_waiting
    assert conversation.disposition == "answered_on_platform"
    assert conversation.first_response_origin == Origin.NATIVE


def test_an_answer_that_arrives_before_its_question_is_attached_later(connect, sandbox, writes, read_all):
    account = connect("x")
    question = writes("x", "At what time?", by="Ann")
    sandbox.play(question, writes("x", "At nine.", by="company", reply_to=question["id"]))
    account.streams.exclude(name="own_posts").update(next_poll_at=timezone.now() + timezone.timedelta(hours=1))
    [own_posts] = polling.claim_due(limit=5, now=timezone.now())
    polling.poll(own_posts)
    orphan = Message.objects.get()
    assert orphan.conversation is None
    read_all(account)
    orphan.refresh_from_db()
    assert orphan.conversation == Conversation.objects.get()
    assert not orphan.conversation.is_waiting


@pytest.mark.parametrize("account", on(*USUAL, among=LISTS), indirect=True)
def test_one_malformed_item_is_quarantined_and_its_page_is_stored(account, sandbox, writes, read_all):
    ids = sandbox.play(*[writes(account.platform, f"question {n}", by=f"Person {n}") for n in range(5)])
    sandbox.fault(
        account.platform,
        "malformed_item",
        variant="bad_created_at",
        endpoint=LISTS[account.platform],
        item=ids[sorted(ids)[2]],
        times=1,
    )
    read_all(account, walk=False)
    assert Message.objects.filter(origin=Origin.CONSUMER).count() == 4
    receipt = Receipt.objects.filter(state=ReceiptState.QUARANTINED).first()
    assert "should be a time" in receipt.reason
    assert receipt.raw
    read_all(account)  # Walking back meets it again, whole this time.
    assert Message.objects.filter(origin=Origin.CONSUMER).count() == 5


def test_an_expired_token_asks_to_reconnect_and_says_so(account, sandbox, writes, read_all):
    sandbox.fault(account.platform, "expired_token")
    read_all(account)
    account.refresh_from_db()
    assert account.status == AccountStatus.NEEDS_RECONNECTING
    assert "reconnect the account" in account.status_text.lower()


def test_reconnecting_goes_on_where_it_stopped(account, sandbox, writes, read_all, connect):
    sandbox.play(writes(account.platform, "before", by="Ann"))
    read_all(account)
    sandbox.fault(account.platform, "expired_token")
    read_all(account)
    sandbox.play(writes(account.platform, "meanwhile", by="Ben"))
    sandbox.control("DELETE", "faults")
    again = connect(account.platform)
    assert again.pk == account.pk
    read_all(again)
    assert {message.text.split()[-1] for message in Message.objects.all()} == {"before", "meanwhile"}


@pytest.mark.parametrize("fault", ["down", "server_error", "not_json", "cut_body"])
def test_a_platform_in_trouble_delays_and_loses_nothing(account, sandbox, writes, read_all, fault):
    sandbox.play(*[writes(account.platform, f"question {n}", by=f"Person {n}") for n in range(3)])
    sandbox.fault(account.platform, fault)
    read_all(account)
    account.refresh_from_db()
    assert account.status == AccountStatus.ACTIVE
    polled = account.streams.filter(is_polled=True)
    assert all(stream.error_code == "unavailable" for stream in polled)
    assert all(stream.next_poll_at > timezone.now() for stream in polled)
    sandbox.control("DELETE", "faults")
    read_all(account)
    assert Message.objects.filter(origin=Origin.CONSUMER).count() == 3
    assert not account.streams.exclude(error_text="").exists()


def test_a_rate_limit_is_kept_until_its_end(connect, sandbox, read_all):
    account = connect("x")
    sandbox.fault("x", "rate_limited")
    read_all(account)
    stream = account.streams.first()
    assert stream.error_code == "rate_limited"
    assert stream.next_poll_at > timezone.now()


def test_an_edit_is_followed_and_kept(connect, sandbox, writes, read_all):
    account = connect("x")
    question = writes("x", "Is it open on Sunday?")
    sandbox.play(question)
    read_all(account)
    sandbox.play({"edit": question["id"], "text": "Is it open on Saturday?", "at": 0})
    read_all(account)
    message = Message.objects.get()
    assert "Saturday" in message.text
    assert "Sunday" in message.revisions.get().text
    assert message.conversation.preview.endswith("Saturday?")


def test_a_text_changed_and_changed_back_is_followed_both_times(connect, sandbox, writes, read_all):
    account = connect("facebook")
    post = writes("facebook", "We sail again on Sunday", by="company")
    comment = writes("facebook", "At nine?", by="Ann", reply_to=post["id"])
    sandbox.play(post, comment)
    read_all(account)
    for at, text in enumerate(("At ten?", "At nine?")):
        sandbox.play({"edit": comment["id"], "text": text, "at": at})
        assert second_look.look_again(account, now=timezone.now()) == 1
        message = Message.objects.get()
        assert message.text == text
        assert message.conversation.preview == text
    assert [revision.text for revision in message.revisions.order_by("replaced_at")] == ["At nine?", "At ten?"]


@CHANGING
def test_a_deleted_comment_is_erased_and_ends_as_gone(account, sandbox, writes, read_all):
    ids = [writes(account.platform, f"question {name}", by=name) for name in ("Ann", "Ben")]
    sandbox.play(*ids)
    read_all(account)
    sandbox.play({"delete": ids[0]["id"], "at": 0})
    assert second_look.look_again(account, now=timezone.now()) == 1
    read_all(account)
    gone = conversation_of("Ann")
    assert gone.disposition == "gone"
    assert gone.messages.get().text == ""
    assert conversation_of("Ben").is_waiting


def test_an_edit_after_our_answer_is_looked_at_by_a_person_again(connect, sandbox, writes, read_all):
    account = connect("x")
    question = writes("x", "Is it open on Sunday?")
    sandbox.play(question, writes("x", "Yes.", by="company", reply_to=question["id"]))
    read_all(account)
    assert not Conversation.objects.get().is_waiting
    sandbox.play({"edit": question["id"], "text": "Is it open on Saturday night, after ten?", "at": 0})
    read_all(account)
    assert Conversation.objects.get().is_waiting


def test_a_second_look_in_bad_weather_changes_nothing(account, sandbox, writes, read_all):
    sandbox.play(writes(account.platform, "Hello?"))
    read_all(account)
    sandbox.fault(account.platform, "down")
    assert second_look.look_again(account, now=timezone.now()) == 0
    assert Message.objects.get().deleted_at is None


def test_a_lost_permission_is_not_taken_for_deletions(connect, sandbox, writes, read_all):
    account = connect("facebook")
    written = [writes("facebook", f"question {name}", by=name) for name in ("Ann", "Ben", "Cem")]
    sandbox.play(*written)
    read_all(account)
    # Graph says the same of what is gone and of what one may not see; here everything is out of sight.
    sandbox.play(*[{"delete": event["id"], "at": 0} for event in written])
    assert second_look.look_again(account, now=timezone.now()) == 0
    assert Message.objects.exclude(text="").count() == 3
    assert Conversation.objects.filter(is_waiting=True).count() == 3


def test_a_text_with_a_nul_is_stored_beside_its_neighbours(account, sandbox, writes, read_all):
    odd = writes(account.platform, "half a word\x00 and the rest", by="Odd One")
    sandbox.play(writes(account.platform, "before", by="Ann"), odd, writes(account.platform, "after", by="Ben"))
    read_all(account)
    texts = " ".join(Message.objects.values_list("text", flat=True))
    assert "before" in texts
    assert "after" in texts
    assert "half a word" in texts
    assert not account.streams.exclude(error_text="").exists()


def test_a_comment_within_the_same_second_is_found(connect, sandbox, writes, read_all):
    account = connect("facebook")
    post = writes("facebook", "We sail again on Sunday", by="company")
    sandbox.play(post, writes("facebook", "first", by="Ann", reply_to=post["id"]))
    read_all(account)
    sandbox.play(writes("facebook", "second", by="Ben", reply_to=post["id"]))
    read_all(account)
    assert Message.objects.filter(origin=Origin.CONSUMER).count() == 2


def test_an_answer_to_a_post_from_before_its_edit_is_attached(connect, sandbox, writes, read_all):
    account = connect("x")
    question = writes("x", "At what tme?", by="Ann")
    sandbox.play(question, writes("x", "At nine.", by="company", reply_to=question["id"]))
    sandbox.play({"edit": question["id"], "text": "At what time?", "at": 1})
    read_all(account)
    assert Message.objects.get(origin=Origin.NATIVE).conversation == Conversation.objects.get()
