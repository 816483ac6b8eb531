"""Spam beyond doubt: cues that stand together in one text. Only such a text leaves the agents' queue, for a lane leads look at.

No single cue decides. What spam says (`spam_cues`) and where it wants to lead (a link, a number, another app) are worth points; four
points of one kind make it certain. Whoever speaks of their own trouble, or asks about or reports such a message, is a person.
"""

import re
from collections.abc import Iterable, Mapping

from triage.signals.base import Signal
from triage.signals.folding import Folded
from triage.signals.phrases import Found, Phrases
from triage.signals.spam_cues import ADULT, GIVEAWAY, MONEY, PEOPLE
from triage.signals.spam_people import ADDRESSED, ASKS, TROUBLE
from triage.signals.spam_promotion import SELF_PROMOTION

CERTAIN = 4
# "Congratulations, you have been selected …" with a link may be an award: the prize must be said twice.
_CERTAIN_OF = {"giveaway": 5}
LABELS = {
    "giveaway": "a giveaway that wants you to claim a prize",
    "crypto": "a promise of fast money",
    "fast_money": "a promise of fast money",
    "loan": "a loan offer",
    "recovery": "a promise to bring lost money back",
    "lookalike_support": "a false support account",
    "promotion": "an offer of followers, advertising or fame",
    "self_promotion": "an advertisement for oneself",
    "adult": "an offer of sex",
    "romance": "a stranger who wants to get to know you",
    "miracle": "a promise of miracles",
    "premium": "a text message that costs money to answer",
    "link_drop": "a bare link to something for sale",
}
_CUES = Phrases(GIVEAWAY | MONEY | PEOPLE | ADULT | SELF_PROMOTION)
_PEOPLE = Phrases({"asks": ASKS, "trouble": TROUBLE, "addressed": ADDRESSED})
# Some kinds speak of trouble themselves ("I lost everything until …") or address a customer as a company would.
_ALL = frozenset({"asks", "trouble", "addressed"})
_SPARED_BY = {
    "recovery": frozenset({"asks"}),
    "miracle": frozenset({"asks"}),
    "lookalike_support": frozenset({"asks"}),
    "premium": frozenset({"asks", "trouble"}),
    "promotion": frozenset({"asks", "trouble"}),
}
_NEEDS_NO_HOOK = frozenset({"self_promotion", "premium"})

_LINK = re.compile(
    r"https?://|www\.|\b[\w-]{2,40}\s{0,2}\.\s{0,2}(?:com|net|org|xyz|top|click|shop|info|ru|example|io|me|ly|link|site|online|club|live|vip|win|biz|co|cc|tk|gg|app|store)\b"
    r"|[\w.+-]{2,40}@[\w-]{1,40}\.\w{2,}|\[\.\]|\(dot\)|\bdot com\b"
)
_MESSENGER = re.compile(
    r"\b(?:whats ?app|wats ?app|telegram|tele gram|wa\.me|t\.me|signal app|hangouts?|kik|viber|line id|gmail|g-?mail|واتساب|واتس)\b|व्हाट्सएप|व्हाट्सऐप|واتس|تيليجرام|تلغرام|تليجرام|टेलीग्राम"
)
_PHONE = re.compile(r"(?<![\w./])\+?\(?\d(?:[ ().-]{0,2}\d){8,14}(?!\w)")
_ELSEWHERE = re.compile(
    r"\b(?:link in (?:my |the )?(?:bio|profile|comments?)|in (?:my |the )bio|(?:my|visit|check|see|open) (?:my )?(?:profile|bio)\b|click (?:on )?(?:the |this |my )?(?:link|here|below)|(?:dm|inbox|pm|text|message|add|write|contact|email) (?:me|us|him|her|now)\b"
    r"|(?:on|via|through|at) (?:instagram|ig|insta|telegram|facebook|fb|tiktok|snapchat|snap|messenger|twitter|x)\b"
    r"|(?:perfil|bio|profil|profilo)\b|(?:contact|dm|message|to|on|at|with|reach|follow) @\w{3,})"
)

_MAYBE_PREMIUM = re.compile(r"\d{5}|\d ?p\b|[£$€]\d|\dppm")
_PREMIUM = [
    (2, re.compile(r"\b(?:txt|text|send|reply|sms|msg)\b[^.!?]{0,30}\b(?:to|2) ?(?:\d{4,6}|our shortcode)\b|\b(?:txt|text):? [\"']?\w+[\"']? to \d{4,}")),
    (2, re.compile(r"\b(?:call|ring|dial|tel|phone)\b.{0,25}?\b(?:0?9\d{2}|087[01]|084[45])[\d ]{5,9}|\b(?:090\d{8}|0871\d{7})")),
    (2, re.compile(r"\b\d{1,3}(?:\.\d\d)? ?(?:p|ppm|pence) ?(?:/|per|a|x|each)? ?(?:min|msg|text|txt|call|mess|day|wk|week|rcv|rec|sms|tone|ea|reply|mt)\w*|[£$€]\d(?:\.\d\d)? ?(?:/|per|a|to) ?(?:min|msg|text|txt|wk|week|rcv|call|sub|mess)\w*")),
    (1, re.compile(r"\b(?:18\+|18 ?yrs?|over ?18s?|16\+|max\s?10 ?mins?|std (?:txt|chgs?|text|rate)|norm(?:al)?150p|t ?& ?cs?|ts? ?(?:and|&) ?cs?|terms apply|s\.a\.e|po ?box|p\.?o\.? box|bt[- ]national rate|cost \d+p|opt ?out|unsub(?:scribe)?|(?:txt|text|send|reply) stop|stop (?:txt|text|to)|2 ?stop|landline)\b")),
    (1, re.compile(r"\b(?:ringtones?|polyphonic|tones?|wallpapers?|logos?|mono|poly|dating|chat|flirt|singles|quiz|tarot|horny|sexy|dogging|xxx|dates?|auction)\b")),
    (1, re.compile(r"\b(?:free|freemsg|freephone|complimentary|bonus|voucher|vouchers|gift)\b")),
    (1, re.compile(r"\b(?:prize|prizes|claim|claims|winner|won|win|cash|award|awarded|draw|jackpot|guaranteed|entry|reward|selected|collect(?:ion)?)\b")),
    (1, re.compile(r"\b(?:urgent|important|final|attempt|valid|private|last|expires?|identifier|customer service|mobile (?:number|no)|un-?redeemed|contact u|reply yes|double mins|camcorder|nokia|motorola|camera phone|handset|tariff)\b")),
    (1, re.compile(r"\b(?:call|ring|dial|tel|phone)\b.{0,25}?\b0[78]\d{2}[\d ]{6,9}")),
    (1, re.compile(r"£ ?\d{2,}|[$€]\d{3,}|\d{3}\s?(?:pounds|cash)")),
]  # fmt: skip
_CERTAIN_PREMIUM = 4
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*|~]){3,}\w(?!\w)")
_BARE_LINK = re.compile(
    r"\W*(?:https?://|www\.)(?:[\w-]+\.)?(?:adf\.ly|shorte\.st|ouo\.io|linkvertise\.com|sh\.st|bc\.vc|shhort\.com|onlyfans\.com|tsu\.co)/\S+\W*"
)


def spam(text: str) -> Signal | None:
    """The kind of spam a text is beyond doubt, with the words that weigh most. None where a person may be waiting behind it.

    >>> spam("Hey guys, please subscribe to my channel!").value
    'self_promotion'
    >>> spam("Is it really you who asks me to claim my prize at win.example?")
    """
    folded = _despaced(Folded(text))
    said = folded.text
    found = _CUES.find(said, reads_names=True)
    kinds = _weigh(found)
    hooks: int | None = None
    for kind, (points, words) in sorted(kinds.items(), key=lambda item: (-item[1][0], item[0])):
        needed = _CERTAIN_OF.get(kind, CERTAIN)
        most = 2 if kind == "lookalike_support" else 1
        if points + most < needed:
            continue
        if hooks is None:
            hooks = _hooks(said)
        if not hooks and kind not in _NEEDS_NO_HOOK:
            continue
        if points + min(hooks, most) >= needed and not _is_person(said, kind):
            return _signal(text, folded, kind, words)
    premium = _premium(said)
    if premium and not _is_person(said, "premium"):
        return _signal(text, folded, "premium", premium)
    bare = _BARE_LINK.fullmatch(said) if "/" in said else None
    return _signal(text, folded, "link_drop", Found("", *bare.span())) if bare else None


def _weigh(found: Iterable[Found]) -> Mapping[str, tuple[int, Found]]:
    """Points of each kind and its weightiest words. Words count once, however many cues they answer or however often they are said."""
    kinds: dict[str, tuple[int, Found]] = {}
    taken: dict[str, list[tuple[int, int]]] = {}
    ranked = sorted(found, key=lambda cue: (cue.value[-1], cue.end - cue.start), reverse=True)
    rows: dict[str, int] = {}
    for cue in ranked:
        kind, weight = cue.value.rsplit(" ", 1)
        if rows.get(cue.value, 0) >= 2:
            continue
        spans = taken.setdefault(kind, [])
        if any(cue.start < end and start < cue.end for start, end in spans):
            continue
        spans.append((cue.start, cue.end))
        rows[cue.value] = rows.get(cue.value, 0) + 1
        points, best = kinds.get(kind, (0, cue))
        kinds[kind] = (points + int(weight), best)
    return {kind: (points, best) for kind, (points, best) in kinds.items() if best.value[-1] != "1"}


def _hooks(said: str) -> int:
    """How firmly a text leads elsewhere: 2 to a messenger or mailbox, 1 to anything else, 0 not at all."""
    if _MESSENGER.search(said):
        return 2
    return int(bool(_LINK.search(said) or _ELSEWHERE.search(said) or _PHONE.search(said)))


def _premium(said: str) -> Found | None:
    if not _MAYBE_PREMIUM.search(said):
        return None
    points = 0
    best: re.Match[str] | None = None
    for weight, pattern in _PREMIUM:
        cue = pattern.search(said)
        if cue:
            points += weight
            best = best or (cue if weight == 2 else None)
    return Found("", *best.span()) if best and points >= _CERTAIN_PREMIUM else None


def _is_person(said: str, kind: str) -> bool:
    """Whether somebody asks about such a message, reports one, or speaks of trouble of their own."""
    shown = {row.value for row in _PEOPLE.find(said)}
    return not shown.isdisjoint(_SPARED_BY.get(kind, _ALL))


def _despaced(folded: Folded) -> Folded:
    """The text with "s p a c e d" words closed up."""
    if not _SPACED.search(folded.text):
        return folded
    gaps = [
        (place, place + 1) for run in _SPACED.finditer(folded.text) for place in range(run.start() + 1, run.end(), 2)
    ]
    return folded.without(gaps)


def _signal(text: str, folded: Folded, kind: str, words: Found) -> Signal:
    start, end = folded.span(words.start, words.end)
    return Signal("spam", kind, text[start:end], start, end)
