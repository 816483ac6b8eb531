"""The Graph API, the nodes and edges an Instagram inbox calls, as facebook-sdk calls them with the linked Page's token."""

from typing import Any

from starlette.routing import BaseRoute

from sandbox.items import delete_item, hide_item, write_item
from sandbox.platforms.graph import calls
from sandbox.platforms.graph.calls import Call
from sandbox.platforms.graph.errors import GraphError, bad_parameter, no_such_object, not_permitted
from sandbox.platforms.graph.fields import Field
from sandbox.platforms.graph.lists import item_stretch, paging
from sandbox.platforms.graph.messaging import Messaging
from sandbox.platforms.graph.parameters import Stretch, read_flag, read_stretch
from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.platforms.instagram.payloads import Payloads, mentioned_in
from sandbox.records import Item
from sandbox.store import Store

COMMENT_LIMIT = 2_200
COMMENTS_A_PAGE = 50
TOKEN_SECONDS = 60 * 24 * 3_600
_EDGES = {"media": "kind = 'post'", "tags": "kind = 'tag'"}


def routes(store: Store, platform: GraphPlatform) -> list[BaseRoute]:
    return calls.routes(store, platform, _answer, platform.usage)


def _answer(call: Call, parts: list[str]) -> Any:
    match (call.method, parts):
        case ("POST" | "GET", ["oauth", "access_token"]):
            return _exchange(call)
        case ("GET", []):
            return _several(call)
        case ("GET", [object_id]):
            return _node(call, object_id)
        case ("GET", [object_id, edge]) if edge in _EDGES and object_id == call.account.external_id:
            return _on_account(call, edge)
        case ("GET", [object_id, "comments"]):
            return _below(call, call.path, call.item(object_id, "post"), call.params, call.fields)
        case ("GET", [object_id, "replies"]):
            return _below(call, call.path, call.item(object_id, "comment"), call.params, call.fields)
        case ("GET", [object_id, "conversations"]) if _is_page(call, object_id):
            return Messaging(call).conversations()
        case ("GET", [conversation_id, "messages"]):
            return Messaging(call).messages(conversation_id)
        case ("POST", [object_id, "messages"]) if _is_page(call, object_id):
            return Messaging(call).send()
        case ("POST", [object_id, "subscribed_apps"]) if _is_page(call, object_id):
            return {"success": True}
        case ("POST", [object_id, "mentions"]) if object_id == call.account.external_id:
            return _answer_mention(call)
        case ("POST", [object_id, "replies"]):
            return _reply(call, object_id)
        case ("POST", [object_id]):
            return _hide(call, object_id)
        case ("DELETE", [object_id]):
            delete_item(call.store, call.platform, call.item(object_id, "comment"))
            return {"success": True}
        case (_, [object_id, edge]):
            if not (_is_page(call, object_id) or object_id == call.account.external_id):
                call.item(object_id)
            raise bad_parameter(f"Tried accessing nonexisting field ({edge}) on node type (IGUser)")
    raise GraphError(f"Unknown path components: /{'/'.join(parts[1:])}", 2500)


def _platform(call: Call) -> GraphPlatform:
    assert isinstance(call.platform, GraphPlatform)
    return call.platform


def _page_id(call: Call) -> str:
    return call.platform.profile_id("page", call.account.handle)


def _is_page(call: Call, object_id: str) -> bool:
    """A Page's token is the Page's: that is who ``me`` is."""
    return object_id in ("me", _page_id(call))


def _payloads(call: Call) -> Payloads:
    def nested(item: Item, field: Field) -> dict[str, Any]:
        path = f"/{call.version}/{item.external_id}/{field.name}"
        return _below(call, path, item, field.modifiers, field.fields)

    return Payloads(call.store, _platform(call), call.account, nested)


def _node(call: Call, object_id: str) -> dict[str, Any]:
    if _is_page(call, object_id):
        return _payloads(call).page(_page_id(call), call.fields)
    if object_id == call.account.external_id:
        return _account(call)
    if object_id.startswith("t_"):
        return Messaging(call).conversation(object_id)
    if object_id.startswith("m_"):
        return Messaging(call).message(object_id)
    item = call.item(object_id, "post", "comment")
    if item.kind == "comment" and not _is_ours_to_read(call, item):
        raise no_such_object(call.method, object_id)
    build = _payloads(call).comments if item.kind == "comment" else _payloads(call).media
    return build([item], call.fields)[0]


def _is_ours_to_read(call: Call, item: Item) -> bool:
    """Comments under other people's posts are read as mentions, and no other way."""
    row = call.store.one("SELECT kind FROM items WHERE seq = ?", item.root_seq)
    return row is not None and row["kind"] == "post"


def _account(call: Call) -> dict[str, Any]:
    """The account; ``mentioned_comment.comment_id(…)`` and ``mentioned_media.media_id(…)`` reach what stands elsewhere."""
    plain = [field for field in call.fields if not field.name.startswith("mentioned_")]
    node = _payloads(call).account(plain)
    for field in call.fields:
        if field.name == "mentioned_comment":
            item = call.item(field.modifiers.get("comment_id", ""), "mention")
            if item.extra.get("is_caption"):
                raise no_such_object(call.method, item.external_id)
            node[field.name] = _payloads(call).mentioning(item, field.fields)
        elif field.name == "mentioned_media":
            item = call.item(field.modifiers.get("media_id", ""), "mention", "tag")
            node[field.name] = _payloads(call).media([item], field.fields)[0]
    return node


def _several(call: Call) -> dict[str, Any]:
    """``/?ids=a,b``: a node for each id; one that does not exist fails the whole call, as on Graph."""
    ids = list(filter(None, call.params.get("ids", "").split(",")))
    if not ids:
        raise bad_parameter("The parameter ids is required")
    if len(ids) > 50:
        raise bad_parameter("Too many IDs. Maximum: 50")
    return {object_id: _node(call, object_id) for object_id in ids}


def _on_account(call: Call, edge: str) -> dict[str, Any]:
    stretch = read_stretch(call.params, newest_first=True)
    items, has_more = item_stretch(call.store, f"account_id = ? AND {_EDGES[edge]}", [call.account.id], stretch)
    page = {"data": _payloads(call).media(items, call.fields)}
    positions = [item.position for item in items]
    return page | paging(call.path, call.params, call.account.token, positions, stretch, has_more)


def _below(call: Call, path: str, item: Item, params: dict[str, str], fields: list[Field]) -> dict[str, Any]:
    """Comments newest first, answers oldest first, each 50 at most, and of answers none among the comments."""
    asked = read_stretch(params, newest_first=item.kind == "post")
    stretch = Stretch(min(asked.limit, COMMENTS_A_PAGE), asked.newest_first, after=asked.after, before=asked.before)
    items, has_more = item_stretch(call.store, "parent_seq = ? AND kind = 'comment'", [item.seq], stretch)
    page: dict[str, Any] = {"data": _payloads(call).comments(items, fields)}
    positions = [each.position for each in items]
    return page | paging(path, params, call.account.token, positions, stretch, has_more)


def _reply(call: Call, object_id: str) -> dict[str, str]:
    parent = call.item(object_id, "comment")
    if parent.is_hidden:
        raise not_permitted()
    return _write(call, parent)


def _answer_mention(call: Call) -> dict[str, str]:
    """By the post it is in, and the comment where it is in one: both have to fit."""
    media_id, comment_id = call.params.get("media_id", ""), call.params.get("comment_id")
    item = call.item(comment_id or media_id, "mention", "tag")
    if item.kind == "tag":
        raise not_permitted(10)
    if mentioned_in(_platform(call), item)["media_id"] != media_id:
        raise no_such_object(call.method, media_id)
    return _write(call, item)


def _write(call: Call, parent: Item) -> dict[str, str]:
    text = call.params.get("message", "")
    if not text.strip():
        raise bad_parameter("The parameter message is required")
    if len(text) > COMMENT_LIMIT:
        raise bad_parameter(f"Param message must be at most {COMMENT_LIMIT} characters long")
    comment = write_item(call.store, call.platform, call.account, kind="comment", author=None, text=text, parent=parent)
    return {"id": comment.external_id}


def _hide(call: Call, object_id: str) -> dict[str, bool]:
    item = call.item(object_id, "comment")
    is_hidden = read_flag(call.params, "hide")
    if is_hidden is None:
        raise bad_parameter("The parameter hide is required")
    if item.is_company:
        raise not_permitted()
    hide_item(call.store, item, is_hidden)
    return {"success": True}


def _exchange(call: Call) -> dict[str, Any]:
    """A long-lived token for the one given; the stand-in gives the same again."""
    secrets = call.platform.secrets(call.account)
    given = {"client_id": "app_id", "client_secret": "app_secret", "fb_exchange_token": "access_token"}
    if call.params.get("grant_type") != "fb_exchange_token":
        raise bad_parameter("Invalid grant_type: expected fb_exchange_token")
    for parameter, secret in given.items():
        if call.params.get(parameter) != secrets[secret]:
            raise GraphError("Error validating client secret.", 1)
    return {"access_token": call.account.token, "token_type": "bearer", "expires_in": TOKEN_SECONDS}
