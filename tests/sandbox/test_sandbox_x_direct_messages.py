"""X's direct messages, as tweepy reads and sends them."""

from typing import Any

import pytest
import requests
import tweepy

FIELDS = ["created_at", "dm_conversation_id", "sender_id"]


def own_id(x: tweepy.Client) -> str:
    return str(x.get_me(user_auth=False).data.id)


def ids_of(answer: Any) -> list[str]:
    return [str(event.id) for event in answer.data or []]


def test_events_come_newest_first_with_their_senders(x: Any, x_as: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(
        events_of("dm", "x1", text="Fish & chips?"),
        events_of("dm", "x2", None, reply_to="x1"),
        events_of("mention", "x3"),
    )["ids"]
    raw = x_as("x-token", return_type=dict)
    answer = raw.get_direct_message_events(dm_event_fields=FIELDS, expansions=["sender_id"], user_auth=False)
    ann = sandbox.item("x1")["author"]["id"]
    both = "-".join(sorted((ann, own_id(x)), key=int))
    assert [event["id"] for event in answer["data"]] == [ids["x2"], ids["x1"]]
    assert answer["data"][1]["text"] == "Fish &amp; chips?"
    assert [event["sender_id"] for event in answer["data"]] == [own_id(x), ann]
    assert {event["dm_conversation_id"] for event in answer["data"]} == {both}
    assert {user["username"] for user in answer["includes"]["users"]} == {"ann", "wren"}
    plain = raw.get_direct_message_events(user_auth=False)
    assert plain["data"][0].keys() == {"id", "event_type", "text"}
    assert "includes" not in plain


def test_paging_reaches_each_exactly_once(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = list(sandbox.play(*(events_of("dm", f"x{n}", f"p{n % 3}") for n in range(25)))["ids"].values())
    found, token = [], None
    while True:
        answer = x.get_direct_message_events(max_results=10, pagination_token=token, user_auth=False)
        found += ids_of(answer)
        token = answer.meta.get("next_token")
        if token is None:
            break
    assert found == ids[::-1]


def test_the_events_with_one_person_are_theirs_alone(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("dm", "x1"), events_of("dm", "x2", "bob"), events_of("dm", "x3", None, reply_to="x1"))[
        "ids"
    ]
    ann = sandbox.item("x1")["author"]["id"]
    both = "-".join(sorted((ann, own_id(x)), key=int))
    assert ids_of(x.get_direct_message_events(participant_id=ann, user_auth=False)) == [ids["x3"], ids["x1"]]
    assert ids_of(x.get_direct_message_events(dm_conversation_id=both, user_auth=False)) == [ids["x3"], ids["x1"]]
    assert ids_of(x.get_direct_message_events(dm_conversation_id="1-2", user_auth=False)) == []


def test_a_message_is_sent_to_a_person_and_into_a_conversation(x: Any, sandbox: Any, events_of: Any) -> None:
    sandbox.play(events_of("mention", "x1"))
    ann = sandbox.item("x1")["author"]["id"]
    first = x.create_direct_message(participant_id=ann, text="Hello", user_auth=False).data
    second = x.create_direct_message(dm_conversation_id=first["dm_conversation_id"], text="Hello", user_auth=False).data
    assert ids_of(x.get_direct_message_events(user_auth=False)) == [second["dm_event_id"], first["dm_event_id"]]
    assert [item["to"] for item in sandbox.items() if item["kind"] == "dm"] == [ann, ann]


@pytest.mark.parametrize(
    ("text", "error"), [("a" * 10_000, None), ("a" * 10_001, tweepy.BadRequest), (" ", tweepy.BadRequest)]
)
def test_ten_thousand_characters_are_the_most(x: Any, sandbox: Any, events_of: Any, text: str, error: Any) -> None:
    sandbox.play(events_of("dm", "x1"))
    ann = sandbox.item("x1")["author"]["id"]
    if error is None:
        assert x.create_direct_message(participant_id=ann, text=text, user_auth=False).data["dm_event_id"]
    else:
        with pytest.raises(error):
            x.create_direct_message(participant_id=ann, text=text, user_auth=False)


def test_some_people_take_messages_only_from_those_they_wrote_to(x: Any, sandbox: Any, events_of: Any) -> None:
    shy = {"id": "shy", "handle": "shy", "name": "Shy", "hidden_profile": True}
    sandbox.play(events_of("mention", "x1") | {"author": shy})
    person = sandbox.item("x1")["author"]["id"]
    with pytest.raises(tweepy.Forbidden, match="permission to DM"):
        x.create_direct_message(participant_id=person, text="Hello", user_auth=False)
    sandbox.play(events_of("dm", "x2") | {"author": shy})
    x.create_direct_message(participant_id=person, text="Hello", user_auth=False)


def test_a_message_that_is_deleted_is_listed_no_more(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("dm", "x1"), events_of("dm", "x2"))["ids"]
    sandbox.play({"delete": "x1"})
    assert ids_of(x.get_direct_message_events(user_auth=False)) == [ids["x2"]]


def test_reading_is_limited_to_fifteen_calls(x_as: Any, x: Any) -> None:
    raw = x_as("x-token", return_type=requests.Response)
    headers = raw.get_direct_message_events(user_auth=False).headers
    assert headers["x-rate-limit-limit"] == "300"  # 15, times 20
