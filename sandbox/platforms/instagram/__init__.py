"""Instagram professional accounts: their rules, and where the Graph API is served for them."""

from typing import ClassVar

from starlette.routing import BaseRoute

from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.platforms.graph.usage import Usage
from sandbox.platforms.instagram import api, pushes
from sandbox.records import Account, Change, Item, Person
from sandbox.store import Store


class Instagram(GraphPlatform):
    """The Graph API for an account linked to a Page, with the Page's token.

    ``post`` is the account's own; ``tag`` somebody's post that tags it; ``mention`` a comment elsewhere that names it, or, with
    ``{"is_caption": true}`` in ``extra``, a post that does. A ``dm`` whose ``extra`` has a ``story`` comes from a story.
    """

    name = "instagram"
    label = "Instagram"
    kinds = ("post", "comment", "tag", "mention", "dm")
    deletes_what_hangs_below = True
    max_depth = 2
    text_field = "text"
    time_field = "timestamp"
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Tag the account", "answer": "Comment"}
    usage = Usage("instagram")
    limit_code = 80002
    conversations = "instagram"
    message_limit = 1_000

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self)

    def secrets(self, account: Account) -> dict[str, str]:
        return super().secrets(account) | {"app_id": account.app_id}

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        """Posts and comments share numbers of 17 digits; a message has an id of letters."""
        return f"m_{number}" if kind == "dm" else f"17{number}"

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"Instagram has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind == "comment" and not has_parent:
            return "a comment on Instagram stands under something: it needs reply_to"
        if kind in ("post", "tag", "mention") and has_parent:
            return f"a {kind} on Instagram answers nothing: use kind comment for an answer"
        if kind == "post" and not is_company:
            return "a post here is the account's own: somebody else's is a tag or a mention"
        if kind in ("tag", "mention") and is_company:
            return f"a {kind} on Instagram is somebody else's"
        if kind == "dm" and is_company and not has_parent:
            return "an account writes to nobody who has not written to it: its dm needs reply_to"
        return None

    def consumer_kind(self, parent: Item | None) -> str:
        return "tag" if parent is None else "dm" if parent.kind == "dm" else "comment"

    def company_kind(self, parent: Item | None) -> str:
        return "post" if parent is None else self.consumer_kind(parent)

    def whoever(self, person: Person | None, account: Account) -> dict[str, str] | None:
        if person is None:
            return {"id": account.external_id, "username": account.handle}
        return {"id": person.external_id, "username": person.handle}

    def message_length(self, text: str) -> int:
        return len(text.encode())

    def pushes(self, store: Store, account: Account, change: Change) -> list[bytes]:
        return pushes.pushes(self, store, account, change)
