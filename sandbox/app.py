"""The sandbox as one web app: every platform under its mount, the control API, and the customer's page."""

import asyncio
import os
import threading
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox import control, courier
from sandbox.page import views
from sandbox.registry import PLATFORMS
from sandbox.server import DATABASE
from sandbox.store import Store
from sandbox.weather import Weather


def create_app(store: Store) -> Starlette:
    """The ASGI app over this store."""
    platforms: list[BaseRoute] = [
        Mount(platform.mount, app=Weather(Starlette(routes=platform.routes(store)), store, platform))
        for platform in PLATFORMS.values()
    ]

    async def healthz(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    @asynccontextmanager
    async def running(app: Starlette) -> AsyncIterator[None]:
        """The courier, and whatever a platform runs beside its routes."""
        async with AsyncExitStack() as stack:
            for platform in PLATFORMS.values():
                await stack.enter_async_context(platform.serve(store))
            carrying = asyncio.create_task(courier.run(store))
            yield
            carrying.cancel()
            with suppress(asyncio.CancelledError):
                await carrying

    return Starlette(
        routes=[*platforms, *control.routes(store), Route("/healthz", healthz), *views.routes(store)],
        lifespan=running,
    )


def app_from_environment() -> Starlette:
    """The app over the database named by the environment: what the server's worker loads."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    return create_app(Store(os.environ[DATABASE]))


def _end_with(parent: int) -> None:
    """End this worker when its parent is gone: killed outright, that one cannot tell, and the port would stay
    taken.
    """
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
