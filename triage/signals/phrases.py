"""Thousands of phrases looked for in one pass: a table of them, found by their first word.

How a phrase is written, one a line: first words with `|` between them, then a regular expression of what follows. A space stands for
whatever parts words, ` ?` for that or nothing, ` ..3 ` for up to three words in between;
`(…)*` and `(…)+` stand for at most six. A phrase ends with a word unless its line ends in `*`. Lines in
scripts that do not part words as Latin does are searched for anywhere. Phrases are written folded (see `folding`).
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

_HEADS = re.compile(r"[\w|]+(?![\w|?*+\[])")
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_NAME = re.compile(r"@\w+")
_GAP = re.compile(r" \.\.(\d) ")
_UNPARTED = re.compile("[\u0590-\u11ff\u2e80-\ud7ff]")


class Found(NamedTuple):
    """A phrase in a folded text: which row of the table, and where."""

    value: str
    start: int
    end: int


class Phrases:
    """A table of phrases: what a phrase shows → the phrases, one a line; lines that begin with # are remarks.

    >>> table = Phrases({"outage": "wifi|internet (?:is )?down"})
    >>> table.find("hello, the wifi is down again")
    [Found(value='outage', start=11, end=23)]
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self._by_first_word: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        self._unparted: list[tuple[str, re.Pattern[str]]] = []
        for value, lines in table.items():
            anywhere = []
            tails: dict[str, list[str]] = {}
            for line in filter(None, (line.strip() for line in lines.splitlines())):
                if line.startswith("#"):
                    continue
                if _UNPARTED.search(line):
                    anywhere.append(_GAP.sub(r".{0,\g<1>2}?", line).replace(" ", r"\s*"))
                    continue
                heads = _HEADS.match(line)
                if not heads:
                    raise ValueError(f"A phrase begins with plain words: {line}")
                pattern = _tail(line[heads.end() :])
                for head in heads[0].split("|"):
                    tails.setdefault(head, []).append(pattern)
            for head, patterns in tails.items():
                rest = re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
                self._by_first_word.setdefault(head, []).append((value, rest))
            if anywhere:
                self._unparted.append((value, re.compile("|".join(anywhere))))

    def find(self, folded: str, *, reads_names: bool = False) -> list[Found]:
        """Every phrase there is, at most one of each value a word. Addresses are not read, nor are names called (@…) unless asked."""
        return list(self._each(folded, reads_names))

    def _each(self, folded: str, reads_names: bool) -> Iterator[Found]:
        if "://" in folded or "www." in folded:
            folded = _ADDRESS.sub(_blank, folded)
        if not reads_names and "@" in folded:
            folded = _NAME.sub(_blank, folded)
        rows = self._by_first_word
        for word, start, end in _words(folded):
            for value, rest in rows.get(word, ()):
                found = rest.match(folded, end)
                if found:
                    yield Found(value, start, found.end())
        if self._unparted and not folded.isascii() and _UNPARTED.search(folded):
            for value, pattern in self._unparted:
                for found in pattern.finditer(folded):
                    yield Found(value, found.start(), found.end())


# One text is looked through by several tables in a row.
@lru_cache(4)
def _words(folded: str) -> list[tuple[str, int, int]]:
    return [(word[0], word.start(), word.end()) for word in _WORD.finditer(folded)]


def _tail(tail: str) -> str:
    spaced = _GAP.sub(lambda gap: rf"\W{{1,6}}(?:\w+\W{{1,6}}){{0,{gap[1]}}}?", tail.removesuffix("*"))
    spaced = spaced.replace(" ?", r"\W{0,6}").replace(" ", r"\W{1,6}")
    # Bounded, so that a text of one word on end costs no more than any other.
    spaced = spaced.replace(")*", "){0,6}").replace(")+", "){1,6}")
    return spaced if tail.endswith("*") else rf"{spaced}(?!\w)"


def _blank(found: re.Match[str]) -> str:
    return " " * (found.end() - found.start())
