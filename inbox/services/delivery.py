"""The outbox's other side: a reply is sent once, or a person is told.

Claim (commit) → call the platform → record (commit). Whatever dies in between leaves a reply in `sending` whose claim runs
out; then the platform is asked whether it stands there before anything is sent again.
"""

import random
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from connectors.capabilities import Kind
from connectors.contract import Connector
from connectors.errors import ConnectorError, NeedsReauth, Permanent, RateLimited, Temporary, UnknownOutcome
from connectors.items import Delivery, Outgoing, Undecidable
from inbox import live, pokes
from inbox.models import (
    AccountStatus,
    Conversation,
    EventKind,
    Message,
    Origin,
    Reply,
    ReplyAttempt,
    ReplyStatus,
)
from inbox.services import history
from inbox.services.credentials import outlived
from inbox.services.ingest import lock_account
from inbox.services.polling import backoff

log = structlog.get_logger(__name__)
CLAIM = timedelta(seconds=90)
# After an unknown outcome the platform is looked at soon, and again until this long after the attempt: what was accepted
# can take a moment to show.
LOOK_AGAIN = timedelta(seconds=5)
LOOK_FOR = timedelta(seconds=60)
GIVE_UP_LOOKING = timedelta(minutes=30)
GIVE_UP_SENDING = timedelta(hours=24)


def due_replies(*, now: datetime, limit: int) -> list[int]:
    """Replies to be sent or looked after now, oldest first: queued ones whose time has come, and those a crash left."""
    in_service = Reply.objects.filter(conversation__account__status=AccountStatus.ACTIVE)
    queued = in_service.filter(status=ReplyStatus.QUEUED, next_attempt_at__lte=now)
    abandoned = in_service.filter(status=ReplyStatus.SENDING, claimed_until__lte=now)
    both = queued.union(abandoned).order_by("next_attempt_at", "id")[:limit]
    return [reply.pk for reply in both]


def deliver(reply_id: int) -> None:
    """Take one reply a step further. Safe to call at any time, from any number of workers."""
    now = timezone.now()
    reply = _claim(reply_id, now)
    if reply is None:
        return
    try:
        connector = reply.conversation.account.open(settings.PLATFORM_TIMEOUT_SECONDS)
    except NeedsReauth as error:
        if reply.status == ReplyStatus.SENDING:
            _record_unconfirmed(reply, f"Whether it got out could not be found out: {error}", now)
        else:
            _record_refusal(reply, error, now)
        return
    if reply.status == ReplyStatus.SENDING:
        _recover(reply, connector)
    else:
        _send(reply, connector)


def _claim(reply_id: int, now: datetime) -> Reply | None:
    """Make this worker the only one at the reply, in a transaction of its own. None where there is nothing to do."""
    until = now + CLAIM
    with transaction.atomic():
        reply = (
            Reply.objects.select_related("conversation__account", "answers", "author")
            .select_for_update(of=("self",), skip_locked=True)
            .filter(pk=reply_id)
            .first()
        )
        if reply is None or reply.conversation.account.status != AccountStatus.ACTIVE:
            return None
        is_queued = reply.status == ReplyStatus.QUEUED and reply.next_attempt_at <= now
        is_abandoned = reply.status == ReplyStatus.SENDING and reply.claimed_until and reply.claimed_until <= now
        if not (is_queued or is_abandoned):
            return None
        reply.claimed_until = until
        if is_queued:
            count = reply.attempt_count + 1
            Reply.objects.filter(pk=reply.pk).update(
                status=ReplyStatus.SENDING, claimed_until=until, attempt_count=count
            )
            reply.attempt_count = count
            ReplyAttempt.objects.create(reply=reply, number=count, began_at=now)
        else:
            Reply.objects.filter(pk=reply.pk).update(claimed_until=until)
    return reply


def _outgoing(reply: Reply) -> Outgoing:
    # Under a busy post the same words may have gone to several people.
    earlier = Reply.objects.filter(
        conversation__account=reply.conversation.account_id,
        conversation__thread_id=reply.conversation.thread_id,
        status=ReplyStatus.SENT,
    ).exclude(pk=reply.pk)
    return Outgoing(
        text=reply.text,
        parent_id=reply.answers.external_id,
        thread_id=reply.conversation.thread_id,
        queued_at=reply.queued_at,
        key=reply.key,
        kind=Kind(reply.answers.kind),
        is_private=reply.is_private,
        answering=reply.answers.answering,
        known_ids=frozenset(earlier.values_list("external_id", flat=True)),
    )


def _send(reply: Reply, connector: Connector) -> None:
    try:
        delivery = connector.send(_outgoing(reply))
    except UnknownOutcome as error:
        _look_later(reply, error, timezone.now())
    except ConnectorError as error:
        _record_refusal(reply, error, timezone.now())
    except Exception:
        # A mistake of ours, perhaps after the call went out: looking is the only safe next step.
        log.exception("sending failed on our side", reply=reply.pk)
        _look_later(reply, UnknownOutcome("Sending was cut short by a fault of ours."), timezone.now())
    else:
        _record_sent(reply, delivery, timezone.now())


def _recover(reply: Reply, connector: Connector) -> None:
    """A reply whose sending was cut off: does it stand on the platform?"""
    now = timezone.now()
    began_at = reply.attempts.order_by("number").values_list("began_at", flat=True).last() or reply.queued_at
    try:
        found = connector.find_sent(_outgoing(reply))
    except Exception as failure:
        error = failure if isinstance(failure, ConnectorError) else Temporary("Looking failed on our side.")
        if error is not failure:
            log.exception("looking for a reply failed on our side", reply=reply.pk)
        if isinstance(error, NeedsReauth):
            error = outlived(reply.conversation.account, error, now=now)
        if isinstance(error, Temporary) and now < began_at + GIVE_UP_LOOKING:
            _look_later(reply, error, now)
        else:
            _record_unconfirmed(reply, f"Whether it got out could not be found out: {error}", now)
        return
    if isinstance(found, Delivery):
        _record_sent(reply, found, now)
    elif now < began_at + LOOK_FOR:
        _look_later(reply, None, now)
    elif isinstance(found, Undecidable):
        _record_unconfirmed(reply, found.reason, now)
    else:
        _queue_again(reply, "did not arrive on the platform", "not_found", now, now)


def _record_sent(reply: Reply, delivery: Delivery, now: datetime) -> None:
    """The reply stands on the platform: it becomes a message of the conversation, once, whoever saw it first."""
    with transaction.atomic():
        account = lock_account(reply.conversation.account_id)
        # Read back before it was recorded, it was attached to whatever the platform hung it under: perhaps to somebody else.
        echo = Message.objects.filter(account=account, external_id=delivery.external_id)
        found_in = echo.values_list("conversation_id", flat=True).first()
        ids = {reply.conversation_id, found_in or reply.conversation_id}
        locked = Conversation.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").in_bulk()
        conversation = locked[reply.conversation_id]
        ours = {
            "conversation": conversation,
            "origin": Origin.AGENT,
            "author_user": reply.author,
            "text": reply.text,
            "answers_through": reply.seen_through,
            "seen_at": reply.queued_at,
            "is_private": reply.is_private or reply.answers.is_private,
            "triaged_at": None,
        }
        # Our own posts are read too, so this very reply may have come in as one made on the platform.
        message, _is_new = Message.objects.update_or_create(
            account=account,
            external_id=delivery.external_id,
            defaults=ours,
            create_defaults={
                **ours,
                "parent_id": reply.answers.external_id,
                "kind": Kind.DIRECT_MESSAGE if reply.is_private else reply.answers.kind,
                "permalink": delivery.permalink,
                "sent_at": now,
            },
        )
        Reply.objects.filter(pk=reply.pk, status__in=[ReplyStatus.SENDING, ReplyStatus.UNCONFIRMED]).update(
            status=ReplyStatus.SENT,
            external_id=delivery.external_id,
            message=message,
            sent_at=now,
            claimed_until=None,
            error_code="",
            error_text="",
        )
        _finish_attempt(reply, "sent", "", now)
        if found_in and found_in != reply.conversation_id:
            other = locked[found_in]
            other.message_count -= 1
            other.save(update_fields=["message_count"])
            # What it had seemed to answer is looked at again.
            other.messages.filter(origin=Origin.CONSUMER).update(triaged_at=None)
            live.announce(other.workspace_id, [other.pk])
        if found_in != reply.conversation_id:
            conversation.message_count += 1
            conversation.last_message_at = max(conversation.last_message_at, now)
            conversation.save(update_fields=["message_count", "last_message_at"])
        history.record(conversation, EventKind.REPLY_SENT, now, actor=reply.author)
        pokes.poke(pokes.TRIAGE)
        live.announce(conversation.workspace_id, [conversation.pk])


def _record_refusal(reply: Reply, error: ConnectorError, now: datetime) -> None:
    """The platform surely did not take it. Temporary trouble is tried again; the rest goes back to the agent."""
    if isinstance(error, NeedsReauth):
        error = outlived(reply.conversation.account, error, now=now)
    if isinstance(error, RateLimited):
        _queue_again(reply, str(error), error.code, error.until, now)
    elif isinstance(error, Temporary) and now < reply.queued_at + GIVE_UP_SENDING:
        wait = backoff(reply.attempt_count - 1, base_seconds=5, spread=random.random())
        _queue_again(reply, str(error), error.code, now + wait, now)
    else:
        with transaction.atomic():
            _settle(reply, ReplyStatus.FAILED, EventKind.REPLY_FAILED, error.code, str(error), now)
    log.warning("reply not sent", reply=reply.pk, code=error.code, is_final=isinstance(error, Permanent))


def _record_unconfirmed(reply: Reply, text: str, now: datetime) -> None:
    with transaction.atomic():
        _settle(reply, ReplyStatus.UNCONFIRMED, EventKind.REPLY_UNCONFIRMED, "unconfirmed", text, now)


def _settle(reply: Reply, status: ReplyStatus, kind: EventKind, code: str, text: str, now: datetime) -> None:
    changes = {"status": status, "claimed_until": None, "error_code": code, "error_text": text}
    if Reply.objects.filter(pk=reply.pk, status=ReplyStatus.SENDING).update(**changes):
        _finish_attempt(reply, code, text, now)
        history.record(reply.conversation, kind, now, text=text)
        live.announce(reply.conversation.workspace_id, [reply.conversation_id])


def _queue_again(reply: Reply, text: str, code: str, at: datetime, now: datetime) -> None:
    with transaction.atomic():
        Reply.objects.filter(pk=reply.pk, status=ReplyStatus.SENDING).update(
            status=ReplyStatus.QUEUED, claimed_until=None, next_attempt_at=at, error_code=code, error_text=text
        )
        _finish_attempt(reply, code, text, now)
        live.announce(reply.conversation.workspace_id, [reply.conversation_id])


def _look_later(reply: Reply, error: ConnectorError | None, now: datetime) -> None:
    """Keep the reply in `sending`; the sweep comes back to it when the short claim runs out."""
    code, text = (error.code, str(error)) if error else (reply.error_code, reply.error_text)
    again_at = error.until if isinstance(error, RateLimited) else now + LOOK_AGAIN
    Reply.objects.filter(pk=reply.pk, status=ReplyStatus.SENDING).update(
        claimed_until=again_at, error_code=code, error_text=text
    )


def _finish_attempt(reply: Reply, code: str, text: str, now: datetime) -> None:
    ReplyAttempt.objects.filter(reply=reply, finished_at=None).update(
        finished_at=now, outcome_code=code, outcome_text=text
    )
