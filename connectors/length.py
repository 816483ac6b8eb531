"""How long a text is, in the unit the platform counts."""

import warnings

from connectors.contract import Counting

with warnings.catch_warnings():
    # It finds its own data through pkg_resources, which warns of its end at import; setuptools is pinned to match.
    warnings.simplefilter("ignore")
    from twitter_text import parse_tweet


def count(text: str, counting: Counting) -> int:
    """The length of `text`: characters, or X's weighted length (an address 23, emoji and CJK 2, after NFC)."""
    if counting is Counting.X_WEIGHTED:
        return int(parse_tweet(text).weightedLength)
    return len(text)
