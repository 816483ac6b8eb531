"""WordPress's REST API as any client meets it. That a real blog answers alike is checked in tests/real/wordpress."""

import json
from typing import Any

import pytest
import requests

LIST = "/wp/v2/comments"
EDIT = {"context": "edit"}


class Blog:
    """The blog of Wren Ferries, asked over HTTP as its editor."""

    def __init__(self, sandbox: Any) -> None:
        account = sandbox.account("wordpress", token="abcd EFGH 1234")
        self.sandbox, self.url = sandbox, f"{sandbox.url}{account['base_url_path']}"
        self.secrets, self.user = account["secrets"], account["id"].partition("@")[0]
        self.auth: Any = (self.secrets["username"], self.secrets["application_password"])

    def ask(self, method: str, route: str, facts: Any = None, **query: Any) -> requests.Response:
        address = f"{self.url}/wp-json{route}"
        return requests.request(method, address, json=facts, params=query, auth=self.auth, timeout=5)

    def get(self, route: str, **query: Any) -> Any:
        answer = self.ask("GET", route, **query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def reply(self, parent: str, content: str, **more: Any) -> requests.Response:
        return self.ask("POST", LIST, {"post": 1, "parent": int(parent), "content": content, **more})

    def play(self, *events: dict[str, Any], **more: Any) -> dict[str, str]:
        facts = {
            "platform": "wordpress",
            "account": "wren",
            "kind": "comment",
            "at": 0,
            "author": {"id": "ann", "name": "Ann"},
        }
        played = self.sandbox.play(*({**facts, **event} if "id" in event else event for event in events), **more)
        assert not played["refused"], played
        return dict(played["ids"])


@pytest.fixture
def blog(sandbox: Any) -> Blog:
    return Blog(sandbox)


def refusal(answer: requests.Response) -> tuple[int, str]:
    body = answer.json()
    assert body["data"]["status"] == answer.status_code
    return answer.status_code, body["code"]


def test_the_editor_is_known_by_an_application_password_with_its_spaces_or_without(blog: Blog) -> None:
    for password in ("abcd EFGH 1234", "abcdEFGH1234", "abcd-EFGH-1234"):
        blog.auth = ("wren", password)
        me = blog.get("/wp/v2/users/me", **EDIT)
        assert (str(me["id"]), me["username"], me["capabilities"]["moderate_comments"]) == (blog.user, "wren", True)


@pytest.mark.parametrize("auth", [None, ("wren", "wrong"), ("nobody", "abcd EFGH 1234"), ("", "")])
def test_anybody_else_is_nobody(blog: Blog, auth: Any) -> None:
    number = blog.play({"id": "a", "text": "Is it late?"})["a"]
    blog.auth = auth
    assert refusal(blog.ask("GET", "/wp/v2/users/me")) == (401, "rest_not_logged_in")
    assert refusal(blog.ask("GET", LIST, **EDIT)) == (401, "rest_forbidden_context")
    assert refusal(blog.ask("GET", LIST, status="hold")) == (401, "rest_forbidden_param")
    assert refusal(blog.reply(number, "At nine.")) == (401, "rest_comment_login_required")
    assert refusal(blog.ask("POST", f"{LIST}/{number}", {"status": "hold"})) == (401, "rest_cannot_edit")
    assert refusal(blog.ask("DELETE", f"{LIST}/{number}")) == (401, "rest_cannot_delete")
    assert refusal(blog.ask("GET", f"{LIST}/999999", **EDIT)) == (404, "rest_comment_invalid_id")


def test_one_blog_knows_nothing_of_another(blog: Blog) -> None:
    number = blog.play({"id": "a", "text": "Is it late?"})["a"]
    blog.sandbox.account("wordpress", handle="rival", token="other")
    blog.auth = ("rival", "other")
    assert blog.get(LIST, status="any") == []
    assert refusal(blog.ask("GET", f"{LIST}/{number}")) == (404, "rest_comment_invalid_id")


def test_the_index_says_whose_blog_it_is(blog: Blog) -> None:
    assert blog.get("/", _fields="name,home") == {"name": "Wren Ferries", "home": "https://wren.example"}
    assert "application-passwords" in blog.get("/")["authentication"]


def test_a_comment_tells_its_writer_to_moderators_alone(blog: Blog) -> None:
    ids = blog.play(
        {"id": "p", "kind": "post", "author": None, "text": "We sail again\nFrom Monday."},
        {"id": "a", "text": "Is it 'late' & <full>?", "reply_to": "p"},
        {"id": "b", "text": "No.", "author": None, "reply_to": "a"},
        {"id": "c", "text": "Oh", "author": {"id": "shy", "name": "Shy", "hidden_profile": True}, "reply_to": "b"},
    )
    for_all = blog.get(f"{LIST}/{ids['a']}")
    assert for_all.keys().isdisjoint({"author_email", "author_ip", "author_user_agent"})
    assert for_all["content"] == {"rendered": "<p>Is it &#8216;late&#8217; &amp; &lt;full&gt;?</p>\n"}
    shy, ours, ann = blog.get(LIST, _embed="up", **EDIT)
    assert (ann["author"], ann["author_name"], ann["author_email"]) == (0, "Ann", "ann@visitor.example")
    assert (ann["post"], ann["parent"], ours["parent"]) == (int(ids["p"].removeprefix("post-")), 0, int(ids["a"]))
    assert ann["content"]["raw"] == "Is it 'late' &amp; &lt;full&gt;?"
    assert (str(ours["author"]), ours["author_name"]) == (blog.user, "Wren Ferries")
    assert (shy["author_name"], shy["author_email"]) == ("Shy", "")
    [post] = ann["_embedded"]["up"]
    assert (post["title"]["rendered"], post["excerpt"]["rendered"]) == ("We sail again", "<p>From Monday.</p>\n")


def test_times_are_told_in_the_blogs_zone_and_in_gmt(blog: Blog) -> None:
    blog.play({"id": "a", "text": "In summer"}, start="2026-07-01T10:00:00Z")
    [comment] = blog.get(LIST)
    assert (comment["date"], comment["date_gmt"]) == ("2026-07-01T12:00:00", "2026-07-01T10:00:00")


def test_pages_tell_how_many_there_are_and_where_the_next_is(blog: Blog) -> None:
    ids = blog.play(*({"id": f"c{n}", "text": f"question {n}"} for n in range(5)))
    found = []
    for page in (1, 2, 3):
        answer = blog.ask("GET", LIST, orderby="id", order="asc", per_page=2, page=page)
        assert (answer.headers["X-WP-Total"], answer.headers["X-WP-TotalPages"]) == ("5", "3")
        assert ('rel="next"' in answer.headers["Link"], 'rel="prev"' in answer.headers["Link"]) == (page < 3, page > 1)
        found += [str(comment["id"]) for comment in answer.json()]
    assert found == list(ids.values())
    assert [str(comment["id"]) for comment in blog.get(LIST, orderby="id", offset=3)] == [ids["c1"], ids["c0"]]


def test_ids_follow_arrival_and_dates_what_is_shown(blog: Blog) -> None:
    now = blog.play({"id": "now", "text": "now"})["now"]
    old = blog.play({"id": "old", "text": "old"}, start="2025-01-01T00:00:00Z")["old"]
    assert [str(comment["id"]) for comment in blog.get(LIST, orderby="id")] == [old, now]
    assert [str(comment["id"]) for comment in blog.get(LIST)] == [now, old]
    assert [str(comment["id"]) for comment in blog.get(LIST, after="2025-06-01T00:00:00Z")] == [now]
    assert blog.get(LIST, after="2025-01-01T00:00:00Z", before="2025-01-01T00:00:01Z") == []


def test_lists_are_of_one_status_of_those_on_the_blog_or_of_any(blog: Blog) -> None:
    ids = blog.play(
        {"id": "approved", "text": "a"},
        *({"id": status, "text": status, "extra": {"status": status}} for status in ("hold", "spam")),
        {"id": "trash", "text": "t"},
    )
    blog.ask("DELETE", f"{LIST}/{ids['trash']}")

    def listed(status: str) -> set[str]:
        return {comment["status"] for comment in blog.get(LIST, status=status)}

    assert listed("all") == {"approved", "hold"}
    assert listed("any") == {"approved", "hold", "spam", "trash"}
    assert listed("approve") == {"approved"}
    assert (listed("hold"), listed("spam"), listed("trash")) == ({"hold"}, {"spam"}, {"trash"})
    assert listed("approve,hold") == set()  # sanitize_key() takes the comma out.


def test_fields_that_are_not_asked_for_stay_out(blog: Blog) -> None:
    blog.play({"id": "a", "text": "Is it late?"})
    assert [sorted(comment) for comment in blog.get(LIST, _fields="id,status", _embed="up")] == [["id", "status"]]
    assert [sorted(comment) for comment in blog.get(LIST, _fields="id,content.raw", **EDIT)] == [["id"]]
    with_post = blog.get(LIST, _fields="id,_links,_embedded", _embed="up")
    assert with_post[0]["_embedded"]["up"][0]["title"]["rendered"] == "Hello world!"


@pytest.mark.parametrize(
    "query",
    [{"per_page": "101"}, {"per_page": "0"}, {"page": "0"}, {"order": "up"}, {"orderby": "karma"}, {"context": "all"},
     {"include": "x"}, {"after": "soon"}, {"offset": "x"}],
    ids=str,
)  # fmt: skip
def test_a_parameter_that_makes_no_sense_is_named(blog: Blog, query: dict[str, str]) -> None:
    answer = blog.ask("GET", LIST, **query)
    assert refusal(answer) == (400, "rest_invalid_param")
    assert answer.json()["data"]["params"].keys() == query.keys()


def test_an_answer_stands_under_what_it_answers(blog: Blog) -> None:
    question = blog.play({"id": "a", "text": "Is it late?"})["a"]
    answer = blog.reply(question, " Fish &amp; chips <b>now</b> ")
    made = answer.json()
    assert (answer.status_code, made["status"], made["parent"]) == (201, "approved", int(question))
    assert answer.headers["Location"].endswith(f"{LIST}/{made['id']}")
    assert made["content"]["raw"] == "Fish &amp; chips <b>now</b>"
    [row] = [row for row in blog.sandbox.items() if row["external_id"] == str(made["id"])]
    assert (row["text"], row["is_company"], row["parent"]) == ("Fish & chips now", True, question)
    assert [comment["id"] for comment in blog.get(LIST, parent=question, author=blog.user)] == [made["id"]]
    assert blog.get(LIST, author="999") == []


def test_the_same_words_again_are_a_duplicate_unless_they_hold_a_backslash(blog: Blog) -> None:
    ids = blog.play({"id": "a", "text": "Is it late?"}, {"id": "b", "text": "And now?"})
    assert blog.reply(ids["a"], "At nine.").status_code == 201
    assert refusal(blog.reply(ids["a"], "At nine. ")) == (409, "comment_duplicate")
    assert blog.reply(ids["b"], "At nine.").status_code == 201
    assert [blog.reply(ids["a"], "\\o/").status_code for _time in range(2)] == [201, 201]


def test_what_cannot_be_written_is_refused_in_wordpresss_words(blog: Blog) -> None:
    ids = blog.play(
        {"id": "closed", "kind": "post", "author": None, "text": "Closed", "extra": {"comment_status": "closed"}},
        {"id": "gone", "kind": "post", "author": None, "text": "Gone"},
        {"id": "a", "text": "Is it late?", "reply_to": "gone"},
        {"delete": "gone", "at": 0},
    )
    posts = {name: int(ids[name].removeprefix("post-")) for name in ("closed", "gone")}
    assert refusal(blog.reply("0", "x", post=posts["closed"])) == (403, "rest_comment_closed")
    assert refusal(blog.reply("0", "x", post=posts["gone"])) == (403, "rest_comment_trash_post")
    assert refusal(blog.reply("0", "x", post=999_999)) == (403, "rest_comment_invalid_post_id")
    assert refusal(blog.reply("0", "  ")) == (400, "rest_comment_content_invalid")
    assert refusal(blog.reply("0", "é" * 32_763)) == (400, "comment_content_column_length")
    assert blog.reply("0", "é" * 32_762 + "x").status_code == 201
    assert blog.reply("999999", "An answer to what is not there").status_code == 201
    assert blog.get(f"{LIST}/{ids['a']}")["status"] == "post-trashed"


def test_the_status_changes_as_told_and_takes_the_callers_address_along(blog: Blog) -> None:
    number = blog.play({"id": "a", "text": "Is it late?"})["a"]
    for told, status in (
        ("hold", "hold"),
        ("hold", "hold"),
        ("1", "approved"),
        ("spam", "spam"),
        ("nonsense", "spam"),
        ("unspam", "hold"),
        ("trash", "trash"),
        ("untrash", "hold"),
    ):
        assert blog.ask("POST", f"{LIST}/{number}", {"status": told}).json()["status"] == status
        [row] = blog.sandbox.items()
        assert (row["hidden"], row["deleted"]) == (status != "approved", status == "trash")
    assert blog.get(f"{LIST}/{number}", **EDIT)["author_ip"] == "127.0.0.1"
    blog.ask("POST", f"{LIST}/{number}", {"status": "approve", "author_ip": "203.0.113.8"})
    assert blog.get(f"{LIST}/{number}", **EDIT)["author_ip"] == "203.0.113.8"


def test_the_bin_keeps_and_force_does_not(blog: Blog) -> None:
    ids = blog.play(
        {"id": "a", "text": "a"}, {"id": "b", "text": "b", "reply_to": "a"}, {"id": "c", "text": "c", "reply_to": "b"}
    )
    assert blog.ask("DELETE", f"{LIST}/{ids['b']}").json()["status"] == "trash"
    assert refusal(blog.ask("DELETE", f"{LIST}/{ids['b']}")) == (410, "rest_already_trashed")
    assert blog.get(f"{LIST}/{ids['c']}")["parent"] == int(ids["b"])
    gone = blog.ask("DELETE", f"{LIST}/{ids['b']}", {"force": True}).json()
    assert (gone["deleted"], gone["previous"]["content"]["raw"]) == (True, "b")
    assert refusal(blog.ask("GET", f"{LIST}/{ids['b']}")) == (404, "rest_comment_invalid_id")
    assert blog.get(f"{LIST}/{ids['c']}")["parent"] == int(ids["a"])


def test_an_edit_keeps_the_id_and_deleting_takes_it_away(blog: Blog) -> None:
    number = blog.play({"id": "a", "text": "Is it late?", "extra": {"raw": "Is it <i>late</i>?"}})["a"]
    assert blog.get(f"{LIST}/{number}", **EDIT)["content"]["raw"] == "Is it <i>late</i>?"
    assert blog.ask("POST", f"{LIST}/{number}", {"content": "Is it <i>very</i> late?"}).status_code == 200
    assert blog.sandbox.item("a")["text"] == "Is it very late?"
    blog.play({"edit": "a", "text": "Is it open?", "at": 0})
    assert blog.get(f"{LIST}/{number}", **EDIT)["content"]["raw"] == "Is it open?"
    blog.play({"delete": "a", "at": 0})
    assert refusal(blog.ask("GET", f"{LIST}/{number}", **EDIT)) == (404, "rest_comment_invalid_id")


def test_only_the_company_writes_posts(blog: Blog) -> None:
    who = {"id": "ann", "name": "Ann"}
    event = {"platform": "wordpress", "account": "wren", "kind": "post", "id": "p", "author": who, "text": "Mine"}
    [refused] = blog.sandbox.play(event)["refused"]
    assert "only the company" in refused["reason"]


def test_without_pretty_addresses_the_api_answers_in_the_query_alone(blog: Blog) -> None:
    blog.sandbox.control("PUT", "settings", {"wordpress_plain_permalinks": 1})
    answer = blog.ask("GET", "/")
    assert (answer.status_code, answer.headers["Content-Type"].split(";")[0]) == (404, "text/html")
    plain = requests.get(blog.url + "/", params={"rest_route": "/wp/v2/users/me"}, auth=blog.auth, timeout=5)
    assert plain.json()["slug"] == "wren"
    assert "rest_route=" in plain.headers["Link"]


def test_bad_weather_speaks_as_a_blog_and_the_server_before_it_do(blog: Blog) -> None:
    said = {}
    for fault, variant in (
        ("expired_token", None),
        ("expired_token", "incorrect_password"),
        ("not_permitted", None),
        ("server_error", None),
    ):
        blog.sandbox.fault("wordpress", fault, variant=variant, times=1)
        said[fault, variant] = refusal(blog.ask("GET", LIST))
    assert list(said.values()) == [
        (401, "rest_not_logged_in"), (401, "incorrect_password"), (403, "rest_forbidden_context"), (500, "internal_server_error"),
    ]  # fmt: skip
    for fault, more, status, wait in (
        ("rate_limited", {}, 429, "120"),
        ("rate_limited", {"headers": False}, 429, None),
        ("server_error", {"variant": "maintenance"}, 503, "600"),
    ):
        blog.sandbox.fault("wordpress", fault, times=1, **more)
        answer = blog.ask("GET", LIST)
        assert (answer.status_code, answer.headers.get("Retry-After")) == (status, wait)
        with pytest.raises(json.JSONDecodeError):
            json.loads(answer.text)
