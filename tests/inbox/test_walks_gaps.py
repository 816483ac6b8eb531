"""What a walk proves: which gaps it opens, and which it may close."""

import pytest
from django.utils import timezone

from connectors.items import Page, Raw
from inbox.models import Gap, GapKind, Message, WalkKind, WalkState
from inbox.services import ledger, walks
from tests.inbox.test_walks import DAY, REACH, begin, compare, go, page, platform, stream

__all__ = ["begin", "platform", "stream"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def differ(stream):
    """An open difference from so long ago to so long ago; None: since ever."""

    def open_gap(since, until, kind=GapKind.DIFFERENCE, **facts):
        now = timezone.now()
        return ledger.open_gap(
            stream, kind, f"{since}", began_at=since and now - since, ended_at=now - until, now=now, **facts
        )

    return open_gap


@pytest.mark.parametrize("kind", [GapKind.DIFFERENCE, GapKind.TRUNCATED])
def test_a_comparison_closes_what_lies_in_the_time_it_walked_through(stream, platform, differ, kind, settings):
    inside, across, of_ever = (
        differ(since, DAY, kind) for since in (2 * DAY, (settings.RECONCILE_DAYS * walks.FURTHEST_BACK + 1) * DAY, None)
    )
    compare(stream, platform, page(""))
    for gap in (inside, across, of_ever):
        gap.refresh_from_db()
    assert inside.closed_at
    assert across.closed_at is None
    assert of_ever.closed_at is None


def test_a_history_without_an_end_closes_whatever_lies_behind_it(stream, platform, differ, begin):
    gap = differ(None, DAY)
    platform.pages = [page("")]
    go(begin())
    gap.refresh_from_db()
    assert gap.closed_at


def test_a_comparison_that_was_cut_leaves_a_gap_that_the_next_whole_one_closes(stream, platform):
    reached = timezone.now() - DAY
    first = compare(stream, platform, page("ab", gap=REACH, reached=reached))
    gap = Gap.objects.get()
    assert (gap.kind, gap.walk_kind, gap.began_at, gap.ended_at) == ("truncated", "reconcile", first.until, reached)
    second = compare(stream, platform, page("abc", gap=REACH, reached=reached))
    assert Gap.objects.get().closed_at is None, "cut again"
    assert second.until == first.until, "it looks back as far as the gap"
    compare(stream, platform, page("abc"))
    gap.refresh_from_db()
    assert gap.closing_text == "walked through since; all of it is here"
    later = compare(stream, platform, page(""))
    assert later.until > first.until, "and from then on as far as usual"


def test_a_comparison_does_not_look_back_for_ever(stream, platform, differ, settings):
    reach = settings.RECONCILE_DAYS * walks.FURTHEST_BACK * DAY
    differ(reach + DAY, DAY, GapKind.TRUNCATED)
    walk = compare(stream, platform, page(""))
    assert walk.until > timezone.now() - reach


def test_a_difference_closes_once_what_it_names_is_here(stream, platform, begin):
    # A difference of a history, which no comparison ever walks through.
    platform.pages = [page("ab", reached=timezone.now() - 40 * DAY)]
    walk = begin()
    walks._store_page(held(walk), platform.pages[0], platform, now=timezone.now())
    Message.objects.filter(external_id="a").delete()
    go(walk)
    gap = Gap.objects.get()
    assert (gap.kind, gap.external_ids, gap.item_count, gap.began_at) == (GapKind.DIFFERENCE, ["a"], 1, None)
    compare(stream, platform, page("b"))
    assert Gap.objects.get().closed_at is None, "not because of what came lately"
    Message.objects.filter(external_id="b").update(external_id="a")
    compare(stream, platform, page(""))
    assert Gap.objects.get().closing_text == "compared again; both sides hold the same"


def held(walk):
    walk.claimed_until = timezone.now() + walks.LEASE
    walk.save()
    return walk


def counted(walk, platform, *pages):
    """A walk of these pages; how many items its gap says are missing, with the gap's words."""
    platform.pages = list(pages)
    go(walk)
    assert walk.state == WalkState.DONE
    gap = Gap.objects.filter(kind=GapKind.DIFFERENCE).first()
    return gap and (gap.item_count, gap.text)


def test_fewer_items_than_the_platform_says_it_holds_are_a_difference(platform, begin):
    found = counted(begin(), platform, page("ab", more=2, total=5), page("bc", total=5))
    assert found == (2, "The platform says it holds 5 items, and listed 3 of them.")


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ((page("ab", more=2, total=3), page("c", total=4)), "one arrived meanwhile"),
        ((page("ab", more=2, total=4), page("c", total=3)), "one was deleted meanwhile"),
        ((page("ab", more=2, total=4), page("c-", total=4)), "one has no id"),
        ((page("ab", more=2, total=4), page("cc", total=4)), "one is there twice"),
        ((page("ab", total=9, gap=REACH),), "that is a gap of its own"),
        ((page("ab"),), "no total is told"),
    ],
)
def test_a_total_that_can_be_explained_is_no_difference(platform, begin, pages, why):
    assert counted(begin(), platform, *pages) is None, why


def test_a_total_says_nothing_about_a_walk_that_has_an_end(platform, begin):
    walk = begin(WalkKind.RECONCILE, until=timezone.now() - 3 * DAY)
    assert counted(walk, platform, page("ab", total=99)) is None


def test_of_many_items_one_in_a_hundred_may_be_off(platform, begin):
    many = Page(tuple(Raw(f"n{number}", {"id": f"n{number}"}) for number in range(198)), {}, total=200)
    assert counted(begin(), platform, many) is None
