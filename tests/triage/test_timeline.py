"""What is stored of a conversation, told as events: from facts to clocks without a database."""

from datetime import timedelta

import pytest

from inbox.models import Origin
from inbox.verdict import ConversationFacts, MessageFacts
from tests.triage.histories import HOUR, MINUTE, T0, at
from tests.triage.test_sla import summed_up
from triage.events import What
from triage.sla import Policy, read_clocks
from triage.timeline import Deed, build_events

POLICY = Policy("Ferry desk", first=HOUR, following=30 * MINUTE)
THEM, US, NATIVE, ROBOT = Origin.CONSUMER, Origin.AGENT, Origin.NATIVE, Origin.AUTOMATION


def conversation(*lines: tuple, **facts: object) -> ConversationFacts:
    """Each line: who, minutes after nine, text, and what else is known of it."""
    said = []
    for number, (who, minutes, text, *more) in enumerate(lines, start=1):
        given = {
            key: at(value) if key.endswith(("_at", "_through")) else value for key, value in (more or [{}])[0].items()
        }
        said.append(MessageFacts(number, who, at(minutes), text, **given))
    return ConversationFacts(1, tuple(said), **facts)


def clocks(facts: ConversationFacts, *deeds: Deed, private: tuple[float, ...] = ()) -> list[str]:
    events = build_events(facts, {}, deeds, [at(minutes) for minutes in private])
    return summed_up(read_clocks(events, POLICY, now=at(300)))


AWAY = "Hi Dora, please send us a DM with your booking number."
CASES = {
    "a question nobody answered": ([(THEM, 0, "When do you sail?")], ["first 0- missed"]),
    "answered here": ([(THEM, 0, "When?"), (US, 5, "At nine.")], ["first 0-5 met answered"]),
    "answered on the platform": ([(THEM, 0, "When?"), (NATIVE, 5, "At nine.")], ["first 0-5 met answered_on_platform"]),
    "an automation answers nobody": ([(THEM, 0, "When?"), (ROBOT, 1, "We got your mail.")], ["first 0- missed"]),
    "thanks begin no clock": (
        [(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, "Thank you!")],
        ["first 0-5 met answered"],
    ),
    "thanks that we answer begin none either": (
        [(THEM, 0, "When?"), (US, 5, "At nine."), (THEM, 9, "Thank you!"), (US, 12, "Any time!")],
        ["first 0-5 met answered"],
    ),
    "kind words begin none": ([(THEM, 0, "Best crew ever ❤️")], []),
    "certain spam begins none": ([(THEM, 0, "You have been selected! Claim your prize: win.example")], []),
    "sent elsewhere": ([(THEM, 0, "Where is my bag?"), (US, 5, AWAY)], ["first 0- missed"]),
    "taken back": ([(THEM, 0, "", {"is_deleted": True, "deleted_at": 9})], ["first 0-9 gone deleted"]),
    "taken away by us": ([(THEM, 0, "", {"deleted_at": 9})], ["first 0- missed"]),
    "our answer taken away": (
        [(THEM, 0, "When?"), (US, 5, "", {"is_deleted": True, "deleted_at": 9})],
        ["first 0- missed"],
    ),
    "an answer that came back": (
        [(THEM, 0, "When?"), (US, 5, "At nine.", {"has_bounced": True, "bounced_at": 6})],
        ["first 0- missed"],
    ),
    "an answer to what stood on the screen": (
        [(THEM, 0, "When?"), (THEM, 4, "And where?"), (US, 5, "At nine.", {"covers_through": 0})],
        ["first 0-5 met answered", "first 4- missed"],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), CASES.values(), ids=CASES)
def test_clocks_of_what_is_stored(lines, expected):
    told = clocks(conversation(*lines))
    assert [line.split(" ", 1)[1] for line in told] == [line.split(" ", 1)[1] for line in expected]


def test_sent_elsewhere_and_answered_there_ends_the_clock_when_they_were():
    asked = conversation((THEM, 0, "Where is my bag?"), (US, 5, AWAY))
    assert clocks(asked, private=(20, 40)) == ["first 0-20 met answered"]
    assert clocks(asked, private=(2,)) == ["first 0- missed"], "what we said in private before answers nothing"
    plain = conversation((THEM, 0, "Where is my bag?"))
    assert clocks(plain, private=(20,)) == ["first 0- missed"], "nobody had been sent there"


def test_a_persons_closing_cancels_and_their_reopening_makes_it_never_have_been():
    asked = conversation((THEM, 0, "When?"))
    closed = Deed(What.CLOSED, at(10), outcome="no_reply_needed", covers_through=at(0))
    assert clocks(asked, closed) == ["first 0-10 cancelled closed no_reply_needed"]
    assert clocks(asked, closed, Deed(What.REOPENED, at(20))) == ["first 0- missed"]


def test_what_closes_by_itself_settles_nothing():
    asked = conversation((THEM, 0, "When?"))
    assert clocks(asked, Deed(What.CLOSED, at(10), by_person=False, outcome="answered")) == ["first 0- missed"]


def test_what_a_person_takes_out_of_the_spam_waits_since_it_was_written():
    spam = conversation(
        (THEM, 0, "You have been selected! Claim your prize: win.example"),
        is_spam_overruled=True,
        reopened_at=T0 + timedelta(minutes=30),
    )
    assert clocks(spam, Deed(What.REOPENED, at(30))) == ["first 0- missed"]
