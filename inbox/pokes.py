"""Waking a worker early. The sweeps would find the work by themselves: a poke that is lost costs seconds, never a message.

A poke that waits for a worker already stands for all that come after it: a thousand pushes in a burst must not put a thousand
tasks in front of everybody's next. Tasks are named, not imported: packages above this one listen here too.
"""

from collections.abc import Sequence
from typing import Any

import redis
import structlog
from celery import current_app
from celery.signals import task_prerun
from django.db import transaction
from kombu.exceptions import OperationalError

from inbox import quick_redis

log = structlog.get_logger(__name__)
TRIAGE = "triage.tasks.triage_pending"
DELIVER = "inbox.tasks.deliver_reply"
POLL = "inbox.tasks.poll_due_streams"
PUSHES = "inbox.tasks.process_pushes"
LOOK = "inbox.tasks.look_again_at"
WALK = "inbox.tasks.walk_due"
SUBSCRIBE = "inbox.tasks.subscribe"
ALL = frozenset({TRIAGE, DELIVER, POLL, PUSHES, LOOK, WALK, SUBSCRIBE})
# Where a poke was lost on its way, later ones go out again after this.
STANDS_FOR_OTHERS_SECONDS = 10


def poke(task: str, *arguments: int) -> None:
    """Run `task` soon after the current transaction commits."""
    transaction.on_commit(lambda: _send(task, arguments))


def _send(task: str, arguments: tuple[int, ...]) -> None:
    try:
        if quick_redis.connect().set(_key(task, arguments), 1, nx=True, ex=STANDS_FOR_OTHERS_SECONDS):
            current_app.send_task(task, args=arguments, retry=False)
    except (OperationalError, OSError, redis.RedisError) as error:
        log.warning("nobody could be poked", task=task, error=type(error).__name__)


def _key(task: str, arguments: Sequence[int]) -> str:
    return f"heard:poked:{task}:{','.join(map(str, arguments))}"


@task_prerun.connect
def _begin(task: Any, args: Sequence[int], **_facts: Any) -> None:
    """A worker begins: what happens from now on it may not see, so the next poke goes out again."""
    if task.name in ALL:
        try:
            quick_redis.connect().delete(_key(task.name, args))
        except redis.RedisError as error:
            log.warning("a poke still stands for others", task=task.name, error=type(error).__name__)
