"""The closed sets of words that conversations, messages and replies are described with."""

from django.db import models


class Status(models.TextChoices):
    """Where a conversation stands."""

    OPEN = "open", "Open"
    WAITING_ON_CUSTOMER = "waiting_on_customer", "Waiting on customer"
    SNOOZED = "snoozed", "Snoozed"
    CLOSED = "closed", "Closed"


class Outcome(models.TextChoices):
    """How a closed conversation ended. Every ending is one of these."""

    ANSWERED = "answered", "Answered"
    ANSWERED_ON_PLATFORM = "answered_on_platform", "Answered on the platform"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    GONE = "gone", "Gone"
    NO_REPLY_NEEDED = "no_reply_needed", "No reply needed"


class Lane(models.TextChoices):
    """Where a conversation is worked. Nothing is out of sight: every lane has its page."""

    QUEUE = "queue", "Queue"
    # Nobody has answered since long before the account was connected here.
    BACKLOG = "backlog", "From before"
    # Kind words and shares that ask for nothing: a like or a line of thanks is enough.
    ACKNOWLEDGE = "acknowledge", "To acknowledge"
    # A lead's rule put it here; leads look into it, and samples of it come back to them.
    SET_ASIDE = "set_aside", "Set aside by a rule"
    SPAM = "spam", "Likely spam"


# Lanes a lead's rule may put somebody into. Leads look into each.
RULE_LANES = (Lane.ACKNOWLEDGE, Lane.SET_ASIDE)


class Reason(models.TextChoices):
    """Why triage says a conversation waits or does not. Every exit from the queue names its evidence."""

    WAITING = "waiting", "Waits for an answer"
    ASKS_NOTHING = "asks_nothing", "Asks for nothing; waits to be acknowledged"
    ANSWERED_HERE = "answered_here", "Answered here"
    ANSWERED_ON_PLATFORM = "answered_on_platform", "Answered on the platform"
    CLOSING_THANKS = "closing_thanks", "Said thanks"
    CERTAIN_SPAM = "certain_spam", "Certain spam"
    SETTLED = "settled", "Settled by a person"
    GONE = "gone", "Deleted by its author"
    TRIAGE_FAILED = "triage_failed", "Triage failed; waits to be safe"


class Exit(models.TextChoices):
    """Why a conversation does not stand in the queue: each way out of it, for leads to look into."""

    ANSWERED_HERE = "answered_here", "Answered here"
    ANSWERED_ON_PLATFORM = "answered_on_platform", "Answered on the platform"
    CLOSING_THANKS = "closing_thanks", "Said thanks"
    ASKS_NOTHING = "asks_nothing", "To acknowledge"
    SET_ASIDE = "set_aside", "Set aside by a rule"
    CERTAIN_SPAM = "certain_spam", "Certain spam"
    SETTLED = "settled", "Closed by a person"
    GONE = "gone", "Deleted by its author"


class Origin(models.TextChoices):
    """Who wrote a message."""

    CONSUMER = "consumer", "Consumer"
    AGENT = "agent", "Agent"
    NATIVE = "native", "On the platform"
    AUTOMATION = "automation", "Automation"


class ReplyStatus(models.TextChoices):
    """Where a reply stands in the outbox."""

    DRAFT = "draft", "Draft"
    QUEUED = "queued", "Queued"
    SENDING = "sending", "Sending"
    SENT = "sent", "Sent"
    FAILED = "failed", "Failed"
    UNCONFIRMED = "unconfirmed", "Unconfirmed"
    CANCELLED = "cancelled", "Cancelled"


class EventKind(models.TextChoices):
    """What can happen to a conversation, for its history."""

    VERDICT = "verdict", "was judged by triage"
    REPLY_QUEUED = "reply_queued", "wrote a reply"
    REPLY_SENT = "reply_sent", "reply was sent"
    REPLY_FAILED = "reply_failed", "reply could not be sent"
    REPLY_UNCONFIRMED = "reply_unconfirmed", "reply is unconfirmed"
    REPLY_CANCELLED = "reply_cancelled", "took back a reply"
    ASSIGNED = "assigned", "took the conversation"
    UNASSIGNED = "unassigned", "gave the conversation back"
    NOTED = "noted", "left a note"
    CLOSED = "closed", "closed the conversation"
    REOPENED = "reopened", "reopened the conversation"
    SNOOZED = "snoozed", "snoozed the conversation"
    WOKEN = "woken", "is due again"
    EDITED = "edited", "edited a message"
    DELETED = "deleted", "deleted a message"
    ACTED = "acted", "changed a message on the platform"
    RULED = "ruled", "was moved by a rule"
    DUE_SOON = "due_soon", "is due soon"
    OVERDUE = "overdue", "is overdue"
