"""The faults of :mod:`sandbox.faults`, as mail servers have them.

A command stands at a path: ``/imap/login``, ``/imap/status/INBOX``, ``/imap/search/INBOX``, ``/imap/fetch/INBOX``,
``/imap/append/Drafts``, ``/smtp/auth``, ``/smtp/mail``, ``/smtp/rcpt``, ``/smtp/data`` and so on; a fault's ``endpoint`` is a
part of it. ``accept_then_hang_up`` is about handing over a mail (``/smtp/data``), unless it names another command.
"""

import re

from sandbox.faults import ANSWERED, SPOILS, matching_fault, use_up
from sandbox.records import Fault
from sandbox.store import Store

IMAP_WORDS = {
    "expired_token": "[AUTHENTICATIONFAILED] Invalid credentials",
    "not_permitted": "[NOPERM] Access denied",
    "rate_limited": "[LIMIT] Too many requests, slow down",
    "server_error": "[UNAVAILABLE] Internal error occurred, try again later",
}
SMTP_WORDS = {
    "expired_token": "535 5.7.8 Authentication credentials invalid",
    "not_permitted": "550 5.7.1 Message rejected by policy",
    "rate_limited": "450 4.7.1 Too many messages, slow down",
    "server_error": "451 4.3.0 Temporary server error, try again later",
}
NOT_IMAP = (
    b"<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>\r\n"
)


def strike(store: Store, handle: str | None, path: str, *, writes: bool) -> Fault | None:
    """The fault that hits this command, counted as used; None in fair weather."""
    fault = matching_fault(store, "mail", "POST" if writes else "GET", path, handle)
    if fault is None:
        return None
    if fault.fault in SPOILS and not path.startswith("/imap/fetch/"):
        return None
    if fault.fault == "accept_then_hang_up" and path != "/smtp/data" and fault.endpoint is None:
        return None
    if fault.fault == "expired_token" and path.startswith("/smtp/") and path != "/smtp/auth":
        return None
    return fault


def count(store: Store, fault: Fault) -> None:
    use_up(store, fault)


def is_answer(fault: Fault) -> bool:
    return fault.fault in ANSWERED


def spoilt(source: bytes, fault: Fault) -> bytes | None:
    """The mail with harm done to it. None: the server hands over nothing for it."""
    variant = fault.variant if fault.fault == "malformed_item" else fault.fault
    if variant == "missing_id":
        return _without(source, b"Message-ID")
    if variant == "missing_author":
        return _without(source, b"From")
    if variant in ("bad_time", "bad_created_at"):
        return _without(source, b"Date").replace(b"\r\n", b"\r\nDate: the day before yesterday\r\n", 1)
    head, gap, _ = source.partition(b"\r\n\r\n")
    if variant == "missing_text":
        return head + gap
    plain = re.sub(rb"(?im)^content-transfer-encoding:.*\r\n", b"", head + gap)
    if variant == "lone_surrogate":
        return plain + b"half a pair \xed\xa0\xbd\r\n"
    if variant == "nul":
        return plain + b"a nul \x00 inside\r\n"
    return None


def is_about_one(fault: Fault) -> bool:
    return fault.fault in SPOILS and fault.fault not in ("overlapping_page", "repeated_page", "ids_as_numbers")


def _without(source: bytes, header: bytes) -> bytes:
    return re.sub(rb"(?im)^" + header + rb":.*\r\n(?:[ \t].*\r\n)*", b"", source, count=1)
