"""Which mails a SEARCH finds: https://www.rfc-editor.org/rfc/rfc3501#section-6.4.4"""

from collections.abc import Callable
from datetime import date, datetime
from email import message_from_bytes
from email.policy import compat32
from typing import Any

from sandbox import moments
from sandbox.platforms.mail.commands import BadCommand, as_text, numbers_in
from sandbox.platforms.mail.mailbox import Copy, Mailbox

Test = Callable[[int, Copy], bool]
FLAGS = {"SEEN": "\\Seen", "DELETED": "\\Deleted", "FLAGGED": "\\Flagged", "ANSWERED": "\\Answered", "DRAFT": "\\Draft"}


def matches(mailbox: Mailbox, view: list[Copy], words: list[Any]) -> list[tuple[int, Copy]]:
    """The (sequence number, copy) pairs that meet all conditions. Raises BadCommand."""
    words = list(words)
    if words and isinstance(words[0], str) and words[0].upper() == "CHARSET":
        del words[:2]
    if not words:
        raise BadCommand("Missing search parameters")
    tests = []
    while words:
        tests.append(_test(mailbox, view, words))
    return [(number, copy) for number, copy in enumerate(view, start=1) if all(test(number, copy) for test in tests)]


def _test(mailbox: Mailbox, view: list[Copy], words: list[Any]) -> Test:
    """The next condition, taken from the front of `words`."""
    word = words.pop(0)
    if isinstance(word, list):
        inner = {copy.id for _, copy in matches(mailbox, view, word)}
        return lambda _, copy: copy.id in inner
    key = as_text(word).upper()
    if key == "ALL":
        return lambda *_: True
    if key == "NOT":
        unwanted = _test(mailbox, view, words)
        return lambda number, copy: not unwanted(number, copy)
    if key == "OR":
        one, other = _test(mailbox, view, words), _test(mailbox, view, words)
        return lambda number, copy: one(number, copy) or other(number, copy)
    if key.removeprefix("UN") in FLAGS:
        flag, is_wanted = FLAGS[key.removeprefix("UN")], not key.startswith("UN")
        return lambda _, copy: (flag in copy.flags) is is_wanted
    if key == "UID":
        uids = numbers_in(_next(words), view[-1].uid if view else 0)
        return lambda _, copy: any(copy.uid in some for some in uids)
    if key in ("SINCE", "BEFORE", "ON"):
        return _by_day(key, _next(words))
    if key == "HEADER":
        name, value = _next(words), _next(words).lower()
        return lambda _, copy: value in _header(mailbox, copy, name)
    if key[:1].isdigit() or key.startswith("*"):
        numbers = numbers_in(key, len(view))
        return lambda number, _: any(number in some for some in numbers)
    raise BadCommand(f"Unknown search key {key}")


def _next(words: list[Any]) -> str:
    if not words:
        raise BadCommand("Missing argument")
    return as_text(words.pop(0))


def _by_day(key: str, given: str) -> Test:
    try:
        day = datetime.strptime(given.title(), "%d-%b-%Y").date()  # noqa: DTZ007
    except ValueError as error:
        raise BadCommand("Not a date") from error

    def arrived(copy: Copy) -> date:
        return moments.as_datetime(copy.received_at).date()

    if key == "SINCE":
        return lambda _, copy: arrived(copy) >= day
    return lambda _, copy: arrived(copy) < day if key == "BEFORE" else arrived(copy) == day


def _header(mailbox: Mailbox, copy: Copy, name: str) -> str:
    if name.lower() == "message-id":
        return f"<{copy.message_id}>".lower()
    return str(message_from_bytes(mailbox.source(copy.id), policy=compat32).get(name, "")).lower()
