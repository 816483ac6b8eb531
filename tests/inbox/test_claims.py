"""Who gets a turn, and what happens to it meanwhile: claims of streams, times asked for, credentials changed under way."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from connectors.errors import NeedsReauth, Unavailable
from inbox.bulk import draw_ids
from inbox.models import AccountStatus, ChannelAccount, Receipt, ReceiptState, Source, Stream
from inbox.secrets import seal
from inbox.services import credentials, polling, push

pytestmark = pytest.mark.django_db


def make_stream(account: Any, name: str, **facts: Any) -> Stream:
    return account.streams.create(name=name, **{"next_poll_at": timezone.now() - timedelta(minutes=1), **facts})


def test_a_healthy_stream_is_found_behind_any_number_of_failing_ones(workspace: Any, account_of: Any) -> None:
    long_ago = timezone.now() - timedelta(hours=1)
    for number in range(30):
        make_stream(account_of(workspace, f"failing{number}"), "mentions", failures=3, next_poll_at=long_ago)
    healthy = make_stream(account_of(workspace, "healthy"), "mentions")
    claimed = polling.claim_due(limit=3, now=timezone.now())
    assert healthy.pk in claimed
    assert len(claimed) == 1 + settings.SLOW_STREAMS_AT_ONCE


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_claim_at_the_same_moment(workspace: Any, account_of: Any) -> None:
    make_stream(account_of(workspace), "mentions")
    import psycopg2

    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with other, other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('heard: claim streams'))")
        assert polling.claim_due(limit=5, now=timezone.now()) == []
    other.close()
    assert len(polling.claim_due(limit=5, now=timezone.now())) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_never_wait_for_each_other_at_the_pushes_of_one_app(workspace: Any, account_of: Any) -> None:
    import psycopg2

    of_x = push_for(account_of(workspace, platform="x"))
    of_facebook = push_for(account_of(workspace, platform="facebook"))
    other = psycopg2.connect(**connection.get_connection_params() | {"cursor_factory": None})
    with other, other.cursor() as cursor:
        # Another worker is at X's. The lock of its accounts would hold this one up for as long.
        app = repr((workspace.pk, "x"))
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('heard: pushes'), hashtext(%s))", [app])
        assert push.process_pending(now=timezone.now()).receipts == 1
        assert state_of(of_x) == ReceiptState.PENDING
        assert state_of(of_facebook) == ReceiptState.QUARANTINED
    other.close()
    assert push.process_pending(now=timezone.now()).receipts == 1
    assert state_of(of_x) == ReceiptState.QUARANTINED


def push_for(account: Any) -> int:
    """A push that waits to be looked into, in words nobody understands."""
    return Receipt.objects.create(
        id=draw_ids("inbox_receipt_id_seq", 1)[0],
        received_at=timezone.now(),
        account=account,
        stream=push.STREAM,
        source=Source.PUSH,
        external_id="a-push",
        content_hash="a-push",
        raw='{"body": "Pw=="}',
        state=ReceiptState.PENDING,
    ).id


def state_of(receipt_id: int) -> str:
    return Receipt.objects.values_list("state", flat=True).get(id=receipt_id)


def test_what_is_asked_for_during_a_turn_is_not_put_off_by_its_end(connect: Any, sandbox: Any) -> None:
    account = connect("x")
    stream = account.streams.get(name="mentions")
    polling.claim_due(limit=50, now=timezone.now())
    stream.refresh_from_db()
    asked_at = timezone.now()
    # As a push does, in the moment between the claim and the end of the turn.
    turn = polling.Stream.objects.select_related("account").get(pk=stream.pk)
    Stream.objects.filter(pk=stream.pk).update(next_poll_at=asked_at, next_poll_why="a push announced something")
    polling.record_trouble(turn, Unavailable("X is down."), 0.1, now=timezone.now())
    stream.refresh_from_db()
    assert (stream.next_poll_at, stream.next_poll_why) == (asked_at, "a push announced something")
    assert stream.failures == 1


def test_a_worker_with_old_credentials_does_not_put_a_reconnected_account_out_of_service(channel: Any) -> None:
    worker = ChannelAccount.objects.get(pk=channel.pk)
    ChannelAccount.objects.filter(pk=channel.pk).update(credentials=seal({"access_token": "a-new-token"}))
    meant = credentials.outlived(worker, NeedsReauth("X no longer accepts this token."), now=timezone.now())
    assert isinstance(meant, Unavailable)
    channel.refresh_from_db()
    assert channel.status == AccountStatus.ACTIVE


def test_a_refused_token_that_nobody_replaced_takes_the_account_out_of_service(channel: Any) -> None:
    refusal = NeedsReauth("X no longer accepts this token.")
    assert credentials.outlived(channel, refusal, now=timezone.now()) is refusal
    channel.refresh_from_db()
    assert (channel.status, channel.status_text) == (AccountStatus.NEEDS_RECONNECTING, str(refusal))
