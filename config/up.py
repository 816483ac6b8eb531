"""`make run`: everything Heard needs, started in order under one parent, and stopped together.

Servers, migrations, static files and the demo come first; then honcho keeps web, worker, beat and sandbox. Each process is
noted with its start time, so a run that was killed is cleared up by the next one, and nobody else's process ever is.
"""

import contextlib
import fcntl
import json
import os
import shlex
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

import psutil
from honcho.manager import Manager
from honcho.printer import Printer

from config import local, services

STARTED_FILE = local.VAR_DIR / "started.json"
# Threads: they mostly wait for platforms, and one process is stopped by one signal. Production forks (docker-compose.yml).
WORKER_THREADS = 8


def say(text: str) -> None:
    print(f"heard │ {text}", flush=True)


class Taken(Exception):
    """A port is in use; the text names who uses it and the way around."""


def check_port(port: int, variable: str, what: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return
        except PermissionError as error:
            raise Taken(
                f"Port {port} may not be opened by this user. Choose another: {variable}=8010 make run"
            ) from error
        except OSError:
            pass
    raise Taken(
        f"Port {port}, where {what} wants to listen, is taken{_name_holder(port)}. "
        f"Stop that program, or choose another port: {variable}={port + 10} make run"
    )


def _name_holder(port: int) -> str:
    try:
        for connection in psutil.net_connections("tcp"):
            listens_here = connection.laddr and connection.laddr.port == port
            if connection.status == psutil.CONN_LISTEN and listens_here and connection.pid:
                process = psutil.Process(connection.pid)
                return f" by {process.name()} (process {process.pid})"
    except psutil.Error:
        pass  # Another user's process, or macOS: its name is not ours to read.
    return ""


def take_lock() -> IO[str]:
    """Hold this checkout; the kernel lets go of it however this process ends."""
    local.VAR_DIR.mkdir(parents=True, exist_ok=True)
    holder = (local.VAR_DIR / "up.lock").open("a+")
    try:
        fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder.seek(0)
        sys.exit(
            f"Heard is already running from this folder ({holder.read().strip()}). Stop it there with Ctrl-C first."
        )
    holder.truncate(0)
    return holder


def note_started(pids: list[int]) -> None:
    known = []
    for pid in pids:
        try:
            known.append({"pid": pid, "started": psutil.Process(pid).create_time()})
        except psutil.NoSuchProcess:
            continue
    fresh = STARTED_FILE.with_suffix(".new")
    fresh.write_text(json.dumps(known))
    fresh.rename(STARTED_FILE)


def clear_up_killed_run() -> None:
    """Stop what an earlier, killed run left behind: only processes with the very start time it noted."""
    if not STARTED_FILE.exists():
        return
    left: list[psutil.Process] = []
    for note in json.loads(STARTED_FILE.read_text()):
        try:
            process = psutil.Process(note["pid"])
            if abs(process.create_time() - note["started"]) < 0.01:
                left += [*process.children(recursive=True), process]
        except psutil.NoSuchProcess:
            continue
    if left:
        say(f"clearing up {len(left)} processes of a run that was killed …")
    for process in left:
        # Any of them may end by itself, or with its parent, between two of these lines.
        with contextlib.suppress(psutil.NoSuchProcess):
            process.send_signal(signal.SIGINT if process.name() == "postgres" else signal.SIGTERM)
    _, alive = psutil.wait_procs(left, timeout=10)
    for process in alive:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(alive, timeout=5)
    STARTED_FILE.unlink()


def prepare_data() -> list[str]:
    """Migrations, static files and the demo workspace. Returns the sign-ins to print."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from django.core.management import call_command

    from config import demo

    say("bringing the tables up to date …")
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collect_static_if_changed")
    return demo.ensure_workspace()


def _wait_for(url: str, seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310 — our own address
                return True
        except urllib.error.HTTPError:
            return True
        except OSError:
            time.sleep(0.1)
    return False


def announce(port: int, sandbox_port: int, sign_ins: list[str], demo_ready: Callable[[], None]) -> None:
    """Once the sandbox and the pages answer: fill the demo, then print where to go."""
    if not _wait_for(f"http://127.0.0.1:{sandbox_port}/healthz") or not _wait_for(f"http://127.0.0.1:{port}/healthz"):
        say("the pages do not answer yet; the lines above may say why")
        return
    try:
        demo_ready()
    except Exception as error:
        say(f"the demo's story could not be played ({type(error).__name__}: {error}); Heard itself runs")
    rule = "─" * 66
    say(rule)
    say(f"Heard is running:  http://127.0.0.1:{port}")
    for line in sign_ins:
        say(f"  {line}")
    say(f"Be a customer:     http://127.0.0.1:{sandbox_port}")
    say("Stop with Ctrl-C; your data stays in var/.")
    say(rule)


class QuietPrinter(Printer):  # type: ignore[misc]
    """honcho's printer without its own chatter while starting and stopping."""

    def write(self, message: Any) -> None:
        if message.name != "system":
            super().write(message)


class NotingManager(Manager):  # type: ignore[misc]
    """honcho's manager, which also notes what it started for the next run."""

    def __init__(self, others: list[int]) -> None:
        super().__init__(QuietPrinter(sys.stdout))
        self.others = others

    def _start(self) -> None:
        super()._start()
        threading.Thread(target=self._note, daemon=True).start()

    def _note(self) -> None:
        while not all("pid" in entry for entry in self._processes.values()):
            time.sleep(0.05)
        note_started(self.others + [entry["pid"] for entry in self._processes.values()])


def build_commands(port: int, sandbox_port: int) -> dict[str, str]:
    """The shell command of each process."""
    python = shlex.quote(sys.executable)
    granian = f"{python} -m granian --host 127.0.0.1 --no-ws --workers-kill-timeout 3 --log-level warning"
    # Celery remarks on running as root; on a machine of one's own that is fine, and here nothing is unpickled.
    celery = f"{python} -W ignore::RuntimeWarning:celery.platforms -W ignore::UserWarning:celery.platforms -m celery"
    return {
        "web": f"exec {granian} --port {port} --interface asgi config.asgi:application",
        "worker": f"exec {celery} -A config --quiet worker --loglevel WARNING --pool threads --concurrency {WORKER_THREADS} -n heard@%h",
        "beat": f"exec {celery} -A config --quiet beat --loglevel WARNING --pidfile=",
        "sandbox": f"exec {python} manage.py sandbox --serve --port {sandbox_port}",
    }


def run_processes(port: int, sandbox_port: int, others: list[int], when_up: Callable[[], None]) -> int:
    manager = NotingManager(others)
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    for name, command in build_commands(port, sandbox_port).items():
        manager.add_process(name, command, env=environment, cwd=str(local.BASE_DIR))
    threading.Thread(target=when_up, daemon=True).start()
    manager.loop()
    return manager.returncode or 0


def main() -> int:
    port, sandbox_port = int(os.environ.get("PORT", 8000)), int(os.environ.get("SANDBOX_PORT", 8001))
    holder = take_lock()
    started: list[services.Service] = []
    # A Ctrl-C or a stop while the servers start must still stop them: both arrive as KeyboardInterrupt.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        clear_up_killed_run()
        check_port(port, "PORT", "Heard")
        check_port(sandbox_port, "SANDBOX_PORT", "the sandbox")
        # Fixed, so that the mail account the demo connects is still there after the next start.
        mail_ports = {
            name: int(os.environ.get(name, sandbox_port + number))
            for number, name in enumerate(("SANDBOX_IMAP_PORT", "SANDBOX_SMTP_PORT"), start=1)
        }
        for name, number in mail_ports.items():
            check_port(number, name, "the sandbox's mail")
        environment = {"SITE_URL": f"http://127.0.0.1:{port}", "SANDBOX_URL": f"http://127.0.0.1:{sandbox_port}"}
        environment |= {
            "POLL_SECONDS": "3",
            "SWEEP_SECONDS": "2",
            "SECOND_LOOK_SECONDS": "10",
            "RECONCILE_SECONDS": "60",
        }
        environment |= {name: str(number) for name, number in mail_ports.items()}
        for name, start in (("DATABASE_URL", services.start_postgres), ("REDIS_URL", services.start_redis)):
            if os.environ.get(name):
                continue
            kind = name.partition("_")[0].lower().replace("database", "postgres")
            data: Path = local.VAR_DIR / kind
            say(f"starting {kind} …")
            started.append(start(data))
            note_started([service.process.pid for service in started])
            environment[name] = started[-1].url
        local.write_env(environment)
        os.environ.update({name: value for name, value in environment.items() if name not in os.environ})
        sign_ins = prepare_data()
        holder.write(f"http://127.0.0.1:{port}, process {os.getpid()}")
        holder.flush()

        def when_up() -> None:
            from config import demo

            announce(port, sandbox_port, sign_ins, lambda: demo.ensure_story(say))

        say("starting web, worker, beat and sandbox …")
        returned = run_processes(port, sandbox_port, [service.process.pid for service in started], when_up)
        # Stopped by Ctrl-C or a signal: that is how this command is meant to end.
        return 0 if returned in (130, 143) else returned
    except (services.ServiceError, Taken) as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        for service in reversed(started):
            service.stop()
        STARTED_FILE.unlink(missing_ok=True)
        local.ENV_FILE.unlink(missing_ok=True)
        say("stopped; nothing of it is running any more.")


if __name__ == "__main__":
    sys.exit(main())
