"""X's streams other than mentions, forward and back: nothing is skipped, and what X does not hand over is said."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from connectors.capabilities import Kind
from connectors.errors import Rejected
from connectors.items import Standing
from connectors.x.bundles import id_at

STREAMS = ["mentions", "search", "quotes", "direct_messages", "own_posts"]
BACKWARDS_ENDS = 400


@pytest.fixture
def walk_back(opened):
    """The pages of a walk into the past, each asked for with the stored cursor alone."""

    def walk(stream, until=None, cursor=None):
        cursor, found = cursor or {}, []
        while True:
            page = opened("x").fetch_back(stream, cursor, until=until)
            found.append(page)
            cursor = json.loads(json.dumps(page.next_cursor))
            if not page.has_more:
                return found
            assert len(found) < BACKWARDS_ENDS

    return walk


@pytest.fixture
def play(sandbox, writes):
    """Let something happen to each of the five streams; `n` events of it. Returns their ids."""

    def happen(stream, n, first=0):
        numbers = range(first, first + n)
        if stream == "quotes":
            post = writes("x", f"News number {first}", by="company")
            quotes = [writes("x", f"Look {k}", by=f"P{k}", kind="quote", reply_to=post["id"]) for k in numbers]
            sandbox.play(post)
            return list(sandbox.play(*quotes).values())
        how = {
            "mentions": {"kind": "mention"},
            "search": {"kind": "talk"},
            "direct_messages": {"kind": "dm"},
            "own_posts": {"by": "company"},
        }[stream]
        events = [writes("x", f"Harbour Line number {k}", **({"by": f"P{k}"} | how)) for k in numbers]
        return list(sandbox.play(*events).values())

    return happen


def ids_of(pages):
    return {raw.external_id for page in pages for raw in page.items}


@pytest.mark.parametrize("stream", STREAMS)
def test_what_comes_after_the_first_fetch_is_handed_over(opened, play, read, stream):
    connector = opened("x")
    _present, cursor = read(connector, stream)
    new = play(stream, 130)
    pages, cursor = read(connector, stream, cursor)
    assert ids_of(pages) >= set(new)
    later = play(stream, 3, first=500)
    assert ids_of(read(connector, stream, cursor)[0]) >= set(later)


@pytest.mark.parametrize("stream", STREAMS)
def test_the_first_fetch_is_one_page_and_the_walk_back_has_the_rest(opened, play, read, walk_back, stream):
    old = play(stream, 130)
    pages, cursor = read(opened("x"), stream)
    assert len(pages) == 1
    new = play(stream, 2, first=500)
    past = walk_back(stream)
    assert ids_of(past) >= set(old)
    assert ids_of(pages) | ids_of(past) | ids_of(read(opened("x"), stream, cursor)[0]) == set(old + new)
    assert [page.gap for page in past if page.gap] == []


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("fault", ["down", "server_error", "cut_body", "not_json", "rate_limited"])
def test_a_pass_that_stumbles_at_each_call_misses_nothing(opened, sandbox, play, read, stream, fault):
    connector = opened("x")
    _present, cursor = read(connector, stream)
    new = play(stream, 110)
    found, has_more = set(), True
    while has_more:
        sandbox.fault("x", fault, times=1)
        with pytest.raises(Exception, match=r"again|wait"):
            connector.fetch(stream, cursor)
        page = connector.fetch(stream, cursor)
        found |= ids_of([page])
        cursor, has_more = page.next_cursor, page.has_more
    assert found >= set(new)


@pytest.mark.parametrize("stream", STREAMS)
@pytest.mark.parametrize("fault", ["overlapping_page", "repeated_page", "ids_as_numbers"])
def test_rows_handed_out_again_and_ids_as_numbers_cost_nothing(opened, sandbox, play, read, walk_back, stream, fault):
    old = play(stream, 110)
    walk_back(stream)
    connector = opened("x")
    _present, cursor = read(connector, stream)
    new = play(stream, 230, first=500)
    sandbox.fault("x", fault)
    assert ids_of(read(connector, stream, cursor)[0]) >= set(new)
    assert ids_of(walk_back(stream)) >= set(old + new)


def test_what_arrives_in_the_middle_of_a_pass_over_messages_is_not_skipped(opened, play, read):
    connector = opened("x")
    _present, cursor = read(connector, "direct_messages")
    early = play("direct_messages", 150)
    first, cursor = read(connector, "direct_messages", cursor, pages=1)
    late = play("direct_messages", 20, first=500)
    rest, cursor = read(connector, "direct_messages", cursor)
    after, _cursor = read(connector, "direct_messages", cursor)
    assert ids_of(first + rest + after) >= set(early + late)


def test_a_message_in_our_words(opened, sandbox, writes, read, messages):
    connector = opened("x")
    question = writes("x", "Fish & chips? https://example.org/menu", kind="dm", audience=12)
    answer = writes("x", "Yes", by="company", kind="dm", reply_to=question["id"])
    ids = sandbox.play(question, answer)
    found = messages(connector, "direct_messages", read(connector, "direct_messages")[0])
    asked, said = found[ids[question["id"]]], found[ids[answer["id"]]]
    assert (asked.kind, asked.is_private, asked.is_ours, said.is_ours) == (Kind.DIRECT_MESSAGE, True, False, True)
    assert asked.text == "Fish & chips? https://example.org/menu"
    assert (asked.author.handle, asked.author.audience) == ("dora", 12)
    assert asked.thread_id == said.thread_id
    assert asked.thread_id in (f"{asked.author.external_id}-{said.author.external_id}",
                               f"{said.author.external_id}-{asked.author.external_id}")  # fmt: skip
    assert asked.answering == said.answering == {"author": asked.author.external_id}


def test_a_wordless_picture_in_a_message_is_kept(opened, sandbox, writes, read, messages):
    connector = opened("x")
    picture = {"kind": "image", "url": "https://pictures.example/1.jpg"}
    sandbox.play(writes("x", "", kind="dm", media=[picture]))
    [message] = messages(connector, "direct_messages", read(connector, "direct_messages")[0]).values()
    assert message.text == ""
    assert [(media.url, media.kind) for media in message.media] == [("https://pictures.example/1.jpg", "image")]


def test_a_quote_refers_to_the_post_it_is_around(opened, sandbox, writes, walk_back, messages):
    post = writes("x", "We sail at nine", by="company")
    quote = writes("x", "Finally!", kind="quote", reply_to=post["id"])
    ids = sandbox.play(post, quote)
    connector = opened("x")
    [raw] = [raw for page in walk_back("quotes") for raw in page.items]
    parsed = connector.parse("quotes", raw.data)
    assert (parsed.message.text, parsed.message.thread_id) == ("Finally!", ids[quote["id"]])
    assert parsed.message.parent_id == ids[post["id"]]
    [above] = parsed.posts
    assert (above.external_id, above.text, above.is_ours) == (ids[post["id"]], "We sail at nine", True)


def test_a_quote_of_a_post_that_was_quoted_before_is_seen(opened, sandbox, writes, read):
    connector = opened("x")
    post = writes("x", "We sail at nine", by="company")
    sandbox.play(post, writes("x", "one", kind="quote", reply_to=post["id"]))
    _present, cursor = read(connector, "quotes")
    for words in ("two", "three"):
        new = sandbox.play(writes("x", words, by=words, kind="quote", reply_to=post["id"]))
        pages, cursor = read(connector, "quotes", cursor)
        assert set(new.values()) <= ids_of(pages)
    pages, _cursor = read(connector, "quotes", cursor)
    assert ids_of(pages) == set()
    assert len(pages) == 1


def test_quotes_of_more_than_a_hundred_posts_are_walked_back_over(opened, sandbox, writes, walk_back):
    posts = [writes("x", f"News number {n}", by="company") for n in range(230)]
    quoted = [writes("x", f"Look {n}", by=f"P{n}", kind="quote", reply_to=posts[n]["id"]) for n in (0, 115, 229)]
    ids = sandbox.play(*posts, *quoted)
    pages = walk_back("quotes")
    assert ids_of(pages) == {ids[quote["id"]] for quote in quoted}
    assert [page.gap for page in pages if page.gap] == []


def test_a_search_finds_who_speaks_of_the_company_and_nobody_twice(opened, sandbox, writes, read, messages):
    connector = opened("x", search_words='"Harbour Line" OR harbourlines')
    talk = writes("x", "The Harbour Line boat was late", kind="talk")
    other = writes("x", "harbourlines are nice", by="Ann", kind="talk")
    ids = sandbox.play(
        talk,
        other,
        writes("x", "@harbourline your Harbour Line boat"),
        writes("x", "Harbour Line news", by="company"),
        writes("x", "a line in the harbour", by="Ben", kind="talk"),
    )
    found = messages(connector, "search", read(connector, "search")[0])
    assert set(found) == {ids[talk["id"]], ids[other["id"]]}


def test_a_search_for_nothing_reads_nothing(mouth):
    connector = mouth.connector("x", search_words="  ")
    for page in (connector.fetch("search", {}), connector.fetch_back("search", {}, until=None)):
        assert (page.items, page.has_more, page.gap) == ((), False, "")
    assert mouth.asked == []


def test_bad_search_words_are_refused_with_xs_reason(opened):
    with pytest.raises(Rejected, match="invalid operator 'mood'"):
        opened("x", search_words="mood:good").fetch("search", {})


def test_more_mentions_than_x_hands_over_are_found_by_searching(opened, play, read, walk_back):
    connector = opened("x")
    _present, cursor = read(connector, "mentions")
    new = play("mentions", 1_050)
    pages, cursor = read(connector, "mentions", cursor)
    assert ids_of(pages) == set(new)
    assert [page.gap for page in pages if page.gap] == []
    recent = datetime.now(UTC) - timedelta(days=2)
    past = walk_back("mentions", until=recent)
    assert ids_of(past) == set(new)
    assert [page.gap for page in past if page.gap] == []
    assert "a week only" in walk_back("mentions")[-1].gap


def test_a_walk_back_that_meets_a_limit_of_x_says_so(mouth):
    """The reach of each list, where what was asked for lies beyond it."""
    long_ago = datetime.now(UTC) - timedelta(days=60)
    connector = mouth.says({"meta": {"result_count": 0}}).connector("x", search_words="boats")
    assert "a week only" in connector.fetch_back("search", {}, until=long_ago).gap
    assert "30 days only" in connector.fetch_back("direct_messages", {}, until=long_ago).gap
    assert "3,200" in connector.fetch_back("own_posts", {"seen": 3_200, "until_id": "5"}, until=None).gap
    assert "3,200" in connector.fetch_back("quotes", {"listed": 3_200, "posts_until": "5"}, until=None).gap
    assert connector.fetch_back("direct_messages", {}, until=None).gap == ""
    assert connector.fetch_back("own_posts", {}, until=long_ago).gap == ""


@pytest.mark.parametrize("stream", ["mentions", "own_posts", "search", "direct_messages"])
def test_a_walk_back_ends_at_the_time_it_is_given(opened, sandbox, writes, walk_back, stream):
    how = {"search": {"kind": "talk"}, "direct_messages": {"kind": "dm"}, "own_posts": {"by": "company"}}
    start = datetime.now(UTC) - timedelta(days=5)
    old = [writes("x", f"Harbour Line old {n}", at=n, **how.get(stream, {})) for n in range(250)]
    new = [writes("x", f"Harbour Line new {n}", at=400_000 + n, **how.get(stream, {})) for n in range(5)]
    ids = sandbox.play(*old, *new, start=start.isoformat())
    pages = walk_back(stream, until=datetime.now(UTC) - timedelta(days=1))
    assert ids_of(pages) >= {ids[event["id"]] for event in new}
    assert len(ids_of(pages)) <= 100
    assert pages[-1].gap == ""


def test_messages_deleted_are_gone_and_those_not_looked_at_are_not(opened, sandbox, writes, read, messages):
    connector = opened("x")
    events = [writes("x", f"number {n}", kind="dm", by=by) for by in ("Ann", "Ben") for n in range(3)]
    sandbox.play(*events)
    found = messages(connector, "direct_messages", read(connector, "direct_messages")[0])
    held = [Standing(item.external_id, item.kind, item.thread_id) for item in found.values()]
    sandbox.play({"delete": events[0]["id"]})
    again = connector.reread(held)
    assert again.gone == {min(found, key=int)}
    assert {raw.external_id for _stream, raw in again.items} == set(found) - again.gone
    assert {stream for stream, _raw in again.items} == {"direct_messages"}
    before = Standing(id_at(datetime.now(UTC) - timedelta(days=40)), Kind.DIRECT_MESSAGE, held[0].thread_id)
    assert connector.reread([before]).gone == frozenset()


def test_a_conversation_that_shows_nothing_is_not_taken_for_deleted(mouth):
    connector = mouth.says({"meta": {"result_count": 0}}).connector("x")
    held = Standing(id_at(datetime.now(UTC)), Kind.DIRECT_MESSAGE, "5-900")
    assert connector.reread([held]).gone == frozenset()


def test_an_older_version_that_is_asked_for_leads_to_the_newest(mouth):
    """Where X gives the old words for an old id, the history beside them names the new."""
    old = {"id": "7", "text": "Monday?", "created_at": "2026-11-22T10:00:00Z", "edit_history_tweet_ids": ["7", "8"]}
    new = {**old, "id": "8", "text": "Tuesday?"}
    connector = mouth.says(lambda _method, path: {"data": [new if "ids=8" in path else old]}).connector("x")
    [(stream, raw)] = connector.reread([Standing("7", Kind.MENTION, "7")]).items
    message = connector.parse(stream, raw.data).message
    assert (message.external_id, message.text, message.earlier_ids) == ("8", "Tuesday?", ("7",))


def test_page_tokens_that_have_aged_begin_the_pass_over_messages_anew(mouth):
    connector = mouth.says({"errors": [{"message": "Invalid 'pagination_token'."}]}, 400).connector("x")
    place = {"since_id": "5", "pass": {"newest": "900", "next_token": "old"}}
    assert connector.fetch("direct_messages", place).next_cursor == {"since_id": "5"}
    back = connector.fetch_back("direct_messages", {"next_token": "old"}, until=None)
    assert back.has_more
    with pytest.raises(Rejected):
        connector.fetch_back("direct_messages", {"next_token": "old", "begun": 3}, until=None)
