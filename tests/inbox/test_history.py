"""First connect: the past is read back beside the present, and waits as long as it really did without flooding the queue."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from inbox.models import Conversation, Lane, Message, Walk, WalkKind, WalkState
from inbox.queries.lists import filter_view
from inbox.services import lifecycle, polling, walks
from tests.conftest import HANDLE, USUAL, on
from tests.inbox.conftest import conversation_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def wrote(sandbox, writes, open_account):
    """People wrote to the company so long `ago`; their events. They may have done so before it was connected."""

    def play(platform, *texts, ago=DAY, by="Person"):
        open_account(platform)
        events = [writes(platform, text, by=f"{by} {number}") for number, text in enumerate(texts)]
        sandbox.play(*events, start=(timezone.now() - ago).isoformat())
        return events

    return play


def read_present(account):
    """One turn at every stream; no walk."""
    account.streams.update(next_poll_at=timezone.now(), claimed_until=None)
    while claimed := polling.claim_due(limit=50, now=timezone.now()):
        for stream_id in claimed:
            polling.poll(stream_id)


def test_the_present_is_not_kept_waiting_by_the_past(connect, wrote, walk_all):
    wrote("x", *(f"question {n}" for n in range(230)), ago=3 * DAY)
    account = connect("x")
    read_present(account)
    assert Message.objects.count() == 100, "the newest page, and no more of what lies before"
    wrote("x", "Is the boat late?", ago=timedelta(0), by="New")
    read_present(account)
    newest = Message.objects.get(text__contains="Is the boat late?")
    assert Walk.objects.filter(kind=WalkKind.HISTORY, state=WalkState.RUNNING).count() == account.streams.count()
    walk_all()
    assert Message.objects.count() == 231
    assert Message.objects.filter(pk__gt=newest.pk).count() == 130


def test_a_history_is_not_begun_before_its_stream_is_read(connect, wrote):
    wrote("x", "question")
    connect("x")
    assert walks.claim_due(limit=10, now=timezone.now()) == []


@pytest.mark.parametrize("platform", on(*USUAL))
def test_all_that_was_written_before_is_read_back_once(connect, wrote, read_all, sandbox, platform):
    wrote(platform, *(f"question {n}" for n in range(130)), ago=9 * DAY)
    account = connect(platform)
    read_all(account)
    there = [item["external_id"] for item in sandbox.items(platform, HANDLE) if not item["is_company"]]
    assert sorted(Message.objects.values_list("external_id", flat=True)) == sorted(there)
    for walk in Walk.objects.all():
        assert walk.state == WalkState.DONE
        assert walk.platform_count == walk.our_count


@pytest.fixture
def long_history(connect, wrote):
    """560 mentions of long ago on X, of which the present was read. Returns the account and the walk."""
    wrote("x", *(f"question {n}" for n in range(560)), ago=9 * DAY)
    account = connect("x")
    read_present(account)
    return account, Walk.objects.get(stream__account=account, stream__name="mentions")


def go(walk):
    """A worker's turn at one walk, now."""
    Walk.objects.exclude(pk=walk.pk).update(next_at=timezone.now() + DAY)
    Walk.objects.filter(pk=walk.pk).update(next_at=timezone.now())
    [claimed] = walks.claim_due(limit=1, now=timezone.now())
    assert claimed == walk.pk
    pages = walks.step(claimed)
    walk.refresh_from_db()
    return pages


def test_an_interrupted_history_goes_on_where_it_stopped(long_history, sandbox, signed_in, admin):
    account, walk = long_history
    assert go(walk) == walks.PAGES_PER_TURN
    assert (walk.state, walk.page_count, walk.item_count) == (WalkState.RUNNING, 5, 500)
    stopped_at = walk.cursor
    sandbox.fault("x", "server_error")
    assert go(walk) == 0
    assert (walk.failures, walk.error_code, walk.cursor) == (1, "unavailable", stopped_at)
    assert walk.next_at > timezone.now()
    page = unescape(signed_in(admin).get(account.get_absolute_url()).content.decode())
    assert 'aria-label="Reading the history of Mentions"' in page
    assert f"<small>500, at {walk.reached_at:%-d %b %Y}. {walk.error_text}</small>" in page
    sandbox.control("DELETE", "faults")
    assert go(walk) == 1, "not a page of it is read again"
    assert (walk.state, walk.page_count, walk.item_count, walk.failures) == (WalkState.DONE, 6, 560, 0)
    assert (walk.platform_count, walk.our_count) == (560, 560)
    assert Message.objects.count() == 560
    page = unescape(signed_in(admin).get(account.get_absolute_url()).content.decode())
    assert f"560 read, back to {walk.reached_at:%-d %b %Y}" in page


def test_a_walk_taken_over_by_another_worker_stores_its_page_once(long_history):
    [claimed] = walks.claim_due(limit=1, now=timezone.now())
    mine = Walk.objects.select_related("stream__account").get(pk=claimed)
    page = mine.stream.account.open(5).fetch_back(mine.stream.name, {}, until=None)
    # The lease has run out, and somebody else has it now.
    Walk.objects.filter(pk=claimed).update(claimed_until=timezone.now() + timedelta(hours=1))
    with pytest.raises(walks.LostClaim):
        walks._store_page(mine, page, mine.stream.account.open(5), now=timezone.now())
    assert Walk.objects.get(pk=claimed).page_count == 0
    assert mine.items.count() == 0


def test_a_paused_account_is_not_walked(long_history):
    account, _walk = long_history
    account.status = "paused"
    account.save()
    assert walks.claim_due(limit=10, now=timezone.now()) == []


def test_two_workers_never_walk_at_one_account_at_once(connect, read_all):
    for platform in ("x", "facebook"):
        read_all(connect(platform), walk=False)
    first = walks.claim_due(limit=10, now=timezone.now())
    assert len(first) == 2
    assert len({Walk.objects.get(pk=pk).stream.account_id for pk in first}) == 2
    assert walks.claim_due(limit=10, now=timezone.now()) == []


def test_how_far_the_past_is_read_can_be_bounded(connect, wrote, walk_all, settings):
    settings.HISTORY_DAYS = 5
    wrote("x", *(f"old {n}" for n in range(150)), ago=20 * DAY)
    wrote("x", *(f"young {n}" for n in range(150)), ago=DAY)
    account = connect("x")
    read_present(account)
    walk_all()
    assert Message.objects.filter(text__contains="young").count() == 150
    assert Message.objects.filter(text__contains="old").count() < 150
    walk = Walk.objects.get(stream__account=account, stream__name="mentions")
    assert timedelta(days=4, hours=23) < timezone.now() - walk.until < timedelta(days=5, hours=1)


def test_connecting_again_begins_no_second_history(connect, wrote, read_all, account):
    platform = account.platform
    read_all(account)
    began = dict(Walk.objects.values_list("pk", "began_at"))
    wrote(platform, "meanwhile", ago=timedelta(hours=1))
    again = connect(platform)
    assert again.pk == account.pk
    assert dict(Walk.objects.values_list("pk", "began_at")) == began
    read_all(again)
    assert Message.objects.get().text.endswith("meanwhile")


@pytest.fixture
def old_and_young(account, writes, sandbox, read_all):
    """Ann asked 40 days before the company came here, Ben two days before. Returns both conversations, and Ann's event."""
    ann, ben = (writes(account.platform, f"When do you sail, asks {name}?", by=name) for name in ("Ann", "Ben"))
    sandbox.play(ann, start=(timezone.now() - 40 * DAY).isoformat())
    sandbox.play(ben, start=(timezone.now() - 2 * DAY).isoformat())
    read_all(account)
    found = {name: conversation_of(name) for name in ("Ann", "Ben")}
    return found["Ann"], found["Ben"], ann


def waiting(conversation):
    return conversation in Conversation.objects.waiting()


def test_what_nobody_answered_long_before_waits_since_then_and_beside_the_queue(
    old_and_young, signed_in, agent, account
):
    ann, ben, _event = old_and_young
    assert (ann.lane, ben.lane) == (Lane.BACKLOG, Lane.QUEUE)
    assert ann.is_waiting
    assert not waiting(ann)
    assert waiting(ben)
    asked = ann.messages.get().sent_at
    assert ann.waiting_since == ann.opened_at == ann.turn_at == asked
    assert abs(timezone.now() - 40 * DAY - asked) < timedelta(minutes=1)
    browser = signed_in(agent)
    pages = {
        view: browser.get(reverse("conversation_list", args=[view])).content.decode() for view in ("queue", "backlog")
    }
    links = {conversation: f'href="{conversation.get_absolute_url()}' for conversation in (ann, ben)}
    assert [name for name, page in pages.items() if links[ann] in page] == ["backlog"]
    assert [name for name, page in pages.items() if links[ben] in page] == ["queue"]
    assert "From before" in pages["queue"]


def test_who_writes_again_comes_out_of_the_backlog(old_and_young, account, writes, sandbox, read_all):
    ann, _ben, event = old_and_young
    sandbox.play(writes(account.platform, "Hello? Anybody?", by="Ann", reply_to=event["id"]))
    read_all(account)
    again = Conversation.objects.get(messages__text__contains="Anybody")
    assert again == ann
    assert waiting(again)
    # They have waited all along, and it shows.
    assert again.waiting_since == ann.waiting_since


def test_what_somebody_takes_up_comes_out_of_the_backlog_and_stays_out(old_and_young, agent, judged):
    ann, _ben, _event = old_and_young
    lifecycle.assign(ann, to=agent, user=agent, now=timezone.now())
    ann.refresh_from_db()
    assert waiting(ann)
    assert ann in filter_view(Conversation.objects.all(), "mine", agent.membership)
    ann.messages.update(triaged_at=None)
    assert waiting(judged(ann))


def test_a_backlog_that_is_judged_again_stays_where_it_is(old_and_young, judged):
    ann, _ben, _event = old_and_young
    ann.messages.update(triaged_at=None)
    assert judged(ann).lane == Lane.BACKLOG


def test_what_was_answered_long_before_is_answered_and_nothing_else(account, writes, sandbox, read_all, agent):
    question = writes(account.platform, "When do you sail?", by="Ann")
    answer = writes(account.platform, "At nine.", by="company", reply_to=question["id"])
    sandbox.play(question, answer | {"at": 60}, start=(timezone.now() - 40 * DAY).isoformat())
    read_all(account)
    conversation = Conversation.objects.get()
    assert conversation.disposition == "answered_on_platform"
    assert not filter_view(Conversation.objects.all(), "backlog", agent.membership).exists()
