"""What triage reads of a conversation and what it decides: plain data, the seam between `triage` and `inbox`.

No field here says anything about anybody's reach, and none may (promise 2).
"""

from dataclasses import dataclass
from datetime import datetime

from inbox.models.choices import Lane, Origin, Reason


@dataclass(frozen=True)
class MessageFacts:
    """One message as triage sees it.

    `arrived_at`: when it reached us. Of an answer made here, `covers_through` is how far the person had spoken on the agent's screen,
    and `seen_at` when the agent answered; both None for everything else. `has_bounced`: it came back as undeliverable.
    """

    id: int
    origin: Origin
    at: datetime
    text: str
    is_deleted: bool = False
    covers_through: datetime | None = None
    edited_at: datetime | None = None
    arrived_at: datetime | None = None
    seen_at: datetime | None = None
    has_bounced: bool = False
    is_bounce: bool = False


@dataclass(frozen=True)
class ConversationFacts:
    """A conversation as triage sees it: the messages, and what people decided about it.

    Somebody closed it at `settled_at`, when the person had spoken as far as `settled_through`; somebody put it back at `reopened_at`.
    """

    id: int
    messages: tuple[MessageFacts, ...]
    settled_through: datetime | None = None
    settled_at: datetime | None = None
    reopened_at: datetime | None = None
    is_spam_overruled: bool = False


@dataclass(frozen=True)
class Verdict:
    """Waiting or not, since when, and why, in words an agent reads."""

    conversation_id: int
    is_waiting: bool
    waiting_since: datetime
    turn_at: datetime
    lane: Lane
    reason: Reason
    evidence: str
    policy_version: str
    first_response_at: datetime | None = None
    first_response_origin: Origin | None = None
    answered_at: datetime | None = None
    answered_origin: Origin | None = None
