"""No account, and no trouble, takes every worker: whose turn it is, decided in one pure function and by the claims around it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from inbox.models import Stream
from inbox.services import polling
from inbox.services.polling import SLOW_TURN_SECONDS, TURNS_AN_ACCOUNT, choose_turns

SLOW = SLOW_TURN_SECONDS + 1


def streams(*facts):
    """Streams as (account, failures, seconds of the last turn), numbered from 1."""
    rows = [(*fact, 0, 0)[:3] for fact in (fact if isinstance(fact, tuple) else (fact,) for fact in facts)]
    return [
        Stream(pk=number, account_id=account, failures=failures, turn_seconds=seconds)
        for number, (account, failures, seconds) in enumerate(rows, start=1)
    ]


CASES = {
    "as many as there are workers, in their order": (streams(1, 2, 3), [], 2, [1, 2]),
    "two of an account at most": (streams(1, 1, 1, 2), [], 9, [1, 2, 4]),
    "what is under way counts": (streams(1, 1, 2), streams(1), 9, [1, 3]),
    "an account that has its two gets none": (streams(1, 2), streams(1, 1), 9, [2]),
    "failing ones share two workers": (streams((1, 1), (2, 1), (3, 1), 4), [], 9, [1, 2, 4]),
    "slow ones share them too": (streams((1, 0, SLOW), (2, 3), (3, 0, SLOW), 4), [], 9, [1, 2, 4]),
    "slow ones under way count": (streams((1, 1), 2), streams((3, 1), (4, 0, SLOW)), 9, [2]),
    "five seconds are not slow": (streams((1, 0, SLOW_TURN_SECONDS), (2, 1), (3, 1)), [], 9, [1, 2, 3]),
    "nothing is due": ([], streams(1), 9, []),
    "no worker is free": (streams(1), [], 0, []),
}


@pytest.mark.parametrize("case", CASES)
def test_who_gets_a_turn(case):
    due, under_way, limit, expected = CASES[case]
    assert choose_turns(due, under_way, limit=limit, slow_at_once=2) == expected


row = st.tuples(st.integers(1, 4), st.sampled_from([0, 0, 3]), st.sampled_from([0.0, SLOW]))


@given(
    due=st.lists(row, max_size=20),
    busy=st.lists(row, max_size=8),
    limit=st.integers(0, 12),
    slow_at_once=st.integers(0, 3),
)
def test_whatever_is_due_no_account_and_no_trouble_takes_more_than_its_share(due, busy, limit, slow_at_once):
    waiting, under_way = streams(*due), streams(*busy)
    chosen = choose_turns(waiting, under_way, limit=limit, slow_at_once=slow_at_once)
    by_pk = {stream.pk: stream for stream in waiting}
    taken = [by_pk[pk] for pk in chosen]
    assert len(chosen) <= limit
    assert chosen == sorted(set(chosen)), "in the order in which they are due, each once"

    def of_account(account, rows):
        return sum(stream.account_id == account for stream in rows)

    def slow(rows):
        return sum(stream.failures > 0 or stream.turn_seconds > SLOW_TURN_SECONDS for stream in rows)

    for account in range(1, 5):
        if mine := of_account(account, taken):
            assert mine + of_account(account, under_way) <= TURNS_AN_ACCOUNT
    assert slow(taken) == 0 or slow(taken) + slow(under_way) <= slow_at_once
    if len(chosen) < limit:
        # Nobody who could have gone was left out.
        for stream in waiting:
            if stream.pk not in chosen:
                is_full = (
                    of_account(stream.account_id, taken) + of_account(stream.account_id, under_way) >= TURNS_AN_ACCOUNT
                )
                assert is_full or (slow([stream]) and slow(taken) + slow(under_way) >= slow_at_once)


@pytest.mark.django_db
def test_two_workers_never_get_the_same_stream(channel):
    now = timezone.now()
    for name in ("mentions", "own_posts", "search"):
        channel.streams.create(name=name, next_poll_at=now)
    first = polling.claim_due(limit=9, now=now)
    assert len(first) == TURNS_AN_ACCOUNT
    assert polling.claim_due(limit=9, now=now) == []
    # A worker that died lets go by itself, when its lease ends.
    assert len(polling.claim_due(limit=9, now=now + polling.LEASE + timedelta(seconds=1))) == TURNS_AN_ACCOUNT


@pytest.mark.django_db
def test_an_account_in_trouble_is_claimed_beside_the_others_and_never_instead_of_them(connect):
    ill, well = connect("x"), connect("facebook")
    ill.streams.update(failures=1)
    well.streams.update(next_poll_at=timezone.now())
    claimed = polling.claim_due(limit=4, now=timezone.now())
    mine = set(well.streams.filter(pk__in=claimed).values_list("pk", flat=True))
    assert len(mine) == TURNS_AN_ACCOUNT
    assert ill.streams.filter(pk__in=claimed).count() <= TURNS_AN_ACCOUNT
    assert sum(polling.poll(pk).pages for pk in mine) == 2
    assert not well.streams.exclude(failures=0).exists()
