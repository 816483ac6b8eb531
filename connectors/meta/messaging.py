"""Direct messages of a Page or an Instagram account: reading conversations, sending, and finding what was sent.

https://developers.facebook.com/docs/graph-api/reference/conversation : conversations come most recently changed first, their
messages newest first, and neither list can be asked for "since". A thread is known by the person's id, because that is all
that a push and a sent message tell.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.errors import Gone, Malformed, NotPermitted, Rejected, UnknownOutcome
from connectors.items import Delivery, Outgoing, Page, Raw, Standing, Undecidable
from connectors.meta.graph import GraphClient
from connectors.meta.lists import OVERLAP_SECONDS, entries_of, epoch, id_of, next_cursor, now_epoch, same_words
from connectors.reading import moment

CONVERSATIONS_A_PAGE = 20
MESSAGES_A_PAGE = 20
# How often the front of the list is listed again at the end of a walk; an inbox that is never still would keep it going.
MOST_ROUNDS = 5
# https://developers.facebook.com/docs/messenger-platform/policy/policy-overview
ANSWER_WINDOW = timedelta(hours=24)
HUMAN_AGENT_WINDOW = timedelta(days=7)
PRIVATE_REPLY_WINDOW = timedelta(days=7)
STREAM = "direct_messages"


@dataclass(frozen=True)
class Mailbox:
    """Whose conversations: `node` is where they hang, `platform` Graph's name for the kind, `own_names` how we appear in them."""

    graph: GraphClient
    node: str
    platform: str
    message_fields: str
    own_names: frozenset[str]
    has_metadata: bool

    def is_ours(self, writer: Any) -> bool:
        """Whether a participant is the account itself, by id or by user name."""
        if not isinstance(writer, Mapping):
            return False
        username = writer.get("username")
        return id_of(writer) in self.own_names or (isinstance(username, str) and username.lower() in self.own_names)

    def fetch(self, cursor: Mapping[str, Any]) -> Page:
        """What was said since the last whole pass. `since`: everything before it has been handed over."""
        if not cursor:
            began = now_epoch()
            body = self._conversations(None)
            return Page(self._said_in(entries_of(body)), {"since": began}, budget=self.graph.budget)
        since = int(cursor.get("since", 0))
        state = dict(cursor.get("pass") or {"began": now_epoch()})
        began = state["began"]
        items, state, gap = self._step(state, since - OVERLAP_SECONDS)
        if state.get("is_done"):
            return Page(items, {"since": began}, gap=gap, budget=self.graph.budget)
        return Page(items, {"since": since, "pass": state}, has_more=True, gap=gap, budget=self.graph.budget)

    def fetch_back(self, cursor: Mapping[str, Any], until: datetime | None) -> Page:
        """All conversations, most recently changed first, each to its beginning or to `until`."""
        items, state, gap = self._step(dict(cursor), int(until.timestamp()) if until else 0)
        has_more = not state.get("is_done")
        next_cursor = state if has_more else {}
        return Page(items, next_cursor, has_more=has_more, gap=gap, budget=self.graph.budget)

    def _step(self, state: dict[str, Any], since: int) -> tuple[tuple[Raw, ...], dict[str, Any], str]:
        """One page of a walk: of a conversation that is longer than what its list showed, else of conversations.

        A conversation in which something is said meanwhile moves to the front of the list, past the walk. So after a list of
        more than one page its front is listed once more, down to what was on top when the list began (`top`, then `floor`).
        """
        todo: list[dict[str, Any]] = list(state.get("todo") or [])
        if todo:
            items, rest, gap = self._further(todo[0], since)
            state["todo"] = [*rest, *todo[1:]]
            state["is_done"] = not state["todo"] and state.get("is_listed", False)
            return items, state, gap
        after = state.get("after")
        body = self._conversations(after)
        listed = entries_of(body)
        if after is None:
            state["floor"] = state.get("top", since)
            state["top"] = max((epoch(entry, "updated_time") for entry in listed), default=0)
        is_past = bool(listed) and 0 < epoch(listed[-1], "updated_time") < state["floor"]
        state["after"] = None if is_past else next_cursor(body)
        rounds = state.get("rounds", 0)
        ends = not state["after"]
        is_whole = after is None or rounds >= MOST_ROUNDS
        state["rounds"] = rounds + 1 if ends else rounds
        state["is_listed"] = ends and is_whole
        state["todo"] = [job for entry in listed if (job := self._job_for(entry, since))]
        state["is_done"] = not state["todo"] and state["is_listed"]
        return self._said_in(listed), state, ""

    def _further(self, job: Mapping[str, Any], since: int) -> tuple[tuple[Raw, ...], list[dict[str, Any]], str]:
        try:
            body = self.graph.edge(
                job["id"], "messages", fields=self.message_fields, limit=MESSAGES_A_PAGE, after=job["after"]
            )
        except Gone:
            return (), [], ""
        except (NotPermitted, Rejected) as error:
            return (), [], f"The earlier messages of one conversation cannot be read: {error}"
        entries = entries_of(body)
        after = next_cursor(body)
        goes_on = after and self._is_new(entries, since)
        return self._raws(entries, job["person"]), [{**job, "after": after}] if goes_on else [], ""

    def _conversations(self, after: str | None) -> dict[str, Any]:
        nested = f"messages.limit({MESSAGES_A_PAGE}){{{self.message_fields}}}"
        return self.graph.edge(
            self.node,
            "conversations",
            platform=self.platform,
            fields=f"id,updated_time,participants,{nested}",
            limit=CONVERSATIONS_A_PAGE,
            after=after,
        )

    def _said_in(self, conversations: list[Any]) -> tuple[Raw, ...]:
        found: list[Raw] = []
        for entry in conversations:
            if isinstance(entry, Mapping):
                found += self._raws(entries_of(entry.get("messages")), self._person_of(entry))
            else:
                found.append(Raw("", {"message": entry, "person": None}))
        return tuple(found)

    def _raws(self, messages: list[Any], person: Any) -> tuple[Raw, ...]:
        return tuple(Raw(id_of(entry), {"message": entry, "person": person}) for entry in messages)

    def _person_of(self, conversation: Mapping[str, Any]) -> Any:
        """Whoever takes part and is not the account; where nobody is named, whoever wrote."""
        writers = [m.get("from") for m in entries_of(conversation.get("messages")) if isinstance(m, Mapping)]
        people = [*entries_of(conversation.get("participants")), *writers]
        others = [who for who in people if isinstance(who, Mapping) and id_of(who) and not self.is_ours(who)]
        return {key: others[0][key] for key in ("id", "name", "username") if key in others[0]} if others else None

    def _job_for(self, conversation: Any, since: int) -> dict[str, Any] | None:
        messages = conversation.get("messages") if isinstance(conversation, Mapping) else None
        after = next_cursor(messages)
        if not after or not id_of(conversation) or not self._is_new(entries_of(messages), since):
            return None
        return {"id": id_of(conversation), "person": self._person_of(conversation), "after": after}

    def _is_new(self, messages: list[Any], since: int) -> bool:
        """Whether the page before this one may still hold something new."""
        return not messages or epoch(messages[-1]) == 0 or epoch(messages[-1]) >= since

    def reread(self, messages: list[Standing]) -> list[tuple[str, Raw]]:
        """Each message by itself. One that is refused says nothing: Graph answers so for all but a conversation's last 20."""
        found: list[tuple[str, Raw]] = []
        for message in messages:
            try:
                entry = self.graph.node(message.external_id, fields=self.message_fields)
            except (Gone, Rejected):
                continue
            found.append((STREAM, Raw(message.external_id, {"message": entry, "person": {"id": message.thread_id}})))
        return found

    def send(self, reply: Outgoing) -> Delivery:
        """Into the conversation, or once to the author of something public. Raises ConnectorError."""
        message: dict[str, Any] = {"text": reply.text}
        if self.has_metadata:
            message["metadata"] = reply.key  # Comes back in the echo that Messenger pushes.
        sent = self.graph.write(
            f"{self.node}/messages", recipient=self._recipient(reply), message=message, **_occasion(reply)
        )
        message_id = sent.get("message_id")
        if not isinstance(message_id, str) or not message_id:
            raise UnknownOutcome(f"{self.graph.label} accepted the message without naming it.")
        return Delivery(message_id)

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        """Look for our own words in the conversation with this person, written since the reply was queued."""
        person = str(reply.answering.get("person") or "")
        if not person:
            return Undecidable(
                f"{self.graph.label} does not say who wrote this, so the conversation cannot be looked at."
            )
        body = self.graph.edge(
            self.node, "conversations", platform=self.platform, user_id=person, fields="id", limit=CONVERSATIONS_A_PAGE
        )
        for conversation in entries_of(body):
            found = self._sent_in(id_of(conversation), reply)
            if found:
                return found
        return None

    def _sent_in(self, conversation_id: str, reply: Outgoing) -> Delivery | None:
        since, after = int(reply.queued_at.timestamp()) - OVERLAP_SECONDS, None
        while conversation_id:
            body = self.graph.edge(
                conversation_id, "messages", fields=self.message_fields, limit=MESSAGES_A_PAGE, after=after
            )
            entries = entries_of(body)
            for entry in entries:
                is_ours = isinstance(entry, Mapping) and self.is_ours(entry.get("from"))
                is_new = epoch(entry) >= since and id_of(entry) not in reply.known_ids
                if is_ours and is_new and same_words(entry.get("message"), reply.text):
                    return Delivery(id_of(entry))
            after = next_cursor(body)
            if not after or not self._is_new(entries, since):
                break
        return None

    def _recipient(self, reply: Outgoing) -> dict[str, str]:
        if reply.is_private:
            return {str(reply.answering.get("private_by") or "comment_id"): reply.parent_id}
        person = reply.answering.get("person")
        if not person:
            raise Rejected(f"{self.graph.label} does not say who wrote this, so it cannot be answered from here.")
        return {"id": str(person)}


def _occasion(reply: Outgoing) -> dict[str, str]:
    """What a message is sent for: an answer within a day, later only as a person's own. A private reply needs neither."""
    if reply.is_private:
        return {}
    try:
        is_late = datetime.now(UTC) - moment(reply.answering, "at") > ANSWER_WINDOW
    except Malformed:
        is_late = False
    return {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"} if is_late else {"messaging_type": "RESPONSE"}
