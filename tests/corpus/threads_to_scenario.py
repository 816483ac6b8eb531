"""Support threads into a scenario, for playing real talk into the sandbox.

A line of the input is `{"thread", "messages": [{"id", "parent", "from": "brand" or a number, "at", "text"}]}`, times as X's
first API wrote them. Run it as `python -m tests.corpus.threads_to_scenario THREADS.jsonl > SCENARIO.jsonl`.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

COMPANY = "corpusco"
X_TIME = "%a %b %d %H:%M:%S %z %Y"


def convert(lines: Iterable[str], *, company: str = COMPANY) -> list[dict[str, Any]]:
    """One event a message, in order of time; a message never comes before the one it answers."""
    events: list[dict[str, Any]] = []
    for line in filter(str.strip, lines):
        events += _of_thread(json.loads(line), company)
    begin = min(event["at"] for event in events)
    for event in events:
        event["at"] -= begin
    return sorted(events, key=lambda event: event["at"])


def _of_thread(thread: dict[str, Any], company: str) -> Iterator[dict[str, Any]]:
    messages = {message["id"]: message for message in thread["messages"]}
    at: dict[int, float] = {}

    def moment(key: int) -> float:
        if key not in at:
            message = messages[key]
            own = datetime.strptime(message["at"], X_TIME).timestamp()  # noqa: DTZ007 — %z is in X_TIME
            at[key] = max(own, moment(message["parent"]) + 0.001) if message["parent"] in messages else own
        return at[key]

    for key, message in messages.items():
        is_ours = message["from"] == "brand"
        writer = company if is_ours else f"person{message['from']}"
        parent = message["parent"] if message["parent"] in messages else None
        yield {
            "at": moment(key),
            "platform": "x",
            "account": company,
            "kind": "post" if is_ours and parent is None else "mention",
            "id": f"{thread['thread']}-{key}",
            "author": {"id": writer, "handle": writer[:15], "name": writer, "audience": None},
            "reply_to": f"{thread['thread']}-{parent}" if parent is not None else None,
            "text": message["text"],
        }


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as source:  # noqa: PTH123
        for event in convert(source):
            print(json.dumps(event, ensure_ascii=False))
