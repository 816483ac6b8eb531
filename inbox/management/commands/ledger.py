"""`manage.py ledger`: the books of every account, as a table or as JSON."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from inbox import ledger
from inbox.models import ChannelAccount
from inbox.templatetags.heard import in_words


class Command(BaseCommand):
    help = "Print, of each stream, what was read, what was compared with the platform, and every open gap."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="everything, as JSON")
        parser.add_argument("--account", metavar="SLUG", help="this account alone")

    def handle(self, *args: Any, **options: Any) -> None:
        accounts = ChannelAccount.objects.order_by("slug")
        if options["account"]:
            accounts = accounts.filter(slug=options["account"])
            if not accounts:
                known = ", ".join(ChannelAccount.objects.order_by("slug").values_list("slug", flat=True))
                raise CommandError(f"No account is called {options['account']!r}. There are: {known or 'none yet'}.")
        data = ledger.as_data(accounts, timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps(data, indent=2, ensure_ascii=False))
            return
        for account in data:
            self.stdout.write(f"{account['account']} ({account['status']})")
            for stream in account["streams"]:
                self.stdout.write(f"  {stream['stream']:<18} {_line(stream)}")
                for gap in stream["gaps"]:
                    self.stdout.write(self.style.WARNING(f"  {'':<18} gap: {gap['text']}"))


def _line(stream: dict[str, Any]) -> str:
    if stream["lag_seconds"] is None:
        return f"not read yet; {stream['error'] or stream['next_poll_why']}"
    comparison = stream["comparison"]
    compared = "not compared yet"
    if comparison:
        compared = f"compared: platform {comparison['platform_count']}, here {comparison['our_count']}"
    odd = f", {stream['quarantined']} in quarantine" if stream["quarantined"] else ""
    lag = "up to date" if stream["lag_seconds"] < 60 else f"{in_words(stream['lag_seconds'])} behind"
    return f"{stream['stored']} stored{odd}, {lag}, {compared}"
