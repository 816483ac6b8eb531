"""Do recorded answers of the real platforms read as they should?

    python -m tests.payloads.check DIRECTORY

The directory holds recordings of the client libraries' own test suites: cassettes of tweepy and Mastodon.py, bodies of
python-facebook, shapes of Meta's webhooks. Each recorded list is said again by a server of our own, and the connector reads
it as it reads its platform. What a recording was never asked for (a library's test asks for ids and texts alone) is filled
in first. Prints a line a file and sort; ends with 1 where anything is refused or left out.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from connectors.contract import Connector
from connectors.errors import ConnectorError, Malformed
from connectors.items import Credentials, Page, Raw
from connectors.registry import PLATFORMS, open_connector
from tests.payloads.recordings import Recording, read_recordings
from tests.payloads.saying import saying
from tests.payloads.sorts import OWN_ID, SORTS, Row, Sort

MOST_PAGES = 8
PUSHING = {"page": "facebook", "instagram": "instagram"}


@dataclass
class Result:
    """What came of one sort of things in one recording."""

    file: str
    sort: str
    found: int
    parsed: int = 0
    filled_in: set[str] = field(default_factory=set)
    refused: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.file:68} {self.sort:26} {self.found:5} {self.parsed:6} {len(self.refused):7}"
        notes = [f"filled in: {', '.join(sorted(self.filled_in))}"] if self.filled_in else []
        return "  ".join([told, *notes, *self.refused[:3]])


def check(folder: Path) -> list[Result]:
    """Every recording below a folder, read by the connector it is for."""
    results: list[Result] = []
    for recording in read_recordings(folder):
        for sort in SORTS:
            rows = list(sort.find(recording))
            if rows and sort.platform in PLATFORMS:
                results.append(check_rows(recording, sort, rows))
        results += check_pushes(recording)
    return results


def check_rows(recording: Recording, sort: Sort, rows: list[Row]) -> Result:
    result = Result(recording.file, sort.name, len(rows))
    for number, row in enumerate(rows):
        missing = {name: value for name, value in sort.completed.items() if name not in row}
        if missing.get("id"):
            missing["id"] = f"{missing['id']}{number}"
        row.update(missing)
        result.filled_in |= set(missing)
    with saying(sort.say(rows, recording.body)) as url:
        connector = connector_at(sort.platform, url, own_id_for(sort, rows))
        try:
            raws = list(walk(connector, sort.stream))
        except ConnectorError as error:
            result.refused.append(f"not read at all: {error}")
            return result
    read: set[str] = set()
    for raw in raws:
        refusal = refusal_of(connector, sort.stream, raw)
        if refusal:
            result.refused.append(refusal)
        read.add(raw.external_id)
    wanted = {sort.id_of(row) for row in rows}
    result.refused += [f"left out: {key}" for key in sorted(wanted - read)]
    result.parsed = result.found - len(result.refused)
    return result


def check_pushes(recording: Recording) -> Iterator[Result]:
    """Bodies of webhooks: those that say which object they are of, by themselves or under a name."""
    told = recording.body if isinstance(recording.body, dict) else {}
    for name, body in {"": told, **told}.items():
        platform = PUSHING.get(str(body.get("object"))) if isinstance(body, dict) else None
        entries = body.get("entry") if platform else None
        if platform not in PLATFORMS or not isinstance(entries, list) or not entries:
            continue
        result = Result(f"{recording.file} {name}".strip(), "pushes", len(entries))
        connector = connector_at(platform, "", str(entries[0].get("id")))
        try:
            pushed = connector.parse_push(json.dumps(body).encode())
        except Malformed as refusal:
            result.refused.append(str(refusal))
        else:
            refusals = [refusal_of(connector, stream, raw) for stream, raw in pushed.items]
            result.refused += [refusal for refusal in refusals if refusal]
            if not (pushed.items or pushed.stale or pushed.gone):
                result.refused.append("tells of nothing")
        result.parsed = result.found - len(result.refused)
        yield result


def own_id_for(sort: Sort, rows: list[Row]) -> str:
    """Whose account reads: the statuses' own writer where they are read as our own, else somebody none of them is by."""
    return str(rows[0]["account"]["id"]) if sort.stream == "own_posts" else OWN_ID


def connector_at(platform: str, url: str, own_id: str) -> Connector:
    fields = [field.name for field in PLATFORMS[platform].capabilities.fields]
    return open_connector(platform, Credentials(own_id, "us", dict.fromkeys(fields, "word"), url, 5.0))


def walk(connector: Connector, stream: str) -> Iterator[Raw]:
    cursor: dict[str, Any] = {}
    for _page in range(MOST_PAGES):
        page: Page = connector.fetch_back(stream, cursor, until=None)
        yield from page.items
        cursor = page.next_cursor
        if not page.has_more:
            return


def refusal_of(connector: Connector, stream: str, raw: Raw) -> str:
    try:
        connector.parse(stream, json.loads(json.dumps(raw.data)))
    except Malformed as refusal:
        return f"{raw.external_id}: {refusal}"
    return ""


def main(arguments: list[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(__doc__, file=sys.stderr)
        return 2
    results = check(Path(arguments[0]))
    print(f"{'file':68} {'what':26} {'found':>5} {'parsed':>6} {'refused':>7}")
    for result in results:
        print(result)
    found, parsed = sum(result.found for result in results), sum(result.parsed for result in results)
    refused = sum(len(result.refused) for result in results)
    print(f"{found} found in {len({result.file for result in results})} files, {parsed} parsed, {refused} refused")
    return 1 if refused or not results else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
