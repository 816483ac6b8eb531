"""The agents' pages as a browser gets them: lists in their order and at their price, a conversation with all that belongs to it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from inbox.models import Contact, Conversation, Identity, Lane, Outcome, Post, Reason, Reply, ReplyStatus, Status
from inbox.queries.lists import PAGE_SIZE, VIEWS
from inbox.services import lifecycle

pytestmark = pytest.mark.django_db
# Beyond the session and the user, no more than six.
MOST_QUERIES = 8
NOW = timezone.now()
# What makes a conversation appear in each list.
IN_VIEW = {
    "queue": {},
    "mine": {"assignee": "agent"},
    "undelivered": {},
    "answered": {"status": Status.WAITING_ON_CUSTOMER, "is_waiting": False, "reason": Reason.ANSWERED_HERE},
    "snoozed": {"status": Status.SNOOZED, "snoozed_until": NOW + timedelta(days=1)},
    "acknowledge": {"lane": Lane.ACKNOWLEDGE, "reason": Reason.ASKS_NOTHING},
    "backlog": {"lane": Lane.BACKLOG},
    "set_aside": {"lane": Lane.SET_ASIDE},
    "due": {"response_warn_at": NOW - timedelta(hours=1)},
    "spam": {"lane": Lane.SPAM, "is_waiting": False, "reason": Reason.CERTAIN_SPAM},
    "closed": {"status": Status.CLOSED, "is_waiting": False, "outcome": Outcome.ACKNOWLEDGED, "closed_at": NOW},
}


@pytest.fixture
def browser(signed_in, agent):
    return signed_in(agent)


@pytest.fixture
def fill(channel, agent, workspace):
    """Many conversations of one list, each of somebody else, with their times a minute apart or as `minutes` says."""

    def make(count, view="queue", *, minutes=lambda number: number):
        contacts = Contact.objects.bulk_create(Contact(workspace=workspace, name=f"P{n}") for n in range(count))
        identities = Identity.objects.bulk_create(
            Identity(
                workspace=workspace, contact=contact, platform="x", external_id=f"{view}{contact.pk}", name=contact.name
            )
            for contact in contacts
        )
        facts = {key: agent if value == "agent" else value for key, value in IN_VIEW[view].items()}
        rows = []
        for number, identity in enumerate(identities):
            at = NOW - timedelta(days=1) + timedelta(minutes=minutes(number))
            times = dict.fromkeys(("waiting_since", "turn_at", "opened_at", "last_message_at", "last_inbound_at"), at)
            times |= {"response_due_at": at} if view == "due" else {}
            rows.append(
                Conversation(
                    workspace=workspace,
                    account=channel,
                    identity=identity,
                    thread_id=f"t{identity.pk}",
                    **times,
                    **facts,
                )
            )
        made = Conversation.objects.bulk_create(rows)
        if view == "undelivered":
            for conversation in made:
                _fail_a_reply(conversation, agent)
        return made

    return make


def _fail_a_reply(conversation, agent):
    at = conversation.last_message_at
    message = conversation.messages.create(
        account=conversation.account, external_id=f"m{conversation.pk}", kind="mention", origin="consumer",
        identity=conversation.identity, text="?", sent_at=at,
    )  # fmt: skip
    Reply.objects.create(
        conversation=conversation, answers=message, seen=message, author=agent, text="At nine.",
        status=ReplyStatus.FAILED, queued_at=at, next_attempt_at=at, seen_through=at,
    )  # fmt: skip


def list_url(view):
    return reverse("conversation_list", kwargs={"view": view})


def rows_of(response):
    return [int(pk) for pk in re.findall(r'id="row-(\d+)"', response.content.decode())]


def next_of(response):
    """Where "Show more" leads."""
    found = re.search(r'href="([^"]+)"[^>]*>Show more', response.content.decode())
    return unescape(found[1]) if found else None


def walk(browser, url, **headers):
    """The rows of a list, page by page."""
    pages = []
    while url:
        response = browser.get(url, **headers)
        assert response.status_code == 200
        pages.append(rows_of(response))
        url = next_of(response)
        assert len(pages) < 20, "the pages have no end"
    return pages


def test_the_queue_shows_who_has_waited_longest_first(browser, converse):
    for hours in (2, 9, 1, 30):
        converse(by=f"Waits {hours}", ago=timedelta(hours=hours))
    names = re.findall(r'class="row-name"[^>]*>([^<]+)<', browser.get(list_url("queue")).content.decode())
    assert names == ["Waits 30", "Waits 9", "Waits 2", "Waits 1"]


def test_a_head_start_moves_a_place_in_the_queue_and_not_the_time_shown(browser, converse):
    patient = converse(by="Patient", ago=timedelta(hours=3))
    stranded = converse(by="Stranded", ago=timedelta(hours=2))
    Conversation.objects.filter(pk=stranded.pk).update(turn_at=stranded.waiting_since - timedelta(hours=4))
    response = browser.get(list_url("queue"))
    assert rows_of(response) == [stranded.pk, patient.pk]
    assert re.findall(r'<time class="wait[^>]*>([^<]+)<', response.content.decode()) == ["2 h", "3 h"]


@pytest.mark.parametrize("view", ["queue", "closed"])
@pytest.mark.parametrize(
    "minutes",
    [lambda number: number, lambda number: number // 35, lambda number: 0],
    ids=["apart", "in ties", "all at once"],
)
def test_paging_walks_a_list_once_and_whole(browser, fill, view, minutes):
    made = fill(2 * PAGE_SIZE + 25, view, minutes=minutes)
    pages = walk(browser, list_url(view))
    assert [len(page) for page in pages] == [PAGE_SIZE, PAGE_SIZE, 25]
    expected = sorted(made, key=lambda row: (row.turn_at, row.pk), reverse=VIEWS[view].newest_first)
    assert [pk for page in pages for pk in page] == [row.pk for row in expected]


def test_a_list_that_was_lengthened_can_be_asked_for_whole(browser, fill):
    made = [row.pk for row in fill(2 * PAGE_SIZE + 5)]
    longer = browser.get(list_url("queue"), {"rows": str(2 * PAGE_SIZE)})
    assert rows_of(longer) == made[: 2 * PAGE_SIZE]
    assert rows_of(browser.get(next_of(longer))) == made[2 * PAGE_SIZE :]
    for odd in ("", "-1", "x", "1", "99999999", "٣", "1e3"):
        assert rows_of(browser.get(list_url("queue"), {"rows": odd})) == made[:PAGE_SIZE], odd


def test_paging_misses_nobody_while_the_queue_is_being_worked_off(browser, fill):
    made = fill(2 * PAGE_SIZE)
    first = browser.get(list_url("queue"))
    Conversation.objects.filter(pk__in=rows_of(first)[:10]).update(is_waiting=False)
    second = browser.get(next_of(first))
    assert rows_of(first) + rows_of(second) == [row.pk for row in made]


@pytest.mark.parametrize(
    "key",
    ["x", "_", "_1", "2026-01-01_", "2026-01-01T00:00:00_5", "2026-01-01T00:00:00+00:00_x", "0001-01-01T00:00:00+14:00_1",
     "9999-12-31T23:59:59-14:00_1", "2020-01-01T00:00:00+00:00_99999999999999999999999", "0_\x00"],
)  # fmt: skip
def test_a_key_that_makes_no_sense_is_no_error(browser, fill, key):
    fill(3)
    assert browser.get(list_url("queue"), {"after": key}).status_code == 200


@pytest.mark.parametrize("view", VIEWS)
def test_a_list_costs_the_same_with_3_rows_and_with_60(browser, fill, view):
    browser.get(list_url(view))
    costs = []
    for more in (3, 57):
        fill(more, view)
        with CaptureQueriesContext(connection) as captured:
            response = browser.get(list_url(view))
        costs.append(len(captured))
    assert len(rows_of(response)) == PAGE_SIZE
    assert costs[0] == costs[1] <= MOST_QUERIES


def test_a_conversation_costs_the_same_with_3_messages_and_with_60(browser, converse, says, agent):
    conversation = converse("one")
    costs = []
    for more in (2, 57):
        for number in range(more):
            says(conversation, f"and {number}", at=timezone.now(), origin="consumer" if number % 3 else "native")
            lifecycle.add_note(conversation, text="Hm.", user=agent, now=timezone.now())
            lifecycle.assign(conversation, to=agent if number % 2 else None, user=agent, now=timezone.now())
        with CaptureQueriesContext(connection) as captured:
            response = browser.get(conversation.get_absolute_url())
        costs.append(len(captured))
    assert response.content.decode().count('class="entry message') == conversation.messages.count() == 60
    assert costs[0] == costs[1]


def test_each_list_holds_its_own_and_nothing_else(browser, fill):
    for view in VIEWS:
        fill(2, view)
    found = {view: len(rows_of(browser.get(list_url(view)))) for view in VIEWS}
    # What is assigned to me, what a reply failed for, and what is due waits in the queue too.
    assert found == dict.fromkeys(VIEWS, 2) | {"queue": 8}


def test_the_navigation_counts_what_needs_somebody(browser, fill):
    for view, count in (("queue", 4), ("mine", 3), ("undelivered", 2), ("spam", 5), ("closed", 6)):
        fill(count, view)
    page = browser.get(reverse("navigation"), {"current": "mine"}).content.decode()
    counts = dict(re.findall(r'class="nav-label">([^<]+)</span>(?:<span class="nav-count">([^<]+)</span>)?', page))
    assert (counts["Queue"], counts["Mine"], counts["Not sent"], counts["Likely spam"]) == ("9", "3", "2", "5")
    assert counts["Closed"] == counts["Answered"] == ""
    assert page.count('aria-current="page"') == 1


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_list_says_what_that_means(browser, workspace, view):
    page = unescape(browser.get(list_url(view)).content.decode())
    assert VIEWS[view].empty_title in page
    assert VIEWS[view].empty_text in page
    assert 'class="row-item"' not in page


def test_the_empty_pages_of_leads_and_admins_say_what_to_do(signed_in, admin):
    browser = signed_in(admin)
    assert "No account is connected yet" in browser.get(reverse("account_list")).content.decode()
    coverage = browser.get(reverse("coverage")).content.decode()
    assert "Everybody has been heard" in coverage
    assert "Nothing was received in this time." in coverage
    assert "None" in browser.get(reverse("coverage_list", args=["waiting"])).content.decode()


def test_a_conversation_shows_all_that_belongs_to_it(browser, converse, channel, says, agent, judged):
    conversation = converse("Is the café open?", by="Dora", thread_id="post-1")
    Post.objects.create(
        account=channel, external_id="post-1", text="We sail again on Sunday", author_name="Us", is_ours=True
    )
    Conversation.objects.update(post=Post.objects.get())
    judged(conversation)
    lifecycle.add_note(conversation, text="She asked last week too.", user=agent, now=timezone.now())
    lifecycle.assign(conversation, to=agent, user=agent, now=timezone.now())
    says(conversation, "It is, all day.", at=timezone.now(), origin="native")
    elsewhere = converse("Do you take dogs?", by="Dora")
    page = unescape(browser.get(conversation.get_absolute_url()).content.decode())
    for part in (
        "We sail again on Sunday", "Your post", "Is the café open?", "It is, all day.", "Answered on the platform",
        "She asked last week too.", "Note by Ana", "Ana took the conversation", "nobody has answered",
        "Waiting 1 h", "Do you take dogs?", elsewhere.get_absolute_url(), "to @harbourline", "@dora",
    ):  # fmt: skip
        assert part in page
    judged(conversation)
    page = browser.get(conversation.get_absolute_url()).content.decode()
    assert "Answered on the platform.</strong> Waiting on the customer" in page


def test_a_thread_its_author_began_shows_its_first_message_once(browser, converse, channel):
    conversation = converse("Is the café open?")
    own = conversation.messages.get().external_id
    Conversation.objects.update(post=Post.objects.create(account=channel, external_id=own, text="Is the café open?"))
    thread = re.search(
        r'<div id="thread".*?</ol>', browser.get(conversation.get_absolute_url()).content.decode(), re.DOTALL
    )
    assert thread[0].count("Is the café open?") == 1


def test_what_people_write_is_text_and_never_markup(browser, converse, says, channel, agent):
    evil = '<script>alert("hi")</script><img src=x onerror=alert(1)>'
    conversation = converse(evil, by=evil, thread_id="post-1", evidence=evil, reason=Reason.WAITING)
    post = Post.objects.create(account=channel, external_id="post-1", text=evil, author_name=evil)
    Conversation.objects.update(post=post, preview=evil)
    Identity.objects.update(handle=evil[:40])
    lifecycle.add_note(conversation, text=evil, user=agent, now=timezone.now())
    converse(evil, by=evil)
    for url in (list_url("queue"), conversation.get_absolute_url()):
        page = browser.get(url).content.decode()
        assert "alert(" in page
        assert "<script>alert" not in page
        assert "<img" not in page


def test_an_unknown_list_is_not_found_and_a_conversation_opened_from_one_still_shows(browser, converse):
    assert browser.get(list_url("nonsense")).status_code == 404
    response = browser.get(converse().get_absolute_url(), {"in": "nonsense"})
    assert response.status_code == 200
    assert 'id="list-title">Queue<' in response.content.decode()


FRAGMENTS = [
    ("list", "list", '<ol class="rows" id="rows">', ["<html", "pane-head"]),
    ("list", "more", 'id="row-', ["<html", "<ol"]),
    ("detail", "thread", '<ol class="timeline">', ["<html", "composer", "pane-head"]),
    ("detail", "conversation", 'id="conversation"', ["<html", 'id="list"']),
]


@pytest.mark.parametrize(
    ("page", "target", "has", "lacks"), FRAGMENTS, ids=[f"{page} {to}" for page, to, _h, _l in FRAGMENTS]
)
def test_htmx_gets_the_part_it_asks_for(browser, converse, page, target, has, lacks):
    conversation = converse()
    url = list_url("queue") if page == "list" else conversation.get_absolute_url()
    part = browser.get(url, headers={"HX-Request": "true", "HX-Target": target}).content.decode()
    whole = browser.get(url).content.decode()
    assert has in part
    assert has in whole
    assert [word for word in lacks if word in part] == []
    assert [word for word in lacks if word in whole] == lacks


def test_paging_with_htmx_walks_the_list_too(browser, fill):
    made = fill(2 * PAGE_SIZE + 1)
    pages = walk(browser, list_url("queue"), headers={"HX-Request": "true", "HX-Target": "more"})
    assert [pk for page in pages for pk in page] == [row.pk for row in made]


@pytest.mark.parametrize("page", ["list", "detail", "accounts", "account"])
def test_a_cache_tells_a_fragment_from_its_page(signed_in, admin, converse, page):
    """They share an address: without this, "back" can show a fragment as if it were the page."""
    conversation = converse()
    urls = {
        "list": list_url("queue"),
        "detail": conversation.get_absolute_url(),
        "accounts": reverse("account_list"),
        "account": conversation.account.get_absolute_url(),
    }
    response = signed_in(admin).get(urls[page], headers={"HX-Request": "true", "HX-Target": page})
    assert "HX-Request" in response.get("Vary", "") or "no-store" in response.get("Cache-Control", "")


def test_an_account_page_costs_the_same_with_1_account_and_with_6(signed_in, admin, workspace, account_of):
    browser, costs = signed_in(admin), []
    for more in (1, 5):
        for number in range(more):
            account = account_of(workspace, f"harbour{more}{number}")
            for name in ("mentions", "own_posts"):
                account.streams.create(name=name, next_poll_at=timezone.now())
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(reverse("account_list")).content.decode()
        costs.append(len(captured))
    assert page.count('class="card account') == 6
    assert costs[0] == costs[1] <= MOST_QUERIES + 2
