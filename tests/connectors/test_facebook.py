"""A Facebook Page's items: what they mean, and that malformed ones name their fault and cost no other."""

from copy import deepcopy
from datetime import UTC, datetime

import pytest

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.facebook.parse import parse_comment, parse_post, parse_review, parse_tagged, parse_visitor_post
from connectors.items import Media

PAGE = "900"
COMMENT = {
    "id": "1_7",
    "message": "Is it late & full?",
    "created_time": "2026-11-22T10:00:00+0000",
    "from": {"id": "5", "name": "Dora"},
    "parent": {"id": "1_3"},
    "permalink_url": "https://www.facebook.com/1/posts/1/?comment_id=7",
    "attachment": {"url": "https://example.org/picture"},
}


def bundle(**changes):
    """A comment as it comes, with some of its fields changed; `...` takes one away."""
    comment = {**COMMENT, **changes}
    return deepcopy(
        {"comment": {name: value for name, value in comment.items() if value is not ...}, "post_id": "900_1"}
    )


def test_a_comment_in_our_words():
    item = parse_comment(bundle(), PAGE).message
    assert (item.external_id, item.kind, item.text) == ("1_7", Kind.COMMENT, "Is it late & full?")
    assert (item.thread_id, item.parent_id, item.is_ours) == ("900_1", "1_3", False)
    assert item.created_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert (item.author.external_id, item.author.name, item.author.audience) == ("5", "Dora", None)
    assert item.media == (Media("https://example.org/picture", "file"),)
    assert parse_comment(bundle(parent=...), PAGE).message.parent_id == "900_1"


def test_the_pages_own_words_are_an_answer():
    assert parse_comment(bundle(**{"from": {"id": PAGE, "name": "Harbour Line"}}), PAGE).message.is_ours


def test_a_visitors_post_is_a_message_and_the_pages_post_is_context():
    post = {
        "id": "900_2",
        "message": "Ahoy",
        "created_time": "2026-11-22T10:00:00+0000",
        "from": {"id": "5", "name": "Dora"},
    }
    item = parse_visitor_post({"post": post}, PAGE).message
    assert (item.external_id, item.thread_id, item.kind) == ("900_2", "900_2", Kind.VISITOR_POST)
    assert not parse_post({"post": post}, PAGE).is_ours
    assert parse_post({"post": {**post, "from": {"id": PAGE}}}, PAGE).is_ours


@pytest.mark.parametrize(
    ("attachment", "media"),
    [
        ({"type": "photo", "url": "https://f/p", "media": {"image": {"src": "https://f/p.jpg"}}}, Media("https://f/p.jpg")),
        ({"type": "sticker", "url": "https://f/s"}, Media("https://f/s")),
        ({"type": "animated_image_share", "url": "https://f/a", "media": {"image": {"src": "https://f/a.gif"}}}, Media("https://f/a.gif")),
        ({"type": "video_inline", "url": "https://f/v", "media": {"image": {"src": "https://f/v.jpg"}, "source": "https://f/v.mp4"}}, Media("https://f/v.mp4", "video")),
        ({"type": "share", "url": "https://e/", "title": "Times"}, Media("https://e/", "file", text="Times")),
    ],
    ids=lambda thing: thing.get("type") if isinstance(thing, dict) else "",
)  # fmt: skip
def test_what_hangs_on_a_comment_is_kept_by_its_kind(attachment, media):
    assert parse_comment(bundle(attachment=attachment), PAGE).message.media == (media,)


def test_an_answer_of_ours_says_whom_it_addresses():
    """On the second level Facebook does not say which comment was answered; a tagged name tells at least whose."""
    ours = {
        "from": {"id": PAGE},
        "message_tags": [{"id": "5", "name": "Dora", "offset": 0, "length": 4, "type": "user"}],
    }
    assert parse_comment(bundle(**ours), PAGE).message.answering == {"addressed": ["5"]}


def test_a_recommendation_in_our_words():
    review = {
        "created_time": "2026-11-22T10:00:00+0000",
        "recommendation_type": "negative",
        "review_text": "Late again.",
        "reviewer": {"id": "5", "name": "Dora"},
        "open_graph_story": {"id": "77"},
    }
    item = parse_review({"review": review}, PAGE).message
    assert (item.external_id, item.thread_id, item.kind, item.text) == ("77", "77", Kind.REVIEW, "Late again.")
    assert (item.subject, item.author.name) == ("Does not recommend", "Dora")
    nameless = {name: value for name, value in review.items() if name != "reviewer"}
    assert parse_review({"review": nameless}, PAGE).message.author is None
    stars = {**nameless, "recommendation_type": None, "rating": 4}
    assert parse_review({"review": stars}, PAGE).message.subject == "4 of 5 stars"
    with pytest.raises(Malformed, match="'open_graph_story' should be an object"):
        parse_review({"review": {**review, "open_graph_story": None}}, PAGE)


def test_a_post_that_tags_the_page_is_a_mention_unless_it_is_the_pages_own():
    post = {"id": "5_2", "message": "With @Harbour", "created_time": "2026-11-22T10:00:00+0000", "from": {"id": "5"}}
    assert parse_tagged({"post": post}, PAGE).message.kind is Kind.MENTION
    own = parse_tagged({"post": {**post, "from": {"id": PAGE}}}, PAGE)
    assert own.message is None
    assert own.posts[0].is_ours


MALFORMED = [
    ("id", ...), ("id", None), ("id", ""), ("id", True), ("id", 1.5), ("id", {}),
    ("message", 5), ("message", {"unexpected": [1, None]}), ("message", ["a"]),
    ("created_time", ...), ("created_time", -1), ("created_time", "the day before yesterday"), ("created_time", "2026-11-22T10:00:00"),
    ("created_time", "0001-01-01T00:00:00+1400"), ("created_time", None),
    ("from", "5"), ("from", ["5"]), ("parent", "1_3"), ("attachment", []), ("permalink_url", 5),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), MALFORMED, ids=[f"{field} {value!r}" for field, value in MALFORMED])
def test_a_malformed_comment_names_the_field(field, value):
    with pytest.raises(Malformed, match=f"'{field}' should be"):
        parse_comment(bundle(**{field: value}), PAGE)


@pytest.mark.parametrize(
    "parse",
    [parse_comment, parse_visitor_post, parse_post, parse_tagged, parse_review],
    ids=lambda parse: parse.__name__,
)
@pytest.mark.parametrize("thing", [..., None, [], "x", 5], ids=repr)
def test_what_is_no_item_at_all_says_so(parse, thing):
    raw = {} if thing is ... else {"comment": thing, "post": thing, "review": thing, "post_id": "900_1"}
    with pytest.raises(Malformed, match=r"'(comment|post|review)' should be an object"):
        parse(raw, PAGE)


def test_ids_may_be_numbers():
    item = parse_comment({**bundle(id=7, parent={"id": 3}, **{"from": {"id": 5}}), "post_id": 1}, PAGE).message
    assert (item.external_id, item.parent_id, item.author.external_id, item.thread_id) == ("7", "3", "5", "1")


@pytest.mark.parametrize("writer", [..., None, {}, {"name": "Dora"}, {"id": None}], ids=repr)
def test_a_comment_whose_writer_facebook_does_not_name_is_kept(writer):
    item = parse_comment(bundle(**{"from": writer}), PAGE).message
    assert item.author is None
    assert item.text == "Is it late & full?"
    assert not item.is_ours


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🚢👩‍👩‍👧‍👦",
        "متى يغادر القارب؟",
        "\u202eevil\u202c",
        "次の船は",
        "a\nb\r\n\tc",
        "A &amp; B",
        "Ahoy! " * 180_000,
    ],
    ids=lambda text: text[:12],
)
def test_a_text_is_kept_as_it_is(text):
    assert parse_comment(bundle(message=text), PAGE).message.text == text


def test_a_comment_without_words_is_kept():
    assert parse_comment(bundle(message=...), PAGE).message.text == ""


PAGES = [
    {"data": [None, 5, "x", [], {"id": "1_7"}]},
    {"data": [{"id": {}}, {"id": "1_7", "created_time": 5}]},
    {"data": [{"id": "1_7", "created_time": "2026-13-45T10:00:00+0000"}]},
    {"data": [{"id": "1_7"}], "paging": []},
    {"data": [{"id": "1_7"}], "paging": {"next": "https://graph.facebook.com/x", "cursors": None}},
    {"data": [{"id": "1_7"}], "paging": {"next": "https://graph.facebook.com/x", "cursors": []}},
]


@pytest.mark.parametrize("stream", ["comments", "visitor_posts", "tagged", "reviews"])
@pytest.mark.parametrize("body", PAGES, ids=lambda body: str(body)[:60])
def test_garbage_in_a_page_costs_an_item_and_never_the_page(mouth, stream, body):
    connector = mouth.says(body).connector("facebook")
    under_way = {"began": 0, "todo": [{"id": "900_1", "since": 0}], "turn": False}
    cursor = {"since": 0, "round": {"since": 0}, "pass": under_way} if stream == "comments" else {}
    page = connector.fetch(stream, cursor)
    assert len(page.items) == len(body["data"])
    for raw in page.items:
        with pytest.raises(Malformed):
            connector.parse(stream, raw.data)


@pytest.mark.parametrize(
    "odd", [None, 5, {}, {"id": "9", "from": "x"}, {"id": "9", "from": {"id": PAGE}, "message": None}], ids=repr
)
def test_an_odd_comment_does_not_hide_the_one_looked_for(mouth, outgoing, odd):
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
    sent = {"id": "10", "message": "At nine.", "created_time": now, "from": {"id": PAGE}, "parent": {"id": "7"}}
    connector = mouth.says({"data": [odd, sent]}).connector("facebook", own_id=PAGE)
    assert connector.find_sent(outgoing("7")).external_id == "10"
