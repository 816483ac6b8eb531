"""What needs no answer but a nod: a share with nothing of the person's own, and a warm word that asks nothing.

Both lead to the lane of acknowledgement, which people look into; in doubt a comment waits with the others.
"""

import re

from triage.signals.base import Signal
from triage.signals.closing_words import PLEASED, THANKS
from triage.signals.phrasing import Languages, Reading, lay_bare, letters_in, read_dense, words_in
from triage.signals.warm_words import DENSE as DENSE_WARM
from triage.signals.warm_words import SPACED as SPACED_WARM
from triage.signals.warm_words import WARM
from triage.signals.wording import DENSE, EMOJI, HANDLE, HASHTAG, LINK, WORD, blank, emoji_of, fold

_LONGEST_SHARE = 2000
_RETWEET = re.compile(r"\s*(?:rt|mt)\s+@\w[\w.@-]*\s*:?\s", re.IGNORECASE)
# Of old, before there was a button: “@harbourline: We sail at nine”
_QUOTED = re.compile(r"\s*[\"“«„]\s?@\w[\w.@-]*\s?:[^\"”»“]*[\"”»“]\s*(?:https?://\S+\s*)*", re.IGNORECASE)
_VIA = re.compile(r"\b(?:via|por|par|von|tramite|door|przez|by|from|rt|cc|h/t|hat tip)(?=\s*(?:[@＠]|$))")
# A hashtag can be all that somebody has to say: #stillwaiting.
TELLING_HASHTAG = re.compile(
    r"fail|worst|never|lost|late|delay|cancel|hate|scam|fraud|shame|bad|broke|refund|help|bag|wait|stuck|strand|rip|boycott|avoid|awful|poor|terribl|horribl|disgust|angry|fix|rude|unsafe|emergency|sos|disappoint|joke|ridicul|unaccept|custom|service|complain|disab|access|safety|danger|fire|dead"
    r"|wtf|ffs|smh|not|no[a-z]|dont|cant|wont|why|when|where|how|still|again|warte|verspat|ausfall|nie|skandal|frechheit|retard|annul|honte|jamais|arnaque|retras|cancelad|verguenza|nunca|estafa|ritard|vergogn|truffa|mai|atras|vergonha|golpe|vertrag|schande|opoznien|wstyd|gecik|rezalet"
)
# Links that stand for a picture of the person's own as often as for somebody's page.
_PICTURE_LINK = re.compile(
    r"(?:https?://)?(?:t\.co|pic\.twitter\.com|pic\.x\.com|fb\.me|scontent[\w.-]*|pbs\.twimg\.com)/", re.IGNORECASE
)
# What only points: look here, a link, a camera.
_POINTING = frozenset("👇👉➡⬇↓→🔗📷📸📹🎥📰🗞📢📣🔁🔄🔊📌📍▶⏩☝👆⬆🔽🔼")
_LOVING_EMOJI = frozenset("❤♥💙💚💛💜🧡🤍🤎💕💖💗💞💓💘💝🩷🩵😍🥰😘🤩🙌🎉🥳💯🫶")
# What stands beside a heart without a meaning of its own.
_PICTURED_EMOJI = frozenset("🚢⛴⛵🛳⚓🌊🛥✈🚲🏝☕🍰🥐🍞🎂🍪🐶🐱🐕🐈🐟🐧🐾🌹🌸🌷💐🌻🌺🌈☀🌞✨🌟⭐💫🎈🎄🎁")
_LANGUAGES = Languages(SPACED_WARM, PLEASED)


def is_bare_share(text: str) -> Signal | None:
    """What shows that a text only passes on: `value` is retweet, quote, via (a link by way of somebody) or mention (handles, links, hashtags).

    Meant for a message without a picture of its own and outside a talk: a shortened link (t.co) may be the picture of a broken parcel and is
    no share; nor is no text at all.

    >>> is_bare_share("RT @harbourline: The 9 pm boat runs tonight").value
    'retweet'
    >>> is_bare_share("So true! RT @harbourline: The 9 pm boat runs tonight")
    >>> is_bare_share("@harbourline https://news.example/ferry #harbour").value
    'mention'
    """
    if not text or len(text) > _LONGEST_SHARE:
        return None
    folded = fold(text)
    if found := _RETWEET.match(folded.said):
        return folded.signal("share", "retweet", found.start() + _lead(found[0]), found.end())
    if found := _QUOTED.fullmatch(folded.said):
        return folded.signal("share", "quote", found.start() + _lead(found[0]), found.end())
    said = folded.said
    if "@" not in said and "://" not in said and "www." not in said:
        return None
    if not emoji_of(said) <= _POINTING or any(TELLING_HASHTAG.search(tag) for tag in HASHTAG.findall(said)):
        return None
    bare = said
    for pattern in (LINK, HANDLE, HASHTAG, EMOJI):
        bare = blank(pattern, bare)
    via = _VIA.search(blank(LINK, said))
    bare = re.sub(r"\b(?:via|rt|cc|by|from|por|par|von|tramite|door|przez)\b", " ", bare) if via else bare
    if WORD.search(bare) or re.search(r"[?!؟？！:;=]", bare):
        return None
    links = LINK.findall(said)
    if any(_PICTURE_LINK.match(link) for link in links):
        return None
    # A handle alone calls somebody; it shares nothing.
    if not links and not HASHTAG.search(said) and len(HANDLE.findall(said)) < 2:
        return None
    start = _lead(said)
    return folded.signal("share", "via" if via else "mention", start, len(said.rstrip()))


def is_warm_word(text: str) -> Signal | None:
    """Praise or thanks that ask nothing and tell of no trouble: "best crew ever ❤️", "😍😍". Every word of it is known; one more and it waits.

    >>> is_warm_word("Best crew ever! ❤️").words
    'Best'
    >>> is_warm_word("Love how you lost my bag")
    >>> is_warm_word("Great.")
    """
    bare = lay_bare(text)
    if bare is None:
        return None
    folded, said, emoji = bare
    reading = _read(said)
    if reading and (reading.kind in {WARM, THANKS} or (reading.kind == PLEASED and emoji & _LOVING_EMOJI)):
        return folded.signal("warm_word", "thanks" if reading.kind == THANKS else "praise", reading.start, reading.end)
    if emoji & _LOVING_EMOJI and emoji <= _LOVING_EMOJI | _PICTURED_EMOJI and not said.strip(" \n\t!.\ufe0f\u200d"):
        found = [match.span() for match in EMOJI.finditer(folded.said)]
        return folded.signal("warm_word", "emoji", found[0][0], found[-1][1])
    return None


def _read(said: str) -> Reading | None:
    if DENSE.search(said):
        letters = letters_in(said)
        return read_dense(letters, DENSE_WARM.values()) if letters else None
    words = words_in(said)
    return _LANGUAGES.read(words) if words else None


def _lead(said: str) -> int:
    return len(said) - len(said.lstrip())
