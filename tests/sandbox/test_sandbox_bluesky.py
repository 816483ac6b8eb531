"""Bluesky's servers as the atproto library meets them, and, where it reads no more than it wants, as HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from atproto import Client, models
from atproto_client.exceptions import BadRequestError, RateLimitExceededError, RequestException, UnauthorizedError

POST, LIKE, GATE = "app.bsky.feed.post", "app.bsky.feed.like", "app.bsky.feed.threadgate"
REASONS = ["mention", "reply", "quote"]
PASSWORD = "abcd-efgh-ijkl-mnop"
RECORD = {"$type": POST, "text": "Ahoy", "createdAt": "2026-11-22T10:00:00.000Z"}
KEY = "3m6bxxxxxxx3b"


@pytest.fixture
def account(sandbox: Any) -> dict[str, Any]:
    return dict(sandbox.account("bluesky", token=PASSWORD))


@pytest.fixture
def bluesky(sandbox: Any, account: dict[str, Any]) -> Client:
    """The library, signed in as the company."""
    client = Client(f"{sandbox.url}/bluesky")
    client.login("wren.bsky.social", PASSWORD)
    return client


@pytest.fixture
def play(sandbox: Any, events_of: Callable[..., dict[str, Any]]) -> Callable[..., str]:
    """Something happens; its id."""

    def happen(kind: str, alias: str, author: str | None = "ann", text: str = "where is it?", **more: Any) -> str:
        played = sandbox.play(events_of(kind, alias, author, text, platform="bluesky", **more))
        assert played["refused"] == []
        return str(played["ids"][alias])

    return happen


@pytest.fixture
def raw(sandbox: Any, account: dict[str, Any]) -> Callable[..., requests.Response]:
    """A call as HTTP, under a session of the company's or any other header."""
    base = f"{sandbox.url}/bluesky/xrpc"
    opened = requests.post(
        f"{base}/com.atproto.server.createSession", json={"identifier": account["id"], "password": PASSWORD}, timeout=5
    ).json()

    def call(method: str, body: Any = None, authorization: str | None = None, **query: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {opened['accessJwt']}" if authorization is None else authorization}
        headers = {name: value.replace("REFRESH", opened["refreshJwt"]) for name, value in headers.items() if value}
        url = f"{base}/{method}"
        if body is None:
            return requests.get(url, params=query, headers=headers, timeout=5)
        return requests.post(url, json=body, headers=headers, timeout=5)

    return call


def notifications(client: Client, **more: Any) -> Any:
    asked = models.AppBskyNotificationListNotifications.Params(**{"reasons": REASONS, **more})
    return client.app.bsky.notification.list_notifications(asked)


def put(client: Client, record: dict[str, Any], key: str = KEY, collection: str = POST, **more: Any) -> Any:
    assert client.me is not None
    data = {"repo": client.me.did, "collection": collection, "rkey": key, "record": record, **more}
    return client.com.atproto.repo.put_record(models.ComAtprotoRepoPutRecord.Data(**data))


def reasons(client: Client) -> dict[str, str]:
    return {row.uri: row.reason for row in notifications(client).notifications}


# Sessions


def test_a_session_is_opened_with_handle_or_did_and_app_password_alone(sandbox: Any, account: dict[str, Any]) -> None:
    for name in ("wren.bsky.social", "Wren.bsky.social", account["id"]):
        profile = Client(f"{sandbox.url}/bluesky").login(name, PASSWORD)
        assert profile is not None
        assert (profile.did, profile.handle, profile.display_name) == (
            account["id"],
            "wren.bsky.social",
            "Wren Ferries",
        )
    for name, password in (("wren.bsky.social", "wrong"), ("nobody.bsky.social", PASSWORD), ("wren.example", PASSWORD)):
        with pytest.raises(UnauthorizedError, match="Invalid identifier or password"):
            Client(f"{sandbox.url}/bluesky").login(name, password)
    assert account["secrets"] == {"handle": "wren.bsky.social", "app_password": PASSWORD}


@pytest.mark.parametrize(
    ("authorization", "status", "error"),
    [
        ("", 401, "AuthMissing"),
        ("Basic abc", 400, "InvalidToken"),
        ("Bearer abc", 400, "InvalidToken"),
        ("Bearer a.b.c", 400, "InvalidToken"),
        ("Bearer REFRESH", 400, "InvalidToken"),
    ],
)
def test_a_token_that_is_no_good_is_refused_as_the_real_server_does(
    raw: Any, authorization: str, status: int, error: str
) -> None:
    answer = raw("app.bsky.notification.listNotifications", authorization=authorization)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


def test_an_access_token_ends_and_the_refresh_token_renews_it(sandbox: Any, account: dict[str, Any]) -> None:
    sandbox.control("PUT", "settings", {"bluesky_session_seconds": 0})
    base = f"{sandbox.url}/bluesky/xrpc"
    body = {"identifier": "wren.bsky.social", "password": PASSWORD}
    session = requests.post(f"{base}/com.atproto.server.createSession", json=body, timeout=5).json()
    headers = {"Authorization": f"Bearer {session['accessJwt']}"}
    refused = requests.get(f"{base}/com.atproto.server.getSession", headers=headers, timeout=5)
    assert (refused.status_code, refused.json()["error"]) == (400, "ExpiredToken")
    sandbox.control("PUT", "settings", {"bluesky_session_seconds": 7200})
    headers = {"Authorization": f"Bearer {session['refreshJwt']}"}
    renewed = requests.post(f"{base}/com.atproto.server.refreshSession", headers=headers, timeout=5).json()
    headers = {"Authorization": f"Bearer {renewed['accessJwt']}"}
    assert (
        requests.get(f"{base}/com.atproto.server.getSession", headers=headers, timeout=5).json()["did"] == account["id"]
    )


def test_a_new_app_password_ends_the_old_ones_sessions_at_their_next_renewal(sandbox: Any, bluesky: Client) -> None:
    sandbox.account("bluesky", token="qrst-uvwx-yzab-cdef")
    assert notifications(bluesky).notifications == []
    with pytest.raises(BadRequestError, match="revoked"):
        bluesky.com.atproto.server.refresh_session(
            headers={"Authorization": f"Bearer {bluesky.export_session_string().split(':::')[3]}"},
            ignore_session_check=True,
        )


# Notifications


def test_whoever_mentions_answers_or_quotes_the_company_is_told_to_it(bluesky: Client, play: Any) -> None:
    ours = play("post", "b1", None, "Boats are late")
    expected = {
        play("mention", "b2"): "mention",
        play("mention", "b3", "ben", "hi @wren, where?"): "mention",
        play("comment", "b4", reply_to="b1"): "reply",
        play("quote", "b5", "ben", "look at this", reply_to="b1"): "quote",
    }
    play("comment", "b6", "cat", "not for you", reply_to="b2")
    assert reasons(bluesky) == expected
    told = {row.uri: row for row in notifications(bluesky).notifications}
    mention, answer, quote = (told[uri] for uri, reason in expected.items() if uri not in list(expected)[1:2])
    assert mention.record.text == "@wren.bsky.social where is it?"
    assert mention.record.facets[0].features[0].did == ours.split("/")[2]
    assert (answer.record.reply.root.uri, answer.record.reply.parent.uri, answer.reason_subject) == (ours, ours, ours)
    assert (quote.record.embed.record.uri, quote.record.reply) == (ours, None)


def test_an_answer_is_told_to_those_four_posts_above_and_no_further(bluesky: Client, play: Any) -> None:
    play("post", "b0", None, "Boats are late")
    ids = [play("comment", f"b{n}", f"p{n}", f"answer {n}", reply_to=f"b{n - 1}") for n in range(1, 7)]
    assert set(reasons(bluesky)) == set(ids[:4])


def test_notifications_come_newest_first_and_page_below_a_time(bluesky: Client, play: Any) -> None:
    ids = [play("mention", f"b{n}", f"p{n}") for n in range(5)]
    page = notifications(bluesky, limit=2)
    assert [row.uri for row in page.notifications] == ids[:2:-1]
    assert page.cursor == page.notifications[-1].indexed_at
    rest = notifications(bluesky, limit=50, cursor=page.cursor)
    assert [row.uri for row in rest.notifications] == ids[2::-1]
    assert notifications(bluesky, cursor=rest.cursor).notifications == []
    assert notifications(bluesky, cursor=rest.cursor).cursor is None


# Posts


def test_get_posts_leaves_deleted_ones_out(sandbox: Any, bluesky: Client, play: Any) -> None:
    kept, gone = play("mention", "b1"), play("mention", "b2", "ben")
    sandbox.play({"delete": "b2"})
    assert [view.uri for view in bluesky.get_posts([kept, gone]).posts] == [kept]
    with pytest.raises(BadRequestError, match="Could not locate record"):
        bluesky.com.atproto.repo.get_record({"repo": gone.split("/")[2], "collection": POST, "rkey": gone[-13:]})
    assert list(reasons(bluesky)) == [kept]


def test_an_edit_is_another_version_of_the_same_post(sandbox: Any, bluesky: Client, play: Any) -> None:
    asked = play("mention", "b1")
    [before] = bluesky.get_posts([asked]).posts
    sandbox.play({"edit": "b1", "text": "what I meant"})
    [after] = bluesky.get_posts([asked]).posts
    assert after.cid != before.cid
    assert after.record.text == "@wren.bsky.social what I meant"
    assert after.record.created_at == before.record.created_at


def test_links_are_shortened_as_an_app_does_and_kept_whole_in_a_facet(bluesky: Client, play: Any) -> None:
    asked = play("mention", "b1", text="🚢 see https://example.org/a/very/long/path?x=1, please")
    [view] = bluesky.get_posts([asked]).posts
    assert view.record.text == "@wren.bsky.social 🚢 see example.org/a/very/long/..., please"
    [link] = [facet for facet in view.record.facets if hasattr(facet.features[0], "uri")]
    assert link.features[0].uri == "https://example.org/a/very/long/path?x=1"
    whole = view.record.text.encode()
    assert whole[link.index.byte_start : link.index.byte_end].decode() == "example.org/a/very/long/..."


def test_pictures_stand_in_the_record_as_blobs(bluesky: Client, play: Any) -> None:
    asked = play("mention", "b1", media=[{"url": "https://example.org/boat.jpg", "kind": "image", "text": "A boat"}])
    [view] = bluesky.get_posts([asked]).posts
    [image] = view.record.embed.images
    assert (image.alt, image.image.mime_type) == ("A boat", "image/jpeg")


@pytest.mark.parametrize(
    ("method", "query", "status", "message"),
    [
        ("app.bsky.feed.getPosts", {}, 400, 'must have the property "uris"'),
        ("app.bsky.feed.getPosts", {"uris": ["x"]}, 400, "uris/0 must be a valid at-uri"),
        ("app.bsky.feed.getPosts", {"uris": [f"at://did:plc:a/{POST}/{n}" for n in range(26)]}, 400, "more than 25"),
        ("app.bsky.notification.listNotifications", {"limit": 101}, 400, "can not be greater than 100"),
        ("app.bsky.notification.listNotifications", {"cursor": "zzz"}, 502, "Internal Server Error"),
        ("app.bsky.actor.getProfile", {"actor": "nobody.test"}, 400, "Profile not found"),
        ("com.atproto.identity.resolveHandle", {"handle": "nobody.test"}, 400, "Unable to resolve handle"),
        ("com.atproto.repo.listRecords", {"repo": "did:plc:nobody", "collection": POST}, 400, "Could not find repo"),
        ("app.bsky.feed.nothing", {}, 501, "Method Not Implemented"),
    ],
)
def test_a_bad_question_is_answered_as_the_real_servers_do(
    raw: Any, method: str, query: dict[str, Any], status: int, message: str
) -> None:
    answer = raw(method, **query)
    assert (answer.status_code, message in answer.json()["message"]) == (status, True), answer.text


# Writing


def test_a_record_put_twice_stands_once_and_put_otherwise_is_changed(sandbox: Any, bluesky: Client) -> None:
    first, again = put(bluesky, RECORD), put(bluesky, RECORD)
    assert (again.uri, again.cid, again.commit) == (first.uri, first.cid, None)
    changed = put(bluesky, {**RECORD, "text": "Ahoy!"})
    assert changed.uri == first.uri
    assert changed.cid != first.cid
    [item] = sandbox.items(platform="bluesky")
    assert (item["external_id"], item["text"], item["is_company"]) == (first.uri, "Ahoy!", True)


def test_creating_what_is_there_breaks_the_server(raw: Any, account: dict[str, Any]) -> None:
    body = {"repo": account["id"], "collection": POST, "rkey": KEY, "record": RECORD}
    assert raw("com.atproto.repo.createRecord", body).status_code == 200
    assert raw("com.atproto.repo.createRecord", body).status_code == 500


def test_the_librarys_own_way_of_posting_works(bluesky: Client, play: Any) -> None:
    asked = play("mention", "b1")
    [view] = bluesky.get_posts([asked]).posts
    there = models.create_strong_ref(view)
    made = bluesky.send_post("At nine.", reply_to=models.AppBskyFeedPost.ReplyRef(parent=there, root=there))
    [answer] = bluesky.get_posts([made.uri]).posts
    assert (answer.record.text, answer.record.reply.parent.uri) == ("At nine.", asked)
    assert bluesky.delete_post(made.uri)
    assert bluesky.get_posts([made.uri]).posts == []


@pytest.mark.parametrize(
    ("record", "message"),
    [
        ({"text": "x" * 301}, "grapheme too big (maximum 300, got 301)"),
        ({"text": "👩‍👩‍👧‍👦" * 200}, "string too big (maximum 3000, got 5000)"),
        ({"text": 5}, "$.record.text"),
        ({"createdAt": "yesterday"}, 'Invalid datetime (got "yesterday")'),
        ({"reply": {"root": {"uri": "at://did:plc:a/b/c", "cid": "x"}}}, 'Invalid CID string (got "x")'),
        ({"$type": "app.bsky.feed.repost"}, "Invalid $type"),
    ],
)
def test_a_record_that_is_not_right_is_refused_with_the_place(
    raw: Any, account: dict[str, Any], record: dict[str, Any], message: str
) -> None:
    body = {"repo": account["id"], "collection": POST, "rkey": KEY, "record": {**RECORD, **record}}
    answer = raw("com.atproto.repo.putRecord", body)
    assert answer.status_code == 400
    assert message in answer.json()["message"]


def test_a_post_of_300_graphemes_is_taken_however_many_letters_they_are(bluesky: Client) -> None:
    assert put(bluesky, {**RECORD, "text": "🇳🇴" * 300}).uri


def test_a_post_wants_a_time_for_a_key_and_ones_own_repository(raw: Any, account: dict[str, Any]) -> None:
    body = {"repo": account["id"], "collection": POST, "rkey": "hello", "record": RECORD}
    assert "Invalid TID string" in raw("com.atproto.repo.putRecord", body).json()["message"]
    answer = raw("com.atproto.repo.putRecord", body | {"repo": "did:plc:somebody", "rkey": KEY})
    assert (answer.status_code, answer.json()["error"]) == (401, "AuthenticationRequired")


def test_a_record_that_is_not_there_can_be_deleted_too(raw: Any, account: dict[str, Any]) -> None:
    answer = raw("com.atproto.repo.deleteRecord", {"repo": account["id"], "collection": POST, "rkey": KEY})
    assert (answer.status_code, answer.json()) == (200, {})


def test_a_key_can_be_used_again_once_its_record_was_deleted(bluesky: Client) -> None:
    made = put(bluesky, RECORD)
    bluesky.delete_post(made.uri)
    again = put(bluesky, {**RECORD, "text": "Ahoy again"})
    assert bluesky.get_posts([again.uri]).posts[0].record.text == "Ahoy again"


def test_own_records_are_listed_by_key_newest_first_or_oldest(bluesky: Client) -> None:
    assert bluesky.me is not None
    keys = ["3m6bxxxxxxx3b", "3m6axxxxxxx3b", "3m6cxxxxxxx3b"]
    for key in keys:
        put(bluesky, RECORD, key)
    asked = {"repo": bluesky.me.did, "collection": POST}
    listed = bluesky.com.atproto.repo.list_records({**asked, "limit": 2})
    assert [record.uri[-13:] for record in listed.records] == sorted(keys)[:0:-1]
    rest = bluesky.com.atproto.repo.list_records({**asked, "cursor": listed.cursor})
    assert [record.uri[-13:] for record in rest.records] == sorted(keys)[:1]
    assert bluesky.com.atproto.repo.list_records({**asked, "cursor": rest.cursor}).records == []
    turned = bluesky.com.atproto.repo.list_records({**asked, "reverse": True})
    assert [record.uri[-13:] for record in turned.records] == sorted(keys)


def test_likes_and_hidden_answers_are_records_of_the_account(sandbox: Any, bluesky: Client, play: Any) -> None:
    ours, asked = play("post", "b1", None, "Boats are late"), play("comment", "b2", reply_to="b1")
    [view] = bluesky.get_posts([asked]).posts
    like = bluesky.like(asked, view.cid)
    assert bluesky.get_posts([asked]).posts[0].viewer.like == like.uri
    assert sandbox.item("b2")["liked"] is True
    gate = {"$type": GATE, "post": ours, "hiddenReplies": [asked], "createdAt": RECORD["createdAt"]}
    put(bluesky, gate, ours[-13:], GATE)
    assert sandbox.item("b2")["hidden"] is True
    assert bluesky.get_posts([ours]).posts[0].threadgate.record.hidden_replies == [asked]
    assert reasons(bluesky) == {}
    put(bluesky, gate | {"hiddenReplies": []}, ours[-13:], GATE)
    bluesky.unlike(like.uri)
    assert (sandbox.item("b2")["hidden"], sandbox.item("b2")["liked"]) == (False, False)
    assert reasons(bluesky) == {asked: "reply"}


def test_a_swap_goes_through_only_where_what_stands_there_is_what_was_read(bluesky: Client) -> None:
    first = put(bluesky, RECORD)
    with pytest.raises(BadRequestError, match="Record was at"):
        put(bluesky, {**RECORD, "text": "Ahoy!"}, swap_record="bafyother")
    assert put(bluesky, {**RECORD, "text": "Ahoy!"}, swap_record=first.cid).cid != first.cid


# Limits and weather


def test_every_answer_tells_where_the_limit_stands(raw: Any) -> None:
    headers = raw("com.atproto.server.getSession").headers
    assert (headers["RateLimit-Limit"], headers["RateLimit-Policy"]) == ("60000", "60000;w=300")  # 3,000, times 20
    assert headers["RateLimit-Remaining"] == "59999"
    assert int(headers["RateLimit-Reset"]) > 0


def test_thirty_sessions_in_five_minutes_are_enough(sandbox: Any, account: dict[str, Any]) -> None:
    sandbox.control("PUT", "settings", {"rate_limit_factor": 1})
    client = Client(f"{sandbox.url}/bluesky")
    for _time in range(30):
        client.login("wren.bsky.social", PASSWORD, fetch_bsky_profile=False)
    with pytest.raises(RateLimitExceededError) as refusal:
        client.login("wren.bsky.social", PASSWORD, fetch_bsky_profile=False)
    assert (refusal.value.limit, refusal.value.remaining) == (30, 0)
    assert refusal.value.reset_at is not None
    sandbox.control("PUT", "settings", {"rate_limits": False})
    client.login("wren.bsky.social", PASSWORD)


def test_writes_have_a_budget_in_points(sandbox: Any, raw: Any, account: dict[str, Any]) -> None:
    sandbox.control("PUT", "settings", {"rate_limit_factor": 0.001})  # 5 points an hour: two records put, at two each
    sandbox.control("PUT", "settings", {"rate_limits": True})
    answers = [
        raw("com.atproto.repo.putRecord", {"repo": account["id"], "collection": POST, "rkey": KEY, "record": RECORD})
        for _time in range(3)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("expired_token", "ExpiredToken"),
        ("not_permitted", "Forbidden"),
        ("rate_limited", "RateLimitExceeded"),
        ("server_error", "InternalServerError"),
    ],
)
def test_the_weather_speaks_in_the_servers_own_words(sandbox: Any, raw: Any, fault: str, error: str) -> None:
    sandbox.fault("bluesky", fault, account="wren")
    assert raw("app.bsky.notification.listNotifications").json()["error"] == error


def test_an_expired_token_can_be_had_no_more_with_that_app_password(sandbox: Any, account: dict[str, Any]) -> None:
    sandbox.fault("bluesky", "expired_token", account="wren")
    with pytest.raises(UnauthorizedError):
        Client(f"{sandbox.url}/bluesky").login("wren.bsky.social", PASSWORD)


@pytest.mark.parametrize("variant", ["wrong_types", "missing_id", "missing_text", "bad_created_at", "missing_author"])
def test_one_item_of_a_page_can_be_garbage(sandbox: Any, raw: Any, play: Any, variant: str) -> None:
    kept, odd = play("mention", "b1"), play("mention", "b2", "ben")
    sandbox.fault("bluesky", "malformed_item", variant=variant, item=odd)
    rows = raw("app.bsky.notification.listNotifications").json()["notifications"]
    row, other = rows
    assert other["uri"] == kept
    spoilt = {
        "wrong_types": row["record"].get("text") == {"unexpected": [1, None]},
        "missing_id": "uri" not in row,
        "missing_text": "text" not in row["record"],
        "bad_created_at": row["record"].get("createdAt") == "the day before yesterday",
        "missing_author": "author" not in row,
    }
    assert [name for name, is_so in spoilt.items() if is_so] == [variant]


@pytest.mark.parametrize(
    ("kind", "author", "more"),
    [("dm", "ann", {}), ("comment", "ann", {}), ("quote", "ann", {}), ("mention", None, {})],
)
def test_what_bluesky_has_not_is_refused(
    sandbox: Any, events_of: Any, kind: str, author: str | None, more: Any
) -> None:
    played = sandbox.play(events_of(kind, "b1", author, platform="bluesky", **more))
    assert len(played["refused"]) == 1


def test_a_server_error_reaches_the_library_as_one(sandbox: Any, bluesky: Client) -> None:
    sandbox.fault("bluesky", "server_error")
    with pytest.raises(RequestException):
        notifications(bluesky)
