"""What hangs on Graph's posts, comments and messages, in our words."""

from collections.abc import Mapping
from typing import Any

from connectors.items import Media
from connectors.meta.lists import entries_of
from connectors.reading import storable

KINDS = (("video", "video"), ("photo", "image"), ("image", "image"), ("sticker", "image"), ("audio", "audio"))


def media_of_story(attachment: Mapping[str, Any] | None) -> tuple[Media, ...]:
    """A post's or a comment's attachment: `media.image.src` is the picture, `url` the page it stands on."""
    if not attachment:
        return ()
    below = attachment.get("subattachments")
    if entries_of(below):
        return tuple(
            media for entry in entries_of(below) if isinstance(entry, Mapping) for media in media_of_story(entry)
        )
    media = attachment.get("media")
    media = media if isinstance(media, Mapping) else {}
    image = media.get("image")
    source = media.get("source") or (image.get("src") if isinstance(image, Mapping) else None) or attachment.get("url")
    if not isinstance(source, str):
        return ()
    kind = _kind(attachment.get("type")) or ("image" if media.get("image") else "file")
    return (Media(storable(source), kind, text=_text(attachment.get("title"))),)


def media_of_message(attachment: Any) -> Media | None:
    """A message's attachment: by `mime_type`, with its address in `image_data`, `video_data` or `file_url`."""
    if not isinstance(attachment, Mapping):
        return None
    for field in ("image_data", "video_data", "file_url"):
        found = attachment.get(field)
        url = found.get("url") if isinstance(found, Mapping) else found
        if isinstance(url, str) and url:
            size = attachment.get("size")
            kind = _kind(attachment.get("mime_type")) or field.split("_")[0]
            name = _text(attachment.get("name"))
            return Media(storable(url), kind, name, size=size if isinstance(size, int) else None)
    return None


def _kind(told: Any) -> str:
    return next((kind for start, kind in KINDS if isinstance(told, str) and told.startswith(start)), "")


def _text(value: Any) -> str:
    return storable(value) if isinstance(value, str) else ""
