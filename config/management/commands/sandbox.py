"""The sandbox from the command line: serve it, or play a scenario into the one that runs."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import demo
from config.local import VAR_DIR
from connectors.errors import ConnectorError
from inbox.models import Workspace
from sandbox import scenario
from sandbox.server import serve

DEFAULT_URL = "http://127.0.0.1:8001"


class Command(BaseCommand):
    help = "Serve the sandbox that plays the platforms, or play a scenario into the sandbox that is running."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--scenario", type=Path, metavar="FILE", help="play this file into the running sandbox")
        parser.add_argument("--speed", type=float, help="real time times this; without it, as fast as possible")
        parser.add_argument(
            "--backdate-until",
            type=float,
            metavar="SECONDS",
            help="date back so that this moment of the scenario is now",
        )
        parser.add_argument(
            "--no-connect",
            action="store_true",
            help="leave accounts of the scenario that Heard does not know unconnected",
        )
        parser.add_argument("--serve", action="store_true", help="serve, even where a sandbox is set already")
        parser.add_argument("--port", type=int, help="where to serve (8001)")
        parser.add_argument("--database", type=Path, help="the sandbox's own file (var/sandbox.sqlite3)")

    def handle(self, **options: Any) -> None:
        if options["scenario"] and not options["serve"]:
            self._play(options)
            return
        port = options["port"] or urlsplit(settings.SANDBOX_URL or DEFAULT_URL).port or 8001
        database = options["database"] or VAR_DIR / "sandbox.sqlite3"
        database.parent.mkdir(parents=True, exist_ok=True)
        serve("127.0.0.1", port, database)

    def _play(self, options: dict[str, Any]) -> None:
        url = settings.SANDBOX_URL or DEFAULT_URL
        try:
            events = scenario.load(options["scenario"])
        except scenario.ScenarioError as error:
            raise CommandError(f"Nothing was played; {len(error.problems)} lines cannot be:\n{error}") from error
        except OSError as error:
            raise CommandError(f"The scenario cannot be read: {error}") from error
        self.stdout.write(f"Playing {len(events)} events into {url} …")
        try:
            played = scenario.play(
                events,
                url=url,
                speed=options["speed"],
                backdate_until=options["backdate_until"],
                progress=self._progress,
            )
        except scenario.SandboxUnreachable as error:
            raise CommandError(
                f"{error}\nStart it with `make run`, or alone with `python manage.py sandbox --serve`."
            ) from error
        self.stdout.write("")
        self.stdout.write(f"{played.applied} applied, {played.known} known already, {len(played.refused)} refused.")
        for refusal in played.refused:
            self.stderr.write(f"  line {refusal['line']}: {refusal['reason']}")
        if not options["no_connect"]:
            self._connect_missing(url)
        if played.refused:
            raise CommandError("Some events were refused; the lines above say why.")

    def _progress(self, played: scenario.Played) -> None:
        self.stdout.write(f"\r  {played.sent} events", ending="")
        self.stdout.flush()

    def _connect_missing(self, url: str) -> None:
        """Accounts that exist on the sandbox and not in the demo workspace are connected, so that their items arrive."""
        os.environ.setdefault("SANDBOX_URL", url)
        workspace = Workspace.objects.filter(slug="demo").first()
        if workspace is None:
            self.stdout.write("There is no demo workspace here, so no account was connected.")
            return
        known = set(workspace.accounts.values_list("platform", "handle"))
        opened = requests.get(f"{url}/control/accounts", timeout=settings.PLATFORM_TIMEOUT_SECONDS).json()["accounts"]
        for entry in opened:
            if (entry["platform"], entry["handle"]) not in known:
                try:
                    account = demo.connect_to_sandbox(workspace, entry["platform"], entry["handle"], entry["name"])
                except ConnectorError as error:
                    self.stderr.write(f"{entry['platform']} {entry['handle']} could not be connected: {error}")
                else:
                    self.stdout.write(f"Connected {account}; its comments will arrive in the inbox.")
