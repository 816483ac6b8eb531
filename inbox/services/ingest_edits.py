"""What people change after they wrote it: the text follows, what it said before is kept, and triage looks again."""

from dataclasses import asdict
from datetime import datetime

from connectors.items import Item
from inbox.models import ChannelAccount, Conversation, EventKind, Message, MessageRevision, Origin, Receipt, Source
from inbox.services import history
from inbox.services.ingest_people import learn_authors

_FOLLOWED = [
    "stream",
    "permalink",
    "subject",
    "text",
    "edited_at",
    "triaged_at",
    "reading",
    "external_id",
    "earlier_ids",
    "media",
    "is_hidden",
    "answering",
    "content_hash",
    "receipt_id",
]


def apply_edits(
    account: ChannelAccount,
    edited: list[tuple[Message, Item, Receipt]],
    conversations: dict[int, Conversation],
    now: datetime,
) -> None:
    """Bring known messages in line with what the platform says now. The caller holds the account and the conversations."""
    learn_authors(account, [(message, item) for message, item, _receipt in edited], now)
    for message, item, receipt in edited:
        if message.deleted_at is not None:
            continue
        if message.origin == Origin.AGENT:
            # What an agent wrote stays as they wrote it: platforms hand our own words back with names in front and links shortened.
            _follow_place(message, item, receipt)
            continue
        is_reworded = (message.text, message.subject) != (item.text, item.subject)
        if is_reworded and not _is_only_read_better(message, receipt):
            MessageRevision.objects.create(message=message, text=message.text, replaced_at=now)
            message.edited_at = item.edited_at or now
            if message.conversation_id is not None:
                history.record(conversations[message.conversation_id], EventKind.EDITED, now)
        if is_reworded:
            message.subject, message.text = item.subject, item.text
            message.triaged_at = message.reading = None
        if _follow(message, item, receipt) or is_reworded:
            message.save(update_fields=_FOLLOWED)


def _is_only_read_better(message: Message, receipt: Receipt) -> bool:
    """Whether its author changed nothing: the very same item read by a better parser, the platform's own words for what was
    imported, or the words of one that had come without any."""
    is_same_item = bool(message.content_hash) and message.content_hash == receipt.content_hash
    return is_same_item or message.stream == Source.IMPORT or not (message.text or message.media)


def _follow(message: Message, item: Item, receipt: Receipt) -> bool:
    """Everything but its words. Returns whether anything changed that is worth a write."""
    facts = {
        "external_id": item.external_id,
        "earlier_ids": list(item.earlier_ids),
        "stream": receipt.stream if message.stream in ("", Source.IMPORT) else message.stream,
        "permalink": item.permalink[:1000] or message.permalink,
        "media": [asdict(entry) for entry in item.media],
        "is_hidden": item.is_hidden,
        "answering": dict(item.answering) or message.answering,
    }
    is_changed = any(getattr(message, name) != value for name, value in facts.items())
    for name, value in facts.items():
        setattr(message, name, value)
    message.content_hash, message.receipt_id = receipt.content_hash, receipt.id
    return is_changed


def _follow_place(message: Message, item: Item, receipt: Receipt) -> None:
    """Of our own answer: where and in which stream it is found, whether it is hidden, and what answering it takes."""
    facts = {"permalink": message.permalink or item.permalink[:1000], "is_hidden": item.is_hidden}
    facts |= {"answering": message.answering or dict(item.answering), "stream": message.stream or receipt.stream}
    if any(getattr(message, name) != value for name, value in facts.items()):
        Message.objects.filter(pk=message.pk).update(**facts)
