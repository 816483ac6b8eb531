"""X: what its items mean, that malformed ones name their fault, and that no pass over a stream loses or skips anything."""

from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest

from connectors.capabilities import Kind
from connectors.errors import Malformed, Rejected
from connectors.items import Delivery
from connectors.x.parse import parse_tweet

OWN = {"own_id": "900", "own_handle": "harbourline"}
TWEET = {
    "id": "1700000000000000007",
    "text": "@harbourline Is it &lt;late&gt; &amp; full?",
    "author_id": "5",
    "conversation_id": "1700000000000000001",
    "created_at": "2026-11-22T10:00:00.250Z",
    "edit_history_tweet_ids": ["1700000000000000006", "1700000000000000007"],
    "referenced_tweets": [{"type": "replied_to", "id": "1700000000000000001"}],
}
AUTHOR = {"id": "5", "username": "dora", "name": "Dora", "public_metrics": {"followers_count": 12}}
ROOT = {
    "id": "1700000000000000001",
    "text": "We sail &amp; sing",
    "author_id": "900",
    "created_at": "2026-11-22T09:00:00Z",
}


def bundle(**changes):
    """A tweet as it comes, with some of its fields changed; `...` takes one away."""
    tweet = {**TWEET, **changes}
    raw = {"tweet": {name: value for name, value in tweet.items() if value is not ...}, "author": AUTHOR}
    return deepcopy({**raw, "referenced": [{"tweet": ROOT, "author": {"id": "900", "username": "harbourline"}}]})


def parse(raw):
    return parse_tweet(raw, **OWN)


def test_a_mention_in_our_words():
    item = parse(bundle()).message
    assert (item.external_id, item.kind, item.is_ours) == ("1700000000000000007", Kind.MENTION, False)
    assert item.text == "@harbourline Is it <late> & full?"
    assert item.created_at == datetime(2026, 11, 22, 10, 0, 0, 250_000, tzinfo=UTC)
    assert (item.thread_id, item.parent_id) == ("1700000000000000001", "1700000000000000001")
    assert item.earlier_ids == ("1700000000000000006",)
    assert (item.author.external_id, item.author.handle, item.author.name, item.author.audience) == (
        "5",
        "dora",
        "Dora",
        12,
    )
    assert item.permalink == "https://x.com/dora/status/1700000000000000007"


def test_the_post_above_comes_along():
    [post] = parse(bundle()).posts
    assert (post.external_id, post.text, post.is_ours) == ("1700000000000000001", "We sail & sing", True)


def test_our_own_words_are_an_answer_under_somebodys_and_a_post_by_themselves():
    answer = parse(bundle(author_id="900"))
    assert answer.message.is_ours
    assert answer.message.parent_id == "1700000000000000001"
    post = parse(bundle(author_id="900", referenced_tweets=..., conversation_id=TWEET["id"]))
    assert post.message is None
    assert post.posts[0].is_ours


MALFORMED = [
    ("id", ...), ("id", None), ("id", ""), ("id", True), ("id", 1.5), ("id", ["1"]), ("id", {}),
    ("text", ...), ("text", None), ("text", 5), ("text", {"unexpected": [1, None]}), ("text", ["a"]),
    ("created_at", ...), ("created_at", -1), ("created_at", "the day before yesterday"), ("created_at", "2026-11-22T10:00:00"),
    ("created_at", "2026-13-45T10:00:00Z"), ("created_at", "0001-01-01T00:00:00+14:00"), ("created_at", {}),
    ("author_id", ["5"]), ("author_id", {}), ("conversation_id", []), ("referenced_tweets", {}), ("referenced_tweets", "5"),
    ("edit_history_tweet_ids", "5"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), MALFORMED, ids=[f"{field} {value!r}" for field, value in MALFORMED])
def test_a_malformed_item_names_the_field(field, value):
    with pytest.raises(Malformed, match=f"'{field}' should be"):
        parse(bundle(**{field: value}))


@pytest.mark.parametrize("raw", [{}, {"tweet": None}, {"tweet": []}, {"tweet": "x"}, {"tweet": 5}], ids=repr)
def test_what_is_no_tweet_at_all_says_so(raw):
    with pytest.raises(Malformed, match="'tweet' should be an object"):
        parse(raw)


def test_the_text_about_a_malformed_item_is_short():
    with pytest.raises(Malformed) as found:
        parse(bundle(created_at="x" * 1_000_000))
    assert len(str(found.value)) < 300


def test_ids_may_be_numbers():
    item = parse(
        bundle(
            id=1700000000000000007, author_id=5, conversation_id=1, referenced_tweets=[{"type": "replied_to", "id": 3}]
        )
    ).message
    assert (item.external_id, item.author.external_id, item.thread_id, item.parent_id) == (
        "1700000000000000007",
        "5",
        "1",
        "3",
    )


def test_a_tweet_without_an_author_is_kept():
    item = parse(bundle(author_id=...)).message
    assert item.author is None
    assert not item.is_ours
    assert item.text


@pytest.mark.parametrize(
    ("author", "expected"),
    [(..., None), (None, None), ({}, None), ({"public_metrics": None}, None), ({"public_metrics": []}, None),
     ({"public_metrics": {"followers_count": "12"}}, None), ({"public_metrics": {"followers_count": -1}}, None),
     ({"public_metrics": {"followers_count": True}}, None),
     ({"public_metrics": {"followers_count": 0}}, 0)],
)  # fmt: skip
def test_an_author_of_whom_little_is_known_is_kept_with_what_is(author, expected):
    raw = bundle()
    if author is ...:
        del raw["author"]
    else:
        raw["author"] = author
    item = parse(raw).message
    assert item.author.external_id == "5"
    assert item.author.audience == expected


LONG = "Ahoy! " * 180_000


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "🚢👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "متى يغادر القارب الأخير؟",
        "\u202eevil\u202c",
        "次の船は何時ですか",
        "a\nb\r\n\tc",
        "e\u0301",
        LONG,
    ],
    ids=["empty", "blank", "emoji", "rtl", "override", "cjk", "lines", "combining", "a megabyte"],
)
def test_a_text_is_kept_as_it_is(text):
    assert parse(bundle(text=text)).message.text == text


@pytest.mark.parametrize(
    "body",
    [
        {"data": [None, {"id": "7"}, 5, "x", []]},
        {"data": [{"id": "7", "referenced_tweets": 5}]},
        {"data": [{"id": "7", "referenced_tweets": [None, 5, {}]}]},
        {"data": [{"id": {}, "author_id": []}]},
        {"data": [{"id": "7", "author_id": "5"}], "includes": {"users": [None, 5, {"id": "5"}]}},
        {"data": [{"id": "7", "referenced_tweets": [{"id": "3"}]}], "includes": {"tweets": [None, "x", {"id": "3", "author_id": {}}]}},
        {"data": [{"id": "7"}], "includes": []},
        {"data": [{"id": "7"}], "includes": {"users": {}, "tweets": 5}},
        {"data": [{"id": "7"}], "meta": []},
    ],
    ids=lambda body: str(body)[:60],
)  # fmt: skip
def test_garbage_in_a_page_costs_an_item_and_never_the_page(mouth, body):
    """Every item comes through to be kept; whether it can be read is the parser's matter."""
    page = mouth.says({"meta": {"result_count": 1}, **body}).connector("x").fetch("mentions", {})
    assert len(page.items) == len(body["data"])
    for raw in page.items:
        with pytest.raises(Malformed):
            parse(raw.data)


def test_an_ampersand_comes_through_as_it_was_written(opened, sandbox, writes, read, messages):
    connector = opened("x")
    sandbox.play(writes("x", "Fish & chips <3 on board?"))
    [message] = messages(connector, "mentions", read(connector, "mentions")[0]).values()
    assert message.text == "@harbourline Fish & chips <3 on board?"


def test_a_pass_that_is_interrupted_goes_on_where_it_stopped_and_skips_nothing_new(
    opened, sandbox, writes, read, messages
):
    connector = opened("x")
    _present, cursor = read(connector, "mentions")
    early = sandbox.play(*[writes("x", f"early {n}", by=f"Person {n}") for n in range(250)])
    first, cursor = read(connector, "mentions", cursor, pages=1)
    meanwhile = sandbox.play(*[writes("x", f"meanwhile {n}", by=f"Other {n}") for n in range(120)])
    rest, cursor = read(connector, "mentions", cursor)
    found = [raw.external_id for page in first + rest for raw in page.items]
    assert sorted(found) == sorted(early.values())
    after, cursor = read(connector, "mentions", cursor)
    assert sorted(messages(connector, "mentions", after)) == sorted(meanwhile.values())
    assert read(connector, "mentions", cursor)[0][0].items == ()


def test_a_pass_that_failed_in_the_middle_is_finished_from_the_stored_cursor(opened, sandbox, writes, read):
    connector = opened("x")
    _present, cursor = read(connector, "mentions")
    ids = sandbox.play(*[writes("x", f"question {n}", by=f"Person {n}") for n in range(150)])
    first, cursor = read(connector, "mentions", cursor, pages=1)
    sandbox.fault("x", "down", times=1)
    with pytest.raises(Exception, match="asked again"):
        connector.fetch("mentions", cursor)
    rest, _cursor = read(connector, "mentions", cursor)
    assert sorted(raw.external_id for page in first + rest for raw in page.items) == sorted(ids.values())


def test_an_edit_comes_as_a_new_id_that_names_the_earlier_ones(opened, sandbox, writes, read, messages):
    connector = opened("x")
    question = writes("x", "Is it open on Sunday?")
    ids = [sandbox.play(question)[question["id"]]]
    _pages, cursor = read(connector, "mentions")
    for day in ("Monday", "Tuesday"):
        ids += sandbox.play({"edit": question["id"], "text": f"Is it open on {day}?", "at": 0}).values()
    [message] = messages(connector, "mentions", read(connector, "mentions", cursor)[0]).values()
    assert message.external_id == ids[2]
    assert message.earlier_ids == tuple(ids[:2])
    assert "Tuesday" in message.text


def test_the_budget_is_what_the_platform_says(opened):
    page = opened("x").fetch("mentions", {})
    assert page.budget.remaining == 300 * 20 - 1
    assert page.budget.resets_at > datetime.now(UTC)


WORDS = [
    "At nine.",
    "Fish & chips <3",
    "Two\nlines",
    "  spaced   out ",
    "🚢 at 9",
    "@dora at nine",
    "See https://example.org/times",
    "A &amp; B",
]


@pytest.mark.parametrize("text", WORDS)
def test_what_was_sent_is_found(opened, sandbox, writes, outgoing, text):
    connector = opened("x")
    question = writes("x", "At what time?")
    parent_id = sandbox.play(question)[question["id"]]
    reply = outgoing(parent_id, text.strip())
    assert connector.find_sent(reply) is None
    sent = connector.send(reply)
    assert connector.find_sent(reply) == sent


def test_what_was_sent_is_found_as_x_hands_it_back(mouth, outgoing):
    """X escapes &, < and >, shortens addresses and puts the handle of the person in front."""
    tweet = {
        "id": "9",
        "text": "@dora A &amp;amp; B &lt;3 https://t.co/abc",
        "referenced_tweets": [{"type": "replied_to", "id": "7"}],
        "entities": {"urls": [{"url": "https://t.co/abc", "expanded_url": "https://example.org/times"}]},
    }
    connector = mouth.says({"data": [tweet], "meta": {}}).connector("x")
    assert connector.find_sent(outgoing("7", "A &amp; B <3 https://example.org/times")).external_id == "9"


@pytest.mark.parametrize(
    "odd",
    [
        None,
        5,
        {},
        {"id": "9"},
        {"id": "9", "referenced_tweets": [None]},
        {"id": "9", "text": None, "entities": {"urls": [None]}},
    ],
    ids=repr,
)
def test_an_odd_post_of_ours_does_not_hide_the_one_looked_for(mouth, outgoing, odd):
    sent = {"id": "10", "text": "At nine.", "referenced_tweets": [{"type": "replied_to", "id": "7"}]}
    connector = mouth.says({"data": [odd, sent], "meta": {}}).connector("x")
    assert connector.find_sent(outgoing("7")).external_id == "10"


def test_the_same_words_elsewhere_or_long_ago_are_not_what_was_sent(opened, sandbox, writes, outgoing):
    connector = opened("x")
    questions = [writes("x", "At what time?", by="Ann"), writes("x", "At what time?", by="Ben")]
    ids = sandbox.play(*questions)
    ann, ben = (ids[question["id"]] for question in questions)
    connector.send(outgoing(ann))
    assert connector.find_sent(outgoing(ben)) is None
    assert connector.find_sent(outgoing(ann, "At ten.")) is None
    long_after = outgoing(ann, queued_at=datetime.now(UTC) + timedelta(hours=1))
    assert connector.find_sent(long_after) is None


def test_what_was_sent_is_found_behind_a_hundred_others(opened, sandbox, writes, outgoing):
    connector = opened("x")
    question = writes("x", "At what time?")
    parent_id = sandbox.play(question)[question["id"]]
    sent = connector.send(outgoing(parent_id))
    sandbox.play(*[writes("x", f"News {n}", by="company") for n in range(120)])
    assert connector.find_sent(outgoing(parent_id)) == sent


def test_sending_again_what_stands_there_finds_it(opened, sandbox, writes, outgoing):
    connector = opened("x")
    question = writes("x", "At what time?")
    reply = outgoing(sandbox.play(question)[question["id"]])
    first = connector.send(reply)
    assert isinstance(first, Delivery)
    assert connector.send(reply) == first


def test_words_said_to_the_same_person_before_are_refused_in_words(opened, sandbox, writes, outgoing):
    connector = opened("x")
    questions = [writes("x", "At what time?"), writes("x", "And tomorrow?")]
    ids = sandbox.play(*questions)
    connector.send(outgoing(ids[questions[0]["id"]]))
    with pytest.raises(Rejected, match="Say it in other words"):
        connector.send(outgoing(ids[questions[1]["id"]]))


def test_too_long_a_reply_is_refused_by_x_with_its_reason(opened, sandbox, writes, outgoing):
    connector = opened("x")
    question = writes("x", "At what time?")
    with pytest.raises(Rejected, match="too long"):
        connector.send(outgoing(sandbox.play(question)[question["id"]], "x" * 281))


def test_a_refused_search_past_the_reach_is_a_gap_and_not_for_ever(mouth):
    """Begun anew, the pass would run into the same refusal at each poll, and nobody would know what is missing."""
    connector = mouth.says({"errors": [{"message": "Invalid 'until_id'."}]}, 400).connector("x")
    in_pass = {"newest": "900", "oldest": "100", "seen": 800, "until_id": "100"}
    page = connector.fetch("mentions", {"since_id": "5", "pass": in_pass})
    assert "may be missing" in page.gap
    assert page.next_cursor == {"since_id": "900"}
    assert not page.has_more


def test_a_page_token_that_has_aged_begins_the_pass_anew_and_skips_nothing(mouth):
    connector = mouth.says({"errors": [{"message": "Invalid 'pagination_token'."}]}, 400).connector("x")
    page = connector.fetch("mentions", {"since_id": "5", "pass": {"newest": "900", "next_token": "old", "seen": 100}})
    assert page.next_cursor == {"since_id": "5"}


def test_what_is_read_again_is_what_was_read(opened, sandbox, writes, read, messages):
    """A content hash tells whether anything changed: counts of likes and quotes must not stand in an item."""
    connector = opened("x")
    post = writes("x", "We sail at nine", by="company")
    sandbox.play(post, writes("x", "Why?", reply_to=post["id"]))
    first = read(connector, "mentions")[0][0].items
    sandbox.play(writes("x", "Look", by="Ann", kind="quote", reply_to=post["id"]))
    assert read(connector, "mentions")[0][0].items == first
