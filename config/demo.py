"""The demo workspace: a company to look at, three people to sign in as, and a week of its customers' life on the sandbox."""

import threading
from collections.abc import Callable

import requests
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from config.local import BASE_DIR
from connectors.registry import PLATFORMS
from inbox.models import ChannelAccount, Membership, Role, User, Workspace
from inbox.services.accounts import connect
from sandbox import scenario

WORKSPACE = "Wrenmoor Ferries"
HANDLE = "wrenmoorferries"
PASSWORD = "heard-demo"
PEOPLE = (
    ("Ana Ruiz", "agent@heard.example", Role.AGENT),
    ("Leo Brandt", "lead@heard.example", Role.LEAD),
    ("Mira Okafor", "admin@heard.example", Role.ADMIN),
)
WEEK = 7 * 24 * 3600
STORY = BASE_DIR / "sandbox" / "scenarios" / "week.jsonl"


@transaction.atomic
def ensure_workspace() -> list[str]:
    """Make the demo workspace unless this database has one of its own. Returns the sign-ins, a line each."""
    if Workspace.objects.exclude(slug="demo").exists():
        return []
    workspace, _is_new = Workspace.objects.get_or_create(slug="demo", defaults={"name": WORKSPACE})
    lines = []
    for name, email, role in PEOPLE:
        if not User.objects.filter(email=email).exists():
            user = User.objects.create_user(email, PASSWORD, name=name)
            Membership.objects.create(workspace=workspace, user=user, role=role)
        lines.append(f"{role.label:<10} {email:<20} password  {PASSWORD}")
    return lines


def ensure_story(say: Callable[[str], None]) -> None:
    """Fill the sandbox with the week and connect an account on every platform, once; then let the rest of it happen, as it does in life."""
    workspace = Workspace.objects.filter(slug="demo").first()
    if workspace is None:
        return
    events = scenario.load(STORY)
    for platform in PLATFORMS:
        if not workspace.accounts.filter(platform=platform).exists():
            connect_to_sandbox(workspace, platform, HANDLE, WORKSPACE)
    week = [event for event in events if (event.at or 0) <= WEEK]
    played = scenario.play(week, url=settings.SANDBOX_URL, backdate_until=WEEK)
    if played.applied:
        say(f"played a week of {WORKSPACE}' customers into the sandbox: {played.applied} events; more keep coming")
    live = threading.Thread(
        target=scenario.play,
        args=[[event for event in events if (event.at or 0) > WEEK]],
        kwargs={"url": settings.SANDBOX_URL, "speed": 1.0, "backdate_until": WEEK},
        daemon=True,
    )
    live.start()


def connect_to_sandbox(workspace: Workspace, platform: str, handle: str, name: str) -> ChannelAccount:
    """Open an account on the sandbox and connect it, as an admin would with its token."""
    answer = requests.post(
        f"{settings.SANDBOX_URL}/control/accounts",
        json={"platform": platform, "handle": handle, "name": name},
        timeout=settings.PLATFORM_TIMEOUT_SECONDS,
    )
    answer.raise_for_status()
    opened = answer.json()
    return connect(
        workspace,
        platform=platform,
        secrets=opened["secrets"],
        base_url=f"{settings.SANDBOX_URL}{opened['base_url_path']}" if opened["base_url_path"] else "",
        now=timezone.now(),
    )
