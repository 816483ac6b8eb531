"""A blog's comments and the posts they stand under, in our words."""

import hashlib
import html
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Credentials, Item, Parsed, Post, Raw
from connectors.reading import mapping, moment, optional_text, required_text, text_id
from connectors.wordpress.text import plain_text

ZONE = re.compile(r"(Z|[+-]\d\d:?\d\d)$")
APPROVED = ("approved", "approve", "1")


def bundle(entry: Any) -> Raw:
    """A comment as the API lists it, with the post it stands under (`_embed=up`) taken out of its wrapping.

    Left out is what makes a comment look changed that is not: links, which count revisions, and where the words as they were
    written are told, the rendered ones, into which plugins put what they like.
    """
    if not isinstance(entry, Mapping):
        return Raw("", {"comment": entry, "post": None})
    number = entry.get("id")
    is_id = isinstance(number, int | str) and not isinstance(number, bool)
    comment = {name: value for name, value in entry.items() if name not in ("_links", "_embedded")}
    content = comment.get("content")
    if isinstance(content, Mapping) and isinstance(content.get("raw"), str):
        comment["content"] = {"raw": content["raw"]}
    return Raw(str(number) if is_id else "", {"comment": comment, "post": embedded_post(entry)})


def embedded_post(entry: Mapping[str, Any]) -> Any:
    """The post inside a comment's `_embedded`; None where it was not told."""
    embedded = entry.get("_embedded")
    above = embedded.get("up") if isinstance(embedded, Mapping) else None
    post = above[0] if isinstance(above, list) and above else None
    return {name: value for name, value in post.items() if name != "_links"} if isinstance(post, Mapping) else None


def parse_comment(raw: Mapping[str, Any], credentials: Credentials) -> Parsed:
    """A bundle of {comment, post}. Raises Malformed."""
    comment = mapping(raw, "comment")
    comment_id, thread_id = text_id(comment), post_key(text_id(comment, "post"))
    parent = comment.get("parent")
    author = _author(comment, comment_id, credentials.external_id)
    message = Item(
        external_id=comment_id,
        kind=Kind.COMMENT,
        text=_text(comment),
        created_at=_created_at(comment),
        thread_id=thread_id,
        is_ours=author is not None and author.external_id == credentials.external_id,
        author=author,
        parent_id=text_id(comment, "parent") if parent not in (None, 0, "0") else thread_id,
        permalink=optional_text(comment, "link"),
        is_hidden=optional_text(comment, "status") not in ("", *APPROVED),
    )
    post = parse_post(raw.get("post"), credentials)
    return Parsed(message, (post,) if post and post.external_id == thread_id else ())


def post_key(number: str) -> str:
    """A post's id among ours: WordPress numbers posts and comments apart, so that 5 may be either."""
    return f"post-{number}"


def parse_post(post: Any, credentials: Credentials) -> Post | None:
    """A post in the embed context: title and excerpt. None where it may not be read, or is odd: the comment counts more."""
    try:
        title = _rendered(mapping({"post": post}, "post"), "title")
        words = "\n\n".join(filter(None, (title, _rendered(post, "excerpt"))))
        return Post(
            external_id=post_key(text_id(post)),
            text=words,
            author_name=credentials.handle,
            is_ours=True,
            permalink=optional_text(post, "link"),
        )
    except Malformed:
        return None


def _rendered(post: Mapping[str, Any], field: str) -> str:
    inner = post.get(field)
    return plain_text(required_text(inner, "rendered"), keeps_lines=False) if isinstance(inner, Mapping) else ""


def _text(comment: Mapping[str, Any]) -> str:
    """`raw` is what was written, and only told to moderators; `rendered` has typographic quotes and smileys for pictures."""
    content = mapping(comment, "content")
    if content.get("raw") is not None:
        return plain_text(required_text(content, "raw"), keeps_lines=True)
    return plain_text(required_text(content, "rendered"), keeps_lines=False)


def _created_at(comment: Mapping[str, Any]) -> datetime:
    """`date_gmt` comes without a zone (mysql_to_rfc3339)."""
    value = comment.get("date_gmt")
    if isinstance(value, str) and not ZONE.search(value):
        value = f"{value}Z"
    return moment({"date_gmt": value}, "date_gmt")


def _author(comment: Mapping[str, Any], comment_id: str, own_id: str) -> Author | None:
    """Who wrote it: a user of the blog, or whoever stands behind a mail address. A name alone makes nobody the same person
    twice. None where nothing is told.
    """
    name = html.unescape(optional_text(comment, "author_name")).strip()
    if comment.get("author") not in (None, 0, "0"):
        _own, at, site = own_id.partition("@")
        return Author(f"{text_id(comment, 'author')}{at}{site}", name=name)
    email = optional_text(comment, "author_email").strip().lower()
    if email:
        return Author(f"email:{hashlib.sha256(email.encode()).hexdigest()}", name=name)
    return (
        Author(f"comment:{comment_id}{own_id.partition('@')[1]}{own_id.partition('@')[2]}", name=name) if name else None
    )
