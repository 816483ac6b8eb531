"""The domain's tables, one file a concept. Audience figures are not among them (inbox/audience/)."""

from inbox.models.account import AccountStatus, ChannelAccount, Stream
from inbox.models.choices import EventKind, Lane, Origin, Outcome, Reason, ReplyStatus, Status
from inbox.models.conversation import Conversation, Post
from inbox.models.event import ConversationEvent
from inbox.models.ledger import Gap, GapKind, Walk, WalkItem, WalkKind, WalkState, Window
from inbox.models.message import Message, MessageRevision
from inbox.models.note import Note
from inbox.models.person import Contact, Identity
from inbox.models.receipt import Receipt, ReceiptState, Source
from inbox.models.reply import Reply, ReplyAttempt
from inbox.models.user import User
from inbox.models.workspace import Membership, Role, Team, Workspace

__all__ = [
    "AccountStatus",
    "ChannelAccount",
    "Contact",
    "Conversation",
    "ConversationEvent",
    "EventKind",
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
    "Reply",
    "ReplyAttempt",
    "ReplyStatus",
    "Role",
    "Source",
    "Status",
    "Stream",
    "Team",
    "User",
    "Walk",
    "WalkItem",
    "WalkKind",
    "WalkState",
    "Window",
    "Workspace",
]
