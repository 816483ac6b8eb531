"""The sandbox as one web server: every platform under its mount, the control API, and the customer's page."""

import os
import socket
import threading
import time
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from sandbox import control
from sandbox.page import views
from sandbox.registry import PLATFORMS
from sandbox.store import Store
from sandbox.weather import Weather

_DATABASE = "SANDBOX_DATABASE"
"""How the worker process, which granian starts afresh, learns of the database."""


def create_app(store: Store) -> Starlette:
    """The ASGI app over this store."""
    platforms: list[BaseRoute] = [
        Mount(platform.mount, app=Weather(Starlette(routes=platform.routes(store)), store, platform))
        for platform in PLATFORMS.values()
    ]

    async def healthz(request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    return Starlette(routes=[*platforms, *control.routes(store), Route("/healthz", healthz), *views.routes(store)])


def app_from_environment() -> Starlette:
    """The app over the database named by the environment: what the server's worker loads."""
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    return create_app(Store(os.environ[_DATABASE]))


def _end_with(parent: int) -> None:
    """End this worker when its parent is gone: killed outright, that one cannot tell, and the port would stay
    taken.
    """
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def serve(host: str, port: int, database: Path | str) -> None:
    """Serve until told to stop (SIGTERM, SIGINT). Bind to loopback: the control API asks nobody who they
    are.
    """
    with socket.create_server((host, port), backlog=1):
        pass  # granian shares a port with whoever has it: find out here that somebody does
    os.environ[_DATABASE] = str(database)
    Granian(
        "sandbox.server:app_from_environment",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=1,
        websockets=False,
        workers_kill_timeout=1,
        log_enabled=False,
    ).serve()
