"""Thanks anywhere in a message, also one that goes on: for the lane of praise. It ends nothing; `closing` does that."""

import re

from triage.signals.base import Signal
from triage.signals.closing_words import DENSE as DENSE_PHRASES
from triage.signals.closing_words import SPACED, THANKS
from triage.signals.wording import DENSE, WORD, fold

_MOST_READ = 4000
# Beside the phrases that close: words of thanks that want a sentence around them.
_ALSO = (
    *(
        "so grateful",
        "very grateful",
        "grateful for",
        "grateful to",
        "so thankful",
        "very thankful",
        "thankful for",
        "thankful to",
        "kudos to",
    ),
    *(f"{who} {how}appreciate" for who in ("i", "we") for how in ("", "really ", "truly ", "do ", "so ", "greatly ")),
    *(f"appreciate {what}" for what in ("your", "the", "you", "this", "that", "all", "it", "everyone")),
    *(
        "ich danke",
        "wir danken",
        "dankbar",
        "reconnaissant",
        "reconnaissante",
        "agradezco",
        "agradecemos",
        "muy agradecido",
    ),
    *(
        "muy agradecida",
        "sono grato",
        "sono grata",
        "muito grato",
        "muito grata",
        "agradeço",
        "wdzięczny",
        "wdzięczna",
        "tack for",
        "takk for",
        "tak for",
    ),
)
# Short words that mean something else in another language, or in the middle of a sentence.
_AMBIGUOUS = frozenset("ty tks cheers tack takk dik valeu trims thanks thank merci dank تسلم ممنون".split())
_FIRST_WORDS: dict[str, list[str]] = {}
for _phrase in (
    {fold(phrase).said for phrase in _ALSO}
    | {
        phrase
        for phrases in SPACED.values()
        for phrase, kind in phrases.items()
        if kind == THANKS and phrase not in _AMBIGUOUS | {"bless you"}
    }
    | {"thanks", "thx", "merci"}
):
    _FIRST_WORDS.setdefault(_phrase.split(" ", 1)[0], []).append(_phrase)
_KNOWN = frozenset(_FIRST_WORDS)
_LONGEST_FIRST = {
    first: re.compile(
        "|".join(
            rf"{re.escape(rest)}(?!\w)".replace(r"\ ", r"[\s,]{1,3}") for rest in sorted(phrases, key=len, reverse=True)
        )
    )
    for first, phrases in _FIRST_WORDS.items()
}
_DENSE_THANKS = re.compile(
    "|".join(
        sorted(
            (phrase for phrases in DENSE_PHRASES.values() for phrase, kind in phrases.items() if kind == THANKS),
            key=len,
            reverse=True,
        )
    )
)
# What turns thanks around. Before: "no thanks". After: what is thanked for is a harm, is yet to come, or "thanks to" names a cause.
_TURNED_BEFORE = re.compile(
    r"\b(?:no|nein|non|nee|nej|nei|nao|nie|any|without|zero|not|never|dont|don't|sans|would|i'd|cant|can't)[\s,]*$|(?:help|reply|response|advice|assistance|input)(?: would be| is| will be)?(?: very| greatly)? ?$"
)
_HARM = (
    "nothing|never|not|no|ruin|los(?:t|e|ing)|wast|cancel|break|broke|delay|ignor|leav|left|mak(?:e|ing) (?:me|us|it|my) (?:miss|wait|late|feel|pay|look|cry)"
    "|screw|mess|charg|hang|hung|keeping (?:me|us)|overcharg|forget|forgot|destroy|damag|steal|stole|rip|scam|the (?:delay|wait|headache|trouble|horrible|terrible|awful|worst|lousy|crap|shit)"
    "|(?:a |an |the |your |another )?(?:horrible|terrible|awful|worst|lousy|crap|shit|bad|poor|miserable)"
)
_TURNED_AFTER = re.compile(
    rf"[\s,!.]*(?:in advance|im voraus|d'avance|de antemano|por adelantado|in anticipo|bij voorbaat|alvast|z gory|pa forhand|(?:for|4|on|to|por|fur|pour|voor|per) (?:{_HARM}|nichts|rien|nada|nulla|niets|nic\b)"
    r"|(?:a l[a-z]{1,2}|al|alla|alle|ai|agli|allo)\b|to (?:you|your|this|the|that|these|those|his|her|their|a)\b|but no|i hate|pero no|mais non|aber nein|god\b|goodness|heaven)"
)


def gratitude(text: str) -> Signal | None:
    """Thanks, wherever they stand; not "no thanks", not thanks in advance, not "thanks for losing my bag". Reads 4,000 characters.

    >>> gratitude("Thank you for the calm crossing. When is the next one?").words
    'Thank you'
    >>> gratitude("Thanks for nothing")
    """
    folded = fold(text[:_MOST_READ])
    said = folded.said
    if _KNOWN.isdisjoint(WORD.findall(said)):
        found = _DENSE_THANKS.search(said) if DENSE.search(said) else None
        return folded.signal("gratitude", "", *found.span()) if found else None
    for word in WORD.finditer(said):
        pattern = _LONGEST_FIRST.get(word[0])
        found = pattern.match(said, word.start()) if pattern else None
        if found and not _is_turned(said, found):
            return folded.signal("gratitude", "", *found.span())
    return None


def _is_turned(said: str, found: re.Match[str]) -> bool:
    before = said[max(found.start() - 12, 0) : found.start()]
    return bool(_TURNED_BEFORE.search(before) or _TURNED_AFTER.match(said, found.end()))
