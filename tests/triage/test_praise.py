"""Praise and thanks in whole sentences: what needs a nod and no answer, and all that only sounds like it."""

import pytest

from triage.signals.base import Signal
from triage.signals.mood import Mood
from triage.signals.praise import praise
from triage.signals.reading import read, read_words

PRAISES = {
    "Lovely crossing this morning, the crew were brilliant 😊": "praise",
    "Fantastic crew on the 17:00 today!": "praise",
    "@harbourline best crossing I have ever had, such kind people": "praise",
    "The new boat is absolutely gorgeous. What a beautiful colour!": "praise",
    "My kids loved the captain, what a wonderful man": "praise",
    "Great service from Femi at the desk today. Thank you!": "praise",
    "Magnificent. Thank you for making my evening.": "praise",
    "Another lovely crossing with you, see you again next year!": "praise",
    "Couldn't have been nicer, the whole team. Thank you!": "praise",
    "10/10, what a lovely day out ⛴️": "praise",
    "Can't thank you enough, you are angels": "praise",
    "Brilliant, thanks Jo!": "thanks",
    "Love your buns 😍 #harbour": "praise",
    "Thank you so much for the lovely evening!": "praise",
    "Thanks to the lovely crew of the Marigold!": "praise",
    "Thank you for looking after my mum, Femi": "thanks",
    "The band played on the upper deck. Thank you all!": "thanks",
    "Thank you Femi, thank you Jo!!": "thanks",
    "Phew! Thanks Jo, done in a minute": "thanks",
    "Wunderschöne Überfahrt heute, die Crew war so freundlich!": "praise",
    "Herzlichen Dank für den schönen Abend, wir kommen gerne wieder!": "thanks",
    "Très belle traversée, l'équipage était adorable !": "praise",
    "Parfait, merci beaucoup Nia !": "thanks",
    "Una travesía preciosa y la tripulación muy amable, gracias": "praise",
    "Bellissima traversata, equipaggio gentilissimo, grazie!": "praise",
    "Que linda travessia, a tripulação foi maravilhosa!": "praise",
    "Wat een mooie overtocht, de bemanning was zo aardig!": "praise",
    "Top, dank je wel! De hond is ook blij 🐕": "thanks",
}


def warm_word(text):
    return read([text])[0].first("warm_word")


@pytest.mark.parametrize("text", PRAISES)
def test_praise_in_whole_sentences_is_a_warm_word_and_shown(text):
    found = warm_word(text)
    assert found is not None
    assert found.value == PRAISES[text]
    assert found.words
    assert text[found.start : found.end] == found.words


ASKS = [
    "Lovely crossing! Is Sunday busy",
    "Love your buns, recipe please",
    "Gorgeous boat, how much for a van",
    "Lovely photo, can I use it for my blog",
    "Such friendly staff. I would like to travel on Sunday with four bikes",
    "Great boat. Let me know about the bikes",
    "Best crew ever, give them a raise",
    "Please thank the crew, they were brilliant",
    "Thanks for the quick reply, I asked about Sunday",
    "Thanks, looking forward to your answer",
    "Thank you so much! My booking is WR-40221",
    "Thank you! Deck 3, cabin 12",
    "Two adults and a dog for Sunday. Best regards, Ana",
    "Morning love, two adults for Sunday",
    "Hi lovely people, two adults for Sunday",
    "I appreciate any help with the app",
    "Open the lovely lounge on Sundays",
    "Thanks Jo, it is the 9 am boat on Friday",
    "Tolle Überfahrt! Fahrt ihr auch sonntags",
    "Merci beaucoup, je voudrais aussi une facture",
    "Muchas gracias, necesito una factura",
]
TELLS_OF_TROUBLE = [
    "Lovely crew but the boat was late",
    "Amazing crew, shame about the toilets",
    "Wonderful crew, lousy coffee",
    "Gorgeous boat. The rail on the upper deck is loose",
    "Stunning sunset tonight. A child is climbing the rail",
    "Lovely people, the old lady in lane 4 has fallen",
    "Wonderful trip! Somebody left a pram at the pier",
    "We had a great time. My coat is on deck 2",
    "We had a great time, my daughter's doll is on the boat I think",
    "Great trip, left my phone on deck",
    "Great crossing, the cafe had run out of everything",
    "Thanks, the deck is full of glass",
    "Thank you. I never got the mail",
    "Thank you. The website crashes for me",
    "The staff were so helpful, they sent us to the wrong pier",
    "Lovely lady at the desk, she says my pass expired",
    "Five stars for the crew, one for the boat",
    "One star. Nice view.",
    "The crew was kind of nice",
    "Thanks, we hit the rocks",
    "Not the best crossing, lovely crew",
    "Super Mannschaft, aber der Kaffee war kalt",
    "Vielen Dank, jetzt stehen wir im Regen",
    "Très belle traversée, notre chien est malade",
    "Muy bonita travesía, mi mochila está en el barco",
    "Bellissima traversata, ho lasciato lo zaino a bordo",
    "Linda viagem, esqueci a mochila no barco",
    "Mooie overtocht, mijn jas ligt nog aan boord",
]
MOCKS = [
    "Great job losing my bag",
    "Great job everyone, my kayak is in Norway and I am in Wales",
    "Thanks for nothing, lovely crew of comedians",
    "Thanks a lot for cancelling",
    "Thank you for the scratch on my car",
    "Thanks for holding my money",
    "Thank you for making me walk home, brilliant",
    "Thank you for treating us like cattle",
    "Love how you cancelled the last boat",
    "Love that you charge for water now",
    "Love it when the boat sails without us",
    "Lovely to be back on the pier",
    "Fantastic, standing in the sun with two kids",
    "What a wonderful way to start a holiday, on the quay",
    "Well done, you have taken all joy out of sailing",
    "Well done on the new prices",
    "Brilliant service as usual, an empty quay",
    "Perfect, just what we wanted with two toddlers",
    "You were brilliant until today",
    "Good thing your crew is nice",
    "How lovely, a letter from your lawyers",
    "Great to see my deposit at work on your yacht",
    "So proud of you for finding a new way to fail",
    "Love your boats #stillwaiting",
    "Great service...",
    "great crew, great boat 🙄",
    "Super, encore un bateau sans place",
    "Ganz großes Kino, danke",
    "Parabéns pela demora",
    "Excelente servicio, tres días para contestar",
]
SELLS = [
    "Great post! My cousin earns 4000 a week from home",
    "Love you all, follow my page for more",
    "Great deal on ferry tickets, link in bio",
]


@pytest.mark.parametrize("text", ASKS + TELLS_OF_TROUBLE + MOCKS + SELLS)
def test_who_asks_complains_mocks_or_sells_is_read_with_the_others(text):
    assert warm_word(text) is None


LOVELY = "Lovely crossing past the seals, the crew were brilliant"


def felt(label):
    return Mood(label, 0.9, "Lovely", 0, 6)


def test_the_words_alone_are_not_enough():
    assert praise(LOVELY, felt("pos"), ()) is not None
    assert praise(LOVELY, felt("neu"), ()) is None
    assert praise(LOVELY, felt("neg"), ()) is None
    assert read_words(LOVELY).first("warm_word") is None


@pytest.mark.parametrize("name", ["question", "asked_again", "moment", "urgency", "spam", "complaint", "share"])
def test_any_other_signal_outweighs_praise(name):
    assert praise(LOVELY, felt("pos"), [Signal(name, "", "crew", 35, 39)]) is None


def test_thanks_that_would_end_a_talk_are_a_warm_word_without_the_mood():
    found = read_words("haha thank you, clear now").first("warm_word")
    assert (found.value, found.words) == ("thanks", "thank you")
    assert read_words("works now").first("warm_word") is None


def test_gratitude_and_a_closing_do_not_outweigh_it():
    shown = [Signal("gratitude", "", "Thank you", 0, 9), Signal("closing", "thanks", "Thank you", 0, 9)]
    assert praise("Thank you Femi!", felt("pos"), shown) is not None


def test_a_text_that_praises_word_for_word_shows_it_once():
    assert len(read(["Love this! The crew was amazing!"])[0].all("warm_word")) == 1


def test_praise_beyond_forty_words_is_read_with_the_others():
    word = "oh "
    assert praise("Lovely crew " + word * 38, felt("pos"), ()) is not None
    assert praise("Lovely crew " + word * 39, felt("pos"), ()) is None


@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800", "!!!", "#harbour", "lovely " * 300_000, "." * 1_000_000, "สวย " * 30, "太漂亮了"]
)
def test_odd_and_endless_texts_are_read_without_complaint(text):
    found = praise(text, felt("pos"), ())
    assert found is None or text[found.start : found.end] == found.words
