"""What is spam beyond doubt, and above all who only sounds like it and waits."""

import pytest

from triage.signals.spam import LABELS, spam
from triage.signals.spam_cues import ADULT, GIVEAWAY
from triage.signals.spam_money import MONEY
from triage.signals.spam_promotion import PROMOTION, SELF_PROMOTION
from triage.signals.spam_support import SUPPORT

SPAM = {
    "giveaway": [
        "You have been selected! Claim your prize at win-big.example",
        "Congratulations!! You've won a brand new iPhone 16, click here to claim your gift www.free-stuff.example",
        "CONGRATS your number has been drawn as todays winner, collect your cash reward now: bit.ly/xx9",
        "𝐘𝐨𝐮 𝐡𝐚𝐯𝐞 𝐛𝐞𝐞𝐧 𝐬𝐞𝐥𝐞𝐜𝐭𝐞𝐝! 𝐂𝐥𝐚𝐢𝐦 𝐲𝐨𝐮𝐫 𝐩𝐫𝐢𝐳𝐞 𝐚𝐭 win.example",
        "You have be\u200ben sel\u200bected! Cl\u200baim your pr\u200bize at w w w . win . example",
        "Yоu have bееn sеlected, clаim your prizе: https://win.example",
        "Felicidades, usted ha ganado! Reclama tu premio aquí https://premio.example",
        "Parabéns! Você foi sorteado. Resgate seu prêmio no link https://premio.example",
        "Félicitations, vous avez gagné ! Réclamez votre cadeau ici : https://lot.example",
        "Herzlichen Glückwunsch, Sie haben gewonnen! Jetzt Preis abholen: https://gewinn.example",
        "Complimenti, hai vinto! Ritira il tuo premio qui https://premio.example",
        "مبروك لقد ربحت! استلم جائزتك من الرابط https://prize.example",
        "बधाई हो, आपने जीता है! इनाम पाने के लिए लिंक पर क्लिक करें https://prize.example",
    ],
    "crypto": [
        "I invested $500 and earned $6,200 with bitcoin trading, thanks to Mrs Elena Hart. Message her on WhatsApp +1 202 555 0147",
        "Double your bitcoin in 24 hours, guaranteed profit, telegram @fastgains",
        "Forex trading made easy with a professional broker, daily profit! t.me/fxgold",
        "Invierte en bitcoin y multiplica tus ganancias, inversión en criptomonedas segura https://cripto.example",
        "ＢＴＣ investment platform, triple your money weekly, join https://coin.example",
    ],
    "fast_money": [
        "Earn $300 daily working from home, no experience needed! Apply on Telegram @remotejobs",
        "We are hiring for a remote online job, part time, earn 200$ a day. Contact HR on WhatsApp +44 7700 900123",
        "Make easy money online, paid daily, sign up here https://jobs.example",
        "Gana dinero desde casa, 100 euros al día sin experiencia. Escríbeme por WhatsApp +34 600 000 000",
        "Ganhe dinheiro online, 500 reais por dia, trabalhe em casa! Link na bio",
        "Gagnez de l'argent facilement, travail à domicile sans expérience https://job.example",
        "Verdiene 300 Euro am Tag mit Heimarbeit, ohne Erfahrung: https://geld.example",
        "Guadagna 200 euro al giorno, lavora da casa senza esperienza https://soldi.example",
        "اربح المال يوميا، العمل من المنزل https://work.example",
        "घर बैठे पैसे कमाएं, रोज ऑनलाइन कमाई https://kamai.example",
    ],
    "loan": [
        "Do you need an urgent loan? We offer loans of any amount at 3% interest. Contact us: lender@cash.example",
        "Instant loans for everybody, guaranteed approval, apply now www.loans.example",
        "Offre de prêt entre particuliers sérieux et rapide, taux 2%. Contactez-moi : pret@cash.example",
        "Préstamos urgentes entre particulares, ofrecemos crédito con interés del 2%. WhatsApp +34 600 000 000",
        "Biete Kredit von privat ohne Schufa, Zinsen 2%. Interessenten kontaktieren mich: kredit@cash.example",
        "Empréstimo rápido para negativado, oferecemos empréstimos com juros baixos, WhatsApp +55 11 90000 0000",
        "Prestiti tra privati, offro prestito serio e veloce, tasso 2%, contattatemi: prestito@cash.example",
    ],
    "recovery": [
        "I lost everything to a fake broker until I met @cyberfix on Instagram, he helped me recover my stolen bitcoin. Contact him",
        "If you were scammed, contact quickhack01 at gmail, a legit recovery expert who got my money back within 48 hours",
        "Thanks to the ethical hacker who recovered my hacked account, reach out on Telegram @fixpro, he is reliable",
        "Recuperé mi dinero perdido gracias a un hacker, me ayudó mucho, escríbele por WhatsApp +34 600 000 000, recuperar fondos es posible",
    ],
    "lookalike_support": [
        "Dear customer, kindly reach our support team on WhatsApp +44 7700 900123 for immediate resolution",
        "Hello dear, we apologize for the inconvenience. Please message our official customer care desk on Telegram @ferryhelp",
        "We are sorry about your experience. Kindly chat with our refund department via WhatsApp: +1 202 555 0147",
        "Estimado cliente, lamentamos las molestias. Contacte a nuestro equipo de soporte por WhatsApp +34 600 000 000",
        "Cher client, veuillez contacter notre service d'assistance sur WhatsApp +33 6 00 00 00 00",
        "Sehr geehrter Kunde, bitte kontaktieren Sie unseren Kundenservice über WhatsApp +49 151 00000000",
        "Prezado cliente, desculpe o transtorno. Contate nossa equipe de suporte pelo WhatsApp +55 11 90000 0000",
        "Gentile cliente, contatti il nostro servizio assistenza su WhatsApp +39 320 0000000",
        "عزيزي العميل، تواصل مع فريق الدعم على واتساب +971 50 000 0000",
    ],
    "promotion": [
        "Love your feed! DM it to @bestcoastpics to get featured",
        "Promote it on @travel.vibes",
        "Get 10k real followers cheap, instant delivery, DM us for promo https://followers.example",
        "I am an SEO expert, I will rank your website on the first page of Google, affordable packages: seo@rank.example",
        "Comprar seguidores reales y baratos https://followers.example dm",
    ],
    "self_promotion": [
        "Check out my channel",
        "hey guys please subscribe to my youtube channel, I upload weekly",
        "S u b s c r i b e to my channel pls",
        "sub4sub anyone?",
        "If i get 100 subscribers I will swim round the island",
        "Suscríbete a mi canal por favor",
        "se inscreva no meu canal",
        "Abonnez-vous à ma chaîne les amis",
        "Abonniert meinen Kanal!",
        "Iscrivetevi al mio canale",
        "اشتركوا في قناتي",
        "मेरे चैनल को सब्सक्राइब करें",
        "チャンネル登録お願いします",
        "Подписывайтесь на мой канал",
        "kanalıma abone olun arkadaşlar",
    ],
    "adult": [
        "Hot singles near you want to meet tonight, click the link www.meet.example",
        "I'm horny and alone, see my nudes, link in bio",
        "sexy girls waiting for you, adult chat https://cam.example",
    ],
    "romance": [
        "Hello dear, I saw your profile and I like you, I am a single nurse looking for a serious relationship, write me on hangouts",
    ],
    "miracle": [
        "Dr Odin is a powerful spell caster who brought my ex back in two days, contact him on WhatsApp +234 800 000 0000",
        "I was cured of herpes by the herbal medicine of doctor Amen, email him dramen@herbs.example",
    ],
    "premium": [
        "FREE entry! Text WIN to 80808 to claim your £500 cash prize. 18+ T&Cs apply",
        "Get the newest ringtones on your phone! Text TONE to 80808, £1.50 per msg, to opt out text STOP",
    ],
    "empty_share": ["Check out this video on YouTube: 🍴🍴"],
    "link_drop": ["http://adf.ly/1aBcDe"],
}
CASES = [(kind, text) for kind, texts in SPAM.items() for text in texts]


@pytest.mark.parametrize(("kind", "text"), CASES, ids=[text[:50] for _, text in CASES])
def test_spam_is_seen_with_the_words_that_show_it(kind, text):
    found = spam(text)
    assert found is not None
    assert (found.name, found.value) == ("spam", kind)
    assert found.words
    assert found.words == text[found.start : found.end]
    assert LABELS[spam(text).value]


def test_every_kind_of_cue_has_a_name_an_agent_reads():
    kinds = {row.split()[0] for table in (GIVEAWAY, MONEY, SUPPORT, ADULT, PROMOTION, SELF_PROMOTION) for row in table}
    assert kinds | {"premium", "empty_share", "link_drop"} == LABELS.keys()


PEOPLE = {
    "asks whether it was us": [
        "Is this from you? Got a message to claim my prize at win-big.example",
        "hi, is it true that I have been selected as a winner and should claim my prize at www.wrenmoor-gift.example?",
        "Did you send me a text saying I won a voucher? It says click here to claim www.win.example",
        "You have been selected, claim your prize at win.example - is this legit or a scam?",
        "Can you confirm this giveaway is real? 'You won! Claim your gift at bit.ly/xx9'",
        "Was that really you on WhatsApp? 'Dear customer kindly reach our support team on +44 7700 900123'",
        "Why am I being told to contact your support team on Telegram @wrenmoorcare?",
        "¿Es una estafa? Me ha llegado un mensaje: ha ganado, reclame su premio en https://premio.example",
        "C'est une arnaque ? J'ai reçu : vous avez gagné, réclamez votre cadeau sur https://lot.example",
        "Ist das Betrug? Ich habe eine Nachricht bekommen: Sie haben gewonnen, Preis abholen auf https://gewinn.example",
        "È una truffa? Ho ricevuto un messaggio: hai vinto, ritira il premio su https://premio.example",
        "Isso é golpe? Recebi uma mensagem: você ganhou, resgate seu prêmio em https://premio.example",
        "Is dit oplichting? Ik kreeg een bericht: you have won, claim your prize https://win.example",
        "هل هذا منكم؟ وصلتني رسالة: لقد ربحت، استلم جائزتك https://prize.example",
        "क्या यह आपका है? मैसेज आया: आपने जीता, इनाम पाने के लिए क्लिक करें https://prize.example",
        "これ本物ですか? You have won, claim your prize https://win.example",
    ],
    "reports somebody": [
        "Someone pretends to be you and tells people: kindly reach our support team on WhatsApp +44 7700 900123",
        "Beware of this account, it says dear customer contact our help desk on Telegram @wrenmoor_help",
        "There is a fake Wrenmoor page asking everyone to claim a free ticket at www.free.example, please remove it",
        "An account called Harbour Line Help told me to contact our refund department on WhatsApp. Looks like phishing",
        "Please delete the comments from bots, all of them 'check out my channel' and 'subscribe to my channel', report these",
        "A bot keeps commenting DM it to @coastpics under your posts",
        "a guy messaged me, he says he can get my money back, contact @cyberfix on Instagram. Scam?",
        "I got a text offering a loan of any amount in your name, www.loan.example",
        "Alguien se hace pasar por vosotros: estimado cliente, contacte a nuestro soporte por WhatsApp +34 600 000 000",
        "Jemand gibt sich als ihr aus: kontaktieren Sie unseren Kundenservice über WhatsApp +49 151 00000000",
        "Quelqu'un se fait passer pour vous : contactez notre service sur WhatsApp +33 6 00 00 00 00",
    ],
    "has trouble of their own": [
        "Stranded at the pier, please message me on WhatsApp +44 7700 900123",
        "My number is +44 7700 900123, call me about booking HL-2231",
        "Here is the photo of the broken ramp https://photos.example/ramp.jpg",
        "https://photos.example/ramp.jpg",
        "@wrenmoor https://t.example/AbC123",
        "My order: https://shop.example/orders?ref=77812 still not here",
        "I won your spring draw and was told to claim my prize at the desk, but it was closed",
        "How do I claim my free voucher? The link www.wrenmoor.example/claim does not load",
        "I was charged £4.50 per text after I text STOP to 80808",
        "I text WIN to 80808 for the free ferry draw and heard nothing",
        "I need a personal loan decision today, my application was approved, call me on 07700 900123",
        "I bought bitcoin with your card and the crypto payment was declined, contact me on WhatsApp +44 7700 900123",
        "Your crypto trading platform is down, see https://status.example",
        "I want my money back! Contact me on Instagram",
        "How do I get my money back? Should I contact @HarbourLine on Instagram?",
        "I recovered my account, thanks for the quick help on Telegram",
        "can you check my channel, it was removed and I can't log in",
        "viewers cannot subscribe to my channel since your update",
        "Please check my video of the crew being rude https://video.example/1",
        "Can you follow me back so I can DM you my booking number?",
        "I work from home and the internet is down, call me on 07700 900123",
        "I earn $300 a week and you took $80 of it by mistake",
        "my husband left his bag on the 9:40, please contact him on +44 7700 900123",
        "Dear customer service, please answer me on WhatsApp +44 7700 900123",
        "Our support team cannot reach yours. Please call our team lead about the group booking on +44 20 7946 0000",
        "the hot girls at your bakery counter are lovely, hi to them https://t.example/x",
        "no gift cards left at the machine? www.wrenmoor.example/gift says free delivery",
        "DM me please @HarbourCare, my line is dead",
        "Die Karte wurde nicht geliefert, meine Nummer ist +49 151 00000000",
        "Mi pedido no llega, escríbanme al WhatsApp +34 600 000 000",
        "Mon colis est perdu, contactez-moi sur WhatsApp +33 6 00 00 00 00",
        "Minha reserva sumiu, me chama no WhatsApp +55 11 90000 0000",
    ],
    "is glad, curious or joking": [
        "Congratulations, you've been selected as best ferry of the year, read it at www.coastaward.example",
        "You have been selected as worst ferry of the year, claim your prize lol",
        "Wow, free gift cards for every passenger, thank you! https://t.example/pic",
        "Check out this video on YouTube: your ferry hitting the pier https://video.example/3",
        "Check out this video on YouTube: disgusting",
        "check out our help page please, guys https://help.example",
        "would like to hear and see my song on your deck radio please, thanks",
        "Check out the sunset from your deck https://photos.example/sunset.jpg",
        "Loved the crossing, my video of the dolphins: https://video.example/2",
        "I'd like to subscribe to your newsletter, where?",
        "subscribe",
        "how many subscribers do you have?",
        "Do you give loans of deck chairs for any amount of time? www.wrenmoor.example says no",
        "My dog won the cake, what a prize!",
        "earned my sea legs today, made 2 crossings",
        "Is there a casino on the night ferry?",
        "",
        "👍",
    ],
}
HUMAN = [text for texts in PEOPLE.values() for text in texts]


@pytest.mark.parametrize("text", HUMAN, ids=[text[:60] for text in HUMAN])
def test_a_person_is_never_taken_for_spam(text):
    assert spam(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "\x00" * 9,
        "\ud800 claim your prize \udfff",
        "a" * 1_000_000,
        "claim your prize " * 60_000,
        "w " * 500_000,
        "1 " * 500_000,
    ],
    ids=["nul", "lone surrogates", "one long word", "the same words on end", "single letters on end", "digits on end"],
)
def test_any_text_is_judged(text):
    found = spam(text)
    assert found is None or found.words == text[found.start : found.end]


def test_the_words_shown_are_those_of_the_text_as_it_was_written():
    found = spam("Oʼ so: YÓU ha\u200bve been SELECTED, claim your prize https://win.example")
    assert found is not None
    assert found.words in ("YÓU ha\u200bve been SELECTED", "claim your prize")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I made £9,100 every week while you stood in a queue, first 20 only, link in bio", "fast_money"),
        ("You have been chosen! 🌊 Claim your FREE 500 $PIER, the first harbour coin: pier-drop.example", "giveaway"),
        ("🎁 CONGRATS your number was picked!! claim ferry pass + phone now ➡️ lucky-boat.example", "giveaway"),
    ],
)
def test_a_scams_promise_with_somewhere_to_go_is_enough(text, kind):
    assert spam(text).value == kind


@pytest.mark.parametrize(
    "text",
    [
        "You have been chosen as the worst ferry of the year, claim your prize lol",
        "I make £40 a day selling ice cream on your boats, can I get a staff ticket? www.ices.example",
        "You have been selected, claim it at win.example: is this from you?",
    ],
)
def test_a_promise_that_leads_nowhere_or_is_asked_about_is_a_person(text):
    assert spam(text) is None
