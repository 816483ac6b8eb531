"""Bluesky: its rules, and where its servers are played."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any, ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.platforms.base import Platform
from sandbox.platforms.bluesky import api, errors
from sandbox.platforms.bluesky.identifiers import did_for, full_handle, post_uri, tid, tid_number
from sandbox.platforms.bluesky.limits import WINDOWS
from sandbox.platforms.bluesky.sessions import SESSIONS, SETTINGS, app_password_in
from sandbox.platforms.bluesky.text import mentions, with_full_handle
from sandbox.records import Account, Fault, Item, Person
from sandbox.store import Store

_LISTS = ("notifications", "records", "posts")


class Bluesky(Platform):
    """The AT Protocol for a company's own account: its personal data server, with Bluesky's index behind it."""

    name = "bluesky"
    label = "Bluesky"
    origin = "https://bsky.social"
    kinds = ("mention", "post", "comment", "quote")
    text_field = "text"
    time_field = "createdAt"
    author_fields = ("author",)
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Mention", "answer": "Reply"}
    settings: ClassVar[dict[str, float]] = SETTINGS

    def __init__(self) -> None:
        # What `item_id` is not told: whose repository the item being written goes into, under which parent, and the key the
        # API's caller has chosen. `write_item` asks for the text and then for the id, in one breath.
        self._author_id = ""
        self._parent: Item | None = None
        self._key = ""

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self, self)

    def forget_calls(self) -> None:
        WINDOWS.forget()
        SESSIONS.forget()

    def secrets(self, account: Account) -> dict[str, str]:
        return {"handle": full_handle(account.handle), "app_password": account.token}

    def profile_id(self, role: str, key: str) -> str:
        return did_for(hashlib.sha256(f"{self.name}/{role}/{key.lower()}".encode()).digest())

    def number_floor(self, moment: int) -> int:
        return tid_number(moment)

    def stand_under(self, key: str) -> None:
        """Let the next post have this record key."""
        self._key = key

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        key, self._key = self._key or tid(number), ""
        return post_uri(self._author_id, key)

    def stands_alone(self, kind: str) -> bool:
        return kind == "quote"

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"Bluesky has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind in ("comment", "quote") and not has_parent:
            return f"a {kind} on Bluesky refers to a post: it needs reply_to"
        if kind == "mention" and is_company and not has_parent:
            return "the company cannot mention itself: use kind post, or give reply_to"
        return None

    def text_as_published(
        self, account: Account, author: Person | None, kind: str, parent: Item | None, text: str
    ) -> str:
        """See to it that what is meant as a mention is one: with the whole handle, which an app would have completed."""
        self._author_id, self._parent = author.external_id if author else account.external_id, parent
        if author is None:
            return text
        text = with_full_handle(text, account.handle)
        if kind == "mention" and not mentions(text, account.handle) and not (parent and parent.is_company):
            return f"@{full_handle(account.handle)} {text}"
        return text

    def addresses(self, account: Account, kind: str, text: str) -> bool:
        """Whoever is mentioned is told, and the authors of what is answered or quoted, a few posts up."""
        above = self._parent
        if mentions(text, account.handle):
            return True
        return above is not None and (above.is_company or (kind != "quote" and above.is_addressed))

    def consumer_kind(self, parent: Item | None) -> str:
        return "mention"

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return app_password_in(token)
        try:
            return str(json.loads(body)["password"])
        except (ValueError, KeyError, TypeError):
            return None

    def faulty_answer(self, fault: Fault) -> Response:
        if fault.fault == "expired_token":
            return errors.PasswordRevoked()
        if fault.fault == "not_permitted":
            return errors.FORBIDDEN.response()
        if fault.fault == "rate_limited":
            return errors.RATE_LIMITED.response(WINDOWS.spent_headers() if fault.headers else {})
        return errors.BROKEN.response()

    def listing(self, page: Any) -> list[Any] | None:
        found = (page.get(name) for name in _LISTS) if isinstance(page, dict) else iter(())
        return next((rows for rows in found if isinstance(rows, list)), None)

    def rows(self, page: Any) -> list[dict[str, Any]]:
        return [_Row(row) for row in self.listing(page) or [] if isinstance(row, dict)]


class _Row(dict[str, Any]):
    """A post in a list, flat, as the faults of single items want it; what is changed here is changed in the post."""

    _NAMES: ClassVar[dict[str, str]] = {"id": "uri", "author": "author"}

    def __init__(self, post: dict[str, Any]) -> None:
        self._post = post
        record = post.get("record", post.get("value"))
        self._record: dict[str, Any] = record if isinstance(record, dict) else {}
        super().__init__(dict(self._facts()))

    def _facts(self) -> Iterator[tuple[str, Any]]:
        yield from ((name, self._post[theirs]) for name, theirs in self._NAMES.items() if theirs in self._post)
        yield from ((name, self._record[name]) for name in ("text", "createdAt") if name in self._record)

    def __setitem__(self, name: str, value: Any) -> None:
        super().__setitem__(name, value)
        if name in self._NAMES:
            self._post[self._NAMES[name]] = value
        else:
            self._record[name] = value

    def pop(self, name: str, *default: Any) -> Any:
        self._post.pop(self._NAMES.get(name, ""), None)
        if name not in self._NAMES:
            self._record.pop(name, None)
        return super().pop(name, *default)
