"""The decision, case by case: who waits, since when, and why."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from inbox.models import Lane, Origin, Reason
from inbox.verdict import ConversationFacts, MessageFacts, write_moment
from triage.policy import decide, decide_safely

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)
THEM, US, NATIVE, ROBOT = Origin.CONSUMER, Origin.AGENT, Origin.NATIVE, Origin.AUTOMATION


def conversation(*messages: tuple, **decided: object) -> ConversationFacts:
    """Messages as (who, minutes after nine, text) with an optional dict of further facts."""
    facts = []
    for number, (origin, minutes, text, *more) in enumerate(messages):
        given = {"covers_through": T0 + timedelta(minutes=minutes)} if origin != THEM else {}
        given |= more[0] if more else {}
        facts.append(MessageFacts(id=number, origin=origin, at=T0 + timedelta(minutes=minutes), text=text, **given))
    return ConversationFacts(id=1, messages=tuple(facts), **decided)


WAITS = {
    "a question": ([(THEM, 0, "When do you sail?")], 0),
    "nothing but a picture": ([(THEM, 0, "")], 0),
    "a question after our answer": ([(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, "From which pier?")], 9),
    "thanks with a but": ([(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, "thanks but that is too late")], 9),
    "thanks that answer our question": (
        [(THEM, 0, "It is broken"), (US, 5, "Which ticket machine?"), (THEM, 9, "The one at the pier, thanks")],
        9,
    ),
    "an automation is no answer": ([(THEM, 0, "When?"), (ROBOT, 1, "We got your message.")], 0),
    "what we wrote before they did is no answer": ([(US, 0, "New timetable!"), (THEM, 5, "Where?")], 5),
    "written while we answered": (
        [(THEM, 0, "When?"), (THEM, 4, "And how much?"), (US, 5, "At nine.", {"covers_through": T0})],
        4,
    ),
    "changed after our answer": ([(THEM, 0, "Sunday?", {"edited_at": T0 + timedelta(minutes=9)}), (US, 5, "Yes.")], 9),
    "changed before anybody answered, since the first time": (
        [(THEM, 0, "Sunday?", {"edited_at": T0 + timedelta(minutes=9)})],
        0,
    ),
    "their question deleted, another stands": (
        [(THEM, 0, "", {"is_deleted": True}), (THEM, 3, "Where is my bag?")],
        3,
    ),
    "an answer that came back": ([(THEM, 0, "When?"), (US, 5, "At nine.", {"has_bounced": True})], 0),
    "an answer on the platform that came back": (
        [(THEM, 0, "When?"), (NATIVE, 5, "At nine.", {"has_bounced": True})],
        0,
    ),
    "an automation after an answer that came back": (
        [(THEM, 0, "When?"), (US, 5, "At nine.", {"has_bounced": True}), (ROBOT, 6, "Undeliverable")],
        0,
    ),
    "our answer taken away": ([(THEM, 0, "When?"), (US, 5, "", {"is_deleted": True})], 0),
    "spam after we answered is read": (
        [(THEM, 0, "Hi"), (US, 1, "Hi!"), (THEM, 2, "You have won, claim your prize www.x.example")],
        2,
    ),
}


@pytest.mark.parametrize("case", WAITS)
def test_waits(case):
    messages, since = WAITS[case]
    verdict = decide(conversation(*messages))
    assert verdict.is_waiting
    assert verdict.reason == Reason.WAITING
    assert verdict.waiting_since == T0 + timedelta(minutes=since)
    assert verdict.turn_at == verdict.waiting_since
    assert verdict.turn_why == ""
    assert verdict.lane == Lane.QUEUE
    assert verdict.evidence


EXITS = {
    "answered here": ([(THEM, 0, "When?"), (US, 5, "At nine.")], Reason.ANSWERED_HERE),
    "answered on the platform": ([(THEM, 0, "When?"), (NATIVE, 5, "At nine.")], Reason.ANSWERED_ON_PLATFORM),
    "a follow-up covered by one answer": (
        [(THEM, 0, "When?"), (THEM, 2, "And where?"), (US, 5, "At nine, pier 2.")],
        Reason.ANSWERED_HERE,
    ),
    "a closing thanks": (
        [(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, "Thank you Jo, see you then 🙏")],
        Reason.CLOSING_THANKS,
    ),
    "thanks in German": ([(THEM, 0, "Wann?"), (US, 5, "Um neun."), (THEM, 9, "Vielen Dank!")], Reason.CLOSING_THANKS),
    "a bare thanks after our question": (
        [(THEM, 0, "Hm"), (US, 5, "Did that help?"), (THEM, 9, "thanks so much!")],
        Reason.CLOSING_THANKS,
    ),
    "certain spam": ([(THEM, 0, "You have been selected! Claim your prize: win.example")], Reason.CERTAIN_SPAM),
    "deleted before anybody answered": ([(THEM, 0, "", {"is_deleted": True})], Reason.GONE),
    "an automation after our answer": (
        [(THEM, 0, "When?"), (US, 5, "At nine."), (ROBOT, 6, "I am away until Monday.")],
        Reason.ANSWERED_HERE,
    ),
    "answered again after one came back": (
        [(THEM, 0, "When?"), (US, 5, "At nine.", {"has_bounced": True}), (US, 9, "At nine.")],
        Reason.ANSWERED_HERE,
    ),
    "deleted, and our answer below it with it": (
        [(THEM, 0, "", {"is_deleted": True}), (NATIVE, 5, "", {"is_deleted": True})],
        Reason.ANSWERED_ON_PLATFORM,
    ),
    "deleted, and our answer had come back": (
        [(THEM, 0, "", {"is_deleted": True}), (US, 5, "At nine.", {"has_bounced": True})],
        Reason.GONE,
    ),
    "deleted after our answer": ([(THEM, 0, "", {"is_deleted": True}), (US, 5, "At nine.")], Reason.ANSWERED_HERE),
}


@pytest.mark.parametrize("case", EXITS)
def test_leaves_the_queue_with_evidence(case):
    messages, reason = EXITS[case]
    verdict = decide(conversation(*messages))
    assert not verdict.is_waiting
    assert verdict.reason == reason
    assert verdict.evidence


EVIDENCE = {
    "a question": ([(THEM, 0, "When do you sail?")], "Asked a question {0}, nobody has answered"),
    "something else": ([(THEM, 0, "You charged me twice.")], "Wrote {0}, nobody has answered"),
    "asked again": (
        [(THEM, 0, "When do you sail?"), (THEM, 160, "Hello?? Anyone there?")],
        "Asked a question {0}, nobody has answered; asked again {160}",
    ),
    "the same words again": (
        [(THEM, 0, "When do you sail?"), (THEM, 40, "when do you sail?!"), (THEM, 90, "still waiting")],
        "Asked a question {0}, nobody has answered; asked again 2 times, last {90}",
    ),
    "more of it": (
        [(THEM, 0, "My bag is gone."), (THEM, 2, "It is a red one.")],
        "Wrote {0}, nobody has answered; wrote 2 times, last {2}",
    ),
    "after our answer": (
        [(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, "From which pier?")],
        "Wrote again {9}, after our answer",
    ),
    "only sent elsewhere": (
        [(THEM, 0, "Where is my bag?"), (NATIVE, 5, "Please send us a DM.")],
        "Asked a question {0}, nobody has answered; we only sent them elsewhere (“Please send us a DM”)",
    ),
}


@pytest.mark.parametrize("case", EVIDENCE)
def test_the_evidence_says_since_when_and_why(case):
    messages, words = EVIDENCE[case]
    said = re.sub(r"\{(\d+)\}", lambda found: write_moment(T0 + timedelta(minutes=int(found[1]))), words)
    assert decide(conversation(*messages)).evidence == said


def test_asking_again_brings_the_turn_forward_and_leaves_the_clock():
    verdict = decide(conversation((THEM, 0, "When do you sail?"), (THEM, 160, "Hello?? Anyone there?")))
    assert verdict.waiting_since == T0
    assert verdict.turn_at == T0 - timedelta(hours=1)
    assert verdict.turn_why == "1 h ahead: asked again"
    assert verdict.asked_again == 1


def test_urgency_brings_the_turn_forward_and_says_why():
    verdict = decide(conversation((THEM, 0, "You charged my card twice, I want my money back!")))
    assert verdict.waiting_since == T0
    assert verdict.turn_at == T0 - timedelta(hours=4)
    assert (verdict.turn_why, verdict.urgency) == ("4 h ahead: money taken", "money")


DEFLECTION = (NATIVE, 5, "Hi Ann, sorry to hear that! Please send us a DM with your booking number. ^JK")


def test_an_answer_that_only_sends_elsewhere_answers_nothing_until_somebody_answered_there():
    asked = (THEM, 0, "Where is my bag?")
    verdict = decide(conversation(asked, DEFLECTION))
    assert verdict.is_waiting
    assert verdict.waiting_since == T0
    assert verdict.deflected_at == T0 + timedelta(minutes=5)
    # It is a response all the same, and says so in the figures.
    assert verdict.first_response_at == T0 + timedelta(minutes=5)
    assert verdict.answered_at is None
    before = decide(conversation(asked, DEFLECTION, answered_in_private_at=T0 + timedelta(minutes=3)))
    assert before.is_waiting
    after = decide(conversation(asked, DEFLECTION, answered_in_private_at=T0 + timedelta(minutes=30)))
    assert not after.is_waiting
    assert after.reason == Reason.ANSWERED_ON_PLATFORM


def test_an_answer_after_one_that_only_sent_elsewhere_answers():
    verdict = decide(conversation((THEM, 0, "Where is my bag?"), DEFLECTION, (US, 9, "At the pier, come by.")))
    assert verdict.reason == Reason.ANSWERED_HERE


def test_in_private_nobody_is_sent_elsewhere():
    asked = (THEM, 0, "Where is my bag?")
    assert not decide(conversation(asked, DEFLECTION, is_private=True)).is_waiting
    in_private = (US, 5, "Please send us a DM with your booking number.", {"is_private": True})
    assert not decide(conversation(asked, in_private)).is_waiting


def test_thanks_for_being_sent_elsewhere_close_nothing():
    assert decide(conversation((THEM, 0, "Where is my bag?"), DEFLECTION, (THEM, 9, "Thanks!"))).is_waiting


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("Best crew ever ❤️", "Kind words that ask for nothing: “Best crew ever ❤️”"),
        ("thanks", "Kind words that ask for nothing: “thanks”"),
        ("RT @harbourline: We sail again on Sunday", "Shared with nothing added"),
    ],
)
def test_what_asks_for_nothing_waits_to_be_acknowledged(text, evidence):
    verdict = decide(conversation((THEM, 0, text)))
    assert verdict.is_waiting
    assert verdict.lane == Lane.ACKNOWLEDGE
    assert verdict.reason == Reason.ASKS_NOTHING
    assert verdict.evidence == evidence
    # A person's word stands above that, and whoever asks for something is in the queue.
    assert decide(conversation((THEM, 0, text), reopened_at=T0)).lane == Lane.QUEUE
    assert decide(conversation((THEM, 0, text), (THEM, 5, "Do you sail on Sunday?"))).lane == Lane.QUEUE


@pytest.mark.parametrize("text", ["👍", "perfect 👍"])
def test_a_thumb_up_closes_what_was_told_and_answers_what_was_asked(text):
    told = conversation((THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, text))
    assert decide(told).reason == Reason.CLOSING_THANKS
    asked = conversation((THEM, 0, "When?"), (US, 5, "Shall we book you on the boat at nine?"), (THEM, 9, text))
    assert decide(asked).is_waiting


def test_putting_back_brings_back_the_last_wait_and_no_earlier_one():
    said = [(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 1000, "Where is my bag?"), (US, 1005, "At the pier.")]
    put_back = decide(conversation(*said, reopened_at=T0 + timedelta(minutes=1100)))
    assert put_back.is_waiting
    assert put_back.waiting_since == T0 + timedelta(minutes=1000)
    assert put_back.evidence == f"Put back into the queue; wrote {write_moment(T0 + timedelta(minutes=1000))}"
    answered = decide(conversation(*said, (US, 1200, "Pier 2."), reopened_at=T0 + timedelta(minutes=1100)))
    assert not answered.is_waiting


def test_a_question_after_what_was_put_back_was_answered_says_its_own_reason():
    said = [(THEM, 0, "When?"), (US, 5, "At nine."), (US, 20, "At nine, pier 2."), (THEM, 30, "Where is my bag?")]
    verdict = decide(conversation(*said, reopened_at=T0 + timedelta(minutes=10)))
    assert verdict.evidence == f"Wrote again {write_moment(T0 + timedelta(minutes=30))}, after our answer"


def test_a_picture_or_a_talk_makes_a_share_more_than_a_share():
    text = "RT @harbourline: We sail again on Sunday"
    assert decide(conversation((THEM, 0, text))).lane == Lane.ACKNOWLEDGE
    assert decide(conversation((THEM, 0, text, {"has_media": True}))).lane == Lane.QUEUE
    assert decide(conversation((THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, text))).lane == Lane.QUEUE


def test_putting_back_what_waits_in_another_lane_brings_back_nothing_else():
    said = [(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, "Best crew ever ❤️")]
    verdict = decide(conversation(*said, reopened_at=T0 + timedelta(minutes=20)))
    assert (verdict.lane, verdict.waiting_since) == (Lane.QUEUE, T0 + timedelta(minutes=9))


def test_spam_goes_to_a_lane_of_its_own_until_a_person_overrules_it():
    spam = (THEM, 0, "You have been selected! Claim your prize: win.example")
    assert decide(conversation(spam)).lane == Lane.SPAM
    overruled = decide(conversation(spam, is_spam_overruled=True))
    assert overruled.is_waiting
    assert overruled.lane == Lane.QUEUE


def test_what_a_person_settled_stays_settled_until_they_write_again():
    settled = conversation((THEM, 0, "lol"), settled_through=T0)
    assert decide(settled).reason == Reason.SETTLED
    again = conversation((THEM, 0, "lol"), (THEM, 7, "no, really?"), settled_through=T0)
    assert decide(again).waiting_since == T0 + timedelta(minutes=7)


def test_what_reached_us_after_the_agent_answered_is_not_answered():
    late = (THEM, 2, "And my bag?", {"arrived_at": T0 + timedelta(minutes=8)})
    seen = {"covers_through": T0 + timedelta(minutes=4), "seen_at": T0 + timedelta(minutes=5)}
    first, second = (THEM, 0, "When?"), (THEM, 4, "Hello?")
    verdict = decide(conversation(first, late, second, (US, 6, "At nine.", seen)))
    assert verdict.is_waiting
    assert verdict.waiting_since == T0 + timedelta(minutes=2)


def test_an_answer_on_the_platform_covers_what_stood_there_whenever_it_reached_us():
    late = (THEM, 2, "When?", {"arrived_at": T0 + timedelta(minutes=30)})
    assert not decide(conversation(late, (NATIVE, 6, "At nine."))).is_waiting


def test_what_reached_us_after_a_person_closed_waits():
    late = (THEM, 2, "And my bag?", {"arrived_at": T0 + timedelta(minutes=8)})
    closed = {"settled_through": T0 + timedelta(minutes=4), "settled_at": T0 + timedelta(minutes=5)}
    assert decide(conversation((THEM, 4, "lol"), **closed)).reason == Reason.SETTLED
    assert decide(conversation((THEM, 4, "lol"), late, **closed)).is_waiting


def test_an_edit_that_was_on_the_screen_is_answered():
    edited = (THEM, 0, "Saturday?", {"edited_at": T0 + timedelta(minutes=3)})
    seen = {"covers_through": T0 + timedelta(minutes=3), "seen_at": T0 + timedelta(minutes=5)}
    assert decide(conversation(edited, (US, 5, "Yes.", seen))).reason == Reason.ANSWERED_HERE


def test_an_agents_answer_counts_though_our_clock_is_behind():
    assert not decide(
        conversation((THEM, 6, "When?"), (US, 5, "At nine.", {"covers_through": T0 + timedelta(minutes=6)}))
    ).is_waiting


def test_first_response_is_the_first_human_one():
    verdict = decide(
        conversation((THEM, 0, "When?"), (ROBOT, 1, "Got it."), (NATIVE, 4, "At nine."), (US, 8, "Sharp."))
    )
    assert verdict.first_response_at == T0 + timedelta(minutes=4)
    assert verdict.first_response_origin == Origin.NATIVE
    assert verdict.answered_origin == Origin.AGENT


def test_an_answer_that_came_back_is_no_first_response_and_says_so():
    came_back = (US, 5, "At nine.", {"has_bounced": True})
    verdict = decide(conversation((THEM, 0, "When?"), came_back, (ROBOT, 6, "Undeliverable")))
    assert verdict.evidence == "Our answer could not be delivered"
    assert verdict.first_response_at is verdict.answered_at is None
    verdict = decide(conversation((THEM, 0, "When?"), came_back, (US, 9, "At nine.")))
    assert verdict.first_response_at == T0 + timedelta(minutes=9)


def test_an_error_in_triage_leaves_the_flag_up():
    broken = conversation((THEM, 3, None), (US, 5, "At nine."), (THEM, 9, None))
    verdict = decide_safely(broken)
    assert verdict.is_waiting
    assert verdict.reason == Reason.TRIAGE_FAILED
    assert verdict.waiting_since == T0 + timedelta(minutes=3)


@pytest.mark.parametrize(
    "text",
    [
        "Thanks for nothing",
        "Thanks Nothing",
        "Thanks. My bag is gone.",
        "Thanks, I am stuck at the pier with my grandmother",
        "thank you, the ramp almost hit my kid",
        "Danke. Mein Koffer ist weg.",
        "merci, mon fils est blessé",
        "Ta aplikacja to dramat",
        "thanks. still waiting",
        "Thank you. When will it be?",
        "Thanks, I will try again tomorrow",
        "no thanks",
        "Danke, aber es geht nicht",
        "merci mais ça ne marche pas",
        "gracias pero no",
        "thanks https://example.com/form",
        "ok",
    ],
)
def test_not_every_thanks_closes(text):
    verdict = decide(conversation((THEM, 0, "Help"), (US, 5, "Restart it."), (THEM, 9, text)))
    assert verdict.is_waiting


@pytest.mark.parametrize(
    "text",
    [
        "Stranded at the pier, please message me on WhatsApp +44 7700 900123",
        "DM me please @HarbourCare, my line is dead",
        "I made 3 trips a week with you until now, please dm me",
        "I make 2 crossings every day this month, see https://example.com/pass",
        "You have been selected as worst ferry of the year",
        "is there a loan of any kind for the season ticket? www.example.com says so",
    ],
)
def test_a_customer_is_not_taken_for_spam(text):
    verdict = decide(conversation((THEM, 0, text)))
    assert verdict.is_waiting
    assert verdict.lane == Lane.QUEUE


def test_warm_words_upon_a_question_of_ours_may_be_the_answer_to_it():
    asked = [(THEM, 0, "Is my bag there?"), (US, 5, "What colour is it?")]
    told = [(THEM, 0, "Is my bag there?"), (US, 5, "It is here.")]
    assert decide(conversation(*asked, (THEM, 9, "Best crew ever ❤️"))).lane == Lane.QUEUE
    assert decide(conversation(*told, (THEM, 9, "Best crew ever ❤️"))).lane == Lane.ACKNOWLEDGE
