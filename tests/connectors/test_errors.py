"""Answers no fault of the sandbox gives, as real servers and what stands in front of them are known to give: each is an error of ours.

What every platform's faults become is in the shared contract (tests/connectors/contract/weather.py).
"""

import pytest

from connectors.errors import (
    ConnectorError,
    Gone,
    Malformed,
    NeedsReauth,
    NotPermitted,
    Permanent,
    RateLimited,
    Rejected,
    Temporary,
    Unavailable,
    UnknownOutcome,
)
from connectors.registry import PLATFORMS

# Mail does not speak HTTP.
SPEAK_HTTP = [platform for platform in PLATFORMS if platform != "mail"]
STREAMS = {
    platform: [spec.name for spec in PLATFORMS[platform].capabilities.streams if spec.is_polled]
    for platform in SPEAK_HTTP
}

# Where a platform's ids are of a form of their own.
PARENTS = {"bluesky": "at://did:plc:abc/app.bsky.feed.post/3kfoo"}


def connector_on(mouth, platform):
    """A connector with every field of its form filled in."""
    fields = [field.name for field in PLATFORMS[platform].capabilities.fields]
    return mouth.connector(platform, **dict.fromkeys(fields, "word"))


def deed(connector, name, outgoing):
    """One of the connector's verbs."""
    reply = outgoing(PARENTS.get(connector.platform, "1"), kind=next(iter(connector.capabilities.replies)))
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


# As (status, body).
ODD = [
    (200, None), (200, "text"), (200, 5), (200, True), (200, []), (200, [None]), (200, [[]]), (200, {}), (200, {"data": None}),
    (200, {"data": {}}), (200, {"data": "x"}), (200, {"errors": "no"}), (200, {"error": "no"}), (302, {}),
    (400, []), (400, {}), (400, {"errors": "no"}), (400, {"error": {}}), (400, {"error": []}), (400, {"error": {"code": "190"}}),
    (400, {"code": 5}), (401, []), (401, None), (403, []), (403, "no"), (403, {"error": {"message": None, "code": 10}}),
    (404, None), (404, {"error": {"code": 2500}}), (404, {"code": None}), (418, {}), (422, []), (429, []), (429, None),
    (500, []), (500, {}), (502, "x"), (503, None),
]  # fmt: skip
ODDLY = pytest.mark.parametrize(
    ("platform", "status", "body"),
    [
        pytest.param(platform, status, body, id=f"{platform} {status} {body}")
        for platform in SPEAK_HTTP
        for status, body in ODD
    ],
)


@ODDLY
def test_an_odd_answer_is_an_error_of_ours_or_holds_nothing_that_can_be_read(mouth, outgoing, platform, status, body):
    connector = connector_on(mouth.says(body, status), platform)
    for name in ("check", "find_sent", *STREAMS[platform]):
        found = tried(deed(connector, name, outgoing))
        if isinstance(found, ConnectorError):
            continue
        assert status == 200, (name, found)
        for raw in getattr(found, "items", ()):
            with pytest.raises(Malformed):
                connector.parse(name, raw.data)


@ODDLY
def test_an_odd_answer_to_a_reply_is_never_taken_for_success(mouth, outgoing, platform, status, body):
    error = caught(deed(connector_on(mouth.says(body, status), platform), "send", outgoing))
    is_refusal = isinstance(body, dict) and "error" in body
    if wrote(mouth) and (status >= 500 or (status == 200 and not is_refusal)):
        assert type(error) is UnknownOutcome


def wrote(mouth) -> bool:
    """Whether the reply itself was sent, after whatever had to be read, or signed in for, before."""
    method, path, _headers, _body = mouth.asked[-1]
    return method != "GET" and "Session" not in path


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
