"""The IMAP server in which the company reads its mail: https://www.rfc-editor.org/rfc/rfc3501

A session sees a folder as it stood at its last command that may tell of removals, as the protocol demands; UIDs, never
sequence numbers, say which mail is meant.
"""

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.faults import SPOILS
from sandbox.platforms.mail import fetching, weather
from sandbox.platforms.mail.commands import BadCommand, Command, as_text, numbers_in, read_command
from sandbox.platforms.mail.mailbox import Copy, Mailbox
from sandbox.platforms.mail.searching import matches
from sandbox.platforms.mail.smtp import account_for, read_xoauth2
from sandbox.records import Account, Fault
from sandbox.store import Store

CAPABILITIES = "IMAP4rev1 SASL-IR LITERAL+ AUTH=PLAIN AUTH=XOAUTH2 ID UNSELECT"
NEWER = "UIDPLUS MOVE SPECIAL-USE"
WRITES = {"APPEND", "STORE", "COPY", "MOVE", "EXPUNGE", "CREATE"}


class No(Exception):
    """Answered NO, with these words."""


class HungUp(Exception):
    """The connection is to be closed without another word."""


class Session:
    """One client's connection."""

    def __init__(self, store: Store, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.store = store
        self.reader = reader
        self.writer = writer
        self.account: Account | None = None
        self.folder: str | None = None
        self.is_readonly = False
        self.view: list[Copy] = []
        self.said: list[bytes] = []
        self.fault: Fault | None = None
        self.last_fetched: list[bytes] = []

    async def run(self) -> None:
        """Serve until the client leaves."""
        try:
            self.writer.write(f"* OK [CAPABILITY {self._capabilities()}] ready\r\n".encode())
            while True:
                try:
                    command = await read_command(self.reader, self.writer)
                except BadCommand as error:
                    self.writer.write(f"* BAD {error}\r\n".encode())
                    continue
                if command is None or not await self._answer(command):
                    break
                await self.writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, HungUp):
            pass
        finally:
            self.writer.close()

    @property
    def mailbox(self) -> Mailbox:
        if self.account is None:
            raise BadCommand("Please login first")
        return Mailbox(self.store, self.account)

    async def _answer(self, command: Command) -> bool:
        """Carry one command out and say what came of it. False at its end."""
        self.said, self.fault = [], None
        name = command.name
        by_uid = name == "UID"
        if by_uid:
            name = as_text(command.words.pop(0)).upper() if command.words else ""
        try:
            self.fault = await self._weather(name, command)
            if self.fault is not None and weather.is_answer(self.fault):
                raise No(weather.IMAP_WORDS[self.fault.fault])
            verb = VERBS.get(name)
            if verb is None or (by_uid and name not in BY_UID):
                raise BadCommand("Unknown command")
            closing = await verb(self, command.words, by_uid)
        except No as refusal:
            closing = f"NO {refusal}"
        except BadCommand as error:
            closing = f"BAD {error}"
        await self._say([*self.said, f"{command.tag} {closing}\r\n".encode()])
        return name != "LOGOUT"

    async def _weather(self, name: str, command: Command) -> Fault | None:
        """The fault that hits this command. Bad weather that needs no answer happens here."""
        if name in ("CAPABILITY", "NOOP", "LOGOUT", "ID"):
            return None
        names_folder = name in ("SELECT", "EXAMINE", "STATUS", "APPEND", "CREATE") and command.words
        folder = as_text(command.words[0]) if names_folder else self.folder or ""
        action = "login" if name == "AUTHENTICATE" else name.lower()
        handle = self.account.handle if self.account else None
        fault = weather.strike(self.store, handle, f"/imap/{action}/{folder}".rstrip("/"), writes=name in WRITES)
        if fault is None:
            return None
        if fault.fault in SPOILS:
            return fault if fetching.asks_for_text(_names(command)) else None
        if fault.fault == "cut_body":
            return fault  # Counted where there is an answer to be cut.
        weather.count(self.store, fault)
        if fault.fault == "slow":
            await asyncio.sleep(fault.seconds)
        elif fault.fault == "down":
            raise HungUp
        elif fault.fault == "not_json":
            self.said.append(weather.NOT_IMAP)
        return fault

    async def _say(self, lines: list[bytes]) -> None:
        octets = b"".join(lines)
        fault = self.fault.fault if self.fault else ""
        if fault == "accept_then_hang_up":
            raise HungUp
        if fault == "cut_body" and len(lines) > 1:
            assert self.fault is not None
            weather.count(self.store, self.fault)
            self.writer.write(octets[: len(octets) // 2])
            await self.writer.drain()
            raise HungUp
        self.writer.write(octets)

    def _capabilities(self) -> str:
        """Dovecot as well tells those who have not signed in of less."""
        is_old = self.store.setting("mail_server_is_old", 0.0) > 0
        return CAPABILITIES if is_old or self.account is None else f"{CAPABILITIES} {NEWER}"

    async def capability(self, words: list[Any], by_uid: bool) -> str:
        self.said.append(f"* CAPABILITY {self._capabilities()}\r\n".encode())
        return "OK done"

    async def noop(self, words: list[Any], by_uid: bool) -> str:
        if self.folder is not None:
            self._look()
        return "OK done"

    async def logout(self, words: list[Any], by_uid: bool) -> str:
        self.said.append(b"* BYE see you\r\n")
        return "OK done"

    async def identify(self, words: list[Any], by_uid: bool) -> str:
        self.said.append(b'* ID ("name" "sandbox")\r\n')
        return "OK done"

    async def login(self, words: list[Any], by_uid: bool) -> str:
        user, password = (as_text(word) for word in _take(words, 2))
        return self._enter(user, password)

    async def authenticate(self, words: list[Any], by_uid: bool) -> str:
        mechanism = as_text(_take(words, 1)[0]).upper()
        if mechanism not in ("PLAIN", "XOAUTH2"):
            raise No("Unsupported authentication mechanism")
        given = await self._challenge("") if len(words) < 2 else as_text(words[1])
        try:
            octets = base64.b64decode(given, validate=True)
        except binascii.Error as error:
            raise BadCommand("Not Base64") from error
        if mechanism == "PLAIN":
            user, password = ([part.decode("utf-8", "replace") for part in octets.split(b"\0")] + ["", ""])[1:3]
            return self._enter(user, password)
        user, token = read_xoauth2(octets)
        if account_for(self.store, user, token) is None:
            await self._challenge(base64.b64encode(b'{"status":"400","schemes":"Bearer"}').decode())
        return self._enter(user, token)

    async def list_folders(self, words: list[Any], by_uid: bool) -> str:
        _take(words, 2)
        self.mailbox.bring_in()
        for name, use in self.mailbox.folders().items():
            flags = " ".join(filter(None, ["\\HasNoChildren", use]))
            self.said.append(f'* LIST ({flags}) "/" {_quoted(name)}\r\n'.encode())
        return "OK done"

    async def status(self, words: list[Any], by_uid: bool) -> str:
        name, asked = _take(words, 2)
        folder = self._existing(as_text(name))
        copies = self.mailbox.copies(folder)
        facts = {
            "MESSAGES": len(copies),
            "RECENT": 0,
            "UIDNEXT": self.mailbox.next_uid(folder),
            "UIDVALIDITY": self.mailbox.validity,
            "UNSEEN": sum("\\Seen" not in copy.flags for copy in copies),
        }
        told = " ".join(f"{key} {facts[key]}" for word in asked if (key := as_text(word).upper()) in facts)
        self.said.append(f"* STATUS {_quoted(folder)} ({told})\r\n".encode())
        return "OK done"

    async def select(self, words: list[Any], by_uid: bool) -> str:
        return self._open(as_text(_take(words, 1)[0]), is_readonly=False)

    async def examine(self, words: list[Any], by_uid: bool) -> str:
        return self._open(as_text(_take(words, 1)[0]), is_readonly=True)

    async def close(self, words: list[Any], by_uid: bool) -> str:
        self.folder, self.view = None, []
        return "OK done"

    async def create(self, words: list[Any], by_uid: bool) -> str:
        name = as_text(_take(words, 1)[0])
        if name in self.mailbox.folders():
            raise No("[ALREADYEXISTS] Mailbox exists")
        self.mailbox.create(name)
        return "OK done"

    async def append(self, words: list[Any], by_uid: bool) -> str:
        folder, source = self._existing(as_text(_take(words, 2)[0])), words[-1]
        if not isinstance(source, bytes):
            raise BadCommand("A mail comes as a literal")
        flags = [as_text(flag) for flag in words[1]] if isinstance(words[1], list) else []
        uid = self.mailbox.append(folder, source, flags, None)
        return f"OK [APPENDUID {self.mailbox.validity} {uid}] done"

    async def search(self, words: list[Any], by_uid: bool) -> str:
        found = matches(self.mailbox, self._selected(), words)
        numbers = "".join(f" {copy.uid if by_uid else number}" for number, copy in found)
        self.said.append(f"* SEARCH{numbers}\r\n".encode())
        return "OK done"

    async def fetch(self, words: list[Any], by_uid: bool) -> str:
        given, *rest = _take(words, 2)
        names = fetching.wanted(rest, by_uid=by_uid)
        lines = []
        for number, copy in self._meant(as_text(given), by_uid):
            source = self.mailbox.source(copy.id)
            if self.fault is not None and weather.is_about_one(self.fault) and self._is_hit(copy):
                weather.count(self.store, self.fault)
                lines.append(fetching.entry(number, copy, weather.spoilt(source, self.fault), names))
                self.fault = None
                continue
            lines.append(fetching.entry(number, copy, source, names))
            if fetching.marks_seen(names) and not self.is_readonly:
                self.mailbox.flag(copy.id, [*copy.flags, "\\Seen"])
        if self.fault is not None and self.fault.fault in ("overlapping_page", "repeated_page"):
            weather.count(self.store, self.fault)
            lines = [*self.last_fetched, *lines, *lines]
        self.last_fetched = lines
        self._look(tell=False)
        self.said += lines
        return "OK done"

    async def store_flags(self, words: list[Any], by_uid: bool) -> str:
        given, how, *rest = _take(words, 3)
        self._must_write()
        flags = {as_text(flag) for flag in (rest[0] if isinstance(rest[0], list) else rest)}
        deed = as_text(how).upper()
        for number, copy in self._meant(as_text(given), by_uid):
            held = set(copy.flags)
            new = held | flags if deed.startswith("+") else held - flags if deed.startswith("-") else flags
            self.mailbox.flag(copy.id, new)
            if not deed.endswith(".SILENT"):
                self.said.append(f"* {number} FETCH (UID {copy.uid} FLAGS ({' '.join(sorted(new))}))\r\n".encode())
        self._look(tell=False)
        return "OK done"

    async def copy(self, words: list[Any], by_uid: bool) -> str:
        return self._take_to(words, by_uid, keep=True)

    async def move(self, words: list[Any], by_uid: bool) -> str:
        self._must_write()
        return self._take_to(words, by_uid, keep=False)

    async def expunge(self, words: list[Any], by_uid: bool) -> str:
        self._must_write()
        chosen = self._meant(as_text(words[0]), by_uid) if by_uid and words else list(enumerate(self._selected(), 1))
        self.mailbox.expunge([copy.id for _, copy in chosen if "\\Deleted" in copy.flags])
        self._look()
        return "OK done"

    async def _challenge(self, words: str) -> str:
        self.writer.write(f"+ {words}\r\n".encode())
        await self.writer.drain()
        return (await self.reader.readline()).decode("latin-1").strip()

    def _enter(self, user: str, password: str) -> str:
        account = account_for(self.store, user, password)
        if account is None:
            raise No(weather.IMAP_WORDS["expired_token"])
        self.account = account
        return f"OK [CAPABILITY {self._capabilities()}] Logged in"

    def _existing(self, name: str) -> str:
        self.mailbox.bring_in()  # What the company wrote may bring its folder with it.
        for folder in self.mailbox.folders():
            if folder == name or (folder == "INBOX" and name.upper() == "INBOX"):
                return folder
        raise No(f"[NONEXISTENT] Unknown mailbox: {name}")

    def _open(self, name: str, *, is_readonly: bool) -> str:
        self.folder, self.view = None, []
        self.folder, self.is_readonly = self._existing(name), is_readonly
        self.view = self.mailbox.copies(self.folder)
        self.said += [
            b"* FLAGS (\\Answered \\Flagged \\Deleted \\Seen \\Draft)\r\n",
            f"* {len(self.view)} EXISTS\r\n* 0 RECENT\r\n".encode(),
            f"* OK [UIDVALIDITY {self.mailbox.validity}] UIDs valid\r\n".encode(),
            f"* OK [UIDNEXT {self.mailbox.next_uid(self.folder)}] Predicted next UID\r\n".encode(),
        ]
        return f"OK [{'READ-ONLY' if is_readonly else 'READ-WRITE'}] done"

    def _selected(self) -> list[Copy]:
        if self.folder is None:
            raise BadCommand("No mailbox selected")
        return self.view

    def _look(self, *, tell: bool = True) -> None:
        """See the folder as it is now, and tell what has gone and how many there are."""
        assert self.folder is not None
        before, self.view = self.view, self.mailbox.copies(self.folder)
        left = {copy.id for copy in self.view}
        if not tell:
            # Sequence numbers must not shift under the client: what came or went waits for its next look.
            now = {copy.id: copy for copy in self.view}
            self.view = [now.get(copy.id, copy) for copy in before]
            return
        gone = 0
        for number, copy in enumerate(before, start=1):
            if copy.id not in left:
                self.said.append(f"* {number - gone} EXPUNGE\r\n".encode())
                gone += 1
        if len(self.view) != len(before) - gone:
            self.said.append(f"* {len(self.view)} EXISTS\r\n".encode())

    def _meant(self, given: str, by_uid: bool) -> list[tuple[int, Copy]]:
        view = self._selected()
        largest = (view[-1].uid if view else 0) if by_uid else len(view)
        ranges = numbers_in(given, largest)
        pairs = enumerate(view, start=1)
        return [(n, copy) for n, copy in pairs if any((copy.uid if by_uid else n) in some for some in ranges)]

    def _take_to(self, words: list[Any], by_uid: bool, *, keep: bool) -> str:
        given, target = (as_text(word) for word in _take(words, 2))
        folder = self._existing(target)
        for _, copy in self._meant(given, by_uid):
            self.mailbox.take_to(copy.id, folder, keep=keep)
        if not keep:
            self._look()
        return "OK done"

    def _must_write(self) -> None:
        self._selected()
        if self.is_readonly:
            raise No("[READ-ONLY] Mailbox is read-only")

    def _is_hit(self, copy: Copy) -> bool:
        return self.fault is not None and self.fault.item in (None, copy.message_id)


Verb = Callable[[Session, list[Any], bool], Awaitable[str]]
VERBS: dict[str, Verb] = {
    "CAPABILITY": Session.capability,
    "NOOP": Session.noop,
    "CHECK": Session.noop,
    "LOGOUT": Session.logout,
    "ID": Session.identify,
    "LOGIN": Session.login,
    "AUTHENTICATE": Session.authenticate,
    "LIST": Session.list_folders,
    "STATUS": Session.status,
    "SELECT": Session.select,
    "EXAMINE": Session.examine,
    "CLOSE": Session.close,
    "UNSELECT": Session.close,
    "CREATE": Session.create,
    "APPEND": Session.append,
    "SEARCH": Session.search,
    "FETCH": Session.fetch,
    "STORE": Session.store_flags,
    "COPY": Session.copy,
    "MOVE": Session.move,
    "EXPUNGE": Session.expunge,
}
BY_UID = {"SEARCH", "FETCH", "STORE", "COPY", "MOVE", "EXPUNGE"}


def _take(words: list[Any], count: int) -> list[Any]:
    if len(words) < count:
        raise BadCommand("Missing arguments")
    return words


def _names(command: Command) -> list[str]:
    return [
        word for part in command.words for word in (part if isinstance(part, list) else [part]) if isinstance(word, str)
    ]


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
