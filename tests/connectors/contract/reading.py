"""Fetching: from the present onwards, nothing is missed, whatever happens between two calls."""

import pytest

from connectors.contract import Connector
from connectors.errors import Temporary
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.walks import IMPATIENT, Cursor, drain, messages_of, patience, stored, stumbling

# What a page can fail of, with the seconds that matter to the slow one alone.
STUMBLES = ["server_error", "rate_limited", "down", "slow", "cut_body", "not_json"]


def questions(first: int, last: int) -> list[str]:
    return [f"Question number {number}" for number in range(first, last)]


class Reading:
    """`fetch` from {} on. Needs the fixture `stage`."""

    def test_the_first_fetch_hands_over_one_page_at_most(self, stage: Stage) -> None:
        stage.write_many(questions(0, stage.can.page_size + 20))
        connector = stage.connector()
        page = connector.fetch(stage.stream, {})
        assert len(messages_of(connector, stage.stream, page.items)) <= stage.can.page_size

    def test_what_comes_after_the_first_fetch_is_handed_over_whole(self, stage: Stage) -> None:
        old = stage.write_many(questions(0, 3))
        place = drain(stage, stage.stream).cursor
        new = stage.write_many(questions(3, stage.can.page_size + 23))
        walk = drain(stage, stage.stream, place)
        assert set(new) <= set(walk.messages) <= set(old + new)
        assert set(drain(stage, stage.stream, walk.cursor).messages) <= set(old + new)

    def test_an_empty_account_has_a_present_too(self, stage: Stage) -> None:
        """Its first fetch finds nothing to mark its place by, and yet whatever comes next is new."""
        start = drain(stage, stage.stream)
        assert start.messages == {}
        new = stage.write_many(questions(0, stage.can.page_size + 20))
        assert set(drain(stage, stage.stream, start.cursor).messages) == set(new)

    def test_each_of_some_single_arrivals_is_handed_over(self, stage: Stage) -> None:
        place = present(stage)
        for number in range(4):
            new = stage.write(f"Question number {number}", by=f"Person {number}")
            walk = drain(stage, stage.stream, place)
            assert new in walk.messages
            place = walk.cursor

    def test_what_arrives_between_two_pages_is_not_skipped(self, stage: Stage) -> None:
        place = present(stage)
        early = stage.write_many(questions(0, stage.can.page_size + 20))
        first = drain(stage, stage.stream, place, pages=1)
        assert first.pages[0].has_more
        late = stage.write_many(questions(200, 205))
        rest = drain(stage, stage.stream, first.cursor)
        after = drain(stage, stage.stream, rest.cursor)
        assert set(first.messages) | set(rest.messages) | set(after.messages) >= set(early + late)

    def test_a_place_is_as_good_again_later(self, stage: Stage) -> None:
        """A page whose rows could not be stored is fetched again from the same cursor."""
        place = present(stage)
        new = stage.write_many(questions(0, 5))
        assert set(drain(stage, stage.stream, place).messages) >= set(new)
        assert set(drain(stage, stage.stream, place).messages) >= set(new)

    def test_the_messages_are_what_their_writers_wrote(self, stage: Stage) -> None:
        place = present(stage)
        new = stage.write("Does the late boat run on Sunday?", by="Dora")
        message = drain(stage, stage.stream, place).messages[new]
        assert "Does the late boat run on Sunday?" in message.text
        assert (message.kind, message.is_ours, message.automation) == (stage.kind, False, None)
        assert message.author is not None
        assert message.author.external_id
        assert "Dora" in (message.author.name, message.author.handle.title())
        assert message.created_at.tzinfo is not None
        assert message.thread_id

    def test_two_people_are_two_authors_and_one_is_one(self, stage: Stage) -> None:
        ids = [stage.write(f"Question of {by}", by=by) for by in ("Ann", "Ben", "Ann")]
        found = drain(stage, stage.stream).messages
        ann, ben, again = (found[key].author for key in ids)
        assert ann is not None
        assert ben is not None
        assert again is not None
        assert ann.external_id == again.external_id != ben.external_id

    def test_the_cursor_is_plain_json_and_holds_no_secret(self, stage: Stage) -> None:
        stage.write_many(questions(0, 3))
        page = stage.connector().fetch(stage.stream, {})
        assert stored(page.next_cursor) == page.next_cursor
        secrets = secrets_of(stage.connector())
        assert secrets
        assert not [secret for secret in secrets if secret in str(page.next_cursor)]

    def test_a_pass_that_stumbles_at_every_page_misses_nothing(self, stage: Stage) -> None:
        needs_weather(stage)
        place = present(stage)
        new = stage.write_many(questions(0, stage.can.page_size + 20))
        step = lambda cursor, seconds: drain(stage, stage.stream, cursor, pages=1, timeout=seconds)  # noqa: E731
        assert set(stumbling(stage, step, place, STUMBLES).messages) >= set(new)

    def test_a_first_fetch_that_stumbles_leaves_no_hole(self, stage: Stage) -> None:
        """What comes while the first fetch fails lies before the present it takes at last, or after it, and is handed over."""
        needs_weather(stage)
        new = []
        for fault in STUMBLES:
            stage.fault(fault, seconds=IMPATIENT * 2)
            with pytest.raises(Temporary):
                stage.connector(patience(fault)).fetch(stage.stream, {})
            stage.clear_faults()
            new.append(stage.write(f"Did you hear of {fault}?"))
        assert set(drain(stage, stage.stream).messages) >= set(new)

    @pytest.mark.parametrize("fault", ["overlapping_page", "repeated_page"])
    def test_rows_handed_out_twice_cost_no_others(self, stage: Stage, fault: str) -> None:
        needs_weather(stage)
        place = present(stage)
        new = stage.write_many(questions(0, stage.can.page_size + 20))
        stage.fault(fault)
        assert set(drain(stage, stage.stream, place).messages) >= set(new)


@pytest.mark.full
class FoulReading:
    """The same in weather that changes from call to call. Needs the fixture `stage`."""

    @pytest.mark.parametrize("fault", STUMBLES)
    def test_a_pass_in_changing_weather_misses_nothing(self, stage: Stage, fault: str) -> None:
        needs_weather(stage)
        place = present(stage)
        new = set(stage.write_many(questions(0, stage.can.page_size * 2 + 20)))
        stage.fault(fault, chance=0.3, seconds=IMPATIENT * 2)
        found: set[str] = set()
        for _turn in range(100):
            try:
                walk = drain(stage, stage.stream, place, pages=1, timeout=patience(fault))
            except Temporary:
                continue
            place = walk.cursor
            found |= set(walk.messages)
            if walk.has_ended and new <= found:
                break
        assert new <= found


def present(stage: Stage) -> Cursor:
    """A place in the stream behind a first message."""
    stage.write("Good morning!", by="Early Bird")
    return drain(stage, stage.stream).cursor


def needs_weather(stage: Stage) -> None:
    if not stage.can.has_weather:
        pytest.skip("the weather of a real server is its own")


def secrets_of(connector: Connector) -> list[str]:
    """What must never be shown: the values of the fields that are secret."""
    fields = [field.name for field in connector.capabilities.fields if field.is_secret]
    values = [connector.credentials.secrets.get(name, "") for name in fields]
    return [value for value in values if len(value) > 5]
