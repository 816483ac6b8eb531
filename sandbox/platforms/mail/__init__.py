"""E-mail: a company's mailbox behind an IMAP server and a submission server, each at a port of its own on loopback."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import ClassVar

from starlette.responses import Response
from starlette.routing import BaseRoute

from sandbox.platforms.base import Platform
from sandbox.platforms.mail.addresses import COMPANY_DOMAIN, PEOPLE_DOMAIN, address_of
from sandbox.platforms.mail.imap import Session
from sandbox.platforms.mail.mailbox import SETTINGS, Mailbox
from sandbox.platforms.mail.rendering import company_address
from sandbox.platforms.mail.smtp import smtp_protocol
from sandbox.records import Account, Fault, Item
from sandbox.store import Store

LONGEST_LINE = 1024 * 1024


class Mail(Platform):
    """Mailboxes. Nothing of it is HTTP; ``secrets`` tells where its servers are.

    The ports are free ones chosen at the start, or those of SANDBOX_IMAP_PORT and SANDBOX_SMTP_PORT.
    """

    name = "mail"
    label = "E-mail"
    origin = "imap://imap.mail.example"
    kinds = ("mail",)
    text_field = "text"
    time_field = "date"
    consumer_verbs: ClassVar[dict[str, str]] = {"start": "Mail", "answer": "Answer"}
    settings: ClassVar[dict[str, float]] = SETTINGS

    def __init__(self) -> None:
        self.imap_port = 0
        self.smtp_port = 0

    def routes(self, store: Store) -> list[BaseRoute]:
        return []

    @asynccontextmanager
    async def serve(self, store: Store) -> AsyncIterator[None]:
        Mailbox.prepare(store)
        sessions: set[asyncio.Task[None]] = set()

        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            session = asyncio.current_task()
            assert session is not None
            sessions.add(session)
            session.add_done_callback(sessions.discard)
            with suppress(asyncio.CancelledError):  # The sandbox ends, and the conversation with it.
                await Session(store, reader, writer).run()

        imap_port, smtp_port = (int(os.environ.get(f"SANDBOX_{name}_PORT") or 0) for name in ("IMAP", "SMTP"))
        imap = await asyncio.start_server(talk, "127.0.0.1", imap_port, limit=LONGEST_LINE)
        loop = asyncio.get_running_loop()
        smtp = await loop.create_server(lambda: smtp_protocol(store, self), "127.0.0.1", smtp_port)
        self.imap_port = imap.sockets[0].getsockname()[1]
        self.smtp_port = smtp.sockets[0].getsockname()[1]
        try:
            yield
        finally:
            imap.close()
            smtp.close()
            for session in list(sessions):
                session.cancel()

    def secrets(self, account: Account) -> dict[str, str]:
        return {
            "address": company_address(account),
            "name": account.name,
            "password": account.token,
            "imap_host": "127.0.0.1",
            "imap_port": str(self.imap_port),
            "imap_security": "plain",
            "smtp_host": "127.0.0.1",
            "smtp_port": str(self.smtp_port),
            "smtp_security": "plain",
        }

    def forget_calls(self) -> None:
        """Mail servers here count no calls; ``rate_limited`` is ordered as a fault."""

    def number_floor(self, moment: int) -> int:
        return moment * 100

    def item_id(self, account: Account, kind: str, root: Item | None, number: int) -> str:
        """A Message-ID, as everywhere without its brackets."""
        return f"{number:x}@{COMPANY_DOMAIN}"

    def profile_id(self, role: str, key: str) -> str:
        """Whoever writes mail is known by the address."""
        return address_of(key, PEOPLE_DOMAIN if role == "person" else COMPANY_DOMAIN)

    def refusal(self, kind: str, *, is_company: bool, has_parent: bool) -> str | None:
        return None if kind in self.kinds else f"E-mail has no {kind!r}; it has {', '.join(self.kinds)}"

    def consumer_kind(self, parent: Item | None) -> str:
        return "mail"

    def company_kind(self, parent: Item | None) -> str:
        return "mail"

    def token_in(self, headers: dict[str, str], query: str, body: bytes) -> str | None:
        return None

    def faulty_answer(self, fault: Fault) -> Response:
        """Nobody asks for mail over HTTP; what its servers say under a fault is in ``weather.py``."""
        return Response(status_code=404)
