"""The Graph API, the nodes and edges a Page's inbox calls, as facebook-sdk calls them with a Page token."""

from typing import Any

from starlette.routing import BaseRoute

from sandbox import moments
from sandbox.items import delete_item, edit_item, hide_item, like_item, write_item
from sandbox.platforms.facebook import lists
from sandbox.platforms.facebook.payloads import Payloads
from sandbox.platforms.graph import calls
from sandbox.platforms.graph.calls import Call
from sandbox.platforms.graph.errors import GraphError, bad_parameter, duplicate, not_permitted
from sandbox.platforms.graph.fields import Field
from sandbox.platforms.graph.lists import paging
from sandbox.platforms.graph.messaging import Messaging
from sandbox.platforms.graph.parameters import read_flag, read_is_stream, read_order, read_stretch
from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.records import Item
from sandbox.store import Store

MESSAGE_LIMIT = 8_000
PUBLIC = ("post", "comment", "tag", "review")
WEBHOOK_FIELDS = {"feed", "mention", "ratings", "messages", "message_echoes", "messaging_postbacks", "conversations"}
_DUPLICATE_WINDOW = 10 * moments.MINUTE
"""Graph refuses one's own words said again under the same thing shortly after; how shortly is our choice."""


def routes(store: Store, platform: GraphPlatform) -> list[BaseRoute]:
    return calls.routes(store, platform, _answer, platform.usage)


def _answer(call: Call, parts: list[str]) -> Any:
    match (call.method, parts):
        case ("GET", []):
            return _several(call)
        case ("GET", [object_id]):
            return _node(call, object_id)
        case ("GET", [object_id, "comments"]):
            return _comments(call, object_id)
        case ("GET", [object_id, edge]) if edge in (*lists.POST_EDGES, "ratings") and call.is_account(object_id):
            return _on_page(call, edge)
        case ("GET", [object_id, "conversations"]) if call.is_account(object_id):
            return Messaging(call).conversations()
        case ("GET", [conversation_id, "messages"]):
            return Messaging(call).messages(conversation_id)
        case ("POST", [object_id, "messages"]) if call.is_account(object_id):
            return Messaging(call).send()
        case (_, [object_id, "subscribed_apps"]) if call.is_account(object_id):
            return _subscriptions(call)
        case ("POST", [object_id, "comments"]):
            return _comment(call, object_id)
        case ("POST" | "DELETE", [object_id, "likes"]):
            like_item(call.store, call.item(object_id, "post", "comment", "tag"), call.method == "POST")
            return {"success": True}
        case ("POST", [object_id, "feed"]) if call.is_account(object_id):
            return _post(call)
        case ("POST", [object_id]):
            return _change(call, object_id)
        case ("DELETE", [object_id]):
            return _delete(call, object_id)
        case (_, [object_id, edge]):
            if not call.is_account(object_id):
                call.item(object_id, *PUBLIC)
            raise bad_parameter(f"Tried accessing nonexisting field ({edge}) on node type (Page)")
    raise GraphError(f"Unknown path components: /{'/'.join(parts[1:])}", 2500)


def _payloads(call: Call) -> Payloads:
    def nested(item: Item, field: Field) -> dict[str, Any]:
        path = f"/{call.version}/{item.external_id}/comments"
        return _comments_page(call, path, item, field.modifiers, field.fields)

    return Payloads(call.store, call.version, nested)


def _node(call: Call, object_id: str) -> dict[str, Any]:
    if call.is_account(object_id):
        return _payloads(call).page(call.account, call.fields)
    if object_id.startswith("t_"):
        return Messaging(call).conversation(object_id)
    if object_id.startswith("m_"):
        return Messaging(call).message(object_id)
    return _payloads(call).items([call.item(object_id, *PUBLIC)], call.fields)[0]


def _several(call: Call) -> dict[str, Any]:
    """``/?ids=a,b``: a node for each id; one that does not exist fails the whole call, as on Graph."""
    ids = list(filter(None, call.params.get("ids", "").split(",")))
    if not ids:
        raise bad_parameter("The parameter ids is required")
    if len(ids) > 50:
        raise bad_parameter("Too many IDs. Maximum: 50")
    return {object_id: _node(call, object_id) for object_id in ids}


def _on_page(call: Call, edge: str) -> dict[str, Any]:
    stretch = read_stretch(call.params, newest_first=True)
    items, has_more = lists.on_page(call.store, call.account, edge, stretch)
    build = _payloads(call).reviews if edge == "ratings" else _payloads(call).items
    positions = [item.position for item in items]
    page = {"data": build(items, call.fields)}
    return page | paging(call.path, call.params, call.account.token, positions, stretch, has_more)


def _comments(call: Call, object_id: str) -> dict[str, Any]:
    return _comments_page(call, call.path, call.item(object_id, *PUBLIC), call.params, call.fields)


def _comments_page(call: Call, path: str, item: Item, params: dict[str, str], fields: list[Field]) -> dict[str, Any]:
    is_stream = read_is_stream(params)
    newest_first = read_order(params)
    stretch = read_stretch(params, newest_first=newest_first)
    items, has_more = lists.comments(call.store, item, stretch, is_stream=is_stream)
    page: dict[str, Any] = {"data": _payloads(call).items(items, fields)}
    page |= paging(path, params, call.account.token, [item.position for item in items], stretch, has_more)
    if read_flag(params, "summary"):
        page["summary"] = {
            "order": "reverse_chronological" if newest_first else "chronological",
            "total_count": lists.count_comments(call.store, item, is_stream=is_stream),
            "can_comment": True,
        }
    return page


def _comment(call: Call, object_id: str) -> dict[str, Any]:
    parent = call.item(object_id, *PUBLIC)
    text = _message(call)
    if _said_lately(call, parent, text):
        raise duplicate()
    comment = write_item(call.store, call.platform, call.account, kind="comment", author=None, text=text, parent=parent)
    return _payloads(call).items([comment], call.fields)[0] if call.fields else {"id": comment.external_id}


def _post(call: Call) -> dict[str, Any]:
    post = write_item(call.store, call.platform, call.account, kind="post", author=None, text=_message(call))
    return {"id": post.external_id}


def _change(call: Call, object_id: str) -> dict[str, Any]:
    """Hide or show what others wrote, or change one's own words."""
    item = call.item(object_id, "post", "comment")
    is_hidden = read_flag(call.params, "is_hidden")
    if is_hidden is None and "message" not in call.params:
        raise bad_parameter("The parameter message is required")
    if is_hidden is not None:
        if item.is_company:
            raise not_permitted()
        hide_item(call.store, item, is_hidden)
    if "message" in call.params:
        if not item.is_company:
            raise not_permitted()
        edit_item(call.store, call.platform, call.account, item, _message(call))
    return {"success": True}


def _delete(call: Call, object_id: str) -> dict[str, Any]:
    """A Page may take away whatever stands on it."""
    delete_item(call.store, call.platform, call.item(object_id, "post", "comment"))
    return {"success": True}


def _subscriptions(call: Call) -> dict[str, Any]:
    """Which of the Page's changes the app hears of; where they are posted to is the app's webhook's matter."""
    name = f"subscribed/{call.account.external_id}"
    if call.method == "GET":
        fields = call.store.fact(call.platform.name, name) or []
        return {"data": [{"id": call.account.app_id, "name": "Inbox", "subscribed_fields": fields}] if fields else []}
    if call.method == "DELETE":
        call.store.put_fact(call.platform.name, name, None)
        return {"success": True}
    fields = list(filter(None, call.params.get("subscribed_fields", "").split(",")))
    unknown = set(fields) - WEBHOOK_FIELDS
    if not fields or unknown:
        raise bad_parameter("Param subscribed_fields must be one of {" + ", ".join(sorted(WEBHOOK_FIELDS)) + "}")
    call.store.put_fact(call.platform.name, name, sorted(fields))
    return {"success": True}


def _message(call: Call) -> str:
    text = call.params.get("message", "")
    if not text.strip():
        raise bad_parameter("The parameter message is required")
    if len(text) > MESSAGE_LIMIT:
        raise bad_parameter(f"Param message must be at most {MESSAGE_LIMIT} characters long")
    return text


def _said_lately(call: Call, parent: Item, text: str) -> bool:
    row = call.store.one(
        "SELECT 1 FROM items WHERE account_id = ? AND is_company = 1 AND root_seq = ? AND deleted_at IS NULL"
        " AND arrived_at > ? AND text = ? LIMIT 1",
        *(call.account.id, parent.root_seq, moments.now() - _DUPLICATE_WINDOW, text),
    )
    return row is not None
