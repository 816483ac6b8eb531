"""X's texts as it rewrites them, pictures, likes, and new tokens for old."""

from typing import Any

import pytest
import requests
import tweepy


@pytest.fixture
def raw(x: Any, x_as: Any) -> Any:
    """tweepy for @wren, giving answers as plain JSON."""
    return x_as("x-token", return_type=dict)


def test_addresses_are_shortened_and_told_in_the_entities(raw: Any, sandbox: Any, events_of: Any) -> None:
    words = "@wren see https://example.org/times?a=1&b=2, and (https://example.org/fares)."
    written = sandbox.play(events_of("mention", "x1", text=words))["ids"]["x1"]
    tweet = raw.get_tweet(written, tweet_fields=["entities"])["data"]
    first, second = tweet["entities"]["urls"]
    assert tweet["text"] == f"@wren see {first['url']}, and ({second['url']})."
    assert [len(url["url"]) for url in (first, second)] == [23, 23]
    assert [url["expanded_url"] for url in (first, second)] == [
        "https://example.org/times?a=1&b=2",
        "https://example.org/fares",
    ]
    assert tweet["text"][second["start"] : second["end"]] == second["url"]
    assert tweet["entities"]["mentions"] == [{"start": 0, "end": 5, "username": "wren"}]


def test_a_picture_stands_in_the_includes_and_behind_the_text(raw: Any, sandbox: Any, events_of: Any) -> None:
    picture = {"kind": "image", "url": "https://pictures.example/1.jpg", "text": "A broken seat"}
    written = sandbox.play(events_of("mention", "x1", text="@wren look", media=[picture]))["ids"]["x1"]
    asked = {
        "media_fields": ["url", "alt_text"],
        "expansions": ["attachments.media_keys"],
        "tweet_fields": ["entities"],
    }
    answer = raw.get_tweet(written, **asked)
    (key,) = answer["data"]["attachments"]["media_keys"]
    assert answer["includes"]["media"] == [
        {"media_key": key, "type": "photo", "url": picture["url"], "alt_text": "A broken seat"}
    ]
    (url,) = answer["data"]["entities"]["urls"]
    assert answer["data"]["text"] == f"@wren look {url['url']}"
    assert url["media_key"] == key


def test_a_long_post_is_cut_off_and_whole_in_its_note(raw: Any, sandbox: Any, events_of: Any) -> None:
    words = "@wren " + "ahoy & ahoy " * 40 + "https://example.org/end"
    written = sandbox.play(events_of("mention", "x1", text=words))["ids"]["x1"]
    plain = raw.get_tweet(written)["data"]
    assert plain["text"].endswith("…")
    assert "note_tweet" not in plain
    note = raw.get_tweet(written, tweet_fields=["note_tweet"])["data"]["note_tweet"]
    (url,) = note["entities"]["urls"]
    assert note["text"] == words.replace("&", "&amp;").replace(url["expanded_url"], url["url"])


def like(sandbox: Any, own_id: str, tweet_id: str, method: str = "POST") -> requests.Response:
    path, body = (f"/{tweet_id}", None) if method == "DELETE" else ("", {"tweet_id": tweet_id})
    url = f"{sandbox.url}/x/2/users/{own_id}/likes{path}"
    return requests.request(method, url, json=body, headers={"Authorization": "Bearer x-token"}, timeout=5)


def test_a_like_is_given_and_taken_back(x: Any, sandbox: Any, events_of: Any) -> None:
    written = sandbox.play(events_of("mention", "x1"))["ids"]["x1"]
    own_id = str(x.get_me(user_auth=False).data.id)
    for _ in range(2):
        assert like(sandbox, own_id, written).json() == {"data": {"liked": True}}
    assert sandbox.item("x1")["liked"] is True
    assert like(sandbox, own_id, written, "DELETE").json() == {"data": {"liked": False}}
    assert sandbox.item("x1")["liked"] is False
    assert like(sandbox, "1", written).status_code == 403


def test_an_app_may_be_one_that_cannot_like(x: Any, sandbox: Any, events_of: Any) -> None:
    written = sandbox.play(events_of("mention", "x1"))["ids"]["x1"]
    sandbox.control("PUT", "settings", {"x_likes": 0})
    assert like(sandbox, str(x.get_me(user_auth=False).data.id), written).status_code == 403
    assert sandbox.item("x1")["liked"] is False


def exchange(sandbox: Any, **form: str) -> requests.Response:
    body = {"grant_type": "refresh_token", **form}
    return requests.post(f"{sandbox.url}/x/2/oauth2/token", data=body, timeout=5)


def test_a_refresh_token_is_good_once(x: Any, x_as: Any, sandbox: Any) -> None:
    account = sandbox.account("x")
    given = {name: account["secrets"][name] for name in ("refresh_token", "client_id")}
    pair = exchange(sandbox, **given).json()
    assert (pair["token_type"], pair["expires_in"]) == ("bearer", 7200)
    assert x_as(pair["access_token"]).get_me(user_auth=False).data.username == "wren"
    with pytest.raises(tweepy.Unauthorized):
        x.get_me(user_auth=False)
    again = exchange(sandbox, **given)
    assert (again.status_code, again.json()["error"]) == (400, "invalid_request")
    assert exchange(sandbox, refresh_token=pair["refresh_token"], client_id=given["client_id"]).ok


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"client_id": "another"}, 401, "unauthorized_client"),
        ({"refresh_token": "made up"}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
    ],
    ids=str,
)
def test_a_bad_exchange_is_refused(x: Any, sandbox: Any, changes: dict[str, str], status: int, error: str) -> None:
    secrets = sandbox.account("x")["secrets"]
    given = {"refresh_token": secrets["refresh_token"], "client_id": secrets["client_id"]}
    answer = exchange(sandbox, **given | changes)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert x.get_me(user_auth=False).data.username == "wren"
