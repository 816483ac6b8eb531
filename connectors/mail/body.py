"""The words of a mail and what is attached to it."""

import re
from dataclasses import dataclass, field
from email import message_from_bytes
from email.errors import HeaderParseError
from email.message import Message
from email.parser import BytesHeaderParser
from email.policy import compat32

from connectors.items import Media
from connectors.mail.headers import UNREADABLE, decoded, header_text, parameter
from connectors.mail.html_text import html_text
from connectors.reading import storable

# Deeper parts are kept as attachments: nobody nests so deep who means to be read.
DEEPEST = 30


@dataclass
class Body:
    """The readable text, and the parts that are attachments, in their order in the mail."""

    text: str = ""
    attachments: list[Message] = field(default_factory=list)


def read_message(octets: bytes) -> Message:
    """A mail, however broken. The old policy is meant: the new one trips over headers that are out of order."""
    try:
        return message_from_bytes(octets, policy=compat32)
    except (RecursionError, *UNREADABLE):  # Thousands of parts inside each other, a charset with a NUL in its name.
        return read_headers(octets)


def read_headers(octets: bytes) -> Message:
    """A mail by its headers, its body left as one text."""
    return BytesHeaderParser(policy=compat32).parsebytes(octets)


def head_of(octets: bytes) -> bytes:
    """The header lines alone."""
    return re.split(rb"\r?\n\r?\n", octets, maxsplit=1)[0]


def body_of(message: Message) -> Body:
    body = Body()
    text = storable(_words(message, body.attachments, 0)).replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    body.text = text if text.strip() else ""
    return body


def media_of(body: Body, *, is_whole: bool, size: int) -> tuple[Media, ...]:
    """The attachments as Media. Of a mail that was too long to be read whole, one entry says so instead of bytes."""
    found = []
    for number, part in enumerate(body.attachments):
        is_cut = not is_whole and number == len(body.attachments) - 1
        length = None if is_cut else len(octets_of(part))
        found.append(Media(kind=_kind(part), name=name_of(part), part=None if is_cut else number, size=length))
    if not is_whole:
        note = "This mail is too long to be fetched whole. What is missing here is in the mailbox."
        found.append(Media(kind="file", name="Rest of the mail", size=size, text=note))
    return tuple(found)


def octets_of(part: Message) -> bytes:
    """What an attachment holds. A mail inside the mail is handed over as it stands, and so is what cannot be decoded."""
    if part.is_multipart():
        inner = part.get_payload()
        whole = inner[0] if isinstance(inner, list) and inner and part.get_content_type() == "message/rfc822" else part
        try:
            return whole.as_bytes(policy=compat32) if isinstance(whole, Message) else b""
        except (HeaderParseError, *UNREADABLE):
            return _as_it_stands(part)  # The library can read more than it can write.
    try:
        payload = part.get_payload(decode=True)
    except UNREADABLE:
        payload = None
    return payload if isinstance(payload, bytes) else _as_it_stands(part)


def _as_it_stands(part: Message) -> bytes:
    """The words of a part and of all inside it, without their headers."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return b"\n".join(_as_it_stands(inner) for inner in payload if isinstance(inner, Message))
    return str(payload or "").encode("utf-8", "replace")


def name_of(part: Message) -> str:
    named = _filename(part)
    if not named and part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        subject = header_text(inner[0], "Subject") if isinstance(inner, list) and isinstance(inner[0], Message) else ""
        return f"{subject or 'Forwarded mail'}.eml"
    return named or part.get_content_type().replace("/", ".")


def _words(part: Message, attachments: list[Message], depth: int) -> str:
    """The readable text of a part; whatever is not readable text goes to `attachments`."""
    kind = part.get_content_type()
    children = [child for child in part.get_payload() if isinstance(child, Message)] if part.is_multipart() else []
    is_attached = part.get_content_disposition() == "attachment" or (depth > 0 and bool(_filename(part)))
    if depth > DEEPEST or is_attached or kind == "message/rfc822":
        attachments.append(part)
        return ""
    if kind == "multipart/alternative" and children:
        return _best(children, attachments, depth)
    if children:
        return "\n\n".join(filter(None, [_words(child, attachments, depth + 1) for child in children]))
    if kind == "text/html":
        return html_text(_decoded_text(part))
    if kind == "text/plain" or (kind.startswith("multipart/") and depth == 0):
        text = _decoded_text(part)
        return _unflowed(part, text) if parameter(part, "format") == "flowed" else text.strip("\r\n")
    attachments.append(part)
    return ""


def _best(children: list[Message], attachments: list[Message], depth: int) -> str:
    """Of several ways to say the same, the plain one, unless it is blank. Pictures of those not taken still count."""
    said: list[tuple[bool, str]] = []
    for child in children:
        inside = {part.get_content_type() for part in child.walk()}
        said.append(("text/plain" in inside, _words(child, attachments, depth + 1)))
    filled = [(is_plain, words) for is_plain, words in said if words.strip()]
    return next((words for is_plain, words in filled if is_plain), filled[0][1] if filled else "")


def _decoded_text(part: Message) -> str:
    try:
        payload = part.get_payload(decode=True)
        charset = part.get_content_charset() or ""
    except UNREADABLE:
        payload, charset = None, ""
    if not isinstance(payload, bytes):
        payload = str(part.get_payload()).encode("utf-8", "surrogateescape")
    return decoded(payload, charset)


def _unflowed(part: Message, text: str) -> str:
    """Lines that were only broken to fit, joined: https://www.rfc-editor.org/rfc/rfc3676"""
    keeps_space = parameter(part, "delsp") != "yes"
    joined: list[str] = []
    goes_on, depth_before = False, 0
    for line in text.replace("\r\n", "\n").split("\n"):
        quoted = line.lstrip(">")
        depth = len(line) - len(quoted)
        words = quoted.removeprefix(" ")
        if goes_on and depth == depth_before and words != "-- ":
            joined[-1] += words
        else:
            joined.append(">" * depth + (" " if depth else "") + words)
        goes_on, depth_before = words.endswith(" ") and words != "-- ", depth
        if goes_on and not keeps_space:
            joined[-1] = joined[-1][:-1]
    return "\n".join(line.rstrip(" ") for line in joined).strip("\n")


def _filename(part: Message) -> str:
    holder = Message()
    try:
        holder["X"] = re.sub(r"[\r\n]", " ", part.get_filename() or "")
        return header_text(holder, "X").replace("/", "_").replace("\\", "_")[:200]
    except UNREADABLE:
        return "attachment"


def _kind(part: Message) -> str:
    main = part.get_content_maintype()
    return main if main in ("image", "video", "audio") else "file"
