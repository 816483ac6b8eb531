"""Our own words: those written on the platform by hand, and those sent from here, once."""

import dataclasses
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from connectors.capabilities import Kind
from connectors.errors import Rejected, Unavailable, UnknownOutcome
from connectors.items import Delivery, Item, Outgoing, Post, Undecidable
from tests.connectors.contract.reading import needs_weather
from tests.connectors.contract.stage import Entry, Stage
from tests.connectors.contract.walks import (
    IMPATIENT,
    drain,
    outcome_of,
    patience,
    read_message,
    reply_to,
    standing_for,
    stored,
    walk_back,
)

LOST_ON_THE_WAY = ["accept_then_hang_up", "down", "slow", "cut_body", "not_json", "server_error"]
WORDS = [
    "Fish & chips <3",
    "Two\nlines",
    "🚢 at 9",
    "See https://example.org/times",
    "A &amp; B",
    "متى؟",
    "@ann at nine",
]


class Answering:
    """Answers of ours, however they came about. Needs the fixture `stage`."""

    def test_an_answer_given_by_hand_is_ours_and_says_what_it_answers(self, stage: Stage) -> None:
        place = drain(stage, stage.own_stream).cursor
        question = stage.write("Is it open on Sunday?")
        answer = stage.answer_natively(question, "It is, from nine.")
        ours = drain(stage, stage.own_stream, place).messages[answer]
        assert ours.is_ours
        assert "It is, from nine." in ours.text
        assert ours.parent_id == (question if stage.can.names_parents else "")
        assert ours.thread_id == read_message(stage, question).thread_id
        assert walk_back(stage, stage.own_stream).messages[answer] == ours

    def test_many_answers_given_by_hand_are_all_seen(self, stage: Stage) -> None:
        place = drain(stage, stage.own_stream).cursor
        ids = [stage.write(f"Question number {number}", by=f"Person {number}") for number in range(6)]
        answers = [stage.answer_natively(key, f"Answer number {number}") for number, key in enumerate(ids)]
        found = drain(stage, stage.own_stream, place).messages
        assert set(answers) <= set(found)
        if stage.can.names_parents:
            assert {key: found[key].parent_id for key in answers} == dict(zip(answers, ids, strict=True))

    def test_what_customers_write_is_never_taken_for_ours(self, stage: Stage) -> None:
        question = stage.write("Is it open on Sunday?")
        stage.answer_natively(question, "It is, from nine.")
        found = walk_back(stage, stage.stream).messages | walk_back(stage, stage.own_stream).messages
        assert [item.external_id for item in found.values() if not item.is_ours] == [question]

    def test_a_person_who_writes_back_is_in_the_same_thread(self, stage: Stage) -> None:
        question = stage.write("Is it open on Sunday?", by="Dora")
        answer = stage.answer_natively(question, "It is, from nine.")
        back = stage.write("And on Monday?", by="Dora", under=answer)
        found = walk_back(stage, stage.own_stream).messages | walk_back(stage, stage.stream).messages
        assert found[back].thread_id == found[question].thread_id
        assert found[back].author == found[question].author
        assert not found[back].is_ours

    def test_what_stands_above_a_public_conversation_is_told(self, stage: Stage) -> None:
        """By the raw item itself or by `context`: whichever post the thread is called after."""
        question = stage.write("Is it open on Sunday?", by="Dora")
        too = stage.write("I ask that, too!", by="Ben", under=question)
        connector = stage.connector()
        told: list[Post] = []
        found: dict[str, Item] = {}
        for stream in {stage.stream, stage.own_stream}:
            walk = walk_back(stage, stream)
            found |= walk.messages
            raws = [raw for page in walk.pages for raw in page.items]
            told += [post for raw in raws for post in connector.parse(stream, stored(raw.data)).posts]
        item = found[too]
        if item.is_private or item.kind is Kind.MAIL or item.thread_id == too:
            pytest.skip("nothing stands above it")
        told += connector.context(standing_for(item))
        above = [post for post in told if post.external_id == item.thread_id]
        assert above
        assert all(post.text and post.author_name for post in above)


class Sending:
    """`send` and `find_sent`. Needs the fixture `stage`."""

    def test_a_reply_stands_once_where_it_belongs_and_is_found(self, stage: Stage) -> None:
        place = drain(stage, stage.own_stream).cursor
        question = read_message(stage, stage.write("At what time?"))
        reply = reply_to(question)
        assert stage.connector().find_sent(reply) is None
        sent = stage.connector().send(reply)
        stage.settle()
        entry = the_only_answer(stage)
        assert entry.external_id == sent.external_id
        assert "At nine." in entry.text
        assert entry.parent_id in (question.external_id, None)
        found = stage.connector().find_sent(reply)
        assert isinstance(found, Delivery)
        assert found == sent
        ours = drain(stage, stage.own_stream, place).messages[sent.external_id]
        assert (ours.is_ours, ours.thread_id) == (True, question.thread_id)
        assert ours.parent_id == (question.external_id if stage.can.names_parents else "")

    def test_whatever_the_words_a_reply_is_found(self, stage: Stage) -> None:
        asked = [stage.write(f"Question number {number}", by=f"Person {number}") for number in range(len(WORDS))]
        questions = walk_back(stage, stage.stream).messages
        replies = {}
        for key, text in zip(asked, WORDS, strict=True):
            reply = reply_to(questions[key], text)
            replies[stage.connector().send(reply)] = reply
        stage.settle()
        ours = walk_back(stage, stage.own_stream).messages
        for sent, reply in replies.items():
            assert stage.connector().find_sent(reply) == sent
            assert reply.text in ours[sent.external_id].text

    def test_a_reply_the_platform_took_and_never_answered_is_found_and_stands_once(self, stage: Stage) -> None:
        needs_weather(stage)
        reply = reply_to(read_message(stage, stage.write("At what time?")))
        stage.fault("accept_then_hang_up")
        with pytest.raises(UnknownOutcome):
            stage.connector().send(reply)
        stage.clear_faults()
        [entry] = answers(stage)
        found = stage.connector().find_sent(reply)
        assert isinstance(found, Undecidable) or found.external_id == entry.external_id  # type: ignore[union-attr]

    @pytest.mark.parametrize("fault", LOST_ON_THE_WAY)
    def test_trouble_while_sending_ends_with_one_reply(self, stage: Stage, fault: str) -> None:
        """As Heard does it: what is surely not there is sent again, what may be there is looked for first."""
        needs_weather(stage)
        reply = reply_to(read_message(stage, stage.write("At what time?")))
        stage.fault(fault, seconds=IMPATIENT * 2)
        trouble = outcome_of(lambda: stage.connector(patience(fault)).send(reply))
        if fault == "slow":
            time.sleep(IMPATIENT * 2)  # The platform carries it out behind our back.
        stage.clear_faults()
        if isinstance(trouble, Unavailable):
            assert answers(stage) == [], "said to be worth another try, and stands there"
        else:
            assert isinstance(trouble, UnknownOutcome), trouble
        found = stage.connector().find_sent(reply)
        stands = {entry.external_id for entry in answers(stage)}
        if isinstance(found, Delivery):
            assert stands == {found.external_id}
        elif found is None:
            assert stands == set(), "said not to be there, and is"
            sent = stage.connector().send(reply)
            assert [entry.external_id for entry in answers(stage)] == [sent.external_id]
        else:
            assert found.reason

    def test_a_reply_to_a_platform_that_cannot_be_reached_was_not_sent(self, stage: Stage) -> None:
        reply = reply_to(read_message(stage, stage.write("At what time?")))
        assert type(outcome_of(lambda: stage.unreachable().send(reply))) is Unavailable
        assert stage.connector().find_sent(reply) is None

    def test_the_same_words_to_two_people_are_two_replies(self, stage: Stage) -> None:
        ann, ben = (reply_to(read_message(stage, stage.write("At what time?", by=by))) for by in ("Ann", "Ben"))
        to_ann = stage.connector().send(ann)
        stage.settle()
        assert stage.connector().find_sent(ben) is None
        to_ben = outcome_of(lambda: stage.connector().send(ben))
        stage.settle()
        if not stage.can.repeats_words:
            assert isinstance(to_ben, Rejected)
            assert found_twice(stage, ann, ben) == (to_ann, None)
            assert the_only_answer(stage).external_id == to_ann.external_id
            return
        assert to_ann.external_id != to_ben.external_id
        assert found_twice(stage, ann, ben) == (to_ann, to_ben)
        stands = {entry.external_id: entry.parent_id for entry in answers(stage)}
        assert stands in (
            {to_ann.external_id: ann.parent_id, to_ben.external_id: ben.parent_id},
            {to_ann.external_id: None, to_ben.external_id: None},
        )

    def test_other_words_are_not_taken_for_the_reply(self, stage: Stage) -> None:
        question = read_message(stage, stage.write("At what time?"))
        stage.connector().send(reply_to(question, "At ten."))
        stage.settle()
        assert stage.connector().find_sent(reply_to(question)) is None

    def test_what_an_earlier_reply_said_is_not_taken_for_this_one(self, stage: Stage) -> None:
        """Heard names the replies it knows of: the same words a second time are a second reply."""
        question = read_message(stage, stage.write("At what time?"))
        first = stage.connector().send(reply_to(question))
        stage.settle()
        second = reply_to(question, known_ids=frozenset({first.external_id}))
        assert stage.connector().find_sent(second) is None

    def test_the_customers_own_words_are_not_taken_for_the_reply(self, stage: Stage) -> None:
        question = read_message(stage, stage.write("At what time?"))
        stage.write("At nine.", by="Dora", under=question.external_id)
        assert stage.connector().find_sent(reply_to(question)) is None

    def test_what_stood_there_before_is_not_taken_for_the_reply(self, stage: Stage) -> None:
        question = read_message(stage, stage.write("At what time?"))
        stage.connector().send(reply_to(question))
        stage.settle()
        later = reply_to(question, queued_at=datetime.now(UTC) + timedelta(hours=1))
        assert stage.connector().find_sent(later) is None

    def test_a_reply_to_what_is_no_longer_there_is_refused(self, stage: Stage) -> None:
        if not (stage.can.can_delete and stage.can.names_parents):
            pytest.skip("nothing is taken away there, or an answer goes to the thread whatever became of its messages")
        question = read_message(stage, stage.write("At what time?"))
        stage.delete(question.external_id)
        outcome = outcome_of(lambda: stage.connector().send(reply_to(question)))
        assert not isinstance(outcome, Delivery | Unavailable | UnknownOutcome), outcome
        assert answers(stage) == []

    def test_a_private_reply_reaches_its_person_alone(self, stage: Stage) -> None:
        connector = stage.connector()
        if connector.capabilities.reply_rules(stage.kind, is_private=True) is None:
            pytest.skip("nobody can be written to in private from there")
        question = read_message(stage, stage.write("At what time?"))
        reply = dataclasses.replace(reply_to(question), is_private=True)
        sent = connector.send(reply)
        stage.settle()
        entry = the_only_answer(stage)
        assert entry.is_private
        assert entry.external_id == sent.external_id
        found: Any = stage.connector().find_sent(reply)
        assert isinstance(found, Undecidable) or found == sent


def answers(stage: Stage) -> list[Entry]:
    return [entry for entry in stage.standing() if entry.is_ours]


def the_only_answer(stage: Stage) -> Entry:
    [entry] = answers(stage)
    return entry


def found_twice(stage: Stage, *replies: Outgoing) -> tuple[Any, ...]:
    return tuple(stage.connector().find_sent(reply) for reply in replies)
