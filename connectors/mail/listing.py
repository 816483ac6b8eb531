"""Reading a folder in pages that stay small, whatever lies in it.

UIDs only grow, and mean something only as long as UIDVALIDITY stays the same
(https://www.rfc-editor.org/rfc/rfc9051#section-2.3.1.1).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from imap_tools.mailbox import BaseMailBox

from connectors.errors import Unavailable
from connectors.mail.mailbox import CODE, OUT_OF_ORDER, Refused, command

PAGE_SIZE = 50
PAGE_BYTES = 8 * 1024 * 1024
# A mail longer than this is read up to HEAD_BYTES: its headers and, by all custom, its text.
WHOLE_BYTES = 25 * 1024 * 1024
HEAD_BYTES = 512 * 1024
# UIDs are looked for in windows, each wider than the last empty one: a large mailbox is not listed whole for every page.
FIRST_WINDOW, WIDER = 1_000, 10
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_ENTRY = re.compile(rb"^\d+ \(")
_UID = re.compile(rb"\bUID (\d+)")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d+)")
_RECEIVED = re.compile(rb'\bINTERNALDATE "([^"]+)"')
_QUOTED_BODY = re.compile(rb'BODY\[\](?:<\d+>)? "((?:[^"\\]|\\.)*)"')


@dataclass(frozen=True)
class Place:
    """An opened folder as it stood when it was opened."""

    folder: str
    validity: int
    next_uid: int
    count: int


@dataclass(frozen=True)
class Mail:
    """One mail of a folder. `octets` None: the server would not hand it over, `words` are its reason."""

    uid: int
    size: int
    received_at: datetime | None
    octets: bytes | None = None
    is_whole: bool = True
    words: str = ""


def enter(mailbox: BaseMailBox, folder: str, *, to_write: bool = False) -> Place:
    """Open a folder; to read alone, unless said otherwise."""
    # Not every server tells UIDNEXT on opening; all do on STATUS. What arrives in between is the next look's.
    status = mailbox.folder.status(folder, ("MESSAGES", "UIDNEXT", "UIDVALIDITY"))
    mailbox.folder.set(folder, readonly=not to_write)
    if "UIDNEXT" not in status or "UIDVALIDITY" not in status:
        raise Unavailable(f"The mail server does not number the mails of {folder}; it will be asked again.")
    return Place(folder, status["UIDVALIDITY"], status["UIDNEXT"], status.get("MESSAGES", 0))


def upwards(mailbox: BaseMailBox, low: int, high: int) -> tuple[list[int], int]:
    """The first UIDs from `low` on, ascending, and the UID up to which all were looked for."""
    width = FIRST_WINDOW
    while low <= high:
        end = min(low + width - 1, high)
        found = search(mailbox, low, end)
        if found or end == high:
            return found, end
        low, width = end + 1, width * WIDER
    return [], high


def downwards(mailbox: BaseMailBox, high: int, since: date | None) -> tuple[list[int], int]:
    """The last UIDs up to `high`, descending, and the UID down to which all were looked for."""
    width = FIRST_WINDOW
    while high >= 1:
        start = max(high - width + 1, 1)
        found = search(mailbox, start, high, since)
        if found or start == 1:
            return found[::-1], start
        high, width = start - 1, width * WIDER
    return [], 1


def count_since(mailbox: BaseMailBox, since: date) -> int:
    """How many mails came on `since` or later."""
    return len(_numbers(mailbox.uids(_since(since), charset=None)))


def search(mailbox: BaseMailBox, low: int, high: int, since: date | None = None) -> list[int]:
    """UIDs from `low` to `high`, ascending. Some servers answer a range with what lies beside it, so it is held to."""
    criteria = f"UID {low}:{high}"
    if since is not None:
        criteria += f" {_since(since)}"
    return sorted({uid for uid in _numbers(mailbox.uids(criteria, charset=None)) if low <= uid <= high})


def find(mailbox: BaseMailBox, message_id: str, *, among: str = "ALL") -> list[int]:
    """UIDs of mails in the open folder whose Message-ID holds this one; none for an id that cannot be asked for.

    `among`: another search key they must meet.
    """
    if not message_id.isascii() or not message_id.isprintable():
        return []
    quoted = message_id.replace("\\", "\\\\").replace('"', '\\"')
    return _numbers(mailbox.uids(f'{among} HEADER Message-ID "{quoted}"', charset=None))


def read(mailbox: BaseMailBox, uids: Sequence[int]) -> tuple[list[Mail], int]:
    """As many of these mails as make a page, in this order, and how many of the UIDs that covers: at least one.

    A mail that somebody removed meanwhile is left out. Raises Refused where the server hands over nothing at all.
    """
    wanted = uids[:PAGE_SIZE]
    if not wanted:
        return [], 0
    try:
        heads = {mail.uid: mail for mail in _fetch(mailbox, wanted, "(UID RFC822.SIZE INTERNALDATE)")}
    except Refused:
        heads = {}  # One of them may be what the server stumbles over: each is asked for alone.
    chosen: list[Mail] = []
    weight = 0
    for uid in wanted:
        head = heads.get(uid, Mail(uid, 0, None))
        weight += min(head.size, WHOLE_BYTES)
        if chosen and weight > PAGE_BYTES:
            break
        chosen.append(head)
    bodies = _bodies(mailbox, [head for head in chosen if head.size <= WHOLE_BYTES])
    found = [mail for head in chosen if (mail := bodies.get(head.uid) or _alone(mailbox, head)) is not None]
    unread = [mail for mail in found if mail.octets is None]
    if unread and len(unread) == len(found) and not _reads_another(mailbox, {mail.uid for mail in unread}):
        raise Refused(unread[0].words)
    return found, len(chosen)


def _bodies(mailbox: BaseMailBox, heads: Sequence[Mail]) -> dict[int, Mail]:
    try:
        fetched = _fetch(mailbox, [head.uid for head in heads], "(UID BODY.PEEK[])") if heads else []
    except Refused:
        return {}
    octets = {mail.uid: mail.octets for mail in fetched if mail.octets is not None}
    return {h.uid: Mail(h.uid, h.size, h.received_at, octets[h.uid]) for h in heads if h.uid in octets}


def _alone(mailbox: BaseMailBox, head: Mail) -> Mail | None:
    """One mail that did not come with the others: too long, gone, or the server cannot hand it over.

    Raises Refused where the server says that the trouble is its own, and passing.
    """
    is_whole = head.size <= WHOLE_BYTES
    part = "BODY.PEEK[]" if is_whole else f"BODY.PEEK[]<0.{HEAD_BYTES}>"
    words = "nothing was handed over"
    try:
        for mail in _fetch(mailbox, [head.uid], f"(UID {part})"):
            if mail.uid == head.uid and mail.octets is not None:
                return Mail(head.uid, head.size, head.received_at, mail.octets, is_whole)
    except Refused as refusal:
        code = CODE.search(refusal.words)
        if code and code.group(1) in OUT_OF_ORDER - {"SERVERBUG", "CORRUPTION", "EXPUNGEISSUED"} | {"LIMIT"}:
            raise
        words = refusal.words
    # Still listed, though it cannot be read: then it is this mail, and it must not stand in the others' way.
    if not search(mailbox, head.uid, head.uid):
        return None
    return Mail(head.uid, head.size, head.received_at, None, is_whole, words[:200])


def _reads_another(mailbox: BaseMailBox, uids: set[int]) -> bool:
    """Whether the server hands over any other mail: the folder's first, or its last. Else the trouble is not these mails'."""
    for number in ("1", "*"):
        status, data = mailbox.client.fetch(number, "(UID BODY.PEEK[HEADER])")
        if status == "OK" and any(mail.octets and mail.uid not in uids for mail in _entries(data)):
            return True
    return False


def _fetch(mailbox: BaseMailBox, uids: Iterable[int], what: str) -> list[Mail]:
    return _entries(command(mailbox, "FETCH", ",".join(map(str, uids)), what))


def _entries(data: Iterable[Any]) -> list[Mail]:
    entries: list[tuple[bytes, bytes | None]] = []
    for part in data:
        facts, octets = part if isinstance(part, tuple) else (part, None)
        if not isinstance(facts, bytes):
            continue
        if _ENTRY.match(facts) or not entries:
            entries.append((facts, octets))
        else:  # What follows a literal belongs to the same mail.
            before, held = entries[-1]
            entries[-1] = (before + facts, octets if held is None else held)
    return [mail for facts, octets in entries if (mail := _entry(facts, octets)) is not None]


def _entry(facts: bytes, octets: bytes | None) -> Mail | None:
    uid, size, received = _UID.search(facts), _SIZE.search(facts), _RECEIVED.search(facts)
    if uid is None:
        return None  # Flags that another program changed just now.
    if octets is None and (quoted := _QUOTED_BODY.search(facts)):
        octets = re.sub(rb"\\(.)", rb"\1", quoted.group(1))
    return Mail(
        uid=int(uid.group(1)),
        size=int(size.group(1)) if size else 0,
        received_at=_moment(received.group(1)) if received else None,
        octets=octets,
    )


def _moment(internal_date: bytes) -> datetime | None:
    """`22-Nov-2026 10:00:00 +0100` as a time."""
    try:
        found = parsedate_to_datetime(internal_date.decode("ascii").strip().replace("-", " ", 2))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _since(day: date) -> str:
    return f"SINCE {day.day}-{MONTHS[day.month - 1]}-{day.year}"


def _numbers(found: Iterable[str]) -> list[int]:
    return [int(uid) for uid in found if uid.isascii() and uid.isdigit()]
