"""What the tests of Bluesky share: a post in its wire shape, and connectors on the sandbox or on a server that says what it is told."""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from connectors.bluesky.parse import parse_post
from connectors.contract import Connector
from connectors.items import Credentials
from connectors.registry import open_connector

US, DORA = "did:plc:ukylsdqjb26uujbe535whqqt", "did:plc:naa526arwt4eyhntj5d2ncis"
OWN = {"own_id": US, "own_handle": "harbourline.bsky.social"}
CID = "bafyreigmfsovd5fdo5ohvrjwtewghvdsk4kipn56v4wan5kwrap5vvtrd4"
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def uri(key: str, did: str = DORA) -> str:
    return f"at://{did}/app.bsky.feed.post/{key}"


QUESTION, ROOT = uri("3m6bxxxxxxx3b"), uri("3m6axxxxxxx3a", US)
AUTHOR = {"did": DORA, "handle": "dora.bsky.social", "displayName": "Dora"}
RECORD = {
    "$type": "app.bsky.feed.post",
    "text": "Is it late?",
    "createdAt": "2026-11-22T09:50:00.250Z",
    "reply": {"root": {"uri": ROOT, "cid": CID}, "parent": {"uri": ROOT, "cid": CID}},
}
ROOT_POST = {
    "uri": ROOT,
    "cid": CID,
    "author": {"did": US, "handle": "harbourline.bsky.social"},
    "record": {"text": "We sail & sing", "createdAt": "2026-11-22T09:00:00Z"},
    "indexedAt": "2026-11-22T09:00:00Z",
}


def bundle(record: dict[str, Any] | None = None, /, **changes: Any) -> dict[str, Any]:
    """A post as it is kept, with some fields of its record and of itself changed; `...` takes one away."""
    said = {name: value for name, value in {**RECORD, **(record or {})}.items() if value is not ...}
    post = {"uri": QUESTION, "cid": CID, "author": AUTHOR, "record": said, "indexedAt": "2026-11-22T09:50:01.000Z"}
    post |= changes
    return deepcopy({"post": {name: value for name, value in post.items() if value is not ...}, "root": ROOT_POST})


def parse(raw: dict[str, Any]) -> Any:
    return parse_post(raw, **OWN)


def known(url: str, **secrets: str) -> Connector:
    """A connector with an open session whose token says nothing of its end."""
    given = {
        "handle": "harbourline.bsky.social",
        "app_password": "abcd-efgh-ijkl-mnop",
        "access_jwt": "t.t.t",
        **secrets,
    }
    return open_connector("bluesky", Credentials(US, "harbourline.bsky.social", given, url, 5.0))


def methods(mouth: Any) -> list[str]:
    return [urlsplit(path).path.rpartition(".")[2] for _method, path, _headers, _body in mouth.asked]


def answering(mouth: Any, answers: dict[str, tuple[int, Any]]) -> Any:
    def answer(_method: str, path: str) -> Any:
        mouth.status, body = answers[urlsplit(path).path.rpartition(".")[2]]
        return body

    return mouth.says(answer)


NOT_FOUND = (400, {"error": "RecordNotFound", "message": "Could not locate record: at://…"})
NO_REPO = (400, {"error": "InvalidRequest", "message": f"Could not find repo: {DORA}"})


def account_on(sandbox: Any) -> Callable[..., Connector]:
    """The company's account on the sandbox: gives connectors of it, with some secrets in place of its own."""
    facts = {"platform": "bluesky", "handle": "harbourline", "name": "Harbour Line", "token": "abcd-efgh-ijkl-mnop"}
    made = sandbox.control("POST", "accounts", **facts)

    def opened(**secrets: str) -> Connector:
        given = {**made["secrets"], **secrets}
        base_url = f"{sandbox.url}{made['base_url_path']}"
        return open_connector("bluesky", Credentials(made["id"], "harbourline.bsky.social", given, base_url, 5.0))

    return opened


def asked_by_dora(sandbox: Any, text: str = "At what time?") -> str:
    """Somebody writes to the company. Returns the id."""
    event = {"platform": "bluesky", "account": "harbourline", "kind": "mention", "id": "q1", "text": text}
    author = {"id": "dora", "handle": "dora", "name": "Dora"}
    return str(sandbox.play(event | {"author": author})["q1"])
