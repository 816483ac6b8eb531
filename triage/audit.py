"""What the audit page reads: everything that does not stand in the queue, reason by reason, and the samples drawn from it."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Window
from django.db.models.functions import RowNumber

from inbox.access import conversations_for
from inbox.models import Decision, Exit, Membership, Message, Origin, Review
from inbox.queries.lists import Page, page_of

SAMPLES_SHOWN = 20
MESSAGES_SHOWN = 4

# What each reason claims, for whoever is to judge it.
CLAIMS = {
    Exit.ANSWERED_HERE: "One of you answered with all of it in view, and the answer did not only send them elsewhere.",
    Exit.ANSWERED_ON_PLATFORM: "Somebody of yours answered in the platform’s own app.",
    Exit.CLOSING_THANKS: "After an answer of yours they said thanks, and nothing besides.",
    Exit.ASKS_NOTHING: "They ask for nothing: kind words, a bare share, or a rule says so. They wait to be acknowledged.",
    Exit.SET_ASIDE: "A rule moved them beside the queue. They still wait.",
    Exit.CERTAIN_SPAM: "Spam beyond doubt, and none of you ever answered it.",
    Exit.SETTLED: "One of you closed it and said why.",
    Exit.GONE: "They deleted what they wrote before anybody answered.",
}


@dataclass(frozen=True)
class Sample:
    """A review to decide on, with the end of what was said."""

    review: Review
    messages: list[Message]


def list_exit(member: Membership, way_out: Exit, *, after: str = "") -> Page:
    """A page of what left the queue this way, newest word first."""
    return page_of(conversations_for(member).filter(exit=way_out), "last_message_at", after=after, newest_first=True)


def list_samples(member: Membership, way_out: Exit) -> list[Sample]:
    """The samples of a reason that wait for somebody to look, the oldest first."""
    pending = Review.objects.filter(workspace=member.workspace, exit=way_out, decision=Decision.PENDING)
    reviews = list(
        pending.filter(conversation__exit=way_out)
        .select_related("conversation__identity", "conversation__account", "rule")
        .order_by("drawn_at", "pk")[:SAMPLES_SHOWN]
    )
    said: dict[int, list[Message]] = defaultdict(list)
    messages = Message.objects.filter(conversation__in=[review.conversation_id for review in reviews])
    newest = Window(RowNumber(), partition_by="conversation", order_by=["-sent_at", "-pk"])
    shown = messages.exclude(origin=Origin.AUTOMATION).annotate(place=newest).filter(place__lte=MESSAGES_SHOWN)
    for message in shown.select_related("identity", "author_user").order_by("sent_at", "pk"):
        assert message.conversation_id is not None
        said[message.conversation_id].append(message)
    return [Sample(review, said[review.conversation_id]) for review in reviews]
