"""Direct messages: X lists them newest first, 30 days back, with page tokens alone and 15 calls in a quarter of an hour.

https://docs.x.com/x-api/direct-messages/lookup/introduction
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.errors import Rejected
from connectors.items import Page, Raw, Standing
from connectors.x.bundles import earliest, id_at, id_numbers, last_number, last_time, message_bundles, time_of
from connectors.x.client import XClient
from connectors.x.timelines import OVERLAP

REACH = timedelta(days=30)
BEYOND_REACH = "X hands over direct messages of the last 30 days only: older ones are missing."
# Of the 15 calls in a quarter of an hour, those that looking again may take.
REREAD_CALLS = 4
MOST_BEGINNINGS = 3


def fetch_new(client: XClient, cursor: Mapping[str, Any]) -> Page:
    """One page of what is new since the last finished pass, which ends where it meets what was there before."""
    since_id = cursor.get("since_id")
    in_pass: Mapping[str, Any] = cursor.get("pass") or {}
    began_at = datetime.now(UTC)
    try:
        answer = client.messages(pagination_token=in_pass.get("next_token"))
    except Rejected:
        if not in_pass:
            raise
        return Page((), {"since_id": since_id})  # Page tokens age: the pass begins anew, and nothing is skipped.
    items = message_bundles(answer.body)
    numbers = id_numbers(items)
    newest = in_pass.get("newest") or str(max(numbers, default=since_id or id_at(began_at - OVERLAP)))
    oldest = last_number(items)
    is_met = since_id is None or (oldest is not None and oldest <= int(since_id))
    if answer.next_token and not is_met:
        place = {"since_id": since_id, "pass": {"newest": newest, "next_token": answer.next_token}}
        return Page(items, place, has_more=True, budget=answer.budget)
    is_beyond = since_id is not None and not is_met and datetime.now(UTC) - time_of(since_id) > REACH
    gap = BEYOND_REACH if is_beyond else ""
    return Page(items, {"since_id": newest}, gap=gap, budget=answer.budget)


def fetch_past(client: XClient, cursor: Mapping[str, Any], until: datetime | None) -> Page:
    """One page of a walk into the past."""
    token, begun = cursor.get("next_token"), int(cursor.get("begun", 0))
    try:
        answer = client.messages(pagination_token=token)
    except Rejected:
        if not token or begun >= MOST_BEGINNINGS:
            raise
        return Page((), {"begun": begun + 1}, has_more=True)  # Page tokens age: the walk begins anew.
    items = message_bundles(answer.body)
    reached = earliest(items, cursor.get("reached"))
    place = {
        "next_token": answer.next_token or None,
        "reached": reached.isoformat() if reached else None,
        "begun": begun,
    }
    oldest = last_time(items)
    is_done = until is not None and oldest is not None and oldest < until
    if answer.next_token and not is_done:
        return Page(items, place, has_more=True, budget=answer.budget, reached=reached)
    is_short = until is not None and not is_done and until < datetime.now(UTC) - REACH
    return Page(items, place, gap=BEYOND_REACH if is_short else "", budget=answer.budget, reached=reached)


def reread(client: XClient, messages: Sequence[Standing]) -> tuple[list[Raw], set[str]]:
    """Those asked for that still stand, and those that are gone: absent from a stretch of their conversation that was read.

    A few calls at most: what they do not reach is in neither. A conversation that shows nothing at all proves nothing.
    """
    found: list[Raw] = []
    gone: set[str] = set()
    calls = 0
    for thread_id in dict.fromkeys(message.thread_id for message in messages):
        missing = {message.external_id for message in messages if message.thread_id == thread_id}
        token: str | None = None
        while missing and calls < REREAD_CALLS:
            answer = client.messages(dm_conversation_id=thread_id, pagination_token=token)
            calls += 1
            items = message_bundles(answer.body)
            found += [raw for raw in items if raw.external_id in missing]
            missing -= {raw.external_id for raw in items}
            oldest = last_number(items) or 0
            reach = int(id_at(datetime.now(UTC) - REACH + OVERLAP))
            floor = oldest if answer.next_token else reach
            passed = {key for key in missing if items and key.isdigit() and int(key) > max(floor, reach)}
            gone |= passed
            missing -= passed
            token = answer.next_token
            if not token:
                break
    return found, gone
