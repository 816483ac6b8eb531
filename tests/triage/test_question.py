"""What asks, with and without a question mark, in many languages."""

import pytest

from triage.signals.question import question

ASKS = [
    "When do you sail?",
    "really??",
    "The boat. Is it late ?",
    "anyone know if the ferry runs today",
    "does this come in blue",
    "how much is a day ticket",
    "what time is the last boat",
    "Hi, can I bring my dog",
    "I was wondering whether bikes are allowed",
    "please tell me how to get a refund",
    "I don't know where to collect my bag",
    "any news on the 9 pm boat",
    "could you please check my booking",
    "I'd like to know the fare",
    "Lovely boat. wann fährt das letzte boot",
    "weiß jemand ob die fähre heute fährt",
    "Gibt es noch Plätze",
    "Könnt ihr mir sagen, was das kostet",
    "quand part le dernier bateau",
    "est-ce que les chiens sont admis",
    "Savez-vous si le ferry circule",
    "a qué hora sale el ferry",
    "alguien sabe si hay barco hoy",
    "¿Hay plazas",
    "quando parte il traghetto",
    "si può portare il cane",
    "que horas sai o barco",
    "alguém sabe se tem balsa hoje",
    "hoe laat gaat de laatste boot",
    "weet iemand of de veerpont vaart",
    "när går färjan",
    "hvornår sejler færgen",
    "når går fergen",
    "o której odpływa prom",
    "czy można zabrać psa",
    "vapur ne zaman kalkıyor",
    "bilet var mı",
    "kapan kapal berangkat",
    "во сколько отходит паром, подскажите",
    "есть ли места",
    "هل يوجد قارب اليوم",
    "متى تغادر العبارة؟",
    "नाव कब चलेगी",
    "क्या कुत्ते ला सकते हैं",
    "ferry kab chalegi",
    "最終便は何時ですか",
    "犬は乗れますか",
    "今天有船吗",
    "票多少钱",
    "오늘 배가 있나요",
    "배는 언제 출발해요",
    "วันนี้มีเรือไหมคะ",
    "เรือออกกี่โมง",
    "ราคาเท่าไหร่ครับ",
    "ใช้บัตรได้มั้ย",
]


@pytest.mark.parametrize("text", ASKS)
def test_what_asks_is_a_question_and_shows_its_words(text):
    found = question(text)
    assert found is not None
    assert found.words
    assert text[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ferry at https://harbour.example/?boat=9",
        "www.harbour.example/?x=1 is your page",
        "The crew was lovely",
        "I was on the boat at nine",
        "Thank you so much",
        "My bag is gone.",
        "Have a nice day",
        "Ich war gestern auf der Fähre",
        "Das Schiff war pünktlich",
        "Le bateau était parfait",
        "El barco estaba limpio",
        "Il traghetto era pulito",
        "O barco estava limpo",
        "De boot was schoon",
        "Båten var ren",
        "Prom był czysty",
        "Vapur temizdi",
        "العبارة نظيفة",
        "नाव साफ थी",
        "船はきれいでした",
        "船很干净",
        "배가 깨끗했어요",
        "เรือสะอาดมาก",
        "👍",
    ],
)
def test_what_only_tells_is_no_question(text):
    assert question(text) is None


def test_a_question_mark_counts_wherever_it_stands():
    text = "a " * 500_000 + "and when?"
    assert question(text).words.endswith("?")


def test_a_link_far_into_the_text_asks_nothing():
    assert question("a " * 5000 + "https://harbour.example/?boat=9") is None


def test_the_sentence_that_asks_is_shown():
    assert question("I like it. Does it come in blue? Thanks").words == "Does it come in blue?"


@pytest.mark.parametrize("text", ["\x00", "\ud800", "\n" * 1_000_000, "a " * 500_000, "https://" * 100_000])
def test_odd_and_endless_texts_are_read_without_complaint(text):
    assert question(text) is None
