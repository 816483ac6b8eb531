"""Credentials are renewed before they end, once, and only the platform's own word takes an account out of service."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from connectors.errors import NeedsReauth, Unavailable
from inbox.models import AccountStatus, ChannelAccount, Message, ReplyStatus
from inbox.services import credentials

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def x(connect):
    """An account whose tokens live two hours, as X's do."""
    return connect("x")


def fresh(account):
    return ChannelAccount.objects.get(pk=account.pk)


def test_new_credentials_come_before_the_old_ones_end(x):
    old = x.credentials.open()
    assert x.pk in credentials.renew_due(now=timezone.now(), limit=5), "whether it needs any is asked at once"
    assert credentials.renew_in_time(fresh(x), now=timezone.now())
    renewed = fresh(x)
    found = renewed.credentials.open()
    assert found["access_token"] != old["access_token"]
    assert found["refresh_token"] != old["refresh_token"]
    assert found["consumer_secret"] == old["consumer_secret"], "what was not renewed is kept"
    life = renewed.expires_at - renewed.refreshed_at
    assert timedelta(minutes=119) < life < timedelta(minutes=121)
    assert renewed.refreshed_at < renewed.refresh_at < renewed.expires_at - timedelta(minutes=20)
    assert x.pk not in credentials.renew_due(now=timezone.now(), limit=5)
    assert x.pk in credentials.renew_due(now=renewed.refresh_at, limit=5)
    assert renewed.open(5).check().external_id == renewed.external_id


def test_an_account_without_anything_to_renew_is_asked_once(connect, sandbox):
    account = connect("facebook")
    credentials.renew_in_time(account, now=timezone.now())
    account.refresh_from_db()
    assert account.status == AccountStatus.ACTIVE
    assert account.credentials.open()["access_token"]


def refuse_old_token(account):
    """The platform no longer takes the access token we hold; it would renew it."""
    from inbox.secrets import seal

    account.credentials = seal({**account.credentials.open(), "access_token": "ended"})
    account.save(update_fields=["credentials"])


def test_a_token_refused_while_reading_is_renewed_and_the_account_stays_in_service(x, sandbox, writes, read_all):
    sandbox.play(writes("x", "Is the boat late?"))
    refuse_old_token(x)
    read_all(x, walk=False)
    account = fresh(x)
    assert account.status == AccountStatus.ACTIVE
    assert account.refreshed_at
    assert not account.streams.filter(error_code="needs_reauth").exists()
    read_all(account)
    assert Message.objects.get().text.endswith("Is the boat late?")
    assert not account.streams.exclude(error_text="").exists()


def test_a_reply_refused_for_an_old_token_goes_out_with_the_new_one(x, writes, ask, answer, deliver, stands):
    reply = answer(ask(x, writes("x", "At what time?")), "At nine.")
    refuse_old_token(fresh(x))
    deliver(reply)
    assert reply.status == ReplyStatus.QUEUED
    deliver(reply)
    assert reply.status == ReplyStatus.SENT
    assert len(stands(x, "At nine.")) == 1
    assert fresh(x).status == AccountStatus.ACTIVE


@pytest.mark.parametrize("fault", ["down", "server_error", "rate_limited", "not_json"])
def test_trouble_while_renewing_never_takes_the_account_out_of_service(x, sandbox, read_all, fault):
    refuse_old_token(x)
    sandbox.fault("x", fault, endpoint="/2/oauth2/token")
    read_all(x, walk=False)
    account = fresh(x)
    assert account.status == AccountStatus.ACTIVE
    assert account.refreshed_at is None
    assert timezone.now() < account.refresh_at < timezone.now() + HOUR
    assert account.refresh_claimed_until is None
    sandbox.control("DELETE", "faults")
    read_all(account, walk=False)
    read_all(account)
    assert not account.streams.exclude(error_text="").exists()


def test_a_token_nobody_will_renew_asks_to_reconnect(x, read_all):
    from inbox.secrets import seal

    secrets = {**x.credentials.open(), "access_token": "ended", "refresh_token": "used up"}
    x.credentials = seal(secrets)
    x.save()
    read_all(x)
    account = fresh(x)
    assert account.status == AccountStatus.NEEDS_RECONNECTING
    assert "Reconnect the account" in account.status_text
    assert "used up" not in account.status_text
    assert account.pk not in credentials.renew_due(now=timezone.now() + 9 * HOUR, limit=5)


def test_a_token_refused_right_after_it_was_renewed_is_not_renewed_again_and_again(x):
    assert credentials.renew(x, now=timezone.now())
    account = fresh(x)
    held = account.credentials.open()
    refusal = NeedsReauth("X no longer accepts the token. Reconnect the account.")
    assert credentials.outlived(account, refusal, now=timezone.now()) is refusal
    assert fresh(x).credentials.open() == held
    assert fresh(x).status == AccountStatus.NEEDS_RECONNECTING


def test_a_worker_that_held_the_old_token_goes_on_with_the_new_one(x):
    stale = fresh(x)
    credentials.renew(x, now=timezone.now())
    held = fresh(x).credentials.open()
    answer = credentials.outlived(stale, NeedsReauth("Refused."), now=timezone.now())
    assert isinstance(answer, Unavailable)
    assert fresh(x).credentials.open() == held
    assert fresh(x).status == AccountStatus.ACTIVE


@pytest.mark.django_db(transaction=True)
def test_two_workers_renew_once(x, sandbox):
    """X takes each refresh token once: the second exchange would lose the account."""
    sandbox.fault("x", "slow", seconds=1, endpoint="/2/oauth2/token")
    outcomes = []

    def work():
        try:
            outcomes.append(credentials.renew(fresh(x), now=timezone.now()))
        except Unavailable as error:
            outcomes.append(str(error))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _number in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(20)
    assert sorted(map(str, outcomes)) == ["New credentials are being fetched already."] * 2 + ["True"]
    account = fresh(x)
    assert account.refresh_claimed_until is None
    assert account.open(5).check().external_id == account.external_id
