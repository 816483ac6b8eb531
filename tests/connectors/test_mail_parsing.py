"""Mails as they really come: broken headers, foreign charsets, quotations, machines that answer machines."""

import base64
import time
from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.errors import Malformed
from connectors.items import Automation, Item
from connectors.mail.connector import MailConnector
from connectors.mail.html_text import html_text
from connectors.mail.listing import Mail
from connectors.mail.parse import parse_mail, raw_of
from connectors.mail.quotes import without_original

US = "help@harbour.example"
RECEIVED = datetime(2026, 11, 22, 10, 0, 30, tzinfo=UTC)


def mail(*headers: str, body: bytes | str = "Hello", **more: Any) -> bytes:
    """A mail of Dora's; a header given again takes the place of what would stand there, one without a value takes it away."""
    facts = {
        "From": "Dora <dora@example.org>",
        "To": US,
        "Subject": "Boats",
        "Date": "Sun, 22 Nov 2026 11:00:00 +0100",
        "Message-ID": "<m1@example.org>",
    }
    for line in headers:
        name, _, value = line.partition(":")
        facts[name] = value.strip()
    lines = [f"{name}: {value}" for name, value in facts.items() if value]
    octets = body if isinstance(body, bytes) else body.encode()
    return (
        "\r\n".join(lines).encode("utf-8", "surrogateescape")
        + b"\r\n\r\n"
        + octets.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    )


def read(octets: bytes, stream: str = "inbox", *, is_whole: bool = True) -> Item:
    raw = raw_of(Mail(7, len(octets), RECEIVED, octets, is_whole), address=US, stream=stream)
    message = parse_mail(stream, raw.data, address=US).message
    assert message is not None
    assert message.external_id == raw.external_id
    return message


PLAIN = "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8"
MIXED = "MIME-Version: 1.0", 'Content-Type: multipart/mixed; boundary="B"'


def test_a_mail_says_who_wrote_what_when_and_where_it_belongs() -> None:
    message = read(mail("References: <root@x> <mid@x>", "In-Reply-To: <mid@x>", body="When?\n"))
    assert message.author is not None
    assert (message.author.external_id, message.author.name) == ("dora@example.org", "Dora")
    assert (message.text, message.subject) == ("When?", "Boats")
    assert (message.external_id, message.parent_id, message.thread_id) == ("m1@example.org", "mid@x", "root@x")
    assert message.created_at == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert message.is_private
    assert not message.is_ours
    assert message.answering == {
        "to": "dora@example.org",
        "name": "Dora",
        "subject": "Boats",
        "message_id": "m1@example.org",
        "references": ["root@x", "mid@x"],
    }


@pytest.mark.parametrize(
    ("headers", "thread", "parent"),
    [
        ([], "m1@example.org", ""),
        (["In-Reply-To: <a@x>"], "a@x", "a@x"),
        (["References: <a@x> <b@x>"], "a@x", "b@x"),
        (["References: <a@x>\r\n <b@x>\r\n\t<c@x>", "In-Reply-To: <c@x>"], "a@x", "c@x"),
        (["In-Reply-To: a@x (from my phone)"], "a@x", "a@x"),
        (["In-Reply-To: <a@\r\n x>"], "a@x", "a@x"),
        (["References: nothing of use"], "m1@example.org", ""),
    ],
)
def test_a_thread_hangs_on_its_first_mail(headers: list[str], thread: str, parent: str) -> None:
    message = read(mail(*headers))
    assert (message.thread_id, message.parent_id) == (thread, parent)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("=?utf-8?q?Sch=C3=B6ne?= =?utf-8?q?_Boote?=", "Schöne Boote"),
        ("=?iso-8859-1?q?Sch=F6ne?= Boote", "Schöne Boote"),
        ("=?x-unknown?q?Sch=F6n?=", "Schön"),
        ("Re: =?utf-8?b?4oCc?=", "Re: “"),
        ("=?utf-8?b?broken", "=?utf-8?b?broken"),
        ("=?utf-8?b?!!!?=", "=?utf-8?b?!!!?="),
        ("raw Schön", "raw Schön"),
        ("raw Sch\udcf6n", "raw Schön"),
        ("two\r\n lines", "two lines"),
        ("=?utf-8?q?a=00b?=", "a b"),
    ],
)
def test_a_subject_is_read_as_a_person_would(raw: str, shown: str) -> None:
    assert read(mail(f"Subject: {raw}")).subject == shown


@pytest.mark.parametrize(
    ("header", "author"),
    [
        ("Dora <dora@example.org>", ("dora@example.org", "Dora")),
        ("DORA@Example.ORG", ("dora@example.org", "")),
        ("=?utf-8?q?D=C3=B6ra?= <dora@example.org>", ("dora@example.org", "Döra")),
        ('"Example, Dora" <dora@example.org>', ("dora@example.org", "Example, Dora")),
        ("Dora dora@example.org", ("dora@example.org", "")),
        ("undisclosed", None),
        ("", None),
        ("<>", None),
    ],
)
def test_an_author_is_known_by_the_address_or_not_at_all(header: str, author: tuple[str, str] | None) -> None:
    found = read(mail(f"From: {header}")).author
    assert (found and (found.external_id, found.name)) == author


@pytest.mark.parametrize(
    "date", ["the day before yesterday", "", "Sun, 99 Nov 2026 99:00:00 +0100", "Sun, 22 Nov 2099 10:00:00 +0000"]
)
def test_a_date_that_cannot_be_is_replaced_by_the_arrival(date: str) -> None:
    assert read(mail(f"Date: {date}")).created_at == RECEIVED


def test_without_any_time_it_is_malformed() -> None:
    raw = raw_of(Mail(7, 10, None, mail("Date: soon")), address=US, stream="inbox")
    with pytest.raises(Malformed, match=r"'Date'.*'soon'"):
        parse_mail("inbox", raw.data, address=US)


def test_a_mail_the_server_would_not_hand_over_is_malformed_and_keeps_its_place() -> None:
    raw = raw_of(Mail(7, 10, RECEIVED, None, True, "NO [SERVERBUG] cannot read"), address=US, stream="inbox")
    assert (raw.external_id, raw.data["uid"], raw.data["server_said"]) == ("", 7, "NO [SERVERBUG] cannot read")
    with pytest.raises(Malformed, match="'rfc822'"):
        parse_mail("inbox", raw.data, address=US)


def test_a_mail_without_an_id_gets_the_same_one_each_time() -> None:
    one, again, other = (read(mail("Message-ID:", f"Subject: {subject}")) for subject in ("A", "A", "B"))
    assert one.external_id == again.external_id != other.external_id
    assert one.answering["message_id"] == ""


def test_an_id_too_long_to_keep_is_the_same_wherever_it_is_named() -> None:
    long = f"<{'x' * 400}@example.org>"
    message = read(mail(f"Message-ID: {long}"))
    answer = read(mail("Message-ID: <m2@x>", f"In-Reply-To: {long}"))
    assert len(message.external_id) < 300
    assert answer.parent_id == message.external_id


def test_somebody_elses_mail_cannot_take_the_place_of_ours() -> None:
    ours = f"heard.{'0' * 32}@harbour.example"
    assert read(mail(f"Message-ID: <{ours}>", f"From: {US}"), "sent").external_id == ours
    assert read(mail(f"Message-ID: <{ours}>")).external_id != ours


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (mail(*PLAIN, body="Schön"), "Schön"),
        (mail("Content-Type: text/plain; charset=iso-8859-1", body=b"Sch\xf6n"), "Schön"),
        (mail("Content-Type: text/plain; charset=x-nonsense", body=b"Sch\xf6n"), "Schön"),
        (mail("Content-Type: text/plain; charset=utf-8", body=b"Sch\xf6n"), "Schön"),
        (mail("Content-Type: text/plain; charset=us-ascii", body="Schön".encode()), "Schön"),
        (mail(*PLAIN, "Content-Transfer-Encoding: base64", body=base64.b64encode("Schön".encode())), "Schön"),
        (mail(*PLAIN, "Content-Transfer-Encoding: quoted-printable", body="Sch=C3=B6n =\ndas"), "Schön das"),
        (mail(*PLAIN, "Content-Transfer-Encoding: x-made-up", body="Hello"), "Hello"),
        (mail(*PLAIN, body=b"a\x00b"), "a\ufffdb"),
        (mail(*PLAIN, body=b"half \xed\xa0\xbd a pair"), "half í\xa0½ a pair"),
        (mail(body="no type at all"), "no type at all"),
        (mail('Content-Type: multipart/mixed; boundary="never"', body="no parts"), "no parts"),
        (mail("Content-Type: ;;;", body="odd type"), "odd type"),
        (mail(*PLAIN, body="one\r\ntwo\r\n\r\nthree\r\n"), "one\ntwo\n\nthree"),
        (mail("Content-Type: text/plain; format=flowed", body="a long \nline\n-- \nDora"), "a long line\n--\nDora"),
        (mail("Content-Type: text/plain; format=flowed; delsp=yes", body="a lo \nng\n> quo \n> ted"), "a long\n> quoted"),
        (mail("Content-Type: text/html", body="<p>Fish &amp; chips<br>today"), "Fish & chips\ntoday"),
    ],
)  # fmt: skip
def test_the_words_come_through(octets: bytes, text: str) -> None:
    assert read(octets).text == text


def test_of_two_versions_the_plain_one_is_read_unless_it_is_blank() -> None:
    parts = "--B\nContent-Type: text/plain\n\n{}\n--B\nContent-Type: text/html\n\n<p>Rich</p>\n--B--\n"
    alternative = 'Content-Type: multipart/alternative; boundary="B"'
    assert read(mail(alternative, body=parts.format("Plain"))).text == "Plain"
    assert read(mail(alternative, body=parts.format("  "))).text == "Rich"


def test_attachments_are_named_numbered_and_can_be_had() -> None:
    octets = mail(
        *MIXED,
        body="--B\n\nSee below\n--B\nContent-Type: image/png; name*=utf-8''b%C3%B6%2Fat.png\n"
        "Content-Transfer-Encoding: base64\n\naGk=\n--B\nContent-Type: message/rfc822\n\nSubject: Old\n\nInner\n"
        "--B\nContent-Type: text/plain\nContent-Disposition: attachment; filename=list.txt\n\na list\n--B--\n",
    )
    message = read(octets)
    assert message.text == "See below"
    assert [(m.kind, m.name, m.part) for m in message.media] == [
        ("image", "bö_at.png", 0),
        ("file", "Old.eml", 1),
        ("file", "list.txt", 2),
    ]
    connector = MailConnector.__new__(MailConnector)
    raw = raw_of(Mail(1, 1, RECEIVED, octets), address=US, stream="inbox").data
    assert connector.attachment(raw, 0) == ("image/png", b"hi")
    assert b"Inner" in connector.attachment(raw, 1)[1]
    assert message.media[0].size == 2
    with pytest.raises(Malformed, match="3 attachments"):
        connector.attachment(raw, 3)


def test_a_mail_read_in_part_says_so_and_offers_no_half_of_a_file() -> None:
    body = "--B\n\nSee below\n--B\nContent-Type: image/png; name=boat.png\nContent-Transfer-Encoding: base64\n\naGkaGk"
    message = read(mail(*MIXED, body=body), is_whole=False)
    assert message.text == "See below"
    assert [(m.name, m.part) for m in message.media] == [("boat.png", None), ("Rest of the mail", None)]
    assert "in the mailbox" in message.media[1].text


def test_parts_within_parts_without_end_are_read_all_the_same() -> None:
    depth = 3000
    body = "".join(f'--b{n}\nContent-Type: multipart/mixed; boundary="b{n + 1}"\n\n' for n in range(depth))
    message = read(mail('Content-Type: multipart/mixed; boundary="b0"', body=f"{body}--b{depth}\n\nDeep\n"))
    assert message.external_id == "m1@example.org"
    assert "Deep" in message.text or message.media


@pytest.mark.parametrize(
    "octets",
    [
        mail("Content-Type: multipart/mixed; boundary*=a\x00b''%42", body="Hello"),
        mail("Content-Type: multipart/report; report-type*0=a; report-type*=b; report-type*x=c", body="Hello"),
        mail("Content-Type: text/plain; charset*=a\x00b''%42", body="Hello"),
        mail(*MIXED, body="--B\n\nHello\n--B\nContent-Type: image/png; name*1*=x''%ff; name*=y\n\nhi\n--B--"),
        mail(*MIXED, body="--B\n\nHello\n--B\nContent-Type: message/rfc822\n\nSubject: a\r b: c\n\nInner\n--B--"),
        mail(
            *MIXED,
            body="--B\n\nHello\n--B\nContent-Type: image/png\nContent-Transfer-Encoding: uuencode\n\nbegin\n--B--",
        ),
    ],
)
def test_what_the_library_trips_over_costs_no_words(octets: bytes) -> None:
    assert "Hello" in read(octets).text


QUOTED = "At nine?\n\nOn Sun, 22 Nov 2026 at 10:00, Ana <ana@x.example> wrote:\n> When?\n>> Soon\n"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (QUOTED, "At nine?"),
        ("Um neun?\n\nAm 22.11.2026 um 10:00 schrieb Ana <ana@x.example>:\n> Wann?\n", "Um neun?"),
        ("At nine?\nOn Sun, 22 Nov 2026 at 10:00, Ana\n<ana@x.example> wrote:\n\n> When?", "At nine?"),
        ("At nine?\n\n-----Original Message-----\nFrom: Ana\nSent: Sunday\n\nWhen?", "At nine?"),
        (QUOTED + "\nand here I go on", None),
        ("On Sun, 22 Nov 2026, Ana wrote:\n> When?", None),
        ("Your page says\n> free for children", None),
        ("You wrote:\n> free for children", None),
        ("-----Original Message-----\nis what I got", None),
        ("On 3 May we sailed.\nIt was fine.", None),
    ],
)
def test_the_mail_that_is_answered_is_taken_off_where_that_is_certain(text: str, kept: str | None) -> None:
    assert without_original(text) == (text if kept is None else kept)


def test_a_quotation_stays_where_nothing_is_answered() -> None:
    assert read(mail("In-Reply-To: <a@x>", body=QUOTED)).text == "At nine?"
    assert ">> Soon" in read(mail(body=QUOTED)).text


def test_cutting_a_megabyte_of_odd_lines_takes_no_time() -> None:
    began = time.monotonic()
    odd = "On 1 " * 250_000 + "\n" + "on 1\n" * 100_000
    for text in (odd, "Hi\nOn 1 Ana wrote:\nx\n" * 30_000, "Hi\nOn 1 Ana wrote:\n> x\n" * 30_000):
        assert without_original(text) == text.removesuffix("\nOn 1 Ana wrote:\n> x\n")
    assert time.monotonic() - began < 30


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<div>One</div><div>Two<br>Three</div>", "One\nTwo\nThree"),
        ("Hi<blockquote>old <b>words</b><br>more</blockquote>Bye", "Hi\n\n> old words\n> more\n\nBye"),
        ("<style>p{}</style><script>x()</script><title>T</title>Text", "Text"),
        ("<head><meta name=x><title>T</title><body>Text", "Text"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("a&nbsp;b &lt;c&gt; &#128674;", "a b <c> 🚢"),
        ('<img src="x" alt="A boat">', "A boat"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("text with < and & alone", "text with < and & alone"),
        ('<img alt="a > b"><img ALT=c>', "a > bc"),
        ("a<!-- > <b> -->b<?x ?><!doctype html>c", "abc"),
        ("1 < 2 <3 and </> so on", "1 < 2 <3 and  so on"),
        ("<SCRIPT>if (a</b>x)</SCRIPT >Text", "Text"),
        ("unclosed <a href='x", "unclosed"),
        ("unclosed <!-- comment", "unclosed"),
        ("", ""),
    ],
)
def test_html_is_read_as_its_words(html: str, text: str) -> None:
    assert html_text(html) == text


@pytest.mark.parametrize(
    "odd", ["<", "<!--", "<a ", '<a "', "<!", "<?", "</", "<style>", "<blockquote>x", "&#", "<div>"]
)
def test_odd_html_takes_no_time(odd: str) -> None:
    began = time.monotonic()
    html_text(odd * (500_000 // len(odd)))
    assert time.monotonic() - began < 20


FAILED = "--B\n\nIt failed.\n--B\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: {}\n\n"
RETURNED = "--B\nContent-Type: text/rfc822-headers\n\nMessage-ID: <ours@harbour.example>\nReferences: <root@x>\n--B--\n"
REPORT = 'Content-Type: multipart/report; report-type=delivery-status; boundary="B"'


def test_a_bounce_names_the_mail_that_did_not_arrive() -> None:
    message = read(mail("From: MAILER-DAEMON@x.example", REPORT, body=FAILED.format("failed") + RETURNED))
    assert message.automation is Automation.BOUNCE
    assert (message.parent_id, message.thread_id) == ("ours@harbour.example", "root@x")
    assert "It failed." in message.text


def test_a_report_that_it_is_only_late_or_has_arrived_is_no_bounce() -> None:
    for action in ("delayed", "delivered"):
        assert read(mail(REPORT, body=FAILED.format(action) + RETURNED)).automation is Automation.AUTO_REPLY


def test_a_bounce_that_returns_the_whole_mail_names_it_too() -> None:
    inner = "--B\nContent-Type: message/rfc822\n\nMessage-ID: <ours@harbour.example>\nSubject: Re: Boats\n\nAt nine.\n--B--\n"
    message = read(mail(REPORT, body=FAILED.format("failed") + inner))
    assert (message.parent_id, message.thread_id) == ("ours@harbour.example", "ours@harbour.example")


@pytest.mark.parametrize(
    ("headers", "automation"),
    [
        (["Auto-Submitted: auto-replied"], Automation.AUTO_REPLY),
        (["Auto-Submitted: auto-replied; owner-email=x"], Automation.AUTO_REPLY),
        (["Auto-Submitted: auto-generated"], Automation.AUTO_REPLY),
        (["Precedence: auto_reply"], Automation.AUTO_REPLY),
        (["Precedence: bulk"], Automation.AUTO_REPLY),
        (["X-Autoreply: yes"], Automation.AUTO_REPLY),
        (["X-Auto-Response-Suppress: All", "Subject: Automatic reply: Boats"], Automation.AUTO_REPLY),
        (["From: mailer-daemon@x.example"], Automation.BOUNCE),
        (["From: postmaster@x.example", "Return-Path: <>"], Automation.BOUNCE),
        # A person, or a person behind a machine: these wait for an answer.
        (["Auto-Submitted: no"], None),
        (["Auto-Submitted: auto-generated", "From: form@x.example", "Reply-To: dora@example.org"], None),
        (["Precedence: bulk", "List-Id: <sailors.x.example>"], None),
        (["X-Auto-Response-Suppress: All"], None),
        (["From: postmaster@x.example"], None),
        (["Subject: Out of office"], None),
    ],
)
def test_only_a_machine_is_taken_for_one(headers: list[str], automation: Automation | None) -> None:
    assert read(mail(*headers)).automation is automation


def test_a_form_on_our_own_site_speaks_for_its_visitor() -> None:
    message = read(mail(f"From: Harbour <{US}>", "Reply-To: Dora <dora@example.org>"))
    assert message.author is not None
    assert message.author.external_id == message.answering["to"] == "dora@example.org"
    assert not message.is_ours


def test_a_form_that_names_no_visitor_still_waits_for_an_answer() -> None:
    message = read(mail(f"From: {US}", f"To: {US}", body="Dora asks: is it open?"))
    assert not message.is_ours
    assert message.author is not None


def test_whom_to_answer_is_what_the_mail_says_and_never_ourselves() -> None:
    elsewhere = read(mail("Reply-To: Desk <desk@example.org>"))
    assert elsewhere.author is not None
    assert (elsewhere.author.external_id, elsewhere.answering["to"]) == ("dora@example.org", "desk@example.org")
    assert read(mail(f"Reply-To: {US}")).answering["to"] == "dora@example.org"
    listed = read(mail("List-Post: <mailto:sailors@x.example>", "Reply-To: sailors@x.example"))
    assert listed.answering["to"] == "dora@example.org", "an answer is not for the whole list"


def test_our_own_mail_is_ours_wherever_it_lies() -> None:
    copy = read(mail(f"From: {US.upper()}", "To: dora@example.org"))
    assert copy.is_ours
    assert copy.author is None
    alias = read(mail("From: sales@harbour.example", "To: dora@example.org"), "sent")
    assert alias.is_ours
    assert alias.answering["to"] == "dora@example.org"
