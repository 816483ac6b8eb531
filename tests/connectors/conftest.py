"""Connectors on the sandbox, and a platform of one's own that answers whatever a test puts into its mouth."""

import dataclasses
import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from connectors.capabilities import Kind
from connectors.contract import Connector
from connectors.items import Credentials, Outgoing, Page
from connectors.registry import capabilities_of, open_connector

TOKEN = "tok-3n.Secret_42~x"


@pytest.fixture
def opened(sandbox: Any) -> Callable[..., Connector]:
    """A connector for the company's account on the sandbox."""

    def open_account(platform: str, *, timeout: float = 5.0, token: str = TOKEN, **more: str) -> Connector:
        facts = {"platform": platform, "handle": "harbourline", "name": "Harbour Line", "token": token}
        account = sandbox.control("POST", "accounts", **facts)
        base_url = f"{sandbox.url}{account['base_url_path']}"
        secrets = {**(account.get("secrets") or {"access_token": token}), **more}
        return open_connector(platform, Credentials(account["id"], account["handle"], secrets, base_url, timeout))

    return open_account


@pytest.fixture
def read() -> Callable[..., tuple[list[Page], dict[str, Any]]]:
    """The pages of one pass over a stream, each asked for by a connector that knows only the stored cursor."""

    def read_pass(connector: Connector, stream: str, cursor: dict[str, Any] | None = None, *, pages: int = 500) -> Any:
        cursor = cursor or {}
        found: list[Page] = []
        while len(found) < pages:
            page = open_connector(connector.platform, connector.credentials).fetch(stream, cursor)
            found.append(page)
            cursor = json.loads(json.dumps(page.next_cursor))
            if not page.has_more:
                break
        return found, cursor

    return read_pass


@pytest.fixture
def messages() -> Callable[..., dict[str, Any]]:
    """The messages of some pages, parsed, by id."""

    def parse(connector: Connector, stream: str, pages: list[Page]) -> dict[str, Any]:
        parsed = [connector.parse(stream, raw.data).message for page in pages for raw in page.items]
        return {message.external_id: message for message in parsed if message}

    return parse


@pytest.fixture
def outgoing() -> Callable[..., Outgoing]:
    """A reply on its way out."""
    from datetime import UTC, datetime

    def build(parent_id: str, text: str = "At nine.", **more: Any) -> Outgoing:
        facts: dict[str, Any] = {
            "thread_id": parent_id,
            "queued_at": datetime.now(UTC),
            "key": "k",
            "kind": Kind.MENTION,
        } | more
        return Outgoing(text=text, parent_id=parent_id, **facts)

    return build


@dataclasses.dataclass
class Mouth:
    """A platform that says what it is told to, to everybody, and remembers what it was asked.

    A `body` that can be called is asked for each answer, with the method and the path.
    """

    url: str = ""
    status: int = 200
    body: Any = dataclasses.field(default_factory=dict)
    content_type: str = "application/json; charset=utf-8"
    headers: dict[str, str] = dataclasses.field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, str], bytes]] = dataclasses.field(default_factory=list)

    def says(self, body: Any, status: int = 200, **more: Any) -> "Mouth":
        self.body, self.status = body, status
        for name, value in more.items():
            setattr(self, name, value)
        return self

    def connector(self, platform: str, *, token: str = TOKEN, own_id: str = "900", **secrets: str) -> Connector:
        required = [field.name for field in capabilities_of(platform).fields if field.required]
        given = {"access_token": token, **dict.fromkeys(required, token), **secrets}
        return open_connector(platform, Credentials(own_id, "harbourline", given, self.url, 5.0))


@pytest.fixture
def mouth() -> Iterator[Mouth]:
    platform = Mouth()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            platform.asked.append((self.command, self.path, dict(self.headers), self.rfile.read(length)))
            said = platform.body(self.command, self.path) if callable(platform.body) else platform.body
            body = said if isinstance(said, bytes) else json.dumps(said).encode()
            self.send_response(platform.status)
            for name, value in {"Content-Type": platform.content_type, **platform.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    platform.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield platform
    server.shutdown()
    server.server_close()
    thread.join(5)
