"""Mastodon: what its statuses mean, which thread they belong to, and that replies go where they are meant to, once."""

import json
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
import requests

from connectors.capabilities import Action, Kind
from connectors.errors import (
    Gone,
    Malformed,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Rejected,
    Unavailable,
    UnknownOutcome,
)
from connectors.items import Author, Delivery, Media, Standing, Undecidable
from connectors.length import count
from connectors.mastodon.parse import folded, parse_status
from connectors.mastodon.places import earliest, is_after, latest, settled
from connectors.mastodon.plain_text import plain_text
from connectors.registry import open_connector

ACCOUNT = {
    "id": "5",
    "username": "dora",
    "acct": "dora@elsewhere.example",
    "display_name": "Dora",
    "followers_count": 12,
}
STATUS = {
    "id": "117020583245459824",
    "created_at": "2026-11-22T10:00:00.250Z",
    "in_reply_to_id": None,
    "in_reply_to_account_id": None,
    "spoiler_text": "",
    "visibility": "public",
    "url": "https://elsewhere.example/@dora/7",
    "uri": "https://elsewhere.example/users/dora/statuses/7",
    "edited_at": None,
    "content": '<p><span class="h-card"><a href="https://m.example/@harbourline" class="u-url mention">@<span>harbourline</span>'
    "</a></span> Is it &lt;late&gt; &amp; full?</p>",
    "account": ACCOUNT,
    "media_attachments": [],
    "poll": None,
    "reblog": None,
}


def bundle(**changes):
    """A status as it comes, with some of its fields changed; `...` takes one away."""
    status = {**STATUS, **changes}
    return {"status": deepcopy({name: value for name, value in status.items() if value is not ...})}


def parse(raw):
    return parse_status(raw, own_id="900")


def notified(number, **changes):
    """A notification of a status."""
    status = bundle(id=str(1000 + number), **changes)["status"]
    return {"id": str(number), "type": "mention", "created_at": "2026-11-22T10:00:00.300Z", "status": status}


def test_a_mention_in_our_words():
    item = parse(bundle()).message
    assert (item.external_id, item.kind, item.is_ours, item.is_private) == (STATUS["id"], Kind.MENTION, False, False)
    assert item.text == "@harbourline Is it <late> & full?"
    assert item.created_at == datetime(2026, 11, 22, 10, 0, 0, 250_000, tzinfo=UTC)
    assert item.author == Author("5", "dora@elsewhere.example", "Dora", 12)
    assert (item.thread_id, item.parent_id) == (STATUS["id"], "")
    assert item.permalink == "https://elsewhere.example/@dora/7"
    assert item.answering == {"acct": "dora@elsewhere.example", "account_id": "5", "visibility": "public"}


def test_what_is_visible_to_those_named_alone_is_a_private_message():
    item = parse(bundle(visibility="direct")).message
    assert (item.kind, item.is_private) == (Kind.DIRECT_MESSAGE, True)


def test_a_content_warning_stands_in_front_and_a_polls_choices_below():
    item = parse(
        bundle(spoiler_text="Seasick", content="<p>Which?</p>", poll={"options": [{"title": "A"}, 5, {"title": "B"}]})
    )
    assert item.message.text == "Seasick\n\nWhich?\n\n○ A\n○ B"


def test_media_come_with_what_they_show():
    entries = [
        {"type": "image", "url": "https://m.example/1.png", "description": "A torn ticket"},
        {"type": "gifv", "url": None, "remote_url": "https://m.example/2.mp4", "description": None},
        {"type": "unknown", "url": "https://m.example/3.pdf"},
        {"type": "image", "url": "javascript:alert(1)"},
        None,
    ]
    assert parse(bundle(media_attachments=entries)).message.media == (
        Media("https://m.example/1.png", "image", text="A torn ticket"),
        Media("https://m.example/2.mp4", "video"),
        Media("https://m.example/3.pdf", "file"),
    )


def test_an_edit_keeps_its_id_and_says_when():
    assert parse(bundle(edited_at="2026-11-22T10:05:00.000Z")).message.edited_at == datetime(
        2026, 11, 22, 10, 5, tzinfo=UTC
    )


def test_our_own_words_are_an_answer_under_somebodys_and_a_post_by_themselves():
    ours = ACCOUNT | {"id": "900"}
    answer = parse(bundle(account=ours, in_reply_to_id="3")).message
    assert (answer.is_ours, answer.parent_id) == (True, "3")
    post = parse(bundle(account=ours))
    assert post.message is None
    assert [(found.external_id, found.is_ours) for found in post.posts] == [(STATUS["id"], True)]


def test_what_somebody_passes_on_is_not_their_message():
    assert parse(bundle(reblog=STATUS)).message is None


MALFORMED = [
    ("id", ...), ("id", None), ("id", ""), ("id", True), ("id", {}), ("content", ...), ("content", None), ("content", 5),
    ("content", {"unexpected": [1, None]}), ("created_at", ...), ("created_at", -1), ("created_at", "yesterday"),
    ("edited_at", 5), ("in_reply_to_id", {}), ("account", []), ("account", "dora"), ("spoiler_text", 5), ("visibility", []),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), MALFORMED, ids=[f"{field} {value!r}" for field, value in MALFORMED])
def test_a_malformed_status_names_the_field(field, value):
    with pytest.raises(Malformed, match=f"'{field}' should be"):
        parse(bundle(**{field: value}))


@pytest.mark.parametrize("raw", [{}, {"status": None}, {"status": []}, {"notification": 5, "status": None}], ids=repr)
def test_what_holds_no_status_says_so(raw):
    with pytest.raises(Malformed, match="'status' should be an object"):
        parse(raw)


def test_ids_may_be_numbers_and_an_author_may_be_missing():
    item = parse({**bundle(id=7, in_reply_to_id=3, account=...), "root_id": 1}).message
    assert (item.external_id, item.parent_id, item.thread_id, item.author) == ("7", "3", "1", None)


@pytest.mark.parametrize("field", ["media_attachments", "poll", "url"])
@pytest.mark.parametrize("value", [..., 5, "x", [5], {"options": [None]}, {"options": 5}], ids=repr)
def test_odd_trimmings_do_not_cost_the_message(field, value):
    assert parse(bundle(**{field: value})).message.text == "@harbourline Is it <late> & full?"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", ""),
        ("plain &amp; <3 words", "plain & <3 words"),
        ("<p>One<br />two<br>three</p><p>four</p>", "One\ntwo\nthree\n\nfour"),
        ("<p>See <a href='https://www.ferry.example/a/long/way?x=1&amp;y=2' rel=nofollow><span class=invisible>https://www.</span>"
         "<span class=ellipsis>ferry.example/a/long/way?x=1</span><span class=invisible>&amp;y=2</span></a>.</p>",
         "See https://www.ferry.example/a/long/way?x=1&y=2."),
        ('<p><a href="https://e.example/form">this form</a> and <a href="https://e.example/">e.example</a></p>',
         "this form (https://e.example/form) and e.example"),
        ('<p><a href="https://m.example/tags/ferry" class="mention hashtag" rel="tag">#<span>ferry</span></a></p>', "#ferry"),
        ("<ul><li>a</li><li>b</li></ul>", "• a\n• b"),
        ("<p>a</p><script>alert(1)</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("<![CDATA[x]]><!-- y -->z", "z"),
        ("<p>متى يغادر القارب؟</p>", "متى يغادر القارب؟"),
    ],
)  # fmt: skip
def test_html_is_read_as_a_person_reads_it(content, text):
    assert plain_text(content) == text


@pytest.mark.timeout(20)
@pytest.mark.parametrize("piece", ["<", "<a ", "&", "<![", "<!--", "</", "<a href='", "<p>x</p>"])
def test_a_megabyte_of_anything_is_read_in_seconds(piece):
    plain_text(piece * (1_000_000 // len(piece)))


def test_what_a_database_cannot_hold_is_replaced():
    assert parse(bundle(content="<p>a\x00b\ud83d</p>")).message.text == "a\ufffdb?"


def test_texts_are_compared_without_the_names_in_front_and_without_servers():
    assert folded("@dora@elsewhere.example @bob  At\n nine, ask @ann@her.example") == "At nine, ask @ann"
    assert folded("mail me at a@b.example") == "mail me at a@b.example"


def test_ids_are_in_the_order_of_their_age_as_numbers_and_as_texts():
    assert is_after("100", "99")
    assert not is_after("99", "99")
    assert is_after("01HFZ", "01HFA")
    assert latest(["9", "10", "2"], at_least="3") == "10"
    assert earliest(["10", "9"]) == "9"


def test_a_place_is_settled_below_whatever_may_still_be_joined_by_a_lower_id():
    now = datetime(2026, 11, 22, 10, 1, tzinfo=UTC)
    rows = [
        {"id": str(key), "created_at": (now - timedelta(seconds=age)).isoformat()}
        for key, age in ((31, 1), (30, 4), (28, 20), (27, 60))
    ]
    assert settled(rows, at_least="5", now=now) == "28"
    assert settled(rows[:2], at_least="5", now=now) == "5"
    assert settled(rows, at_least="5", now=now + timedelta(minutes=3)) == "31"
    assert settled([{"id": "40"}, None, 5], at_least="5", now=now) == "40"
    burst = [{"id": str(key), "created_at": now.isoformat()} for key in range(100, 140)]
    assert settled(burst, at_least="5", now=now) == "124"


def test_a_mention_that_shows_late_under_a_lower_id_is_still_read(mouth):
    """Two are made at once: the one that got its id first is committed last."""
    now = datetime.now(UTC).isoformat()
    rows = {key: notified(key) | {"created_at": now} for key in (20, 22)}

    def answer(_method, path):
        after = int(dict(part.split("=") for part in path.split("?")[1].split("&")).get("min_id", "0"))
        return [rows[key] for key in sorted(rows, reverse=True) if key > after]

    connector = mouth.says(answer).connector("mastodon")
    cursor = connector.fetch("mentions", {}).next_cursor
    for late, next_one in ((21, 24), (23, 26)):
        rows |= {key: notified(key) | {"created_at": now} for key in (late, next_one)}
        page = connector.fetch("mentions", cursor)
        assert {f"{1000 + late}", f"{1000 + next_one}"} <= {raw.external_id for raw in page.items}
        while page.has_more:
            page = connector.fetch("mentions", page.next_cursor)
        cursor = page.next_cursor


# On the stand-in, over HTTP.


@pytest.fixture
def mastodon(opened):
    return opened("mastodon")


def says(number, text="When does it sail?", *, by="dora", kind="mention", reply_to=None, **more):
    who = None if by is None else {"id": by, "handle": by, "name": by.title()}
    facts = {"at": 0, "platform": "mastodon", "account": "harbourline", "kind": kind, "id": f"m{number}", "author": who}
    return facts | {"reply_to": reply_to, "text": text} | more


def test_whose_token_it_is_and_how_long_the_servers_texts_may_be(mastodon, sandbox):
    sandbox.control("PUT", "settings", mastodon_max_characters=1000)
    profile = mastodon.check()
    assert (profile.external_id, profile.handle, profile.name) == (
        mastodon.credentials.external_id,
        "harbourline",
        "Harbour Line",
    )
    assert profile.reply_limit == 1000


def test_an_address_may_be_given_without_its_scheme_and_must_be_given(mouth):
    connector = mouth.says({}).connector("mastodon")
    nowhere = open_connector("mastodon", connector.credentials.__class__("1", "h", {"access_token": "t"}, ""))
    with pytest.raises(Rejected, match="enter the address"):
        nowhere.check()
    bare = open_connector("mastodon", connector.credentials.__class__("1", "h", {"access_token": "t"}, "m.example"))
    assert bare.server.base_url == "https://m.example"


def test_a_server_that_is_elsewhere_is_named_and_not_followed(mouth):
    mouth.says(b"", 301, headers={"Location": "https://elsewhere.example/api/v1/accounts/verify_credentials"})
    with pytest.raises(Rejected, match=r"sends us on to https://elsewhere\.example: enter that"):
        mouth.connector("mastodon").check()
    assert len(mouth.asked) == 1


def test_mentions_and_quotes_are_asked_for_and_those_set_aside_too(mouth):
    mouth.says([]).connector("mastodon").fetch("mentions", {})
    [(method, path, headers, _body)] = mouth.asked
    assert (method, path.split("?")[0]) == ("GET", "/api/v1/notifications")
    assert {"types%5B%5D=mention", "types%5B%5D=quote", "include_filtered=true", "limit=40"} <= set(
        path.split("?")[1].split("&")
    )
    assert "tok-3n" not in path
    assert headers["Authorization"].startswith("Bearer tok-3n")


def test_a_token_is_never_taken_for_the_name_of_a_file(mouth, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("what is in the file\n")
    connector = mouth.says({"id": "1", "acct": "harbourline"}).connector("mastodon", token=str(secret))
    connector.check()
    assert mouth.asked[0][2]["Authorization"] == f"Bearer {secret}"


def test_the_first_look_takes_the_newest_page_and_goes_on_from_there(mastodon, sandbox, read, messages):
    early = sandbox.play(*[says(n, f"early {n}", by=f"p{n}") for n in range(50)])
    [page], cursor = read(mastodon, "mentions")
    assert {raw.external_id for raw in page.items} == set(list(early.values())[-40:])
    later = sandbox.play(*[says(n, f"later {n}", by=f"p{n}") for n in range(100, 190)])
    pages, cursor = read(mastodon, "mentions", cursor)
    assert set(later.values()) <= set(messages(mastodon, "mentions", pages))
    again, _cursor = read(mastodon, "mentions", cursor)
    assert len(again) == 1


def test_an_account_nobody_has_written_to_yet_begins_at_the_first_mention(mastodon, sandbox, read, messages):
    _pages, cursor = read(mastodon, "mentions")
    ids = sandbox.play(*[says(n, by=f"p{n}") for n in range(90)])
    assert set(messages(mastodon, "mentions", read(mastodon, "mentions", cursor)[0])) == set(ids.values())


def test_a_pass_cut_anywhere_skips_nothing(mastodon, sandbox, read, messages):
    _pages, cursor = read(mastodon, "mentions")
    ids = sandbox.play(*[says(n, by=f"p{n}") for n in range(100)])
    first, cursor = read(mastodon, "mentions", cursor, pages=1)
    ids |= sandbox.play(*[says(n, by=f"p{n}") for n in range(200, 250)])
    rest, _cursor = read(mastodon, "mentions", cursor)
    assert set(messages(mastodon, "mentions", first + rest)) == set(ids.values())


@pytest.mark.parametrize("fault", ["overlapping_page", "repeated_page", "ids_as_numbers"])
def test_pages_that_repeat_themselves_neither_lose_anything_nor_go_round_for_ever(
    mastodon, sandbox, read, messages, fault
):
    _pages, cursor = read(mastodon, "mentions")
    ids = sandbox.play(*[says(n, by=f"p{n}") for n in range(100)])
    sandbox.fault("mastodon", fault, endpoint="notifications")
    pages, _cursor = read(mastodon, "mentions", cursor, pages=20)
    assert set(messages(mastodon, "mentions", pages)) == set(ids.values())
    assert len(pages) < 6
    cursor, found, pages = {}, set(), 0
    while pages < 10:
        page = mastodon.fetch_back("mentions", cursor, until=None)
        cursor, found, pages = page.next_cursor, found | {raw.external_id for raw in page.items}, pages + 1
        if not page.has_more:
            break
    assert found == set(ids.values())
    assert pages < 6


def test_history_is_walked_to_its_beginning_or_as_far_as_was_asked(mastodon, sandbox):
    ids = sandbox.play(*[says(n, by=f"p{n}") for n in range(95)])
    found, cursor, pages = set(), {}, 0
    while True:
        page = mastodon.fetch_back("mentions", cursor, until=None)
        found |= {raw.external_id for raw in page.items}
        cursor, pages = json.loads(json.dumps(page.next_cursor)), pages + 1
        if not page.has_more:
            break
        assert page.reached < datetime.now(UTC)
    assert found == set(ids.values())
    assert pages == 4
    short = mastodon.fetch_back("mentions", {}, until=datetime.now(UTC) + timedelta(hours=1))
    assert not short.has_more


def test_a_server_that_gives_the_same_page_again_ends_the_walk(mouth):
    connector = mouth.says([notified(5), notified(4)]).connector("mastodon")
    page = connector.fetch_back("mentions", {}, until=None)
    assert page.has_more
    assert not connector.fetch_back("mentions", page.next_cursor, until=None).has_more


def test_what_the_notification_policy_sets_aside_is_read_all_the_same(mastodon, sandbox, read, messages):
    ids = sandbox.play(says(1, kind="dm", extra={"filtered": True}))
    assert set(messages(mastodon, "mentions", read(mastodon, "mentions")[0])) == set(ids.values())


def test_a_persons_next_word_lands_in_the_conversation_of_their_first(mastodon, sandbox, read, messages, outgoing):
    """Their second answers our answer, which answers their first, which answers somebody else's post."""
    ids = sandbox.play(says(1, "Nice harbour", by="ann", kind="mention"), says(2, "So true", reply_to="m1"))
    [first] = [
        m for m in messages(mastodon, "mentions", read(mastodon, "mentions")[0]).values() if m.external_id == ids["m2"]
    ]
    reply = outgoing(first.external_id, "Thank you!", answering=first.answering, thread_id=first.thread_id)
    sent = mastodon.send(reply)
    [alias] = [item for item in sandbox.items("mastodon", "harbourline") if item["external_id"] == sent.external_id]
    assert alias["parent"] == ids["m2"]
    sandbox.play(says(3, "Thank you!", by=None, kind="comment", reply_to="m2"))
    later = sandbox.play(says(4, "And when do you open?", reply_to="m3"))
    found = messages(mastodon, "mentions", read(mastodon, "mentions")[0])
    assert found[later["m4"]].thread_id == first.thread_id == ids["m1"]


def test_threads_are_found_a_level_at_a_time_for_the_whole_page(mastodon, mouth):
    """40 answers to 40 posts of ours cost two calls, not 40."""

    def answer(_method, path):
        if path.startswith("/api/v1/notifications"):
            return [notified(n, in_reply_to_id=str(n)) for n in range(1, 41)]
        asked = [part.split("=")[1] for part in path.split("?")[1].split("&")]
        return [
            bundle(id=key, account=ACCOUNT | {"id": "900", "acct": "harbourline"})["status"]
            for key in asked
            if key.isdigit()
        ]

    connector = mouth.says(answer).connector("mastodon")
    page = connector.fetch("mentions", {})
    assert len(mouth.asked) == 3
    parsed = [connector.parse("mentions", raw.data) for raw in page.items]
    assert {entry.message.thread_id for entry in parsed} == {str(n) for n in range(1, 41)}
    assert all(entry.posts[0].is_ours and entry.posts[0].external_id == entry.message.thread_id for entry in parsed)


def test_a_thread_longer_than_the_levels_or_on_an_older_server_is_asked_for_as_a_whole(mouth):
    def answer(_method, path):
        if path.startswith("/api/v1/notifications"):
            return [notified(1, in_reply_to_id="50")]
        if path.endswith("/context"):
            above = [bundle(id="1", in_reply_to_id=None), bundle(id="50", in_reply_to_id="1")]
            return {"ancestors": [entry["status"] for entry in above], "descendants": []}
        return {"error": "Not Found"}

    connector = mouth.says(answer).connector("mastodon")
    [raw] = connector.fetch("mentions", {}).items
    assert connector.parse("mentions", raw.data).message.thread_id == "1"


def test_a_climb_that_fails_costs_no_message(mastodon, sandbox, read, messages):
    ids = sandbox.play(says(1, by="ann"), says(2, reply_to="m1"))
    sandbox.fault("mastodon", "server_error", endpoint="/statuses")
    sandbox.fault("mastodon", "server_error", endpoint="/context")
    found = messages(mastodon, "mentions", read(mastodon, "mentions")[0])
    assert set(found) == set(ids.values())
    sandbox.control("DELETE", "faults")


def test_a_rate_limit_in_the_middle_of_a_climb_is_waited_for(mastodon, sandbox):
    sandbox.play(says(1, by="ann"), says(2, reply_to="m1"))
    sandbox.fault("mastodon", "rate_limited", endpoint="/api/v1/statuses")
    # m1 is in the page: what stands above it is known without a call.
    assert len(mastodon.fetch("mentions", {}).items) == 2
    sandbox.play(says(3, "ours", by=None, kind="post"), says(4, reply_to="m3"))
    with pytest.raises(RateLimited):
        mastodon.fetch("mentions", {})


def test_the_post_above_is_found_where_the_item_does_not_bring_it(mastodon, sandbox):
    ids = sandbox.play(says(1, "We sail at nine", by=None, kind="post"), says(2, reply_to="m1"))
    [post] = mastodon.context(Standing(ids["m2"], Kind.MENTION, ids["m1"], ids["m1"]))
    assert (post.external_id, post.text, post.is_ours) == (ids["m1"], "We sail at nine", True)
    assert mastodon.context(Standing(ids["m2"], Kind.MENTION, ids["m2"])) == ()
    sandbox.play({"delete": "m1", "at": 0})
    assert mastodon.context(Standing(ids["m2"], Kind.MENTION, ids["m1"])) == ()


@pytest.mark.parametrize(
    "body",
    [
        [None, 5, "x", [], {}],
        [{"id": "7"}, {"id": "8", "status": None}, {"id": "9", "status": []}],
        [{"id": {}, "created_at": 5, "status": {"id": {}}}],
        [{"status": {"id": "7", "in_reply_to_id": {}}}],
    ],
    ids=lambda body: str(body)[:50],
)
def test_garbage_in_a_page_costs_an_item_and_never_the_page(mouth, body):
    connector = mouth.says(body).connector("mastodon")
    page = connector.fetch("mentions", {})
    assert len(page.items) == len(body)
    for raw in page.items:
        json.dumps(raw.data, allow_nan=False)
        with pytest.raises(Malformed):
            connector.parse("mentions", raw.data)


@pytest.mark.parametrize(
    "body", [b"<html>", b"", b"{}", b'{"error": 5}', b"[" * 100_000, b"\xff\xfe"], ids=lambda b: str(b[:9])
)
def test_what_is_no_list_is_trouble_and_never_an_empty_page(mouth, body):
    with pytest.raises(Unavailable):
        mouth.says(body).connector("mastodon").fetch("mentions", {})


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"error": "The access token was revoked"}, NeedsReauth),
        (403, {"error": "This action is outside the authorized scopes"}, NotPermitted),
        (404, {"error": "Record not found"}, Gone),
        (410, {"error": "Gone"}, Gone),
        (422, {"error": "Validation failed: Text character limit of 500 exceeded"}, Rejected),
        (400, {"error": "param is missing"}, Rejected),
        (429, {"error": "Too many requests"}, RateLimited),
        (429, b"<html>slow down</html>", RateLimited),
        (500, {"error": "oops"}, UnknownOutcome),
        (503, {"error": "There was a temporary problem"}, UnknownOutcome),
        (404, b"<html>no such page</html>", UnknownOutcome),
        (401, b"<html>log in first</html>", UnknownOutcome),
        (302, b"", UnknownOutcome),
        (200, b"<html>welcome</html>", UnknownOutcome),
        (200, {}, UnknownOutcome),
    ],
)
def test_what_a_refused_reply_means(mouth, outgoing, status, body, error):
    connector = mouth.says(body, status, headers={"X-RateLimit-Reset": "garbage"}).connector("mastodon")
    with pytest.raises(error, match="Mastodon"):
        connector.send(outgoing("1"))
    assert len(mouth.asked) == 1


@pytest.mark.parametrize(("value", "minute"), [("2036-11-22T10:07:00.940463Z", 7), ("2111184420", 7)])
def test_a_limit_says_when_it_ends_as_a_time_or_in_seconds(mouth, value, minute):
    headers = {"X-RateLimit-Reset": value, "X-RateLimit-Remaining": "12"}
    connector = mouth.says([], headers=headers).connector("mastodon")
    budget = connector.fetch("mentions", {}).budget
    assert (budget.remaining, budget.resets_at.minute) == (12, minute)
    mouth.says({"error": "Too many requests"}, 429)
    with pytest.raises(RateLimited) as limit:
        connector.check()
    assert limit.value.until == budget.resets_at


def test_a_garbled_rate_header_on_a_good_answer_is_no_rate_limit(mouth, outgoing):
    mouth.says({"id": "77", "url": "https://m.example/77"}, headers={"X-RateLimit-Reset": "soon"})
    assert mouth.connector("mastodon").send(outgoing("1")) == Delivery("77", "https://m.example/77")


@pytest.fixture
def question(mastodon, sandbox, read, messages):
    """A mention by Dora, as it came in."""
    ids = sandbox.play(says(1))
    return messages(mastodon, "mentions", read(mastodon, "mentions")[0])[ids["m1"]]


def reply_to(outgoing, item, text="At nine.", **more):
    return outgoing(
        item.external_id, text, **{"kind": item.kind, "answering": item.answering, "thread_id": item.thread_id} | more
    )


def entry(sandbox, external_id):
    return next(item for item in sandbox.items("mastodon", "harbourline") if item["external_id"] == external_id)


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_a_reply_names_the_person_and_is_seen_by_whom_the_question_is(
    mastodon, sandbox, read, messages, outgoing, visibility
):
    sandbox.play(says(1, extra={"visibility": visibility}))
    [item] = messages(mastodon, "mentions", read(mastodon, "mentions")[0]).values()
    delivery = mastodon.send(reply_to(outgoing, item))
    sent = entry(sandbox, delivery.external_id)
    assert (sent["text"], sent["parent"], sent["is_private"]) == ("@dora At nine.", item.external_id, False)
    assert sent["extra"]["visibility"] == visibility
    assert delivery.permalink.endswith(f"/@harbourline/{delivery.external_id}")


def test_a_name_that_is_there_already_is_not_put_in_front_again(mastodon, sandbox, question, outgoing):
    sent = mastodon.send(reply_to(outgoing, question, "Hello @Dora, at nine."))
    assert entry(sandbox, sent.external_id)["text"] == "Hello @Dora, at nine."
    other = mastodon.send(reply_to(outgoing, question, "Ask @dora@her.example.", key="k2"))
    assert entry(sandbox, other.external_id)["text"] == "@dora Ask @dora@her.example."


def test_a_private_message_is_answered_in_private_and_so_may_a_mention_be(mastodon, sandbox, read, messages, outgoing):
    ids = sandbox.play(says(1, kind="dm"), says(2, by="ann"))
    found = messages(mastodon, "mentions", read(mastodon, "mentions")[0])
    assert found[ids["m1"]].kind is Kind.DIRECT_MESSAGE
    for reply in (
        reply_to(outgoing, found[ids["m1"]], key="k1"),
        # Whatever was kept of the question: a private message is never answered in public.
        reply_to(outgoing, found[ids["m1"]], "Nine!", key="k2", answering={"acct": "dora", "visibility": "public"}),
        reply_to(outgoing, found[ids["m2"]], key="k3", is_private=True),
    ):
        assert entry(sandbox, mastodon.send(reply).external_id)["is_private"]


def test_the_same_key_is_the_same_reply(mastodon, sandbox, question, outgoing):
    reply = reply_to(outgoing, question, key="the-key")
    assert mastodon.send(reply) == mastodon.send(reply)
    assert mastodon.send(reply_to(outgoing, question, key="another")) != mastodon.send(reply)
    assert len([item for item in sandbox.items("mastodon", "harbourline") if item["is_company"]]) == 2


def test_a_reply_that_got_out_before_the_line_broke_is_found_and_not_doubled(mastodon, sandbox, question, outgoing):
    reply = reply_to(
        outgoing, question, "See https://www.ferry.example/a/rather/long/timetable?day=1&x=2 & ask @ann@x.example <3"
    )
    assert mastodon.find_sent(reply) is None
    sandbox.fault("mastodon", "accept_then_hang_up", times=1)
    with pytest.raises(UnknownOutcome):
        mastodon.send(reply)
    found = mastodon.find_sent(reply)
    assert isinstance(found, Delivery)
    assert mastodon.send(reply) == found
    assert (
        mastodon.find_sent(reply_to(outgoing, question, reply.text, known_ids=frozenset({found.external_id}))) is None
    )


def test_somebody_on_another_server_is_named_with_it_and_their_reply_is_found(
    mastodon, sandbox, read, messages, outgoing
):
    sandbox.play(says(1, by="dora@elsewhere.example"))
    [item] = messages(mastodon, "mentions", read(mastodon, "mentions")[0]).values()
    reply = reply_to(outgoing, item, "At nine, and so says @dora@elsewhere.example!")
    plain = reply_to(outgoing, item, key="k2")
    sent, other = mastodon.send(reply), mastodon.send(plain)
    assert entry(sandbox, sent.external_id)["text"] == reply.text
    assert entry(sandbox, other.external_id)["text"] == "@dora@elsewhere.example At nine."
    assert (mastodon.find_sent(reply), mastodon.find_sent(plain)) == (sent, other)


def test_the_same_words_to_somebody_else_are_another_reply(mastodon, sandbox, read, messages, outgoing):
    ids = sandbox.play(says(1), says(2, by="ann"))
    found = messages(mastodon, "mentions", read(mastodon, "mentions")[0])
    mastodon.send(reply_to(outgoing, found[ids["m1"]], key="k1"))
    assert mastodon.find_sent(reply_to(outgoing, found[ids["m2"]], key="k2")) is None


def test_a_reply_is_looked_for_as_far_back_as_it_is_old(mastodon, sandbox, question, outgoing):
    reply = reply_to(outgoing, question)
    sent = mastodon.send(reply)
    sandbox.play(*[says(n, f"post {n}", by=None, kind="post") for n in range(100, 190)])
    assert mastodon.find_sent(reply) == sent
    later = reply_to(outgoing, question, queued_at=datetime.now(UTC) + timedelta(minutes=10))
    assert mastodon.find_sent(later) is None


def test_a_reply_whose_question_is_deleted_meanwhile_is_for_a_person_to_decide(mastodon, sandbox, question, outgoing):
    reply = reply_to(outgoing, question)
    mastodon.send(reply)
    sandbox.play({"delete": "m1", "at": 0})
    assert isinstance(mastodon.find_sent(reply), Undecidable)
    with pytest.raises(Gone):
        mastodon.send(reply_to(outgoing, question, key="later"))


def test_a_text_that_is_too_long_is_refused_with_the_reason(mastodon, question, outgoing):
    with pytest.raises(Rejected, match="character limit of 500"):
        mastodon.send(reply_to(outgoing, question, "x" * 501))


def test_the_stand_in_counts_a_text_as_we_do(mastodon, sandbox, question, outgoing):
    [limit] = mastodon.capabilities.replies[Kind.MENTION].limits
    full = "👩‍👩‍👧‍👦 https://a.example/" + "p" * 300 + " @ann@a.long.server.example "
    full = f"@dora {full}"
    full += "x" * (limit.amount - count(full, limit.counting))
    mastodon.send(reply_to(outgoing, question, full))
    with pytest.raises(Rejected):
        mastodon.send(reply_to(outgoing, question, full + "x", key="k2"))


def test_another_look_shows_edits_and_what_is_gone(mastodon, sandbox):
    ids = sandbox.play(*[says(n, f"word {n}", by=f"p{n}") for n in range(1, 46)])
    sandbox.play({"edit": "m2", "text": "other words", "at": 0}, {"delete": "m3", "at": 0})
    reread = mastodon.reread([Standing(key, Kind.MENTION, "the thread") for key in ids.values()])
    found = {raw.external_id: mastodon.parse(stream, raw.data).message for stream, raw in reread.items}
    assert reread.gone == {ids["m3"]}
    assert set(found) == set(ids.values()) - {ids["m3"]}
    assert found[ids["m2"]].text == "@harbourline other words"
    assert found[ids["m2"]].edited_at
    assert {item.thread_id for item in found.values()} == {"the thread"}


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (401, {"error": "The access token is invalid"}, NeedsReauth),
        (403, {"error": "This action is outside the authorized scopes"}, NotPermitted),
        (404, b"<html>not here</html>", Unavailable),
        (500, {"error": "oops"}, Unavailable),
    ],
)
def test_what_may_not_be_read_is_never_taken_for_deleted(mouth, status, body, error):
    with pytest.raises(error):
        mouth.says(body, status).connector("mastodon").reread([Standing("1", Kind.MENTION, "1")])


def test_liking_and_deleting_twice_change_nothing(mastodon, sandbox, question, outgoing):
    message = Standing(question.external_id, Kind.MENTION, question.thread_id)
    for action, is_liked in ((Action.LIKE, True), (Action.UNLIKE, False)):
        for _time in range(2):
            mastodon.act(action, message)
            assert entry(sandbox, message.external_id)["liked"] is is_liked
    sent = mastodon.send(reply_to(outgoing, question))
    for _time in range(2):
        mastodon.act(Action.DELETE, Standing(sent.external_id, Kind.MENTION, question.thread_id, is_ours=True))
        assert entry(sandbox, sent.external_id)["deleted"]
    for action, whose in ((Action.HIDE, False), (Action.DELETE, False)):
        with pytest.raises(NotPermitted):
            mastodon.act(action, Standing(question.external_id, Kind.MENTION, "", is_ours=whose))


def test_our_own_answers_come_in_with_what_they_answer(mastodon, sandbox, read, messages):
    _pages, cursor = read(mastodon, "own_posts")
    ids = sandbox.play(
        says(1), says(2, "At nine.", by=None, kind="comment", reply_to="m1"), says(3, "Post", by=None, kind="post")
    )
    pages, _cursor = read(mastodon, "own_posts", cursor)
    found = messages(mastodon, "own_posts", pages)
    assert {key: (m.is_ours, m.parent_id) for key, m in found.items()} == {ids["m2"]: (True, ids["m1"])}
    posts = [post for page in pages for raw in page.items for post in mastodon.parse("own_posts", raw.data).posts]
    assert {post.external_id for post in posts} == {ids["m3"]}


def test_nothing_goes_through_a_proxy_of_the_machine(mastodon, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert requests.utils.should_bypass_proxies("http://m.example", None) is False
    assert mastodon.check().handle == "harbourline"
