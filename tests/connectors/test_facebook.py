"""A Facebook Page: what its items mean, that malformed ones name their fault, and that no pass over its posts loses a comment."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest

from connectors.contract import Kind
from connectors.errors import ConnectorError, Malformed
from connectors.facebook.parse import parse_comment, parse_post, parse_visitor_post

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
    assert item.media == ("https://example.org/picture",)
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


@pytest.mark.parametrize("parse", [parse_comment, parse_visitor_post, parse_post], ids=lambda parse: parse.__name__)
@pytest.mark.parametrize("thing", [..., None, [], "x", 5], ids=repr)
def test_what_is_no_item_at_all_says_so(parse, thing):
    raw = {} if thing is ... else {"comment": thing, "post": thing, "post_id": "900_1"}
    with pytest.raises(Malformed, match=r"'(comment|post)' should be an object"):
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


@pytest.mark.parametrize("stream", ["comments", "visitor_posts"])
@pytest.mark.parametrize("body", PAGES, ids=lambda body: str(body)[:60])
def test_garbage_in_a_page_costs_an_item_and_never_the_page(mouth, stream, body):
    connector = mouth.says(body).connector("facebook")
    job = {"id": "900_1", "updated": "now", "since": 0, "newest": 0}
    page = connector.fetch(stream, {"posts": {}, "todo": [job]} if stream == "comments" else {})
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


# ------------------------------------------------------------------------------------------------- on the sandbox


def hours_ago(hours):
    return (datetime.now(UTC) - timedelta(hours=hours)).isoformat()


@pytest.fixture
def posted(sandbox, writes):
    """Posts of the Page, each with some comments, so many hours old. Returns the ids of the comments."""

    def post(posts, comments, *, hours=5):
        events = []
        for number in range(posts):
            above = writes("facebook", f"News {number}", by="company")
            names = [f"Person {number}.{place}" for place in range(comments)]
            events += [above, *(writes("facebook", f"says {name}", by=name, reply_to=above["id"]) for name in names)]
        ids = sandbox.play(*events, start=hours_ago(hours))
        return {ids[event["id"]] for event in events if event["kind"] == "comment"}

    return post


def comments_of(connector, pages, messages):
    return set(messages(connector, "comments", pages))


def test_every_comment_of_every_post_is_found_once(opened, posted, read, messages):
    connector = opened("facebook")
    ids = posted(3, 4) | posted(1, 150)
    pages, cursor = read(connector, "comments")
    found = [raw.external_id for page in pages for raw in page.items if "comment" in raw.data]
    assert sorted(found) == sorted(ids)
    assert [raw for page in read(connector, "comments", cursor)[0] for raw in page.items] == []


def test_more_than_a_page_of_posts_is_looked_through(opened, posted, read, messages):
    connector = opened("facebook")
    ids = posted(130, 1)
    assert comments_of(connector, read(connector, "comments")[0], messages) == ids


def test_new_comments_on_an_old_post_are_found(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    old = writes("facebook", "Autumn timetable", by="company")
    sandbox.play(old, start=hours_ago(24 * 60))
    sandbox.play(*[writes("facebook", f"News {n}", by="company") for n in range(120)], start=hours_ago(24))
    _pages, cursor = read(connector, "comments")
    question = writes("facebook", "Does it still hold?", reply_to=old["id"])
    ids = sandbox.play(question)
    assert comments_of(connector, read(connector, "comments", cursor)[0], messages) == {ids[question["id"]]}


def test_a_comment_in_the_very_second_of_the_one_before_is_found(opened, sandbox, writes, read, messages):
    """Graph tells times to the second: a post read in that second does not look changed by what came later in it."""
    connector = opened("facebook")
    this_second = datetime.now(UTC).replace(microsecond=0).isoformat()
    post = writes("facebook", "We sail again", by="company")
    sandbox.play(post, writes("facebook", "At what time?", by="Ann", reply_to=post["id"]), start=this_second)
    _pages, cursor = read(connector, "comments")
    later = writes("facebook", "And from where?", by="Ben", reply_to=post["id"])
    ids = sandbox.play(later, start=this_second)
    assert ids[later["id"]] in comments_of(connector, read(connector, "comments", cursor)[0], messages)


def test_a_pass_that_is_interrupted_goes_on_where_it_stopped_and_skips_nothing_new(
    opened, sandbox, writes, posted, read, messages
):
    connector = opened("facebook")
    ids = posted(2, 120)
    first, cursor = read(connector, "comments", pages=2)
    post = writes("facebook", "Late news", by="company")
    comment = writes("facebook", "How late?", reply_to=post["id"])
    late = sandbox.play(post, comment)[comment["id"]]
    rest, cursor = read(connector, "comments", cursor)
    assert comments_of(connector, first + rest, messages) >= ids
    after, _cursor = read(connector, "comments", cursor)
    assert comments_of(connector, first + rest + after, messages) == ids | {late}


def test_a_post_deleted_in_the_middle_of_a_pass_does_not_hold_up_the_others(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    posts = [writes("facebook", f"News {n}", by="company") for n in range(3)]
    comments = [writes("facebook", "When?", by=f"P{n}", reply_to=post["id"]) for n, post in enumerate(posts)]
    ids = sandbox.play(*posts, *comments, start=hours_ago(5))
    first, cursor = read(connector, "comments", pages=1)
    sandbox.play({"delete": posts[1]["id"], "at": 0})
    rest, cursor = read(connector, "comments", cursor)
    assert comments_of(connector, first + rest, messages) == {ids[comments[0]["id"]], ids[comments[2]["id"]]}
    assert cursor["todo"] == []


def test_a_post_that_may_not_be_read_does_not_hold_up_the_others(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    posts = [writes("facebook", f"News {n}", by="company") for n in range(3)]
    comments = [writes("facebook", "When?", by=f"P{n}", reply_to=post["id"]) for n, post in enumerate(posts)]
    ids = sandbox.play(*posts, *comments, start=hours_ago(5))
    sandbox.fault("facebook", "not_permitted", endpoint=f"/{ids[posts[1]['id']]}/comments")
    found, cursor = [], {}
    for _turn in range(8):
        try:
            page = connector.fetch("comments", cursor)
        except ConnectorError:
            continue
        found.append(page)
        cursor = page.next_cursor
    assert comments_of(connector, found, messages) == {ids[comments[0]["id"]], ids[comments[2]["id"]]}


def test_visitor_posts_are_read_page_by_page_and_go_on_after_an_interruption(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    early = sandbox.play(*[writes("facebook", f"early {n}", by=f"P{n}") for n in range(150)])
    first, cursor = read(connector, "visitor_posts", pages=1)
    meanwhile = sandbox.play(*[writes("facebook", f"meanwhile {n}", by=f"Q{n}") for n in range(120)])
    rest, cursor = read(connector, "visitor_posts", cursor)
    after, cursor = read(connector, "visitor_posts", cursor)
    found = messages(connector, "visitor_posts", first + rest + after)
    assert set(found) == {*early.values(), *meanwhile.values()}


def test_somebody_whose_profile_is_closed_is_heard_too(opened, sandbox, writes, read, messages):
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    shy = {"id": "shy", "handle": "shy", "name": "Shy", "hidden_profile": True}
    sandbox.play(post, {**writes("facebook", "At what time?", reply_to=post["id"]), "author": shy})
    [message] = messages(connector, "comments", read(connector, "comments")[0]).values()
    assert message.author is None
    assert message.text == "At what time?"


WORDS = ["At nine.", "Fish & chips <3", "Two\nlines", "🚢 at 9", "See https://example.org/times", "A &amp; B"]


@pytest.mark.parametrize("text", WORDS)
def test_what_was_sent_is_found(opened, sandbox, writes, outgoing, text):
    connector = opened("facebook")
    question = writes("facebook", "At what time?")
    reply = outgoing(sandbox.play(question)[question["id"]], text)
    assert connector.find_sent(reply) is None
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_what_was_sent_is_found_however_deep_the_thread(opened, sandbox, writes, outgoing, depth):
    """Facebook has two levels of comments: an answer to the second level is hung beside it."""
    connector = opened("facebook")
    thread = [writes("facebook", "We sail again", by="company")]
    for level in range(depth):
        thread.append(writes("facebook", f"level {level}", reply_to=thread[-1]["id"]))
    ids = sandbox.play(*thread)
    reply = outgoing(ids[thread[-1]["id"]], thread_id=ids[thread[0]["id"]])
    assert connector.find_sent(reply) is None
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent


def test_the_same_words_elsewhere_or_long_ago_or_by_others_are_not_what_was_sent(opened, sandbox, writes, outgoing):
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    ann, ben = (writes("facebook", "At what time?", by=name, reply_to=post["id"]) for name in ("Ann", "Ben"))
    joker = writes("facebook", "At nine.", by="Joker", reply_to=ben["id"])
    ids = sandbox.play(post, ann, ben, joker)
    of_ann, of_ben, thread_id = (ids[event["id"]] for event in (ann, ben, post))
    connector.send(outgoing(of_ann, thread_id=thread_id))
    assert connector.find_sent(outgoing(of_ben, thread_id=thread_id)) is None
    assert connector.find_sent(outgoing(of_ann, "At ten.", thread_id=thread_id)) is None
    later = datetime.now(UTC) + timedelta(hours=1)
    assert connector.find_sent(outgoing(of_ann, thread_id=thread_id, queued_at=later)) is None


def test_what_was_sent_is_found_behind_a_hundred_others(opened, sandbox, writes, outgoing):
    connector = opened("facebook")
    post = writes("facebook", "We sail again", by="company")
    crowd = [writes("facebook", f"question {n}", by=f"P{n}", reply_to=post["id"]) for n in range(120)]
    ids = sandbox.play(post, *crowd)
    reply = outgoing(ids[post["id"]])
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent
