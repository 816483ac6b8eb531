"""What a platform must say about itself for the rest of the sandbox to play it."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any, ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.records import Account, Change, Fault, Item, Person, Webhook
from sandbox.store import Store


class Platform(ABC):
    """One platform: its rules as data and small methods, and its HTTP routes.

    To add a platform, subclass this in a folder beside the others and add a line to ``sandbox.registry``.
    What is common (the store, the control API, scenarios, faults, the customer's page) asks only what stands
    here.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    origin: ClassVar[str]
    """The real service's origin, which a client swaps for the sandbox's address and :attr:`mount`."""
    kinds: ClassVar[tuple[str, ...]]
    handles_are_unique: ClassVar[bool] = True
    edits_give_new_ids: ClassVar[bool] = False
    deletes_what_hangs_below: ClassVar[bool] = False
    max_depth: ClassVar[int | None] = None
    """How many levels of answers hang below a post; deeper ones are lifted up to this level. None: no end."""
    text_field: ClassVar[str]
    time_field: ClassVar[str]
    author_fields: ClassVar[tuple[str, ...]] = ("author_id", "sender_id", "from", "author", "account")
    """The fields of a row that say who wrote it: what ``missing_author`` takes away."""
    consumer_verbs: ClassVar[dict[str, str]]
    """What the customer's page calls starting something and answering something."""
    private_kinds: ClassVar[tuple[str, ...]] = ("dm", "mail")
    private_kind: ClassVar[str | None] = None
    """The kind of what somebody writes to the company in private on the customer's page; None: they cannot."""
    settings: ClassVar[dict[str, float]] = {}
    """The platform's own settings in the control API, with their defaults (0 and 1 for no and yes)."""

    @property
    def mount(self) -> str:
        return f"/{self.name}"

    @abstractmethod
    def routes(self, store: Store) -> list[BaseRoute]:
        """The API, with paths as on the real origin."""

    @abstractmethod
    def forget_calls(self) -> None:
        """Start counting calls against the rate limits afresh."""

    @abstractmethod
    def number_floor(self, moment: int) -> int:
        """The smallest number an item arriving at ``moment`` may get in the order of arrival."""

    @abstractmethod
    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        """The id the platform shows for an item that got ``number``."""

    @abstractmethod
    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        """Why something of this kind cannot be on this platform, or None if it can."""

    def secrets(self, account: Account) -> dict[str, str]:
        """What an admin would paste to connect the account, by the names of the connector's fields."""
        return {"access_token": account.token}

    @asynccontextmanager
    async def serve(self, store: Store) -> AsyncIterator[None]:
        """Whatever has to run beside the HTTP routes as long as the sandbox does: a mail server, say."""
        yield

    def is_private_kind(self, kind: str) -> bool:
        return kind in self.private_kinds

    def is_private(self, item: Item) -> bool:
        """Whether an item is between its author and the company alone."""
        return self.is_private_kind(item.kind)

    def joins_private_thread(self, kind: str) -> bool:
        """Whether all of this kind between the account and one person is one thread, answered or not."""
        return kind == "dm"

    def stands_alone(self, kind: str) -> bool:
        """Whether an item of this kind begins a thread of its own, though it refers to another."""
        return False

    def profile_id(self, role: str, key: str) -> str:
        """A numeric id for a profile. It follows from its key, so that a wiped sandbox gives the same
        again.
        """
        digest = hashlib.sha256(f"{self.name}/{role}/{key.lower()}".encode()).digest()
        return str(10**15 + int.from_bytes(digest[:8], "big") % (9 * 10**15))

    def text_as_published(
        self, account: Account, author: Person | None, kind: str, parent: Item | None, text: str
    ) -> str:
        """The text as it stands on the platform, where that differs from what was typed."""
        return text

    def addresses(self, account: Account, kind: str, text: str) -> bool:
        """Whether a consumer's item shows up among what was said to the account."""
        return kind != "dm"

    def consumer_kind(self, parent: Item | None) -> str:
        """The kind of an item somebody writes on the customer's page."""
        return "post" if parent is None else "comment"

    def company_kind(self, parent: Item | None) -> str:
        """The kind of an item the company writes by hand on the platform itself."""
        return "post" if parent is None else "comment"

    @abstractmethod
    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        """The access token a request carries, wherever this platform's clients put it."""

    @abstractmethod
    def faulty_answer(self, fault: Fault) -> Response:
        """What the platform answers under ``expired_token``, ``not_permitted``, ``rate_limited``,
        ``server_error``.
        """

    # What the faults of :mod:`sandbox.spoiling` need to know of an answer.

    def listing(self, page: Any) -> list[Any] | None:
        """The list in a list's answer, the very object, so that it can be changed; None where it is no list."""
        found = page.get("data") if isinstance(page, dict) else page
        return found if isinstance(found, list) else None

    def rows(self, page: Any) -> list[dict[str, Any]]:
        """The item rows inside a list's answer, the very objects. Override it where an item sits deeper."""
        return [row for row in self.listing(page) or [] if isinstance(row, dict)]

    def put_in_front(self, page: Any, earlier: Any) -> bool:
        """Put what an earlier answer listed in front of what this one lists. False if there was nothing."""
        here, there = self.listing(page), self.listing(earlier)
        if here is None or not there:
            return False
        here[:0] = there
        return True

    # Webhooks. A platform that pushes overrides `pushes` and `sign`, and the two before them if it asks first.

    def challenge(self, webhook: Webhook) -> dict[str, str]:
        """The query of the GET that asks a new webhook whether it is meant; empty: nothing is asked."""
        return {}

    def is_proven(self, webhook: Webhook, query: Mapping[str, str], body: bytes) -> bool:
        """Whether a 200 with this body is the right answer to :meth:`challenge`."""
        return True

    def pushes(self, store: Store, account: Account, change: Change) -> list[bytes]:
        """The bodies posted to a webhook of the account when this happens; most often one, or none."""
        return []

    def sign(self, secret: str, body: bytes) -> dict[str, str]:
        """The headers of a push beside its media type (JSON): a signature over the body as it is sent."""
        return {}
