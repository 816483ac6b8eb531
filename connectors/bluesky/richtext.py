"""The marks on a post's text: links, people and tags, by places in its UTF-8 bytes.

https://docs.bsky.app/docs/advanced-guides/post-richtext
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from atproto_client.models.utils import get_model_as_dict
from atproto_client.utils.facet_detection import detect_facets, detect_mentions

from connectors.bluesky.posts import mappings
from connectors.reading import required_text, storable

LINK = "app.bsky.richtext.facet#link"
SHORTENED = re.compile(r"(\.\.\.|…)$")


def read_text(record: Mapping[str, Any]) -> str:
    """A record's text with its links in full: apps shorten them to a few letters and keep the address in a mark.

    Raises Malformed.
    """
    text = required_text(record, "text")
    whole = str(record["text"]).encode("utf-8", "surrogatepass")
    read, end = [], len(whole)
    links = [found for facet in mappings(record.get("facets")) if (found := _link(facet, len(whole)))]
    for begin, stop, address in sorted(links, reverse=True):
        if stop > end:
            continue  # Two marks on the same words: the later one stands.
        shown = whole[begin:stop].decode("utf-8", "replace")
        read.append(whole[stop:end].decode("utf-8", "replace"))
        read.append(_in_full(shown, address))
        end = begin
    if not read:
        return text
    read.append(whole[:end].decode("utf-8", "replace"))
    return storable("".join(reversed(read)))


def _link(facet: Mapping[str, Any], length: int) -> tuple[int, int, str] | None:
    index = facet.get("index")
    begin, stop = (index.get("byteStart"), index.get("byteEnd")) if isinstance(index, Mapping) else (None, None)
    if type(begin) is not int or type(stop) is not int or not 0 <= begin < stop <= length:
        return None
    for feature in mappings(facet.get("features")):
        if feature.get("$type") == LINK and isinstance(address := feature.get("uri"), str):
            return begin, stop, address
    return None


def _in_full(shown: str, address: str) -> str:
    bare = re.sub(r"^https?://(www\.)?", "", address)
    start = SHORTENED.sub("", re.sub(r"^https?://(www\.)?", "", shown))
    if shown == address or (start == bare and not SHORTENED.search(shown)):
        return shown
    # Other words than the address's own are kept: a reader should see both what was written and where it leads.
    return address if bare.startswith(start) and start else f"{shown} ({address})"


def marks_on(text: str, did_of: Callable[[str], str]) -> list[dict[str, Any]]:
    """The marks that make links, tags and people of a text of ours work; `did_of` a handle is "" where nobody has it."""
    marks = [dict(get_model_as_dict(facet)) for facet in detect_facets(text)]
    for mention in detect_mentions(text):
        feature = {"$type": "app.bsky.richtext.facet#mention", "did": did_of(mention.handle)}
        index = {"byteStart": mention.byte_start, "byteEnd": mention.byte_end}
        if feature["did"]:
            marks.append({"index": index, "features": [feature]})
    return sorted(marks, key=lambda mark: int(mark["index"]["byteStart"]))
