"""What every connector promises: the data it hands over, what it declares about itself, and its verbs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

REREAD_AT_ONCE = 50


class Kind(StrEnum):
    """Kinds of message, in the words of the glossary."""

    MENTION = "mention"
    COMMENT = "comment"
    VISITOR_POST = "visitor_post"
    DIRECT_MESSAGE = "direct_message"
    REVIEW = "review"
    MAIL = "mail"


class Counting(StrEnum):
    """How a platform counts the length of a text."""

    CHARACTERS = "characters"
    X_WEIGHTED = "x_weighted"


class Recovery(StrEnum):
    """What can be known after a crash in mid-send (docs/design.md, "A reply is sent once, or a person is told")."""

    KEYED = "keyed"
    ECHOED = "echoed"
    PLATFORM_DEDUPE = "platform_dedupe"
    READ_BACK = "read_back"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True)
class Author:
    """Who wrote an item. `audience` is their follower figure; only reports may ever read it."""

    external_id: str
    handle: str = ""
    name: str = ""
    audience: int | None = None


@dataclass(frozen=True)
class Post:
    """What a message stands under: a post of ours, or of somebody else, that gives it its meaning."""

    external_id: str
    text: str
    author_name: str
    is_ours: bool
    created_at: datetime | None = None
    permalink: str = ""


@dataclass(frozen=True)
class Item:
    """One message as every platform means it.

    `thread_id` names what the conversation hangs on (a post, or a thread's root): with the author it identifies the conversation.
    `earlier_ids` are ids this message had before an edit that made a new one.
    """

    external_id: str
    kind: Kind
    text: str
    created_at: datetime
    thread_id: str
    is_ours: bool = False
    author: Author | None = None
    parent_id: str = ""
    permalink: str = ""
    edited_at: datetime | None = None
    earlier_ids: tuple[str, ...] = ()
    media: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parsed:
    """What one raw item held: a message, the posts around it, or only posts."""

    message: Item | None = None
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True)
class Raw:
    """One item exactly as the platform gave it. `external_id` is empty where none could be read."""

    external_id: str
    data: Mapping[str, Any]


@dataclass(frozen=True)
class Budget:
    """Calls left before the platform asks us to wait, as its last answer said."""

    remaining: int
    resets_at: datetime


@dataclass(frozen=True)
class Page:
    """One page of a stream.

    `next_cursor` is to be stored with the page's rows in one transaction. `has_more`: the next page is there now.
    `gap` says in words what the platform could not hand over (its reach limit); empty when nothing is missing.
    """

    items: tuple[Raw, ...]
    next_cursor: dict[str, Any]
    has_more: bool = False
    gap: str = ""
    budget: Budget | None = None


@dataclass(frozen=True)
class Standing:
    """A message we hold, by what is needed to look at it again on the platform."""

    external_id: str
    kind: Kind
    thread_id: str


@dataclass(frozen=True)
class Reread:
    """What a second look found: each item with the stream whose words it is in, and the ids that are no longer there."""

    items: tuple[tuple[str, Raw], ...]
    gone: frozenset[str]


@dataclass(frozen=True)
class Outgoing:
    """A reply to be sent: its text, what it answers, and the material that makes sending it twice detectable."""

    text: str
    parent_id: str
    thread_id: str
    queued_at: datetime
    key: str
    # Where earlier replies of ours in this conversation stand: the same words twice are two replies.
    known_ids: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Delivery:
    """Where a reply stands on the platform."""

    external_id: str
    permalink: str = ""


@dataclass(frozen=True)
class Undecidable:
    """Nobody but a person can tell whether the reply got out; `reason` says why, and what is known."""

    reason: str


@dataclass(frozen=True)
class Profile:
    """Whose credentials these are."""

    external_id: str
    handle: str
    name: str


@dataclass(frozen=True)
class Credentials:
    """How to reach one account. `secrets` never appears in a repr."""

    external_id: str
    handle: str
    secrets: Mapping[str, str] = field(repr=False)
    base_url: str = ""
    timeout_seconds: float = 20.0


@dataclass(frozen=True)
class SecretField:
    """One thing an admin pastes to connect an account."""

    name: str
    label: str
    help: str
    required: bool = True


@dataclass(frozen=True)
class StreamSpec:
    """One feed of an account."""

    name: str
    label: str


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do, as data: templates and services ask this, never the platform's name."""

    label: str
    streams: tuple[StreamSpec, ...]
    secrets: tuple[SecretField, ...]
    reply_limit: int
    counting: Counting
    recovery: Recovery
    handle_prefix: str = ""


class Connector(ABC):
    """One platform's verbs, for one account. Instances are cheap and live for one task."""

    platform: ClassVar[str]
    capabilities: ClassVar[Capabilities]

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials

    @abstractmethod
    def check(self) -> Profile:
        """Whose credentials these are. Raises ConnectorError in words an admin understands."""

    @abstractmethod
    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        """The next page of `stream` after `cursor` ({} at first). Raises ConnectorError; never swallows one."""

    @abstractmethod
    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        """One raw item in our words. No I/O. Raises Malformed, naming the field."""

    @abstractmethod
    def reread(self, messages: Sequence[Standing]) -> Reread:
        """Look again at up to REREAD_AT_ONCE messages: what they say now, and which are gone. Raises ConnectorError.

        An id in neither part could not be looked at this time, which says nothing about it.
        """

    @abstractmethod
    def send(self, reply: Outgoing) -> Delivery:
        """Publish `reply`. Raises ConnectorError; UnknownOutcome where the request went out and no answer came."""

    @abstractmethod
    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        """After a crash: where `reply` stands, None where it surely does not. Raises ConnectorError."""
