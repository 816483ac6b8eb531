"""What an admin fills in for a mailbox, read and checked."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field

from connectors.capabilities import ConnectField
from connectors.errors import NotPermitted

SECURITIES = ("tls", "starttls", "plain")
IMAP_PORTS = {"tls": 993, "starttls": 143, "plain": 143}
SMTP_PORTS = {"tls": 465, "starttls": 587, "plain": 25}

_SECURITY_HELP = "tls, starttls, or plain. plain is taken only for a server on this very machine."

FIELDS = (
    ConnectField("address", "Mail address", "The address people write to, and answers come from.", is_secret=False),
    ConnectField("name", "Sender's name", "What people see beside the address.", required=False, is_secret=False),
    ConnectField("user", "User name", "Where it is not the address.", required=False, is_secret=False),
    ConnectField(
        "password", "Password", "The mailbox's password; with two-factor sign-in, an app password.", required=False
    ),
    ConnectField(
        "access_token",
        "OAuth access token",
        "Instead of a password, where the provider asks for XOAUTH2.",
        required=False,
    ),
    ConnectField(
        "refresh_token", "OAuth refresh token", "With which a new access token is got before one ends.", required=False
    ),
    ConnectField("client_id", "OAuth client", "The provider's name for this app.", required=False, is_secret=False),
    ConnectField("client_secret", "OAuth client secret", "Where the provider gave one.", required=False),
    ConnectField(
        "token_url",
        "OAuth token address",
        "Where new tokens are got, such as https://oauth2.googleapis.com/token.",
        required=False,
        is_secret=False,
    ),
    ConnectField("imap_host", "IMAP server", "Where mail is read, such as imap.example.org.", is_secret=False),
    ConnectField("imap_port", "IMAP port", "993 where nothing is given.", required=False, is_secret=False),
    ConnectField("imap_security", "IMAP security", _SECURITY_HELP, required=False, is_secret=False),
    ConnectField("smtp_host", "SMTP server", "Where mail is sent, such as smtp.example.org.", is_secret=False),
    ConnectField("smtp_port", "SMTP port", "465 where nothing is given.", required=False, is_secret=False),
    ConnectField("smtp_security", "SMTP security", _SECURITY_HELP, required=False, is_secret=False),
    ConnectField(
        "folder",
        "Folder",
        "The folder to read; INBOX where nothing is given. Mail that a rule files elsewhere is not seen.",
        required=False,
        is_secret=False,
    ),
    ConnectField(
        "sent_folder", "Folder of sent mail", "Found by itself where nothing is given.", required=False, is_secret=False
    ),
)


@dataclass(frozen=True)
class Server:
    """One of the mailbox's two servers."""

    host: str
    port: int
    security: str


@dataclass(frozen=True)
class MailAccount:
    """A mailbox: who it is, where its servers are, and how to sign in."""

    address: str
    name: str
    user: str
    imap: Server
    smtp: Server
    folder: str
    sent_folder: str
    password: str = field(repr=False)
    access_token: str = field(repr=False)

    @property
    def domain(self) -> str:
        return self.address.rpartition("@")[2]


def read_account(secrets: Mapping[str, str]) -> MailAccount:
    """The account as filled in. Raises NotPermitted, naming the field that cannot be used."""
    given = {entry.name: secrets.get(entry.name, "").strip() for entry in FIELDS}
    for entry in FIELDS:
        if any(ord(character) < 32 for character in given[entry.name]):
            raise NotPermitted(f"{entry.label} holds a line break or a control character. Fill it in again.")
    local, at, domain = given["address"].rpartition("@")
    if not (local and at and domain) or any(character in given["address"] for character in ' <>,;"'):
        raise NotPermitted("Mail address should be one like support@example.org.")
    return MailAccount(
        address=given["address"],
        name=given["name"],
        user=given["user"] or given["address"],
        imap=_server("IMAP", given["imap_host"], given["imap_port"], given["imap_security"], IMAP_PORTS),
        smtp=_server("SMTP", given["smtp_host"], given["smtp_port"], given["smtp_security"], SMTP_PORTS),
        folder=given["folder"] or "INBOX",
        sent_folder=given["sent_folder"],
        password=secrets.get("password", ""),
        access_token=given["access_token"],
    )


def _server(what: str, host: str, port: str, security: str, ports: Mapping[str, int]) -> Server:
    security = security.lower() or "tls"
    if not host:
        raise NotPermitted(f"{what} server is not filled in.")
    if security not in SECURITIES:
        raise NotPermitted(f"{what} security should be one of {', '.join(SECURITIES)}.")
    if port and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        raise NotPermitted(f"{what} port should be a number up to 65535.")
    if security == "plain" and not is_this_machine(host):
        raise NotPermitted(
            f"{what} security cannot be plain for {host}: password and mail would cross the network for all to read."
        )
    return Server(host, int(port) if port else ports[security], security)


def is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
