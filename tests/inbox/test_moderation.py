"""Liking, hiding and deleting from the conversation's page: on the platform first, then here, or a reason in words."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from connectors.capabilities import Action
from connectors.registry import capabilities_of
from inbox.models import Conversation, Message
from inbox.services import second_look
from tests.conftest import HANDLE, PLAYED, USUAL, on

pytestmark = pytest.mark.django_db
HIDING = [name for name in PLAYED if {Action.LIKE, Action.HIDE} <= capabilities_of(name).actions]


@pytest.fixture(params=on(*USUAL, among=HIDING))
def account(request, connect):
    return connect(request.param)


@pytest.fixture
def question(account, writes, ask, sandbox):
    """Dora asks under a post of ours, where a platform lets comments be hidden."""
    post = writes(account.platform, "We sail again on Sunday", by="company")
    sandbox.play(post)
    return ask(account, writes(account.platform, "At what time?", reply_to=post["id"]))


@pytest.fixture
def press(signed_in, agent):
    """An agent presses a button beside a message. Returns the page that follows."""
    browser = signed_in(agent)

    def act(message, action):
        response = browser.post(reverse("message_act", args=[message.pk]), {"action": action}, follow=True)
        message.refresh_from_db()
        return unescape(response.content.decode())

    return act


@pytest.fixture
def there(sandbox, account):
    """A message as it stands on the platform."""

    def find(message):
        rows = sandbox.items(account.platform, HANDLE)
        return next(row for row in rows if row["external_id"] == message.external_id)

    return find


def test_like_and_hide_go_to_the_platform_and_back(question, press, there):
    message = question.messages.get(origin="consumer")
    for action, undo, flag, name in (
        ("like", "unlike", "is_liked", "liked"),
        ("hide", "unhide", "is_hidden", "hidden"),
    ):
        page = press(message, action)
        assert there(message)[name]
        assert getattr(message, flag)
        assert f'value="{undo}"' in page
        assert f'value="{action}"' not in page
        page = press(message, undo)
        assert not there(message)[name]
        assert not getattr(message, flag)
        assert f'value="{action}"' in page
    texts = list(question.events.filter(kind="acted").order_by("happened_at").values_list("text", flat=True))
    assert texts == ["liked a message", "took back the like of a message", "hid a message", "showed a message"]


def test_an_answer_of_ours_is_deleted_there_and_here_and_they_wait_again(
    account, question, answer, deliver, judged, press, stands
):
    reply = deliver(answer(question, "At nine."))
    assert not judged(question).is_waiting
    page = press(reply.message, "delete")
    assert not stands(account, "At nine.")
    assert reply.message.text == ""
    assert "At nine." not in page
    assert judged(question).is_waiting


def test_what_cannot_be_done_is_said_in_words_and_nothing_is_changed(question, press, sandbox, account, there):
    message = question.messages.get(origin="consumer")
    assert "That cannot be done with this message." in press(message, "unlike")
    assert "That cannot be done with this message." in press(message, "approve")
    sandbox.fault(account.platform, "not_permitted")
    assert "Nothing was changed." in press(message, "hide")
    sandbox.control("DELETE", "faults")
    assert not message.is_hidden
    assert not there(message)["hidden"]
    assert not question.events.filter(kind="acted").exists()


def test_of_what_was_begun_and_never_answered_it_is_said_that_nobody_knows(question, press, sandbox, account, there):
    message = question.messages.get(origin="consumer")
    Message.objects.filter(pk=message.pk).update(looked_at=timezone.now())
    # Of Bluesky's calls that are posted, only those to the repository write anything.
    where = {"endpoint": "com.atproto.repo."} if account.platform == "bluesky" else {}
    sandbox.fault(account.platform, "accept_then_hang_up", times=1, **where)
    page = press(message, "hide")
    assert there(message)["hidden"], "the platform did it"
    assert "Whether this was done nobody knows; look on the platform." in page
    assert "Nothing was changed" not in page
    assert message.looked_at is None
    second_look.look_again(account, now=timezone.now())
    message.refresh_from_db()
    assert message.looked_at


def test_deleting_asks_first_and_in_a_form_of_its_own(account, question, answer, deliver, signed_in, agent):
    reply = deliver(answer(question, "At nine."))
    page = signed_in(agent).get(question.get_absolute_url()).content.decode()
    entry = page.split(f'id="message-{reply.message.pk}"')[1].split("</li>")[0]
    before, asked = entry.split("<details")
    assert 'value="delete"' not in before
    assert asked.index("It cannot be brought back.") < asked.index('value="delete"') < asked.index("</form>")
    assert asked.count("<button") == 1


def test_what_is_gone_meanwhile_is_erased_and_says_so(question, press, sandbox, account, judged):
    message = question.messages.get(origin="consumer")
    account.open(5)
    row = next(r for r in sandbox.items(account.platform, HANDLE) if r["external_id"] == message.external_id)
    sandbox.play({"delete": row["alias"], "at": 0, "platform": account.platform})
    page = press(message, "like")
    assert "no longer there" in page
    assert message.deleted_at
    assert message.text == ""
    assert judged(question).disposition == "gone"


def test_buttons_are_only_for_what_the_platform_can_do(question, signed_in, agent, account):
    page = signed_in(agent).get(question.get_absolute_url()).content.decode()
    can = account.capabilities.actions
    for action in Action:
        assert (f'name="action" value="{action}"' in page) == (
            action in can - {Action.UNLIKE, Action.UNHIDE, Action.APPROVE}
        )


def test_nothing_is_done_with_a_message_that_is_deleted(question, press, judged):
    message = question.messages.get(origin="consumer")
    Message.objects.filter(pk=message.pk).update(deleted_at=message.sent_at, text="")
    assert "That cannot be done with this message." in press(message, "like")
    assert Conversation.objects.get().messages.count() == 1
