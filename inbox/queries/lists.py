"""The lists of conversations: what is in each, in which order, a page at a time, and how many need somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from inbox.access import conversations_for
from inbox.models import Conversation, Decision, Lane, Membership, Reply, ReplyStatus, Review, Status

PAGE_SIZE = 40
LONGEST_PAGE = 400
# Counts beside the views stop here: exact counts of long lists cost more than they tell.
COUNT_LIMIT = 999


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
    if key := read_key(after):
        moment, pk = key
        direction = "lt" if newest_first else "gt"
        # The first condition is what the index can walk from; the second settles ties.
        query = query.filter(**{f"{column}__{direction}e": moment}).exclude(
            **{column: moment, f"pk__{'gte' if newest_first else 'lte'}": pk}
        )
    found = list(query.select_related("account", "identity", "assignee", "post", "lane_rule", "claimed_by")[: size + 1])
    shown = found[:size]
    next_key = f"{getattr(shown[-1], column).isoformat()}_{shown[-1].pk}" if len(found) > size else ""
    return Page(shown, next_key)


def read_key(text: str) -> tuple[datetime, int] | None:
    """The time and the number a page's key holds; None of one that makes no sense."""
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
