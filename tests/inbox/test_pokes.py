"""Pokes: one that waits for a worker stands for all that come after it, and what a worker may not have seen pokes again."""

import pytest
from celery import current_app
from celery.signals import before_task_publish
from django.db import transaction

from inbox import pokes, quick_redis

# Pokes go out when a transaction has been committed, so these tests commit theirs.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sent():
    """The tasks that went to the broker, in order, with what they were given."""
    found = []

    def note(sender, body, **_facts):
        found.append((sender, *body[0]))

    current_app.loader.import_default_modules()
    _forget()
    before_task_publish.connect(note)
    yield found
    before_task_publish.disconnect(note)
    _forget()


def _forget():
    client = quick_redis.connect()
    for key in client.scan_iter("heard:poked:*"):
        client.delete(key)


def poke(*poked):
    with transaction.atomic():
        pokes.poke(*poked)


def test_a_burst_of_pokes_is_one_task(sent):
    for _push in range(1000):
        poke(pokes.PUSHES)
    assert sent == [(pokes.PUSHES,)]


def test_a_poke_stands_for_none_of_other_things(sent):
    for _time in range(2):
        poke(pokes.PUSHES)
        poke(pokes.TRIAGE)
        poke(pokes.LOOK, 1)
        poke(pokes.LOOK, 2)
    assert sent == [(pokes.PUSHES,), (pokes.TRIAGE,), (pokes.LOOK, 1), (pokes.LOOK, 2)]


@pytest.mark.parametrize(("task", "arguments"), [(pokes.PUSHES, []), (pokes.LOOK, [123_456])])
def test_once_a_worker_has_begun_the_next_poke_goes_out(sent, task, arguments):
    poke(task, *arguments)
    current_app.tasks[task].apply(args=arguments)
    poke(task, *arguments)
    assert sent == [(task, *arguments)] * 2


def test_a_poke_that_got_lost_stands_for_others_only_for_seconds(sent):
    poke(pokes.POLL)
    [key] = quick_redis.connect().scan_iter("heard:poked:*")
    assert 0 < quick_redis.connect().ttl(key) <= pokes.STANDS_FOR_OTHERS_SECONDS


def test_what_is_rolled_back_pokes_nobody(sent):
    with transaction.atomic():
        pokes.poke(pokes.TRIAGE)
        transaction.set_rollback(True)
    assert sent == []


@pytest.mark.parametrize("task", sorted(pokes.ALL))
def test_every_poke_names_a_task_there_is(task):
    current_app.loader.import_default_modules()
    assert task in current_app.tasks
