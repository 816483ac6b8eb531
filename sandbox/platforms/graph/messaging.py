"""Conversations and messages, and sending: Messenger and Instagram's direct messages.

A person's conversation is one thread. It can be written to for 24 hours after the person's last word, under the tag for human
agents for 7 days; and once to the author of a public comment, within 7 days of it.
https://developers.facebook.com/docs/messenger-platform/reference/send-api
"""

import json
from typing import Any

from sandbox import moments
from sandbox.items import items_by_seq, select_items, set_extra, write_item
from sandbox.people import people_by_id, person_by_external_id
from sandbox.platforms.graph.calls import Call
from sandbox.platforms.graph.errors import GraphError, bad_parameter, no_such_object
from sandbox.platforms.graph.fields import Field, plain
from sandbox.platforms.graph.lists import item_stretch, latest_arrivals, paging
from sandbox.platforms.graph.parameters import Stretch, read_stretch
from sandbox.platforms.graph.platform import GraphPlatform
from sandbox.platforms.graph.times import graph_time
from sandbox.records import Account, Item, Person

CONVERSATION_DEFAULTS = plain("id", "updated_time")
MESSAGE_DEFAULTS = plain("id", "created_time")
WINDOW = moments.DAY
HUMAN_AGENT_WINDOW = 7 * moments.DAY
PRIVATE_REPLY_WINDOW = 7 * moments.DAY


class Messaging:
    """The message edges of one call."""

    def __init__(self, call: Call) -> None:
        assert isinstance(call.platform, GraphPlatform)
        self.call = call
        self.platform: GraphPlatform = call.platform

    def conversations(self) -> dict[str, Any]:
        """Most recently changed first; ``user_id`` leaves one person's."""
        call = self.call
        if call.params.get("platform", self.platform.conversations) != self.platform.conversations:
            return {"data": []}
        stretch = read_stretch(call.params, newest_first=True)
        clauses, bounds = ["account_id = ?", "kind = 'dm'", "deleted_at IS NULL"], [call.account.id]
        if user_id := call.params.get("user_id"):
            person = person_by_external_id(call.store, self.platform.name, user_id)
            clauses.append("? IN (person_id, to_person_id)")
            bounds.append(person.id if person else -1)
        mark = "HAVING latest < ?" if stretch.after is not None else ""
        rows = call.store.all(
            f"SELECT root_seq, MAX(position) AS latest FROM items WHERE {' AND '.join(clauses)} GROUP BY root_seq"
            f" {mark} ORDER BY latest DESC LIMIT ?",
            *(*bounds, *([stretch.after] if mark else []), stretch.limit + 1),
        )
        shown = rows[: stretch.limit]
        roots = items_by_seq(call.store, [row["root_seq"] for row in shown])
        page = {"data": [self._conversation(roots[row["root_seq"]], call.fields) for row in shown]}
        latest = [row["latest"] for row in shown]
        return page | paging(call.path, call.params, call.account.token, latest, stretch, len(rows) > stretch.limit)

    def conversation(self, conversation_id: str) -> dict[str, Any]:
        return self._conversation(self._root(conversation_id), self.call.fields)

    def messages(self, conversation_id: str) -> dict[str, Any]:
        call = self.call
        stretch = read_stretch(call.params, newest_first=True)
        return self._messages(call.path, self._root(conversation_id), stretch, call.params, call.fields)

    def message(self, message_id: str) -> dict[str, Any]:
        return self._build([self.call.item(message_id, "dm")], self.call.fields)[0]

    def send(self) -> dict[str, str]:
        recipient, message = self._object("recipient"), self._object("message")
        text = message.get("text")
        if not isinstance(text, str) or not text.strip():
            raise bad_parameter("Message cannot be empty, must provide valid attachment or text")
        if self.platform.message_length(text) > self.platform.message_limit:
            raise bad_parameter(
                f"Length of param message[text] must be less than or equal to {self.platform.message_limit}"
            )
        answered = recipient.get("comment_id") or recipient.get("post_id")
        if answered:
            person, public = self._author_of(str(answered))
        else:
            person, public = self._correspondent(str(recipient.get("id", ""))), None
        facts = {"metadata": message["metadata"]} if message.get("metadata") else {}
        sent = write_item(
            self.call.store,
            self.platform,
            self.call.account,
            kind="dm",
            author=None,
            text=text,
            to=person,
            extra=facts | {"app_id": self.call.account.app_id},
        )
        if public is not None:
            set_extra(self.call.store, public, private_reply=sent.external_id)
        return {"recipient_id": person.external_id, "message_id": sent.external_id}

    def _author_of(self, public_id: str) -> tuple[Person, Item]:
        item = self.call.item(public_id)
        if item.is_company or item.person_id is None:
            raise bad_parameter("Cannot reply privately to the account's own words")
        if "private_reply" in item.extra:
            raise GraphError("(#10900) Activity already replied to", 10900)
        if moments.now() - item.created_at > PRIVATE_REPLY_WINDOW:
            raise GraphError("(#10901) Activity is too old to be replied to privately", 10901)
        return people_by_id(self.call.store, [item.person_id])[item.person_id], item

    def _correspondent(self, person_id: str) -> Person:
        store, account = self.call.store, self.call.account
        person = person_by_external_id(store, self.platform.name, person_id)
        last = person and select_items(
            store,
            "WHERE account_id = ? AND kind = 'dm' AND person_id = ? ORDER BY position DESC LIMIT 1",
            *(account.id, person.id),
        )
        if person is None or not last:
            raise GraphError("(#100) No matching user found", 100, subcode=2018001)
        is_human = (self.call.params.get("messaging_type"), self.call.params.get("tag")) == (
            "MESSAGE_TAG",
            "HUMAN_AGENT",
        )
        if moments.now() - last[0].created_at > (HUMAN_AGENT_WINDOW if is_human else WINDOW):
            raise GraphError("(#10) This message is sent outside of allowed window.", 10, subcode=2018278, status=403)
        return person

    def _object(self, name: str) -> dict[str, Any]:
        try:
            value = json.loads(self.call.params.get(name, ""))
        except ValueError:
            value = None
        if not isinstance(value, dict):
            raise bad_parameter(f"The parameter {name} is required")
        return value

    def _root(self, conversation_id: str) -> Item:
        number = conversation_id.removeprefix("t_")
        found = select_items(
            self.call.store,
            "WHERE account_id = ? AND kind = 'dm' AND seq = root_seq AND position = ?",
            *(self.call.account.id, int(number) if number.isdigit() else -1),
        )
        if not found:
            raise no_such_object(self.call.method, conversation_id)
        return found[0]

    def _conversation(self, root: Item, fields: list[Field]) -> dict[str, Any]:
        store, account = self.call.store, self.call.account
        person = people_by_id(store, [root.partner_id]).get(root.partner_id or -1)
        node: dict[str, Any] = {}
        for field in fields or CONVERSATION_DEFAULTS:
            if field.name == "messages":
                path = f"/{self.call.version}/t_{root.position}/messages"
                stretch = read_stretch(field.modifiers, newest_first=True)
                node["messages"] = self._messages(path, root, stretch, field.modifiers, field.fields)
            elif field.name in ("participants", "senders"):
                node[field.name] = {"data": [who for who in (self._whoever(person), self._whoever(None)) if who]}
            elif field.name == "updated_time":
                node["updated_time"] = graph_time(latest_arrivals(store, [root.seq])[root.seq])
            elif field.name == "link":
                node["link"] = f"/{account.external_id}/inbox/{root.position}/"
            elif field.name != "id":
                raise bad_parameter(f"Tried accessing nonexisting field ({field.name}) on node type (UnifiedThread)")
        return node | {"id": f"t_{root.position}"}

    def _messages(
        self, path: str, root: Item, stretch: Stretch, params: dict[str, str], fields: list[Field]
    ) -> dict[str, Any]:
        items, has_more = item_stretch(self.call.store, "root_seq = ? AND kind = 'dm'", [root.seq], stretch)
        page: dict[str, Any] = {"data": self._build(items, fields)}
        positions = [item.position for item in items]
        return page | paging(path, params, self.call.account.token, positions, stretch, has_more)

    def _build(self, items: list[Item], fields: list[Field]) -> list[dict[str, Any]]:
        people = people_by_id(self.call.store, [item.partner_id for item in items])
        return [self._node(item, people.get(item.partner_id or -1), fields) for item in items]

    def _node(self, item: Item, person: Person | None, fields: list[Field]) -> dict[str, Any]:
        writer, reader = (None, person) if item.is_company else (person, None)
        to = self._whoever(reader)
        facts: dict[str, Any] = {
            "id": item.external_id,
            "created_time": graph_time(item.created_at),
            "message": item.text,
            "from": self._whoever(writer),
            "to": {"data": [to]} if to else None,
            "attachments": {"data": [_attachment(entry) for entry in item.media]} if item.media else None,
            "tags": {"data": [{"name": "inbox"}]},
            **dict.fromkeys(("sticker", "shares", "story", "is_unsupported", "reply_to")),
            **{
                name: item.extra[name]
                for name in ("sticker", "shares", "story", "is_unsupported")
                if name in item.extra
            },
        }
        node: dict[str, Any] = {}
        for field in fields or MESSAGE_DEFAULTS:
            if field.name not in facts:
                raise bad_parameter(f"Tried accessing nonexisting field ({field.name}) on node type (Message)")
            if facts[field.name] is not None:
                node[field.name] = facts[field.name]
        return node | {"id": item.external_id}

    def _whoever(self, person: Person | None) -> dict[str, str] | None:
        return self.platform.whoever(person, self.call.account)


def message_event(account: Account, item: Item, person: Person) -> dict[str, Any]:
    """What is pushed about a message, ours or theirs. https://developers.facebook.com/docs/messenger-platform/webhooks"""
    ours, theirs = {"id": account.external_id}, {"id": person.external_id}
    message: dict[str, Any] = {"mid": item.external_id}
    if item.text:
        message["text"] = item.text
    if item.media:
        message["attachments"] = [
            {"type": entry.get("kind", "image"), "payload": {"url": entry.get("url", "")}} for entry in item.media
        ]
    if item.is_company:
        message |= {"is_echo": True} | {name: item.extra[name] for name in ("app_id", "metadata") if name in item.extra}
    sender, recipient = (ours, theirs) if item.is_company else (theirs, ours)
    return {"sender": sender, "recipient": recipient, "timestamp": item.arrived_at, "message": message}


def _attachment(entry: dict[str, Any]) -> dict[str, Any]:
    """A message's attachment by its kind: pictures and films bear their address inside, files beside their name."""
    kind, url = entry.get("kind", "image"), entry.get("url", "")
    told: dict[str, Any] = {"id": entry.get("id", "1"), "name": entry.get("name", kind), "size": entry.get("size", 1)}
    if kind in ("image", "video"):
        return told | {"mime_type": f"{kind}/{'jpeg' if kind == 'image' else 'mp4'}", f"{kind}_data": {"url": url}}
    return told | {"mime_type": "audio/mp4" if kind == "audio" else "application/octet-stream", "file_url": url}
