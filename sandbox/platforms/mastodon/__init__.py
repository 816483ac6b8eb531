"""Mastodon: its rules, and where its API is served."""

from typing import Any, ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.platforms.base import Platform
from sandbox.platforms.mastodon import api, problems
from sandbox.platforms.mastodon.limits import THROTTLES
from sandbox.platforms.mastodon.text import MAX_CHARACTERS, names
from sandbox.records import Account, Fault, Item, Person
from sandbox.store import Store


class Mastodon(Platform):
    """One Mastodon server (its API as of 4.5) that the company's account lives on.

    ``extra`` of an item: ``visibility`` (public unless said; a *dm* is direct), ``spoiler_text``, ``poll`` (a list of
    options), ``filtered`` (the account's notification policy sets it aside). A handle with a server in it
    (``dora@elsewhere.example``) is somebody from there.
    """

    name = "mastodon"
    label = "Mastodon"
    origin = "https://mastodon.example"
    kinds = ("mention", "post", "comment", "dm")
    text_field = "content"
    time_field = "created_at"
    author_fields = ("account",)
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Mention", "answer": "Reply"}
    private_kind = "dm"
    settings: ClassVar[dict[str, float]] = {"mastodon_max_characters": MAX_CHARACTERS}

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self)

    def forget_calls(self) -> None:
        THROTTLES.forget()

    def number_floor(self, moment: int) -> int:
        """A status's id is the time in milliseconds and 16 bits of a sequence."""
        return moment << 16

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        return str(number)

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"Mastodon has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind == "comment" and not has_parent:
            return "a comment on Mastodon is a reply: it needs reply_to"
        if kind == "mention" and is_company and not has_parent:
            return "the company cannot mention itself: use kind post, or give reply_to"
        return None

    def is_private(self, item: Item) -> bool:
        return item.kind == "dm" or item.extra.get("visibility") == "direct"

    def joins_private_thread(self, kind: str) -> bool:
        """A private mention is a status like any other: its thread is what it answers."""
        return False

    def text_as_published(
        self, account: Account, author: Person | None, kind: str, parent: Item | None, text: str
    ) -> str:
        """See to it that what is meant as a mention is one.

        Mastodon's composer puts the name of whoever is answered in front; so does the sandbox for what consumers
        write, but not for a *comment* under somebody else's words: that one leaves the company out.
        """
        if author is None or names(text, account.handle):
            return text
        if kind == "comment" and parent is not None and not parent.is_company:
            return text
        return f"@{account.handle} {text}"

    def addresses(self, account: Account, kind: str, text: str) -> bool:
        return names(text, account.handle)

    def consumer_kind(self, parent: Item | None) -> str:
        return "dm" if parent is not None and self.is_private(parent) else "mention"

    def company_kind(self, parent: Item | None) -> str:
        if parent is None:
            return "post"
        return "dm" if self.is_private(parent) else "comment"

    def rows(self, page: Any) -> list[dict[str, Any]]:
        """Statuses; in a list of notifications, those that are told of."""
        rows = super().rows(page)
        return [row["status"] if isinstance(row.get("status"), dict) else row for row in rows]

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        return api.bearer_token(headers.get("authorization"))

    def faulty_answer(self, fault: Fault) -> Response:
        if fault.fault == "expired_token":
            return problems.BAD_TOKEN.response()
        if fault.fault == "not_permitted":
            return problems.OUT_OF_SCOPE.response()
        if fault.fault == "rate_limited":
            return problems.TOO_MANY.response(THROTTLES.spent_headers() if fault.headers else {})
        return problems.TROUBLE.response()
