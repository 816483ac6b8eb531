"""How a text sounds: negative, neutral or positive, with the words that say so. The model's card is `weights/mood.md`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from triage.signals import ngrams
from triage.signals.base import Signal
from triage.signals.weighing import WEIGHTS, Model


@dataclass(frozen=True)
class Mood:
    """`label` is "neg", "neu" or "pos"; `probability`, 0 to 1, the model's own; `words` is the text from `start` to `end`."""

    label: str
    probability: float
    words: str
    start: int
    end: int

    @property
    def signal(self) -> Signal:
        return Signal("mood", self.label, self.words, self.start, self.end)


def judge(texts: Sequence[str]) -> list[Mood]:
    """The mood of each text, in order.

    >>> [mood.label for mood in judge(["The crew were wonderful, thank you!", "Two hours late and nobody says a word."])]
    ['pos', 'neg']
    """
    return judge_read(ngrams.read(texts))


def judge_read(readings: Iterable[ngrams.Reading]) -> list[Mood]:
    """As `judge`, for texts that have been read already: complaint reads the same."""
    return [
        Mood(said.label, said.probability, text[said.start : said.end], said.start, said.end)
        for reading in readings
        for text, said in zip(reading.texts, _model().judge(reading), strict=True)
    ]


@cache
def _model() -> Model:
    return Model.load(WEIGHTS / "mood.npz")
