"""What the pages say is so: where addresses lead, who still waits, and what kind of answer is about to be sent."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from inbox.models import ChannelAccount, Lane, Message, Post, Reply
from inbox.templatetags.heard import web_address

pytestmark = pytest.mark.django_db
EVIL = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<b>",
    " javascript:alert(1)",
    "//evil.example",
    "vbscript:x",
]


@pytest.fixture
def browser(signed_in, agent):
    return signed_in(agent)


def page_of(browser, conversation):
    return unescape(browser.get(conversation.get_absolute_url()).content.decode())


@pytest.mark.parametrize("url", EVIL)
def test_an_address_that_leads_elsewhere_than_the_web_is_no_link(browser, converse, channel, url):
    post = Post.objects.create(account=channel, external_id="p", permalink=url, text="A post", author_name="Ed")
    conversation = converse(post=post)
    media = [{"kind": "image", "url": url, "name": "boat.jpg"}]
    Message.objects.update(permalink=url, media=media)
    page = page_of(browser, conversation)
    assert f'href="{url}' not in page
    assert "boat.jpg" in page
    # Facebook takes no answers to some kinds from here and sends people to the platform instead.
    ChannelAccount.objects.update(platform="instagram")
    Message.objects.update(kind="mention")
    assert f'href="{url}' not in page_of(browser, conversation)


def test_an_address_of_the_web_is_a_link(browser, converse):
    conversation = converse()
    Message.objects.update(
        permalink="https://example.org/1", media=[{"kind": "image", "url": "HTTP://example.org/b.jpg"}]
    )
    page = page_of(browser, conversation)
    assert 'href="https://example.org/1"' in page
    assert 'href="HTTP://example.org/b.jpg"' in page
    assert web_address(None) == web_address("") == ""


def test_an_empty_queue_does_not_say_nobody_waits_while_the_backlog_holds_somebody(browser, converse):
    address = reverse("conversation_list", args=["queue"])
    assert "Everybody has been heard" in browser.get(address).content.decode()
    converse(lane=Lane.BACKLOG)
    converse(lane=Lane.BACKLOG, by="Ed")
    for headers in ({}, {"HX-Request": "true", "HX-Target": "list"}):
        page = browser.get(address, headers=headers).content.decode()
        assert "Everybody has been heard" not in page
        assert "Nobody is waiting" not in page
        assert f'<a href="{reverse("conversation_list", args=["backlog"])}">From before</a>: 2 conversations' in page
    assert "Nothing is snoozed" in browser.get(reverse("conversation_list", args=["snoozed"])).content.decode()


def send(browser, conversation, seen, **more):
    data = {"text": "At nine.", "seen": seen.pk, "in": "queue", **more}
    return browser.post(reverse("reply_create", args=[conversation.pk]), data)


def test_an_answer_shown_as_private_is_not_sent_in_public(browser, converse, says):
    conversation = converse("Is my booking lost?")
    Message.objects.update(is_private=True)
    page = page_of(browser, conversation)
    assert "Private answer" in page
    assert 'name="shown_as" value="private"' in page
    again = says(conversation, "Anybody there?", at=timezone.now())
    refused = send(browser, conversation, again, shown_as="private")
    assert refused.status_code == 422
    page = unescape(refused.content.decode())
    assert "an answer to that is public. Nothing was sent" in page
    assert "At nine." in page
    assert 'name="shown_as" value="public"' in page
    assert not Reply.objects.exists()
    assert send(browser, conversation, again, shown_as="public").status_code == 302
    assert Reply.objects.count() == 1


def test_an_answer_shown_as_public_is_not_sent_in_private_either_and_nonsense_is_refused(browser, converse, says):
    conversation = converse("At what time?")
    again = says(conversation, "My number is 0123", at=timezone.now(), is_private=True)
    for shown_as in ("public", "nonsense"):
        assert send(browser, conversation, again, shown_as=shown_as).status_code == 422
    assert not Reply.objects.exists()


@pytest.mark.parametrize(("platform", "kind"), [("facebook", "comment"), ("x", "mention"), ("wordpress", "comment")])
def test_the_box_for_a_private_answer_is_described_by_what_concerns_private_answers(
    browser, converse, account_of, workspace, platform, kind
):
    conversation = converse(account=account_of(workspace, "harbourtwo", platform=platform))
    Message.objects.update(kind=kind)
    page = page_of(browser, conversation)
    has_box = platform != "wordpress"
    assert page.count('aria-describedby="private-note"') == has_box
    assert page.count('id="private-note"><strong>In private:</strong>') == has_box
    assert page.count('id="private-note"') == has_box
