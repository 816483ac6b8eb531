"""Bluesky's two lists, neither of which is in the order of arrival: nothing is lost in them, and nothing is called gone that is not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from connectors.bluesky.tid import FORM, earliest_tid, tid_for, time_of
from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Standing
from tests.connectors.bluesky import (
    AUTHOR,
    CID,
    DORA,
    NO_REPO,
    NOT_FOUND,
    NOW,
    QUESTION,
    RECORD,
    ROOT,
    ROOT_POST,
    US,
    answering,
    known,
    parse,
    uri,
)


def notification(number: int, at: datetime, **more: Any) -> dict[str, Any]:
    written = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    record = {"$type": "app.bsky.feed.post", "text": f"Question {number}", "createdAt": written}
    row = {"uri": uri(earliest_tid(NOW + timedelta(seconds=number))), "cid": CID, "author": AUTHOR, "reason": "mention"}
    return row | {"record": record, "indexedAt": written, "isRead": False} | more


class Index:
    """A list of notifications as the real index hands it out: sorted by a time, its cursor that time, strictly below it."""

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def __call__(self, method: str, path: str) -> Any:
        query = parse_qs(urlsplit(path).query)
        if "listNotifications" not in path:
            return {"posts": []}
        below = query.get("cursor", ["9999"])[0]
        rows = sorted((row for row in self.rows if row["indexedAt"] < below), key=lambda row: str(row["indexedAt"]))
        page = rows[::-1][: int(query["limit"][0])]
        shown = [row for row in page if row["reason"] in query["reasons"]]
        return {"notifications": shown, **({"cursor": page[-1]["indexedAt"]} if page else {})}


@pytest.fixture
def listed(mouth: Any) -> Callable[..., Any]:
    """A walk over such a list: the ids that came, in order, and the cursor."""

    def walk(
        rows: list[dict[str, Any]], cursor: dict[str, Any] | None = None, *, back: bool = False, until: Any = None
    ) -> Any:
        mouth.says(Index(rows))
        found: list[str] = []
        cursor = cursor or {}
        for _page in range(50):
            connector = known(mouth.url)
            page = (
                connector.fetch_back("mentions", cursor, until=until) if back else connector.fetch("mentions", cursor)
            )
            found += [raw.external_id for raw in page.items]
            cursor = json.loads(json.dumps(page.next_cursor))
            if not page.has_more:
                return found, cursor
        raise AssertionError("the walk does not end")

    return walk


def ids(rows: list[dict[str, Any]]) -> set[str]:
    return {row["uri"] for row in rows}


def test_posts_of_one_millisecond_are_not_lost_between_two_pages(listed):
    """The index goes on strictly below a time: of those that share it, the ones on the next page would be passed over."""
    rows = [notification(number, NOW - timedelta(milliseconds=number // 7)) for number in range(230)]
    found, _cursor = listed(rows, back=True)
    assert set(found) == ids(rows)
    assert len(found) == len(rows)


def test_what_was_long_in_being_uploaded_is_seen_though_it_stands_below_the_mark(listed):
    """A film is dated when its writer began to upload it, and shows up when that was done."""
    first = [notification(1, NOW)]
    _found, cursor = listed(first)
    late = [notification(number, NOW - timedelta(minutes=40)) for number in range(2, 4)]
    found, cursor = listed(first + late, cursor)
    assert ids(late) <= set(found)


def test_a_pass_does_not_go_on_into_what_is_long_known(listed):
    rows = [notification(number, NOW - timedelta(hours=number)) for number in range(400)]
    _found, cursor = listed(rows)
    found, _cursor = listed(rows, cursor)
    assert len(found) == 100


def test_a_stretch_of_likes_alone_is_walked_through(listed):
    likes = [notification(number, NOW - timedelta(minutes=number), reason="like") for number in range(1, 250)]
    question = notification(900, NOW - timedelta(days=1))
    assert listed([*likes, question], back=True)[0] == [question["uri"]]
    _found, cursor = listed([*likes, question])
    new = notification(901, NOW + timedelta(minutes=1))
    found, _cursor = listed([*likes, question, new], cursor)
    assert new["uri"] in found


def test_after_an_empty_list_everything_is_new(listed):
    found, cursor = listed([])
    rows = [notification(number, NOW - timedelta(days=number)) for number in range(150)]
    assert found == []
    assert set(listed(rows, cursor)[0]) == ids(rows)


def test_one_writer_with_a_clock_of_their_own_does_not_end_a_walk(listed):
    rows = [notification(number, NOW - timedelta(minutes=number)) for number in range(250)]
    rows[30]["record"]["createdAt"] = "1970-01-01T00:00:00Z"
    assert ids(rows) == set(listed(rows, back=True, until=NOW - timedelta(days=1))[0])


def test_a_walk_back_ends_once_it_is_past_the_time_it_was_given(listed):
    rows = [notification(number, NOW - timedelta(hours=number)) for number in range(400)]
    found, _cursor = listed(rows, back=True, until=NOW - timedelta(hours=150))
    assert ids(rows[:151]) <= set(found)
    assert len(found) == len(set(found)) < 202


@pytest.mark.parametrize(
    "row",
    [None, 5, "x", [], {}, {"uri": 5}, {"uri": QUESTION, "record": 5}, {"uri": QUESTION, "indexedAt": {}, "record": {"reply": 5}}],
    ids=repr,
)  # fmt: skip
def test_garbage_in_a_page_costs_an_item_and_never_the_page(mouth, row):
    mouth.says({"notifications": [notification(1, NOW), row], "posts": []})
    page = known(mouth.url).fetch("mentions", {})
    assert len(page.items) == 2
    with pytest.raises(Malformed):
        parse(page.items[1].data)


def test_half_a_surrogate_pair_costs_nobody_the_page(mouth):
    """The library's own parser throws the whole answer away for one."""
    row = notification(1, NOW)
    row["record"]["text"] = "MARK"
    mouth.says(json.dumps({"notifications": [row], "posts": []}).replace("MARK", "late \\ud83d?").encode())
    [raw] = known(mouth.url).fetch("mentions", {}).items
    assert parse(raw.data).message.text == "late ??"


def test_own_posts_are_read_again_below_the_mark_for_their_keys_are_chosen_by_clocks(mouth):
    keys = [earliest_tid(NOW - timedelta(minutes=minutes)) for minutes in (0, 30, 90)]
    value = {"text": "Ahoy", "createdAt": "2026-11-22T09:00:00Z", "reply": RECORD["reply"]}

    def records(method: str, path: str) -> Any:
        below = parse_qs(urlsplit(path).query).get("cursor", ["zzz"])[0]
        found = [key for key in keys if key < below][:1]
        shown = [{"uri": uri(key, US), "cid": CID, "value": value} for key in found]
        return {"records": shown, **({"cursor": found[-1]} if found else {})}

    mouth.says(records)
    page = known(mouth.url).fetch("own_posts", {})
    found = []
    cursor = page.next_cursor
    while True:
        page = known(mouth.url).fetch("own_posts", cursor)
        found += [raw.external_id for raw in page.items]
        cursor = page.next_cursor
        if not page.has_more:
            break
    assert found == [uri(key, US) for key in keys]
    assert cursor == {"mark": NOW.isoformat()}


def test_a_post_of_ours_from_the_future_hides_none_until_then(mouth):
    ahead = earliest_tid(datetime.now(UTC) + timedelta(days=900))
    mouth.says({"records": [{"uri": uri(ahead, US), "cid": CID, "value": RECORD}]})
    page = known(mouth.url).fetch("own_posts", {})
    assert datetime.fromisoformat(page.next_cursor["mark"]) <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("record", "profile", "is_gone"),
    [
        (NOT_FOUND, (200, {}), True),
        ((200, {"uri": QUESTION}), (200, {}), False),
        (NO_REPO, (400, {"error": "AccountDeactivated", "message": "Account is deactivated"}), False),
        (NO_REPO, (400, {"error": "AccountTakedown", "message": "Account has been suspended"}), False),
        (NO_REPO, (400, {"error": "InvalidRequest", "message": "Profile not found"}), True),
        (NO_REPO, (200, {"did": DORA}), False),
    ],
    ids=["deleted", "blocked", "resting", "taken down", "account deleted", "repo lost"],
)  # fmt: skip
def test_what_is_not_shown_is_gone_only_where_it_was_taken_away(mouth, record, profile, is_gone):
    """As a real network answers in each case."""
    answering(mouth, {"getPosts": (200, {"posts": []}), "getRecord": record, "getProfile": profile})
    again = known(mouth.url).reread([Standing(QUESTION, Kind.MENTION, QUESTION)])
    assert again.items == ()
    assert again.gone == (frozenset({QUESTION}) if is_gone else frozenset())


def test_an_answer_hidden_on_bluesky_is_read_as_hidden(mouth):
    gate = {"record": {"hiddenReplies": [QUESTION]}}
    view = {"uri": QUESTION, "cid": CID, "author": AUTHOR, "record": RECORD, "indexedAt": "2026-11-22T09:50:01.000Z"}
    mouth.says({"posts": [view, ROOT_POST | {"threadgate": gate}]})
    connector = known(mouth.url)
    [(stream, raw)] = connector.reread([Standing(QUESTION, Kind.MENTION, ROOT)]).items
    assert connector.parse(stream, raw.data).message.is_hidden


def test_a_record_key_follows_from_what_it_is_for_and_sorts_by_time():
    keys = [tid_for(f"reply {number}", NOW) for number in range(500)]
    assert len(set(keys)) == 500
    assert all(FORM.fullmatch(key) for key in keys)
    assert tid_for("reply 1", NOW) == keys[1]
    assert max(keys) < tid_for("reply 1", NOW + timedelta(milliseconds=1))
    assert min(keys) >= earliest_tid(NOW)
    assert all(timedelta(0) <= time_of(key) - NOW < timedelta(milliseconds=1) for key in keys)


@pytest.mark.parametrize("key", ["", "self", "3m6bxxxxxxx3", "3m6bxxxxxxx3bb", "zzzzzzzzzzzzz", "3m6bxxxxxxx31"])
def test_a_key_that_holds_no_time_is_none(key):
    assert time_of(key) is None
