"""A text in the form patterns are written in: small letters without accents, lookalikes undone, nothing invisible.

Accents are dropped because people in a hurry drop them; lookalikes and invisible characters because spam hides behind them. Every
step either replaces one character by one or leaves characters out, so each offset leads back to the text as it stands.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import chain

# A comment is shorter than this, and a mail says what it wants before.
READ_AT_MOST = 20_000

_LATIN = chain(range(0x00C0, 0x0250), range(0x1E00, 0x1F00))
_STYLED = chain(range(0x1D400, 0x1D800), range(0x2460, 0x2500), range(0xFF01, 0xFF5F), range(0x1F110, 0x1F16A))
_INVISIBLE = chain(
    range(0x0300, 0x0370),  # accents that stand alone
    range(0x064B, 0x0653),  # Arabic vowel signs
    range(0x200B, 0x2010),
    range(0x202A, 0x202F),
    range(0x2060, 0x2070),
    range(0xFE00, 0xFE10),
    range(0xE0020, 0xE0080),
    (0x00AD, 0x0640, 0x180E, 0x20E3, 0xFEFF),
)


def _plain(code: int) -> str | None:
    """The one letter or digit a decorated character stands for, if there is one."""
    base = [part for part in unicodedata.normalize("NFKD", chr(code)) if not unicodedata.combining(part)]
    kept = [part for part in base if part.isalnum()]
    return kept[0].lower() if len(kept) == 1 and kept[0].isascii() else None


_FOLD: dict[int, str | None] = {code: plain for code in chain(_LATIN, _STYLED) if (plain := _plain(code))}
_FOLD |= {0xFF01 + offset: chr(0x21 + offset) for offset in range(94) if 0xFF01 + offset not in _FOLD}
_FOLD |= {0x1F150 + offset: chr(0x61 + offset) for offset in range(26)}  # white on black circles
_FOLD |= {0x1F170 + offset: chr(0x61 + offset) for offset in range(26)}  # white on black squares
_FOLD |= dict(zip(map(ord, "łŁøØđĐıİŧħ"), "llooddiith", strict=True))
_FOLD |= dict(zip(map(ord, "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ"), "abcdefghijklmnoprstuvwyz", strict=True))
_FOLD |= dict(zip(map(ord, "’‘ʼ`´“”„«»،؟"), "'''''\"\"\"\"\",?", strict=True))
_FOLD |= dict(zip(map(ord, "أإآٱىةیک"), "اااايهيك", strict=True))
_FOLD |= dict.fromkeys(_INVISIBLE)
_LEFT_OUT = frozenset(code for code, plain in _FOLD.items() if plain is None)

# Cyrillic and Greek letters that pass for Latin ones; undone only where one word mixes the alphabets, which no language does.
_LOOKALIKES = str.maketrans("аеіорсухѕјԁһӏкмтвнгαεινορτυκ", "aeiopcyxsjdhlkmtbhraeivoptuk")
_MIXED = re.compile(r"[a-z][Ͱ-ӿ]|[Ͱ-ӿ][a-z]")
_CONTRACTED = re.compile(r"(?<=\w)'(?=(?:t|s|m|d|re|ve|ll)(?!\w))")


@lru_cache(4)
def fold(source: str) -> "Folded":
    """The folded text; one text is read by several signals in a row."""
    return Folded(source)


class Folded:
    """A folded text (`text`) that knows where each of its characters stood.

    >>> Folded("It ｃan’t be: Ｆ𝐑ÉÉ").text
    'it cant be: free'
    """

    def __init__(self, source: str) -> None:
        source = source[:READ_AT_MOST]
        self._source = source
        self._kept: list[int] | None = None
        if source.isascii():
            text = source.lower()
        else:
            text = source.translate(_FOLD).lower()
            if _MIXED.search(text):
                text = text.translate(_LOOKALIKES)
        self._before_contraction = text
        self.text = _CONTRACTED.sub("", text) if "'" in text else text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where text[start:end] stands in the text as it came."""
        if len(self.text) == len(self._source):
            return start, end
        if self._kept is None:
            self._kept = self._find_kept()
        return self._kept[start], self._kept[end - 1] + 1

    def _find_kept(self) -> list[int]:
        kept = [place for place, character in enumerate(self._source) if ord(character) not in _LEFT_OUT]
        gone = {found.start() for found in _CONTRACTED.finditer(self._before_contraction)}
        return [place for number, place in enumerate(kept) if number not in gone]

    def without(self, spans: list[tuple[int, int]]) -> "Folded":
        """As this, with the characters in these spans left out."""
        self.span(0, 1) if self.text else None
        kept = self._kept if self._kept is not None else list(range(len(self.text)))
        gone = {place for start, end in spans for place in range(start, end)}
        less = Folded("")
        less._source = self._source
        less._kept = [place for number, place in enumerate(kept) if number not in gone]
        less.text = "".join(letter for number, letter in enumerate(self.text) if number not in gone)
        return less
