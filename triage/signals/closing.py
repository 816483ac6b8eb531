"""Whether a message ends the talk, and whether it thanks. A closing takes somebody out of the queue, so it is strict.

A message closes when every word of it is known: thanks, "it works now", and what may stand beside them. One word more and a person reads it.
A missed thanks costs an agent a glance; a person taken for content is a person unheard.
"""

import re

from triage.signals.base import Signal
from triage.signals.closing_words import DENSE as DENSE_PHRASES
from triage.signals.closing_words import PLEASED, SOLVED, SPACED, THANKS
from triage.signals.phrasing import Languages, Piece, Reading, lay_bare, letters_in, read_dense, words_in
from triage.signals.wording import DENSE, EMOJI, WORD, Folded

_MARK = re.compile(r"[^\w\s'’@#&+-]|$|\n")
# What may stand alone as an ending: signs that agree, thank or are glad, and that nobody uses to mock or to beg.
_ENDING_EMOJI = frozenset("👍👌🙏❤♥💙💚💛💜🧡🤍💕💖💗🥰😍😘🤗🙂😊☺😀😃😄😁😇🙌🎉🥳💯🤝🫶🫡🌹🌸🌷💐✨🌟⭐")
# Capitalised after thanks, but nobody's name.
_NO_NAME = frozenset(
    "nothing nobody none help emergency urgent please but still not no later soon now never why what when where how again god obama captain sherlock jerks"
    " nichts hilfe bitte aber nein nie betrug rien mais non jamais nada pero nunca mas nulla ma niente niets maar nie ale".split()
)
_SIGNED_AFTER = frozenset(
    "regards wishes gruße lg vg mfg cordialement saludos saluti abraco groetjes groeten mvg hilsen mvh pozdrawiam".split()
)
# The last words of thanks, and of hello, in any language: a name comes next.
_NAMED_AFTER = frozenset(
    phrase.rsplit(" ", 1)[-1] for phrases in SPACED.values() for phrase, kind in phrases.items() if kind == THANKS
) | frozenset(
    "help reply response hi hello hey hallo hoi dear liebe lieber bonjour salut hola ciao ola oi hej hei czesc merhaba selam".split()
)
_VALUES = {THANKS: "thanks", SOLVED: "solved", PLEASED: "pleased"}
_LANGUAGES = Languages(SPACED, PLEASED)


def closing(text: str) -> Signal | None:
    """What ends the talk: `value` is thanks, solved ("works now"), pleased ("perfect 👍") or emoji ("👌🏽 🙂").

    Whether there is an answer of ours it can be for, and whether that answer asked something ("did you restart it?"), is not in the text:
    of "emoji" a caller that asked should not make an ending. At most 24 words; linear.

    >>> closing("Works now, thx!").value
    'thanks'
    >>> closing("all good now, great").words
    'all good now'
    >>> closing("Thanks. My bag is gone.")
    >>> closing("ok")
    """
    bare = lay_bare(text)
    if bare is None:
        return None
    folded, said, emoji = bare
    reading = _read_letters(said) if DENSE.search(said) else _read_words(folded, said)
    if reading and (reading.kind >= SOLVED or (reading.kind == PLEASED and emoji)):
        return folded.signal("closing", _VALUES[reading.kind], reading.start, reading.end)
    if emoji and emoji <= _ENDING_EMOJI and not WORD.search(said) and not said.strip(" \n\t!.\ufe0f\u200d"):
        found = [match.span() for match in EMOJI.finditer(folded.said)]
        return folded.signal("closing", "emoji", found[0][0], found[-1][1])
    return None


def _read_words(folded: Folded, said: str) -> Reading | None:
    pieces = words_in(said)
    if not pieces:
        return None
    return _LANGUAGES.read(pieces, lambda: _names(folded, said, pieces))


def _read_letters(said: str) -> Reading | None:
    pieces = letters_in(said)
    return read_dense(pieces, DENSE_PHRASES.values()) if pieces else None


def _names(folded: Folded, said: str, pieces: list[Piece]) -> frozenset[int]:
    """Which words name who helped, or who writes: a capitalised word that ends its clause after thanks or a greeting, two after regards."""
    names: set[int] = set()
    for place, piece in enumerate(pieces[1:], start=1):
        written = folded.signal("", "", piece.start, piece.end).words
        if not 2 <= len(written) < 15 or not written.istitle() or piece.said in _NO_NAME:
            continue
        before = pieces[place - 1]
        if said[before.end : piece.start].strip() not in {"", ","}:
            continue
        after = pieces[place + 1].start if place + 1 < len(pieces) else len(said)
        ends_clause = place + 1 == len(pieces) or _MARK.search(said, piece.end, after)
        if (ends_clause and before.said in _NAMED_AFTER) or before.said in _SIGNED_AFTER or place - 1 in names:
            names.add(place)
    return frozenset(names)
