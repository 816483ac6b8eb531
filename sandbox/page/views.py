"""The customer's page: choose a platform and a company, read what stands there, write as anyone.

Every deed is an ordinary form; the page's script only brings in what is new.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox import faults
from sandbox.accounts import all_accounts, ensure_account, find_account
from sandbox.callers import is_from_another_site
from sandbox.items import delete_item, edit_item, item_by_external_id, write_item
from sandbox.page.timeline import read_timeline
from sandbox.page.weather_orders import ORDERS, describe, find_order
from sandbox.people import ensure_person, handle_from, people_on, person_by_name
from sandbox.platforms.base import Platform
from sandbox.records import Account, Item, Person
from sandbox.registry import PLATFORMS
from sandbox.store import Store

_HERE = Path(__file__).parent
_templates = Environment(
    loader=FileSystemLoader(_HERE / "templates"),
    autoescape=select_autoescape(["html"]),
    trim_blocks=True,
    lstrip_blocks=True,
)

Deed = Callable[[Store, "Stage", FormData], Item | None]


class Mistake(Exception):
    """Something in a form that cannot be; told at the top of the page, with the form as it was."""


class Stage:
    """Which platform and company the page is looking at."""

    def __init__(self, store: Store, wanted: Any) -> None:
        self.accounts = all_accounts(store)
        names = {account.platform for account in self.accounts}
        chosen = str(wanted.get("platform") or "")
        if chosen not in PLATFORMS:
            chosen = next((name for name in PLATFORMS if name in names), next(iter(PLATFORMS)))
        self.platform: Platform = PLATFORMS[chosen]
        self.account: Account | None = find_account(store, chosen, str(wanted.get("account") or ""))
        if self.account is None:
            self.account = next((account for account in self.accounts if account.platform == chosen), None)

    def url(self, **more: str) -> str:
        query = {"platform": self.platform.name}
        if self.account:
            query["account"] = self.account.handle
        return "/?" + urlencode(query | {name: value for name, value in more.items() if value})


def routes(store: Store) -> list[BaseRoute]:
    def deed(path: str, do: Deed) -> Route:
        async def serve(request: Request) -> Response:
            return await _do(store, request, do)

        return Route(path, serve, methods=["POST"], name=f"page:{do.__name__}")

    async def page(request: Request) -> Response:
        return _page(store, request)

    async def fragment(request: Request) -> Response:
        stage = Stage(store, request.query_params)
        return HTMLResponse(_templates.get_template("_timeline.html").render(_context(store, request, stage)))

    return [
        Route("/", page),
        Route("/timeline", fragment),
        deed("/write", write),
        deed("/edit", edit),
        deed("/delete", delete),
        deed("/weather", order_weather),
        deed("/accounts", add_account),
        Mount("/static", app=StaticFiles(directory=_HERE / "static")),
    ]


def write(store: Store, stage: Stage, form: FormData) -> Item:
    """A mention, post, comment or reply; as a person, or with the company's own hand."""
    account = _account(stage)
    text = _text(form)
    is_company = bool(form.get("as_company"))
    parent = _item(store, stage, form, "reply_to") if form.get("reply_to") else None
    if parent is not None and parent.is_deleted:
        raise Mistake("What you answer has been deleted.")
    author = None if is_company else _writer(store, stage.platform, form)
    kind = stage.platform.company_kind(parent) if is_company else stage.platform.consumer_kind(parent)
    if parent is not None and stage.platform.is_private(parent):
        kind = parent.kind
    elif form.get("in_private") and parent is None and stage.platform.private_kind:
        if is_company:
            raise Mistake("Nobody has written in private yet: answer somebody's message.")
        kind = stage.platform.private_kind
    with store.transaction():
        return write_item(store, stage.platform, account, kind=kind, author=author, text=text, parent=parent)


def edit(store: Store, stage: Stage, form: FormData) -> Item:
    item = _item(store, stage, form, "id")
    if item.is_deleted:
        raise Mistake("That has been deleted.")
    return edit_item(store, stage.platform, _account(stage), item, _text(form))


def delete(store: Store, stage: Stage, form: FormData) -> None:
    delete_item(store, stage.platform, _item(store, stage, form, "id"))


def order_weather(store: Store, stage: Stage, form: FormData) -> None:
    """Put up a fault for this company, or take one (or all of this platform's) away."""
    if form.get("clear"):
        chosen = str(form["clear"])
        faults.clear_faults(store, int(chosen) if chosen.isdigit() else None, stage.platform.name)
        return
    order = find_order(str(form.get("order")))
    if order is None:
        raise Mistake("There is no such weather.")
    faults.add_fault(store, stage.platform.name, account=_account(stage).handle, **order.fault)


def add_account(store: Store, stage: Stage, form: FormData) -> None:
    name = str(form.get("name") or "").strip()
    handle = str(form.get("handle") or "").strip().lstrip("@") or handle_from(name)
    if not name:
        raise Mistake("Give the company a name.")
    stage.account = ensure_account(store, stage.platform, handle, name=name)


async def _do(store: Store, request: Request, do: Deed) -> Response:
    """Do it and go back to the page, so that a reload does not do it again."""
    if is_from_another_site(request):
        return Response("Only this page's own forms may write here.", 403)
    form = await request.form()
    stage = Stage(store, form)
    try:
        item = do(store, stage, form)
    except Mistake as mistake:
        return _page(store, request, stage, notice=str(mistake), form=form, status=400)
    target = stage.url(name="" if form.get("as_company") else str(form.get("name") or ""))
    if do is order_weather:
        target = stage.url(weather="open")
    return RedirectResponse(target + (f"#item-{item.external_id}" if item else ""), 303)


def _page(
    store: Store,
    request: Request,
    stage: Stage | None = None,
    *,
    notice: str = "",
    form: FormData | None = None,
    status: int = 200,
) -> Response:
    stage = stage or Stage(store, request.query_params)
    context = _context(store, request, stage)
    context |= {
        "notice": notice,
        "form": form or {},
        "people": people_on(store, stage.platform.name),
        "orders": ORDERS,
        "standing": [
            {"id": fault.id, "words": describe(fault)} for fault in faults.all_faults(store, stage.platform.name)
        ],
        "weather_is_open": "weather" in request.query_params,
    }
    return HTMLResponse(_templates.get_template("page.html").render(context), status)


def _context(store: Store, request: Request, stage: Stage) -> dict[str, Any]:
    before = request.query_params.get("before", "")
    timeline = None
    if stage.account is not None:
        timeline = read_timeline(store, stage.platform, stage.account, before=int(before) if before.isdigit() else None)
    return {
        "stage": stage,
        "platforms": PLATFORMS.values(),
        "timeline": timeline,
        "before": before,
        "name": request.query_params.get("name", ""),
    }


def _account(stage: Stage) -> Account:
    if stage.account is None:
        raise Mistake("There is no company on this platform yet.")
    return stage.account


def _item(store: Store, stage: Stage, form: FormData, role: str) -> Item:
    item = item_by_external_id(store, stage.platform.name, str(form.get(role) or ""))
    if item is None or item.account_id != _account(stage).id:
        raise Mistake("That is no longer there.")
    return item


def _text(form: FormData) -> str:
    text = str(form.get("text") or "").replace("\r\n", "\n").strip()
    if not text:
        raise Mistake("Write something first.")
    return text


def _writer(store: Store, platform: Platform, form: FormData) -> Person:
    """The person named in the form: someone known, by name or handle, or someone new."""
    name = " ".join(str(form.get("name") or "").split())
    followers = str(form.get("followers") or "").strip()
    if not name:
        raise Mistake("Say who writes: pick somebody or type a name.")
    if followers and not (followers.isascii() and followers.isdigit()):
        raise Mistake("Followers: a whole number, or nothing.")
    known = person_by_name(store, platform.name, name)
    if known is not None and not followers:
        return known
    handle = known.handle if known else handle_from(name)
    return ensure_person(
        store,
        platform,
        alias=(known.alias if known else None) or f"page:{name.casefold()}",
        handle=handle,
        name=known.name if known else name,
        audience=int(followers) if followers else None,
    )
