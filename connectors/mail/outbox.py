"""What the mailbox itself knows of a reply on its way out, so that after a crash nobody has to guess.

SMTP cannot be asked what became of a mail, and the copy among the sent mails is filed only afterwards. So before a mail is
handed over a note of it is put among the drafts, and taken away when the outcome is known:

=========  =============  ======================================================================
sent mail  note in drafts
=========  =============  ======================================================================
there      either         it got out
missing    missing        it never went: nothing is handed over before the note stands
missing    there          the hand-over began, and how it ended nobody heard: a person has to judge
=========  =============  ======================================================================
"""

import imaplib
from contextlib import suppress
from email.message import EmailMessage

from imap_tools.errors import ImapToolsError
from imap_tools.mailbox import BaseMailBox

from connectors.mail.account import MailAccount
from connectors.mail.compose import note_id_of, note_of
from connectors.mail.folders import DRAFTS, SENT, Folders
from connectors.mail.listing import find
from connectors.mail.mailbox import capabilities, command


class Outbox:
    """One open mailbox, seen as the place replies go out from."""

    def __init__(self, mailbox: BaseMailBox, account: MailAccount) -> None:
        self.mailbox = mailbox
        self.account = account
        self.folders = Folders(mailbox, account)

    def is_sent(self, message_id: str) -> bool:
        return self._is_in(self.folders.find(SENT), message_id)

    def is_under_way(self, message_id: str) -> bool:
        return self._has_note(self.folders.find(DRAFTS), note_id_of(message_id))

    def put_note(self, mail: EmailMessage) -> None:
        """Note that the mail is about to be handed over. Raises what the mailbox does."""
        note_id, note = note_of(self.account, mail)
        drafts = self.folders.find_or_create(DRAFTS)
        if not self._has_note(drafts, note_id):
            self.mailbox.append(note.as_bytes(), drafts, flag_set=("\\Draft", "\\Seen"))

    def take_note_away(self, message_id: str) -> None:
        """Best done, and no harm if it is not: a note too many makes a later doubt a person's, never a mail two."""
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            drafts = self.folders.find(DRAFTS)
            if drafts is None:
                return
            self.mailbox.folder.set(drafts)
            remove(self.mailbox, find(self.mailbox, note_id_of(message_id)))

    def file(self, mail: EmailMessage, message_id: str) -> None:
        """Put a copy among the sent mails, unless the server has done so itself. The mail is out: trouble here changes nothing."""
        with suppress(OSError, imaplib.IMAP4.error, ImapToolsError):
            if not self.is_sent(message_id):
                self.mailbox.append(mail.as_bytes(), self.folders.find_or_create(SENT), flag_set=("\\Seen",))
            self.take_note_away(message_id)

    def _has_note(self, drafts: str | None, note_id: str) -> bool:
        # One marked as deleted may go at any moment, with whoever clears the folder up.
        return self._is_in(drafts, note_id, among="UNDELETED")

    def _is_in(self, folder: str | None, message_id: str, *, among: str = "ALL") -> bool:
        if folder is None:
            return False
        self.mailbox.folder.set(folder, readonly=True)
        return bool(find(self.mailbox, message_id, among=among))


def remove(mailbox: BaseMailBox, uids: list[int]) -> None:
    """Take mails out of the open folder. Without UIDPLUS they are only marked: a plain EXPUNGE would take other people's too."""
    if not uids:
        return
    listed = ",".join(map(str, uids))
    command(mailbox, "STORE", listed, "+FLAGS.SILENT", "(\\Deleted)")
    if "UIDPLUS" in capabilities(mailbox):
        command(mailbox, "EXPUNGE", listed)
