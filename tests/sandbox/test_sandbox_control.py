"""The control API, and what outlives a restart."""

import json
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests


def test_an_account_is_made_once_per_platform_and_handle(sandbox: Any) -> None:
    made = sandbox.account("x")
    assert made.keys() >= {"platform", "id", "handle", "name", "token", "base_url_path"}
    assert made["base_url_path"] == "/x"
    assert made["token"]
    assert sandbox.account("x", "@WREN") == made
    assert sandbox.account("x", token="chosen")["token"] == "chosen"
    assert sandbox.account("facebook")["id"] != made["id"]
    assert len(sandbox.control("GET", "accounts")["accounts"]) == 2


def test_a_wiped_account_comes_back_with_its_id(sandbox: Any) -> None:
    before = sandbox.account("x")
    sandbox.control("DELETE", "state")
    assert sandbox.control("GET", "accounts")["accounts"] == []
    after = sandbox.account("x")
    assert after["id"] == before["id"]
    assert after["token"] != before["token"]


def test_ids_are_never_given_twice_not_even_after_a_wipe(sandbox: Any, events_of: Any) -> None:
    before = sandbox.play(events_of("mention", "x1"))["ids"]["x1"]
    sandbox.control("DELETE", "state")
    after = sandbox.play(events_of("mention", "x1"))["ids"]["x1"]
    assert int(after) > int(before)


def test_refused_events_leave_no_trace_and_the_others_happen(sandbox: Any, events_of: Any) -> None:
    played = sandbox.play(
        events_of("mention", "x1"),
        events_of("mention", "f1"),
        events_of("comment", "x2"),
        events_of("mention", "x3", reply_to="nothing"),
        {"delete": "nothing"},
        events_of("mention", "x4", None),
        events_of("mention", "x5"),
    )
    assert played["applied"] == 2
    assert [refusal["line"] for refusal in played["refused"]] == [2, 3, 4, 5, 6]
    assert all(refusal["reason"] for refusal in played["refused"])
    assert played["ids"].keys() == {"x1", "x5"}
    assert [item["alias"] for item in sandbox.items()] == ["x1", "x5"]


def test_items_are_paged_by_after(sandbox: Any, events_of: Any) -> None:
    sandbox.play(*(events_of("mention", f"x{n}") for n in range(5)), events_of("post", "f1"))
    found, after = [], 0
    while after is not None:
        page = sandbox.control("GET", "items", platform="x", account="wren", after=after, limit=2)
        found += [item["alias"] for item in page["items"]]
        after = page["after"]
    assert found == [f"x{n}" for n in range(5)]
    assert sandbox.items(account="nobody") == []


def test_an_item_tells_what_a_test_needs(sandbox: Any, events_of: Any) -> None:
    ids = sandbox.play(
        {**events_of("post", "f1", None), "at": 0},
        {**events_of("comment", "f2", text="Hi", reply_to="f1"), "at": 60},
        start="2026-01-01T00:00:00+00:00",
    )["ids"]
    item = sandbox.item("f2")
    assert item["external_id"] == ids["f2"]
    assert (item["parent"], item["root"]) == (ids["f1"], ids["f1"])
    assert item["author"]["name"] == "Ann"
    assert item["created_at"] == "2026-01-01T00:01:00.000Z"
    assert (item["kind"], item["is_company"], item["deleted"]) == ("comment", False, False)


def test_direct_messages_are_private_and_no_posts(sandbox: Any, x: Any, events_of: Any) -> None:
    ids = sandbox.play(events_of("dm", "x1", text="@wren psst"), events_of("post", "x2", None))["ids"]
    assert (sandbox.item("x1")["kind"], sandbox.item("x1")["is_private"]) == ("dm", True)
    assert sandbox.item("x2")["is_private"] is False
    assert x.get_users_mentions(x.get_me(user_auth=False).data.id).data is None
    assert x.get_tweet(ids["x1"]).data is None


def test_the_same_id_on_two_platforms_needs_the_platform_to_be_changed(sandbox: Any, events_of: Any) -> None:
    sandbox.play(events_of("mention", "x1"), {**events_of("post", "f1"), "id": "x1"})
    assert "several platforms" in sandbox.play({"delete": "x1"})["refused"][0]["reason"]
    assert sandbox.play({"delete": "x1", "platform": "facebook"})["applied"] == 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "accounts", {"platform": "myspace", "handle": "a"}),
        ("POST", "accounts", {"platform": "x"}),
        ("POST", "events", {"events": "many"}),
        ("POST", "events", {"events": [], "start": "noon"}),
        ("POST", "events", []),
        ("PUT", "settings", {"mood": 1}),
        ("GET", "items?after=soon", None),
    ],
)
def test_nonsense_is_answered_400_with_a_reason(sandbox: Any, method: str, path: str, body: Any) -> None:
    answer = requests.request(method, f"{sandbox.url}/control/{path}", json=body, timeout=5)
    assert answer.status_code == 400
    assert "expected" in answer.json()["error"]


def test_what_was_said_survives_a_restart(
    start: Callable[..., Any], tmp_path: Path, events_of: Callable[..., dict[str, Any]]
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/control"
    process = start(port, tmp_path / "deep" / "state.sqlite3")
    try:
        requests.post(f"{url}/events", json={"events": [events_of("mention", "x1")]}, timeout=5)
        before = requests.get(f"{url}/items", timeout=5).json()
    finally:
        process.terminate()
        process.wait(10)
    process = start(port, tmp_path / "deep" / "state.sqlite3")
    try:
        assert requests.get(f"{url}/items", timeout=5).json() == before
        assert before["items"][0]["alias"] == "x1"
    finally:
        process.terminate()
        process.wait(10)


def test_a_taken_port_is_said_so(server: str, tmp_path: Path) -> None:
    port = server.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "sandbox", "--port", port, "--database", str(tmp_path / "state.sqlite3")]
    finished = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=10, check=False
    )
    assert finished.returncode == 1
    assert f"cannot listen on 127.0.0.1:{port}" in finished.stderr


def test_a_killed_sandbox_gives_its_port_back(start: Callable[..., Any], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = start(port, tmp_path / "state.sqlite3")
    process.kill()
    process.wait(10)
    give_up_at = time.monotonic() + 5
    while True:
        try:
            requests.get(f"http://127.0.0.1:{port}/healthz", timeout=1)
        except requests.ConnectionError:
            break
        assert time.monotonic() < give_up_at, "a worker lives on"
        time.sleep(0.1)


def test_an_account_comes_with_what_an_admin_would_paste(sandbox: Any) -> None:
    made = sandbox.account("x", token="chosen")
    assert made["secrets"]["access_token"] == "chosen"
    assert made["secrets"].keys() >= {"refresh_token", "client_id", "consumer_secret", "search_words"}


def test_events_carry_media_and_facts_of_the_platform(sandbox: Any, events_of: Any) -> None:
    picture = {"kind": "image", "url": "https://pictures.example/1.jpg"}
    sandbox.play(events_of("mention", "x1", media=[picture], extra={"stars": 4}))
    assert (sandbox.item("x1")["media"], sandbox.item("x1")["extra"]) == ([picture], {"stars": 4})
    sandbox.play({"edit": "x1", "text": "@wren less", "extra": {"stars": None, "status": "held"}, "media": []})
    assert (sandbox.item("x1")["media"], sandbox.item("x1")["extra"]) == ([], {"status": "held"})
    assert "less" in sandbox.item("x1")["text"]


def test_a_picture_needs_no_words(sandbox: Any, events_of: Any) -> None:
    wordless = events_of("dm", "x1", text="", media=[{"kind": "image", "url": "https://pictures.example/1.jpg"}])
    assert sandbox.play(wordless)["applied"] == 1
    assert "text: expected text" in sandbox.play(events_of("dm", "x2", text=""))["refused"][0]["reason"]


@pytest.mark.parametrize("wrong", [{"media": "a picture"}, {"media": ["a picture"]}, {"extra": [1]}], ids=str)
def test_media_and_facts_of_another_shape_are_refused(sandbox: Any, events_of: Any, wrong: dict[str, Any]) -> None:
    (refusal,) = sandbox.play(events_of("mention", "x1", **wrong))["refused"]
    assert "expected" in refusal["reason"]


def test_half_of_a_surrogate_pair_is_refused_and_two_megabytes_are_not(sandbox: Any, events_of: Any) -> None:
    body = json.dumps({"events": [events_of("mention", "x1", text="@wren \ud83d")]})
    answer = requests.post(f"{sandbox.url}/control/events", data=body, timeout=5)
    assert answer.status_code == 400
    assert "surrogate" in answer.json()["error"]
    assert sandbox.play(events_of("mention", "x2", text="@wren " + "ahoy " * 400_000))["applied"] == 1
    assert len(sandbox.item("x2")["text"]) == 2_000_006


def test_what_the_company_writes_in_private_says_to_whom(sandbox: Any, events_of: Any) -> None:
    sandbox.play(events_of("dm", "x1"), events_of("dm", "x2", None, reply_to="x1"), events_of("dm", "x3", "bob"))
    ann = sandbox.item("x1")
    assert (ann["to"], sandbox.item("x2")["to"]) == (None, ann["author"]["id"])
    assert sandbox.item("x2")["root"] == ann["external_id"]
    assert sandbox.item("x3")["root"] == sandbox.item("x3")["external_id"]


def test_a_platforms_own_settings_stand_beside_the_others(sandbox: Any) -> None:
    assert sandbox.control("GET", "settings")["x_likes"] == 1
    assert sandbox.control("PUT", "settings", {"x_likes": 0})["x_likes"] == 0
    sandbox.control("DELETE", "state")
    assert sandbox.control("GET", "settings")["x_likes"] == 1


def test_a_file_of_an_earlier_version_is_opened(start: Callable[..., Any], tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "state.sqlite3")
    old.executescript(
        "CREATE TABLE faults (id INTEGER PRIMARY KEY AUTOINCREMENT, platform TEXT NOT NULL, account TEXT, endpoint TEXT,"
        " fault TEXT NOT NULL, variant TEXT, item TEXT, seconds REAL NOT NULL DEFAULT 0, headers INTEGER NOT NULL"
        " DEFAULT 1, times INTEGER, hits INTEGER NOT NULL DEFAULT 0);"
        "INSERT INTO faults (platform, fault) VALUES ('x', 'down')"
    )
    old.close()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = start(port, tmp_path / "state.sqlite3")
    try:
        (fault,) = requests.get(f"http://127.0.0.1:{port}/control/faults", timeout=5).json()["faults"]
        assert (fault["fault"], fault["chance"]) == ("down", None)
    finally:
        process.terminate()
        process.wait(10)
