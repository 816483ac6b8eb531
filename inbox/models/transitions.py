"""The one table of what may follow what. A migration copies it into the database, whose triggers hold every writer to it."""

from inbox.models.choices import ReplyStatus, Status

CONVERSATION: dict[str, frozenset[str]] = {
    Status.OPEN: frozenset({Status.WAITING_ON_CUSTOMER, Status.SNOOZED, Status.CLOSED}),
    Status.WAITING_ON_CUSTOMER: frozenset({Status.OPEN, Status.SNOOZED, Status.CLOSED}),
    Status.SNOOZED: frozenset({Status.OPEN, Status.WAITING_ON_CUSTOMER, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.OPEN}),
}

REPLY: dict[str, frozenset[str]] = {
    ReplyStatus.DRAFT: frozenset({ReplyStatus.QUEUED, ReplyStatus.CANCELLED}),
    ReplyStatus.QUEUED: frozenset({ReplyStatus.SENDING, ReplyStatus.CANCELLED, ReplyStatus.FAILED}),
    ReplyStatus.SENDING: frozenset({ReplyStatus.SENT, ReplyStatus.FAILED, ReplyStatus.UNCONFIRMED, ReplyStatus.QUEUED}),
    ReplyStatus.FAILED: frozenset({ReplyStatus.QUEUED, ReplyStatus.CANCELLED}),
    ReplyStatus.UNCONFIRMED: frozenset({ReplyStatus.SENT, ReplyStatus.QUEUED, ReplyStatus.CANCELLED}),
    ReplyStatus.SENT: frozenset(),
    ReplyStatus.CANCELLED: frozenset(),
}

TABLE = {"inbox_conversation": CONVERSATION, "inbox_reply": REPLY}


def pairs() -> list[tuple[str, str, str]]:
    """Every allowed step as (table, from, to), sorted."""
    return sorted((table, old, new) for table, steps in TABLE.items() for old in steps for new in steps[old])


assert set(CONVERSATION) == set(Status.values), "a status has no row here"
assert set(REPLY) == set(ReplyStatus.values), "a status has no row here"
