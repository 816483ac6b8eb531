"""Text made comparable for the signals that go by words: one case, no accents, one kind of apostrophe, and the way back.

What is found in the comparable text is shown in the writer's own words, so every position leads back to the text as it stands.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from triage.signals.base import Signal

# Marks that people leave out or add as they please (accents typed apart, Arabic vowel signs) and characters that show nothing.
_LOOSE = re.compile(r"[\u0300-\u036f\u0640\u064b-\u0652\u0670\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]+")


def _plain_letters() -> dict[int, str]:
    """Lower-case letters with accents to those without; forms of one Arabic letter to one; full-width marks to narrow ones."""
    table = {"ł": "l", "đ": "d", "ø": "o", "ı": "i", "İ": "i", "’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'"}
    table |= {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ة": "ه",
        "？": "?",
        "！": "!",
        "؟": "?",
        "，": ",",
        "。": ".",
    }
    plain = {ord(accented): letter for accented, letter in table.items()}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        first, *marks = list(unicodedata.normalize("NFD", chr(code)))
        if marks and first.isascii():
            plain.setdefault(code, first.lower())
    return plain


_PLAIN = _plain_letters()


class Folded(NamedTuple):
    """`said` is the comparable text. `at` gives each of its characters' place in the original; None where they are the same."""

    original: str
    said: str
    at: Sequence[int] | None

    def signal(self, name: str, value: str, start: int, end: int) -> Signal:
        """The signal that these positions of `said` show, in the writer's words."""
        if self.at is not None:
            start, end = self.at[start], (self.at[end] if end < len(self.at) else len(self.original))
        return Signal(name, value, self.original[start:end], start, end)


# One text is read by several signals in a row.
@lru_cache(4)
def fold(text: str) -> Folded:
    """The text in lower case, without accents. Never raises; linear in the text."""
    if text.isascii():
        return Folded(text, text.lower(), None)
    if not _LOOSE.search(text):
        return Folded(text, _lower(text), None)
    kept = [place for place, letter in enumerate(text) if not _LOOSE.match(letter)]
    return Folded(text, _lower("".join([text[place] for place in kept])), kept)


def _lower(text: str) -> str:
    # İ is the only letter that grows when it is made small; the table has it as i before that.
    return text.translate(_PLAIN).lower()


# A handle as the platforms write it: @harbourline, @harbour@social.example, @harbour.example.
HANDLE = re.compile(r"(?<![\w@])[@＠]\w[\w.-]*(?:@[\w.-]+)?")
HASHTAG = re.compile(r"[#＃]\w+")
# A link ends before the punctuation of the sentence it stands in: "have you seen https://harbour.example?"
LINK = re.compile(r"(?:https?://|www\.)\S+?(?=[?!.,;:)”\"]{0,3}(?:\s|$))", re.IGNORECASE)
# Letters, digits and the vowel signs that belong to them in the scripts of South and South-East Asia; an apostrophe inside.
WORD = re.compile(r"[^\W_](?:[\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f']|[^\W_])*")
# Scripts that leave no spaces between words, or (Korean) put endings onto them.
DENSE = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def blank(pattern: re.Pattern[str], said: str) -> str:
    """The text with spaces where the pattern was: every position stays what it is."""
    return pattern.sub(lambda found: " " * len(found[0]), said)


def words_of(said: str) -> list[str]:
    """The words of a folded text, without their apostrophes."""
    found = WORD.findall(said)
    return [word.replace("'", "") for word in found] if "'" in said else found


def spread(template: str) -> Iterator[str]:
    """Every reading of a template: "for {your|the|} help" is "for your help", "for the help" and "for help"."""
    parts = [part.strip("{}").split("|") for part in re.findall(r"\{[^}]*\}|[^{}]+", template)]
    for reading in product(*parts):
        yield " ".join("".join(reading).split())


# Faces and figures that please, greet or agree, and the small signs that only colour them.
KIND_EMOJI = frozenset(
    "👍👌🙏❤♥💙💚💛💜🧡🤍🤎💕💖💗💞💓💘💝💟🩷🩵🥰😍😘🤩🤗🙂😊☺😀😃😄😁😆😇😎😉🙌👏🎉🎊🥳✨🌟⭐💫💯✅✔☑💪🤝✌🤙🫶🫡👊🤘🙋👋"
    "🌹🌸🌷💐🌻🌺🌈☀🌞🍀🥂🍻🎁🎈🎄🎃🎅🐾🏆🥇🔥😋🤤🚢⛴⛵🛳⚓🌊🛥✈🚲🏝☕🍰🥐🍞🎂🍪🎶🎵🎻💃🕺😌🤓👑💎🐶🐱🐧🐕🐈🐟"
)
_COLOURS = frozenset("\ufe0f\ufe0e\u200d\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff♀♂")
EMOJI = re.compile(
    r"[\u203c\u2049\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\u20e3\ufe0e\ufe0f\u200d\U0001f000-\U0001faff\U000e0020-\U000e007f]"
)


def emoji_of(said: str) -> set[str]:
    """The emoji of a text, without skin colours and joiners."""
    return set(EMOJI.findall(said)) - _COLOURS if not said.isascii() else set()
