"""Looking again at everybody who waits in a workspace, when what is laid down there has changed."""

from datetime import datetime

from django.db import transaction

from inbox.models import Conversation
from inbox.services.lifecycle import judge_again


def recheck_waiting(workspace_id: int, *, now: datetime) -> None:
    """Have triage look at all who wait: with the caller's transaction, and once more when it is done.

    A worker that read what was laid down before may be at work meanwhile, on somebody who had not come in yet; after the commit both are known.
    """
    waiting = Conversation.objects.filter(workspace=workspace_id, is_waiting=True).order_by("pk")
    judge_again(waiting.values_list("pk", flat=True), now=now)
    transaction.on_commit(lambda: judge_again(waiting.values_list("pk", flat=True), now=now))
