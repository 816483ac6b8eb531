"""What cannot wait, in many languages, and what only sounds so."""

import pytest

from triage.signals.urgency import urgencies, urgency

URGENT = {
    "crisis": [
        "I can't go on, I want to end my life",
        "honestly I am suicidal and nobody answers",
        "Ich will nicht mehr leben",
        "j'ai envie de mourir",
        "no quiero seguir viviendo",
        "voglio morire",
        "quero morrer",
        "ik wil niet meer leven",
        "死にたい",
        "죽고 싶어요",
        "我不想活了",
        "อยากตาย",
        "मैं मरना चाहता हूँ",
        "أفكر في الانتحار",
    ],
    "safety": [
        "The charger caught fire next to my bed",
        "smoke is pouring into the car deck",
        "your ramp is on fire and people are trapped",
        "my baby is choking on your biscuit",
        "There is a gas leak in the bakery, we can smell gas",
        "my son slipped on the ramp and is bleeding",
        "she had an allergic reaction to your almond cake",
        "my daughter is alone at pier 4, the bus left",
        "we are stuck in your lift since noon",
        "your driver threatened me",
        "A man on deck 3 has a heart attack, no one comes",
        "Auf der Fähre riecht es nach Gas",
        "Mein Kind ist allein am Anleger",
        "il y a le feu à bord",
        "mon fils est blessé sur la rampe, il saigne",
        "hay una fuga de gas en la cocina",
        "el chófer me amenazó",
        "mia figlia è bloccata, siamo bloccati in ascensore",
        "há fogo no convés, cheiro de queimado",
        "er is brand aan boord",
        "czuć gaz w kabinie",
        "det luktar gas i hytten",
        "vapurda yangın var",
        "يوجد حريق في السفينة",
        "जहाज में आग लगी है",
        "เรือไฟไหม้",
        "船から煙が出ています",
        "电池起火了",
        "배에서 연기가 나요",
    ],
    "vulnerable": [
        "My mother's insulin is in the lost suitcase",
        "I am in a wheelchair and the ramp is shut",
        "my wife is 8 months pregnant and has stood for three hours",
        "we have been in the queue with a newborn since six",
        "Ich sitze im Rollstuhl, die Rampe ist zu",
        "ma femme est enceinte et attend depuis des heures",
        "mi madre va en silla de ruedas",
        "mia moglie è incinta",
        "minha mãe é cadeirante",
        "mijn moeder zit in een rolstoel",
        "żona jest w ciąży",
        "min mamma sitter i rullstol",
        "annem tekerlekli sandalye kullanıyor",
        "أمي على كرسي متحرك",
        "माँ व्हीलचेयर पर हैं",
        "แม่นั่งวีลแชร์",
        "母は車椅子です",
        "我妈妈坐轮椅",
        "어머니가 휠체어를 타세요",
    ],
    "stranded": [
        "We are stranded on the island and the desk is closed",
        "missed my connection because the 9:40 was late, what now",
        "standing at the gate now and my boarding pass does not load",
        "boarding in 20 minutes and the app says invalid",
        "sat on the tarmac for two hours",
        "the last ferry has gone and we have nowhere to sleep",
        "Wir sitzen am Hafen fest",
        "Anschlusszug verpasst wegen eurer Fähre",
        "nous sommes bloqués au port depuis ce matin",
        "estamos varados en la isla",
        "abbiamo perso la coincidenza",
        "estamos presos no aeroporto",
        "we zijn gestrand in de haven",
        "utknęliśmy na lotnisku",
        "vi är strandade på ön",
        "adada mahsur kaldık",
        "نحن عالقون في المطار منذ الصباح",
        "हम एयरपोर्ट पर फंसे हुए हैं",
        "ตกเครื่องเพราะเรือช้า",
        "港で足止めされています",
        "我们滞留在码头",
        "공항에 갇혀 있어요, 결항이래요",
    ],
    "money": [
        "You charged me twice for one crossing",
        "there is an unauthorised payment on my card",
        "my account has been drained overnight",
        "€240 gone, I was double charged",
        "there is a withdrawal on my card that I did not make",
        "someone is using my card, please block it",
        "the same charge shows twice on my statement",
        "Ihr habt doppelt abgebucht",
        "j'ai été débité deux fois",
        "me cobraron dos veces el billete",
        "mi hanno addebitato due volte",
        "cobraram duas vezes no meu cartão",
        "er is twee keer afgeschreven",
        "pobrano dwa razy opłatę",
        "ni har debiterat dubbelt, pengarna är borta",
        "kartımdan iki kere çekildi",
        "تم خصم المبلغ مرتين",
        "मेरे खाते से पैसे कट गए",
        "โดนตัดเงินซ้ำ",
        "二重請求されています",
        "重复扣款了",
        "이중 결제 됐어요",
    ],
    "outage": [
        "your website is down",
        "no internet since this morning",
        "is there an outage in Wrenmoor?",
        "Seit heute früh kein Internet",
        "panne internet depuis hier",
        "sin internet desde ayer",
        "senza linea da stamattina",
        "o site está fora do ar",
        "geen internet sinds vanochtend",
        "brak internetu od rana",
        "internet ligger nere",
        "internet yok sabahtan beri",
        "النت مقطوع من الصبح",
        "सुबह से नेट बंद है",
        "เน็ตล่มตั้งแต่เช้า",
        "朝から通信障害です",
        "今天断网一整天",
        "인터넷이 안 돼요",
    ],
}
CASES = [(value, text) for value, texts in URGENT.items() for text in texts]


@pytest.mark.parametrize(("value", "text"), CASES, ids=[f"{value}: {text[:40]}" for value, text in CASES])
def test_what_cannot_wait_is_seen_with_its_words(value, text):
    found = urgency(text)
    assert found is not None
    assert (found.name, found.value) == ("urgency", value)
    assert found.words
    assert found.words == text[found.start : found.end]


CALM = [
    "this song is fire",
    "the new menu is straight fire 🔥",
    "I'm dying lol",
    "this queue makes me want to kill myself lol",
    "you are killing it",
    "bomb cookies!",
    "your cinnamon rolls are the bomb",
    "my feet are killing me",
    "adding insult to injury, no cake left",
    "it hit me that I forgot my hat",
    "I was blown away by the view",
    "drowning in emails today",
    "he went overboard with the icing",
    "she is choking up with laughter",
    "this place is on fire tonight",
    "I missed you at the fair",
    "lost my train of thought",
    "put your phones down and look at the sea",
    "I'd die for another slice",
    "the storing of bikes is well done",
    "can I charge my phone on board?",
    "I paid twice as much elsewhere",
    "we sail twice a week and paid each time",
    "this payment is mine, thanks",
    "how much do you charge for a dog?",
    "Deadline day, stuck in a meeting",
    "das ist der Brandt, den ich meine",
    "me muero de risa",
    "c'est une tuerie ce gâteau",
    "sto morendo dal ridere",
    "tô morrendo de rir",
    "What time do you open?",
    "Lovely crossing, thank you!",
    "https://fire.example/caught-fire @stranded",
    "",
    "👍",
]


@pytest.mark.parametrize("text", CALM)
def test_a_manner_of_speaking_is_not_urgent(text):
    assert urgency(text) is None
    assert urgencies(text) == []


def test_the_strongest_comes_first_and_each_kind_once():
    text = (
        "Stranded at the pier with a newborn, charged twice, charged twice, and there is smoke coming out of the engine"
    )
    found = urgencies(text)
    assert [signal.value for signal in found] == ["safety", "vulnerable", "stranded", "money"]
    assert found[0] == urgency(text)
    assert all(signal.words == text[signal.start : signal.end] for signal in found)


def test_who_laughs_is_stranded_all_the_same():
    found = urgencies("I'll kill myself hahaha, stranded at the pier")
    assert [signal.value for signal in found] == ["stranded"]


def test_the_words_shown_are_those_of_the_text_as_it_was_written():
    found = urgency("Wé can’t stay: ＳＭＯＫＥ is coming out of the engine’s hatch")
    assert found is not None
    assert found.words == "ＳＭＯＫＥ is coming"


@pytest.mark.parametrize(
    "text",
    ["\x00", "\ud800 stranded \udfff", "stranded " * 100_000, "a" * 1_000_000, "is " * 300_000, "困" * 300_000],
    ids=["nul", "lone surrogates", "the same word on end", "one long word", "small words on end", "one sign on end"],
)
def test_any_text_is_judged(text):
    assert all(signal.words == text[signal.start : signal.end] for signal in urgencies(text))
