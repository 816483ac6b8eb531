"""What the sandbox remembers, as plain values read from a row."""

import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Account:
    """A company's own profile on one platform, with the token that opens its API."""

    id: int
    platform: str
    handle: str
    name: str
    external_id: str
    token: str
    app_id: str
    audience: int | None
    created_at: int


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who writes to a company. ``hidden_profile`` people do not let apps see who they are."""

    id: int
    platform: str
    alias: str | None
    external_id: str
    handle: str
    name: str
    audience: int | None
    is_deleted: bool
    hidden_profile: bool
    created_at: int


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said. ``person_id`` is None when the company said it.

    ``position`` is the place in the order of arrival and never goes back; ``created_at`` is the time shown,
    which a scenario may set in the past. ``external_id`` is the newest version's id, ``first_id`` the one it
    was born with, ``parent_ref`` the parent's id at the moment of the reply: on X an edit gives a new id.
    ``to_person_id`` is whom the company wrote a private item to. ``media`` are objects with a ``url`` and a
    ``kind``, ``extra`` whatever only this platform knows of (a subject, stars, a status).
    """

    seq: int
    platform: str
    account_id: int
    external_id: str
    first_id: str
    alias: str | None
    kind: str
    person_id: int | None
    is_company: bool
    parent_seq: int | None
    parent_ref: str | None
    root_seq: int
    text: str
    position: int
    is_addressed: bool
    is_hidden: bool
    created_at: int
    arrived_at: int
    updated_at: int
    edited_at: int | None
    deleted_at: int | None
    is_liked: bool = False
    to_person_id: int | None = None
    media: list[dict[str, Any]] = field(default_factory=list, hash=False)
    extra: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def partner_id(self) -> int | None:
        """The person a private item was exchanged with, whoever wrote it."""
        return self.person_id or self.to_person_id


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of bad weather: which calls it hits, what happens to them, how often (``times``; None: until
    cleared) and how likely (``chance`` of each matching call; None: every one).
    """

    id: int
    platform: str
    account: str | None
    endpoint: str | None
    fault: str
    variant: str | None
    item: str | None
    seconds: float
    headers: bool
    times: int | None
    hits: int
    chance: float | None = None
    rolls: int = 0
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where a platform is to push what happens around an account, and the secret it signs with.

    ``failed`` counts pushes given up after all tries, ``last_status`` is the receiver's last answer (0: none).
    """

    id: int
    platform: str
    account_id: int
    url: str
    secret: str
    verify_token: str
    delivered: int
    failed: int
    last_status: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to an item, with the item as it was right then.

    ``what``: ``written``, ``edited``, ``deleted``, ``liked``, ``unliked``, ``hidden``, ``unhidden``,
    ``changed`` (facts in ``extra``).
    """

    what: str
    item: Item


_FLAGS = {"is_deleted", "hidden_profile", "is_company", "is_addressed", "is_hidden", "is_liked", "headers"}
_JSON = {"media", "extra"}


def values(row: sqlite3.Row) -> dict[str, Any]:
    """The row as keyword arguments for its record; SQLite has no booleans and no objects, so flags and JSON
    become ones here.
    """
    return {key: _value(key, row[key]) for key in row.keys()}  # noqa: SIM118


def _value(column: str, stored: Any) -> Any:
    if column in _FLAGS:
        return bool(stored)
    return json.loads(stored) if column in _JSON else stored
