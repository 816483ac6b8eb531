"""How long a text is, in the unit the platform counts."""

import re
import warnings

import regex

from connectors.capabilities import Counting, Limit

with warnings.catch_warnings():
    # It finds its own data through pkg_resources, which warns of its end at import; setuptools is pinned to match.
    warnings.simplefilter("ignore")
    from twitter_text import parse_tweet

# https://github.com/mastodon/mastodon/blob/main/app/validators/status_length_validator.rb : an address counts 23, the domain
# of a mention nothing.
MASTODON_ADDRESS_LENGTH = 23
ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)\]']", re.IGNORECASE)
REMOTE_MENTION = re.compile(r"(?<![=/\w])@([A-Za-z0-9_]+(?:[A-Za-z0-9_.-]+[A-Za-z0-9_]+)?)@[\w.-]+[\w]")


def count(text: str, counting: Counting) -> int:
    """The length of `text` as the platform counts it (docs/glossary.md, "Counting")."""
    if counting is Counting.X_WEIGHTED:
        return int(parse_tweet(text).weightedLength)
    if counting is Counting.BYTES:
        return len(text.encode())
    if counting is Counting.GRAPHEMES:
        return len(regex.findall(r"\X", text))
    if counting is Counting.MASTODON:
        shown = ADDRESS.sub("x" * MASTODON_ADDRESS_LENGTH, REMOTE_MENTION.sub(r"@\1", text))
        return len(regex.findall(r"\X", shown))
    return len(text)


def overrun(text: str, limits: tuple[Limit, ...]) -> tuple[int, Limit] | None:
    """By how much `text` is over the first limit it breaks, and which that is; None where it fits."""
    for limit in limits:
        over = count(text, limit.counting) - limit.amount
        if over > 0:
            return over, limit
    return None
