"""The cast and the stage: two companies, their people, a sandbox that plays the platforms over real HTTP."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from django.test import Client
from django.utils import timezone

ROOT = Path(__file__).resolve().parent.parent


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox and its control API."""

    url: str

    def control(self, method: str, path: str, **body: Any) -> Any:
        answer = requests.request(method, f"{self.url}/control/{path}", json=body or None, timeout=10)
        assert answer.ok, answer.text
        return answer.json()

    def play(self, *events: dict[str, Any], start: str | None = None) -> dict[str, str]:
        """Let events happen; returns the platform's ids by the scenario's."""
        played = self.control("POST", "events", events=list(events), start=start)
        assert not played["refused"], played["refused"]
        ids: dict[str, str] = played["ids"]
        return ids

    def items(self, platform: str, account: str) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        after = 0
        while after is not None:
            query = {"platform": platform, "account": account, "after": after, "limit": 2000}
            page = requests.get(f"{self.url}/control/items", params=query, timeout=10).json()
            found += page["items"]
            after = page["after"]
        return found

    def fault(self, platform: str, fault: str, **how: Any) -> None:
        self.control("POST", "faults", platform=platform, fault=fault, **how)


@pytest.fixture(scope="session")
def sandbox_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sandbox]:
    port = find_free_port()
    database = tmp_path_factory.mktemp("sandbox") / "sandbox.sqlite3"
    command = [sys.executable, "-m", "sandbox", "--port", str(port), "--database", str(database)]
    process = subprocess.Popen(command, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 20
    while True:
        try:
            requests.get(f"{url}/healthz", timeout=1)
            break
        except requests.ConnectionError:
            assert process.poll() is None, "the sandbox ended by itself"
            assert time.monotonic() < deadline, "the sandbox did not start"
            time.sleep(0.05)
    yield Sandbox(url)
    process.terminate()
    process.wait(10)


@pytest.fixture
def sandbox(sandbox_server: Sandbox) -> Sandbox:
    """The sandbox, emptied."""
    sandbox_server.control("DELETE", "faults")
    sandbox_server.control("DELETE", "state")
    return sandbox_server


@pytest.fixture
def workspace(db: None) -> Any:
    from inbox.models import Workspace

    return Workspace.objects.create(name="Harbour Line", slug="harbour")


@pytest.fixture
def other_workspace(db: None) -> Any:
    from inbox.models import Workspace

    return Workspace.objects.create(name="Rival Boats", slug="rival")


def _member(workspace: Any, name: str, role: str) -> Any:
    from inbox.models import Membership, User

    user = User.objects.create_user(f"{name.lower()}@{workspace.slug}.example", "secret-word", name=name)
    Membership.objects.create(workspace=workspace, user=user, role=role)
    return user


@pytest.fixture
def agent(workspace: Any) -> Any:
    return _member(workspace, "Ana", "agent")


@pytest.fixture
def lead(workspace: Any) -> Any:
    return _member(workspace, "Leo", "lead")


@pytest.fixture
def admin(workspace: Any) -> Any:
    return _member(workspace, "Mira", "admin")


@pytest.fixture
def stranger(other_workspace: Any) -> Any:
    """An admin of another company: may do everything there, and see nothing here."""
    return _member(other_workspace, "Sly", "admin")


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    """A browser of somebody who has signed in."""

    def sign_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


HANDLES = {"x": "harbourline", "facebook": "harbourline"}


@pytest.fixture
def connect(workspace: Any, sandbox: Sandbox) -> Callable[[str], Any]:
    """Connect the company's account of a platform, on the sandbox."""

    def connect_account(platform: str) -> Any:
        from inbox.services import accounts

        handle = HANDLES[platform]
        opened = sandbox.control("POST", "accounts", platform=platform, handle=handle, name="Harbour Line")
        return accounts.connect(
            workspace,
            platform=platform,
            secrets={"access_token": opened["token"]},
            base_url=f"{sandbox.url}{opened['base_url_path']}",
            now=timezone.now(),
        )

    return connect_account


@pytest.fixture(params=["x", "facebook"])
def account(request: pytest.FixtureRequest, connect: Callable[[str], Any]) -> Any:
    """The company's account, once on each platform."""
    return connect(request.param)


@pytest.fixture
def read_all() -> Callable[..., dict[str, Any]]:
    """Read every stream of an account until nothing more is there, and judge what came. Returns the turns by stream."""

    def read(account: Any, *, judge: bool = True) -> dict[str, Any]:
        from inbox.services import polling
        from triage import services

        account.streams.update(next_poll_at=timezone.now(), claimed_until=None)
        turns = {}
        for stream_id in polling.claim_due(limit=50, now=timezone.now()):
            turns[account.streams.get(pk=stream_id).name] = polling.poll(stream_id)
        if judge:
            services.drain(now=timezone.now())
        return turns

    return read


@pytest.fixture
def writes() -> Callable[..., dict[str, Any]]:
    """An event: somebody writes to the company, on whichever platform."""
    counter = iter(range(1, 1_000_000))

    def event(
        platform: str,
        text: str,
        *,
        by: str = "Dora",
        reply_to: str | None = None,
        audience: int | None = None,
        **more: Any,
    ) -> dict[str, Any]:
        handle = HANDLES[platform]
        is_ours = by == "company"
        author = handle if is_ours else by.lower().replace(" ", "_")
        kind = "mention" if platform == "x" else ("comment" if reply_to else "post")
        if is_ours and reply_to is None:
            kind = "post"
        return {
            "at": 0,
            "platform": platform,
            "account": handle,
            "kind": kind,
            "id": f"e{next(counter)}",
            "author": {"id": author, "handle": author, "name": by, "audience": audience},
            "reply_to": reply_to,
            "text": text,
            **more,
        }

    return event
