"""The recent past is compared with the platform's, again and again: what reading missed, what was changed, what is gone."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from connectors.capabilities import Action
from inbox.models import Conversation, Gap, GapKind, Message, Outcome, Walk, WalkKind, WalkState
from inbox.services import replay, walks
from tests.conftest import CHANGING
from tests.inbox.conftest import conversation_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def compare(walk_all, judged):
    """A comparison of every stream of an account, to its end, and triage. Returns the walks by stream."""

    def run(account):
        assert walks.compare_now(account.pk, now=timezone.now()) > 0
        walk_all()
        from triage import services

        services.drain(now=timezone.now())
        found = Walk.objects.filter(stream__account=account, kind=WalkKind.RECONCILE).order_by("began_at")
        assert not found.exclude(state=WalkState.DONE).exists()
        return {walk.stream.name: walk for walk in found.select_related("stream")}

    return run


def skip_what_is_there(account):
    """Every stream's place moves past what is there, and nothing of it is stored: as a fault of ours would do."""
    for stream in account.streams.filter(is_polled=True):
        has_more = True
        while has_more:
            page = account.open(5).fetch(stream.name, stream.cursor)
            stream.cursor, has_more = page.next_cursor, page.has_more
        stream.save(update_fields=["cursor"])


@pytest.fixture
def read_for_hours(account, read_all):
    """An account that has been read for three hours."""
    read_all(account)
    for stream in account.streams.all():
        stream.windows.update(began_at=timezone.now() - 3 * HOUR)
    return account


def test_what_reading_missed_is_found_and_stored_and_is_on_record(
    read_for_hours, writes, sandbox, compare, signed_in, admin
):
    account = read_for_hours
    sandbox.play(
        *[writes(account.platform, f"question {n}", by=f"Person {n}") for n in range(3)],
        start=(timezone.now() - HOUR).isoformat(),
    )
    skip_what_is_there(account)
    assert not Message.objects.exists()
    found = compare(account)
    assert Message.objects.count() == 3
    assert Conversation.objects.filter(is_waiting=True).count() == 3
    assert sum(walk.late_count for walk in found.values()) == 3
    gap = Gap.objects.get()
    assert (gap.kind, gap.item_count) == (GapKind.LATE, 3)
    assert gap.closed_at
    assert gap.closing_text
    assert all(walk.platform_count == walk.our_count for walk in found.values())
    page = signed_in(admin).get(account.get_absolute_url()).content.decode()
    assert "Closed gaps" in page
    assert gap.text in page
    assert "Open gaps" not in page


def test_what_is_only_a_moment_old_was_not_missed(read_for_hours, writes, sandbox, compare):
    account = read_for_hours
    sandbox.play(writes(account.platform, "Hello?"))
    compare(account)
    assert Message.objects.count() == 1
    assert not Gap.objects.exists()


def test_what_was_written_before_the_account_came_here_was_not_missed(account, writes, sandbox, read_all, compare):
    read_all(account)
    sandbox.play(writes(account.platform, "Hello?"), start=(timezone.now() - HOUR).isoformat())
    skip_what_is_there(account)
    compare(account)
    assert Message.objects.count() == 1
    assert not Gap.objects.exists()


@pytest.fixture
def answered(account, writes, sandbox, read_all):
    """Ann was answered on the platform two hours ago, Ben waits. Returns Ann's conversation and her event."""
    ann, ben = (writes(account.platform, f"Is it open on Sunday, asks {name}?", by=name) for name in ("Ann", "Ben"))
    answer = writes(account.platform, "Yes.", by="company", reply_to=ann["id"])
    sandbox.play(ann, ben, answer | {"at": 60}, start=(timezone.now() - 2 * HOUR).isoformat())
    read_all(account)
    conversation = conversation_of("Ann")
    assert not conversation.is_waiting
    return conversation, ann, answer


@CHANGING
def test_an_answered_question_that_was_changed_is_picked_up(answered, account, sandbox, compare):
    conversation, ann, _answer = answered
    sandbox.play({"edit": ann["id"], "text": "Is it open on Saturday night?", "at": 0})
    compare(account)
    conversation.refresh_from_db()
    question = conversation.messages.get(origin="consumer")
    assert question.text.endswith("Saturday night?")
    assert question.revisions.get().text.endswith("Sunday, asks Ann?")
    assert conversation.is_waiting
    assert conversation.evidence == "Changed what they wrote after our answer"


@CHANGING
def test_an_answered_question_that_was_deleted_is_erased_and_stays_answered(answered, account, sandbox, compare):
    conversation, ann, _answer = answered
    sandbox.play({"delete": ann["id"], "at": 0})
    found = compare(account)
    conversation.refresh_from_db()
    assert conversation.messages.get(origin="consumer").text == ""
    assert conversation.disposition == Outcome.ANSWERED_ON_PLATFORM
    assert sum(walk.gone_count for walk in found.values()) >= 1
    assert conversation_of("Ben").messages.get().text


@CHANGING
def test_an_answer_that_was_taken_away_on_the_platform_answers_nobody(answered, account, sandbox, compare):
    conversation, _ann, answer = answered
    sandbox.play({"delete": answer["id"], "at": 0})
    compare(account)
    conversation.refresh_from_db()
    assert conversation.is_waiting
    assert conversation.waiting_since == conversation.messages.get(origin="consumer").sent_at


@CHANGING
def test_an_agents_answer_that_was_taken_away_on_the_platform_answers_nobody(
    account, question, answer, deliver, read_all, compare, judged
):
    reply = deliver(answer(question, "At nine."))
    read_all(account)
    assert not judged(question).is_waiting
    Message.objects.filter(pk=reply.message.pk).update(sent_at=timezone.now() - timedelta(minutes=30))
    account.open(5).act(Action.DELETE, reply.message.standing)
    compare(account)
    question.refresh_from_db()
    assert question.is_waiting


def test_both_sides_hold_the_same_and_the_page_says_so(answered, account, compare, signed_in, admin):
    found = compare(account)
    counts = {name: (walk.platform_count, walk.our_count) for name, walk in found.items()}
    assert all(theirs == ours for theirs, ours in counts.values())
    assert max(theirs for theirs, _ours in counts.values()) >= 2
    page = unescape(signed_in(admin).get(account.get_absolute_url()).content.decode())
    assert "is-over" not in page
    assert "the time since" in page


def test_an_item_that_is_nowhere_here_is_an_open_difference_until_it_is(answered, account, compare, signed_in, admin):
    conversation, _ann, _answer = answered
    question = conversation.messages.get(origin="consumer")
    lost = question.external_id
    Message.objects.filter(pk=question.pk).delete()
    compare(account)
    gap = Gap.objects.get()
    assert (gap.kind, gap.item_count, gap.closed_at) == (GapKind.DIFFERENCE, 1, None)
    assert lost in gap.text
    page = signed_in(admin).get(account.get_absolute_url()).content.decode()
    assert "Open gaps" in page
    assert "is-over" in page
    compare(account)
    assert Gap.objects.get().times == 2, "still the same gap"
    # As it says: run the window again.
    replay.replay_window(account, since=timezone.now() - HOUR, until=timezone.now(), now=timezone.now())
    assert Message.objects.filter(external_id=lost).exists()
    compare(account)
    gap.refresh_from_db()
    assert gap.closed_at
    assert gap.closing_text == "compared again; both sides hold the same"


def test_a_lost_permission_erases_nothing(connect, sandbox, writes, read_all, compare):
    account = connect("facebook")
    written = [writes("facebook", f"question {name}", by=name) for name in ("Ann", "Ben", "Cem")]
    sandbox.play(*written, start=(timezone.now() - HOUR).isoformat())
    read_all(account)
    # Graph says the same of what is gone and of what one may not see; here everything is out of sight.
    sandbox.play(*[{"delete": event["id"], "at": 0} for event in written])
    compare(account)
    assert Message.objects.filter(deleted_at=None).exclude(text="").count() == 3


def test_bad_weather_erases_nothing_and_the_comparison_goes_on_later(answered, account, sandbox, walk_all, compare):
    Walk.objects.all().delete()
    walks.compare_now(account.pk, now=timezone.now())
    sandbox.fault(account.platform, "not_permitted")
    walk_all()
    assert not Walk.objects.filter(state=WalkState.DONE).exists()
    assert Message.objects.filter(deleted_at=None).count() == 3
    assert set(Walk.objects.exclude(failures=0).values_list("error_code", flat=True)) == {"not_permitted"}
    sandbox.control("DELETE", "faults")
    Walk.objects.update(next_at=timezone.now())
    walk_all()
    assert not Walk.objects.exclude(state=WalkState.DONE).exists()


def test_comparisons_begin_by_themselves_each_stream_at_its_time(account, read_all, settings):
    read_all(account)
    now = timezone.now()
    reconciled = sum(spec.reconciles for spec in account.capabilities.streams)
    assert walks.begin_comparisons(now=now) == 0, "its history was read just now"
    rarer = walks.RARER_WHERE_CHARGED if account.capabilities.charges_for_reads else 1
    later = now + timedelta(seconds=settings.RECONCILE_SECONDS * rarer + 60)
    assert walks.begin_comparisons(now=later - timedelta(minutes=2)) == 0
    assert walks.begin_comparisons(now=later) == reconciled
    assert walks.begin_comparisons(now=later) == 0, "one at a time"
    for walk in Walk.objects.filter(kind=WalkKind.RECONCILE):
        assert walk.until == later - timedelta(days=settings.RECONCILE_DAYS)


def test_an_admin_compares_when_they_like(account, read_all, signed_in, admin, walk_all):
    read_all(account)
    address = reverse("account_compare_now", args=[account.pk])
    page = signed_in(admin).post(address, follow=True).content.decode()
    assert "is being compared" in page
    assert "under way" in page
    page = signed_in(admin).post(address, follow=True).content.decode()
    assert "under way already" in page
    walk_all()
    assert not Walk.objects.exclude(state=WalkState.DONE).exists()
