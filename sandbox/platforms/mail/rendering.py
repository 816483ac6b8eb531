"""An item as the mail it arrived as.

What a scenario may say in ``extra``: ``subject``; ``html`` (beside the text, or instead of it); ``headers`` (put in place of
what would stand there; null takes a header away); ``attachments``, each ``{name, type, text}`` or with ``base64``;
``automatic``: ``reply`` or ``bounce``; ``rfc822``: the whole mail, its bytes as Latin-1, instead of all that.
"""

import base64
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from sandbox import moments
from sandbox.items import ancestors
from sandbox.people import find_person
from sandbox.platforms.mail.addresses import COMPANY_DOMAIN, address_of
from sandbox.records import Account, Item, Person
from sandbox.store import Store

# As the connector's own mails: an id must not be folded, or the library encodes it.
_POLICY = SMTP.clone(cte_type="7bit", max_line_length=900)


def company_address(account: Account) -> str:
    return address_of(account.handle, COMPANY_DOMAIN)


def render(store: Store, account: Account, item: Item) -> bytes:
    """The mail, the same bytes each time."""
    if "rfc822" in item.extra:
        return str(item.extra["rfc822"]).encode("latin-1", "replace")
    mail = EmailMessage(policy=_POLICY)
    company = Address(account.name, addr_spec=company_address(account))
    partner = find_person(store, item.partner_id) if item.partner_id is not None else None
    person = _person_address(partner) if partner else None
    mail["From"] = company if item.is_company else person or "undisclosed"
    if not item.is_company:
        mail["To"] = company
    elif person is not None:
        mail["To"] = person
    mail["Subject"] = item.extra.get("subject") or _subject_above(store, item)
    mail["Date"] = format_datetime(moments.as_datetime(item.created_at).replace(microsecond=0))
    mail["Message-ID"] = f"<{item.external_id}>"
    above = ancestors(store, item)
    if above:
        mail["In-Reply-To"] = f"<{above[0].external_id}>"
        mail["References"] = " ".join(f"<{one.external_id}>" for one in reversed(above[:20]))
    _add_body(mail, item)
    if item.extra.get("automatic") == "reply":
        mail["Auto-Submitted"] = "auto-replied"
    elif item.extra.get("automatic") == "bounce":
        mail = _bounce(mail, account, above[0] if above else None, partner)
    return _with_headers(mail, item.extra.get("headers")).as_bytes()


def _person_address(person: Person) -> Address | None:
    return None if person.hidden_profile else Address(person.name, addr_spec=person.external_id)


def _subject_above(store: Store, item: Item) -> str:
    """What an answer is called after what it answers."""
    chain = ancestors(store, item)
    if not chain:
        return str(item.text.split("\n")[0][:60] or "(no subject)") if item.text.isprintable() else "Hello"
    subject = str(chain[-1].extra.get("subject") or _subject_above(store, chain[-1]))
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _add_body(mail: EmailMessage, item: Item) -> None:
    html = item.extra.get("html")
    if item.text or not html:
        # Base64 keeps what quoted-printable would not: NUL, and a lonely CR.
        odd = any(ord(character) < 32 and character != "\n" for character in item.text)
        mail.set_content(item.text, charset="utf-8", cte="base64" if odd else None)
        if html:
            mail.add_alternative(str(html), subtype="html")
    else:
        mail.set_content(str(html), subtype="html", charset="utf-8")
    for attached in [*item.extra.get("attachments", []), *item.media]:
        kind, _, subtype = str(attached.get("type") or "application/octet-stream").partition("/")
        data = base64.b64decode(attached["base64"]) if "base64" in attached else str(attached.get("text", "")).encode()
        mail.add_attachment(data, maintype=kind, subtype=subtype, filename=str(attached.get("name") or "file"))


def _bounce(mail: EmailMessage, account: Account, original: Item | None, person: Person | None) -> EmailMessage:
    """A delivery report as https://www.rfc-editor.org/rfc/rfc3464 has it, with the headers of what came back."""
    report = EmailMessage(policy=_POLICY)
    for name, value in mail.items():
        if name.lower() in ("to", "subject", "date", "message-id"):
            report[name] = value
    report["From"] = Address("Mail Delivery System", "MAILER-DAEMON", COMPANY_DOMAIN)
    report["Auto-Submitted"] = "auto-replied"
    failed = person.external_id if person else "nobody@people.example"
    status = (
        f"Reporting-MTA: dns; {COMPANY_DOMAIN}\n\nFinal-Recipient: rfc822; {failed}\nAction: failed\nStatus: 5.1.1\n"
    )
    returned = f"Message-ID: <{original.external_id}>\nTo: {failed}\n" if original else "Subject: unknown\n"
    boundary = f"=_report_{original.seq if original else 0}"
    parts = [
        ("text/plain; charset=utf-8", mail.get_body().get_content()),  # type: ignore[union-attr]
        ("message/delivery-status", status),
        ("text/rfc822-headers", returned),
    ]
    text = "".join(f"--{boundary}\nContent-Type: {kind}\n\n{content}\n" for kind, content in parts)
    report["MIME-Version"] = "1.0"
    report["Content-Type"] = f'multipart/report; report-type=delivery-status; boundary="{boundary}"'
    report.set_payload(f"{text}--{boundary}--\n")
    return report


def _with_headers(mail: EmailMessage, headers: object) -> EmailMessage:
    for name, value in headers.items() if isinstance(headers, dict) else ():
        del mail[name]
        if value is not None:
            mail[name] = str(value)
    return mail
