"""Spam beyond doubt: cues that stand together in one text. Only such a text leaves the agents' queue, for a lane leads look at.

What spam says (`spam_cues`, `spam_money`, `spam_support`, `spam_promotion`) is worth points, and so is where it wants to lead (a
link, a number, another app); four or five points of one kind make it certain. Whoever speaks of their own trouble, or asks about,
reports or quotes such a message, is a person.
"""

import re
from collections import Counter
from collections.abc import Iterable

from triage.signals.base import Signal
from triage.signals.folding import Folded, fold
from triage.signals.phrases import Found, Phrases
from triage.signals.spam_cues import ADULT, GIVEAWAY
from triage.signals.spam_money import MONEY
from triage.signals.spam_people import ADDRESSED, ASKS, AT_WORK, CAUSE, OWN, TROUBLE
from triage.signals.spam_promotion import PROMOTION, SELF_PROMOTION
from triage.signals.spam_support import SUPPORT

_CERTAIN = 4
# "Congratulations, you have been selected …" with a link may be an award: the prize must be said twice. And "please look at my page"
# may be about one that does not load.
_CERTAIN_OF = {"giveaway": 5, "lookalike_support": 5, "self_promotion": 5, "advert": 5}
# What it is worth to lead elsewhere, where it is not 1: a false support account likes a messenger or a copied name best, one's own
# channel is on show.
_HOOK_IS_WORTH = {"lookalike_support": 2, "self_promotion": 0}
LABELS = {
    "giveaway": "a giveaway that wants you to claim a prize",
    "crypto": "a promise of fast money",
    "fast_money": "a promise of fast money",
    "loan": "a loan offer",
    "recovery": "a promise to bring lost money back",
    "lookalike_support": "a false support account",
    "promotion": "an offer of followers, advertising or fame",
    "self_promotion": "an advertisement for oneself",
    "advert": "an advertisement with a link",
    "adult": "an offer of sex",
    "romance": "a stranger who wants to get to know you",
    "miracle": "a promise of miracles",
    "premium": "a text message that costs money to answer",
    "empty_share": "a share button's words with nothing behind them",
    "link_drop": "a bare link to something for sale",
}
_CUES = Phrases(GIVEAWAY | MONEY | SUPPORT | ADULT | PROMOTION | SELF_PROMOTION)
_PEOPLE = Phrases(
    {"asks": ASKS, "trouble": TROUBLE, "addressed": ADDRESSED, "own": OWN, "cause": CAUSE, "at_work": AT_WORK}
)
# Some kinds speak of trouble themselves ("I lost everything until …") or address a customer as a company would.
_ALL = frozenset({"asks", "trouble", "addressed"})
_SPARED_BY = {
    "crypto": _ALL | {"cause"},
    "fast_money": _ALL | {"cause"},
    "loan": _ALL | {"cause"},
    "giveaway": _ALL | {"own"},
    "recovery": frozenset({"asks"}),
    "miracle": frozenset({"asks"}),
    "lookalike_support": frozenset({"asks", "own", "at_work"}),
    "premium": frozenset({"asks", "trouble"}),
    "promotion": frozenset({"asks", "trouble"}),
}
# Promises of money add up, whichever way it is to be made.
_SAME_KIND = {"crypto": "money", "fast_money": "money"}
_NEEDS_NO_HOOK = frozenset({"self_promotion", "premium"})

_LINK = re.compile(
    r"https?://|www\.|\b[\w-]{2,40}\s{0,2}\.\s{0,2}(?:com|net|org|xyz|top|click|shop|info|ru|example|io|me|ly|link|site|online|club|live|vip|win|biz|co|cc|tk|gg|app|store)\b"
    r"|[\w.+-]{2,40}@[\w-]{1,40}\.\w{2,}|\[\.\]|\(dot\)|\bdot com\b"
)
_MESSENGER = re.compile(
    r"\b(?:whats ?app|wats ?app|telegram|tele gram|wa\.me|t\.me|signal app|hangouts?|kik|viber|line id|gmail|g-mail)\b|واتساب|واتس اب|व्हाट्सएप|व्हाट्सऐप|تيليجرام|تلغرام|تليجرام|टेलीग्राम"
)
# The handle of somebody's support with something added, as whoever takes the name second has to.
_COPIED_NAME = re.compile(
    r"\b(?:contact|dm|message|to|on|at|with|reach|follow|via|inbox|page|team|desk|support|account|handle|agent|here)\W{1,4}"
    r"@(?=[\w.]{0,30}(?:support|help|care|refund|desk|agent|assist|service|claim))[\w.]{0,30}[_\d]"
)
_PHONE = re.compile(r"(?<![\w./])\+?\(?\d(?:[ ().-]{0,2}\d){8,14}(?!\w)")
_ELSEWHERE = re.compile(
    r"\b(?:link in (?:my |the )?(?:bio|profile|comments?)|in (?:my |the )bio|(?:my|visit|check|see|open) (?:my )?(?:profile|bio)\b|click (?:on )?(?:the |this |my )?(?:link|here|below)|(?:dm|inbox|pm|text|message|add|write|contact|email) (?:me|us|him|her|now)\b|(?:dm|inbox) for\b"
    r"|(?:on|via|through|at|sur|su|auf|no|en) (?:instagram|ig|insta|telegram|facebook|fb|tiktok|snapchat|snap|messenger|twitter|x)\b"
    r"|(?:perfil|bio|profil|profilo)\b|(?:contact|dm|message|to|on|at|with|reach|follow|via|telegram|instagram|whatsapp|ig|insta|sur|en|su|auf|no|page|team|desk|support|account|handle|agent|here)\W{1,4}@\w{3,})"
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
    (1, re.compile(r"\b(?:call|ring|dial|tel|phone)\b(?! (?:me|my|him|her|us))(?<!my phone).{0,25}?\b0[78]\d{2}[\d ]{6,9}")),
    (1, re.compile(r"£ ?\d{2,}|[$€]\d{3,}|\d{3}\s?(?:pounds|cash)")),
]  # fmt: skip
_CERTAIN_PREMIUM = 4
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*|~]){3,}\w(?!\w)")
# What a share button writes when whoever pressed it added nothing, and the link itself got lost.
_EMPTY_SHARE = re.compile(
    r"\W*(?:check out|take a look at) this (?:video|playlist) on (?:youtube|facebook)(?:\W|\bbr\b)*"
)
_BARE_LINK = re.compile(
    r"\W*(?:https?://|www\.)(?:[\w-]+\.)?(?:adf\.ly|shorte\.st|ouo\.io|linkvertise\.com|sh\.st|bc\.vc|onlyfans\.com)/\S+\s*"
)

# Words in quotation marks, with some of one's own beside them, are somebody else's; so is the mail beneath an answer.
_QUOTED = re.compile(r"\"[^\"]{20,600}\"|(?<!\w)'[^'\n]{20,600}'(?!\w)")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_ANSWERED_MAIL = re.compile(
    r"^> ?\w|\b(?:wrote|schrieb|a ecrit|escribio|escreveu|ha scritto)\b[^\n]{0,90}:\s|(?:forwarded|original|weitergeleitete|ursprungliche) (?:message|nachricht)|message (?:transfere|d'origine)|(?:mensaje|mensagem) (?:reenviado|original|encaminhada)|messaggio (?:inoltrato|originale)",
    re.MULTILINE,
)

# A promise in the very words of scams, together with somewhere to go: enough by itself.
_PROMISES = [
    (
        "giveaway",
        re.compile(
            r"\b(?:you(?: ?ve| have) been (?:selected|chosen|picked)|your (?:number|name) (?:was|has been) (?:picked|drawn|chosen|selected))\b"
            r".{0,120}?\bclaim\b",
            re.DOTALL,
        ),
    ),
    (
        "fast_money",
        re.compile(
            r"\b(?:i|we|he|she|they|my \w{1,15}) (?:earned|made) [$€£] ?\d[\d.,]{0,9}k? (?:(?:in )?(?:per|a|every|each|one) (?:day|week|month|hour)|daily|weekly)\b"
        ),
    ),
]


def spam(text: str) -> Signal | None:
    """The kind of spam a text is beyond doubt, with the words that weigh most. None where a person may be waiting behind it.

    >>> spam("Hey guys, please subscribe to my channel!").value
    'self_promotion'
    >>> spam("Is it really you who asks me to claim my prize at win.example?")
    """
    folded = _despaced(fold(text))
    said = folded.text
    hooks: int | None = None
    for points, kind, words in _weigh(said, _CUES.find(said, reads_names=True)):
        needed = _CERTAIN_OF.get(kind, _CERTAIN)
        most = _HOOK_IS_WORTH.get(kind, 1)
        if points + most < needed:
            continue
        hooks = _hooks(said) if hooks is None else hooks
        leads_on = hooks or kind in _NEEDS_NO_HOOK
        if leads_on and points + min(hooks, most) >= needed and not _is_person(said, kind, words):
            return _signal(text, folded, kind, words)
    for kind, promise in _PROMISES:
        found = promise.search(said)
        said_so = Found("", *found.span()) if found else None
        if said_so and _hooks(said) and not _is_person(said, kind, said_so):
            return _signal(text, folded, kind, said_so)
    premium = _premium(said)
    if premium and not _is_person(said, "premium", premium):
        return _signal(text, folded, "premium", premium)
    if _EMPTY_SHARE.fullmatch(said):
        return _signal(text, folded, "empty_share", Found("", 0, len(said)))
    bare = _BARE_LINK.fullmatch(said) if "/" in said else None
    return _signal(text, folded, "link_drop", Found("", *bare.span())) if bare else None


def _weigh(said: str, found: Iterable[Found]) -> list[tuple[int, str, Found]]:
    """Points, kind and weightiest words of each kind, most points first.

    Words count once, however many cues they answer or however often they are said, and a row of cues at most twice: length is no proof.
    """
    points: Counter[str] = Counter()
    best: dict[str, Found] = {}
    taken: dict[str, list[tuple[int, int]]] = {}
    rows: Counter[str] = Counter()
    heard: set[tuple[str, str]] = set()
    for cue in sorted(found, key=lambda cue: (cue.value[-1], cue.end - cue.start), reverse=True):
        kind, weight = cue.value.split()
        kind = _SAME_KIND.get(kind, kind)
        spans = taken.setdefault(kind, [])
        words = (kind, said[cue.start : cue.end])
        overlaps = _inside if weight == "1" else _touches
        if rows[cue.value] == 2 or words in heard or any(overlaps(cue, span) for span in spans):
            continue
        spans.append((cue.start, cue.end))
        rows[cue.value] += 1
        heard.add(words)
        points[kind] += int(weight)
        best.setdefault(kind, cue)
    return [
        (worth, best[kind].value.split()[0], best[kind])
        for kind, worth in points.most_common()
        if not best[kind].value.endswith("1")
    ]


def _touches(cue: Found, span: tuple[int, int]) -> bool:
    return cue.start < span[1] and span[0] < cue.end


def _inside(cue: Found, span: tuple[int, int]) -> bool:
    """What adds little may share a word with what adds more: "he recovered" and "recovered all my money"."""
    return span[0] <= cue.start and cue.end <= span[1]


def _hooks(said: str) -> int:
    """How firmly a text leads elsewhere: 2 to a messenger, a mailbox or a copied name, 1 to anything else, 0 not at all."""
    if _MESSENGER.search(said) or _COPIED_NAME.search(said):
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


def _is_person(said: str, kind: str, words: Found) -> bool:
    """Whether somebody asks about such a message, reports or quotes one, answers beneath one, or speaks of trouble of their own."""
    shown = {row.value for row in _PEOPLE.find(said)}
    if not shown.isdisjoint(_SPARED_BY.get(kind, _ALL)) or _ANSWERED_MAIL.search(said):
        return True
    return any(
        _touches(words, quoted.span()) and _LETTERS.search(said[: quoted.start()] + said[quoted.end() :])
        for quoted in _QUOTED.finditer(said)
    )


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
