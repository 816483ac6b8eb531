"""Reading a text as known phrases and nothing else: whoever finds one word more leaves it to a person.

The reading tries every way to cut the text into phrases of one language. It is linear in the words, whose number is bounded.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from triage.signals.wording import DENSE, EMOJI, HANDLE, KIND_EMOJI, WORD, Folded, blank, emoji_of, fold

_MOST_WORDS = 24
_MOST_LETTERS = 40
LONGEST_PHRASE = 8
_MOST_NAMES = 3
_LONGEST_DENSE_PHRASE = 20
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")


# What is said in known phrases is short. Of a text's length most may be handles, which a reply on X carries along.
_LONGEST_TEXT = 1500
_LONGEST_SAID = 240
# A question, a link, a quotation ("great"), a sad face, a trailing off, a price: somebody should look.
_DOUBT = re.compile(r"[?\"“”„«»€$£%<>]|https?:|www\.|\.\.|…|[:;=]['’]?-?[(/\\|\[]|\)-?[:;]|[:;]-?[oO0]\b")
_SMILEY = re.compile(r"<3+|(?<!\w)(?:[:;=]-?|x)[dp3]+(?!\w)")


class Piece(NamedTuple):
    """A word, or a letter where there are no words, and where it stands."""

    said: str
    start: int
    end: int


class Reading(NamedTuple):
    """The weightiest phrase of a text that holds known phrases alone: its kind, and where it stands."""

    kind: int
    start: int
    end: int


# Closings, warm words and praise read the same text in a row.
@lru_cache(4)
def lay_bare(text: str) -> tuple[Folded, str, set[str]] | None:
    """A short text without handles, smileys and emoji, each position as it was, and the emoji. None where a mark in it raises doubt."""
    if len(text) > _LONGEST_TEXT:
        return None
    folded = fold(text)
    said = blank(HANDLE, folded.said) if "@" in folded.said else folded.said
    if len(said) > _LONGEST_SAID and len(" ".join(said.split())) > _LONGEST_SAID:
        return None
    said = blank(_SMILEY, said)
    if _DOUBT.search(said):
        return None
    emoji = emoji_of(said)
    if not emoji <= KIND_EMOJI:
        return None
    return folded, blank(EMOJI, said) if emoji else said, emoji


@lru_cache(4)
def words_in(said: str, most: int = _MOST_WORDS) -> list[Piece] | None:
    """The words of a text, drawn-out letters made short ("thaaanks"); None where there are more than `most`."""
    pieces: list[Piece] = []
    is_stretched = _STRETCHED.search(said) is not None
    for found in WORD.finditer(said):
        if len(pieces) == most:
            return None
        word = _STRETCHED.sub(r"\1", found[0]) if is_stretched else found[0]
        pieces.append(Piece(word.replace("'", ""), found.start(), found.end()))
    return pieces


def letters_in(said: str) -> list[Piece] | None:
    """The letters of a text without spaces between words; None where there are more than 40."""
    pieces: list[Piece] = []
    for place, letter in enumerate(said):
        around = said[max(place - 2, 0) : place + 2]
        if place and said[place - 1] == letter and letter * 3 in around:
            continue  # drawn out: มากกกก
        if letter.isalnum() or DENSE.match(letter):
            if len(pieces) == _MOST_LETTERS:
                return None
            pieces.append(Piece(letter, place, place + 1))
    return pieces


class Languages:
    """The phrases of several languages, and which of them a text can be in.

    `weighty` is the kind from which on a phrase carries a reading: a language is tried when one of its weighty phrases can begin.
    """

    def __init__(self, phrases: Mapping[str, Mapping[str, int]], weighty: int) -> None:
        self._phrases = phrases
        self._words = {
            language: {word for phrase in known for word in phrase.split(" ")} for language, known in phrases.items()
        }
        self._begun_by: dict[str, tuple[str, ...]] = {}
        for language, known in phrases.items():
            for word in {phrase.split(" ", 1)[0] for phrase, kind in known.items() if kind >= weighty}:
                self._begun_by[word] = (*self._begun_by.get(word, ()), language)

    def read(self, pieces: list[Piece], names: Callable[[], frozenset[int]] | None = None) -> Reading | None:
        """The reading in the first language whose phrases cover all pieces. `names` tells the places that may be passed over."""
        for language in dict.fromkeys(language for piece in pieces for language in self._begun_by.get(piece.said, ())):
            strange = sum(piece.said not in self._words[language] for piece in pieces)
            if strange > (_MOST_NAMES if names else 0):
                continue
            passed = names() if names and strange else frozenset[int]()
            if found := _segment(pieces, self._phrases[language], " ", LONGEST_PHRASE, passed):
                return found
        return None


def read_dense(pieces: list[Piece], languages: Iterable[Mapping[str, int]]) -> Reading | None:
    """The reading, letter by letter, in the first language whose phrases cover all of them."""
    return next(
        (
            found
            for phrases in languages
            if (found := _segment(pieces, phrases, "", _LONGEST_DENSE_PHRASE, frozenset()))
        ),
        None,
    )


def _segment(
    pieces: list[Piece], phrases: Mapping[str, int], joint: str, longest: int, names: frozenset[int]
) -> Reading | None:
    """Read the pieces as known phrases from first to last. None where something is left over."""
    best: list[Reading | None] = [Reading(0, 0, 0)] + [None] * len(pieces)
    for first in range(len(pieces)):
        before = best[first]
        if before is None:
            continue
        if first in names:
            best[first + 1] = _weightier(best[first + 1], before)
        phrase = ""
        for last in range(first, min(first + longest, len(pieces))):
            phrase = f"{phrase}{joint}{pieces[last].said}" if phrase else pieces[last].said
            if kind := phrases.get(phrase):
                here = Reading(kind, pieces[first].start, pieces[last].end)
                best[last + 1] = _weightier(best[last + 1], before if before.kind >= kind else here)
    return best[-1] if pieces else None


def _weightier(one: Reading | None, other: Reading) -> Reading:
    """The later found wins a tie when it shows more words."""
    if one is None or (other.kind, other.end - other.start) > (one.kind, one.end - one.start):
        return other
    return one
