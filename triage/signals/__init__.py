"""What can be read from a text. Each signal comes with the words that show it; where nothing shows it, there is none."""

from triage.signals.asked_again import asks_again, repeats
from triage.signals.base import Signal
from triage.signals.closing import closing, closing_thanks
from triage.signals.deflection import deflects
from triage.signals.gratitude import gratitude
from triage.signals.question import question
from triage.signals.share import is_bare_share, is_warm_word
from triage.signals.spam import certain_spam

__all__ = [
    "Signal",
    "asks_again",
    "certain_spam",
    "closing",
    "closing_thanks",
    "deflects",
    "gratitude",
    "is_bare_share",
    "is_warm_word",
    "question",
    "repeats",
]
