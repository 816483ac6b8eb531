"""The contract of connectors, and what only a real blog can tell, on a real WordPress."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import requests

from connectors.capabilities import Action, Kind
from connectors.errors import Gone, NeedsReauth, NotPermitted, Rejected
from connectors.items import Item, Outgoing, Standing
from tests.connectors.contract.stage import Stage
from tests.connectors.contract.suite import ConnectorContract
from tests.real.wordpress.server import Blog, running_blog
from tests.real.wordpress.stage import BlogStage

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def blog() -> Iterator[Blog]:
    with running_blog() as running:
        yield running


class TestOnARealBlog(ConnectorContract):
    @pytest.fixture
    def stage(self, blog: Blog) -> Stage:
        return BlogStage(blog)


# --------------------------------------------------------------------------------- what only a real blog can tell


@pytest.fixture
def stage(blog: Blog) -> BlogStage:
    return BlogStage(blog)


def reply(stage: BlogStage, parent_id: str, text: str = "At nine.") -> Outgoing:
    return Outgoing(text, parent_id, f"post-{stage.post}", datetime.now(UTC), "k", Kind.COMMENT)


def standing(external_id: str) -> Standing:
    return Standing(external_id, Kind.COMMENT, "post-1")


def read(stage: BlogStage, **visitor: str) -> Item:
    """What a visitor's comment, in HTML of their own, is read as."""
    facts = {"post": stage.post, "name": "Dora", "email": "dora@visitor.example", **visitor}
    [number] = stage.blog.tell("write", comments=[facts])["ids"]
    [(_stream, raw)] = stage.connector().reread([standing(str(number))]).items
    message = stage.connector().parse("comments", raw.data).message
    assert message is not None
    return message


WRITTEN = {
    "Is it <b>late</b> & full?": "Is it late & full?",
    'Ask <a href="https://example.org/?a=1&b=2" onclick="x()">here</a>': "Ask here (https://example.org/?a=1&b=2)",
    "<script>alert(1)</script>So?": "alert(1)So?",
    "2 < 3, <3 and a<b": "2 < 3, <3 and a<b",
    "one\r\ntwo\n\n\n\nthree  ": "one\ntwo\n\nthree",
    'it\'s "so" -- :) ... &copy; &amp;amp;': 'it\'s "so" -- :) ... © &amp;',
    "<blockquote>You said nine</blockquote>Was it?": "You said nine\n\nWas it?",
}


@pytest.mark.parametrize(("html", "text"), WRITTEN.items(), ids=WRITTEN)
def test_what_visitors_write_is_read_as_the_blog_shows_it(stage: BlogStage, html: str, text: str) -> None:
    assert read(stage, html=html).text == text


def test_times_are_told_apart_from_the_blogs_own_zone(stage: BlogStage) -> None:
    """The hour that comes twice in Amsterdam, told in the first of the two and in the second."""
    for told in ("2026-10-25 00:30:00", "2026-10-25 01:30:00"):
        assert read(stage, html="Is it late?", at=told).created_at == datetime.fromisoformat(f"{told}+00:00")


def test_comments_of_the_hour_that_comes_twice_are_all_walked_over(stage: BlogStage) -> None:
    until = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    ids = stage.write_many(["before", "again"], at=until - timedelta(minutes=30))
    ids += stage.write_many(["after", "later"], at=until + timedelta(minutes=1))
    page = stage.connector().fetch_back("comments", {}, until=until)
    assert {raw.external_id for raw in page.items} >= set(ids[2:])


def test_a_held_comment_is_read_and_approved_by_its_answer(stage: BlogStage) -> None:
    held = stage.write("Is it late?")
    stage.blog.tell("status", id=held, status="hold")
    [raw] = stage.connector().fetch("comments", {}).items
    message = stage.connector().parse("comments", raw.data).message
    assert message is not None
    assert message.is_hidden
    stage.connector().send(reply(stage, held))
    assert [entry.is_hidden for entry in stage.standing()] == [False, False]


def test_spam_stays_the_bin_is_gone_and_so_is_what_went_with_its_post(stage: BlogStage) -> None:
    spam, binned, deleted, under_post = (stage.write(text, by=text) for text in ("spam", "bin", "deleted", "post"))
    stage.blog.tell("status", id=spam, status="spam")
    stage.blog.tell("delete", id=binned, into_bin=True)
    stage.blog.tell("delete", id=deleted)
    asked = [standing(number) for number in (spam, binned, deleted, under_post)]
    found = stage.connector().reread(asked)
    assert found.gone == {binned, deleted}
    assert {raw.external_id for _stream, raw in found.items} == {spam, under_post}
    stage.blog.tell("bin_post", id=stage.post)
    assert under_post in stage.connector().reread(asked).gone
    with pytest.raises(Gone):
        stage.connector().send(reply(stage, under_post))


def test_the_longest_comment_is_taken_and_a_byte_more_is_refused(stage: BlogStage) -> None:
    question = stage.write("How long?")
    [limit] = stage.connector().capabilities.replies[Kind.COMMENT].limits
    with pytest.raises(Rejected, match="too long"):
        stage.connector().send(reply(stage, question, "é" * (limit.amount // 2) + "ab"))
    sent = stage.connector().send(reply(stage, question, "é" * (limit.amount // 2) + "a"))
    assert stage.connector().find_sent(reply(stage, question, "é" * (limit.amount // 2) + "a")) == sent


def test_the_same_words_again_are_refused_and_lead_to_the_first(stage: BlogStage) -> None:
    question = stage.write("Is it late?")
    text = 'Fish & chips <3\nsee <b>https://example.org/?a=1&b=2</b> &amp; "more" 🚢'
    first = stage.connector().send(reply(stage, question, text))
    assert stage.connector().send(reply(stage, question, text)) == first
    again = replace(reply(stage, question, text), known_ids=frozenset({first.external_id}))
    with pytest.raises(Rejected, match="other words"):
        stage.connector().send(again)
    assert len(stage.standing()) == 2


def test_words_with_a_backslash_which_wordpress_would_publish_twice_are_found(stage: BlogStage) -> None:
    answer = reply(stage, stage.write("Is it late?"), "\\o/ at nine")
    first = stage.connector().send(answer)
    assert stage.connector().find_sent(answer) == first
    assert stage.connector().send(answer) != first


def test_moderating_leaves_the_writers_address_and_client_as_they_were(stage: BlogStage) -> None:
    question = stage.write("Is it late?")
    for action in (Action.HIDE, Action.APPROVE, Action.SPAM):
        stage.connector().act(action, standing(question))
    auth = ("harbourline", stage.blog.passwords["harbourline"])
    found = requests.get(
        f"{stage.blog.url}/wp-json/wp/v2/comments/{question}?context=edit", auth=auth, timeout=20
    ).json()
    assert (found["status"], found["author_ip"], found["author_user_agent"]) == ("spam", "203.0.113.9", "Mozilla/5.0")


def test_comments_that_are_closed_cannot_be_answered(stage: BlogStage) -> None:
    question = stage.write("Is it late?")
    stage.blog.tell("close", id=stage.post)
    with pytest.raises(NotPermitted, match="closed"):
        stage.connector().send(reply(stage, question))


def test_wrong_credentials_and_missing_rights_are_told_apart(stage: BlogStage) -> None:
    for wrong in (
        {"application_password": "abcd EFGH ijkl MNOP"},
        {"username": "nobody"},
        {"username": "no@body.example"},
    ):
        for deed in (
            stage.connector(secrets=wrong).check,
            lambda w=wrong: stage.connector(secrets=w).fetch("comments", {}),
        ):
            with pytest.raises(NeedsReauth):
                deed()
    reader = {"username": "reader", "application_password": stage.blog.passwords["reader"]}
    for verb in (lambda c: c.check(), lambda c: c.fetch("comments", {}), lambda c: c.reread([standing("1")])):
        with pytest.raises(NotPermitted):
            verb(stage.connector(secrets=reader))


def test_a_blog_without_pretty_addresses_is_read_and_answered(stage: BlogStage) -> None:
    stage.blog.tell("permalinks", structure="")
    question = stage.write("Is it late?")
    assert stage.connector().check().handle == "harbourline"
    assert [raw.external_id for raw in stage.connector().fetch("comments", {}).items] == [question]
    assert isinstance(stage.connector().find_sent(reply(stage, question)), type(None))
    sent = stage.connector().send(reply(stage, question))
    assert stage.connector().find_sent(reply(stage, question)) == sent


def test_what_is_deleted_between_two_pages_hides_nothing(stage: BlogStage) -> None:
    ids = stage.write_many([f"question {number}" for number in range(150)])
    first = stage.connector().fetch_back("comments", {}, until=None)
    for number in ids[-30:]:
        stage.blog.tell("delete", id=number)
    found, page = list(first.items), first
    while page.has_more:
        page = stage.connector().fetch_back("comments", page.next_cursor, until=None)
        found += page.items
    assert {raw.external_id for raw in found} >= set(ids[:-30])
    assert first.total == 150
