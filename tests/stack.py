"""The whole of Heard as processes, on a database of its own: what `make run` starts, for tests that play a story."""

import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2
import requests
from playwright.sync_api import Page

from config.up import build_commands
from tests.conftest import ROOT, Sandbox, find_free_port
from tests.workers import own_redis

_stacks = itertools.count(1)
COMPANY = "Harbour Line"
HANDLE = "harbourline"


@dataclass(frozen=True)
class Stack:
    """Where everything listens, the environment its processes have, and the processes by name."""

    url: str
    sandbox: Sandbox
    environment: dict[str, str]
    commands: dict[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str) -> None:
        self.processes[name] = subprocess.Popen(
            self.commands[name], shell=True, cwd=ROOT, env=self.environment, start_new_session=True
        )

    def kill(self, name: str) -> None:
        """As the machine's own hand would, with everything it started: no farewell, no cleaning up."""
        os.killpg(self.processes[name].pid, signal.SIGKILL)
        self.processes[name].wait()

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def sign_in(page: Page, url: str, who: str) -> None:
    """Through the sign-in page, as one of the demo's people."""
    page.goto(f"{url}/sign-in/")
    page.get_by_label("Email").fill(f"{who}@heard.example")
    page.get_by_label("Password").fill("heard-demo")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda address: "sign-in" not in address)


def _own_database(name: str) -> str:
    """A fresh database beside the tests' own; returns its address."""
    address = os.environ["DATABASE_URL"]
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}"')
    connection.close()
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


@contextmanager
def run_stack(directory: Path, *, database: str = "heard_stack", **settings: str) -> Iterator[Stack]:
    """Start web, worker, beat and sandbox; wait until they answer; stop them, and nothing else, at the end."""
    port, sandbox_port = find_free_port(), find_free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": _own_database(database),
        # One of its own: two stacks on one broker would take each other's work.
        "REDIS_URL": own_redis(os.environ["REDIS_URL"], next(_stacks)),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "SANDBOX_URL": f"http://127.0.0.1:{sandbox_port}",
        "HEARD_VAR": str(directory),
        "POLL_SECONDS": "1",
        "SWEEP_SECONDS": "1",
        **settings,
    }
    commands = build_commands(port, sandbox_port)
    stack = Stack(environment["SITE_URL"], Sandbox(environment["SANDBOX_URL"]), environment, commands)
    stack.manage("migrate", "--verbosity", "0")
    stack.manage("collect_static_if_changed")
    stack.manage("shell", "--no-imports", "-c", "from config import demo; demo.ensure_workspace()")
    for name in commands:
        stack.start(name)
    try:
        for address in (f"{stack.url}/readyz", f"{stack.sandbox.url}/healthz"):
            _await(address, list(stack.processes.values()))
        yield stack
    finally:
        for process in reversed(stack.processes.values()):
            process.terminate()
        for process in stack.processes.values():
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await(address: str, processes: list[subprocess.Popen[bytes]]) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            if requests.get(address, timeout=2).ok:
                return
        except requests.ConnectionError:
            pass
        assert all(process.poll() is None for process in processes), "a process ended while starting"
        assert time.monotonic() < deadline, f"{address} does not answer"
        time.sleep(0.1)
