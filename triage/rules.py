"""Rules a lead writes: which messages they are for, and what they may do with a conversation. Pure.

A rule may tag, assign, shift a turn within bounds, or put a conversation into a lane that leads look into. It can make nothing
vanish: there is no such action. It knows nothing of anybody's reach: there is no such field.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, lru_cache

from inbox.models.choices import RULE_LANES, Lane
from triage.turns import MAX_BY_RULE

LONGEST_VALUE = 200
MOST_VALUES = 100
# Whoever writes more than this has said by then what it is about.
READ_AT_MOST = 20_000


class Field(StrEnum):
    """What a condition looks at."""

    ACCOUNT = "account"
    PLATFORM = "platform"
    KIND = "kind"
    WORDS = "words"
    LANGUAGE = "language"
    MOOD = "mood"
    SIGNAL = "signal"
    WEEKDAY = "weekday"
    HOURS = "hours"


class Relation(StrEnum):
    """How what is found must stand to the condition's values."""

    ANY = "any"
    NONE = "none"


@dataclass(frozen=True)
class Condition:
    """One of a rule's conditions; all of them must hold.

    `values`: of an account its key; of words what to look for ("refund", "lost bag", "cancel*"); of a signal its name, or its name and
    value ("question", "urgency:money"); of weekdays 1 (Monday) to 7; of hours "22:00-06:00", the end left out.
    """

    field: Field
    relation: Relation
    values: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """A rule as triage applies it. `shift`: how much earlier (or, negative, later) the turn comes."""

    id: int
    name: str
    conditions: tuple[Condition, ...]
    tags: tuple[int, ...] = ()
    assignee_id: int | None = None
    shift: timedelta = timedelta(0)
    lane: Lane | None = None


@dataclass(frozen=True)
class Subject:
    """What rules may look at: what is open of a conversation. `at`: when its oldest part was written, in the workspace's time."""

    account_id: int
    platform: str
    kind: str
    texts: tuple[str, ...]
    language: str
    mood: str
    signals: frozenset[str]
    at: datetime

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The texts as words are looked for in them."""
        return tuple(_folded(text) for text in self.texts)


@dataclass(frozen=True)
class Applied:
    """What the rules together do with a conversation, and which rule did what."""

    tags: Mapping[int, int] = field(default_factory=dict)
    assignee: tuple[int, int] | None = None
    shift: tuple[timedelta, int] | None = None
    lane: tuple[Lane, int] | None = None


class BadRule(ValueError):
    """A rule that cannot be; the text tells whoever wrote it why."""


def apply(rules: Iterable[Rule], subject: Subject) -> Applied:
    """What a workspace's rules, in their order, do with a conversation."""
    return combine(rule for rule in rules if matches(rule, subject))


def combine(rules: Iterable[Rule]) -> Applied:
    """What rules that are met, in their order, do together. Tags add up; of everything else the first rule that says so decides."""
    tags: dict[int, int] = {}
    assignee: tuple[int, int] | None = None
    shift: tuple[timedelta, int] | None = None
    lane: tuple[Lane, int] | None = None
    for rule in rules:
        for tag in rule.tags:
            tags.setdefault(tag, rule.id)
        if assignee is None and rule.assignee_id is not None:
            assignee = (rule.assignee_id, rule.id)
        if shift is None and rule.shift:
            shift = (max(-MAX_BY_RULE, min(MAX_BY_RULE, rule.shift)), rule.id)
        if lane is None and rule.lane in RULE_LANES:
            lane = (rule.lane, rule.id)
    return Applied(tags, assignee, shift, lane)


def matches(rule: Rule, subject: Subject) -> bool:
    """Whether all conditions of a rule hold. A rule without any holds for nothing."""
    return bool(rule.conditions) and all(_holds(condition, subject) for condition in rule.conditions)


def _holds(condition: Condition, subject: Subject) -> bool:
    if condition.field == Field.WORDS:
        found = any(_any_of(condition.values).search(text) for text in subject.folded)
    else:
        found = any(_is_found(condition.field, value, subject) for value in condition.values)
    return found if condition.relation == Relation.ANY else not found


def _is_found(what: Field, value: str, subject: Subject) -> bool:
    match what:
        case Field.ACCOUNT:
            return value == str(subject.account_id)
        case Field.PLATFORM:
            return value == subject.platform
        case Field.KIND:
            return value == subject.kind
        case Field.LANGUAGE:
            return value == subject.language
        case Field.MOOD:
            return value == subject.mood
        case Field.SIGNAL:
            return value in subject.signals
        case Field.WEEKDAY:
            return value == str(subject.at.isoweekday())
        case Field.HOURS:
            return _is_within(value, subject.at)
        case Field.WORDS:  # Looked for all at once (`_any_of`).
            return False


def _is_within(span: str, at: datetime) -> bool:
    begins, ends = span.split("-")
    now = f"{at:%H:%M}"
    return begins <= now < ends if begins <= ends else now >= begins or now < ends


@lru_cache(1024)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these; kept, for rules are looked at with every message."""
    return re.compile("|".join(_pattern(entry) for entry in words))


def _pattern(words: str) -> str:
    """Whole words, as people write them; "cancel*" for all that begins so. Scripts without spaces are looked through as they are."""
    folded = _folded(words).strip()
    # Only an asterisk at a word's end means more: a pattern must never take long over what a stranger writes.
    pieces = [re.escape(piece[:-1]) + r"\w*" if piece.endswith("*") else re.escape(piece) for piece in folded.split()]
    begin, end = (r"(?<!\w)" if _is_spaced(folded[:1]) else ""), (r"(?!\w)" if _is_spaced(folded[-1:]) else "")
    return begin + r"\s+".join(pieces) + end


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text[:READ_AT_MOST]).casefold().replace("’", "'")


def _is_spaced(letter: str) -> bool:
    """Whether a letter's script puts spaces between words. Thai, Lao, Khmer, Burmese, Chinese and Japanese do not."""
    return not re.match(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]", letter)


def read_conditions(data: Sequence[Mapping[str, object]]) -> tuple[Condition, ...]:
    """Conditions as they are stored, {"field", "relation", "values"} each. Raises BadRule."""
    if not data:
        raise BadRule("A rule needs a condition: without one it would be for everybody.")
    return tuple(_read_condition(entry) for entry in data)


def _read_condition(entry: Mapping[str, object]) -> Condition:
    try:
        what, relation = Field(str(entry["field"])), Relation(str(entry["relation"]))
    except (KeyError, ValueError) as error:
        raise BadRule(f"There is no such condition: {error}.") from error
    given = entry.get("values")
    values = tuple(dict.fromkeys(str(value).strip() for value in given)) if isinstance(given, list | tuple) else ()
    values = tuple(value for value in values if value)
    if not values:
        raise BadRule(f"The condition on {what.value} says nothing to look for.")
    if len(values) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in values):
        raise BadRule(f"A condition takes up to {MOST_VALUES} entries of up to {LONGEST_VALUE} letters.")
    for value in values:
        _check_value(what, value)
    return Condition(what, relation, values)


def _check_value(what: Field, value: str) -> None:
    if what == Field.HOURS and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d", value):
        raise BadRule(f"Hours are written like 22:00-06:00, and not {value!r}.")
    if what == Field.WEEKDAY and value not in {"1", "2", "3", "4", "5", "6", "7"}:
        raise BadRule(f"Weekdays are 1 (Monday) to 7, and not {value!r}.")
    if what == Field.WORDS and not re.search(r"[^\W_]", value) and not value.strip("*_ "):
        raise BadRule("Words to look for need at least one letter, digit or sign.")
