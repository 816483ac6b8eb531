"""The mail a reply becomes."""

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from connectors.errors import NotPermitted, Rejected
from connectors.items import Outgoing
from connectors.mail.account import MailAccount
from connectors.mail.automation import is_nobody

# Seven-bit, so that no server on the way has to change it. Lines may be long: where a header is folded inside a Message-ID the
# library encodes the id, and threads come apart. Paragraphs are not broken: every mail program in use wraps them to its window.
POLICY = SMTP.clone(cte_type="7bit", max_line_length=900)
MOST_REFERENCES = 20
_ANSWERED = re.compile(r"\s*(re|aw|sv|antw|ref|rif|odp)\s*(\[\d+\])?\s*:", re.IGNORECASE)


def message_id_for(key: str, account: MailAccount) -> str:
    """The Message-ID of the reply with this key: known before anything is sent, and the same at every attempt."""
    return f"heard.{hashlib.sha256(key.encode()).hexdigest()[:32]}@{account.domain.lower()}"


def compose(account: MailAccount, reply: Outgoing, *, now: datetime) -> EmailMessage:
    """The reply as a mail to whoever wrote the one it answers. Raises NotPermitted, Rejected."""
    facts = reply.answering
    to = _text(facts, "to")
    if not to:
        raise NotPermitted("The mail does not say whom to answer.")
    if is_nobody(to):
        raise NotPermitted(f"Nobody reads what is sent to {to}.")
    subject = _text(facts, "subject")
    mail = EmailMessage(policy=POLICY)
    mail["From"] = _address(account.name, account.address)
    mail["To"] = _address(_text(facts, "name"), to)
    mail["Subject"] = subject if _ANSWERED.match(subject) else f"Re: {subject}".rstrip()
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message_id_for(reply.key, account)}>"
    if answered := _text(facts, "message_id"):
        mail["In-Reply-To"] = f"<{answered}>"
        mail["References"] = " ".join(f"<{one}>" for one in _references(facts, answered))
    mail.set_content(reply.text.replace("\r\n", "\n").replace("\r", "\n"), charset="utf-8")
    return mail


def note_of(account: MailAccount, mail: EmailMessage) -> tuple[str, EmailMessage]:
    """The draft that says a reply is on its way out, and its own Message-ID (without brackets).

    Not the reply's: Gmail takes two mails with one id for the same.
    """
    note_id = note_id_of(str(mail["Message-ID"]).strip("<>"))
    note = EmailMessage(policy=POLICY)
    for name in ("From", "To", "Date"):
        note[name] = mail[name]
    note["Subject"] = f"[Heard is sending] {mail['Subject']}"
    note["Message-ID"] = f"<{note_id}>"
    note.set_content(mail.get_content(), charset="utf-8")
    return note_id, note


def note_id_of(message_id: str) -> str:
    return f"note.{message_id}"


def _references(facts: Mapping[str, Any], answered: str) -> list[str]:
    """The thread's first mail and its latest, in order."""
    given = facts.get("references")
    chain = [str(one) for one in given if one != answered] if isinstance(given, list) else []
    if len(chain) >= MOST_REFERENCES:
        chain = [chain[0], *chain[2 - MOST_REFERENCES :]]
    return [*chain, answered]


def _address(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    try:
        return Address(display_name=re.sub(r"[\x00-\x1f]", " ", name), addr_spec=f"{local}@{_ascii(domain)}")
    except (ValueError, HeaderParseError, IndexError) as error:
        raise Rejected(f"{address} is no address that mail can be sent to.") from error


def _ascii(domain: str) -> str:
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def _text(facts: Mapping[str, Any], name: str) -> str:
    value = facts.get(name)
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else ""
