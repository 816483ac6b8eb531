"""The control API: how the demo and the tests set the stage. It is never part of what a platform serves.

====== ==================== ===============================================================================
POST   /control/accounts    ``{platform, handle, name?, token?, audience?}`` -> the account; again: the same
GET    /control/accounts    ``{accounts: [...]}``
POST   /control/events      ``{events: [...], start: ISO time or null}`` -> ``{applied, known, refused, ids}``
GET    /control/items       ``?platform=&account=&after=&limit=`` -> ``{items: [...], after}``
GET    /control/counts      how much of everything there is
POST   /control/faults      ``{platform, account?, endpoint?, method?, fault, times?, variant?, item?, …}``
GET    /control/faults      ``{faults: [...]}``
DELETE /control/faults      all of them, or ``?platform=``; ``/control/faults/{id}``: that one
POST   /control/webhooks    ``{platform, account, url, secret, verify_token?}`` -> the webhook, once it is proven
GET    /control/webhooks    ``{webhooks: [...]}`` with what was delivered, failed, and is waiting
DELETE /control/webhooks    all of them; ``/control/webhooks/{id}``: that one
GET    /control/settings    ``{rate_limits: true, rate_limit_factor: 20, …}``
PUT    /control/settings    change any
DELETE /control/state       forget everything
====== ==================== ===============================================================================

A fault also takes ``seconds`` (of *slow*), ``headers`` (false: *rate_limited* without rate headers) and
``chance`` (0 to 1: how likely each matching call is hit).
``rate_limit_factor`` multiplies the platforms' real limits; it is 20 unless changed.
"""

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from sandbox import faults, moments
from sandbox.accounts import all_accounts, ensure_account, find_account
from sandbox.arrivals import apply_events
from sandbox.callers import is_from_another_site
from sandbox.inventory import counts, list_items
from sandbox.records import Account, Fault
from sandbox.registry import PLATFORMS
from sandbox.store import DEFAULT_SETTINGS, Store
from sandbox.webhooks import Unproven, add_webhook, all_webhooks, remove_webhooks, webhook_facts

Endpoint = Callable[[Store, Request], Awaitable[Any]]


class ControlError(Exception):
    """A request that makes no sense: answered 400 with ``{"error": …}``."""


def routes(store: Store) -> list[BaseRoute]:
    def route(path: str, method: str, endpoint: Endpoint) -> Route:
        async def serve(request: Request) -> Response:
            if is_from_another_site(request):
                return JSONResponse({"error": "not for other sites' pages"}, 403)
            try:
                return JSONResponse(await endpoint(store, request))
            except ControlError as error:
                return JSONResponse({"error": str(error)}, 400)

        return Route(f"/control/{path}", serve, methods=[method], name=f"control:{endpoint.__name__}")

    return [
        route("accounts", "POST", create_account),
        route("accounts", "GET", accounts),
        route("events", "POST", events),
        route("items", "GET", items),
        route("counts", "GET", count_everything),
        route("faults", "POST", create_fault),
        route("faults", "GET", standing_faults),
        route("faults", "DELETE", clear_faults),
        route("faults/{id:int}", "DELETE", clear_fault),
        route("webhooks", "POST", create_webhook),
        route("webhooks", "GET", standing_webhooks),
        route("webhooks", "DELETE", clear_webhooks),
        route("webhooks/{id:int}", "DELETE", clear_webhook),
        route("settings", "GET", settings),
        route("settings", "PUT", change_settings),
        route("state", "DELETE", wipe),
    ]


async def create_account(store: Store, request: Request) -> dict[str, Any]:
    body = await _body(request)
    platform = PLATFORMS[_platform(body.get("platform"))]
    handle = str(body.get("handle") or "").strip().lstrip("@")
    if not handle:
        raise ControlError("handle: expected text")
    token = body.get("token")
    other = next((a for a in all_accounts(store) if a.platform == platform.name and a.token == token), None)
    if other is not None and other.handle.lower() != handle.lower():
        raise ControlError(f"token: already the token of {other.handle}")
    account = ensure_account(store, platform, handle, name=body.get("name"), token=token, audience=body.get("audience"))
    return _account_facts(account)


async def accounts(store: Store, request: Request) -> dict[str, Any]:
    return {"accounts": [_account_facts(account) for account in all_accounts(store)]}


async def events(store: Store, request: Request) -> dict[str, Any]:
    body = await _body(request)
    if not isinstance(body.get("events"), list):
        raise ControlError("events: expected a list")
    try:
        start = None if body.get("start") is None else moments.parse_iso(str(body["start"]))
    except ValueError as error:
        raise ControlError(f"start: expected an ISO 8601 time or null, found {body['start']!r}") from error
    return asdict(apply_events(store, body["events"], start=start))


async def items(store: Store, request: Request) -> dict[str, Any]:
    query = request.query_params
    platform = _platform(query["platform"]) if query.get("platform") else None
    after, limit = _whole(query.get("after", "0"), "after"), _whole(query.get("limit", "500"), "limit")
    return list_items(store, platform=platform, handle=query.get("account") or None, after=after, limit=limit)


async def count_everything(store: Store, request: Request) -> dict[str, Any]:
    return counts(store)


async def create_fault(store: Store, request: Request) -> dict[str, Any]:
    body = await _body(request)
    platform, fault = _platform(body.get("platform")), body.get("fault")
    if fault not in faults.EXPLANATIONS:
        raise ControlError(f"fault: expected one of {', '.join(faults.EXPLANATIONS)}, found {fault!r}")
    variant = None if body.get("variant") is None else str(body["variant"])
    if fault == "malformed_item" and variant not in (None, *faults.VARIANTS):
        raise ControlError(f"variant: expected one of {', '.join(faults.VARIANTS)}, found {variant!r}")
    account, times, seconds = body.get("account"), body.get("times"), body.get("seconds", 0)
    if account is not None and find_account(store, platform, str(account)) is None:
        raise ControlError(f"account: {account!r} is not an account on {platform}")
    if times is not None and (not isinstance(times, int) or times < 1):
        raise ControlError(f"times: expected 1 or more, or null, found {times!r}")
    if not isinstance(seconds, int | float) or seconds < 0:
        raise ControlError(f"seconds: expected a number, found {seconds!r}")
    method = body.get("method")
    if method not in (None, *faults.METHODS):
        raise ControlError(f"method: expected one of {', '.join(faults.METHODS)}, or null, found {method!r}")
    chance = body.get("chance")
    if chance is not None and (isinstance(chance, bool) or not isinstance(chance, int | float) or not 0 <= chance <= 1):
        raise ControlError(f"chance: expected a number from 0 to 1, or null, found {chance!r}")
    standing = faults.add_fault(
        store,
        platform,
        fault,
        account=None if account is None else str(account).lstrip("@"),
        endpoint=body.get("endpoint"),
        method=method,
        variant=variant,
        item=body.get("item"),
        seconds=float(seconds),
        headers=body.get("headers", True) is not False,
        times=times,
        chance=None if chance is None else float(chance),
    )
    return _fault_facts(standing)


async def standing_faults(store: Store, request: Request) -> dict[str, Any]:
    return {"faults": [_fault_facts(fault) for fault in faults.all_faults(store)]}


async def clear_faults(store: Store, request: Request) -> dict[str, Any]:
    platform = request.query_params.get("platform")
    return {"cleared": faults.clear_faults(store, platform=_platform(platform) if platform else None)}


async def clear_fault(store: Store, request: Request) -> dict[str, Any]:
    return {"cleared": faults.clear_faults(store, request.path_params["id"])}


async def create_webhook(store: Store, request: Request) -> dict[str, Any]:
    body = await _body(request)
    platform = PLATFORMS[_platform(body.get("platform"))]
    account = find_account(store, platform.name, str(body.get("account") or ""))
    if account is None:
        raise ControlError(f"account: {body.get('account')!r} is not an account on {platform.name}")
    facts = {name: body.get(name, "") for name in ("url", "secret", "verify_token")}
    for name, value in facts.items():
        if not isinstance(value, str) or (name == "url" and not value.startswith(("http://", "https://"))):
            raise ControlError(f"{name}: expected {'an http address' if name == 'url' else 'text'}, found {value!r}")
    try:
        return webhook_facts(store, await add_webhook(store, platform, account, **facts))
    except Unproven as error:
        raise ControlError(str(error)) from error


async def standing_webhooks(store: Store, request: Request) -> dict[str, Any]:
    return {"webhooks": [webhook_facts(store, webhook) for webhook in all_webhooks(store)]}


async def clear_webhooks(store: Store, request: Request) -> dict[str, Any]:
    return {"cleared": remove_webhooks(store)}


async def clear_webhook(store: Store, request: Request) -> dict[str, Any]:
    return {"cleared": remove_webhooks(store, request.path_params["id"])}


async def settings(store: Store, request: Request) -> dict[str, Any]:
    factor = store.setting("rate_limit_factor")
    facts: dict[str, Any] = {
        "rate_limits": bool(store.setting("rate_limits")),
        "rate_limit_factor": int(factor) if factor.is_integer() else factor,
    }
    return facts | {name: store.setting(name, default) for name, default in _platform_settings().items()}


async def change_settings(store: Store, request: Request) -> dict[str, Any]:
    """Change settings; rate counting starts afresh, so that a new limit holds from the next call on."""
    changes = await _body(request)
    for name, value in changes.items():
        known = (*DEFAULT_SETTINGS, *_platform_settings())
        if name not in known:
            raise ControlError(f"{name}: expected one of {', '.join(known)}")
        if not isinstance(value, bool | int | float) or value < 0:
            raise ControlError(f"{name}: expected a number, found {value!r}")
    for name, value in changes.items():
        store.change_setting(name, value)
    _forget_calls()
    return dict(await settings(store, request))


async def wipe(store: Store, request: Request) -> dict[str, Any]:
    store.wipe()
    _forget_calls()
    return {"wiped": True}


def _platform_settings() -> dict[str, float]:
    return {name: default for platform in PLATFORMS.values() for name, default in platform.settings.items()}


def _forget_calls() -> None:
    for platform in PLATFORMS.values():
        platform.forget_calls()


def _account_facts(account: Account) -> dict[str, Any]:
    return {
        "platform": account.platform,
        "id": account.external_id,
        "handle": account.handle,
        "name": account.name,
        "token": account.token,
        "app_id": account.app_id,
        "base_url_path": PLATFORMS[account.platform].mount,
        "secrets": PLATFORMS[account.platform].secrets(account),
    }


def _fault_facts(fault: Fault) -> dict[str, Any]:
    return asdict(fault) | {"explanation": faults.EXPLANATIONS[fault.fault]}


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except ValueError as error:
        raise ControlError("expected a JSON object") from error
    if not isinstance(body, dict):
        raise ControlError("expected a JSON object")
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ControlError("expected text in UTF-8, found half of a surrogate pair") from error
    return body


def _platform(name: Any) -> str:
    if name not in PLATFORMS:
        raise ControlError(f"platform: expected one of {', '.join(PLATFORMS)}, found {name!r}")
    return str(name)


def _whole(given: str, name: str) -> int:
    if not given.isascii() or not given.isdigit():
        raise ControlError(f"{name}: expected a whole number, found {given!r}")
    return int(given)
