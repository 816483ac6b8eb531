"""Texts as hashed pieces: words, pairs of words and runs of two to five characters, a whole batch at a time with numpy.

A piece is a bucket number. Models give each bucket a weight; mood and complaint share one reading of a batch.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]

BITS = 18
BUCKETS = 1 << BITS
LONGEST = 1000
"""Characters of a text that are read; who writes more has said by then how they feel."""
_CHUNK = 1 << 15
"""Characters read at once: what fits into a processor's cache."""

_SPACE, _WORD, _SIGN, _NOTHING = 1, 2, 3, 4
_EDGE = 1
"""Stands before and after each word, as a code no text has left in it."""
_LINK_OR_HANDLE = re.compile(r"https?:\S*|www\.\S+|\bhttp\b|@\w+|(?m:^RT\b)", re.IGNORECASE)
_FOLDED = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ة": "ه",
        "ى": "ي",
        "ی": "ي",
        "ک": "ك",
        "ß": "s",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "đ": "d",
    }
)
_K = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xD6E8FEB86659FD93)
_POWERS = np.cumprod(np.full(LONGEST + 2, 0x100000001B3, dtype=np.uint64))
_LONGEST_RUN = 5


@dataclass(frozen=True)
class Reading:
    """The pieces of a batch, one entry a piece: its `bucket`, the `text` it is of, the `letter` it begins with. The first `words` pieces
    are words and pairs of words, the others runs of characters.

    Letters are the characters that count; `token` says which run of letters, or of signs, each is in, and `place` its offset in its
    text. Tokens are in order; `token_text` says which text each is of, `starts` and `ends` are offsets in it.
    """

    texts: Sequence[str]
    bucket: Ints
    text: Ints
    letter: Ints
    words: int
    token: Ints
    place: Ints
    token_text: Ints
    starts: Ints
    ends: Ints


def read(texts: Sequence[str]) -> Iterator[Reading]:
    """Readings of the texts in order, some texts at a time."""
    first = 0
    while first < len(texts):
        last, characters = first, 0
        while last < len(texts) and (last == first or characters < _CHUNK):
            characters += min(len(texts[last]), LONGEST) + 1
            last += 1
        yield _read([text[:LONGEST] for text in texts[first:last]])
        first = last


class _Characters:
    """What each character counts as: folded (lower case, no accents) and its kind. Looked up once, then remembered."""

    def __init__(self) -> None:
        self.kind = np.zeros(0x110000, dtype=np.uint8)
        self.fold = np.zeros(0x110000, dtype=np.uint32)

    def learn(self, codes: NDArray[np.uint32]) -> None:
        for code in np.unique(codes[self.kind[codes] == 0]).tolist():
            kind, self.fold[code] = _kind_and_fold(chr(code))
            self.kind[code] = kind  # last: other threads take it for known from here on


def _kind_and_fold(sign: str) -> tuple[int, int]:
    code = ord(sign)
    category = unicodedata.category(sign)
    if sign in "'’‘`´ʼـ" or 0x64B <= code <= 0x652 or category in ("Cf", "Cs", "Sk") or 0xFE00 <= code <= 0xFE0F:
        return _NOTHING, code
    if sign.isspace() or sign in "_#@" or category in ("Cc", "Cn", "Co"):
        return _SPACE, _EDGE
    if sign.isdigit():
        return _WORD, ord("0")
    lower = sign.lower()[0].translate(_FOLDED)
    plain = unicodedata.normalize("NFD", lower)[0] if lower < "\u0370" else lower
    if sign.isalpha() or category in ("Mn", "Mc"):
        return (_NOTHING, code) if 0x300 <= code <= 0x36F else (_WORD, ord(plain))
    return _SIGN, ord(plain)


_CHARACTERS = _Characters()


def _read(texts: Sequence[str]) -> Reading:
    joined = "\n".join(texts) + "\n"
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    _CHARACTERS.learn(codes)
    kind, fold = _CHARACTERS.kind[codes], _CHARACTERS.fold[codes]
    for found in _LINK_OR_HANDLE.finditer(joined):
        kind[found.start() : found.end()] = _SPACE
    lengths = np.fromiter((len(text) + 1 for text in texts), dtype=np.int64, count=len(texts))
    of_text = np.repeat(np.arange(len(texts)), lengths)
    text_starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))

    kept = np.flatnonzero(kind != _NOTHING)
    letter = np.where(kind[kept] == _SPACE, np.uint32(_EDGE), fold[kept])
    # "sooooo" is "soo": a third of the same adds nothing but noise.
    again = np.zeros(len(kept), dtype=bool)
    again[2:] = (letter[2:] == letter[1:-1]) & (letter[2:] == letter[:-2])
    kept, letter = kept[~again], letter[~again]
    kinds = kind[kept]

    filled = kinds != _SPACE
    begins = filled.copy()
    begins[1:] &= (kinds[1:] != kinds[:-1]) | ~filled[:-1] | (of_text[kept[1:]] != of_text[kept[:-1]])
    where, letter = kept[filled], letter[filled]
    token_of = np.cumsum(begins[filled]) - 1
    token_begins = np.flatnonzero(begins[filled])
    tokens = len(token_begins)
    if not tokens:
        none = np.zeros(0, dtype=np.int64)
        return Reading(texts, none, none, none, 0, none, none, none, none, none)
    token_ends = np.append(token_begins[1:], len(where))
    token_text = of_text[where[token_begins]]
    starts = where[token_begins] - text_starts[token_text]
    ends = where[token_ends - 1] + 1 - text_starts[token_text]

    word_hash = np.add.reduceat(letter * _POWERS[np.arange(len(where)) - token_begins[token_of]], token_begins)
    beside = token_text[1:] == token_text[:-1]
    pairs = (word_hash[:-1] * _K + word_hash[1:])[beside]
    runs, run_letter = _runs(letter, token_of, token_begins)

    hashes = np.concatenate([word_hash * np.uint64(3), pairs * np.uint64(5), runs])
    first_letter = np.concatenate([token_begins, token_begins[:-1][beside], run_letter])
    return Reading(
        texts=texts,
        bucket=_bucket(hashes),
        text=token_text[token_of[first_letter]],
        letter=first_letter,
        words=tokens + len(pairs),
        token=token_of,
        place=where - text_starts[token_text[token_of]],
        token_text=token_text,
        starts=starts,
        ends=ends,
    )


def _runs(letter: NDArray[np.uint32], token_of: Ints, token_begins: Ints) -> tuple[NDArray[np.uint64], Ints]:
    """Hashes of all runs of characters within a word and its edges, and the letter each begins with (an edge: the word's first)."""
    # Edge, word, edge, word … edge.
    line = np.insert(letter, token_begins, _EDGE).astype(np.uint64)
    line = np.append(line, np.uint64(_EDGE))
    edges = token_begins + np.arange(len(token_begins))
    of = np.append(np.insert(token_of, token_begins, np.arange(len(token_begins))), len(token_begins) - 1)
    until = np.append(edges[1:], len(line) - 1)[of]
    place = np.arange(len(line))
    letter_at = np.maximum(place - of - 1, token_begins[of])
    hashes, letters = [], []
    rolling = line
    for length in range(2, _LONGEST_RUN + 1):
        rolling = rolling[:-1] * _K + line[length - 1 :]
        whole = np.flatnonzero(place[: len(rolling)] + (length - 1) <= until[: len(rolling)])
        hashes.append(rolling[whole] + np.uint64(length))
        letters.append(letter_at[whole])
    return np.concatenate(hashes), np.concatenate(letters)


def _bucket(hashes: NDArray[np.uint64]) -> Ints:
    mixed = (hashes ^ (hashes >> np.uint64(32))) * _MIX
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _K
    return (mixed >> np.uint64(64 - BITS)).astype(np.int64)
