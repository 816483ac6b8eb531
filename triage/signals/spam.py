"""Spam beyond doubt, so that it may leave the queue unread: a scam's promise together with the hook it wants to lead to."""

import re

_SPAM = [
    (
        "a giveaway that wants you to claim a prize",
        r"you(?:['’]ve| have)\s+been\s+(?:selected|chosen).{0,120}(?:claim|prize|reward|winner|free|gift)"
        r"|claim\s+your\s+(?:prize|reward)",
    ),
    (
        "a promise of fast money",
        r"(?:earn|make|made|turn(?:ed)?|grew)\s+[$€£]\s?\d[\d.,]*k?.{0,40}(?:\b(?:per|a|every|one)\s+(?:day|week|month)|daily|weekly|into)"
        r"|(?:bitcoin|btc|crypto|forex)\s+(?:trading|investment|signals?|mentor|expert)|double\s+your\s+(?:money|crypto|bitcoin)",
    ),
    ("a loan offer", r"loan\s+of\s+any\s+amount|(?:urgent|instant)\s+loans?\b.{0,80}(?:apply|approved|guaranteed)"),
]
_SPAM_PATTERNS = [(label, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for label, pattern in _SPAM]
# Where such a promise wants to lead: out of here.
_HOOK = re.compile(
    r"https?://|www\.|\b[\w-]+\.(?:com|net|org|xyz|top|click|shop|info|ru|example|io|me|ly)\b|\b(?:whatsapp|telegram|link in (?:my )?bio)\b",
    re.IGNORECASE,
)


def certain_spam(text: str) -> str:
    """What makes a text spam beyond doubt: a scam's promise together with its hook. Empty otherwise.

    >>> certain_spam("You have been selected! Claim your prize at win-big.example")
    'a giveaway that wants you to claim a prize'
    >>> certain_spam("You have been selected as worst ferry of the year, claim your prize lol")
    ''
    """
    if not _HOOK.search(text):
        return ""
    return next((label for label, pattern in _SPAM_PATTERNS if pattern.search(text)), "")
