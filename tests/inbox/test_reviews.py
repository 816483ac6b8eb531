"""A second look: samples drawn by lot, agreed with or overturned, and how often triage was wrong."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inbox.models import Conversation, Decision, Exit, Review, Rule, RuleMatch
from inbox.services import lifecycle, reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def rule(workspace):
    return Rule.objects.create(
        workspace=workspace, name="Giveaways", position=1, conditions=[], lane="set_aside", changed_at=timezone.now()
    )


@pytest.fixture
def set_aside(converse, rule):
    """Somebody whom the rule set aside, `ago`."""

    def make(name, *, ago=timedelta(hours=1)):
        conversation = converse("Entering the giveaway!", by=name, lane="set_aside", lane_rule=rule)
        RuleMatch.objects.create(rule=rule, conversation=conversation, matched_at=timezone.now() - ago)
        return conversation

    return make


def draw(workspace, way_out=Exit.SET_ASIDE, **how):
    return reviews.draw(workspace.pk, way_out, now=timezone.now(), **how)


def test_a_sample_is_drawn_among_those_nobody_has_looked_at(workspace, set_aside, lead, converse):
    people = {set_aside(name).pk for name in ("Ann", "Ben", "Cid")}
    converse("In the queue")
    first = draw(workspace, count=2)
    assert len(first) == 2
    second = draw(workspace, count=5)
    assert {review.conversation_id for review in [*first, *second]} == people
    assert draw(workspace) == []
    assert all(review.rule.name == "Giveaways" for review in first)


def test_agreeing_counts_once_whoever_comes_second(workspace, set_aside, lead, agent):
    set_aside("Ann")
    (review,) = draw(workspace)
    assert reviews.agree(review, user=lead, now=timezone.now())
    assert not reviews.agree(review, user=agent, now=timezone.now())
    review.refresh_from_db()
    assert (review.decision, review.reviewer) == (Decision.AGREED, lead)


def test_overturning_a_sample_puts_it_back_and_counts_as_one_of_the_sample(workspace, set_aside, lead):
    conversation = set_aside("Ann")
    (review,) = draw(workspace)
    lifecycle.reopen(conversation, user=lead, now=timezone.now())
    review.refresh_from_db()
    assert (review.decision, review.is_sample, review.reviewer) == (Decision.OVERTURNED, True, lead)
    assert Review.objects.count() == 1
    assert list(Conversation.objects.waiting()) == [conversation]


def test_what_an_agent_puts_back_by_the_way_is_told_apart(set_aside, agent):
    lifecycle.reopen(set_aside("Ann"), user=agent, now=timezone.now())
    assert Review.objects.get().is_sample is False


def test_reopening_what_a_person_closed_is_no_error_of_triages(converse, agent):
    conversation = converse("When?")
    lifecycle.close(conversation, outcome="no_reply_needed", reason="a joke", user=agent, now=timezone.now())
    lifecycle.reopen(conversation, user=agent, now=timezone.now())
    assert not Review.objects.exists()


def test_what_changed_before_anybody_looked_lapses(workspace, set_aside, agent):
    conversation = set_aside("Ann")
    (review,) = draw(workspace)
    lifecycle.assign(conversation, to=agent, user=agent, now=timezone.now())
    assert reviews.let_lapse(workspace_id=workspace.pk, now=timezone.now()) == 1
    review.refresh_from_db()
    assert review.decision == Decision.LAPSED


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (30, 2), (300, 10)])
def test_a_share_of_what_a_rule_set_aside_comes_back_every_day(rule, set_aside, count, expected):
    for number in range(count):
        set_aside(f"Person {number}")
    assert reviews.bring_back_samples(now=timezone.now()) == expected
    assert reviews.bring_back_samples(now=timezone.now()) == 0, "once a day"
    later = timezone.now() + timedelta(days=1, minutes=1)
    assert reviews.bring_back_samples(now=later) == (1 if count > expected else 0)


def test_what_nobody_looks_into_does_not_pile_up(rule, set_aside):
    for number in range(reviews.MOST_PENDING + 5):
        set_aside(f"Person {number}")
    draw(rule.workspace, count=reviews.MOST_PENDING)
    later = timezone.now() + timedelta(days=2)
    assert reviews.bring_back_samples(now=later) == 0


def test_a_rule_that_sets_nobody_aside_is_not_sampled(workspace, converse):
    tags_only = Rule.objects.create(
        workspace=workspace, name="Tags", position=2, conditions=[], changed_at=timezone.now()
    )
    RuleMatch.objects.create(rule=tags_only, conversation=converse(), matched_at=timezone.now())
    assert reviews.bring_back_samples(now=timezone.now()) == 0


@pytest.mark.parametrize(
    ("facts", "way_out"),
    [
        ({}, ""),
        ({"lane": "backlog"}, ""),
        ({"lane": "acknowledge", "reason": "asks_nothing"}, "asks_nothing"),
        ({"lane": "set_aside"}, "set_aside"),
        ({"reason": "triage_failed"}, ""),
        ({"is_waiting": False, "lane": "spam", "reason": "certain_spam"}, "certain_spam"),
        ({"is_waiting": False, "reason": "answered_here", "status": "waiting_on_customer"}, "answered_here"),
        ({"is_waiting": False, "reason": "closing_thanks"}, "closing_thanks"),
        ({"is_waiting": False, "reason": "gone"}, "gone"),
        ({"is_waiting": False, "reason": "settled"}, "settled"),
        ({"is_waiting": False, "reason": "waiting"}, "settled"),
        ({"is_waiting": False, "lane": "acknowledge", "reason": "asks_nothing"}, "settled"),
    ],
)
def test_each_conversation_has_one_way_out_or_stands_in_the_queue(converse, facts, way_out):
    conversation = converse(**facts)
    conversation.refresh_from_db()
    assert conversation.exit == way_out
