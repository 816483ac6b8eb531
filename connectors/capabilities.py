"""What a platform can do, as data: templates and services ask this, never the platform's name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Kind(StrEnum):
    """Kinds of message, in the words of the glossary."""

    MENTION = "mention"
    COMMENT = "comment"
    VISITOR_POST = "visitor_post"
    DIRECT_MESSAGE = "direct_message"
    REVIEW = "review"
    MAIL = "mail"


# What is seen by its writer and the company alone.
PRIVATE_KINDS = frozenset({Kind.DIRECT_MESSAGE, Kind.MAIL})


class Counting(StrEnum):
    """How a platform counts the length of a text (connectors/length.py)."""

    CHARACTERS = "characters"
    X_WEIGHTED = "x_weighted"
    MASTODON = "mastodon"
    GRAPHEMES = "graphemes"
    BYTES = "bytes"


class Recovery(StrEnum):
    """What can be known after a crash in mid-send (docs/design.md, "A reply is sent once, or a person is told")."""

    KEYED = "keyed"
    ECHOED = "echoed"
    PLATFORM_DEDUPE = "platform_dedupe"
    READ_BACK = "read_back"
    UNDECIDABLE = "undecidable"


class Action(StrEnum):
    """What can be done with a message on its platform, besides answering it."""

    LIKE = "like"
    UNLIKE = "unlike"
    HIDE = "hide"
    UNHIDE = "unhide"
    APPROVE = "approve"
    SPAM = "spam"
    DELETE = "delete"


@dataclass(frozen=True)
class Limit:
    """The longest text, in the platform's own counting."""

    amount: int
    counting: Counting


@dataclass(frozen=True)
class ReplyRules:
    """How one kind of message can be answered.

    `window`: how long after the person's last word the platform takes an answer (None: for ever); `note` is what an agent
    should know before sending, in a sentence.
    """

    limits: tuple[Limit, ...]
    recovery: Recovery
    window: timedelta | None = None
    note: str = ""


@dataclass(frozen=True)
class ConnectField:
    """One thing an admin fills in to connect an account. All are stored encrypted; only secrets are hidden on the form."""

    name: str
    label: str
    help: str
    required: bool = True
    is_secret: bool = True


@dataclass(frozen=True)
class StreamSpec:
    """One feed of an account.

    `is_polled`: it can be asked for. One that is not (Instagram's mentions) only ever comes by push.
    `reconciles`: whether `fetch_back` lists it, so that its history can be read and its recent past compared.
    """

    name: str
    label: str
    is_polled: bool = True
    reconciles: bool = True


@dataclass(frozen=True)
class PushSpec:
    """That a platform pushes, and what an admin does to switch it on, in a sentence or two."""

    help: str


@dataclass(frozen=True)
class Capabilities:
    """What a platform can do.

    `replies`: the kinds that can be answered where they stand (a direct message: in its thread). `private_replies`: the public
    kinds whose author can be written to in private. `cannot_reply` says why the other kinds cannot be answered from here.
    `actions` and `own_actions`: what can be done with other people's public messages, and with our own; of direct messages
    `private_actions` and `own_private_actions`.
    """

    label: str
    streams: tuple[StreamSpec, ...]
    fields: tuple[ConnectField, ...]
    replies: Mapping[Kind, ReplyRules]
    private_replies: Mapping[Kind, ReplyRules] = field(default_factory=dict)
    cannot_reply: str = ""
    actions: frozenset[Action] = frozenset()
    own_actions: frozenset[Action] = frozenset()
    private_actions: frozenset[Action] = frozenset()
    own_private_actions: frozenset[Action] = frozenset()
    push: PushSpec | None = None
    handle_prefix: str = ""
    # Whether the server is the admin's to name (Mastodon, WordPress), and what to call its address on the form.
    server_label: str = ""
    # Whether each server numbers its accounts and people by itself, so that the same id on two servers is two people.
    numbers_by_server: bool = False
    # Whether every item read is paid for: then the recent past is compared more rarely.
    charges_for_reads: bool = False

    def actions_on(self, kind: Kind, *, is_ours: bool) -> frozenset[Action]:
        """What can be done with a message of `kind`."""
        if kind is Kind.DIRECT_MESSAGE:
            return self.own_private_actions if is_ours else self.private_actions
        return self.own_actions if is_ours else self.actions

    def reply_rules(self, kind: Kind, *, is_private: bool = False) -> ReplyRules | None:
        """How a message of `kind` can be answered; None where it cannot."""
        return (self.private_replies if is_private else self.replies).get(kind)
