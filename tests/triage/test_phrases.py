"""The phrase tables and how they are read: what is written there means what it says."""

import pytest

from triage.signals import (
    danger_words,
    moments_words,
    spam_cues,
    spam_money,
    spam_people,
    spam_promotion,
    spam_support,
    urgency_words,
)
from triage.signals.folding import Folded
from triage.signals.phrases import Phrases

TABLES = [
    danger_words,
    moments_words,
    spam_cues,
    spam_money,
    spam_people,
    spam_promotion,
    spam_support,
    urgency_words,
]


def lines():
    for module in TABLES:
        for name, table in vars(module).items():
            if name.isupper():
                for text in table.values() if isinstance(table, dict) else [table]:
                    yield from filter(None, (line.strip() for line in text.splitlines()))


def has_loose_bar(line: str) -> bool:
    """Whether a `|` after the first words stands outside brackets: there it would make the rest a phrase of its own, without them."""
    depth = 0
    for character in line.partition(" ")[2]:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "|" and depth == 0:
            return True
    return False


def test_no_phrase_falls_apart_at_a_loose_bar():
    assert [line for line in lines() if line.isascii() and not line.startswith("#") and has_loose_bar(line)] == []


def test_every_phrase_is_written_folded():
    assert [
        line
        for line in lines()
        if not line.startswith("#") and Folded(line.replace("\\W", "")).text != line.replace("\\W", "").lower()
    ] == []


def test_a_phrase_begins_with_plain_words():
    with pytest.raises(ValueError, match="plain words"):
        Phrases({"x": "(?:a|b) c"})


@pytest.mark.parametrize(
    ("line", "text", "words"),
    [
        ("wifi|net (?:is )?down", "the wifi is down", "wifi is down"),
        ("wifi|net (?:is )?down", "the net... down!", "net... down"),
        ("wifi|net (?:is )?down", "wifi downtown", None),
        ("wifi|net (?:is )?down*", "wifi downtown", "wifi down"),
        ("lost ..2 bag", "lost my old bag", "lost my old bag"),
        ("lost ..2 bag", "lost my very old bag", None),
        ("cat(?! food)", "a cat", "cat"),
        ("cat(?! food)", "a cat, food", None),
        ("cat", "concatenate", None),
        ("cat", "@cat https://cat.example", None),
        ("財布", "私の財布です", "財布"),
    ],
)
def test_how_a_phrase_is_read(line, text, words):
    found = Phrases({"x": line}).find(text)
    assert [text[cue.start : cue.end] for cue in found] == ([words] if words else [])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ça va? ÜBER", "ca va? uber"),
        ("𝓗𝓮𝓵𝓵𝓸 ｗｏｒｌｄ Ⓗ", "hello world h"),
        ("he\u200bllo", "hello"),
        ("can’t l’eau", "cant l'eau"),
        ("рaypal", "paypal"),
        ("привет", "привет"),
        ("أهلاً", "اهلا"),
        ("1️⃣2️⃣", "12"),
    ],
)
def test_a_text_is_folded(text, folded):
    assert Folded(text).text == folded


def test_what_was_folded_is_found_again_where_it_stood():
    text = "x̂ don’t st\u200bop"
    folded = Folded(text)
    start = folded.text.index("stop")
    begin, end = folded.span(start, start + 4)
    assert text[begin:end] == "st\u200bop"
