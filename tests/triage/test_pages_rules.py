"""The lead's pages of rules, over HTTP: nothing is kept that was not seen before."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from inbox.models import Lane, Rule
from triage import services

pytestmark = pytest.mark.django_db
FORM = {"name": "Giveaways", "words": "giveaway", "lane": "set_aside", "shift_minutes": "0", "is_active": "on"}


@pytest.fixture
def page_of(signed_in, lead):
    client = signed_in(lead)

    def post(data, address=None):
        return client.post(address or reverse("rule_create"), data)

    return post


def seal_in(response):
    return re.search(r'name="seal" value="([^"]+)"', response.content.decode())[1]


def text_of(response):
    return unescape(re.sub(r"\s+", " ", response.content.decode()))


def test_a_rule_is_kept_once_its_preview_was_seen(page_of, converse, judged):
    response = page_of(FORM)
    assert response.status_code == 200
    assert not Rule.objects.exists()
    assert "Nobody over the last month" in text_of(response)
    assert page_of({**FORM, "step": "save", "seal": seal_in(response)})["Location"] == reverse("rule_list")
    assert Rule.objects.get().conditions == [{"field": "words", "relation": "any", "values": ["giveaway"]}]


@pytest.mark.parametrize("seal", ["", "nonsense", "of other words", "of another lane"])
def test_without_a_preview_of_these_very_words_nothing_is_kept(page_of, seal):
    seals = {
        "of other words": lambda: seal_in(page_of({**FORM, "words": "raffle"})),
        "of another lane": lambda: seal_in(page_of({**FORM, "lane": "acknowledge"})),
    }
    response = page_of({**FORM, "step": "save", "seal": seals.get(seal, lambda: seal)()})
    assert response.status_code == 200
    assert 'id="preview"' in response.content.decode()
    assert not Rule.objects.exists()


def test_the_preview_lists_people_and_what_became_of_them(page_of, converse, judged, says):
    answered = converse("When is the giveaway?", by="Ann")
    says(answered, "At nine.", at=timezone.now(), origin="native")
    judged(answered)
    judged(converse("Entering the giveaway!", by="Ben"))
    judged(converse("The giveaway is on fire: there is a fire on the car deck", by="Cid"))
    judged(converse("And the boat?", by="Dan"))
    text = text_of(page_of(FORM))
    assert "3 people over the last month" in text
    assert "3 of 4 conversations meet these conditions." in text
    assert "1 of them was answered by one of you" in text
    assert "1 asked a question." in text
    assert "1 would have stayed in the queue all the same." in text
    assert text.index("Ann") < text.index("Ben"), "whom somebody answered comes first"
    assert "Would have stayed in the queue: somebody may be in danger" in text
    assert "And the boat?" not in text


def test_the_preview_sees_what_is_open_together_as_the_rule_will(page_of, converse, judged, says):
    talk = converse("I am here for the giveaway.", "When do you sail?", by="Ann")
    answered = converse("I am here for the giveaway.", by="Ben")
    says(answered, "Good luck!", at=timezone.now(), origin="native")
    says(answered, "When do you sail?", at=timezone.now())
    judged(talk)
    text = text_of(page_of({**FORM, "signals": ["question"]}))
    assert "1 person over the last month" in text
    assert "Ann" in text


def test_the_preview_shows_nothing_of_another_company(page_of, converse, judged, account_of, other_workspace):
    judged(converse("Our giveaway", by="Sven", account=account_of(other_workspace, "rivalboats")))
    assert "Sven" not in text_of(page_of(FORM))


def test_a_rule_for_those_who_wait_now_is_applied_to_them(page_of, converse, judged):
    waits, other = judged(converse("The giveaway!", by="Ann")), judged(converse("And the boat?", by="Ben"))
    data = {**FORM, "applies_now": "on"}
    page_of({**data, "step": "save", "seal": seal_in(page_of(data))})
    services.drain(now=timezone.now())
    waits.refresh_from_db()
    other.refresh_from_db()
    assert (waits.lane, other.lane) == (Lane.SET_ASIDE, Lane.QUEUE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"words": ""}, "A rule needs a condition"),
        ({"lane": ""}, "This rule does nothing yet"),
        ({"words": "*"}, "at least one letter"),
        ({"hours_from": "22:00"}, "Give both times, or neither."),
        ({"assignee": "agent"}, "Choose one of the two."),
        ({"tags": "x" * 61}, "A tag has up to 60 letters."),
        ({"name": "Known"}, "Another rule is called that."),
        ({"lane": "spam"}, "Select a valid choice"),
        ({"shift_minutes": "900"}, "Select a valid choice"),
        ({"words": "\n".join(f"word{n}" for n in range(101))}, "up to 100 entries"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_what_cannot_be_a_rule_is_said_and_what_was_typed_stays(page_of, agent, workspace, data, said):
    Rule.objects.create(workspace=workspace, name="Known", position=1, conditions=[], changed_at=timezone.now())
    given = {**FORM, **{key: agent.pk if value == "agent" else value for key, value in data.items()}}
    response = page_of(given)
    assert response.status_code == 422
    assert said in text_of(response)
    assert f'value="{given["name"]}"' in response.content.decode()
    assert Rule.objects.count() == 1


def test_a_rule_comes_back_into_its_form_as_it_was_written(page_of, signed_in, lead, channel):
    data = {
        **FORM,
        "without_words": "prize\nlost bag",
        "signals": ["question", "urgency:money"],
        "accounts": [str(channel.pk)],
        "languages": ["de", "en"],
        "weekdays": ["6", "7"],
        "hours_from": "22:00",
        "hours_until": "06:00",
        "tags": "refund, summer",
    }
    page_of({**data, "step": "save", "seal": seal_in(page_of(data))})
    rule = Rule.objects.get()
    shown = signed_in(lead).get(rule.get_absolute_url())
    form = shown.context["form"]
    assert {name: form[name].value() for name in data if name not in ("step", "is_active")} == {
        **{name: value for name, value in data.items() if name != "is_active"},
        "shift_minutes": 0,
    }
    listed = text_of(signed_in(lead).get(reverse("rule_list")))
    assert "it says “giveaway”" in listed
    assert "it does not say “prize” or “lost bag”" in listed
    assert "it shows a question or money taken" in listed
    assert "it is in German or English" in listed
    assert "it came between 22:00 and 06:00" in listed
    assert "tag refund, summer; set aside, for leads to look into" in listed


def test_the_page_of_rules_costs_the_same_with_one_as_with_many(page_of, signed_in, lead, django_assert_num_queries):
    client = signed_in(lead)
    for number in range(2):
        data = {**FORM, "name": f"Rule {number}"}
        page_of({**data, "step": "save", "seal": seal_in(page_of(data))})
    with django_assert_num_queries(11):
        client.get(reverse("rule_list"))
    for number in range(2, 6):
        data = {**FORM, "name": f"Rule {number}"}
        page_of({**data, "step": "save", "seal": seal_in(page_of(data))})
    with django_assert_num_queries(11):
        client.get(reverse("rule_list"))
