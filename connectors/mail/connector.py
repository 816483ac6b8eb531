"""A mailbox: read over IMAP through imap-tools, answered over SMTP."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from imap_tools.mailbox import BaseMailBox
from imap_tools.utils import encode_folder

from connectors.capabilities import Action, Capabilities, Counting, Kind, Limit, Recovery, ReplyRules, StreamSpec
from connectors.contract import Connector
from connectors.errors import ConnectorError, Malformed, NotPermitted, Rejected, UnknownOutcome
from connectors.items import (
    Credentials,
    Delivery,
    Outgoing,
    Page,
    Parsed,
    Profile,
    Raw,
    Refreshed,
    Reread,
    Standing,
    Undecidable,
)
from connectors.mail.account import FIELDS, MailAccount, read_account
from connectors.mail.body import body_of, octets_of, read_message
from connectors.mail.compose import compose, message_id_for
from connectors.mail.folders import JUNK, SENT, Folders
from connectors.mail.headers import is_made_up
from connectors.mail.listing import Mail, Place, count_since, downwards, enter, find, read, upwards
from connectors.mail.mailbox import capabilities, command, open_mailbox
from connectors.mail.oauth import renew
from connectors.mail.outbox import Outbox, remove
from connectors.mail.parse import SENT_STREAM, octets_in, parse_mail, raw_of, reached_by
from connectors.mail.submission import check_submission, hand_over

INBOX_STREAM = "inbox"
# Ours, so that nobody pastes a book; mail itself knows no limit that a text would meet.
LONGEST_TEXT = 200_000


class MailConnector(Connector):
    """A mailbox's inbox and sent mail.

    The cursor is the UID that has been handed over, under the folder's UIDVALIDITY: where that has changed the folder is read
    anew, and every mail is known again by its Message-ID and its bytes.
    """

    platform = "mail"
    capabilities = Capabilities(
        label="E-mail",
        streams=(StreamSpec(INBOX_STREAM, "Inbox"), StreamSpec(SENT_STREAM, "Sent mail")),
        fields=FIELDS,
        replies={
            Kind.MAIL: ReplyRules(
                limits=(Limit(LONGEST_TEXT, Counting.CHARACTERS),),
                recovery=Recovery.KEYED,
                note="Goes out as a mail to whoever wrote this one, and to nobody else who got it.",
            )
        },
        actions=frozenset({Action.SPAM}),
    )

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.address = credentials.secrets.get("address", "").strip().lower()

    def refresh(self) -> Refreshed | None:
        return renew(self.credentials.secrets, self.credentials.timeout_seconds, now=datetime.now(UTC))

    def check(self) -> Profile:
        with self._mailbox() as (mailbox, account):
            enter(mailbox, account.folder)
            sent = Folders(mailbox, account).find(SENT)
            if sent is not None:
                enter(mailbox, sent)
        check_submission(account, self.credentials.timeout_seconds)
        return Profile(account.address.lower(), account.address, account.name or account.address)

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        with self._folder(stream) as opened:
            if opened is None:
                # No folder yet, so the first mail in it will be new.
                return Page((), dict(cursor) or {"validity": 0, "last": 0})
            mailbox, place = opened
            top = place.next_uid - 1
            if not cursor:
                mails, _ = read(mailbox, downwards(mailbox, top, None)[0])
                return self._page(stream, mails[::-1], {"validity": place.validity, "last": top})
            # UIDs that went down without another UIDVALIDITY: the mailbox was replaced all the same.
            is_same = cursor.get("validity") == place.validity and cursor.get("last", 0) <= top
            uids, looked_up_to = upwards(mailbox, int(cursor["last"]) + 1 if is_same else 1, top)
            mails, covered = read(mailbox, uids)
            last = uids[covered - 1] if covered < len(uids) else looked_up_to
            return self._page(stream, mails, {"validity": place.validity, "last": last}, has_more=last < top)

    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        # SINCE goes by the day, in whatever zone the server keeps.
        since = (until - timedelta(days=1)).date() if until else None
        with self._folder(stream) as opened:
            if opened is None:
                return Page((), {}, total=0)
            mailbox, place = opened
            if cursor.get("validity") != place.validity:
                cursor = {"total": count_since(mailbox, since) if since else place.count}
            uids, looked_down_to = downwards(mailbox, int(cursor.get("before", place.next_uid)) - 1, since)
            mails, covered = read(mailbox, uids)
            before = uids[covered - 1] if covered < len(uids) else looked_down_to
            total = cursor.get("total")
            place_kept = {"validity": place.validity, "before": before, "total": total}
            return self._page(stream, mails, place_kept, has_more=before > 1, total=total)

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        return parse_mail(stream, raw, address=self.address)

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """What still lies in its folder, as it is. A mail is never said to be gone: its writer cannot take it back, and that
        somebody here filed or deleted it says nothing about the person who waits.
        """
        found: list[tuple[str, Raw]] = []
        for stream, is_ours in ((INBOX_STREAM, False), (SENT_STREAM, True)):
            wanted = [m.external_id for m in messages if m.is_ours is is_ours and not is_made_up(m.external_id)]
            if not wanted:
                continue
            with self._folder(stream) as opened:
                if opened is None:
                    continue
                mailbox, _ = opened
                for external_id in wanted:
                    uids = find(mailbox, external_id)
                    mails, _ = read(mailbox, uids)
                    raws = (self._raw(stream, mail) for mail in mails)
                    found += [(stream, raw) for raw in raws if raw.external_id == external_id][:1]
        return Reread(tuple(found), frozenset())

    def attachment(self, raw: Mapping[str, Any], part: int) -> tuple[str, bytes]:
        attachments = body_of(read_message(octets_in(raw))).attachments
        if not 0 <= part < len(attachments):
            raise Malformed(f"the mail has {len(attachments)} attachments, and none with the number {part}")
        return attachments[part].get_content_type(), octets_of(attachments[part])

    def send(self, reply: Outgoing) -> Delivery:
        account = read_account(self.credentials.secrets)
        if len(reply.text) > LONGEST_TEXT:
            raise Rejected(f"The text is longer than {LONGEST_TEXT:,} characters.")
        mail = compose(account, reply, now=datetime.now(UTC))
        message_id = message_id_for(reply.key, account)
        with self._mailbox() as (mailbox, _):
            outbox = Outbox(mailbox, account)
            if outbox.is_sent(message_id):
                return Delivery(message_id)
            outbox.put_note(mail)
            try:
                hand_over(account, mail, self.credentials.timeout_seconds)
            except UnknownOutcome:
                raise
            except ConnectorError:
                outbox.take_note_away(message_id)
                raise
            outbox.file(mail, message_id)
        return Delivery(message_id)

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        with self._mailbox() as (mailbox, account):
            outbox, message_id = Outbox(mailbox, account), message_id_for(reply.key, account)
            if outbox.is_sent(message_id):
                outbox.take_note_away(message_id)
                return Delivery(message_id)
            if not outbox.is_under_way(message_id):
                return None
        to = reply.answering.get("to") or "the person"
        return Undecidable(
            f"The mail was being handed to {account.smtp.host} when contact broke off. It is not among the sent mails, and a"
            f" note of it lies among the drafts. Only {to} or the mail server's log can tell whether it arrived."
        )

    def act(self, action: Action, message: Standing) -> None:
        """Spam: moves the mail to the junk folder, from which the mail server learns."""
        if action is not Action.SPAM or message.is_ours:
            super().act(action, message)
        with self._mailbox() as (mailbox, account):
            junk = Folders(mailbox, account).find(JUNK)
            if junk is None:
                raise NotPermitted("The mailbox has no junk folder to move this mail to.")
            enter(mailbox, account.folder, to_write=True)
            uids = [] if is_made_up(message.external_id) else find(mailbox, message.external_id)
            if not uids:
                return  # There already, or filed elsewhere by somebody.
            if "MOVE" in capabilities(mailbox):
                # The library's own `move` goes by what it was told before it signed in.
                command(mailbox, "MOVE", ",".join(map(str, uids)), encode_folder(junk).decode("ascii"))
            else:
                mailbox.copy(map(str, uids), junk)
                remove(mailbox, uids)

    @contextmanager
    def _mailbox(self) -> Iterator[tuple[BaseMailBox, MailAccount]]:
        account = read_account(self.credentials.secrets)
        with open_mailbox(account, self.credentials.timeout_seconds) as mailbox:
            yield mailbox, account

    @contextmanager
    def _folder(self, stream: str) -> Iterator[tuple[BaseMailBox, Place] | None]:
        """The stream's folder, open for reading; None for sent mail where there is no folder for it yet."""
        with self._mailbox() as (mailbox, account):
            folder = account.folder if stream == INBOX_STREAM else Folders(mailbox, account).find(SENT)
            yield None if folder is None else (mailbox, enter(mailbox, folder))

    def _page(self, stream: str, mails: Sequence[Mail], cursor: dict[str, Any], **more: Any) -> Page:
        reached = min((written for mail in mails if (written := reached_by(mail))), default=None)
        return Page(tuple(self._raw(stream, mail) for mail in mails), cursor, reached=reached, **more)

    def _raw(self, stream: str, mail: Mail) -> Raw:
        return raw_of(mail, address=self.address, stream=stream)
