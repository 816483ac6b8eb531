"""The server that runs the sandbox's app, in a worker process of its own; this one only looks after it."""

import os
import socket
from pathlib import Path

from granian import Granian
from granian.constants import Interfaces

DATABASE = "SANDBOX_DATABASE"
"""How the worker process, which granian starts afresh, learns of the database."""


def serve(host: str, port: int, database: Path | str) -> None:
    """Serve until told to stop (SIGTERM, SIGINT). Bind to loopback: the control API asks nobody who they
    are.
    """
    with socket.create_server((host, port), backlog=1):
        pass  # granian shares a port with whoever has it: find out here that somebody does
    os.environ[DATABASE] = str(database)
    Granian(
        "sandbox.app:app_from_environment",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.ASGI,
        workers=1,
        websockets=False,
        workers_kill_timeout=1,
        log_enabled=False,
    ).serve()
