"""X's texts as a person reads them: addresses at their full length, pictures apart, long posts whole."""

import pytest

from connectors.x.parse import parse_tweet

TWEET = {
    "id": "1700000000000000007",
    "author_id": "5",
    "conversation_id": "1700000000000000001",
    "created_at": "2026-11-22T10:00:00.250Z",
}


def bundle(**changes):
    """A tweet as it comes, with some of its fields."""
    return {"tweet": {**TWEET, **changes}, "author": {"id": "5", "username": "dora", "name": "Dora"}}


def parse(raw):
    return parse_tweet(raw, own_id="900", own_handle="harbourline")


SHORT = "https://t.co/abcdefghij"
FULL = "https://example.org/times?a=1&b=2"


def test_addresses_are_read_at_their_full_length():
    entities = {"urls": [{"url": SHORT, "expanded_url": FULL}]}
    assert (
        parse(bundle(text=f"See {SHORT}, twice {SHORT}", entities=entities)).message.text == f"See {FULL}, twice {FULL}"
    )


@pytest.mark.parametrize(
    "urls",
    [None, {}, [None], [5], [{}], [{"url": SHORT}], [{"url": 5, "expanded_url": FULL}], [{"expanded_url": FULL}]],
    ids=str,
)
def test_an_address_that_is_not_explained_stays_as_it_is(urls):
    assert parse(bundle(text=f"See {SHORT}", entities={"urls": urls})).message.text == f"See {SHORT}"


def test_the_address_of_a_picture_is_not_among_the_words():
    entities = {"urls": [{"url": SHORT, "expanded_url": "https://x.com/dora/status/7/photo/1", "media_key": "3_1"}]}
    raw = bundle(text=f"Look! {SHORT}", entities=entities, attachments={"media_keys": ["3_1", "7_2"]})
    raw["media"] = [
        {"media_key": "3_1", "type": "photo", "url": "https://pbs.example/1.jpg", "alt_text": "A broken seat"},
        {"media_key": "7_2", "type": "video", "preview_image_url": "https://pbs.example/2.jpg"},
        {"media_key": "7_3", "type": "video"},
        None,
    ]
    message = parse(raw).message
    assert message.text == "Look!"
    assert [(one.url, one.kind, one.text) for one in message.media] == [
        ("https://pbs.example/1.jpg", "image", "A broken seat"),
        ("https://pbs.example/2.jpg", "video", ""),
    ]


def test_a_long_post_is_read_whole():
    note = {"text": f"One &amp; all {SHORT}", "entities": {"urls": [{"url": SHORT, "expanded_url": FULL}]}}
    assert parse(bundle(text="One…", note_tweet=note)).message.text == f"One & all {FULL}"
    for odd in (None, 5, {}, {"text": None}):
        assert parse(bundle(text="One…", note_tweet=odd)).message.text == "One…"


def test_a_mention_with_a_picture_and_an_address_comes_through(opened, sandbox, writes, read, messages):
    connector = opened("x")
    picture = {"kind": "image", "url": "https://pictures.example/1.jpg", "text": "A seat"}
    words = "see https://example.org/a, " + "and so on & on " * 30 + "https://example.org/end"
    sandbox.play(writes("x", "look https://example.org/b", media=[picture]), writes("x", words, by="Ann"))
    short, long = sorted(
        messages(connector, "mentions", read(connector, "mentions")[0]).values(), key=lambda m: len(m.text)
    )
    assert short.text == "@harbourline look https://example.org/b"
    assert [(one.url, one.kind, one.text) for one in short.media] == [
        ("https://pictures.example/1.jpg", "image", "A seat")
    ]
    assert long.text == f"@harbourline {words}"
