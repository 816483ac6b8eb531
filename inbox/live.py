"""What just changed, told to open browsers by Server-Sent Events over Redis. Pages work without it; it carries no content."""

import asyncio
import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import redis
import structlog
from asgiref.sync import sync_to_async
from asgiref.typing import ASGIReceiveCallable, ASGISendCallable, HTTPScope
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections, transaction
from django.http import parse_cookie
from redis import asyncio as async_redis

from inbox import quick_redis
from inbox.models import Membership

log = structlog.get_logger(__name__)
KEEPALIVE_SECONDS = 20
QUEUE_LENGTH = 100
GATHER_SECONDS = 0.15


def _prefix() -> str:
    """Channels know nothing of Redis databases: two installations on one server would hear each other without the number."""
    return f"heard:{urlsplit(settings.REDIS_URL).path.strip('/') or 0}:workspace:"


def _channel(workspace_id: int) -> str:
    return f"{_prefix()}{workspace_id}"


def announce(workspace_id: int, conversation_ids: Iterable[int]) -> None:
    """After the current transaction commits, tell open browsers that these conversations changed.

    Losing this loses nothing but immediacy: the pages ask again by themselves.
    """
    ids = sorted(set(conversation_ids))
    if ids:
        transaction.on_commit(lambda: _publish(workspace_id, ids))


def _publish(workspace_id: int, ids: list[int]) -> None:
    try:
        quick_redis.connect().publish(_channel(workspace_id), json.dumps(ids))
    except redis.RedisError as error:
        log.warning("live update not sent", error=type(error).__name__)


class _Fanout:
    """One Redis subscription per server process, handed on to every open stream of the workspace."""

    def __init__(self) -> None:
        self.listeners: dict[str, set[asyncio.Queue[list[int]]]] = {}
        self.pump: asyncio.Task[None] | None = None

    def open(self, channel: str) -> asyncio.Queue[list[int]]:
        queue: asyncio.Queue[list[int]] = asyncio.Queue(QUEUE_LENGTH)
        self.listeners.setdefault(channel, set()).add(queue)
        if self.pump is None or self.pump.done():
            self.pump = asyncio.create_task(self._run())
        return queue

    def close(self, channel: str, queue: "asyncio.Queue[list[int]]") -> None:
        self.listeners.get(channel, set()).discard(queue)

    async def _run(self) -> None:
        while any(self.listeners.values()):
            client = async_redis.Redis.from_url(settings.REDIS_URL)
            try:
                async with client.pubsub() as subscription:
                    await subscription.psubscribe(f"{_prefix()}*")
                    # Whatever was said while nobody listened: let every page look once.
                    self._hand_on_to_all([])
                    while any(self.listeners.values()):
                        message = await subscription.get_message(ignore_subscribe_messages=True, timeout=5)
                        if message:
                            self._hand_on(message["channel"].decode(), json.loads(message["data"]))
            except redis.RedisError as error:
                log.warning("live updates paused", error=type(error).__name__)
                await asyncio.sleep(2)
            finally:
                await client.aclose()

    def _hand_on_to_all(self, ids: list[int]) -> None:
        for channel in list(self.listeners):
            self._hand_on(channel, ids)

    def _hand_on(self, channel: str, ids: list[int]) -> None:
        for queue in self.listeners.get(channel, ()):
            if not queue.full():  # A browser this far behind will read the whole list anyway.
                queue.put_nowait(ids)


_fanout = _Fanout()


def _workspace_of(cookies: str) -> int | None:
    """The workspace of the signed-in user whose session cookie this is."""
    close_old_connections()
    key = parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME)
    user_id = SessionStore(key).get("_auth_user_id") if key else None
    if user_id is None:
        return None
    found = Membership.objects.filter(user_id=user_id, user__is_active=True).values_list("workspace_id", flat=True)
    return found.first()


async def stream(scope: HTTPScope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    """`/events/`: one `queue` event a change, and one `conversation-ID` event a conversation it touched."""
    cookies = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    workspace_id = await sync_to_async(_workspace_of, thread_sensitive=False)(cookies)
    if workspace_id is None:
        await _start(send, 403, b"text/plain")
        await send({"type": "http.response.body", "body": b"Sign in first.", "more_body": False})
        return
    await _start(send, 200, b"text/event-stream")
    channel = _channel(workspace_id)
    queue = _fanout.open(channel)
    gone = asyncio.create_task(_disconnected(receive))
    try:
        await _write(send, "retry: 2000\n\n")
        while not gone.done():
            waiting = asyncio.create_task(queue.get())
            done, _ = await asyncio.wait(
                {waiting, gone}, timeout=KEEPALIVE_SECONDS, return_when=asyncio.FIRST_COMPLETED
            )
            if waiting in done:
                # A burst becomes one event: the pages ask for the whole list anyway.
                await asyncio.sleep(GATHER_SECONDS)
                ids = waiting.result()
                while not queue.empty():
                    ids = ids + queue.get_nowait()
                await _write(send, "".join(f"event: {name}\ndata: 1\n\n" for name in _event_names(ids)))
            else:
                waiting.cancel()
                await _write(send, ": still here\n\n")
    except (OSError, asyncio.CancelledError, RuntimeError):
        pass  # The browser went away.
    finally:
        gone.cancel()
        _fanout.close(channel, queue)


def _event_names(ids: list[int]) -> list[str]:
    return ["queue", *(f"conversation-{key}" for key in sorted(set(ids)))]


async def _disconnected(receive: ASGIReceiveCallable) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _start(send: ASGISendCallable, status: int, content_type: bytes) -> None:
    headers: list[tuple[bytes, bytes]] = [(b"content-type", content_type), (b"cache-control", b"no-store")]
    headers.append((b"x-accel-buffering", b"no"))
    start: Any = {"type": "http.response.start", "status": status, "headers": headers, "trailers": False}
    await send(start)


async def _write(send: ASGISendCallable, text: str) -> None:
    await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
