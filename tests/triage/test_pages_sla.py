"""The lead's pages of promised times and business hours, over HTTP."""

import re
from html import unescape

import pytest
from django.urls import reverse

from inbox.models import ResponseClock, SlaPolicy, Team, TeamHours

pytestmark = pytest.mark.django_db
POLICY = {"name": "Everybody", "first_minutes": "1 h 30 min", "next_minutes": "4 h", "warn_percent": "80"}
WEEK = {"zone": "Europe/Lisbon", "monday": "09:00-12:00, 13:00-17:00", "tuesday": "22:00-06:00"}


@pytest.fixture
def desk(signed_in, lead):
    return signed_in(lead)


def text_of(response):
    return unescape(re.sub(r"<[^>]+>|\s+", " ", response.content.decode()))


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("30 min", 30), ("4 h", 240), ("1h30m", 90), ("2 days", 2880), ("1 h 30 min", 90), ("90m", 90)],
)
def test_a_target_is_written_as_people_write_it(desk, written, minutes):
    assert desk.post(reverse("sla_policy_create"), {**POLICY, "first_minutes": written}).status_code == 302
    policy = SlaPolicy.objects.get()
    assert policy.first_minutes == minutes
    again = desk.get(policy.get_absolute_url())
    desk.post(policy.get_absolute_url(), {**POLICY, "first_minutes": again.context["form"]["first_minutes"].value()})
    policy.refresh_from_db()
    assert policy.first_minutes == minutes, "what the form shows is what it takes"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"first_minutes": "soon"}, "Write it like 30 min"),
        ({"first_minutes": "0 min"}, "Between a minute and 90 days."),
        ({"first_minutes": "91 d"}, "Between a minute and 90 days."),
        ({"first_minutes": "", "next_minutes": ""}, "Promise at least one of the two."),
        ({"warn_percent": "0"}, "warn"),
        ({"name": "Known"}, "Another policy is called that."),
    ],
)
def test_what_cannot_be_promised_is_said(desk, workspace, data, said):
    SlaPolicy.objects.create(workspace=workspace, name="Known", first_minutes=5)
    response = desk.post(reverse("sla_policy_create"), {**POLICY, **data})
    assert response.status_code == 422
    assert said.lower() in text_of(response).lower()
    assert SlaPolicy.objects.count() == 1


def test_a_policy_of_one_company_cannot_name_an_account_of_another(desk, account_of, other_workspace):
    theirs = account_of(other_workspace, "rivalboats")
    assert desk.post(reverse("sla_policy_create"), {**POLICY, "account": theirs.pk}).status_code == 422


def test_hours_are_kept_and_shown_as_they_were_written(desk, workspace):
    desk.post(reverse("hours_change", args=[0]), {**WEEK, "holidays": "pt", "special": "2026-12-24 09:00-12:00"})
    stored = TeamHours.objects.get()
    assert stored.plain["week"] == {"monday": ["09:00-12:00", "13:00-17:00"], "tuesday": ["22:00-06:00"]}
    assert stored.plain["special"] == {"2026-12-24": ["09:00-12:00"]}
    assert stored.holidays == "PT"
    form = desk.get(reverse("hours_change", args=[0])).context["form"]
    assert form["monday"].value() == "09:00-12:00, 13:00-17:00"
    assert form["special"].value() == "2026-12-24 09:00-12:00"
    page = text_of(desk.get(reverse("sla_list")))
    assert "22:00-06:00" in page
    assert "Closed next:" in page
    desk.post(reverse("hours_delete", args=[0]))
    assert "Always there" in text_of(desk.get(reverse("sla_list")))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"zone": "Lisbon"}, "There is no such time zone"),
        ({"monday": "nine to five"}, "is no span of time"),
        ({"monday": "", "tuesday": ""}, "The team would never be there"),
        ({"holidays": "XX"}, "There is no holiday calendar “XX”"),
        ({"holidays": "public"}, "There is no holiday calendar “PUBLIC”"),
        ({"holidays": "DE-"}, "There is no holiday calendar “DE-”"),
        ({"closed": "Christmas"}, "is no date"),
        ({"special": "2026-12-24 early"}, "is no span of time"),
    ],
)
def test_hours_that_cannot_be_meant_are_said(desk, data, said):
    response = desk.post(reverse("hours_change", args=[0]), {**WEEK, **data})
    assert response.status_code == 422
    assert said in text_of(response)
    assert not TeamHours.objects.exists()


def test_each_team_has_its_hours_or_everybody_elses(desk, workspace):
    team = Team.objects.create(workspace=workspace, name="Night desk")
    page = text_of(desk.get(reverse("sla_list")))
    assert "Night desk" in page
    assert "As everybody else." in page
    desk.post(reverse("hours_change", args=[team.pk]), WEEK)
    assert TeamHours.objects.get().team == team


def test_how_promises_were_kept_stands_beside_them(desk, workspace, converse):
    policy = SlaPolicy.objects.create(workspace=workspace, name="Everybody", first_minutes=60)
    states = {"met": 3, "missed": 1, "cancelled": 1, "gone": 1, "running": 1}
    for state, count in states.items():
        for _number in range(count):
            conversation = converse()
            at = conversation.opened_at
            is_over = state in ("missed", "cancelled", "gone")
            ResponseClock.objects.create(
                workspace=workspace,
                conversation=conversation,
                kind="first",
                state=state,
                policy=policy,
                began_at=at,
                warn_at=at,
                due_at=at,
                stopped_at=None if state == "running" else at,
                breached_at=at if is_over else None,
            )
    page = text_of(desk.get(reverse("sla_list")))
    assert "60% 3 kept, 2 missed" in re.sub(r" +", " ", page), "closed unanswered after its time was missed as well"
    assert "1 running" in page
