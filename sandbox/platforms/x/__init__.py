"""X: its rules, and where its API is served."""

from typing import ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.platforms.base import Platform
from sandbox.platforms.x import api, problems
from sandbox.platforms.x.limits import WINDOW
from sandbox.platforms.x.text import mentions
from sandbox.records import Account, Fault, Item, Person
from sandbox.store import Store

_EPOCH = 1_288_834_974_657
"""Where X's ids begin to count milliseconds; an id is those, shifted past 22 bits of machine and sequence."""


class X(Platform):
    """X's API v2 for a company's own account."""

    name = "x"
    label = "X"
    origin = "https://api.twitter.com"
    kinds = ("mention", "post", "comment", "dm")
    edits_give_new_ids = True
    text_field = "text"
    time_field = "created_at"
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Mention", "answer": "Reply"}

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self)

    def forget_calls(self) -> None:
        WINDOW.forget()

    def number_floor(self, moment: int) -> int:
        return (moment - _EPOCH) << 22

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        return str(number)

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"X has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind == "comment" and not has_parent:
            return "a comment on X is a reply: it needs reply_to"
        if kind == "mention" and is_company and not has_parent:
            return "the company cannot mention itself: use kind post, or give reply_to"
        return None

    def text_as_published(
        self, account: Account, author: Person | None, kind: str, parent: Item | None, text: str
    ) -> str:
        """See to it that what is meant as a mention is one.

        X puts the handles of those answered in front of a reply. So does the sandbox for what consumers
        write, but not for a *comment* under somebody else's words: that one has left the company out, and may
        not be answered.
        """
        if author is None or kind == "dm" or mentions(text, account.handle):
            return text
        if kind == "comment" and parent is not None and not parent.is_company:
            return text
        return f"@{account.handle} {text}"

    def addresses(self, account: Account, kind: str, text: str) -> bool:
        return kind != "dm" and mentions(text, account.handle)

    def consumer_kind(self, parent: Item | None) -> str:
        return "mention"

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        return api.bearer_token(headers.get("authorization"))

    def faulty_answer(self, fault: Fault) -> Response:
        if fault.fault == "expired_token":
            return problems.UNAUTHORIZED.response()
        if fault.fault == "not_permitted":
            return problems.forbidden("You are not permitted to perform this action.").response()
        if fault.fault == "rate_limited":
            return problems.too_many_requests().response(WINDOW.spent_headers() if fault.headers else {})
        return problems.SERVICE_UNAVAILABLE.response()
