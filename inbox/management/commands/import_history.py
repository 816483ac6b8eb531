"""`manage.py import_history`: what a company was told, and answered, before it came to Heard."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from tqdm import tqdm

from inbox.models import ChannelAccount
from inbox.services import importing

REASONS_SHOWN = 10


class Command(BaseCommand):
    help = (
        "Import a file of one JSON object a line: id, parent, kind, author (id, handle, name, audience), from_us, at, text, "
        "permalink. Run again after an interruption, it goes on; run twice, it changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--account", metavar="SLUG", required=True, help="as `manage.py ledger` names it")
        parser.add_argument("--report", type=Path, help="where to write what was refused (default: beside the file)")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        account = ChannelAccount.objects.filter(slug=options["account"]).first()
        if account is None:
            known = ", ".join(ChannelAccount.objects.order_by("slug").values_list("slug", flat=True))
            raise CommandError(f"No account is called {options['account']!r}. There are: {known or 'none yet'}.")
        try:
            with path.open(encoding="utf-8-sig", errors="replace") as lines:
                entries = (entry for _number, entry in importing.read_lines(lines))
                roots = importing.find_roots(entries, account)
            with path.open(encoding="utf-8-sig", errors="replace") as lines:
                total = sum(1 for line in lines if line.strip())
            report = importing.Report()
            with (
                path.open(encoding="utf-8-sig", errors="replace") as lines,
                tqdm(total=total, unit=" lines", disable=options["verbosity"] == 0, file=self.stderr) as bar,
            ):
                numbered = importing.read_lines(lines)
                for report in importing.import_entries(account, numbered, roots, now=timezone.now()):
                    bar.update(report.lines - bar.n)
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}") from error
        self._say(report, path, options["report"])

    def _say(self, report: importing.Report, path: Path, target: Path | None) -> None:
        self.stdout.write(
            f"{report.lines:,} lines: {report.new_messages:,} new messages, {report.known:,} posts or known already, "
            f"{len(report.refused):,} refused."
        )
        if not report.refused:
            return
        target = target or path.with_name(f"{path.name}.refused.jsonl")
        with target.open("w", encoding="utf-8") as out:
            for number, reason in report.refused:
                out.write(json.dumps({"line": number, "reason": reason}, ensure_ascii=False) + "\n")
        for number, reason in report.refused[:REASONS_SHOWN]:
            self.stdout.write(f"  line {number}: {reason}")
        self.stdout.write(f"Every refused line and its reason: {target}. They are in the account's quarantine too.")
