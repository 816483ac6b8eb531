"""A signed-in IMAP session, and what its server's refusals mean."""

import imaplib
import re
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from imap_tools.errors import ImapToolsError, UnexpectedCommandStatusError
from imap_tools.mailbox import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted

from connectors.errors import ConnectorError, Gone, NeedsReauth, NotPermitted, RateLimited, Unavailable
from connectors.mail.account import MailAccount

# Servers name no time; Gmail and Exchange close their limits over minutes.
PATIENCE = timedelta(minutes=5)
CODE = re.compile(r"\[([A-Z-]+)")
# Response codes: https://www.rfc-editor.org/rfc/rfc5530
REFUSED_SIGN_IN = {"AUTHENTICATIONFAILED", "AUTHORIZATIONFAILED", "EXPIRED"}
OUT_OF_ORDER = {"UNAVAILABLE", "INUSE", "SERVERBUG", "CORRUPTION", "EXPUNGEISSUED"}
FORBIDDEN = {"NOPERM", "CONTACTADMIN", "PRIVACYREQUIRED", "CANNOT"}
MISSING = {"NONEXISTENT", "TRYCREATE"}
# Older servers refuse a sign-in without a code, and say in words alone that it is not about the password.
PASSING = re.compile(
    r"too many|temporar|try again|later|unavailable|internal|timed? ?out|overload|maximum number", re.I
)
MANY = re.compile(r"too many|maximum number|limit|rate|throttl|exceeded", re.I)


class Refused(ImapToolsError):
    """The server's NO to a command the library has no verb for, in the server's words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@contextmanager
def open_mailbox(account: MailAccount, timeout_seconds: float) -> Iterator[BaseMailBox]:
    """A session that has signed in, ended with the block. Raises ConnectorError for whatever the server does in it."""
    host = account.imap.host
    with speaking(host):
        mailbox = _connect(account, timeout_seconds)
        try:
            with _signing_in(host):
                _sign_in(mailbox, account)
            yield mailbox
        except BaseException:
            # A server that has just failed us would be waited for once more by a polite LOGOUT.
            with suppress(OSError):
                mailbox.client.shutdown()
            raise
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            mailbox.logout()


@contextmanager
def speaking(host: str) -> Iterator[None]:
    """The library's and the network's exceptions in our words."""
    try:
        yield
    except Refused as error:
        raise trouble(error.words, host) from error
    except UnexpectedCommandStatusError as error:
        raise trouble(said(error.command_result[1]), host) from error
    except ssl.SSLCertVerificationError as error:
        raise Unavailable(
            f"The certificate of {host} is not valid: {error.verify_message}. Nothing was sent to it."
        ) from error
    except TimeoutError as error:
        raise Unavailable(f"{host} did not answer in time. Nothing is lost; it will be asked again.") from error
    except (OSError, imaplib.IMAP4.error, ImapToolsError) as error:
        raise Unavailable(f"{host} cannot be reached or does not answer properly. It will be asked again.") from error


def trouble(words: str, host: str) -> ConnectorError:
    """What a NO means outside of signing in."""
    found = CODE.search(words)
    code = found.group(1) if found else ""
    shown = f"{host} says: {words[:200]}"
    if code in REFUSED_SIGN_IN:
        return NeedsReauth(f"{host} no longer accepts this sign-in. Reconnect the account.")
    if code in FORBIDDEN:
        return NotPermitted(shown)
    if code == "OVERQUOTA":
        return NotPermitted(f"The mailbox is full. {shown}")
    if code in MISSING:
        return Gone(f"The folder is not there. {shown}")
    if code == "LIMIT" or (code not in OUT_OF_ORDER and MANY.search(words)):
        until = datetime.now(UTC) + PATIENCE
        return RateLimited(f"{host} asks to wait; it will be asked again at {until:%H:%M} UTC.", until)
    return Unavailable(f"It will be asked again. {shown}")


def capabilities(mailbox: BaseMailBox) -> set[str]:
    """What the server can do for whoever has signed in. The library remembers what it could do before that, which is less."""
    _, data = mailbox.client.capability()
    return set(said(data).upper().split())


def command(mailbox: BaseMailBox, name: str, *words: str) -> list[Any]:
    """A UID command the library has no verb for, or a worse one: what the server handed over. Raises Refused."""
    status, data = mailbox.client.uid(name, *words)
    if status != "OK":
        raise Refused(said(data))
    return data


def said(data: Any) -> str:
    """A response's words as text."""
    parts = data if isinstance(data, Sequence) and not isinstance(data, bytes | str) else [data]
    words = " ".join(
        part.decode("utf-8", "replace") if isinstance(part, bytes) else str(part) for part in parts if part
    )
    return re.sub(r"[\s<>]+", " ", words).strip()


@contextmanager
def _signing_in(host: str) -> Iterator[None]:
    """A NO to a sign-in is about the credentials, unless the server says it is not."""
    try:
        yield
    except (UnexpectedCommandStatusError, imaplib.IMAP4.error) as error:
        if isinstance(error, imaplib.IMAP4.abort) or str(error).startswith("BAD") or " BAD " in f" {error} ":
            raise
        words = said(error.command_result[1]) if isinstance(error, UnexpectedCommandStatusError) else str(error)
        if CODE.search(words) and "[ALERT]" not in words:
            raise trouble(words, host) from error
        if PASSING.search(words):
            raise trouble(words, host) from error
        raise NeedsReauth(f"{host} refuses the user name or password. Reconnect the account.") from error


def _connect(account: MailAccount, timeout_seconds: float) -> BaseMailBox:
    server = account.imap
    if server.security == "plain":
        return MailBoxUnencrypted(server.host, server.port, timeout=timeout_seconds)
    context = ssl.create_default_context()
    if server.security == "starttls":
        return MailBoxStartTls(server.host, server.port, timeout=timeout_seconds, ssl_context=context)
    return MailBox(server.host, server.port, timeout=timeout_seconds, ssl_context=context)


def _sign_in(mailbox: BaseMailBox, account: MailAccount) -> None:
    if account.access_token:
        mailbox.xoauth2(account.user, account.access_token, initial_folder=None)
    elif account.user.isascii() and account.password.isascii():
        mailbox.login(account.user, account.password, initial_folder=None)
    else:
        mailbox.login_utf8(account.user, account.password, initial_folder=None)
