"""Facebook Pages: their rules, and where the Graph API is served."""

from typing import ClassVar

from starlette.routing import BaseRoute

from sandbox.platforms.facebook import api, pushes
from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.platforms.graph.usage import Usage
from sandbox.records import Account, Change, Item, Person
from sandbox.store import Store


class Facebook(GraphPlatform):
    """The Graph API for a company's own Page."""

    name = "facebook"
    label = "Facebook"
    kinds = ("post", "comment", "tag", "review", "dm")
    handles_are_unique = False
    deletes_what_hangs_below = True
    max_depth = 2
    text_field = "message"
    time_field = "created_time"
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Visitor post", "answer": "Comment"}
    usage = Usage("pages")
    conversations = "messenger"
    message_limit = 2_000

    def routes(self, store: Store) -> list[BaseRoute]:
        return api.routes(store, self)

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        """``{page}_{n}`` for a post, ``{whose}_{n}`` where it stands elsewhere, a bare number for a
        recommendation's story; ``{n of the post}_{n}`` for a comment, however deep it hangs.
        """
        if kind == "dm":
            return f"m_{number}"
        if root is not None:
            return f"{root.position}_{number}"
        if kind == "review":
            return str(number)
        whose = self.profile_id("elsewhere", str(number)) if kind == "tag" else account.external_id
        return f"{whose}_{number}"

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        if kind not in self.kinds:
            return f"Facebook has no {kind!r}; it has {', '.join(self.kinds)}"
        if kind == "comment" and not has_parent:
            return "a comment on Facebook stands under something: it needs reply_to"
        if kind in ("post", "tag", "review") and has_parent:
            return f"a {kind} on Facebook answers nothing: use kind comment for an answer"
        if kind in ("tag", "review") and is_company:
            return f"a {kind} on Facebook is somebody else's"
        if kind == "dm" and is_company and not has_parent:
            return "a Page writes to nobody who has not written to it: its dm needs reply_to"
        return None

    def consumer_kind(self, parent: Item | None) -> str:
        return "post" if parent is None else "dm" if parent.kind == "dm" else "comment"

    def company_kind(self, parent: Item | None) -> str:
        return self.consumer_kind(parent)

    def whoever(self, person: Person | None, account: Account) -> dict[str, str] | None:
        if person is None:
            return {"name": account.name, "email": f"{account.external_id}@facebook.com", "id": account.external_id}
        return {"name": person.name, "email": f"{person.external_id}@facebook.com", "id": person.external_id}

    def message_length(self, text: str) -> int:
        return len(text)

    def pushes(self, store: Store, account: Account, change: Change) -> list[bytes]:
        return pushes.pushes(self, store, account, change)
