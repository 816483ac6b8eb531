"""What an account's webhooks are told: new comments, mentions, messages; neither edits nor deletions of comments.

https://developers.facebook.com/docs/instagram-platform/webhooks
"""

from typing import Any

from sandbox import moments
from sandbox.items import get_item
from sandbox.people import find_person
from sandbox.platforms.graph.messaging import message_event
from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.platforms.instagram.payloads import mentioned_in
from sandbox.records import Account, Change, Item, Person
from sandbox.store import Store


def pushes(platform: GraphPlatform, store: Store, account: Account, change: Change) -> list[bytes]:
    """One push a change, none for what Instagram keeps to itself."""
    item = change.item
    person = find_person(store, item.partner_id) if item.partner_id is not None else None
    if item.kind == "dm" and person is not None and change.what in ("written", "deleted"):
        event = message_event(account, item, person)
        if change.what == "deleted":
            event["message"] = {"mid": item.external_id, "is_deleted": True}
        elif story := item.extra.get("story"):
            event["message"] |= _story(story)
        return [platform.push("instagram", account, moments.now(), messaging=[event])]
    if change.what != "written" or item.kind not in ("comment", "mention"):
        return []
    field, value = (
        ("mentions", mentioned_in(platform, item))
        if item.kind == "mention"
        else ("comments", _comment(platform, store, account, item, person))
    )
    time = item.created_at // moments.SECOND
    return [platform.push("instagram", account, time, changes=[{"field": field, "value": value}])]


def _comment(
    platform: GraphPlatform, store: Store, account: Account, item: Item, person: Person | None
) -> dict[str, Any]:
    root, parent = get_item(store, item.root_seq), get_item(store, item.parent_seq or -1)
    value: dict[str, Any] = {"id": item.external_id, "text": item.text, "from": platform.whoever(person, account)}
    if root is not None:
        value["media"] = {"id": root.external_id, "media_product_type": "FEED"}
    if parent is not None and parent.parent_seq is not None:
        value["parent_id"] = parent.external_id
    return value


def _story(story: dict[str, Any]) -> dict[str, Any]:
    """A story that mentions the account comes as an attachment, one that is answered as what the message replies to."""
    if "mention" in story:
        url = story["mention"].get("link", "")
        return {"attachments": [{"type": "story_mention", "payload": {"url": url}}]}
    return {"reply_to": {"story": {"url": story.get("reply_to", {}).get("link", ""), "id": "1"}}}
