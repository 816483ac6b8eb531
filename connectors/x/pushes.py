"""What X pushes: its Activity API's events, signed with the app's consumer secret.

https://docs.x.com/x-api/webhooks/quickstart and https://docs.x.com/x-api/activity/event-payloads
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from connectors.errors import Forged, Malformed
from connectors.items import Pushed, Raw
from connectors.reading import listing, mapping, optional_text
from connectors.x.bundles import bundle_message, bundle_tweet, dicts, plain_id
from connectors.x.parse_message import message_from_push

SIGNATURE = "x-twitter-webhooks-signature"


def answer_challenge(query: Mapping[str, str], secret: str) -> tuple[str, str] | None:
    """The token signed with the consumer secret shows that the webhook is ours. Raises Forged without a secret."""
    token = query.get("crc_token")
    if token is None:
        return None
    return json.dumps({"response_token": _signature(secret, token.encode())}), "application/json"


def verify(headers: Mapping[str, str], body: bytes, secret: str) -> None:
    given = headers.get(SIGNATURE, "")
    if not hmac.compare_digest(given.encode(), _signature(secret, body).encode()):
        raise Forged("The signature of this push is not X's.")


def read_push(body: bytes, own_id: str) -> Pushed:
    """What a genuine push tells of this account. Raises Malformed where the whole of it cannot be read."""
    try:
        told = json.loads(body)
    except ValueError as error:
        raise Malformed("The push is not JSON.") from error
    if not isinstance(told, dict):
        raise Malformed(f"The push should be an object and is {type(told).__name__}.")
    event = mapping(told, "data")
    for_whom = mapping(event, "filter").get("user_id")
    if plain_id(for_whom) != own_id:
        return Pushed()  # One webhook serves every account of the app.
    kind = optional_text(event, "event_type")
    if kind in ("dm.received", "dm.sent"):
        return _messages(mapping(event, "payload"))
    if kind in ("post.mention.create", "post.reply.create", "post.create"):
        stream = "own_posts" if kind == "post.create" else "mentions"
        return _tweet(mapping(event, "payload"), event.get("includes"), stream)
    if kind == "post.delete":
        gone = plain_id(mapping(event, "payload").get("id"))
        return Pushed(gone=frozenset({gone} - {""}))
    return Pushed()


def _tweet(tweet: Mapping[str, Any], includes: Any, stream: str) -> Pushed:
    """The tweet, where it is as whole as the stream hands it over; else the stream is to be read."""
    raw = bundle_tweet(dict(tweet), _unwrapped(includes))
    is_whole = all(tweet.get(name) for name in ("author_id", "conversation_id", "created_at", "edit_history_tweet_ids"))
    # Who is answered or quoted stands in the tweet; a thread's later tweet without that is cut short.
    refers = plain_id(tweet.get("conversation_id")) == raw.external_id or bool(raw.data.get("referenced"))
    if raw.external_id and is_whole and refers and "author" in raw.data:
        return Pushed(items=((stream, raw),))
    return Pushed(stale=frozenset({stream}))


def _messages(payload: Mapping[str, Any]) -> Pushed:
    """The messages of a push, each with its sender; a picture's address is only in the list."""
    users = payload.get("users")
    users = users if isinstance(users, Mapping) else {}
    senders = {"users": [_user(user) for user in users.values()]}
    items: list[tuple[str, Raw]] = []
    is_stale = False
    for event in dicts(listing(payload, "direct_message_events")):
        told = event.get("message_create")
        words = told.get("message_data") if isinstance(told, Mapping) else None
        try:
            raw = bundle_message(message_from_push(event), senders)
        except Malformed:
            is_stale = True
            continue
        if isinstance(words, Mapping) and words.get("attachment"):
            is_stale = True
        else:
            items.append(("direct_messages", raw))
    return Pushed(items=tuple(items), stale=frozenset({"direct_messages"} if is_stale else ()))


def _unwrapped(includes: Any) -> dict[str, Any]:
    found = dict(includes) if isinstance(includes, Mapping) else {}
    return found | {"users": [_user(user) for user in dicts(found.get("users"))]}


def _user(user: Any) -> Any:
    """A user; some events wrap each in a `data`."""
    return user["data"] if isinstance(user, Mapping) and isinstance(user.get("data"), Mapping) else user


def _signature(secret: str, signed: bytes) -> str:
    if not secret:
        raise Forged("This account has no consumer secret, so no push can be shown to be X's.")
    return "sha256=" + base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()
