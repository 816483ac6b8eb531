"""X's API v2, the endpoints a company's inbox calls, as tweepy's ``Client`` calls them with a user's bearer
token.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import moments
from sandbox.accounts import account_by_external_id, account_by_token
from sandbox.items import delete_item, get_item, hide_item, item_by_external_id
from sandbox.people import person_by_external_id
from sandbox.platforms.base import Platform
from sandbox.platforms.x import timelines
from sandbox.platforms.x.limits import WINDOW
from sandbox.platforms.x.parameters import (
    read_id,
    read_ids,
    read_paging,
    read_wanted,
    refuse_unknown,
    token_after,
)
from sandbox.platforms.x.payloads import Payloads
from sandbox.platforms.x.posting import create_tweet
from sandbox.platforms.x.problems import (
    UNAUTHORIZED,
    Problem,
    forbidden,
    invalid_request,
    no_such_route,
    not_found,
    too_many_requests,
)
from sandbox.records import Account, Item, Person
from sandbox.store import Store

_PAGING = ("id", "max_results", "pagination_token", "since_id", "until_id", "start_time", "end_time")


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

    def found(self, external_id: str) -> Item | None:
        item = item_by_external_id(self.store, "x", external_id)
        return None if item is None or item.is_deleted or item.kind == "dm" else item

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


def routes(store: Store, platform: Platform) -> list[BaseRoute]:
    def route(path: str, method: str, name: str, endpoint: Endpoint) -> Route:
        async def serve(request: Request) -> Response:
            return await _serve(store, platform, request, name, endpoint)

        return Route(path, serve, methods=[method], name=f"x:{name}")

    return [
        route("/2/users/me", "GET", "me", me),
        route("/2/users/{id}/mentions", "GET", "mentions", mentions),
        route("/2/users/{id}/tweets", "GET", "user_tweets", user_tweets),
        route("/2/users/{id}", "GET", "users", user),
        route("/2/tweets/search/recent", "GET", "search", search),
        route("/2/tweets", "GET", "tweets", tweets),
        route("/2/tweets", "POST", "create", create),
        route("/2/tweets/{id}", "GET", "tweet", tweet),
        route("/2/tweets/{id}", "DELETE", "delete", delete),
        route("/2/tweets/{id}/hidden", "PUT", "hide", hide),
        Route("/{path:path}", _no_such_route, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]


async def _serve(store: Store, platform: Platform, request: Request, name: str, endpoint: Endpoint) -> Response:
    """Check the token, count the call, answer; a problem is an answer too. Rate headers stand on every
    one.
    """
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


async def _no_such_route(request: Request) -> Response:
    return no_such_route().response()


async def me(call: Call) -> Answer:
    refuse_unknown(call.request.query_params)
    return 200, {"data": call.payloads.user(call.account)}


async def user(call: Call) -> Answer:
    refuse_unknown(call.request.query_params)
    who = _user(call)
    if who is None:
        return 200, {"errors": [not_found("user", "id", call.request.path_params["id"])]}
    return 200, {"data": call.payloads.user(who)}


async def mentions(call: Call) -> Answer:
    query = call.request.query_params
    refuse_unknown(query, *_PAGING)
    paging = read_paging(query)
    who = _user(call)
    if who is None:
        return 200, {"errors": [not_found("user", "id", call.request.path_params["id"])]}
    found = timelines.mentions_of(call.store, who, paging) if isinstance(who, Account) else []
    return 200, _page(call, found, paging.limit)


async def user_tweets(call: Call) -> Answer:
    query = call.request.query_params
    refuse_unknown(query, *_PAGING, "exclude")
    paging = read_paging(query)
    excluded = set(filter(None, query.get("exclude", "").split(",")))
    if not excluded <= {"replies", "retweets"}:
        raise invalid_request(
            (
                {"exclude": [query["exclude"]]},
                "The `exclude` query parameter value is not one of [replies,retweets]",
            )
        )
    who = _user(call)
    if who is None:
        return 200, {"errors": [not_found("user", "id", call.request.path_params["id"])]}
    found = timelines.tweets_by(call.store, who, paging, without_replies="replies" in excluded)
    return 200, _page(call, found, paging.limit)


async def search(call: Call) -> Answer:
    query = call.request.query_params
    refuse_unknown(query, *_PAGING, "query", "next_token", "sort_order")
    paging = read_paging(query, smallest=10, token="next_token")
    found = timelines.search(call.store, query.get("query", ""), paging)
    return 200, _page(call, found, paging.limit)


async def tweets(call: Call) -> Answer:
    refuse_unknown(call.request.query_params, "ids")
    found: dict[int, Item] = {}
    errors = []
    for external_id in read_ids(call.request.query_params):
        item = call.found(external_id)
        if item is None:
            errors.append(not_found("tweet", "ids", external_id))
        else:
            found[item.seq] = item
    body = call.payloads.many(list(found.values()))
    if errors:
        body["errors"] = errors + body.get("errors", [])
    return 200, body


async def tweet(call: Call) -> Answer:
    refuse_unknown(call.request.query_params, "id")
    external_id = read_id(call.request.path_params["id"])
    item = call.found(external_id)
    if item is None:
        return 200, {"errors": [not_found("tweet", "id", external_id)]}
    return 200, call.payloads.one(item)


async def create(call: Call) -> Answer:
    item = create_tweet(call.store, call.platform, call.account, await call.body())
    return 201, {"data": {"id": item.external_id, "text": item.text, "edit_history_tweet_ids": [item.external_id]}}


async def delete(call: Call) -> Answer:
    item = call.found(read_id(call.request.path_params["id"]))
    if item is None:
        raise no_such_route()
    if not item.is_company or item.account_id != call.account.id:
        raise forbidden("You are not authorized to delete this Tweet.")
    delete_item(call.store, call.platform, item, deleted_at=moments.now())
    return 200, {"data": {"deleted": True}}


async def hide(call: Call) -> Answer:
    body = await call.body()
    is_hidden = body.get("hidden") if isinstance(body, dict) else None
    if not isinstance(is_hidden, bool):
        raise invalid_request(({"$.hidden": [str(is_hidden)]}, "$.hidden: is missing but it is required"))
    item = call.found(read_id(call.request.path_params["id"]))
    root = get_item(call.store, item.root_seq) if item else None
    if item is None or root is None:
        raise no_such_route()
    if not root.is_company or root.account_id != call.account.id or item.seq == root.seq:
        raise forbidden("You may only hide replies to conversations you have started.")
    hide_item(call.store, item, is_hidden)
    return 200, {"data": {"hidden": is_hidden}}


def _user(call: Call) -> Account | Person | None:
    external_id = read_id(call.request.path_params["id"])
    person = person_by_external_id(call.store, "x", external_id)
    if person is not None and not person.is_deleted:
        return person
    return account_by_external_id(call.store, "x", external_id)


def _page(call: Call, found: list[Item], limit: int) -> dict[str, Any]:
    """A page and its ``meta``; an empty one has a ``result_count`` and no ``data``, as X sends it."""
    items = found[:limit]
    body = call.payloads.many(items)
    meta: dict[str, Any] = {"result_count": len(items)}
    if items:
        meta |= {"newest_id": items[0].external_id, "oldest_id": items[-1].external_id}
    if len(found) > limit:
        meta["next_token"] = token_after(items[-1].position)
    return body | {"meta": meta}
