"""What a platform must say about itself for the rest of the sandbox to play it."""

import hashlib
from abc import ABC, abstractmethod
from typing import Any, ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.records import Account, Fault, Item, Person
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
    consumer_verbs: ClassVar[dict[str, str]]
    """What the customer's page calls starting something and answering something."""

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

    def spoil_item(self, page: Any, fault: Fault) -> bool:
        """Turn one item of a page into garbage (``fault.item``, or the first). False if the page holds
        none.
        """
        rows = page.get("data") if isinstance(page, dict) else None
        if not isinstance(rows, list):
            return False
        for row in rows:
            if isinstance(row, dict) and (fault.item is None or row.get("id") == fault.item):
                self._spoil(row, fault.variant or "wrong_types")
                return True
        return False

    def _spoil(self, row: dict[str, Any], variant: str) -> None:
        if variant == "missing_id":
            row.pop("id", None)
        elif variant == "missing_text":
            row.pop(self.text_field, None)
        elif variant == "bad_created_at":
            row[self.time_field] = "the day before yesterday"
        else:
            row[self.text_field] = {"unexpected": [1, None]}
            row[self.time_field] = -1
