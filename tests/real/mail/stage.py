"""The real mail system as a stage of the contract suite."""

import imaplib
import itertools
import socket
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime

from connectors.capabilities import Action, Kind
from connectors.contract import Connector
from connectors.items import Credentials
from connectors.registry import open_connector
from tests.connectors.contract.stage import COMPANY, Ability, Entry, Signing
from tests.real.mail.server import DOMAIN, PASSWORD, MailServer

NUMBERS = itertools.count(1)


class PostOffice:
    """A company and its customers, each with a mailbox that nobody used before."""

    name = platform = "mail"
    stream, own_stream = "inbox", "sent"
    kind = Kind.MAIL
    can = Ability(page_size=50, has_weather=False, can_edit=False, can_delete=False)
    signing: Signing | None = None

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.number = next(NUMBERS)
        self.company = f"harbour{self.number}@{DOMAIN}"
        self._written: dict[str, EmailMessage] = {}
        self._people: dict[str, None] = {}
        self._nowhere = socket.socket()
        self._nowhere.bind(("127.0.0.1", 0))  # Bound and not listening: whoever knocks is refused.
        secrets = {
            "address": self.company,
            "name": COMPANY,
            "password": PASSWORD,
            "imap_host": "127.0.0.1",
            "imap_port": str(server.imap_port),
            "imap_security": "plain",
            "smtp_host": "127.0.0.1",
            "smtp_port": str(server.smtp_port),
            "smtp_security": "plain",
        }
        self._credentials = Credentials(self.company, self.company, secrets, "", 20.0)

    def connector(self, timeout: float = 5.0, secrets: Mapping[str, str] | None = None) -> Connector:
        given = {**self._credentials.secrets, **(secrets or {})}
        # Real servers on a busy machine take their time.
        return open_connector(self.platform, replace(self._credentials, secrets=given, timeout_seconds=timeout * 4))

    def unreachable(self) -> Connector:
        port = str(self._nowhere.getsockname()[1])
        return self.connector(secrets={"imap_port": port, "smtp_port": port})

    def address(self, by: str) -> str:
        """A customer's, of this stage alone."""
        found = f"{by.lower().replace(' ', '.')}.{self.number}@{DOMAIN}"
        self._people[found] = None
        return found

    def write(self, text: str, by: str = "Dora", under: str | None = None) -> str:
        mail = self._mail(
            text, Address(by, addr_spec=self.address(by)), Address(COMPANY, addr_spec=self.company), under
        )
        self.server.deliver(mail.as_bytes(), self.address(by), self.company)
        return self._known(mail)

    def write_many(self, texts: Sequence[str], at: datetime | None = None) -> list[str]:
        """Filed rather than sent, as a mailbox is that moves to another server: so its mails can be of any day."""
        ids = []
        with self.server.mailbox(self.company) as client:
            for number, text in enumerate(texts):
                by = f"Person {number}"
                sender = Address(by, addr_spec=self.address(by))
                mail = self._mail(text, sender, Address(COMPANY, addr_spec=self.company), None, at)
                when = imaplib.Time2Internaldate(at or datetime.now(UTC))
                client.append("INBOX", "", when, mail.as_bytes())
                ids.append(self._known(mail))
        return ids

    def write_for(self, action: Action) -> str:
        return self.write("Is it open on Sunday?")

    def edit(self, external_id: str, text: str) -> str:
        raise NotImplementedError("a mail is never changed")

    def delete(self, external_id: str) -> None:
        raise NotImplementedError("a mail is never taken back")

    def answer_natively(self, external_id: str, text: str) -> str:
        """By a mail program: sent, and filed among the sent mails."""
        asked = self._written[external_id]
        to = asked["From"].addresses[0]
        mail = self._mail(text, Address(COMPANY, addr_spec=self.company), to, external_id)
        self.server.deliver(mail.as_bytes(), self.company, to.addr_spec)
        with self.server.mailbox(self.company, "Sent") as client:
            client.append("Sent", "(\\Seen)", imaplib.Time2Internaldate(datetime.now(UTC)), mail.as_bytes())
        return self._known(mail)

    def standing(self) -> list[Entry]:
        """What lies before the company, and what has reached its customers."""
        self.server.settle()
        theirs = [self._entry(source, is_ours=False) for source in self.server.sources(self.company)]
        reached = [source for person in self._people for source in self.server.sources(person)]
        return theirs + [self._entry(source, is_ours=True) for source in reached]

    def settle(self) -> None:
        self.server.settle()

    def fault(self, name: str, *, times: int | None = None, **how: object) -> None:
        raise NotImplementedError("the weather is its own")

    def clear_faults(self) -> None:
        """There were none."""

    def signed(self, body: bytes, secret: str) -> dict[str, str]:
        raise NotImplementedError("mail is not pushed")

    def push_of(self, text: str) -> tuple[str, dict[str, str], bytes] | None:
        return None

    def _mail(
        self, text: str, sender: Address, to: Address, under: str | None, at: datetime | None = None
    ) -> EmailMessage:
        mail = EmailMessage(policy=SMTP.clone(max_line_length=900, cte_type="7bit"))
        mail["From"], mail["To"], mail["Subject"] = sender, to, "Boats"
        mail["Message-ID"] = f"<{next(NUMBERS)}.{self.number}@program.test>"
        mail["Date"] = format_datetime((at or datetime.now(UTC)).replace(microsecond=0))
        if under:
            above = self._written.get(under)
            mail["In-Reply-To"] = f"<{under}>"
            mail["References"] = f"{above['References'] or ''} <{under}>".strip() if above else f"<{under}>"
        mail.set_content(text, charset="utf-8")
        return mail

    def _known(self, mail: EmailMessage) -> str:
        message_id = str(mail["Message-ID"]).strip("<>")
        self._written[message_id] = mail
        return message_id

    def _entry(self, source: bytes, *, is_ours: bool) -> Entry:
        mail = message_from_bytes(source, policy=default)
        assert isinstance(mail, EmailMessage)
        body = mail.get_body(("plain",))
        return Entry(
            external_id=str(mail["Message-ID"]).strip("<>"),
            text=str(body.get_content()).replace("\r\n", "\n") if body else "",
            is_ours=is_ours,
            parent_id=str(mail["In-Reply-To"] or "").strip("<>") or None,
            is_private=True,
        )
