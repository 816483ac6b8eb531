"""Clocks as rows: stored with the verdict, right after whatever people do, told of before they run out."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from inbox.models import Conversation, EventKind, ResponseClock, SlaPolicy, Team, TeamHours
from inbox.services import lifecycle
from triage import clocks, terms
from triage.rulebook import open_hours

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def promise(workspace, channel):
    """A policy is laid down: answers within so many minutes. The account was connected long ago."""
    type(channel).objects.filter(pk=channel.pk).update(connected_at=timezone.now() - timedelta(days=400))

    def lay_down(first=120, following=60, name="Everybody", **facts):
        policy = SlaPolicy(
            workspace=workspace,
            name=name,
            first_minutes=first,
            next_minutes=following,
            in_business_hours=facts.pop("in_business_hours", False),
            **facts,
        )
        terms.save_policy(policy)
        return policy

    return lay_down


def told(conversation) -> list[str]:
    """The clocks of a conversation, "first running", in the order in which they began."""
    rows = ResponseClock.objects.filter(conversation=conversation).order_by("began_at", "kind")
    return [f"{row.kind} {row.state}" for row in rows]


def test_who_waits_has_a_clock_and_the_list_knows_when_it_runs_out(promise, converse, judged):
    policy = promise()
    conversation = judged(converse("When do you sail?", ago=HOUR))
    clock = ResponseClock.objects.get()
    assert (clock.kind, clock.state, clock.policy) == ("first", "running", policy)
    assert clock.began_at == conversation.waiting_since
    assert conversation.response_due_at == conversation.waiting_since + 2 * HOUR
    assert conversation.response_warn_at == conversation.waiting_since + timedelta(minutes=96)
    assert conversation.alarm_at == conversation.response_warn_at


@pytest.mark.parametrize(
    ("origin", "minutes", "state"), [("agent", 90, "met"), ("native", 90, "met"), ("agent", 10, "missed")]
)
def test_a_human_answer_stops_it_here_and_on_the_platform(promise, converse, judged, says, origin, minutes, state):
    promise()
    conversation = converse("When do you sail?", ago=3 * HOUR)
    says(conversation, "At nine.", at=timezone.now() - timedelta(minutes=minutes), origin=origin)
    judged(conversation)
    assert told(conversation) == [f"first {state}"]
    assert conversation.response_due_at is None
    assert conversation.alarm_at is None


def test_an_automation_a_note_a_snooze_and_an_assignment_do_not(promise, converse, judged, says, agent):
    promise()
    conversation = converse("When do you sail?")
    says(conversation, "We got your message.", at=timezone.now(), origin="automation")
    lifecycle.add_note(conversation, text="Who knows?", user=agent, now=timezone.now())
    lifecycle.assign(conversation, to=agent, user=agent, now=timezone.now())
    lifecycle.snooze(conversation, until=timezone.now() + HOUR, user=agent, now=timezone.now())
    judged(conversation)
    assert told(conversation) == ["first running"]
    assert conversation.response_due_at is not None


def test_closing_it_unanswered_leaves_a_trace_and_reopening_takes_it_up_where_it_was(promise, converse, judged, agent):
    promise()
    conversation = judged(converse("When do you sail?", ago=3 * HOUR))
    lifecycle.close(conversation, outcome="no_reply_needed", reason="old", user=agent, now=timezone.now())
    judged(conversation)
    clock = ResponseClock.objects.get()
    assert (clock.state, clock.breached_at) == ("cancelled", clock.due_at), "it was over before anybody closed it"
    assert conversation.response_due_at is None
    lifecycle.reopen(conversation, user=agent, now=timezone.now())
    judged(conversation)
    assert told(conversation) == ["first missed"]
    assert ResponseClock.objects.get().stopped_at is None
    assert conversation.response_due_at == conversation.waiting_since + 2 * HOUR


def test_the_next_question_has_a_clock_of_its_own(promise, converse, judged, says):
    promise()
    conversation = converse("When do you sail?", ago=3 * HOUR)
    says(conversation, "At nine.", at=timezone.now() - 2 * HOUR, origin="native")
    says(conversation, "And where from?", at=timezone.now() - HOUR / 2)
    judged(conversation)
    assert told(conversation) == ["first met", "next running"]
    assert conversation.response_due_at == conversation.waiting_since + HOUR


def test_what_has_stopped_is_measured_by_what_was_promised_then(promise, converse, judged, says):
    policy = promise()
    conversation = converse("When do you sail?", ago=3 * HOUR)
    says(conversation, "At nine.", at=timezone.now() - timedelta(minutes=90), origin="native")
    judged(conversation)
    policy.first_minutes = 30
    terms.save_policy(policy)
    says(conversation, "And where from?", at=timezone.now())
    judged(conversation)
    assert told(conversation) == ["first met", "next running"]


def test_a_running_clock_follows_its_policy(promise, converse, judged):
    policy = promise()
    conversation = judged(converse("When do you sail?"))
    policy.first_minutes = 600
    terms.save_policy(policy)
    judged(conversation)
    assert conversation.response_due_at == conversation.waiting_since + 10 * HOUR
    assert ResponseClock.objects.count() == 1


def test_without_a_policy_nothing_runs_and_what_was_kept_stays_on_record(promise, converse, judged, says):
    policy = promise()
    kept = converse("When do you sail?", by="Ann", ago=3 * HOUR)
    says(kept, "At nine.", at=timezone.now() - timedelta(minutes=90), origin="native")
    waits = converse("When?", by="Ben")
    judged(kept)
    judged(waits)
    terms.delete_policy(policy)
    judged(waits)
    assert told(waits) == []
    assert waits.response_due_at is None
    assert told(kept) == ["first met"]


def test_the_policy_for_the_urgent_counts_before_the_one_for_everybody(promise, converse, judged, channel):
    promise()
    promise(15, None, name="Danger", urgency="safety")
    promise(300, None, name="Here", account=channel)
    calm, urgent = judged(converse("When?", by="Ann")), judged(converse("There is a fire on the car deck!", by="Ben"))
    assert ResponseClock.objects.get(conversation=calm).policy.name == "Here"
    assert ResponseClock.objects.get(conversation=urgent).policy.name == "Danger"


def test_the_clock_runs_while_the_accounts_team_is_there(promise, converse, judged, workspace, channel):
    team = Team.objects.create(workspace=workspace, name="Day desk")
    type(channel).objects.filter(pk=channel.pk).update(team=team)
    promise(60, in_business_hours=True)
    # Open on a single day of the year that is never near.
    day = (timezone.now() + timedelta(days=5)).date()
    plain = {"zone": "UTC", "week": {"monday": ["00:00-24:00"]}, "special": {day.isoformat(): ["09:00-17:00"]}}
    plain["closed"] = [(day + timedelta(days=offset)).isoformat() for offset in range(-30, 30)]
    TeamHours.objects.create(workspace=workspace, team=team, plain=plain)
    conversation = judged(converse("When?"))
    assert conversation.response_due_at.isoformat() == f"{day}T10:00:00+00:00"


def test_public_holidays_are_closed(workspace):
    everyday = {day: ["09:00-17:00"] for day in ("monday", "tuesday", "wednesday", "thursday", "friday")}
    hours = TeamHours.objects.create(workspace=workspace, plain={"zone": "Europe/Berlin", "week": everyday})
    now, christmas = datetime(2026, 12, 1, tzinfo=UTC), date(2026, 12, 25)
    assert open_hours(hours, now=now).spans_on(christmas)
    hours.holidays = "DE"
    assert open_hours(hours, now=now).spans_on(christmas) == ()


def test_what_was_written_before_the_account_was_connected_has_no_clock(promise, converse, judged, channel):
    promise()
    type(channel).objects.filter(pk=channel.pk).update(connected_at=timezone.now() - HOUR)
    old, new = judged(converse("When?", by="Ann", ago=2 * HOUR)), judged(converse("When?", by="Ben", ago=HOUR / 2))
    assert told(old) == []
    assert told(new) == ["first running"]


def test_what_we_take_away_ends_no_wait_and_closing_it_so_is_on_record(promise, converse, judged, agent):
    promise()
    conversation = judged(converse("You are all thieves"))
    message = conversation.messages.get()
    lifecycle.mark_deleted(message, now=timezone.now(), by=agent)
    judged(conversation)
    assert conversation.is_waiting, "we deleted it; nobody was heard by that"
    assert told(conversation) == ["first running"]
    lifecycle.close_removed(conversation, user=agent, now=timezone.now())
    judged(conversation)
    assert (conversation.status, conversation.outcome, conversation.outcome_by) == ("closed", "no_reply_needed", agent)
    assert told(conversation) == ["first cancelled"]


def test_what_its_author_takes_back_is_gone(promise, converse, judged):
    promise()
    conversation = judged(converse("When?"))
    lifecycle.mark_deleted(conversation.messages.get(), now=timezone.now())
    judged(conversation)
    assert told(conversation) == ["first gone"]


def test_somebody_is_told_before_it_runs_out_and_when_it_has_each_once(promise, converse, judged):
    promise()
    conversation = judged(converse("When do you sail?", ago=timedelta(minutes=100)))
    assert clocks.sound_alarms(now=timezone.now()) == 1
    assert clocks.sound_alarms(now=timezone.now()) == 0
    assert clocks.sound_alarms(now=conversation.response_due_at) == 1
    assert clocks.sound_alarms(now=conversation.response_due_at + HOUR) == 0
    kinds = conversation.events.filter(kind__in=[EventKind.DUE_SOON, EventKind.OVERDUE]).order_by("happened_at")
    assert list(kinds.values_list("kind", flat=True)) == ["due_soon", "overdue"]
    assert told(conversation) == ["first missed"]


def test_judging_again_sounds_no_alarm_twice(promise, converse, judged):
    promise()
    conversation = judged(converse("When do you sail?", ago=3 * HOUR))
    clocks.sound_alarms(now=timezone.now())
    conversation.messages.update(triaged_at=None)
    judged(conversation)
    assert conversation.alarm_at is None


def test_putting_somebody_aside_puts_no_promise_off(promise, converse, judged, agent, signed_in):
    promise(30)
    conversation = judged(converse("When do you sail?"))
    lifecycle.snooze(conversation, until=timezone.now() + HOUR, user=agent, now=timezone.now())
    page = signed_in(agent).get("/inbox/due/").content.decode()
    assert f'id="row-{conversation.pk}"' in page
    assert "overdue" in page


def test_what_is_due_stands_in_its_own_list_the_next_one_first(promise, converse, judged, agent, signed_in):
    promise(120)
    promise(60, name="Money", urgency="money")
    later = judged(converse("When do you sail?", by="Patient", ago=timedelta(minutes=110)))
    sooner = judged(converse("You charged my card twice!", by="Urgent", ago=timedelta(minutes=70)))
    judged(converse("And the bikes?", by="Fresh", ago=timedelta(minutes=5)))
    page = signed_in(agent).get("/inbox/due/").content.decode()
    assert page.index(f'id="row-{sooner.pk}"') < page.index(f'id="row-{later.pk}"')
    assert "Fresh" not in page
    assert '<span class="nav-label">Due soon</span><span class="nav-count">2</span>' in page
    queue = signed_in(agent).get("/inbox/queue/").content.decode()
    assert queue.count('class="due ') == 2


def test_the_order_of_the_queue_is_none_of_the_clocks_business(promise, converse, judged):
    late = judged(converse("When?", by="Ann", ago=HOUR))
    early = judged(converse("When?", by="Ben", ago=2 * HOUR))
    before = list(Conversation.objects.waiting())
    promise(1, account=late.account)
    judged(late)
    assert list(Conversation.objects.waiting()) == before == [early, late]
