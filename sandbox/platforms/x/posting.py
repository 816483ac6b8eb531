"""What X checks before it publishes something an app wants to say."""

from typing import Any

from sandbox import moments
from sandbox.items import get_item, item_by_external_id, write_item
from sandbox.people import find_person
from sandbox.platforms.base import Platform
from sandbox.platforms.x.parameters import read_id
from sandbox.platforms.x.problems import forbidden, invalid_request
from sandbox.platforms.x.text import LIMIT, mentions, weighted_length
from sandbox.records import Account, Item
from sandbox.store import Store

_DUPLICATE_WINDOW = moments.DAY
"""X does not say how long it remembers one's own words; a day is our choice."""

NOT_SUMMONED = (
    "Reply to this conversation is not allowed because you have not been mentioned or otherwise engaged by"
    " the author of the post you are replying to."
)
DELETED_PARENT = "You attempted to reply to a Tweet that is deleted or not visible to you."
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length see"
    " https://github.com/twitter/twitter-text."
)


def create_tweet(store: Store, platform: Platform, account: Account, body: Any) -> Item:
    """Publish what ``POST /2/tweets`` was given, or raise the problem X would answer with."""
    text, parent_id = _read(body)
    parent = None
    if parent_id is not None:
        parent = item_by_external_id(store, "x", parent_id)
        if parent is None or parent.is_deleted or parent.kind == "dm":
            raise forbidden(DELETED_PARENT)
        if not _may_reply(store, account, parent):
            raise forbidden(NOT_SUMMONED)
        text = _with_handle_of(store, parent, text)
    if weighted_length(text) > LIMIT:
        raise forbidden(TOO_LONG)
    if _said_lately(store, account, text):
        raise forbidden(DUPLICATE)
    kind = "post" if parent is None else "comment"
    return write_item(store, platform, account, kind=kind, author=None, text=text, parent=parent)


def _read(body: Any) -> tuple[str, str | None]:
    if not isinstance(body, dict):
        raise invalid_request(({}, "Request body is not a JSON object"))
    text = body.get("text")
    if not isinstance(text, str) or not text.strip():
        raise invalid_request(({"$.text": [str(text)]}, "$.text: is missing but it is required"))
    if "reply" not in body:
        return text, None
    reply = body["reply"]
    if not isinstance(reply, dict) or "in_reply_to_tweet_id" not in reply:
        raise invalid_request(
            ({"$.reply": [str(reply)]}, "$.reply.in_reply_to_tweet_id: is missing but it is required")
        )
    return text, read_id(str(reply["in_reply_to_tweet_id"]), "reply.in_reply_to_tweet_id")


def _may_reply(store: Store, account: Account, parent: Item) -> bool:
    """Self-serve apps may answer only those who called them: who mentioned the account, answered it, or quoted it."""
    if parent.kind == "quote" and parent.parent_seq is not None:
        quoted = get_item(store, parent.parent_seq)
        if quoted is not None and quoted.is_company and quoted.account_id == account.id:
            return True
    if parent.is_company:
        return parent.account_id == account.id or mentions(parent.text, account.handle)
    return mentions(parent.text, account.handle)


def _with_handle_of(store: Store, parent: Item, text: str) -> str:
    """X puts the handle of the person answered in front; the API shows it as part of the text."""
    author = find_person(store, parent.person_id) if parent.person_id is not None else None
    if author is None or mentions(text, author.handle):
        return text
    return f"@{author.handle} {text}"


def _said_lately(store: Store, account: Account, text: str) -> bool:
    row = store.one(
        "SELECT 1 FROM items WHERE account_id = ? AND is_company = 1 AND kind <> 'dm' AND deleted_at IS NULL"
        " AND arrived_at > ? AND text = ? LIMIT 1",
        *(account.id, moments.now() - _DUPLICATE_WINDOW, text),
    )
    return row is not None
