"""What X pushes: taken from X alone, an item where it is whole, and a stream to be read where it is not."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from connectors.errors import Forged, Malformed

SECRET = "the app's secret"


def sign(body, secret=SECRET):
    return "sha256=" + base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def pushed(kind, payload, **more):
    data = {"event_uuid": "1", "filter": {"user_id": "900"}, "event_type": kind, "payload": payload, **more}
    return json.dumps({"data": data}).encode()


def test_a_push_is_taken_from_x_alone(mouth):
    connector = mouth.connector("x", consumer_secret=SECRET)
    body = pushed("post.delete", {"id": "7"})
    connector.verify_push({"x-twitter-webhooks-signature": sign(body)}, body)
    for headers, given in (
        ({}, body),
        ({"x-twitter-webhooks-signature": ""}, body),
        ({"x-twitter-webhooks-signature": sign(body, "another")}, body),
        ({"x-twitter-webhooks-signature": sign(body)}, body + b" "),
        ({"x-twitter-webhooks-signature": "sha256=\u00fc"}, body),
    ):
        with pytest.raises(Forged):
            connector.verify_push(headers, given)
    with pytest.raises(Forged):
        mouth.connector("x").verify_push({"x-twitter-webhooks-signature": sign(body, "")}, body)


def test_the_challenge_is_answered_with_the_secret_alone(mouth):
    body, media_type = mouth.connector("x", consumer_secret=SECRET).answer_challenge({"crc_token": "abc"})
    assert json.loads(body) == {"response_token": sign(b"abc")}
    assert media_type == "application/json"
    assert mouth.connector("x", consumer_secret=SECRET).answer_challenge({"hub.challenge": "7"}) is None
    with pytest.raises(Forged):
        mouth.connector("x").answer_challenge({"crc_token": "abc"})


MENTION = {
    "id": "7",
    "text": "hey @harbourline",
    "author_id": "5",
    "conversation_id": "7",
    "created_at": "2026-07-24T21:23:23.000Z",
    "edit_history_tweet_ids": ["7"],
}
AUTHORS = {"users": [{"id": "5", "username": "dora", "name": "Dora"}]}


def test_a_whole_mention_is_an_item_and_a_part_of_one_a_stream_to_read(mouth):
    connector = mouth.connector("x")
    found = connector.parse_push(pushed("post.mention.create", MENTION, includes=AUTHORS))
    [(stream, raw)] = found.items
    message = connector.parse(stream, raw.data).message
    assert (stream, message.external_id, message.author.handle) == ("mentions", "7", "dora")
    for payload, includes in (
        (MENTION, {}),
        ({**MENTION, "conversation_id": "3"}, AUTHORS),
        ({"id": "7", "text": "hey"}, AUTHORS),
    ):
        found = connector.parse_push(pushed("post.mention.create", payload, includes=includes))
        assert (found.items, found.stale) == ((), {"mentions"})


def told(**changes):
    words = {"text": "A &amp; B", "entities": {"urls": []}}
    about = {"target": {"recipient_id": "900"}, "sender_id": "5", "message_data": words}
    return {
        "type": "message_create",
        "id": "70",
        "created_timestamp": "1784928224372",
        "message_create": about,
    } | changes


def test_a_message_is_an_item_as_the_list_has_it(mouth):
    connector = mouth.connector("x")
    payload = {
        "direct_message_events": [told()],
        "users": {"5": {"data": {"id": "5", "username": "dora", "name": "Dora"}}},
    }
    [(stream, raw)] = connector.parse_push(pushed("dm.received", payload)).items
    message = connector.parse(stream, raw.data).message
    assert (message.external_id, message.text, message.thread_id) == ("70", "A & B", "5-900")
    assert (message.author.handle, message.is_ours, message.is_private) == ("dora", False, True)
    assert message.created_at == datetime(2026, 7, 24, 21, 23, 44, 372_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "event",
    [
        told(created_timestamp="soon"),
        told(message_create=5),
        told(id=None),
        {},
        told(message_create={"sender_id": "5"}),
    ],
    ids=str,
)
def test_a_message_that_cannot_be_read_from_a_push_is_read_from_the_list(mouth, event):
    found = mouth.connector("x").parse_push(pushed("dm.received", {"direct_message_events": [event, told()]}))
    assert found.stale == {"direct_messages"}
    assert [raw.external_id for _stream, raw in found.items] == ["70"]


def test_a_message_with_a_picture_is_read_from_the_list_where_its_address_is(mouth):
    event = told()
    event["message_create"]["message_data"]["attachment"] = {"type": "media"}
    found = mouth.connector("x").parse_push(pushed("dm.received", {"direct_message_events": [event]}))
    assert (found.items, found.stale) == ((), {"direct_messages"})


def test_a_deletion_of_ours_is_told_and_other_accounts_are_not_our_business(mouth):
    connector = mouth.connector("x")
    assert connector.parse_push(pushed("post.delete", {"id": "7", "author_id": "900"})).gone == {"7"}
    other = pushed("post.delete", {"id": "7"}, filter={"user_id": "1"})
    for body in (other, pushed("like.create", {"id": "7"})):
        found = connector.parse_push(body)
        assert (found.items, found.gone, found.stale) == ((), frozenset(), frozenset())


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"data": 5}', b'{"data": {"filter": 1}}', pushed("post.delete", 5), b"\xff"], ids=repr
)
def test_a_push_that_cannot_be_read_at_all_says_so(mouth, body):
    with pytest.raises(Malformed):
        mouth.connector("x").parse_push(body)
