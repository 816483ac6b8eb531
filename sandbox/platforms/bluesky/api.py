"""The XRPC methods an inbox calls, as the atproto library calls them: a personal data server with the index behind it.

https://docs.bsky.app/docs/category/http-reference
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import moments
from sandbox.items import item_by_external_id
from sandbox.platforms.base import Platform
from sandbox.platforms.bluesky import lists
from sandbox.platforms.bluesky.errors import (
    BROKEN,
    NO_METHOD,
    NOT_YOURS,
    RATE_LIMITED,
    Refusal,
    invalid,
    missing_parameter,
    no_record,
    no_repo,
    text_in,
)
from sandbox.platforms.bluesky.identifiers import full_handle, is_at_uri
from sandbox.platforms.bluesky.limits import POINTS, WINDOWS
from sandbox.platforms.bluesky.records import by_handle, record_at
from sandbox.platforms.bluesky.sessions import SESSIONS
from sandbox.platforms.bluesky.views import detailed_profile, post_view, who_is
from sandbox.platforms.bluesky.writing import Keyed, Repository
from sandbox.records import Account, Person
from sandbox.store import Store

_POSTS_AT_ONCE = 25
_LARGEST_PAGE = 100


@dataclass(frozen=True)
class Call:
    """A request; ``account`` is whose token it carries, where the method wants one."""

    store: Store
    platform: Platform
    keyed: Keyed
    request: Request
    account: Account
    body: Any

    def parameter(self, name: str) -> str:
        value = self.request.query_params.get(name)
        if value is None:
            raise missing_parameter(name)
        return value

    def limit(self, default: int = 50) -> int:
        given = self.request.query_params.get("limit")
        if given is None:
            return default
        if not given.isascii() or not given.isdigit():
            raise invalid("Error: limit must be an integer")
        if int(given) > _LARGEST_PAGE:
            raise invalid(f"Error: limit can not be greater than {_LARGEST_PAGE}")
        if int(given) < 1:
            raise invalid("Error: limit can not be less than 1")
        return int(given)

    def repo(self) -> Account | Person:
        """Whose repository a read is about, by DID or handle."""
        name = self.parameter("repo")
        found = who_is(self.store, name) if name.startswith("did:") else by_handle(self.store, name.lower())
        if found is None:
            raise no_repo(name)
        return found

    @property
    def own(self) -> Repository:
        """The account's repository; a write names it, by DID or handle."""
        if text_in(self.body, "repo").lower() not in (self.account.external_id, full_handle(self.account.handle)):
            raise NOT_YOURS
        return Repository(self.store, self.platform, self.keyed, self.account)


Endpoint = Callable[[Call], dict[str, Any]]


def routes(store: Store, platform: Platform, keyed: Keyed) -> list[BaseRoute]:
    async def serve(request: Request) -> Response:
        headers: dict[str, str] = {}
        try:
            body = await _answer(store, platform, keyed, request, headers)
        except Refusal as refusal:
            return refusal.response(headers)
        return JSONResponse(body, headers=headers)

    return [Route("/xrpc/{method}", serve, methods=["GET", "POST"])]


async def _answer(
    store: Store, platform: Platform, keyed: Keyed, request: Request, headers: dict[str, str]
) -> dict[str, Any]:
    """Check the method, the token and the limits, then answer. Raises Refusal; ``headers`` are filled in either way."""
    method = request.path_params["method"]
    body = await _body(request)
    if method == "com.atproto.server.createSession" and request.method == "POST":
        identifier, password = text_in(body, "identifier"), text_in(body, "password")
        _spend(store, headers, "sign-ins", identifier)
        return _session(store, SESSIONS.sign_in(store, identifier, password))
    endpoint = (_QUERIES if request.method == "GET" else _PROCEDURES).get(method)
    is_refresh = method == "com.atproto.server.refreshSession"
    account = SESSIONS.account_of(store, request.headers.get("authorization"), refresh=is_refresh)
    if endpoint is None:
        raise NO_METHOD
    _spend(store, headers, "calls", account.external_id)
    if method in POINTS:
        _spend(store, headers, "writes", account.external_id, POINTS[method])
    return endpoint(Call(store, platform, keyed, request, account, body))


def _spend(store: Store, headers: dict[str, str], kind: str, who: str, points: int = 1) -> None:
    is_within, said = WINDOWS.spend(store, kind, who, points)
    headers.update(said)
    if not is_within:
        raise RATE_LIMITED


async def _body(request: Request) -> Any:
    content = await request.body()
    if request.method != "POST" or not content:
        return None
    try:
        return json.loads(content)
    except ValueError as error:
        raise invalid("Invalid JSON body") from error


def _session(store: Store, account: Account) -> dict[str, Any]:
    return SESSIONS.tokens(store, account) | _whose(account) | {"emailConfirmed": True, "active": True}


def _whose(account: Account) -> dict[str, Any]:
    return {"did": account.external_id, "handle": full_handle(account.handle)}


def refresh_session(call: Call) -> dict[str, Any]:
    return _session(call.store, call.account)


def get_session(call: Call) -> dict[str, Any]:
    return _whose(call.account) | {"active": True}


def resolve_handle(call: Call) -> dict[str, Any]:
    found = by_handle(call.store, call.parameter("handle").lower())
    if found is None:
        raise invalid("Unable to resolve handle")
    return {"did": found.external_id}


def get_profile(call: Call) -> dict[str, Any]:
    actor = call.parameter("actor")
    found = who_is(call.store, actor) if actor.startswith("did:") else by_handle(call.store, actor.lower())
    if found is None:
        raise invalid("Profile not found")
    return detailed_profile(call.store, found)


def list_notifications(call: Call) -> dict[str, Any]:
    query = call.request.query_params
    if query.get("seenAt"):
        raise invalid("The seenAt parameter is unsupported")
    try:
        before = moments.parse_iso(query["cursor"]) if query.get("cursor") else None
    except ValueError as error:
        raise Refusal(502, BROKEN.error, BROKEN.message) from error  # so the real server says
    rows, cursor = lists.notifications(
        call.store, call.account, reasons=query.getlist("reasons"), limit=call.limit(), before=before
    )
    body: dict[str, Any] = {"notifications": rows, "priority": False}
    if rows:
        body["seenAt"] = rows[0]["indexedAt"]
    return body | ({"cursor": cursor} if cursor else {})


def get_posts(call: Call) -> dict[str, Any]:
    """Those that are there; deleted ones are left out without a word."""
    uris = call.request.query_params.getlist("uris")
    if not uris:
        raise missing_parameter("uris")
    if len(uris) > _POSTS_AT_ONCE:
        raise invalid(f"Error: uris must not have more than {_POSTS_AT_ONCE} elements")
    for place, uri in enumerate(uris):
        if not is_at_uri(uri):
            raise invalid(f"Error: uris/{place} must be a valid at-uri")
    found = [item_by_external_id(call.store, "bluesky", uri) for uri in dict.fromkeys(uris)]
    return {"posts": [post_view(call.store, item) for item in found if item is not None and not item.is_deleted]}


def list_records(call: Call) -> dict[str, Any]:
    query = call.request.query_params
    return lists.records(
        call.store,
        call.repo().external_id,
        call.parameter("collection"),
        limit=call.limit(),
        cursor=query.get("cursor"),
        reverse=query.get("reverse") == "true",
    )


def get_record(call: Call) -> dict[str, Any]:
    did, collection, key = call.repo().external_id, call.parameter("collection"), call.parameter("rkey")
    uri = f"at://{did}/{collection}/{key}"
    found = record_at(call.store, did, collection, key)
    if found is None or call.request.query_params.get("cid", found[2]) != found[2]:
        raise no_record(uri)
    return {"uri": uri, "cid": found[2], "value": found[1]}


def put_record(call: Call) -> dict[str, Any]:
    collection, key = text_in(call.body, "collection"), text_in(call.body, "rkey")
    return call.own.put(collection, key, call.body.get("record"), call.body.get("swapRecord", ...))


def create_record(call: Call) -> dict[str, Any]:
    return call.own.create(text_in(call.body, "collection"), call.body.get("rkey"), call.body.get("record"))


def delete_record(call: Call) -> dict[str, Any]:
    return call.own.delete(text_in(call.body, "collection"), text_in(call.body, "rkey"))


_QUERIES: dict[str, Endpoint] = {
    "com.atproto.server.getSession": get_session,
    "com.atproto.identity.resolveHandle": resolve_handle,
    "com.atproto.repo.listRecords": list_records,
    "com.atproto.repo.getRecord": get_record,
    "app.bsky.actor.getProfile": get_profile,
    "app.bsky.notification.listNotifications": list_notifications,
    "app.bsky.feed.getPosts": get_posts,
}
_PROCEDURES: dict[str, Endpoint] = {
    "com.atproto.server.refreshSession": refresh_session,
    "com.atproto.repo.putRecord": put_record,
    "com.atproto.repo.createRecord": create_record,
    "com.atproto.repo.deleteRecord": delete_record,
}
