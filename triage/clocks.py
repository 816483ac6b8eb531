"""The clocks of conversations as rows: computed from each history when it changes, told of before and when they run out."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
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
    Status,
)
from inbox.services import history
from inbox.verdict import ConversationFacts, Verdict, write_moment
from triage import sla
from triage.events import What
from triage.hours import between
from triage.policy import Readings
from triage.rulebook import Rulebook
from triage.timeline import Deed, build_events
from triage.waits import Wait, read_waits

_DEEDS = {EventKind.CLOSED: What.CLOSED, EventKind.REOPENED: What.REOPENED}
_FATE = ["state", "policy", "warn_at", "due_at", "stopped_at", "breached_at", "elapsed"]
# A clock is told from the others of its conversation by when its wait began, what was promised, and which of such waits it was.
_Key = tuple[datetime, str, int]
ALARMS_A_TICK = 500


@dataclass(frozen=True)
class Judged:
    """A conversation the caller has locked, with what triage read and decided."""

    conversation: Conversation
    facts: ConversationFacts
    verdict: Verdict


def wind(judged: Collection[Judged], readings: Readings, book: Rulebook, *, now: datetime) -> None:
    """Write down the clocks of these conversations, and note on each (unsaved) what is due next."""
    # Where nothing is promised any more, what still runs is to end.
    timed = [
        one
        for one in judged
        if book.policies.get(one.conversation.workspace_id) or one.conversation.response_due_at is not None
    ]
    if not timed:
        return
    ids = [one.conversation.pk for one in timed]
    deeds, private = _read_deeds(ids), _read_private_answers(timed, readings)
    stored: dict[int, dict[_Key, ResponseClock]] = defaultdict(dict)
    for clock in ResponseClock.objects.filter(conversation__in=ids):
        stored[clock.conversation_id][_key_of(clock)] = clock
    gone: list[int] = []
    wanted: list[ResponseClock] = []
    for one in timed:
        known = stored[one.conversation.pk]
        events = build_events(one.facts, readings, deeds[one.conversation.pk], private.get(one.conversation.pk, ()))
        waits = _numbered(read_waits(events))
        # Answers from before were not read again, and what was measured then stands.
        known_from = one.facts.known_from
        rows = [
            row
            for key, wait in waits.items()
            if known_from is None or wait.began_at >= known_from
            if (row := _row(one.conversation, key, wait, known.get(key), book, now=now)) is not None
        ]
        kept = {_key_of(row) for row in rows}
        if known_from is not None:
            kept |= {key for key in known if key[0] < known_from}
        gone += [row.pk for key, row in known.items() if key not in kept]
        wanted += [row for row in rows if _differs(row, known.get(_key_of(row)))]
        running = next((row for row in rows if row.stopped_at is None), None)
        _note(one, running, now=now)
    if gone:
        ResponseClock.objects.filter(pk__in=gone).delete()
    # The one that runs comes last: there may be one of them alone.
    wanted.sort(key=lambda row: row.stopped_at is None)
    ResponseClock.objects.bulk_create(
        wanted,
        update_conflicts=True,
        unique_fields=["conversation", "began_at", "kind", "number"],
        update_fields=_FATE,
    )


def _numbered(waits: Iterable[Wait]) -> dict[_Key, Wait]:
    """Waits by what tells their clocks apart; they come in the order in which they ended."""
    counts: Counter[tuple[datetime, str]] = Counter()
    found: dict[_Key, Wait] = {}
    for wait in waits:
        like = (wait.began_at, sla.kind_of(wait).value)
        found[*like, counts[like]] = wait
        counts[like] += 1
    return found


def _key_of(row: ResponseClock) -> _Key:
    return row.began_at, row.kind, row.number


def _row(
    conversation: Conversation, key: _Key, wait: Wait, earlier: ResponseClock | None, book: Rulebook, *, now: datetime
) -> ResponseClock | None:
    """The clock of a wait as it stands; None where nothing is, or was, promised.

    One that runs follows what is promised now. One that stops is measured by what was promised while it ran, whatever became of that.
    """
    began_at, kind, number = key
    place = book.places[conversation.account_id]
    if began_at < place.connected_at:
        return None  # Nobody here could have known.
    chosen = book.choose_policy(conversation.account_id, wait.urgency)
    clock = sla.clock_of(wait, chosen[1], now=now) if chosen else None
    row = ResponseClock(
        workspace_id=conversation.workspace_id, conversation=conversation, kind=kind, began_at=began_at, number=number
    )
    if earlier is not None and wait.ended_at is not None:
        is_over = wait.ended_at > earlier.due_at
        row.policy_id, row.warn_at, row.due_at = earlier.policy_id, earlier.warn_at, earlier.due_at
        row.state = sla.state_of(wait, is_over=is_over).value
        row.stopped_at, row.breached_at = wait.ended_at, earlier.due_at if is_over else None
        hours = chosen[1].hours if chosen else place.hours
        is_measured = earlier.stopped_at == wait.ended_at and earlier.elapsed is not None
        row.elapsed = earlier.elapsed if is_measured else between(hours, began_at, wait.ended_at)
        return row
    if clock is None or chosen is None:
        return None
    row.policy, row.state = chosen[0], clock.state.value
    row.warn_at, row.due_at = clock.warn_at, clock.due_at
    row.stopped_at, row.breached_at = clock.stopped_at, clock.breached_at
    row.elapsed = clock.elapsed if clock.stopped_at else None
    return row


def _differs(row: ResponseClock, earlier: ResponseClock | None) -> bool:
    names = [f"{name}_id" if name == "policy" else name for name in _FATE]
    return earlier is None or any(getattr(row, name) != getattr(earlier, name) for name in names)


def _note(one: Judged, running: ResponseClock | None, *, now: datetime) -> None:
    """What the lists show, and when somebody is told next: once of each clock's warning, once of its end."""
    conversation = one.conversation
    if running is None or not one.verdict.is_waiting:
        conversation.response_warn_at = conversation.response_due_at = conversation.alarm_at = None
        return
    due = (running.warn_at, running.due_at)
    comes_back = one.verdict.lane == Lane.QUEUE and conversation.lane not in (Lane.QUEUE, Lane.BACKLOG)
    if comes_back or (conversation.response_warn_at, conversation.response_due_at) != due:
        conversation.alarm_at = running.warn_at if now < running.due_at else running.due_at
    conversation.response_warn_at, conversation.response_due_at = due


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
    """When the people whom we had sent into private messages were answered there since, by public conversation."""
    sent_away: dict[int, tuple[int, datetime]] = {}
    for one in judged:
        deflected_at = [
            entry.at
            for entry in one.facts.messages
            if entry.origin != Origin.CONSUMER and entry.id in readings and readings[entry.id].first("deflection")
        ]
        if deflected_at and not one.facts.is_private:
            sent_away[one.conversation.pk] = (one.conversation.account_id, min(deflected_at))
    if not sent_away:
        return {}
    contacts = dict(Conversation.objects.filter(pk__in=sent_away).values_list("pk", "identity__contact"))
    answers = Message.objects.filter(
        conversation__account__in={account for account, _at in sent_away.values()},
        conversation__identity__contact__in=set(contacts.values()),
        conversation__kind__in=PRIVATE_KINDS,
        origin__in=[Origin.AGENT, Origin.NATIVE],
        deleted_at=None,
        sent_at__gte=min(at for _account, at in sent_away.values()),
    )
    given: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for account, contact, at in answers.order_by("sent_at").values_list(
        "conversation__account", "conversation__identity__contact", "sent_at"
    ):
        given[account, contact].append(at)
    return {
        key: [at for at in given[account, contacts[key]] if at >= deflected_at]
        for key, (account, deflected_at) in sent_away.items()
    }


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
