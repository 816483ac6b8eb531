"""The contract of connectors, and what only real servers can tell, on exim and dovecot."""

import time
from collections.abc import Iterator

import pytest

from connectors.capabilities import Action
from connectors.errors import NeedsReauth, NotPermitted, Rejected, Unavailable
from connectors.items import Automation, Delivery
from tests.connectors.contract.suite import ConnectorContract
from tests.connectors.contract.walks import drain, outcome_of, read_message, reply_to, standing_for, walk_back
from tests.real.mail.server import DOMAIN, MailServer, running_mail, wait_until
from tests.real.mail.stage import PostOffice

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with running_mail() as running:
        yield running


@pytest.fixture
def stage(server: MailServer) -> PostOffice:
    return PostOffice(server)


class TestOnRealServers(ConnectorContract):
    """The contract."""


SECURE = {"tls": ("imaps_port", "smtps_port"), "starttls": ("imap_port", "smtp_port")}


@pytest.mark.parametrize("security", SECURE)
def test_a_connection_is_secure_and_the_certificate_is_looked_at(
    stage: PostOffice, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap_port, smtp_port = (str(getattr(stage.server, name)) for name in SECURE[security])
    secrets = {"imap_security": security, "smtp_security": security, "imap_port": imap_port, "smtp_port": smtp_port}
    with pytest.raises(Unavailable, match="certificate"):
        stage.connector(secrets=secrets).check()
    reading_plainly = secrets | {"imap_security": "plain", "imap_port": str(stage.server.imap_port)}
    with pytest.raises(Unavailable, match="certificate"):
        stage.connector(secrets=reading_plainly).check()
    monkeypatch.setenv("SSL_CERT_FILE", str(stage.server.authority))
    assert stage.connector(secrets=secrets).check().external_id == stage.company
    question = read_message(stage, stage.write("At what time?"))
    sent = stage.connector(secrets=secrets).send(reply_to(question))
    assert [entry.external_id for entry in stage.standing() if entry.is_ours] == [sent.external_id]


def test_a_wrong_password_is_said_to_be_one(stage: PostOffice) -> None:
    question = read_message(stage, stage.write("At what time?"))
    refused = stage.connector(secrets={"password": "wrong"})
    assert isinstance(outcome_of(refused.check), NeedsReauth)
    assert isinstance(outcome_of(lambda: refused.send(reply_to(question))), NeedsReauth)
    assert [entry for entry in stage.standing() if entry.is_ours] == []


def test_a_password_that_the_smtp_server_alone_refuses_leaves_no_note(stage: PostOffice) -> None:
    """Dovecot goes by the part before the @, exim by the whole."""
    question = read_message(stage, stage.write("At what time?"))
    reply = reply_to(question)
    refused = stage.connector(secrets={"user": f"{stage.company.partition('@')[0]}@elsewhere.test"})
    assert isinstance(outcome_of(lambda: refused.send(reply)), NeedsReauth)
    assert stage.server.sources(stage.company, "Drafts") == []
    assert stage.connector().find_sent(reply) is None


@pytest.mark.parametrize(
    ("to", "subject", "error"),
    [("refused", "Boats", Rejected), ("later", "Boats", Unavailable), ("dora", "FORBIDDEN", NotPermitted)],
)
def test_what_exim_refuses_is_told_by_its_class_and_leaves_no_note(
    stage: PostOffice, to: str, subject: str, error: type[Exception]
) -> None:
    question = read_message(stage, stage.write("At what time?"))
    answering = {**question.answering, "to": f"{to}@{DOMAIN}", "subject": subject}
    reply = reply_to(question, answering=answering)
    assert type(outcome_of(lambda: stage.connector().send(reply))) is error
    assert stage.server.sources(stage.company, "Drafts") == []
    assert stage.connector().find_sent(reply) is None


def test_a_real_bounce_names_the_mail_that_did_not_arrive(stage: PostOffice) -> None:
    question = read_message(stage, stage.write("At what time?"))
    place = drain(stage, "inbox").cursor
    sent = stage.connector().send(reply_to(question, answering={**question.answering, "to": f"gone@{DOMAIN}"}))
    wait_until(lambda: len(stage.server.sources(stage.company)) == 2, "no bounce has come")
    [bounce] = drain(stage, "inbox", place).messages.values()
    assert bounce.automation is Automation.BOUNCE
    assert (bounce.parent_id, bounce.thread_id) == (sent.external_id, question.thread_id)
    assert "the mailbox is no more" in bounce.text
    assert isinstance(outcome_of(lambda: stage.connector().send(reply_to(bounce))), NotPermitted)


def test_a_mailbox_dovecot_numbers_anew_is_read_anew(stage: PostOffice) -> None:
    first = stage.write("Is it open on Sunday?")
    place = drain(stage, "inbox").cursor
    home = stage.server.place / "home" / stage.company.partition("@")[0] / "mail"
    time.sleep(1.1)  # dovecot numbers by the second: within one, the mailbox would be the same again.
    for index in (*home.glob("dovecot*"),):
        index.unlink()
    (home / "dovecot-uidvalidity").write_text("00000007")
    second = stage.write("And on Monday?")
    walk = drain(stage, "inbox", place)
    assert walk.cursor["validity"] != place["validity"]
    assert set(walk.messages) == {first, second}


def test_sent_mail_lies_in_its_folder_once_and_no_note_stays(stage: PostOffice) -> None:
    question = read_message(stage, stage.write("At what time?"))
    reply = reply_to(question)
    first, again = stage.connector().send(reply), stage.connector().send(reply)
    assert first == again == stage.connector().find_sent(reply)
    assert len(stage.server.sources(stage.company, "Sent")) == 1
    assert stage.server.sources(stage.company, "Drafts") == []
    assert len([entry for entry in stage.standing() if entry.is_ours]) == 1


def test_a_customers_program_keeps_the_thread(stage: PostOffice) -> None:
    question = read_message(stage, stage.write("At what time?"))
    sent = stage.connector().send(reply_to(question))
    assert isinstance(sent, Delivery)
    back = read_message(stage, stage.write("Thanks", under=sent.external_id))
    assert back.parent_id == sent.external_id


def test_spam_lies_in_the_junk_folder(stage: PostOffice) -> None:
    message = read_message(stage, stage.write("Buy now"))
    stage.connector().act(Action.SPAM, standing_for(message))
    assert len(stage.server.sources(stage.company, "Junk")) == 1
    assert walk_back(stage, "inbox").messages == {}


def test_reading_leaves_a_mail_unread_for_others(stage: PostOffice) -> None:
    stage.write("Is it open on Sunday?")
    walk_back(stage, "inbox")
    with stage.server.mailbox(stage.company) as client:
        assert client.search(None, "UNSEEN")[1] == [b"1"]
