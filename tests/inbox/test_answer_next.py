"""Answer next: one person to one agent at a time, in the order of turns, and given back by leaving."""

import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from inbox.models import Conversation, Membership, User
from inbox.services import claims, lifecycle
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def ana(agent):
    return agent.membership


@pytest.fixture
def ben(workspace):
    user = User.objects.create_user("ben@harbour.example", "secret-word", name="Ben")
    return Membership.objects.create(workspace=workspace, user=user)


def take(member, **more):
    return claims.take_next(member, now=timezone.now(), **more)


def test_whose_turn_it_is_comes_first_and_goes_to_one_alone(converse, ana, ben):
    late, early = converse(by="Late"), converse(by="Early", ago=2 * HOUR)
    assert take(ana) == early
    assert take(ben) == late
    assert take(ben) == late, "what one holds oneself is there still"


def test_with_nobody_left_there_is_nobody(converse, ana, ben):
    converse()
    assert take(ana)
    assert take(ben) is None


def test_the_next_one_comes_after_the_one_on_the_screen_and_then_from_the_top(converse, ana):
    people = [converse(by=f"Person {number}", ago=(9 - number) * HOUR) for number in range(3)]
    assert take(ana, after=people[0]) == people[1]
    assert take(ana, after=people[1]) == people[2]
    assert take(ana, after=people[2]) == people[0]


def test_the_only_one_is_not_their_own_next(converse, ana):
    only = converse()
    assert take(ana, after=only) is None


def test_taking_another_gives_the_first_back(converse, ana, ben):
    first, second = converse(by="Ann", ago=2 * HOUR), converse(by="Ben", ago=HOUR)
    take(ana)
    take(ana, after=first)
    assert take(ben) == first
    second.refresh_from_db()
    assert second.claimed_by == ana.user


def test_a_claim_runs_out_by_itself_unless_somebody_is_at_it(converse, ana, ben):
    conversation = converse()
    take(ana)
    later = timezone.now() + claims.HELD_FOR - timedelta(minutes=1)
    assert claims.hold(conversation, user=ana.user, now=later) == later + claims.HELD_FOR
    assert claims.take_next(ben, now=later + timedelta(minutes=2)) is None
    assert claims.take_next(ben, now=later + claims.HELD_FOR) == conversation
    assert claims.hold(conversation, user=ana.user, now=later) is None, "it is Ben's now"


def test_leaving_the_page_gives_back_soon_and_coming_back_at_once_keeps_it(converse, ana, ben):
    conversation = converse()
    now = timezone.now()
    take(ana)
    claims.let_go_soon(conversation, user=ana.user, now=now)
    assert claims.take_next(ben, now=now + timedelta(seconds=5)) is None
    claims.hold(conversation, user=ana.user, now=now + timedelta(seconds=6))
    assert claims.take_next(ben, now=now + timedelta(minutes=1)) is None
    claims.let_go_soon(conversation, user=ana.user, now=now + timedelta(minutes=1))
    assert claims.take_next(ben, now=now + timedelta(minutes=2)) == conversation


def test_what_a_colleague_looks_after_is_nobody_elses_next(converse, ana, ben):
    theirs, mine = converse(by="Ann", ago=2 * HOUR), converse(by="Ben")
    lifecycle.assign(theirs, to=ben.user, user=ben.user, now=timezone.now())
    lifecycle.assign(mine, to=ana.user, user=ana.user, now=timezone.now())
    assert take(ana) == mine


def test_only_what_one_may_see_comes_next(converse, ana, account_of, other_workspace):
    converse(account=account_of(other_workspace, "rivalboats"))
    assert take(ana) is None


def test_what_waits_beside_the_queue_is_nobodys_next(converse, ana):
    converse(by="Ann", lane="set_aside")
    converse(by="Ben", lane="acknowledge")
    converse(by="Cid", status="snoozed", snoozed_until=timezone.now() + HOUR)
    assert take(ana) is None


def test_the_page_says_whose_it_is_and_gives_back(converse, ana, ben, signed_in):
    conversation = converse("When do you sail?")
    browser, other = signed_in(ana.user), signed_in(ben.user)
    opened = browser.post(reverse("conversation_next"), follow=True).content.decode()
    assert "nobody else gets it meanwhile" in opened
    assert "Ana is at it" in other.get(reverse("conversation_list", args=["queue"])).content.decode()
    assert "<strong>Ana</strong> is at it" in other.get(conversation.get_absolute_url()).content.decode()
    told = other.post(reverse("conversation_next"), follow=True).content.decode()
    assert "Everybody has been heard, or is with a colleague." in told
    browser.post(reverse("conversation_give_back", args=[conversation.pk]))
    conversation.refresh_from_db()
    assert (conversation.claimed_by, conversation.claimed_until) == (None, None)
    held = browser.post(reverse("conversation_hold", args=[conversation.pk]))
    assert held.json() == {"until": None}


@pytest.mark.parametrize("current", ["", "nonsense", "9" * 30, "99999999"])
def test_a_next_after_what_is_not_there_is_the_first(converse, ana, signed_in, current):
    conversation = converse()
    answer = signed_in(ana.user).post(reverse("conversation_next"), {"current": current})
    assert answer["Location"] == f"{conversation.get_absolute_url()}?in=queue"


@pytest.mark.timeout(300)
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("agents", "people"), [(4, 80), pytest.param(20, 1000, marks=pytest.mark.full)])
def test_agents_who_press_next_at_once_get_nobody_twice_and_forget_nobody(workspace, channel, converse, agents, people):
    mails = []
    for number in range(agents):
        user = User.objects.create_user(f"agent{number}@harbour.example", name=f"Agent {number}")
        Membership.objects.create(workspace=workspace, user=user)
        mails.append(user.email)
    expected = {converse(by=f"Person {number}").pk for number in range(people)}
    database = connection.settings_dict
    environment = {**os.environ, "DATABASE_URL": os.environ["DATABASE_URL"].rsplit("/", 1)[0] + f"/{database['NAME']}"}
    command = [sys.executable, "-m", "tests.inbox.agents"]
    running = [
        subprocess.Popen([*command, mail], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for mail in mails
    ]
    taken: Counter[int] = Counter()
    for process in running:
        said, _errors = process.communicate(timeout=240)
        assert process.returncode == 0
        taken.update(int(line) for line in said.split())
    assert set(taken) == expected
    assert set(taken.values()) == {1}
    assert not Conversation.objects.filter(is_waiting=True).exists()


@pytest.mark.django_db(transaction=True)
def test_somebody_who_is_being_written_to_is_waited_for_and_not_denied(converse, agent):
    conversation = converse()
    member = agent.membership
    begun, found = threading.Event(), []

    def press() -> None:
        begun.set()
        found.append(take(member))
        connection.close()

    with transaction.atomic():
        Conversation.objects.select_for_update(no_key=True).get(pk=conversation.pk)
        presses = threading.Thread(target=press)
        presses.start()
        begun.wait(5)
        presses.join(0.3)
        assert not found, "triage holds it"
    presses.join(10)
    assert found == [conversation]
