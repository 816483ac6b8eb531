"""A WordPress blog: its rules, and where its REST API is served."""

from typing import Any, ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.platforms.base import Platform
from sandbox.platforms.wordpress import api, errors
from sandbox.platforms.wordpress.signin import basic_credentials
from sandbox.records import Account, Fault, Item
from sandbox.store import Store


class WordPress(Platform):
    """A company's own blog. All blogs stand under one address; who asks decides which is meant.

    A comment that answers nothing stands under the post every new blog begins with.
    """

    name = "wordpress"
    label = "WordPress"
    origin = "https://blog.invalid"
    kinds = ("post", "comment")
    handles_are_unique = False
    text_field = "content"
    time_field = "date_gmt"
    author_fields: ClassVar[tuple[str, ...]] = ("author", "author_name", "author_email")
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Comment", "answer": "Reply"}
    settings: ClassVar[dict[str, float]] = {api.PLAIN_PERMALINKS: 0.0}

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self)

    def forget_calls(self) -> None:
        """WordPress counts no calls."""

    def number_floor(self, moment: int) -> int:
        """Comments and posts are numbered from a small number on; 1 is the post every blog begins with."""
        return 2

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        """WordPress numbers posts and comments apart; here the word in front tells them apart."""
        return f"post-{number}" if kind == "post" else str(number)

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"WordPress has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind == "post" and has_parent:
            return "a post on a blog answers nothing: use kind comment for an answer"
        if kind == "post" and not is_company:
            return "only the company writes posts on its blog: use kind comment"
        return None

    def consumer_kind(self, parent: Item | None) -> str:
        return "comment"

    def secrets(self, account: Account) -> dict[str, str]:
        return {"username": account.handle, "application_password": account.token}

    def profile_id(self, role: str, key: str) -> str:
        """A user's number counts within a blog, so that the blog is part of who they are."""
        number = super().profile_id(role, key)
        return f"{int(number) % 10**6 + 2}@{key.lower()}.example" if role == "account" else number

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        given = basic_credentials(headers.get("authorization"))
        return given[1] if given else None

    def faulty_answer(self, fault: Fault) -> Response:
        if fault.fault == "expired_token":
            is_named = fault.variant == "incorrect_password"
            return (errors.incorrect_password() if is_named else errors.not_logged_in()).response()
        if fault.fault == "not_permitted":
            return errors.forbidden_context().response()
        if fault.fault == "rate_limited":
            return errors.too_many_requests(has_header=fault.headers)
        return errors.maintenance() if fault.variant == "maintenance" else errors.critical().response()

    def listing(self, page: Any) -> list[Any] | None:
        return page if isinstance(page, list) else None
