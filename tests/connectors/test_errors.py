"""Each way a platform can fail, as the class of error that decides what happens next: by both platforms, reading and writing."""

import re
import socket
import traceback
from datetime import UTC, datetime

import pytest

from connectors.contract import Credentials
from connectors.errors import (
    ConnectorError,
    Gone,
    NeedsReauth,
    NotPermitted,
    Permanent,
    RateLimited,
    Rejected,
    Temporary,
    Unavailable,
    UnknownOutcome,
)
from connectors.registry import PLATFORMS, open_connector

STREAMS = {
    platform: [spec.name for spec in connector.capabilities.streams] for platform, connector in PLATFORMS.items()
}
READING = {
    "expired_token": NeedsReauth,
    "not_permitted": NotPermitted,
    "rate_limited": RateLimited,
    "server_error": Unavailable,
    "down": Unavailable,
    "slow": Unavailable,
    "cut_body": Unavailable,
    "not_json": Unavailable,
}
# What went out and came to no proper answer may stand there: that is never "try again".
WRITING = {
    "expired_token": NeedsReauth,
    "not_permitted": NotPermitted,
    "rate_limited": RateLimited,
    "server_error": UnknownOutcome,
    "down": UnknownOutcome,
    "slow": UnknownOutcome,
    "cut_body": UnknownOutcome,
    "not_json": UnknownOutcome,
    "accept_then_hang_up": UnknownOutcome,
}


def deed(connector, name, outgoing, parent_id="1"):
    """One of the connector's verbs."""
    reply = outgoing(parent_id)
    verbs = {
        "check": connector.check,
        "send": lambda: connector.send(reply),
        "find_sent": lambda: connector.find_sent(reply),
        **{stream: lambda stream=stream: connector.fetch(stream, {}) for stream in STREAMS[connector.platform]},
    }
    return verbs[name]


def tried(function):
    """What came of it: a value, or the error."""
    try:
        return function()
    except ConnectorError as error:
        return error


def caught(function) -> ConnectorError:
    with pytest.raises(ConnectorError) as trouble:
        function()
    return trouble.value


def speaks_of_credentials(error) -> bool:
    return bool(re.search("token|reconnect|credential|permission", str(error), re.IGNORECASE))


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("fault", READING)
def test_trouble_while_reading(opened, sandbox, outgoing, platform, fault):
    connector = opened(platform, timeout=0.2 if fault == "slow" else 5)
    sandbox.fault(platform, fault, seconds=0.6)
    for name in ("check", "find_sent", *STREAMS[platform]):
        error = caught(deed(connector, name, outgoing))
        assert type(error) is READING[fault], name
        if isinstance(error, Temporary):
            assert not speaks_of_credentials(error)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("fault", WRITING)
def test_trouble_while_writing(opened, sandbox, writes, outgoing, platform, fault):
    connector = opened(platform, timeout=0.2 if fault == "slow" else 5)
    question = writes(platform, "At what time?")
    parent_id = sandbox.play(question)[question["id"]]
    sandbox.fault(platform, fault, seconds=0.6)
    error = caught(deed(connector, "send", outgoing, parent_id))
    assert type(error) is WRITING[fault]
    if isinstance(error, UnknownOutcome):
        assert not speaks_of_credentials(error)


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("name", ["check", "send", "find_sent", "stream"])
def test_a_platform_that_cannot_be_reached_was_sent_nothing(outgoing, platform, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # Bound and not listening: whoever knocks is refused.
        base_url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        connector = open_connector(platform, Credentials("900", "harbourline", {"access_token": "t"}, base_url, 5.0))
        name = STREAMS[platform][0] if name == "stream" else name
        assert type(caught(deed(connector, name, outgoing))) is Unavailable


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("has_headers", [True, False], ids=["said when", "did not say when"])
def test_a_rate_limit_ends_in_the_future_when_the_platform_says(opened, sandbox, platform, has_headers):
    connector = opened(platform)
    sandbox.fault(platform, "rate_limited", headers=has_headers)
    error = caught(lambda: connector.fetch(STREAMS[platform][0], {}))
    assert error.until > datetime.now(UTC)
    assert f"{error.until:%H:%M} UTC" in str(error)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_what_is_said_about_an_error_is_fit_for_a_screen_and_holds_no_token(opened, sandbox, outgoing, platform):
    connector = opened(platform)
    token = connector.credentials.secrets["access_token"]
    for fault in WRITING:
        sandbox.control("DELETE", "faults")
        sandbox.fault(platform, fault, seconds=0)
        for name in ("check", "send", "find_sent", *STREAMS[platform]):
            error = tried(deed(connector, name, outgoing))
            if isinstance(error, ConnectorError):
                assert token not in "".join(traceback.format_exception(error)), (fault, name)
                assert PLATFORMS[platform].capabilities.label in str(error)
                assert "\n" not in str(error)
                assert "<" not in str(error)


# Answers no fault of the sandbox gives, as (status, body): what each platform's real servers, or something in front of
# them, are known to say. Whatever it is, it is one of our errors and no other.
ODD = {
    "x": [
        (200, []), (200, None), (200, "text"), (200, {}), (200, {"data": None}), (200, {"data": []}), (200, {"data": {}}),
        (400, []), (400, {"errors": "no"}), (401, []), (403, []), (403, "no"), (404, None), (429, []), (418, {}), (500, []), (302, {}),
    ],
    "facebook": [
        (200, []), (200, None), (200, "text"), (200, {}), (200, {"data": None}), (200, True),
        (200, {"error": "no"}), (400, {"error": {}}), (400, {"error": {"code": "190"}}), (400, {"error": []}), (400, []),
        (403, {"error": {"message": None, "code": 10}}), (500, []), (404, {"error": {"code": 2500}}),
    ],
}  # fmt: skip


ODDLY = pytest.mark.parametrize(
    ("platform", "status", "body"),
    [
        pytest.param(platform, status, body, id=f"{platform} {status} {body}")
        for platform, answers in ODD.items()
        for status, body in answers
    ],
)


@ODDLY
def test_an_odd_answer_is_an_error_of_ours_or_an_empty_page(mouth, outgoing, platform, status, body):
    connector = mouth.says(body, status).connector(platform)
    for name in ("check", "find_sent", *STREAMS[platform]):
        found = tried(deed(connector, name, outgoing))
        is_nothing = status == 200 and not getattr(found, "items", ())
        assert isinstance(found, ConnectorError) or is_nothing, name


@ODDLY
def test_an_odd_answer_to_a_reply_is_never_taken_for_success(mouth, outgoing, platform, status, body):
    error = caught(deed(mouth.says(body, status).connector(platform), "send", outgoing))
    is_refusal = isinstance(body, dict) and "error" in body
    if status >= 500 or (status == 200 and not is_refusal):
        assert type(error) is UnknownOutcome


@pytest.mark.parametrize("content_type", ["text/javascript; charset=UTF-8", "text/html", ""])
def test_a_reply_facebook_took_and_labelled_oddly_is_not_taken_for_refused(mouth, outgoing, content_type):
    connector = mouth.says({"id": "1_2"}, content_type=content_type).connector("facebook")
    found = tried(lambda: connector.send(outgoing("1")))
    assert isinstance(found, UnknownOutcome) or found.external_id == "1_2"


GRAPH_CODES = {
    4: RateLimited, 17: RateLimited, 32: RateLimited, 613: RateLimited, 80001: RateLimited,
    190: NeedsReauth, 102: NeedsReauth, 10: NotPermitted, 200: NotPermitted, 299: NotPermitted, 368: NotPermitted,
    100: Rejected, 506: Rejected, 1: Unavailable, 2: Unavailable,
}  # fmt: skip


@pytest.mark.parametrize("code", GRAPH_CODES)
def test_graphs_codes_while_reading(mouth, code):
    connector = mouth.says({"error": {"message": "Why.", "code": code}}, 400).connector("facebook")
    assert type(caught(connector.check)) is GRAPH_CODES[code]


@pytest.mark.parametrize("code", [1, 2])
def test_graphs_unknown_errors_leave_open_whether_a_reply_got_out(mouth, outgoing, code):
    connector = mouth.says({"error": {"message": "An unknown error occurred", "code": code}}, 400).connector("facebook")
    assert type(caught(lambda: connector.send(outgoing("1")))) is UnknownOutcome


def test_what_is_gone_is_gone(mouth, outgoing):
    graph = mouth.says({"error": {"message": "Unsupported", "code": 100, "error_subcode": 33}}, 400).connector(
        "facebook"
    )
    assert type(caught(lambda: graph.send(outgoing("1")))) is Gone
    x = mouth.says({"title": "Not Found"}, 404).connector("x")
    assert type(caught(lambda: x.send(outgoing("1")))) is Gone


def test_x_saying_the_account_is_unknown_is_no_empty_page(mouth, outgoing):
    """X answers 200 with `errors` and no `data` for a user it does not find: read as an empty page, we would never know."""
    missing = {"resource_type": "user", "parameter": "id", "value": "900", "title": "Not Found Error"}
    missing |= {"type": "https://api.twitter.com/2/problems/resource-not-found"}
    connector = mouth.says({"errors": [missing]}).connector("x")
    for name in ("mentions", "own_posts", "find_sent"):
        assert isinstance(caught(deed(connector, name, outgoing)), Permanent | Temporary)


def test_the_reason_a_platform_gives_is_passed_on(mouth, outgoing):
    x = mouth.says({"errors": [{"message": "Too short."}, {"message": "Too dull."}]}, 400).connector("x")
    assert "Too short.; Too dull." in str(caught(lambda: x.send(outgoing("1"))))
    graph = mouth.says({"error": {"message": "Commenting is off.", "code": 200}}, 403).connector("facebook")
    assert "Commenting is off." in str(caught(lambda: graph.send(outgoing("1"))))
