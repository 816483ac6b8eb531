"""What can be read from a text. Each signal returns the words that show it, or nothing."""

from triage.signals.closing import closing_thanks
from triage.signals.spam import certain_spam

__all__ = ["certain_spam", "closing_thanks"]
