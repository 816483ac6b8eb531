"""Looking again: what was changed, what was taken away. That what merely cannot be read is not called gone is in weather.py."""

import pytest

from connectors.contract import REREAD_AT_ONCE
from tests.connectors.contract.reading import questions
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.walks import messages_of, read_message, standing_for, stored, walk_back


class Rereading:
    """`reread`, and what a walk back shows of changes. Needs the fixture `stage`."""

    def test_a_message_that_stands_says_what_it_said(self, stage: Stage) -> None:
        message = read_message(stage, stage.write("Is it open on Sunday?"))
        connector = stage.connector()
        again = connector.reread([standing_for(message)])
        [(stream, raw)] = again.items
        assert connector.parse(stream, stored(raw.data)).message == message
        assert again.gone == frozenset()

    def test_an_edit_is_seen(self, stage: Stage) -> None:
        needs(stage.can.can_edit, "nothing can be edited there")
        message = read_message(stage, stage.write("Is it open on Sunday?"))
        newer_id = stage.edit(message.external_id, "Is it open on Monday?")
        assert (newer_id == message.external_id) is stage.can.keeps_ids_on_edit
        connector = stage.connector()
        [(stream, raw)] = connector.reread([standing_for(message)]).items
        for newer in (
            connector.parse(stream, stored(raw.data)).message,
            walk_back(stage, stage.stream).messages[newer_id],
        ):
            assert newer is not None
            assert "Monday" in newer.text
            assert newer.external_id == newer_id
            assert stage.can.keeps_ids_on_edit or message.external_id in newer.earlier_ids
            assert newer.thread_id == message.thread_id

    def test_what_was_deleted_is_gone_and_the_others_are_not(self, stage: Stage) -> None:
        needs(stage.can.can_delete, "nothing is ever taken away there")
        ids = [stage.write(f"Question number {number}", by=f"Person {number}") for number in range(3)]
        found = walk_back(stage, stage.stream).messages
        stage.delete(ids[1])
        connector = stage.connector()
        again = connector.reread([standing_for(found[key]) for key in ids])
        assert again.gone == {ids[1]}
        read = {item.external_id for stream, raw in again.items for item in messages_of(connector, stream, (raw,))}
        assert read == {ids[0], ids[2]}
        assert set(walk_back(stage, stage.stream).messages) == {ids[0], ids[2]}

    def test_what_was_deleted_is_gone_when_asked_for_alone(self, stage: Stage) -> None:
        needs(stage.can.can_delete, "nothing is ever taken away there")
        message = read_message(stage, stage.write("Is it open on Sunday?"))
        stage.delete(message.external_id)
        again = stage.connector().reread([standing_for(message)])
        assert again.items == ()
        assert again.gone == {message.external_id}

    def test_as_many_as_are_asked_for_at_once_are_answered(self, stage: Stage) -> None:
        asked = stage.write_many(questions(0, REREAD_AT_ONCE))
        found = walk_back(stage, stage.stream).messages
        again = stage.connector().reread([standing_for(item) for item in found.values()])
        answered = {raw.external_id for _stream, raw in again.items}
        assert answered <= set(asked)
        assert len(answered) >= stage.can.rereads
        assert again.gone == frozenset()

    def test_an_answer_of_ours_can_be_looked_at_again_too(self, stage: Stage) -> None:
        question = stage.write("Is it open on Sunday?")
        answer = stage.answer_natively(question, "It is, from nine.")
        ours = walk_back(stage, stage.own_stream).messages[answer]
        connector = stage.connector()
        again = connector.reread([standing_for(ours)])
        [(stream, raw)] = again.items
        assert connector.parse(stream, stored(raw.data)).message == ours
        assert again.gone == frozenset()


def needs(ability: bool, otherwise: str) -> None:
    if not ability:
        pytest.skip(otherwise)
