"""X's direct messages: the events of the last 30 days, all of them or those with one person, and sending one.

https://docs.x.com/x-api/direct-messages : newest first, at most 100 a page, and nothing older than 30 days. The
conversation of two is called by both their ids, the smaller first.
"""

import html
from typing import Any

from sandbox import moments
from sandbox.items import private_items, select_items, write_item
from sandbox.people import people_by_id, person_by_external_id
from sandbox.platforms.x.calls import Answer, Call
from sandbox.platforms.x.parameters import Paging, read_dm_paging, read_dm_wanted, refuse_unknown, token_after
from sandbox.platforms.x.payloads import media_keys
from sandbox.platforms.x.problems import forbidden, invalid_request
from sandbox.platforms.x.text import shortened
from sandbox.records import Account, Item, Person

REACH = 30 * moments.DAY
"""By arrival, like everything that pages here: what a scenario dates back has only just been said."""
LONGEST = 10_000
_PARAMETERS = ("id", "max_results", "pagination_token", "event_types", "dm_event.fields")
REFUSED = "You do not have permission to DM one or more participants."


async def events(call: Call) -> Answer:
    return 200, _page(call, None)


async def events_with(call: Call) -> Answer:
    who = call.user()
    return 200, _page(call, who.id if isinstance(who, Person) else 0)


async def events_in(call: Call) -> Answer:
    person = _partner(call)
    return 200, _page(call, person.id if person else 0)


async def create_with(call: Call) -> Answer:
    who = call.user()
    return await _create(call, who if isinstance(who, Person) else None)


async def create_in(call: Call) -> Answer:
    return await _create(call, _partner(call))


def conversation_id(account: Account, person: Person) -> str:
    return "-".join(sorted((account.external_id, person.external_id), key=int))


def _partner(call: Call) -> Person | None:
    """The other one of a conversation ``{id}-{id}`` of the account's."""
    ids = call.request.path_params["id"].split("-")
    if len(ids) != 2 or call.account.external_id not in ids:
        return None
    other = ids[0] if ids[1] == call.account.external_id else ids[1]
    return person_by_external_id(call.store, "x", other)


async def _create(call: Call, person: Person | None) -> Answer:
    body = await call.body()
    text = body.get("text") if isinstance(body, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise invalid_request(({"$.text": [str(text)]}, "$.text: is missing but it is required"))
    if len(text) > LONGEST:
        raise invalid_request(({"$.text": [text[:20]]}, f"$.text: must be at most {LONGEST} characters long"))
    if person is None or person.is_deleted or not _may_write(call, person):
        raise forbidden(REFUSED)
    item = write_item(call.store, call.platform, call.account, kind="dm", author=None, text=text, to=person)
    return 201, {"data": {"dm_conversation_id": conversation_id(call.account, person), "dm_event_id": item.external_id}}


def _may_write(call: Call, person: Person) -> bool:
    """Somebody with a hidden profile takes messages only from those they have written to."""
    return not person.hidden_profile or any(
        item.person_id == person.id for item in private_items(call.store, call.account, "dm", person.id)
    )


def _page(call: Call, person_id: int | None) -> dict[str, Any]:
    query = call.request.query_params
    refuse_unknown(query, *_PARAMETERS)
    paging = read_dm_paging(query)
    found = _events(call, person_id, paging)
    items = found[: paging.limit]
    body = _payload(call, items)
    meta: dict[str, Any] = {"result_count": len(items)}
    if len(found) > paging.limit:
        meta["next_token"] = token_after(items[-1].position)
    if paging.before is not None and items:
        meta["previous_token"] = token_after(items[0].position)
    return body | {"meta": meta}


def _events(call: Call, person_id: int | None, paging: Paging) -> list[Item]:
    return select_items(
        call.store,
        "WHERE account_id = ? AND kind = 'dm' AND deleted_at IS NULL AND arrived_at >= ? AND position < ?"
        " AND (? IS NULL OR ? IN (person_id, to_person_id)) ORDER BY position DESC LIMIT ?",
        *(call.account.id, moments.now() - REACH, 2**63 - 1 if paging.before is None else paging.before),
        *(person_id, person_id, paging.limit + 1),
    )


def _payload(call: Call, items: list[Item]) -> dict[str, Any]:
    fields, expansions = read_dm_wanted(call.request.query_params)
    people = people_by_id(call.store, [item.partner_id for item in items])
    payloads = call.payloads
    body: dict[str, Any] = {}
    users: dict[str, dict[str, Any]] = {}
    media: dict[str, dict[str, Any]] = {}
    for item in items:
        person = people.get(item.partner_id or 0)
        body.setdefault("data", []).append(_event(call.account, person, item, fields))
        if "sender_id" in expansions:
            sender: Account | Person | None = person if item.person_id else call.account
            if sender is not None and not (isinstance(sender, Person) and sender.is_deleted):
                users[sender.external_id] = payloads.user(sender)
        if "attachments.media_keys" in expansions:
            media |= {one["media_key"]: one for one in payloads.media(item)}
    includes = {name: list(found.values()) for name, found in (("users", users), ("media", media)) if found}
    return body | ({"includes": includes} if includes else {})


def _event(account: Account, person: Person | None, item: Item, fields: frozenset[str]) -> dict[str, Any]:
    """``id``, ``event_type`` and ``text`` always, the rest when asked for."""
    text, urls = shortened(item.text)
    event: dict[str, Any] = {
        "id": item.external_id,
        "event_type": "MessageCreate",
        "text": html.escape(text, quote=False),
    }
    extra: dict[str, Any] = {"created_at": moments.iso(item.created_at)}
    if person is not None:
        extra["dm_conversation_id"] = conversation_id(account, person)
        extra["sender_id"] = person.external_id if item.person_id else account.external_id
    if urls:
        extra["entities"] = {"urls": urls}
    if item.media:
        extra["attachments"] = {"media_keys": media_keys(item)}
    return event | {name: value for name, value in extra.items() if name in fields}
