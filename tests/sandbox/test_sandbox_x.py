"""X's API v2 as tweepy meets it."""

import time
from typing import Any

import pytest
import requests
import tweepy


def me(x: tweepy.Client) -> str:
    return str(x.get_me(user_auth=False).data.id)


def mention_ids(x: tweepy.Client, **options: Any) -> list[str]:
    return [str(tweet.id) for tweet in x.get_users_mentions(me(x), **options).data or []]


def play_mentions(sandbox: Any, events_of: Any, count: int, begin: int = 0) -> list[str]:
    """Mentions in order of arrival; their ids."""
    played = sandbox.play(*(events_of("mention", f"x{n}", f"p{n % 7}") for n in range(begin, begin + count)))
    assert played["refused"] == []
    return list(played["ids"].values())


@pytest.mark.parametrize("token", ["nobody's", ""])
def test_an_unknown_token_is_unauthorized(x_as: Any, token: str) -> None:
    with pytest.raises(tweepy.Unauthorized) as refusal:
        x_as(token).get_me(user_auth=False)
    assert refusal.value.response.json() == {
        "title": "Unauthorized",
        "type": "about:blank",
        "status": 401,
        "detail": "Unauthorized",
    }


def test_me_has_default_fields_and_more_when_asked(x: tweepy.Client, sandbox: Any) -> None:
    sandbox.account("x", audience=12)
    assert x.get_me(user_auth=False).data.data.keys() == {"id", "name", "username"}
    asked = x.get_me(user_auth=False, user_fields=["public_metrics", "verified", "profile_image_url"]).data
    assert asked.public_metrics["followers_count"] == 12
    assert asked.verified is False


def test_mentions_come_newest_first_with_meta_and_only_default_fields(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_mentions(sandbox, events_of, 3)
    answer = x.get_users_mentions(me(x))
    assert [str(tweet.id) for tweet in answer.data] == ids[::-1]
    assert answer.meta == {"result_count": 3, "newest_id": ids[2], "oldest_id": ids[0]}
    assert answer.data[0].data.keys() == {"id", "text", "edit_history_tweet_ids"}
    assert answer.includes == {}


def test_paging_mentions_reaches_each_exactly_once(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_mentions(sandbox, events_of, 23)
    found, token = [], None
    while True:
        page = x.get_users_mentions(me(x), max_results=5, pagination_token=token)
        found += [str(tweet.id) for tweet in page.data]
        play_mentions(sandbox, events_of, 1, begin=100 + len(found))  # newcomers must not shift the pages
        if "next_token" not in page.meta:
            break
        token = page.meta["next_token"]
    assert found == ids[::-1]


def test_since_id_finds_what_arrived_later_though_dated_back(x: Any, sandbox: Any, events_of: Any) -> None:
    first = play_mentions(sandbox, events_of, 2)
    old = {**events_of("mention", "x9"), "at": 0}
    late = sandbox.play(old, start="2020-01-01T08:00:00Z")["ids"]["x9"]
    assert mention_ids(x, since_id=first[-1]) == [late]
    assert mention_ids(x, until_id=first[-1]) == [first[0]]
    tweet = x.get_tweet(late, tweet_fields=["created_at"]).data
    assert tweet.data["created_at"] == "2020-01-01T08:00:00.000Z"
    assert mention_ids(x, end_time="2020-02-01T00:00:00Z") == [late]
    assert mention_ids(x, start_time="2020-02-01T00:00:00Z") == first[::-1]


def test_an_id_is_the_time_of_arrival_even_of_what_is_dated_back(x: Any, sandbox: Any, events_of: Any) -> None:
    old = {**events_of("mention", "x1"), "at": 0}
    tweet_id = sandbox.play(old, start="2020-01-01T08:00:00Z")["ids"]["x1"]
    assert len(tweet_id) == 19
    assert abs((int(tweet_id) >> 22) + 1_288_834_974_657 - time.time() * 1000) < 5000


def test_an_empty_page_has_a_count_and_no_data(x_as: Any, x: Any) -> None:
    body = x_as("x-token", return_type=dict).get_users_mentions(me(x))
    assert body == {"meta": {"result_count": 0}}


def test_only_the_newest_800_mentions_can_be_reached(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_mentions(sandbox, events_of, 805)
    pages = tweepy.Paginator(x.get_users_mentions, me(x), max_results=100)
    found = [str(tweet.id) for tweet in pages.flatten()]
    assert found == ids[:4:-1]
    assert mention_ids(x, until_id=ids[5]) == []


@pytest.mark.parametrize(
    ("parameter", "value", "message"),
    [
        ("max_results", 4, "is not between 5 and 100"),
        ("max_results", 101, "is not between 5 and 100"),
        ("since_id", "yesterday", "does not match"),
        ("pagination_token", "zzzz", "is not valid"),
        ("start_time", "yesterday", "is not a valid"),
        ("tweet_fields", "mood", "is not one of"),
        ("expansions", "mood", "is not one of"),
    ],
)
def test_a_bad_parameter_is_named(x: Any, parameter: str, value: Any, message: str) -> None:
    with pytest.raises(tweepy.BadRequest) as refusal:
        x.get_users_mentions(me(x), **{parameter: value})
    body = refusal.value.response.json()
    assert body["title"] == "Invalid Request"
    assert body["errors"][0]["parameters"] == {parameter.replace("_fields", ".fields"): [str(value)]}
    assert message in body["errors"][0]["message"]


def test_expansions_bring_authors_and_the_tweet_answered(x: Any, sandbox: Any, events_of: Any) -> None:
    person = {"id": "u-ann", "handle": "ann", "name": "Ann", "audience": 7}
    ids = sandbox.play(
        events_of("post", "x1", None, "Boats are late"),
        {**events_of("mention", "x2", text="why?", reply_to="x1"), "author": person},
    )["ids"]
    answer = x.get_users_mentions(
        me(x),
        tweet_fields=[
            "author_id",
            "conversation_id",
            "created_at",
            "in_reply_to_user_id",
            "referenced_tweets",
        ],
        expansions=["author_id", "referenced_tweets.id", "referenced_tweets.id.author_id"],
        user_fields=["public_metrics"],
    )
    (tweet,) = answer.data
    assert tweet.text == "@wren why?"
    assert (str(tweet.conversation_id), str(tweet.in_reply_to_user_id)) == (ids["x1"], me(x))
    assert tweet.data["referenced_tweets"] == [{"type": "replied_to", "id": ids["x1"]}]
    assert [each.text for each in answer.includes["tweets"]] == ["Boats are late"]
    users = {user.username: user for user in answer.includes["users"]}
    assert users.keys() == {"ann", "wren"}
    assert users["ann"].public_metrics["followers_count"] == 7
    assert users["ann"].id == tweet.author_id


def test_own_tweets_can_leave_replies_out(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(
        events_of("post", "x1", None),
        events_of("mention", "x2"),
        events_of("comment", "x3", None, reply_to="x2"),
    )["ids"]
    own = [str(tweet.id) for tweet in x.get_users_tweets(me(x)).data]
    assert own == [ids["x3"], ids["x1"]]
    assert [str(t.id) for t in x.get_users_tweets(me(x), exclude=["replies"]).data] == [ids["x1"]]


def test_missing_and_deleted_tweets_stand_in_errors(x: Any, sandbox: Any, events_of: Any) -> None:
    kept, gone = play_mentions(sandbox, events_of, 2)
    sandbox.play({"delete": "x1"})
    answer = x.get_tweets([kept, gone])
    assert [str(tweet.id) for tweet in answer.data] == [kept]
    (error,) = answer.errors
    assert error["resource_id"] == gone
    assert error["title"] == "Not Found Error"
    assert error["type"].endswith("/resource-not-found")
    assert mention_ids(x) == [kept]


def test_search_finds_a_conversation_a_person_and_words(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(
        events_of("mention", "x1", "ann", "where is the BOAT"),
        events_of("comment", "x2", "bob", "no idea", reply_to="x1"),
        events_of("mention", "x3", "bob", "nice"),
    )["ids"]

    def search(query: str) -> list[str]:
        return [str(tweet.id) for tweet in x.search_recent_tweets(query).data or []]

    assert search(f"conversation_id:{ids['x1']}") == [ids["x2"], ids["x1"]]
    assert search("from:bob") == [ids["x3"], ids["x2"]]
    assert search("boat where") == [ids["x1"]]
    assert search("from:bob -is:reply") == [ids["x3"]]
    with pytest.raises(tweepy.BadRequest):
        search("mood:good")


def test_an_edit_is_a_new_id_in_the_history_and_the_old_one_leads_to_it(x: Any, sandbox: Any, events_of: Any) -> None:
    (old,) = play_mentions(sandbox, events_of, 1)
    new = sandbox.play({"edit": "x0", "text": "what I meant"})["ids"]["x0"]
    assert int(new) > int(old)
    for asked in (old, new):
        tweet = x.get_tweet(asked).data
        assert (str(tweet.id), tweet.text) == (new, "@wren what I meant")
        assert tweet.edit_history_tweet_ids == [int(old), int(new)]
    assert mention_ids(x, since_id=old) == [new]


def test_a_reply_joins_the_thread_and_leads_with_the_handle(x: Any, sandbox: Any, events_of: Any) -> None:
    (asked,) = play_mentions(sandbox, events_of, 1)
    made = x.create_tweet(text="On its way", in_reply_to_tweet_id=asked, user_auth=False)
    assert made.data["text"] == "@p0 On its way"
    reply = x.get_tweet(made.data["id"], tweet_fields=["conversation_id"]).data
    assert str(reply.conversation_id) == asked
    assert sandbox.items(platform="x")[-1]["is_company"] is True


def test_only_those_who_called_may_be_answered(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(
        events_of("mention", "x1"),
        events_of("comment", "x2", "bob", "what a day", reply_to="x1"),
        events_of("post", "x3", None),
        events_of("comment", "x4", "bob", "oh", reply_to="x3"),
    )["ids"]
    with pytest.raises(tweepy.Forbidden, match="not been mentioned or otherwise engaged"):
        x.create_tweet(text="hello", in_reply_to_tweet_id=ids["x2"], user_auth=False)
    x.create_tweet(text="hello", in_reply_to_tweet_id=ids["x3"], user_auth=False)
    x.create_tweet(text="and hello", in_reply_to_tweet_id=ids["x4"], user_auth=False)


def test_a_deleted_tweet_cannot_be_answered(x: Any, sandbox: Any, events_of: Any) -> None:
    (asked,) = play_mentions(sandbox, events_of, 1)
    sandbox.play({"delete": "x0"})
    with pytest.raises(tweepy.Forbidden, match="deleted or not visible"):
        x.create_tweet(text="hello", in_reply_to_tweet_id=asked, user_auth=False)


def test_the_same_words_twice_are_a_duplicate(x: Any, sandbox: Any, events_of: Any) -> None:
    one, other = play_mentions(sandbox, events_of, 2)
    x.create_tweet(text="Sorry!", in_reply_to_tweet_id=one, user_auth=False)
    with pytest.raises(tweepy.Forbidden, match="duplicate content"):
        x.create_tweet(text="Sorry!", in_reply_to_tweet_id=one, user_auth=False)
    x.create_tweet(text="Sorry!", in_reply_to_tweet_id=other, user_auth=False)


@pytest.mark.parametrize(
    ("text", "is_short_enough"),
    [
        ("a" * 280, True),
        ("a" * 281, False),
        ("船" * 140, True),
        ("船" * 141, False),
        ("👩‍👩‍👧‍👦" * 140, True),
        ("👍🏽" * 141, False),
        ("https://example.com/" + "a" * 300, True),
        ("https://example.com/x " + "a" * 257, False),
    ],
)
def test_length_is_counted_as_x_counts(x: Any, text: str, is_short_enough: bool) -> None:
    if is_short_enough:
        x.create_tweet(text=text, user_auth=False)
    else:
        with pytest.raises(tweepy.Forbidden, match="too long"):
            x.create_tweet(text=text, user_auth=False)


def test_handles_that_lead_a_reply_count_nothing(x: Any, sandbox: Any, events_of: Any) -> None:
    (asked,) = play_mentions(sandbox, events_of, 1)
    x.create_tweet(text="b" * 280, in_reply_to_tweet_id=asked, user_auth=False)


def test_only_own_tweets_can_be_deleted(x: Any, sandbox: Any, events_of: Any) -> None:
    (theirs,) = play_mentions(sandbox, events_of, 1)
    own = x.create_tweet(text="hello", user_auth=False).data["id"]
    assert x.delete_tweet(own, user_auth=False).data == {"deleted": True}
    assert x.get_tweet(own).data is None
    with pytest.raises(tweepy.Forbidden):
        x.delete_tweet(theirs, user_auth=False)


def test_only_replies_under_own_tweets_can_be_hidden(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(
        events_of("post", "x1", None), events_of("mention", "x2", reply_to="x1"), events_of("mention", "x3")
    )["ids"]
    assert x.hide_reply(ids["x2"], user_auth=False).data == {"hidden": True}
    assert sandbox.item("x2")["hidden"] is True
    assert x.unhide_reply(ids["x2"], user_auth=False).data == {"hidden": False}
    with pytest.raises(tweepy.Forbidden):
        x.hide_reply(ids["x3"], user_auth=False)


def test_every_answer_tells_where_the_limit_stands(x_as: Any, x: Any) -> None:
    raw = x_as("x-token", return_type=requests.Response)
    answers = [raw.get_users_mentions(me(x)) for _ in range(2)]
    assert [answer.headers["x-rate-limit-limit"] for answer in answers] == ["6000", "6000"]  # 300, times 20
    assert [answer.headers["x-rate-limit-remaining"] for answer in answers] == ["5999", "5998"]
    assert int(answers[0].headers["x-rate-limit-reset"]) > 0
    with pytest.raises(tweepy.BadRequest) as refusal:
        raw.get_users_mentions(me(x), max_results=1)
    assert refusal.value.response.headers["x-rate-limit-remaining"] == "5997"


def test_over_the_limit_is_429_until_limits_are_off(x: Any, sandbox: Any) -> None:
    sandbox.control("PUT", "settings", {"rate_limit_factor": 0.02})  # 75 calls become 2
    for _ in range(2):
        x.get_me(user_auth=False)
    with pytest.raises(tweepy.TooManyRequests) as refusal:
        x.get_me(user_auth=False)
    assert refusal.value.reset_time is not None
    assert refusal.value.response.headers["x-rate-limit-remaining"] == "0"
    assert refusal.value.response.json()["title"] == "Too Many Requests"
    sandbox.control("PUT", "settings", {"rate_limits": False})
    for _ in range(5):
        x.get_me(user_auth=False)
