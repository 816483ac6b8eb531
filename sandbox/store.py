"""The sandbox's memory: one SQLite file, so that what was said survives a restart.

One connection serves the whole process. Every handler runs on the event loop and none awaits between two
statements of a transaction, so statements never interleave and no lock is needed.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SCHEMA = """
CREATE TABLE IF NOT EXISTS accounts (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    handle TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL,
    external_id TEXT NOT NULL,
    token TEXT NOT NULL,
    app_id TEXT NOT NULL,
    audience INTEGER,
    created_at INTEGER NOT NULL,
    UNIQUE (platform, handle), UNIQUE (platform, external_id), UNIQUE (platform, token)
);
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    alias TEXT,
    external_id TEXT NOT NULL,
    handle TEXT NOT NULL COLLATE NOCASE,
    name TEXT NOT NULL,
    audience INTEGER,
    is_deleted INTEGER NOT NULL DEFAULT 0,
    hidden_profile INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    UNIQUE (platform, alias), UNIQUE (platform, external_id)
);
CREATE INDEX IF NOT EXISTS people_by_handle ON people (platform, handle);
CREATE TABLE IF NOT EXISTS items (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    external_id TEXT NOT NULL,
    first_id TEXT NOT NULL,
    alias TEXT,
    kind TEXT NOT NULL,
    person_id INTEGER REFERENCES people (id),
    is_company INTEGER NOT NULL,
    parent_seq INTEGER REFERENCES items (seq),
    parent_ref TEXT,
    root_seq INTEGER NOT NULL,
    text TEXT NOT NULL,
    position INTEGER NOT NULL,
    is_addressed INTEGER NOT NULL DEFAULT 0,
    is_hidden INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    arrived_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    edited_at INTEGER,
    deleted_at INTEGER,
    is_liked INTEGER NOT NULL DEFAULT 0,
    to_person_id INTEGER,
    media TEXT NOT NULL DEFAULT '[]',
    extra TEXT NOT NULL DEFAULT '{}',
    UNIQUE (platform, external_id), UNIQUE (platform, alias), UNIQUE (platform, position)
);
CREATE INDEX IF NOT EXISTS items_by_arrival ON items (account_id, position);
CREATE INDEX IF NOT EXISTS items_by_thread ON items (root_seq, position);
CREATE INDEX IF NOT EXISTS items_by_parent ON items (parent_seq, position);
CREATE INDEX IF NOT EXISTS items_by_person ON items (person_id, position);
CREATE TABLE IF NOT EXISTS versions (
    id INTEGER PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES items (seq) ON DELETE CASCADE,
    platform TEXT NOT NULL,
    external_id TEXT NOT NULL,
    text TEXT NOT NULL,
    at REAL,
    written_at INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS versions_by_item ON versions (seq, id);
CREATE INDEX IF NOT EXISTS versions_by_external_id ON versions (platform, external_id);
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    account TEXT COLLATE NOCASE,
    endpoint TEXT,
    fault TEXT NOT NULL,
    variant TEXT,
    item TEXT,
    seconds REAL NOT NULL DEFAULT 0,
    headers INTEGER NOT NULL DEFAULT 1,
    times INTEGER,
    hits INTEGER NOT NULL DEFAULT 0,
    chance REAL,
    rolls INTEGER NOT NULL DEFAULT 0,
    method TEXT
);
CREATE TABLE IF NOT EXISTS webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    platform TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    verify_token TEXT NOT NULL DEFAULT '',
    delivered INTEGER NOT NULL DEFAULT 0,
    failed INTEGER NOT NULL DEFAULT 0,
    last_status INTEGER,
    UNIQUE (platform, account_id, url)
);
CREATE TABLE IF NOT EXISTS changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    what TEXT NOT NULL,
    item TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS changes_by_webhook ON changes (webhook_id, id);
CREATE TABLE IF NOT EXISTS facts (
    platform TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (platform, name)
);
CREATE TABLE IF NOT EXISTS counters (platform TEXT PRIMARY KEY, last INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value REAL NOT NULL);
"""

LATER_COLUMNS = {
    "items": {
        "is_liked": "INTEGER NOT NULL DEFAULT 0",
        "to_person_id": "INTEGER",
        "media": "TEXT NOT NULL DEFAULT '[]'",
        "extra": "TEXT NOT NULL DEFAULT '{}'",
    },
    "faults": {"chance": "REAL", "rolls": "INTEGER NOT NULL DEFAULT 0", "method": "TEXT"},
}
"""Columns that a file made by an earlier version lacks."""

DEFAULT_SETTINGS = {"rate_limits": 1.0, "rate_limit_factor": 20.0}


class Store:
    """A SQLite database with the sandbox's tables, and nothing of what they mean."""

    def __init__(self, database: Path | str = ":memory:") -> None:
        """Open ``database`` (a path, or ``:memory:``), making the file and its folder if they are not
        there.
        """
        if str(database) != ":memory:":
            Path(database).parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(str(database), isolation_level=None, check_same_thread=False)
        self._connection.row_factory = sqlite3.Row
        self._depth = 0
        self._connection.executescript(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;"
        )
        self._connection.executescript(SCHEMA)
        for table, columns in LATER_COLUMNS.items():
            known = {row["name"] for row in self.all(f"PRAGMA table_info({table})")}
            for column, declaration in columns.items():
                if column not in known:
                    self.run(f"ALTER TABLE {table} ADD COLUMN {column} {declaration}")

    def close(self) -> None:
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Inside another transaction it joins that one."""
        if self._depth:
            yield
            return
        self._connection.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        else:
            self._connection.execute("COMMIT")
        finally:
            self._depth -= 1

    def run(self, sql: str, *params: Any) -> sqlite3.Cursor:
        return self._connection.execute(sql, params)

    def all(self, sql: str, *params: Any) -> list[sqlite3.Row]:
        return self._connection.execute(sql, params).fetchall()

    def one(self, sql: str, *params: Any) -> sqlite3.Row | None:
        row: sqlite3.Row | None = self._connection.execute(sql, params).fetchone()
        return row

    def insert(self, table: str, **fields: Any) -> int:
        """Insert one row; the id it got."""
        columns = ", ".join(fields)
        marks = ", ".join("?" * len(fields))
        cursor = self._connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            tuple(fields.values()),
        )
        assert cursor.lastrowid is not None
        return cursor.lastrowid

    def next_number(self, platform: str, floor: int) -> int:
        """The next number in the platform's order of arrival: at least ``floor``, always above the last one
        given.
        """
        row = self.one("SELECT last FROM counters WHERE platform = ?", platform)
        number = max(floor, row["last"] + 1) if row else floor
        self.run("INSERT OR REPLACE INTO counters (platform, last) VALUES (?, ?)", platform, number)
        return number

    def setting(self, name: str, default: float | None = None) -> float:
        """What a setting stands at; ``default`` is needed for those of :attr:`Platform.settings`."""
        row = self.one("SELECT value FROM settings WHERE name = ?", name)
        if row:
            return float(row["value"])
        return DEFAULT_SETTINGS[name] if default is None else default

    def change_setting(self, name: str, value: float) -> None:
        self.run("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", name, float(value))

    def fact(self, platform: str, name: str) -> Any:
        """What a platform has put down under a name of its own choosing, None if nothing."""
        row = self.one("SELECT value FROM facts WHERE platform = ? AND name = ?", platform, name)
        return json.loads(row["value"]) if row else None

    def put_fact(self, platform: str, name: str, value: Any) -> None:
        """Put down plain JSON under a name; None takes it away."""
        if value is None:
            self.run("DELETE FROM facts WHERE platform = ? AND name = ?", platform, name)
        else:
            self.run(
                "INSERT OR REPLACE INTO facts (platform, name, value) VALUES (?, ?, ?)",
                *(platform, name, json.dumps(value)),
            )

    def wipe(self) -> None:
        """Forget everything but the counters: an external id is never given twice, not even after a wipe."""
        with self.transaction():
            for table in (
                *("changes", "webhooks", "versions", "items", "people", "faults", "accounts", "settings", "facts"),
            ):
                self.run(f"DELETE FROM {table}")


def marks(values: Sequence[Any]) -> str:
    """As many question marks as there are values, for an ``IN (…)``."""
    return ", ".join("?" * len(values)) or "NULL"
