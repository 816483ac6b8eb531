"""`make run` as a newcomer meets it: from a clone in an awkward folder, with nothing installed, to the first comment."""

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import requests

from tests.conftest import ROOT, find_free_port

pytestmark = [pytest.mark.stack, pytest.mark.timeout(400)]


class Run:
    """A started `make run`, and what it prints."""

    def __init__(self, folder: Path, port: int, sandbox_port: int) -> None:
        kept = {
            name: value
            for name, value in os.environ.items()
            if not re.match(r"DATABASE_URL|REDIS_URL|DJANGO|PYTEST|SECRET|CRED|CI$|VIRTUAL", name)
        }
        environment = {**kept, "PORT": str(port), "SANDBOX_PORT": str(sandbox_port), "PYTHON": sys.executable}
        self.log = folder.parent / f"run-{time.monotonic_ns()}.log"
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                ["make", "run"],
                cwd=folder,
                env=environment,
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def until(self, words: str, seconds: float = 150) -> str:
        deadline = time.monotonic() + seconds
        while words not in self.text():
            assert time.monotonic() < deadline, self.text()
            assert self.process.poll() is None or words in self.text(), self.text()
            time.sleep(0.1)
        return self.text()

    def started(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def press_ctrl_c(self) -> str:
        """The terminal's Ctrl-C: SIGINT to the foreground group, which the servers are not in. Returns all it printed."""
        os.killpg(self.process.pid, signal.SIGINT)
        self.process.wait(40)
        return self.text()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a clone of this working tree would hold, in a folder with a long path and spaces in its name."""
    folder = tmp_path / ("a folder with spaces and a rather long name " + "x" * 90) / "heard & co"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process of somebody else's."""
    process = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    yield process
    process.kill()
    process.wait()


def read_queue(url: str) -> str:
    """The queue page, as a newcomer sees it who signs in with what was printed."""
    session = requests.Session()
    form = session.get(f"{url}/sign-in/", timeout=10).text
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)[1]
    entered = {"login": "agent@heard.example", "password": "heard-demo", "csrfmiddlewaretoken": token}
    return session.post(f"{url}/sign-in/", data=entered, headers={"Referer": url}, timeout=10).text


def is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_a_clone_starts_stops_survives_a_kill_and_keeps_its_data(
    clone: Path, bystander: subprocess.Popen[bytes]
) -> None:
    port, sandbox_port = find_free_port(), find_free_port()
    url = f"http://127.0.0.1:{port}"

    first = Run(clone, port, sandbox_port)
    printed = first.until("Stop with Ctrl-C")
    assert url in printed
    for role in ("agent", "lead", "admin"):
        assert f"{role}@heard.example" in printed
    deadline = time.monotonic() + 30
    while 'class="row"' not in (page := read_queue(url)):
        assert time.monotonic() < deadline, "no comment reached the queue"
        time.sleep(0.3)
    assert "Whose turn it is first" in page

    second = Run(clone, port, sandbox_port)
    assert second.process.wait(60) != 0
    assert "already running" in second.text()
    assert requests.get(f"{url}/healthz", timeout=5).ok

    started = first.started()
    assert "nothing of it is running any more" in first.press_ctrl_c()
    assert not psutil.wait_procs(started, timeout=10)[1]
    assert bystander.poll() is None

    holder = subprocess.Popen(
        [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1"], stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                requests.get(url, timeout=1)
                break
            except requests.ConnectionError:
                time.sleep(0.05)
        blocked = Run(clone, port, sandbox_port)
        assert blocked.process.wait(60) != 0
        assert f"Port {port}" in blocked.text()
        assert f"PORT={port + 10} make run" in blocked.text()
        assert holder.poll() is None
    finally:
        holder.kill()
        holder.wait()

    third = Run(clone, port, sandbox_port)
    third.until("Stop with Ctrl-C")
    assert "installing" not in third.text()
    assert 'class="row"' in read_queue(url)
    orphans = third.started()
    for process in orphans:
        # Some live for a moment only, such as what a health check starts.
        with contextlib.suppress(psutil.NoSuchProcess):
            if "config.up" in " ".join(process.cmdline()):
                process.kill()
    third.process.kill()
    third.process.wait()
    assert any(process.is_running() for process in orphans)

    fourth = Run(clone, port, sandbox_port)
    fourth.until("Stop with Ctrl-C")
    assert "clearing up" in fourth.text()
    assert not any(is_alive(process) for process in orphans)
    assert 'class="row"' in read_queue(url)
    started = fourth.started()
    assert "nothing of it is running any more" in fourth.press_ctrl_c()
    assert not psutil.wait_procs(started, timeout=10)[1]
    assert bystander.poll() is None
