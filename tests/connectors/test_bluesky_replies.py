"""Answering on Bluesky, and what else can be done with a post there."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from connectors.bluesky.richtext import marks_on
from connectors.bluesky.tid import FORM
from connectors.capabilities import Action, Kind
from connectors.contract import Connector
from connectors.errors import Gone, NotPermitted, Rejected, Unavailable, UnknownOutcome
from connectors.items import Delivery, Outgoing, Standing
from tests.connectors.bluesky import (
    AUTHOR,
    CID,
    NOT_FOUND,
    NOW,
    QUESTION,
    RECORD,
    ROOT,
    US,
    account_on,
    answering,
    asked_by_dora,
    known,
    methods,
    uri,
)


@pytest.fixture
def account(sandbox: Any) -> Callable[..., Connector]:
    """A connector of the company's account on the sandbox, with these secrets in place of its own."""
    return account_on(sandbox)


def reply(**more: Any) -> Outgoing:
    facts = {
        "text": "At nine.",
        "parent_id": QUESTION,
        "thread_id": ROOT,
        "queued_at": NOW,
        "key": "k1",
        "kind": Kind.MENTION,
    }
    return Outgoing(**facts | more)


def test_a_reply_sent_twice_stands_once(sandbox, account):
    question = asked_by_dora(sandbox)
    words = reply(parent_id=question, thread_id=question)
    first = account().send(words)
    assert account().send(words) == first == account().find_sent(words)
    other = account().send(reply(parent_id=question, thread_id=question, key="k2"))
    assert other != first
    assert len([row for row in sandbox.items("bluesky", "harbourline") if row["is_company"]]) == 2


def test_a_reply_names_the_thread_the_post_and_their_versions_as_they_stand(mouth):
    newer = "bafyreieig4vkx3qwojn6ofvdziobmevhyipnqdgx2qkcznlinbezpxr6b4"
    view = {"uri": QUESTION, "cid": newer, "author": AUTHOR, "record": RECORD}
    answering(mouth, {"getPosts": (200, {"posts": [view]}), "putRecord": (200, {"uri": uri("3m6cxxxxxxx3c", US)})})
    known(mouth.url).send(reply())
    sent = json.loads(mouth.asked[-1][3])
    assert sent["record"]["reply"] == {"root": {"uri": ROOT, "cid": CID}, "parent": {"uri": QUESTION, "cid": newer}}
    assert sent["record"]["createdAt"] == "2026-11-22T10:00:00.000Z"
    assert (sent["repo"], sent["collection"]) == (US, "app.bsky.feed.post")
    assert FORM.fullmatch(sent["rkey"])


def test_links_people_and_tags_of_a_reply_are_marked(account, sandbox):
    question = asked_by_dora(sandbox)
    text = "🚢 See https://example.org/times, @dora.bsky.social and @nobody.bsky.social #boats"
    sent = account().send(reply(parent_id=question, thread_id=question, text=text))
    [record] = [raw.data["post"]["record"] for raw in account().fetch("own_posts", {}).items]
    whole = text.encode()
    marked = {
        whole[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode(): facet["features"][0]
        for facet in record["facets"]
    }
    assert set(marked) == {"https://example.org/times", "@dora.bsky.social", "#boats"}
    assert marked["https://example.org/times"]["uri"] == "https://example.org/times"
    assert marked["@dora.bsky.social"]["did"] == question.split("/")[2]
    assert isinstance(sent, Delivery)


def test_marks_count_bytes_and_come_in_order():
    marks = marks_on("ü #a https://example.org", lambda _handle: "")
    assert [(mark["index"]["byteStart"], mark["index"]["byteEnd"]) for mark in marks] == [(3, 5), (6, 25)]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"getPosts": (200, {"posts": []}), "getRecord": NOT_FOUND}, Gone),
        ({"getPosts": (200, {"posts": []}), "getRecord": (200, {"uri": QUESTION})}, NotPermitted),
        ({"getPosts": (200, {"posts": [{"uri": QUESTION, "viewer": {"replyDisabled": True}}]})}, NotPermitted),
        ({"getPosts": (502, {"error": "UpstreamFailure"})}, Unavailable),
        ({"getPosts": (200, {"posts": [{"uri": QUESTION, "cid": CID}]}), "putRecord": (502, {"error": "UpstreamFailure"})}, UnknownOutcome),
        ({"getPosts": (200, {"posts": [{"uri": QUESTION, "cid": CID}]}), "putRecord": (200, {})}, UnknownOutcome),
        ({"getPosts": (200, {"posts": [{"uri": QUESTION, "cid": CID}]}), "putRecord": (200, [])}, UnknownOutcome),
        ({"getPosts": (200, {"posts": [{"uri": QUESTION, "cid": CID}]}), "putRecord": (400, {"error": "InvalidRequest", "message": "Too long."})}, Rejected),
    ],
    ids=["gone", "blocked", "closed", "not read", "no answer", "not named", "no object", "refused"],
)  # fmt: skip
def test_each_way_a_reply_can_fail(mouth, answers, expected):
    answering(mouth, answers)
    with pytest.raises(expected) as trouble:
        known(mouth.url).send(reply())
    assert type(trouble.value) is expected


def test_a_like_given_in_an_app_is_not_given_again_and_can_be_taken_back(mouth):
    like = f"at://{US}/app.bsky.feed.like/3m6nativexxxx"
    view = {"uri": QUESTION, "cid": CID, "viewer": {"like": like}}
    answering(mouth, {"getPosts": (200, {"posts": [view]}), "deleteRecord": (200, {})})
    message = Standing(QUESTION, Kind.MENTION, ROOT)
    known(mouth.url).act(Action.LIKE, message)
    assert methods(mouth) == ["getPosts"]
    known(mouth.url).act(Action.UNLIKE, message)
    deleted = [json.loads(body)["rkey"] for _method, path, _headers, body in mouth.asked if "deleteRecord" in path]
    assert "3m6nativexxxx" in deleted


def test_hiding_keeps_what_else_a_threads_gate_says(mouth):
    gate = {"$type": "app.bsky.feed.threadgate", "post": ROOT, "allow": [], "createdAt": "2026-11-22T09:00:00Z"}
    found = {"uri": "at://x", "cid": CID, "value": gate | {"hiddenReplies": ["at://other"]}}
    answering(mouth, {"getRecord": (200, found), "putRecord": (200, {"uri": "at://x"})})
    known(mouth.url).act(Action.HIDE, Standing(QUESTION, Kind.MENTION, ROOT))
    sent = json.loads(mouth.asked[-1][3])
    assert sent["record"] == gate | {"hiddenReplies": ["at://other", QUESTION]}
    assert (sent["swapRecord"], sent["rkey"]) == (CID, "3m6axxxxxxx3a")


def test_a_gate_that_was_changed_meanwhile_is_not_overwritten(mouth):
    answering(
        mouth, {"getRecord": NOT_FOUND, "putRecord": (400, {"error": "InvalidSwap", "message": "Record was at x"})}
    )
    with pytest.raises(Unavailable, match="same moment"):
        known(mouth.url).act(Action.HIDE, Standing(QUESTION, Kind.MENTION, ROOT))
    assert json.loads(mouth.asked[-1][3])["swapRecord"] is None


@pytest.mark.parametrize(
    ("action", "message"),
    [
        (Action.HIDE, Standing(QUESTION, Kind.MENTION, QUESTION)),
        (Action.DELETE, Standing(QUESTION, Kind.MENTION, ROOT)),
        (Action.SPAM, Standing(QUESTION, Kind.MENTION, ROOT)),
    ],
    ids=["in their own thread", "of somebody else", "unknown there"],
)
def test_what_cannot_be_done_with_a_post_is_refused_here(mouth, action, message):
    with pytest.raises(NotPermitted):
        known(mouth.url).act(action, message)
    assert mouth.asked == []
