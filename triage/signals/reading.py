"""What a text shows, all signals together: read in batches, kept beside the message as offsets into its text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from triage.signals import complaint, language, mood, ngrams
from triage.signals.asked_again import asks_again
from triage.signals.base import Signal
from triage.signals.closing import closing
from triage.signals.deflection import deflects
from triage.signals.gratitude import gratitude
from triage.signals.moments import moment
from triage.signals.praise import praise
from triage.signals.question import question
from triage.signals.share import is_bare_share, is_warm_word
from triage.signals.spam import spam
from triage.signals.urgency import urgencies

# Readings of another version are read again when their conversation is judged.
VERSION = 3
# Whoever writes more than this has said by then what it is about; what a stranger sends must not hold up everybody else.
READ_AT_MOST = 20_000


@dataclass(frozen=True)
class Reading:
    """What one text shows. `language`: ISO 639-1, empty where it is not known."""

    language: str = ""
    signals: tuple[Signal, ...] = ()

    def first(self, name: str) -> Signal | None:
        return next((signal for signal in self.signals if signal.name == name), None)

    def all(self, name: str) -> list[Signal]:
        return [signal for signal in self.signals if signal.name == name]

    def words_of(self, name: str) -> str:
        found = self.first(name)
        return found.words if found else ""

    def value_of(self, name: str) -> str:
        found = self.first(name)
        return found.value if found else ""

    def to_data(self) -> dict[str, Any]:
        """As it is stored: without the words, which stand in the text and go with it."""
        signals = [[signal.name, signal.value, signal.start, signal.end] for signal in self.signals]
        return {"version": VERSION, "language": self.language, "signals": signals}


def from_data(data: dict[str, Any] | None, text: str) -> Reading | None:
    """A stored reading of `text`; None where there is none of this version."""
    if not data or data.get("version") != VERSION:
        return None
    signals = (Signal(name, value, text[start:end], start, end) for name, value, start, end in data["signals"])
    return Reading(data["language"], tuple(signals))


def read_words(text: str, *, is_ours: bool = False) -> Reading:
    """What can be read from the words of one text without a model: all that the policy asks for, but for praise in whole sentences."""
    text = text[:READ_AT_MOST]
    if is_ours:
        return Reading(signals=tuple(filter(None, [deflects(text), question(text)])))
    ending = closing(text)
    found = [ending, gratitude(text), question(text), asks_again(text), is_bare_share(text), _warm_word(text, ending)]
    return Reading(signals=tuple(filter(None, [*found, spam(text), moment(text), *urgencies(text)])))


def read(texts: Sequence[str]) -> list[Reading]:
    """What each of some texts of the person's shows: the words, and language, mood and complaint from the models."""
    short = [text[:READ_AT_MOST] for text in texts]
    pieces = list(ngrams.read(short))
    languages, moods, complaints = language.detect(short), mood.judge_read(pieces), complaint.judge_read(pieces)
    return [
        Reading(code, _with_praise(text, felt, (*read_words(text).signals, felt.signal, *filter(None, [told.signal]))))
        for text, code, felt, told in zip(short, languages, moods, complaints, strict=True)
    ]


def _warm_word(text: str, ending: Signal | None) -> Signal | None:
    """Praise or thanks known word for word. Thanks that would end a talk are kind words where there is none to end."""
    found = is_warm_word(text)
    if found is None and ending is not None and ending.value == "thanks":
        return Signal("warm_word", "thanks", ending.words, ending.start, ending.end)
    return found


def _with_praise(text: str, felt: mood.Mood, shown: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """What a text shows, and the warm word in it that only mood and words together tell."""
    if any(signal.name == "warm_word" for signal in shown):
        return shown
    found = praise(text, felt, shown)
    return (*shown, found) if found else shown
