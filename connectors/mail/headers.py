"""Headers of a mail as a person means them, however broken they came.

Message-IDs stand without their angle brackets and without white space everywhere in Heard; one that is too long to keep is
replaced by a digest of it, the same wherever it is named.
"""

import hashlib
import re
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from connectors.reading import LONGEST_ID, storable

LONGEST_HEADER = 20_000
# What the library raises over mails that are out of order; it means to raise nothing.
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError)
_ID = re.compile(r"<([^<>]+)>")
_ADDRESS = re.compile(r"[^@\s<>,;\"()]+@[^@\s<>,;\"()]+")
OUR_ID = re.compile(r"heard\.[0-9a-f]{32}@")


def raw_header(message: Message, name: str) -> str:
    """The header's words on one line, not yet decoded; empty where it is missing. Bytes beyond ASCII are read as UTF-8 or Latin."""
    # `Message.get` makes an object of its own of a header with such bytes.
    found = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    octets = found[:LONGEST_HEADER].encode("utf-8", "surrogateescape")
    return re.sub(r"\s+", " ", decoded(octets, "")).strip()


def header_text(message: Message, name: str) -> str:
    """The header as it is read."""
    return _unfold(_decode_words(raw_header(message, name)))


def addresses(message: Message, name: str) -> list[tuple[str, str]]:
    """The (name, address) pairs of a header, those alone that can be written to. Addresses are in lower case."""
    raw = raw_header(message, name)
    found = [
        (_unfold(_decode_words(display)), address.strip().lower())
        for display, address in getaddresses([raw])
        if _ADDRESS.fullmatch(address.strip())
    ]
    if found:
        return found
    loose = _ADDRESS.search(raw)  # `From: Dora dora@example.org`, which is no address by the book.
    return [("", loose.group().lower())] if loose else []


def date_of(message: Message) -> datetime | None:
    """The time the mail says it was written at, None where it says none that can be read."""
    try:
        found = parsedate_to_datetime(raw_header(message, "Date"))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def ids(message: Message, name: str) -> list[str]:
    """The Message-IDs a header names, in its order."""
    raw = raw_header(message, name)
    found = _ID.findall(raw) or [word for word in raw.split() if "@" in word]
    return [known_as(one) for one in found if one.strip()]


def id_of(message: Message, head: bytes, *, address: str, is_ours: bool) -> str:
    """What the mail is known by: its Message-ID, or a digest of its headers (`head`) where it has none.

    An id of our own making counts on our own mail alone: somebody else's must not take its place.
    """
    raw = raw_header(message, "Message-ID")
    found = next(iter(_ID.findall(raw)), raw.strip("<> "))
    named = known_as(found) if found else ""
    domain = address.rpartition("@")[2].lower()
    if not named:
        return f"no-id.{hashlib.sha256(head).hexdigest()[:40]}"
    if not is_ours and OUR_ID.match(named) and named.lower().endswith(f"@{domain}"):
        return f"borrowed.{hashlib.sha256(head).hexdigest()[:40]}"
    return named


def is_made_up(external_id: str) -> bool:
    """Whether a mail cannot be looked up by this id, because it does not stand in its Message-ID."""
    return external_id.startswith(("no-id.", "borrowed.", "long."))


def parameter(message: Message, name: str) -> str:
    """A parameter of the Content-Type in lower case, such as `flowed` for `format`; empty where there is none."""
    try:
        found = message.get_param(name, "")
    except UNREADABLE:
        return ""
    return found.lower() if isinstance(found, str) else ""


def known_as(message_id: str) -> str:
    """A Message-ID as Heard keeps it."""
    plain = storable(re.sub(r"\s+", "", message_id))
    if len(plain) > LONGEST_ID:
        return f"long.{hashlib.sha256(plain.encode()).hexdigest()}"
    return plain


def decoded(octets: bytes, charset: str) -> str:
    """Bytes as text: as they say they are, else UTF-8, else the Latin of old mail programs, in which nothing is impossible."""
    for candidate in (charset, "utf-8"):
        if candidate:
            try:
                return octets.decode(candidate)
            except (LookupError, ValueError):  # An unknown name, one with a NUL in it, or not what it says.
                continue
    return octets.decode("cp1252", "replace")


def _decode_words(raw: str) -> str:
    """Encoded words (https://www.rfc-editor.org/rfc/rfc2047) as text; what cannot be decoded stays as it stands."""
    if "=?" not in raw:
        return raw
    try:
        chunks = decode_header(raw)
    except (HeaderParseError, ValueError):
        return raw
    # The library hands over bytes between encoded words in its own notation of ASCII.
    words = [
        text if isinstance(text, str) else decoded(text, charset or "raw-unicode-escape") for text, charset in chunks
    ]
    return "".join(words) or raw


def _unfold(text: str) -> str:
    return storable(re.sub(r"[\s\x00-\x1f]+", " ", text)).strip()
