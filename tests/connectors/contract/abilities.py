"""What the capabilities declare is what the platform does: actions, streams, fields."""

import json
from collections.abc import Callable, Collection
from pathlib import Path

import pytest

import connectors
from connectors.capabilities import Action, Kind
from connectors.errors import NotPermitted
from connectors.items import Standing
from tests.connectors.contract.stage import Entry, Stage
from tests.connectors.contract.walks import read_message, reply_to, standing_for, walk_back

FIRST: dict[Action, Action] = {Action.UNLIKE: Action.LIKE, Action.UNHIDE: Action.HIDE, Action.APPROVE: Action.HIDE}
"""What has to be done before, for an action to have something to undo."""

DONE: dict[Action, Callable[[Entry | None], bool]] = {
    Action.LIKE: lambda entry: entry is not None and entry.is_liked,
    Action.UNLIKE: lambda entry: entry is not None and not entry.is_liked,
    Action.HIDE: lambda entry: entry is not None and entry.is_hidden,
    Action.UNHIDE: lambda entry: entry is not None and not entry.is_hidden,
    Action.APPROVE: lambda entry: entry is not None and not entry.is_hidden,
    Action.SPAM: lambda entry: entry is None or entry.is_hidden,
    Action.DELETE: lambda entry: entry is None,
}


class Abilities:
    """Capabilities held against the platform. Needs the fixture `stage`."""

    def test_an_action_on_a_customers_message_does_what_it_says_and_twice_is_once(self, stage: Stage) -> None:
        allowed = stage.connector().capabilities.actions
        for action in Action:
            message = standing_for(read_message(stage, stage.write_for(action)))
            if action in allowed and stage.can.can_act:
                do_twice(stage, action, message, allowed)
            else:
                with pytest.raises(NotPermitted):
                    stage.connector().act(action, message)

    def test_an_action_on_our_own_message_does_what_it_says_and_twice_is_once(self, stage: Stage) -> None:
        allowed = stage.connector().capabilities.own_actions
        for action in sorted(allowed) if stage.can.can_act else ():
            question = read_message(stage, stage.write("At what time?", by=f"Person {action}"))
            sent = stage.connector().send(reply_to(question, f"At nine, {action}."))
            stage.settle()
            ours = walk_back(stage, stage.own_stream).messages[sent.external_id]
            do_twice(stage, action, standing_for(ours), allowed)

    def test_every_stream_has_a_present_and_those_that_reconcile_a_past(self, stage: Stage) -> None:
        connector = stage.connector()
        streams = connector.capabilities.streams
        assert {stage.stream, stage.own_stream} <= {spec.name for spec in streams}
        assert len({spec.name for spec in streams}) == len(streams)
        for spec in streams:
            assert spec.label
            if spec.is_polled:
                page = connector.fetch(spec.name, {})
                assert json.loads(json.dumps(page.next_cursor)) == page.next_cursor
            if spec.reconciles:
                assert connector.fetch_back(spec.name, {}, until=None).gap == ""

    def test_the_profile_is_the_accounts(self, stage: Stage) -> None:
        connector = stage.connector()
        profile = connector.check()
        assert (profile.external_id, profile.handle) == (
            connector.credentials.external_id,
            connector.credentials.handle,
        )
        assert profile.external_id
        assert profile.name

    def test_what_an_admin_reads_is_there(self, stage: Stage) -> None:
        capabilities = stage.connector().capabilities
        assert capabilities.label
        assert capabilities.fields
        assert len({field.name for field in capabilities.fields}) == len(capabilities.fields)
        assert all(field.label and field.help for field in capabilities.fields)
        assert any(field.is_secret for field in capabilities.fields)
        assert {field.name for field in capabilities.fields if field.required} <= set(
            stage.connector().credentials.secrets
        )
        assert set(capabilities.replies) <= set(Kind)
        assert capabilities.push is None or capabilities.push.help

    def test_the_icon_is_a_small_drawing_of_its_own(self, stage: Stage) -> None:
        icon = (Path(connectors.__file__).parent / stage.platform / "icon.svg").read_text()
        assert 'aria-hidden="true"' in icon
        assert "currentColor" in icon
        assert 'viewBox="0 0 16 16"' in icon
        assert "<script" not in icon
        assert "href" not in icon


def do_twice(stage: Stage, action: Action, message: Standing, allowed: Collection[Action]) -> None:
    if FIRST.get(action) in allowed:
        stage.connector().act(FIRST[action], message)
        stage.settle()
        assert DONE[FIRST[action]](entry_of(stage, message.external_id)), FIRST[action]
    for _time in range(2):
        stage.connector().act(action, message)
        stage.settle()
        assert DONE[action](entry_of(stage, message.external_id)), action


def entry_of(stage: Stage, external_id: str) -> Entry | None:
    return next((entry for entry in stage.standing() if entry.external_id == external_id), None)
