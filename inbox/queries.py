"""What the agents' pages read: bounded, keyset-paged, each list through its own index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Left
from django.utils import timezone

from connectors.capabilities import Action
from inbox.access import accounts_for, conversations_for
from inbox.models import (
    ChannelAccount,
    Conversation,
    ConversationEvent,
    Decision,
    EventKind,
    Lane,
    Membership,
    Message,
    Note,
    Receipt,
    ReceiptState,
    Reply,
    ReplyStatus,
    Review,
    Status,
)

PAGE_SIZE = 40
LONGEST_PAGE = 400
# Counts beside the views stop here: exact counts of long lists cost more than they tell.
COUNT_LIMIT = 999
MESSAGES_SHOWN = 300


@dataclass(frozen=True)
class View:
    """One list of conversations: its place in the navigation, and what it says when it is empty."""

    slug: str
    label: str
    icon: str
    empty_title: str
    empty_text: str
    newest_first: bool = True
    # Some are only worth their place while there is something in them.
    is_always_shown: bool = True
    # The time its order goes by; where it is not said, the last word or whose turn it is.
    by: str = ""

    @property
    def order(self) -> str:
        return self.by or ("last_message_at" if self.newest_first else "turn_at")

    @property
    def hint(self) -> str:
        """Its order in words."""
        return _HINTS[self.order]


_HINTS = {
    "turn_at": "Whose turn it is first",
    "last_message_at": "Newest word first",
    "response_due_at": "Next one due first",
}


VIEWS = {
    view.slug: view
    for view in (
        View("queue", "Queue", "inbox", "Everybody has been heard", "Nobody is waiting for an answer. New comments appear here by themselves.", newest_first=False),
        View("mine", "Mine", "user", "Nothing is assigned to you", "Take a conversation from the queue, and it stays here until it is answered.", newest_first=False),
        View("acknowledge", "To acknowledge", "heart", "Every kind word was acknowledged", "Praise and shares that ask for nothing wait here. A like or a line of thanks is enough, and closes the loop.", newest_first=False),
        View("due", "Due soon", "bell-alert", "Nothing is due", "Answers that were promised and are due soon, or overdue, stand here: the next one due first.", newest_first=False, is_always_shown=False, by="response_due_at"),
        View("undelivered", "Not sent", "exclamation-triangle", "Every reply went out", "Replies a platform refused, or of which nobody knows whether they arrived, are listed here.", is_always_shown=False),
        View("answered", "Answered", "chat-bubble-left-right", "Nothing is waiting on customers", "Conversations you answered rest here until the person writes again, says thanks, or a week has passed."),
        View("snoozed", "Snoozed", "bell-snooze", "Nothing is snoozed", "Conversations put aside for later come back by themselves."),
        View("backlog", "From before", "archive-box", "Nothing is left from before", "What nobody answered long before an account was connected here. It waits as long as it really did, beside today's queue.", newest_first=False, is_always_shown=False),
        View("set_aside", "Set aside", "funnel", "No rule set anybody aside", "Whom a rule set aside waits here, with the flag up. Leads look into samples of it.", newest_first=False, is_always_shown=False),
        View("spam", "Likely spam", "shield-exclamation", "No spam", "What is spam beyond doubt is kept here, out of the queue and never out of sight."),
        View("closed", "Closed", "check-circle", "Nothing is closed yet", "Every conversation ends here, with the way it ended."),
    )
}  # fmt: skip


def filter_view(conversations: QuerySet[Conversation], view: str, member: Membership) -> QuerySet[Conversation]:
    """The conversations of one list."""
    if view == "queue":
        return conversations.waiting()  # type: ignore[attr-defined, no-any-return]
    if view == "mine":
        return conversations.waiting().filter(assignee=member.user)  # type: ignore[attr-defined, no-any-return]
    if view == "acknowledge":
        return conversations.filter(is_waiting=True, lane=Lane.ACKNOWLEDGE, status=Status.OPEN)
    if view == "set_aside":
        return conversations.filter(is_waiting=True, lane=Lane.SET_ASIDE, status=Status.OPEN)
    if view == "due":
        # Snoozed or not: putting somebody aside puts no promise off.
        return conversations.filter(is_waiting=True, lane=Lane.QUEUE, response_warn_at__lte=timezone.now())
    if view == "backlog":
        return conversations.filter(is_waiting=True, lane=Lane.BACKLOG, status=Status.OPEN)
    if view == "undelivered":
        return conversations.filter(
            pk__in=Reply.objects.filter(status__in=[ReplyStatus.FAILED, ReplyStatus.UNCONFIRMED]).values("conversation")
        )
    if view == "spam":
        return conversations.filter(lane=Lane.SPAM).exclude(status=Status.CLOSED)
    by_status = {"answered": Status.WAITING_ON_CUSTOMER, "snoozed": Status.SNOOZED, "closed": Status.CLOSED}
    return conversations.filter(status=by_status[view])


@dataclass(frozen=True)
class Page:
    """One page of a list. `next_key` leads to the one after it; empty at the end."""

    rows: Sequence[Conversation]
    next_key: str


def list_conversations(member: Membership, view: str, *, after: str = "", rows: int = PAGE_SIZE) -> Page:
    """A page of a list, after the row with key `after`. A key that makes no sense starts from the top.

    `rows` asks for a longer page (a list that was lengthened before), up to LONGEST_PAGE.
    """
    size = max(PAGE_SIZE, min(rows, LONGEST_PAGE))
    return page_of(
        filter_view(conversations_for(member), view, member),
        VIEWS[view].order,
        after=after,
        size=size,
        newest_first=VIEWS[view].newest_first,
    )


def page_of(
    conversations: QuerySet[Conversation], column: str, *, after: str, size: int = PAGE_SIZE, newest_first: bool
) -> Page:
    """A page of conversations ordered by a time, after the row with key `after`."""
    sign = "-" if newest_first else ""
    query = conversations.order_by(f"{sign}{column}", f"{sign}pk")
    if key := _read_key(after):
        moment, pk = key
        direction = "lt" if newest_first else "gt"
        # The first condition is what the index can walk from; the second settles ties.
        query = query.filter(**{f"{column}__{direction}e": moment}).exclude(
            **{column: moment, f"pk__{'gte' if newest_first else 'lte'}": pk}
        )
    found = list(query.select_related("account", "identity", "assignee", "post", "lane_rule")[: size + 1])
    shown = found[:size]
    next_key = f"{getattr(shown[-1], column).isoformat()}_{shown[-1].pk}" if len(found) > size else ""
    return Page(shown, next_key)


def _read_key(text: str) -> tuple[datetime, int] | None:
    moment, _, pk = text.rpartition("_")
    try:
        key = datetime.fromisoformat(moment.replace(" ", "+")), int(pk)
    except ValueError:
        return None
    return key if key[0].tzinfo is not None else None


COUNTED = ("queue", "mine", "acknowledge", "due", "undelivered", "backlog", "set_aside", "spam")


def count_views(member: Membership) -> dict[str, int]:
    """How many conversations need somebody, by view, counted up to COUNT_LIMIT; one query for all."""
    conversations = conversations_for(member)
    pieces, params = [], []
    for view in COUNTED:
        rows = filter_view(conversations, view, member).order_by().values("pk")[: COUNT_LIMIT + 1]
        sql, given = rows.query.sql_with_params()
        pieces.append(f"(SELECT %s AS view, count(*) FROM ({sql}) AS rows)")  # noqa: S608 — the ORM's own words
        params += [view, *given]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(pieces), params)
        return dict(cursor.fetchall())


def count_samples(member: Membership) -> int:
    """How many samples wait for a lead to look into them, counted up to COUNT_LIMIT."""
    pending = Review.objects.filter(workspace=member.workspace, decision=Decision.PENDING)
    return pending.order_by()[: COUNT_LIMIT + 1].count()


@dataclass(frozen=True)
class Entry:
    """One thing in a conversation's timeline: a message, a reply on its way, a note, or a line of history."""

    at: datetime
    kind: str
    thing: Any
    # What can be done with it on its platform, besides answering.
    actions: Sequence[Action] = ()


@dataclass(frozen=True)
class Thread:
    """Everything a conversation's page shows below its head."""

    entries: list[Entry]
    last_inbound: Message | None
    # The last of theirs to reach us, which need not be the newest.
    latest_id: int | None
    # How far the person had spoken when this was read: an answer or a closing covers that much.
    said_through: datetime | None
    has_reply_pending: bool


_TOLD_BY_THE_MESSAGES = [EventKind.REPLY_QUEUED, EventKind.REPLY_SENT, EventKind.NOTED]


def read_thread(conversation: Conversation) -> Thread:
    """The timeline of a conversation, oldest first; of a very long one the newest part."""
    messages = list(
        Message.objects.filter(conversation=conversation)
        .select_related("identity", "author_user")
        .annotate(revision_count=Count("revisions"))
        .order_by("-sent_at", "-pk")[:MESSAGES_SHOWN]
    )
    replies = list(
        Reply.objects.filter(conversation=conversation)
        .exclude(status__in=[ReplyStatus.SENT, ReplyStatus.CANCELLED])
        .select_related("author")
    )
    notes = Note.objects.filter(conversation=conversation).select_related("author").order_by("-written_at")[:100]
    events = (
        ConversationEvent.objects.filter(conversation=conversation)
        .exclude(kind__in=_TOLD_BY_THE_MESSAGES)
        .select_related("actor")
        .order_by("-happened_at")[:100]
    )
    for message in messages:
        message.account = conversation.account
    entries = [Entry(message.sent_at, "message", message, message.possible_actions()) for message in reversed(messages)]
    entries += [Entry(reply.queued_at, "reply", reply) for reply in replies]
    entries += [Entry(note.written_at, "note", note) for note in notes]
    entries += [Entry(event.happened_at, "event", event) for event in events]
    inbound = [message for message in messages if message.is_inbound and message.deleted_at is None]
    return Thread(
        entries=sorted(entries, key=lambda entry: entry.at),
        last_inbound=inbound[0] if inbound else None,
        latest_id=max((message.pk for message in inbound), default=None),
        said_through=max((message.said_at for message in inbound), default=None),
        has_reply_pending=any(reply.status in (ReplyStatus.QUEUED, ReplyStatus.SENDING) for reply in replies),
    )


def other_conversations(conversation: Conversation, member: Membership) -> list[Conversation]:
    """What else this person has written, newest first."""
    query = conversations_for(member).filter(identity=conversation.identity_id).exclude(pk=conversation.pk)
    return list(query.select_related("account").order_by("-last_message_at")[:5])


def list_accounts(member: Membership) -> list[ChannelAccount]:
    """The accounts a member sees, with their streams."""
    return list(accounts_for(member).select_related("team").prefetch_related("streams").order_by("platform", "handle"))


RECEIPTS_A_PAGE = 50
# How much of an item a page shows: a mail can be megabytes.
RAW_SHOWN = 2000
REPLAYED_AT_ONCE = 100


@dataclass(frozen=True)
class ReceiptPage:
    """Some receipts, newest first. `next_key` leads to older ones; empty at the end."""

    rows: list[Receipt]
    next_key: str


def list_receipts(account: ChannelAccount, *, state: str = "", before: str = "") -> ReceiptPage:
    """A page of what came to an account, in one state or in any. A key that makes no sense starts from the newest."""
    receipts = _with_beginnings(Receipt.objects.filter(account=account))
    if state in ReceiptState.values:
        receipts = receipts.filter(state=state)
    if key := _read_key(before):
        moment, number = key
        receipts = receipts.filter(received_at__lte=moment).exclude(received_at=moment, id__gte=number)
    found = list(receipts[: RECEIPTS_A_PAGE + 1])
    shown = found[:RECEIPTS_A_PAGE]
    more = len(found) > RECEIPTS_A_PAGE
    return ReceiptPage(shown, f"{shown[-1].received_at.isoformat()}_{shown[-1].id}" if more else "")


def has_many_receipts(account: ChannelAccount, **which: Any) -> bool:
    """Whether running them all again is too long for a page to wait for."""
    return (
        len(Receipt.objects.filter(account=account, **which).values_list("id")[: REPLAYED_AT_ONCE + 1])
        > REPLAYED_AT_ONCE
    )


def list_quarantined(account: ChannelAccount) -> list[Receipt]:
    """The newest items nobody could read, with the reason."""
    return list(_with_beginnings(Receipt.objects.filter(account=account, state=ReceiptState.QUARANTINED))[:20])


def _with_beginnings(receipts: QuerySet[Receipt]) -> QuerySet[Receipt]:
    """Newest first, each with no more of its raw item than is shown: as `beginning`, one character over where there is more."""
    beginnings = receipts.annotate(beginning=Left("raw", RAW_SHOWN + 1)).defer("raw", "content_hash", "meaning_hash")
    return beginnings.order_by("-received_at", "-id")


def count_waiting_by_account(member: Membership) -> dict[int, int]:
    rows = (
        conversations_for(member)
        .filter(is_waiting=True)
        .values_list("account_id")
        .annotate(waiting=Count("pk", filter=Q(is_waiting=True)))
    )
    return dict(rows)
