"""Thanks that close a conversation: found only where a text holds nothing else anybody must read.

Strict on purpose: a missed "thanks" costs an agent a glance, a person taken for content is a person unheard.
"""

import re
import unicodedata

_THANKS = re.compile(
    r"""(?x)(?<!\w)(?:
      (?:many\s+|big\s+|huge\s+)?thanks(?:\s+(?:so\s+much|a\s+(?:lot|million|bunch)|again))?
    | thank\s*(?:you|u)(?:\s+(?:so|very)\s+much)? | thx | tysm | cheers
    | (?:vielen|besten|herzlichen|tausend)\s+dank | danke(?:\s+(?:schön|sehr|dir|euch|ihnen))?
    | (?:un\s+grand\s+)?merci(?:\s+(?:beaucoup|bien|infiniment|mille\s+fois))? | mille\s+mercis
    | (?:muchas|mil|muchísimas)\s+gracias | gracias | (?:muito\s+)?obrigad[oa]
    | grazie(?:\s+mille)? | (?:hartelijk\s+)?(?:bedankt|dank\s*je(?:\s*wel)?|dank\s*u(?:\s*wel)?)
    | (?:bardzo\s+)?dziękuję(?:\s+bardzo)? | dzięki | شكرا(?:\s+جزيلا)?
    )(?!\w)"""
)
# Scripts without spaces: the thanks must be all there is.
_WHOLE_THANKS = re.compile(r"(?:どうも)?(?:ありがとう(?:ございます|ございました)?)|感谢|谢谢|謝謝|감사합니다")
# The only words that may stand beside thanks: they greet, agree or are pleased, and tell nothing anybody must know.
_FILLER = frozenset(
    """
    a absolute absolutely again ah all amazing and appreciate appreciated are awesome back best brilliant both bye clear cool day
    done evening everyone excellent fab fantastic fast for found friday fixed genius glad good got great guys haha have heard
    helped helpful helping helps hooray hurray i it its just kind kindness legend legends lol love lovely lucky made magic
    makes many marvellous monday morning much my nice night of oh ok okay perfect phew prompt quick quickly
    response saturday see sense so solved sounds sorted speedy star stars sunday super superb team terrific
    that thats the then there this to too top trick very we week weekend well with wonderful worked working works wow yay
    yeah yes you youre your yours x xx xxx
    alles auch das den der die einen es euch für geklappt gut gute hat ihr ihre jetzt klasse liebe nett prima schnell schnelle
    schönen super tag toll top und wunderbar
    bien bonne c cest est et génial journée la le les parfait pour rapide super très tout votre vous
    el genial la por perfecto rápida su todo tu un y
    a ótimo perfeito pela pelo rápida tudo
    gentile gentilissimi la per perfetto tutto
    de dat fijn geweldig goed heel het snelle super top voor
    bardzo super szybką za
    """.split()
)
# "for your quick reply": what one thanks for.
_FOR = re.compile(
    r"(?<!\w)(?:for|für|pour|por|per|voor|pela|pelo|za)((?:\s+\w+){0,3}?)\s+(?:help|reply|answer|response|assistance|hilfe|antwort|aide"
    r"|réponse|ayuda|respuesta|ajuda|resposta|aiuto|risposta|hulp|antwoord|pomoc|odpowiedź)(?!\w)"
)
_LONGEST_CLOSING = 16
_CALLED = re.compile(r"@\w+")


def closing_thanks(text: str) -> str:
    """The thanks of a text that holds nothing else anybody must read. Empty where there is more.

    What may stand beside it: words that please or greet, and the name of who helped, directly after the thanks.

    >>> closing_thanks("@harbourline thanks so much, that worked! 🙏")
    'thanks so much'
    >>> closing_thanks("Thank you Jo, see you then")
    'thank you'
    >>> closing_thanks("Thanks. My bag is gone.")
    ''
    >>> closing_thanks("thanks, but it still does not work")
    ''
    """
    said = _CALLED.sub(" ", unicodedata.normalize("NFC", text).casefold())
    if re.search(r"[?؟？]|https?:|www\.", said):
        return ""
    words = _words(said)
    found = _THANKS.search(said)
    if not found:
        whole = _WHOLE_THANKS.fullmatch("".join(words))
        return whole[0] if whole else ""
    rest = _words(_FOR.sub(_less, _THANKS.sub(" ", _without_name(unicodedata.normalize("NFC", text), found))))
    is_all = len(words) <= _LONGEST_CLOSING and _FILLER.issuperset(rest)
    return " ".join(found[0].split()) if is_all else ""


def _words(said: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"['’]", "", said.casefold()))


def _less(found: re.Match[str]) -> str:
    return " " if _FILLER.issuperset(_words(found[1])) else found[0]


def _without_name(text: str, found: re.Match[str]) -> str:
    """The text less handles, and less one capitalised word right after the thanks: "Thanks Jo, …" """
    text = _CALLED.sub(" ", text)
    thanks = re.escape(found[0]).replace(r"\ ", r"\s+")
    no_name = r"(?!(?:Nothing|Nobody|None|Help|Emergency|Urgent|Please|But|Still|Not|No|Later|Soon|Now)\b)"
    named = re.sub(
        rf"(?i:({thanks}))\s+{no_name}([^\W\d_a-z][^\W\d_A-Z]{{1,14}})(?=\s*(?:$|[^\w\s]))", r"\1", text, count=1
    )
    return named.casefold()
