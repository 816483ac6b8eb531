"""Taking the mail that is answered off the answer, where it is certain that it is one."""

import re

# `On Sun, 22 Nov 2026 at 10:00, Ana <ana@…> wrote:` in the languages of the large mail programs: a date, and that somebody wrote.
_FIRST = re.compile(r"\s*(on|am|le|el|op|il|em|w dniu|den|dne)\b", re.IGNORECASE)
_WROTE = re.compile(
    r"\s*\w+\b.*\d.*"
    r"\b(wrote|schrieb|a écrit|escribió|schreef|ha scritto|escreveu|napisał\(a\)|skrev|napsal\(a\))\b.*:\s*",
    re.IGNORECASE | re.DOTALL,
)
LONGEST = 400
_BAR = re.compile(
    r"\s*-{3,}\s*(Original Message|Ursprüngliche Nachricht|Message d'origine|Mensaje original)\s*-{3,}\s*", re.I
)
_FROM = re.compile(r"\s*(From|Von|De)\s*:\s*\S", re.IGNORECASE)


def without_original(text: str) -> str:
    """The text without the quotation it ends in. Whole where words follow the quotation, or nothing would be left.

    Only a quotation that is introduced as one is taken off: a line of the company's that somebody quotes to make a point is
    part of what they say.
    """
    lines = text.split("\n")
    tail = _quoted_tail(lines)
    has_words = False
    for number, line in enumerate(lines):
        if has_words and _begins_original(lines, number, tail):
            return "\n".join(lines[:number]).strip()
        has_words = has_words or bool(line.strip())
    return text


def _quoted_tail(lines: list[str]) -> range:
    """From which line on, and up to which, the text is nothing but quotation."""
    last = next((number for number in reversed(range(len(lines))) if lines[number].strip()), -1)
    first = last + 1
    while first > 0 and (not lines[first - 1].strip() or lines[first - 1].lstrip().startswith(">")):
        first -= 1
    return range(first, last + 1)


def _begins_original(lines: list[str], number: int, tail: range) -> bool:
    if _BAR.fullmatch(lines[number]):
        return any(_FROM.match(below) for below in lines[number + 1 : number + 3])
    length = _attribution_length(lines, number)
    return length > 0 and number + length in tail


def _attribution_length(lines: list[str], number: int) -> int:
    """Over how many lines the attribution that begins here goes; 0 where none does. Programs break it where it is long."""
    if not _FIRST.match(lines[number]):
        return 0
    joined = ("\n".join(lines[number : number + count]) for count in (1, 2, 3))
    return next((count for count, words in enumerate(joined, 1) if len(words) < LONGEST and _WROTE.fullmatch(words)), 0)
