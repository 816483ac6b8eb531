"""The Graph API for an Instagram account, as facebook-sdk meets it, and what it pushes."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import facebook
import pytest
import requests

from tests.sandbox.conftest import Detour


def code_of(refusal: "pytest.ExceptionInfo[facebook.GraphAPIError]") -> tuple[int, int | None]:
    error = refusal.value.result["error"]
    return error["code"], error.get("error_subcode")


@pytest.fixture
def account(sandbox: Any) -> dict[str, Any]:
    return dict(sandbox.account("instagram", token="i-token"))


@pytest.fixture
def graph(sandbox: Any, account: dict[str, Any]) -> facebook.GraphAPI:
    """facebook-sdk with the token of the Page that the account is linked to."""
    client = facebook.GraphAPI(account["token"])
    client.version = "v26.0"
    client.session.mount("https://graph.facebook.com", Detour(f"{sandbox.url}/instagram"))
    return client


@pytest.fixture
def played(sandbox: Any, account: dict[str, Any], events_of: Any) -> Callable[..., dict[str, str]]:
    def play(*events: dict[str, Any], **more: Any) -> dict[str, str]:
        answer = sandbox.play(*({**event, "platform": "instagram"} for event in events), **more)
        assert not answer["refused"], answer["refused"]
        return dict(answer["ids"])

    return play


@pytest.fixture
def thread(played: Any, events_of: Any) -> dict[str, str]:
    """A post with a comment, an answer to it, an answer to that, and another comment."""
    return dict(
        played(
            events_of("post", "i1", None, "New boats"),
            events_of("comment", "i2", "ann", "When?", reply_to="i1"),
            events_of("comment", "i3", None, "@ann In May", reply_to="i2"),
            events_of("comment", "i4", "bob", "Which May?", reply_to="i3"),
            events_of("comment", "i5", "cy", "Lovely", reply_to="i1"),
        )
    )


def test_the_token_is_the_pages_and_leads_to_the_account(graph: Any, account: dict[str, Any]) -> None:
    page = graph.get_object("me", fields="id,instagram_business_account{id,username}")
    assert page["instagram_business_account"] == {"id": account["id"], "username": "wren"}
    assert page["id"] != account["id"]


def test_comments_come_newest_first_fifty_at_most_without_the_answers(
    graph: Any, thread: Any, played: Any, events_of: Any
) -> None:
    comments = graph.get_connections(thread["i1"], "comments")["data"]
    assert [comment["id"] for comment in comments] == [thread["i5"], thread["i2"]]
    assert comments[0].keys() == {"id", "text", "timestamp"}
    played(*(events_of("comment", f"m{n}", f"p{n}", reply_to="i1") for n in range(60)))
    page = graph.get_connections(thread["i1"], "comments", limit=100)
    assert len(page["data"]) == 50
    rest = graph.get_connections(thread["i1"], "comments", limit=100, after=page["paging"]["cursors"]["after"])
    assert len(rest["data"]) == 12
    assert "next" not in rest["paging"]


def test_answers_hang_on_the_first_comment_and_can_be_asked_for_within_it(graph: Any, thread: Any) -> None:
    fields = "id,replies{id,text,parent_id,from}"
    newest, oldest = graph.get_connections(thread["i1"], "comments", fields=fields)["data"]
    assert "replies" not in newest
    answers = oldest["replies"]["data"]
    assert [(answer["id"], answer["parent_id"]) for answer in answers] == [
        (thread["i3"], thread["i2"]),
        (thread["i4"], thread["i2"]),
    ]
    assert answers[0]["from"]["username"] == "wren"


def test_the_count_of_comments_has_the_answers_in_it(graph: Any, account: Any, thread: Any, sandbox: Any) -> None:
    def count() -> int:
        (media,) = graph.get_connections(account["id"], "media", fields="comments_count")["data"]
        return int(media["comments_count"])

    assert count() == 4
    sandbox.play({"delete": "i3", "platform": "instagram"})
    assert count() == 3


def test_replying_hiding_and_deleting(graph: Any, thread: Any) -> None:
    made = graph.put_object(thread["i4"], "replies", message="This one")["id"]
    assert graph.get_object(made, fields="parent_id,user")["parent_id"] == thread["i2"]
    assert graph.request(f"v26.0/{thread['i5']}", post_args={"hide": "true"}) == {"success": True}
    assert graph.get_object(thread["i5"], fields="hidden")["hidden"] is True
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.put_object(thread["i5"], "replies", message="Thank you")
    assert code_of(refusal)[0] == 200
    assert graph.delete_object(thread["i2"]) == {"success": True}
    for gone in (thread["i2"], thread["i3"], made):
        with pytest.raises(facebook.GraphAPIError) as refusal:
            graph.get_object(gone)
        assert code_of(refusal) == (100, 33)


@pytest.mark.parametrize("message", ["", "  ", "a" * 2201])
def test_what_cannot_be_said(graph: Any, thread: Any, message: str) -> None:
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.put_object(thread["i2"], "replies", message=message)
    assert code_of(refusal)[0] == 100


def test_mentions_are_read_by_their_id_and_listed_nowhere(
    graph: Any, account: Any, played: Any, events_of: Any
) -> None:
    ids = played(
        events_of("mention", "i1", "ann", "@wren is late", extra={"media_id": "555", "caption": "Our trip"}),
        events_of("mention", "i2", "bob", "With @wren", extra={"is_caption": True}),
        events_of("tag", "i3", "cy", "On board"),
    )
    asked = f"mentioned_comment.comment_id({ids['i1']}){{text,username,media{{id,caption}}}}"
    found = graph.get_object(account["id"], fields=asked)["mentioned_comment"]
    assert found == {
        "text": "@wren is late",
        "username": "ann",
        "media": {"id": "555", "caption": "Our trip"},
        "id": ids["i1"],
    }
    asked = f"mentioned_media.media_id({ids['i2']}){{caption,username}}"
    assert graph.get_object(account["id"], fields=asked)["mentioned_media"]["caption"] == "With @wren"
    assert [tag["id"] for tag in graph.get_connections(account["id"], "tags")["data"]] == [ids["i3"]]
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.get_object(ids["i1"])
    assert code_of(refusal) == (100, 33)
    answer = graph.put_object(account["id"], "mentions", media_id="555", comment_id=ids["i1"], message="We were.")
    assert answer["id"]
    with pytest.raises(facebook.GraphAPIError):
        graph.put_object(account["id"], "mentions", media_id="556", comment_id=ids["i1"], message="We were.")
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.put_object(account["id"], "mentions", media_id=ids["i3"], message="Welcome")
    assert code_of(refusal)[0] == 10


def test_a_conversation_tells_its_people_by_name_and_its_stories(
    graph: Any, account: Any, played: Any, events_of: Any
) -> None:
    story = {"mention": {"id": "1", "link": "https://cdn/s.jpg"}}
    played(events_of("dm", "i1", "ann", "Ahoy"), events_of("dm", "i2", "ann", "", extra={"story": story}))
    fields = "participants,messages{message,from,story}"
    (conversation,) = graph.get_connections("me", "conversations", platform="instagram", fields=fields)["data"]
    assert {who["username"] for who in conversation["participants"]["data"]} == {"ann", "wren"}
    newest, oldest = conversation["messages"]["data"]
    assert (newest["story"], oldest["message"]) == (story, "Ahoy")
    assert graph.get_connections("me", "conversations", platform="messenger")["data"] == []


def test_a_messages_length_is_counted_in_bytes(graph: Any, played: Any, events_of: Any, account: Any) -> None:
    played(events_of("dm", "i1", "ann", "Ahoy"))
    fields = "participants"
    (conversation,) = graph.get_connections("me", "conversations", platform="instagram", fields=fields)["data"]
    ann = next(who["id"] for who in conversation["participants"]["data"] if who["username"] == "ann")
    send = {"recipient": json.dumps({"id": ann}), "messaging_type": "RESPONSE"}
    graph.put_object("me", "messages", message=json.dumps({"text": "é" * 500}), **send)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.put_object("me", "messages", message=json.dumps({"text": "é" * 501}), **send)
    assert code_of(refusal)[0] == 100


def test_a_token_is_exchanged_for_one_of_sixty_days_by_the_app_alone(graph: Any, account: Any) -> None:
    given = {
        "grant_type": "fb_exchange_token",
        "client_id": account["secrets"]["app_id"],
        "fb_exchange_token": "i-token",
    }
    answer = graph.request(
        "v26.0/oauth/access_token", post_args={**given, "client_secret": account["secrets"]["app_secret"]}
    )
    assert (answer["access_token"], answer["expires_in"]) == ("i-token", 60 * 86_400)
    with pytest.raises(facebook.GraphAPIError):
        graph.request("v26.0/oauth/access_token", post_args={**given, "client_secret": "a guess"})


def test_a_wrong_proof_of_the_apps_secret_is_refused(graph: Any, account: Any) -> None:
    proof = hmac.new(account["secrets"]["app_secret"].encode(), b"i-token", hashlib.sha256).hexdigest()
    assert graph.get_object("me", appsecret_proof=proof)["name"] == "Wren Ferries"
    with pytest.raises(facebook.GraphAPIError, match="Invalid appsecret_proof"):
        graph.get_object("me", appsecret_proof="0" * 64)


def test_what_cannot_be_on_instagram_is_refused_with_a_reason(sandbox: Any, account: Any, events_of: Any) -> None:
    refused = [("post", "ann"), ("tag", None), ("comment", "ann"), ("review", "ann"), ("dm", None)]
    events = [{**events_of(kind, f"i{n}", by), "platform": "instagram"} for n, (kind, by) in enumerate(refused)]
    assert len(sandbox.play(*events)["refused"]) == len(refused)


# ------------------------------------------------------------------------------------------------- webhooks


@pytest.fixture
def heard() -> Iterator[tuple[str, list[tuple[str, bytes]]]]:
    """A receiver that answers the challenge, and what was posted to it with its signature."""
    pushes: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            self.answer(query["hub.challenge"][0] if query.get("hub.verify_token") == ["ours"] else "no")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            pushes.append((self.headers["X-Hub-Signature-256"], body))
            self.answer("")

        def answer(self, body: str) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    worker = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    worker.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/hook", pushes
    server.shutdown()
    server.server_close()
    worker.join(5)


def test_comments_mentions_and_messages_are_pushed_signed_and_edits_are_not(
    sandbox: Any, account: Any, played: Any, events_of: Any, heard: Any
) -> None:
    url, pushes = heard
    hook = {"platform": "instagram", "account": "wren", "url": url, "secret": "s", "verify_token": "ours"}
    sandbox.control("POST", "webhooks", hook)
    ids = played(
        events_of("post", "i1", None, "New boats"),
        events_of("comment", "i2", "ann", "Größe?", reply_to="i1"),
        events_of("mention", "i3", "bob", "@wren", extra={"media_id": "555"}),
        events_of("dm", "i4", "cy", "Ahoy"),
    )
    sandbox.play(
        {"edit": "i2", "text": "Which size?", "platform": "instagram"}, {"delete": "i4", "platform": "instagram"}
    )
    give_up_at = time.monotonic() + 5
    while len(pushes) < 4 and time.monotonic() < give_up_at:
        time.sleep(0.02)
    for signature, body in pushes:
        assert signature == "sha256=" + hmac.new(b"s", body, hashlib.sha256).hexdigest()
        assert body.isascii()
    entries = [json.loads(body)["entry"][0] for _signature, body in pushes]
    assert {entry["id"] for entry in entries} == {account["id"]}
    changes = [entry["changes"][0] for entry in entries if "changes" in entry]
    assert [change["field"] for change in changes] == ["comments", "mentions"]
    assert (changes[0]["value"]["text"], changes[0]["value"]["media"]["id"]) == ("Größe?", ids["i1"])
    assert changes[1]["value"] == {"media_id": "555", "comment_id": ids["i3"]}
    messages = [entry["messaging"][0]["message"] for entry in entries if "messaging" in entry]
    assert messages == [{"mid": ids["i4"], "text": "Ahoy"}, {"mid": ids["i4"], "is_deleted": True}]


def test_a_webhook_that_does_not_know_the_token_is_not_taken(sandbox: Any, account: Any, heard: Any) -> None:
    url, _pushes = heard
    hook = {"platform": "instagram", "account": "wren", "url": url, "secret": "s", "verify_token": "theirs"}
    with pytest.raises(requests.HTTPError):
        sandbox.control("POST", "webhooks", hook)
