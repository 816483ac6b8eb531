"""Publishing a reply, and finding it again when nobody knows whether it got out.

X has no key by which a post sent twice is known; it refuses the same words said twice in public, and its lists say
what stands there.
"""

import html
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed, Rejected, UnknownOutcome
from connectors.items import Delivery, Outgoing
from connectors.x.bundles import dicts, earliest, last_time, message_bundles, plain_id
from connectors.x.client import Duplicate, XClient
from connectors.x.parse_message import message_link
from connectors.x.text import folded, meant_text

# Our clock and theirs may differ.
LEEWAY = timedelta(minutes=5)


def send(client: XClient, reply: Outgoing) -> Delivery:
    if reply.is_private or reply.kind is Kind.DIRECT_MESSAGE:
        sent = client.write(client.tweepy.create_direct_message, text=reply.text, **_conversation(reply))
        return _delivered(sent.get("dm_event_id"), message_link(str(sent.get("dm_conversation_id") or reply.thread_id)))
    try:
        sent = client.write(client.tweepy.create_tweet, text=reply.text, in_reply_to_tweet_id=reply.parent_id)
    except Duplicate:
        # After a crash these are our own words, and they can be found.
        found = find_sent(client, reply)
        if found is None:
            raise
        return found
    return _delivered(sent.get("id"), _link(client, sent.get("id")))


def find_sent(client: XClient, reply: Outgoing) -> Delivery | None:
    # X may or may not read an escape in what we sent as one.
    wanted = {folded(reply.text), folded(html.unescape(reply.text))}
    if reply.is_private or reply.kind is Kind.DIRECT_MESSAGE:
        candidates = _own_messages(client, reply)
    else:
        candidates = _own_answers(client, reply)
    for external_id, item, link in candidates:
        try:
            is_it = meant_text(item) in wanted
        except Malformed:
            continue
        if is_it and external_id and external_id not in reply.known_ids:
            return Delivery(external_id, link)
    return None


def _own_answers(client: XClient, reply: Outgoing) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Our posts since shortly before the reply was queued that answer what it answers."""
    token: str | None = None
    while True:
        answer = client.own_posts(start_time=reply.queued_at - LEEWAY, pagination_token=token)
        for tweet in dicts(answer.body.get("data")):
            answered = [ref for ref in dicts(tweet.get("referenced_tweets")) if ref.get("type") == "replied_to"]
            if reply.parent_id in {plain_id(ref.get("id")) for ref in answered}:
                external_id = plain_id(tweet.get("id"))
                yield external_id, tweet, _link(client, external_id)
        token = answer.next_token
        if not token:
            return


def _own_messages(client: XClient, reply: Outgoing) -> Iterator[tuple[str, Mapping[str, Any], str]]:
    """Our messages of the conversation since shortly before the reply was queued."""
    token: str | None = None
    since = reply.queued_at - LEEWAY
    while True:
        answer = client.messages(pagination_token=token, **_conversation(reply))
        for raw in message_bundles(answer.body):
            event = raw.data["dm"]
            written_at = earliest([raw])
            is_ours = isinstance(event, dict) and plain_id(event.get("sender_id")) == client.own_id
            if is_ours and written_at and written_at >= since:
                yield raw.external_id, event, message_link(str(event.get("dm_conversation_id") or reply.thread_id))
        oldest = last_time(message_bundles(answer.body))
        token = answer.next_token
        if not token or (oldest and oldest < since):
            return


def _conversation(reply: Outgoing) -> dict[str, str]:
    """Where a private reply goes: into the conversation it answers, or to the author of what was said in public."""
    if reply.kind is Kind.DIRECT_MESSAGE:
        return {"dm_conversation_id": reply.thread_id}
    author = str(reply.answering.get("author") or "")
    if not author:
        raise Rejected("X did not say who wrote this, so nobody can be written to.")
    return {"participant_id": author}


def _delivered(external_id: Any, link: str) -> Delivery:
    if not external_id:
        raise UnknownOutcome("X accepted the reply without naming it.")
    return Delivery(str(external_id), link)


def _link(client: XClient, external_id: Any) -> str:
    return f"https://x.com/{client.handle}/status/{external_id}"
