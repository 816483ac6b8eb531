"""Each kind of bad weather, as the real client libraries come to feel it."""

import time
from typing import Any

import facebook
import pytest
import requests
import tweepy


@pytest.fixture
def page_id(graph: facebook.GraphAPI) -> str:
    return str(graph.get_object("me")["id"])


def read_x(x: tweepy.Client, **options: Any) -> Any:
    return x.get_users_mentions("1", **options)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("expired_token", tweepy.Unauthorized),
        ("not_permitted", tweepy.Forbidden),
        ("rate_limited", tweepy.TooManyRequests),
        ("server_error", tweepy.TwitterServerError),
        ("down", requests.ConnectionError),
        ("cut_body", requests.exceptions.ChunkedEncodingError),
        ("not_json", requests.exceptions.JSONDecodeError),
    ],
)
def test_x_under_each_fault_once_and_then_well_again(x: Any, sandbox: Any, fault: str, error: type[Exception]) -> None:
    sandbox.fault("x", fault, times=1)
    with pytest.raises(error):
        read_x(x)
    assert sandbox.control("GET", "faults")["faults"] == []
    read_x(x)


@pytest.mark.parametrize(
    ("fault", "code"),
    [("expired_token", 190), ("not_permitted", 200), ("rate_limited", 32), ("server_error", 2)],
)
def test_facebook_answers_each_fault_with_its_code(graph: Any, sandbox: Any, fault: str, code: int) -> None:
    sandbox.fault("facebook", fault, times=1)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.get_object("me")
    assert refusal.value.result["error"]["code"] == code
    graph.get_object("me")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("down", requests.ConnectionError),
        ("cut_body", requests.exceptions.ChunkedEncodingError),
        ("not_json", facebook.GraphAPIError),
    ],
)
def test_facebook_breaks_off(graph: Any, sandbox: Any, fault: str, error: type[Exception]) -> None:
    sandbox.fault("facebook", fault, times=1)
    with pytest.raises(error):
        graph.get_object("me")
    graph.get_object("me")


def test_down_closes_the_connection_without_an_answer(x: Any, sandbox: Any) -> None:
    sandbox.fault("x", "down", times=1)
    with pytest.raises(requests.ConnectionError, match="without response"):
        read_x(x)


def test_a_rate_limit_comes_with_headers_or_without(x: Any, sandbox: Any) -> None:
    sandbox.fault("x", "rate_limited", times=1)
    sandbox.fault("x", "rate_limited", times=1, headers=False)
    resets = []
    for _ in range(2):
        with pytest.raises(tweepy.TooManyRequests) as refusal:
            read_x(x)
        resets.append(refusal.value.reset_time)
    assert resets[0] > time.time()
    assert resets[1] is None


def test_facebook_can_name_another_limit(graph: Any, sandbox: Any) -> None:
    sandbox.fault("facebook", "rate_limited", variant="613", times=1)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.get_object("me")
    assert refusal.value.result["error"]["code"] == 613


def test_slow_answers_run_into_a_timeout(x: Any, sandbox: Any, server: str) -> None:
    sandbox.fault("x", "slow", seconds=0.6, times=2)
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{server}/x/2/users/me", headers={"Authorization": "Bearer x-token"}, timeout=0.2)
    began = time.monotonic()
    x.get_me(user_auth=False)
    assert time.monotonic() - began >= 0.6


def test_other_calls_are_answered_while_a_slow_one_waits(x: Any, sandbox: Any, server: str) -> None:
    sandbox.fault("x", "slow", seconds=2, times=1)
    with pytest.raises(requests.ReadTimeout):
        requests.get(f"{server}/x/2/users/me", headers={"Authorization": "Bearer x-token"}, timeout=0.1)
    began = time.monotonic()
    x.get_me(user_auth=False)
    assert time.monotonic() - began < 1


@pytest.mark.parametrize(
    ("variant", "check"),
    [
        ("missing_id", lambda item: "id" not in item),
        ("missing_text", lambda item: "text" not in item),
        ("bad_created_at", lambda item: not item["created_at"].endswith("Z")),
        ("wrong_types", lambda item: not isinstance(item["text"], str)),
    ],
)
def test_one_item_of_a_page_is_garbage_and_the_others_are_not(
    x_as: Any, x: Any, sandbox: Any, events_of: Any, variant: str, check: Any
) -> None:
    sandbox.play(*(events_of("mention", f"x{n}") for n in range(3)))
    me = x.get_me(user_auth=False).data.id
    raw = x_as("x-token", return_type=dict)
    whole = raw.get_users_mentions(me, tweet_fields=["created_at"])["data"]
    sandbox.fault("x", "malformed_item", variant=variant, times=1)
    spoilt = raw.get_users_mentions(me, tweet_fields=["created_at"])["data"]
    assert check(spoilt[0])
    assert spoilt[1:] == whole[1:]
    assert raw.get_users_mentions(me, tweet_fields=["created_at"])["data"] == whole


def test_a_certain_item_can_stay_garbage(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("post", "f1"), events_of("post", "f2"))["ids"]
    sandbox.fault("facebook", "malformed_item", variant="missing_text", item=ids["f1"])
    for _ in range(2):
        posts = graph.get_connections("me", "feed")["data"]
        assert ["message" in post for post in posts] == [True, False]


def test_an_empty_page_does_not_use_a_malformed_item_up(x: Any, sandbox: Any, events_of: Any) -> None:
    me = x.get_me(user_auth=False).data.id
    sandbox.fault("x", "malformed_item", variant="missing_id", times=1)
    x.get_users_mentions(me)
    sandbox.play(events_of("mention", "x1"))
    with pytest.raises(KeyError):
        x.get_users_mentions(me)


def test_a_write_is_carried_out_and_nobody_is_told_on_x(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("mention", "x1"))["ids"]
    sandbox.fault("x", "accept_then_hang_up", times=1)
    x.get_users_mentions("1")  # reading goes on as ever
    with pytest.raises(requests.ConnectionError):
        x.create_tweet(text="Here", in_reply_to_tweet_id=ids["x1"], user_auth=False)
    assert [item["text"] for item in sandbox.items() if item["is_company"]] == ["@ann Here"]
    with pytest.raises(tweepy.Forbidden, match="duplicate"):
        x.create_tweet(text="Here", in_reply_to_tweet_id=ids["x1"], user_auth=False)


def test_a_write_is_carried_out_and_nobody_is_told_on_facebook(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("post", "f1"))["ids"]
    sandbox.fault("facebook", "accept_then_hang_up", times=1)
    with pytest.raises(requests.ConnectionError):
        graph.put_comment(ids["f1"], "Here")
    assert [comment["message"] for comment in graph.get_connections(ids["f1"], "comments")["data"]] == ["Here"]


def test_a_refused_write_does_not_use_a_hang_up_up(x: Any, sandbox: Any) -> None:
    sandbox.fault("x", "accept_then_hang_up", times=1)
    with pytest.raises(tweepy.Forbidden, match="too long"):
        x.create_tweet(text="a" * 300, user_auth=False)
    with pytest.raises(requests.ConnectionError):
        x.create_tweet(text="a", user_auth=False)


def test_a_fault_hits_only_its_platform_account_and_endpoint(x: Any, x_as: Any, graph: Any, sandbox: Any) -> None:
    sandbox.account("x", "other", token="other-token")
    sandbox.fault("x", "server_error", account="wren", endpoint="/mentions")
    with pytest.raises(tweepy.TwitterServerError):
        read_x(x)
    x.get_me(user_auth=False)
    read_x(x_as("other-token"))
    graph.get_object("me")


def test_a_fault_can_spare_reading_and_hit_writing_at_the_same_address(
    graph: Any, sandbox: Any, events_of: Any
) -> None:
    ids = sandbox.play(events_of("post", "f1"))["ids"]
    sandbox.fault("facebook", "not_permitted", endpoint="/comments", method="POST")
    graph.get_connections(ids["f1"], "comments")
    with pytest.raises(facebook.GraphAPIError):
        graph.put_comment(ids["f1"], "Here")


def test_a_facebook_fault_finds_the_account_by_the_token_in_a_form(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("post", "f1"))["ids"]
    sandbox.fault("facebook", "not_permitted", account="wren", endpoint="/comments", variant="10")
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.put_comment(ids["f1"], "Here")
    assert refusal.value.result["error"]["code"] == 10


def test_faults_are_listed_counted_and_cleared(x: Any, sandbox: Any) -> None:
    first = sandbox.fault("x", "server_error", times=3)
    second = sandbox.fault("facebook", "down")
    with pytest.raises(tweepy.TwitterServerError):
        read_x(x)
    standing = {fault["id"]: fault for fault in sandbox.control("GET", "faults")["faults"]}
    assert (standing[first["id"]]["times"], standing[first["id"]]["hits"]) == (2, 1)
    assert sandbox.control("DELETE", f"faults/{first['id']}") == {"cleared": 1}
    read_x(x)
    assert sandbox.control("DELETE", "faults") == {"cleared": 1}
    assert second["times"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"platform": "myspace", "fault": "down"},
        {"platform": "x", "fault": "rain"},
        {"platform": "x", "fault": "down", "times": 0},
        {"platform": "x", "fault": "down", "account": "nobody"},
        {"platform": "x", "fault": "down", "method": "SHOUT"},
        {"platform": "x", "fault": "malformed_item", "variant": "odd"},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused(sandbox: Any, body: dict[str, Any]) -> None:
    answer = requests.post(f"{sandbox.url}/control/faults", json=body, timeout=5)
    assert answer.status_code == 400
    assert "expected" in answer.json()["error"] or "is not an account" in answer.json()["error"]


def test_a_fault_with_a_chance_strikes_some_calls_and_spares_others(x: Any, sandbox: Any) -> None:
    sandbox.fault("x", "server_error", chance=0.5)
    struck = []
    for _ in range(40):
        try:
            read_x(x)
            struck.append(False)
        except tweepy.TwitterServerError:
            struck.append(True)
    assert 5 < sum(struck) < 35
    (fault,) = sandbox.control("GET", "faults")["faults"]
    assert (fault["rolls"], fault["hits"]) == (40, sum(struck))


def test_a_fault_whose_chance_spares_a_call_lets_the_next_fault_have_it(x: Any, sandbox: Any) -> None:
    sandbox.fault("x", "expired_token", chance=0)
    sandbox.fault("x", "server_error", times=1)
    with pytest.raises(tweepy.TwitterServerError):
        read_x(x)
    read_x(x)


@pytest.fixture
def mentions_page(x: Any, x_as: Any, sandbox: Any, events_of: Any) -> Any:
    """A page of three mentions as X sends it, read with whatever weather there is."""
    sandbox.play(*(events_of("mention", f"x{n}") for n in range(3)))
    me = x.get_me(user_auth=False).data.id
    raw = x_as("x-token", return_type=dict)
    fields = ["created_at", "author_id"]
    return lambda **asked: raw.get_users_mentions(me, tweet_fields=fields, expansions=["author_id"], **asked)


@pytest.mark.parametrize(
    ("fault", "is_so"),
    [
        ("missing_author", lambda row: "author_id" not in row and "text" in row),
        ("missing_text", lambda row: "text" not in row and "id" in row),
        ("bad_time", lambda row: not row["created_at"].endswith("Z")),
    ],
)
def test_one_row_lacks_something_and_the_others_do_not(
    mentions_page: Any, sandbox: Any, fault: str, is_so: Any
) -> None:
    whole = mentions_page()["data"]
    sandbox.fault("x", fault, times=1)
    spoilt = mentions_page()["data"]
    assert is_so(spoilt[0])
    assert spoilt[1:] == whole[1:]
    assert mentions_page()["data"] == whole


def test_ids_come_as_numbers(mentions_page: Any, sandbox: Any) -> None:
    whole = mentions_page()["data"]
    sandbox.fault("x", "ids_as_numbers", times=1)
    rows = mentions_page()["data"]
    assert [row["id"] for row in rows] == [int(row["id"]) for row in whole]
    assert [row["author_id"] for row in rows] == [int(row["author_id"]) for row in whole]


def test_rows_of_the_last_page_come_again_in_front_of_this_ones(
    mentions_page: Any, sandbox: Any, events_of: Any
) -> None:
    early = [row["id"] for row in mentions_page()["data"]]
    new = sandbox.play(events_of("mention", "x9", "bob"))["ids"]["x9"]
    sandbox.fault("x", "overlapping_page", times=1)
    page = mentions_page(since_id=early[0])
    assert [row["id"] for row in page["data"]] == [*early, new]
    assert {user["username"] for user in page["includes"]["users"]} == {"ann", "bob"}
    assert [row["id"] for row in mentions_page(since_id=early[0])["data"]] == [new]


def test_a_repeated_page_holds_the_last_ones_rows_and_its_own_twice(
    mentions_page: Any, sandbox: Any, events_of: Any
) -> None:
    early = [row["id"] for row in mentions_page()["data"]]
    new = sandbox.play(events_of("mention", "x9"))["ids"]["x9"]
    sandbox.fault("x", "repeated_page", times=1)
    assert [row["id"] for row in mentions_page(since_id=early[0])["data"]] == [*early, new, new]


@pytest.mark.parametrize(("variant", "char"), [("lone_surrogate", "\ud83d"), ("nul", "\x00")])
def test_a_text_can_hold_what_no_database_takes(mentions_page: Any, sandbox: Any, variant: str, char: str) -> None:
    sandbox.fault("x", "malformed_item", variant=variant, times=1)
    assert mentions_page()["data"][0]["text"].endswith(char)


@pytest.mark.parametrize("chance", [-0.1, 1.1, "often", True], ids=repr)
def test_a_chance_that_is_none_is_refused(x: Any, sandbox: Any, chance: Any) -> None:
    body = {"platform": "x", "fault": "down", "chance": chance}
    answer = requests.post(f"{sandbox.url}/control/faults", json=body, timeout=5)
    assert answer.status_code == 400
    assert "chance: expected" in answer.json()["error"]
