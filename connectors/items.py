"""What connectors hand over: messages, the posts around them, and pages of raw items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from connectors.capabilities import Kind


class Automation(StrEnum):
    """Why nobody typed a message."""

    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"


@dataclass(frozen=True)
class Author:
    """Who wrote an item. `audience` is their follower figure; only reports may ever read it."""

    external_id: str
    handle: str = ""
    name: str = ""
    audience: int | None = None


@dataclass(frozen=True)
class Media:
    """A picture, film, sound or file that came with a message.

    `url` is where it stands; empty where it came inside the raw item (an attachment of a mail), which then holds it as its
    attachment number `part`. `kind`: image, video, audio, file. `size` in bytes where known.
    """

    url: str = ""
    kind: str = "image"
    name: str = ""
    part: int | None = None
    size: int | None = None
    text: str = ""


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

    `thread_id` names what the conversation hangs on (a post, a thread's root, a direct conversation): with the author it
    identifies the conversation. `earlier_ids` are ids this message had before an edit that made a new one. `answering` is what
    `send` needs to know to answer it, in the connector's own words: plain JSON, kept with the message. An `automation` that
    answers something of ours belongs to that conversation and never counts as its person's word.
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
    media: tuple[Media, ...] = ()
    subject: str = ""
    is_private: bool = False
    is_hidden: bool = False
    automation: Automation | None = None
    answering: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """What one raw item held: a message, the posts around it, or only posts."""

    message: Item | None = None
    posts: tuple[Post, ...] = ()


@dataclass(frozen=True)
class Raw:
    """One item exactly as the platform gave it. `external_id` is empty where none could be read.

    `data` must be plain JSON and enough to parse the item by itself, years later.
    """

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

    `next_cursor` is stored with the page's rows in one transaction. `has_more`: the next page is there now. `gap` says in words
    what the platform could not hand over (its reach limit, a post that may not be read); empty when nothing is missing.
    Of `fetch_back` alone: `total` is how many items the platform says the whole walk holds, where it says so; `reached` is
    how far back in time this page comes, where that can be told.
    """

    items: tuple[Raw, ...]
    next_cursor: dict[str, Any]
    has_more: bool = False
    gap: str = ""
    budget: Budget | None = None
    total: int | None = None
    reached: datetime | None = None


@dataclass(frozen=True)
class Standing:
    """A message we hold, by what is needed to find it again on the platform."""

    external_id: str
    kind: Kind
    thread_id: str
    parent_id: str = ""
    is_ours: bool = False
    answering: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reread:
    """What another look found: each item with the stream whose words it is in, and the ids that are no longer there."""

    items: tuple[tuple[str, Raw], ...]
    gone: frozenset[str]


@dataclass(frozen=True)
class Pushed:
    """What a push told: items with the stream whose words they are in, ids it says are deleted, streams to be read now."""

    items: tuple[tuple[str, Raw], ...] = ()
    gone: frozenset[str] = frozenset()
    stale: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Outgoing:
    """A reply to be sent: its text, what it answers, and the material that makes sending it twice detectable.

    `kind` and `answering` are those of the message it answers. `is_private`: to its author alone, though that stands in public.
    """

    text: str
    parent_id: str
    thread_id: str
    queued_at: datetime
    key: str
    kind: Kind
    is_private: bool = False
    answering: Mapping[str, Any] = field(default_factory=dict)
    # Where earlier replies of ours in this thread stand: the same words twice are two replies.
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
    """Whose credentials these are. `reply_limit` where the server sets its own; `expires_at` where the credentials do end."""

    external_id: str
    handle: str
    name: str
    reply_limit: int | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Refreshed:
    """New credentials, whole: they replace the old ones."""

    secrets: Mapping[str, str] = field(repr=False)
    expires_at: datetime | None = None


@dataclass(frozen=True)
class Credentials:
    """How to reach one account. `secrets` (every field of the form) never appears in a repr."""

    external_id: str
    handle: str
    secrets: Mapping[str, str] = field(repr=False)
    base_url: str = ""
    timeout_seconds: float = 20.0
