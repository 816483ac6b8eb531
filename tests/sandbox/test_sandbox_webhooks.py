"""Webhooks: registered after a challenge, told of what happens, signed, in order; and what weather does to that."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

SECRET = "the app's secret"


def sign(secret: str, body: bytes) -> str:
    return "sha256=" + base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


@dataclass
class Receiver:
    """A webhook of one's own: answers the challenge with `secret`, keeps what it is sent, refuses the first `refusals`."""

    url: str = ""
    secret: str = SECRET
    refusals: int = 0
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def events(self) -> list[str]:
        """What was pushed: the type of each event with the text it holds."""
        found = []
        for _headers, body in self.got:
            event = json.loads(body)["data"]
            payload = event["payload"]
            messages = payload.get("direct_message_events")
            words = messages[0]["message_create"]["message_data"]["text"] if messages else payload.get("text", "")
            found.append(f"{event['event_type']} {words}".strip())
        return found


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    mine = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            token = parse_qs(urlsplit(self.path).query)["crc_token"][0]
            self._say(200, json.dumps({"response_token": sign(mine.secret, token.encode())}).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if mine.refusals:
                mine.refusals -= 1
                self._say(503, b"")
                return
            mine.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self._say(200, b"")

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    mine.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield mine
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def hook(sandbox: Any, x: Any, receiver: Receiver) -> Receiver:
    """The receiver, registered for @wren on X."""
    register(sandbox, receiver)
    return receiver


def register(sandbox: Any, receiver: Receiver, **more: Any) -> dict[str, Any]:
    facts = {"platform": "x", "account": "wren", "url": receiver.url, "secret": SECRET, **more}
    return dict(sandbox.control("POST", "webhooks", facts))


def settled(sandbox: Any) -> dict[str, Any]:
    """The webhook once nothing waits for it any more."""
    give_up_at = time.monotonic() + 10
    while True:
        (facts,) = sandbox.control("GET", "webhooks")["webhooks"]
        if facts["waiting"] == 0:
            return dict(facts)
        assert time.monotonic() < give_up_at, facts
        time.sleep(0.02)


def test_what_happens_is_pushed_in_order_and_signed(sandbox: Any, hook: Receiver, x: Any, events_of: Any) -> None:
    asked = sandbox.play(events_of("mention", "x1", text="@wren late?"))["ids"]["x1"]
    answer = x.create_tweet(text="No", in_reply_to_tweet_id=asked, user_auth=False).data["id"]
    sandbox.play({"edit": "x1", "text": "@wren very late?"}, events_of("dm", "x2", text="psst"))
    x.create_direct_message(participant_id=sandbox.item("x2")["author"]["id"], text="yes?", user_auth=False)
    x.delete_tweet(answer, user_auth=False)
    facts = settled(sandbox)
    assert hook.events == [
        "post.mention.create @wren late?",
        "post.create @ann No",
        "post.mention.create @wren very late?",
        "dm.received psst",
        "dm.sent yes?",
        "post.delete",
    ]
    assert (facts["delivered"], facts["failed"], facts["last_status"]) == (6, 0, 200)
    for headers, body in hook.got:
        assert headers["x-twitter-webhooks-signature"] == sign(SECRET, body)
        assert headers["content-type"] == "application/json"


def test_a_post_is_pushed_as_the_api_has_it(sandbox: Any, hook: Receiver, x: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("post", "x1", None), events_of("mention", "x2", reply_to="x1", text="@wren Hi"))["ids"]
    settled(sandbox)
    event = json.loads(hook.got[1][1])["data"]
    assert event["filter"] == {"user_id": str(x.get_me(user_auth=False).data.id)}
    assert event["payload"]["id"] == ids["x2"]
    assert event["payload"]["referenced_tweets"] == [{"type": "replied_to", "id": ids["x1"]}]
    assert {user["username"] for user in event["includes"]["users"]} == {"ann", "wren"}
    assert [tweet["id"] for tweet in event["includes"]["tweets"]] == [ids["x1"]]


def test_an_address_that_fails_the_challenge_is_not_registered(sandbox: Any, x: Any, receiver: Receiver) -> None:
    receiver.secret = "another"
    facts = {"platform": "x", "account": "wren", "url": receiver.url, "secret": SECRET}
    answer = requests.post(f"{sandbox.url}/control/webhooks", json=facts, timeout=5)
    assert answer.status_code == 400
    assert "answered the challenge" in answer.json()["error"]
    assert sandbox.control("GET", "webhooks")["webhooks"] == []


def test_the_same_address_again_is_the_same_webhook(sandbox: Any, hook: Receiver) -> None:
    first = sandbox.control("GET", "webhooks")["webhooks"]
    register(sandbox, hook)
    assert sandbox.control("GET", "webhooks")["webhooks"] == first


def test_a_refused_push_is_tried_again_and_the_next_one_waits(sandbox: Any, hook: Receiver, events_of: Any) -> None:
    hook.refusals = 2
    sandbox.play(events_of("mention", "x1", text="@wren one"), events_of("mention", "x2", text="@wren two"))
    assert settled(sandbox)["failed"] == 0
    assert hook.events == ["post.mention.create @wren one", "post.mention.create @wren two"]


@pytest.mark.parametrize(
    ("fault", "pushed"),
    [
        ("push_lost", ["two", "three"]),
        ("push_twice", ["one", "one", "two", "three"]),
        ("push_reordered", ["two", "one", "three"]),
    ],
)
def test_weather_between_the_platform_and_us(
    sandbox: Any, hook: Receiver, events_of: Any, fault: str, pushed: list[str]
) -> None:
    sandbox.fault("x", fault, times=1)
    words = ("one", "two", "three")
    sandbox.play(*(events_of("mention", f"x{n}", text=f"@wren {word}") for n, word in enumerate(words)))
    settled(sandbox)
    assert [event.rsplit(" ", 1)[1] for event in hook.events] == pushed


def test_a_push_held_back_goes_out_though_no_other_follows(sandbox: Any, hook: Receiver, events_of: Any) -> None:
    sandbox.fault("x", "push_reordered", times=1)
    sandbox.play(events_of("mention", "x1", text="@wren one"))
    give_up_at = time.monotonic() + 8
    while not hook.got and time.monotonic() < give_up_at:
        time.sleep(0.05)
    assert hook.events == ["post.mention.create @wren one"]


def test_a_forged_push_bears_another_signature(sandbox: Any, hook: Receiver, events_of: Any) -> None:
    sandbox.fault("x", "push_forged", times=1)
    sandbox.play(events_of("mention", "x1"), events_of("mention", "x2"))
    settled(sandbox)
    genuine = [headers["x-twitter-webhooks-signature"] == sign(SECRET, body) for headers, body in hook.got]
    assert genuine == [False, True]


def test_a_webhook_taken_away_hears_nothing_more(sandbox: Any, hook: Receiver, events_of: Any) -> None:
    (facts,) = sandbox.control("GET", "webhooks")["webhooks"]
    assert sandbox.control("DELETE", f"webhooks/{facts['id']}") == {"cleared": 1}
    sandbox.play(events_of("mention", "x1"))
    time.sleep(0.3)
    assert hook.got == []


@pytest.mark.parametrize(
    "changes",
    [{"platform": "myspace"}, {"account": "nobody"}, {"url": "ftp://x"}, {"url": None}, {"secret": 5}],
    ids=str,
)
def test_a_webhook_that_makes_no_sense_is_refused(sandbox: Any, x: Any, changes: dict[str, Any]) -> None:
    facts = {"platform": "x", "account": "wren", "url": "http://127.0.0.1:9/", "secret": SECRET, **changes}
    answer = requests.post(f"{sandbox.url}/control/webhooks", json=facts, timeout=5)
    assert answer.status_code == 400
    assert answer.json()["error"]
