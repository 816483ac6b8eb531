"""Handing a mail to the SMTP server, and what its answers mean (https://www.rfc-editor.org/rfc/rfc5321#section-4.2)."""

import base64
import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import getaddresses

from connectors.errors import (
    ConnectorError,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Rejected,
    Unavailable,
    UnknownOutcome,
)
from connectors.mail.account import MailAccount, Server

# Servers name no time; the limits of the large providers are counted by the hour.
PATIENCE = timedelta(minutes=15)
# What the machine is called is nobody's business: https://www.rfc-editor.org/rfc/rfc5321#section-4.1.3
OWN_NAME = "[127.0.0.1]"
REFUSED_SIGN_IN = {530, 534, 535, 538}
MANY = re.compile(r"\b4\.7\.[1-9]|too (many|much)|\brate\b|throttl|limit|quota exceeded", re.IGNORECASE)
POLICY_CODE = re.compile(r"\b5\.7\.\d")


def check_submission(account: MailAccount, timeout_seconds: float) -> None:
    """Sign in and out again. Raises ConnectorError."""
    with _signed_in(account, timeout_seconds):
        pass


def hand_over(account: MailAccount, mail: EmailMessage, timeout_seconds: float) -> None:
    """Give the mail to the server; it is its from then on. Raises ConnectorError: UnknownOutcome where the mail had left and
    no answer came, and anything else where it surely was not taken.
    """
    to = next((address for _, address in getaddresses([str(mail["To"])])), "")
    with _signed_in(account, timeout_seconds) as smtp:
        with _before_the_mail(account.smtp):
            _expect(smtp.mail(account.address), account.smtp, "the sender")
            _expect(smtp.rcpt(to), account.smtp, to)
        _expect(_data(smtp, mail.as_bytes(), account.smtp), account.smtp, "the mail")


def refusal(code: int, words: str, server: Server, what: str) -> ConnectorError:
    """What a negative answer means. Whatever the class, nothing was taken: the answer says so."""
    shown = f"{server.host} says: {code} {words[:300]}"
    if code in REFUSED_SIGN_IN:
        return NeedsReauth(f"{server.host} refuses the user name or password for sending. Reconnect the account.")
    if 400 <= code < 500:
        if MANY.search(words):
            until = datetime.now(UTC) + PATIENCE
            return RateLimited(f"{server.host} asks to wait; it will be tried again at {until:%H:%M} UTC.", until)
        return Unavailable(f"The mail server cannot take {what} now; it will be tried again. {shown}")
    if not 500 <= code < 600:
        return Unavailable(f"{server.host} does not answer properly. Nothing was sent; it will be tried again.")
    if POLICY_CODE.search(words):
        return NotPermitted(f"The mail server does not permit {what}. {shown}")
    return Rejected(f"The mail server refuses {what}. {shown}")


@contextmanager
def _signed_in(account: MailAccount, timeout_seconds: float) -> Iterator[smtplib.SMTP]:
    with _before_the_mail(account.smtp):
        smtp = _connect(account.smtp, timeout_seconds)
    try:
        with _before_the_mail(account.smtp):
            _sign_in(smtp, account)
        yield smtp
        with suppress(OSError, smtplib.SMTPException):
            smtp.quit()
    finally:
        smtp.close()


def _connect(server: Server, timeout_seconds: float) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, OWN_NAME, timeout=timeout_seconds, context=context)
    smtp = smtplib.SMTP(server.host, server.port, OWN_NAME, timeout=timeout_seconds)
    try:
        if server.security == "starttls":
            smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        smtp.close()
        raise
    return smtp


def _sign_in(smtp: smtplib.SMTP, account: MailAccount) -> None:
    smtp.ehlo_or_helo_if_needed()
    if not smtp.has_extn("auth"):
        if account.smtp.security == "plain":
            return  # A server on this machine that trusts it.
        raise NotPermitted(f"{account.smtp.host} offers no way to sign in on port {account.smtp.port}.")
    if account.access_token:
        facts = f"user={account.user}\1auth=Bearer {account.access_token}\1\1"
        # A refusal comes as a second challenge, which wants an empty answer.
        smtp.auth("XOAUTH2", lambda challenge=None: facts if challenge is None else "")
        return
    mechanisms = str(smtp.esmtp_features["auth"]).upper().split()
    if "PLAIN" in mechanisms:
        # By hand: the library knows ASCII alone, and tries a wrong password once with every mechanism there is.
        facts = base64.b64encode(f"\0{account.user}\0{account.password}".encode()).decode("ascii")
        code, words = smtp.docmd("AUTH", f"PLAIN {facts}")
        if code != 235:
            raise smtplib.SMTPAuthenticationError(code, words)
    elif account.password.isascii() and account.user.isascii():
        smtp.login(account.user, account.password)
    else:
        raise NotPermitted(f"{account.smtp.host} takes no user name or password beyond ASCII.")


def _data(smtp: smtplib.SMTP, octets: bytes, server: Server) -> tuple[int, bytes]:
    """The server's word on the mail, when it has all of it. Raises ConnectorError: UnknownOutcome where that is no word at all."""
    try:
        code, words = smtp.data(octets)
    except smtplib.SMTPDataError as error:
        # It did not even want to have it.
        raise refusal(error.smtp_code, _words(error.smtp_error), server, "the mail") from error
    except (OSError, smtplib.SMTPException) as error:
        raise UnknownOutcome(
            f"{server.host} was handed the mail and broke off before it said whether it took it."
        ) from error
    if code // 100 not in (2, 4, 5):
        raise UnknownOutcome(f"{server.host} was handed the mail and did not say whether it took it.")
    return code, words


def _expect(answer: tuple[int, bytes], server: Server, what: str) -> None:
    code, words = answer
    if not 200 <= code < 300:
        raise refusal(code, _words(words), server, what)


@contextmanager
def _before_the_mail(server: Server) -> Iterator[None]:
    """Trouble while nothing of the mail has left: temporary, and nothing was sent."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code >= 500:
            raise refusal(535, "", server, "this sign-in") from error
        raise refusal(error.smtp_code, _words(error.smtp_error), server, "this sign-in") from error
    except smtplib.SMTPResponseException as error:
        # A connection that is not let in is a matter of the moment, whatever the number: 554 stands for it as well.
        code = error.smtp_code if 400 <= error.smtp_code < 500 else 421
        raise refusal(code, _words(error.smtp_error), server, "the connection") from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotPermitted(
            f"{server.host} does not offer what is asked of it on port {server.port}: {error}"
        ) from error
    except ssl.SSLCertVerificationError as error:
        raise Unavailable(
            f"The certificate of {server.host} is not valid: {error.verify_message}. Nothing was sent."
        ) from error
    except TimeoutError as error:
        raise Unavailable(f"{server.host} did not answer in time. Nothing was sent; it will be tried again.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unavailable(
            f"{server.host} cannot be reached or does not answer properly. Nothing was sent; it will be tried again."
        ) from error


def _words(said: bytes | str) -> str:
    return re.sub(r"[\s<>]+", " ", _octets(said).decode("utf-8", "replace")).strip()


def _octets(said: bytes | str) -> bytes:
    return said if isinstance(said, bytes) else said.encode()
