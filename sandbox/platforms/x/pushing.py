"""What X pushes to a webhook: its Activity API's events, and the check that a webhook knows the app's secret.

https://docs.x.com/x-api/activity/event-payloads and https://docs.x.com/x-api/webhooks/quickstart : a post comes as
the API's second version has it, a direct message in the words of the first. Somebody else's deletion is not told.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

from sandbox.people import find_person
from sandbox.platforms.x.parameters import Wanted
from sandbox.platforms.x.payloads import Payloads
from sandbox.records import Account, Change, Item
from sandbox.store import Store

SIGNATURE = "x-twitter-webhooks-signature"
_EVERYTHING = Wanted(
    tweet=frozenset(
        (
            *("attachments", "author_id", "conversation_id", "created_at", "display_text_range", "edit_controls"),
            *("entities", "in_reply_to_user_id", "lang", "possibly_sensitive", "public_metrics"),
            *("referenced_tweets", "reply_settings"),
        )
    ),
    user=frozenset(
        (
            *("created_at", "description", "profile_image_url", "protected", "public_metrics", "verified"),
            "verified_type",
        )
    ),
    expansions=frozenset(
        ("author_id", "referenced_tweets.id", "referenced_tweets.id.author_id", "attachments.media_keys")
    ),
    media=frozenset(("alt_text", "preview_image_url", "url")),
)


def signature(secret: str, signed: bytes) -> str:
    return "sha256=" + base64.b64encode(hmac.new(secret.encode(), signed, hashlib.sha256).digest()).decode()


def challenge() -> dict[str, str]:
    return {"crc_token": secrets.token_urlsafe(24)}


def is_proven(secret: str, query: Mapping[str, str], body: bytes) -> bool:
    try:
        answer = json.loads(body)
    except ValueError:
        return False
    return isinstance(answer, dict) and answer.get("response_token") == signature(secret, query["crc_token"].encode())


def bodies(store: Store, account: Account, change: Change) -> list[bytes]:
    item = change.item
    if item.kind == "dm":
        if change.what != "written":
            return []
        return [
            _envelope(account, "dm.received" if item.person_id else "dm.sent", _direct_message(store, account, item))
        ]
    if change.what == "deleted" and item.is_company:
        gone = {"id": item.external_id, "author_id": account.external_id}
        return [_envelope(account, "post.delete", gone)]
    if change.what not in ("written", "edited") or not (item.is_company or item.is_addressed):
        return []
    body = Payloads(store, _EVERYTHING).one(item)
    kind = "post.create" if item.is_company else "post.mention.create"
    return [_envelope(account, kind, body["data"], body.get("includes"))]


def _direct_message(store: Store, account: Account, item: Item) -> dict[str, Any]:
    person = find_person(store, item.partner_id or 0)
    if person is None:
        return {"direct_message_events": [], "users": {}}
    ids = (person.external_id, account.external_id)
    sender, recipient = ids if item.person_id else ids[::-1]
    payloads = Payloads(store, _EVERYTHING)
    event = {
        "type": "message_create",
        "id": item.external_id,
        "created_timestamp": str(item.created_at),
        "message_create": {
            "target": {"recipient_id": recipient},
            "sender_id": sender,
            "message_data": {
                "text": item.text,
                "entities": {"hashtags": [], "symbols": [], "user_mentions": [], "urls": []},
            },
        },
    }
    users = {who.external_id: {"data": payloads.user(who)} for who in (person, account)}
    return {"direct_message_events": [event], "users": users}


def _envelope(account: Account, kind: str, payload: Any, includes: Any = None) -> bytes:
    data: dict[str, Any] = {
        "event_uuid": str(secrets.randbits(62)),
        "filter": {"user_id": account.external_id},
        "event_type": kind,
        "tag": "sandbox",
        "payload": payload,
    }
    if includes:
        data["includes"] = includes
    return json.dumps({"data": data}, ensure_ascii=False).encode()
