"""The mailbox of the sandbox, as imap-tools and smtplib see it."""

import smtplib
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from imap_tools.mailbox import MailBoxUnencrypted
from imap_tools.message import MailMessage

ADDRESS = "wren@mail.example"


def event(key: str, text: str = "Where is it?", *, author: str | None = "ann", **more: Any) -> dict[str, Any]:
    who = None if author is None else {"id": author, "handle": author, "name": author.title()}
    facts = {"platform": "mail", "account": "wren", "kind": "mail", "id": key, "author": who, "text": text, "at": 0}
    return facts | more


@pytest.fixture
def account(sandbox: Any) -> dict[str, str]:
    """What an admin would fill in for the account."""
    return dict(sandbox.account("mail", token="m-token")["secrets"])


@pytest.fixture
def mailbox(account: dict[str, str]) -> Iterator[MailBoxUnencrypted]:
    opened = MailBoxUnencrypted("127.0.0.1", int(account["imap_port"]), timeout=5)
    opened.login(account["address"], account["password"])
    yield opened
    opened.client.shutdown()


@pytest.fixture
def submit(account: dict[str, str]) -> Callable[..., None]:
    """Send a mail of the company's to Ann."""

    def send(message_id: str = "<s1@wren>", *, answers: str = "", to: str = "ann@people.example") -> None:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = ADDRESS, to, "Re: Boats", message_id
        if answers:
            mail["In-Reply-To"] = answers
        mail.set_content("On its way.\n.\nReally.")
        with smtplib.SMTP("127.0.0.1", int(account["smtp_port"]), timeout=5) as smtp:
            smtp.login(account["address"], account["password"])
            smtp.send_message(mail)

    return send


def source_of(mailbox: MailBoxUnencrypted, uid: str) -> EmailMessage:
    data = mailbox.client.uid("FETCH", uid, "(BODY.PEEK[])")[1]
    parsed = message_from_bytes(data[0][1], policy=default)  # type: ignore[index]
    assert isinstance(parsed, EmailMessage)
    return parsed


def test_a_customers_mail_lies_in_the_inbox_as_a_mail(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    ids = sandbox.play(event("m1", "Wo ist es?\n\nGrüße", extra={"subject": "Böte"}))["ids"]
    mailbox.folder.set("INBOX")
    [mail] = mailbox.fetch(mark_seen=False)
    assert isinstance(mail, MailMessage)
    assert (mail.from_, mail.to, mail.subject) == ("ann@people.example", (ADDRESS,), "Böte")
    assert mail.text.strip() == "Wo ist es?\r\n\r\nGrüße"
    assert mail.headers["message-id"] == (f"<{ids['m1']}>",)
    assert mail.flags == ()


def test_answers_name_what_they_answer(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1", extra={"subject": "Boats"}), event("m2", author=None, reply_to="m1"))
    ids = sandbox.play(event("m3", "And now?", reply_to="m2"))["ids"] | {
        item["alias"]: item["external_id"] for item in sandbox.items(platform="mail")
    }
    mailbox.folder.set("INBOX")
    answer = source_of(mailbox, "2")
    assert answer["In-Reply-To"] == f"<{ids['m2']}>"
    assert answer["References"] == f"<{ids['m1']}> <{ids['m2']}>"
    assert answer["Subject"] == "Re: Boats"
    mailbox.folder.set("Sent")
    assert source_of(mailbox, "1")["To"] == "Ann <ann@people.example>"


def test_a_range_of_uids_always_holds_the_last(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1"), event("m2"))
    mailbox.folder.set("INBOX")
    assert mailbox.uids("UID 3:*") == ["2"]
    assert mailbox.uids("UID 1:1") == ["1"]
    assert mailbox.uids("UID 9:10") == []
    assert mailbox.folder.status("INBOX", ["MESSAGES", "UIDNEXT"]) == {"MESSAGES": 2, "UIDNEXT": 3}


def test_uids_are_never_given_twice(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1"), event("m2"))
    mailbox.folder.set("INBOX")
    mailbox.delete(["2"])
    sandbox.play(event("m3"))
    mailbox.folder.set("INBOX")
    assert mailbox.uids() == ["1", "3"]


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ("ALL", ["1", "2", "3"]),
        ('HEADER Message-ID "zz"', []),
        ("HEADER From ben", ["2"]),
        ("UNSEEN", ["2", "3"]),
        ("SEEN", ["1"]),
        ("NOT SEEN", ["2", "3"]),
        ("OR SEEN HEADER From ben", ["1", "2"]),
        ("SINCE 20-Nov-2020", ["3"]),
        ("BEFORE 20-Nov-2020", ["1", "2"]),
        ("ON 01-Nov-2020", ["1", "2"]),
        ("(UNSEEN HEADER From ben)", ["2"]),
        ("1:2", ["1", "2"]),
        ("UID 2:3 UNSEEN", ["2", "3"]),
    ],
)
def test_a_search_finds_what_it_says(
    sandbox: Any, mailbox: MailBoxUnencrypted, criteria: str, found: list[str]
) -> None:
    sandbox.play(event("m1"), event("m2", author="ben"), start="2020-11-01T10:00:00Z")
    sandbox.play(event("m3"))
    mailbox.folder.set("INBOX")
    mailbox.flag(["1"], ["\\Seen"], True)
    assert mailbox.uids(criteria, charset=None) == found


def test_only_a_reader_who_may_write_marks_a_mail_as_seen(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1"))
    for is_readonly, part, seen in ((True, "BODY[]", []), (False, "BODY.PEEK[]", []), (False, "BODY[]", ["1"])):
        mailbox.folder.set("INBOX", readonly=is_readonly)
        mailbox.client.uid("FETCH", "1", f"({part})")
        assert mailbox.uids("SEEN") == seen, part


def test_a_mail_comes_in_parts(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1", extra={"subject": "Boats"}))
    mailbox.folder.set("INBOX")
    whole = mailbox.client.uid("FETCH", "1", "(BODY.PEEK[])")[1][0][1]  # type: ignore[index]
    data = mailbox.client.uid("FETCH", "1", "(BODY.PEEK[]<5.10> RFC822.SIZE)")[1]
    assert data[0][1] == whole[5:15]  # type: ignore[index]
    assert b"BODY[]<5> {10}" in data[0][0]  # type: ignore[index]
    assert b"RFC822.SIZE %d" % len(whole) in data[1]  # type: ignore[operator]
    fields = mailbox.client.uid("FETCH", "1", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")[1]
    assert fields[0][1] == b"Subject: Boats\r\n\r\n"  # type: ignore[index]


def test_folders_bear_their_use_and_an_old_server_has_but_one(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    assert {folder.name: folder.flags[-1] for folder in mailbox.folder.list()}["Sent"] == "\\Sent"
    sandbox.control("PUT", "settings", {"mail_server_is_old": 1})
    assert [folder.name for folder in mailbox.folder.list()] == ["INBOX"]
    mailbox.folder.create("Drafts")
    assert [folder.name for folder in mailbox.folder.list()] == ["INBOX", "Drafts"]
    sandbox.play(event("m1"), event("m2", author=None, reply_to="m1"))
    assert "Sent" in [folder.name for folder in mailbox.folder.list()]


def test_a_mail_program_files_moves_and_removes(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1"))
    mailbox.append(b"Subject: Draft\r\n\r\nNot yet\r\n", "Drafts", flag_set=["\\Draft"])
    mailbox.folder.set("Drafts")
    [draft] = mailbox.fetch(mark_seen=False)
    assert (draft.subject, draft.flags) == ("Draft", ("\\Draft",))
    mailbox.delete(["1"])
    assert mailbox.uids() == []
    mailbox.folder.set("INBOX")
    mailbox.move(["1"], "Junk")
    assert mailbox.uids() == []
    assert sandbox.item("m1")["hidden"]
    assert [item["alias"] for item in sandbox.items(platform="mail")] == ["m1"], "a draft is nothing anybody said"


def test_what_another_program_does_shows_at_the_next_look(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1"), event("m2"))
    mailbox.folder.set("INBOX")
    sandbox.play({"delete": "m1", "at": 1}, event("m3"))
    assert mailbox.uids("1:*") == ["1", "2"], "numbers must not shift before the client is told"
    mailbox.client.noop()
    assert mailbox.client.response("EXPUNGE")[1] == [b"1"]
    assert mailbox.uids() == ["2", "3"]


def test_a_submitted_mail_is_said_to_its_recipient(
    sandbox: Any, submit: Callable[..., None], mailbox: MailBoxUnencrypted
) -> None:
    asked = sandbox.play(event("m1"))["ids"]["m1"]
    submit(answers=f"<{asked}>")
    [_, said] = sandbox.items(platform="mail")
    assert (said["external_id"], said["parent"], said["to"]) == ("s1@wren", asked, "ann@people.example")
    assert (said["is_company"], said["text"]) == (True, "On its way.\n.\nReally.")
    assert mailbox.folder.status("Sent", ["MESSAGES"]) == {"MESSAGES": 0}


def test_a_mail_submitted_twice_was_said_twice(sandbox: Any, submit: Callable[..., None]) -> None:
    submit()
    submit()
    ids = [item["external_id"] for item in sandbox.items(platform="mail")]
    assert len(ids) == 2
    assert "s1@wren" in ids


def test_a_server_can_file_what_it_is_given(
    sandbox: Any, submit: Callable[..., None], mailbox: MailBoxUnencrypted
) -> None:
    sandbox.control("PUT", "settings", {"mail_server_files_sent": 1})
    submit()
    mailbox.folder.set("Sent")
    assert mailbox.uids('HEADER Message-ID "s1@wren"', charset=None) == ["1"]


def test_only_the_account_itself_may_send_and_only_to_somebody(
    sandbox: Any, account: dict[str, str], submit: Callable[..., None]
) -> None:
    sandbox.play(event("m1", author="gone") | {"author": {"id": "gone", "handle": "gone", "is_deleted": True}})
    with pytest.raises(smtplib.SMTPRecipientsRefused, match="User unknown"):
        submit(to="gone@people.example")
    with smtplib.SMTP("127.0.0.1", int(account["smtp_port"]), timeout=5) as smtp:
        smtp.ehlo()
        assert smtp.mail(ADDRESS)[0] == 530
        with pytest.raises(smtplib.SMTPAuthenticationError):
            smtp.login(ADDRESS, "wrong")
        smtp.login(ADDRESS, "m-token")
        assert smtp.mail("other@mail.example")[0] == 553
    assert [item["alias"] for item in sandbox.items(platform="mail")] == ["m1"]


def test_an_access_token_opens_both_servers(account: dict[str, str]) -> None:
    opened = MailBoxUnencrypted("127.0.0.1", int(account["imap_port"]), timeout=5).xoauth2(ADDRESS, "m-token")
    assert opened.folder.get() == "INBOX"
    opened.client.shutdown()
    with smtplib.SMTP("127.0.0.1", int(account["smtp_port"]), timeout=5) as smtp:
        smtp.ehlo()
        facts = f"user={ADDRESS}\1auth=Bearer m-token\1\1"
        assert smtp.auth("XOAUTH2", lambda challenge=None: facts)[0] == 235


def test_whoever_is_not_signed_in_learns_nothing(sandbox: Any, account: dict[str, str]) -> None:
    sandbox.play(event("m1"))
    with socket.create_connection(("127.0.0.1", int(account["imap_port"])), timeout=5) as line:
        said = line.makefile("rwb", buffering=0)
        assert said.readline().startswith(b"* OK")
        for command, answer in (
            (b'a EXAMINE "INBOX"', b"a BAD"),
            (b"b LOGIN wren@mail.example wrong", b"b NO [AUTHENTICATIONFAILED]"),
            (b"c NONSENSE", b"c BAD"),
            (b"d LOGIN (", b"* BAD"),
            (b'e LOGIN "wren@mail.example" "m-token"', b"e OK"),
            (b"f UID LOGIN x y", b"f BAD"),
        ):
            said.write(command + b"\r\n")
            assert said.readline().startswith(answer), command


def test_a_wiped_or_renumbered_mailbox_says_so(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1"), event("m2"))
    mailbox.folder.set("INBOX")
    mailbox.delete(["1"])
    before = mailbox.folder.status("INBOX", ["UIDVALIDITY", "UIDNEXT"])
    sandbox.control("PUT", "settings", {"mail_uid_validity": 3})
    after = mailbox.folder.status("INBOX", ["UIDVALIDITY", "UIDNEXT"])
    assert after["UIDVALIDITY"] != before["UIDVALIDITY"]
    assert (before["UIDNEXT"], after["UIDNEXT"]) == (3, 2)


@pytest.mark.parametrize(
    ("extra", "kind", "words"),
    [
        ({"html": "<p>Hi"}, "multipart/alternative", b"<p>Hi"),
        ({"automatic": "reply"}, "text/plain", b"Auto-Submitted: auto-replied"),
        ({"automatic": "bounce"}, "multipart/report", b"Action: failed"),
        ({"attachments": [{"name": "a.txt", "type": "text/plain", "text": "x"}]}, "multipart/mixed", b"a.txt"),
        ({"headers": {"From": None, "X-Odd": "1"}}, "text/plain", b"X-Odd: 1"),
    ],
)
def test_a_scenario_says_what_a_mail_is_like(
    sandbox: Any, mailbox: MailBoxUnencrypted, extra: dict[str, Any], kind: str, words: bytes
) -> None:
    sandbox.play(event("m1", extra=extra))
    mailbox.folder.set("INBOX")
    mail = source_of(mailbox, "1")
    assert mail.get_content_type() == kind
    assert words in mailbox.client.uid("FETCH", "1", "(BODY.PEEK[])")[1][0][1]  # type: ignore[index,operator]


def test_a_scenario_may_bring_its_own_bytes(sandbox: Any, mailbox: MailBoxUnencrypted) -> None:
    sandbox.play(event("m1", "", extra={"rfc822": "Subject: \xf6dd\r\n\r\nb\xf6dy\r\n"}))
    mailbox.folder.set("INBOX")
    assert mailbox.client.uid("FETCH", "1", "(BODY.PEEK[])")[1][0][1] == b"Subject: \xf6dd\r\n\r\nb\xf6dy\r\n"  # type: ignore[index]


def test_a_bounce_returns_the_mail_it_is_about(
    sandbox: Any, submit: Callable[..., None], mailbox: MailBoxUnencrypted
) -> None:
    ids = sandbox.play(event("m1"), event("m2", author=None, reply_to="m1"))["ids"]
    sandbox.play(event("m3", "It failed.", reply_to="m2", extra={"automatic": "bounce"}))
    mailbox.folder.set("INBOX")
    parts = [part.get_content_type() for part in source_of(mailbox, "2").walk()]
    assert "message/delivery-status" in parts
    assert f"Message-ID: <{ids['m2']}>".encode() in mailbox.client.uid("FETCH", "2", "(BODY.PEEK[])")[1][0][1]  # type: ignore[index,operator]
