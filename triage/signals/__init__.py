"""What can be read from a text. Each signal carries the words that show it, and says nothing where nothing shows."""

from triage.signals.base import Signal
from triage.signals.closing import closing_thanks
from triage.signals.moments import moment
from triage.signals.spam import certain_spam, spam
from triage.signals.urgency import urgencies, urgency

__all__ = ["Signal", "certain_spam", "closing_thanks", "moment", "spam", "urgencies", "urgency"]
