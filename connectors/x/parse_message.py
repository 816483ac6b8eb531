"""A direct message in our words: as the API's second version lists it, and as a push in the words of the first tells it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Item, Parsed
from connectors.reading import mapping, moment, optional_mapping, optional_text, text_id
from connectors.x.bundles import plain_id
from connectors.x.parse import read_author, read_media
from connectors.x.text import readable_text


def parse_message(raw: Mapping[str, Any], *, own_id: str) -> Parsed:
    """A bundle of {dm, sender, media}. Raises Malformed.

    https://docs.x.com/x-api/direct-messages/lookup : the conversation of two is called by both their ids.
    """
    event = mapping(raw, "dm")
    event_id = text_id(event)
    if optional_text(event, "event_type") not in ("", "MessageCreate"):
        return Parsed()  # Somebody came into a group or left it.
    author = read_author(event, "sender_id", optional_mapping(raw, "sender"))
    thread_id = text_id(event, "dm_conversation_id")
    media = read_media(raw)
    partner = partner_of(thread_id, own_id)
    item = Item(
        external_id=event_id,
        kind=Kind.DIRECT_MESSAGE,
        # A picture comes without a word.
        text=readable_text({"text": "", **event} if media else event, []),
        created_at=moment(event, "created_at"),
        thread_id=thread_id,
        is_ours=author is not None and author.external_id == own_id,
        author=author,
        permalink=message_link(thread_id),
        media=media,
        is_private=True,
        answering={"author": partner} if partner else {},
    )
    return Parsed(item)


def conversation_of(one: str, other: str) -> str:
    """What X calls the conversation of two: the smaller id first."""
    return "-".join(sorted((one, other), key=int))


def partner_of(thread_id: str, own_id: str) -> str:
    """The other one of a conversation of two; empty for a group's."""
    ids = thread_id.split("-")
    return next((key for key in ids if key != own_id), "") if len(ids) == 2 and own_id in ids else ""


def message_link(thread_id: str) -> str:
    return f"https://x.com/messages/{thread_id}"


def message_from_push(event: Mapping[str, Any]) -> dict[str, Any]:
    """The event of a push as the list would hand it over. Raises Malformed.

    https://docs.x.com/x-api/activity/event-payloads : message_create with milliseconds since 1970, sender and recipient.
    """
    told = mapping(event, "message_create")
    words = mapping(told, "message_data")
    sender, recipient = text_id(told, "sender_id"), text_id(mapping(told, "target"), "recipient_id")
    if not (sender.isdigit() and recipient.isdigit()):
        raise Malformed(f"'sender_id' and 'recipient_id' should be ids and are {sender:.30} and {recipient:.30}")
    found = {
        "id": text_id(event),
        "event_type": "MessageCreate",
        "text": optional_text(words, "text"),
        "sender_id": sender,
        "dm_conversation_id": conversation_of(sender, recipient),
        "created_at": _told_time(event),
    }
    entities = words.get("entities")
    urls = entities.get("urls") if isinstance(entities, Mapping) else None
    return found | ({"entities": {"urls": urls}} if urls else {})


def _told_time(event: Mapping[str, Any]) -> str:
    """The time as the list writes it, to the millisecond."""
    told = plain_id(event.get("created_timestamp"))
    try:
        when = datetime.fromtimestamp(int(told) / 1000, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Malformed(f"'created_timestamp' should be milliseconds since 1970 and is {told!r:.60}") from error
    return f"{when:%Y-%m-%dT%H:%M:%S}.{int(told) % 1000:03d}Z"
