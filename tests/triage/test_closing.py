"""What ends a talk and what only seems to; thanks wherever they stand."""

import pytest

from triage.signals.closing import closing
from triage.signals.gratitude import gratitude

CLOSES = {
    "Thanks!": "thanks",
    "THANK YOU SO MUCH!!!": "thanks",
    "thank youuuu": "thanks",
    "haha thank you, clear now": "thanks",
    "works now, thx!": "thanks",
    "all good now, cheers": "thanks",
    "@harbourline ok thx": "thanks",
    "Thank you Jo, see you then": "thanks",
    "Thanks for your quick reply, Maren!": "thanks",
    "Brilliant, thanks for sorting it out so quickly 😊": "thanks",
    "Thanks a lot!\n\nKind regards,\nMorag Finch": "thanks",
    "Much appreciated": "thanks",
    "aw thanks :)": "thanks",
    "All sorted": "solved",
    "It's working again": "solved",
    "That fixed it": "solved",
    "yes that worked": "solved",
    "perfect 👍": "pleased",
    "That's great news 😊": "pleased",
    "👍": "emoji",
    "🙏": "emoji",
    "❤️": "emoji",
    "👌🏽 🙂": "emoji",
    "Vielen Dank für die schnelle Antwort!": "thanks",
    "Danke dir, jetzt klappt es": "thanks",
    "Passt so, merci": "thanks",
    "Merci beaucoup pour votre aide": "thanks",
    "C’est parfait, merci !": "thanks",
    "Ça marche maintenant": "solved",
    "¡Muchas gracias por la ayuda!": "thanks",
    "Ya funciona, gracias": "thanks",
    "Grazie mille, risolto": "thanks",
    "Obrigada, já resolvi 😊": "thanks",
    "Top, bedankt voor de snelle reactie": "thanks",
    "Het werkt weer": "solved",
    "Tack så mycket!": "thanks",
    "Mange tak for hjælpen": "thanks",
    "Tusen takk": "thanks",
    "Kiitos paljon": "thanks",
    "Bardzo dziękuję za pomoc": "thanks",
    "Moc děkuji": "thanks",
    "Çok teşekkürler": "thanks",
    "شكراً جزيلاً": "thanks",
    "شكرا على الرد السريع": "thanks",
    "बहुत बहुत धन्यवाद": "thanks",
    "Shukriya": "thanks",
    "Большое спасибо за помощь!": "thanks",
    "Terima kasih banyak": "thanks",
    "ありがとうございます！": "thanks",
    "ご丁寧にありがとうございました。": "thanks",
    "谢谢你们的帮助": "thanks",
    "謝謝": "thanks",
    "정말 감사합니다~": "thanks",
    "ขอบคุณมากกกครับ": "thanks",
    "โอเคค่ะ ขอบคุณนะคะ 😊": "thanks",
}


@pytest.mark.parametrize("text", CLOSES)
def test_a_closing_closes_and_shows_its_words(text):
    found = closing(text)
    assert found is not None
    assert found.value == CLOSES[text]
    assert found.words
    assert text[found.start : found.end] == found.words


STAYS_OPEN = [
    "",
    "ok",
    "Ok.",
    "yes",
    "Yes thanks, I restarted it",
    "great",
    "Great.",
    "Thanks for nothing",
    "Thanks Nothing",
    "thanks a lot for ruining our trip",
    "thanks 🙄",
    "Thanks 😂",
    "thanks :(",
    "Thanks...",
    'Thanks for the "help"',
    "Thanks Obama",
    "no thanks",
    "Thanks. My bag is gone.",
    "Thanks. It is back again.",
    "Thanks, this is too much",
    "Thanks, when does it sail?",
    "thanks in advance",
    "Any help is much appreciated",
    "thanks, waiting for your call",
    "ok thanks I'll send a dm",
    "thank you I will",
    "I did thank you",
    "Sent, thanks",
    "thanks for looking into it, let me know",
    "Thanks, it is WREN-4471",
    "Thanks https://example.com/form",
    "thanks but it still does not work",
    "works now but the other one does not",
    "not working now",
    "Not sorted",
    "✅",
    "👎",
    "😂",
    "👏👏👏",
    "🔥",
    "🎫 👍 3",
    "Danke für nichts",
    "Danke, aber es geht nicht",
    "Danke im Voraus",
    "Danke. Mein Koffer ist weg.",
    "Danke Betrug",
    "erledigt",
    "merci d'avance",
    "merci mais ça ne marche pas",
    "gracias por nada",
    "gracias pero no",
    "grazie lo stesso, ma il treno è perso",
    "obrigado, mas não chegou",
    "bedankt, maar het werkt niet",
    "alvast bedankt",
    "Tak",
    "tack men det funkar inte",
    "dziękuję, ale nie działa",
    "teşekkürler ama çalışmıyor",
    "شكرا لكن لم يصل",
    "спасибо, но не работает",
    "धन्यवाद लेकिन काम नहीं कर रहा",
    "ありがとう、助けて",
    "ありがとうございます。ご連絡ください",
    "谢谢，帮忙回复",
    "请回复，谢谢",
    "됐어요",
    "감사합니다 근데 안 돼요",
    "ขอบคุณ ช่วยด้วย",
    "ช่วยตอบด้วยนะคะ ขอบคุณค่ะ",
    "thanks " * 60,
]


@pytest.mark.parametrize("text", STAYS_OPEN)
def test_what_somebody_must_read_does_not_close(text):
    assert closing(text) is None


def test_emoji_alone_are_a_closing_that_says_so():
    assert closing("👍").value == "emoji"


def test_handles_do_not_count_towards_the_length():
    text = "@harbourline " + " ".join(f"@friend{number}" for number in range(60)) + " thank you!"
    assert closing(text).words == "thank you"


@pytest.mark.parametrize(
    "text", ["u\u0308ber", "vielen dank fu\u0308r die hilfe", "ﬁne thanks", "İyi günler, teşekkürler"]
)
def test_the_words_shown_stand_in_the_text_however_it_is_encoded(text):
    found = closing(text)
    assert found is None or text[found.start : found.end] == found.words


def test_accents_typed_apart_change_nothing():
    assert closing("dzie\u0328kuje\u0328 bardzo").words == "dzie\u0328kuje\u0328 bardzo"


@pytest.mark.parametrize("signal", [closing, gratitude])
@pytest.mark.parametrize("text", ["\x00", "\ud800", "thanks" * 200_000, "👍" * 1_000_000, "@" * 1_000_000])
def test_odd_and_endless_texts_are_read_without_complaint(signal, text):
    assert not signal(text)


GRATEFUL = {
    "Thank you for the calm crossing. When is the next one?": "Thank you",
    "The crew found my scarf, I really appreciate it": "I really appreciate it",
    "Danke, aber mein Koffer fehlt noch": "Danke",
    "Merci, et le retour ?": "Merci",
    "Gracias. ¿Y el domingo?": "Gracias",
    "Grazie, però manca una valigia": "Grazie",
    "Obrigada pela simpatia. Que horas sai?": "Obrigada",
    "Bedankt! Gaat de boot morgen ook?": "Bedankt",
    "ありがとうございます。明日も運航しますか": "ありがとうございます",
    "谢谢，明天有船吗": "谢谢",
    "ขอบคุณค่ะ พรุ่งนี้มีเรือไหม": "ขอบคุณ",
}


@pytest.mark.parametrize("text", GRATEFUL)
def test_thanks_are_heard_in_a_message_that_goes_on(text):
    found = gratitude(text)
    assert found is not None
    assert found.words == GRATEFUL[text]
    assert text[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "text",
    [
        "no thanks",
        "Thanks for nothing",
        "thanks for losing my bag",
        "thanks for the delay, Harbour Line",
        "Please call me. Thanks in advance",
        "We are late thanks to your ramp",
        "Any help would be appreciated",
        "Nein danke",
        "Grazie alla pioggia siamo fermi",
        "The thanksgiving boat was full",
        "Tak, byłem na promie",
        "",
    ],
)
def test_thanks_turned_around_are_none(text):
    assert gratitude(text) is None
