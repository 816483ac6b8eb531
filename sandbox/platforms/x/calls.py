"""A call to X's API: whose token it carries, how often it may be made, and what an endpoint gets to see of it."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.accounts import account_by_external_id, account_by_token
from sandbox.items import item_by_external_id
from sandbox.people import person_by_external_id
from sandbox.platforms.base import Platform
from sandbox.platforms.x.limits import WINDOW
from sandbox.platforms.x.parameters import read_id, read_wanted, token_after
from sandbox.platforms.x.payloads import Payloads
from sandbox.platforms.x.problems import UNAUTHORIZED, Problem, invalid_request, too_many_requests
from sandbox.records import Account, Item, Person
from sandbox.store import Store


@dataclass(frozen=True)
class Call:
    """A request whose token is known."""

    store: Store
    platform: Platform
    account: Account
    request: Request

    @property
    def payloads(self) -> Payloads:
        return Payloads(self.store, read_wanted(self.request.query_params))

    def tweet(self, external_id: str) -> Item | None:
        """The public post with this id, if it still stands."""
        item = item_by_external_id(self.store, "x", external_id)
        return None if item is None or item.is_deleted or item.kind == "dm" else item

    def user(self, parameter: str = "id") -> Account | Person | None:
        """Whoever has the id in the path."""
        external_id = read_id(self.request.path_params[parameter], parameter)
        person = person_by_external_id(self.store, "x", external_id)
        if person is not None and not person.is_deleted:
            return person
        return account_by_external_id(self.store, "x", external_id)

    async def body(self) -> Any:
        try:
            return json.loads(await self.request.body())
        except ValueError as error:
            raise invalid_request(({}, "Request body is not valid JSON")) from error


Answer = tuple[int, dict[str, Any]]
Endpoint = Callable[[Call], Awaitable[Answer]]


def bearer_token(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def route(store: Store, platform: Platform, path: str, method: str, name: str, endpoint: Endpoint) -> Route:
    """A route that checks the token, counts the call and answers; a problem is an answer too. Rate headers stand
    on every one.
    """

    async def serve(request: Request) -> Response:
        token = bearer_token(request.headers.get("authorization"))
        account = account_by_token(store, "x", token) if token else None
        if token is None or account is None:
            return UNAUTHORIZED.response()
        is_within, headers = WINDOW.spend(store, token, name)
        if not is_within:
            return too_many_requests().response(headers)
        try:
            status, body = await endpoint(Call(store, platform, account, request))
        except Problem as problem:
            return problem.response(headers)
        return JSONResponse(body, status, headers=headers)

    return Route(path, serve, methods=[method], name=f"x:{name}")


def page(call: Call, found: list[Item], limit: int) -> dict[str, Any]:
    """A page and its ``meta``; an empty one has a ``result_count`` and no ``data``, as X sends it."""
    items = found[:limit]
    body = call.payloads.many(items)
    meta: dict[str, Any] = {"result_count": len(items)}
    if items:
        meta |= {"newest_id": items[0].external_id, "oldest_id": items[-1].external_id}
    if len(found) > limit:
        meta["next_token"] = token_after(items[-1].position)
    return body | {"meta": meta}
