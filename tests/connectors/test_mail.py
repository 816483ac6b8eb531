"""A mailbox on the sandbox: the contract, and what only mail has."""

import base64
import imaplib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.capabilities import Action, Kind
from connectors.errors import (
    ConnectorError,
    Malformed,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Rejected,
    Unavailable,
    UnknownOutcome,
)
from connectors.items import Delivery, Undecidable
from tests.connectors.contract.sandbox_stage import SandboxStage, Scene
from tests.connectors.contract.stage import Ability, Entry, Stage
from tests.connectors.contract.suite import ConnectorContract
from tests.connectors.contract.walks import (
    drain,
    messages_of,
    outcome_of,
    read_message,
    reply_to,
    standing_for,
    walk_back,
)

ODDITIES = ("wrong_types", "missing_id", "missing_text", "bad_created_at", "lone_surrogate", "nul")
CAN = Ability(page_size=50, can_edit=False, can_delete=False, oddities=ODDITIES)
MEGABYTE = 1024 * 1024
# For mails so long that the sandbox, on a busy machine, is seconds about them.
PATIENT = 60.0


class MailStage(SandboxStage):
    """The sandbox's mailbox. Nobody posts there, so nothing stands above a mail."""

    def __init__(self, sandbox: Any) -> None:
        super().__init__(sandbox, Scene("mail", "inbox", "sent", Kind.MAIL, "mail", "mail", can=CAN))

    def receive(self, text: str = "Is it open on Sunday?", **extra: Any) -> str:
        """A mail of Dora's with what rendering.py knows beside its text."""
        return self._play([self._event(text, by="Dora", under=None) | {"extra": extra}])[0]

    def set(self, **settings: float) -> None:
        self._sandbox.control("PUT", "settings", **settings)

    def answers(self) -> list[Entry]:
        return [entry for entry in self.standing() if entry.is_ours]

    @contextmanager
    def another_program(self, folder: str) -> Iterator[imaplib.IMAP4]:
        """The mailbox as somebody's mail program has it open."""
        secrets = self._credentials.secrets
        client = imaplib.IMAP4(secrets["imap_host"], int(secrets["imap_port"]), timeout=5)
        client.login(secrets["address"], secrets["password"])
        client.select(folder)
        yield client
        client.logout()

    def count(self, folder: str) -> int:
        with self.another_program(folder) as client:
            return len(client.uid("SEARCH", "ALL")[1][0].split())


@pytest.fixture
def stage(sandbox: Any) -> MailStage:
    return MailStage(sandbox)


class TestOnAnOldServer(ConnectorContract):
    """The contract on a server that marks no folders, makes none, and cannot expunge a single mail. It has none for spam.

    On an ordinary one test_contract.py runs it.
    """

    @pytest.fixture
    def stage(self, sandbox: Any) -> Stage:
        old = MailStage(sandbox)
        old.set(mail_server_is_old=1)
        old.can = replace(old.can, can_act=False)
        return old


def test_a_renumbered_mailbox_is_read_anew_and_nothing_is_lost_or_double(stage: MailStage) -> None:
    old = [stage.write(f"Question number {number}") for number in range(3)]
    place = drain(stage, "inbox").cursor
    with stage.another_program("INBOX") as client:
        client.uid("STORE", "1:2", "+FLAGS", "(\\Deleted)")
        client.expunge()
    new = stage.write("And on Monday?")
    stage.set(mail_uid_validity=7)
    walk = drain(stage, "inbox", place)
    assert set(walk.messages) == {old[2], new}
    assert sorted(raw.external_id for page in walk.pages for raw in page.items) == sorted([old[2], new])
    before = stage.connector().fetch("inbox", {}).items
    stage.set(mail_uid_validity=8)
    assert stage.connector().fetch("inbox", {}).items == before, "the same mails are other items now"


def test_a_mailbox_renumbered_in_the_midst_of_a_walk_back_is_walked_from_its_beginning(stage: MailStage) -> None:
    ids = stage.write_many([f"Question number {number}" for number in range(70)])
    first = walk_back(stage, "inbox", pages=1)
    stage.set(mail_uid_validity=7)
    rest = walk_back(stage, "inbox", first.cursor)
    assert set(rest.messages) == set(ids)


def test_when_nothing_is_new_nothing_is_handed_over(stage: MailStage) -> None:
    """`UID SEARCH n:*` always finds the last mail: https://www.rfc-editor.org/rfc/rfc3501#section-6.4.8"""
    stage.write("Is it open on Sunday?")
    place = drain(stage, "inbox").cursor
    page = stage.connector().fetch("inbox", place)
    assert (page.items, page.next_cursor, page.has_more) == ((), place, False)


def test_reading_leaves_a_mail_unread_for_others(stage: MailStage) -> None:
    stage.write("Is it open on Sunday?")
    walk_back(stage, "inbox")
    with stage.another_program("INBOX") as client:
        assert client.uid("SEARCH", "UNSEEN")[1] == [b"1"]


def test_a_mail_that_somebody_files_away_is_not_gone(stage: MailStage) -> None:
    message = read_message(stage, stage.write("Is it open on Sunday?"))
    with stage.another_program("INBOX") as client:
        client.uid("MOVE", "1", "Trash")
    again = stage.connector().reread([standing_for(message)])
    assert (again.items, again.gone) == ((), frozenset())


def with_attachment(message_id: str, megabytes: int) -> str:
    """A whole mail with a long attachment."""
    return (
        f"From: dora@people.example\r\nSubject: Film\r\nMessage-ID: <{message_id}>\r\nDate: Sun, 22 Nov 2020 10:00:00 +0000\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n--B\r\n\r\nSee the film\r\n'
        "--B\r\nContent-Type: video/mp4; name=film.mp4\r\n\r\n" + "x" * MEGABYTE * megabytes + "\r\n--B--\r\n"
    )


def test_long_mails_come_in_pages_of_their_own(stage: MailStage) -> None:
    place = drain(stage, "inbox").cursor
    for number in range(3):
        stage.receive(rfc822=with_attachment(f"{number}@x", 5))
    walk = drain(stage, "inbox", place, timeout=PATIENT)
    assert [[raw.external_id for raw in page.items] for page in walk.pages] == [["0@x"], ["1@x"], ["2@x"]]
    back = walk_back(stage, "inbox", timeout=PATIENT)
    assert [[raw.external_id for raw in page.items] for page in back.pages] == [["2@x"], ["1@x"], ["0@x"]]
    assert back.messages == walk.messages


def test_a_mail_too_long_to_fetch_is_read_by_its_beginning(stage: MailStage) -> None:
    place = drain(stage, "inbox").cursor
    stage.receive(rfc822=with_attachment("long@x", 26))
    short = stage.write("Did you see it?")
    walk = drain(stage, "inbox", place, timeout=PATIENT)
    assert set(walk.messages) == {"long@x", short}
    message = walk.messages["long@x"]
    assert (message.text, message.subject) == ("See the film", "Film")
    assert [(media.name, media.part) for media in message.media] == [("film.mp4", None), ("Rest of the mail", None)]
    assert "too long" in message.media[-1].text
    assert len(str(walk.pages[0].items[0].data)) < 2 * MEGABYTE


def test_an_attachment_is_in_the_raw_item(stage: MailStage) -> None:
    picture = {"name": "boat.png", "type": "image/png", "base64": base64.b64encode(b"\x89PNG").decode()}
    stage.receive(attachments=[picture])
    connector = stage.connector()
    [raw] = connector.fetch("inbox", {}).items
    [message] = messages_of(connector, "inbox", (raw,))
    [media] = message.media
    assert (media.kind, media.name, media.size) == ("image", "boat.png", 4)
    assert media.part is not None
    assert connector.attachment(raw.data, media.part) == ("image/png", b"\x89PNG")


def test_a_mail_the_server_stumbles_over_costs_itself_alone(stage: MailStage) -> None:
    ids = [stage.write(f"Question number {number}") for number in range(3)]
    stage.fault("malformed_item", variant="wrong_types", item=ids[1])
    connector = stage.connector()
    page = connector.fetch("inbox", {})
    assert [raw.external_id for raw in page.items] == [ids[0], "", ids[2]]
    with pytest.raises(Malformed, match="rfc822"):
        connector.parse("inbox", page.items[1].data)


def test_where_no_mail_at_all_can_be_read_it_is_the_servers_trouble(stage: MailStage) -> None:
    place = drain(stage, "inbox").cursor
    odd = stage.write("Is it open on Sunday?")
    stage.fault("malformed_item", variant="wrong_types", item=odd)
    with pytest.raises(Unavailable):
        stage.connector().fetch("inbox", place)
    later = stage.write("And on Monday?")
    page = stage.connector().fetch("inbox", place)
    assert [raw.external_id for raw in page.items] == ["", later]


def test_an_answer_broken_off_in_the_midst_of_a_mail_is_fetched_again(stage: MailStage) -> None:
    place = drain(stage, "inbox").cursor
    written = stage.write("Is it open on Sunday? " * 1000)
    stage.fault("cut_body", endpoint="/imap/fetch/", times=2)
    with pytest.raises(Unavailable):
        stage.connector().fetch("inbox", place)
    stage.clear_faults()
    assert set(drain(stage, "inbox", place).messages) == {written}


def test_an_answer_goes_to_its_writer_under_the_same_subject(stage: MailStage) -> None:
    question = read_message(stage, stage.receive(subject="Bööte"))
    sent = stage.connector().send(reply_to(question, "At nine.\n\nYours, " + "Ana " * 400))
    [raw] = stage.connector().fetch("sent", {}).items
    source = base64.b64decode(raw.data["rfc822"]).decode("ascii")
    assert "To: Dora <dora@people.example>" in source
    assert f"Message-ID: <{sent.external_id}>" in source
    assert f"In-Reply-To: <{question.external_id}>" in source
    assert f"References: <{question.external_id}>" in source
    assert max(map(len, source.split("\r\n"))) < 998
    [ours] = messages_of(stage.connector(), "sent", (raw,))
    assert ours.subject == "Re: Bööte"
    assert ours.text.rstrip().endswith("Ana Ana")


def test_the_person_who_answers_our_answer_keeps_the_thread(stage: MailStage) -> None:
    question = read_message(stage, stage.write("At what time?"))
    stage.connector().send(reply_to(question))
    [ours] = stage.answers()
    stage._aliases[ours.external_id] = "ours"
    headers = {"In-Reply-To": f"<{ours.external_id}>", "References": f"<{question.external_id}> <{ours.external_id}>"}
    back = read_message(stage, stage.receive("Thanks", headers=headers))
    assert (back.thread_id, back.parent_id) == (question.thread_id, ours.external_id)


def test_sending_the_same_reply_again_sends_nothing(stage: MailStage) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    first, second = stage.connector().send(reply), stage.connector().send(reply)
    assert first == second
    assert len(stage.answers()) == 1


def test_a_sent_mail_lies_in_its_folder_once_and_no_note_stays(stage: MailStage) -> None:
    stage.connector().send(reply_to(read_message(stage, stage.write("At what time?"))))
    assert (stage.count("Sent"), stage.count("Drafts")) == (1, 0)


def test_a_server_that_files_sent_mail_itself_gets_no_second_copy(stage: MailStage) -> None:
    stage.set(mail_server_files_sent=1)
    stage.connector().send(reply_to(read_message(stage, stage.write("At what time?"))))
    assert (stage.count("Sent"), stage.count("Drafts")) == (1, 0)


def test_after_a_lost_answer_only_the_copy_the_server_filed_settles_it(stage: MailStage) -> None:
    for files_sent in (0, 1):
        stage.set(mail_server_files_sent=files_sent)
        reply = reply_to(read_message(stage, stage.write("At what time?")))
        stage.fault("accept_then_hang_up", times=1)
        with pytest.raises(UnknownOutcome):
            stage.connector().send(reply)
        found = stage.connector().find_sent(reply)
        if files_sent:
            assert found == Delivery(stage.answers()[-1].external_id)
        else:
            assert isinstance(found, Undecidable)
            assert "dora@people.example" in found.reason
    assert stage.count("Drafts") == 1, "the note of the settled one stays"


def test_what_is_no_answer_to_a_mail_leaves_it_open(stage: MailStage) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    stage.fault("not_json", endpoint="/smtp/data", times=1)
    with pytest.raises(UnknownOutcome, match="did not say whether it took it"):
        stage.connector().send(reply)
    assert isinstance(stage.connector().find_sent(reply), Undecidable)


def test_a_person_who_decides_to_send_again_can(stage: MailStage) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    stage.fault("down", endpoint="/smtp/data", times=1)
    with pytest.raises(UnknownOutcome):
        stage.connector().send(reply)
    assert isinstance(stage.connector().find_sent(reply), Undecidable)
    sent = stage.connector().send(reply)
    assert [entry.external_id for entry in stage.answers()] == [sent.external_id]
    assert stage.count("Drafts") == 0


@pytest.mark.parametrize("fault", ["down", "server_error", "accept_then_hang_up"])
def test_where_no_note_can_be_put_nothing_is_sent(stage: MailStage, fault: str) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    stage.fault(fault, endpoint="/imap/append/Drafts", times=1)
    with pytest.raises(Unavailable):
        stage.connector().send(reply)
    assert stage.answers() == []


def test_a_mail_that_is_out_is_sent_though_it_cannot_be_filed(stage: MailStage) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    stage.fault("down", endpoint="/imap/append/Sent", times=1)
    sent = stage.connector().send(reply)
    assert [entry.external_id for entry in stage.answers()] == [sent.external_id]
    assert stage.count("Sent") == 0


# What the server says at each step: https://www.rfc-editor.org/rfc/rfc5321#section-4.2
REFUSALS: list[tuple[str, str, str | None, type[ConnectorError]]] = [
    ("auth", "expired_token", None, NeedsReauth),
    ("auth", "server_error", "454", Unavailable),
    ("auth", "down", None, Unavailable),
    ("auth", "not_json", None, Unavailable),
    ("mail", "server_error", "421", Unavailable),
    ("mail", "not_permitted", None, NotPermitted),
    ("mail", "not_json", None, Unavailable),
    ("rcpt", "rate_limited", None, RateLimited),
    ("rcpt", "server_error", "550", Rejected),
    ("rcpt", "down", None, Unavailable),
    ("rcpt", "not_json", None, Unavailable),
    ("data", "server_error", None, Unavailable),
    ("data", "rate_limited", None, RateLimited),
    ("data", "server_error", "552", Rejected),
    ("data", "not_permitted", "554", NotPermitted),
]


@pytest.mark.parametrize(("step", "fault", "code", "expected"), REFUSALS)
def test_a_refusal_to_take_a_mail_is_told_by_its_class_and_leaves_nothing_behind(
    stage: MailStage, step: str, fault: str, code: str | None, expected: type[ConnectorError]
) -> None:
    reply = reply_to(read_message(stage, stage.write("At what time?")))
    stage.fault(fault, endpoint=f"/smtp/{step}", times=1, variant=code)
    assert type(outcome_of(lambda: stage.connector().send(reply))) is expected
    assert (stage.answers(), stage.count("Drafts")) == ([], 0)
    assert stage.connector().find_sent(reply) is None


def test_an_address_that_is_no_more_is_refused_with_the_servers_words(stage: MailStage, sandbox: Any) -> None:
    question = read_message(stage, stage.write("At what time?"))
    gone = {"id": "dora", "handle": "dora", "name": "Dora", "is_deleted": True}
    sandbox.play(
        {
            "at": 0,
            "platform": "mail",
            "account": "harbourline",
            "kind": "mail",
            "id": "bye",
            "author": gone,
            "text": "Bye",
        }
    )
    with pytest.raises(Rejected, match="User unknown"):
        stage.connector().send(reply_to(question))


@pytest.mark.parametrize(
    "address", ["no-reply@x.example", "noreply+7@x.example", "donotreply@x.example", "MAILER-DAEMON@x.example"]
)
def test_nobody_is_never_written_to(stage: MailStage, address: str) -> None:
    question = read_message(stage, stage.receive(headers={"From": address}))
    with pytest.raises(NotPermitted, match="Nobody reads"):
        stage.connector().send(reply_to(question))
    assert stage.answers() == []


def test_a_mail_that_names_nobody_cannot_be_answered(stage: MailStage) -> None:
    question = read_message(stage, stage.receive(headers={"From": None}))
    with pytest.raises(NotPermitted, match="whom to answer"):
        stage.connector().send(reply_to(question))


@pytest.mark.parametrize("subject", ["Boats\r\nBcc: all@x.example", "Boats\x00", "x" * 3000])
def test_what_stands_in_a_subject_stays_in_the_subject(stage: MailStage, subject: str) -> None:
    question = read_message(stage, stage.write("At what time?"))
    answering = {**question.answering, "subject": subject}
    stage.connector().send(reply_to(question, answering=answering))
    [raw] = stage.connector().fetch("sent", {}).items
    head = base64.b64decode(raw.data["rfc822"]).split(b"\r\n\r\n")[0]
    assert b"\nBcc:" not in head
    assert max(map(len, head.split(b"\r\n"))) < 998


def test_an_automatic_answer_and_a_bounce_hang_on_what_they_are_about(stage: MailStage) -> None:
    question = read_message(stage, stage.write("At what time?"))
    sent = stage.connector().send(reply_to(question))
    stage._aliases[sent.external_id] = "ours"
    headers = {"In-Reply-To": f"<{sent.external_id}>", "References": f"<{sent.external_id}>"}
    away = read_message(stage, stage.receive("I am away", automatic="reply", headers=headers))
    assert (away.automation, away.parent_id) == ("auto_reply", sent.external_id)


@pytest.mark.parametrize(
    ("secrets", "error"),
    [
        ({"password": "wrong"}, NeedsReauth),
        ({"password": "Schlüssel"}, NeedsReauth),
        ({"access_token": "wrong"}, NeedsReauth),
        ({"folder": "Nowhere"}, ConnectorError),
        ({"imap_host": "mail.example.org"}, NotPermitted),
        ({"smtp_host": "10.0.0.1"}, NotPermitted),
        ({"imap_port": "99999"}, NotPermitted),
        ({"imap_security": "perhaps"}, NotPermitted),
        ({"imap_host": ""}, NotPermitted),
        ({"address": "nobody"}, NotPermitted),
        ({"user": "a\r\nb"}, NotPermitted),
        ({"imap_security": "tls"}, Unavailable),
        ({"smtp_security": "tls"}, Unavailable),
        ({"imap_security": "starttls"}, Unavailable),
        ({"smtp_security": "starttls"}, NotPermitted),
    ],
)
def test_what_is_wrong_with_the_form_is_said(
    stage: MailStage, secrets: dict[str, str], error: type[ConnectorError]
) -> None:
    outcome = outcome_of(stage.connector(secrets=secrets).check)
    assert isinstance(outcome, error)
    assert not isinstance(outcome, NeedsReauth) or error is NeedsReauth


# What servers say to a sign-in: https://www.rfc-editor.org/rfc/rfc5530 , and older ones in words alone.
SIGN_IN: list[tuple[bytes, type[ConnectorError]]] = [
    (b"NO [AUTHENTICATIONFAILED] Invalid credentials", NeedsReauth),
    (b"NO [AUTHORIZATIONFAILED] not this one", NeedsReauth),
    (b"NO [EXPIRED] your password", NeedsReauth),
    (b"NO LOGIN failed.", NeedsReauth),
    (b"NO [ALERT] Please log in via your web browser", NeedsReauth),
    (b"NO [UNAVAILABLE] Temporary authentication failure.", Unavailable),
    (b"NO [INUSE] in use", Unavailable),
    (b"NO Server Unavailable. 15", Unavailable),
    (b"NO Internal error occurred. Refer to server log", Unavailable),
    (b"NO [LIMIT] Rate limit hit", RateLimited),
    (b"NO [ALERT] Too many simultaneous connections. (Failure)", RateLimited),
    (b"NO [CONTACTADMIN] locked", NotPermitted),
    (b"NO [PRIVACYREQUIRED] not without TLS", NotPermitted),
    (b"BAD what was that", Unavailable),
    (b"* BYE going down", Unavailable),
    (b"<html>Sorry</html>", Unavailable),
    (b"", Unavailable),
]


@pytest.mark.parametrize(("answer", "expected"), SIGN_IN)
def test_a_refused_sign_in_is_about_the_password_only_where_it_can_be(
    stage: MailStage, answer: bytes, expected: type[ConnectorError]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=refuse_sign_in, args=(server, answer), daemon=True).start()
        connector = stage.connector(secrets={"imap_port": str(server.getsockname()[1])})
        error = outcome_of(lambda: connector.fetch("inbox", {}))
    assert type(error) is expected, error


def refuse_sign_in(server: socket.socket, answer: bytes) -> None:
    """A server's side of one connection that ends with the sign-in."""
    line, _ = server.accept()
    with line, line.makefile("rwb", buffering=0) as said:
        said.write(b"* OK ready\r\n")
        while command := said.readline():
            tag, name, *_ = command.split()
            if name == b"CAPABILITY":
                said.write(b"* CAPABILITY IMAP4rev1\r\n" + tag + b" OK done\r\n")
                continue
            if answer:
                said.write((b"" if answer[:1] in b"*<" else tag + b" ") + answer + b"\r\n")
            if not answer.startswith((b"NO", b"BAD")):
                break


def test_an_access_token_opens_both_servers(stage: MailStage) -> None:
    token = stage.connector().credentials.secrets["password"]
    secrets = {"password": "", "access_token": token}
    profile = stage.connector(secrets=secrets).check()
    assert profile.external_id == "harbourline@mail.example"
    question = read_message(stage, stage.write("At what time?"))
    sent = stage.connector(secrets=secrets).send(reply_to(question))
    assert [entry.external_id for entry in stage.answers()] == [sent.external_id]


def test_a_password_beyond_ascii_opens_both_servers(stage: MailStage, sandbox: Any) -> None:
    sandbox.control("POST", "accounts", platform="mail", handle="harbourline", token="Schlüssel-🗝")
    assert stage.connector(secrets={"password": "Schlüssel-🗝"}).check().name == "Harbour Line"


def test_other_peoples_mail_marked_for_deletion_outlives_our_notes(stage: MailStage) -> None:
    for is_old in (0, 1):
        stage.set(mail_server_is_old=is_old)
        stage.connector().send(reply_to(read_message(stage, stage.write("At what time?"))))
        with stage.another_program("Drafts") as client:
            client.append("Drafts", "(\\Deleted \\Draft)", None, b"Subject: Mine\r\n\r\nNot yours\r\n")
        stage.connector().send(reply_to(read_message(stage, stage.write("And on Monday?"))))
        with stage.another_program("Drafts") as client:
            assert len(client.uid("SEARCH", "HEADER Subject Mine")[1][0].split()) == is_old + 1


def test_spam_lies_in_the_junk_folder(stage: MailStage) -> None:
    message = read_message(stage, stage.write("Buy now"))
    stage.connector().act(Action.SPAM, standing_for(message))
    assert (stage.count("INBOX"), stage.count("Junk")) == (0, 1)
    stage.set(mail_server_is_old=1)
    with pytest.raises(NotPermitted, match="junk"):
        stage.connector().act(Action.SPAM, standing_for(read_message(stage, stage.write("Buy more"))))


OAUTH = {"refresh_token": "r-1", "client_id": "app", "client_secret": "s-1", "access_token": "old"}
TROUBLE: list[tuple[Any, int, type[ConnectorError]]] = [
    ({"error": "invalid_grant"}, 400, NeedsReauth),
    ({"error": "invalid_client"}, 401, NeedsReauth),
    ({"error": "temporarily_unavailable"}, 503, Unavailable),
    ({}, 429, RateLimited),
    (b"<html>Sorry</html>", 200, Unavailable),
    ({"access_token": 5}, 200, Unavailable),
    ([], 200, Unavailable),
    ({}, 302, Unavailable),
]


def test_a_refresh_token_gets_a_new_access_token(stage: MailStage, mouth: Any) -> None:
    mouth.says({"access_token": "new", "expires_in": 600})
    renewed = stage.connector(secrets={**OAUTH, "token_url": f"{mouth.url}/token"}).refresh()
    assert renewed is not None
    assert (renewed.secrets["access_token"], renewed.secrets["refresh_token"]) == ("new", "r-1")
    assert renewed.secrets["imap_host"] == "127.0.0.1"
    assert renewed.expires_at is not None
    assert 590 < (renewed.expires_at - datetime.now(UTC)).total_seconds() <= 600
    [(method, path, _, body)] = mouth.asked
    assert (method, path) == ("POST", "/token")
    assert body == b"grant_type=refresh_token&refresh_token=r-1&client_id=app&client_secret=s-1"
    mouth.says({"access_token": "new", "refresh_token": "r-2"})
    renewed = stage.connector(secrets={**OAUTH, "token_url": mouth.url}).refresh()
    assert renewed is not None
    assert renewed.secrets["refresh_token"] == "r-2"


@pytest.mark.parametrize(("body", "status", "expected"), TROUBLE)
def test_trouble_with_a_new_access_token_is_told_by_its_class(
    stage: MailStage, mouth: Any, body: Any, status: int, expected: type[ConnectorError]
) -> None:
    mouth.says(body, status)
    error = outcome_of(stage.connector(secrets={**OAUTH, "token_url": mouth.url}).refresh)
    assert type(error) is expected, error
    assert not [secret for secret in ("r-1", "s-1", "old") if secret in str(error)]


def test_a_refresh_token_is_sent_over_https_alone(stage: MailStage) -> None:
    for url in ("http://login.example.org/token", "", "nonsense"):
        assert type(outcome_of(stage.connector(secrets={**OAUTH, "token_url": url}).refresh)) is NotPermitted
    assert stage.connector().refresh() is None
