"""Histories of conversations in a few words, for the tests of waits and clocks: times are minutes after nine on a Monday."""

from datetime import UTC, datetime, timedelta

from triage.events import Event, What

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)  # a Monday
MINUTE = timedelta(minutes=1)
HOUR = 60 * MINUTE


def at(minutes: float) -> datetime:
    return T0 + minutes * MINUTE


def event(what: What, minutes: float, message: int = 0, **more: object) -> Event:
    given = {key: at(value) if key.endswith(("_at", "_through")) else value for key, value in more.items()}
    return Event(what, at(minutes), message, **given)


def they(minutes: float, message: int = 0, **more: object) -> Event:
    return event(What.WROTE, minutes, message or 1000 + int(minutes), **more)


def we(minutes: float, **more: object) -> Event:
    return event(What.ANSWERED, minutes, 2000 + int(minutes), **more)


def native(minutes: float, **more: object) -> Event:
    return event(What.ANSWERED_ON_PLATFORM, minutes, 3000 + int(minutes), **more)


def closed(minutes: float, outcome: str = "no_reply_needed", **more: object) -> Event:
    return event(What.CLOSED, minutes, outcome=outcome, **more)


def reopened(minutes: float, **more: object) -> Event:
    return event(What.REOPENED, minutes, **more)


def deleted(minutes: float, message: int) -> Event:
    return event(What.DELETED, minutes, message)


def merged(minutes: float, *history: Event) -> Event:
    return event(What.MERGED, minutes, history=history)


def other(what: str, minutes: float) -> Event:
    return event(What(what), minutes, 4000 + int(minutes))
