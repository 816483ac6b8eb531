"""The rules for writing: a new comment, a changed one, its status, the bin."""

import re
from typing import Any

from sandbox.items import delete_item, edit_item, get_item, hide_item, select_items, set_extra, write_item
from sandbox.platforms.base import Platform
from sandbox.platforms.wordpress import errors, text
from sandbox.platforms.wordpress.comments import (
    FIRST_POST,
    find_comment,
    find_post,
    parent_number,
    post_number,
    status_of,
)
from sandbox.platforms.wordpress.payloads import source_of
from sandbox.records import Account, Item
from sandbox.store import Store

LONGEST = 65_525
"""Bytes of a comment: the column's 65,535, less ten (wp_get_comment_fields_max_lengths)."""
WRITER = ("author_ip", "author_user_agent")
_STATUSES = {
    "approved": "approved",
    "approve": "approved",
    "1": "approved",
    "hold": "hold",
    "0": "hold",
    "spam": "spam",
    "unspam": "hold",
    "trash": "trash",
    "untrash": "hold",
}


def create_comment(store: Store, platform: Platform, account: Account, given: dict[str, Any]) -> Item:
    """create_item_permissions_check() and create_item(), in their order. Raises RestError."""
    number = _number(given.get("post"))
    post = find_post(store, account, number)
    if post is None and number != FIRST_POST:
        raise errors.comment_without_post()
    if post is not None and post.is_deleted:
        raise errors.post_in_trash()
    if post is not None and post.extra.get("comment_status") == "closed":
        raise errors.comments_closed()
    if given.get("id"):
        raise errors.comment_exists()
    source = _content(given) or ""
    if not source:
        raise errors.empty_comment()
    if len(source.encode()) > LONGEST:
        raise errors.too_long()
    answered = _number(given.get("parent"))
    if _stands_already(store, account, number, answered, source):
        raise errors.duplicate()
    # WordPress does not ask whether the comment that is answered is there.
    parent = find_comment(store, account, answered) if answered else None
    words = text.read_by_people(source)
    extra: dict[str, Any] = {"raw": source, "raw_of": words} | {name: str(given[name]) for name in WRITER}
    if answered and parent is None:
        extra["parent"] = answered
    return write_item(
        store, platform, account, kind="comment", author=None, text=words, parent=parent or post, extra=extra
    )


def update_comment(store: Store, platform: Platform, account: Account, item: Item, given: dict[str, Any]) -> Item:
    """Change its words, its status, or both. Whatever is changed, the address and client of whoever does so are put down as its
    writer's, unless the call names others (prepare_item_for_database). Raises RestError.
    """
    source = _content(given)
    if source is not None:
        if not source:
            raise errors.empty_comment()
        if len(source.encode()) > LONGEST:
            raise errors.too_long()
        words = text.read_by_people(source)
        item = edit_item(store, platform, account, item, words)
        item = set_extra(store, item, raw=source, raw_of=words)
    item = set_extra(store, item, **{name: str(given[name]) for name in WRITER})
    if "status" in given:
        set_status(store, platform, item, str(given["status"]))
    return get_item(store, item.seq) or item


def set_status(store: Store, platform: Platform, item: Item, asked: str) -> bool:
    """Whether anything changed. A status the comment has already, or that there is not, changes nothing and is no error."""
    status = _STATUSES.get(asked)
    if status is None or status == status_of(store, item):
        return False
    if status == "trash":
        set_extra(store, item, status="trash")
        delete_item(store, platform, item)
        return True
    store.run("UPDATE items SET deleted_at = NULL WHERE seq = ?", item.seq)
    hide_item(store, item, status != "approved")
    set_extra(store, item, status="spam" if status == "spam" else None)
    return True


def delete_comment(store: Store, platform: Platform, item: Item, *, force: bool) -> None:
    """Into the bin, or for good. Raises RestError."""
    if force:
        set_extra(store, item, status=None)
        delete_item(store, platform, item)
    elif not set_status(store, platform, item, "trash"):
        raise errors.already_trashed()


def _stands_already(store: Store, account: Account, post: int, parent: int, source: str) -> bool:
    """wp_allow_comment(): the same words of the same author under the same comment, outside the bin. It takes backslashes out
    of what it looks for, though nobody put any in, so that words with a backslash are never found.
    """
    source = re.sub(r"\\(.?)", r"\1", source)
    found = select_items(
        store,
        "WHERE account_id = ? AND is_company = 1 AND kind = 'comment' AND deleted_at IS NULL AND text = ?",
        *(account.id, text.read_by_people(source)),
    )
    return any(
        source_of(item) == source and parent_number(store, item) == parent and post_number(store, item) == post
        for item in found
    )


def _content(given: dict[str, Any]) -> str | None:
    content = given.get("content")
    if isinstance(content, dict):
        content = content.get("raw")
    return content.strip(" \t\n\r\0\x0b") if isinstance(content, str) else None


def _number(given: Any) -> int:
    if given in (None, ""):
        return 0
    if isinstance(given, bool) or not str(given).isdigit():
        raise errors.invalid_parameter("post", "post is not of type integer.")
    return int(given)
