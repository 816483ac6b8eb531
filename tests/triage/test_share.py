"""What needs a nod and no answer: bare shares and warm words."""

import pytest

from triage.signals.share import is_bare_share, is_warm_word

SHARES = {
    "RT @harbourline: The 9 pm boat runs tonight": "retweet",
    "rt @harbourline The 9 pm boat runs tonight": "retweet",
    "“@harbourline: We sail at nine” https://harbour.example/9": "quote",
    "https://news.example/ferry via @harbourline": "via",
    "@harbourline https://news.example/ferry #harbour": "mention",
    "@harbourline @friend": "mention",
    "👇 https://news.example/ferry": "mention",
    ".@harbourline #wrenmoor": "mention",
}


@pytest.mark.parametrize("text", SHARES)
def test_a_share_with_nothing_added_is_seen(text):
    found = is_bare_share(text)
    assert found is not None
    assert found.value == SHARES[text]
    assert text[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "@harbourline",
        "@harbourline ?",
        "via @harbourline",
        "So true! RT @harbourline: The 9 pm boat runs tonight",
        "“@harbourline: We sail at nine” really?",
        "@harbourline look https://news.example/ferry",
        "@harbourline https://t.co/abc123",
        "@harbourline #stillwaiting https://news.example/ferry",
        "@harbourline #lostbag",
        "@harbourline @friend 😡",
        "@harbourline 4471",
        "#harbour",
        "Lovely crew",
    ],
)
def test_what_may_be_somebodys_own_is_no_bare_share(text):
    assert is_bare_share(text) is None


WARM = {
    "Love this!": "praise",
    "best crew ever ❤️": "praise",
    "@harbourline I love your boats": "praise",
    "What a lovely crossing, thank you!": "praise",
    "The staff was amazing!!": "praise",
    "Keep up the great work :)": "praise",
    "Congratulations!": "praise",
    "Great 😍": "praise",
    "Thank you so much!": "thanks",
    "😍😍": "emoji",
    "❤️❤️❤️": "emoji",
    "😍😍⛴️💛": "emoji",
    "So ein schönes Foto 😍": "praise",
    "Ihr seid die Besten!": "praise",
    "J'adore ce bateau": "praise",
    "Trop beau !": "praise",
    "¡Me encanta!": "praise",
    "Qué bonito": "praise",
    "Che bello!": "praise",
    "Complimenti a tutti": "praise",
    "Que lindo! Parabéns": "praise",
    "Wat een mooie boot": "praise",
    "Vad fint!": "praise",
    "Pięknie! Gratulacje": "praise",
    "Çok güzel": "praise",
    "ما شاء الله": "praise",
    "बहुत सुंदर": "praise",
    "Очень красиво!": "praise",
    "最高です！": "praise",
    "太漂亮了": "praise",
    "너무 예뻐요": "praise",
    "สวยมากค่ะ": "praise",
}


@pytest.mark.parametrize("text", WARM)
def test_a_warm_word_is_seen_and_shown(text):
    found = is_warm_word(text)
    assert found is not None
    assert found.value == WARM[text]
    assert text[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Great.",
        "ok cool",
        "Love how you lost my bag",
        "Love your delays",
        "I love waiting",
        "Best crew ever?",
        "best crew ever but the boat was late",
        "Love this! Does it come in blue?",
        "I would love a refund",
        "I used to love this place",
        "great service 🙄",
        "Great service...",
        '"Great" service',
        "lovely, another cancelled boat",
        "Love it, please open on Sundays",
        "You were the best",
        "Not the best crossing",
        "10 minutes of fame for the best ferry, 0 for the toilets",
        "😂",
        "⛴️",
        "😍🔥",
        "🔥",
        "👏👏",
        "🙏",
        "Tolle Leistung, wieder zu spät",
        "Super, encore en retard",
        "Qué bonito, otra vez tarde",
        "Che bello, di nuovo in ritardo",
        "太漂亮了吧 但是我的票呢",
        "สวยมาก แต่แพง",
    ],
)
def test_what_asks_or_complains_is_no_warm_word(text):
    assert is_warm_word(text) is None


@pytest.mark.parametrize("signal", [is_bare_share, is_warm_word])
@pytest.mark.parametrize("text", ["\x00", "\ud800", "love " * 300_000, "RT @x: " * 200_000, "😍" * 1_000_000])
def test_odd_and_endless_texts_are_read_without_complaint(signal, text):
    assert signal(text) is None
