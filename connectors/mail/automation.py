"""Mail that nobody typed: bounces and automatic answers.

When in doubt it was a person. A form on a website and a ticket system send what people wrote, with headers that also stand
on newsletters; only headers that mean an automatic *answer*, or a mail nobody can be behind, count.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from connectors.items import Automation
from connectors.mail.body import octets_of, read_message
from connectors.mail.headers import addresses, header_text, ids, parameter

_DAEMON = re.compile(r"(mailer[-_.]?daemon|postmaster)([+-].*)?@.*", re.IGNORECASE)
_NOBODY = re.compile(r"((no|do[-_.]?not|dont)[-_.]?reply.*|mailer[-_.]?daemon|bounces?([+-].*)?)@.*", re.IGNORECASE)
_ANSWERS = re.compile(
    r"(automatic reply|auto(matische)?[ -]?(antwort|reply|response)|out of (the )?office|abwesenheit\w*|réponse automatique"
    r"|respuesta automática|risposta automatica)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Report:
    """What a bounce is about: the mail that did not arrive, and that mail's thread."""

    message_id: str
    thread_id: str


def automation_of(message: Message, *, writes_for_another: bool) -> Automation | None:
    """Why nobody typed this mail. `writes_for_another`: it names somebody else to answer, as a website's form does."""
    report_type = parameter(message, "report-type")
    if message.get_content_type() == "multipart/report" and report_type == "delivery-status":
        return Automation.BOUNCE if "failed" in _deeds(message) else Automation.AUTO_REPLY
    if message.get_content_type() == "multipart/report" and report_type == "disposition-notification":
        return Automation.AUTO_REPLY
    senders = [address for _, address in addresses(message, "From")]
    if senders and _DAEMON.fullmatch(senders[0]) and (_is_from_nobody(message) or senders[0].startswith("mailer")):
        return Automation.BOUNCE
    return Automation.AUTO_REPLY if _answers_by_itself(message, writes_for_another) else None


def report_of(message: Message) -> Report | None:
    """The mail a bounce is about, by the part that returns it or its headers; None where it does not say."""
    for original in _returned(message):
        found = ids(original, "Message-ID")
        if found:
            thread = ids(original, "References") or ids(original, "In-Reply-To") or found
            return Report(found[0], thread[0])
    for fields in _status_fields(message):
        if found := ids(fields, "Original-Message-ID"):
            return Report(found[0], found[0])
    return None


def is_nobody(address: str) -> bool:
    """Whether no person reads what is sent to this address."""
    return bool(_NOBODY.fullmatch(address))


def _answers_by_itself(message: Message, writes_for_another: bool) -> bool:
    # https://www.rfc-editor.org/rfc/rfc3834#section-5
    submitted = header_text(message, "Auto-Submitted").lower().partition(";")[0].strip()
    if submitted == "auto-replied":
        return True
    if submitted not in ("", "no"):
        return not writes_for_another
    if header_text(message, "Precedence").lower() == "auto_reply":
        return True
    if header_text(message, "X-Autoreply") or header_text(message, "X-Autorespond"):
        return True
    if header_text(message, "X-Auto-Response-Suppress") and _ANSWERS.match(header_text(message, "Subject")):
        return True
    is_of_a_list = bool(header_text(message, "List-Id"))
    return header_text(message, "Precedence").lower() == "bulk" and not is_of_a_list and not writes_for_another


def _is_from_nobody(message: Message) -> bool:
    return header_text(message, "Return-Path") == "<>" or header_text(message, "Auto-Submitted") not in ("", "no")


def _deeds(message: Message) -> set[str]:
    """What a delivery report says was done: failed, delayed, delivered, relayed, expanded. Failed where it does not say."""
    deeds = {header_text(fields, "Action").lower() for fields in _status_fields(message)} - {""}
    return deeds or {"failed"}


def _status_fields(message: Message) -> Iterator[Message]:
    """The groups of fields in the report (https://www.rfc-editor.org/rfc/rfc3464#section-2.1)."""
    for part in message.walk():
        if part.get_content_type() == "message/delivery-status" and part.is_multipart():
            yield from (group for group in part.get_payload() if isinstance(group, Message))


def _returned(message: Message) -> Iterator[Message]:
    for part in message.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822" and part.is_multipart():
            yield from (inner for inner in part.get_payload() if isinstance(inner, Message))
        elif kind in ("text/rfc822-headers", "message/rfc822-headers"):
            yield read_message(octets_of(part))
