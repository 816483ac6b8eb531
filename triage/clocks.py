"""The clocks of conversations as rows: computed from each history when it changes, told of before and when they run out."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from connectors.capabilities import PRIVATE_KINDS
from inbox import live
from inbox.models import (
    ClockState,
    Conversation,
    ConversationEvent,
    EventKind,
    Lane,
    Message,
    Origin,
    ResponseClock,
    SlaPolicy,
    Status,
)
from inbox.services import history
from inbox.verdict import ConversationFacts, Verdict, write_moment
from triage import sla
from triage.events import What
from triage.policy import Readings
from triage.rulebook import Rulebook
from triage.timeline import Deed, build_events

_DEEDS = {EventKind.CLOSED: What.CLOSED, EventKind.REOPENED: What.REOPENED}
# What became of a clock; when it was due is settled once it has stopped.
_FATE = ["state", "policy", "warn_at", "due_at", "stopped_at", "breached_at", "elapsed"]
ALARMS_A_TICK = 500


@dataclass(frozen=True)
class Judged:
    """A conversation the caller has locked, with what triage read and decided."""

    conversation: Conversation
    facts: ConversationFacts
    verdict: Verdict


def wind(judged: Collection[Judged], readings: Readings, book: Rulebook, *, now: datetime) -> None:
    """Write down the clocks of these conversations, and note on each (unsaved) what is due next."""
    timed = [one for one in judged if book.policies.get(one.conversation.workspace_id)]
    for one in judged:
        if not book.policies.get(one.conversation.workspace_id):
            _note(one.conversation, None, now=now)
    if not timed:
        return
    ids = [one.conversation.pk for one in timed]
    deeds, private = _read_deeds(ids), _read_private_answers(timed, readings)
    stored: dict[int, dict[tuple[datetime, str], ResponseClock]] = defaultdict(dict)
    for row in ResponseClock.objects.filter(conversation__in=ids):
        stored[row.conversation_id][row.began_at, row.kind] = row
    keep, wanted = set(), []
    for one in timed:
        chosen = book.choose_policy(one.conversation.account_id, one.verdict.urgency)
        events = build_events(one.facts, readings, deeds[one.conversation.pk], private.get(one.conversation.pk, ()))
        clocks = sla.read_clocks(events, chosen[1], now=now) if chosen else []
        connected_at = book.places[one.conversation.account_id].connected_at
        rows = [
            _row(one.conversation, clock, chosen[0], stored[one.conversation.pk])
            for clock in clocks
            # Nobody here could have known of what was written before.
            if chosen and clock.began_at >= connected_at
        ]
        if chosen is None:
            # What was promised under a policy that holds no more was kept or missed all the same.
            rows = [row for row in stored[one.conversation.pk].values() if row.stopped_at is not None]
        keep |= {(row.conversation_id, row.began_at, row.kind) for row in rows}
        wanted += [row for row in rows if _differs(row, stored[one.conversation.pk].get((row.began_at, row.kind)))]
        running = next((row for row in rows if row.stopped_at is None), None)
        _note(one.conversation, running if one.verdict.is_waiting else None, now=now)
    _store(stored, keep, wanted)


def _row(
    conversation: Conversation,
    clock: sla.Clock,
    policy: SlaPolicy,
    stored: Mapping[tuple[datetime, str], ResponseClock],
) -> ResponseClock:
    row = ResponseClock(
        workspace_id=conversation.workspace_id,
        conversation=conversation,
        kind=clock.kind.value,
        state=clock.state.value,
        policy=policy,
        began_at=clock.began_at,
        warn_at=clock.warn_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        breached_at=clock.breached_at,
        elapsed=clock.elapsed if clock.stopped_at else None,
    )
    earlier = stored.get((row.began_at, row.kind))
    if earlier is not None and earlier.stopped_at is not None and row.stopped_at is not None:
        # A promise is measured by what was promised then.
        row.policy_id, row.warn_at, row.due_at = earlier.policy_id, earlier.warn_at, earlier.due_at
        is_over = row.stopped_at > row.due_at
        row.breached_at = row.due_at if is_over else None
        if row.state in (ClockState.MET, ClockState.MISSED):
            row.state = ClockState.MISSED if is_over else ClockState.MET
        if row.stopped_at == earlier.stopped_at:
            row.elapsed = earlier.elapsed
    return row


def _differs(row: ResponseClock, earlier: ResponseClock | None) -> bool:
    names = [f"{name}_id" if name == "policy" else name for name in _FATE]
    return earlier is None or any(getattr(row, name) != getattr(earlier, name) for name in names)


def _store(
    stored: Mapping[int, Mapping[tuple[datetime, str], ResponseClock]],
    keep: Collection[tuple[int, datetime, str]],
    wanted: list[ResponseClock],
) -> None:
    gone = [
        row.pk
        for rows in stored.values()
        for row in rows.values()
        if (row.conversation_id, row.began_at, row.kind) not in keep
    ]
    if gone:
        ResponseClock.objects.filter(pk__in=gone).delete()
    # The one that runs comes last: there may be one of them alone.
    wanted.sort(key=lambda row: row.stopped_at is None)
    ResponseClock.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["conversation", "began_at", "kind"],
        update_fields=_FATE,
    )


def _note(conversation: Conversation, running: ResponseClock | None, *, now: datetime) -> None:
    """What the lists show, and when somebody is told next: once of each clock's warning, once of its end."""
    if running is None:
        conversation.response_warn_at = conversation.response_due_at = conversation.alarm_at = None
        return
    has_changed = (conversation.response_warn_at, conversation.response_due_at) != (running.warn_at, running.due_at)
    conversation.response_warn_at, conversation.response_due_at = running.warn_at, running.due_at
    if has_changed:
        conversation.alarm_at = running.warn_at if now < running.due_at else running.due_at


def _read_deeds(ids: Collection[int]) -> dict[int, list[Deed]]:
    """What people did to these conversations; what Heard does by itself settles nothing, and is left out."""
    rows = ConversationEvent.objects.filter(conversation__in=ids, kind__in=list(_DEEDS), actor__isnull=False)
    columns = ("conversation_id", "kind", "happened_at", "outcome", "covers_through")
    found: dict[int, list[Deed]] = defaultdict(list)
    for key, kind, at, outcome, covers_through in rows.values_list(*columns):
        what = _DEEDS[EventKind(kind)]
        found[key].append(Deed(what, at, outcome=outcome or "", covers_through=covers_through))
    return found


def _read_private_answers(judged: Iterable[Judged], readings: Readings) -> dict[int, list[datetime]]:
    """When the people whom we had sent into private messages were answered there, by public conversation."""
    sent_away = [
        one.conversation
        for one in judged
        if not one.facts.is_private
        and any(
            entry.origin != Origin.CONSUMER and entry.id in readings and readings[entry.id].first("deflection")
            for entry in one.facts.messages
        )
    ]
    found: dict[int, list[datetime]] = {}
    for conversation in sent_away:
        answers = Message.objects.filter(
            conversation__account=conversation.account_id,
            conversation__identity__contact=conversation.identity.contact_id,
            conversation__kind__in=PRIVATE_KINDS,
            origin__in=[Origin.AGENT, Origin.NATIVE],
            deleted_at=None,
        )
        found[conversation.pk] = list(answers.order_by("sent_at").values_list("sent_at", flat=True)[:100])
    return found


def sound_alarms(*, now: datetime, limit: int = ALARMS_A_TICK) -> int:
    """Tell of answers that are due soon, and of those that are overdue: in the history, and to open pages."""
    with transaction.atomic():
        due = list(
            Conversation.objects.select_for_update(no_key=True, skip_locked=True)
            .filter(alarm_at__lte=now)
            .order_by("alarm_at")[:limit]
        )
        events = []
        for conversation in due:
            due_at = conversation.response_due_at
            conversation.alarm_at = None
            if conversation.is_waiting and conversation.status != Status.CLOSED and due_at:
                is_over = now >= due_at
                if not is_over:
                    conversation.alarm_at = due_at
                if conversation.lane == Lane.QUEUE:
                    events.append(_tell(conversation, due_at, is_over=is_over, now=now))
                if is_over:
                    ResponseClock.objects.filter(conversation=conversation, stopped_at=None).update(
                        state=ClockState.MISSED, breached_at=due_at
                    )
                live.announce(conversation.workspace_id, [conversation.pk])
            conversation.save(update_fields=["alarm_at"])
        history.record_all(events)
    return len(due)


def _tell(conversation: Conversation, due_at: datetime, *, is_over: bool, now: datetime) -> ConversationEvent:
    kind = EventKind.OVERDUE if is_over else EventKind.DUE_SOON
    moment = write_moment(due_at)
    text = f"The answer was due {moment}" if is_over else f"The answer is due {moment}"
    return history.build_event(conversation, kind, now, text=text)
