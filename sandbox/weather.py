"""The ASGI layer in front of each platform that lets the faults in :mod:`sandbox.faults` happen to real
connections.
"""

import asyncio
import json
from collections.abc import MutableMapping
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox.accounts import account_by_token
from sandbox.connections import hang_up
from sandbox.faults import ANSWERED, SPOILS, matching_fault, use_up
from sandbox.platforms.base import Platform
from sandbox.records import Fault
from sandbox.spoiling import Pages, spoil
from sandbox.store import Store

_NOT_JSON = "<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"


class Weather:
    """Wraps a platform's app. Without a matching fault the request passes untouched."""

    def __init__(self, app: ASGIApp, store: Store, platform: Platform) -> None:
        self._app = app
        self._store = store
        self._platform = platform
        self._pages = Pages()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await Request(scope, receive).body()
        except ClientDisconnect:
            return
        account = self._caller(scope, body)
        fault = matching_fault(self._store, self._platform.name, scope["method"], scope["path"], account)
        again = _replay(body, receive)
        if fault is not None:
            await self._happen(fault, account or "", scope, again, send)
        elif scope["method"] == "GET":
            answer = await _collect(self._app, scope, again)
            self._remember(answer, account or "", scope)
            await answer.send(send)
        else:
            await self._app(scope, again, send)

    def _caller(self, scope: Scope, body: bytes) -> str | None:
        """The handle of the account whose token the request carries."""
        headers = dict(Headers(scope=scope).items())
        token = self._platform.token_in(headers, scope.get("query_string", b"").decode("latin-1"), body)
        account = account_by_token(self._store, self._platform.name, token) if token else None
        return account.handle if account else None

    def _remember(self, answer: "_Answer", account: str, scope: Scope) -> None:
        if answer.status < 400:
            self._pages.remember(self._platform.name, account, scope["path"], answer.body)

    async def _happen(self, fault: Fault, account: str, scope: Scope, receive: Receive, send: Send) -> None:
        if fault.fault in ANSWERED:
            use_up(self._store, fault)
            await self._platform.faulty_answer(fault)(scope, receive, send)
        elif fault.fault == "not_json":
            use_up(self._store, fault)
            await Response(_NOT_JSON, media_type="text/html")(scope, receive, send)
        elif fault.fault == "down":
            use_up(self._store, fault)
            hang_up(scope)
        elif fault.fault == "slow":
            use_up(self._store, fault)
            await asyncio.sleep(fault.seconds)
            await self._app(scope, receive, send)
        else:
            await self._spoil_answer(fault, account, scope, receive, send)

    async def _spoil_answer(self, fault: Fault, account: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the platform answer, and let that answer come to harm on its way."""
        answer = await _collect(self._app, scope, receive)
        is_success = answer.status < 400
        if fault.fault == "accept_then_hang_up" and is_success:
            use_up(self._store, fault)
            hang_up(scope)
        elif fault.fault == "cut_body" and answer.body:
            use_up(self._store, fault)
            await send(answer.start(len(answer.body)))
            await send(
                {
                    "type": "http.response.body",
                    "body": answer.body[: len(answer.body) // 2],
                    "more_body": True,
                }
            )
            # Returning without the rest makes the server close: the client has been promised more than it
            # got.
        elif fault.fault in SPOILS and is_success:
            body = answer.body
            if self._spoil_page(fault, account, scope["path"], answer):
                use_up(self._store, fault)
            self._pages.remember(self._platform.name, account, scope["path"], body)
            await answer.send(send)
        else:
            await answer.send(send)

    def _spoil_page(self, fault: Fault, account: str, path: str, answer: "_Answer") -> bool:
        """Whether there was anything to spoil. A lone half of a surrogate pair travels as an escape."""
        try:
            page = json.loads(answer.body)
        except ValueError:
            return False
        if not spoil(self._platform, page, fault, self._pages.last(self._platform.name, account, path)):
            return False
        answer.body = json.dumps(page).encode()
        return True


class _Answer:
    """An app's answer, held back."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[bytes, bytes]] = []
        self.body = b""

    def start(self, length: int) -> Message:
        headers = [(name, value) for name, value in self.headers if name.lower() != b"content-length"]
        headers.append((b"content-length", str(length).encode()))
        return {"type": "http.response.start", "status": self.status, "headers": headers}

    async def send(self, send: Send) -> None:
        await send(self.start(len(self.body)))
        await send({"type": "http.response.body", "body": self.body})


async def _collect(app: ASGIApp, scope: Scope, receive: Receive) -> _Answer:
    answer = _Answer()

    async def keep(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status, answer.headers = message["status"], list(message.get("headers", []))
        elif message["type"] == "http.response.body":
            answer.body += message.get("body", b"")

    await app(scope, receive, keep)
    return answer


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that hands the body out again, for the body can be read from a connection only once."""
    is_read = False

    async def again() -> Message:
        nonlocal is_read
        if is_read:
            return await receive()
        is_read = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
