"""Closing a client's TCP connection from inside an ASGI app.

ASGI has no word for hanging up: a server turns an app that fails before its first byte into a polite 500. To
a client that is an answer, where the sandbox has to give none. So the socket itself is looked up among the
process's open files, by the client's port, and shut down. It works under any server that runs in this
process, on any system with /dev/fd or /proc.
"""

import os
import socket
from collections.abc import Iterator, MutableMapping
from typing import Any

_OPEN_FILES = next((path for path in ("/proc/self/fd", "/dev/fd") if os.path.isdir(path)), None)


def hang_up(scope: MutableMapping[str, Any]) -> bool:
    """Shut the connection the request came in on. False if it could not be found."""
    client = scope.get("client")
    if client is None:
        return False
    port = int(client[1])
    for connection in _connections():
        with connection:
            try:
                is_it = connection.getpeername()[1] == port
            except OSError:  # a listening socket has no peer
                continue
            if is_it:
                connection.shutdown(socket.SHUT_RDWR)
                return True
    return False


def _connections() -> Iterator[socket.socket]:
    """Our own handles on the process's internet sockets; closing one leaves the server's open."""
    for name in os.listdir(_OPEN_FILES) if _OPEN_FILES else ():
        try:
            handle = os.dup(int(name))
        except OSError:
            continue
        try:
            connection = socket.socket(fileno=handle)
        except OSError:  # a file, a pipe
            os.close(handle)
            continue
        if connection.family in (socket.AF_INET, socket.AF_INET6):
            yield connection
        else:
            connection.close()
