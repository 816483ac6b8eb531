"""How a reply is written, and by what it is known again among our own statuses."""

import re
from collections.abc import Mapping
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Outgoing
from connectors.mastodon.parse import folded, status_text


def addressed(text: str, answering: Mapping[str, Any]) -> str:
    """The text with the person's name in front, where it is not in it: Mastodon tells nobody of an answer but those it names."""
    acct = str(answering.get("acct") or "")
    if not acct or re.search(rf"(?<![\w/@])@{re.escape(acct)}(?![\w@])", text, re.IGNORECASE):
        return text
    return f"@{acct} {text}"


def visibility(reply: Outgoing) -> str:
    if reply.is_private or reply.kind is Kind.DIRECT_MESSAGE:
        return "direct"
    known = str(reply.answering.get("visibility") or "")
    # Where it is not known, as many may see it as can be without showing it to more than read the thread.
    return known if known in ("public", "unlisted", "private", "direct") else "unlisted"


def answers_somebody(status: Mapping[str, Any], reply: Outgoing) -> bool:
    """Whether a status that answers nothing any more once answered the person this reply is for."""
    answered, person = status.get("in_reply_to_account_id"), reply.answering.get("account_id")
    return answered is not None and (not person or str(answered) == str(person))


def folded_text(status: Mapping[str, Any]) -> str | None:
    try:
        return folded(status_text(status))
    except Malformed:
        return None
