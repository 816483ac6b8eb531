"""What the sandbox remembers, as plain values read from a row."""

import sqlite3
from dataclasses import dataclass
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

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of bad weather: which calls it hits, what happens to them, and how often (None: until
    cleared).
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


_FLAGS = {"is_deleted", "hidden_profile", "is_company", "is_addressed", "is_hidden", "headers"}


def values(row: sqlite3.Row) -> dict[str, Any]:
    """The row as keyword arguments for its record; SQLite has no booleans, so flags become ones here."""
    return {key: bool(row[key]) if key in _FLAGS else row[key] for key in row.keys()}  # noqa: SIM118
