"""The cast and the stage: two companies, their people, a sandbox that plays the platforms over real HTTP."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests
from django.test import Client
from django.utils import timezone

from connectors.registry import PLATFORMS
from sandbox.registry import PLATFORMS as STAND_INS

ROOT = Path(__file__).resolve().parent.parent


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Sandbox:
    """A running sandbox and its control API."""

    url: str

    def control(self, method: str, path: str, /, **body: Any) -> Any:
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


HANDLE = "harbourline"


@dataclass(frozen=True)
class Stage:
    """How people write on a platform, in kinds of the sandbox's events.

    `word`: what somebody writes to the company of their own accord, and `stream`: where that comes in; `follow`: what they write
    beneath something; `answer`: what the company writes beneath something; `post`: what the company writes of its own accord.
    `is_beneath`: people only ever write beneath something, so that there is a post of the company's for them. `can_change`: what was
    written can be edited and taken back. `repeats_words`: the company can say the same again to the same person, a moment later.
    """

    word: str
    follow: str
    answer: str
    stream: str
    post: str = "post"
    is_beneath: bool = False
    can_change: bool = True
    repeats_words: bool = True


STAGES = {
    "x": Stage("mention", "mention", "mention", "mentions", repeats_words=False),
    "facebook": Stage("post", "comment", "comment", "visitor_posts", repeats_words=False),
    "instagram": Stage("comment", "comment", "comment", "comments", is_beneath=True),
    "mastodon": Stage("mention", "mention", "mention", "mentions"),
    "bluesky": Stage("mention", "mention", "comment", "mentions"),
    "mail": Stage("mail", "mail", "mail", "inbox", post="mail", can_change=False),
    "wordpress": Stage("comment", "comment", "comment", "comments", repeats_words=False),
}
# Platforms that Heard speaks and the sandbox plays; where a story is the same everywhere, it is told on two unless all are asked for.
PLAYED = [platform for platform in PLATFORMS if platform in STAND_INS]
USUAL = ("x", "facebook")


LONG_AGO = "2026-01-05T09:00:00+00:00"


def beneath(platform: str) -> str:
    """What the sandbox calls the post of the company's that people write beneath."""
    return f"beneath-on-{platform}"


def on(*platforms: str, among: Iterable[str] = PLAYED) -> list[Any]:
    """Parameters of a test that is told on these platforms each time, and on every other one of `among` with `-m full`."""
    return [
        name if name in platforms else pytest.param(name, marks=pytest.mark.full) for name in PLAYED if name in among
    ]


# For tests with the fixture `account` in which somebody edits or takes back what they wrote.
CHANGING = pytest.mark.parametrize(
    "account", on(*USUAL, among=[name for name in PLAYED if STAGES[name].can_change]), indirect=True
)


@pytest.fixture
def open_account(sandbox: Sandbox) -> Callable[[str], dict[str, Any]]:
    """The company's account on the sandbox, made or found: what its admin would know of it."""

    def open_it(platform: str) -> dict[str, Any]:
        facts = sandbox.control("POST", "accounts", platform=platform, handle=HANDLE, name="Harbour Line")
        if STAGES[platform].is_beneath:
            post = {"kind": STAGES[platform].post, "id": beneath(platform), "text": "We sail again on Sunday"}
            sandbox.play({"at": 0, "platform": platform, "account": HANDLE, "author": None, **post}, start=LONG_AGO)
        path = facts["base_url_path"]
        return {"secrets": facts["secrets"], "base_url": f"{sandbox.url}{path}" if path else ""}

    return open_it


@pytest.fixture
def connect(workspace: Any, open_account: Callable[[str], dict[str, Any]]) -> Callable[[str], Any]:
    """Connect the company's account of a platform, on the sandbox."""

    def connect_account(platform: str) -> Any:
        from inbox.services import accounts

        return accounts.connect(workspace, platform=platform, now=timezone.now(), **open_account(platform))

    return connect_account


@pytest.fixture(params=on(*USUAL))
def account(request: pytest.FixtureRequest, connect: Callable[[str], Any]) -> Any:
    """The company's account, once on each platform."""
    return connect(request.param)


@pytest.fixture
def walk_all() -> Callable[[], int]:
    """Go every walk that is due to its end, as workers would. Returns how many pages were stored."""

    def walk() -> int:
        from inbox.services import walks

        pages = 0
        while claimed := walks.claim_due(limit=10, now=timezone.now()):
            pages += sum(walks.step(walk_id) for walk_id in claimed)
        return pages

    return walk


@pytest.fixture
def read_all(walk_all: Callable[[], int]) -> Callable[..., dict[str, Any]]:
    """Read every stream of an account until nothing more is there, then the past, and judge what came.

    Without `walk` the past is left alone. Returns what the turns at each stream came to, by its name.
    """

    def read(account: Any, *, walk: bool = True, judge: bool = True) -> dict[str, Any]:
        from inbox.services import polling
        from triage import services

        account.streams.update(next_poll_at=timezone.now(), claimed_until=None)
        names = dict(account.streams.values_list("pk", "name"))
        turns: dict[str, Any] = {}
        while claimed := polling.claim_due(limit=50, now=timezone.now()):
            for stream_id in claimed:
                turn = polling.poll(stream_id)
                if name := names.get(stream_id):
                    before = turns.get(name, polling.Turn())
                    turns[name] = polling.Turn(
                        before.pages + turn.pages,
                        before.new_messages + turn.new_messages,
                        before.quarantined + turn.quarantined,
                        turn.error,
                    )
        if walk:
            walk_all()
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
        stage, is_ours = STAGES[platform], by == "company"
        if stage.is_beneath and not is_ours:
            reply_to = reply_to or beneath(platform)
        kind = (stage.answer if is_ours else stage.follow) if reply_to else (stage.post if is_ours else stage.word)
        name = by.lower().replace(" ", "_")
        return {
            "at": 0,
            "platform": platform,
            "account": HANDLE,
            "kind": kind,
            "id": f"e{next(counter)}",
            "author": None if is_ours else {"id": name, "handle": name, "name": by, "audience": audience},
            "reply_to": reply_to,
            "text": text,
            **more,
        }

    return event
