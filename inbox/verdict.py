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
    and `seen_at` when the agent answered; both None for everything else. `has_bounced`: it came back as undeliverable, at `bounced_at`.
    `is_deleted`, at `deleted_at`: whoever wrote it took it back; what we take away of the person's is not deleted in this sense.
    `is_private`: seen by its author and us alone. `has_media`: a picture, film or file is part of it.
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
    is_private: bool = False
    has_media: bool = False
    deleted_at: datetime | None = None
    bounced_at: datetime | None = None


@dataclass(frozen=True)
class ConversationFacts:
    """A conversation as triage sees it: the messages, and what people decided about it.

    Somebody closed it at `settled_at`, when the person had spoken as far as `settled_through`; somebody put it back at `reopened_at`,
    and said of triage or of a rule that it was wrong (`is_spam_overruled`, `is_rule_overruled`).
    `account_id`, `platform`, `kind`: where it stands, and `zone`: the time zone there. `known_from`: of a very long conversation our answers before this were not read. `is_private`: nobody but its two parties sees it. `answered_in_private_at`: when this person last got an answer from us in a private thread of theirs.
    """

    id: int
    messages: tuple[MessageFacts, ...]
    settled_through: datetime | None = None
    settled_at: datetime | None = None
    reopened_at: datetime | None = None
    is_spam_overruled: bool = False
    is_rule_overruled: bool = False
    is_private: bool = False
    answered_in_private_at: datetime | None = None
    account_id: int = 0
    platform: str = ""
    kind: str = ""
    known_from: datetime | None = None
    zone: str = "UTC"


@dataclass(frozen=True)
class Verdict:
    """Waiting or not, since when, and why, in words an agent reads. `waiting_since`: when the wait began, or the last one that has ended.

    `evidence` holds moments as `{2026-11-22T09:12:00+00:00}`, which pages show as "3 h ago". `turn_why`: what puts its turn before
    its wait, empty where nothing does. `urgency`: the most pressing of what is open. `asked_again`: how often they did since the
    wait began. `deflected_at`: when we last sent them elsewhere without answering, where nothing came of that yet.

    Of a lead's rules: `rule_ids`, those it meets; `lane_rule_id`, the one that chose the lane, and `lane_why` what it did; `tags`, (tag, rule)
    each; `assignment`, (user, rule).
    """

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
    turn_why: str = ""
    urgency: str = ""
    asked_again: int = 0
    deflected_at: datetime | None = None
    rule_ids: tuple[int, ...] = ()
    lane_rule_id: int | None = None
    lane_why: str = ""
    tags: tuple[tuple[int, int], ...] = ()
    assignment: tuple[int, int] | None = None


def write_moment(at: datetime) -> str:
    """A moment as it stands in evidence (`Verdict.evidence`)."""
    return f"{{{at.isoformat(timespec='seconds')}}}"
