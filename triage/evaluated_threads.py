"""Threads as other tools write them down, made into conversations the policy reads: for measuring *waiting*."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from inbox.models.choices import Origin
from inbox.verdict import ConversationFacts, MessageFacts

BRAND = "brand"
STEP = timedelta(minutes=1)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def build_facts(thread: Mapping[str, Any]) -> ConversationFacts:
    """A thread {"messages": [{"from": "brand" or anybody, "text", "at"?}]} as one conversation. Raises ValueError, in words."""
    messages = thread.get("messages")
    if not isinstance(messages, list) or not messages:
        raise ValueError("“messages” should be a list with at least one message")
    if not all(isinstance(entry, Mapping) and "from" in entry for entry in messages):
        raise ValueError("a message should be an object with “from”")
    times = _times(messages)
    facts = tuple(
        MessageFacts(number, _origin(entry), at, _text(entry))
        for number, (entry, at) in enumerate(zip(messages, times, strict=True))
    )
    if not any(fact.origin == Origin.CONSUMER for fact in facts):
        raise ValueError("nobody but the brand speaks in it")
    return ConversationFacts(id=0, messages=facts)


def _origin(entry: Mapping[str, Any]) -> Origin:
    return Origin.NATIVE if entry["from"] == BRAND else Origin.CONSUMER


def _text(entry: Mapping[str, Any]) -> str:
    text = entry.get("text")
    if not isinstance(text, str):
        raise ValueError("a message should have a “text”")
    return text


def _times(messages: Sequence[Any]) -> list[datetime]:
    """When each was written; of one second, in their order. Where a time is missing or makes no sense, the order is all there is."""
    told = [_moment(entry.get("at")) for entry in messages]
    known = [at for at in told if at is not None]
    if len(known) < len(told):
        return [LONG_AGO + number * STEP for number in range(len(told))]
    return [at + timedelta(microseconds=number) for number, at in enumerate(known)]


def _moment(value: Any) -> datetime | None:
    if not isinstance(value, str):
        return None
    for read in (datetime.fromisoformat, _as_x_writes, parsedate_to_datetime):
        try:
            at = read(value)
        except ValueError:
            continue
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    return None


def _as_x_writes(value: str) -> datetime:
    return datetime.strptime(value, "%a %b %d %H:%M:%S %z %Y")
