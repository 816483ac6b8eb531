"""What triage decided, written onto conversations, with history where something changed for a person."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from inbox.bulk import save_columns
from inbox.models import ChannelAccount, Conversation, EventKind, Lane, Origin, Outcome, Reason, Status
from inbox.services import history
from inbox.services.lifecycle import ANSWERED, end, reopen_status
from inbox.verdict import Verdict


def apply_verdicts(pairs: Iterable[tuple[Conversation, Verdict]], *, now: datetime) -> None:
    """Write verdicts, and the clocks noted on them, onto conversations the caller has locked."""
    pairs = list(pairs)
    accounts = {conversation.account_id for conversation, _verdict in pairs}
    backlogs = dict(ChannelAccount.objects.filter(pk__in=accounts).values_list("pk", "backlog_before"))
    events = []
    for conversation, verdict in pairs:
        before = (conversation.reason, conversation.is_waiting)
        conversation.is_waiting = verdict.is_waiting
        conversation.lane = _lane(conversation, verdict, backlogs[conversation.account_id])
        conversation.lane_rule_id = verdict.lane_rule_id if conversation.lane == verdict.lane else None
        conversation.reason = verdict.reason
        why = verdict.lane_why if conversation.lane_rule_id else ""
        conversation.evidence = f"{why}. {verdict.evidence}" if why else verdict.evidence
        conversation.policy_version = verdict.policy_version
        conversation.turn_why, conversation.urgency = verdict.turn_why, verdict.urgency
        conversation.asked_again, conversation.deflected_at = verdict.asked_again, verdict.deflected_at
        # Of who does not wait: when the last wait began.
        conversation.waiting_since, conversation.turn_at = verdict.waiting_since, verdict.turn_at
        if verdict.reason != Reason.TRIAGE_FAILED:
            conversation.first_response_at = verdict.first_response_at
            conversation.first_response_origin = verdict.first_response_origin
            conversation.answered_at = verdict.answered_at
            conversation.answered_origin = verdict.answered_origin
        kind = _follow(conversation, verdict, now)
        is_told = verdict.reason == Reason.SETTLED and conversation.status == Status.CLOSED
        if kind or ((verdict.reason, verdict.is_waiting) != before and not is_told):
            events.append(history.build_event(conversation, kind or EventKind.VERDICT, now, text=verdict.evidence))
    save_columns(Conversation, _VERDICT_FIELDS, [conversation for conversation, _verdict in pairs])
    history.record_all(events)


def flag_unjudged(conversation: Conversation, *, now: datetime) -> None:
    """Something new came in, and no verdict could be kept: whatever was said of it before, a person should look."""
    with transaction.atomic():
        locked = Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
        if locked.is_waiting and locked.lane in (Lane.QUEUE, Lane.BACKLOG):
            return
        if locked.status != Status.OPEN:
            reopen_status(locked)
        locked.is_waiting, locked.lane, locked.lane_rule = True, Lane.QUEUE, None
        locked.reason, locked.evidence = Reason.TRIAGE_FAILED, "Triage could not judge this; a person should"
        locked.save()
        history.record(locked, EventKind.VERDICT, now, text=locked.evidence)


def _lane(conversation: Conversation, verdict: Verdict, backlog_before: datetime | None) -> Lane:
    """The verdict's, but for what is old, and for what somebody has made theirs."""
    if verdict.lane == Lane.SPAM:
        return verdict.lane
    lane = conversation.lane_in(backlog_before)
    return lane if lane == Lane.BACKLOG or conversation.assignee_id else verdict.lane


_VERDICT_FIELDS = [
    "is_waiting",
    "lane",
    "lane_rule",
    "reason",
    "evidence",
    "policy_version",
    "turn_why",
    "asked_again",
    "deflected_at",
    "urgency",
    "language",
    "mood",
    "is_complaint",
    "moment",
    "waiting_since",
    "turn_at",
    "response_warn_at",
    "response_due_at",
    "alarm_at",
    "first_response_at",
    "first_response_origin",
    "answered_at",
    "answered_origin",
    "status",
    "snoozed_until",
    "outcome",
    "outcome_reason",
    "outcome_by",
    "closed_at",
    "closed_by_customer",
]


def _follow(conversation: Conversation, verdict: Verdict, now: datetime) -> EventKind | None:
    """Bring status and outcome in line with the verdict. Returns the history line, where it is more than a verdict."""
    if verdict.is_waiting:
        if conversation.status in (Status.WAITING_ON_CUSTOMER, Status.CLOSED):
            was_closed = conversation.status == Status.CLOSED
            reopen_status(conversation)
            return EventKind.REOPENED if was_closed else None
        return None
    if conversation.status == Status.CLOSED:
        return None
    if verdict.reason == Reason.CLOSING_THANKS:
        on_platform = verdict.answered_origin == Origin.NATIVE
        outcome = Outcome.ANSWERED_ON_PLATFORM if on_platform else Outcome.ANSWERED
        end(conversation, outcome, "said thanks", None, now)
        conversation.closed_by_customer = True
        return EventKind.CLOSED
    if verdict.reason == Reason.SETTLED:
        end(conversation, Outcome.NO_REPLY_NEEDED, "closed before; what came since is gone", None, now)
        return EventKind.CLOSED
    if verdict.reason == Reason.GONE:
        end(conversation, Outcome.GONE, "deleted by its author", None, now)
        return EventKind.CLOSED
    if verdict.reason in ANSWERED and conversation.status == Status.OPEN:
        conversation.status = Status.WAITING_ON_CUSTOMER
    return None
