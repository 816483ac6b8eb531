"""The sandbox's blog against a real one: the same calls are answered alike."""

from collections.abc import Iterator
from typing import Any

import pytest
import requests

from tests.conftest import Sandbox
from tests.real.wordpress.server import Blog, running_blog
from tests.real.wordpress.stage import COMPANY_USER, BlogStage

pytestmark = pytest.mark.real

LIST = "/wp/v2/comments"
FIELDS = "id,post,parent,author,author_name,author_email,date_gmt,content,link,status,type,_links,_embedded"
# What stands on both blogs, by the names the calls below use.
CAST = ("asks", "held", "spam", "binned", "answer", "deleted")
GETS: list[tuple[str, dict[str, str]]] = [
    ("/wp/v2/users/me", {"context": "edit", "_fields": "id,username,name,slug"}),
    (LIST, {"context": "edit", "status": "all", "_fields": FIELDS, "_embed": "up"}),
    (LIST, {"context": "edit", "status": "all", "_fields": FIELDS}),
    (LIST, {"context": "edit", "status": "all", "_fields": "id,content.raw"}),
    (LIST, {"context": "edit", "status": "any", "orderby": "id", "order": "asc"}),
    *(
        (LIST, {"context": "edit", "status": status})
        for status in ("approve", "hold", "spam", "trash", "approve,hold", "x")
    ),
    (LIST, {}),
    (LIST, {"status": "all", "per_page": "2"}),
    (LIST, {"status": "all", "per_page": "2", "page": "2"}),
    (LIST, {"status": "all", "per_page": "2", "page": "9"}),
    (LIST, {"status": "all", "per_page": "2", "offset": "1"}),
    (LIST, {"status": "all", "per_page": "2", "offset": "0", "page": "2"}),
    (LIST, {"status": "all", "offset": "99"}),
    (LIST, {"per_page": "101"}),
    (LIST, {"per_page": "0"}),
    (LIST, {"per_page": "x"}),
    (LIST, {"page": "0"}),
    (LIST, {"context": "all"}),
    (LIST, {"order": "up"}),
    (LIST, {"orderby": "karma"}),
    (LIST, {"after": "yesterday"}),
    (LIST, {"status": "all", "after": "2000-01-01T00:00:00Z"}),
    (LIST, {"status": "all", "before": "2000-01-01T00:00:00Z"}),
    (LIST, {"status": "any", "include": "{asks},{spam},{binned},{deleted},999999"}),
    (LIST, {"status": "any", "include": "x"}),
    (LIST, {"status": "all", "exclude": "{asks}"}),
    (LIST, {"status": "any", "parent": "{asks}"}),
    (LIST, {"status": "any", "parent": "0"}),
    (LIST, {"status": "any", "author": "{user}"}),
    (LIST, {"status": "any", "author": "999999"}),
    (LIST, {"status": "all", "post": "{post}"}),
    *((f"{LIST}/{{{name}}}", {"context": "edit"}) for name in CAST),
    (f"{LIST}/{{asks}}", {}),
    (f"{LIST}/999999", {"context": "edit"}),
    (f"{LIST}/0", {}),
    ("/wp/v2/posts/{post}", {"_fields": "id,title,link,type"}),
    ("/wp/v2/posts/999999", {}),
    ("/wp/v2/nothing", {}),
]
WRITES: list[tuple[str, str, dict[str, Any]]] = [
    ("POST", LIST, {"post": "{post}", "parent": "{asks}", "content": "At ten."}),
    ("POST", LIST, {"post": "{post}", "parent": "{asks}", "content": "At nine."}),
    ("POST", LIST, {"post": "{post}", "parent": "{asks}", "content": " At nine. "}),
    ("POST", LIST, {"post": "{post}", "parent": "{asks}", "content": {"raw": "At nine."}}),
    ("POST", LIST, {"post": "{post}", "parent": "{held}", "content": "At nine."}),
    ("POST", LIST, {"post": "{post}", "parent": "{asks}", "content": "\\o/"}),
    ("POST", LIST, {"post": "{post}", "parent": "{deleted}", "content": "At nine."}),
    ("POST", LIST, {"post": "{post}", "content": "To all."}),
    ("POST", LIST, {"post": "{post}", "parent": "{asks}", "content": "  "}),
    ("POST", LIST, {"post": "{post}", "parent": "{asks}"}),
    ("POST", LIST, {"post": "{post}", "parent": "{asks}", "content": "é" * 32_763}),
    ("POST", LIST, {"post": 999_999, "content": "At nine."}),
    ("POST", LIST, {"content": "At nine."}),
    ("POST", f"{LIST}/{{held}}", {"status": "approved"}),
    ("POST", f"{LIST}/{{asks}}", {"status": "approved"}),
    ("POST", f"{LIST}/{{asks}}", {"status": "hold"}),
    ("POST", f"{LIST}/{{asks}}", {"status": "hold", "author_ip": "203.0.113.8", "author_user_agent": "Other"}),
    ("POST", f"{LIST}/{{asks}}", {"status": "elsewhere"}),
    ("POST", f"{LIST}/{{asks}}", {"status": "spam"}),
    ("POST", f"{LIST}/{{spam}}", {"status": "spam"}),
    ("POST", f"{LIST}/{{binned}}", {"status": "approved"}),
    ("POST", f"{LIST}/{{asks}}", {"content": "Is it very late?"}),
    ("POST", f"{LIST}/{{asks}}", {"content": ""}),
    ("POST", f"{LIST}/999999", {"status": "hold"}),
    ("DELETE", f"{LIST}/{{asks}}", {}),
    ("DELETE", f"{LIST}/{{binned}}", {}),
    ("DELETE", f"{LIST}/{{asks}}", {"force": True}),
    ("DELETE", f"{LIST}/{{deleted}}", {}),
]


class Side:
    """One of the two blogs, with the same cast on it."""

    def __init__(self, url: str, user: tuple[str, str], names: dict[str, str]) -> None:
        self.url, self.user, self.names = url, user, names

    def ask(self, method: str, route: str, facts: dict[str, Any], *, nobody: bool = False) -> dict[str, Any]:
        """What is answered, in terms that are the same on both."""
        given = {name: self._meant(value) for name, value in facts.items()}
        how: dict[str, Any] = {"params": given} if method == "GET" else {"json": given}
        auth = None if nobody else self.user
        address = f"{self.url}/wp-json{self._meant(route)}"
        answer = requests.request(method, address, auth=auth, timeout=30, **how)
        body = answer.json()
        told = {name: answer.headers.get(name) for name in ("X-WP-Total", "X-WP-TotalPages")}
        links = sorted(part.split("rel=")[1] for part in answer.headers.get("Link", "").split(", ") if "page=" in part)
        return {"status": answer.status_code, **told, "links": links, "body": self._shape(body)}

    def _meant(self, value: Any) -> Any:
        """Names in braces stand for this side's numbers."""
        if not isinstance(value, str):
            return value
        return int(self.names["post"]) if value == "{post}" else value.format_map(self.names)

    def _shape(self, body: Any) -> Any:
        if isinstance(body, list):
            return [self._shape(entry) for entry in body]
        if "code" in body:
            return {"code": body["code"], "status": body["data"]["status"]}
        known = {int(number): name for name, number in self.names.items() if name not in ("post", "user")}
        shown: dict[str, Any] = {"fields": sorted(body)}
        for name in ("id", "parent") if body.get("type") == "comment" else ():
            shown[name] = known.get(body.get(name), "new" if body.get(name) else 0)
        for name in (
            "status",
            "type",
            "content",
            "title",
            "username",
            "author_name",
            "author_ip",
            "author_user_agent",
            "deleted",
        ):
            shown[name] = body.get(name)
        post = (body.get("_embedded") or {}).get("up", [None])[0]
        shown["post"] = post and (post["title"], sorted(set(post) - {"_links"}))
        return shown


@pytest.fixture(scope="module")
def blog() -> Iterator[Blog]:
    with running_blog() as running:
        yield running


@pytest.fixture
def real(blog: Blog) -> Side:
    stage = BlogStage(blog)
    ids = {name: stage.write(f"{name} 'here' & <there>", by=name.title()) for name in CAST if name != "answer"}
    ids["answer"] = stage.answer_natively(ids["asks"], "At nine.")
    blog.tell("status", id=ids["held"], status="hold")
    blog.tell("status", id=ids["spam"], status="spam")
    blog.tell("delete", id=ids["binned"], into_bin=True)
    blog.tell("delete", id=ids["deleted"])
    user = stage.connector().check().external_id.partition("@")[0]
    return Side(blog.url, (COMPANY_USER, blog.passwords[COMPANY_USER]), {**ids, "post": stage.post, "user": user})


@pytest.fixture
def played(sandbox: Sandbox) -> Side:
    account = sandbox.control("POST", "accounts", platform="wordpress", handle=COMPANY_USER, name="Harbour Line")
    facts = {"at": 0, "platform": "wordpress", "account": COMPANY_USER, "kind": "comment"}
    post = {**facts, "kind": "post", "id": "post", "author": None, "text": "We sail again\nFrom Monday."}
    status = {"held": "hold", "spam": "spam"}
    events = [
        {**facts, "id": name, "author": {"id": name, "name": name.title()}, "reply_to": "post", "text": f"{name} 'here' & <there>", "extra": {"status": status.get(name)}}
        for name in CAST if name != "answer"
    ]  # fmt: skip
    answer = {**facts, "id": "answer", "author": None, "reply_to": "asks", "text": "At nine."}
    ids = sandbox.play(post, *events, answer, {"delete": "deleted", "at": 0})
    names = {**ids, "post": ids["post"].removeprefix("post-"), "user": account["id"].partition("@")[0]}
    side = Side(f"{sandbox.url}{account['base_url_path']}", (COMPANY_USER, account["token"]), names)
    assert side.ask("DELETE", f"{LIST}/{{binned}}", {})["status"] == 200
    return side


def test_everything_that_can_be_asked_is_answered_alike(real: Side, played: Side) -> None:
    found = [
        (route, params, "nobody" if nobody else "we", difference)
        for route, params in GETS
        for nobody in (False, True)
        if not (nobody and is_public(route, params))
        for difference in differences(
            played.ask("GET", route, params, nobody=nobody), real.ask("GET", route, params, nobody=nobody)
        )
    ]
    assert not found, "\n".join(map(str, found))


def test_every_write_is_answered_alike_and_leaves_the_same(real: Side, played: Side) -> None:
    found = []
    everything = ("GET", LIST, {"context": "edit", "status": "any", "orderby": "id"})
    for write in WRITES:
        for nobody in (True, False):
            told = differences(played.ask(*write, nobody=nobody), real.ask(*write, nobody=nobody))
            found += [(write, "nobody" if nobody else "we", difference) for difference in told]
        found += [
            (write, "left", difference) for difference in differences(played.ask(*everything), real.ask(*everything))
        ]
    assert not found, "\n".join(map(str, found))


def is_public(route: str, params: dict[str, str]) -> bool:
    """What a real blog tells anybody: there is one behind its address, and many behind the sandbox's."""
    is_closed = params.get("context") == "edit" or params.get("status", "approve") != "approve"
    return not is_closed and not route.endswith("/me")


def differences(here: Any, there: Any, path: str = "") -> list[str]:
    """Where two answers differ."""
    if isinstance(here, dict) and isinstance(there, dict):
        names = sorted({*here, *there})
        return [found for name in names for found in differences(here.get(name), there.get(name), f"{path}.{name}")]
    if isinstance(here, list) and isinstance(there, list) and len(here) == len(there):
        pairs = enumerate(zip(here, there, strict=True))
        return [found for place, (one, other) in pairs for found in differences(one, other, f"{path}[{place}]")]
    return [] if here == there else [f"{path}: {here!r:.300} in the sandbox, really {there!r:.300}"]
