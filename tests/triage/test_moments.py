"""The micro-moments, in many languages: to know, to go, to do, to buy."""

import pytest

from triage.signals.moments import moment

MOMENTS = {
    "want_to_know": [
        "What is the difference between a day pass and a return?",
        "Do you know if dogs are allowed on deck?",
        "Is the sourdough vegan?",
        "How long does the crossing take?",
        "Any update on the storm?",
        "Sind Hunde an Bord erlaubt?",
        "Warum ist die Fähre so spät?",
        "Pourquoi le bateau est-il en retard ?",
        "Est-ce que les chiens sont admis ?",
        "¿Por qué no sale el ferry?",
        "¿Cuánto tiempo dura la travesía?",
        "Quanto dura la traversata?",
        "Por que o barco atrasou?",
        "Waarom vaart de boot niet?",
        "Dlaczego prom nie płynie?",
        "Varför går inte färjan?",
        "Neden gecikti?",
        "لماذا تأخرت العبارة؟",
        "फेरी क्यों लेट है?",
        "ทำไมเรือช้า",
        "なぜ遅れているのですか",
        "为什么船晚点了",
        "왜 배가 늦나요?",
    ],
    "want_to_go": [
        "Where is your shop in Wrenmoor?",
        "What time does the last ferry leave?",
        "Are you open on Sunday?",
        "How do I get to the pier from the station?",
        "is there a bakery near me",
        "we plan to visit the island in May",
        "Wo ist der Anleger?",
        "Wie komme ich zum Hafen?",
        "À quelle heure part le bateau ?",
        "Où se trouve le quai ?",
        "¿A qué hora abren?",
        "¿Dónde está el muelle?",
        "A che ora parte il traghetto?",
        "Dove si trova il molo?",
        "Que horas abre a padaria?",
        "Onde fica o cais?",
        "Hoe laat vertrekt de boot?",
        "Gdzie jest przystań?",
        "Var ligger kajen?",
        "İskeleye nasıl gidilir?",
        "متى تفتح المخبزة؟",
        "दुकान कितने बजे खुलती है?",
        "ร้านเปิดกี่โมง",
        "営業時間を教えてください",
        "码头怎么走",
        "부두에 어떻게 가나요?",
    ],
    "want_to_do": [
        "How do I change my booking?",
        "how to reset the router",
        "Can you walk me through the sign in?",
        "what should I do with the old SIM",
        "Wie kann ich meine Buchung ändern?",
        "Comment annuler ma réservation ?",
        "¿Cómo puedo cambiar mi reserva?",
        "Come posso cambiare il biglietto?",
        "Como faço para mudar a reserva?",
        "Hoe kan ik mijn boeking wijzigen?",
        "Jak mogę zmienić rezerwację?",
        "Hur kan jag ändra min bokning?",
        "Rezervasyonu nasıl iptal ederim?",
        "كيف يمكنني تغيير الحجز؟",
        "बुकिंग कैसे रद्द करें?",
        "ยกเลิกการจองต้องทำยังไง",
        "予約はどうすれば変更できますか",
        "如何更改预订",
        "예약을 어떻게 변경하나요?",
    ],
    "want_to_buy": [
        "Where can I buy a day ticket?",
        "How much is a return with a car?",
        "I'd like to order two carrot cakes for Friday",
        "Is the blue phone back in stock?",
        "how do I book a crossing to the island?",
        "Was kostet die Überfahrt?",
        "Ich möchte zwei Torten bestellen",
        "Combien coûte la traversée ?",
        "Je voudrais réserver une cabine",
        "¿Cuánto cuesta el billete?",
        "Quiero comprar dos entradas",
        "Quanto costa il biglietto?",
        "Vorrei prenotare una cabina",
        "Quanto custa a passagem?",
        "Queria comprar dois bilhetes",
        "Hoeveel kost een retour?",
        "Ile kosztuje bilet?",
        "Vad kostar biljetten?",
        "Bilet ne kadar?",
        "بكم التذكرة؟",
        "टिकट कितने का है?",
        "ตั๋วราคาเท่าไหร่คะ",
        "チケットはいくらですか",
        "船票多少钱",
        "표는 얼마예요?",
    ],
}
CASES = [(value, text) for value, texts in MOMENTS.items() for text in texts]


@pytest.mark.parametrize(("value", "text"), CASES, ids=[f"{value}: {text[:40]}" for value, text in CASES])
def test_a_moment_is_seen_with_its_words(value, text):
    found = moment(text)
    assert found is not None
    assert (found.name, found.value) == ("moment", value)
    assert found.words
    assert found.words == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "What a lovely crossing",
        "I bought a cake and it was stale",
        "You lost my bag",
        "thanks!",
        "The crew was rude to us",
        "Danke für die schöne Fahrt",
        "Merci, superbe traversée",
        "gracias por todo",
        "grazie mille",
        "obrigado",
        "すごい!",
        "https://shop.example/how-to-buy",
        "",
        "👍",
        "\x00\ud800",
    ],
)
def test_where_no_moment_shows_none_is_told(text):
    assert moment(text) is None


def test_the_moment_nearest_to_a_deed_is_told():
    found = moment("Why is nobody at the desk? Where can I buy a ticket, and where is the pier?")
    assert found is not None
    assert found.value == "want_to_buy"
    assert found.words == "Where can I buy"


@pytest.mark.parametrize("text", ["how do i " * 100_000, "is " * 300_000, "?" * 1_000_000, "吗" * 300_000])
def test_any_text_is_judged(text):
    found = moment(text)
    assert found is None or found.words == text[found.start : found.end]
