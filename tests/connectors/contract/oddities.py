"""Items that are not as documented: each costs itself and no other, and says which field is wrong."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from connectors.contract import Connector
from connectors.errors import Malformed
from connectors.items import Parsed, Raw
from tests.connectors.contract.reading import needs_weather, questions
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.walks import stored, walk_back

MARKER = "Mx7markerQ"
ODD_VALUES: tuple[Any, ...] = (..., None, "", "x", "\x00\ud800", 5, -1.5, True, [], ["x"], [None], {}, {"x": [1, None]})
TEXTS = {
    "emoji": "🚢👩‍👩‍👧‍👦 Ahoy",
    "right to left": "متى يغادر القارب الأخير؟",
    "override": "a \u202eevil\u202c word",
    "cjk": "次の船は何時ですか",
    "escapes": "Fish & chips &amp; <b>more</b> <3",
    "a megabyte": "Ahoy-" * 210_000 + "end",
}


class Oddities:
    """Parsing, and pages with something odd in them. Needs the fixture `stage`."""

    def test_parsing_asks_nobody_and_says_the_same_each_time(self, stage: Stage) -> None:
        question = stage.write("Is it open on Sunday?")
        stage.answer_natively(question, "It is, from nine.")
        here, away = stage.connector(), stage.unreachable()
        for stream in {stage.stream, stage.own_stream}:
            raws = everything(stage, stream)
            assert raws
            for raw in raws:
                assert stored(raw.data) == raw.data
                parsed = here.parse(stream, raw.data)
                assert parsed == here.parse(stream, stored(raw.data)) == away.parse(stream, stored(raw.data))
                if parsed.message:
                    assert parsed.message.external_id == raw.external_id
                    assert stored(dict(parsed.message.answering)) == parsed.message.answering

    def test_every_kind_of_text_comes_through(self, stage: Stage) -> None:
        written = {name: stage.write(text, by=f"Person {name}") for name, text in TEXTS.items()}
        found = walk_back(stage, stage.stream).messages
        assert [name for name, key in written.items() if TEXTS[name] not in found[key].text] == []

    def test_what_a_database_cannot_hold_is_replaced(self, stage: Stage) -> None:
        written = stage.write(f"Is it {MARKER} on Sunday?")
        raw = next(raw for raw in everything(stage, stage.stream) if raw.external_id == written)
        wire = json.dumps(raw.data)
        if MARKER not in wire:
            pytest.skip("the text comes in an encoding of its own")
        message = stage.connector().parse(stage.stream, json.loads(wire.replace(MARKER, "\\u0000\\ud800"))).message
        assert message is not None
        assert "on Sunday?" in message.text
        assert "\x00" not in message.text
        assert message.text.encode()

    def test_whatever_is_wrong_with_an_item_it_is_read_or_said(self, stage: Stage) -> None:
        """Every field in turn is taken away or replaced by something that does not belong there."""
        question = stage.write("Is it open on Sunday? https://example.org/times")
        stage.answer_natively(question, "It is, from nine.")
        connector = stage.connector()
        raws = {(stream, raw) for stream in (stage.stream, stage.own_stream) for raw in hashable(stage, stream)}
        for stream, wire in raws:
            for path, odd in spoilt(json.loads(wire)):
                parsed = parsed_or_said(connector, stream, odd, path)
                if parsed and parsed.message:
                    (parsed.message.text + parsed.message.external_id + parsed.message.thread_id).encode()

    def test_a_malformed_item_costs_itself_alone(self, stage: Stage) -> None:
        needs_weather(stage)
        ids = stage.write_many(questions(0, 5))
        for variant in stage.can.oddities:
            stage.fault("malformed_item", variant=variant, item=ids[2])
            raws = everything(stage, stage.stream)
            stage.clear_faults()
            readable, refusals = sorted_out(stage, raws)
            assert readable >= set(ids) - {ids[2]}, variant
            assert len(readable) + len(refusals) == len(ids), variant
            assert all(names_a_field(refusal) for refusal in refusals), refusals
        assert set(walk_back(stage, stage.stream).messages) == set(ids)

    def test_an_item_without_its_writer_is_kept(self, stage: Stage) -> None:
        needs_weather(stage)
        written = stage.write("Is it open on Sunday?")
        stage.fault("missing_author", item=written)
        message = walk_back(stage, stage.stream).messages[written]
        # In private, whose thread it is may tell.
        assert message.author is None or message.is_private
        assert not message.is_ours
        assert "Is it open on Sunday?" in message.text

    def test_ids_that_come_as_numbers_are_the_same_ids(self, stage: Stage) -> None:
        needs_weather(stage)
        ids = stage.write_many(questions(0, 3))
        stage.fault("ids_as_numbers")
        assert set(walk_back(stage, stage.stream).messages) == set(ids)


def everything(stage: Stage, stream: str) -> list[Raw]:
    """All raw items of a stream, unread."""
    found: list[Raw] = []
    cursor: dict[str, Any] = {}
    while True:
        page = stage.connector().fetch_back(stream, cursor, until=None)
        found += page.items
        cursor = stored(page.next_cursor)
        if not page.has_more:
            return found


def sorted_out(stage: Stage, raws: list[Raw]) -> tuple[set[str], set[str]]:
    """The ids of the messages that can be read, and what is said of the others; a page may hand out the same item twice."""
    connector, readable, refusals = stage.connector(), set(), set()
    for raw in raws:
        try:
            message = connector.parse(stage.stream, stored(raw.data)).message
        except Malformed as refusal:
            refusals.add(str(refusal))
        else:
            readable |= {message.external_id} if message else set()
    return readable, refusals


def hashable(stage: Stage, stream: str) -> list[str]:
    return [json.dumps(raw.data) for raw in everything(stage, stream)]


def spoilt(data: Any) -> Iterator[tuple[str, Any]]:
    """The data with one place in it changed, for every place and each odd value; `...` takes the place away."""
    for path in list(places(data)):
        for value in ODD_VALUES:
            copy = deepcopy(data)
            holder = copy
            for step in path[:-1]:
                holder = holder[step]
            if value is ...:
                del holder[path[-1]]
            else:
                holder[path[-1]] = value
            yield f"{path} {value!r}", copy


def places(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, value in steps:
        yield (*above, step)
        yield from places(value, (*above, step))


def parsed_or_said(connector: Connector, stream: str, data: Any, path: str) -> Parsed | None:
    """What an odd item is read as; None where it is refused in words that name a field."""
    try:
        return connector.parse(stream, data)
    except Exception as error:
        is_said = isinstance(error, Malformed) and names_a_field(str(error)) and len(str(error)) < 300
        if not is_said:
            raise AssertionError(f"{path} brings {error!r}") from error
    return None


def names_a_field(refusal: str) -> bool:
    return refusal.count("'") >= 2
