"""Mastodon's REST API, the endpoints a company's inbox calls, as Mastodon.py calls them with a user's bearer token."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.accounts import account_by_external_id, account_by_token
from sandbox.items import delete_item, items_by_seq, like_item
from sandbox.people import person_by_external_id
from sandbox.platforms.base import Platform
from sandbox.platforms.mastodon import posting, timelines
from sandbox.platforms.mastodon.limits import DELETION, EVERY_CALL, PAGED_CALL, PAGING, STATUS, THROTTLES
from sandbox.platforms.mastodon.payloads import Payloads
from sandbox.platforms.mastodon.problems import BAD_TOKEN, NOT_FOUND, RECORD_NOT_FOUND, TOO_MANY, Problem, invalid
from sandbox.platforms.mastodon.text import MAX_CHARACTERS
from sandbox.records import Account, Item, Person
from sandbox.store import Store

STATUSES_AT_ONCE = 20


@dataclass(frozen=True)
class Call:
    """A request whose token is known."""

    store: Store
    platform: Platform
    account: Account
    request: Request

    @property
    def server(self) -> str:
        return server_of(self.request)

    @property
    def payloads(self) -> Payloads:
        return Payloads(self.store, self.server)

    def status(self) -> Item:
        """The status the path names. Raises Problem."""
        item = timelines.find_status(self.store, self.account, self.request.path_params["id"])
        if item is None:
            raise NOT_FOUND
        return item

    def own_status(self) -> Item:
        item = timelines.find_status(self.store, self.account, self.request.path_params["id"])
        if item is None or not item.is_company or item.account_id != self.account.id:
            raise RECORD_NOT_FOUND
        return item

    async def form(self) -> dict[str, Any]:
        """What was posted, as a form or as JSON."""
        if "json" in self.request.headers.get("content-type", ""):
            try:
                body = json.loads(await self.request.body())
            except ValueError:
                body = None
            return body if isinstance(body, dict) else {}
        return {name: value for name, value in (await self.request.form()).items() if isinstance(value, str)}


Answer = tuple[Any, dict[str, str]]
Endpoint = Callable[[Call], Awaitable[Answer]]


def bearer_token(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" and token.strip() else None


def server_of(request: Request) -> str:
    """The address of the server as whoever asks knows it."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"


def routes(store: Store, platform: Platform) -> list[BaseRoute]:
    def route(path: str, method: str, endpoint: Endpoint) -> Route:
        async def serve(request: Request) -> Response:
            return await _serve(store, platform, request, endpoint)

        return Route(path, serve, methods=[method], name=f"mastodon:{endpoint.__name__}")

    async def instance(request: Request) -> Response:
        limit = int(store.setting("mastodon_max_characters", MAX_CHARACTERS))
        return JSONResponse(Payloads(store, server_of(request)).instance(limit))

    return [
        *(Route(f"/api/v{version}/instance{slash}", instance) for version in (1, 2) for slash in ("", "/")),
        route("/api/v1/accounts/verify_credentials", "GET", verify_credentials),
        route("/api/v1/accounts/{id}", "GET", account),
        route("/api/v1/accounts/{id}/statuses", "GET", account_statuses),
        route("/api/v1/notifications", "GET", notifications),
        route("/api/v1/notifications/{id}", "GET", notification),
        route("/api/v1/statuses", "GET", statuses),
        route("/api/v1/statuses", "POST", create),
        route("/api/v1/statuses/{id}", "GET", status),
        route("/api/v1/statuses/{id}", "PUT", update),
        route("/api/v1/statuses/{id}", "DELETE", delete),
        route("/api/v1/statuses/{id}/context", "GET", context),
        route("/api/v1/statuses/{id}/history", "GET", status_history),
        route("/api/v1/statuses/{id}/source", "GET", source),
        route("/api/v1/statuses/{id}/favourite", "POST", favourite),
        route("/api/v1/statuses/{id}/unfavourite", "POST", unfavourite),
        Route("/{path:path}", _no_such_route, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]


async def _serve(store: Store, platform: Platform, request: Request, endpoint: Endpoint) -> Response:
    """Check the token, count the call, answer; a refusal is an answer too. Rate headers stand on every one."""
    token = bearer_token(request.headers.get("authorization"))
    account = account_by_token(store, "mastodon", token) if token else None
    if token is None or account is None:
        return BAD_TOKEN.response()
    throttles = [EVERY_CALL]
    if any(request.query_params.get(name) for name in PAGING):
        throttles.append(PAGED_CALL)
    if endpoint is delete:
        throttles.append(DELETION)
    if endpoint in (create, update):
        throttles.append(STATUS)
    is_within, headers = THROTTLES.spend(store, token, throttles)
    if not is_within:
        return TOO_MANY.response(headers)
    try:
        body, links = await endpoint(Call(store, platform, account, request))
    except Problem as problem:
        return problem.response(headers)
    return JSONResponse(body, headers=headers | links)


async def _no_such_route(request: Request) -> Response:
    return NOT_FOUND.response()


async def verify_credentials(call: Call) -> Answer:
    return call.payloads.own_account(call.account), {}


async def account(call: Call) -> Answer:
    return call.payloads.account(_somebody(call)), {}


async def account_statuses(call: Call) -> Answer:
    found = timelines.statuses_by(call.store, _somebody(call), call.account, call.request.query_params)
    return call.payloads.statuses(found), _links(call, [item.external_id for item in found])


async def notifications(call: Call) -> Answer:
    found = timelines.notifications_of(call.store, call.account, call.request.query_params)
    return call.payloads.notifications(found), _links(call, [str(item.seq) for item in found])


async def notification(call: Call) -> Answer:
    wanted = call.request.path_params["id"]
    item = items_by_seq(call.store, [int(wanted)]).get(int(wanted)) if wanted.isdecimal() else None
    if item is None or item.is_deleted or not item.is_addressed or item.account_id != call.account.id:
        raise RECORD_NOT_FOUND
    return call.payloads.notifications([item])[0], {}


async def statuses(call: Call) -> Answer:
    wanted = list(dict.fromkeys(call.request.query_params.getlist("id[]")))
    if len(wanted) > STATUSES_AT_ONCE:
        raise invalid("too many ids")
    found = [timelines.find_status(call.store, call.account, key) for key in wanted]
    return call.payloads.statuses([item for item in found if item is not None]), {}


async def status(call: Call) -> Answer:
    return call.payloads.status(call.status()), {}


async def create(call: Call) -> Answer:
    key = call.request.headers.get("idempotency-key", "")
    made = posting.publish(call.store, call.platform, call.account, await call.form(), key)
    return call.payloads.status(made), {}


async def update(call: Call) -> Answer:
    item = posting.change(call.store, call.platform, call.account, call.own_status(), await call.form())
    return call.payloads.status(item), {}


async def delete(call: Call) -> Answer:
    """The status once more, with its text as it was typed in place of the HTML."""
    item = call.own_status()
    last_words = call.payloads.status(item) | {"text": item.text}
    del last_words["content"]
    delete_item(call.store, call.platform, item)
    return last_words, {}


async def context(call: Call) -> Answer:
    item = call.status()
    around = {
        "ancestors": timelines.above(call.store, item),
        "descendants": timelines.below(call.store, item),
    }
    return {name: call.payloads.statuses(found) for name, found in around.items()}, {}


async def status_history(call: Call) -> Answer:
    return call.payloads.editions(call.status()), {}


async def source(call: Call) -> Answer:
    item = call.own_status()
    return {"id": item.external_id, "text": item.text, "spoiler_text": item.extra.get("spoiler_text", "")}, {}


async def favourite(call: Call) -> Answer:
    return call.payloads.status(like_item(call.store, call.status(), True)), {}


async def unfavourite(call: Call) -> Answer:
    return call.payloads.status(like_item(call.store, call.status(), False)), {}


def _somebody(call: Call) -> Account | Person:
    wanted = call.request.path_params["id"]
    person = person_by_external_id(call.store, "mastodon", wanted)
    found = person if person and not person.is_deleted else account_by_external_id(call.store, "mastodon", wanted)
    if found is None:
        raise RECORD_NOT_FOUND
    return found


def _links(call: Call, ids: list[str]) -> dict[str, str]:
    """The ``Link`` header of a page, newest first: ``next`` is what is older, ``prev`` what is newer."""
    if not ids:
        return {}
    kept = [pair for pair in parse_qsl(call.request.url.query) if pair[0] not in PAGING]
    page = str(call.request.url.replace(query=""))
    links = (("max_id", ids[-1], "next"), ("min_id", ids[0], "prev"))
    return {
        "Link": ", ".join(f'<{page}?{urlencode([*kept, (name, key)])}>; rel="{rel}"' for name, key, rel in links),
    }
