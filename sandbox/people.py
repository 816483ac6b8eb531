"""The people who write to the companies."""

import re
import unicodedata
import zlib
from collections.abc import Iterable

from sandbox import moments
from sandbox.platforms.base import Platform
from sandbox.records import Person, values
from sandbox.store import Store, marks


def ensure_person(
    store: Store,
    platform: Platform,
    *,
    alias: str,
    handle: str,
    name: str,
    audience: int | None = None,
    is_deleted: bool | None = None,
    hidden_profile: bool | None = None,
) -> Person:
    """The person known by ``alias``, made if new. What is said of them now replaces what was; None says
    nothing.
    """
    known = _one(store, "platform = ? AND alias = ?", platform.name, alias)
    if known is None and platform.handles_are_unique:
        known = _one(store, "platform = ? AND handle = ?", platform.name, handle)
    said = {"audience": audience, "is_deleted": is_deleted, "hidden_profile": hidden_profile}
    facts: dict[str, str | int] = {"handle": handle, "name": name}
    facts |= {column: value for column, value in said.items() if value is not None}
    if known is None:
        person_id = store.insert(
            "people",
            platform=platform.name,
            alias=alias,
            external_id=platform.profile_id("person", alias),
            created_at=moments.now(),
            **facts,
        )
    else:
        person_id = known.id
        assignments = ", ".join(f"{column} = ?" for column in facts)
        store.run(
            f"UPDATE people SET {assignments} WHERE id = ?",
            *facts.values(),
            person_id,
        )
    person = _one(store, "id = ?", person_id)
    assert person is not None
    return person


def find_person(store: Store, person_id: int) -> Person | None:
    return _one(store, "id = ?", person_id)


def person_by_external_id(store: Store, platform: str, external_id: str) -> Person | None:
    return _one(store, "platform = ? AND external_id = ?", platform, external_id)


def person_by_name(store: Store, platform: str, name: str) -> Person | None:
    return _one(store, "platform = ? AND (name = ? COLLATE NOCASE OR handle = ?)", platform, name, name.lstrip("@"))


def people_by_id(store: Store, ids: Iterable[int | None]) -> dict[int, Person]:
    wanted = sorted({person_id for person_id in ids if person_id is not None})
    rows = store.all(f"SELECT * FROM people WHERE id IN ({marks(wanted)})", *wanted)
    return {row["id"]: Person(**values(row)) for row in rows}


def people_on(store: Store, platform: str, limit: int = 300) -> list[Person]:
    rows = store.all("SELECT * FROM people WHERE platform = ? ORDER BY name LIMIT ?", platform, limit)
    return [Person(**values(row)) for row in rows]


def handle_from(name: str) -> str:
    """A handle as a platform would suggest it: ``Zoë van Dijk`` becomes ``zoe_van_dijk`` (X allows 15
    characters).
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    handle = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")[:15].strip("_")
    return handle or f"someone_{zlib.crc32(name.encode()) % 10_000}"


def _one(store: Store, where: str, *params: object) -> Person | None:
    row = store.one(f"SELECT * FROM people WHERE {where} LIMIT 1", *params)
    return Person(**values(row)) if row else None
