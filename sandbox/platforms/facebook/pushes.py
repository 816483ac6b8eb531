"""What a Page's webhooks are told. https://developers.facebook.com/docs/graph-api/webhooks/reference/page"""

from typing import Any

from sandbox import moments
from sandbox.items import get_item
from sandbox.people import find_person
from sandbox.platforms.graph.messaging import message_event
from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.records import Account, Change, Item, Person
from sandbox.store import Store

VERBS = {"written": "add", "edited": "edited", "deleted": "remove", "hidden": "hide", "unhidden": "unhide"}
ITEMS = {"comment": "comment", "post": "status", "tag": "post", "review": "rating"}


def pushes(platform: GraphPlatform, store: Store, account: Account, change: Change) -> list[bytes]:
    """One push a change, none for what Facebook keeps to itself."""
    item = change.item
    person = find_person(store, item.partner_id) if item.partner_id is not None else None
    now = moments.now() // moments.SECOND
    if item.kind == "dm":
        if change.what != "written" or person is None:
            return []
        return [platform.push("page", account, moments.now(), messaging=[message_event(account, item, person)])]
    if change.what not in VERBS:
        return []
    root = get_item(store, item.root_seq) or item
    field = {"review": "ratings", "tag": "mention"}.get(root.kind, "feed")
    value = {"item": ITEMS[item.kind], "verb": VERBS[change.what], "created_time": item.created_at // moments.SECOND}
    value |= _review(item, person) if item.kind == "review" else _written(store, account, item, root, person)
    return [platform.push("page", account, now, changes=[{"field": field, "value": value}])]


def permalink(account: Account, post: Item) -> str:
    return f"https://www.facebook.com/{account.external_id}/posts/{post.position}/"


def _written(store: Store, account: Account, item: Item, root: Item, person: Person | None) -> dict[str, Any]:
    value: dict[str, Any] = {"post_id": root.external_id}
    if root.kind == "review":
        value = {"open_graph_story_id": root.external_id}
    if item.kind == "comment":
        parent = get_item(store, item.parent_seq) if item.parent_seq is not None else None
        value |= {"comment_id": item.external_id, "parent_id": (parent or root).external_id}
        if root.kind == "post":
            value["post"] = {"id": root.external_id, "permalink_url": permalink(account, root), "is_published": True}
    if item.is_company:
        value["from"] = {"id": account.external_id, "name": account.name}
    elif person is not None and not person.hidden_profile:
        value["from"] = {"id": person.external_id, "name": person.name}
    if item.text:
        value["message"] = item.text
    if item.media:
        value["photo"] = item.media[0].get("url", "")
    return value


def _review(item: Item, person: Person | None) -> dict[str, Any]:
    value: dict[str, Any] = {"open_graph_story_id": item.external_id}
    value |= {name: item.extra[name] for name in ("recommendation_type", "rating") if name in item.extra}
    if item.text:
        value["review_text"] = item.text
    if person is not None and not person.hidden_profile:
        value |= {"reviewer_id": person.external_id, "reviewer_name": person.name}
    return value
