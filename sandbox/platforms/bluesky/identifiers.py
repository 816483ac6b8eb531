"""How the network names things: accounts by DID and handle, records by key, versions of records by content."""

import base64
import hashlib
import json
import re
from typing import Any

POSTS = "app.bsky.feed.post"
LIKES = "app.bsky.feed.like"
THREAD_GATES = "app.bsky.feed.threadgate"
_LETTERS = "234567abcdefghijklmnopqrstuvwxyz"
_TID = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
_CLOCK_BITS = 10
_MICROSECONDS = 1000
_DAG_CBOR_SHA256 = b"\x01\x71\x12\x20"


def full_handle(handle: str) -> str:
    """A handle is a domain name; a short one is one of Bluesky's own."""
    handle = handle.lower()
    return handle if "." in handle else f"{re.sub(r'[^a-z0-9-]+', '-', handle).strip('-')}.bsky.social"


def did_for(digest: bytes) -> str:
    """A ``did:plc`` of 24 letters and digits."""
    return f"did:plc:{base64.b32encode(digest[:15]).decode().lower()}"


def tid_number(moment: int) -> int:
    """The smallest record key, as a number, of a moment in milliseconds."""
    return moment * _MICROSECONDS << _CLOCK_BITS


def tid(number: int) -> str:
    return "".join(_LETTERS[number >> 5 * place & 31] for place in range(12, -1, -1))


def is_tid(key: str) -> bool:
    return _TID.fullmatch(key) is not None


def post_uri(did: str, key: str) -> str:
    return f"at://{did}/{POSTS}/{key}"


def is_at_uri(text: str) -> bool:
    return re.fullmatch(r"at://[a-z0-9:.%-]+(/[a-zA-Z0-9.-]+(/[\w.~:-]+)?)?", text) is not None and (
        text.startswith("at://did:") or "." in text.split("/")[2]
    )


def did_of(uri: str) -> str:
    return uri.split("/")[2]


def key_of(uri: str) -> str:
    return uri.rpartition("/")[2]


def content_id(content: Any) -> str:
    """A CID that follows from the content, in the form the network's have; theirs are over CBOR, this over JSON."""
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).digest()
    return "b" + base64.b32encode(_DAG_CBOR_SHA256 + digest).decode().lower().rstrip("=")
