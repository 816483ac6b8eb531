"""Waking a worker early. The sweeps would find the work by themselves: a poke that is lost costs seconds, never a message.

Tasks are named, not imported: packages above this one listen here too.
"""

import structlog
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

log = structlog.get_logger(__name__)
TRIAGE = "triage.tasks.triage_pending"
DELIVER = "inbox.tasks.deliver_reply"
POLL = "inbox.tasks.poll_due_streams"
PUSHES = "inbox.tasks.process_pushes"
LOOK = "inbox.tasks.look_again_at"
WALK = "inbox.tasks.walk_due"
SUBSCRIBE = "inbox.tasks.subscribe"


def poke(task: str, *arguments: int) -> None:
    """Run `task` soon after the current transaction commits."""
    transaction.on_commit(lambda: _send(task, arguments))


def _send(task: str, arguments: tuple[int, ...]) -> None:
    try:
        current_app.send_task(task, args=arguments, retry=False)
    except (OperationalError, OSError) as error:
        log.warning("nobody could be poked", task=task, error=type(error).__name__)
