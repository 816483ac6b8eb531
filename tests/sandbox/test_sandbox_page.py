"""The customer's page, used as a browser without JavaScript would: reading HTML, sending forms."""

from html.parser import HTMLParser
from typing import Any

import pytest
import requests
import tweepy


class Page(HTMLParser):
    """The hooks browser tests rely on, read from the HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.items: dict[str, str] = {}
        self.replies: set[str] = set()
        self.ids: set[str] = set()
        self.html = html
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if "data-item" in found:
            self.items[found["data-item"]] = found["data-author"]
        if "data-reply" in found:
            self.replies.add(found["data-reply"])
        if "id" in found:
            self.ids.add(found["id"])


def look(sandbox: Any, platform: str = "x", **query: Any) -> Page:
    params = {"platform": platform, "account": "wren", **query}
    response = requests.get(sandbox.url, params=params, timeout=5)
    assert response.status_code == 200
    return Page(response.text)


def send(sandbox: Any, path: str, platform: str = "x", **fields: Any) -> requests.Response:
    form = {"platform": platform, "account": "wren", **fields}
    return requests.post(f"{sandbox.url}/{path}", data=form, timeout=5)


def test_without_a_company_the_page_offers_to_add_one(sandbox: Any) -> None:
    assert "No company on X yet" in requests.get(sandbox.url, timeout=5).text
    send(sandbox, "accounts", name="Wren Ferries", handle="wren")
    assert "Write to Wren Ferries" in look(sandbox).html


def test_someone_new_writes_a_mention(x: tweepy.Client, sandbox: Any) -> None:
    answer = send(sandbox, "write", name="Zoë van Dijk", followers="4", text="is the boat late?")
    assert answer.status_code == 200  # after the redirect, on the page with what was written
    page = Page(answer.text)
    ((item_id, author),) = page.items.items()
    assert author == "zoe_van_dijk"
    assert {"write-form", f"item-{item_id}"} <= page.ids
    assert page.replies == {item_id}
    me = x.get_me(user_auth=False).data.id
    mention = x.get_users_mentions(me, expansions=["author_id"], user_fields=["public_metrics"])
    assert mention.data[0].text == "@wren is the boat late?"
    assert mention.includes["users"][0].public_metrics["followers_count"] == 4


def test_the_same_name_is_the_same_person(x: tweepy.Client, sandbox: Any) -> None:
    for text in ("one", "two"):
        send(sandbox, "write", name="Zoë van Dijk", text=text)
    assert sandbox.control("GET", "counts")["people"] == 1


def test_a_visitor_post_a_comment_and_an_answer_by_the_company(graph: Any, sandbox: Any) -> None:
    send(sandbox, "write", "facebook", name="Ann", text="Do you take dogs?")
    (post,) = graph.get_connections("me", "visitor_posts")["data"]
    send(sandbox, "write", "facebook", name="Bob", reply_to=post["id"], text="They do")
    send(sandbox, "write", "facebook", as_company="1", reply_to=post["id"], text="We do!")
    comments = graph.get_connections(post["id"], "comments")["data"]
    assert [(comment["from"]["name"], comment["message"]) for comment in comments] == [
        ("Bob", "They do"),
        ("Wren Ferries", "We do!"),
    ]
    assert list(look(sandbox, "facebook").items) == [post["id"], *(comment["id"] for comment in comments)]


def test_a_company_post_by_its_own_hand(x: tweepy.Client, sandbox: Any) -> None:
    send(sandbox, "write", as_company="1", text="Boats run again")
    assert x.get_users_tweets(x.get_me(user_auth=False).data.id).data[0].text == "Boats run again"


def test_the_fragment_brings_what_an_app_has_answered(x: tweepy.Client, sandbox: Any, events_of: Any) -> None:
    asked = sandbox.play(events_of("mention", "x1"))["ids"]["x1"]
    reply = x.create_tweet(text="Coming!", in_reply_to_tweet_id=asked, user_auth=False).data["id"]
    fragment = requests.get(f"{sandbox.url}/timeline?platform=x&account=wren", timeout=5).text
    assert list(Page(fragment).items) == [asked, reply]
    assert "<html" not in fragment


def test_consumers_words_can_be_edited_and_deleted(x: tweepy.Client, sandbox: Any, events_of: Any) -> None:
    first = sandbox.play(events_of("mention", "x1"))["ids"]["x1"]
    page = Page(send(sandbox, "edit", id=first, text="better <b>words</b>").text)
    ((second, _),) = page.items.items()
    assert second != first
    assert "edited" in page.html
    assert "better &lt;b&gt;words&lt;/b&gt;" in page.html
    assert Page(send(sandbox, "delete", id=second).text).items == {}
    assert sandbox.item("x1")["deleted"] is True


def test_what_hangs_below_something_deleted_stays_in_sight_on_x(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("mention", "x1"), events_of("mention", "x2", "bob", reply_to="x1"))["ids"]
    sandbox.play({"delete": "x1"})
    page = look(sandbox)
    assert list(page.items) == [ids["x1"], ids["x2"]]
    assert "x1 says hello" not in page.html


@pytest.mark.parametrize(
    ("fields", "notice"),
    [
        ({"name": "", "text": "hello"}, "Say who writes"),
        ({"name": "Ann", "text": "  "}, "Write something first"),
        ({"name": "Ann", "text": "hello", "followers": "many"}, "a whole number"),
        ({"name": "Ann", "text": "hello", "reply_to": "1"}, "no longer there"),
    ],
)
def test_a_mistake_is_told_and_nothing_is_written(x: Any, sandbox: Any, fields: dict[str, str], notice: str) -> None:
    answer = send(sandbox, "write", **fields)
    assert answer.status_code == 400
    assert notice in answer.text
    assert sandbox.items() == []


def test_what_was_typed_is_still_there_after_a_mistake(x: Any, sandbox: Any) -> None:
    assert ">hello there</textarea>" in send(sandbox, "write", name="", text="hello there").text


def test_weather_is_ordered_and_cleared(x: tweepy.Client, sandbox: Any) -> None:
    assert "Expire the token · @wren" in send(sandbox, "weather", order="expire").text
    with pytest.raises(tweepy.Unauthorized):
        x.get_me(user_auth=False)
    send(sandbox, "weather", clear="all")
    x.get_me(user_auth=False)
    assert sandbox.control("GET", "faults")["faults"] == []


def test_another_sites_forms_may_not_write_here(x: Any, sandbox: Any) -> None:
    answer = requests.post(
        f"{sandbox.url}/write",
        data={"platform": "x", "account": "wren", "name": "Eve", "text": "hello"},
        headers={"Sec-Fetch-Site": "cross-site"},
        timeout=5,
    )
    assert answer.status_code == 403
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert requests.delete(f"{sandbox.url}/control/state", headers=headers, timeout=5).status_code == 403
    assert sandbox.items() == []
    assert len(sandbox.control("GET", "accounts")["accounts"]) == 1


def test_older_threads_are_a_page_away(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = list(sandbox.play(*(events_of("mention", f"x{n}") for n in range(45)))["ids"].values())
    page = look(sandbox)
    assert list(page.items) == ids[:4:-1]
    older = sandbox.items(limit=6)[-1]["seq"]
    assert f"before={older}" in page.html
    assert list(look(sandbox, before=older).items) == ids[4::-1]


def test_its_style_and_script_are_its_own(sandbox: Any) -> None:
    html = requests.get(sandbox.url, timeout=5).text
    assert "//" not in html.replace("<!DOCTYPE html>", "")
    for name in ("page.css", "page.js"):
        assert requests.get(f"{sandbox.url}/static/{name}", timeout=5).status_code == 200


def test_a_message_in_private_is_marked_so_and_answered_in_private(x: tweepy.Client, sandbox: Any) -> None:
    page = Page(send(sandbox, "write", name="Ann", text="psst", in_private="1").text)
    ((first, _),) = page.items.items()
    assert '<span class="mark">private</span>' in page.html
    send(sandbox, "write", as_company="1", reply_to=first, text="yes?")
    send(sandbox, "write", name="Ann", reply_to=first, text="my number is 7")
    assert [(item["kind"], item["is_private"]) for item in sandbox.items()] == [("dm", True)] * 3
    told = x.get_direct_message_events(user_auth=False).data
    assert [event.text for event in told] == ["my number is 7", "yes?", "psst"]


def test_one_persons_messages_are_one_thread_on_the_page(x: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("dm", "x1"), events_of("dm", "x2", "bob"), events_of("dm", "x3"))["ids"]
    page = look(sandbox)
    assert list(page.items) == [ids["x2"], ids["x1"], ids["x3"]]
    assert page.html.count('class="thread card"') == 2


def test_the_company_cannot_write_to_nobody_in_private(x: Any, sandbox: Any) -> None:
    answer = send(sandbox, "write", as_company="1", text="psst", in_private="1")
    assert answer.status_code == 400
    assert "Nobody has written in private yet" in answer.text
