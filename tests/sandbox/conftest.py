"""A real sandbox in a process of its own, and the platforms' real client libraries pointed at it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import facebook
import pytest
import requests
import tweepy
from requests.adapters import HTTPAdapter

ROOT = Path(__file__).parents[2]


class Detour(HTTPAdapter):
    """Sends what is meant for a platform's origin to the sandbox instead."""

    def __init__(self, base: str) -> None:
        self._base = urlsplit(base)
        super().__init__()

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:  # type: ignore[override]
        meant = urlsplit(str(request.url))
        request.url = urlunsplit((self._base.scheme, self._base.netloc, self._base.path + meant.path, meant.query, ""))
        options["timeout"] = options.get("timeout") or 5
        return super().send(request, **options)


class Sandbox:
    """The control API, for tests."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()

    def control(self, method: str, path: str, body: Any = None, **query: Any) -> Any:
        response = self.session.request(method, f"{self.url}/control/{path}", json=body, params=query, timeout=20)
        response.raise_for_status()
        return response.json()

    def account(self, platform: str, handle: str = "wren", **more: Any) -> dict[str, Any]:
        body = {"platform": platform, "handle": handle, "name": "Wren Ferries", **more}
        return dict(self.control("POST", "accounts", body))

    def play(self, *events: dict[str, Any], start: str | None = None) -> dict[str, Any]:
        return dict(self.control("POST", "events", {"events": list(events), "start": start}))

    def fault(self, platform: str, fault: str, **more: Any) -> dict[str, Any]:
        return dict(self.control("POST", "faults", {"platform": platform, "fault": fault, **more}))

    def items(self, **query: Any) -> list[dict[str, Any]]:
        return list(self.control("GET", "items", **query)["items"])

    def item(self, alias: str) -> dict[str, Any]:
        return next(item for item in self.items() if item["alias"] == alias)


def event(kind: str, key: str, author: str | None = "ann", text: str | None = None, **more: Any) -> dict[str, Any]:
    """A scenario event; ``author`` is a short name, None the company."""
    who = None if author is None else {"id": f"u-{author}", "handle": author, "name": author.title()}
    platform = "facebook" if key.startswith("f") else "x"
    words = f"{key} says hello" if text is None else text
    return {
        "platform": platform,
        "account": "wren",
        "kind": kind,
        "id": key,
        "author": who,
        "text": words,
    } | more


@pytest.fixture(scope="session")
def events_of() -> Callable[..., dict[str, Any]]:
    """How tests write events: ``events_of("mention", "x1", "ann", "where is it?")``."""
    return event


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running sandbox; ended by its own process id when the tests are over."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    database = tmp_path_factory.mktemp("sandbox") / "state.sqlite3"
    process = start_server(port, database)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


def start_server(port: int, database: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--database", str(database)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    give_up_at = time.monotonic() + 10
    while time.monotonic() < give_up_at:
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=1).raise_for_status()
            return process
        except requests.RequestException:
            time.sleep(0.02)
    process.terminate()
    raise RuntimeError("the sandbox did not start")


@pytest.fixture(scope="session")
def start() -> Callable[[int, Path], "subprocess.Popen[bytes]"]:
    return start_server


@pytest.fixture
def sandbox(server: str) -> Sandbox:
    """An empty sandbox."""
    empty = Sandbox(server)
    empty.control("DELETE", "state")
    return empty


@pytest.fixture
def x(sandbox: Sandbox) -> tweepy.Client:
    """tweepy for the account @wren on X."""
    return x_client(sandbox, sandbox.account("x", token="x-token")["token"])


@pytest.fixture
def x_as(sandbox: Sandbox) -> Callable[..., tweepy.Client]:
    """tweepy with any token, and any of its return types."""
    return lambda token, **options: x_client(sandbox, token, **options)


def x_client(sandbox: Sandbox, token: str, **options: Any) -> tweepy.Client:
    client = tweepy.Client(bearer_token=token, **options)
    client.session.mount("https://api.twitter.com", Detour(f"{sandbox.url}/x"))
    return client


@pytest.fixture
def graph(sandbox: Sandbox) -> facebook.GraphAPI:
    """facebook-sdk for the Page of Wren Ferries, told to speak a current version."""
    return graph_client(sandbox, sandbox.account("facebook", token="f-token")["token"])


@pytest.fixture
def graph_as(sandbox: Sandbox) -> Callable[..., facebook.GraphAPI]:
    return lambda token, version="v26.0": graph_client(sandbox, token, version)


def graph_client(sandbox: Sandbox, token: str, version: str = "v26.0") -> facebook.GraphAPI:
    client = facebook.GraphAPI(token)
    client.version = version
    client.session.mount("https://graph.facebook.com", Detour(f"{sandbox.url}/facebook"))
    return client
