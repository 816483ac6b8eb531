"""What is done on X: messages sent once, private replies, likes and hiding, and new tokens for old."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from connectors.capabilities import Action, Kind
from connectors.errors import (
    Gone,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Rejected,
    Unavailable,
    UnknownOutcome,
)
from connectors.items import Delivery, Standing
from connectors.registry import open_connector

SHY = {"id": "shy", "handle": "shy", "name": "Shy", "hidden_profile": True}


@pytest.fixture
def message(sandbox, writes, opened, read, messages):
    """A direct message somebody wrote, as it comes in."""

    def write(text="At what time?", by="Dora"):
        event = writes("x", text, kind="dm", by=by)
        key = sandbox.play(event)[event["id"]]
        return messages(opened("x"), "direct_messages", read(opened("x"), "direct_messages")[0])[key]

    return write


@pytest.fixture
def answer_to(outgoing):
    """A reply to an item, on its way out."""

    def build(item, text="At nine.", **more):
        facts = {"thread_id": item.thread_id, "kind": item.kind, "answering": item.answering}
        return outgoing(item.external_id, text, **facts | more)

    return build


def dms(sandbox):
    return [item for item in sandbox.items("x", "harbourline") if item["kind"] == "dm" and item["is_company"]]


def test_a_message_is_answered_in_its_conversation_and_found(opened, sandbox, message, answer_to, read, messages):
    connector = opened("x")
    question = message()
    reply = answer_to(question, "At nine & ten: https://example.org/times")
    assert connector.find_sent(reply) is None
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent
    [stands] = dms(sandbox)
    assert (stands["external_id"], stands["to"]) == (sent.external_id, question.author.external_id)
    ours = messages(connector, "direct_messages", read(connector, "direct_messages")[0])[sent.external_id]
    assert (ours.is_ours, ours.thread_id, ours.text) == (True, question.thread_id, reply.text)


def test_a_message_nobody_answered_for_is_found_and_sent_once(opened, sandbox, message, answer_to):
    connector = opened("x")
    reply = answer_to(message())
    sandbox.fault("x", "accept_then_hang_up", times=1)
    with pytest.raises(UnknownOutcome):
        connector.send(reply)
    [stands] = dms(sandbox)
    assert connector.find_sent(reply).external_id == stands["external_id"]


def test_the_same_words_to_two_people_or_twice_are_told_apart(opened, message, answer_to):
    connector = opened("x")
    ann, ben = answer_to(message(by="Ann")), answer_to(message(by="Ben"))
    first = connector.send(ann)
    assert connector.find_sent(ben) is None
    again = answer_to(message(by="Ann"), known_ids=frozenset({first.external_id}))
    assert connector.find_sent(again) is None
    second = connector.send(again)
    assert second.external_id != first.external_id
    assert connector.find_sent(again) == second
    assert connector.find_sent(answer_to(message(by="Ann"), queued_at=datetime.now(UTC) + timedelta(hours=1))) is None


def test_the_persons_own_words_are_not_ours(opened, message, answer_to):
    question = message("At nine.")
    assert opened("x").find_sent(answer_to(question, "At nine.")) is None


@pytest.mark.parametrize(("length", "error"), [(10_000, None), (10_001, Rejected)])
def test_a_message_may_be_ten_thousand_characters_long(opened, message, answer_to, length, error):
    connector, reply = opened("x"), answer_to(message(), "x" * length)
    if error:
        with pytest.raises(error, match="10000"):
            connector.send(reply)
    else:
        assert isinstance(connector.send(reply), Delivery)


def test_somebody_who_takes_no_messages_is_said_so(opened, sandbox, writes, read, messages, answer_to):
    connector = opened("x")
    sandbox.play(writes("x", "At what time?") | {"author": SHY})
    [mention] = messages(connector, "mentions", read(connector, "mentions")[0]).values()
    with pytest.raises(NotPermitted, match="takes no direct messages"):
        connector.send(answer_to(mention, is_private=True))


def test_a_private_reply_without_an_author_is_refused_before_anything_is_asked(mouth, outgoing):
    with pytest.raises(Rejected, match="did not say who"):
        mouth.connector("x").send(outgoing("7", is_private=True))
    assert mouth.asked == []


def test_somebody_who_did_not_call_us_cannot_be_answered_and_is_said_so(opened, sandbox, writes, outgoing):
    talk = writes("x", "The Harbour Line boat was late", kind="talk")
    with pytest.raises(NotPermitted, match="mentioned or quoted this account"):
        opened("x").send(outgoing(sandbox.play(talk)[talk["id"]]))


def test_somebody_who_quoted_us_can_be_answered(opened, sandbox, writes, outgoing):
    post = writes("x", "We sail at nine", by="company")
    quote = writes("x", "Finally!", kind="quote", reply_to=post["id"])
    quoted = sandbox.play(post, quote)[quote["id"]]
    assert isinstance(opened("x").send(outgoing(quoted, "Enjoy it")), Delivery)


@pytest.fixture
def under_our_post(sandbox, writes, opened, read, messages):
    """Somebody's answer to a post of ours, as a message we hold."""
    connector = opened("x")
    post = writes("x", "We sail at nine", by="company")
    comment = writes("x", "Nonsense", reply_to=post["id"])
    ids = sandbox.play(post, comment)
    [item] = messages(connector, "mentions", read(connector, "mentions")[0]).values()
    assert item.external_id == ids[comment["id"]]
    return Standing(item.external_id, item.kind, item.thread_id, item.parent_id, answering=item.answering)


@pytest.mark.parametrize(
    ("action", "back", "shown"), [(Action.HIDE, Action.UNHIDE, "hidden"), (Action.LIKE, Action.UNLIKE, "liked")]
)
def test_an_action_is_done_once_and_taken_back(opened, sandbox, under_our_post, action, back, shown):
    for deed, expected in ((action, True), (action, True), (back, False), (back, False)):
        opened("x").act(deed, under_our_post)
        [item] = [one for one in sandbox.items("x", "harbourline") if not one["is_company"]]
        assert item[shown] is expected


def test_our_own_answer_is_deleted_and_deleting_it_again_changes_nothing(opened, sandbox, under_our_post, outgoing):
    sent = opened("x").send(outgoing(under_our_post.external_id))
    ours = Standing(sent.external_id, Kind.MENTION, under_our_post.thread_id, is_ours=True)
    for _ in range(2):
        opened("x").act(Action.DELETE, ours)
    [item] = [one for one in sandbox.items("x", "harbourline") if one["external_id"] == sent.external_id]
    assert item["deleted"] is True


def test_what_x_does_not_let_us_do_is_said(opened, sandbox, writes, under_our_post):
    connector = opened("x")
    elsewhere = writes("x", "Nothing under a post of ours", by="Ann")
    other = Standing(sandbox.play(elsewhere)[elsewhere["id"]], Kind.MENTION, "1")
    with pytest.raises(NotPermitted, match="conversations you have started"):
        connector.act(Action.HIDE, other)
    for action, held in (
        (Action.DELETE, under_our_post),
        (Action.APPROVE, under_our_post),
        (Action.LIKE, Standing("7", Kind.DIRECT_MESSAGE, "5-900")),
        (Action.HIDE, Standing("7", Kind.MENTION, "7", is_ours=True)),
    ):
        with pytest.raises(NotPermitted, match="message of this kind"):
            connector.act(action, held)
    sandbox.control("PUT", "settings", x_likes=0)
    with pytest.raises(NotPermitted, match="not permitted"):
        connector.act(Action.LIKE, under_our_post)


def test_the_threads_first_post_is_found_though_a_stranger_wrote_it(opened, sandbox, writes, read, messages):
    connector = opened("x")
    root = writes("x", "The boat was late", by="Ann", kind="talk")
    middle = writes("x", "It was!", by="Ben", kind="comment", reply_to=root["id"])
    call = writes("x", "@harbourline why?", by="Cleo", reply_to=middle["id"])
    ids = sandbox.play(root, middle, call)
    [item] = messages(connector, "mentions", read(connector, "mentions")[0]).values()
    [post] = connector.context(Standing(item.external_id, item.kind, item.thread_id))
    assert (post.external_id, post.text, post.author_name, post.is_ours) == (
        ids[root["id"]], "The boat was late", "@ann", False,
    )  # fmt: skip
    assert connector.context(Standing("7", Kind.MENTION, "7")) == ()
    sandbox.play({"delete": root["id"]})
    assert connector.context(Standing(item.external_id, item.kind, item.thread_id)) == ()


def test_new_tokens_replace_the_old_and_are_good(opened):
    old = opened("x")
    renewed = old.refresh()
    assert renewed.secrets.keys() == old.credentials.secrets.keys()
    assert timedelta(minutes=110) < renewed.expires_at - datetime.now(UTC) <= timedelta(hours=2)
    with pytest.raises(NeedsReauth):
        old.check()
    facts = {**vars(old.credentials), "secrets": renewed.secrets}
    fresh = open_connector("x", type(old.credentials)(**facts))
    assert fresh.check().handle == "harbourline"
    assert fresh.refresh().secrets["access_token"] != renewed.secrets["access_token"]
    with pytest.raises(NeedsReauth, match="refresh token"):
        old.refresh()


@pytest.mark.parametrize("missing", ["refresh_token", "client_id"])
def test_an_account_without_what_it_takes_is_not_refreshed(mouth, missing):
    given = {"refresh_token": "r", "client_id": "c"} | {missing: ""}
    assert mouth.connector("x", **given).refresh() is None
    assert mouth.asked == []


def test_an_app_with_a_secret_shows_it_and_nothing_secret_stands_in_the_address(mouth):
    pair = {"token_type": "bearer", "access_token": "a2", "refresh_token": "r2", "expires_in": 7200}
    given = {"refresh_token": "r1", "client_id": "c", "client_secret": "s"}
    renewed = mouth.says(pair).connector("x", **given).refresh()
    assert (renewed.secrets["access_token"], renewed.secrets["refresh_token"]) == ("a2", "r2")
    [(method, path, headers, body)] = mouth.asked
    assert (method, path) == ("POST", "/2/oauth2/token")
    assert headers["Authorization"] == "Basic " + base64.b64encode(b"c:s").decode()
    assert b"refresh_token=r1" in body


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (
            {"error": "invalid_request", "error_description": "Value passed for the token was invalid."},
            400,
            NeedsReauth,
        ),
        ({"error": "unauthorized_client"}, 401, NeedsReauth),
        ({"title": "Too Many Requests"}, 429, RateLimited),
        ({"title": "Service Unavailable"}, 503, Unavailable),
        (b"<html>Sorry</html>", 200, Unavailable),
        (b"<html>Sorry</html>", 403, Unavailable),
        ({"access_token": "a"}, 200, None),
        ({"token_type": "bearer", "refresh_token": "r"}, 200, Unavailable),
        ({"token_type": "bearer", "access_token": {"x": 1}, "refresh_token": "r"}, 200, Unavailable),
        ([], 200, Unavailable),
    ],
    ids=str,
)
def test_trouble_with_the_token_endpoint_is_told_by_its_class(mouth, body, status, error):
    connector = mouth.says(body, status).connector("x", refresh_token="kept-r1", client_id="c")
    if error is None:
        assert connector.refresh().secrets["refresh_token"] == "kept-r1"
        return
    with pytest.raises(error) as found:
        connector.refresh()
    assert type(found.value) is error
    assert "kept-r1" not in str(found.value)


@pytest.mark.parametrize(
    ("status", "body", "error", "words"),
    [
        (403, {"detail": "You attempted to reply to a Tweet that is deleted or not visible to you."}, Gone, "deleted"),
        (403, {"detail": "Your Tweet text is too long."}, Rejected, "too long"),
        (402, {"title": "CreditsDepleted"}, NotPermitted, "credits"),
        (403, {"detail": "Something else."}, NotPermitted, "Something else"),
    ],
)
def test_a_refusal_is_told_by_its_class_and_in_words(mouth, outgoing, status, body, error, words):
    with pytest.raises(error, match=words) as found:
        mouth.says(body, status).connector("x").send(outgoing("7"))
    assert type(found.value) is error
