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
        terms.save_policy(policy, now=timezone.now())
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
    terms.save_policy(policy, now=timezone.now())
    says(conversation, "And where from?", at=timezone.now())
    judged(conversation)
    assert told(conversation) == ["first met", "next running"]


def test_a_running_clock_follows_its_policy(promise, converse, judged):
    policy = promise()
    conversation = judged(converse("When do you sail?"))
    policy.first_minutes = 600
    terms.save_policy(policy, now=timezone.now())
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
    terms.delete_policy(policy, now=timezone.now())
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


def test_a_promise_for_the_urgent_is_missed_under_its_own_name(promise, converse, judged, says):
    promise()
    promise(15, None, name="Danger", urgency="safety")
    conversation = judged(converse("There is a fire on the car deck!", ago=HOUR))
    says(conversation, "The crew is on it.", at=timezone.now() - timedelta(minutes=15), origin="agent")
    judged(conversation)
    clock = ResponseClock.objects.get()
    assert (clock.state, clock.policy.name, clock.due_at - clock.began_at) == ("missed", "Danger", HOUR / 4)


def test_what_was_measured_stays_when_its_policy_promises_less(promise, converse, judged, says):
    policy = promise()
    conversation = converse("When do you sail?", ago=3 * HOUR)
    says(conversation, "At nine.", at=timezone.now() - 2 * HOUR, origin="agent")
    judged(conversation)
    policy.first_minutes = None
    terms.save_policy(policy, now=timezone.now())
    says(conversation, "And where from?", at=timezone.now())
    judged(conversation)
    assert told(conversation) == ["first met", "next running"]


def test_what_is_put_back_again_and_again_has_a_clock_each_time(promise, converse, judged, says, agent):
    promise()
    conversation = converse("When do you sail?", ago=5 * HOUR)
    says(conversation, "At nine.", at=timezone.now() - 4 * HOUR, origin="agent")
    judged(conversation)
    for number, text in enumerate(("Ten.", "Eleven.", "Twelve."), start=1):
        lifecycle.reopen(conversation, user=agent, now=timezone.now())
        judged(conversation)
        assert conversation.is_waiting
        assert told(conversation) == ["first met", *["next missed"] * number]
        conversation.messages.update(triaged_at=None)
        judged(conversation)
        assert told(conversation) == ["first met", *["next missed"] * number], "looking again changes nothing"
        says(conversation, text, at=timezone.now(), origin="agent")
        judged(conversation)
        assert not conversation.is_waiting


def test_two_words_of_one_moment_with_a_closing_between_have_a_clock_each(promise, converse, judged, says, agent):
    promise()
    conversation = judged(converse("When do you sail?", ago=5 * HOUR))
    at = conversation.messages.get().sent_at
    lifecycle.close(conversation, outcome="no_reply_needed", reason="x", user=agent, now=timezone.now())
    judged(conversation)
    says(conversation, "And where from?", at=at)
    judged(conversation)
    assert sorted(told(conversation)) == ["first cancelled", "first missed"]


def test_a_second_word_put_back_out_of_another_lane_has_its_own_clock(promise, converse, judged, says, lead):
    promise()
    conversation = converse("When do you sail?", ago=10 * HOUR)
    says(conversation, "At nine.", at=timezone.now() - 9 * HOUR, origin="agent")
    says(conversation, "Best crew ever ❤️", at=timezone.now() - HOUR / 6)
    judged(conversation)
    assert conversation.lane == "acknowledge"
    lifecycle.reopen(conversation, user=lead, now=timezone.now())
    judged(conversation)
    running = ResponseClock.objects.get(conversation=conversation, stopped_at=None)
    assert running.began_at == conversation.waiting_since > timezone.now() - HOUR


def test_of_a_very_long_talk_what_was_measured_stands(promise, converse, judged, says):
    promise()
    began = timezone.now() - 500 * HOUR
    conversation = converse("Question 0?", ago=500 * HOUR)
    says(conversation, "Answer 0.", at=began + HOUR / 12, origin="agent")
    judged(conversation)
    first = conversation.first_response_at
    for number in range(1, 210):
        says(conversation, f"Question {number}?", at=began + number * 2 * HOUR)
        says(conversation, f"Answer {number}.", at=began + number * 2 * HOUR + HOUR / 12, origin="agent")
        if number % 100 == 0:
            judged(conversation)
    judged(conversation)
    assert told(conversation)[0] == "first met"
    assert conversation.first_response_at == first
    assert len(told(conversation)) == 210


def test_whoever_was_answered_a_hundred_times_in_private_is_still_heard_there(promise, converse, judged, says):
    promise()
    private = converse("Hello", by="Dora", ago=900 * HOUR, kind="direct_message")
    for number in range(101):
        says(private, f"Answer {number}", at=timezone.now() - (900 - number) * HOUR, origin="agent")
    public = converse("Where is my bag?", by="Dora", ago=3 * HOUR, kind="comment")
    away = "Hi Dora, please send us a DM with your booking number."
    says(public, away, at=timezone.now() - 2 * HOUR, origin="agent")
    says(private, "Booking 123", at=timezone.now() - HOUR)
    says(private, "It arrives tomorrow.", at=timezone.now() - HOUR / 2, origin="agent")
    judged(private)
    judged(public)
    assert not public.is_waiting
    assert told(public) == ["first missed"]
    assert ResponseClock.objects.get(conversation=public).stopped_at is not None


def test_whoever_comes_back_from_beside_the_queue_is_told_of(promise, converse, judged, says, lead, workspace):
    promise()
    conversation = judged(converse("Entering the giveaway!", ago=3 * HOUR))
    Conversation.objects.filter(pk=conversation.pk).update(lane="set_aside")
    clocks.sound_alarms(now=timezone.now())
    assert not conversation.events.filter(kind="overdue").exists()
    conversation.refresh_from_db()
    lifecycle.reopen(conversation, user=lead, now=timezone.now())
    judged(conversation)
    clocks.sound_alarms(now=timezone.now())
    assert conversation.events.filter(kind="overdue").count() == 1


def test_business_hours_that_mean_nothing_any_more_hold_up_nobody(promise, converse, judged, says, workspace):
    promise()
    TeamHours.objects.create(workspace=workspace, plain={"zone": "US/Nowhere"}, holidays="XX")
    conversation = converse("When do you sail?", ago=2 * HOUR)
    says(conversation, "At nine.", at=timezone.now() - HOUR, origin="agent")
    assert not judged(conversation).is_waiting


def test_a_clock_that_cannot_be_wound_takes_no_verdict_with_it(promise, converse, judged, says):
    policy = promise()
    conversation = converse("When do you sail?", ago=2 * HOUR)
    # Longer than any calendar reaches: open an hour a year that is closed.
    everyday = {"zone": "UTC", "week": {"monday": ["09:00-10:00"]}, "closed": [], "special": {}}
    mondays = [date(2026, 1, 5) + timedelta(days=7 * week) for week in range(53 * 110)]
    everyday["closed"] = [day.isoformat() for day in mondays]
    TeamHours.objects.create(workspace=policy.workspace, plain=everyday)
    SlaPolicy.objects.update(in_business_hours=True)
    judged(conversation)
    assert conversation.is_waiting
    assert conversation.policy_version
    says(conversation, "At nine.", at=timezone.now() - HOUR, origin="agent")
    assert not judged(conversation).is_waiting
