"""Whether an answer of ours only sends the person elsewhere. Such an answer leaves a public question open until the private thread answers it.

Greetings, apologies, offers of help, questions for details and the signature are set aside. If an invitation elsewhere is all that remains, the
answer deflects; if it also says something, it answers. Asking back ("Which boat were you on?") sends nobody anywhere and does not deflect.
"""

import re
from typing import NamedTuple

from triage.signals.base import Signal
from triage.signals.deflection_words import (
    BETWEEN_US,
    CHANNELS,
    GATES,
    OFFER,
    OURS_BEFORE,
    PAST_QUESTION,
    SAYS_OUTRIGHT,
    SET_ASIDE,
    TELLS,
)
from triage.signals.wording import DENSE, EMOJI, HANDLE, LINK, WORD, blank, fold

_LONGEST_ANSWER = 3000
# A sentence that says something takes at least this many words beside what is set aside.
_FEWEST_WORDS = 4
_FEWEST_LETTERS = 8
_MOST_WARM_WORDS = 12
_SENTENCE = re.compile(r"[^.!?;\n。！？।]+(?:[.!?;\n。！？।]+|$)")
# "…, DM us": what comes before a comma or a dash is judged by itself.
_CLAUSE = re.compile(r"\s[-–—]+\s|[,:、，]\s?|\b(?:and|but|und|aber|et|mais|y|pero|e|ma|mas|en|maar)\b")
# "If you still cannot see it, DM us": what stands before the invitation is no answer.
_CONDITION = re.compile(
    r"\W*(?:if|when|should|once|for|to|so|as|since|because|due|in order|wenn|falls|si|se|als|om|pour|para|per|um|jesli|jezeli|eger)\b"
)
_PART_NUMBER = re.compile(r"\(?\b\d\s?(?:/|of)\s?\d\b\)?")
# "^JK", "*TMB", "/RH", "- Becky", "–Anna K." at the very end.
_SIGNATURE = re.compile(r"(?:(?:=\)|[\^*/~=])\s?\w{1,20}|\s[-–—]{1,2}\s?\w{2,15}(?:\s\w\.?)?)\s*(?:\d\s?/\s?\d)?\s*$")
_LINK_MARK = "\ue000"


class _Invitation(NamedTuple):
    value: str
    start: int
    end: int


def deflects(text: str) -> Signal | None:
    """Where an answer sends the person without answering: `value` is private, mail, phone or contact (a form, a chat, a desk).

    Meant for messages of ours. Reads answers of at most 3,000 characters; a longer one says something.

    >>> deflects("Hi Ann, sorry to hear that! Please send us a DM with your booking number. ^JK").value
    'private'
    >>> deflects("The 9 pm boat runs tonight. DM us if you need more.")
    >>> deflects("Which boat were you on?")
    """
    if not text or len(text) > _LONGEST_ANSWER:
        return None
    folded = fold(text)
    said = blank(HANDLE, folded.said)
    said = blank(EMOJI, said) if not said.isascii() else said
    said = LINK.sub(lambda found: " " + _LINK_MARK + " " * (len(found[0]) - 2), said)
    said = blank(_PART_NUMBER, said)
    if signed := _SIGNATURE.search(said):
        said = said[: signed.start()]
    sentences = list(_SENTENCE.finditer(said))
    invited = [_invitation(sentence[0]) for sentence in sentences]
    if not any(invited):
        return None
    for sentence, invitation in zip(sentences, invited, strict=True):
        before = sentence[0] if invitation is None else sentence[0][: invitation.start]
        if _says_something(before, before_invitation=invitation is not None):
            return None
    first, there = next((sentence, there) for sentence, there in zip(sentences, invited, strict=True) if there)
    return folded.signal("deflection", there.value, first.start() + there.start, first.start() + there.end)


def _invitation(sentence: str) -> _Invitation | None:
    """The first way elsewhere a sentence opens; none where it is open only for what comes later ("if you need anything else")."""
    if OFFER.search(sentence):
        return None
    for value, patterns in CHANNELS:
        if not GATES[value].search(sentence):
            continue
        spans = [
            match.span()
            for pattern in patterns
            if (match := pattern.search(sentence)) and (value == "private" or not _is_ours(sentence, match.start()))
        ]
        if spans:
            return _Invitation(value, *min(spans))
    return None


def _is_ours(sentence: str, start: int) -> bool:
    """Whether it is we who will get in touch, or the sentence asks whether the person did."""
    return bool(OURS_BEFORE.search(sentence, max(start - 25, 0), start) or PAST_QUESTION.search(sentence))


def _says_something(sentence: str, *, before_invitation: bool = False) -> bool:
    """Whether a sentence tells the person anything, beside greeting, regret, offers of help, questions and links."""
    if OFFER.search(sentence) or (sentence.rstrip().endswith("?") and not before_invitation):
        return False
    if before_invitation and _CONDITION.match(sentence):
        return False
    if _is_substance(sentence):
        return True
    return any(SAYS_OUTRIGHT.search(clause) and _is_substance(clause) for clause in _CLAUSE.split(sentence))


def _is_substance(clause: str) -> bool:
    if SET_ASIDE.search(clause):
        return False
    if DENSE.search(clause):
        return len("".join(clause.split())) >= _FEWEST_LETTERS
    count = len(WORD.findall(clause))
    if count <= _MOST_WARM_WORDS and BETWEEN_US.search(clause) and not TELLS.search(clause):
        return False
    return count >= _FEWEST_WORDS
