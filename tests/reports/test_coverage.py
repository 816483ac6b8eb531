"""Everything received is accounted for: the parts are the whole, each number leads to the conversations it counts."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inbox.audience.models import BANDS, Audience, band_of
from inbox.models import ChannelAccount, Contact, Conversation, Identity, Outcome, Reply
from inbox.secrets import seal
from inbox.services import delivery, lifecycle, replies
from reports import coverage

pytestmark = pytest.mark.django_db
PARTS = [slug for slug, _label in coverage.DISPOSITIONS]


@pytest.fixture
def browser(signed_in, lead):
    return signed_in(lead)


def page_of(browser, days="30"):
    return unescape(browser.get(reverse("coverage"), {"days": days}).content.decode())


def sums(page):
    """The equation on the page."""
    return {name: int(number) for name, number in re.findall(r'id="sum-(\w+)">(\d+)<', page)}


def table(page, title):
    """A table of the page: received and waiting, by the label of the row."""
    section = re.search(rf"<h2>{re.escape(title)}</h2>.*?</section>", page, re.DOTALL)[0]
    rows = re.findall(r'<th scope="row">(.*?)</th>(.*?)</tr>', section, re.DOTALL)
    return {label: [int(n) for n in re.findall(r'<td class="number">(\d+)</td>', cells)] for label, cells in rows}


def listed(browser, part, **query):
    """The conversations behind a number."""
    page = browser.get(reverse("coverage_list", args=[part]), query).content.decode()
    return {int(pk) for pk in re.findall(r'href="/conversations/(\d+)/"', page)}


@pytest.fixture
def week(connect, writes, sandbox, read_all, agent):
    """On each platform one of every fate, through the platform. Returns the conversations by fate."""
    fates = {}
    for platform in ("x", "facebook"):
        account = connect(platform)
        names = (
            "waits",
            "answered here",
            "answered there",
            "acknowledged",
            "gone",
            "needs none",
            "spam",
            "aside",
            "said thanks",
        )
        asked = {
            name: writes(platform, "At what time?", by=f"{platform} {name}", audience=90 * 10**place)
            for place, name in enumerate(names)
        }
        asked["spam"]["text"] = "You have been selected! Claim your prize at win-big.example"
        there = writes(platform, "At nine.", by="company", reply_to=asked["answered there"]["id"])
        sandbox.play(*asked.values(), there, start=(timezone.now() - timedelta(hours=2)).isoformat())
        read_all(account)
        found = {name: Conversation.objects.get(account=account, identity__name=f"{platform} {name}") for name in names}
        for name in ("answered here", "said thanks"):
            seen, now = replies.last_inbound(found[name]), timezone.now()
            reply = replies.queue_reply(found[name], text=f"At nine, {name}.", seen=seen, user=agent, now=now)
            delivery.deliver(reply.pk)
        for name, outcome in (("acknowledged", Outcome.ACKNOWLEDGED), ("needs none", Outcome.NO_REPLY_NEEDED)):
            lifecycle.close(found[name], outcome=outcome, reason="a joke", user=agent, now=timezone.now())
        lifecycle.mark_deleted(found["gone"].messages.get(), now=timezone.now())
        lifecycle.snooze(found["aside"], until=timezone.now() + timedelta(days=1), user=agent, now=timezone.now())
        sandbox.play(
            writes(platform, "Thanks so much!", by=f"{platform} said thanks", reply_to=asked["said thanks"]["id"])
        )
        read_all(account)
        for name, conversation in found.items():
            fates.setdefault(name, set()).add(conversation.pk)
    return fates


ENDS_AS = {
    "answered": ["answered here", "said thanks"],
    "answered_on_platform": ["answered there"],
    "acknowledged": ["acknowledged"],
    "gone": ["gone"],
    "no_reply_needed": ["needs none", "spam"],
    "waiting": ["waits", "aside"],
}


def test_received_is_the_sum_of_its_parts_and_of_every_table(week, browser, lead, sandbox):
    everybody = {
        item["author"]["id"]
        for platform in ("x", "facebook")
        for item in sandbox.items(platform, "harbourline")
        if not item["is_company"]
    }
    page = page_of(browser)
    found = sums(page)
    assert Reply.objects.filter(status="sent").count() == 4
    assert found.pop("received") == sum(found.values()) == len(everybody) == Conversation.objects.count() == 18
    assert found == {part: 2 * len(ENDS_AS[part]) for part in PARTS}
    assert "do not add up" not in page
    for title in ("By platform", "By followers of the person", "By day the conversation began"):
        rows = table(page, title)
        assert sum(received for received, _waiting in rows.values()) == 18, title
        assert sum(waiting for _received, waiting in rows.values()) == found["waiting"], title
    assert table(page, "By platform") == {"X": [9, 2], "Facebook": [9, 2]}


def test_every_number_leads_to_exactly_its_conversations(week, browser):
    page = page_of(browser)
    for part, fates in ENDS_AS.items():
        assert f'href="{reverse("coverage_list", args=[part])}?days=30"' in page
        assert listed(browser, part, days="30") == set().union(*(week[fate] for fate in fates)), part
    assert listed(browser, "received") == set().union(*week.values())
    ours = {platform: ChannelAccount.objects.get(platform=platform) for platform in ("x", "facebook")}
    for platform, account in ours.items():
        assert listed(browser, "received", platform=platform) == set(account.conversations.values_list("pk", flat=True))


def test_changing_what_becomes_of_one_moves_one_and_keeps_the_sum(week, browser, agent):
    before = sums(page_of(browser))
    conversation = Conversation.objects.get(pk=min(week["waits"]))
    lifecycle.close(conversation, outcome=Outcome.ACKNOWLEDGED, reason="", user=agent, now=timezone.now())
    after = sums(page_of(browser))
    assert {part: after[part] - before[part] for part in after if after[part] != before[part]} == {
        "waiting": -1,
        "acknowledged": 1,
    }


@pytest.fixture
def receive(workspace):
    """A conversation straight in the database, of a person with so many followers (None: unknown), so long ago."""
    account = ChannelAccount.objects.create(
        workspace=workspace, platform="x", external_id="1", handle="harbourline", name="", credentials=seal({})
    )
    numbers = iter(range(10_000))

    def make(followers=None, *, at=None, account=account, **facts):
        number, at = next(numbers), at or timezone.now() - timedelta(hours=1)
        contact = Contact.objects.create(workspace=account.workspace)
        person = {"workspace": account.workspace, "platform": "x", "external_id": str(number), "name": f"P{number}"}
        identity = Identity.objects.create(contact=contact, **person)
        if followers is not None:
            Audience.objects.create(identity=identity, followers=followers, observed_at=at)
        times = dict.fromkeys(("waiting_since", "turn_at", "opened_at", "last_message_at", "last_inbound_at"), at)
        where = {"workspace": account.workspace, "account": account, "identity": identity, "thread_id": str(number)}
        return Conversation.objects.create(**where, **times, **facts)

    return make


BORDERS = {
    "unknown": [None],
    "under-100": [0, 1, 99],
    "100-999": [100, 999],
    "1k-9k": [1_000, 9_999],
    "10k-99k": [10_000, 99_999],
    "100k": [100_000, 1_200_000, 10**12],
}


def test_a_figure_falls_into_its_band_right_at_the_border(receive, browser, lead):
    for slug, figures in BORDERS.items():
        assert {band_of(figure) for figure in figures} == {slug}
        for figure in figures:
            receive(figure)
    labels = {label: len(BORDERS[slug]) for slug, label, _low, _high in BANDS}
    shown = table(page_of(browser), "By followers of the person")
    assert {label: received for label, (received, _waiting) in shown.items()} == labels


def test_nothing_of_another_company_and_of_another_time_is_counted(receive, browser, other_workspace):
    theirs = ChannelAccount.objects.create(
        workspace=other_workspace, platform="x", external_id="2", handle="rival", name="", credentials=seal({})
    )
    now = timezone.now()
    mine = receive(5)
    receive(5, account=theirs)
    receive(5, at=now - timedelta(days=7, minutes=1))
    receive(5, at=now - timedelta(days=31))
    assert [sums(page_of(browser, days))["received"] for days in ("7", "30", "90")] == [1, 2, 3]
    assert listed(browser, "received", days="7") == {mine.pk}
    assert len(listed(browser, "waiting", days="90")) == 3
    assert sums(page_of(browser, "nonsense"))["received"] == 2


def test_the_edges_of_a_period_belong_to_one_side(receive, lead):
    since, until = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 8, tzinfo=UTC)
    receive(at=since)
    receive(at=until)
    receive(at=until - timedelta(microseconds=1))
    figures = coverage.read(lead.membership, since=since, until=until)
    assert figures.total.received == 2
    assert [(row.key, row.received) for row in figures.by_day] == [("2026-11-07", 1), ("2026-11-01", 1)]
    assert coverage.list_conversations(lead.membership, since=since, until=until).count() == 2


def test_who_has_waited_longest_stands_at_the_top_whatever_the_period(receive, browser):
    recent, ancient = receive(at=timezone.now() - timedelta(hours=1)), receive(at=timezone.now() - timedelta(days=200))
    receive(at=timezone.now() - timedelta(days=300), is_waiting=False, reason="gone")
    section = re.search(r'id="longest-title".*?</section>', page_of(browser, "7"), re.DOTALL)[0]
    assert [int(pk) for pk in re.findall(r'href="/conversations/(\d+)/"', section)] == [ancient.pk, recent.pk]


def test_the_share_of_those_heard_is_of_all_received(receive, lead):
    for number in range(4):
        receive(is_waiting=number == 0, reason="answered_here")
    total = coverage.read(lead.membership, since=timezone.now() - timedelta(days=1), until=timezone.now()).total
    assert total.heard_share == 75
    assert [slug for slug, _start, _width in total.segments] == ["answered", "waiting"]
    assert sum(width for _slug, _start, width in total.segments) == 100
    assert coverage.Row("none", "None").heard_share == 100


def test_the_page_costs_the_same_with_3_conversations_and_with_60(receive, browser):
    page_of(browser)
    costs = []
    for more in (3, 57):
        for number in range(more):
            receive(number * 7, at=timezone.now() - timedelta(hours=number * 5))
        with CaptureQueriesContext(connection) as captured:
            page = page_of(browser)
        costs.append(len(captured))
    assert sums(page)["received"] == 60
    assert costs[0] == costs[1] <= 15


def test_a_long_list_says_that_it_is_cut(receive, browser):
    for _number in range(201):
        receive()
    page = browser.get(reverse("coverage_list", args=["waiting"])).content.decode()
    assert "The first 200 are shown" in page
    assert page.count('class="row-item"') == 200
