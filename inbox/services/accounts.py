"""Connecting a profile of ours to a platform, and putting it out of and back into service."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from connectors.contract import Credentials
from connectors.registry import PLATFORMS, open_connector
from inbox import pokes
from inbox.models import AccountStatus, ChannelAccount, Stream, Workspace
from inbox.secrets import seal
from inbox.services.lifecycle import NotPossible


def connect(
    workspace: Workspace, *, platform: str, secrets: Mapping[str, str], base_url: str = "", now: datetime
) -> ChannelAccount:
    """Try the credentials on the platform, then store them and begin to read. Connecting again goes on where it stopped.

    Raises ConnectorError, in words an admin understands, when the platform does not accept them.
    """
    secrets = {name: value.strip() for name, value in secrets.items() if value.strip()}
    credentials = Credentials("", "", secrets, base_url, settings.PLATFORM_TIMEOUT_SECONDS)
    profile = open_connector(platform, credentials).check()
    with transaction.atomic():
        account, _is_new = ChannelAccount.objects.update_or_create(
            workspace=workspace,
            platform=platform,
            external_id=profile.external_id,
            defaults={
                "handle": profile.handle,
                "name": profile.name,
                "credentials": seal(secrets),
                "base_url": base_url,
                "status": AccountStatus.ACTIVE,
                "status_text": "",
                "status_changed_at": now,
            },
        )
        for spec in PLATFORMS[platform].capabilities.streams:
            Stream.objects.get_or_create(account=account, name=spec.name, defaults={"next_poll_at": now})
        account.streams.update(next_poll_at=now, failures=0, error_code="", error_text="")
        pokes.poke(pokes.POLL)
    return account


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
