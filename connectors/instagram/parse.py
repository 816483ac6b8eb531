"""Instagram's comments, posts and mentions in our words."""

import re
from collections.abc import Mapping
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Media, Parsed, Post
from connectors.meta.lists import id_of
from connectors.reading import mapping, moment, optional_mapping, optional_text, text_id

LEADING_NAMES = re.compile(r"\s*@([\w.]+)")
KINDS = {"IMAGE": "image", "CAROUSEL_ALBUM": "image", "VIDEO": "video"}


def parse_comment(raw: Mapping[str, Any], account_id: str, handle: str) -> Parsed:
    """A bundle of {comment, media_id}. Raises Malformed.

    Instagram knows two levels: `to` in `answering` is the comment below which an answer has to go. An answer of ours names whom
    it addresses only in its text; those names are handed over as `addressed`.
    """
    comment = mapping(raw, "comment")
    media_id = text_id(raw, "media_id")
    comment_id = text_id(comment)
    above = text_id(comment, "parent_id") if comment.get("parent_id") is not None else ""
    author = _author(comment)
    is_ours = _is_ours(comment, account_id, handle)
    text = optional_text(comment, "text")
    answering: dict[str, Any] = {"to": above or comment_id, "private_by": "comment_id"}
    if author and author.external_id != author.handle:
        answering["person"] = author.external_id
    return Parsed(
        Item(
            external_id=comment_id,
            kind=Kind.COMMENT,
            text=text,
            created_at=moment(comment, "timestamp"),
            thread_id=media_id,
            is_ours=is_ours,
            author=author,
            parent_id=above or media_id,
            is_hidden=comment.get("hidden") is True,
            answering=_addressed(text) if is_ours else answering,
        )
    )


def parse_tag(raw: Mapping[str, Any], account_id: str, handle: str) -> Parsed:
    """Somebody's post that tags the account, or mentions it in its caption. Raises Malformed."""
    media = mapping(raw, "media")
    media_id = text_id(media)
    return Parsed(
        Item(
            external_id=media_id,
            kind=Kind.MENTION,
            text=optional_text(media, "caption"),
            created_at=moment(media, "timestamp"),
            thread_id=media_id,
            is_ours=_is_ours(media, account_id, handle),
            author=_author(media),
            permalink=optional_text(media, "permalink"),
            media=_media(media),
            answering={"media_id": media_id},
        )
    )


def parse_mention(raw: Mapping[str, Any], account_id: str, handle: str) -> Parsed:
    """A mention elsewhere: as it was announced, which tells only where, or as it was read since. Raises Malformed."""
    if "media" in raw:
        return parse_tag(raw, account_id, handle)
    if "comment" in raw:
        comment = mapping(raw, "comment")
        media_id = text_id(raw, "media_id")
        above = raw.get("above")
        posts = (parse_post({"media": above}, account_id, handle),) if isinstance(above, Mapping) else ()
        return Parsed(
            Item(
                external_id=text_id(comment),
                kind=Kind.MENTION,
                text=optional_text(comment, "text"),
                created_at=moment(comment, "timestamp"),
                thread_id=media_id,
                is_ours=_is_ours(comment, account_id, handle),
                author=_author(comment),
                parent_id=media_id,
                permalink=posts[0].permalink if posts else "",
                answering={"media_id": media_id, "comment_id": text_id(comment)},
            ),
            posts,
        )
    announced = mapping(raw, "mention")
    media_id = text_id(announced, "media_id")
    comment_id = text_id(announced, "comment_id") if announced.get("comment_id") is not None else ""
    return Parsed(
        Item(
            external_id=comment_id or media_id,
            kind=Kind.MENTION,
            text="",
            created_at=moment(raw, "announced_at"),
            thread_id=media_id,
            parent_id=media_id if comment_id else "",
            answering={"media_id": media_id} | ({"comment_id": comment_id} if comment_id else {}),
        )
    )


def parse_post(raw: Mapping[str, Any], account_id: str, handle: str) -> Post:
    """A post as context for what is said under it. Raises Malformed."""
    media = mapping(raw, "media")
    return Post(
        external_id=text_id(media),
        text=optional_text(media, "caption"),
        author_name=optional_text(media, "username") or "Someone",
        is_ours=_is_ours(media, account_id, handle),
        created_at=moment(media, "timestamp"),
        permalink=optional_text(media, "permalink"),
    )


def _author(entry: Mapping[str, Any]) -> Author | None:
    """Who wrote it. Of posts and mentions elsewhere Instagram tells the name alone, which then has to stand for the person."""
    writer = optional_mapping(entry, "from") or {}
    name = optional_text(entry, "username") or optional_text(writer, "username")
    if writer.get("id") is not None:
        return Author(text_id(writer), name)
    return Author(name, name) if name else None


def _is_ours(entry: Mapping[str, Any], account_id: str, handle: str) -> bool:
    name = optional_text(entry, "username")
    return id_of(entry.get("from")) == account_id or (bool(name) and name.lower() == handle.lower())


def _addressed(text: str) -> dict[str, Any]:
    found = LEADING_NAMES.match(text)
    return {"addressed": [found.group(1).lower()]} if found else {}


def _media(media: Mapping[str, Any]) -> tuple[Media, ...]:
    url, kind = optional_text(media, "media_url"), media.get("media_type")
    if kind is not None and not isinstance(kind, str):
        raise Malformed(f"'media_type' should be text and is {type(kind).__name__}")
    return (Media(url, KINDS.get(kind or "", "image")),) if url else ()
