"""Writing statuses: what is refused, and the idempotency key that makes a repeated request the same one.

``app/services/post_status_service.rb``: the key is remembered for an hour after the status is made, whatever the text; a status
deleted since is not found.
"""

from collections.abc import Mapping
from typing import Any

from sandbox import moments
from sandbox.items import edit_item, get_item, write_item
from sandbox.people import person_by_name
from sandbox.platforms.base import Platform
from sandbox.platforms.mastodon.problems import NOTHING_TO_REPLY_TO, RECORD_NOT_FOUND, invalid
from sandbox.platforms.mastodon.text import MAX_CHARACTERS, length, named_in
from sandbox.platforms.mastodon.timelines import find_status
from sandbox.records import Account, Item, Person
from sandbox.store import Store

KEY_IS_KNOWN_FOR = moments.HOUR
VISIBILITIES = ("public", "unlisted", "private", "direct")


def publish(store: Store, platform: Platform, account: Account, form: Mapping[str, Any], key: str) -> Item:
    """The status that ``POST /api/v1/statuses`` makes, or made under this key before. Raises Problem."""
    parent = None
    if parent_id := str(form.get("in_reply_to_id") or ""):
        parent = find_status(store, account, parent_id)
        if parent is None:
            raise NOTHING_TO_REPLY_TO
    fact = f"idempotency:{account.id}:{key}"
    known = store.fact("mastodon", fact) if key else None
    if known and moments.now() - known["at"] < KEY_IS_KNOWN_FOR:
        made = get_item(store, known["seq"])
        if made is None or made.is_deleted:
            raise RECORD_NOT_FOUND
        return made
    text, warning = str(form.get("status") or ""), str(form.get("spoiler_text") or "")
    seen_by = str(form.get("visibility") or "public")
    if seen_by not in VISIBILITIES:
        raise invalid("Visibility is not included in the list")
    check(store, text, warning)
    extra = {"visibility": seen_by} | ({"spoiler_text": warning} if warning else {})
    kind = "dm" if seen_by == "direct" else ("post" if parent is None else "comment")
    item = write_item(
        *(store, platform, account),
        kind=kind,
        author=None,
        text=text,
        parent=parent,
        to=_first_named(store, text) if kind == "dm" and parent is None else None,
        extra=extra,
    )
    if key:
        store.put_fact("mastodon", fact, {"seq": item.seq, "at": moments.now()})
    return item


def change(store: Store, platform: Platform, account: Account, item: Item, form: Mapping[str, Any]) -> Item:
    """The status after ``PUT /api/v1/statuses/:id``. Raises Problem."""
    text = str(form.get("status") or "")
    check(store, text, str(form.get("spoiler_text") or ""))
    return edit_item(store, platform, account, item, text)


def check(store: Store, text: str, warning: str) -> None:
    """Whether a status may say this. Raises Problem."""
    if not text.strip() and not warning.strip():
        raise invalid("Text can't be blank")
    limit = int(store.setting("mastodon_max_characters", MAX_CHARACTERS))
    if length(warning + text) > limit:
        raise invalid(f"Text character limit of {limit} exceeded")


def _first_named(store: Store, text: str) -> Person | None:
    people = (person_by_name(store, "mastodon", name) for name in named_in(text))
    return next((person for person in people if person is not None), None)
