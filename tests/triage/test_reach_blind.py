"""Promise 2: whoever has whatever audience, every verdict and every place in the queue is the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from connectors.capabilities import Kind
from connectors.items import Author, Item, Page, Parsed, Raw
from inbox import queries
from inbox.audience.models import Audience
from inbox.models import ChannelAccount, Conversation, Membership, Stream, User, Workspace
from inbox.services.ingest import store_page
from triage.services import drain

T0 = datetime(2026, 3, 2, 9, tzinfo=UTC)
PEOPLE = 6
TEXTS = [
    "When do you sail?",
    "thanks!",
    "You have been selected! Claim your prize: win.example",
    "",
    "hello?? anyone",
    "Danke dir",
]
UNKNOWN, NOBODY = [None] * PEOPLE, [0] * PEOPLE
audiences = (
    st.just(UNKNOWN)
    | st.just(NOBODY)
    | st.lists(st.none() | st.integers(0, 5_000_000), min_size=PEOPLE, max_size=PEOPLE)
)
happening = st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(TEXTS), st.integers(0, 5000), st.booleans())

# Everybody says everything once, within an hour; every third is answered.
FULL_HOUSE = [
    (person, text, 7 * person + place, (person + place) % 3 == 0)
    for person in range(PEOPLE)
    for place, text in enumerate(TEXTS)
]


def play(
    story: list[tuple[int, str, int, bool]], figures: list[int | None], slug: str
) -> tuple[list[tuple], list[str]]:
    """Let a story happen to a company of its own. Returns each person's verdict, and the names in the queue's order."""
    workspace = Workspace.objects.create(name=slug, slug=slug)
    user = User.objects.create(email=f"{slug}@heard.example", name=slug)
    member = Membership.objects.create(workspace=workspace, user=user)
    account = ChannelAccount.objects.create(workspace=workspace, platform="x", external_id=slug, credentials={})
    stream = Stream.objects.create(account=account, name="mentions", next_poll_at=T0)
    items = {}
    for number, (person, text, minutes, is_answered) in enumerate(story):
        at = T0 + timedelta(minutes=minutes)
        author = Author(f"p{person}", f"p{person}", f"Person {person}", figures[person])
        items[f"m{number}"] = Item(f"m{number}", Kind.MENTION, text, at, f"t{person}", author=author)
        if is_answered:
            answer = Item(
                f"a{number}",
                Kind.MENTION,
                "At nine.",
                at + timedelta(minutes=1),
                f"t{person}",
                is_ours=True,
                parent_id=f"m{number}",
            )
            items[answer.external_id] = answer
    page = Page(tuple(Raw(key, {"key": key}) for key in items), {})
    store_page(stream, page, lambda raw: Parsed(items[raw["key"]]), now=timezone.now())
    drain(now=timezone.now())
    columns = (
        "identity__name",
        "thread_id",
        "is_waiting",
        "waiting_since",
        "turn_at",
        "lane",
        "status",
        "reason",
        "evidence",
        "outcome",
    )
    verdicts = list(Conversation.objects.filter(workspace=workspace).order_by("thread_id").values_list(*columns))
    queue = [row.identity.name for row in queries.list_conversations(member, "queue").rows]
    kept = Audience.objects.filter(identity__workspace=workspace).count()
    assert kept == len({person for person, *_rest in story if figures[person] is not None})
    return verdicts, queue


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(happening, min_size=3, max_size=12), one=audiences, other=audiences)
@example(story=FULL_HOUSE, one=UNKNOWN, other=NOBODY)
@example(story=FULL_HOUSE, one=[5_000_000, 4, None, 0, 300, 20_000], other=[0, None, 5_000_000, 4, 20_000, 300])
def test_changing_every_audience_changes_no_verdict_and_no_place_in_the_queue(story, one, other):
    with transaction.atomic():
        try:
            assert play(story, one, "one") == play(story, other, "other")
        finally:
            transaction.set_rollback(True)
