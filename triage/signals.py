"""What can be read from a text with certainty enough to act on. Each signal returns the words that show it, or nothing.

Both are strict on purpose: a missed "thanks" costs an agent a glance, a person taken for spam is a person unheard.
"""

import re
import unicodedata

# Longest first where one begins another. Only outright thanks: "ta" and "cheers" are how it is said in Britain.
_THANKS = re.compile(
    r"""(?x)(?<!\w)(?:
      (?:many\s+|big\s+|huge\s+)?thanks(?:\s+(?:so\s+much|a\s+(?:lot|million|bunch)|again))? | thank\s*(?:you|u)(?:\s+(?:so|very)\s+much)? | thx | tysm | cheers | ta
    | (?:vielen|besten|herzlichen|tausend)\s+dank | danke(?:\s+(?:schön|sehr|dir|euch|ihnen))?
    | (?:un\s+grand\s+)?merci(?:\s+(?:beaucoup|bien|infiniment|mille\s+fois))? | mille\s+mercis
    | (?:muchas|mil|muchísimas)\s+gracias | gracias | (?:muito\s+)?obrigad[oa]
    | grazie(?:\s+mille)? | (?:hartelijk\s+)?(?:bedankt|dank\s*je(?:\s*wel)?|dank\s*u(?:\s*wel)?)
    | (?:bardzo\s+)?dziękuję(?:\s+bardzo)? | dzięki | شكرا(?:\s+جزيلا)?
    )(?!\w)"""
)
# Scripts without spaces: the thanks must be all there is.
_WHOLE_THANKS = re.compile(r"(?:どうも)?(?:ありがとう(?:ございます|ございました)?)|感谢|谢谢|謝謝|감사합니다")
# What makes thanks an opening, a doubt, a wish or bitterness rather than an ending. Whole words, in the languages above.
_OPEN = frozenset(
    """
    but not no nope never none nothing nobody cannot cant dont doesnt didnt isnt wasnt wont havent hasnt couldnt
    wouldnt arent still yet however though although except unless until till if else instead only please pls plz
    can could would should may might need needs want wants wanted when where why how what which who whose
    whether waiting wait asked ask asking again problem problems issue issues error wrong broken lost missing
    late refund charged unable trying try tried advance hope hopefully let dm dmed sent send email call called
    useless joke terrible awful worst disgusting ridiculous pathetic shame sarcasm apparently supposedly
    unfortunately sadly sorry another also other question wonder wondering confirm check help fix update hearing
    reply await awaiting forward soon aber nicht kein keine keinen nie noch leider trotzdem allerdings bitte
    kann könnt könnten können wann wo warum wie was wer falls wenn immer warte frage problem mais pas ne jamais
    rien toujours encore malheureusement pourtant svp plaît pouvez peux quand où pourquoi comment quel quelle
    qui si attends question problème pero no nunca nada todavía aún sin embargo lamentablemente favor puede
    pueden puedo cuándo cuando dónde donde cómo como qué cuál quién si espero pregunta problema mas não nunca
    nada ainda porém infelizmente favor pode podem quando onde como qual quem se espero pergunta ma non mai
    niente ancora però purtroppo favore può quando dove come quale chi se aspetto domanda maar niet geen nooit
    nog helaas graag alstublieft kunt kunnen wanneer waar waarom hoe wat wie als wacht vraag ale nie nigdy nic
    jeszcze niestety proszę czy kiedy gdzie dlaczego jak co kto jeśli czekam pytanie
    """.split()
)
# What may stand beside thanks without telling anybody anything.
_FILLER = frozenset(
    """
    a all and again for you your the so very much really ok okay oh great perfect lovely super brilliant help
    reply
    """.split()
)
_LONGEST_CLOSING = 24
# A hand over the text: names called, and addresses.
_NAME = re.compile(r"@\w+")


def closing_thanks(text: str, *, after_question: bool = False) -> str:
    """The thanks in a short text that asks nothing, doubts nothing and wants nothing more. Empty where there is any of that.

    `after_question`: our last answer asked something, so words beside the thanks are what we asked for, and somebody must
    read them.

    >>> closing_thanks("@harbourline thanks so much, that worked! 🙏")
    'thanks so much'
    >>> closing_thanks("thanks, but it still does not work")
    ''
    >>> closing_thanks("Thanks for nothing")
    ''
    """
    said = _NAME.sub(" ", unicodedata.normalize("NFC", text).casefold())
    if re.search(r"[?؟？]|https?:|www\.", said):
        return ""
    words = re.findall(r"\w+", re.sub(r"['’]", "", said))
    found = _THANKS.search(said)
    if found:
        rest = re.findall(r"\w+", re.sub(r"['’]", "", _THANKS.sub(" ", said)))
        is_more = bool(_OPEN.intersection(rest)) or len(words) > _LONGEST_CLOSING
        if after_question:
            is_more = is_more or not _FILLER.issuperset(rest)
        return "" if is_more else " ".join(found[0].split())
    whole = _WHOLE_THANKS.fullmatch("".join(words))
    return whole[0] if whole else ""


_SPAM = [
    (
        "a giveaway that wants you to claim a prize",
        r"you(?:['’]ve| have)\s+(?:been\s+(?:selected|chosen)|won\b)|claim\s+(?:your|the)\s+(?:prize|reward|gift|pass)"
        r"|lucky\s+winner|winners?\s+(?:of|in)\s+(?:our|the)\s+(?:giveaway|draw)",
    ),
    (
        "a promise of fast money",
        r"(?:earn|make|made|turn(?:ed)?|grew)\s+[$€£]?\d[\d.,]*k?.{0,40}(?:\b(?:per|a|every|one)\s+(?:day|week|month)|daily|weekly|into)"
        r"|(?:bitcoin|btc|crypto|forex)\s+(?:trading|investment|signals?|mentor|expert)|double\s+your\s+(?:money|crypto|bitcoin)",
    ),
    ("a loan offer", r"loan\s+(?:offer|of\s+any\s+amount|approved?\s+in)|(?:urgent|instant|fast|easy)\s+loans?\b"),
    (
        "an account that poses as support",
        r"(?:dm|message|inbox|contact|write\s+to|whatsapp|text)\s+(?:us|me|him|her|them|our)\b.{0,40}"
        r"(?:@\w*(?:help|support|care|refund|desk)\w*|\+\d[\d\s().-]{7,})"
        r"|(?:refund|support|recovery)\s+(?:agent|officer|desk).{0,60}(?:whatsapp|telegram|@\w*(?:help|support|care|refund)\w*)",
    ),
]
_SPAM_PATTERNS = [(label, re.compile(pattern, re.IGNORECASE | re.DOTALL)) for label, pattern in _SPAM]
_LURE = re.compile(
    r"https?://|www\.|\b[\w-]+\.(?:com|net|org|xyz|top|click|shop|info|ru|example|io|me|ly)\b|\b(?:dm|inbox|whatsapp|telegram|click|"
    r"tap|link in (?:my )?bio|send (?:me|us) a)\b",
    re.IGNORECASE,
)


def certain_spam(text: str) -> str:
    """What makes a text spam beyond doubt: a scam's promise together with its hook (a link, "DM me"). Empty otherwise.

    >>> certain_spam("You have been selected! Claim your prize at win-big.example")
    'a giveaway that wants you to claim a prize'
    >>> certain_spam("You have been selected as worst ferry of the year, claim your prize lol")
    ''
    """
    if not _LURE.search(text):
        return ""
    return next((label for label, pattern in _SPAM_PATTERNS if pattern.search(text)), "")
