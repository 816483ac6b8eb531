"""What the network's apps make of a text before they post it: people and links marked, links shortened to a few letters.

https://docs.bsky.app/docs/advanced-guides/post-richtext
"""

import re
from collections.abc import Mapping
from typing import Any

from sandbox.platforms.bluesky.identifiers import full_handle

_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]", re.IGNORECASE)
_NAME = re.compile(r"(?<![\w@])@((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,})", re.IGNORECASE)
_LONGEST_PATH = 15


def names_in(text: str) -> list[str]:
    """The full handles a text names."""
    return [name.lower() for name in _NAME.findall(text)]


def mentions(text: str, handle: str) -> bool:
    return full_handle(handle) in names_in(text)


def with_full_handle(text: str, handle: str) -> str:
    """A short handle is written out: ``@wren`` becomes ``@wren.bsky.social``."""
    if "." in handle:
        return text
    return re.sub(rf"(?<![\w@])@{re.escape(handle)}(?![\w.-]*\w)", f"@{full_handle(handle)}", text, flags=re.IGNORECASE)


def as_posted(text: str, dids: Mapping[str, str]) -> tuple[str, list[dict[str, Any]]]:
    """The text as an app posts it, and its facets; ``dids`` by full handle of whoever is known."""
    facets: list[dict[str, Any]] = []
    posted = ""
    end = 0
    found = [
        *((match, "link") for match in _ADDRESS.finditer(text)),
        *((match, "name") for match in _NAME.finditer(text)),
    ]
    for match, kind in sorted(found, key=lambda entry: entry[0].start()):
        if match.start() < end:
            continue  # A name inside an address.
        posted += text[end : match.start()]
        end = match.end()
        shown = _shortened(match[0]) if kind == "link" else match[0]
        feature = {"$type": "app.bsky.richtext.facet#link", "uri": match[0]}
        if kind == "name":
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": dids.get(match[1].lower(), "")}
        if kind == "link" or feature["did"]:
            begin = len(posted.encode())
            index = {"byteStart": begin, "byteEnd": begin + len(shown.encode())}
            facets.append({"$type": "app.bsky.richtext.facet", "index": index, "features": [feature]})
        posted += shown
    return posted + text[end:], facets


def _shortened(address: str) -> str:
    host, slash, path = re.sub(r"^https?://", "", address, flags=re.IGNORECASE).partition("/")
    path = slash + path
    return f"{host}{path[:13]}..." if len(path) > _LONGEST_PATH else f"{host}{path}".removesuffix("/")
