"""The text of a post or message as a person reads it: escapes undone, addresses at their full length, long posts whole."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

from connectors.reading import required_text, storable
from connectors.x.bundles import dicts


def readable_text(item: Mapping[str, Any], quoted: Sequence[str]) -> str:
    """What its author wrote. Raises Malformed.

    A post of more than 280 characters is cut off in `text` and whole in `note_tweet`. X puts its own short address in the place
    of each one, and one more behind a picture or a quoted post, which nobody wrote.
    """
    note = item.get("note_tweet")
    whole: Mapping[str, Any] = note if isinstance(note, Mapping) and isinstance(note.get("text"), str) else item
    text = html.unescape(required_text(whole, "text"))
    for url in _urls(item, whole):
        short, full = str(url.get("url") or ""), storable(str(url.get("expanded_url") or ""))
        if not short or not full:
            continue
        is_attached = bool(url.get("media_key")) or any(full.endswith(f"/status/{key}") for key in quoted)
        if is_attached and text.endswith(short):
            text = text[: -len(short)].rstrip()
        else:
            text = text.replace(short, full)
    return storable(text)


def meant_text(item: Mapping[str, Any]) -> str:
    """A text to compare with what we sent: readable, without the names in front, its white space folded."""
    return folded(readable_text({**item, "text": str(item.get("text") or "")}, []))


def folded(text: str) -> str:
    """A text without the names it begins with, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"^(?:@\w+\s+)+", "", text.strip())).strip()


def _urls(item: Mapping[str, Any], whole: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The addresses in an item's entities, and in those of its whole text; from the back, so that each is met at its end."""
    found: list[dict[str, Any]] = []
    for one in (item,) if whole is item else (item, whole):
        entities = one.get("entities")
        found += dicts(entities.get("urls")) if isinstance(entities, Mapping) else []
    return found[::-1]
