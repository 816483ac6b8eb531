"""X's recent search with its operators, and quotes, in the search and by the post they are around."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import tweepy


def found(x: tweepy.Client, query: str, **asked: Any) -> list[str]:
    return [str(tweet.id) for tweet in x.search_recent_tweets(query, max_results=100, **asked).data or []]


@pytest.fixture
def said(x: Any, sandbox: Any, events_of: Any) -> dict[str, str]:
    """Ids by key: what people say of the company, and a post of its own with an answer and a quote."""
    return dict(
        sandbox.play(
            events_of("talk", "x1", text="Wren Ferries was late again"),
            events_of("talk", "x2", "bob", text="a wren sings by the ferries"),
            events_of("mention", "x3", text="@wren is it late?"),
            events_of("post", "x4", None, text="We sail at nine"),
            events_of("mention", "x5", "cleo", reply_to="x4", text="@wren good"),
            events_of("quote", "x6", "dan", reply_to="x4", text="Finally"),
        )["ids"]
    )


@pytest.mark.parametrize(
    ("query", "keys"),
    [
        ('"Wren Ferries"', ["x1"]),
        ("wren ferries", ["x2", "x1"]),
        ('"wren ferries" OR sings', ["x2", "x1"]),
        ("late -@wren", ["x1"]),
        ("late (again OR sings)", ["x1"]),
        ('("Wren Ferries" OR wren) -from:wren -@wren -is:retweet', ["x2", "x1"]),
        ("-(late OR good) wren", ["x2"]),
        ("@wren -is:reply", ["x3"]),
        ("finally is:quote", ["x6"]),
        ("from:wren", ["x4"]),
        ("from:bob OR from:dan", ["x6", "x2"]),
    ],
)
def test_a_query_means_what_it_says(x: Any, said: dict[str, str], query: str, keys: list[str]) -> None:
    assert found(x, query) == [said[key] for key in keys]


def test_quotes_are_found_by_the_post_they_are_around(x: Any, said: dict[str, str]) -> None:
    assert found(x, f"quotes_of_tweet_id:{said['x4']}") == [said["x6"]]
    assert found(x, f"in_reply_to_tweet_id:{said['x4']}") == [said["x5"]]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("(late", "unclosed parenthesis"),
        ("late)", "closing parenthesis too many"),
        ('"late', "unclosed quotation mark"),
        ("late OR", "a term is missing"),
        ("-is:retweet", "at least one positive"),
        ("mood:good", "invalid operator 'mood'"),
        ("a" * 513, "may have 512"),
    ],
)
def test_a_bad_query_is_refused_with_a_reason(x: Any, query: str, reason: str) -> None:
    with pytest.raises(tweepy.BadRequest, match=reason):
        x.search_recent_tweets(query)


def test_the_search_will_not_go_back_more_than_a_week(x: Any) -> None:
    with pytest.raises(tweepy.BadRequest, match="since_id"):
        x.search_recent_tweets("late", since_id=1_500_000_000_000_000_000)
    with pytest.raises(tweepy.BadRequest, match="start_time"):
        x.search_recent_tweets("late", start_time=datetime.now(UTC) - timedelta(days=8))


def test_a_quote_begins_a_thread_of_its_own_and_refers_to_the_post(x_as: Any, x: Any, said: dict[str, str]) -> None:
    raw = x_as("x-token", return_type=dict)
    fields = ["conversation_id", "referenced_tweets", "in_reply_to_user_id", "entities"]
    (quote,) = raw.get_quote_tweets(said["x4"], tweet_fields=fields)["data"]
    assert (quote["id"], quote["conversation_id"]) == (said["x6"], said["x6"])
    assert quote["referenced_tweets"] == [{"type": "quoted", "id": said["x4"]}]
    assert "in_reply_to_user_id" not in quote
    (url,) = quote["entities"]["urls"]
    assert quote["text"] == f"Finally {url['url']}"
    assert url["expanded_url"] == f"https://twitter.com/wren/status/{said['x4']}"


def test_a_post_counts_its_replies_and_quotes(x: Any, sandbox: Any, said: dict[str, str]) -> None:
    metrics = x.get_tweet(said["x4"], tweet_fields=["public_metrics"]).data.public_metrics
    assert (metrics["reply_count"], metrics["quote_count"]) == (1, 1)
    sandbox.play({"delete": "x6"})
    metrics = x.get_tweet(said["x4"], tweet_fields=["public_metrics"]).data.public_metrics
    assert metrics["quote_count"] == 0


def test_quotes_are_paged(x: Any, sandbox: Any, events_of: Any) -> None:
    post = sandbox.play(events_of("post", "x0", None))["ids"]["x0"]
    ids = list(sandbox.play(*(events_of("quote", f"x{n}", reply_to="x0") for n in range(1, 26)))["ids"].values())
    pages = list(tweepy.Paginator(x.get_quote_tweets, post, max_results=10))
    assert [len(page.data) for page in pages] == [10, 10, 5]
    assert [str(tweet.id) for page in pages for tweet in page.data] == ids[::-1]


def test_who_quotes_the_company_may_be_answered_and_who_talks_may_not(x: Any, said: dict[str, str]) -> None:
    x.create_tweet(text="Thank you", in_reply_to_tweet_id=said["x6"], user_auth=False)
    with pytest.raises(tweepy.Forbidden, match="not been mentioned"):
        x.create_tweet(text="Sorry", in_reply_to_tweet_id=said["x1"], user_auth=False)


def test_a_quote_is_not_among_the_mentions_unless_it_mentions(
    x: Any, sandbox: Any, said: dict[str, str], events_of: Any
) -> None:
    calling = sandbox.play(events_of("quote", "x7", "eve", reply_to="x4", text="@wren finally"))["ids"]["x7"]
    mentions = x.get_users_mentions(x.get_me(user_auth=False).data.id).data
    assert [str(tweet.id) for tweet in mentions] == [calling, said["x5"], said["x3"]]
