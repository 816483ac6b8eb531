"""A status in our words."""

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Media, Parsed, Post
from connectors.mastodon.plain_text import plain_text
from connectors.reading import (
    mapping,
    moment,
    optional_mapping,
    optional_text,
    plausible_count,
    required_text,
    storable,
    text_id,
)

MEDIA_KINDS = {"image": "image", "gifv": "video", "video": "video", "audio": "audio"}
ROOT_FIELDS = ("id", "created_at", "content", "spoiler_text", "url", "uri")
ROOT_AUTHOR_FIELDS = ("id", "acct", "username", "display_name")


def parse_status(raw: Mapping[str, Any], *, own_id: str) -> Parsed:
    """A bundle of {status, root_id, root}: a message, or a post of ours. Raises Malformed.

    https://docs.joinmastodon.org/entities/Status/ : `content` is HTML, `spoiler_text` plain, ids are strings. `root_id` and
    `root` are what connectors/mastodon/threads.py found at the top of the thread.
    """
    status = mapping(raw, "status")
    status_id = text_id(status)
    if isinstance(status.get("reblog"), Mapping):
        return Parsed()  # Somebody else's words, passed on.
    author = _author(status)
    is_ours = author is not None and author.external_id == own_id
    visibility = optional_text(status, "visibility")
    is_private = visibility == "direct"
    parent_id = text_id(status, "in_reply_to_id") if status.get("in_reply_to_id") is not None else ""
    thread_id = text_id(raw, "root_id") if raw.get("root_id") is not None else parent_id or status_id
    if is_ours and not parent_id:
        return Parsed(posts=(_post(status, own_id),))
    item = Item(
        external_id=status_id,
        kind=Kind.DIRECT_MESSAGE if is_private else Kind.MENTION,
        text=status_text(status),
        created_at=moment(status, "created_at"),
        thread_id=thread_id,
        is_ours=is_ours,
        author=author,
        parent_id=parent_id,
        permalink=_address(status),
        edited_at=moment(status, "edited_at") if status.get("edited_at") is not None else None,
        media=tuple(_media(status)),
        is_private=is_private,
        answering={
            "acct": author.handle if author else "",
            "account_id": author.external_id if author else "",
            "visibility": visibility,
        },
    )
    return Parsed(item, tuple(_root_post(raw, item, own_id)))


def status_text(status: Mapping[str, Any]) -> str:
    """What a status says: a content warning in front, then its text, then what a poll offers. Raises Malformed."""
    parts = [optional_text(status, "spoiler_text"), storable(plain_text(required_text(status, "content")))]
    poll = status.get("poll")
    options = poll.get("options") if isinstance(poll, Mapping) else None
    titles = [entry.get("title") for entry in _mappings(options)]
    parts.append("\n".join(f"○ {storable(title)}" for title in titles if isinstance(title, str)))
    return "\n\n".join(part for part in parts if part)


def root_of(status: Mapping[str, Any]) -> dict[str, Any]:
    """As much of a thread's first status as is shown above a conversation: the rest changes with every like."""
    root = {name: status[name] for name in ROOT_FIELDS if name in status}
    account = status.get("account")
    if isinstance(account, Mapping):
        root["account"] = {name: account[name] for name in ROOT_AUTHOR_FIELDS if name in account}
    return root


def root_post(status: Mapping[str, Any], own_id: str) -> Post:
    """The first status of a thread, as what its conversations stand under. Raises Malformed."""
    return _post(status, own_id)


def folded(text: str) -> str:
    """A text without the names it begins with and the servers of other names, its white space folded.

    A server shows @name@server as @name where nobody else in the text is called so.
    """
    text = re.sub(r"^(?:\s*@[\w.-]+(?:@[\w.-]+)?(?=\s|$))+", "", text)
    return " ".join(re.sub(r"(?<![\w/])@(\w[\w.-]*)@[\w.-]*\w", r"@\1", text).split())


def _author(status: Mapping[str, Any]) -> Author | None:
    account = optional_mapping(status, "account")
    if account is None:
        return None
    handle = account.get("acct") or account.get("username") or ""
    return Author(
        external_id=text_id(account),
        handle=storable(str(handle)),
        name=storable(str(account.get("display_name") or account.get("username") or "")),
        audience=plausible_count(account.get("followers_count")),
    )


def _post(status: Mapping[str, Any], own_id: str) -> Post:
    author = _author(status)
    return Post(
        external_id=text_id(status),
        text=status_text(status),
        author_name=f"@{author.handle}" if author and author.handle else "Someone",
        is_ours=author is not None and author.external_id == own_id,
        created_at=moment(status, "created_at"),
        permalink=_address(status),
    )


def _root_post(raw: Mapping[str, Any], item: Item, own_id: str) -> list[Post]:
    """The thread's first status, where it came along and is not this person's own."""
    with suppress(Malformed):  # Only context: the message itself stands without it.
        root = optional_mapping(raw, "root")
        if root is not None and text_id(root) == item.thread_id != item.external_id:
            author = _author(root)
            if not (author and item.author and author.external_id == item.author.external_id):
                return [_post(root, own_id)]
    return []


def _address(status: Mapping[str, Any]) -> str:
    for name in ("url", "uri"):
        value = status.get(name)
        if isinstance(value, str) and value.startswith(("http://", "https://")):
            return storable(value)
    return ""


def _media(status: Mapping[str, Any]) -> list[Media]:
    """https://docs.joinmastodon.org/entities/MediaAttachment/ : `url` is null while it is processed."""
    found = []
    for entry in _mappings(status.get("media_attachments")):
        url = entry.get("url") or entry.get("remote_url")
        if isinstance(url, str) and url.startswith(("http://", "https://")):
            text = entry.get("description")
            kind = MEDIA_KINDS.get(str(entry.get("type")), "file")
            found.append(Media(url=storable(url), kind=kind, text=storable(text) if isinstance(text, str) else ""))
    return found


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
