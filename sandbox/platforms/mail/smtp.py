"""The submission server, through which the company's mails leave; played by aiosmtpd, which gives the hooks their names."""

# ruff: noqa: N802

import asyncio
import base64
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from sandbox.accounts import account_by_id
from sandbox.items import item_by_external_id, write_item
from sandbox.people import ensure_person, person_by_external_id
from sandbox.platforms.base import Platform
from sandbox.platforms.mail import weather
from sandbox.platforms.mail.mailbox import Mailbox, message_id_in
from sandbox.platforms.mail.rendering import company_address
from sandbox.records import Account, Fault, Item
from sandbox.store import Store

LARGEST_MAIL = 35 * 1024 * 1024
ACCEPTED = "250 2.0.0 Ok: queued as {}"


def account_for(store: Store, user: str, secret: str) -> Account | None:
    """The account whose address (or handle) and password these are."""
    for row in store.all("SELECT id FROM accounts WHERE platform = 'mail' AND token = ?", secret):
        account = account_by_id(store, row["id"])
        if user.lower() in (company_address(account), account.handle.lower()):
            return account
    return None


class Submission:
    """What aiosmtpd asks at each step of a session. A hook's text is the answer the client gets."""

    def __init__(self, store: Store, platform: Platform) -> None:
        self.store = store
        self.platform = platform

    async def handle_AUTH(self, server: SMTP, session: Session, envelope: Envelope, args: list[str]) -> Any:
        answer = await self._weather(server, session, "/smtp/auth")
        if answer is not None:
            return answer
        method = {"PLAIN": server.auth_PLAIN, "LOGIN": server.auth_LOGIN}.get(args[0].upper())
        result = await (method(server, args) if method else self._xoauth2(server, args))
        if result.success:
            session.authenticated = True
            session.auth_data = result.auth_data
            return "235 2.7.0 Authentication successful"
        return None if result.handled else "535 5.7.8 Authentication credentials invalid"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        """Named, so that EHLO offers it; `handle_AUTH` does the work."""
        return await self._xoauth2(server, args)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str | None:
        answer = await self._weather(server, session, "/smtp/mail")
        if answer is not None:
            return answer
        account = self._account(session)
        if account is None:
            return "530 5.7.0 Authentication required"
        if address.lower() != company_address(account):
            return "553 5.7.1 Sender address rejected: not owned by user"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str | None:
        answer = await self._weather(server, session, "/smtp/rcpt")
        if answer is not None:
            return answer
        person = person_by_external_id(self.store, "mail", address.lower())
        if person is not None and person.is_deleted:
            return f"550 5.1.1 <{address}>: Recipient address rejected: User unknown"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str | None:
        fault = self._strike(session, "/smtp/data")
        if fault is not None and fault.fault != "accept_then_hang_up":
            answer = await self._happen(server, fault)
            if answer is not None:
                return answer
        account = self._account(session)
        assert account is not None
        item = self._take(account, envelope)
        if fault is not None and fault.fault == "accept_then_hang_up":
            weather.count(self.store, fault)
            return self._hang_up(server)
        return ACCEPTED.format(f"{item.position:08X}")

    def _take(self, account: Account, envelope: Envelope) -> Item:
        """The mail is out: something the company said, to the first who gets it."""
        source = bytes(envelope.original_content or b"")
        mail = message_from_bytes(source, policy=default)
        assert isinstance(mail, EmailMessage)
        body = mail.get_body(("plain", "html"))
        text = str(body.get_content()).replace("\r\n", "\n").rstrip("\n") if body is not None else ""
        answered = str(mail["In-Reply-To"] or "").strip().strip("<>")
        parent = item_by_external_id(self.store, "mail", answered) if answered else None
        address = envelope.rcpt_tos[0].lower()
        with self.store.transaction():
            person = person_by_external_id(self.store, "mail", address) or ensure_person(
                self.store, self.platform, alias=address, handle=address, name=address
            )
            item = write_item(
                self.store,
                self.platform,
                account,
                kind="mail",
                author=None,
                text=text,
                parent=parent,
                to=person,
                extra={"submitted": True, "subject": str(mail["Subject"] or "")},
            )
            self._name(item, message_id_in(source))
            if self.store.setting("mail_server_files_sent", 0.0):
                Mailbox(self.store, account).add("Sent", source, flags=("\\Seen",), item_seq=item.seq)
        return item

    def _name(self, item: Item, message_id: str) -> None:
        """The sender chose the id. One that is taken stays with what had it first: two mails are two, whatever they say."""
        if message_id and item_by_external_id(self.store, "mail", message_id) is None:
            self.store.run(
                "UPDATE items SET external_id = ?, first_id = ? WHERE seq = ?", message_id, message_id, item.seq
            )
            self.store.run("UPDATE versions SET external_id = ? WHERE seq = ?", message_id, item.seq)

    async def _xoauth2(self, server: SMTP, args: list[str]) -> AuthResult:
        """https://developers.google.com/workspace/gmail/imap/xoauth2-protocol : a refusal is a challenge first."""
        given = base64.b64decode(args[1]) if len(args) == 2 else await server.challenge_auth("")
        if not isinstance(given, bytes):  # The client gave up.
            return AuthResult(success=False)
        user, token = read_xoauth2(given)
        if account_for(self.store, user, token) is None:
            await server.challenge_auth('{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}')
            return AuthResult(success=False, handled=False)
        return AuthResult(success=True, auth_data=LoginPassword(user.encode(), token.encode()))

    def _account(self, session: Session) -> Account | None:
        held: object = session.auth_data
        if not isinstance(held, LoginPassword):
            return None
        login, password = (part.decode("utf-8", "replace") for part in held)
        return account_for(self.store, login, password)

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        """aiosmtpd's question whether a password is right."""
        login, password = (part.decode("utf-8", "replace") for part in data)
        is_right = account_for(self.store, login, password) is not None
        return AuthResult(success=is_right, handled=False, auth_data=data)

    def _strike(self, session: Session, path: str) -> Fault | None:
        account = self._account(session)
        return weather.strike(self.store, account.handle if account else None, path, writes=True)

    async def _weather(self, server: SMTP, session: Session, path: str) -> str | None:
        fault = self._strike(session, path)
        return None if fault is None else await self._happen(server, fault)

    async def _happen(self, server: SMTP, fault: Fault) -> str | None:
        """What the client gets instead of the server's own answer; None: that answer, perhaps late."""
        if fault.fault == "accept_then_hang_up":
            return None
        weather.count(self.store, fault)
        if weather.is_answer(fault):
            # A `variant` says which answer: 421, 552, 554 …
            words = weather.SMTP_WORDS[fault.fault]
            return f"{fault.variant} {words.split(' ', 1)[1]}" if (fault.variant or "").isdigit() else words
        if fault.fault == "slow":
            await asyncio.sleep(fault.seconds)
            return None
        if fault.fault == "not_json":
            return "<!DOCTYPE html><html><body><h1>Something went wrong</h1></body></html>"
        return self._hang_up(server)

    def _hang_up(self, server: SMTP) -> str:
        if server.transport is not None:
            server.transport.abort()
        return "421 4.4.2 closed"


def read_xoauth2(given: bytes) -> tuple[str, str]:
    """User and token of an initial response."""
    fields = dict(part.partition("=")[::2] for part in given.decode("utf-8", "replace").split("\x01") if part)
    return fields.get("user", ""), fields.get("auth", "").removeprefix("Bearer ")


def smtp_protocol(store: Store, platform: Platform) -> SMTP:
    """A fresh session's protocol."""
    submission = Submission(store, platform)
    return SMTP(
        submission,
        data_size_limit=LARGEST_MAIL,
        hostname="smtp.mail.example",
        ident="ESMTP",
        auth_require_tls=False,
        authenticator=submission.authenticate,
        loop=asyncio.get_running_loop(),
    )
