"""The audit, over HTTP: every reason, its evidence, samples, and what is overturned."""

import re
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from inbox.models import Conversation, Review

pytestmark = pytest.mark.django_db


@pytest.fixture
def thanked(converse, judged, says):
    """Somebody who said thanks after an answer."""

    def make(name):
        conversation = converse("When do you sail?", by=name)
        says(conversation, "At nine.", at=timezone.now(), origin="native")
        says(conversation, "Thank you so much!", at=timezone.now())
        return judged(conversation)

    return make


@pytest.fixture
def desk(signed_in, lead):
    return signed_in(lead)


def text_of(response):
    return unescape(re.sub(r"<[^>]+>|\s+", " ", response.content.decode()))


def row_of(desk, reason):
    page = desk.get(reverse("audit")).content.decode()
    found = re.search(rf'<tr id="reason-{reason}">.*?</tr>', page, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))


def test_everything_that_is_not_in_the_queue_stands_there_by_its_reason(desk, thanked, converse, judged):
    thanked("Ann")
    judged(converse("Best crew ever ❤️", by="Ben"))
    judged(converse("You have been selected! Claim your prize: win.example", by="Spam"))
    judged(converse("When?", by="Waits"))
    for reason in ("closing_thanks", "asks_nothing", "certain_spam"):
        assert re.search(r" 1 +0 ", row_of(desk, reason)), reason
    listed = text_of(desk.get(reverse("audit_list", args=["closing_thanks"])))
    assert "Said “Thank you” after our answer" in listed or "Said “Thank you so much” after our answer" in listed


def test_a_sample_shows_what_was_said_and_agreeing_counts(desk, thanked):
    thanked("Ann")
    drawn = desk.post(reverse("audit_draw", args=["closing_thanks"]), follow=True)
    assert "When do you sail?" in text_of(drawn)
    assert "At nine." in text_of(drawn)
    review = Review.objects.get()
    desk.post(reverse("review_agree", args=[review.pk]))
    assert "0%" in row_of(desk, "closing_thanks")
    assert "at most 79%" in row_of(desk, "closing_thanks")


def test_overturning_puts_it_back_since_the_first_time_and_counts(desk, thanked):
    conversation = thanked("Ann")
    desk.post(reverse("audit_draw", args=["closing_thanks"]))
    said = desk.post(reverse("review_overturn", args=[Review.objects.get().pk]), headers={"HX-Request": "true"})
    assert "Overturned: back in the queue" in said.content.decode()
    conversation.refresh_from_db()
    assert list(Conversation.objects.waiting()) == [conversation]
    assert "100%" in row_of(desk, "closing_thanks")
    again = desk.post(reverse("review_overturn", args=[Review.objects.get().pk]), headers={"HX-Request": "true"})
    assert "in the queue already" in again.content.decode()


def test_what_changed_meanwhile_is_not_shown_as_a_sample(desk, thanked, says, judged):
    conversation = thanked("Ann")
    desk.post(reverse("audit_draw", args=["closing_thanks"]))
    says(conversation, "But where from?", at=timezone.now())
    judged(conversation)
    assert "Nothing to look into" in text_of(desk.get(reverse("audit_list", args=["closing_thanks"]) + "?show=samples"))
    desk.get(reverse("audit"))
    assert Review.objects.get().decision == "lapsed"


def test_nothing_of_another_company_is_drawn_or_shown(desk, converse, judged, account_of, other_workspace):
    judged(converse("Best crew ever ❤️", by="Sven", account=account_of(other_workspace, "rivalboats")))
    desk.post(reverse("audit_draw", args=["asks_nothing"]))
    assert not Review.objects.exists()
    assert "Sven" not in text_of(desk.get(reverse("audit_list", args=["asks_nothing"])))


def test_a_long_list_goes_on_where_it_stopped(desk, converse):
    for number in range(45):
        converse("Best!", by=f"Person {number:02}", lane="acknowledge", reason="asks_nothing")
    first = desk.get(reverse("audit_list", args=["asks_nothing"])).content.decode()
    address = re.search(r'href="(\?after=[^"]+)"', first)[1]
    second = desk.get(reverse("audit_list", args=["asks_nothing"]) + unescape(address)).content.decode()
    names = re.findall(r"Person \d\d", first) + re.findall(r"Person \d\d", second)
    assert len(set(names)) == 45


def test_samples_cost_the_same_however_many_they_are(desk, thanked, django_assert_num_queries):
    address = reverse("audit_list", args=["closing_thanks"]) + "?show=samples"
    thanked("Ann")
    desk.post(reverse("audit_draw", args=["closing_thanks"]))
    with django_assert_num_queries(8):
        desk.get(address)
    for name in ("Ben", "Cid", "Dan"):
        thanked(name)
    desk.post(reverse("audit_draw", args=["closing_thanks"]))
    with django_assert_num_queries(8):
        desk.get(address)


def test_one_busy_conversation_leaves_no_other_sample_without_words(desk, converse, says, judged):
    busy = converse("Best crew ever ❤️", by="Busy")
    converse("Lovely boat ❤️", by="Quiet")
    for number in range(30):
        says(busy, f"So lovely {number}", at=timezone.now())
    Conversation.objects.update(lane="acknowledge", reason="asks_nothing")
    desk.post(reverse("audit_draw", args=["asks_nothing"]))
    page = text_of(desk.get(reverse("audit_list", args=["asks_nothing"]) + "?show=samples"))
    assert "So lovely 29" in page
    assert "Lovely boat" in page
