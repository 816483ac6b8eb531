"""Promise 2: whoever has whatever audience, every verdict, every place in the queue, every clock and all that rules do is the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from connectors.capabilities import Kind
from connectors.items import Author, Item, Page, Parsed, Raw
from inbox.audience.models import Audience
from inbox.models import (
    ChannelAccount,
    Conversation,
    ConversationTag,
    Membership,
    ResponseClock,
    Rule,
    RuleMatch,
    SlaPolicy,
    Stream,
    User,
    Workspace,
)
from inbox.queries import lists
from inbox.services.ingest import store_page
from triage.rulemaking import save_rule
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
    "You charged my card twice!",
]
UNKNOWN, NOBODY = [None] * PEOPLE, [0] * PEOPLE
audiences = (
    st.just(UNKNOWN)
    | st.just(NOBODY)
    | st.lists(st.none() | st.integers(0, 5_000_000), min_size=PEOPLE, max_size=PEOPLE)
)
happening = st.tuples(st.integers(0, PEOPLE - 1), st.sampled_from(TEXTS), st.integers(0, 5000), st.booleans())

# Everybody says everything once, within an hour; every third is answered. Hours later each says something more, and waits.
FULL_HOUSE = [
    (person, text, 7 * person + place, (person + place) % 3 == 0)
    for person in range(PEOPLE)
    for place, text in enumerate(TEXTS)
] + [(person, TEXTS[person], 300 + person, False) for person in range(PEOPLE)]


# What a company lays down: rules that set aside, nod, tag, assign and move, and promised times.
RULES = [
    {"name": "Aside", "conditions": [("words", "any", "prize"), ("signal", "none", "question")], "lane": "set_aside"},
    {"name": "Nod", "conditions": [("language", "any", "de")], "lane": "acknowledge"},
    {"name": "Early", "conditions": [("signal", "any", "asked_again", "question")], "shift_minutes": 180},
    {"name": "Late", "conditions": [("mood", "any", "pos")], "shift_minutes": -60},
]


def lay_down(workspace: Workspace, user: User) -> None:
    for place, facts in enumerate(RULES):
        conditions = [{"field": what, "relation": how, "values": values} for what, how, *values in facts["conditions"]]
        rule = Rule(workspace=workspace, position=place, **{**facts, "conditions": conditions})
        save_rule(rule, tags=[facts["name"]], user=user, now=T0)
    Rule.objects.filter(workspace=workspace, name="Early").update(assignee=user)
    SlaPolicy.objects.create(
        workspace=workspace, name="All", first_minutes=60, next_minutes=30, in_business_hours=False
    )
    SlaPolicy.objects.create(workspace=workspace, name="Money", urgency="money", first_minutes=10, next_minutes=5)


def play(story: list[tuple[int, str, int, bool]], figures: list[int | None], slug: str) -> tuple[list, ...]:
    """Let a story happen to a company of its own. Returns each person's verdict, the names in the queue's order and in the list of what is
    due, the clocks, and who bears which tags."""
    workspace = Workspace.objects.create(name=slug, slug=slug)
    user = User.objects.create(email=f"{slug}@heard.example", name="Ana")
    member = Membership.objects.create(workspace=workspace, user=user)
    account = ChannelAccount.objects.create(workspace=workspace, platform="x", external_id=slug, credentials={})
    ChannelAccount.objects.filter(pk=account.pk).update(connected_at=T0 - timedelta(days=1))
    lay_down(workspace, user)
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
        "exit",
        "turn_why",
        "lane_rule__name",
        "assignee__name",
        "response_warn_at",
        "response_due_at",
    )
    verdicts = list(Conversation.objects.filter(workspace=workspace).order_by("thread_id").values_list(*columns))
    named = [[row.identity.name for row in lists.list_conversations(member, view).rows] for view in ("queue", "due")]
    of_thread = {"conversation__workspace": workspace}
    clocks = list(
        ResponseClock.objects.filter(**of_thread)
        .order_by("conversation__thread_id", "began_at", "kind")
        .values_list("conversation__thread_id", "kind", "state", "began_at", "due_at", "stopped_at", "breached_at")
    )
    tags = sorted(ConversationTag.objects.filter(**of_thread).values_list("conversation__thread_id", "tag__name"))
    matches = sorted(RuleMatch.objects.filter(**of_thread).values_list("conversation__thread_id", "rule__name"))
    kept = Audience.objects.filter(identity__workspace=workspace).count()
    assert kept == len({person for person, *_rest in story if figures[person] is not None})
    return verdicts, named, clocks, tags, matches


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=st.lists(happening, min_size=3, max_size=12), one=audiences, other=audiences)
@example(story=FULL_HOUSE, one=UNKNOWN, other=NOBODY)
@example(story=FULL_HOUSE, one=[5_000_000, 4, None, 0, 300, 20_000], other=[0, None, 5_000_000, 4, 20_000, 300])
def test_changing_every_audience_changes_no_verdict_no_place_no_clock_and_nothing_rules_do(story, one, other):
    with transaction.atomic():
        try:
            assert play(story, one, "one") == play(story, other, "other")
        finally:
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_story_reaches_rules_and_clocks():
    verdicts, (queue, due), clocks, tags, matches = play(FULL_HOUSE, UNKNOWN, "one")
    assert queue
    assert not set(due) - {f"Person {number}" for number in range(PEOPLE)}
    assert {state for _thread, _kind, state, *_times in clocks} >= {"met", "missed"}
    assert {name for _thread, name in tags} >= {"Early"}
    assert {name for _thread, name in matches} >= {"Early"}
    assert len(verdicts) == PEOPLE
