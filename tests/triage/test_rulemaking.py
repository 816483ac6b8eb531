"""Rules at work: what they do to conversations, what people undo, and what happens when a rule changes or goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inbox.models import Conversation, EventKind, Lane, Review, Rule, RuleMatch, Status, Tag
from inbox.services import lifecycle
from triage import rulemaking, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def lay_down(workspace, lead):
    """A lead writes a rule, by the words it is for and what it does."""

    def write(name="Giveaways", *, words=("giveaway",), tags=(), and_now=(), **does):
        conditions = [{"field": "words", "relation": "any", "values": list(words)}]
        rule = Rule(workspace=workspace, name=name, conditions=conditions, **does)
        rulemaking.save_rule(rule, tags=tags, user=lead, now=timezone.now(), and_now=and_now)
        return rule

    return write


def names(conversation):
    return sorted(conversation.tags.values_list("name", flat=True))


def test_a_rule_tags_assigns_and_moves_and_says_so_in_the_history(lay_down, converse, judged, agent):
    rule = lay_down(tags=["Summer", "prize"], assignee=agent, shift_minutes=120)
    conversation = judged(converse("Is the giveaway still on?"))
    assert names(conversation) == ["Summer", "prize"]
    assert conversation.assignee == agent
    assert conversation.turn_at == conversation.waiting_since - timedelta(hours=2)
    assert "2 h ahead: the rule “Giveaways”" in conversation.turn_why
    told = set(conversation.events.values_list("kind", "text"))
    assert (EventKind.RULED, "The rule “Giveaways” applied") in told
    assert (EventKind.ASSIGNED, f"The rule “Giveaways” gave it to {agent}") in told
    assert RuleMatch.objects.get().rule == rule


def test_what_a_rule_does_once_a_person_may_undo_for_good(lay_down, converse, judged, says, agent):
    lay_down(tags=["prize"], assignee=agent)
    conversation = judged(converse("Is the giveaway still on?"))
    conversation.taggings.all().delete()
    lifecycle.assign(conversation, to=None, user=agent, now=timezone.now())
    says(conversation, "The giveaway, I mean", at=timezone.now())
    judged(conversation)
    assert names(conversation) == []
    assert conversation.assignee is None


def test_somebody_set_aside_waits_beside_the_queue_and_nowhere_else(lay_down, converse, judged):
    rule = lay_down(lane=Lane.SET_ASIDE)
    conversation = judged(converse("Entering the giveaway!"))
    assert conversation.is_waiting
    assert (conversation.lane, conversation.lane_rule) == (Lane.SET_ASIDE, rule)
    assert conversation.exit == "set_aside"
    assert conversation.disposition == "waiting", "nobody is heard by being set aside"
    assert list(Conversation.objects.waiting()) == []


def test_one_click_overturns_and_no_rule_says_it_again(lay_down, converse, judged, says, lead):
    rule = lay_down(lane=Lane.SET_ASIDE)
    conversation = judged(converse("Entering the giveaway!"))
    lifecycle.reopen(conversation, user=lead, now=timezone.now())
    assert judged(conversation).lane == Lane.QUEUE
    assert conversation.waiting_since < timezone.now() - timedelta(minutes=50), "the wait is as long as it was"
    says(conversation, "That giveaway there", at=timezone.now())
    assert judged(conversation).lane == Lane.QUEUE
    overturned = Review.objects.get()
    assert (overturned.rule, overturned.decision, overturned.is_sample) == (rule, "overturned", False)


def test_whom_somebody_looks_after_waits_among_theirs_whatever_a_rule_says(lay_down, converse, judged, agent):
    lay_down(lane=Lane.SET_ASIDE)
    conversation = judged(converse("Entering the giveaway!"))
    lifecycle.assign(conversation, to=agent, user=agent, now=timezone.now())
    conversation.messages.update(triaged_at=None)
    assert judged(conversation).lane == Lane.QUEUE
    assert conversation.lane_rule is None


def test_a_rule_that_is_deleted_gives_everybody_back(lay_down, converse, judged):
    rule = lay_down(lane=Lane.SET_ASIDE, shift_minutes=-60)
    conversation = judged(converse("Entering the giveaway!"))
    assert conversation.turn_at > conversation.waiting_since
    assert rulemaking.delete_rule(rule) == 1
    judged(conversation)
    assert (conversation.lane, conversation.lane_rule) == (Lane.QUEUE, None)
    assert conversation.turn_at == conversation.waiting_since


def test_a_rule_that_rests_gives_everybody_back_and_takes_nobody_more(lay_down, converse, judged, lead):
    rule = lay_down(lane=Lane.SET_ASIDE)
    conversation = judged(converse("Entering the giveaway!"))
    rulemaking.switch_rule(rule, is_active=False, user=lead, now=timezone.now())
    assert judged(conversation).lane == Lane.QUEUE
    assert judged(converse("A giveaway?", by="Ben")).lane == Lane.QUEUE
    rulemaking.switch_rule(rule, is_active=True, user=lead, now=timezone.now())
    assert judged(conversation).lane == Lane.SET_ASIDE


def test_a_rule_that_is_changed_gives_back_whom_it_no_longer_means(lay_down, converse, judged, lead):
    rule = lay_down(lane=Lane.SET_ASIDE)
    conversation = judged(converse("Entering the giveaway!"))
    rule.conditions = [{"field": "words", "relation": "any", "values": ["raffle"]}]
    rulemaking.save_rule(rule, tags=[], user=lead, now=timezone.now())
    assert judged(conversation).lane == Lane.QUEUE


def test_a_new_rule_is_for_what_comes_unless_it_is_to_be_for_those_who_wait(lay_down, converse, judged):
    first, second = judged(converse("A giveaway?", by="Ann")), judged(converse("The giveaway!", by="Ben"))
    lay_down("Later", lane=Lane.SET_ASIDE)
    assert [judged(one).lane for one in (first, second)] == [Lane.QUEUE, Lane.QUEUE]
    lay_down("Now", tags=["prize"], lane=Lane.SET_ASIDE, and_now=[second.pk])
    assert [judged(one).lane for one in (first, second)] == [Lane.QUEUE, Lane.SET_ASIDE]


def test_the_upper_rule_decides_and_moving_one_changes_who_that_is(lay_down, converse, judged):
    lay_down("Aside", lane=Lane.SET_ASIDE)
    nod = lay_down("Nod", lane=Lane.ACKNOWLEDGE)
    assert judged(converse("A giveaway?", by="Ann")).lane == Lane.SET_ASIDE
    rulemaking.move_rule(nod, is_up=True)
    assert list(Rule.objects.values_list("name", flat=True)) == ["Nod", "Aside"]
    assert judged(converse("A giveaway?", by="Ben")).lane == Lane.ACKNOWLEDGE
    rulemaking.move_rule(nod, is_up=True)
    assert list(Rule.objects.values_list("name", flat=True)) == ["Nod", "Aside"], "higher than first there is nothing"


def test_a_rule_that_cannot_be_read_is_left_out_and_holds_up_nobody(lay_down, converse, judged):
    rule = lay_down("Broken", lane=Lane.SET_ASIDE)
    lay_down("Whole", tags=["prize"])
    Rule.objects.filter(pk=rule.pk).update(conditions=[{"field": "followers", "relation": "any", "values": ["3"]}])
    conversation = judged(converse("Entering the giveaway!"))
    assert conversation.lane == Lane.QUEUE
    assert names(conversation) == ["prize"]


def test_a_rule_of_one_company_is_none_of_anothers(lay_down, converse, judged, account_of, other_workspace):
    lay_down(lane=Lane.SET_ASIDE, tags=["prize"])
    theirs = judged(converse("A giveaway?", account=account_of(other_workspace, "rivalboats")))
    assert theirs.lane == Lane.QUEUE
    assert names(theirs) == []


def test_a_tag_is_made_once_however_it_is_written(lay_down, workspace):
    lay_down("One", tags=["Refund"])
    lay_down("Two", tags=["refund", "REFUND"])
    assert list(Tag.objects.filter(workspace=workspace).values_list("name", flat=True)) == ["Refund"]
    assert Rule.objects.get(name="Two").tags.count() == 1


def test_what_is_closed_and_answered_no_rule_touches(lay_down, converse, judged, says, agent):
    closed = judged(converse("Entering the giveaway!", by="Ann"))
    lifecycle.close(closed, outcome="no_reply_needed", reason="a joke", user=agent, now=timezone.now())
    answered = converse("Is the giveaway on?", by="Ben")
    says(answered, "Until Friday.", at=timezone.now(), origin="native")
    lay_down(lane=Lane.SET_ASIDE, tags=["prize"], and_now=[closed.pk, answered.pk])
    services.drain(now=timezone.now())
    for conversation in (closed, answered):
        conversation.refresh_from_db()
        assert not conversation.is_waiting
        assert names(conversation) == []
    assert closed.status == Status.CLOSED
