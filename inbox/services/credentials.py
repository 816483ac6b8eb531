"""Keeping an account's credentials good: new ones before the old end, and out of service only when the platform means it."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from connectors.errors import ConnectorError, NeedsReauth, Temporary, Unavailable
from inbox.models import AccountStatus, ChannelAccount
from inbox.secrets import seal

log = structlog.get_logger(__name__)
LEASE = timedelta(seconds=90)
# Credentials are renewed when four fifths of their life are over.
SHARE_OF_LIFE = 0.8
# A token refused this soon after it was renewed is not mended by renewing it again.
FRESH = timedelta(minutes=5)
TRY_AGAIN = timedelta(minutes=5)


def refresh_time(expires_at: datetime | None, now: datetime) -> datetime | None:
    return now + (expires_at - now) * SHARE_OF_LIFE if expires_at else None


def renew_due(*, now: datetime, limit: int) -> list[int]:
    """Accounts whose credentials should be renewed by now."""
    due = ChannelAccount.objects.in_service().filter(refresh_at__lte=now).order_by("refresh_at", "pk")
    return list(due.values_list("pk", flat=True)[:limit])


def renew(account: ChannelAccount, *, now: datetime) -> bool:
    """Fetch new credentials, one worker at a time: some platforms take each refresh token once. True where there are new ones.

    Raises ConnectorError: NeedsReauth where the platform refuses, Temporary where it could not be tried now.
    """
    free = Q(refresh_claimed_until=None) | Q(refresh_claimed_until__lt=now)
    if not ChannelAccount.objects.filter(free, pk=account.pk).update(refresh_claimed_until=now + LEASE):
        raise Unavailable("New credentials are being fetched already.")
    changes: dict[str, object] = {"refresh_claimed_until": None}
    try:
        # As they stand under the lease: another worker may have renewed them just now.
        current = ChannelAccount.objects.get(pk=account.pk)
        if current.refreshed_at and current.refreshed_at > now - FRESH:
            return current.refreshed_at != account.refreshed_at
        found = current.open(settings.PLATFORM_TIMEOUT_SECONDS).refresh()
        done_at = timezone.now()
        if found is None:
            changes["refresh_at"] = None
            return False
        # Not over those of somebody who has reconnected the account in the meantime.
        return bool(
            ChannelAccount.objects.filter(pk=account.pk, credentials=current.credentials).update(
                credentials=seal(found.secrets),
                expires_at=found.expires_at,
                refresh_at=refresh_time(found.expires_at, done_at),
                refreshed_at=done_at,
            )
        )
    except Exception:
        changes["refresh_at"] = timezone.now() + TRY_AGAIN
        raise
    finally:
        ChannelAccount.objects.filter(pk=account.pk).update(**changes)


def renew_in_time(account: ChannelAccount, *, now: datetime) -> bool:
    """As `renew`, for the sweep: trouble is logged, and the account goes out of service only where the platform refuses."""
    try:
        return renew(account, now=now)
    except NeedsReauth as error:
        mark_needs_reconnecting(account, str(error), now=now)
    except ConnectorError as error:
        log.warning("credentials not renewed", account=account.pk, code=error.code)
    return False


def outlived(account: ChannelAccount, refusal: NeedsReauth, *, now: datetime) -> ConnectorError:
    """What a refused token means: `refusal` itself, with the account out of service, or Temporary: there is a new one, or may be soon."""
    try:
        if renew(account, now=now):
            return Unavailable("The old credentials had ended. It goes on with new ones.")
    except Temporary as error:
        return error
    except ConnectorError as error:
        log.warning("credentials not renewed", account=account.pk, code=error.code)
    if not ChannelAccount.objects.filter(pk=account.pk, credentials=account.credentials).exists():
        return Unavailable("The account was reconnected meanwhile. It goes on with the new credentials.")
    mark_needs_reconnecting(account, str(refusal), now=now)
    return refusal


def mark_needs_reconnecting(account: ChannelAccount, text: str, *, now: datetime) -> None:
    """Take it out of service, unless it was given other credentials since these were read."""
    ChannelAccount.objects.filter(pk=account.pk, status=AccountStatus.ACTIVE, credentials=account.credentials).update(
        status=AccountStatus.NEEDS_RECONNECTING, status_text=text, status_changed_at=now
    )
