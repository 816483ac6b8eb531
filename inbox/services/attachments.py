"""Files that came inside a message: read from its receipt, which holds the item as it came."""

import json
from dataclasses import dataclass

from django.conf import settings

from inbox.models import Message, Receipt


@dataclass(frozen=True)
class Attachment:
    name: str
    content_type: str
    content: bytes


def read(message: Message, part: int) -> Attachment:
    """Attachment number `part` of a message. Raises LookupError where there is none, Malformed, NotPermitted, NeedsReauth."""
    names = {entry.get("part"): str(entry.get("name") or "") for entry in message.media}
    if part not in names or message.receipt_id is None or message.deleted_at is not None:
        raise LookupError(part)
    receipt = Receipt.objects.filter(account=message.account_id, id=message.receipt_id).first()
    if receipt is None:
        raise LookupError(part)
    connector = message.account.open(settings.PLATFORM_TIMEOUT_SECONDS)
    content_type, content = connector.attachment(json.loads(receipt.raw), part)
    return Attachment(names[part] or f"attachment-{part}", content_type, content)
