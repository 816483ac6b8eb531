"""A real mail system for the tests: Debian's exim and dovecot with private configurations, on loopback.

Needs root, and installs the packages where they are missing; the distribution's own services are not started.
"""

import contextlib
import imaplib
import os
import pwd
import shutil
import smtplib
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from config.local import VAR_DIR
from config.services import find_free_port

HERE = Path(__file__).parent
PACKAGES = ("dovecot-imapd", "dovecot-lmtpd", "exim4-daemon-light")
DOMAIN = "mail.test"
PASSWORD = "sea-gull-42"
START_SECONDS = 30
POLICY = Path("/usr/sbin/policy-rc.d")


@dataclass(frozen=True)
class MailServer:
    """A running mail system. Everybody has a mailbox at `DOMAIN`, opened by `PASSWORD`, from the first time it is used.

    `authority` is the file with the certificate that its servers' certificate is signed by.
    """

    place: Path
    imap_port: int
    imaps_port: int
    smtp_port: int
    smtps_port: int
    authority: Path

    @contextmanager
    def mailbox(self, user: str, folder: str = "INBOX") -> Iterator[imaplib.IMAP4]:
        client = imaplib.IMAP4("127.0.0.1", self.imap_port, timeout=20)
        client.login(user, PASSWORD)
        client.select(folder)
        try:
            yield client
        finally:
            client.logout()

    def sources(self, user: str, folder: str = "INBOX") -> list[bytes]:
        """Every mail in a folder, in the order it came."""
        with self.mailbox(user, folder) as client:
            client.select(folder, readonly=True)
            data = client.fetch("1:*", "(BODY.PEEK[])")[1] if client.search(None, "ALL")[1][0] else []
        return [part[1] for part in data if isinstance(part, tuple)]

    def deliver(self, source: bytes, sender: str, recipient: str) -> None:
        """Hand a mail to exim, and wait until it lies where it belongs."""
        with smtplib.SMTP("127.0.0.1", self.smtp_port, timeout=20) as smtp:
            smtp.sendmail(sender, [recipient], source)
        self.settle()

    def settle(self) -> None:
        """Wait until exim has handed on everything it took."""
        wait_until(lambda: not list((self.place / "spool/input").glob("*-H")), "exim still holds mail")


@contextmanager
def running_mail() -> Iterator[MailServer]:
    """Install if need be, start both servers, and stop them at the end."""
    if os.geteuid() != 0:
        pytest.skip("exim and dovecot want to be started by root")
    install()
    (VAR_DIR / "real").mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mail-", dir=VAR_DIR / "real")))
        short = stack.enter_context(tempfile.TemporaryDirectory(prefix="mail-"))  # A socket's path may not be long.
        for folder in (place, Path(short)):
            folder.chmod(0o755)
        exim, mail = pwd.getpwnam("Debian-exim"), pwd.getpwnam("mail")
        for name, owner in (("spool", exim), ("home", mail)):
            (place / name).mkdir()
            os.chown(place / name, owner.pw_uid, owner.pw_gid)
        authority = write_certificates(place, exim.pw_gid)
        ports = {name: find_free_port() for name in ("IMAP", "IMAPS", "SMTP", "SMTPS", "LMTP")}
        facts = {f"{name}_PORT": str(port) for name, port in ports.items()}
        facts |= {"PLACE": str(place), "SHORT": short, "DOMAIN": DOMAIN, "PASSWORD": PASSWORD}
        facts |= {"UID": str(mail.pw_uid), "GID": str(mail.pw_gid)}
        for name in ("dovecot.conf", "exim.conf"):
            write_filled(HERE / name, place / name, facts)
        log = stack.enter_context((place / "output.log").open("w"))
        # Their output must not be ours: a server that keeps a pipe open keeps whoever reads it waiting.
        for command in (
            ["/usr/sbin/dovecot", "-F", "-c", str(place / "dovecot.conf")],
            ["/usr/sbin/exim4", "-C", str(place / "exim.conf"), "-bdf", "-q1s"],
        ):
            process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
            stack.callback(stop, process)
        for name in ports:
            wait_until(lambda port=ports[name]: is_listening(port), f"no server at {name}; see {place}")  # type: ignore[misc]
        yield MailServer(place, ports["IMAP"], ports["IMAPS"], ports["SMTP"], ports["SMTPS"], authority)


def install() -> None:
    """The packages, unless they are there. What they would start is kept from starting."""
    if all(shutil.which(program, path="/usr/sbin") for program in ("dovecot", "exim4")):
        return
    is_ours = not POLICY.exists()
    if is_ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n")
        POLICY.chmod(0o755)
    try:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
        if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True).returncode:
            subprocess.run(["apt-get", "update"], check=True, capture_output=True)
            subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=True, capture_output=True)
    finally:
        if is_ours:
            POLICY.unlink()


def write_certificates(place: Path, group: int) -> Path:
    """An authority, and a certificate of its for loopback. Returns the authority's file."""
    now = datetime.now(UTC)
    keys = [ec.generate_private_key(ec.SECP256R1()) for _ in range(2)]
    names = [x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]) for name in ("Tests", "127.0.0.1")]
    certificates = []
    for number, name in enumerate(names):
        builder = (
            x509.CertificateBuilder().subject_name(name).issuer_name(names[0]).public_key(keys[number].public_key())
        )
        builder = builder.serial_number(x509.random_serial_number())
        builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        if number == 0:
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        else:
            alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
            builder = builder.add_extension(alternative, critical=False)
        certificates.append(builder.sign(keys[0], hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    (place / "authority.pem").write_bytes(certificates[0])
    (place / "server.pem").write_bytes(certificates[1])
    key = keys[1].private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (place / "server.key").write_bytes(key)
    (place / "server.key").chmod(0o640)
    os.chown(place / "server.key", 0, group)
    return place / "authority.pem"


def write_filled(template: Path, target: Path, facts: dict[str, str]) -> None:
    text = template.read_text()
    for name, value in facts.items():
        text = text.replace(f"@{name}@", value)
    target.write_text(text)
    target.chmod(0o644)


def is_listening(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=2).close()
    except OSError:
        return False
    return True


def wait_until(is_so: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, otherwise
        time.sleep(0.02)


def stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, 9)
        process.wait()
