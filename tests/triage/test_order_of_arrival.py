"""The same messages in whatever order they come in, in however many pages: the same verdicts, and the same clocks."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from connectors.capabilities import Kind
from connectors.items import Author, Item, Page, Parsed, Raw
from inbox.models import ChannelAccount, Conversation, ResponseClock, SlaPolicy, Stream, Workspace
from inbox.services.ingest import store_page
from triage.services import drain

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = ["When do you sail?", "thanks!", "hello?? anyone", "Best crew ever ❤️", "", "You charged my card twice!"]
ANSWERS = ["At nine.", "Please send us a DM.", "Sorry, which boat?"]
# Minute, whether ours, which text.
happening = st.tuples(st.integers(0, 600), st.booleans(), st.integers(0, 5))


def items_of(story):
    """Each at a minute of its own: what is said at one moment is told apart by nothing."""
    author = Author("p1", "p1", "Dora", None)
    first = "m0"
    for number, (minute, is_ours, text) in enumerate(story):
        at = T0 + timedelta(minutes=minute, seconds=number)
        if is_ours and number:
            yield Item(f"m{number}", Kind.MENTION, ANSWERS[text % 3], at, "t1", is_ours=True, parent_id=first)
        else:
            yield Item(f"m{number}", Kind.MENTION, TEXTS[text], at, "t1", author=author)


def play(items, cuts, slug):
    """Let the items come in, in pages cut at `cuts`; triage gets to them after each."""
    workspace = Workspace.objects.create(name=slug, slug=slug)
    account = ChannelAccount.objects.create(workspace=workspace, platform="x", external_id=slug, credentials={})
    ChannelAccount.objects.filter(pk=account.pk).update(connected_at=T0 - timedelta(days=1))
    SlaPolicy.objects.create(workspace=workspace, name="All", first_minutes=60, next_minutes=30)
    stream = Stream.objects.create(account=account, name="mentions", next_poll_at=T0)
    edges = [0, *sorted(cuts), len(items)]
    for begin, end in pairwise(edges):
        page = {item.external_id: item for item in items[begin:end]}
        raws = tuple(Raw(key, {"key": key}) for key in page)
        store_page(stream, Page(raws, {}), lambda raw, page=page: Parsed(page[raw["key"]]), now=timezone.now())
        drain(now=timezone.now())
    verdict = Conversation.objects.filter(workspace=workspace).values(
        "is_waiting",
        "waiting_since",
        "turn_at",
        "turn_why",
        "lane",
        "status",
        "reason",
        "evidence",
        "exit",
        "asked_again",
        "deflected_at",
        "first_response_at",
        "answered_at",
        "urgency",
        "response_due_at",
    )
    clocks = ResponseClock.objects.filter(workspace=workspace).order_by("began_at", "kind")
    return list(verdict), list(clocks.values_list("kind", "state", "began_at", "due_at", "stopped_at", "breached_at"))


@pytest.mark.django_db
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    # Each example is two companies' life in a database: making a failing one smaller takes longer than reading it.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(st.data(), st.lists(happening, min_size=2, max_size=7))
def test_any_order_of_the_same_messages_ends_in_the_same_verdict(data, story):
    items = list(items_of(story))
    shuffled = data.draw(st.permutations(items))
    cuts = data.draw(st.lists(st.integers(1, len(items) - 1), max_size=3, unique=True))
    with transaction.atomic():
        try:
            assert play(items, [], "one") == play(shuffled, cuts, "other")
        finally:
            transaction.set_rollback(True)
