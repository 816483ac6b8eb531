"""A call to the Graph API, from the request to the answer: version, parameters, token, budget, errors."""

import hashlib
import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox.accounts import account_by_token
from sandbox.items import item_by_external_id
from sandbox.platforms.base import Platform
from sandbox.platforms.graph.errors import (
    GraphError,
    bad_parameter,
    bad_token,
    limit_reached,
    no_such_object,
    no_token,
    trace_id,
    unsupported_version,
)
from sandbox.platforms.graph.fields import Field, parse_fields
from sandbox.platforms.graph.usage import Usage
from sandbox.records import Account, Item
from sandbox.store import Store

OLDEST, NEWEST = 21, 26


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
    def fields(self) -> list[Field]:
        return parse_fields(self.params.get("fields", ""))

    def item(self, object_id: str, *kinds: str) -> Item:
        """An item of this account, of one of these kinds where any are named; else it does not exist for this token."""
        item = item_by_external_id(self.store, self.platform.name, object_id)
        is_there = item is not None and not item.is_deleted and item.account_id == self.account.id
        if item is None or not is_there or (kinds and item.kind not in kinds):
            raise no_such_object(self.method, object_id)
        return item

    def is_account(self, object_id: str) -> bool:
        return object_id in ("me", self.account.external_id, self.account.handle)


Answer = Callable[[Call, list[str]], Any]


def bearer_token(authorization: str | None) -> str | None:
    scheme, _, token = (authorization or "").partition(" ")
    return token.strip() if scheme.lower() in ("bearer", "oauth") and token.strip() else None


def routes(store: Store, platform: Platform, answer: Answer, usage: Usage) -> list[BaseRoute]:
    """One route for everything, for Graph's paths are ids."""

    async def serve(request: Request) -> Response:
        headers = {"facebook-api-version": f"v{NEWEST}.0", "x-fb-trace-id": trace_id()}
        try:
            version, parts = _split(request.path_params["path"])
            headers["facebook-api-version"] = version
            params = {**request.query_params, **await _form(request)}
            account = _authenticate(store, platform, params.pop("access_token", None), request)
            _check_proof(platform, account, params.pop("appsecret_proof", None))
            is_within, told = usage.spend(store, account)
            headers |= told
            if not is_within:
                raise limit_reached()
            path = "/" + "/".join((version, *parts))
            call = Call(store, platform, account, request.method, version, path, params)
            return JSONResponse(answer(call, parts), headers=headers)
        except GraphError as error:
            return error.response(headers)

    return [Route("/{path:path}", serve, methods=["GET", "POST", "DELETE"], name=platform.name)]


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


def _authenticate(store: Store, platform: Platform, given: str | None, request: Request) -> Account:
    token = given or bearer_token(request.headers.get("authorization"))
    if not token:
        raise no_token()
    account = account_by_token(store, platform.name, token)
    if account is None:
        raise bad_token()
    return account


def _check_proof(platform: Platform, account: Account, proof: str | None) -> None:
    """A call may come without; a wrong proof is refused."""
    secret = platform.secrets(account)["app_secret"]
    expected = hmac.new(secret.encode(), account.token.encode(), hashlib.sha256).hexdigest()
    if proof is not None and not hmac.compare_digest(proof.encode(), expected.encode()):
        raise GraphError("Invalid appsecret_proof provided in the API argument", 100, kind="GraphMethodException")
