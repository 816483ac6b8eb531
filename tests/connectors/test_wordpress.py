"""A WordPress blog: what its comments mean, what its refusals mean, and that no walk over its moving list loses a comment."""

import base64
import json
import time
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from connectors.capabilities import Action, Kind
from connectors.errors import (
    ConnectorError,
    Gone,
    Malformed,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Rejected,
    Unavailable,
    UnknownOutcome,
)
from connectors.items import Credentials, Delivery, Outgoing, Standing
from connectors.registry import open_connector
from connectors.wordpress.parse import bundle, parse_comment
from connectors.wordpress.text import as_html, plain_text
from connectors.wordpress.walk import OVERLAP, Place, go_on, key_by_id

unhurried = settings(deadline=None)  # Other tests may keep the machine busy.
OWN = "2@blog.example"
SECRETS = {"username": "editör", "application_password": "abcd EFGH 1234"}
COMMENT = {
    "id": 7,
    "post": 5,
    "parent": 0,
    "author": 0,
    "author_name": "Dora O&#8217;Neil",
    "author_email": "Dora@Visitor.example ",
    "date_gmt": "2026-11-22T10:00:00",
    "content": {"raw": "Is it <b>late</b> &amp; full?\n\nAsk <a href=\"https://example.org/t?a=1&amp;b=2\">here</a>", "rendered": "<p>no</p>"},
    "link": "https://blog.example/sail/#comment-7",
    "status": "approved",
    "type": "comment",
    "_links": {"up": [{"href": "https://blog.example/wp-json/wp/v2/posts/5"}]},
    "_embedded": {"up": [{"id": 5, "title": {"rendered": "We sail &#8220;again&#8221;"}, "excerpt": {"rendered": "<p>From Monday.</p>\n"}, "link": "https://blog.example/sail/", "_links": {"version-history": [{"count": 3}]}}]},
}  # fmt: skip


def credentials(base_url="", **more):
    return Credentials(OWN, "editor", SECRETS, base_url, 5.0, **more)


def parsed(**changes):
    """The comment as it is read, with some of its fields changed; `...` takes one away."""
    comment = {name: value for name, value in {**COMMENT, **changes}.items() if value is not ...}
    return parse_comment(bundle(deepcopy(comment)).data, credentials())


# ------------------------------------------------------------------------------------------------------------ reading


def test_a_comment_in_our_words():
    read = parsed()
    item, [post] = read.message, read.posts
    assert (item.external_id, item.kind, item.thread_id, item.parent_id) == ("7", Kind.COMMENT, "post-5", "post-5")
    assert item.text == "Is it late & full?\n\nAsk here (https://example.org/t?a=1&b=2)"
    assert item.created_at == datetime(2026, 11, 22, 10, tzinfo=UTC)
    assert (item.is_ours, item.is_hidden, item.author.name) == (False, False, "Dora O’Neil")
    assert (post.external_id, post.text, post.is_ours) == ("post-5", "We sail “again”\n\nFrom Monday.", True)
    assert post.permalink == "https://blog.example/sail/"
    assert parsed(parent=3).message.parent_id == "3"


@pytest.mark.parametrize(
    ("status", "is_hidden"), [("approved", False), ("hold", True), ("spam", True), ("trash", True)]
)
def test_what_is_held_or_taken_for_spam_is_hidden(status, is_hidden):
    assert parsed(status=status).message.is_hidden is is_hidden


def test_ours_is_what_the_connected_user_wrote_on_this_blog():
    assert parsed(author=2).message.is_ours
    assert not parsed(author=3).message.is_ours
    assert parsed(author=3).message.author.external_id == "3@blog.example"


def test_visitors_are_known_by_their_address_and_by_nothing_else():
    def who(**facts):
        author = parsed(**facts).message.author
        return author and author.external_id

    assert who(author_email="dora@visitor.example") == who(author_name="D.") == who()
    assert who(author_email="dora@other.example") != who()
    assert "dora" not in who()
    nameless = [who(author_email="", id=number) for number in (7, 8)]
    assert nameless[0] != nameless[1]
    assert parsed(author_email=...).message.author.name == "Dora O’Neil"
    assert who(author=..., author_name=..., author_email=...) is None
    assert who(author_name="", author_email="") is None


MALFORMED = [
    ("id", ...), ("id", None), ("id", ""), ("id", True), ("id", {}), ("post", ...), ("post", []),
    ("content", ...), ("content", "x"), ("content", {"raw": 5}), ("content", {}), ("content", {"rendered": []}),
    ("date_gmt", ...), ("date_gmt", -1), ("date_gmt", "the day before yesterday"), ("date_gmt", "0000-00-00T00:00:00"),
    ("author", {}), ("author", True), ("author_name", 5), ("author_email", ["a"]), ("parent", {}), ("link", 5), ("status", 1),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), MALFORMED, ids=[f"{field} {value!r}" for field, value in MALFORMED])
def test_a_malformed_comment_names_the_field(field, value):
    named = {"content": "content|raw|rendered"}.get(field, field)
    with pytest.raises(Malformed, match=f"'({named})' should be"):
        parsed(**{field: value})


@pytest.mark.parametrize("thing", [None, [], "x", 5], ids=repr)
def test_what_is_no_comment_at_all_becomes_a_raw_item_that_says_so(thing):
    raw = bundle(thing)
    assert raw.external_id == ""
    with pytest.raises(Malformed, match="'comment' should be an object"):
        parse_comment(raw.data, credentials())


@pytest.mark.parametrize(
    "above",
    [..., None, {}, {"up": []}, {"up": [5]}, {"up": [{"code": "rest_forbidden"}]}, {"up": [{"id": 6, "title": {"rendered": "Another"}}]},
     {"up": [{"id": 5, "title": {"rendered": 5}}]}],
    ids=repr,
)  # fmt: skip
def test_a_post_that_cannot_be_read_costs_no_comment(above):
    read = parsed(_embedded=above)
    assert read.message.thread_id == "post-5"
    assert read.posts == ()


def test_neither_links_nor_what_plugins_render_make_a_comment_look_changed():
    changed = deepcopy(COMMENT)
    changed["content"]["rendered"] = "<p>no</p><span>3 likes</span>"
    changed["_links"] = {}
    changed["_embedded"]["up"][0]["_links"] = {"version-history": [{"count": 4}]}
    assert bundle(changed) == bundle(COMMENT)


SHOWN = [
    ("a\r\nb\n\n\n\nc", "a\nb\n\nc", "a b c"),
    ("<p>a<br />\nb</p>\n<p>c</p>\n", "a\n\nb\n\nc", "a\nb\n\nc"),
    ("2 < 3 and 4 > 3", "2 < 3 and 4 > 3", "2 < 3 and 4 > 3"),
    ("<3 &lt;3 &amp;lt;", "<3 <3 &lt;", "<3 <3 &lt;"),
    ("<!-- wp:paragraph --><em>so</em> what", "so what", "so what"),
    ('<a href="https://a.example">https://a.example</a>', "https://a.example", "https://a.example"),
    ("<a href='https://a.example/?x=1&amp;y'>there</a>", "there (https://a.example/?x=1&y)", "there (https://a.example/?x=1&y)"),
    ("<a>x</a></a><a href=\"https://b.example\">y", "xy", "xy"),
    ("<li>one</li><li>two</li>", "one\n\ntwo", "one\n\ntwo"),
    ("متى يغادر &#x1F6A2;", "متى يغادر 🚢", "متى يغادر 🚢"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "written", "rendered"), SHOWN, ids=[row[0][:20] for row in SHOWN])
def test_html_reads_as_a_browser_shows_it(source, written, rendered):
    assert plain_text(source, keeps_lines=True) == written
    assert plain_text(source, keeps_lines=False) == rendered


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
@unhurried
def test_what_is_sent_reads_as_it_was_typed(text):
    assert plain_text(as_html(text), keeps_lines=True).split() == text.split()


@pytest.mark.parametrize("piece", ["<", "<a", "<a href='", "<!--", "</", " ", "\n", "&", "<p>", "<a href='x'>", "</a>"])
def test_a_megabyte_of_anything_is_read_at_once(piece):
    began = time.process_time()
    for keeps_lines in (True, False):
        plain_text(piece * (1_000_000 // len(piece)), keeps_lines=keeps_lines)
    assert time.process_time() - began < 10


# ------------------------------------------------------------------------------------------------------- the moving list


PLACES = st.sets(st.integers(0, 200), max_size=60)
HAPPENINGS = st.lists(st.tuples(st.integers(0, 40), PLACES, PLACES), max_size=8)
"""What happens between two pages: how many comments arrive, which come back from the spam folder, and which go, by their
places in the list."""


def walk(length, happenings=(), unreadable=frozenset()):
    """Walk down a list of so many comments. Returns those that stood there all along, and those handed over."""
    standing, happenings = {2 * number for number in range(1, length + 1)}, list(happenings)
    lasting, found, place, calls = standing - unreadable, set(), Place(), 0
    while place is not None:
        listed = sorted(standing, reverse=True)
        size = 30 if place.offset == 0 else 100
        page = [number for number in listed[place.offset : place.offset + size] if number not in unreadable]
        found |= set(page)
        place, _unbroken = go_on(place, [key_by_id({"id": number}) for number in page], size=size, total=len(listed))
        place = place and Place.read(json.loads(json.dumps(place.stored())))
        calls += 1
        assert calls < 60, "the walk does not end"
        if happenings:
            arriving, returning, going = happenings.pop()
            gone = {number for spot, number in enumerate(listed) if spot in going}
            top = max(standing, default=2 * length)
            standing = (standing - gone) | {2 * number + 1 for number in returning if 2 * number < top}
            standing |= {top + 2 * number for number in range(1, arriving + 1)}
            lasting -= gone
    return lasting, found


@given(st.integers(0, 260), HAPPENINGS)
@example(200, [(0, set(range(60)), set(range(25)))])
@unhurried
def test_no_walk_down_a_moving_list_skips_what_stood_there_all_along(length, happenings):
    lasting, found = walk(length, happenings)
    assert lasting <= found


@given(st.integers(0, 260), st.sets(st.integers(1, 520), max_size=300).map(frozenset))
@unhurried
def test_what_this_user_may_not_read_keeps_no_walk_from_the_rest(length, unreadable):
    lasting, found = walk(length, unreadable=unreadable)
    assert lasting == found


@given(st.integers(0, 260), HAPPENINGS, st.sets(st.integers(1, 520)).map(frozenset))
@unhurried
def test_every_walk_ends(length, happenings, unreadable):
    walk(length, happenings, unreadable)


def test_a_list_that_was_pulled_up_by_more_than_the_overlap_is_gone_back_over():
    place = Place(offset=90, lowest=("", 500), total=300)
    keys = [("", number) for number in range(470, 370, -1)]
    following, is_unbroken = go_on(place, keys, size=100, total=270)
    assert (following, is_unbroken) == (Place(0, ("", 500), 270), False)


def test_a_page_that_overlaps_goes_on_and_one_cut_short_by_rights_does_too():
    place = Place(offset=90, lowest=("", 500), total=300)
    seen = [("", number) for number in range(505, 405, -1)]
    assert go_on(place, seen, size=100, total=300) == (Place(190 - OVERLAP, ("", 406), 300), True)
    short = [("", number) for number in range(460, 405, -1)]
    assert go_on(place, short, size=100, total=300) == (Place(190 - OVERLAP, ("", 406), 300), True)


def test_without_the_header_a_full_page_means_there_is_more():
    keys = [("", number) for number in range(100, 0, -1)]
    assert go_on(Place(), keys, size=100, total=None)[0] is not None
    assert go_on(Place(), keys[:99], size=100, total=None)[0] is None


# --------------------------------------------------------------------------------------------- what a blog says to us


@pytest.fixture
def blog(mouth):
    """A connector to a blog that says what it is told to."""
    return lambda path="": open_connector("wordpress", credentials(mouth.url + path))


def refusal(code, status, message="Sorry."):
    return {"code": code, "message": message, "data": {"status": status}}


SAID = [
    ("incorrect_password", 401, NeedsReauth, NeedsReauth),
    ("invalid_username", 401, NeedsReauth, NeedsReauth),
    ("invalid_email", 401, NeedsReauth, NeedsReauth),
    ("application_passwords_disabled", 401, NotPermitted, NotPermitted),
    ("rest_not_logged_in", 401, NeedsReauth, NeedsReauth),
    ("rest_forbidden_context", 401, NeedsReauth, NeedsReauth),
    ("rest_forbidden_context", 403, NotPermitted, NotPermitted),
    ("rest_no_route", 404, NotPermitted, NotPermitted),
    ("rest_comment_closed", 403, NotPermitted, NotPermitted),
    ("rest_comment_invalid_post_id", 403, Gone, Gone),
    ("rest_comment_invalid_id", 404, Gone, Gone),
    ("rest_comment_content_invalid", 400, Rejected, Rejected),
    ("comment_content_column_length", 400, Rejected, Rejected),
    ("comment_flood", 400, RateLimited, RateLimited),
    ("internal_server_error", 500, Unavailable, UnknownOutcome),
    ("rest_comment_failed_create", 500, Unavailable, UnknownOutcome),
]


def refuses(mouth, method, body, status, **more):
    """The blog answers well, but for one method."""
    well = {"id": 7, "post": 5, "parent": 0, "status": "approved", "capabilities": {"moderate_comments": True}}

    def answer(asked, _path):
        mouth.status = status if asked == method else 200
        return body if asked == method else well

    mouth.says(answer, **more)


@pytest.mark.parametrize(("code", "status", "reading", "writing"), SAID, ids=[f"{row[0]} {row[1]}" for row in SAID])
def test_each_refusal_is_of_its_class(mouth, blog, outgoing, code, status, reading, writing):
    for method, deed, expected in (
        ("GET", lambda: blog().check(), reading),
        ("POST", lambda: blog().send(outgoing("7")), writing),
    ):
        refuses(mouth, method, refusal(code, status), status)
        with pytest.raises(expected) as caught:
            deed()
        assert type(caught.value) is expected
        assert "WordPress" in str(caught.value)
        assert not any(secret in str(caught.value) for secret in SECRETS.values())


PAGES = [
    (b"<html>One moment</html>", 200, Unavailable, UnknownOutcome),
    (b"<html>Maintenance</html>", 503, Unavailable, UnknownOutcome),
    (b"Warning: something in some.php\n{}", 200, Unavailable, UnknownOutcome),
    (b"<html>401</html>", 401, Unavailable, UnknownOutcome),
    (b"<html>Blocked by a firewall</html>", 403, Unavailable, Rejected),
    ({"message": "Forbidden"}, 401, Unavailable, UnknownOutcome),
    (b"\xff\xfe", 200, Unavailable, UnknownOutcome),
    (b"[" * 100_000, 200, Unavailable, UnknownOutcome),
    (b"<html>429</html>", 429, RateLimited, RateLimited),
]


@pytest.mark.parametrize(("body", "status", "reading", "writing"), PAGES, ids=[repr(row[0])[:24] for row in PAGES])
def test_what_is_not_wordpresss_own_answer_is_never_about_our_credentials(
    mouth, blog, outgoing, body, status, reading, writing
):
    for method, deed, expected in (
        ("GET", lambda: blog().fetch("comments", {}), reading),
        ("POST", lambda: blog().send(outgoing("7")), writing),
    ):
        refuses(mouth, method, body, status)
        with pytest.raises(expected):
            deed()


@pytest.mark.parametrize("told", ["90", "Sun, 22 Nov 2036 10:00:00 GMT", "soon", "-5", "", "99999999999"])
def test_a_wait_is_what_was_asked_for_or_a_minute(mouth, blog, told):
    mouth.says(b"", 429, headers={"Retry-After": told})
    with pytest.raises(RateLimited) as caught:
        blog().fetch("comments", {})
    wait = caught.value.until - datetime.now(UTC)
    expected = {"90": 90, "99999999999": 86_400}.get(told, 60)
    assert expected - 5 < wait.total_seconds() <= expected


def test_the_password_goes_in_the_header_in_utf_8_and_nowhere_else(mouth, blog):
    mouth.says({"id": 2, "username": "editör", "name": "Harbour Line", "home": "https://Blog.example/news/"})
    profile = blog("/news").check()
    assert (profile.external_id, profile.handle, profile.name) == ("2@blog.example/news", "editör", "Harbour Line")
    assert len(mouth.asked) == 2
    for method, path, headers, body in mouth.asked:
        assert (method, body) == ("GET", b"")
        assert path.startswith("/news/wp-json/")
        assert base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode() == "editör:abcd EFGH 1234"


def test_a_user_who_may_not_moderate_is_told_so_at_once(mouth, blog):
    mouth.says({"id": 2, "username": "reader", "capabilities": {"read": True}})
    with pytest.raises(NotPermitted, match="editor"):
        blog().check()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (404, {}),
        (301, {"Location": "/wp-json/wp/v2/users/me/"}),
        (200, {"Link": '<https://blog.example/index.php?rest_route=/>; rel="https://api.w.org/"'}),
    ],
    ids=["no such file", "sent elsewhere on the blog", "shown the front page"],
)
def test_a_blog_without_pretty_addresses_is_asked_in_the_plain_way(mouth, blog, status, headers):
    def answer(_method, path):
        is_plain = "rest_route=" in path
        mouth.status, mouth.headers = (200, {}) if is_plain else (status, headers)
        return {"id": 2, "username": "editor", "home": "https://blog.example"} if is_plain else b"<html>"

    mouth.says(answer)
    assert blog("/news").check().external_id == OWN
    paths = [path for _method, path, _headers, _body in mouth.asked]
    assert paths[0].startswith("/news/wp-json/wp/v2/users/me")
    assert [path.split("&")[0] for path in paths[1:]] == [
        "/news/?rest_route=%2Fwp%2Fv2%2Fusers%2Fme",
        "/news/?rest_route=%2F",
    ]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_blog_that_moved_is_not_followed_but_named(mouth, blog, outgoing, status):
    mouth.says(b"", status, headers={"Location": "https://www.blog.example/wp-json/wp/v2/comments?x=1"})
    for deed in (blog().check, lambda: blog().fetch("comments", {}), lambda: blog().send(outgoing("7"))):
        with pytest.raises(Rejected, match=r"WordPress blog has moved to https://www\.blog\.example\."):
            deed()
    assert len(mouth.asked) == 3


def test_without_an_address_nothing_is_asked():
    with pytest.raises(Rejected, match="address"):
        open_connector("wordpress", credentials()).check()


ODD_LISTS = [
    [None, 5, "x", [], {"id": 7}],
    [{"id": {}}, {"id": True, "date_gmt": 5}, {"id": "7"}],
    [{"id": 7, "date_gmt": "soon", "_embedded": [], "_links": 5, "content": 5}],
]


@pytest.mark.parametrize("entries", ODD_LISTS, ids=repr)
def test_odd_entries_are_handed_over_and_hold_up_nothing(mouth, blog, entries):
    mouth.says(entries)
    connector = blog()
    page = connector.fetch("comments", {})
    assert len(page.items) == len(connector.fetch_back("comments", {}, until=None).items) == len(entries)
    assert not page.has_more
    assert connector.reread([standing("7")]).gone == frozenset()
    assert connector.find_sent(outgoing_to("7")) is None


def outgoing_to(parent_id, text="At nine."):
    return Outgoing(text, parent_id, "post-5", datetime.now(UTC), "k", Kind.COMMENT)


def standing(external_id, *, is_ours=False):
    return Standing(external_id, Kind.COMMENT, "post-5", is_ours=is_ours)


def test_only_what_the_blog_says_is_gone_is_gone(mouth, blog):
    """The list leaves out what may not be read; each that is missing is asked for by itself."""
    answers = {
        "7": (404, refusal("rest_comment_invalid_id", 404)),
        "8": (403, refusal("rest_cannot_read", 403)),
        "9": (404, refusal("rest_post_invalid_id", 404)),
    }

    def answer(_method, path):
        asked = path.split("?")[0].rpartition("/")[2]
        mouth.status, body = answers.get(asked, (200, [{"id": 10, "status": "trash"}, {"id": 12, "status": "spam"}]))
        return body

    mouth.says(answer)
    found = blog().reread([standing(key) for key in ("7", "8", "9", "10", "12", "not-a-number")])
    assert found.gone == {"7", "9", "10"}
    assert [raw.external_id for _stream, raw in found.items] == ["12"]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (401, refusal("incorrect_password", 401)),
        (401, refusal("rest_forbidden_context", 401)),
        (403, refusal("rest_forbidden_context", 403)),
        (404, refusal("rest_no_route", 404)),
        (404, b"<html>Not Found</html>"),
        (500, b""),
    ],
    ids=str,
)
def test_a_lost_permission_is_no_deletion(mouth, blog, status, body):
    mouth.says(body, status)
    with pytest.raises(ConnectorError) as caught:
        blog().reread([standing("7")])
    assert not isinstance(caught.value, Gone)


# ------------------------------------------------------------------------------------------------- on the sandbox


@pytest.fixture
def company(opened):
    return opened("wordpress")


@pytest.fixture
def says(sandbox):
    """Somebody says something on the blog; returns its id. The words are its name in the scenario."""
    names = iter(range(1_000_000))

    def say(text, by="dora", under=None, start=None, **extra):
        name = f"w{next(names)}"
        author = None if by == "company" else {"id": by, "handle": by, "name": by.title()}
        facts = {"platform": "wordpress", "account": "harbourline", "kind": "comment", "extra": extra or None}
        event = {"at": 0, "id": name, "author": author, "reply_to": under and say.names[under], "text": text, **facts}
        number = sandbox.play(event, start=start)[name]
        say.names[number] = name
        return number

    say.names = {}
    return say


def shown(sandbox, number):
    [row] = [row for row in sandbox.items("wordpress", "harbourline") if row["external_id"] == number]
    return row["extra"].get("status") or ("hold" if row["hidden"] else "approved")


def read_again(connector, number):
    [(stream, raw)] = connector.reread([standing(number)]).items
    return connector.parse(stream, raw.data).message


def test_a_held_comment_is_read_and_approved_by_its_answer(company, says, sandbox, read, messages):
    held = says("Is it late?", status="hold")
    [message] = messages(company, "comments", read(company, "comments")[0]).values()
    assert message.is_hidden
    company.send(outgoing_to(held))
    assert shown(sandbox, held) == "approved"
    assert not read_again(company, held).is_hidden


def test_what_is_taken_for_spam_is_not_read_but_stays_once_it_was(company, says, sandbox, read, messages):
    says("Buy pills", status="spam")
    number = says("Is it late?")
    assert set(messages(company, "comments", read(company, "comments")[0])) == {number}
    company.act(Action.SPAM, standing(number))
    assert read_again(company, number).is_hidden
    assert company.reread([standing(number)]).gone == frozenset()


def test_what_is_in_the_bin_is_gone_and_cannot_be_answered(company, says, sandbox):
    number = says("Is it late?")
    company.act(Action.DELETE, standing(number))
    assert shown(sandbox, number) == "trash"
    assert company.reread([standing(number)]).gone == {number}
    with pytest.raises(Gone):
        company.send(outgoing_to(number))
    with pytest.raises(Gone):
        company.act(Action.APPROVE, standing(number))
    company.act(Action.DELETE, standing(number))


def test_moderating_leaves_the_writers_address_and_client_as_they_were(company, says, sandbox):
    number = says("Is it late?", author_ip="198.51.100.1", author_user_agent="Lynx")
    for action in (Action.HIDE, Action.UNHIDE, Action.SPAM, Action.APPROVE):
        company.act(action, standing(number))
    [row] = [row for row in sandbox.items("wordpress", "harbourline") if row["external_id"] == number]
    assert (row["extra"]["author_ip"], row["extra"]["author_user_agent"]) == ("198.51.100.1", "Lynx")


def test_a_blog_without_a_bin_deletes_for_good(mouth, blog):
    def answer(method, path):
        is_refused = method == "DELETE" and "force=true" not in path
        mouth.status = 501 if is_refused else 200
        return refusal("rest_trash_not_supported", 501) if is_refused else {"id": 7, "status": "approved"}

    mouth.says(answer)
    blog().act(Action.DELETE, standing("7"))
    asked = [(method, path.partition("?")[2]) for method, path, _headers, _body in mouth.asked]
    assert asked[1:] == [("DELETE", ""), ("DELETE", "force=true")]


def test_a_change_the_blog_does_not_make_is_said(mouth, blog):
    mouth.says({"id": 7, "status": "approved"})
    with pytest.raises(Unavailable, match="did not change"):
        blog().act(Action.SPAM, standing("7"))


def test_only_what_may_be_done_with_our_own_words_is_done(company, says):
    number = company.send(outgoing_to(says("Is it late?"))).external_id
    with pytest.raises(NotPermitted):
        company.act(Action.HIDE, standing(number, is_ours=True))
    company.act(Action.DELETE, standing(number, is_ours=True))
    assert company.reread([standing(number)]).gone == {number}


def test_the_same_words_under_the_same_comment_again_are_refused(company, says):
    question = says("Is it late?")
    first = company.send(outgoing_to(question))
    assert company.send(outgoing_to(question)) == first
    again = replace(outgoing_to(question), known_ids=frozenset({first.external_id}))
    with pytest.raises(Rejected, match="other words") as caught:
        company.send(again)
    assert type(caught.value) is Rejected


def test_words_with_a_backslash_which_wordpress_would_publish_twice_are_found(company, says):
    reply = outgoing_to(says("Is it late?"), "\\o/ at nine")
    first = company.send(reply)
    assert company.find_sent(reply) == first
    assert company.send(reply) != first


def test_a_reply_in_the_blogs_own_markup_is_shown_as_it_was_typed(company, says, sandbox):
    text = 'Fish & chips <3, see <b>https://example.org/?a=1&b=2</b> &amp; "more"'
    sent = company.send(outgoing_to(says("Lunch?"), text))
    assert read_again(company, sent.external_id).text == text
    assert company.find_sent(outgoing_to("2", text)) is None


def test_what_arrives_with_an_old_date_is_found(company, says, read, messages):
    """A plugin that copies comments from elsewhere keeps their times; ids tell what is new."""
    says("now")
    _pages, cursor = read(company, "comments")
    late = says("last year's", start=(datetime.now(UTC) - timedelta(days=365)).isoformat())
    assert late in messages(company, "comments", read(company, "comments", cursor)[0])


def test_a_pass_goes_on_over_comments_deleted_between_its_pages(company, says, sandbox, read, messages):
    says("the first")
    _pages, cursor = read(company, "comments")
    facts = {"platform": "wordpress", "account": "harbourline", "kind": "comment", "author": {"id": "ann"}}
    ids = sandbox.play(*({"at": 0, "id": f"n{n}", "text": f"question {n}", **facts} for n in range(240)))
    first, cursor = read(company, "comments", cursor, pages=2)
    assert first[-1].has_more
    sandbox.play(*({"delete": f"n{n}", "at": 0} for n in range(150, 240)))
    rest, _cursor = read(company, "comments", cursor)
    assert {ids[f"n{n}"] for n in range(150)} <= set(messages(company, "comments", first + rest))


def test_a_poll_with_nothing_new_costs_one_small_call(company, says, read):
    for number in range(3):
        says(f"question {number}")
    _pages, cursor = read(company, "comments")
    pages, again = read(company, "comments", cursor)
    assert (len(pages), again) == (1, cursor)


def test_the_post_above_can_be_asked_for(company, says):
    [post] = company.context(standing(says("Is it late?")))
    assert (post.external_id, post.is_ours) == ("post-1", True)
    assert post.text.startswith("Hello world!")
    assert company.context(standing("999999")) == ()


def test_a_blog_without_pretty_addresses_is_read_and_answered(company, says, sandbox):
    sandbox.control("PUT", "settings", wordpress_plain_permalinks=1)
    question = says("Is it late?")
    sent = company.send(outgoing_to(question))
    assert isinstance(company.find_sent(outgoing_to(question)), Delivery)
    page = company.fetch("comments", {})
    assert {raw.external_id for raw in page.items} == {question, sent.external_id}
