"""How the platforms sign what they push, written down once more apart from the connectors, and an ear for what comes."""

import base64
import hashlib
import hmac
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from connectors.contract import Connector
from connectors.errors import ConnectorError
from tests.connectors.contract.stage import Signing


def sign_for_x(body: bytes, secret: str) -> str:
    """https://docs.x.com/x-api/webhooks/quickstart : "sha256=" and the base64 of HMAC-SHA256, keyed by the consumer secret."""
    return "sha256=" + base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()


def sign_for_meta(body: bytes, secret: str) -> str:
    """https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads : "sha256=" and hex digits."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


SIGNATURES: dict[str, Callable[[bytes, str], str]] = {
    "x": sign_for_x,
    "facebook": sign_for_meta,
    "instagram": sign_for_meta,
}

X = Signing(
    key_field="consumer_secret",
    header="x-twitter-webhooks-signature",
    challenge={"crc_token": "Y3JjLXRva2Vu"},
    # echo -n Y3JjLXRva2Vu | openssl dgst -sha256 -hmac "the app's secret" -binary | base64
    answer='{"response_token": "sha256=sowJnEcKp+otcP0CalNN9f2n5ctTcv0i2V7AyijPP+Q="}',
    secrets={"consumer_secret": "the app's secret"},
)
_SUBSCRIBE = {"hub.mode": "subscribe", "hub.challenge": "1158201444"}
META = Signing(
    key_field="app_secret",
    header="x-hub-signature-256",
    challenge={**_SUBSCRIBE, "hub.verify_token": "a word of ours"},
    answer="1158201444",
    secrets={"verify_token": "a word of ours"},
    forged_challenges=(
        {**_SUBSCRIBE, "hub.verify_token": "a guess"},
        {**_SUBSCRIBE, "hub.verify_token": ""},
        _SUBSCRIBE,
    ),
)


class Listener:
    """Where a platform pushes to: it answers challenges by the connector, and keeps what is posted."""

    def __init__(self, url: str, heard: "queue.Queue[tuple[dict[str, str], bytes]]") -> None:
        self.url = url
        self._heard = heard

    def next(self, patience: float = 5.0) -> tuple[dict[str, str], bytes]:
        """The next push: headers in lower case, and the raw body. Raises TimeoutError."""
        try:
            return self._heard.get(timeout=patience)
        except queue.Empty:
            raise TimeoutError("nothing was pushed") from None


@contextmanager
def listening(connector: Connector) -> Iterator[Listener]:
    heard: queue.Queue[tuple[dict[str, str], bytes]] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                proof = connector.answer_challenge(dict(parse_qsl(urlsplit(self.path).query, keep_blank_values=True)))
            except ConnectorError:
                proof = None
            self._answer(200 if proof else 403, *(proof or ("", "text/plain")))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            heard.put(({name.lower(): value for name, value in self.headers.items()}, body))
            self._answer(200, "", "text/plain")

        def _answer(self, status: int, body: str, media_type: str) -> None:
            self.send_response(status)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Listener(f"http://127.0.0.1:{server.server_address[1]}/webhooks", heard)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
