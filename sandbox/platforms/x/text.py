"""How X reads a text: whom it mentions, and how long it counts it.

The weights are those of the public twitter-text configuration, version 3: 280 in all, one for the characters
of most alphabetic scripts, two for every other (CJK among them), two for a whole emoji however many code
points it takes, 23 for anything that looks like a URL. Handles leading a reply count nothing.
"""

import re
import unicodedata

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
_LEADING_HANDLES = re.compile(r"^(?:\s*@\w{1,15}(?=\s|$))+\s*")


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
