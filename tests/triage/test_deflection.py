"""An answer of ours that only sends the person elsewhere, and one that answers."""

import pytest

from triage.signals.deflection import deflects

DEFLECTS = {
    "Please send us a DM with your booking number": "private",
    "Hi Ann, sorry to hear that! Please DM us your booking number so we can look into this. ^JK": "private",
    "@ann Oh no! We'd love to help. Shoot us a DM *Maren": "private",
    "Check your inbox": "private",
    "I've just replied to your DM": "private",
    "Which boat were you on? DM us your booking number and we'll look into it.": "private",
    "If you still need help, DM us your details": "private",
    "We take this very seriously. Please message us privately.": "private",
    "We can't access bookings on here. Please send us a direct message -Jo": "private",
    "Call us at 0800 555 010": "phone",
    "Sorry about that! Please email us at care@harbour.example": "mail",
    "Please contact support via the form": "contact",
    "That doesn't sound right. Please tell us more here: https://harbour.example/care": "contact",
    "I am so sorry. Please tell us more so we can help: https://harbour.example/care -Jo": "contact",
    "Here to help! Send us a note at https://harbour.example/note so our team can connect.": "contact",
    "Schreib uns bitte eine Direktnachricht mit deiner Buchungsnummer.": "private",
    "Hallo Ann, das tut uns leid! Bitte schick uns eine DM, dann schauen wir uns das an. ^JK": "private",
    "Guten Tag, bitte wenden Sie sich an unseren Kundenservice.": "contact",
    "Bonjour, désolés pour ce retard. Merci de nous envoyer votre numéro de dossier en MP.": "private",
    "Bonjour, pouvez-vous nous contacter via le formulaire ? Merci": "contact",
    "Hola, lamentamos lo ocurrido. Por favor envíanos un mensaje directo con tu número de reserva.": "private",
    "Ciao Marta, ci dispiace! Scrivici in privato con il tuo codice di prenotazione.": "private",
    "Olá! Sentimos muito. Por favor envie-nos uma mensagem privada com o seu número.": "private",
    "Hoi Jan, wat vervelend! Stuur je ons even een DM met je boekingsnummer?": "private",
    "Hej! Tråkigt att höra. Skicka gärna ett DM till oss så hjälper vi dig.": "private",
    "Cześć, przykro nam. Prosimy o wiadomość prywatną z numerem rezerwacji.": "private",
    "Merhaba, üzgünüz. Lütfen bize DM üzerinden ulaşın.": "private",
    "نعتذر منك، الرجاء التواصل معنا عبر الخاص": "private",
    "असुविधा के लिए खेद है। कृपया हमें डीएम करें।": "private",
    "ご不便をおかけし申し訳ございません。DMにてご連絡ください。": "private",
    "很抱歉给您带来不便，请私信我们。": "private",
    "죄송합니다. DM으로 예약번호를 보내주세요.": "private",
    "ขออภัยค่ะ รบกวนทักแชทส่วนตัวนะคะ": "private",
}


@pytest.mark.parametrize("text", DEFLECTS)
def test_an_answer_that_only_sends_elsewhere_deflects(text):
    found = deflects(text)
    assert found is not None
    assert found.value == DEFLECTS[text]
    assert found.words
    assert text[found.start : found.end] == found.words


ANSWERS = [
    "",
    "The 9 pm boat runs tonight. DM us if you need more.",
    "Bikes travel free on deck. Send us a DM with your booking number and we will add yours.",
    "Your refund went out this morning. Please check your inbox for the receipt.",
    "There is no boat on Sunday. DM us your booking number and we'll move you to Monday.",
    "Yes, we call at Wren Point every hour until ten.",
    "We're sorry, the ramp was broken. It runs again since noon.",
    "Thanks for letting us know!",
    "You're welcome! DM us if you need anything else.",
    "Glad to hear it. Feel free to contact us for help in the future.",
    "We'll get in touch with the harbour team today.",
    "Das letzte Boot fährt um 21 Uhr. Schreib uns gern eine DM, wenn du noch Fragen hast.",
    "Le dernier bateau part à 21h. N'hésitez pas à nous écrire en MP si vous avez d'autres questions.",
    "El último barco sale a las 21. Mándanos un DM si tienes otra duda.",
    "L'ultimo traghetto parte alle 21. Scrivici in privato se hai altre domande.",
    "Ja, honden mogen gratis mee. Stuur ons een DM als je nog vragen hebt.",
    "最後の便は21時です。詳しくはDMでお問い合わせください。",
]


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_that_says_something_does_not_deflect(text):
    assert deflects(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Which boat were you on?",
        "Sorry to hear that! What is the number on your ticket?",
        "Have you had a chance to contact our harbour office about it?",
        "Welche Fähre war das?",
        "¿En qué barco viajaba?",
    ],
)
def test_asking_back_is_no_deflection(text):
    assert deflects(text) is None


@pytest.mark.parametrize("text", ["\x00", "\ud800 dm", "dm us " * 200_000, "?" * 1_000_000, "we can " * 400])
def test_odd_and_endless_answers_are_read_without_complaint(text):
    found = deflects(text)
    assert found is None or text[found.start : found.end] == found.words
