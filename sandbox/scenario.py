"""Scenarios: files of events, one JSON object a line, checked here and played into a running sandbox.

``{"at": seconds, "platform": "x", "account": "handle", "kind": "mention|comment|post|dm|…", "id": "…",
"author": {"id", "handle", "name", "audience"}, "reply_to": "id or null", "text": "…", "media": [{"kind",
"url"}], "extra": {…}}``, the last two only where there is something to say, or a change to something said
before: ``{"edit": "id", "text": "…"}``, ``{"delete": "id"}``, both with ``at`` if they are not to follow at
once. Each platform has kinds of its own and refuses the others.
"""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests

from sandbox.events import Event, EventError, parse_event

BATCH = 400
PATIENCE = 10.0
"""Seconds to keep trying while the sandbox cannot be reached (it may still be starting)."""


class ScenarioError(ValueError):
    """A file that cannot be played. ``problems`` holds a line for each fault found, ``file:line: what is
    wrong``.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class SandboxUnreachable(RuntimeError):
    """The sandbox did not answer, or not as a sandbox does."""


@dataclass(frozen=True)
class Played:
    """What has been played so far; ``refused`` says why, with the scenario's own line numbers."""

    sent: int = 0
    applied: int = 0
    known: int = 0
    refused: tuple[dict[str, Any], ...] = ()
    ids: dict[str, str] = field(default_factory=dict)


def load(path: Path | str) -> list[Event]:
    """The events of a file in order of time. Raises :class:`ScenarioError` naming every bad line."""
    path = Path(path)
    events: list[Event] = []
    problems: list[str] = []
    at = 0.0
    for line, text in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if not text.strip():
            continue
        try:
            event = parse_event(json.loads(text), line)
        except json.JSONDecodeError as error:
            problems.append(f"{path}:{line}: expected one JSON object a line: {error.msg} at column {error.colno}")
            continue
        except EventError as error:
            problems += [f"{path}:{line}: {complaint}" for complaint in error.complaints]
            continue
        if event.at is None:
            if event.action == "write":
                problems.append(f"{path}:{line}: at: expected seconds from the beginning (0 or more), found nothing")
            event = replace(event, at=at)
        at = event.at or 0.0
        events.append(event)
    events.sort(key=lambda event: event.at or 0.0)
    problems += _broken_references(path, events, has_gaps=bool(problems))
    if problems:
        raise ScenarioError(sorted(problems, key=_line_of))
    return events


def play(
    events: Sequence[Event],
    *,
    url: str,
    speed: float | None = None,
    backdate_until: float | None = None,
    progress: Callable[[Played], None] | None = None,
) -> Played:
    """Play events into the sandbox at ``url``, and say what came of them.

    Events up to ``backdate_until`` (seconds) go in at once, dated back so that ``backdate_until`` is now.
    Later ones follow in real time divided by ``speed``, dated as they come; with ``speed`` None they too go
    in at once. Left out, ``backdate_until`` is the last event's time without a speed, and before the first
    with one. Raises :class:`SandboxUnreachable` when the sandbox stays out of reach for some seconds.
    """
    if backdate_until is None:
        backdate_until = max((event.at or 0.0 for event in events), default=0.0) if speed is None else -1.0
    past = [event for event in events if (event.at or 0.0) <= backdate_until]
    coming = [event for event in events if (event.at or 0.0) > backdate_until]
    played = Played()
    with requests.Session() as session:
        start = datetime.now(UTC) - timedelta(seconds=max(backdate_until, 0.0))
        at_once = past if speed is not None else [*past, *coming]
        for first in range(0, len(at_once), BATCH):
            played = _send(session, url, at_once[first : first + BATCH], start, played)
            if progress:
                progress(played)
        if speed is not None:
            began = time.monotonic()
            for event in coming:
                due = began + ((event.at or 0.0) - max(backdate_until, 0.0)) / speed
                time.sleep(max(0.0, due - time.monotonic()))
                played = _send(session, url, [event], None, played)
                if progress:
                    progress(played)
    return played


def _send(
    session: requests.Session, url: str, batch: Sequence[Event], start: datetime | None, played: Played
) -> Played:
    body = {
        # `at` is put in where a line left it out, so that playing the line again is recognised.
        "events": [event.source | {"at": event.at} for event in batch],
        "start": start.isoformat() if start else None,
    }
    answer = _post(session, f"{url.rstrip('/')}/control/events", body)
    refused = [{"line": batch[refusal["line"] - 1].line, "reason": refusal["reason"]} for refusal in answer["refused"]]
    return Played(
        sent=played.sent + len(batch),
        applied=played.applied + answer["applied"],
        known=played.known + answer["known"],
        refused=(*played.refused, *refused),
        ids=played.ids | answer["ids"],
    )


def _post(session: requests.Session, url: str, body: dict[str, Any]) -> dict[str, Any]:
    """Post, trying again while nobody answers; events are known by their ids, so a repeat adds nothing."""
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            response = session.post(url, json=body, timeout=60)
            break
        except (requests.ConnectionError, requests.Timeout) as error:
            if time.monotonic() >= give_up_at:
                raise SandboxUnreachable(
                    f"no sandbox answers at {url} (tried for {PATIENCE:.0f} s): {error}"
                ) from error
            time.sleep(0.25)
    if response.status_code != 200:
        raise SandboxUnreachable(f"{url} answered {response.status_code}: {response.text[:200]}")
    try:
        answer: dict[str, Any] = response.json()
    except ValueError as error:
        raise SandboxUnreachable(f"{url} did not answer as a sandbox does: {response.text[:200]}") from error
    return answer


def _broken_references(path: Path, events: Iterable[Event], *, has_gaps: bool) -> list[str]:
    """Ids given twice, and ids referred to before anything bears them.

    In a file that has unreadable lines, a missing id may well be on one of those: then only repeats are
    named.
    """
    problems: list[str] = []
    born: dict[tuple[str | None, str], int] = {}
    for event in events:
        here = f"{path}:{event.line}"
        if event.action == "write":
            first = born.setdefault((event.platform, event.id), event.line)
            if first != event.line:
                problems.append(f"{here}: id: {event.id!r} is already the id of line {first} on {event.platform}")
            wanted, role, platforms = event.reply_to, "reply_to", {event.platform}
        else:
            wanted, role = event.id, event.action
            platforms = {event.platform} if event.platform else {platform for platform, _ in born}
        is_there = any((platform, wanted) in born for platform in platforms)
        if wanted is not None and not is_there and not has_gaps:
            problems.append(f"{here}: {role}: expected the id of something said before, found {wanted!r}")
    return problems


def _line_of(problem: str) -> int:
    return int(problem.split(": ", 1)[0].rsplit(":", 1)[1])
