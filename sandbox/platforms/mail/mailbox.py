"""What lies in a company's mailbox: copies of mails in folders, numbered as IMAP numbers them.

An item is what was said; a copy is a file in a folder. A customer's mail gets its copy in INBOX, one the company wrote by
hand its copy among the sent ones, at the next look into the mailbox. What leaves over SMTP gets none by itself unless the
setting ``mail_server_files_sent`` says so: most mail programs file their own.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sandbox import moments
from sandbox.items import get_item, hide_item, item_by_external_id, select_items
from sandbox.platforms.mail.rendering import render
from sandbox.records import Account
from sandbox.store import Store

FOLDERS = {"INBOX": "", "Sent": "\\Sent", "Drafts": "\\Drafts", "Junk": "\\Junk", "Trash": "\\Trash"}
SETTINGS = {"mail_server_files_sent": 0.0, "mail_uid_validity": 0.0, "mail_server_is_old": 0.0}
_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS mail_copies (id INTEGER PRIMARY KEY AUTOINCREMENT,"
    " account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,"
    " item_seq INTEGER REFERENCES items (seq) ON DELETE CASCADE, folder TEXT NOT NULL, uid INTEGER NOT NULL,"
    " flags TEXT NOT NULL, received_at INTEGER NOT NULL, message_id TEXT NOT NULL, source BLOB NOT NULL, UNIQUE (account_id, folder, uid))",
    "CREATE INDEX IF NOT EXISTS mail_copies_by_item ON mail_copies (item_seq)",
)


@dataclass(frozen=True)
class Copy:
    """One mail in a folder, without its bytes."""

    id: int
    uid: int
    flags: tuple[str, ...]
    received_at: int
    size: int
    message_id: str


class Mailbox:
    """One account's folders."""

    def __init__(self, store: Store, account: Account) -> None:
        self.store = store
        self.account = account

    @staticmethod
    def prepare(store: Store) -> None:
        for statement in _SCHEMA:
            store.run(statement)

    @property
    def is_old(self) -> bool:
        """A server that marks no folders, makes none by itself and cannot expunge a single mail."""
        return self.store.setting("mail_server_is_old", 0.0) > 0

    @property
    def validity(self) -> int:
        return self.account.created_at // 1000 + int(self.store.setting("mail_uid_validity", 0.0))

    def folders(self) -> dict[str, str]:
        """Name and special use of each."""
        made = self.store.fact("mail", self._fact("folders")) or []
        own: dict[str, str] = {"INBOX": ""} if self.is_old else FOLDERS
        return own | {name: "" for name in made if name not in own}

    def create(self, folder: str) -> None:
        made = self.store.fact("mail", self._fact("folders")) or []
        self.store.put_fact("mail", self._fact("folders"), [*made, folder])

    def next_uid(self, folder: str) -> int:
        row = self.store.one("SELECT last FROM counters WHERE platform = ?", self._counter(folder))
        return int(row["last"]) + 1 if row else 1

    def copies(self, folder: str) -> list[Copy]:
        """What lies in the folder now, by UID."""
        self.bring_in()
        rows = self.store.all(
            "SELECT c.id, c.uid, c.flags, c.received_at, c.message_id, length(c.source) AS size FROM mail_copies c LEFT JOIN items ON items.seq ="
            " c.item_seq WHERE c.account_id = ? AND c.folder = ? AND items.deleted_at IS NULL ORDER BY c.uid",
            *(self.account.id, folder),
        )
        return [Copy(**dict(row) | {"flags": tuple(row["flags"].split())}) for row in rows]

    def source(self, copy_id: int) -> bytes:
        row = self.store.one("SELECT source FROM mail_copies WHERE id = ?", copy_id)
        return bytes(row["source"]) if row else b""

    def add(
        self,
        folder: str,
        source: bytes,
        *,
        flags: Iterable[str] = (),
        received_at: int | None = None,
        item_seq: int | None = None,
    ) -> int:
        """File a mail; its UID."""
        uid = self.store.next_number(self._counter(folder), 1)
        self.store.insert(
            "mail_copies",
            account_id=self.account.id,
            item_seq=item_seq,
            folder=folder,
            uid=uid,
            flags=" ".join(flags),
            received_at=moments.now() if received_at is None else received_at,
            message_id=message_id_in(source),
            source=source,
        )
        return uid

    def append(self, folder: str, source: bytes, flags: Iterable[str], received_at: int | None) -> int:
        """File what a mail program brings; a copy of something said belongs to that."""
        item = item_by_external_id(self.store, "mail", message_id_in(source)) if folder != "Drafts" else None
        is_its = item is not None and item.account_id == self.account.id
        seq = item.seq if item is not None and is_its else None
        return self.add(folder, source, flags=flags, received_at=received_at, item_seq=seq)

    def flag(self, copy_id: int, flags: Iterable[str]) -> None:
        self.store.run("UPDATE mail_copies SET flags = ? WHERE id = ?", " ".join(sorted(set(flags))), copy_id)

    def take_to(self, copy_id: int, folder: str, *, keep: bool) -> int:
        """Copy a mail to another folder, or move it; its new UID. What lies in Junk is hidden from everybody's eyes."""
        with self.store.transaction():
            row = self.store.one("SELECT * FROM mail_copies WHERE id = ?", copy_id)
            assert row is not None
            facts = {"flags": row["flags"].split(), "received_at": row["received_at"], "item_seq": row["item_seq"]}
            uid = self.add(folder, bytes(row["source"]), **facts)
            if not keep:
                self.expunge([copy_id])
            item = get_item(self.store, row["item_seq"]) if row["item_seq"] is not None else None
            if item is not None and folder in ("Junk", "INBOX"):
                hide_item(self.store, item, folder == "Junk")
        return uid

    def expunge(self, copy_ids: Iterable[int]) -> None:
        for copy_id in copy_ids:
            self.store.run("DELETE FROM mail_copies WHERE id = ?", copy_id)

    def bring_in(self) -> None:
        """File what has been said since the last look, in the order it arrived."""
        with self.store.transaction():
            self._renumber()
            items = select_items(
                self.store,
                "WHERE account_id = ? AND platform = 'mail' AND seq > ? ORDER BY items.seq",
                *(self.account.id, int(self.store.fact("mail", self._fact("brought")) or 0)),
            )
            for item in items:
                folder = "Sent" if item.is_company else "INBOX"
                if item.extra.get("submitted"):
                    continue
                if folder not in self.folders():
                    self.create(folder)
                source = render(self.store, self.account, item)
                self.add(folder, source, received_at=item.created_at, item_seq=item.seq)
            if items:
                self.store.put_fact("mail", self._fact("brought"), items[-1].seq)

    def _renumber(self) -> None:
        """Under another UIDVALIDITY every folder is numbered from 1, as after a restored backup."""
        before = self.store.fact("mail", self._fact("validity"))
        if before == self.validity:
            return
        self.store.put_fact("mail", self._fact("validity"), self.validity)
        if before is None:
            return
        rows = self.store.all(
            "SELECT id, folder FROM mail_copies WHERE account_id = ? ORDER BY folder, uid", self.account.id
        )
        self.store.run("DELETE FROM counters WHERE platform LIKE ?", f"{self._counter('')}%")
        for row in rows:  # Out of each other's way first: no UID may stand twice.
            self.store.run("UPDATE mail_copies SET uid = -id WHERE id = ?", row["id"])
        for row in rows:
            uid = self.store.next_number(self._counter(row["folder"]), 1)
            self.store.run("UPDATE mail_copies SET uid = ? WHERE id = ?", uid, row["id"])

    def _counter(self, folder: str) -> str:
        # UIDs begin at 1 in every new mailbox: the time it was made tells it from one before a wipe.
        return f"mail/{self.account.external_id}/{self.account.created_at}/{folder}"

    def _fact(self, name: str) -> str:
        return f"{name}/{self.account.id}"


def message_id_in(source: bytes) -> str:
    """The Message-ID in a mail's headers, without its brackets."""
    found = re.search(rb"^message-id:\s*<?([^>\r\n]*)", re.split(rb"\r?\n\r?\n", source, maxsplit=1)[0], re.I | re.M)
    return found.group(1).decode("utf-8", "replace").strip() if found else ""
