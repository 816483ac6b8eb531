"""Whether a text tells a company that something of theirs went wrong or is bad. A plain request is none.

The model's card is `weights/complaint.md`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from triage.signals import ngrams
from triage.signals.base import Signal
from triage.signals.weighing import WEIGHTS, Model


@dataclass(frozen=True)
class Complaint:
    """`probability`, 0 to 1, is that of `is_complaint`; `words`, the text from `start` to `end`, weighed most for it."""

    is_complaint: bool
    probability: float
    words: str
    start: int
    end: int

    @property
    def signal(self) -> Signal | None:
        return Signal("complaint", "", self.words, self.start, self.end) if self.is_complaint else None


def judge(texts: Sequence[str]) -> list[Complaint]:
    """Whether each text complains, in order.

    >>> [found.is_complaint for found in judge(["My parcel never arrived.", "Do you sail on Sunday?"])]
    [True, False]
    """
    return judge_read(ngrams.read(texts))


def judge_read(readings: Iterable[ngrams.Reading]) -> list[Complaint]:
    """As `judge`, for texts that have been read already: mood reads the same."""
    return [
        Complaint(said.label == "true", said.probability, text[said.start : said.end], said.start, said.end)
        for reading in readings
        for text, said in zip(reading.texts, _model().judge(reading), strict=True)
    ]


@cache
def _model() -> Model:
    return Model.load(WEIGHTS / "complaint.npz")
