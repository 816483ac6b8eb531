"""What a team promises about answering, and the clocks that hold it to that: first and next response, by its business hours. Pure.

A clock is a wait (`triage/waits.py`) with a target on it. Clocks are computed from the whole history each time and never patched, so no
order of arrival, reopening or merge can leave a wrong one behind.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from triage.events import Event
from triage.hours import ALWAYS, BusinessHours, add, between
from triage.waits import Ending, Wait, read_waits

# In open time; longer than any team would promise, and it bounds the search through a calendar.
LONGEST_TARGET = timedelta(days=90)
GONE = "gone"


def minutes(amount: int | None) -> timedelta | None:
    """A target as it is stored."""
    return None if amount is None else timedelta(minutes=amount)


class PolicyError(ValueError):
    """A policy that cannot be meant; the text says so to the person who wrote it."""


@dataclass(frozen=True)
class Policy:
    """How soon a person is to be answered, and where that holds.

    `first`, `following`: open time from *waiting since* to the first answer of a human, and to each one after; None promises nothing.
    `account`, `team`: where it holds; `urgency`: for what; None is any. `hours`: when the clock runs; `ALWAYS` is the wall's clock.
    `warn_share`: the share of the target after which somebody is warned.
    """

    name: str
    first: timedelta | None
    following: timedelta | None
    account: int | None = None
    team: int | None = None
    urgency: str | None = None
    hours: BusinessHours = ALWAYS
    warn_share: float = 0.8

    def __post_init__(self) -> None:
        for target in (self.first, self.following):
            if target is not None and not timedelta(0) < target <= LONGEST_TARGET:
                raise PolicyError(f"A target lies between a moment and {LONGEST_TARGET.days} days of open time.")
        if not 0 < self.warn_share <= 1:
            raise PolicyError("The warning comes after a share of the target: more than 0, at most 1.")


class Kind(StrEnum):
    FIRST = "first"
    NEXT = "next"


class State(StrEnum):
    """How a clock stands. Stopped without an answer is `CANCELLED`, or `GONE` where the person took it back or is gone."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"
    GONE = "gone"


@dataclass(frozen=True)
class Clock:
    """One promise of an answer, and what became of it.

    `began_at`: the person waited since. `due_at`, `warn_at`: by the policy's hours. `stopped_at`: None while the person waits, also after
    it was missed. `breached_at`: when it ran out, if it did before it stopped, whatever stopped it then: a conversation closed
    unanswered after its time leaves this trace. `elapsed`: open time from `began_at` until it stopped, or until now.
    """

    kind: Kind
    state: State
    policy: str
    began_at: datetime
    warn_at: datetime
    due_at: datetime
    elapsed: timedelta
    answered_at: datetime | None = None
    stopped_at: datetime | None = None
    stopped_why: Ending | None = None
    outcome: str = ""
    breached_at: datetime | None = None

    @property
    def is_running(self) -> bool:
        return self.stopped_at is None


def choose(
    policies: Iterable[Policy], account: int | None = None, team: int | None = None, urgency: str = ""
) -> Policy | None:
    """The policy that holds for an account, its team and an urgency ("" for none); the most specific first, None where none holds.

    One that names the urgency goes before one that does not, then one that names the account, then one that names the team: what was promised
    to people in danger is not lost to a wider promise for one account. Of equals, the one that promises the earlier answer.
    """
    holding = [
        policy
        for policy in policies
        if policy.account in (None, account) and policy.team in (None, team) and policy.urgency in (None, urgency)
    ]
    return min(holding, key=_by_specificity, default=None)


def _by_specificity(policy: Policy) -> tuple[object, ...]:
    targets = [target or LONGEST_TARGET * 2 for target in (policy.first, policy.following)]
    return (policy.urgency is None, policy.account is None, policy.team is None, *targets, policy.name)


def read_clocks(history: Iterable[Event], policy: Policy, *, now: datetime) -> list[Clock]:
    """The clocks of a conversation under a policy, by when they began; at most one is running.

    A wait of a kind for which the policy promises nothing has no clock. Nothing in `history` may be later than `now`.
    """
    clocks = (clock_of(wait, policy, now=now) for wait in read_waits(history))
    return [clock for clock in clocks if clock is not None]


def clock_of(wait: Wait, policy: Policy, *, now: datetime) -> Clock | None:
    """The clock of one wait; None where the policy promises nothing of its kind."""
    target = policy.first if wait.is_first else policy.following
    if target is None:
        return None
    due_at = add(policy.hours, wait.began_at, target)
    until = wait.ended_at or now
    return Clock(
        kind=kind_of(wait),
        state=state_of(wait, is_over=until > due_at),
        policy=policy.name,
        began_at=wait.began_at,
        warn_at=add(policy.hours, wait.began_at, target * policy.warn_share),
        due_at=due_at,
        elapsed=between(policy.hours, wait.began_at, until),
        answered_at=wait.answered_at,
        stopped_at=wait.ended_at,
        stopped_why=wait.ending,
        outcome=wait.outcome,
        breached_at=due_at if until > due_at else None,
    )


def kind_of(wait: Wait) -> Kind:
    return Kind.FIRST if wait.is_first else Kind.NEXT


def state_of(wait: Wait, *, is_over: bool) -> State:
    """How a clock stands that is, or was, over by the end of its wait or not."""
    if wait.ending == Ending.DELETED or (wait.ending == Ending.CLOSED and wait.outcome == GONE):
        return State.GONE
    if wait.ending == Ending.CLOSED:
        return State.CANCELLED
    if is_over:
        return State.MISSED
    return State.RUNNING if wait.ended_at is None else State.MET
