"""The Graph API as facebook-sdk meets it."""

import json
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import facebook
import pytest
import requests


def code_of(refusal: "pytest.ExceptionInfo[facebook.GraphAPIError]") -> tuple[int, int | None]:
    error = refusal.value.result["error"]
    assert error.keys() >= {"message", "type", "code", "fbtrace_id"}
    return error["code"], error.get("error_subcode")


def play_thread(sandbox: Any, events_of: Any) -> dict[str, str]:
    """A company post with a comment, an answer to it, and an answer to that."""
    return dict(
        sandbox.play(
            events_of("post", "f1", None, "New boats"),
            events_of("comment", "f2", "ann", "When?", reply_to="f1"),
            events_of("comment", "f3", None, "In May", reply_to="f2"),
            events_of("comment", "f4", "bob", "Which May?", reply_to="f3"),
            events_of("comment", "f5", "cy", "Lovely", reply_to="f1"),
        )["ids"]
    )


def test_a_bad_token_is_code_190(graph_as: Any) -> None:
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph_as("nobody's").get_object("me")
    assert code_of(refusal) == (190, 463)


def test_a_version_that_is_not_served_is_refused(graph: Any, graph_as: Any) -> None:
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph_as("f-token", "v3.1").get_object("me")
    assert code_of(refusal)[0] == 2635
    assert graph_as("f-token", "v21.0").get_object("me")["name"] == "Wren Ferries"


def test_the_token_may_come_as_a_header(graph: Any, sandbox: Any) -> None:
    answer = requests.get(f"{sandbox.url}/facebook/v26.0/me", headers={"Authorization": "Bearer f-token"}, timeout=5)
    assert answer.json()["name"] == "Wren Ferries"
    assert answer.headers["facebook-api-version"] == "v26.0"


def test_feed_posts_and_visitor_posts_tell_whose_is_whose(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("post", "f1", None), events_of("post", "f2", "ann"))["ids"]
    edges = {
        edge: [post["id"] for post in graph.get_connections("me", edge)["data"]]
        for edge in ("feed", "posts", "visitor_posts")
    }
    assert edges == {"feed": [ids["f2"], ids["f1"]], "posts": [ids["f1"]], "visitor_posts": [ids["f2"]]}
    assert ids["f1"].startswith(graph.get_object("me")["id"] + "_")


def test_defaults_and_asked_for_fields(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    (post,) = graph.get_connections("me", "feed")["data"]
    assert post.keys() == {"created_time", "message", "id"}
    comment = graph.get_connections(ids["f1"], "comments")["data"][0]
    assert comment.keys() == {"created_time", "from", "message", "id"}
    fields = "message,from,parent{id},object{id},can_hide,can_reply_privately,is_hidden,comment_count"
    deep = graph.get_object(ids["f4"], fields=fields)
    assert deep["parent"] == {"id": ids["f2"]}  # the third level is lifted to the second
    assert deep["object"] == {"id": ids["f1"]}
    assert (deep["can_hide"], deep["can_reply_privately"], deep["is_hidden"]) == (True, True, False)
    top = graph.get_object(ids["f2"], fields=fields)
    assert "parent" not in top
    assert top["comment_count"] == 2
    assert graph.get_object(ids["f3"], fields="from,can_hide") == {
        "from": {"name": "Wren Ferries", "id": graph.get_object("me")["id"]},
        "can_hide": False,
        "id": ids["f3"],
    }


def test_an_unknown_field_is_an_error(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    with pytest.raises(facebook.GraphAPIError, match=r"nonexisting field \(mood\) on node type \(Comment\)"):
        graph.get_object(ids["f2"], fields="mood")
    with pytest.raises(facebook.GraphAPIError, match="Syntax error"):
        graph.get_object(ids["f2"], fields="from{id")


def test_people_who_hide_themselves_have_no_from(graph: Any, sandbox: Any, events_of: Any) -> None:
    hidden = {"id": "u-dee", "name": "Dee", "hidden_profile": True}
    ids = sandbox.play({**events_of("post", "f1"), "author": hidden})["ids"]
    post = graph.get_object(ids["f1"], fields="from,message")
    assert post == {"message": "f1 says hello", "id": ids["f1"]}
    later = {"id": "u-dee", "name": "Dee"}  # a line that does not say leaves it so
    ids = sandbox.play({**events_of("post", "f2"), "author": later})["ids"]
    assert "from" not in graph.get_object(ids["f2"], fields="from")
    shown = {**later, "hidden_profile": False}
    ids = sandbox.play({**events_of("post", "f3"), "author": shown})["ids"]
    assert graph.get_object(ids["f3"], fields="from")["from"]["name"] == "Dee"


def test_comments_stream_or_toplevel_in_either_order_with_a_summary(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)

    def comments(**options: Any) -> list[str]:
        return [comment["id"] for comment in graph.get_connections(ids["f1"], "comments", **options)["data"]]

    assert comments() == [ids["f2"], ids["f5"]]
    assert comments(filter="stream") == [ids[key] for key in ("f2", "f3", "f4", "f5")]
    assert comments(order="reverse_chronological") == [ids["f5"], ids["f2"]]
    page = graph.get_connections(ids["f1"], "comments", filter="stream", summary="true", limit=1)
    assert page["summary"]["total_count"] == 4
    assert [each["id"] for each in graph.get_connections(ids["f2"], "comments")["data"]] == [
        ids["f3"],
        ids["f4"],
    ]


def test_paging_forward_and_back_meets_each_once(graph: Any, sandbox: Any, events_of: Any) -> None:
    many = [events_of("comment", f"f{n}", f"p{n % 5}", reply_to="f0") for n in range(1, 31)]
    ids = list(sandbox.play(events_of("post", "f0", None), *many)["ids"].values())
    found = [comment["id"] for comment in graph.get_all_connections(ids[0], "comments", limit=7)]
    assert found == ids[1:]
    page = graph.get_connections(ids[0], "comments", limit=7)
    second = graph.get_connections(ids[0], "comments", limit=7, after=page["paging"]["cursors"]["after"])
    back = graph.get_connections(ids[0], "comments", limit=7, before=second["paging"]["cursors"]["before"])
    assert [comment["id"] for comment in back["data"]] == ids[1:8]
    assert len(graph.get_connections(ids[0], "comments")["data"]) == 25
    last = graph.get_connections(ids[0], "comments", limit=30)
    assert "next" not in last["paging"]


def test_since_goes_by_arrival_though_dated_back(graph: Any, sandbox: Any, events_of: Any) -> None:
    played = sandbox.play({**events_of("post", "f1"), "at": 0}, start="2020-01-01T08:00:00Z")
    (post,) = graph.get_connections("me", "feed", since="2026-01-01T00:00:00Z")["data"]
    assert post["created_time"] == "2020-01-01T08:00:00+0000"
    assert post["id"] == played["ids"]["f1"]
    assert graph.get_connections("me", "feed", since=4_000_000_000)["data"] == []


def test_a_comment_moves_its_posts_updated_time_though_both_are_dated_back(
    graph: Any, sandbox: Any, events_of: Any
) -> None:
    """`updated_time` is how a client asks what is new: like "since", it goes by arrival."""
    ids = sandbox.play({**events_of("post", "f1", None), "at": 0}, start="2026-01-01T08:00:00Z")["ids"]
    before = graph.get_object(ids["f1"], fields="updated_time,created_time")
    assert before["created_time"] == "2026-01-01T08:00:00+0000"
    time.sleep(1.1)
    sandbox.play({**events_of("comment", "f2", reply_to="f1"), "at": 5}, start="2026-01-01T08:00:00Z")
    after = graph.get_object(ids["f1"], fields="updated_time,created_time")
    assert after["created_time"] == before["created_time"]
    assert after["updated_time"] > before["updated_time"]


def test_comments_can_be_asked_for_within_a_feed(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    fields = "id,comments.limit(1).filter(stream).summary(true){message,from{id}}"
    (post,) = graph.get_connections("me", "feed", fields=fields)["data"]
    assert [comment["id"] for comment in post["comments"]["data"]] == [ids["f2"]]
    assert post["comments"]["data"][0].keys() == {"id", "message", "from"}
    assert post["comments"]["summary"]["total_count"] == 4
    assert "next" in post["comments"]["paging"]


def test_several_objects_at_once(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    found = graph.get_objects([ids["f2"], ids["f5"]], fields="message")
    assert {each["message"] for each in found.values()} == {"When?", "Lovely"}


def test_commenting_hiding_and_deleting(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    made = graph.put_comment(ids["f5"], "Thank you")["id"]
    assert graph.get_object(made, fields="parent{id}")["parent"]["id"] == ids["f5"]
    assert graph.request(f"v26.0/{ids['f5']}", post_args={"is_hidden": "true"}) == {"success": True}
    assert graph.get_object(ids["f5"], fields="is_hidden")["is_hidden"] is True
    assert graph.request(f"v26.0/{made}", post_args={"message": "Thanks"}) == {"success": True}
    assert graph.get_object(made)["message"] == "Thanks"
    assert graph.delete_object(ids["f5"]) == {"success": True}
    for gone in (ids["f5"], made):
        with pytest.raises(facebook.GraphAPIError) as refusal:
            graph.get_object(gone)
        assert code_of(refusal) == (100, 33)


@pytest.mark.parametrize(("message", "code"), [("", 100), ("  ", 100), ("a" * 8001, 100), ("Sorry about that", 506)])
def test_what_cannot_be_said(graph: Any, sandbox: Any, events_of: Any, message: str, code: int) -> None:
    ids = play_thread(sandbox, events_of)
    if code == 506:
        graph.put_comment(ids["f2"], message)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.put_comment(ids["f2"], message)
    assert code_of(refusal)[0] == code


def test_other_peoples_words_cannot_be_changed(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.request(f"v26.0/{ids['f2']}", post_args={"message": "I love it"})
    assert code_of(refusal)[0] == 200


def test_another_pages_objects_do_not_exist(graph: Any, graph_as: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    sandbox.account("facebook", "other", token="other-token")
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph_as("other-token").get_object(ids["f2"])
    assert code_of(refusal) == (100, 33)


@pytest.mark.parametrize(
    ("parameter", "value"), [("limit", 101), ("after", "zzz"), ("order", "mood"), ("since", "mood")]
)
def test_a_bad_parameter_is_code_100(graph: Any, sandbox: Any, events_of: Any, parameter: str, value: Any) -> None:
    ids = play_thread(sandbox, events_of)
    with pytest.raises(facebook.GraphAPIError) as refusal:
        graph.get_connections(ids["f1"], "comments", **{parameter: value})
    assert code_of(refusal)[0] == 100


def test_an_edit_keeps_the_id(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    sandbox.play({"edit": "f2", "text": "When exactly?"})
    assert graph.get_object(ids["f2"])["message"] == "When exactly?"


def test_usage_headers_rise_to_the_limit(graph: Any, sandbox: Any) -> None:
    sandbox.control("PUT", "settings", {"rate_limit_factor": 4 / 4800})

    def call() -> requests.Response:
        return requests.get(f"{sandbox.url}/facebook/v26.0/me?access_token=f-token", timeout=5)

    usages = [json.loads(call().headers["X-App-Usage"])["call_count"] for _ in range(4)]
    assert usages == [25, 50, 75, 100]
    refused = call()
    assert refused.json()["error"]["code"] == 32
    ((usage,),) = json.loads(refused.headers["X-Business-Use-Case-Usage"]).values()
    assert usage["type"] == "pages"
    assert usage["estimated_time_to_regain_access"] > 0
    with pytest.raises(facebook.GraphAPIError):
        graph.get_object("me")
    sandbox.control("PUT", "settings", {"rate_limits": False})
    assert json.loads(call().headers["X-App-Usage"])["call_count"] == 0


def test_recommendations_have_a_story_that_bears_the_comments(graph: Any, sandbox: Any, events_of: Any) -> None:
    shy = {"id": "u-dee", "name": "Dee", "hidden_profile": True}
    review = events_of("review", "f1", "ann", "Lovely", extra={"recommendation_type": "positive"})
    ids = sandbox.play(review, {**events_of("review", "f2", text=""), "author": shy, "extra": {"rating": 4}})["ids"]
    made = graph.put_comment(ids["f1"], "Thank you")["id"]
    fields = "reviewer,review_text,has_review,has_rating,rating,recommendation_type,open_graph_story{id,comments{id}}"
    newest, oldest = graph.get_connections("me", "ratings", fields=fields)["data"]
    assert newest == {
        "has_review": False,
        "has_rating": True,
        "rating": 4,
        "open_graph_story": newest["open_graph_story"],
    }
    assert (oldest["reviewer"]["name"], oldest["recommendation_type"]) == ("Ann", "positive")
    assert oldest["open_graph_story"]["comments"]["data"] == [{"id": made}]


def test_posts_that_tag_the_page_stand_on_an_edge_of_their_own(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("tag", "f1", "ann"), events_of("post", "f2", "bob"))["ids"]
    assert [post["id"] for post in graph.get_connections("me", "tagged")["data"]] == [ids["f1"]]
    assert [post["id"] for post in graph.get_connections("me", "feed")["data"]] == [ids["f2"]]


def test_likes_come_and_go(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    for _time in range(2):
        graph.put_like(ids["f2"])
    assert sandbox.item("f2")["liked"] is True
    for _time in range(2):
        graph.request(f"v26.0/{ids['f2']}/likes", method="DELETE")
    assert sandbox.item("f2")["liked"] is False


def person_in(graph: Any) -> str:
    """The person of the one conversation there is."""
    (conversation,) = graph.get_connections("me", "conversations", fields="participants")["data"]
    page = graph.get_object("me")["id"]
    return next(str(who["id"]) for who in conversation["participants"]["data"] if who["id"] != page)


def send(graph: Any, text: str = "At nine.", **how: Any) -> Any:
    recipient = how.pop("recipient", None) or {"id": person_in(graph)}
    options = {"messaging_type": "RESPONSE", **how}
    return graph.put_object(
        "me", "messages", recipient=json.dumps(recipient), message=json.dumps({"text": text}), **options
    )


def test_conversations_come_last_changed_first_and_messages_newest_first(
    graph: Any, sandbox: Any, events_of: Any
) -> None:
    ids = sandbox.play(
        events_of("dm", "f1", "ann", "One"), events_of("dm", "f2", "bob", "Two"), events_of("dm", "f3", "ann", "Three")
    )["ids"]
    fields = "id,updated_time,messages.limit(1){id,message,from}"
    first, second = graph.get_connections("me", "conversations", platform="messenger", fields=fields)["data"]
    assert [each["message"] for each in first["messages"]["data"] + second["messages"]["data"]] == ["Three", "Two"]
    after = first["messages"]["paging"]["cursors"]["after"]
    rest = graph.get_connections(first["id"], "messages", after=after)
    assert [message["id"] for message in rest["data"]] == [ids["f1"]]
    ann = first["messages"]["data"][0]["from"]["id"]
    (only,) = graph.get_connections("me", "conversations", user_id=ann)["data"]
    assert only["id"] == first["id"]
    assert graph.get_object(ids["f2"], fields="message")["message"] == "Two"


@pytest.mark.parametrize(
    ("hours", "how", "is_taken"),
    [
        (23, {}, True), (25, {}, False), (25, {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}, True),
        (24 * 8, {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}, False),
    ],
)  # fmt: skip
def test_the_window_for_messages(
    graph: Any, sandbox: Any, events_of: Any, hours: int, how: Any, is_taken: bool
) -> None:
    start = datetime.now(UTC) - timedelta(hours=hours)
    sandbox.play({**events_of("dm", "f1", "ann"), "at": 0}, start=start.isoformat())
    if is_taken:
        assert send(graph, **how)["message_id"]
        return
    with pytest.raises(facebook.GraphAPIError) as refusal:
        send(graph, **how)
    assert code_of(refusal) == (10, 2018278)


@pytest.mark.parametrize("text", ["", " ", "a" * 2001])
def test_messages_that_cannot_be_sent(graph: Any, sandbox: Any, events_of: Any, text: str) -> None:
    sandbox.play(events_of("dm", "f1", "ann"))
    with pytest.raises(facebook.GraphAPIError) as refusal:
        send(graph, text)
    assert code_of(refusal)[0] == 100


def test_a_comment_has_one_private_reply_within_a_week(graph: Any, sandbox: Any, events_of: Any) -> None:
    ids = play_thread(sandbox, events_of)
    sent = send(graph, recipient={"comment_id": ids["f2"]})
    assert sandbox.items(platform="facebook")[-1]["to"] == sent["recipient_id"]
    assert graph.get_object(ids["f2"], fields="can_reply_privately")["can_reply_privately"] is False
    with pytest.raises(facebook.GraphAPIError) as refusal:
        send(graph, recipient={"comment_id": ids["f2"]})
    assert code_of(refusal)[0] == 10900
    with pytest.raises(facebook.GraphAPIError):
        send(graph, recipient={"comment_id": ids["f3"]})
    old = {**events_of("comment", "f9", "ann", reply_to="f1"), "at": 0}
    old_id = sandbox.play(old, start=(datetime.now(UTC) - timedelta(days=8)).isoformat())["ids"]["f9"]
    with pytest.raises(facebook.GraphAPIError) as refusal:
        send(graph, recipient={"comment_id": old_id})
    assert code_of(refusal)[0] == 10901


def test_nobody_is_written_to_who_has_not_written(graph: Any, sandbox: Any) -> None:
    with pytest.raises(facebook.GraphAPIError) as refusal:
        send(graph, recipient={"id": "12345"})
    assert code_of(refusal) == (100, 2018001)


def test_what_the_app_hears_of_is_remembered(graph: Any) -> None:
    assert graph.get_connections("me", "subscribed_apps")["data"] == []
    graph.put_object("me", "subscribed_apps", subscribed_fields="feed,messages")
    (app,) = graph.get_connections("me", "subscribed_apps")["data"]
    assert app["subscribed_fields"] == ["feed", "messages"]
    with pytest.raises(facebook.GraphAPIError):
        graph.put_object("me", "subscribed_apps", subscribed_fields="feed,moods")
