"""Walks in trouble: what holds one up is told, stops nothing else, and costs no page twice."""

import io
import json
from collections import Counter
from datetime import timedelta
from html import unescape

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from connectors.capabilities import Kind
from connectors.errors import Rejected, Unavailable
from connectors.items import Author, Item, Page, Parsed, Raw, Reread
from inbox.models import ChannelAccount, Gap, GapKind, Message, Walk, WalkKind, WalkState
from inbox.services import ingest, walks

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
REACH = "X hands over the newest 800 mentions alone."


class Platform:
    """A platform that answers by a script: pages or trouble, in turn."""

    def __init__(self):
        self.pages, self.rereads, self.asked, self.looked = [], [], [], []

    def fetch_back(self, stream, cursor, *, until):
        self.asked.append(cursor)
        return self._play(self.pages.pop(0))

    def reread(self, standings):
        self.looked.append([standing.external_id for standing in standings])
        return self._play(self.rereads.pop(0) if self.rereads else Reread((), frozenset()))

    def parse(self, stream, raw):
        written_at = timezone.now()
        author = Author("5", "dora", "Dora")
        return Parsed(Item(raw["id"], Kind.MENTION, f"question {raw['id']}", written_at, raw["id"], author=author))

    def _play(self, answer):
        if isinstance(answer, BaseException):
            raise answer
        return answer() if callable(answer) else answer


def page(ids, *, more=None, **facts):
    """A page with items of these ids; `more` is the place of the next."""
    raws = tuple(Raw(key.strip("-"), {"id": key}) for key in ids)
    return Page(raws, {"at": more} if more else {}, has_more=more is not None, **facts)


@pytest.fixture
def platform(monkeypatch):
    script = Platform()
    monkeypatch.setattr(ChannelAccount, "open", lambda account, timeout: script)
    return script


@pytest.fixture
def stream(channel):
    now = timezone.now()
    stream = channel.streams.create(name="mentions", next_poll_at=now, last_success_at=now)
    stream.windows.create(began_at=now - 30 * DAY, ended_at=now)
    return stream


@pytest.fixture
def begin(stream):
    """A walk through the stream, of `kind`, that began so long `ago`."""

    def make(kind=WalkKind.HISTORY, *, ago=timedelta(0), **fields):
        began_at = timezone.now() - ago
        return stream.walks.create(kind=kind, began_at=began_at, next_at=began_at, **fields)

    return make


def go(walk):
    """A worker's turn at a walk, now."""
    Walk.objects.filter(pk=walk.pk).update(claimed_until=timezone.now() + walks.LEASE)
    pages = walks.step(walk.pk)
    walk.refresh_from_db()
    return pages


def compare(stream, platform, *pages):
    """A comparison of the stream to its end, of which the platform lists these pages."""
    assert walks.compare_now(stream.account_id, now=timezone.now()) == 1
    walk = stream.walks.get(state=WalkState.RUNNING, kind=WalkKind.RECONCILE)
    platform.pages = list(pages)
    while walk.state != WalkState.DONE:
        go(walk)
        assert not walk.error_text
    return walk


@pytest.mark.parametrize("begin_comparison", ["by itself", "by hand"])
def test_a_history_that_goes_on_for_ever_stops_no_comparison(stream, begin, begin_comparison):
    begin(ago=2 * DAY, failures=99, error_text="Refused.")
    now = timezone.now()
    begun = (
        walks.begin_comparisons(now=now)
        if begin_comparison == "by itself"
        else walks.compare_now(stream.account_id, now=now)
    )
    assert begun == 1
    assert walks.begin_comparisons(now=now + 3 * DAY) == 0, "one at a time"
    assert walks.compare_now(stream.account_id, now=now) == 0
    assert len(walks.claim_due(limit=10, now=now)) == 1, "and one walk an account at a time"


def test_a_place_that_is_no_longer_good_is_given_up_once_and_then_it_is_a_gap(platform, stream, begin):
    walk = begin()
    expired = Rejected("That token has expired.")
    platform.pages = [page("ab", more=2, total=4, reached=timezone.now() - DAY), expired, page("ab", more=2), expired]
    go(walk)
    assert (walk.cursor, walk.item_count, walk.total, walk.reached_at) == ({}, 0, None, None)
    assert (walk.failures, walk.refusals, walk.error_text) == (1, 1, "That token has expired.")
    assert walk.items.count() == 0
    assert not Gap.objects.exists()
    go(walk)
    assert platform.asked == [{}, {"at": 2}, {}, {"at": 2}]
    assert walk.cursor == {"at": 2}, "not over and over"
    gap = Gap.objects.get()
    assert (gap.kind, gap.walk_kind, gap.closed_at) == (GapKind.UNREAD, WalkKind.HISTORY, None)
    assert gap.text == "The history cannot be read: That token has expired."
    Walk.objects.update(restarted_at=timezone.now() - 2 * DAY)
    platform.pages = [expired]
    go(walk)
    assert walk.cursor == {}, "a day later it begins anew again"
    assert Gap.objects.get().times == 2
    # That what is new can be read says nothing about the past; that a comparison ends, neither.
    ingest.store_page(stream, page(""), lambda raw: platform.parse("", raw), now=timezone.now())
    compare(stream, platform, page(""))
    assert Gap.objects.get().closed_at is None
    platform.pages = [page("ab", more=2), page("cd")]
    go(walk)
    assert walk.state == WalkState.DONE
    assert Gap.objects.get().closing_text == "read to its end since"


def test_a_walk_that_was_refused_at_its_beginning_is_a_gap_at_the_second_refusal(platform, begin):
    walk = begin(WalkKind.RECONCILE, until=timezone.now() - 3 * DAY)
    platform.pages = [Unavailable("Down."), Rejected("No."), Rejected("No.")]
    go(walk)
    go(walk)
    assert not Gap.objects.exists()
    go(walk)
    gap = Gap.objects.get()
    assert (gap.text, gap.began_at, gap.ended_at) == ("The comparison cannot be read: No.", walk.until, walk.began_at)


def test_bad_weather_is_a_gap_after_an_hour_of_it(platform, begin):
    walk = begin()
    platform.pages = [page("a", more=1), *[Unavailable("Down.")] * 3]
    for minutes, expected in ((0, 0), (59, 0), (2, 1)):
        if walk.failing_since:
            Walk.objects.update(failing_since=walk.failing_since - timedelta(minutes=minutes))
        go(walk)
        assert Gap.objects.count() == expected
        assert walk.cursor == {"at": 1}, "it goes on where it stopped"
    platform.pages = [page("b", more=2), Unavailable("Down.")]
    go(walk)
    assert walk.failures == 1
    assert timezone.now() - walk.failing_since < HOUR, "a page in between, and it counts from the beginning"


def test_what_holds_a_walk_up_is_told_to_admins_and_operators(
    platform, channel, begin, signed_in, admin, client, settings
):
    settings.METRICS_TOKEN = "let-me-read"
    comparison = begin(WalkKind.RECONCILE, until=timezone.now() - 3 * DAY)
    begin(failures=5, error_text="The search is closed.")
    platform.pages = [Unavailable("X is down."), Unavailable("X is down.")]
    go(comparison)
    go(comparison)
    shown = unescape(signed_in(admin).get(channel.get_absolute_url()).content.decode())
    assert "held up. <small>X is down. (2 failed tries)</small>" in shown
    assert "The search is closed. (5 failed tries)" in shown
    assert "under way" not in shown
    out = io.StringIO()
    call_command("ledger", "--json", stdout=out)
    [told] = json.loads(out.getvalue())[0]["streams"]
    assert (told["comparing"]["failures"], told["comparing"]["error"]) == (2, "X is down.")
    assert (told["history"]["failures"], told["comparison"]) == (5, None)
    found = client.get(reverse("metrics"), headers={"authorization": "Bearer let-me-read"}).content.decode()
    for kind, failures in (("history", 5), ("reconcile", 2)):
        labels = f'account="{channel.slug}",kind="{kind}",stream="mentions"'
        assert f"heard_walk_failures{{{labels}}} {failures}.0" in found.splitlines()


def test_no_more_than_a_few_walks_are_under_way_at_once(workspace, account_of):
    now = timezone.now()
    for number in range(walks.WALKS_AT_ONCE + 2):
        account = account_of(workspace, f"harbour{number}")
        stream = account.streams.create(name="mentions", next_poll_at=now, last_success_at=now)
        stream.walks.create(kind=WalkKind.HISTORY, began_at=now, next_at=now)
    assert len(walks.claim_due(limit=3, now=now)) == 3
    assert len(walks.claim_due(limit=10, now=now)) == walks.WALKS_AT_ONCE - 3
    assert walks.claim_due(limit=10, now=now) == [], "a second tick takes no more"
    Walk.objects.filter(claimed_until__isnull=False).update(claimed_until=None, state=WalkState.DONE)
    assert len(walks.claim_due(limit=10, now=now)) == 2


def test_a_walk_of_an_account_that_was_paused_meanwhile_keeps_no_place_among_those(channel, platform, begin):
    walk = begin()
    channel.status = "paused"
    channel.save()
    assert go(walk) == 0
    assert (walk.claimed_until, platform.asked) == (None, [])


@pytest.fixture
def held(stream, converse):
    """40 messages of the stream, an hour old, that are here."""
    converse(*(f"question {n}" for n in range(40)), ago=2 * HOUR)
    Message.objects.update(stream="mentions", looked_at=timezone.now() - DAY)
    return stream


def test_a_comparison_whose_second_look_fails_reads_no_page_again(held, platform, begin):
    walk = begin(WalkKind.RECONCILE, until=timezone.now() - 3 * DAY)
    platform.pages = [page("")]
    platform.rereads = [Unavailable("Down.")]
    go(walk)
    assert (walk.state, walk.page_count, walk.failures) == (WalkState.COMPARING, 1, 1)
    assert not Message.objects.filter(looked_at__gte=walk.began_at).exists(), "what was not looked at is not marked"
    go(walk)
    assert (walk.state, platform.asked) == (WalkState.DONE, [{}])
    assert Message.objects.filter(looked_at__gte=walk.began_at).count() == 40


def test_a_comparison_that_is_broken_off_goes_on_behind_what_was_looked_at(held, platform, begin, monkeypatch):
    walk = begin(WalkKind.RECONCILE, until=timezone.now() - 3 * DAY)
    platform.pages = [page("")]
    platform.rereads = [Reread((), frozenset()), Reread((), frozenset()), SystemExit()]
    monkeypatch.setattr(walks.comparing, "REREAD_AT_ONCE", 10)
    with pytest.raises(SystemExit):
        go(walk)
    go(walk)
    assert walk.state == WalkState.DONE
    assert platform.asked == [{}]
    times = Counter(key for batch in platform.looked for key in batch if len(batch) == 10)
    assert len(times) == 40
    assert sorted(times.values())[-11:] == [1] + [2] * 10, "only the batch that was broken off is looked at again"


def test_a_comparison_that_another_worker_took_over_stops(held, platform, begin):
    walk = begin(WalkKind.RECONCILE, until=timezone.now() - 3 * DAY)
    platform.pages = [page("")]

    def lose_the_lease():
        Walk.objects.update(claimed_until=timezone.now() + HOUR)
        return Reread((), frozenset())

    platform.rereads = [lose_the_lease]
    go(walk)
    assert (walk.state, walk.failures) == (WalkState.COMPARING, 0)
    assert walk.claimed_until > timezone.now() + HOUR / 2, "the other one's lease stands"


def test_every_look_of_a_long_comparison_renews_the_lease(held, platform, begin, monkeypatch):
    monkeypatch.setattr(walks.comparing, "REREAD_AT_ONCE", 20)
    walk = begin(WalkKind.RECONCILE, until=timezone.now() - 3 * DAY)
    platform.pages, seen = [page("")], []

    def note_the_lease():
        seen.append(Walk.objects.get().claimed_until)
        return Reread((), frozenset())

    platform.rereads = [note_the_lease, note_the_lease]
    go(walk)
    assert seen[0] < seen[1]
    assert walk.state == WalkState.DONE
