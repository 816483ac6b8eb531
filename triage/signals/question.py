"""Whether a text asks something, with or without a question mark. In doubt it does: a question taken for talk is a person unheard."""

import re

from triage.signals.base import Signal
from triage.signals.question_words import ANYWHERE, DENSE_ASKS, OPENINGS, OTHER_SCRIPTS
from triage.signals.wording import DENSE, LINK, Folded, blank, fold

# Words are looked at so far into a text; a question mark counts wherever it stands.
_MOST_READ = 6000
_MARK = re.compile(r"\?+[!?]*|¿[^?.!\n]{0,120}\??|⁇|❓|❔|⁉")
# What a shown question reaches back over: its sentence, within bounds.
_LONGEST_SHOWN = 160
_BREAK = re.compile(r"[.!?;\n।。]")
_BEGIN = re.compile(
    r"(?:^|[.!;\n,…-]|\b(?:and|but|so|also|hi|hey|hello|ok|please|pls|und|aber|hallo|et|mais|bonjour|pero|hola|ma|ciao|mas|ola|en|maar|hoi|och|og|hej|hei|ale|ve|merhaba)\b[,!]?)\s{0,3}(?=\w)"
)


def question(text: str) -> Signal | None:
    """The question a text asks; of several, the first. Links are passed over, whatever marks they carry.

    >>> question("Lovely boat. wann fährt das letzte boot").words
    'wann fährt das'
    >>> question("ferry at https://harbour.example/?boat=9")
    """
    if not text:
        return None
    if len(text) > _MOST_READ:
        return _mark(text, _MOST_READ) or _read(fold(text[:_MOST_READ]))
    return _read(fold(text))


def _read(folded: Folded) -> Signal | None:
    said = blank(LINK, folded.said) if "://" in folded.said or "www." in folded.said else folded.said
    if found := _MARK.search(said):
        return folded.signal("question", "", _sentence_start(said, found.start()), found.end())
    if found := (ANYWHERE.search(said) or _opening(said)):
        return folded.signal("question", "", *found.span())
    if not said.isascii():
        found = OTHER_SCRIPTS.search(said) or (DENSE_ASKS.search(said) if DENSE.search(said) else None)
        if found:
            return folded.signal("question", "", *found.span())
    return None


def _opening(said: str) -> re.Match[str] | None:
    """A clause that begins as questions begin."""
    for begin in _BEGIN.finditer(said):
        if found := OPENINGS.match(said, begin.end()):
            return found
    return None


def _sentence_start(said: str, end: int) -> int:
    """Where the sentence that ends here begins, at most 160 characters back."""
    start = max(end - _LONGEST_SHOWN, 0)
    for found in _BREAK.finditer(said, start, end):
        start = found.end()
    while start < end and said[start].isspace():
        start += 1
    return start


def _mark(text: str, beyond: int) -> Signal | None:
    """A question mark in what lies beyond the part that is read for words; links passed over."""
    for found in re.finditer(r"[?？؟]", text[beyond:]):
        at = beyond + found.start()
        word = re.split(r"\s", text[max(at - 300, 0) : at])[-1]
        if "://" not in word and not word.startswith("www."):
            return Signal("question", "", text[at : at + 1], at, at + 1)
    return None
