"""A direct message in our words."""

from collections.abc import Mapping
from typing import Any

from connectors.capabilities import Kind
from connectors.items import Author, Item, Media, Parsed
from connectors.meta.attachments import media_of_message
from connectors.meta.lists import entries_of
from connectors.meta.messaging import Mailbox
from connectors.reading import mapping, moment, optional_mapping, optional_text, text_id


def parse_message(raw: Mapping[str, Any], mailbox: Mailbox) -> Parsed:
    """A bundle of {message, person}: what was said, and whom the conversation is with. Raises Malformed."""
    message = mapping(raw, "message")
    person = mapping(raw, "person")
    person_id = text_id(person)
    writer = optional_mapping(message, "from")
    is_ours = mailbox.is_ours(writer)
    is_named = writer is not None and writer.get("id") is not None
    created_at = moment(message, "created_time")
    mention, story = _story(message)
    answering: dict[str, Any] = {"person": person_id, "at": created_at.isoformat()}
    if key := optional_text(message, "metadata"):
        answering["key"] = key
    return Parsed(
        Item(
            external_id=text_id(message),
            kind=Kind.MENTION if mention and not is_ours else Kind.DIRECT_MESSAGE,
            # A story comes without words, and its picture is gone within a day.
            subject="Mentioned you in a story" if mention and not is_ours else "",
            text=optional_text(message, "message"),
            created_at=created_at,
            thread_id=person_id,
            is_ours=is_ours,
            author=parse_person(writer if is_named or is_ours else person),
            media=(*_attached(message), *story),
            is_private=True,
            answering=answering,
        )
    )


def parse_person(who: Mapping[str, Any] | None) -> Author | None:
    if who is None or who.get("id") is None:
        return None
    return Author(text_id(who), optional_text(who, "username"), optional_text(who, "name"))


def _attached(message: Mapping[str, Any]) -> tuple[Media, ...]:
    found = [media_of_message(entry) for entry in entries_of(message.get("attachments"))]
    sticker = message.get("sticker")
    found.append(Media(sticker, "image") if isinstance(sticker, str) and sticker else None)
    for share in entries_of(message.get("shares")):
        link = share.get("link") if isinstance(share, Mapping) else None
        found.append(Media(link, "file") if isinstance(link, str) else None)
    return tuple(media for media in found if media)


def _story(message: Mapping[str, Any]) -> tuple[bool, tuple[Media, ...]]:
    """Whether a story of theirs mentions us, and the story it speaks of.

    https://developers.facebook.com/docs/graph-api/reference/message : `story` holds `mention` or `reply_to`, each {id, link}.
    """
    story = message.get("story")
    if not isinstance(story, Mapping):
        return False, ()
    links = [place.get("link") for place in (story.get("mention"), story.get("reply_to")) if isinstance(place, Mapping)]
    media = tuple(Media(link, "image", text="Story") for link in links if isinstance(link, str) and link)
    return isinstance(story.get("mention"), Mapping), media
