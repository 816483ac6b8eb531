"""Linear models over hashed pieces: what they weigh, what comes out, and which words weighed most."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from triage.signals.ngrams import BUCKETS, Ints, Reading

Floats = NDArray[np.float64]

WEIGHTS = Path(__file__).parent / "weights"
_MOST_WORDS = 4
"""Words shown as evidence, at most."""
_LONG_WORD, _PIECE = 24, 12
"""Characters: a longer run is a sentence of a script without spaces, of which this much is shown."""


@dataclass(frozen=True)
class Judged:
    """One text: the class, how probable the model finds it (0 to 1), and the words that weighed most for it, as they stand in the text."""

    label: str
    probability: float
    start: int
    end: int


def rarity_scaled(reading: Reading, rarity: NDArray[np.float32]) -> Floats:
    """How much each piece counts in its text: rare ones more; words and runs of characters each to length one (Euclid)."""
    size, words = len(reading.texts), reading.words
    values = rarity[reading.bucket].astype(np.float64)
    for part in (slice(0, words), slice(words, None)):
        squares = np.bincount(reading.text[part], values[part] ** 2, size)
        values[part] /= np.sqrt(np.maximum(squares, 1e-9))[reading.text[part]]
    return values


@dataclass(frozen=True)
class Model:
    """`classes` and, for each bucket, how `rare` it is and what it `weighs` for each class (times `scale`); `bias` where nothing is said."""

    classes: tuple[str, ...]
    rare: NDArray[np.uint8]
    rare_step: float
    weighs: NDArray[np.int8]
    scale: NDArray[np.float32]
    bias: NDArray[np.float32]

    @classmethod
    def load(cls, path: Path) -> "Model":
        """Raises `ValueError` for a file of another number of buckets."""
        with np.load(path, allow_pickle=False) as held:
            if len(held["rare"]) != BUCKETS:
                raise ValueError(f"{path.name} was made for {len(held['rare'])} buckets, texts are read into {BUCKETS}")
            return cls(
                classes=tuple(held["classes"].tolist()),
                rare=held["rare"],
                rare_step=float(held["rare_step"]),
                weighs=held["weighs"],
                scale=held["scale"],
                bias=held["bias"],
            )

    def save(self, path: Path) -> None:
        """The same model is the same bytes."""
        np.savez_compressed(
            path,
            classes=np.array(self.classes),
            rare=self.rare,
            rare_step=np.float64(self.rare_step),
            weighs=self.weighs,
            scale=self.scale,
            bias=self.bias,
        )

    @cached_property
    def _rarity(self) -> NDArray[np.float32]:
        return self.rare.astype(np.float32) * np.float32(self.rare_step)

    @cached_property
    def _weights(self) -> NDArray[np.float32]:
        return self.weighs.astype(np.float32) * self.scale

    def judge(self, reading: Reading) -> list[Judged]:
        """One judgement a text, in order."""
        size, tokens = len(reading.texts), len(reading.starts)
        share = rarity_scaled(reading, self._rarity)[:, None] * self._weights[reading.bucket]
        scores = np.column_stack([np.bincount(reading.text, column, size) for column in share.T]) + self.bias
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        best = chances.argmax(axis=1)
        if not tokens:
            return [Judged(self.classes[best[n]], float(chances[n, best[n]]), 0, 0) for n in range(size)]
        # For the class, and against the average of the others.
        chosen = best[reading.text]
        mine = share[np.arange(len(share)), chosen]
        weight = mine - (share.sum(axis=1) - mine) / max(len(self.classes) - 1, 1)
        by_letter = np.bincount(reading.letter, weight, len(reading.token)).astype(np.float64)
        spans = _spans(reading, by_letter)
        return [
            Judged(self.classes[k], float(chances[n, k]), *spans.get(n, (0, 0))) for n, k in enumerate(best.tolist())
        ]


def _spans(reading: Reading, by_letter: Floats) -> dict[int, tuple[int, int]]:
    """By number of text: where the words stand that weigh most together."""
    tokens = len(reading.starts)
    sums = np.concatenate(([0.0], np.cumsum(np.bincount(reading.token, by_letter, tokens))))
    first = np.flatnonzero(np.diff(reading.token_text, prepend=-1))
    most = np.full(tokens, -np.inf)
    length = np.ones(tokens, dtype=np.int64)
    for words in range(1, min(_MOST_WORDS, tokens) + 1):
        begins = np.arange(tokens - words + 1)
        together = sums[begins + words] - sums[begins]
        better = (reading.token_text[begins] == reading.token_text[begins + words - 1]) & (together > most[begins])
        most[begins[better]] = together[better]
        length[begins[better]] = words
    peak = np.repeat(np.maximum.reduceat(most, first), np.diff(np.append(first, tokens)))
    spans: dict[int, tuple[int, int]] = {}
    for token in np.flatnonzero(most == peak).tolist():
        last = token + int(length[token]) - 1
        start, end = int(reading.starts[token]), int(reading.ends[last])
        if length[token] == 1 and end - start > _LONG_WORD:
            start, end = _piece(reading, by_letter, token)
        spans.setdefault(int(reading.token_text[token]), (start, end))
    return spans


def _piece(reading: Reading, by_letter: Floats, token: int) -> tuple[int, int]:
    """The part of a long token that weighs most."""
    letters: Ints = np.flatnonzero(reading.token == token)
    sums = np.concatenate(([0.0], np.cumsum(by_letter[letters])))
    width = min(_PIECE, len(letters))
    begin = int(np.argmax(sums[width:] - sums[:-width]))
    return int(reading.place[letters[begin]]), int(reading.place[letters[begin + width - 1]]) + 1
