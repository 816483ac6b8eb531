"""Which language a text is in, and that nothing is guessed where it does not show."""

import pytest

from triage.signals import language

SAID = {
    "en": "When does the last boat to Wrenmoor leave tonight?",
    "de": "Wann fährt heute das letzte Boot nach Wrenmoor?",
    "fr": "À quelle heure part le dernier bateau ce soir ?",
    "es": "¿A qué hora sale el último barco esta noche?",
    "it": "A che ora parte l'ultimo traghetto stasera?",
    "pt": "Vocês sabem a que horas sai o último barco hoje?",
    "nl": "Hoe laat vertrekt de laatste boot vanavond?",
    "pl": "O której odpływa dzisiaj ostatni prom?",
    "sv": "När går den sista färjan ikväll, och vad kostar det?",
    "tr": "Son vapur bu akşam saat kaçta kalkıyor?",
    "fi": "Mihin aikaan viimeinen lautta lähtee tänään?",
    "cs": "V kolik hodin dnes jede poslední loď?",
    "ro": "La ce oră pleacă ultimul vapor astăzi?",
    "hu": "Mikor indul ma az utolsó hajó?",
    "id": "Kapal terakhir berangkat jam berapa malam ini ya?",
    "ar": "متى تغادر آخر عبارة الليلة؟",
    "fa": "آخرین کشتی چه ساعتی حرکت می‌کند؟",
    "ur": "آخری کشتی کب جاتی ہے؟",
    "hi": "आखिरी नाव कब जाती है?",
    "th": "เรือเที่ยวสุดท้ายออกกี่โมง",
    "ja": "最終の船は何時に出ますか",
    "zh": "最后一班船几点开",
    "ko": "마지막 배는 몇 시에 출발하나요",
    "ru": "Во сколько уходит последний паром сегодня?",
    "uk": "О котрій годині відходить останній пором? Дякую за відповідь",
    "el": "Τι ώρα φεύγει το τελευταίο πλοίο;",
    "he": "מתי יוצאת המעבורת האחרונה",
}


@pytest.mark.parametrize(("code", "text"), SAID.items(), ids=SAID)
def test_a_question_about_the_last_boat_is_in_its_language(code, text):
    assert language.detect([text]) == [code]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Danke!", "de"),
        ("merci beaucoup", "fr"),
        ("gracias", "es"),
        ("bedankt voor de hulp", "nl"),
        ("Thanks!!!", "en"),
        ("thaaaaanks", "en"),
        ("boat kab aayegi, koi batata kyun nahi", "hi"),
        ("jajajaja", "es"),
    ],
)
def test_a_word_only_one_language_has_is_enough(text, code):
    assert language.detect([text]) == [code]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "ok",
            "OK!!",
            "👍",
            "❤️❤️",
            "haha",
            "hahahaha 😂",
            "lol",
            ":-)",
            "xD",
            "12",
            "48213",
            "Jo",
            "Wrenmoor",
            "???",
            "ok 👍",
        ),
        *(
            "@harbourline",
            "@harbourline https://wrenmoor.example/timetable",
            "https://example.org",
            "RT @harbourline",
            "\x00",
            "\ud83d",
        ),
    ],
)
def test_what_shows_no_language_is_unknown(text):
    assert language.detect([text]) == [""]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("@harbourline @thebestcompany wann geht es weiter? https://www.theferry.example/the-news", "de"),
        ("Danke für das Update, nice job, love it 🚢", "de"),
        ("Mein Handy hat seit gestern kein Netz #thefail", "de"),
        ("Das Wort 船 heißt Schiff, sagt meine Freundin", "de"),
        ("私のiPhoneで予約できません", "ja"),
    ],
)
def test_handles_links_and_a_borrowed_word_do_not_decide(text, code):
    assert language.detect([text]) == [code]


def test_a_batch_says_what_each_text_says_alone():
    texts = [*SAID.values(), "ok", "", "Danke!"]
    assert language.detect(texts) == [language.detect([text])[0] for text in texts]


@pytest.mark.parametrize(
    "unit", ["a", "ja ja ", "الف", "\x00", "\ud800", "👍", "@a ", "https://", "l'", "!" * 50 + " "]
)
def test_a_text_of_a_million_characters_is_read_like_any_other(unit):
    text = unit * (1_000_000 // len(unit))
    assert len(language.detect([text])) == 1
