"""One server, two kinds of request: pages go through WSGI threads, the event stream is async.

Why: under plain ASGI with psycopg2 every view would reconnect to the database (docs/decisions/0003-wsgi-pages-in-an-asgi-server.md).
"""

from a2wsgi import WSGIMiddleware
from asgiref.typing import ASGIReceiveCallable, ASGIReceiveEvent, ASGISendCallable, Scope

from config.wsgi import application as wsgi_application
from inbox.live import stream

WEB_THREADS = 16

_pages = WSGIMiddleware(wsgi_application, workers=WEB_THREADS)


async def application(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
    if scope["type"] == "lifespan":
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            else:
                await send({"type": "lifespan.shutdown.complete"})
                return
    elif scope["type"] == "http" and scope["path"] == "/events/":
        await stream(scope, receive, send)
    else:

        async def receive_as_coroutine() -> ASGIReceiveEvent:
            # a2wsgi hands what `receive` returns to another thread, which takes coroutines only; granian returns a future.
            return await receive()

        await _pages(scope, receive_as_coroutine, send)
