"""Bluesky: what its posts mean, and that malformed ones name their fault.

The contract that all connectors keep is run on it in test_contract.py.
"""

from datetime import UTC, datetime
from typing import Any

import pytest

from connectors.capabilities import Kind
from connectors.errors import Malformed
from tests.connectors.bluesky import CID, DORA, QUESTION, RECORD, ROOT, US, bundle, parse, uri


def test_an_answer_in_our_words():
    item = parse(bundle()).message
    assert (item.external_id, item.kind, item.is_ours, item.text) == (QUESTION, Kind.MENTION, False, "Is it late?")
    assert item.created_at == datetime(2026, 11, 22, 9, 50, 0, 250_000, tzinfo=UTC)
    assert (item.thread_id, item.parent_id) == (ROOT, ROOT)
    assert (item.author.external_id, item.author.handle, item.author.name) == (DORA, "dora.bsky.social", "Dora")
    assert item.permalink == f"https://bsky.app/profile/{DORA}/post/3m6bxxxxxxx3b"


def test_a_post_that_answers_nothing_begins_a_thread_of_its_own():
    parsed = parse(bundle({"reply": ...}))
    assert (parsed.message.thread_id, parsed.message.parent_id) == (QUESTION, "")


def test_a_clock_that_is_ahead_does_not_put_a_post_into_the_future():
    item = parse(bundle({"createdAt": "2099-01-01T00:00:00Z"})).message
    assert item.created_at == datetime(2026, 11, 22, 9, 50, 1, tzinfo=UTC)


def test_the_threads_first_post_and_the_quoted_one_come_along():
    embed = {"$type": "app.bsky.embed.record", "record": {"uri": ROOT, "cid": CID}}
    quote = bundle({"reply": ..., "embed": embed})
    quote["quoted"] = quote.pop("root")
    for raw in (bundle(), quote):
        [post] = parse(raw).posts
        assert (post.external_id, post.text, post.is_ours) == (ROOT, "We sail & sing", True)
        assert post.author_name == "@harbourline.bsky.social"
    assert parse(quote).message.thread_id == QUESTION
    assert parse(quote).message.answering["quoted"] == ROOT


def test_an_odd_post_above_costs_nothing_below():
    for odd in (None, 5, [], {}, {"uri": ROOT, "record": 5}):
        raw = bundle() | {"root": odd}
        assert parse(raw).message.text == "Is it late?"
        assert parse(raw).posts == ()


def test_our_own_words_are_an_answer_under_somebodys_and_a_post_by_themselves():
    ours = uri("3m6cxxxxxxx3c", US)
    answer = parse({"post": {"uri": ours, "cid": CID, "record": RECORD}})
    assert answer.message.is_ours
    assert answer.message.author.external_id == US
    post = parse({"post": {"uri": ours, "cid": CID, "record": {**RECORD, "reply": None}}})
    assert post.message is None
    assert (post.posts[0].external_id, post.posts[0].is_ours) == (ours, True)


def link(text: str, shown: str, address: str) -> dict[str, Any]:
    """A mark over `shown` in `text`."""
    begin = len(text[: text.index(shown)].encode())
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": address}
    return {"index": {"byteStart": begin, "byteEnd": begin + len(shown.encode())}, "features": [feature]}


@pytest.mark.parametrize(
    ("text", "shown", "address", "read"),
    [
        ("See example.org/a/very/long... please", "example.org/a/very/long...", "https://example.org/a/very/long/path",
         "See https://example.org/a/very/long/path please"),
        ("🚢 siehe wärme.example… 船", "wärme.example…", "https://wärme.example/fähre", "🚢 siehe https://wärme.example/fähre 船"),
        ("At example.org now", "example.org", "https://example.org", "At example.org now"),
        ("At example.org now", "example.org", "https://www.example.org", "At example.org now"),
        ("https://example.org/x", "https://example.org/x", "https://example.org/x", "https://example.org/x"),
        ("Win here!", "here", "https://evil.example/x", "Win here (https://evil.example/x)!"),
        ("Go to bank.example", "bank.example", "https://evil.example", "Go to bank.example (https://evil.example)"),
        ("Go to bank.example", "bank.example", "https://bank.example.evil.example", "Go to https://bank.example.evil.example"),
    ],
)  # fmt: skip
def test_a_link_is_read_in_full(text, shown, address, read):
    assert parse(bundle({"text": text, "facets": [link(text, shown, address)]})).message.text == read


def test_several_links_are_each_read_in_full():
    text = "One example.org/aaaa... and two example.org/bbbb..."
    marks = [link(text, f"example.org/{c * 4}...", f"https://example.org/{c * 9}") for c in "ba"]
    read = parse(bundle({"text": text, "facets": marks})).message.text
    assert read == "One https://example.org/aaaaaaaaa and two https://example.org/bbbbbbbbb"


@pytest.mark.parametrize(
    "marks",
    [
        None, 5, {}, [None], [{}], [{"index": {"byteStart": 0, "byteEnd": 2}}],
        [{"index": {"byteStart": -5, "byteEnd": 2}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example"}]}],
        [{"index": {"byteStart": 2, "byteEnd": 900}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example"}]}],
        [{"index": {"byteStart": 0, "byteEnd": 2}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": 5}]}],
        [{"index": {"byteStart": True, "byteEnd": 2}, "features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example"}]}],
    ],
    ids=lambda marks: str(marks)[:50],
)  # fmt: skip
def test_odd_marks_leave_the_text_as_it_is(marks):
    assert parse(bundle({"facets": marks})).message.text == "Is it late?"


def test_a_mark_that_cuts_a_letter_in_two_does_no_harm():
    odd = {"byteStart": 1, "byteEnd": 3}
    feature = {"$type": "app.bsky.richtext.facet#link", "uri": "https://x.example"}
    read = parse(bundle({"text": "🚢 late?", "facets": [{"index": odd, "features": [feature]}]})).message.text
    assert read.endswith(" late?")
    assert read.encode()


def blob(cid: str, size: int = 10) -> dict[str, Any]:
    return {"$type": "blob", "ref": {"$link": cid}, "mimeType": "image/jpeg", "size": size}


def media_of(embed: Any) -> list[tuple[str, str, str, str]]:
    found = parse(bundle({"embed": embed})).message.media
    return [(media.kind, media.url.rpartition("/")[2], media.name, media.text) for media in found]


def test_pictures_films_and_linked_pages_come_as_media():
    pictures = {
        "$type": "app.bsky.embed.images",
        "images": [{"alt": "A boat", "image": blob("aa")}, {"image": blob("bb")}],
    }
    assert media_of(pictures) == [("image", "aa@jpeg", "", "A boat"), ("image", "bb@jpeg", "", "")]
    assert media_of({"video": blob("cc"), "alt": "It sails"}) == [("video", "playlist.m3u8", "", "It sails")]
    page = {"uri": "https://example.org/times", "title": "Times", "description": "All boats"}
    assert media_of({"external": page}) == [("file", "times", "Times", "All boats")]
    assert media_of({"external": {"uri": "https://media.example/boat.gif?w=1"}})[0][0] == "image"
    both = {"$type": "app.bsky.embed.recordWithMedia", "record": {"record": {"uri": ROOT}}, "media": pictures}
    assert len(media_of(both)) == 2
    assert parse(bundle({"embed": both, "reply": ...})).message.answering["quoted"] == ROOT


@pytest.mark.parametrize(
    "embed",
    [5, [], {"images": 5}, {"images": [None, {}, {"image": {"ref": 5}}]}, {"video": {"ref": {}}}, {"external": {"uri": "javascript:alert(1)"}}, {"media": "x"}],
    ids=str,
)  # fmt: skip
def test_odd_media_are_left_out(embed):
    assert media_of(embed) == []


MALFORMED = [
    ("uri", ...), ("uri", None), ("uri", 5), ("uri", "3m6b"), ("uri", "https://bsky.app/x"), ("uri", f"at://{DORA}"), ("uri", []),
    ("text", ...), ("text", None), ("text", 5), ("text", {"unexpected": [1, None]}),
    ("createdAt", ...), ("createdAt", -1), ("createdAt", "the day before yesterday"), ("createdAt", "2026-11-22T10:00:00"),
    ("indexedAt", "yesterday"), ("record", ...), ("record", 5), ("author", 5), ("reply", 5), ("reply", {"root": {"uri": ROOT}}),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), MALFORMED, ids=[f"{field} {value!r}" for field, value in MALFORMED])
def test_a_malformed_post_names_the_field(field, value):
    of_record = field in ("text", "createdAt", "reply")
    raw = bundle({field: value}) if of_record else bundle(**{field: value})
    with pytest.raises(Malformed, match=rf"'({field}|parent)' should be"):
        parse(raw)


@pytest.mark.parametrize("raw", [{}, {"post": None}, {"post": []}, {"post": "x"}, {"post": 5}], ids=repr)
def test_what_is_no_post_at_all_says_so(raw):
    with pytest.raises(Malformed, match="'post' should be an object"):
        parse(raw)
