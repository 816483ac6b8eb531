"""What every signal looks like."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Signal:
    """Something a text shows, with the words that show it. `start` and `end` are offsets into the text as it stands; `words` is text[start:end]."""

    name: str  # "question", "urgency", "mood", ...
    value: str  # what of it: "safety", "neg", "want_to_go"; "" where the name says it all
    words: str
    start: int
    end: int
