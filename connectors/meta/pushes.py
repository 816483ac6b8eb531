"""What Meta pushes: proof that a webhook is ours, signatures, and the entries of one account.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Forged, Malformed

SIGNATURE = "x-hub-signature-256"


def answer_challenge(query: Mapping[str, str], verify_token: str) -> tuple[str, str] | None:
    """Give the challenge back to whoever knows the verify token. Raises Forged."""
    if query.get("hub.mode") != "subscribe":
        return None
    if not verify_token or not hmac.compare_digest(query.get("hub.verify_token", "").encode(), verify_token.encode()):
        raise Forged("The verify token is not the one entered for this account.")
    return query.get("hub.challenge", ""), "text/plain"


def verify(label: str, headers: Mapping[str, str], body: bytes, app_secret: str) -> None:
    """Check the signature over the raw body. Raises Forged."""
    if not app_secret:
        raise Forged(
            f"{label}'s pushes can only be checked with the app secret, which is not entered for this account."
        )
    expected = "sha256=" + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(headers.get(SIGNATURE, "").encode("utf-8", "replace"), expected.encode()):
        raise Forged(f"The push is not signed with the app secret of this {label} account.")


def changes_of(body: bytes, own_id: str) -> Iterator[tuple[str, Mapping[str, Any], int]]:
    """Field, value and time of each change around the account; entries of other accounts of the same app are not ours.

    What comes under `messaging` is given as a change of the field "messaging". Raises Malformed where nothing can be read.
    """
    try:
        told = json.loads(body)
    except ValueError as error:
        raise Malformed("the push should be JSON") from error
    entries = told.get("entry") if isinstance(told, dict) else None
    if not isinstance(entries, list):
        raise Malformed(f"'entry' should be a list and is {type(entries).__name__}")
    for entry in entries:
        if not isinstance(entry, dict) or str(entry.get("id")) != own_id:
            continue
        time = entry.get("time")
        seconds = int(time) if isinstance(time, int) and not isinstance(time, bool) else 0
        for change in _objects(entry.get("changes")):
            value = change.get("value")
            if isinstance(value, dict):
                yield str(change.get("field")), value, seconds
        for event in _objects(entry.get("messaging")):
            yield "messaging", event, seconds


def graph_time(seconds: Any) -> str | None:
    """A push's time, in seconds or milliseconds, as Graph's lists write it; None where it is none."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return seconds if isinstance(seconds, str) else None
    try:
        moment = datetime.fromtimestamp(seconds / 1000 if seconds > 100_000_000_000 else seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment.strftime("%Y-%m-%dT%H:%M:%S+0000")


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
