"""A real Bluesky network for the tests: installed under var/, started on loopback with a throw-away PostgreSQL and Redis."""

import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

import httpx

from config.local import VAR_DIR
from config.services import find_free_port, start_postgres, start_redis

HERE = Path(__file__).parent
PLACE = VAR_DIR / "real" / "bluesky"
MANIFESTS = ("package.json", "package-lock.json")
ADMIN = ("admin", "admin-pass")  # As the network's own package has it.
STOP_SECONDS = 30


def install() -> None:
    """Install what the lock file names, unless that has been done. Needs node 20 or later and npm."""
    PLACE.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package-lock.json").read_text()
    with (PLACE / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = PLACE / "installed"
        if done.exists() and done.read_text() == wanted:
            return
        for name in MANIFESTS:
            shutil.copy(HERE / name, PLACE / name)
        subprocess.run(["npm", "ci", "--no-audit", "--no-fund"], cwd=PLACE, check=True)
        done.write_text(wanted)


@dataclass
class Network:
    """A running network. `pds` is the address of its one personal data server."""

    pds: str
    process: "subprocess.Popen[str]"

    def settle(self) -> None:
        """Wait until the index has taken in all that was written."""
        self._tell("settle")

    def call(self, method: str, body: dict[str, Any] | None = None, *, token: str = "", **query: Any) -> Any:
        """One call, as an app makes it; a body makes it a POST. Raises httpx.HTTPStatusError."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        url = f"{self.pds}/xrpc/{method}"
        if body is None:
            answer = httpx.get(url, params=query, headers=headers, timeout=30, trust_env=False)
        else:
            answer = httpx.post(url, json=body, headers=headers, timeout=30, trust_env=False)
        if answer.is_error:
            raise httpx.HTTPStatusError(f"{method}: {answer.text}", request=answer.request, response=answer)
        return answer.json() if answer.content else {}

    def remove(self, did: str) -> None:
        """Delete an account, as its server's administrator."""
        url = f"{self.pds}/xrpc/com.atproto.admin.deleteAccount"
        httpx.post(url, json={"did": did}, auth=ADMIN, timeout=30, trust_env=False).raise_for_status()

    def _tell(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{word}\n")
        self.process.stdin.flush()
        _next_line(self.process, "settled")


@contextmanager
def running_network() -> Iterator[Network]:
    """Install if need be, start, and stop at the end. Takes about ten seconds once installed."""
    install()
    place = Path(tempfile.mkdtemp(prefix="bluesky-", dir=VAR_DIR))
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, place, ignore_errors=True)
        postgres = start_postgres(place / "postgres", durable=False)
        stack.callback(postgres.stop)
        redis = start_redis(place / "redis")
        stack.callback(redis.stop)
        (place / "files").mkdir()
        log = stack.enter_context((VAR_DIR / "real" / "bluesky.log").open("w"))
        yield stack.enter_context(_started(postgres.url, redis.url, place / "files", log))


@contextmanager
def _started(postgres_url: str, redis_url: str, files: Path, log: IO[str]) -> Iterator[Network]:
    redis = urlsplit(redis_url)
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(files),
        "TMPDIR": str(files),
        "LOG_ENABLED": "false",
        "DB_POSTGRES_URL": postgres_url,
        "REDIS_HOST": f"{redis.hostname}:{redis.port}",
        "REDIS_PASSWORD": redis.password or "",
        **{name: str(find_free_port()) for name in ("PDS_PORT", "BSKY_PORT", "PLC_PORT")},
    }
    process = subprocess.Popen(
        ["node", "--dns-result-order=ipv4first", str(HERE / "network.mjs")],
        cwd=PLACE, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
    )  # fmt: skip
    try:
        yield Network(str(_next_line(process, "pds")), process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _next_line(process: "subprocess.Popen[str]", key: str) -> Any:
    """What the next line of JSON says under `key`; other lines are the servers' chatter."""
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("{") and key in (said := json.loads(line)):
            return said[key]
    raise RuntimeError(f"the network ended by itself; see {VAR_DIR / 'real' / 'bluesky.log'}")
