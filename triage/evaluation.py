"""How well triage reads: its judgements against labelled rows, one table of tasks. Pure; the rows come from the caller."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from triage.evaluated_threads import build_facts
from triage.policy import decide
from triage.signals import complaint, language, mood
from triage.signals.base import Signal
from triage.signals.closing import closing
from triage.signals.question import question
from triage.signals.spam import spam

Row = Mapping[str, Any]
Figures = dict[str, Any]


class BadRow(ValueError):
    """A row that cannot be measured with; the message says which and why. `number` counts from 1."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(f"row {number}: {why}")
        self.number = number
        self.why = why


class NothingToMeasure(ValueError):
    """No row carries a label of this task."""


@dataclass(frozen=True)
class Said:
    """One judgement: the class, and the words or grounds for it."""

    label: str
    why: str


@dataclass(frozen=True)
class Task:
    """What is asked of each row.

    `label`: the row's key with the right answer. `classes`: the answers there are; empty where they are open, as languages are.
    `judge` answers for all rows at once. `shows`: the row's key that mistakes are listed by.
    """

    label: str
    judge: Callable[[Sequence[Row]], list[Said]]
    classes: tuple[str, ...] = ("true", "false")
    shows: str = "text"


def _texts(rows: Sequence[Row]) -> list[str]:
    return [row["text"] for row in rows]


def _say_mood(rows: Sequence[Row]) -> list[Said]:
    return [Said(found.label, f"{found.probability:.2f} “{found.words}”") for found in mood.judge(_texts(rows))]


def _say_complaint(rows: Sequence[Row]) -> list[Said]:
    return [
        Said(_name(found.is_complaint), f"{found.probability:.2f} “{found.words}”")
        for found in complaint.judge(_texts(rows))
    ]


def _say_language(rows: Sequence[Row]) -> list[Said]:
    said = language.detect(_texts(rows))
    return [Said(code, f"reads as {code}" if code else "shows no language") for code in said]


def _say_waiting(rows: Sequence[Row]) -> list[Said]:
    verdicts = [decide(build_facts(row)) for row in rows]
    return [Said(_name(verdict.is_waiting), f"{verdict.reason}: {verdict.evidence}") for verdict in verdicts]


def _shows(signal: Callable[[str], Signal | None]) -> Callable[[Sequence[Row]], list[Said]]:
    """The judge of a signal that is there or is not."""

    def say(rows: Sequence[Row]) -> list[Said]:
        found = [signal(text) for text in _texts(rows)]
        return [
            Said(_name(bool(one)), f"{one.value} “{one.words}”".strip() if one else "nothing shows") for one in found
        ]

    return say


def _name(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


TASKS: dict[str, Task] = {
    "mood": Task("mood", _say_mood, ("neg", "neu", "pos")),
    "complaint": Task("complaint", _say_complaint),
    "language": Task("lang", _say_language, ()),
    "spam": Task("spam", _shows(spam)),
    "closer": Task("closer", _shows(closing)),
    "question": Task("question", _shows(question)),
    "waiting": Task("waiting", _say_waiting, shows="thread"),
}
# What marks a row as made for some task. A row of another task's kind is left out; a row of no kind is an error.
_KINDS = frozenset({"mood", "complaint", "spam", "question", "waiting", "closer", "emotions", "topic", "messages"})


def evaluate(task: str, rows: Iterable[Row]) -> Figures:
    """Precision, recall and F1 of a task by class and by language, and every mistake with its grounds.

    Averages over classes ("macro") weigh each class alike. Where the classes are open, those that occur among the right answers count.
    Raises `KeyError` for an unknown task, `BadRow` for a row without what the task needs, `NothingToMeasure` where no row is left.
    """
    asked = TASKS[task]
    kept = [row for number, row in enumerate(rows, 1) if _is_for(asked, number, row)]
    if not kept:
        raise NothingToMeasure(f"no row has a “{asked.label}”")
    gold = [_name(row[asked.label]) for row in kept]
    said = asked.judge(kept)
    labels = [one.label for one in said]
    tongues = [str(row.get("lang") or "unknown") for row in kept]
    return {
        "task": task,
        "n": len(kept),
        "accuracy": _rounded(sum(map(str.__eq__, gold, labels)) / len(kept)),
        "macro_f1": _macro_f1(asked, gold, labels),
        "by_class": _by_class(asked, gold, labels),
        "by_language": {
            tongue: _in_language(asked, [i for i, each in enumerate(tongues) if each == tongue], gold, labels)
            for tongue in sorted(set(tongues))
        },
        "mistakes": [
            {asked.shows: row[asked.shows], "gold": right, "said": one.label, "why": one.why}
            for row, right, one in zip(kept, gold, said, strict=True)
            if right != one.label
        ],
    }


def _is_for(task: Task, number: int, row: Row) -> bool:
    if not isinstance(row, Mapping):
        raise BadRow(number, "is no object")
    if task.label not in row or row[task.label] is None:
        if _KINDS & row.keys() - {task.label}:
            return False
        raise BadRow(number, f"has no “{task.label}”")
    label = row[task.label]
    if task.classes and (_name(label) not in task.classes or isinstance(label, bool) != ("true" in task.classes)):
        raise BadRow(number, f"“{task.label}” is {label!r}; it must be one of {', '.join(task.classes)}")
    if task.shows not in row:
        raise BadRow(number, f"has no “{task.shows}”")
    if task.shows == "text" and not isinstance(row["text"], str):
        raise BadRow(number, "“text” is no text")
    if task.shows == "thread":
        try:
            build_facts(row)
        except ValueError as error:
            raise BadRow(number, str(error)) from error
    return True


def _by_class(task: Task, gold: Sequence[str], said: Sequence[str]) -> dict[str, dict[str, float | int]]:
    right = Counter(g for g, s in zip(gold, said, strict=True) if g == s)
    support, claimed = Counter(gold), Counter(said)
    figures: dict[str, dict[str, float | int]] = {}
    for label in [*task.classes, *sorted((support | claimed).keys() - set(task.classes))]:
        precision = right[label] / claimed[label] if claimed[label] else 0.0
        recall = right[label] / support[label] if support[label] else 0.0
        both = precision + recall
        figures[label] = {
            "precision": _rounded(precision),
            "recall": _rounded(recall),
            "f1": _rounded(2 * precision * recall / both if both else 0.0),
            "support": support[label],
        }
    return figures


def _macro_f1(task: Task, gold: Sequence[str], said: Sequence[str]) -> float:
    counted = set(gold) | (set(said) if task.classes else set())
    by_class = _by_class(task, gold, said)
    return _rounded(sum(float(by_class[label]["f1"]) for label in counted) / len(counted))


def _in_language(task: Task, rows: Sequence[int], gold: Sequence[str], said: Sequence[str]) -> dict[str, float | int]:
    return {"n": len(rows), "macro_f1": _macro_f1(task, [gold[i] for i in rows], [said[i] for i in rows])}


def _rounded(share: float) -> float:
    return round(share, 4)
