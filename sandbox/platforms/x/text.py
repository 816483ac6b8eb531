"""How X reads a text: whom it mentions, and how long it counts it.

The weights are those of the public twitter-text configuration, version 3: 280 in all, one for the characters
of most alphabetic scripts, two for every other (CJK among them), two for a whole emoji however many code
points it takes, 23 for anything that looks like a URL. Handles leading a reply count nothing.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

LIMIT = 280
URL_LENGTH = 23

_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_PICTOGRAPH = "[\U0001f000-\U0001faff☀-➿⬀-⯿⌀-⏿〰〽©®‼⁉™\u2139↔-↪]"
_EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]️?⃣"
    f"|{_PICTOGRAPH}️?[\U0001f3fb-\U0001f3ff]?(?:‍{_PICTOGRAPH}️?[\U0001f3fb-\U0001f3ff]?)*"
)
_URL = re.compile(
    r"(?:https?://[^\s]+|(?<![@\w.])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?:com|org|net|io|co|de|fr|uk|example)\b(?:/[^\s]*)?)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\]}'\"]", re.IGNORECASE)
_LEADING_HANDLES = re.compile(r"^(?:\s*@\w{1,15}(?=\s|$))+\s*")


@dataclass(frozen=True)
class Shown:
    """A text as X's API shows it. ``whole`` is there for a long post, of which ``text`` is only the beginning."""

    text: str
    entities: dict[str, Any] = field(default_factory=dict)
    whole: "Shown | None" = None


def shown_text(text: str, behind: list[tuple[str, dict[str, Any]]]) -> Shown:
    """A post's text with its addresses short, and behind it those of what hangs on it, each with facts of its own.

    A long post (subscribers may write one) is cut off after as many characters as anybody may write, and stands
    whole in ``note_tweet``: https://docs.x.com/x-api/fundamentals/data-dictionary
    """
    text, urls = shortened(text)
    whole = None
    if len(without_leading_handles(text)) > LIMIT:
        whole = Shown(text, _entities(text, urls))
        urls = [url for url in urls if url["end"] < LIMIT]
        text = text[: LIMIT - 1] + "…"
    for address, facts in behind:
        short = short_address(address)
        text = f"{text} {short}" if text else short
        place = {"start": len(text) - len(short), "end": len(text), "url": short, "expanded_url": address}
        urls.append(place | {"display_url": address.removeprefix("https://")} | facts)
    return Shown(text, _entities(text, urls), whole)


def _entities(text: str, urls: list[dict[str, Any]]) -> dict[str, Any]:
    found = [
        {"start": match.start(), "end": match.end(), "username": match[1]}
        for match in re.finditer(r"(?<![\w@])@(\w{1,15})(?!\w)", text)
    ]
    return {name: listed for name, listed in (("urls", urls), ("mentions", found)) if listed}


def shortened(text: str) -> tuple[str, list[dict[str, Any]]]:
    """The text with every address turned into one of X's own, and the ``entities.urls`` that tell what they were."""
    found: list[dict[str, Any]] = []
    pieces, last, length = [], 0, 0
    for match in _ADDRESS.finditer(text):
        before, short = text[last : match.start()], short_address(match[0])
        length += len(before)
        shown = re.sub(r"^https?://(www\.)?", "", match[0])
        found.append(
            {
                "start": length,
                "end": length + len(short),
                "url": short,
                "expanded_url": match[0],
                "display_url": shown if len(shown) <= 26 else shown[:26] + "…",
            }
        )
        pieces += [before, short]
        length, last = length + len(short), match.end()
    return "".join([*pieces, text[last:]]), found


def short_address(address: str) -> str:
    """23 characters, the same for the same address."""
    digits = int.from_bytes(hashlib.sha256(address.encode()).digest()[:16], "big")
    alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    key = "".join(alphabet[digits // 62**place % 62] for place in range(10))
    return f"https://t.co/{key}"


def mentions(text: str, handle: str) -> bool:
    return re.search(rf"(?<![\w@])@{re.escape(handle)}(?!\w)", text, re.IGNORECASE) is not None


def without_leading_handles(text: str) -> str:
    return _LEADING_HANDLES.sub("", text)


def weighted_length(text: str) -> int:
    """The length X counts, for the text without the handles that lead it."""
    text = unicodedata.normalize("NFC", without_leading_handles(text))
    text, urls = _URL.subn("", text)
    text, emoji = _EMOJI.subn("", text)
    plain = sum(1 if any(low <= ord(char) <= high for low, high in _LIGHT) else 2 for char in text)
    return URL_LENGTH * urls + 2 * emoji + plain
