"""Pages, posts, comments and recommendations in the shapes the Graph API gives them: the fields asked for, else a node's
defaults.
"""

from collections.abc import Callable
from typing import Any

from sandbox import moments
from sandbox.accounts import account_by_id
from sandbox.items import items_by_seq
from sandbox.people import people_by_id
from sandbox.platforms.graph.errors import bad_parameter
from sandbox.platforms.graph.fields import Field, plain
from sandbox.platforms.graph.lists import latest_arrivals
from sandbox.platforms.graph.messaging import PRIVATE_REPLY_WINDOW
from sandbox.platforms.graph.times import graph_time
from sandbox.records import Account, Item, Person
from sandbox.store import Store

POST_DEFAULTS = plain("created_time", "message")
COMMENT_DEFAULTS = plain("created_time", "from", "message")
PAGE_DEFAULTS = plain("name")
REVIEW_DEFAULTS = plain("created_time", "reviewer", "recommendation_type", "review_text")

Edge = Callable[[Item, Field], dict[str, Any]]


class Payloads:
    """Builds nodes for one request. ``comments`` is how a nested ``comments{…}`` gets its page."""

    def __init__(self, store: Store, version: str, comments: Edge) -> None:
        self._store = store
        self._version = version
        self._comments = comments

    def page(self, account: Account, fields: list[Field]) -> dict[str, Any]:
        facts = {
            "id": account.external_id,
            "name": account.name,
            "username": account.handle,
            "link": f"https://www.facebook.com/{account.external_id}",
            "category": "Company",
            "fan_count": account.audience or 0,
            "followers_count": account.audience or 0,
        }
        node: dict[str, Any] = {}
        for field in fields or PAGE_DEFAULTS:
            if field.name not in facts:
                raise _no_such_field(field.name, "Page")
            node[field.name] = facts[field.name]
        return node | {"id": account.external_id}

    def items(self, items: list[Item], fields: list[Field]) -> list[dict[str, Any]]:
        """One node each, posts and comments alike."""
        above = items_by_seq(self._store, [seq for item in items for seq in (item.parent_seq, item.root_seq)])
        people = people_by_id(self._store, [item.person_id for item in [*items, *above.values()]])
        accounts = {item.account_id: account_by_id(self._store, item.account_id) for item in items}
        counts = self._counts(items)
        latest = latest_arrivals(self._store, [item.root_seq for item in items])
        return [_Node(self, item, accounts, people, above, counts, latest).build(fields) for item in items]

    def reviews(self, items: list[Item], fields: list[Field]) -> list[dict[str, Any]]:
        """Recommendations have no id of their own; their story has, and bears the comments."""
        people = people_by_id(self._store, [item.person_id for item in items])
        return [self._review(item, people[item.person_id or 0], fields) for item in items]

    def _review(self, item: Item, person: Person, fields: list[Field]) -> dict[str, Any]:
        facts: dict[str, Any] = {
            "created_time": graph_time(item.created_at),
            "has_rating": "rating" in item.extra,
            "has_review": bool(item.text),
            "rating": item.extra.get("rating"),
            "recommendation_type": item.extra.get("recommendation_type"),
            "review_text": item.text or None,
            "reviewer": None if person.hidden_profile else {"name": person.name, "id": person.external_id},
        }
        node: dict[str, Any] = {}
        for field in fields or REVIEW_DEFAULTS:
            if field.name == "open_graph_story":
                node[field.name] = self._story(item, field)
            elif field.name not in facts:
                raise _no_such_field(field.name, "Recommendation")
            elif facts[field.name] is not None:
                node[field.name] = facts[field.name]
        return node

    def _story(self, item: Item, field: Field) -> dict[str, Any]:
        story: dict[str, Any] = {
            "id": item.external_id,
            "start_time": graph_time(item.created_at),
            "type": "og.recommends",
        }
        for inner in field.fields:
            if inner.name == "comments":
                story["comments"] = self.comments_of(item, inner)
        return story

    def _counts(self, items: list[Item]) -> dict[int, int]:
        seqs = ", ".join(str(item.seq) for item in items) or "NULL"
        rows = self._store.all(
            f"SELECT parent_seq, count(*) AS n FROM items WHERE parent_seq IN ({seqs}) AND deleted_at IS NULL"
            " GROUP BY parent_seq"
        )
        return {row["parent_seq"]: row["n"] for row in rows}

    def comments_of(self, item: Item, field: Field) -> dict[str, Any]:
        return self._comments(item, field)


class _Node:
    """One post or comment on its way to becoming JSON."""

    def __init__(
        self,
        payloads: Payloads,
        item: Item,
        accounts: dict[int, Account],
        people: dict[int, Person],
        above: dict[int, Item],
        counts: dict[int, int],
        latest: dict[int, int],
    ) -> None:
        self._payloads = payloads
        self._item = item
        self._account = accounts[item.account_id]
        self._people = people
        self._above = above
        self._count = counts.get(item.seq, 0)
        self._latest = latest.get(item.root_seq, item.arrived_at)
        self._is_post = item.parent_seq is None

    def build(self, fields: list[Field]) -> dict[str, Any]:
        node: dict[str, Any] = {}
        for field in fields or (POST_DEFAULTS if self._is_post else COMMENT_DEFAULTS):
            value = self._value(field)
            if value is not None:
                node[field.name] = value
        return node | {"id": self._item.external_id}

    def _value(self, field: Field) -> Any:
        """The field's value, or None where the API leaves the field out."""
        item = self._item
        shared: dict[str, Callable[[], Any]] = {
            "id": lambda: item.external_id,
            "message": lambda: item.text,
            "created_time": lambda: graph_time(item.created_at),
            "from": lambda: self._from(item),
            "permalink_url": self._permalink,
            "is_hidden": lambda: item.is_hidden,
            "can_reply_privately": self._can_reply_privately,
            "message_tags": lambda: item.extra.get("message_tags"),
            "application": lambda: None,
            "admin_creator": lambda: None,
            "comments": lambda: self._payloads.comments_of(item, field),
            "likes": lambda: {"data": [self._company()] if item.is_liked else []},
            "reactions": lambda: {"data": []},
        }
        own = self._post_fields() if self._is_post else self._comment_fields(field)
        known = shared | own
        if field.name not in known:
            raise _no_such_field(field.name, "Post" if self._is_post else "Comment")
        return known[field.name]()

    def _post_fields(self) -> dict[str, Callable[[], Any]]:
        media = self._item.media
        return {
            "updated_time": lambda: graph_time(self._latest),
            "attachments": lambda: {"data": [_attached(entry) for entry in media]} if media else None,
            "is_published": lambda: True,
            "status_type": lambda: "mobile_status_update" if self._item.is_company else "wall_post",
            "story": lambda: None,
            "full_picture": lambda: None,
            "shares": lambda: None,
            "to": lambda: None if self._item.is_company else {"data": [self._company()]},
        }

    def _comment_fields(self, field: Field) -> dict[str, Callable[[], Any]]:
        is_company = self._item.is_company
        return {
            "parent": lambda: self._parent(field),
            "object": lambda: self._pick(self._root(), field),
            "can_hide": lambda: not is_company,
            "can_remove": lambda: True,
            "can_like": lambda: True,
            "can_comment": lambda: True,
            "comment_count": lambda: self._count,
            "like_count": lambda: int(self._item.is_liked),
            "user_likes": lambda: self._item.is_liked,
            "is_private": lambda: False,
            "attachment": lambda: _attached(self._item.media[0]) if self._item.media else None,
        }

    def _company(self) -> dict[str, str]:
        return {"name": self._account.name, "id": self._account.external_id}

    def _from(self, item: Item) -> dict[str, str] | None:
        """Who said it. The API leaves this out for people who keep their profile from apps."""
        if item.is_company:
            return self._company()
        person = self._people[item.person_id or 0]
        if person.hidden_profile or person.is_deleted:
            return None
        return {"name": person.name, "id": person.external_id}

    def _root(self) -> Item:
        return self._above.get(self._item.root_seq, self._item)

    def _parent(self, field: Field) -> dict[str, Any] | None:
        """The comment above; a comment right under the post has none, only its ``object``."""
        parent = self._above.get(self._item.parent_seq or -1)
        return None if parent is None or parent.parent_seq is None else self._pick(parent, field)

    def _pick(self, item: Item, field: Field) -> dict[str, Any]:
        """A node named inside another: what was asked of it in braces, else the defaults for where it
        stands.
        """
        facts: dict[str, Any] = {
            "id": item.external_id,
            "message": item.text,
            "created_time": graph_time(item.created_at),
            "from": self._from(item),
        }
        names = [inner.name for inner in field.fields] or ["created_time", "from", "message"]
        return {name: facts[name] for name in names if facts.get(name) is not None} | {"id": item.external_id}

    def _permalink(self) -> str:
        root = self._root()
        url = f"https://www.facebook.com/{self._account.external_id}/posts/{root.position}"
        if self._is_post:
            return f"{url}/"
        parent = self._above.get(self._item.parent_seq or -1)
        if parent is not None and parent.parent_seq is not None:
            return f"{url}/?comment_id={parent.position}&reply_comment_id={self._item.position}"
        return f"{url}/?comment_id={self._item.position}"

    def _can_reply_privately(self) -> bool:
        is_open = "private_reply" not in self._item.extra
        is_open = is_open and moments.now() - self._item.created_at < PRIVATE_REPLY_WINDOW
        return is_open and not self._item.is_company


def _attached(entry: dict[str, Any]) -> dict[str, Any]:
    """An attachment in the shape Graph gives it below a comment or post: a picture's or film's source, and where it stands."""
    kind, url = entry.get("kind", "image"), entry.get("url", "")
    types = {"image": "photo", "video": "video_inline"}
    media: dict[str, Any] = {"image": {"src": entry.get("preview", url), "width": 720, "height": 480}}
    if kind == "video":
        media["source"] = url
    return {"media": media, "type": types.get(kind, "share"), "url": url, "target": {"url": url}}


def _no_such_field(name: str, node: str) -> Exception:
    return bad_parameter(f"Tried accessing nonexisting field ({name}) on node type ({node})")
