"""WordPress's REST API, the routes an inbox calls: the index, the user, comments, and the posts they stand under."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.platforms.base import Platform
from sandbox.platforms.wordpress import errors, moderation
from sandbox.platforms.wordpress.comments import FIRST_POST, find_comment, find_post, list_comments
from sandbox.platforms.wordpress.errors import JSON, RestError
from sandbox.platforms.wordpress.parameters import read_choice, read_query
from sandbox.platforms.wordpress.payloads import Payloads, blog_address, index
from sandbox.platforms.wordpress.signin import signed_in
from sandbox.records import Account, Item
from sandbox.store import Store

PLAIN_PERMALINKS = "wordpress_plain_permalinks"
"""1: the blog has no pretty addresses, and its API answers at ``/?rest_route=`` only."""
_CONTEXTS = ("view", "embed", "edit")


@dataclass(frozen=True)
class Call:
    """A request: who asks (None: nobody signed in), its query, its form and JSON and query together, and with what client."""

    store: Store
    platform: Platform
    account: Account | None
    method: str
    rest: str
    query: dict[str, str]
    given: dict[str, Any]
    client: dict[str, str]

    @property
    def blog(self) -> Account:
        """The blog that is asked for something nobody may have without signing in."""
        if self.account is None:
            raise errors.not_logged_in()
        return self.account

    @property
    def payloads(self) -> Payloads:
        return Payloads(self.store, self.blog, self.rest)

    def comment(self, number: str) -> Item:
        item = find_comment(self.store, self.blog, int(number))
        if item is None:
            raise errors.no_such_comment()
        return item

    def show(self, items: list[Item], context: str) -> list[dict[str, Any]]:
        embeds = tuple(self.query["_embed"].split(",")) if "_embed" in self.query else ()
        shown = self.payloads.comments(items, context, embeds=embeds or ("",))
        return [self.only_fields(entry) for entry in shown]

    def only_fields(self, entry: dict[str, Any]) -> dict[str, Any]:
        """`_fields`: what is not named goes, and so does a field of which only a part is named (`content.raw`): the comments'
        controller knows whole fields alone. An embedded post needs `_links` and `_embedded`.
        """
        wanted = [name.strip() for name in self.query.get("_fields", "").split(",") if name.strip()]
        if not wanted:
            return entry
        if "_links" not in wanted:
            wanted = [name for name in wanted if name != "_embedded"]
        return {name: value for name, value in entry.items() if name in wanted}


def routes(store: Store, platform: Platform) -> list[BaseRoute]:
    async def serve(request: Request) -> Response:
        return await _serve(store, platform, request)

    return [Route("/{path:path}", serve, methods=["GET", "POST", "PUT", "PATCH", "DELETE"], name="wordpress")]


async def _serve(store: Store, platform: Platform, request: Request) -> Response:
    route = _route(request, is_plain=bool(store.setting(PLAIN_PERMALINKS, 0.0)))
    if route is None:
        return errors.no_page()
    headers = {"X-Robots-Tag": "noindex", "X-Content-Type-Options": "nosniff"}
    try:
        account = signed_in(store, request.headers.get("authorization"))
        home = blog_address(account) if account else "https://blog.example"
        rest = f"{home}/?rest_route=" if store.setting(PLAIN_PERMALINKS, 0.0) else f"{home}/wp-json"
        headers["Link"] = f'<{rest}/>; rel="https://api.w.org/"'
        headers["Access-Control-Expose-Headers"] = "X-WP-Total, X-WP-TotalPages, Link"
        given = {**request.query_params, **await _body(request)}
        client = {
            "author_ip": request.client.host if request.client else "127.0.0.1",
            "author_user_agent": request.headers.get("user-agent", ""),
        }
        call = Call(store, platform, account, request.method, rest, dict(request.query_params), given, client)
        status, body, more = _answer(call, route)
        return JSONResponse(body, status, headers=headers | more, media_type=JSON)
    except RestError as error:
        return error.response(headers)


def _route(request: Request, *, is_plain: bool) -> str | None:
    """The route asked for, by a pretty address or in the query; None where no API is."""
    path = "/" + request.path_params["path"]
    if path in ("/", "/index.php"):
        return request.query_params.get("rest_route")
    found = re.fullmatch(r"/wp-json(/.*)?", path)
    return (found[1] or "/") if found and not is_plain else None


async def _body(request: Request) -> dict[str, Any]:
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/json") and await request.body():
        try:
            body = await request.json()
        except ValueError as error:
            raise errors.bad_json() from error
        return body if isinstance(body, dict) else {}
    if request.method == "GET":
        return {}
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


def _answer(call: Call, route: str) -> tuple[int, Any, dict[str, str]]:
    route = "/" + route.strip("/")
    method = "POST" if call.method in ("PUT", "PATCH") else call.method
    comment = re.fullmatch(r"/wp/v2/comments/(\d+)", route)
    post = re.fullmatch(r"/wp/v2/posts/(\d+)", route)
    match (method, route):
        case ("GET", "/"):
            return 200, call.only_fields(index(call.account, call.rest)), {}
        case ("GET", "/wp/v2/users/me"):
            return 200, call.only_fields(call.payloads.me(read_choice(call.query, "context", _CONTEXTS, "view"))), {}
        case ("GET", "/wp/v2/comments"):
            return _list(call)
        case ("POST", "/wp/v2/comments"):
            return _create(call)
        case (_, _) if comment:
            return _one(call, method, comment[1])
        case ("GET", _) if post:
            return 200, call.only_fields(_post(call, int(post[1]))), {}
    raise errors.no_route()


def _list(call: Call) -> tuple[int, Any, dict[str, str]]:
    query = read_query(call.query)
    if call.account is None:
        if query.context == "edit":
            raise errors.forbidden_context(401)
        named = [name for name in ("author", "status") if call.query.get(name) not in (None, "approve")]
        if named:
            raise errors.forbidden_parameters(named)
    found, total = list_comments(call.store, call.blog, query)
    pages = -(-total // query.per_page)
    headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(pages)}
    links = [
        f'<{_page_address(call, page)}>; rel="{rel}"'
        for rel, page in (("prev", min(query.page - 1, pages)), ("next", query.page + 1))
        if 1 <= page <= pages and (rel == "next" or query.page > 1)
    ]
    return 200, call.show(found, query.context), headers | ({"Link": ", ".join(links)} if links else {})


def _page_address(call: Call, page: int) -> str:
    return f"{call.rest}/wp/v2/comments?{urlencode({**call.query, 'page': str(page)})}"


def _create(call: Call) -> tuple[int, Any, dict[str, str]]:
    if call.account is None:
        raise errors.login_required()
    item = moderation.create_comment(call.store, call.platform, call.account, call.client | call.given)
    headers = {"Location": f"{call.rest}/wp/v2/comments/{item.position}"}
    return 201, call.show([item], "edit")[0], headers


def _one(call: Call, method: str, number: str) -> tuple[int, Any, dict[str, str]]:
    context = read_choice(call.query, "context", _CONTEXTS, "view")
    if call.account is None:
        if find_comment(call.store, None, int(number)) is None:
            raise errors.no_such_comment()
        raise _for_nobody(method, context)
    item = call.comment(number)
    if method == "GET":
        return 200, call.show([item], context)[0], {}
    if method == "DELETE":
        return _delete(call, item)
    item = moderation.update_comment(call.store, call.platform, call.account, item, call.client | call.given)
    return 200, call.show([item], "edit")[0], {}


def _delete(call: Call, item: Item) -> tuple[int, Any, dict[str, str]]:
    force = _is_true(call.given, "force")
    before = call.show([item], "edit")[0]
    moderation.delete_comment(call.store, call.platform, item, force=force)
    if force:
        return 200, {"deleted": True, "previous": before}, {}
    return 200, call.show([call.comment(str(item.position))], "edit")[0], {}


def _for_nobody(method: str, context: str) -> RestError:
    if method == "GET":
        return errors.forbidden_context(401) if context == "edit" else errors.cannot("rest_cannot_read", "read")
    if method == "DELETE":
        return errors.cannot("rest_cannot_delete", "delete")
    return errors.cannot("rest_cannot_edit", "edit")


def _post(call: Call, number: int) -> dict[str, Any]:
    if number != FIRST_POST and find_post(call.store, call.blog, number) is None:
        raise errors.no_such_post()
    return call.payloads.post(number, read_choice(call.query, "context", _CONTEXTS, "view"))


def _is_true(given: Mapping[str, Any], name: str) -> bool:
    return str(given.get(name, "")).lower() in ("1", "true")
