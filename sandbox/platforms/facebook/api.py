"""The Graph API, the nodes and edges a Page's inbox calls, as facebook-sdk calls them with a Page token."""

import re
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import moments
from sandbox.accounts import account_by_token
from sandbox.items import delete_item, edit_item, hide_item, item_by_external_id, write_item
from sandbox.platforms.base import Platform
from sandbox.platforms.facebook import lists
from sandbox.platforms.facebook.errors import (
    GraphError,
    bad_parameter,
    bad_token,
    duplicate,
    limit_reached,
    no_such_object,
    no_token,
    not_permitted,
    trace_id,
    unsupported_version,
)
from sandbox.platforms.facebook.fields import Field, parse_fields
from sandbox.platforms.facebook.parameters import read_flag, read_is_stream, read_order, read_stretch
from sandbox.platforms.facebook.payloads import Payloads
from sandbox.platforms.facebook.usage import USAGE
from sandbox.records import Account, Item
from sandbox.store import Store

OLDEST, NEWEST = 21, 26
MESSAGE_LIMIT = 8_000
_DUPLICATE_WINDOW = 10 * moments.MINUTE
"""Graph refuses one's own words said again under the same thing shortly after; how shortly is our choice."""


@dataclass(frozen=True)
class Call:
    """A request whose token is known; ``params`` are its query and its form together."""

    store: Store
    platform: Platform
    account: Account
    method: str
    version: str
    path: str
    params: dict[str, str]

    @property
    def payloads(self) -> Payloads:
        return Payloads(self.store, self.version, self._nested_comments)

    @property
    def fields(self) -> list[Field]:
        return parse_fields(self.params.get("fields", ""))

    def item(self, object_id: str) -> Item:
        """A post or comment of this Page; anything else does not exist for this token."""
        item = item_by_external_id(self.store, "facebook", object_id)
        if item is None or item.is_deleted or item.kind == "dm" or item.account_id != self.account.id:
            raise no_such_object(self.method, object_id)
        return item

    def is_page(self, object_id: str) -> bool:
        return object_id in ("me", self.account.external_id, self.account.handle)

    def _nested_comments(self, item: Item, field: Field) -> dict[str, Any]:
        path = f"/{self.version}/{item.external_id}/comments"
        return _comments_page(self, path, item, field.modifiers, field.fields)


def bearer_token(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() in ("bearer", "oauth") and token.strip() else None


def routes(store: Store, platform: Platform) -> list[BaseRoute]:
    async def serve(request: Request) -> Response:
        return await _serve(store, platform, request)

    return [Route("/{path:path}", serve, methods=["GET", "POST", "DELETE"], name="facebook")]


async def _serve(store: Store, platform: Platform, request: Request) -> Response:
    headers = {"facebook-api-version": f"v{NEWEST}.0", "x-fb-trace-id": trace_id()}
    try:
        version, parts = _split(request.path_params["path"])
        headers["facebook-api-version"] = version
        params = {**request.query_params, **await _form(request)}
        account = _authenticate(store, params.pop("access_token", None), request)
        is_within, usage = USAGE.spend(store, account)
        headers |= usage
        if not is_within:
            raise limit_reached()
        path = "/" + "/".join((version, *parts))
        call = Call(store, platform, account, request.method, version, path, params)
        return JSONResponse(_answer(call, parts), headers=headers)
    except GraphError as error:
        return error.response(headers)


def _split(path: str) -> tuple[str, list[str]]:
    """The version and the rest of the path. A path without a version gets the oldest still served, as on
    Graph.
    """
    parts = [part for part in path.split("/") if part]
    if not parts or not re.fullmatch(r"v\d+\.\d+", parts[0]):
        return f"v{OLDEST}.0", parts
    major = int(parts[0][1:].split(".")[0])
    if not OLDEST <= major <= NEWEST or not parts[0].endswith(".0"):
        raise unsupported_version(parts[0], f"v{OLDEST}.0")
    return parts[0], parts[1:]


async def _form(request: Request) -> dict[str, str]:
    if request.method != "POST":
        return {}
    if request.headers.get("content-type", "").startswith("application/json"):
        try:
            body = await request.json()
        except ValueError as error:
            raise bad_parameter("The request body is not valid JSON") from error
        return {str(key): str(value) for key, value in body.items()} if isinstance(body, dict) else {}
    return {key: value for key, value in (await request.form()).items() if isinstance(value, str)}


def _authenticate(store: Store, given: str | None, request: Request) -> Account:
    token = given or bearer_token(request.headers.get("authorization"))
    if not token:
        raise no_token()
    account = account_by_token(store, "facebook", token)
    if account is None:
        raise bad_token()
    return account


def _answer(call: Call, parts: list[str]) -> Any:
    match (call.method, parts):
        case ("GET", []):
            return _several(call)
        case ("GET", [object_id]):
            return _node(call, object_id)
        case ("GET", [object_id, "comments"]):
            return _comments(call, object_id)
        case ("GET", [object_id, edge]) if edge in lists.POST_EDGES and call.is_page(object_id):
            return _posts(call, edge)
        case ("POST", [object_id, "comments"]):
            return _comment(call, object_id)
        case ("POST", [object_id, "feed"]) if call.is_page(object_id):
            return _post(call)
        case ("POST", [object_id]):
            return _change(call, object_id)
        case ("DELETE", [object_id]):
            return _delete(call, object_id)
        case (_, [object_id, edge]):
            if not call.is_page(object_id):
                call.item(object_id)
            raise bad_parameter(f"Tried accessing nonexisting field ({edge}) on node type (Page)")
    raise GraphError(f"Unknown path components: /{'/'.join(parts[1:])}", 2500)


def _node(call: Call, object_id: str) -> dict[str, Any]:
    if call.is_page(object_id):
        return call.payloads.page(call.account, call.fields)
    return call.payloads.items([call.item(object_id)], call.fields)[0]


def _several(call: Call) -> dict[str, Any]:
    """``/?ids=a,b``: a node for each id; one that does not exist fails the whole call, as on Graph."""
    ids = list(filter(None, call.params.get("ids", "").split(",")))
    if not ids:
        raise bad_parameter("The parameter ids is required")
    if len(ids) > 50:
        raise bad_parameter("Too many IDs. Maximum: 50")
    return {object_id: _node(call, object_id) for object_id in ids}


def _posts(call: Call, edge: str) -> dict[str, Any]:
    stretch = read_stretch(call.params, newest_first=True)
    items, has_more = lists.posts(call.store, call.account, edge, stretch)
    page = {"data": call.payloads.items(items, call.fields)}
    return page | lists.paging(call.path, call.params, call.account.token, items, stretch, has_more)


def _comments(call: Call, object_id: str) -> dict[str, Any]:
    return _comments_page(call, call.path, call.item(object_id), call.params, call.fields)


def _comments_page(call: Call, path: str, item: Item, params: dict[str, str], fields: list[Field]) -> dict[str, Any]:
    is_stream = read_is_stream(params)
    newest_first = read_order(params)
    stretch = read_stretch(params, newest_first=newest_first)
    items, has_more = lists.comments(call.store, item, stretch, is_stream=is_stream)
    page: dict[str, Any] = {"data": call.payloads.items(items, fields)}
    page |= lists.paging(path, params, call.account.token, items, stretch, has_more)
    if read_flag(params, "summary"):
        page["summary"] = {
            "order": "reverse_chronological" if newest_first else "chronological",
            "total_count": lists.count_comments(call.store, item, is_stream=is_stream),
            "can_comment": True,
        }
    return page


def _comment(call: Call, object_id: str) -> dict[str, Any]:
    parent = call.item(object_id)
    text = _message(call)
    if _said_lately(call, parent, text):
        raise duplicate()
    comment = write_item(call.store, call.platform, call.account, kind="comment", author=None, text=text, parent=parent)
    return call.payloads.items([comment], call.fields)[0] if call.fields else {"id": comment.external_id}


def _post(call: Call) -> dict[str, Any]:
    post = write_item(call.store, call.platform, call.account, kind="post", author=None, text=_message(call))
    return {"id": post.external_id}


def _change(call: Call, object_id: str) -> dict[str, Any]:
    """Hide or show what others wrote, or change one's own words."""
    item = call.item(object_id)
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
    delete_item(call.store, call.platform, call.item(object_id))
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
