"""Which language a text is in: script, everyday words, and py3langid where these leave it open."""

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from triage.signals.language_words import USUAL, VOTES

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

LONGEST = 1000
"""Characters looked at: the beginning of a text says which language it is in."""

# Scripts that one language, or hardly more than one, is written in. Han stands behind kana: Japanese uses both.
_SCRIPTS = {
    "ko": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af",
    "ja": "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f",
    "zh": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "th": "\u0e00-\u0e7f",
    "lo": "\u0e80-\u0eff",
    "km": "\u1780-\u17ff",
    "my": "\u1000-\u109f",
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "he": "\u0590-\u05ff",
    "hy": "\u0530-\u058f",
    "ka": "\u10a0-\u10ff",
    "am": "\u1200-\u137f",
    "bn": "\u0980-\u09ff",
    "pa": "\u0a00-\u0a7f",
    "gu": "\u0a80-\u0aff",
    "or": "\u0b00-\u0b7f",
    "ta": "\u0b80-\u0bff",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cff",
    "ml": "\u0d00-\u0d7f",
    "si": "\u0d80-\u0dff",
    "hi": "\u0900-\u097f",
    "ar": "\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff",
    "ru": "\u0400-\u052f",
}
_SCRIPT = re.compile("|".join(f"(?P<{language}>[{letters}]+)" for language, letters in _SCRIPTS.items()))
_NOT_LATIN = re.compile(r"[\u0370-\u1dff\u1f00-\u1fff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufeff\uff66-\uff9f]")
# One script, several languages: who else writes it, and how usual that is. Letters that settle it come first.
_KIN = {
    "ar": {"ar": 0.0, "fa": -2.0, "ur": -2.0, "ps": -5.0},
    "ru": {"ru": 0.0, "uk": -0.7, "bg": -1.0, "sr": -1.5, "mk": -2.5, "be": -3.5, "kk": -3.5},
    "hi": {"hi": 0.0, "mr": -1.5, "ne": -2.0},
}
_TELLING = [
    ("ur", re.compile(r"[ٹڈڑںے]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("uk", re.compile(r"[їєґЇЄҐ]")),
    ("be", re.compile(r"[ўЎ]")),
    ("mk", re.compile(r"[ѓќѕЃЌЅ]")),
    ("sr", re.compile(r"[ђћџљњЂЋЏЉЊ]")),
    ("kk", re.compile(r"[әғқңөұүһӘҒҚҢӨҰҮҺ]")),
    ("ru", re.compile(r"[ыэёЫЭЁ]")),
]
# py3langid knows 139 languages; small neighbours of large ones (Aragonese, Ligurian, Nigerian Pidgin) would draw short posts.
_OTHER_NAMES = {"nb": "no", "nn": "no", "bs": "hr"}
_NOISE = re.compile(
    r"[:;=x8]['-]?[()\[\]dpo3/|*]+(?!\w)|<3+|https?:\S*|www\.\S+|\bhttp\b|\S+@\S+|@\w+|\bRT\b|\b(?:via|pic\.twitter)\b\S*",
    re.IGNORECASE,
)
_NO_LETTERS = re.compile(r"[\W\d_]+")
_NO_LETTERS_OR_MARKS = re.compile(r"[\d_]+|[^\w\u0900-\u097f\s]+")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
_APOSTROPHE = re.compile(r"['’]")
# French and Italian leave a vowel out before the next word: two words, where "don't" is one.
_ELISION = re.compile(r"\b(l|d|c|j|n|s|m|t|qu|un|all|dell|nell|dall|sull|quest)['’](?=[^\W\d_]{2})")
_TRIPLED = re.compile(r"(\w)\1{2,}")
# Heard in every language, so they speak for none.
_EVERYWHERE = frozenset(
    """ok okay okey oki k kk lol lmao rofl xd omg wtf wow haha hahaha hahahaha hehe hehehe hihi hmm hm mmm ah oh uh eh ha he hi hey
    yo bye ciao bravo super cool top pls plz thx tnx ty brb btw fyi x xx xxx xo dm pm faq app wifi email mail sms online
    internet video live twitter facebook instagram youtube whatsapp rt ff""".split()
)
_SPANISH_LAUGHTER = re.compile(r"\b(?=\w*j\w*j)(?:[ja]{5,}|[je]{5,})\b")
_FRENCH_ELISION = re.compile(r"\b(?:c|j|qu)['’](?=[^\W\d_]{2})")
_LAUGHTER = re.compile(r"(?:a?(?:ha|he|hi|ja|ka|lo|xa){2,}[hjl]?|k{2,}|x+d+|z{2,}|m{2,}|a{2,}|o{2,})")
_DOUBLED = re.compile(r"(\w)\1+")
# Letters and signs few languages have.
_LETTERS = {
    sign: tuple(languages.split())
    for signs, languages in [
        ("ñ¿¡", "es"), ("ß", "de"), ("äü", "de"), ("ö", "de sv"), ("ãõ", "pt"), ("áíóú", "es pt"), ("œû", "fr"), ("êâ", "fr pt"), ("çà", "fr pt it ca"),
        ("éè", "fr it"), ("ìòù", "it"), ("ë", "nl"), ("å", "sv da no"), ("øæ", "da no"), ("łąęśżźćń", "pl"), ("řěů", "cs"), ("šžč", "cs sk hr sl"),
        ("ľĺŕ", "sk"), ("őű", "hu"), ("șțşţă", "ro"), ("ğış", "tr"), ("đơưạảấầậệễếềịọốộớờợụủứừữựỳ", "vi"), ("ŀ", "ca"),
    ]
    for sign in signs
}  # fmt: skip
_SHORTEST = 3
"""Letters: "no", "si", "Jo" are words of several languages, and names."""
_CLEAR_VOTES = 2.0
_CLEAR_LEAD = 2.5
_ENGLISH = 0.7
"""What an English word weighs: titles, brands and asides in English stand in posts of every language."""
_BORROWED = 2.0
_VOTE_WEIGHT = 2.6
_HARDLY = 1e-5
_DOUBT = 0.03
"""How much of every language py3langid is taken to see in a single word that may be of several; less in longer texts."""


def detect(texts: Sequence[str]) -> list[str]:
    """The ISO 639-1 code of each text's language, "" where the text does not show one ("ok", "👍", a name, a link).

    >>> detect(["When does the last boat leave?", "Wann fährt das letzte Boot?", "@wrenmoor 👍", "最終便は何時ですか"])
    ['en', 'de', '', 'ja']
    """
    return [_language(text[:LONGEST]) for text in texts]


def _language(text: str) -> str:
    text = _NOISE.sub(" ", text)
    if not text.isascii() and _NOT_LATIN.search(text):
        by_script, text = _by_script(text)
        if by_script:
            return by_script
    said = _NO_LETTERS.sub(" ", _APOSTROPHE.sub("", _ELISION.sub(r"\1 ", text.lower())))
    words = [word for word in _TRIPLED.sub(r"\1\1", said).split() if not _says_nothing(word)]
    if sum(map(len, words)) < _SHORTEST and not _SPANISH_LAUGHTER.search(said):
        return ""
    votes: dict[str, float] = {"es": 0.7} if _SPANISH_LAUGHTER.search(said) else {}
    if _FRENCH_ELISION.search(text.lower()):
        votes["fr"] = 0.7
    for word in dict.fromkeys(words):
        for language, share in VOTES.get(word) or VOTES.get(_DOUBLED.sub(r"\1", word), ()):
            votes[language] = votes.get(language, 0.0) + share
    if "en" in votes and len(votes) > 1:
        votes["en"] *= _ENGLISH
    if not text.isascii():
        for sign in set(text.lower()) & _LETTERS.keys():
            for language in _LETTERS[sign]:
                votes[language] = votes.get(language, 0.0) + 1 / len(_LETTERS[sign])
    ranked = sorted(votes.values(), reverse=True)
    if ranked and ranked[0] >= _CLEAR_VOTES and (len(ranked) == 1 or ranked[0] >= _CLEAR_LEAD * ranked[1]):
        return max(votes, key=votes.__getitem__)
    if not words:
        return "es"
    return _by_model(" ".join(words), votes, USUAL)


def _says_nothing(word: str) -> bool:
    return word in _EVERYWHERE or bool(_LAUGHTER.fullmatch(word) or _SPANISH_LAUGHTER.fullmatch(word))


def _by_script(text: str) -> tuple[str, str]:
    """The language of a text mostly in another script than the Latin, or the text without its letters of other scripts."""
    letters: dict[str, int] = {}
    for found in _SCRIPT.finditer(text):
        name = found.lastgroup or ""
        letters[name] = letters.get(name, 0) + len(found[0])
    latin = len(_LATIN.findall(text))
    # A sign of these says about as much as two letters.
    dense = 2 * sum(letters.get(name, 0) for name in ("ja", "zh", "ko"))
    if 2 * sum(letters.values()) + dense <= latin or not letters:
        return "", _SCRIPT.sub(" ", text)
    name = max(letters, key=letters.__getitem__)
    if name in ("ja", "zh"):
        return ("ja" if 8 * letters.get("ja", 0) >= letters.get("zh", 0) and "ja" in letters else "zh"), text
    for language, telling in _TELLING:
        if language in _KIN.get(name, ()) and telling.search(text):
            return language, text
    if name in _KIN:
        return _by_model(_NO_LETTERS_OR_MARKS.sub(" ", text).lower().strip(), {}, _KIN[name]) or name, text
    return name, text


def _by_model(text: str, votes: dict[str, float], prior: dict[str, float]) -> str:
    """The likeliest language by py3langid, by how usual it is and by its everyday words; "" where none stands out."""
    doubt = _DOUBT / (1 + text.count(" ")) ** 2 if votes else _HARDLY
    scores: dict[str, float] = {}
    for code, probability in _identifier().rank(text):
        language = _OTHER_NAMES.get(code, code)
        if language in prior and language not in scores:
            weight = prior[language] + _VOTE_WEIGHT * votes.get(language, 0.0)
            scores[language] = math.log(probability + doubt) + weight
    for language in votes.keys() & prior.keys() - scores.keys():  # Hindi in Latin letters is none of py3langid's
        scores[language] = math.log(doubt) + prior[language] + _VOTE_WEIGHT * votes[language]
    if "en" in scores and any(vote >= 0.9 for language, vote in votes.items() if language != "en"):
        scores["en"] -= _BORROWED
    best = max(scores, key=scores.__getitem__)
    certainty = 1 / sum(math.exp(score - scores[best]) for score in scores.values())
    return best if certainty >= _needed(text, votes.get(best, 0.0)) else ""


def _needed(text: str, vote: float) -> float:
    """How sure the best language must be: the more a text says, the less. One unknown word may be a name."""
    if vote >= 0.6 or text.count(" ") >= 2:
        return 0.0
    return 0.2 if vote or " " in text else 0.75


@cache
def _identifier() -> "LanguageIdentifier":
    """py3langid's model, read once, when first needed: it takes 0.7 s and 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - web processes never pay for it

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.labels)
    wanted = {*USUAL, *_OTHER_NAMES, *(language for kin in _KIN.values() for language in kin)}
    identifier.set_languages(sorted(wanted & known))
    return identifier
