"""Bluesky's sessions, of which only so many may be opened, and its refusals."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.contract import Connector
from connectors.errors import Gone, NeedsReauth, NotPermitted, RateLimited, Rejected, Unavailable
from connectors.items import Credentials
from connectors.registry import open_connector
from tests.connectors.bluesky import NOW, US, account_on, asked_by_dora, known, methods


@pytest.fixture
def account(sandbox: Any) -> Callable[..., Connector]:
    """A connector of the company's account on the sandbox, with these secrets in place of its own."""
    return account_on(sandbox)


def session_of(connector: Connector) -> dict[str, str]:
    refreshed = connector.refresh()
    assert refreshed is not None
    assert refreshed.expires_at is not None
    return dict(refreshed.secrets)


def test_a_kept_session_is_used_and_none_is_opened(mouth):
    mouth.says({"notifications": [], "posts": []})
    for _task in range(3):
        known(mouth.url).fetch("mentions", {})
    assert methods(mouth) == ["listNotifications"] * 3
    tokens = {headers["authorization"] for _method, _path, headers, _body in mouth.asked}
    assert tokens == {"Bearer t.t.t"}


def test_forty_tasks_open_one_session(sandbox, account):
    """Thirty in five minutes is all that Bluesky allows."""
    sandbox.control("PUT", "settings", rate_limit_factor=1)
    secrets = session_of(account())
    for _task in range(40):
        account(**secrets).fetch("mentions", {})
    for _renewal in range(40):
        secrets = session_of(account(**secrets))


def test_too_many_sessions_are_a_rate_limit_and_no_lost_password(sandbox, account):
    sandbox.control("PUT", "settings", rate_limit_factor=1)
    for _task in range(30):
        account().check()
    with pytest.raises(RateLimited):
        account().check()


def test_a_session_about_to_end_is_renewed_with_its_own_token(sandbox, account):
    sandbox.control("PUT", "settings", bluesky_session_seconds=1800)
    secrets = session_of(account())
    again = account(**(secrets | {"app_password": "no longer right"})).refresh()
    assert again is not None
    assert again.secrets["access_jwt"] != ""
    assert again.expires_at is not None
    assert timedelta(minutes=28) < again.expires_at - datetime.now(UTC) <= timedelta(minutes=30)
    assert account(**again.secrets).check().handle == "harbourline.bsky.social"


@pytest.mark.parametrize("broken", [("access_jwt",), ("access_jwt", "refresh_jwt")], ids=["access", "both"])
def test_a_token_that_is_refused_in_mid_task_is_renewed_there_and_then(sandbox, account, outgoing, broken):
    """A bad token is a 400 on Bluesky. The refresh token mends it, and where that is no good either, the app password."""
    secrets = session_of(account()) | dict.fromkeys(broken, "not.a.token")
    question = asked_by_dora(sandbox)
    assert [raw.external_id for raw in account(**secrets).fetch("mentions", {}).items] == [question]
    sent = account(**secrets).send(outgoing(question))
    assert account(**secrets).find_sent(outgoing(question, queued_at=NOW)) is None
    assert sent.external_id in {row["external_id"] for row in sandbox.items("bluesky", "harbourline")}


def test_only_an_app_password_that_is_refused_asks_for_a_person(sandbox, account):
    secrets = session_of(account())
    sandbox.control("POST", "accounts", platform="bluesky", handle="harbourline", token="qrst-uvwx-yzab-cdef")
    # The open session goes on until its end, as on the real servers.
    assert account(**secrets).check().name == "Harbour Line"
    with pytest.raises(NeedsReauth, match="app password"):
        account(**(secrets | {"access_jwt": "not.a.token"})).check()


def test_calls_go_to_the_server_a_session_names_unless_one_was_named_to_us(mouth):
    """bsky.social signs in for many servers; the token says which of them takes it."""
    claims = base64.urlsafe_b64encode(json.dumps({"sub": US, "aud": "did:web:host.example.invalid"}).encode())
    token = f"x.{claims.decode().rstrip('=')}.x"
    mouth.says({"notifications": []})
    known(mouth.url, access_jwt=token).fetch("mentions", {})
    assert methods(mouth) == ["listNotifications"]
    away = open_connector("bluesky", Credentials(US, "h", {"access_jwt": token}, "", 2.0))
    with pytest.raises(Unavailable):
        away.fetch("mentions", {})


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_with_a_password_in_hand(mouth, status):
    mouth.says({}, status, headers={"Location": f"{mouth.url}/elsewhere"})
    with pytest.raises(Unavailable):
        known(mouth.url, access_jwt="").check()
    assert len(mouth.asked) == 1


XRPC = {
    (401, "AuthenticationRequired"): NeedsReauth, (400, "ExpiredToken"): NeedsReauth, (400, "InvalidToken"): NeedsReauth,
    (401, "AccountTakedown"): NeedsReauth, (401, "AccountDeactivated"): NeedsReauth,
    (403, "Forbidden"): NotPermitted, (400, "RecordNotFound"): Gone, (400, "InvalidRequest"): Rejected, (400, "InvalidSwap"): Unavailable,
    (413, "PayloadTooLarge"): Rejected, (429, "RateLimitExceeded"): RateLimited,
    (500, "InternalServerError"): Unavailable, (501, "MethodNotImplemented"): Unavailable, (502, "UpstreamFailure"): Unavailable,
    (503, "NotEnoughResources"): Unavailable, (504, "UpstreamTimeout"): Unavailable,
}  # fmt: skip


@pytest.mark.parametrize(("answer", "expected"), XRPC.items(), ids=[f"{status} {name}" for status, name in XRPC])
def test_xrpcs_errors_are_told_by_their_class(mouth, answer, expected):
    status, name = answer
    mouth.says({"error": name, "message": "Why."}, status)
    with pytest.raises(expected) as trouble:
        known(mouth.url).fetch("mentions", {})
    assert type(trouble.value) is expected
    assert "Bluesky" in str(trouble.value)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 418])
@pytest.mark.parametrize("body", [[], "no", None, {}, {"error": 5}, {"error": {}}, b"<html>", b"\xff"], ids=repr)
def test_a_refusal_that_is_not_in_xrpcs_words_says_nothing_about_us(mouth, status, body):
    mouth.says(body, status)
    with pytest.raises(Unavailable):
        known(mouth.url).fetch("mentions", {})


@pytest.mark.parametrize("body", [[], "no", None, b"<html>", b"\xff", b"{"], ids=repr)
def test_an_answer_that_is_no_object_is_no_empty_page(mouth, body):
    mouth.says(body)
    with pytest.raises(Unavailable):
        known(mouth.url).fetch("mentions", {})


def test_a_rate_limit_ends_when_bluesky_says(mouth):
    until = datetime.now(UTC).replace(microsecond=0) + timedelta(minutes=3)
    mouth.says({"error": "RateLimitExceeded"}, 429, headers={"RateLimit-Reset": str(int(until.timestamp()))})
    with pytest.raises(RateLimited) as trouble:
        known(mouth.url).check()
    assert trouble.value.until == until


def test_the_budget_is_what_bluesky_says(mouth):
    mouth.says({"notifications": []}, headers={"RateLimit-Remaining": "2999", "RateLimit-Reset": "1800000000"})
    budget = known(mouth.url).fetch("mentions", {}).budget
    assert (budget.remaining, budget.resets_at) == (2999, datetime.fromtimestamp(1_800_000_000, UTC))
