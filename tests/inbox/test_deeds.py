"""Everything an agent does to a conversation: it works by plain forms and by htmx, and what cannot be done is refused in words."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from inbox.models import AccountStatus, ChannelAccount, Conversation, Outcome, Reason, Reply, ReplyStatus, Status
from inbox.services import lifecycle

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true", "HX-Target": "conversation"}
TOO_LONG_FOR_X = "Good morning 🚢 " * 20


@pytest.fixture
def browser(signed_in, agent):
    return signed_in(agent)


@pytest.fixture
def conversation(converse):
    return converse("At what time does the last boat leave?")


@pytest.fixture
def do(browser):
    """Press a button of a conversation (or of a reply). With `follow`, the page it leads to."""

    def press(name, thing, *, follow=False, htmx=False, **data):
        extra = {"headers": HTMX} if htmx else {}
        return browser.post(reverse(name, args=[thing.pk]), {"in": "mine", **data}, follow=follow, **extra)

    return press


@pytest.fixture
def failed(conversation, answer):
    """A reply the platform refused."""
    reply = answer(conversation, "At nine.")
    facts = {"status": ReplyStatus.FAILED, "error_text": "X does not permit this.", "error_code": "not_permitted"}
    Reply.objects.filter(pk=reply.pk).update(**facts)
    return reply


@pytest.fixture
def closed(conversation, agent):
    lifecycle.close(conversation, outcome=Outcome.ACKNOWLEDGED, reason="", user=agent, now=timezone.now())
    return conversation


def text_of(response):
    return unescape(response.content.decode())


def last_message(conversation):
    return conversation.messages.order_by("sent_at").last()


def _seen(thing):
    return {"text": "At nine.", "seen": last_message(thing).pk}


# Each deed: its address, what it is done to, the form's fields, and what is true of the conversation afterwards.
DEEDS = {
    "reply": ("reply_create", "conversation", _seen, lambda c: c.replies.get().text == "At nine."),
    "note": ("note_create", "conversation", lambda _c: {"text": "Hm."}, lambda c: c.notes.get().text == "Hm."),
    "assign": ("conversation_assign", "conversation", lambda _c: {"to": "me"}, lambda c: c.assignee.name == "Ana"),
    "give back": ("conversation_assign", "taken", lambda _c: {"to": "nobody"}, lambda c: c.assignee is None),
    "close": ("conversation_close", "conversation", lambda _c: {"outcome": "no_reply_needed", "reason": "a joke"},
              lambda c: (c.status, c.outcome, c.outcome_reason, c.outcome_by.name) == ("closed", "no_reply_needed", "a joke", "Ana")),
    "reopen": ("conversation_reopen", "closed", lambda _c: {}, lambda c: c.status == "open" and c.is_waiting),
    "snooze": ("conversation_snooze", "conversation", lambda _c: {"hours": "4"},
               lambda c: c.status == "snoozed" and c.snoozed_until > timezone.now() and c.is_waiting),
    "send again": ("reply_retry", "failed", lambda _r: {}, lambda c: c.replies.get().status == "queued"),
    "take back": ("reply_take_back", "failed", lambda _r: {}, lambda c: c.replies.get().status == "cancelled"),
}  # fmt: skip


@pytest.fixture
def taken(conversation, agent):
    lifecycle.assign(conversation, to=agent, user=agent, now=timezone.now())
    return conversation


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_by_plain_form_is_done_and_leads_back_by_a_redirect(request, do, conversation, deed):
    name, subject, data, is_done = DEEDS[deed]
    thing = request.getfixturevalue(subject)
    response = do(name, thing, **data(thing))
    assert response.status_code == 302
    assert response["Location"] == f"{conversation.get_absolute_url()}?in=mine"
    assert is_done(Conversation.objects.get(pk=conversation.pk))


@pytest.mark.parametrize("deed", DEEDS)
def test_a_deed_by_htmx_is_done_and_brings_the_conversation_as_it_now_stands(request, do, conversation, deed):
    name, subject, data, is_done = DEEDS[deed]
    thing = request.getfixturevalue(subject)
    response = do(name, thing, htmx=True, **data(thing))
    assert response.status_code == 200
    assert f'data-conversation="{conversation.pk}"' in text_of(response)
    assert "<html" not in text_of(response)
    assert is_done(Conversation.objects.get(pk=conversation.pk))


@pytest.mark.parametrize("deed", DEEDS)
def test_every_deed_has_a_plain_form_on_the_page(request, browser, conversation, deed):
    name, subject, _data, _is_done = DEEDS[deed]
    thing = request.getfixturevalue(subject)
    page = text_of(browser.get(conversation.get_absolute_url()))
    address = reverse(name, args=[thing.pk])
    assert f'method="post" action="{address}"' in page or f'formaction="{address}"' in page


def test_a_reply_on_its_way_shows_in_the_conversation(do, conversation):
    page = text_of(do("reply_create", conversation, follow=True, **_seen(conversation)))
    assert "At nine." in page
    assert "Sending …" in page
    assert Conversation.objects.get(pk=conversation.pk).assignee.name == "Ana"


@pytest.mark.parametrize("htmx", [False, True], ids=["by form", "by htmx"])
@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "Write something first."), (" \n ", "Write something first."), (TOO_LONG_FOR_X, "X takes 280 characters; this is 39 over")],
    ids=["empty", "blank", "too long"],
)  # fmt: skip
def test_a_reply_that_cannot_be_sent_comes_back_with_its_text_and_the_reason(do, conversation, text, reason, htmx):
    response = do("reply_create", conversation, htmx=htmx, text=text, seen=last_message(conversation).pk)
    page = text_of(response)
    assert reason in page
    assert f"{text}</textarea>" in page
    assert 'aria-invalid="true"' in page
    assert ("<html" in page) == (not htmx)
    assert not Reply.objects.exists()
    assert response.status_code == 422


def test_a_reply_longer_than_anything_comes_back_whole(do, conversation):
    text = "endless " * 3000
    response = do("reply_create", conversation, text=text, seen=last_message(conversation).pk)
    assert response.status_code == 422
    assert f"{text}</textarea>" in text_of(response)


@pytest.mark.parametrize("seen", ["", "x", "0", "99999999999999999999999"])
def test_a_reply_that_does_not_say_what_it_answers_comes_back(do, conversation, seen):
    response = do("reply_create", conversation, text="At nine.", seen=seen)
    assert response.status_code == 422
    assert "At nine.</textarea>" in text_of(response)
    assert not Reply.objects.exists()


def test_a_reply_to_what_was_deleted_meanwhile_comes_back(do, conversation):
    message = last_message(conversation)
    lifecycle.mark_deleted(message, now=timezone.now())
    response = do("reply_create", conversation, text="At nine.", seen=message.pk)
    assert response.status_code == 422
    assert "deleted by its author meanwhile" in text_of(response)
    assert "At nine." in text_of(response)
    assert not Reply.objects.exists()


def test_a_reply_on_an_account_that_must_be_reconnected_comes_back(do, conversation):
    ChannelAccount.objects.update(status=AccountStatus.NEEDS_RECONNECTING)
    response = do("reply_create", conversation, **_seen(conversation))
    assert response.status_code == 422
    assert "must be reconnected by an admin" in text_of(response)
    assert "At nine.</textarea>" in text_of(response)


def test_pressing_send_twice_sends_once(do, conversation):
    do("reply_create", conversation, **_seen(conversation))
    response = do("reply_create", conversation, **_seen(conversation))
    assert response.status_code == 422
    assert "on its way already" in text_of(response)
    assert Reply.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("At nine.", "8 of 280"), ("🚢", "2 of 280"), ("https://example.org/" + "a" * 90, "23 of 280"), ("ü" * 281, "281 of 280")],
    ids=["empty", "plain", "emoji", "address", "too long"],
)  # fmt: skip
def test_the_length_is_counted_as_the_platform_counts_it(do, conversation, text, shown):
    page = text_of(do("reply_length", conversation, text=text))
    assert shown in page
    assert bool(shown) == ("of 280" in page)
    assert ("is-over" in page) == (shown == "281 of 280")


@pytest.mark.parametrize("text", ["", " ", "x" * 20_001], ids=["empty", "blank", "too long"])
def test_a_note_that_cannot_be_kept_comes_back_with_its_text(do, conversation, text):
    response = do("note_create", conversation, text=text)
    assert response.status_code == 422
    assert not conversation.notes.exists()
    page = text_of(response)
    assert ("Write the note first." in page) == (not text.strip())
    assert text.strip() in page


REFUSALS = {
    "answered without an answer": ({"outcome": "answered"}, "Nobody has answered yet, so this cannot be closed as answered."),
    "no reply needed without a why": ({"outcome": "no_reply_needed", "reason": " "}, "Say why no reply is needed"),
    "no outcome": ({"outcome": ""}, "Choose how this conversation ends."),
    "an outcome that only the platform knows": ({"outcome": "gone"}, "Choose how this conversation ends."),
}  # fmt: skip


@pytest.mark.parametrize("htmx", [False, True], ids=["by form", "by htmx"])
@pytest.mark.parametrize("case", REFUSALS)
def test_an_ending_that_is_not_true_is_refused_in_words(do, conversation, case, htmx):
    data, words = REFUSALS[case]
    assert words in text_of(do("conversation_close", conversation, follow=not htmx, htmx=htmx, **data))
    conversation.refresh_from_db()
    assert conversation.status == Status.OPEN
    assert conversation.is_waiting


@pytest.mark.parametrize("htmx", [False, True], ids=["by form", "by htmx"])
def test_nothing_is_closed_over_words_that_were_not_on_the_screen(do, conversation, says, htmx):
    seen = last_message(conversation).pk
    says(conversation, "And is there a bus?", at=timezone.now())
    page = text_of(
        do("conversation_close", conversation, outcome="acknowledged", seen=seen, htmx=htmx, follow=not htmx)
    )
    assert "They wrote again meanwhile" in page
    conversation.refresh_from_db()
    assert conversation.status == Status.OPEN
    do("conversation_close", conversation, outcome="acknowledged", seen=last_message(conversation).pk)
    conversation.refresh_from_db()
    assert conversation.status == Status.CLOSED


def test_an_answered_conversation_closes_as_answered_and_by_the_answers_own_kind(do, converse, says, judged):
    for origin, outcome in (("agent", Outcome.ANSWERED), ("native", Outcome.ANSWERED_ON_PLATFORM)):
        conversation = converse(by=f"Asks {origin}")
        says(conversation, "At nine.", at=timezone.now(), origin=origin)
        judged(conversation)
        do("conversation_close", conversation, outcome="answered")
        conversation.refresh_from_db()
        assert conversation.outcome == outcome


@pytest.mark.parametrize(
    ("name", "subject", "data", "words"),
    [
        ("conversation_close", "closed", {"outcome": "acknowledged"}, "closed already"),
        ("conversation_reopen", "conversation", {}, "in the queue already"),
        ("conversation_snooze", "closed", {"hours": "1"}, "reopen it first"),
        ("conversation_snooze", "conversation", {"hours": "1000"}, "Choose until when."),
    ],
)
def test_what_does_not_fit_where_the_conversation_stands_is_refused_in_words(request, do, name, subject, data, words):
    conversation = request.getfixturevalue(subject)
    before = conversation.events.count()
    assert words in text_of(do(name, conversation, follow=True, **data))
    assert conversation.events.count() == before


@pytest.mark.parametrize("name", ["reply_retry", "reply_take_back"])
def test_a_reply_a_colleague_saw_to_meanwhile_can_be_neither_sent_again_nor_taken_back(do, failed, name):
    Reply.objects.filter(pk=failed.pk).update(status=ReplyStatus.CANCELLED)
    assert "has changed meanwhile" in text_of(do(name, failed, follow=True))
    failed.refresh_from_db()
    assert failed.status == ReplyStatus.CANCELLED


def test_a_reply_that_did_not_go_out_shows_why_and_what_to_do(browser, failed, conversation):
    page = text_of(browser.get(conversation.get_absolute_url()))
    for words in ("Not sent.", "X does not permit this.", "At nine.", "Send again", "Give it up"):
        assert words in page


def test_a_reply_nobody_knows_of_says_to_look_before_sending_it_again(browser, answer, conversation):
    reply = Reply.objects.filter(pk=answer(conversation, "At nine.").pk)
    reply.update(status=ReplyStatus.SENDING, claimed_until=timezone.now())
    reply.update(status=ReplyStatus.UNCONFIRMED, claimed_until=None)
    page = text_of(browser.get(conversation.get_absolute_url()))
    assert "Nobody knows whether this got out." in page
    assert "Look on the platform before you send it again." in page


def test_reopening_brings_back_the_place_in_the_queue(browser, do, converse, closed):
    converse("Later", by="Later", ago=timedelta(minutes=5))
    do("conversation_reopen", closed)
    names = text_of(browser.get(reverse("conversation_list", kwargs={"view": "queue"})))
    assert names.index("Dora") < names.index("Later")


def test_not_spam_puts_it_into_the_queue_for_good(do, converse, judged):
    conversation = judged(converse("You have been selected! Claim your prize at win-big.example"))
    assert conversation.reason == Reason.CERTAIN_SPAM
    assert not conversation.is_waiting
    page = text_of(do("conversation_reopen", conversation, follow=True))
    assert "Nobody has answered" in page or "put it back into the queue" in page
    conversation.messages.update(triaged_at=None)
    judged(conversation)
    assert conversation.is_waiting
    assert conversation.lane == "queue"
