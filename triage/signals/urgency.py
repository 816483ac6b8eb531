"""What cannot wait, and the words that say so. It gives a head start in the queue, never a class above, so it may err on the side of care.

Where somebody laughs ("I'm dying 😂"), danger is not read into it: they still wait, in their turn.
"""

import re

from triage.signals.base import Signal
from triage.signals.danger_words import CRISIS, SAFETY, VULNERABLE
from triage.signals.folding import fold
from triage.signals.phrases import Phrases
from triage.signals.urgency_words import MONEY, OUTAGE, STRANDED

# Strongest first.
_WORDS = {
    "crisis": CRISIS,
    "safety": SAFETY,
    "vulnerable": VULNERABLE,
    "stranded": STRANDED,
    "money": MONEY,
    "outage": OUTAGE,
}
_RANK = {value: rank for rank, value in enumerate(_WORDS)}
_PHRASES = Phrases(_WORDS)
_LAUGHS = re.compile(
    r"\b(?:lo+l+|lmf?ao+|rofl|jk|xd+|(?:ha){2,}h?|(?:he){3,}|(?:ja){2,}j?|(?:rs){2,}|k{4,}|mdr|ptdr|lachkrampf)\b|[😂🤣😹😆]|ههه|55{2,}|(?:ฮ่า){2}|ㅋㅋ|ｗｗ|笑死"
)
_LAUGHED_AWAY = frozenset({"crisis", "safety"})


def urgency(text: str) -> Signal | None:
    """The strongest of what cannot wait: "crisis", "safety", "vulnerable", "stranded", "money" or "outage".

    >>> urgency("There is smoke coming out of the engine and we miss our train").value
    'safety'
    >>> urgency("this song is fire")
    """
    found = urgencies(text)
    return found[0] if found else None


def urgencies(text: str) -> list[Signal]:
    """Everything in a text that cannot wait, each kind once with its first words, strongest first."""
    folded = fold(text)
    first: dict[str, tuple[int, int]] = {}
    for value, start, end in _PHRASES.find(folded.text):
        if value not in first or start < first[value][0]:
            first[value] = (start, end)
    if not first:
        return []
    if not _LAUGHED_AWAY.isdisjoint(first) and _LAUGHS.search(folded.text):
        first = {value: span for value, span in first.items() if value not in _LAUGHED_AWAY}
    signals = []
    for value in sorted(first, key=_RANK.__getitem__):
        start, end = folded.span(*first[value])
        signals.append(Signal("urgency", value, text[start:end], start, end))
    return signals
