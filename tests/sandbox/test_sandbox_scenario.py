"""Scenario files: what is wrong with one is said line by line, and playing one twice changes nothing."""

import json
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from config import demo
from sandbox import scenario
from sandbox.registry import PLATFORMS
from sandbox.scenario import SandboxUnreachable, ScenarioError, load, play


def write(path: Path, *lines: Any) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return path


def test_every_bad_line_is_named_with_what_was_expected(tmp_path: Path, events_of: Any) -> None:
    good = {**events_of("mention", "x1"), "at": 1}
    path = write(
        tmp_path / "bad.jsonl",
        good,
        "{not json",
        {**good, "id": "x2", "kind": "shout"},
        {**good, "id": "x3", "platform": "facebook"},
        {**good, "id": "x4", "at": "noon", "text": ""},
        {**good, "id": "x5", "author": {"audience": "many"}},
        {**good, "id": "x6", "mood": "good"},
        ["a list"],
    )
    with pytest.raises(ScenarioError) as refusal:
        load(path)
    problems = refusal.value.problems
    assert [problem.split(": ", 1)[0].rsplit(":", 1)[1] for problem in problems] == list("23455667" + "8")
    assert "expected one JSON object a line" in problems[0]
    assert "kind: expected one of mention, " in problems[1]
    assert "found 'shout'" in problems[1]
    assert "Facebook has no 'mention'" in problems[2]
    assert "at: expected seconds" in problems[3]
    assert "text: expected text, found an empty text" in problems[4]
    assert "author.audience: expected a whole number" in problems[5]
    assert str(path) in str(refusal.value)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ({"at": 2, "delete": "x9"}, "delete: expected the id of something said before, found 'x9'"),
        ({"at": 2, "edit": "x9", "text": "b"}, "edit: expected the id of something said before"),
        ({"at": 2, "edit": "x1"}, "text: expected text, found nothing"),
        ({"at": 2, "edit": "x1", "delete": "x1"}, "this one does both"),
    ],
)
def test_changes_need_something_to_change(tmp_path: Path, events_of: Any, line: Any, complaint: str) -> None:
    path = write(tmp_path / "bad.jsonl", {**events_of("mention", "x1"), "at": 1}, line)
    with pytest.raises(ScenarioError, match=complaint):
        load(path)


def test_an_id_may_stand_once_and_only_what_was_said_can_be_answered(tmp_path: Path, events_of: Any) -> None:
    path = write(
        tmp_path / "bad.jsonl",
        {**events_of("mention", "x1"), "at": 1},
        {**events_of("mention", "x1"), "at": 2},
        {**events_of("mention", "x2", reply_to="x3"), "at": 3},
        {**events_of("mention", "x3"), "at": 4},
        {**events_of("post", "f1"), "id": "x1", "at": 5},  # the same id on another platform is another thing
    )
    with pytest.raises(ScenarioError) as refusal:
        load(path)
    assert [problem.split(": ", 1)[1] for problem in refusal.value.problems] == [
        "id: 'x1' is already the id of line 1 on x",
        "reply_to: expected the id of something said before, found 'x3'",
    ]


def test_playing_a_file_twice_adds_nothing(sandbox: Any, tmp_path: Path, events_of: Any) -> None:
    path = write(
        tmp_path / "week.jsonl",
        {**events_of("mention", "x1", text="one"), "at": 0},
        {**events_of("comment", "x2", None, reply_to="x1"), "at": 10},
        {"at": 20, "edit": "x1", "text": "two"},
        {"at": 30, "edit": "x1", "text": "three"},
        {**events_of("post", "f1", None), "at": 40},
        {**events_of("comment", "f2", reply_to="f1"), "at": 50},
        {"delete": "f2"},
    )
    first = play(load(path), url=sandbox.url)
    before = sandbox.items()
    second = play(load(path), url=sandbox.url)
    assert (first.applied, first.known, first.refused) == (7, 0, ())
    assert (second.applied, second.known, second.refused) == (0, 7, ())
    assert sandbox.items() == before
    assert second.ids == first.ids
    assert sandbox.item("x1")["text"] == "@wren three"
    assert len(sandbox.item("x1")["history"]) == 3
    assert sandbox.item("f2")["deleted"] is True


def test_the_past_is_dated_back_and_what_comes_keeps_its_pace(sandbox: Any, tmp_path: Path, events_of: Any) -> None:
    path = write(
        tmp_path / "days.jsonl",
        {**events_of("mention", "x1"), "at": 0},
        {**events_of("mention", "x2"), "at": 86_400},
        {**events_of("mention", "x3"), "at": 86_410},
        {**events_of("mention", "x4"), "at": 86_420},
    )
    seen: list[tuple[float, int]] = []
    began = datetime.now(UTC)
    play(
        load(path),
        url=sandbox.url,
        speed=50,
        backdate_until=86_400,
        progress=lambda played: seen.append((time.monotonic(), played.applied)),
    )
    assert [applied for _, applied in seen] == [2, 3, 4]
    assert seen[2][0] - seen[0][0] >= 0.38
    shown = [datetime.fromisoformat(item["created_at"]) for item in sandbox.items()]
    assert abs(shown[0] - (began - timedelta(days=1))) < timedelta(seconds=2)
    assert abs(shown[1] - began) < timedelta(seconds=2)
    assert timedelta(0) < shown[3] - shown[2] < timedelta(seconds=1)
    assert all(shown[n] <= datetime.fromisoformat(item["arrived_at"]) for n, item in enumerate(sandbox.items()))


def test_two_thousand_events_at_full_speed(sandbox: Any, tmp_path: Path, events_of: Any) -> None:
    lines: list[dict[str, Any]] = []
    for n in range(1000):
        answers = {"reply_to": f"x{n - 1}"} if n % 3 else {}
        lines.append({**events_of("mention", f"x{n}", f"p{n % 90}", **answers), "at": n})
        kind, under = ("comment", {"reply_to": f"f{n - n % 20}"}) if n % 20 else ("post", {})
        lines.append({**events_of(kind, f"f{n}", f"p{n % 90}", **under), "at": n})
    began = time.monotonic()
    played = play(load(write(tmp_path / "many.jsonl", *lines)), url=sandbox.url)
    assert time.monotonic() - began < 10
    assert (played.sent, played.applied, played.refused) == (2000, 2000, ())
    counts = sandbox.control("GET", "counts")
    assert (counts["items"], counts["people"], counts["accounts"]) == (2000, 180, 2)
    for platform in ("x", "facebook"):
        items = sandbox.items(platform=platform, limit=2000)
        numbers = [int(item["external_id"].split("_")[-1]) for item in items]
        assert numbers == sorted(set(numbers))


def test_the_company_is_known_by_its_handle(sandbox: Any, events_of: Any) -> None:
    company = {"id": "wren", "handle": "wren", "name": "Wren Ferries", "audience": 900}
    sandbox.play(
        {**events_of("post", "x1"), "author": company},
        {**events_of("post", "x2"), "author": "company"},
        events_of("post", "x3", "ann"),
    )
    assert [(item["is_company"], item["kind"], item["text"]) for item in sandbox.items()] == [
        (True, "post", "x1 says hello"),
        (True, "post", "x2 says hello"),
        (False, "post", "@wren x3 says hello"),
    ]
    (account,) = sandbox.control("GET", "accounts")["accounts"]
    assert account["name"] == "Wren Ferries"


def test_a_sandbox_out_of_reach_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, events_of: Any) -> None:
    monkeypatch.setattr(scenario, "PATIENCE", 0.3)
    events = load(write(tmp_path / "one.jsonl", {**events_of("mention", "x1"), "at": 0}))
    with pytest.raises(SandboxUnreachable, match="no sandbox answers at http://127"):
        play(events, url="http://127.0.0.1:9")


def test_refusals_carry_the_files_line_numbers(sandbox: Any, tmp_path: Path, events_of: Any) -> None:
    path = write(
        tmp_path / "late.jsonl",
        "",
        {**events_of("mention", "x1"), "at": 0},
        {**events_of("mention", "x2", reply_to="x1"), "at": 1},
    )
    sandbox.play(events_of("mention", "x1"), {"delete": "x1"})
    played = play(load(path), url=sandbox.url)
    assert played.refused == ({"line": 3, "reason": "reply_to: 'x1' has been deleted"},)


def test_the_projects_own_story_plays_on_every_platform_and_nothing_of_it_is_refused(sandbox: Any) -> None:
    events = load(demo.STORY)
    week = [event for event in events if (event.at or 0) <= demo.WEEK]
    for name in PLATFORMS:
        sandbox.account(name, demo.HANDLE, name=demo.WORKSPACE)
    played = play(week, url=sandbox.url, backdate_until=demo.WEEK)
    assert (played.applied, played.refused) == (len(week), ())
    later = play(events, url=sandbox.url)
    assert (later.applied, later.known, later.refused) == (len(events) - len(week), len(week), ())
    said_by = {(row["platform"], row["is_company"]) for row in sandbox.control("GET", "counts")["by"]}
    assert said_by == {(name, is_company) for name in PLATFORMS for is_company in (True, False)}


def test_the_projects_own_story_stands_in_order_of_time_and_its_live_part_never_pauses_for_a_minute() -> None:
    times = [json.loads(line)["at"] for line in demo.STORY.read_text(encoding="utf-8").splitlines()]
    assert times == sorted(times)
    live = [demo.WEEK, *(at for at in times if at > demo.WEEK)]
    assert max(after - before for before, after in pairwise(live)) < 60
    assert live[-1] - live[0] > 25 * 60
