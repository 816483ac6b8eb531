"""Mastodon's API as Mastodon.py meets it."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from mastodon import Mastodon
from mastodon.errors import (
    MastodonAPIError,
    MastodonNotFoundError,
    MastodonRatelimitError,
    MastodonServiceUnavailableError,
    MastodonUnauthorizedError,
)

Client = Callable[..., Mastodon]


@pytest.fixture
def client_as(sandbox: Any) -> Client:
    return lambda token: Mastodon(
        access_token=token, api_base_url=f"{sandbox.url}/mastodon", ratelimit_method="throw", request_timeout=5
    )


@pytest.fixture
def mastodon(sandbox: Any, client_as: Client) -> Mastodon:
    """Mastodon.py for the account @wren."""
    return client_as(sandbox.account("mastodon", token="m-token")["token"])


def says(
    key: str, by: str | None = "ann", text: str = "Is it open?", kind: str = "mention", **more: Any
) -> dict[str, Any]:
    who = None if by is None else {"id": f"u-{by}", "handle": by, "name": by.title()}
    facts = {"platform": "mastodon", "account": "wren", "kind": kind, "id": key, "author": who, "text": text}
    return facts | more


def play(sandbox: Any, *events: dict[str, Any]) -> dict[str, str]:
    played = sandbox.play(*events)
    assert played["refused"] == []
    return dict(played["ids"])


def raw(sandbox: Any, path: str, **query: Any) -> requests.Response:
    headers = {"Authorization": "Bearer m-token"}
    return requests.get(f"{sandbox.url}/mastodon/api/v1/{path}", params=query, headers=headers, timeout=5)


@pytest.mark.parametrize("token", ["nobody's", "x"])
def test_an_unknown_token_is_unauthorized(client_as: Client, token: str) -> None:
    with pytest.raises(MastodonUnauthorizedError) as refusal:
        client_as(token).account_verify_credentials()
    assert refusal.value.args[1:] == (401, "Unauthorized", "The access token is invalid")


def test_verifying_a_token_tells_whose_it_is(mastodon: Mastodon) -> None:
    me = mastodon.account_verify_credentials()
    assert (me.acct, me.display_name, me.source.privacy) == ("wren", "Wren Ferries", "public")


def test_the_instance_tells_how_long_a_text_may_be_to_anybody(sandbox: Any, client_as: Client) -> None:
    assert client_as("nobody's").instance_v2().configuration.statuses.max_characters == 500
    sandbox.control("PUT", "settings", {"mastodon_max_characters": 800})
    assert client_as("nobody's").instance_v2().configuration.statuses.max_characters == 800


def test_a_mention_is_told_of_with_its_status(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(
        sandbox, says("m1", text="Is it open & dry? See https://www.ferry.example/a/very/long/address/indeed #ferry")
    )
    [told] = mastodon.notifications(types=["mention"])
    assert told.type == "mention"
    assert told.id != told.status.id == ids["m1"]
    assert told.status.content == (
        f'<p><span class="h-card" translate="no"><a href="{sandbox.url}/mastodon/@wren" class="u-url mention">@<span>wren</span>'
        "</a></span> Is it open &amp; dry? See "
        '<a href="https://www.ferry.example/a/very/long/address/indeed" target="_blank" rel="nofollow noopener" translate="no">'
        '<span class="invisible">https://www.</span><span class="ellipsis">ferry.example/a/very/long/addr</span>'
        '<span class="invisible">ess/indeed</span></a> '
        f'<a href="{sandbox.url}/mastodon/tags/ferry" class="mention hashtag" rel="tag">#<span>ferry</span></a></p>'
    )
    assert [person.acct for person in told.status.mentions] == ["wren"]
    assert (told.status.account.acct, told.status.visibility) == ("ann", "public")


def test_min_id_gives_what_follows_immediately_and_since_id_what_is_newest(mastodon: Mastodon, sandbox: Any) -> None:
    play(sandbox, *[says(f"m{n}", f"p{n}") for n in range(10)])
    ids = [told.id for told in mastodon.notifications()]
    assert ids == sorted(ids, key=int, reverse=True)
    assert [told.id for told in mastodon.notifications(min_id=ids[9], limit=3)] == ids[6:9]
    assert [told.id for told in mastodon.notifications(since_id=ids[9], limit=3)] == ids[:3]
    assert [told.id for told in mastodon.notifications(max_id=ids[3], limit=3)] == ids[4:7]


def test_pages_are_linked_and_reach_each_exactly_once(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(sandbox, *[says(f"m{n}", f"p{n}") for n in range(25)])
    found, page = [], mastodon.notifications(types=["mention"], limit=10)
    while page:
        found += [str(told.status.id) for told in page]
        page = mastodon.fetch_next(page)
    assert found == list(ids.values())[::-1]
    assert 'rel="next"' in raw(sandbox, "notifications", limit=10).headers["Link"]


def test_a_page_is_no_longer_than_the_server_allows(mastodon: Mastodon, sandbox: Any) -> None:
    play(sandbox, *[says(f"m{n}", f"p{n}") for n in range(85)])
    assert len(mastodon.notifications(limit=1000)) == 80
    assert len(mastodon.notifications()) == 40


def test_other_types_and_what_the_policy_sets_aside_are_left_out(mastodon: Mastodon, sandbox: Any) -> None:
    play(sandbox, says("m1", kind="dm", extra={"filtered": True}))
    assert mastodon.notifications() == []
    assert len(raw(sandbox, "notifications", include_filtered="true").json()) == 1
    assert raw(sandbox, "notifications", include_filtered="true", **{"types[]": "favourite"}).json() == []


def test_who_is_not_named_is_not_told(mastodon: Mastodon, sandbox: Any) -> None:
    play(sandbox, says("m1"), says("m2", "bob", "Good question", kind="comment", reply_to="m1"))
    assert len(mastodon.notifications()) == 1


def test_a_private_mention_is_direct_and_for_nobody_else(mastodon: Mastodon, sandbox: Any, client_as: Client) -> None:
    ids = play(sandbox, says("m1", kind="dm"))
    assert mastodon.status(ids["m1"]).visibility == "direct"
    other = client_as(sandbox.account("mastodon", handle="rival", token="r-token")["token"])
    with pytest.raises(MastodonNotFoundError):
        other.status(ids["m1"])
    assert other.statuses([ids["m1"]]) == []


def test_a_status_knows_what_is_above_and_below(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(sandbox, says("m1"), says("m2", None, "Yes", kind="comment", reply_to="m1"), says("m3", reply_to="m2"))
    around = mastodon.status_context(ids["m2"])
    assert [status.id for status in around.ancestors] == [ids["m1"]]
    assert [status.id for status in around.descendants] == [ids["m3"]]
    assert mastodon.status(ids["m3"]).in_reply_to_id == ids["m2"]


def test_deleting_a_status_takes_its_id_out_of_its_answers(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(sandbox, says("m1"), says("m2", "bob", reply_to="m1"))
    sandbox.play({"delete": "m1", "at": 0})
    with pytest.raises(MastodonNotFoundError) as refusal:
        mastodon.status(ids["m1"])
    assert refusal.value.args[3] == "Not Found"
    orphan = mastodon.status(ids["m2"])
    assert orphan.in_reply_to_id is None
    assert orphan.in_reply_to_account_id is not None
    assert mastodon.status_context(ids["m2"]).ancestors == []
    assert [told.status.id for told in mastodon.notifications()] == [ids["m2"]]


def test_an_edit_keeps_the_id_and_has_a_history(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(sandbox, says("m1", text="Open on Sunday?"))
    assert mastodon.status(ids["m1"]).edited_at is None
    sandbox.play({"edit": "m1", "text": "Open on Monday?", "at": 0})
    assert mastodon.status(ids["m1"]).edited_at is not None
    assert ["Sunday" in mastodon.status_history(ids["m1"])[n].content for n in (0, 1)] == [True, False]


def test_several_statuses_at_once_are_twenty_at_most(mastodon: Mastodon, sandbox: Any) -> None:
    ids = list(play(sandbox, *[says(f"m{n}", f"p{n}") for n in range(21)]).values())
    assert len(mastodon.statuses([*ids[:19], "12"])) == 19
    with pytest.raises(MastodonAPIError):
        mastodon.statuses(ids)


def test_own_statuses_hold_private_ones_too(mastodon: Mastodon, sandbox: Any, client_as: Client) -> None:
    ids = play(
        sandbox,
        says("m1", kind="dm"),
        says("m2", None, "@ann yes", kind="dm", reply_to="m1"),
        says("m3", None, kind="post"),
    )
    me = mastodon.account_verify_credentials().id
    assert [status.id for status in mastodon.account_statuses(me)] == [ids["m3"], ids["m2"]]
    assert [status.id for status in mastodon.account_statuses(me, exclude_replies=True)] == [ids["m3"]]
    other = client_as(sandbox.account("mastodon", handle="rival", token="r-token")["token"])
    assert [status.id for status in other.account_statuses(me)] == [ids["m3"]]


def test_an_answer_stands_under_what_it_answers(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(sandbox, says("m1"))
    made = mastodon.status_post("@ann At nine.", in_reply_to_id=ids["m1"], visibility="unlisted")
    assert (made.in_reply_to_id, made.visibility) == (ids["m1"], "unlisted")
    assert mastodon.status_source(made.id).text == "@ann At nine."
    assert [person.acct for person in made.mentions] == ["ann"]


def test_a_key_makes_the_same_status_once(mastodon: Mastodon, sandbox: Any, client_as: Client) -> None:
    first = mastodon.status_post("Hello", idempotency_key="k")
    assert mastodon.status_post("Hello", idempotency_key="k").id == first.id
    assert mastodon.status_post("Hello", idempotency_key="k2").id != first.id
    other = client_as(sandbox.account("mastodon", handle="rival", token="r-token")["token"])
    assert other.status_post("Hello", idempotency_key="k").id != first.id
    mastodon.status_delete(first.id)
    with pytest.raises(MastodonNotFoundError):
        mastodon.status_post("Hello", idempotency_key="k")


@pytest.mark.parametrize(
    ("text", "is_taken"),
    [
        ("x" * 500, True),
        ("x" * 501, False),
        ("x" * 476 + " https://a.example/" + "y" * 200, True),
        ("x" * 477 + " https://a.example/" + "y" * 200, False),
        ("@ann@a.server.with.a.long.name.example " + "x" * 495, True),
        ("👩‍👩‍👧‍👦" * 500, True),
        (" ", False),
    ],
)
def test_a_text_is_as_long_as_mastodon_counts_it(mastodon: Mastodon, text: str, is_taken: bool) -> None:
    if is_taken:
        assert mastodon.status_post(text).id
        return
    with pytest.raises(MastodonAPIError) as refusal:
        mastodon.status_post(text)
    assert refusal.value.args[1] == 422
    assert refusal.value.args[3].startswith("Validation failed: Text ")


def test_what_is_gone_cannot_be_answered(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(sandbox, says("m1"))
    sandbox.play({"delete": "m1", "at": 0})
    with pytest.raises(MastodonNotFoundError) as refusal:
        mastodon.status_post("Hello", in_reply_to_id=ids["m1"])
    assert refusal.value.args[3] == "The post you are trying to reply to does not appear to exist."


def test_only_ones_own_statuses_can_be_deleted_and_any_liked(mastodon: Mastodon, sandbox: Any) -> None:
    ids = play(sandbox, says("m1"))
    with pytest.raises(MastodonNotFoundError):
        mastodon.status_delete(ids["m1"])
    for _time in range(2):
        assert mastodon.status_favourite(ids["m1"]).favourited
    assert not mastodon.status_unfavourite(ids["m1"]).favourited
    own = mastodon.status_post("Hello")
    assert mastodon.status_delete(own.id).text == "Hello"
    with pytest.raises(MastodonNotFoundError):
        mastodon.status(own.id)


def test_the_headers_tell_of_the_limit_that_is_nearest(mastodon: Mastodon, sandbox: Any) -> None:
    sandbox.control("PUT", "settings", {"rate_limit_factor": 1})
    headers = raw(sandbox, "accounts/verify_credentials").headers
    assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]) == ("300", "299")
    assert headers["X-RateLimit-Reset"].endswith("Z")
    mastodon.status_delete(mastodon.status_post("Hello").id)
    assert mastodon.ratelimit_limit == 30


def test_one_call_too_many_is_refused_until_the_window_ends(mastodon: Mastodon, sandbox: Any) -> None:
    sandbox.control("PUT", "settings", {"rate_limit_factor": 0.01})
    for _time in range(3):
        mastodon.account_verify_credentials()
    with pytest.raises(MastodonRatelimitError):
        mastodon.account_verify_credentials()
    assert raw(sandbox, "accounts/verify_credentials").json() == {"error": "Too many requests"}
    sandbox.control("PUT", "settings", {"rate_limits": False})
    assert mastodon.account_verify_credentials().acct == "wren"


def test_bad_weather_comes_in_mastodons_own_words(mastodon: Mastodon, sandbox: Any) -> None:
    expected = {
        "expired_token": MastodonUnauthorizedError,
        "not_permitted": MastodonAPIError,
        "rate_limited": MastodonRatelimitError,
        "server_error": MastodonServiceUnavailableError,
    }
    for fault, error in expected.items():
        sandbox.fault("mastodon", fault, times=1)
        with pytest.raises(error):
            mastodon.notifications()


def test_a_garbled_item_is_the_status_and_not_the_notification(mastodon: Mastodon, sandbox: Any) -> None:
    play(sandbox, says("m1"))
    sandbox.fault("mastodon", "malformed_item", variant="missing_id")
    [told] = raw(sandbox, "notifications").json()
    assert told["id"]
    assert "id" not in told["status"]


def test_media_warnings_and_polls_come_along(mastodon: Mastodon, sandbox: Any) -> None:
    media = [{"url": "https://m.example/1.png", "kind": "image", "text": "A torn ticket"}]
    ids = play(sandbox, says("m1", media=media, extra={"spoiler_text": "Seasick", "poll": ["A", "B"]}))
    status = mastodon.status(ids["m1"])
    assert (status.spoiler_text, status.media_attachments[0].description) == ("Seasick", "A torn ticket")
    assert [option.title for option in status.poll.options] == ["A", "B"]
