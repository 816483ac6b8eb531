"""What happened in a conversation, as plain data: what waits and clocks are read from."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class What(StrEnum):
    """What happened. From `AUTOMATION` on nothing here moves a clock; it may be passed, and changes nothing."""

    WROTE = "wrote"
    ANSWERED = "answered"
    ANSWERED_ON_PLATFORM = "answered_on_platform"
    CLOSED = "closed"
    REOPENED = "reopened"
    DELETED = "deleted"
    MERGED = "merged"
    AUTOMATION = "automation"
    NOTED = "noted"
    ASSIGNED = "assigned"
    SNOOZED = "snoozed"
    WOKEN = "woken"


@dataclass(frozen=True)
class Event:
    """One thing that happened, at its own time (`at`, with a time zone).

    `message`: the id of the message that was written, answered with, or deleted by its author (what we take away ourselves ends nobody's
    wait, and is not passed).

    Of what the person WROTE: `arrived_at`, when it reached us; `edited_at`, when it came to say what it says; `is_excused`, where
    triage takes it for something that needs no answer (a closing thanks, certain spam); `is_nod`, where it asks for none by itself (kind
    words), and waits with whatever else is open; `urgency`, the most pressing it shows.

    Of an answer: `covers_through` and `seen_at` as in `MessageFacts`; `deflects`, where it only sends the person elsewhere; `bounced_at`,
    when it came back. What was answered in a private thread that a deflection led to is passed as an answer of its own.

    Of CLOSED: `outcome`, and `covers_through`, how far the person had spoken on the screen (None: until the closing). `by_person`: of CLOSED
    and REOPENED, whether a person did it; what closes or reopens by itself settles nothing.

    Of MERGED: `history`, the events of the conversation that was joined to this one.
    """

    what: What
    at: datetime
    message: int = 0
    arrived_at: datetime | None = None
    edited_at: datetime | None = None
    is_excused: bool = False
    is_nod: bool = False
    urgency: str = ""
    covers_through: datetime | None = None
    seen_at: datetime | None = None
    deflects: bool = False
    bounced_at: datetime | None = None
    outcome: str = ""
    by_person: bool = True
    history: tuple["Event", ...] = ()
