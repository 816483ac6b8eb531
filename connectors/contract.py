"""The verbs of a connector. The data they take and give is in connectors/items.py, what a platform can do in capabilities.py.

Everything a verb raises is of the tree in connectors/errors.py. Instances are cheap, live for one task and hold no state that
outlives it: whatever must be remembered is in a cursor, in credentials, or in what `parse` hands over.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from connectors.capabilities import Action, Capabilities
from connectors.errors import Forged, NotPermitted
from connectors.items import (
    Credentials,
    Delivery,
    Outgoing,
    Page,
    Parsed,
    Post,
    Profile,
    Pushed,
    Refreshed,
    Reread,
    Standing,
    Undecidable,
)

REREAD_AT_ONCE = 50


class Connector(ABC):
    """One platform's verbs, for one account."""

    platform: ClassVar[str]
    capabilities: ClassVar[Capabilities]

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials

    @abstractmethod
    def check(self) -> Profile:
        """Whose credentials these are. Raises ConnectorError in words an admin understands."""

    @abstractmethod
    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        """What is new in `stream` since `cursor`, a page at a time, until `has_more` is False. Raises ConnectorError.

        With {} it takes its place at the present and hands over one page at most: what lies before is `fetch_back`'s. The cursor
        only passes what has been handed over; interrupted anywhere, the pass goes on where it stopped or begins anew.
        """

    @abstractmethod
    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        """A walk from the present into the past of `stream`, beginning with {}. Raises ConnectorError.

        It ends (`has_more` False) where everything since `until` was handed over; None: where the platform's reach ends. A walk
        that the platform cuts short of `until` says so in `gap`. It may hand over more than was asked.
        """

    @abstractmethod
    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        """One raw item in our words. No I/O. Raises Malformed, naming the field."""

    @abstractmethod
    def reread(self, messages: Sequence[Standing]) -> Reread:
        """Look again at up to REREAD_AT_ONCE messages: what they say now, and which are gone. Raises ConnectorError.

        An id in neither part could not be looked at this time, which says nothing about it.
        """

    def context(self, message: Standing) -> tuple[Post, ...]:
        """What the message stands under, where its own raw item did not say. The post whose id is its `thread_id` is the one
        shown above the conversation. Raises ConnectorError."""
        return ()

    @classmethod
    def as_sent(cls, text: str, answering: Mapping[str, Any]) -> str:
        """An answer's words as they will stand, for counting them: some platforms need the person's name in front."""
        return text

    @abstractmethod
    def send(self, reply: Outgoing) -> Delivery:
        """Publish `reply`. Raises ConnectorError; UnknownOutcome where the request went out and no answer came."""

    @abstractmethod
    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        """After a crash: where `reply` stands, None where it surely does not. Raises ConnectorError."""

    def act(self, action: Action, message: Standing) -> None:
        """Do one of the actions the capabilities name. Doing it twice changes nothing. Raises ConnectorError."""
        raise NotPermitted(f"{self.capabilities.label} knows no “{action}”.")

    def refresh(self) -> Refreshed | None:
        """New credentials before the old ones end, None where nothing has to be done. Raises ConnectorError."""
        return None

    def attachment(self, raw: Mapping[str, Any], part: int) -> tuple[str, bytes]:
        """The media type and bytes of an attachment that came inside the raw item. No I/O. Raises Malformed."""
        raise NotPermitted(f"{self.capabilities.label} hands over no attachments inside its items.")

    def subscribe(self) -> bool:
        """Ask the platform to push, where that takes a call; False where it takes none. Again changes nothing.

        Raises ConnectorError.
        """
        return False

    def answer_challenge(self, query: Mapping[str, str]) -> tuple[str, str] | None:
        """The body and media type that prove to the platform that a webhook is ours, or None where `query` asks for none.

        Raises Forged.
        """
        return None

    def verify_push(self, headers: Mapping[str, str], body: bytes) -> None:
        """Check the signature over the raw body; header names come in lower case. Raises Forged. No I/O."""
        raise Forged(f"{self.capabilities.label} does not push.")

    def parse_push(self, body: bytes) -> Pushed:
        """What a genuine push tells. No I/O. Raises Malformed where the whole of it cannot be read."""
        return Pushed()
