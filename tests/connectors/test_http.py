"""The line to the platforms: where it leads, how long it waits, and that no secret stands in a URL."""

import re
import socket
from contextlib import suppress

import pytest
import requests
from urllib3.exceptions import NewConnectionError

from connectors.errors import ConnectorError, Unavailable, UnknownOutcome
from connectors.http import PlatformAdapter, ServerTrouble, mount, reading, writing
from connectors.registry import PLATFORMS


def session_to(base_url, **more):
    return mount(requests.Session(), PlatformAdapter(base_url=base_url, timeout_seconds=5.0, **more))


@pytest.mark.parametrize("base_path", ["", "/", "/x", "/behind/a/proxy/"])
def test_requests_go_to_the_base_address_with_its_path_in_front(mouth, base_path):
    session_to(mouth.url + base_path).get("https://api.platform.example/2/users/me", params={"q": "a b&c=ü"})
    [(method, path, headers, _body)] = mouth.asked
    assert (method, path) == ("GET", f"{base_path.rstrip('/')}/2/users/me?q=a+b%26c%3D%C3%BC")
    assert headers["Host"] == mouth.url.removeprefix("http://")


def test_a_token_in_the_url_is_moved_into_the_header(mouth):
    session = session_to(mouth.url, token_parameter="access_token")
    session.get(
        "https://graph.platform.example/me", params={"fields": "id,name", "access_token": "se/cr=et", "empty": ""}
    )
    [(_method, path, headers, _body)] = mouth.asked
    assert headers["Authorization"] == "Bearer se/cr=et"
    assert path == "/me?fields=id%2Cname&empty="


def test_the_answer_and_its_request_name_no_token_either(mouth):
    session = session_to(mouth.url, token_parameter="access_token")
    answer = session.get("https://graph.platform.example/me", params={"access_token": "se-cret"})
    assert "se-cret" not in answer.url + answer.request.url + repr(answer.request)


def test_other_parameters_are_left_alone_where_no_token_is_named(mouth):
    session_to(mouth.url).get("https://api.platform.example/me", params={"access_token": "1"})
    assert mouth.asked[0][1] == "/me?access_token=1"


@pytest.mark.parametrize("asked_for", [None, 0.1])
def test_nobody_waits_for_ever(asked_for):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        adapter = PlatformAdapter(base_url=f"http://127.0.0.1:{silent.getsockname()[1]}", timeout_seconds=0.1)
        with pytest.raises(requests.ReadTimeout):
            mount(requests.Session(), adapter).get("https://api.platform.example/", timeout=asked_for)


def test_what_is_named_a_base_is_reached_without_the_machines_proxy(mouth, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    assert session_to(mouth.url).get("https://api.platform.example/me").status_code == 200
    assert mount(requests.Session(), PlatformAdapter(base_url="", timeout_seconds=1)).trust_env


def test_the_transport_repeats_nothing_by_itself():
    assert PlatformAdapter(base_url="", timeout_seconds=1).max_retries.total == 0


NEVER_LEFT = NewConnectionError(None, "refused")
TROUBLE = [
    (requests.ConnectTimeout(), Unavailable, Unavailable),
    (requests.ConnectionError(NEVER_LEFT), Unavailable, Unavailable),
    (requests.ConnectionError(type("MaxRetryError", (Exception,), {"reason": NEVER_LEFT})()), Unavailable, Unavailable),
    (requests.ConnectionError("reset by peer"), Unavailable, UnknownOutcome),
    (requests.ConnectionError(), Unavailable, UnknownOutcome),
    (requests.ReadTimeout(), Unavailable, UnknownOutcome),
    (requests.exceptions.ChunkedEncodingError(), Unavailable, UnknownOutcome),
    (requests.exceptions.ContentDecodingError(), Unavailable, UnknownOutcome),
    (ServerTrouble("HTTP 503"), Unavailable, UnknownOutcome),
]


@pytest.mark.parametrize(("trouble", "while_reading", "while_writing"), TROUBLE, ids=[repr(row[0]) for row in TROUBLE])
def test_trouble_on_the_line_is_temporary_and_a_write_that_left_is_of_unknown_outcome(
    trouble, while_reading, while_writing
):
    for context, expected in ((reading, while_reading), (writing, while_writing)):
        with pytest.raises(expected) as caught, context("X"):
            raise trouble
        assert type(caught.value) is expected
        assert str(caught.value).startswith("X ")


@pytest.mark.parametrize("context", [reading, writing])
def test_other_errors_are_not_dressed_up_as_trouble_on_the_line(context):
    with pytest.raises(KeyError), context("X"):
        raise KeyError("a mistake of ours")


@pytest.mark.parametrize("platform", [platform for platform in PLATFORMS if platform != "mail"])
@pytest.mark.parametrize("status", [200, 400, 500])
def test_no_call_of_a_connector_has_a_secret_in_its_address(mouth, outgoing, platform, status):
    mouth.says({"id": "1", "data": {"id": "1"}}, status)
    connector = mouth.connector(platform, token="s3cret.token", app_secret="s3cret.app")
    reply = outgoing("7", kind=next(iter(connector.capabilities.replies)))
    verbs = [connector.check, lambda: connector.send(reply), lambda: connector.find_sent(reply), connector.subscribe]
    for spec in connector.capabilities.streams:
        verbs.append(lambda name=spec.name: connector.fetch_back(name, {}, until=None))
        if spec.is_polled:
            verbs.append(lambda name=spec.name: connector.fetch(name, {}))
    for verb in verbs:
        with suppress(ConnectorError):
            verb()
    assert len(mouth.asked) >= 3
    for _method, path, headers, body in mouth.asked:
        assert "s3cret" not in path
        assert b"s3cret.app" not in body
        assert headers.get("Authorization") or b"s3cret.token" in body


def test_facebook_calls_are_signed_where_the_apps_secret_is_known(mouth):
    mouth.says({"id": "1", "name": "Harbour Line"})
    mouth.connector("facebook", app_secret="the app's own").check()
    mouth.connector("facebook").check()
    signed, unsigned = (path for _method, path, _headers, _body in mouth.asked)
    assert re.search(r"[?&]appsecret_proof=[0-9a-f]{64}(&|$)", signed)
    assert "appsecret_proof" not in unsigned
    assert "/v26.0/me" in signed
