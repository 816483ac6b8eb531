"""The micro-moment a person is in: they want to know, to go, to do or to buy, and these are the words that show it.

The four moments are Google's ("Micro-Moments: Your Guide to Winning the Shift to Mobile", 2015). Where several show, the one
nearest to a deed is told: who asks how to buy a ticket to the island wants to buy.
"""

from triage.signals.base import Signal
from triage.signals.folding import fold
from triage.signals.moments_words import BUY, DO, GO, KNOW
from triage.signals.phrases import Phrases

# Nearest to a deed first.
_WORDS = {"want_to_buy": BUY, "want_to_go": GO, "want_to_do": DO, "want_to_know": KNOW}
_RANK = {value: rank for rank, value in enumerate(_WORDS)}
_PHRASES = Phrases(_WORDS)


def moment(text: str) -> Signal | None:
    """The micro-moment of who wrote this, "want_to_know", "want_to_go", "want_to_do" or "want_to_buy". None where none shows.

    >>> moment("Hi, where can I buy a day ticket?").value
    'want_to_buy'
    >>> moment("what a lovely crossing")
    """
    folded = fold(text)
    found = min(_PHRASES.find(folded.text), key=lambda cue: (_RANK[cue.value], cue.start), default=None)
    if found is None:
        return None
    start, end = folded.span(found.start, found.end)
    return Signal("moment", found.value, text[start:end], start, end)
