"""Praise and thanks in whole sentences, which no list holds word for word: "The new boat is a beauty, and Femi was a star 😊".

Beside `share.is_warm_word`, which knows every word it lets pass. Here words may be unknown, and so everything else has to agree: the mood,
every other signal, and that no word refuses, wishes, waits, mocks or tells of trouble. In doubt a person reads it with the others.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from triage.signals.base import Signal
from triage.signals.closing_words import PLEASED, THANKS
from triage.signals.doubt_words import asks, bids, is_doubtful, is_turned
from triage.signals.mood import Mood
from triage.signals.phrasing import LONGEST_PHRASE, Piece, lay_bare, words_in
from triage.signals.praise_words import KNOWN, VOCABULARY
from triage.signals.share import TELLING_HASHTAG
from triage.signals.warm_words import WARM
from triage.signals.wording import EMOJI, HASHTAG, Folded, blank

# Who asks, complains, is in need or sells something does not merely praise.
_AGAINST = frozenset({"question", "asked_again", "moment", "urgency", "spam", "complaint", "share"})
_MOST_WORDS = 40
_CLAUSE_ENDS = re.compile(r"[.,:](?!\d)|[!;()\n]|(?<=\s)[-–—](?=\s)|[–—]")
# Words of clauses that neither praise nor thank nor are known. Only in English: for the others the doubts were read against too little.
_MOST_ASIDE = {"en": 10}
# What somebody tells of themselves in such a clause is what they came for: "Thank you. My coat is on deck 2".
_FIRST_PERSON = frozenset("i im ive ill id my mine me we were weve our ours us".split())
# Unknown words in a clause that thanks: names in small letters, and what is thanked for.
_MOST_STRANGE = 3
# "Thanks for" goes on with a known phrase ("for your help") or with praise ("for the great trip"): it may be a scratch on the car.
_FOR = frozenset("for fur pour por par per voor pela pelo de".split())
_KIND_AFTER_TO = frozenset(
    "you your the all everyone everybody see meet sail fly travel visit both each our this these those them her him his".split()
)
_NOT_AFTER = frozenset("that how when why if because".split())


class _Span(NamedTuple):
    """The words from `first` up to `last`, which is left out, are a known phrase of this kind."""

    first: int
    last: int
    kind: int


def praise(text: str, felt: Mood, shown: Iterable[Signal]) -> Signal | None:
    """The warm word in a text that praises or thanks in its own words and asks for nothing: `value` is praise or thanks.

    `felt` is the mood of the text, `shown` what else it shows. At most 40 words of English, German, French, Spanish, Italian, Portuguese or
    Dutch; None where any of them raises doubt.
    """
    if felt.label != "pos" or any(signal.name in _AGAINST for signal in shown):
        return None
    bare = lay_bare(text)
    if bare is None:
        return None
    folded, said, _emoji = bare
    if any(TELLING_HASHTAG.search(tag) for tag in HASHTAG.findall(said)):
        return None
    pieces = words_in(blank(HASHTAG, said), _MOST_WORDS)
    if not pieces:
        return None
    # People thank in words of other languages; that of the text is the one that knows most of it.
    language = max(VOCABULARY, key=lambda code: sum(piece.said in VOCABULARY[code] for piece in pieces))
    found = _Praise(folded, pieces, language).warm_word()
    if found is None:
        return None
    value = "thanks" if found.kind == THANKS else "praise"
    return folded.signal("warm_word", value, pieces[found.first].start, pieces[found.last - 1].end)


def _clauses(folded: Folded, pieces: Sequence[Piece]) -> Iterator[range]:
    """The words between one mark or emoji and the next, as places in `pieces`."""
    first = 0
    for place, (piece, after) in enumerate(pairwise(pieces), start=1):
        # As far as the next letter, which tells "17:00" from "the boat: a dream".
        between = (folded.said, piece.end, after.start + 1)
        if _CLAUSE_ENDS.search(*between) or EMOJI.search(*between):
            yield range(first, place)
            first = place
    yield range(first, len(pieces))


class _Praise:
    """The words of a text as one language reads them, and the known phrases among them."""

    def __init__(self, folded: Folded, pieces: Sequence[Piece], language: str) -> None:
        self._folded, self._pieces, self._language = folded, pieces, language
        self._words = [piece.said for piece in pieces]
        self._clauses = list(_clauses(folded, pieces))
        self._spans = [span for clause in self._clauses for span in self._phrases(clause)]
        # What a phrase of several words says is known whatever its words say elsewhere: "no problem", "can't thank you enough".
        self._phrased = {
            place for span in self._spans if span.last - span.first > 1 for place in range(span.first, span.last)
        }

    def warm_word(self) -> _Span | None:
        """The first phrase that praises, or else that thanks, where the text does nothing else."""
        found = next((span for kind in (WARM, THANKS) for span in self._spans if span.kind == kind), None)
        if found is None or self._is_doubtful():
            return None
        aside = 0
        ends_aside = False
        for clause in self._clauses:
            spans = [span for span in self._spans if span.first in clause]
            kind = max((span.kind for span in spans), default=0)
            if clause.start not in self._phrased and bids(self._words[clause.start]):
                return None
            if any(self._is_led_astray(clause, span, kind) for span in spans):
                return None
            if kind != WARM and any(not self._words[place].isalpha() for place in clause if place not in self._phrased):
                return None  # A time, the number of a booking: something to go by.
            strange = sum(self._is_strange(place, clause) for place in clause)
            if kind in (THANKS, PLEASED) and strange > _MOST_STRANGE:
                return None
            if kind >= PLEASED:
                ends_aside = False
                continue
            if any(self._words[place] in _FIRST_PERSON for place in clause if place not in self._phrased):
                return None
            if strange:
                if asks(self._words[clause.start]):
                    return None
                aside += len(clause)
                ends_aside = True
        # What comes after praise is what it led up to: "Lovely boat, the lift is decorative now".
        return found if not ends_aside and aside <= _MOST_ASIDE.get(self._language, 0) else None

    def _phrases(self, clause: range) -> Iterator[_Span]:
        """The known phrases of a clause from left to right, the longest first."""
        known = KNOWN[self._language]
        first = clause.start
        while first < clause.stop:
            for last in range(min(first + LONGEST_PHRASE, clause.stop), first, -1):
                if kind := known.get(" ".join(self._words[first:last])):
                    if kind == PLEASED:  # "we love it" ends a talk, and praises; "best regards" does not.
                        kind = max(kind, *(known.get(word, 0) for word in self._words[first:last]))
                    yield _Span(first, last, kind)
                    first = last - 1
                    break
            first += 1

    def _is_doubtful(self) -> bool:
        return any(
            is_doubtful(word, self._language) for place, word in enumerate(self._words) if place not in self._phrased
        ) or any(is_turned(" ".join(self._words[clause.start : clause.stop])) for clause in self._clauses)

    def _is_strange(self, place: int, clause: range) -> bool:
        """Whether a word is unknown, and not written as names are where others are not."""
        if self._words[place] in VOCABULARY[self._language]:
            return False
        piece = self._pieces[place]
        written = self._folded.signal("", "", piece.start, piece.end).words
        begins = place == clause.start and (not place or "," not in self._between(place))
        return begins or not written.istitle()

    def _between(self, place: int) -> str:
        """What stands between a word and the one before it."""
        return self._folded.said[self._pieces[place - 1].end : self._pieces[place].start]

    def _is_led_astray(self, clause: range, span: _Span, kind: int) -> bool:
        """Whether what follows praise or thanks turns it around: "great job to", "so nice that my", "thanks for the scratch"."""
        if span.kind < THANKS or span.last >= clause.stop or span.last in self._phrased:
            return False
        word = self._words[span.last]
        if word == "to":
            return span.last + 1 >= clause.stop or self._words[span.last + 1] not in _KIND_AFTER_TO
        return word in _NOT_AFTER or (span.kind == THANKS and word in _FOR and kind != WARM)
