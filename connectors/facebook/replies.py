"""Answering in public on Facebook, and finding an answer again after a crash."""

from collections.abc import Mapping
from typing import Any

from connectors.errors import UnknownOutcome
from connectors.facebook.fields import COMMENT_FIELDS
from connectors.items import Delivery, Outgoing, Undecidable
from connectors.meta.graph import GraphClient
from connectors.meta.lists import OVERLAP_SECONDS, entries_of, epoch, id_of, next_cursor, same_words

COMMENTS_A_PAGE = 100


def comment(graph: GraphClient, reply: Outgoing) -> Delivery:
    """Comment on what is answered: a post, a comment, or the story of a recommendation. Raises ConnectorError."""
    sent = graph.write(f"{reply.parent_id}/comments", message=reply.text)
    if not id_of(sent):
        raise UnknownOutcome("Facebook accepted the reply without naming it.")
    return _delivery(id_of(sent))


def find_comment(graph: GraphClient, reply: Outgoing, page_id: str) -> Delivery | Undecidable | None:
    """Look for our own text under what it answers, written since it was queued. Raises ConnectorError.

    Facebook has two levels of comments: what answers the second level is hung beside it, under the first, where the same words
    may be meant for somebody else.
    """
    found = _written_under(graph, reply.parent_id, reply, page_id)
    if found:
        return _delivery(found[0])
    above = _parent_of(graph, reply.parent_id) if reply.parent_id != reply.thread_id else ""
    beside = _written_under(graph, above, reply, page_id) if above else []
    if len(beside) > 1:
        return Undecidable(
            "These very words stand there more than once, and Facebook does not say which of them is this reply."
        )
    return _delivery(beside[0]) if beside else None


def _written_under(graph: GraphClient, place: str, reply: Outgoing, page_id: str) -> list[str]:
    found: list[str] = []
    after = None
    while True:
        body = graph.edge(
            place,
            "comments",
            fields=COMMENT_FIELDS,
            filter="stream",
            order="chronological",
            limit=COMMENTS_A_PAGE,
            after=after,
        )
        found += [id_of(entry) for entry in entries_of(body) if _is_sent(entry, reply, page_id)]
        after = next_cursor(body)
        if not after:
            return found


def _is_sent(entry: Any, reply: Outgoing, page_id: str) -> bool:
    if not isinstance(entry, Mapping) or id_of(entry.get("from")) != page_id:
        return False
    is_new = epoch(entry) >= reply.queued_at.timestamp() - OVERLAP_SECONDS and id_of(entry) not in {
        "",
        *reply.known_ids,
    }
    return is_new and same_words(entry.get("message"), reply.text)


def _parent_of(graph: GraphClient, comment_id: str) -> str:
    return id_of(graph.node(comment_id, fields="id,parent{id}").get("parent"))


def _delivery(comment_id: str) -> Delivery:
    return Delivery(comment_id, f"https://www.facebook.com/{comment_id}")
