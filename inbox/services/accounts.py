"""Connecting a profile of ours to a platform, and putting it out of and back into service."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.db import transaction

from connectors.contract import Connector
from connectors.errors import ConnectorError
from connectors.items import Credentials
from connectors.registry import open_connector
from inbox import pokes
from inbox.models import AccountStatus, ChannelAccount, Stream, WalkKind, Workspace
from inbox.secrets import seal
from inbox.services import walks
from inbox.services.credentials import refresh_time
from inbox.services.lifecycle import NotPossible

log = structlog.get_logger(__name__)
# What nobody answered for this long before we came is a backlog of its own, beside today's work.
BACKLOG_DAYS = 14


def connect(
    workspace: Workspace, *, platform: str, secrets: Mapping[str, str], base_url: str = "", now: datetime
) -> ChannelAccount:
    """Try the credentials on the platform, then store them and begin to read. Connecting again goes on where it stopped.

    Raises ConnectorError, in words an admin understands, when the platform does not accept them.
    """
    secrets = {name: value.strip() for name, value in secrets.items() if value.strip()}
    credentials = Credentials("", "", secrets, base_url, settings.PLATFORM_TIMEOUT_SECONDS)
    connector = open_connector(platform, credentials)
    profile = connector.check()
    refresh_at = refresh_time(profile.expires_at, now)
    if refresh_at is None and type(connector).refresh is not Connector.refresh:
        refresh_at = now  # It knows better than we do whether there is anything to renew.
    with transaction.atomic():
        account, _is_new = ChannelAccount.objects.update_or_create(
            workspace=workspace,
            platform=platform,
            server=urlsplit(base_url).hostname or "" if connector.capabilities.numbers_by_server else "",
            external_id=profile.external_id,
            defaults={
                "handle": profile.handle,
                "name": profile.name,
                "credentials": seal(secrets),
                "base_url": base_url,
                "status": AccountStatus.ACTIVE,
                "status_text": "",
                "status_changed_at": now,
                "reply_limit": profile.reply_limit,
                "expires_at": profile.expires_at,
                "refresh_at": refresh_at,
                "refreshed_at": None,
            },
            create_defaults={
                "handle": profile.handle,
                "name": profile.name,
                "credentials": seal(secrets),
                "base_url": base_url,
                "reply_limit": profile.reply_limit,
                "expires_at": profile.expires_at,
                "refresh_at": refresh_at,
                "backlog_before": now - timedelta(days=BACKLOG_DAYS),
            },
        )
        add_missing_streams(account, now=now)
        account.streams.update(
            next_poll_at=now, next_poll_why="connected just now", failures=0, error_code="", error_text=""
        )
        pokes.poke(pokes.POLL)
        pokes.poke(pokes.SUBSCRIBE, account.pk)
    return account


@transaction.atomic
def add_missing_streams(account: ChannelAccount, *, now: datetime) -> int:
    """A stream of its own for each feed the platform's connector names, with its history; later versions name more. Returns how many."""
    known = set(account.streams.values_list("name", flat=True))
    missing = [spec for spec in account.capabilities.streams if spec.name not in known]
    for spec in missing:
        Stream.objects.get_or_create(
            account=account, name=spec.name, defaults={"is_polled": spec.is_polled, "next_poll_at": now}
        )
    for stream in account.streams.exclude(walks__kind=WalkKind.HISTORY):
        walks.begin_history(stream, now=now)
    return len(missing)


def subscribe(account: ChannelAccount) -> bool:
    """Ask the platform to push to us, where that takes a call. Without it polling goes on; trouble is logged."""
    try:
        return account.open(settings.PLATFORM_TIMEOUT_SECONDS).subscribe()
    except ConnectorError as error:
        log.warning("no pushes asked for", account=account.pk, code=error.code, text=str(error))
        return False


def pause(account: ChannelAccount, *, now: datetime) -> None:
    """Stop reading and sending until somebody resumes. Raises NotPossible."""
    _change(account, AccountStatus.ACTIVE, AccountStatus.PAUSED, "Paused by an admin.", now)


def resume(account: ChannelAccount, *, now: datetime) -> None:
    """Go on where it stopped. Raises NotPossible."""
    _change(account, AccountStatus.PAUSED, AccountStatus.ACTIVE, "", now)
    account.streams.update(next_poll_at=now)
    pokes.poke(pokes.POLL)


def _change(account: ChannelAccount, old: AccountStatus, new: AccountStatus, text: str, now: datetime) -> None:
    changed = ChannelAccount.objects.filter(pk=account.pk, status=old).update(
        status=new, status_text=text, status_changed_at=now
    )
    if not changed:
        account.refresh_from_db(fields=["status"])
        raise NotPossible(f"This account is {account.get_status_display().lower()} at the moment.")
