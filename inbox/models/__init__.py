"""The domain's tables, one file a concept. Audience figures are not among them (inbox/audience/)."""

from inbox.models.account import AccountStatus, ChannelAccount, Stream
from inbox.models.choices import EventKind, Exit, Lane, Origin, Outcome, Reason, ReplyStatus, Status
from inbox.models.conversation import Conversation, Post
from inbox.models.event import ConversationEvent
from inbox.models.ledger import Gap, GapKind, Walk, WalkItem, WalkKind, WalkState, Window
from inbox.models.message import Message, MessageRevision
from inbox.models.note import Note
from inbox.models.person import Contact, Identity
from inbox.models.receipt import Receipt, ReceiptState, Source
from inbox.models.recheck import Recheck
from inbox.models.reply import Reply, ReplyAttempt
from inbox.models.review import Decision, Review
from inbox.models.rule import Rule, RuleMatch
from inbox.models.sla import ClockKind, ClockState, ResponseClock, SlaPolicy, TeamHours
from inbox.models.tag import ConversationTag, Tag
from inbox.models.user import User
from inbox.models.workspace import Membership, Role, Team, Workspace

__all__ = [
    "AccountStatus",
    "ChannelAccount",
    "ClockKind",
    "ClockState",
    "Contact",
    "Conversation",
    "ConversationEvent",
    "ConversationTag",
    "Decision",
    "EventKind",
    "Exit",
    "Gap",
    "GapKind",
    "Identity",
    "Lane",
    "Membership",
    "Message",
    "MessageRevision",
    "Note",
    "Origin",
    "Outcome",
    "Post",
    "Reason",
    "Receipt",
    "ReceiptState",
    "Recheck",
    "Reply",
    "ReplyAttempt",
    "ReplyStatus",
    "ResponseClock",
    "Review",
    "Role",
    "Rule",
    "RuleMatch",
    "SlaPolicy",
    "Source",
    "Status",
    "Stream",
    "Tag",
    "Team",
    "TeamHours",
    "User",
    "Walk",
    "WalkItem",
    "WalkKind",
    "WalkState",
    "Window",
    "Workspace",
]
