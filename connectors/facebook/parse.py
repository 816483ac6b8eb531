"""Graph's comments and posts in our words."""

from collections.abc import Mapping
from typing import Any

from connectors.contract import Author, Item, Kind, Parsed, Post
from connectors.reading import mapping, moment, optional_mapping, optional_text, plausible_count, text_id


def parse_comment(raw: Mapping[str, Any], page_id: str) -> Parsed:
    """A bundle of {comment, post_id}. `from` may be missing, for people whose profile is closed. Raises Malformed."""
    comment = mapping(raw, "comment")
    post_id = text_id(raw, "post_id")
    author = _author(comment)
    parent = optional_mapping(comment, "parent")
    attachment = optional_mapping(comment, "attachment") or {}
    return Parsed(
        Item(
            external_id=text_id(comment),
            kind=Kind.COMMENT,
            text=optional_text(comment, "message"),
            created_at=moment(comment, "created_time"),
            thread_id=post_id,
            is_ours=author is not None and author.external_id == page_id,
            author=author,
            parent_id=text_id(parent) if parent else post_id,
            permalink=optional_text(comment, "permalink_url"),
            media=tuple(str(attachment[key]) for key in ("url",) if attachment.get(key)),
        )
    )


def parse_visitor_post(raw: Mapping[str, Any], page_id: str) -> Parsed:
    """A post that somebody else left on the Page. Raises Malformed."""
    post = mapping(raw, "post")
    author = _author(post)
    post_id = text_id(post)
    return Parsed(
        Item(
            external_id=post_id,
            kind=Kind.VISITOR_POST,
            text=optional_text(post, "message"),
            created_at=moment(post, "created_time"),
            thread_id=post_id,
            is_ours=author is not None and author.external_id == page_id,
            author=author,
            permalink=optional_text(post, "permalink_url"),
        )
    )


def parse_post(raw: Mapping[str, Any], page_id: str) -> Post:
    """A post as context for what is said under it. Raises Malformed."""
    post = mapping(raw, "post")
    author = _author(post)
    return Post(
        external_id=text_id(post),
        text=optional_text(post, "message"),
        author_name=(author and author.name) or "Someone",
        is_ours=author is not None and author.external_id == page_id,
        created_at=moment(post, "created_time"),
        permalink=optional_text(post, "permalink_url"),
    )


def _author(entry: Mapping[str, Any]) -> Author | None:
    writer = optional_mapping(entry, "from")
    if not writer or writer.get("id") is None:
        return None
    # Graph does not tell how many followers a commenter has; where it does, it is a Page.
    followers = writer.get("followers_count")
    return Author(
        external_id=text_id(writer),
        name=optional_text(writer, "name"),
        audience=plausible_count(followers),
    )
