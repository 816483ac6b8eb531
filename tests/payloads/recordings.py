"""Recordings of what platforms really answered, as their client libraries' test suites keep them."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Recording:
    """One recorded answer: the file it is from, the address that was asked (empty where the file does not say), the body."""

    file: str
    address: str
    body: Any


def read_recordings(folder: Path) -> Iterator[Recording]:
    """Every JSON answer in the cassettes (*.yaml, as vcrpy writes them) and plain bodies (*.json) below a folder."""
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.suffix == ".yaml":
            yield from _of_cassette(name, path.read_text(encoding="utf-8"))
        elif path.suffix == ".json":
            yield Recording(name, "", json.loads(path.read_text(encoding="utf-8")))


def _of_cassette(name: str, text: str) -> Iterator[Recording]:
    for interaction in yaml.safe_load(text).get("interactions") or []:
        answered = interaction["response"]
        body = answered.get("content") or (answered.get("body") or {}).get("string") or b""
        body = body.encode() if isinstance(body, str) else body
        if body.startswith(b"\x1f\x8b"):
            body = gzip.decompress(body)
        try:
            yield Recording(name, interaction["request"]["uri"], json.loads(body))
        except ValueError:
            continue  # A picture, an empty answer.


def objects_in(body: Any) -> Iterator[dict[str, Any]]:
    """Every object that stands for something by itself: the body, or what it lists, by place or by id."""
    if isinstance(body, list):
        yield from (entry for entry in body if isinstance(entry, dict))
    elif isinstance(body, dict):
        listed = body.get("data")
        if isinstance(listed, dict | list):
            yield from objects_in(listed)
        elif "id" not in body and body and all(isinstance(value, dict) for value in body.values()):
            yield from body.values()
        else:
            yield body
