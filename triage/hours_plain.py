"""Business hours as they are stored and typed: JSON with times on the wall as "09:00-17:00", there and back."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from triage.hours import BusinessHours, HoursError, Span

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KEYS = ("zone", "week", "closed", "special")


def read_hours(plain: Mapping[str, Any]) -> BusinessHours:
    """Business hours of `{"zone", "week": {"monday": ["09:00-17:00"], …}, "closed": ["2026-12-25"], "special": {"2026-12-24":
    ["09:00-12:00"]}}`. What is left out is as for a team that is always there; a weekday left out of `week` is closed.

    Raises HoursError, in words for whoever wrote them.
    """
    if unknown := [key for key in plain if key not in KEYS]:
        raise HoursError(f"Business hours know {', '.join(KEYS)}; not {unknown[0]!r}.")
    week = plain.get("week")
    if week is None:
        spans = BusinessHours().week
    else:
        if unknown := [day for day in week if day not in WEEKDAYS]:
            raise HoursError(f"There is no weekday {unknown[0]!r}.")
        spans = tuple(_spans(week.get(day, ())) for day in WEEKDAYS)
    return BusinessHours(
        zone=plain.get("zone", "UTC"),
        week=spans,
        closed=frozenset(_date(day) for day in plain.get("closed", ())),
        special={_date(day): _spans(texts) for day, texts in plain.get("special", {}).items()},
    )


def write_hours(hours: BusinessHours) -> dict[str, Any]:
    """The same as JSON can hold it; `read_hours` gives it back."""
    return {
        "zone": hours.zone,
        "week": {day: _texts(spans) for day, spans in zip(WEEKDAYS, hours.week, strict=True)},
        "closed": [day.isoformat() for day in sorted(hours.closed)],
        "special": {day.isoformat(): _texts(hours.special[day]) for day in sorted(hours.special)},
    }


def read_span(text: str) -> Span:
    """A span of "09:00-17:00"; 24:00 is midnight at the day's end. Raises HoursError.

    >>> read_span("22:00-06:00")
    Span(opens=datetime.time(22, 0), closes=datetime.time(6, 0))
    """
    opens, dash, closes = text.replace("–", "-").partition("-")
    try:
        if not dash:
            raise ValueError("no end")
        return Span(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip().replace("24:00", "00:00")))
    except ValueError as error:
        raise HoursError(f"“{text}” is no span of time; write it as 09:00-17:00.") from error


def _spans(texts: Any) -> tuple[Span, ...]:
    if not isinstance(texts, (list, tuple)) or not all(isinstance(text, str) for text in texts):
        raise HoursError(f"Give a list of spans such as 09:00-17:00, not {texts!r}.")
    return tuple(read_span(text) for text in texts)


def _texts(spans: tuple[Span, ...]) -> list[str]:
    return [f"{_time(span.opens)}-{_time(span.closes)}" for span in spans]


def _time(at: time) -> str:
    return at.isoformat("auto" if at.second or at.microsecond else "minutes")


def _date(text: Any) -> date:
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise HoursError(f"“{text}” is no date; write it as 2026-12-25.") from error
