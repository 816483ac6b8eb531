"""A mail in our words. No I/O.

A thread hangs on the first mail of its References; everybody's programs repeat that one as long as the thread goes on
(https://www.rfc-editor.org/rfc/rfc5322#section-3.6.4).
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import Message
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Parsed, Raw
from connectors.mail.automation import Report, automation_of, report_of
from connectors.mail.body import body_of, head_of, media_of, read_headers, read_message
from connectors.mail.headers import addresses, date_of, header_text, id_of, ids
from connectors.mail.listing import Mail
from connectors.mail.quotes import without_original
from connectors.reading import moment, required_text

SENT_STREAM = "sent"
# How far the writer's clock may be ahead of the mail server's.
CLOCKS_DIFFER = timedelta(minutes=10)
# The longest a mail is on its way, as a rule.
ON_THE_WAY = timedelta(days=1)


def raw_of(mail: Mail, *, address: str, stream: str) -> Raw:
    """A mail as it is kept: the very bytes, and what the server knows of them.

    Neither UID nor flags are among it: the first change with UIDVALIDITY, the others when somebody looks, and neither makes
    it another mail.
    """
    data: dict[str, Any] = {
        "size": mail.size,
        "received": mail.received_at.isoformat() if mail.received_at else None,
        "is_whole": mail.is_whole,
    }
    if mail.octets is None:
        return Raw("", data | {"uid": mail.uid, "rfc822": None, "server_said": mail.words})
    data["rfc822"] = base64.b64encode(mail.octets).decode("ascii")
    message = read_headers(mail.octets)
    is_ours = _is_ours(message, address, stream)
    return Raw(id_of(message, head_of(mail.octets), address=address, is_ours=is_ours), data)


def reached_by(mail: Mail) -> datetime | None:
    """How far back a folder has been read with this mail: its arrival, or shortly before, when it was written.

    A writer's clock that is years off does not take the folder's reading there.
    """
    written = date_of(read_headers(mail.octets)) if mail.octets is not None else None
    if mail.received_at is None or written is None:
        return mail.received_at or written
    return min(mail.received_at, max(written, mail.received_at - ON_THE_WAY))


def octets_in(raw: Mapping[str, Any]) -> bytes:
    """The mail's bytes. Raises Malformed."""
    try:
        return base64.b64decode(required_text(raw, "rfc822"), validate=True)
    except (binascii.Error, ValueError) as error:
        if isinstance(error, Malformed):
            raise
        raise Malformed("'rfc822' should be a mail in Base64 and is not") from error


def parse_mail(stream: str, raw: Mapping[str, Any], *, address: str) -> Parsed:
    """The message a raw mail holds. Raises Malformed."""
    octets = octets_in(raw)
    if not octets.strip():
        raise Malformed("'rfc822' should be a mail and is empty")
    message = read_message(octets)
    is_ours = _is_ours(message, address, stream)
    external_id = id_of(message, head_of(octets), address=address, is_ours=is_ours)
    sender, reply_to = _first(message, "From"), _other(message, "Reply-To", address)
    # A form on the company's own site writes in the company's name and names the visitor as the one to answer.
    author = (reply_to or sender) if sender and sender[1] == address.lower() else (sender or reply_to)
    automation = None if is_ours else automation_of(message, writes_for_another=_is_for_another(sender, reply_to))
    report = report_of(message) if automation is not None else None
    parents, thread = _relations(message, report)
    body = body_of(message)
    size = raw.get("size")
    text = body.text if is_ours or not parents or automation else without_original(body.text)
    return Parsed(
        Item(
            external_id=external_id,
            kind=Kind.MAIL,
            text=text,
            created_at=_created_at(message, raw),
            thread_id=thread or external_id,
            is_ours=is_ours,
            author=None if is_ours or author is None else Author(author[1], author[1], author[0]),
            parent_id=parents[-1] if parents else "",
            media=media_of(body, is_whole=raw.get("is_whole") is not False, size=size if isinstance(size, int) else 0),
            subject=header_text(message, "Subject")[:998],
            is_private=True,
            automation=automation,
            answering=_answering(message, external_id, is_ours=is_ours, answered=reply_to or author, report=report),
        )
    )


def _relations(message: Message, report: Report | None) -> tuple[list[str], str]:
    """What the mail answers (the last is the one meant), and the thread it belongs to; empty where it begins one."""
    if report is not None:
        return [report.message_id], report.thread_id
    references, answered = ids(message, "References"), ids(message, "In-Reply-To")
    chain = references or answered
    return answered[:1] or references[-1:], chain[0] if chain else ""


def _answering(
    message: Message, external_id: str, *, is_ours: bool, answered: tuple[str, str] | None, report: Report | None
) -> dict[str, Any]:
    """What a reply needs of this mail: whom it goes to, and where it belongs."""
    to = _first(message, "To") if is_ours else answered
    return {
        "to": to[1] if to else "",
        "name": to[0] if to else "",
        "subject": header_text(message, "Subject")[:998],
        "message_id": next(iter(ids(message, "Message-ID")), ""),
        "references": [report.thread_id] if report else (ids(message, "References") or ids(message, "In-Reply-To")[:1]),
    }


def _created_at(message: Message, raw: Mapping[str, Any]) -> datetime:
    """When it was written, by its writer's clock; by the mail server's where that one is silent or in the future."""
    written = date_of(message)
    received = moment(raw, "received") if raw.get("received") is not None else None
    if written is not None and (received is None or written <= received + CLOCKS_DIFFER):
        return written
    if received is None:
        raise Malformed(
            f"'Date' should be a time and is {header_text(message, 'Date')[:60]!r}, and no arrival is known"
        )
    return received


def _is_ours(message: Message, address: str, stream: str) -> bool:
    """Whether the company wrote it: what lies among its sent mails, and copies of what it wrote to others.

    A mail to ourselves in our own name is most often a form on a website, with a person behind it.
    """
    if stream == SENT_STREAM:
        return True
    sender = _first(message, "From")
    is_from_us = sender is not None and sender[1] == address.lower()
    is_to_others = any(_other(message, name, address) for name in ("To", "Cc"))
    return is_from_us and is_to_others and _other(message, "Reply-To", address) is None


def _is_for_another(sender: tuple[str, str] | None, reply_to: tuple[str, str] | None) -> bool:
    return reply_to is not None and (sender is None or sender[1] != reply_to[1])


def _first(message: Message, name: str) -> tuple[str, str] | None:
    return next(iter(addresses(message, name)), None)


def _other(message: Message, name: str, address: str) -> tuple[str, str] | None:
    """The first address of a header that is neither our own nor a mailing list's: an answer is for one person."""
    lists = {found for _, found in addresses(message, "List-Post")}
    nobodys = {address.lower(), *(found.removeprefix("mailto:") for found in lists)}
    return next((found for found in addresses(message, name) if found[1] not in nobodys), None)
