"""Fetching back: a walk from the present into the past that hands over all there is, or says what it could not."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from connectors.errors import Temporary
from tests.connectors.contract.reading import STUMBLES, needs_weather, questions
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.walks import drain, messages_of, stumbling, walk_back


class History:
    """`fetch_back` from {} on. Needs the fixture `stage`."""

    def test_a_walk_back_hands_over_everything(self, stage: Stage) -> None:
        ids = stage.write_many(questions(0, stage.can.page_size + 20))
        walk = walk_back(stage, stage.stream)
        assert set(walk.messages) == set(ids)
        assert len(walk.pages) > 1
        assert [page.gap for page in walk.pages if page.gap] == []

    def test_a_walk_back_over_nothing_ends_at_once(self, stage: Stage) -> None:
        assert walk_back(stage, stage.stream).messages == {}

    def test_a_walk_back_ends_where_it_is_told_to(self, stage: Stage) -> None:
        if not stage.can.can_backdate:
            pytest.skip("this platform dates nothing back")
        stage.write_many(questions(0, stage.can.page_size * 2 + 20), at=datetime.now(UTC) - timedelta(days=3))
        # Some platforms go by the time shown, some by that of arrival, some by whole seconds.
        until = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=1)
        time.sleep((until - datetime.now(UTC)).total_seconds())
        recent = stage.write_many(questions(500, 505))
        walk = walk_back(stage, stage.stream, until=until)
        assert set(recent) <= set(walk.messages)
        assert len(walk.messages) <= stage.can.page_size * 2
        assert [page.gap for page in walk.pages if page.gap] == []

    def test_what_arrives_while_walking_back_costs_nothing(self, stage: Stage) -> None:
        ids = stage.write_many(questions(0, stage.can.page_size + 20))
        first = walk_back(stage, stage.stream, pages=1)
        stage.write_many(questions(200, 205))
        rest = walk_back(stage, stage.stream, first.cursor) if not first.has_ended else first
        assert set(first.messages) | set(rest.messages) >= set(ids)

    def test_the_first_fetch_and_the_walk_back_leave_nothing_between_them(self, stage: Stage) -> None:
        """Heard takes its place at the present first, and reads the past after that, perhaps much later."""
        old = stage.write_many(questions(0, stage.can.page_size + 20))
        present = drain(stage, stage.stream)
        between = stage.write_many(questions(200, 203))
        back = walk_back(stage, stage.stream)
        forward = drain(stage, stage.stream, present.cursor)
        assert set(forward.messages) >= set(between)
        assert set(present.messages) | set(back.messages) | set(forward.messages) == set(old + between)

    def test_the_same_message_reads_the_same_on_both_ways(self, stage: Stage) -> None:
        place = drain(stage, stage.stream).cursor
        new = stage.write("Does the late boat run on Sunday?")
        assert drain(stage, stage.stream, place).messages[new] == walk_back(stage, stage.stream).messages[new]

    def test_how_far_a_walk_has_come_is_told_truly(self, stage: Stage) -> None:
        stage.write_many(questions(0, stage.can.page_size + 20))
        walk = walk_back(stage, stage.stream)
        reached = [page.reached for page in walk.pages if page.reached]
        assert all(when.tzinfo is not None and when <= datetime.now(UTC) + timedelta(minutes=1) for when in reached)
        assert all(later >= earlier for later, earlier in pairwise(reached))
        for page in walk.pages:
            held = messages_of(stage.connector(), stage.stream, page.items)
            if page.reached and held:
                assert page.reached <= min(item.created_at for item in held) + timedelta(seconds=1)

    def test_the_total_is_what_the_whole_walk_holds(self, stage: Stage) -> None:
        stage.write_many(questions(0, stage.can.page_size + 20))
        walk = walk_back(stage, stage.stream)
        held = {raw.external_id for page in walk.pages for raw in page.items}
        assert {page.total for page in walk.pages} - {None} <= {len(held)}

    def test_a_walk_back_that_stumbles_at_every_page_misses_nothing(self, stage: Stage) -> None:
        needs_weather(stage)
        ids = stage.write_many(questions(0, stage.can.page_size + 20))
        step = lambda cursor, seconds: walk_back(stage, stage.stream, cursor, pages=1, timeout=seconds)  # noqa: E731
        assert set(stumbling(stage, step, {}, STUMBLES).messages) >= set(ids)

    def test_a_walk_back_that_cannot_begin_says_so(self, stage: Stage) -> None:
        needs_weather(stage)
        stage.write("Does the late boat run on Sunday?")
        stage.fault("server_error")
        with pytest.raises(Temporary):
            stage.connector().fetch_back(stage.stream, {}, until=None)
