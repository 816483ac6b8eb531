"""Bringing a company's history along from another tool: one JSON object a line, resumable, and never twice."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Parsed, Post, Raw
from connectors.reading import mapping, moment, optional_mapping, optional_text, plausible_count, text_id
from inbox.bulk import in_batches
from inbox.models import ChannelAccount, Receipt, ReceiptState, Source
from inbox.services.ingest import store_items
from inbox.services.receipts import content_hash, stored_id

STREAM = "import"
LINES_AT_ONCE = 500
POST = "post"
KINDS = (*Kind, POST)
PERMALINK_LENGTH = 1000


@dataclass
class Report:
    """What an import came to. `refused` holds line number and reason; nothing of those lines is lost: they are in quarantine."""

    lines: int = 0
    new_messages: int = 0
    known: int = 0
    refused: list[tuple[int, str]] = field(default_factory=list)


def parse_line(raw: Mapping[str, Any]) -> Parsed:
    """A line in our words. `thread` is the root its parents lead to, put there when the file was read. Raises Malformed."""
    if "line" in raw:
        raise Malformed(f"the line is not a JSON object: {raw['line']!r:.60}")
    external_id = text_id(raw)
    kind = optional_text(raw, "kind")
    if kind not in KINDS:
        raise Malformed(f"'kind' should be one of {', '.join(KINDS)} and is {kind!r}")
    is_ours = raw.get("from_us")
    if not isinstance(is_ours, bool):
        raise Malformed(f"'from_us' should be true or false and is {is_ours!r:.60}")
    at, text = moment(raw, "at"), optional_text(raw, "text")
    permalink = optional_text(raw, "permalink")[:PERMALINK_LENGTH]
    author = _author(raw)
    if kind == POST:
        name = author.name if author else ""
        return Parsed(posts=(Post(external_id, text, name or "Someone", is_ours, at, permalink),))
    parent_id = text_id(raw, "parent") if raw.get("parent") is not None else ""
    item = Item(
        external_id=external_id,
        kind=Kind(kind),
        text=text,
        created_at=at,
        thread_id=text_id(raw, "thread") if raw.get("thread") is not None else external_id,
        is_ours=is_ours,
        author=author,
        parent_id=parent_id,
        permalink=permalink,
        is_private=kind in (Kind.DIRECT_MESSAGE, Kind.MAIL),
    )
    return Parsed(item)


def _author(raw: Mapping[str, Any]) -> Author | None:
    writer = optional_mapping(raw, "author")
    if writer is None or writer.get("id") is None:
        return None
    return Author(
        external_id=text_id(mapping(raw, "author")),
        handle=optional_text(writer, "handle"),
        name=optional_text(writer, "name"),
        audience=plausible_count(writer.get("audience")),
    )


def read_lines(lines: Iterable[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each line's number and object; one that is none is kept as it is, for the quarantine. Empty lines are left out."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        yield number, found if isinstance(found, dict) else {"line": line.rstrip("\n")[:10_000]}


def find_roots(entries: Iterable[Mapping[str, Any]], account: ChannelAccount) -> dict[str, str]:
    """The id each entry's parents lead to, in the file and in what is stored already. An entry in a circle is its own root."""
    parents = {str(entry.get("id")): str(entry["parent"]) for entry in entries if entry.get("parent") is not None}
    outside = sorted(set(parents.values()) - set(parents))
    stored: dict[str, str] = {}
    for ids in in_batches(outside, 1000):
        known = account.messages.filter(external_id__in=ids, conversation__isnull=False)
        stored |= dict(known.values_list("external_id", "conversation__thread_id"))
    roots: dict[str, str] = {}
    for start in parents:
        path, here = [], start
        while here in parents and here not in roots and here not in path:
            path.append(here)
            here = parents[here]
        root = start if here in path else roots.get(here) or stored.get(here, here)
        roots |= dict.fromkeys(path, root)
    return roots


def import_entries(
    account: ChannelAccount,
    entries: Iterable[tuple[int, Mapping[str, Any]]],
    roots: Mapping[str, str],
    *,
    now: datetime,
) -> Iterator[Report]:
    """Store numbered entries in batches, each a transaction of its own: cut short anywhere, it is simply run again. Yields the report so far."""
    report = Report()
    for batch in in_batches(entries, LINES_AT_ONCE):
        raws = {}
        for number, entry in batch:
            root = roots.get(str(entry.get("id")))
            data = {**entry, "thread": entry.get("thread") or root} if root else dict(entry)
            external_id = entry.get("id")
            raws[number] = Raw(str(external_id) if isinstance(external_id, str | int) else "", data)
        stored = store_items(account.pk, STREAM, list(raws.values()), parse_line, source=Source.IMPORT, now=now)
        report.lines += len(batch)
        report.new_messages += stored.new_messages
        refused = _refusals(account, raws)
        report.refused += refused
        report.known = report.lines - report.new_messages - len(report.refused)
        yield report


def _refusals(account: ChannelAccount, raws: Mapping[int, Raw]) -> list[tuple[int, str]]:
    """Which lines are in quarantine, this time or from an earlier run, and why."""
    by_hash: dict[str, list[int]] = {}
    for number, raw in raws.items():
        by_hash.setdefault(content_hash(raw.data), []).append(number)
    ids = {stored_id(raw.external_id) for raw in raws.values()}
    bad = Receipt.objects.filter(
        account=account,
        stream=STREAM,
        external_id__in=ids,
        content_hash__in=by_hash,
        state=ReceiptState.QUARANTINED,
    )
    found = bad.values_list("content_hash", "reason")
    return sorted({number: reason for digest, reason in found for number in by_hash[digest]}.items())
