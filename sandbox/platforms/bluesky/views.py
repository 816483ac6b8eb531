"""Posts, profiles and notifications as the index shows them to the account."""

from typing import Any

from sandbox import moments
from sandbox.accounts import account_by_external_id, account_by_id
from sandbox.items import ancestors, get_item
from sandbox.people import find_person, person_by_external_id
from sandbox.platforms.bluesky.identifiers import content_id, full_handle, key_of, post_uri
from sandbox.platforms.bluesky.records import gate_record, like_uri, post_cid, post_record, posts_in
from sandbox.platforms.bluesky.text import mentions
from sandbox.records import Account, Item, Person
from sandbox.store import Store

_TOLD_ABOVE = 4
"""An answer is told to the authors of the four posts above it."""


def basic_profile(who: Account | Person) -> dict[str, Any]:
    return {
        "did": who.external_id,
        "handle": full_handle(who.handle),
        "displayName": who.name,
        "associated": {"activitySubscription": {"allowSubscriptions": "followers"}},
        "viewer": {"muted": False, "blockedBy": False},
        "labels": [],
        "createdAt": moments.iso(who.created_at),
    }


def detailed_profile(store: Store, who: Account | Person) -> dict[str, Any]:
    return basic_profile(who) | {
        "followersCount": who.audience or 0,
        "followsCount": 0,
        "postsCount": len(posts_in(store, who.external_id)),
        "indexedAt": moments.iso(who.created_at),
    }


def who_is(store: Store, did: str) -> Account | Person | None:
    person = person_by_external_id(store, "bluesky", did)
    if person is not None:
        return None if person.is_deleted else person
    return account_by_external_id(store, "bluesky", did)


def author_of(store: Store, item: Item) -> Account | Person:
    person = find_person(store, item.person_id) if item.person_id is not None else None
    return person or account_by_id(store, item.account_id)


def post_view(store: Store, item: Item) -> dict[str, Any]:
    root = get_item(store, item.root_seq)
    gate = gate_record(store, item) if root is not None and root.seq == item.seq else None
    children = store.one(
        "SELECT sum(kind <> 'quote') AS replies, sum(kind = 'quote') AS quotes FROM items"
        " WHERE parent_seq = ? AND deleted_at IS NULL",
        item.seq,
    )
    view: dict[str, Any] = {
        "uri": item.external_id,
        "cid": post_cid(item),
        "author": basic_profile(author_of(store, item)),
        "record": post_record(store, item),
        "bookmarkCount": 0,
        "replyCount": (children and children["replies"]) or 0,
        "repostCount": 0,
        "likeCount": int(item.is_liked),
        "quoteCount": (children and children["quotes"]) or 0,
        "indexedAt": moments.iso(item.arrived_at),
        "viewer": {"bookmarked": False, "threadMuted": False, "embeddingDisabled": False},
        "labels": [],
    }
    if item.is_liked:
        view["viewer"]["like"] = like_uri(store, item)
    if gate is not None:
        uri = post_uri(account_by_id(store, item.account_id).external_id, key_of(item.external_id))
        uri = uri.replace("app.bsky.feed.post", "app.bsky.feed.threadgate")
        view["threadgate"] = {"uri": uri, "cid": content_id(gate), "record": gate, "lists": []}
    return view


def reason_for(store: Store, account: Account, item: Item) -> tuple[str, str | None] | None:
    """Why the account is told of an item, and about which of its posts; None where it is not."""
    if mentions(item.text, account.handle):
        return "mention", None
    above = ancestors(store, item)
    if item.kind == "quote":
        return ("quote", above[0].external_id) if above and above[0].is_company else None
    for ancestor in above[:_TOLD_ABOVE]:
        if ancestor.is_company and ancestor.account_id == account.id:
            return "reply", ancestor.external_id
        if ancestor.is_hidden or ancestor.kind == "quote":
            break
    return None


def notification(store: Store, item: Item, reason: str, subject: str | None) -> dict[str, Any]:
    row = {
        "uri": item.external_id,
        "cid": post_cid(item),
        "author": basic_profile(author_of(store, item)),
        "reason": reason,
        "record": post_record(store, item),
        "isRead": False,
        "indexedAt": moments.iso(item.arrived_at),
        "labels": [],
    }
    return row | ({"reasonSubject": subject} if subject else {})
