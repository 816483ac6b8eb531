"""Events arriving on the platforms: each becomes an item, an edit or a deletion, once, or is refused with a
reason.
"""

from dataclasses import dataclass, field
from typing import Any

from sandbox import moments
from sandbox.accounts import account_by_id, ensure_account, find_account
from sandbox.events import Event, EventError, parse_event
from sandbox.items import (
    delete_item,
    edit_item,
    items_by_alias,
    set_extra,
    set_media,
    text_as_published,
    was_edited_so,
    write_item,
)
from sandbox.people import ensure_person
from sandbox.records import Account, Item, Person
from sandbox.registry import PLATFORMS
from sandbox.store import Store


@dataclass
class Outcome:
    """What came of a batch. ``known`` events had been played before and changed nothing."""

    applied: int = 0
    known: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)


class Refused(Exception):
    """Why an event cannot happen on the platform as it stands."""


def apply_events(store: Store, sources: list[Any], *, start: int | None) -> Outcome:
    """Let a batch of events happen, in one transaction. ``start`` (milliseconds) is when the scenario began;
    None: now.

    A refused event leaves no trace and the others happen; ``line`` in ``refused`` counts the batch from 1.
    """
    outcome = Outcome()
    with store.transaction():
        for line, source in enumerate(sources, start=1):
            try:
                event = parse_event(source, line)
                at = None if start is None or event.at is None else start + round(event.at * moments.SECOND)
                item, is_new = _happen(store, event, at)
            except (EventError, Refused) as refusal:
                outcome.refused.append({"line": line, "reason": str(refusal)})
                continue
            outcome.applied += is_new
            outcome.known += not is_new
            outcome.ids[event.id] = item.external_id
    return outcome


def _happen(store: Store, event: Event, moment: int | None) -> tuple[Item, bool]:
    if event.action == "write":
        return _write(store, event, moment)
    item = _named(store, event.id, event.platform, event.action)
    platform = PLATFORMS[item.platform]
    if event.action == "delete":
        if item.is_deleted:
            return item, False
        delete_item(store, platform, item, deleted_at=moment)
        return item, True
    if item.is_deleted:
        if was_edited_so(store, item, event.text, event.at):
            return item, False
        raise Refused(f"edit: {event.id!r} has been deleted")
    account = account_by_id(store, item.account_id)
    published = text_as_published(store, platform, account, item, event.text)
    if was_edited_so(store, item, published, event.at):
        return item, False
    if event.media is not None:
        set_media(store, item, event.media)
    if event.extra:
        item = set_extra(store, item, **event.extra)
    return edit_item(store, platform, account, item, event.text, edited_at=moment, at=event.at), True


def _write(store: Store, event: Event, moment: int | None) -> tuple[Item, bool]:
    assert event.platform is not None
    platform = PLATFORMS[event.platform]
    known = items_by_alias(store, event.id, event.platform)
    if known:
        return known[0], False
    parent = None
    if event.reply_to is not None:
        parent = _named(store, event.reply_to, event.platform, "reply_to")
        if parent.is_deleted:
            raise Refused(f"reply_to: {event.reply_to!r} has been deleted")
    account = _account(store, event)
    if parent is not None and parent.account_id != account.id:
        raise Refused(f"reply_to: {event.reply_to!r} belongs to another account")
    item = write_item(
        store,
        platform,
        account,
        kind=event.kind,
        author=_person(store, event),
        text=event.text,
        parent=parent,
        created_at=moment,
        alias=event.id,
        at=event.at,
        media=event.media,
        extra=event.extra,
    )
    return item, True


def _account(store: Store, event: Event) -> Account:
    """The account, made if unknown; the company's own lines tell its name and audience."""
    assert event.platform is not None
    name, audience = None, None
    if event.is_company and event.author is not None:
        name, audience = event.author.name, event.author.audience
    known = find_account(store, event.platform, event.account)
    if known is not None and name in (None, known.name, known.handle) and audience in (None, known.audience):
        return known
    return ensure_account(store, PLATFORMS[event.platform], event.account, name=name, audience=audience)


def _person(store: Store, event: Event) -> Person | None:
    if event.author is None or event.is_company:
        return None
    assert event.platform is not None
    return ensure_person(
        store,
        PLATFORMS[event.platform],
        alias=event.author.id,
        handle=event.author.handle,
        name=event.author.name,
        audience=event.author.audience,
        is_deleted=event.author.is_deleted,
        hidden_profile=event.author.hidden_profile,
    )


def _named(store: Store, alias: str, platform: str | None, role: str) -> Item:
    """The one item a scenario's id stands for."""
    found = items_by_alias(store, alias, platform)
    if not found:
        raise Refused(f"{role}: nothing with the id {alias!r} is there")
    if len(found) > 1:
        raise Refused(f"{role}: {alias!r} stands on several platforms; say which with platform")
    return found[0]
