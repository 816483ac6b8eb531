"""Accounts, posts and comments in the shapes the Graph API gives them: the fields asked for, else a node's defaults."""

from collections.abc import Callable
from typing import Any

from sandbox.items import items_by_seq
from sandbox.people import people_by_id
from sandbox.platforms.graph.errors import bad_parameter
from sandbox.platforms.graph.fields import Field, plain
from sandbox.platforms.graph.lists import count_items
from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.platforms.graph.times import graph_time
from sandbox.records import Account, Item, Person
from sandbox.store import Store

MEDIA_DEFAULTS = plain("id")
COMMENT_DEFAULTS = plain("timestamp", "text", "id")

Edge = Callable[[Item, Field], dict[str, Any]]


def mentioned_in(platform: GraphPlatform, item: Item) -> dict[str, str]:
    """What is told of a mention: the post it is in, and the comment where it is in one."""
    if item.extra.get("is_caption"):
        return {"media_id": item.external_id}
    elsewhere = platform.profile_id("media elsewhere", item.first_id)
    return {"media_id": str(item.extra.get("media_id", elsewhere)), "comment_id": item.external_id}


class Payloads:
    """Builds nodes for one request. ``below`` is how nested comments and replies get their page."""

    def __init__(self, store: Store, platform: GraphPlatform, account: Account, below: Edge) -> None:
        self._store = store
        self._platform = platform
        self._account = account
        self._below = below

    def account(self, fields: list[Field]) -> dict[str, Any]:
        account = self._account
        facts = {
            "id": account.external_id,
            "username": account.handle,
            "name": account.name,
            "followers_count": account.audience or 0,
            "media_count": count_items(self._store, "account_id = ? AND kind = 'post'", [account.id]),
        }
        return _chosen(facts, fields or plain("id"), "IGUser") | {"id": account.external_id}

    def page(self, page_id: str, fields: list[Field]) -> dict[str, Any]:
        node: dict[str, Any] = {"id": page_id}
        for field in fields or plain("name"):
            if field.name == "instagram_business_account":
                node[field.name] = self.account(field.fields)
            elif field.name == "name":
                node["name"] = self._account.name
            elif field.name != "id":
                raise _no_such_field(field.name, "Page")
        return node

    def media(self, items: list[Item], fields: list[Field]) -> list[dict[str, Any]]:
        people = self._people(items)
        return [self._media(item, people.get(item.person_id or -1), fields or MEDIA_DEFAULTS) for item in items]

    def comments(self, items: list[Item], fields: list[Field]) -> list[dict[str, Any]]:
        people = self._people(items)
        above = items_by_seq(self._store, [seq for item in items for seq in (item.parent_seq, item.root_seq)])
        return [
            self._comment(item, people.get(item.person_id or -1), above, fields or COMMENT_DEFAULTS) for item in items
        ]

    def mentioning(self, item: Item, fields: list[Field]) -> dict[str, Any]:
        """A comment elsewhere: its writer's name and nothing more of them, and the post it stands under."""
        person = self._people([item]).get(item.person_id or -1)
        media = {"id": mentioned_in(self._platform, item)["media_id"], "username": "somebody_else"}
        media |= {"caption": str(item.extra.get("caption", "")), "timestamp": graph_time(item.created_at)}
        media["permalink"] = f"https://www.instagram.com/p/{media['id']}/"
        facts = {
            "id": item.external_id,
            "text": item.text,
            "timestamp": graph_time(item.created_at),
            "username": person.handle if person else None,
            "like_count": 0,
            **dict.fromkeys(("media_type", "media_url")),
        }
        node = _chosen(facts, [field for field in fields if field.name != "media"] or COMMENT_DEFAULTS, "IGComment")
        for field in fields:
            if field.name == "media":
                node["media"] = {
                    each.name: media[each.name] for each in field.fields or plain("id") if each.name in media
                }
        return node | {"id": item.external_id}

    def _media(self, item: Item, person: Person | None, fields: list[Field]) -> dict[str, Any]:
        attached = item.media[0] if item.media else {}
        url = attached.get("url", f"https://scontent.cdninstagram.com/{item.first_id}.jpg")
        facts = {
            "id": item.external_id,
            "caption": item.text or None,
            "timestamp": graph_time(item.created_at),
            "username": person.handle if person else self._account.handle,
            "permalink": f"https://www.instagram.com/p/{item.first_id}/",
            "media_type": "VIDEO" if attached.get("kind") == "video" else "IMAGE",
            "media_url": url,
            "like_count": 0,
            "comments_count": count_items(self._store, "root_seq = ? AND kind = 'comment'", [item.seq]),
        }
        nested = {"comments"} if person is None else set()
        return self._node(item, facts, fields, nested, "IGMedia")

    def _comment(
        self, item: Item, person: Person | None, above: dict[int, Item], fields: list[Field]
    ) -> dict[str, Any]:
        parent = above.get(item.parent_seq or -1)
        is_reply = parent is not None and parent.parent_seq is not None
        facts = {
            "id": item.external_id,
            "text": item.text,
            "timestamp": graph_time(item.created_at),
            "username": person.handle if person else self._account.handle,
            "from": self._platform.whoever(person, self._account),
            "user": {"id": self._account.external_id} if item.is_company else None,
            "hidden": item.is_hidden,
            "like_count": 0,
            "parent_id": parent.external_id if parent is not None and is_reply else None,
            "media": {"id": above[item.root_seq].external_id},
        }
        return self._node(item, facts, fields, set() if is_reply else {"replies"}, "IGComment")

    def _node(
        self, item: Item, facts: dict[str, Any], fields: list[Field], nested: set[str], kind: str
    ) -> dict[str, Any]:
        node = _chosen(facts, [field for field in fields if field.name not in ("comments", "replies")], kind)
        for field in fields:
            if field.name in nested:
                below = self._below(item, field)
                # Where there is nothing, the API leaves the field out.
                node |= {field.name: below} if below["data"] else {}
        return node | {"id": item.external_id}

    def _people(self, items: list[Item]) -> dict[int, Person]:
        return people_by_id(self._store, [item.person_id for item in items])


def _chosen(facts: dict[str, Any], fields: list[Field], kind: str) -> dict[str, Any]:
    for field in fields:
        if field.name not in facts:
            raise _no_such_field(field.name, kind)
    return {field.name: facts[field.name] for field in fields if facts[field.name] is not None}


def _no_such_field(name: str, node: str) -> Exception:
    return bad_parameter(f"Tried accessing nonexisting field ({name}) on node type ({node})")
