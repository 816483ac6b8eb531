"""Walks over a platform as Heard makes them: every page by a new connector that knows only what was stored."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice
from secrets import token_hex
from typing import Any

import pytest

from connectors.contract import Connector
from connectors.errors import ConnectorError, Temporary
from connectors.items import Item, Outgoing, Page, Raw, Standing
from tests.connectors.contract.stage import Stage

Cursor = dict[str, Any]
MOST_PAGES = 200
PATIENT, IMPATIENT = 5.0, 0.15


@dataclass
class Walk:
    """What a walk brought: its pages, the messages by id, and the cursor to go on from."""

    pages: list[Page] = field(default_factory=list)
    messages: dict[str, Item] = field(default_factory=dict)
    cursor: Cursor = field(default_factory=dict)
    has_ended: bool = False


def stored(value: Any) -> Any:
    """As it comes back from the database."""
    return json.loads(json.dumps(value, allow_nan=False))


def messages_of(connector: Connector, stream: str, raws: tuple[Raw, ...]) -> list[Item]:
    """The messages in some raw items, read from their stored form. Raises Malformed."""
    parsed = [connector.parse(stream, stored(raw.data)).message for raw in raws]
    return [message for message in parsed if message is not None]


def drain(
    stage: Stage,
    stream: str,
    cursor: Mapping[str, Any] | None = None,
    *,
    pages: int = MOST_PAGES,
    timeout: float = PATIENT,
) -> Walk:
    """Fetch until nothing more is there now, or `pages` pages. Raises ConnectorError."""
    step = lambda connector, place: connector.fetch(stream, place)  # noqa: E731
    return _walk(stage, stream, step, cursor or {}, pages, timeout)


def walk_back(
    stage: Stage,
    stream: str,
    cursor: Mapping[str, Any] | None = None,
    *,
    until: datetime | None = None,
    pages: int = MOST_PAGES,
    timeout: float = PATIENT,
) -> Walk:
    """Fetch back until the walk ends, or `pages` pages. Raises ConnectorError."""
    step = lambda connector, place: connector.fetch_back(stream, place, until=until)  # noqa: E731
    return _walk(stage, stream, step, cursor or {}, pages, timeout)


def _walk(
    stage: Stage,
    stream: str,
    step: Callable[[Connector, Cursor], Page],
    cursor: Mapping[str, Any],
    pages: int,
    timeout: float,
) -> Walk:
    walk = Walk(cursor=stored(dict(cursor)))
    while not walk.has_ended and len(walk.pages) < pages:
        connector = stage.connector(timeout)
        page = step(connector, walk.cursor)
        walk.pages.append(page)
        walk.messages |= {item.external_id: item for item in messages_of(connector, stream, page.items)}
        walk.cursor = stored(page.next_cursor)
        walk.has_ended = not page.has_more
    assert walk.has_ended or pages < MOST_PAGES, f"{stream} does not come to an end"
    return walk


def stumbling(stage: Stage, step: Callable[[Cursor, float], Walk], cursor: Cursor, faults: Iterable[str]) -> Walk:
    """A walk of which every page fails twice before it succeeds, of the faults in turn.

    `step` takes a page from a cursor, waiting no longer than so many seconds.
    """
    whole, coming = Walk(cursor=cursor), cycle(faults)
    while not whole.has_ended:
        for fault in islice(coming, 2):
            stage.fault(fault, seconds=IMPATIENT * 2)
            with pytest.raises(Temporary):
                step(whole.cursor, patience(fault))
            stage.clear_faults()
        part = step(whole.cursor, PATIENT)
        whole.pages += part.pages
        whole.messages |= part.messages
        whole.cursor, whole.has_ended = part.cursor, part.has_ended
        assert len(whole.pages) < MOST_PAGES
    return whole


def patience(fault: str) -> float:
    """How many seconds to wait for an answer under a fault: a slow platform is not waited for."""
    return IMPATIENT if fault == "slow" else PATIENT


def read_message(stage: Stage, external_id: str) -> Item:
    """One customer's message as it comes in."""
    found = walk_back(stage, stage.stream).messages
    assert external_id in found, f"{external_id} is not among what was read: {sorted(found)}"
    return found[external_id]


def reply_to(item: Item, text: str = "At nine.", **more: Any) -> Outgoing:
    """An answer to a message, on its way out."""
    facts: dict[str, Any] = {
        "parent_id": item.external_id,
        "thread_id": item.thread_id,
        "kind": item.kind,
        "answering": stored(dict(item.answering)),
        "queued_at": datetime.now(UTC),
        "key": token_hex(16),
    }
    return Outgoing(text=text, **facts | more)


def standing_for(item: Item) -> Standing:
    """A message as Heard names it when it asks again."""
    return Standing(
        item.external_id, item.kind, item.thread_id, item.parent_id, item.is_ours, stored(dict(item.answering))
    )


def outcome_of(deed: Callable[[], Any]) -> Any:
    """What came of it: a value, or the error."""
    try:
        return deed()
    except ConnectorError as error:
        return error
