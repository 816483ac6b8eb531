"""How long a text is, in the unit the platform counts."""

from twitter_text import parse_tweet

from connectors.contract import Counting


def count(text: str, counting: Counting) -> int:
    """The length of `text`: characters, or X's weighted length (an address 23, emoji and CJK 2, after NFC)."""
    if counting is Counting.X_WEIGHTED:
        return int(parse_tweet(text).weightedLength)
    return len(text)
