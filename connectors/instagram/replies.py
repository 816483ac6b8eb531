"""Answering in public on Instagram, and finding an answer again after a crash."""

from collections.abc import Mapping
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import UnknownOutcome
from connectors.instagram.fields import REPLY_FIELDS
from connectors.items import Delivery, Outgoing, Undecidable
from connectors.meta.graph import GraphClient
from connectors.meta.lists import OVERLAP_SECONDS, entries_of, epoch, id_of, next_cursor, same_words

REPLIES_A_PAGE = 50


def answer(graph: GraphClient, reply: Outgoing, account_id: str) -> Delivery:
    """Below the comment, or by the way Instagram keeps for mentions elsewhere. Raises ConnectorError.

    https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/mentions
    """
    if reply.kind is Kind.MENTION:
        place = {key: str(reply.answering[key]) for key in ("media_id", "comment_id") if reply.answering.get(key)}
        sent = graph.write(f"{account_id}/mentions", message=reply.text, **place)
    else:
        sent = graph.write(f"{_above(reply)}/replies", message=reply.text)
    if not id_of(sent):
        raise UnknownOutcome("Instagram accepted the reply without naming it.")
    return Delivery(id_of(sent))


def find_answer(graph: GraphClient, reply: Outgoing, is_ours: Any) -> Delivery | Undecidable | None:
    """Look for our own text below the comment, written since it was queued. Raises ConnectorError."""
    if reply.kind is Kind.MENTION:
        return Undecidable("Instagram does not list what stands under other people's posts. Look there.")
    found: list[str] = []
    after = None
    while True:
        body = graph.edge(_above(reply), "replies", fields=REPLY_FIELDS, limit=REPLIES_A_PAGE, after=after)
        found += [id_of(entry) for entry in entries_of(body) if is_ours(entry) and _is_sent(entry, reply)]
        after = next_cursor(body)
        if not after:
            break
    if len(found) > 1:
        return Undecidable(
            "These very words stand there more than once, and Instagram does not say which of them is this reply."
        )
    return Delivery(found[0]) if found else None


def _above(reply: Outgoing) -> str:
    """The first comment of the thread: what answers an answer hangs below it too."""
    return str(reply.answering.get("to") or reply.parent_id)


def _is_sent(entry: Mapping[str, Any], reply: Outgoing) -> bool:
    is_new = epoch(entry, "timestamp") >= reply.queued_at.timestamp() - OVERLAP_SECONDS
    return is_new and id_of(entry) not in {"", *reply.known_ids} and same_words(entry.get("text"), reply.text)
