"""X: its rules, and where its API is served."""

from collections.abc import Mapping
from typing import Any, ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.platforms.base import Platform
from sandbox.platforms.x import api, problems, pushing, tokens
from sandbox.platforms.x.calls import bearer_token
from sandbox.platforms.x.limits import WINDOW
from sandbox.platforms.x.text import mentions
from sandbox.platforms.x.timelines import EPOCH
from sandbox.records import Account, Change, Fault, Item, Person, Webhook
from sandbox.store import Store


class X(Platform):
    """X's API v2 for a company's own account.

    A *talk* is a post about the company that does not call it, found by searching alone; a *quote* is a post of its
    own around the one it answers.
    """

    name = "x"
    label = "X"
    origin = "https://api.twitter.com"
    kinds = ("mention", "post", "comment", "quote", "talk", "dm")
    edits_give_new_ids = True
    text_field = "text"
    time_field = "created_at"
    private_kind = "dm"
    settings: ClassVar[dict[str, float]] = {"x_likes": 1.0}
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Mention", "answer": "Reply"}

    def secrets(self, account: Account) -> dict[str, str]:
        return tokens.app_secrets(account) | {"search_words": f'"{account.name}"'.replace("\\", "")}

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self)

    def forget_calls(self) -> None:
        WINDOW.forget()

    def number_floor(self, moment: int) -> int:
        return (moment - EPOCH) << 22

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        return str(number)

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"X has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind == "comment" and not has_parent:
            return "a comment on X is a reply: it needs reply_to"
        if kind == "mention" and is_company and not has_parent:
            return "the company cannot mention itself: use kind post, or give reply_to"
        if kind == "quote" and not has_parent:
            return "a quote on X is around another post: it needs reply_to"
        if kind == "talk" and (is_company or has_parent):
            return "a talk on X is by somebody else and answers nothing"
        if kind == "dm" and is_company and not has_parent:
            return "the company writes to somebody in private: give reply_to"
        return None

    def stands_alone(self, kind: str) -> bool:
        return kind == "quote"

    def text_as_published(
        self, account: Account, author: Person | None, kind: str, parent: Item | None, text: str
    ) -> str:
        """See to it that what is meant as a mention is one.

        X puts the handles of those answered in front of a reply. So does the sandbox for what consumers
        write, but not for a *comment* under somebody else's words: that one has left the company out, and may
        not be answered.
        """
        if author is None or kind in ("dm", "quote", "talk") or mentions(text, account.handle):
            return text
        if kind == "comment" and parent is not None and not parent.is_company:
            return text
        return f"@{account.handle} {text}"

    def addresses(self, account: Account, kind: str, text: str) -> bool:
        return kind != "dm" and mentions(text, account.handle)

    def consumer_kind(self, parent: Item | None) -> str:
        return "mention"

    def put_in_front(self, page: Any, earlier: Any) -> bool:
        """The rows of a page name their authors in its ``includes``."""
        if not super().put_in_front(page, earlier):
            return False
        here = page.setdefault("includes", {})
        for name, found in (earlier.get("includes") or {}).items():
            known = {str(one) for one in here.get(name, [])}
            here[name] = here.get(name, []) + [one for one in found if str(one) not in known]
        return True

    def challenge(self, webhook: Webhook) -> dict[str, str]:
        return pushing.challenge()

    def is_proven(self, webhook: Webhook, query: Mapping[str, str], body: bytes) -> bool:
        return pushing.is_proven(webhook.secret, query, body)

    def pushes(self, store: Store, account: Account, change: Change) -> list[bytes]:
        return pushing.bodies(store, account, change)

    def sign(self, secret: str, body: bytes) -> dict[str, str]:
        return {pushing.SIGNATURE: pushing.signature(secret, body)}

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        return bearer_token(headers.get("authorization"))

    def faulty_answer(self, fault: Fault) -> Response:
        if fault.fault == "expired_token":
            return problems.UNAUTHORIZED.response()
        if fault.fault == "not_permitted":
            return problems.forbidden("You are not permitted to perform this action.").response()
        if fault.fault == "rate_limited":
            return problems.too_many_requests().response(WINDOW.spent_headers() if fault.headers else {})
        return problems.SERVICE_UNAVAILABLE.response()
