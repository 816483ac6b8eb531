"""Rules at work: what they do to conversations, what people undo, and what happens when a rule changes or goes."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from inbox.models import Conversation, EventKind, Lane, Recheck, Review, Rule, RuleMatch, Status, Tag, Team
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
    rulemaking.delete_rule(rule, now=timezone.now())
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
    rulemaking.move_rule(nod, is_up=True, now=timezone.now())
    assert list(Rule.objects.values_list("name", flat=True)) == ["Nod", "Aside"]
    assert judged(converse("A giveaway?", by="Ben")).lane == Lane.ACKNOWLEDGE
    rulemaking.move_rule(nod, is_up=True, now=timezone.now())
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


def test_a_long_name_holds_up_no_verdict_on_somebody_in_danger(lay_down, converse, judged):
    lay_down("x" * 120, words=["fire"], shift_minutes=360)
    fire = "There is a fire on the car deck!"
    conversation = judged(converse(fire, f"{fire}!", f"{fire} Third time I ask, still waiting for a reply"))
    assert conversation.urgency == "safety"
    assert "x" * 120 in conversation.turn_why


def test_the_evidence_speaks_of_a_rule_only_where_it_moved_somebody(lay_down, converse, judged, agent):
    lay_down(lane=Lane.SET_ASIDE)
    theirs = judged(converse("Entering the giveaway!", by="Ann", assignee=agent))
    assert theirs.lane == Lane.QUEUE
    assert "set it aside" not in theirs.evidence
    assert "set it aside" in judged(converse("Entering the giveaway!", by="Ben")).evidence


def test_what_is_added_to_a_rule_can_be_for_those_it_had_met(lay_down, converse, judged, lead):
    rule = lay_down(shift_minutes=60)
    conversation = judged(converse("Entering the giveaway!"))
    rulemaking.save_rule(rule, tags=["prize"], user=lead, now=timezone.now(), and_now=[conversation.pk])
    judged(conversation)
    assert names(conversation) == ["prize"]


def test_a_rule_pulls_nobody_from_before_into_todays_work(lay_down, converse, judged, agent, channel):
    type(channel).objects.filter(pk=channel.pk).update(backlog_before=timezone.now() - timedelta(days=1))
    lay_down(assignee=agent, tags=["prize"])
    conversation = judged(converse("Entering the giveaway!", ago=timedelta(days=40)))
    assert (conversation.lane, conversation.assignee) == (Lane.BACKLOG, None)
    assert names(conversation) == ["prize"]


def test_a_rule_gives_nobody_to_who_does_not_see_them(lay_down, converse, judged, agent, workspace, channel):
    team = Team.objects.create(workspace=workspace, name="Night desk")
    type(channel).objects.filter(pk=channel.pk).update(team=team)
    lay_down(assignee=agent)
    conversation = judged(converse("Entering the giveaway!"))
    assert conversation.assignee is None
    assert conversation.events.filter(text__contains=f"{agent}, who does not see this account").exists()


def test_thanks_that_a_person_puts_back_stay_there(converse, judged, says, agent):
    conversation = converse("When do you sail?")
    says(conversation, "At nine.", at=timezone.now(), origin="agent")
    says(conversation, "Thank you!", at=timezone.now())
    judged(conversation)
    assert conversation.status == Status.CLOSED
    lifecycle.reopen(conversation, user=agent, now=timezone.now())
    judged(conversation)
    assert (conversation.is_waiting, conversation.status) == (True, Status.OPEN)


def test_a_public_question_answered_in_private_is_seen_so_even_in_one_batch(converse, judged, says):
    public = converse("Where is my bag?", by="Dora", ago=timedelta(hours=3), kind="comment")
    away = "Hi Dora, please send us a DM with your booking number."
    says(public, away, at=timezone.now() - timedelta(hours=2), origin="agent")
    assert judged(public).deflected_at is not None
    private = converse("Booking 123", by="Dora", kind="direct_message")
    says(private, "Found it, it arrives tomorrow.", at=timezone.now(), origin="agent")
    public.messages.update(triaged_at=None)
    assert not judged(public).is_waiting


def test_a_verdict_that_cannot_be_kept_raises_the_flag(converse, judged, says, lay_down):
    answered = converse("When do you sail?", by="Ann")
    says(answered, "At nine.", at=timezone.now(), origin="agent")
    assert not judged(answered).is_waiting
    Conversation.objects.filter(pk=answered.pk).update(opened_at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE inbox_conversation ADD CONSTRAINT unkeepable CHECK (reason <> 'answered_here') NOT VALID"
        )
    answered.messages.update(triaged_at=None)
    judged(answered)
    assert answered.is_waiting
    assert answered.reason == "triage_failed"


def test_what_is_new_is_judged_before_what_is_looked_at_again(converse, judged):
    old = judged(converse("When do you sail?", by="Old"))
    lifecycle.judge_again([old.pk], now=timezone.now())
    new = converse("Where is my bag?", by="New")
    assert services._judge_new(now=timezone.now(), batch=10) == 1
    new.refresh_from_db()
    assert new.policy_version
    assert Recheck.objects.get().conversation == old
    assert services.drain(now=timezone.now()) == 1
    assert not Recheck.objects.exists()
