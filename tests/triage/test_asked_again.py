"""Asking again: in words that say so, and with the same words once more."""

import pytest

from triage.signals.asked_again import asks_again, repeats

SAYS_SO = {
    "hello??": "hello??",
    "Hello? Is the 9 pm boat running": "Hello?",
    "anyone there?": "anyone there",
    "bump": "bump",
    "??": "??",
    "any update?": "any update?",
    "Still waiting for an answer": "Still waiting",
    "This is the third time I ask about my bag": "third time I ask",
    "I have asked twice now": "asked twice",
    "You still haven't answered me": "You still haven't answered",
    "nobody replies": "nobody replies",
    "Please answer me": "Please answer me",
    "stop ignoring us": "stop ignoring",
    "how much longer": "how much longer",
    "still hoping someone can tell me about the ramp": "still hoping someone can tell",
    "Still hoping you reply to this": "Still hoping you reply",
    "hoping for an answer": "hoping for an answer",
    "hoping to get a reply": "hoping to get a reply",
    "any chance of a reply": "any chance of a reply",
    "anyone able to tell me?": "anyone able to tell me",
    "Still wondering if the lift works": "Still wondering if",
    "I would still like to know": "would still like to know",
    "It would be nice to get an answer": "nice to get an answer",
    "@harbourline me again about the knitting bag": "me again",
    "Trying once more: is there a lift": "Trying once more",
    "Just checking in on my claim": "Just checking in",
    "Ich warte immer noch auf eine Antwort": "warte immer noch",
    "Jemand da?": "Jemand da",
    "Keine Antwort? Ich frage nochmal": "frage nochmal",
    "Ich hoffe immer noch auf eine Antwort": "hoffe immer noch auf eine Antwort",
    "Bekomme ich noch eine Antwort?": "Bekomme ich noch eine Antwort",
    "Toujours pas de réponse": "Toujours pas de réponse",
    "J'espère toujours une réponse": "J'espère toujours une réponse",
    "Quelqu'un peut me répondre ?": "Quelqu'un peut me répondre",
    "J'attends toujours": "J'attends toujours",
    "Sigo esperando": "Sigo esperando",
    "¿Hay alguien ahí?": "Hay alguien",
    "Todavía espero que alguien me conteste": "Todavía espero que alguien",
    "¿Alguna posibilidad de respuesta?": "Alguna posibilidad de respuesta",
    "Sto ancora aspettando": "Sto ancora aspettando",
    "Spero ancora in una risposta": "Spero ancora in una risposta",
    "Qualcuno può rispondere?": "Qualcuno può rispondere",
    "C'è qualcuno?": "C'è qualcuno",
    "Continuo à espera de resposta": "Continuo à espera",
    "Alguma novidade?": "Alguma novidade",
    "Ainda espero uma resposta": "Ainda espero uma resposta",
    "Alguém pode me responder?": "Alguém pode me responder",
    "Ik wacht nog op antwoord": "wacht nog",
    "Nog steeds geen reactie": "Nog steeds geen reactie",
    "Ik hoop nog steeds op een antwoord": "hoop nog steeds op een antwoord",
    "Kans op een reactie?": "Kans op een reactie",
    "Fortfarande inget svar": "Fortfarande inget svar",
    "Hoppas fortfarande på svar": "Hoppas fortfarande på svar",
    "Nadal czekam": "Nadal czekam",
    "Wciąż mam nadzieję na odpowiedź": "Wciąż mam nadzieję na odpowiedź",
    "Hâlâ bekliyorum": "Hâlâ bekliyorum",
    "До сих пор никто не ответил": "До сих пор никто",
    "Всё ещё надеюсь на ответ": "Всё ещё надеюсь на ответ",
    "هل من مجيب؟": "هل من مجيب",
    "कोई जवाब": "कोई जवाब",
    "まだ返信がありません": "まだ返信",
    "有人吗": "有人吗",
    "아직 답변이 없네요": "아직 답",
    "ยังไม่ตอบเลย": "ยังไม่ตอบ",
}


@pytest.mark.parametrize("text", SAYS_SO)
def test_words_that_say_so_are_shown(text):
    found = asks_again(text)
    assert found is not None
    assert found.words == SAYS_SO[text]
    assert text[found.start : found.end] == found.words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello, is the 9 pm boat running?",
        "Hi! When do you sail?",
        "Can I bring my dog as well?",
        "We loved it the second time too",
        "Last time it was sunny",
        "Someone out there must love this boat",
        "How long does it take to the island?",
        "I agree with you there",
        "Please try again later, said the machine",
        "Guten Morgen, wann fahrt ihr?",
        "Still hoping to visit one day",
        "Still hoping they bring the old boat back",
        "Hoping for a window seat",
        "Any chance of a window seat?",
        "Any chance the 9 pm boat runs?",
        "Anyone able to tell me when you sail?",
        "You made me again believe in people",
        "Ich hoffe noch auf einen Platz am Fenster",
        "J'espère toujours revenir un jour",
        "Todavía espero que haga sol",
        "Spero ancora di vedervi",
        "Ainda espero viajar com vocês",
        "Ik hoop nog steeds op mooi weer",
        "La última vez llovió",
        "Per la seconda volta al mare",
        "...",
        "Lovely crew",
    ],
)
def test_a_first_question_is_not_asking_again(text):
    assert asks_again(text) is None


REPEATED = [
    ("Where is my bag", ["When do you sail?", "Where is my bag?"]),
    ("@harbourline WHERE is my bag!!", ["@harbourline where is my bag?"]),
    (
        "My refund for the May crossing has still not come, please help",
        ["My refund for the May crossing has not come, please help"],
    ),
    ("我的行李在哪里", ["我的行李在哪里？"]),
    ("กระเป๋าของฉันอยู่ไหน", ["กระเป๋าของฉันอยู่ไหนคะ"]),
]


@pytest.mark.parametrize(("text", "earlier"), REPEATED)
def test_the_same_words_once_more_repeat(text, earlier):
    assert repeats(text, earlier)


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("Where is my bag", []),
        ("Where is my bag", ["Where is my boat"]),
        ("Does the 9 pm boat run on Sunday?", ["Does the 10 pm boat run on Sunday?"]),
        ("yes", ["yes"]),
        ("Refund!!", ["refund"]),
        ("ok thanks", ["ok thanks"]),
        ("", [""]),
        ("👍", ["👍"]),
        ("@harbourline @friend", ["@harbourline @friend"]),
    ],
)
def test_something_else_or_next_to_nothing_does_not_repeat(text, earlier):
    assert not repeats(text, earlier)


@pytest.mark.parametrize("text", ["\x00", "\ud800", "hello " * 200_000, "?" * 1_000_000 + "a", "\n" * 1_000_000])
def test_odd_and_endless_texts_are_read_without_complaint(text):
    found = asks_again(text)
    assert found is None or text[found.start : found.end] == found.words


def test_of_endless_texts_the_beginning_is_compared():
    assert repeats("where is my bag " * 100_000, ["where is my bag " * 90_000])
    assert not repeats("where is my bag " * 100_000, ["when do you sail " * 100_000])
