"""Mood and complaint: what the shipped models say of invented posts, and that they show the words for it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.signals import complaint, mood, ngrams

COMPLAINS = {
    "en": "The boat left without us and nobody at the desk could help. Really poor, Wrenmoor Ferries.",
    "de": "Seit drei Wochen warte ich auf mein Paket, keiner antwortet. Unverschämt!",
    "fr": "Toujours aucune réponse, mon colis est arrivé cassé. C'est une honte",
    "es": "Me cobraron dos veces y nadie contesta, pésimo servicio",
    "it": "Due ore di ritardo e nessuno risponde, servizio pessimo, che vergogna",
    "pt": "Cobraram duas vezes e ninguém responde, péssimo atendimento",
    "nl": "Alweer twee uur vertraging en niemand zegt iets, waardeloze service",
    "ar": "خدمة سيئة جدا ولا أحد يرد على رسائلي",
    "hi": "bahut kharab service, do baar paise kat gaye aur koi phone nahi uthata",
    "th": "บริการแย่มาก ไม่มีคนรับสายเลย ผิดหวังมาก",
}
PRAISES = {
    "en": "What a wonderful crossing, the crew were so kind. Thank you!",
    "de": "Vielen Dank für die schnelle Hilfe, toller Service!",
    "fr": "Merci beaucoup, équipe adorable et service excellent !",
    "es": "Muchas gracias, excelente servicio, me encanta",
    "it": "Grazie mille, servizio eccellente e personale gentilissimo",
    "pt": "Muito obrigada, ótimo atendimento, adorei",
    "nl": "Dank je wel, geweldige service en heel vriendelijk personeel",
    "ar": "شكرا جزيلا خدمة ممتازة ورائعة",
    "hi": "bahut acchi service, shukriya, maza aa gaya",
    "th": "บริการดีมาก พนักงานน่ารัก ขอบคุณค่ะ",
}
ASKS = {
    "en": "Can I take my bike on the nine o'clock boat?",
    "de": "Kann ich mein Fahrrad am Montag mitnehmen?",
    "fr": "À quelle heure ouvrez-vous le dimanche ?",
    "es": "¿A qué hora abren el domingo?",
    "it": "A che ora aprite la domenica?",
    "pt": "A que horas vocês abrem no domingo?",
    "nl": "Hoe laat zijn jullie zondag open?",
    "ar": "هل أنتم مفتوحون يوم الأحد؟",
    "hi": "sunday ko kitne baje khulta hai kya?",
    "th": "วันอาทิตย์เปิดกี่โมงคะ",
}


@pytest.mark.parametrize("code", COMPLAINS)
def test_a_grievance_is_negative_and_a_complaint(code):
    assert mood.judge([COMPLAINS[code]])[0].label == "neg"
    assert complaint.judge([COMPLAINS[code]])[0].is_complaint


@pytest.mark.parametrize("code", PRAISES)
def test_praise_is_positive_and_no_complaint(code):
    assert mood.judge([PRAISES[code]])[0].label == "pos"
    assert not complaint.judge([PRAISES[code]])[0].is_complaint


@pytest.mark.parametrize("code", ASKS)
def test_a_plain_request_is_neutral_and_no_complaint(code):
    assert mood.judge([ASKS[code]])[0].label == "neu"
    assert not complaint.judge([ASKS[code]])[0].is_complaint


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("@harbourline the nine o'clock boat. WORST service ever!!! Regards, Jo", "WORST"),
        ("Ich war gestern bei euch am Hafen. Unverschämt! Gruß Jo", "Unverschämt"),
        ("We came on Tuesday with the bikes. Love your crew ❤️ See you", "Love"),
    ],
)
def test_the_words_shown_are_those_that_weigh(text, words):
    said = mood.judge([text])[0]
    assert words in said.words
    assert len(said.words) < len(text) / 2


@given(st.lists(st.text(max_size=80), max_size=6))
@settings(deadline=None, max_examples=200)
def test_evidence_stands_in_the_text_and_probabilities_are_shares(texts):
    for judge in (mood.judge, complaint.judge):
        said = judge(texts)
        assert len(said) == len(texts)
        for text, one in zip(texts, said, strict=True):
            assert one.words == text[one.start : one.end]
            assert 0 <= one.probability <= 1


def test_a_signal_carries_the_words():
    text = COMPLAINS["en"]
    felt, found = mood.judge([text])[0], complaint.judge([text])[0]
    assert (felt.signal.name, felt.signal.value) == ("mood", "neg")
    assert found.signal.words == text[found.signal.start : found.signal.end] != ""
    assert complaint.judge([ASKS["en"]])[0].signal is None


@given(st.lists(st.text(max_size=60) | st.sampled_from(list(COMPLAINS.values())), min_size=1, max_size=8))
@settings(deadline=None, max_examples=60)
def test_a_batch_says_what_each_text_says_alone(texts):
    for judge in (mood.judge, complaint.judge):
        together, alone = judge(texts), [judge([text])[0] for text in texts]
        assert [(one.start, one.end) for one in together] == [(one.start, one.end) for one in alone]
        assert [one.probability for one in together] == pytest.approx([one.probability for one in alone])


def test_many_texts_keep_their_order():
    texts = [COMPLAINS["en"], PRAISES["de"], "", ASKS["en"]] * 400
    assert [one.label for one in mood.judge(texts)] == ["neg", "pos", mood.judge([""])[0].label, "neu"] * 400


def test_mood_and_complaint_share_one_reading():
    texts = [*COMPLAINS.values(), *PRAISES.values()]
    readings = list(ngrams.read(texts))
    assert mood.judge_read(readings) == mood.judge(texts)
    assert complaint.judge_read(readings) == complaint.judge(texts)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "\x00", "\ud83d", "@a", "https://x.example", "👍", "़", "ـ", "\u200d\ufe0f", "1", "?!"]
)
def test_odd_texts_are_judged_too(text):
    assert [one.words in text for one in mood.judge([text])] == [True]
    assert [one.words in text for one in complaint.judge([text])] == [True]


@pytest.mark.parametrize("unit", ["a", "bad ", "แย่", "\x00", "\ud800", "👍", "@a ", "https://"])
def test_a_text_of_a_million_characters_is_read_to_its_limit(unit):
    text = unit * (1_000_000 // len(unit))
    said = mood.judge([text, "The crew were wonderful, thank you!"])
    assert said[0].end <= ngrams.LONGEST
    assert said[1].label == "pos"


def test_nothing_said_is_no_complaint():
    assert not any(found.is_complaint for found in complaint.judge(["", " ", "https://x.example", "@harbourline"]))
