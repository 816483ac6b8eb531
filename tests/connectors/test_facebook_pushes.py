"""What Facebook pushes: which items it brings, what it says is deleted, and what is to be read again."""

import json

import pytest

from connectors.capabilities import Kind
from connectors.facebook.connector import FacebookConnector
from connectors.items import Credentials

PAGE = "900"


@pytest.fixture
def connector():
    return FacebookConnector(Credentials(PAGE, "harbourline", {"access_token": "t", "app_secret": "s"}))


def pushed(connector, *changes, page=PAGE, **more):
    """What the connector makes of changes, each a (field, value)."""
    told = [{"field": field, "value": value} for field, value in changes]
    entry = {"id": page, "time": 1795341600, "changes": told, **more}
    return connector.parse_push(json.dumps({"object": "page", "entry": [entry]}).encode())


def comment(**changes):
    value = {
        "item": "comment", "verb": "add", "comment_id": "1_7", "post_id": "900_1", "parent_id": "900_1",
        "from": {"id": "5", "name": "Dora"}, "created_time": 1795341600, "message": "At what time?",
    }  # fmt: skip
    return {name: each for name, each in {**value, **changes}.items() if each is not ...}


def message_in(connector, push):
    [(stream, raw)] = push.items
    return stream, connector.parse(stream, raw.data).message


def test_a_comment_comes_as_its_stream_gives_it(connector):
    stream, item = message_in(connector, pushed(connector, ("feed", comment(parent_id="1_3"))))
    assert stream == "comments"
    assert (item.external_id, item.text, item.author.name) == ("1_7", "At what time?", "Dora")
    assert (item.thread_id, item.parent_id) == ("900_1", "1_3")
    assert item.created_at.isoformat() == "2026-11-22T10:00:00+00:00"


def test_a_comment_right_under_the_post_has_the_post_above_it(connector):
    _stream, item = message_in(connector, pushed(connector, ("feed", comment())))
    assert item.parent_id == "900_1"


def test_an_edited_comment_says_what_it_says_now(connector):
    _stream, item = message_in(connector, pushed(connector, ("feed", comment(verb="edited", message="At ten?"))))
    assert (item.external_id, item.text) == ("1_7", "At ten?")


def test_our_own_comment_is_an_answer_of_ours(connector):
    _stream, item = message_in(connector, pushed(connector, ("feed", comment(**{"from": {"id": PAGE}}))))
    assert item.is_ours


def test_a_comment_without_its_writer_is_kept(connector):
    _stream, item = message_in(connector, pushed(connector, ("feed", comment(**{"from": ...}))))
    assert item.author is None


def test_a_picture_alone_is_a_comment_too(connector):
    _stream, item = message_in(connector, pushed(connector, ("feed", comment(message=..., photo="https://f/p.jpg"))))
    assert (item.text, item.media[0].url, item.media[0].kind) == ("", "https://f/p.jpg", "image")


@pytest.mark.parametrize(
    ("value", "gone"),
    [
        (comment(verb="remove", message=...), "1_7"),
        ({"item": "status", "verb": "remove", "post_id": "900_4"}, "900_4"),
        ({"item": "rating", "verb": "remove", "open_graph_story_id": "77"}, "77"),
    ],
)
def test_what_was_removed_is_gone(connector, value, gone):
    push = pushed(connector, ("feed", value))
    assert (push.items, push.gone) == ((), {gone})


@pytest.mark.parametrize("value", [comment(verb="hide", message=...), comment(message=...), comment(comment_id=...)])
def test_what_is_not_told_whole_is_read(connector, value):
    """A comment pushed without its words is not one without words."""
    push = pushed(connector, ("feed", value))
    assert push.items == ()
    assert "comments" in push.stale


def test_visitors_posts_come_and_the_pages_own_do_not(connector):
    post = {
        "item": "status",
        "verb": "add",
        "post_id": "900_4",
        "message": "Ahoy",
        "from": {"id": "5"},
        "created_time": 1795341600,
    }
    stream, item = message_in(connector, pushed(connector, ("feed", post)))
    assert (stream, item.kind, item.external_id) == ("visitor_posts", Kind.VISITOR_POST, "900_4")
    assert pushed(connector, ("feed", {**post, "from": {"id": PAGE}})).items == ()


def test_a_mention_elsewhere_is_a_mention(connector):
    post = {
        "item": "post",
        "verb": "add",
        "post_id": "5_4",
        "message": "With @Harbour",
        "sender_id": "5",
        "sender_name": "Dora",
    }
    stream, item = message_in(connector, pushed(connector, ("mention", post)))
    assert (stream, item.kind, item.author.name) == ("tagged", Kind.MENTION, "Dora")
    stream, item = message_in(connector, pushed(connector, ("mention", comment(post_id="5_4", comment_id="4_1"))))
    assert (stream, item.kind, item.external_id, item.thread_id) == ("tagged", Kind.MENTION, "4_1", "5_4")


def test_a_recommendation_comes_whole(connector):
    value = {
        "item": "rating", "verb": "add", "open_graph_story_id": "77", "reviewer_id": "5", "reviewer_name": "Dora",
        "recommendation_type": "POSITIVE", "review_text": "Lovely.", "created_time": 1795341600,
    }  # fmt: skip
    stream, item = message_in(connector, pushed(connector, ("ratings", value)))
    assert (stream, item.kind, item.external_id) == ("reviews", Kind.REVIEW, "77")
    assert (item.subject, item.text, item.author.name) == ("Recommends", "Lovely.", "Dora")
    below = comment(open_graph_story_id="77", post_id=..., **{"from": {"id": PAGE}})
    stream, item = message_in(connector, pushed(connector, ("ratings", below)))
    assert (stream, item.thread_id, item.is_ours) == ("reviews", "77", True)


def event(**message):
    return {
        "sender": {"id": "5"},
        "recipient": {"id": PAGE},
        "timestamp": 1795341600123,
        "message": {"mid": "m_1", **message},
    }


def test_a_message_has_its_conversations_read(connector):
    push = pushed(connector, messaging=[event(text="At what time?")])
    assert (push.items, push.stale) == ((), {"direct_messages"})


def test_the_echo_of_a_message_of_ours_brings_back_its_key(connector):
    """`metadata` comes back nowhere else: by it a reply whose outcome is unknown can be told from the same words sent by hand."""
    echo = event(text="At nine.", is_echo=True, app_id=1, metadata="the key") | {
        "sender": {"id": PAGE},
        "recipient": {"id": "5"},
    }
    push = pushed(connector, messaging=[echo])
    stream, item = message_in(connector, push)
    assert (stream, item.external_id, item.is_ours, item.thread_id) == ("direct_messages", "m_1", True, "5")
    assert item.answering["key"] == "the key"


def test_other_pages_of_the_same_app_are_none_of_ours(connector):
    push = pushed(connector, ("feed", comment()), page="901", messaging=[event(text="At what time?")])
    assert (push.items, push.gone, push.stale) == ((), frozenset(), frozenset())


def test_messages_and_changes_may_come_together(connector):
    push = pushed(connector, ("feed", comment()), messaging=[event(text="At what time?")])
    assert len(push.items) == 1
    assert push.stale == {"direct_messages"}


def test_facebook_is_asked_to_push_what_is_listened_for(opened, sandbox):
    connector = opened("facebook")
    assert connector.subscribe()
    assert connector.subscribe()
    told = connector.graph.edge("me", "subscribed_apps")["data"]
    assert told[0]["subscribed_fields"] == ["feed", "mention", "message_echoes", "messages", "ratings"]
