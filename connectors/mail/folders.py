"""Which folder of a mailbox is which."""

import re

from imap_tools.folder import FolderInfo
from imap_tools.mailbox import BaseMailBox

from connectors.mail.account import MailAccount

SENT, DRAFTS, JUNK = "\\Sent", "\\Drafts", "\\Junk"  # https://www.rfc-editor.org/rfc/rfc6154
# For servers that mark no folder: what mail programs and providers call them, without the namespace in front.
NAMES = {
    SENT: re.compile(
        r"sent|sent (items|mail|messages|objects)|gesendet(e objekte|e elemente)?|(éléments )?envoyés|enviados"
        r"|(posta )?inviata|verzonden( items)?|skickat|wysłane|отправленные",
        re.IGNORECASE,
    ),
    DRAFTS: re.compile(
        r"drafts?|entwürfe|brouillons|borradores|rascunhos|bozze|concepten|utkast|robocze|черновики", re.IGNORECASE
    ),
    JUNK: re.compile(
        r"junk( e-?mail)?|spam|bulk mail|indésirables|correo no deseado|posta indesiderata", re.IGNORECASE
    ),
}
CREATED = {SENT: "Sent", DRAFTS: "Drafts"}


class Folders:
    """The folders of one open mailbox, listed once."""

    def __init__(self, mailbox: BaseMailBox, account: MailAccount) -> None:
        self.mailbox = mailbox
        self.account = account
        self._listed: list[FolderInfo] | None = None

    def find(self, use: str) -> str | None:
        """The name of the folder for this use: as filled in, as the server marks it, or as such folders are called."""
        if use == SENT and self.account.sent_folder:
            return self.account.sent_folder
        if self._listed is None:
            self._listed = [folder for folder in self.mailbox.folder.list() if "\\Noselect" not in folder.flags]
        for folder in self._listed:
            if use.lower() in {flag.lower() for flag in folder.flags}:
                return folder.name
        for folder in self._listed:
            last = folder.name.rpartition(folder.delim)[2] if folder.delim not in ("", "NIL") else folder.name
            if NAMES[use].fullmatch(last):
                return folder.name
        return None

    def find_or_create(self, use: str) -> str:
        """The same, made where the mailbox has none, as mail programs do."""
        found = self.find(use)
        if found is None:
            # Some servers keep everything below INBOX, and show so in the names of other folders.
            assert self._listed is not None
            inside = next((f"INBOX{f.delim}" for f in self._listed if f.name.upper().startswith(f"INBOX{f.delim}")), "")
            found = inside + CREATED[use]
            self.mailbox.folder.create(found)
            self._listed = None
        return found
