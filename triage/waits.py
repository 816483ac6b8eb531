"""From the history of a conversation to its waits: since when the person waited, until when, and what ended it. Pure.

The same reading of what an answer covers as the policy's (`triage/policy.py: _is_covered`), over the whole history instead of the present
moment. Events may come in any order and more than once.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from triage.events import Event, What
from triage.turns import most_urgent


class Ending(StrEnum):
    """What ended a wait."""

    ANSWERED = "answered"
    ANSWERED_ON_PLATFORM = "answered_on_platform"
    CLOSED = "closed"
    DELETED = "deleted"


@dataclass(frozen=True)
class Wait:
    """One wait of the person's. `is_first`: no human had answered before. `outcome`: how it was closed, where `ending` is CLOSED.
    `urgency`: the most pressing of what they waited with. Still running while `ended_at` is None."""

    began_at: datetime
    is_first: bool
    ended_at: datetime | None = None
    ending: Ending | None = None
    outcome: str = ""
    urgency: str = ""

    @property
    def answered_at(self) -> datetime | None:
        return self.ended_at if self.ending in (Ending.ANSWERED, Ending.ANSWERED_ON_PLATFORM) else None


# At the same moment an answer comes before the closing that goes with it.
_ANSWERS = (What.ANSWERED, What.ANSWERED_ON_PLATFORM)
_DEEDS = (*_ANSWERS, What.CLOSED, What.DELETED, What.REOPENED)
_RANK = {what: rank for rank, what in enumerate(_DEEDS)}

# Which conversation something happened in, as the merges that led from there into this one, the outermost first.
_Path = tuple[Event, ...]


@dataclass(eq=False)
class _Saying:
    """What the person said: a message as it first stood, or what an edit made of it. `counts`: somebody waits with it by itself; what triage
    excused, and a nod, count once a person put them back."""

    event: Event
    path: _Path
    said_at: datetime
    counts: bool
    is_deleted: bool = False


@dataclass(eq=False)
class _Ended:
    """What one deed was about, and the wait that ended with it; none where all of it was excused."""

    wait: Wait | None
    sayings: list[_Saying]
    path: _Path


@dataclass
class _Reader:
    """Plays the deeds in the order of their time over everything the person ever said."""

    open: list[_Saying]  # by when it was said
    ended: list[_Ended] = field(default_factory=list)
    # Those that ended since somebody last put the conversation back: the last of them is what the next one puts back.
    fresh: list[_Ended] = field(default_factory=list)
    given: list[tuple[Event, _Path]] = field(default_factory=list)

    def answer(self, deed: Event, path: _Path) -> None:
        if not deed.deflects:
            self.close(deed, path)
            self.given.append((deed, path))

    def close(self, deed: Event, path: _Path) -> None:
        by_then = bisect_right(self.open, deed.covers_through or deed.at, key=_said_at)
        self._end([saying for saying in self.open[:by_then] if _covers(deed, path, saying)], deed, path)

    def delete(self, deed: Event, path: _Path) -> None:
        # What is taken back after its wait had ended comes back with no reopening.
        for saying in (saying for entry in self.ended for saying in entry.sayings):
            saying.is_deleted = saying.is_deleted or saying.event.message == deed.message
        taken = [saying for saying in self.open if saying.event.message == deed.message]
        if not taken:
            return
        for saying in taken:
            saying.is_deleted = True
        by_then = [
            saying
            for saying in self.open
            if saying.counts
            and (saying.is_deleted or (saying.said_at <= deed.at and _reaches(deed.at, path, saying.path)))
        ]
        if all(saying.is_deleted for saying in by_then):
            self._end(by_then, deed, path)

    def reopen(self, deed: Event, path: _Path) -> None:
        """As `answers.put_back` reads it: where something was open, that is what was meant, and nothing else comes back."""
        back = [saying for saying in self.open if _is_there(saying, deed.at) and not saying.is_deleted]
        candidates = [ended for ended in self.fresh if _reaches(deed.at, path, ended.path)]
        if not back and candidates:
            last = candidates[-1]
            if last.wait and last.wait.ending == Ending.CLOSED:
                self.ended.remove(last)  # It never was over; an answer that was given stays on record.
            back = [saying for saying in last.sayings if not saying.is_deleted]
            self.open = sorted(self.open + back, key=_said_at)
            self.fresh.clear()
        # A person says that what triage excused does wait.
        for saying in back:
            saying.counts = True

    def still_open(self) -> list[Wait]:
        standing = _counting([saying for saying in self.open if not saying.is_deleted])
        if not standing:
            return []
        oldest = min(standing, key=_since)
        return [Wait(oldest.said_at, self._is_first(oldest), urgency=_urgency(standing))]

    def _end(self, sayings: list[_Saying], deed: Event, path: _Path) -> None:
        if not sayings:
            return
        over = set(sayings)
        by_then = bisect_right(self.open, sayings[-1].said_at, key=_said_at)
        self.open[:by_then] = [saying for saying in self.open[:by_then] if saying not in over]
        # What they took back meanwhile makes the wait for the rest no longer.
        stood = sayings if deed.what == What.DELETED else [saying for saying in sayings if not saying.is_deleted]
        waited = _counting(stood)
        wait = None
        if waited:
            oldest = min(waited, key=_since)
            # The clocks of two platforms may disagree; no wait is shorter than nothing.
            ended_at = max(deed.at, oldest.said_at)
            wait = Wait(
                oldest.said_at, self._is_first(oldest), ended_at, Ending(deed.what), deed.outcome, _urgency(waited)
            )
        if stood:
            entry = _Ended(wait, sayings, path)
            self.ended.append(entry)
            if deed.what != What.DELETED:
                self.fresh.append(entry)

    def _is_first(self, saying: _Saying) -> bool:
        return not any(_reaches(_looked_at(answer), path, saying.path) for answer, path in self.given)


def read_waits(history: Iterable[Event]) -> list[Wait]:
    """The waits of a conversation, by when they began. At most one is still running, and it is the last to end.

    A wait begins with the oldest message nobody has answered; asking again belongs to it. It ends with a human answer that covers it, with
    a person's closing, or when the person took back all of it.
    """
    events = _flatten(history, ())
    wrote = [(event, path) for event, path in events if event.what == What.WROTE]
    if not wrote:
        return []
    sayings = [
        _Saying(event, path, at, not (event.is_excused or event.is_nod))
        for event, path in wrote
        for at in _times(event)
    ]
    reader = _Reader(open=sorted(sayings, key=_said_at))
    for deed, path in sorted(_counted(events), key=_order):
        if deed.what in _ANSWERS:
            reader.answer(deed, path)
        elif deed.what == What.CLOSED:
            reader.close(deed, path)
        elif deed.what == What.DELETED:
            reader.delete(deed, path)
        else:
            reader.reopen(deed, path)
    waits = [entry.wait for entry in reader.ended if entry.wait] + reader.still_open()
    return sorted(waits, key=lambda wait: (wait.began_at, wait.ended_at is None, wait.ended_at or wait.began_at))


def _counted(events: Sequence[tuple[Event, _Path]]) -> list[tuple[Event, _Path]]:
    """The deeds that count."""
    first_at: dict[_Path, datetime] = {}
    for event, path in events:
        if event.what == What.WROTE:
            first_at[path] = min(event.at, first_at.get(path, event.at))
    deleted = {event.message for event, _path in events if event.what == What.DELETED}
    # Platforms take what hangs below a comment away with it: an answer that went with its question had been given.
    all_gone = all(event.message in deleted for event, _path in events if event.what == What.WROTE)
    given = [
        (event, path)
        for event, path in events
        if event.what in _ANSWERS
        and not event.bounced_at
        and (all_gone or event.message not in deleted)
        # What we wrote on the platform before they first did answers nothing.
        and (event.what == What.ANSWERED or event.at >= first_at.get(path, event.at))
    ]
    bounces = [event.bounced_at for event, _path in events if event.bounced_at]
    others = [(event, path) for event, path in events if event.what in _RANK and event.what not in _ANSWERS]
    return given + [
        (event, path)
        for event, path in others
        if event.what == What.DELETED
        or (event.by_person and (event.what == What.REOPENED or _settles(event, path, given, bounces)))
    ]


def _settles(closing: Event, path: _Path, given: Sequence[tuple[Event, _Path]], bounces: Sequence[datetime]) -> bool:
    """Whoever closed it could not know that our answer would come back; and "answered" needs an answer to point to."""
    if any(bounced_at > closing.at for bounced_at in bounces):
        return False
    claims_answer = closing.outcome in (Ending.ANSWERED, Ending.ANSWERED_ON_PLATFORM)
    return not claims_answer or any(
        answer.at <= closing.at and _reaches(closing.at, path, answered) for answer, answered in given
    )


def _covers(deed: Event, path: _Path, saying: _Saying) -> bool:
    """Whether an answer or a closing was given with this in view: said by then, come in by then, and in a conversation joined by then."""
    through = deed.covers_through or deed.at
    seen_at = deed.at if deed.what == What.CLOSED else deed.seen_at
    arrived_at = saying.event.arrived_at
    is_in_view = saying.said_at <= through and not (seen_at and arrived_at and arrived_at > seen_at)
    return is_in_view and _reaches(_looked_at(deed), path, saying.path)


def _looked_at(deed: Event) -> datetime:
    return deed.seen_at or deed.at


def _reaches(at: datetime, path: _Path, other: _Path) -> bool:
    """Whether two conversations were one at a time."""
    shared = 0
    while shared < min(len(path), len(other)) and path[shared] == other[shared]:
        shared += 1
    return all(merge.at <= at for merge in (*path[shared:], *other[shared:]))


def _flatten(history: Iterable[Event], path: _Path) -> list[tuple[Event, _Path]]:
    events: list[tuple[Event, _Path]] = []
    for event in history:
        if event.what == What.MERGED:
            events += _flatten(event.history, (*path, event))
        else:
            events.append((event, path))
    return events


def _times(event: Event) -> list[datetime]:
    return [event.at] if event.edited_at is None or event.edited_at <= event.at else [event.at, event.edited_at]


def _counting(sayings: Sequence[_Saying]) -> list[_Saying]:
    """What of these makes a wait: nods only beside something else."""
    if not any(saying.counts for saying in sayings):
        return []
    return [saying for saying in sayings if saying.counts or saying.event.is_nod]


def _is_there(saying: _Saying, at: datetime) -> bool:
    """Whether somebody here could know of it by then."""
    return saying.said_at <= at and (saying.event.arrived_at is None or saying.event.arrived_at <= at)


def _urgency(sayings: Iterable[_Saying]) -> str:
    return most_urgent({saying.event.urgency for saying in sayings})


def _said_at(saying: _Saying) -> datetime:
    return saying.said_at


def _since(saying: _Saying) -> tuple[datetime, bool, int]:
    return saying.said_at, saying.is_deleted, saying.event.message


def _order(entry: tuple[Event, _Path]) -> tuple[object, ...]:
    """By time; what happened at the same moment in an order that does not depend on how it came in."""
    deed, path = entry
    return (
        deed.at,
        _RANK[deed.what],
        deed.message,
        deed.covers_through or deed.at,
        deed.seen_at or deed.at,
        deed.deflects,
        deed.outcome,
        tuple(merge.at for merge in path),
    )
