"""Whose turn it is: waiting since, less a head start in hours. Never a class above, so everybody's turn comes. Pure.

The bound. Every head start lies between `LEAST_HEAD_START` and `MOST_HEAD_START`. Whoever began to wait at t has a turn no later than
t - LEAST_HEAD_START; whoever began after t + NOBODY_AFTER one no earlier than that. So nobody is ever overtaken by anybody who began to
wait more than `NOBODY_AFTER` later, whatever comes in and however long the stream of it lasts: from t + NOBODY_AFTER on, only those who
waited by then can still come first, and their number shrinks with each that is served.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from types import MappingProxyType

# What it is measured by: how much worse an hour makes it, against the hours that the person before has waited already.
HEAD_STARTS = MappingProxyType(
    {
        # Somebody may come to harm. Overtakes all that came in since the evening before.
        "safety": timedelta(hours=12),
        "crisis": timedelta(hours=12),
        # Stands somewhere and cannot go on; an answer after the night is none. About half a working day.
        "stranded": timedelta(hours=6),
        # Cannot help themselves as others can (ill, disabled, with a small child, old): as much.
        "vulnerable": timedelta(hours=6),
        # Money is gone from an account; it hurts, and is put right as well after a few hours.
        "money": timedelta(hours=4),
        # Does not work for many; one answer does for all, and the status page says it first.
        "outage": timedelta(hours=2),
    }
)
LABELS = MappingProxyType(
    {
        "safety": "somebody may be in danger",
        "crisis": "somebody may harm themselves",
        "stranded": "stranded on the way",
        "vulnerable": "a vulnerable person",
        "money": "money taken",
        "outage": "something is down",
    }
)
# "So… is my question not important?" Each time counts like an hour waited, three times at most: shouting is no way to the front.
PER_ASKING_AGAIN = timedelta(hours=1)
MOST_FOR_ASKING_AGAIN = timedelta(hours=3)
# The largest urgency and the most for asking again: 15 h.
MAX_HEAD_START = max(HEAD_STARTS.values()) + MOST_FOR_ASKING_AGAIN
# What a lead's rules may move somebody by, either way, all rules together.
MAX_BY_RULE = timedelta(hours=6)

LEAST_HEAD_START = -MAX_BY_RULE
MOST_HEAD_START = MAX_HEAD_START + MAX_BY_RULE
# Nobody who begins to wait this much later comes first. Without rules it is MAX_HEAD_START.
NOBODY_AFTER = MOST_HEAD_START - LEAST_HEAD_START
NONE = timedelta(0)


@dataclass(frozen=True)
class Turn:
    """A place in the queue: the smallest `at` comes first. `reasons`: why it is there, in words an agent reads."""

    at: datetime
    reasons: tuple[str, ...]


def turn_at(
    waiting_since: datetime,
    urgencies: Collection[str] = (),
    asked_again: int = 0,
    *,
    by_rule: timedelta = NONE,
    rule: str = "",
    zone: tzinfo = UTC,
) -> Turn:
    """Whose turn it is when.

    `urgencies`: names of `HEAD_STARTS`; the largest counts, others do not add to it, and a name that is not there gives nothing.
    `asked_again`: how often the person did, beyond the first time. `by_rule`: what rules of a lead give or take, and `rule` the name
    of the one that says so. `zone`: for the times in the reasons; the order never depends on it.

    >>> turn = turn_at(datetime(2026, 3, 2, 9, 12, tzinfo=UTC), {"money", "outage"}, asked_again=1)
    >>> turn.at.isoformat()
    '2026-03-02T04:12:00+00:00'
    >>> turn.reasons
    ('waits since 2 Mar 09:12 UTC', '4 h ahead: money taken', '1 h ahead: asked again')
    """
    local = waiting_since.astimezone(zone)
    reasons = [f"waits since {local.day} {local:%b %H:%M %Z}"]
    urgency = most_urgent(urgencies)
    for_urgency = HEAD_STARTS.get(urgency, NONE)
    if for_urgency:
        reasons.append(f"{_amount(for_urgency)} ahead: {LABELS[urgency]}")
    times = max(asked_again, 0)
    for_asking = min(times * PER_ASKING_AGAIN, MOST_FOR_ASKING_AGAIN) if times < 10 else MOST_FOR_ASKING_AGAIN
    if for_asking:
        often = "" if times == 1 else f" {times} times"
        reasons.append(f"{_amount(for_asking)} ahead: asked again{often}")
    for_rule = max(-MAX_BY_RULE, min(by_rule, MAX_BY_RULE))
    if for_rule:
        way = "ahead" if for_rule > NONE else "later"
        reasons.append(f"{_amount(abs(for_rule))} {way}: {f'the rule “{rule}”' if rule else 'a rule'}")
    # By UTC: Python would take hours off a local time by the wall's clock.
    return Turn(waiting_since.astimezone(UTC) - for_urgency - for_asking - for_rule, tuple(reasons))


def most_urgent(urgencies: Collection[str]) -> str:
    """The urgency with the longest head start, by name where two have the same; "" where there is none."""
    known = [urgency for urgency in urgencies if urgency in HEAD_STARTS]
    return min(known, key=lambda urgency: (-HEAD_STARTS[urgency], urgency), default="")


def _amount(length: timedelta) -> str:
    """A length of time as an agent reads it, to the minute: "2 h", "30 min", "1 h 30 min"."""
    hours, minutes = divmod(round(length / timedelta(minutes=1)), 60)
    return (
        " ".join(part for part in (f"{hours} h" if hours else "", f"{minutes} min" if minutes else "") if part)
        or "a moment"
    )
