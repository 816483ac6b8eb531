"""Facebook Pages: their rules, and where the Graph API is served."""

from typing import ClassVar
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.platforms.base import Platform
from sandbox.platforms.facebook import api, errors
from sandbox.platforms.facebook.usage import USAGE
from sandbox.records import Account, Fault, Item
from sandbox.store import Store


class Facebook(Platform):
    """The Graph API for a company's own Page."""

    name = "facebook"
    label = "Facebook"
    origin = "https://graph.facebook.com"
    kinds = ("post", "comment", "dm")
    handles_are_unique = False
    deletes_what_hangs_below = True
    max_depth = 2
    text_field = "message"
    time_field = "created_time"
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Visitor post", "answer": "Comment"}

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self)

    def forget_calls(self) -> None:
        USAGE.forget()

    def number_floor(self, moment: int) -> int:
        """Graph ids only have to grow; hundredths of a millisecond leave room and give 15 digits."""
        return moment * 100

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        """``{page}_{n}`` for a post; ``{n of the post}_{n}`` for a comment, however deep it hangs."""
        return f"{account.external_id}_{number}" if root is None else f"{root.position}_{number}"

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"Facebook has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind == "comment" and not has_parent:
            return "a comment on Facebook stands under something: it needs reply_to"
        if kind == "post" and has_parent:
            return "a post on Facebook answers nothing: use kind comment for an answer"
        return None

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        form = body if "urlencoded" in headers.get("content-type", "") else b""
        for params in (parse_qs(query), parse_qs(form.decode("utf-8", "replace"))):
            if params.get("access_token"):
                return params["access_token"][0]
        return api.bearer_token(headers.get("authorization"))

    def faulty_answer(self, fault: Fault) -> Response:
        code = int(fault.variant) if fault.variant and fault.variant.isdigit() else None
        if fault.fault == "expired_token":
            return errors.bad_token().response()
        if fault.fault == "not_permitted":
            return errors.not_permitted(code or 200).response()
        if fault.fault == "rate_limited":
            page = self.profile_id("account", fault.account or "")
            return errors.limit_reached(code or 32).response(USAGE.spent_headers(page) if fault.headers else {})
        return errors.unexpected().response()
