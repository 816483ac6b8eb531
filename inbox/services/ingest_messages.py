"""The second half of ingest: items become people, conversations and messages, a page at a time."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from operator import attrgetter

from django.db.models import Q

from connectors.items import Item
from inbox.bulk import save_columns, update_rows
from inbox.models import (
    ChannelAccount,
    Conversation,
    Identity,
    Message,
    Origin,
    Receipt,
    Status,
)
from inbox.services.ingest_answers import (
    adopt_automations,
    find_addressed,
    find_answered,
    find_echoes,
    hangs_on_thread,
    hook,
)
from inbox.services.ingest_edits import apply_edits
from inbox.services.ingest_people import author_key, store_identities


@dataclass
class _Change:
    """What a page does to one conversation."""

    conversation: Conversation
    new: list[Message] = field(default_factory=list)
    edited: list[Message] = field(default_factory=list)

    @property
    def inbound(self) -> list[Message]:
        return [message for message in self.new if message.is_inbound]


@dataclass(frozen=True)
class Stored:
    """When each new message was written, the conversations touched, and how many known messages must be looked at again."""

    new: tuple[datetime, ...] = ()
    touched: set[int] = field(default_factory=set)
    doubted: int = 0


def store_messages(
    account: ChannelAccount, items: list[tuple[Item, Receipt]], *, follow_edits: bool, now: datetime
) -> Stored:
    """Store parsed messages. Runs under the account's lock.

    Where edits are not to be followed (pushes come in any order), a message known already is only marked to be looked at again.
    """
    # Of an item that came twice in a page, the later copy counts.
    latest = {item.external_id: (item, receipt) for item, receipt in items}
    for external_id in _superseded_ids(account, list(latest)):
        del latest[external_id]
    if not latest:
        return Stored()
    known = _known_messages(account, [item for item, _receipt in latest.values()])
    fresh = {key: pair for key, pair in latest.items() if key not in known}
    edited = [(known[key], item, receipt) for key, (item, receipt) in latest.items() if key in known]
    doubted = 0
    if not follow_edits:
        known_keys = [message.pk for message, _item, _receipt in edited]
        doubted = Message.objects.filter(pk__in=known_keys).update(looked_at=None)
        edited = []
    answers = [item for item, _receipt in fresh.values() if item.is_ours or item.automation]
    answered = find_answered(account, answers)
    # An automation that answers nothing of ours stands for itself: somebody should see it.
    consumers = [
        item
        for item, _receipt in fresh.values()
        if not item.is_ours and not (item.automation and item.parent_id in answered)
    ]
    identities = store_identities(account, consumers, now)
    ours = [item for item in answers if item.is_ours]
    echoes = find_addressed(account, ours) | find_echoes(account, ours)
    # All that this page touches is locked at once, in one order, before any of it is read or written.
    conversations = _store_conversations(
        account,
        consumers,
        identities,
        now,
        also={*answered.values(), *echoes.values(), *(m.conversation_id for m, _i, _r in edited)},
    )
    own_words = {item.external_id for item in consumers}
    belongs = {item.external_id: conversations.by_item[item.external_id] for item in consumers}
    # In a private thread what we say names no message it answers: it hangs on the thread.
    belongs |= {item.thread_id: belongs[item.external_id] for item in consumers if hangs_on_thread(item)}
    belongs |= {key: conversations.by_id[pk] for key, pk in answered.items() if key not in belongs}
    belongs |= {key: conversations.by_id[pk] for key, pk in echoes.items()}
    rows = []
    for key, (item, receipt) in sorted(fresh.items(), key=lambda pair: pair[1][0].created_at):
        conversation = belongs.get(key) or belongs.get(hook(item))
        if conversation and key not in belongs:
            belongs[key] = conversation  # An answer of ours to one that came in this very page.
        # Whoever did not speak for themselves is no party to the conversation: an automation is nobody's word.
        identity = identities[author_key(account, item)] if key in own_words else None
        rows.append(_build_message(account, item, receipt, conversation, identity))
    Message.objects.bulk_create(rows)
    adopt_automations(account, [row for row in rows if row.origin == Origin.NATIVE])
    changes: dict[int, _Change] = {}
    for message in rows + _adopt_orphans(account, belongs):
        if message.conversation:
            changes.setdefault(message.conversation.pk, _Change(message.conversation)).new.append(message)
    apply_edits(account, edited, conversations.by_id, now)
    for message, _item, _receipt in edited:
        if message.conversation_id is not None and message.triaged_at is None:
            conversation = conversations.by_id[message.conversation_id]
            changes.setdefault(conversation.pk, _Change(conversation)).edited.append(message)
    _update_conversations(account, list(changes.values()))
    return Stored(tuple(row.sent_at for row in rows), set(changes), doubted)


def _superseded_ids(account: ChannelAccount, ids: list[str]) -> set[str]:
    """Those that a message we have bore before an edit gave it another: such an item comes late, and says what once stood there."""
    changed = account.messages.all().once_called(ids).values_list("external_id", "earlier_ids")
    return {old for now_called, olds in changed for old in olds if old != now_called} & set(ids)


def _known_messages(account: ChannelAccount, items: list[Item]) -> dict[str, Message]:
    """Messages we have, under the ids the items carry now: an edit may have given one a new id."""
    renamed = {old: item.external_id for item in items for old in item.earlier_ids}
    wanted = {item.external_id for item in items} | set(renamed)
    found = account.messages.filter(external_id__in=wanted).order_by("pk")
    return {renamed.get(message.external_id, message.external_id): message for message in found}


@dataclass(frozen=True)
class _Conversations:
    """The locked conversations of a page: by their own id, and by the id of the item that belongs to them."""

    by_id: dict[int, Conversation]
    by_item: dict[str, Conversation]


def _store_conversations(
    account: ChannelAccount, items: list[Item], identities: dict[str, Identity], now: datetime, *, also: set[int | None]
) -> _Conversations:
    """Lock the conversations of these consumer items, and those in `also`; new ones begin, waiting."""
    by_key: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        by_key.setdefault((item.thread_id, identities[author_key(account, item)].pk), []).append(item)
    threads = {thread_id for thread_id, _identity in by_key}
    owners = {identity_id for _thread, identity_id in by_key}
    wanted = Q(thread_id__in=threads, identity_id__in=owners) | Q(pk__in=also)
    locked = account.conversations.select_for_update(no_key=True).filter(wanted).order_by("pk").in_bulk()
    found = {(conversation.thread_id, conversation.identity_id): conversation for conversation in locked.values()}
    missing = sorted(set(by_key) - set(found))
    # Above a conversation stands its thread's root; above a quote, which begins a thread of its own, what it quotes.
    parents = {key: min(by_key[key], key=attrgetter("created_at")).parent_id for key in missing}
    above = {thread for thread, _owner in missing} | set(parents.values())
    posts = dict(account.posts.filter(external_id__in=above).values_list("external_id", "pk"))
    created = []
    for thread_id, identity_id in missing:
        first = min(by_key[thread_id, identity_id], key=attrgetter("created_at"))
        began_at = first.created_at
        created.append(
            Conversation(
                kind=first.kind,
                workspace_id=account.workspace_id,
                account=account,
                identity_id=identity_id,
                thread_id=thread_id,
                post_id=(post_id := posts.get(thread_id) or posts.get(parents[thread_id, identity_id])),
                context_due_at=None if post_id else now,
                waiting_since=began_at,
                turn_at=began_at,
                opened_at=began_at,
                last_message_at=began_at,
                last_inbound_at=began_at,
            )
        )
    Conversation.objects.bulk_create(created)
    found |= {(conversation.thread_id, conversation.identity_id): conversation for conversation in created}
    return _Conversations(
        by_id=locked | {conversation.pk: conversation for conversation in created},
        by_item={item.external_id: found[key] for key, group in by_key.items() for item in group},
    )


def _build_message(
    account: ChannelAccount, item: Item, receipt: Receipt, conversation: Conversation | None, identity: Identity | None
) -> Message:
    origin = Origin.NATIVE if item.is_ours else Origin.CONSUMER
    if identity is None and not item.is_ours:
        origin = Origin.AUTOMATION
    return Message(
        account=account,
        conversation=conversation,
        stream=receipt.stream,
        external_id=item.external_id[:300],
        parent_id=hook(item)[:300],
        kind=item.kind.value,
        origin=origin,
        automation=item.automation or "",
        identity=None if item.is_ours else identity,
        subject=item.subject,
        text=item.text,
        permalink=item.permalink[:1000],
        media=[asdict(media) for media in item.media],
        is_private=item.is_private,
        is_hidden=item.is_hidden,
        answering=dict(item.answering),
        sent_at=item.created_at,
        edited_at=item.edited_at,
        earlier_ids=list(item.earlier_ids),
        content_hash=receipt.content_hash,
        receipt_id=receipt.id,
    )


def _adopt_orphans(account: ChannelAccount, conversations: dict[str, Conversation]) -> list[Message]:
    """Answers of ours that arrived before what they answer; and answers to those in turn."""
    adopted: list[Message] = []
    parents = dict(conversations)
    while parents:
        orphans = list(account.messages.filter(conversation=None, parent_id__in=parents).order_by("pk"))
        for orphan in orphans:
            orphan.conversation = parents[orphan.parent_id]
        update_rows(Message, ["conversation"], [(orphan.pk, orphan.conversation_id) for orphan in orphans])
        adopted += orphans
        parents = {orphan.external_id: parents[orphan.parent_id] for orphan in orphans}
    return adopted


def _update_conversations(account: ChannelAccount, changes: list[_Change]) -> None:
    """Denormalised last message and counters; and every new inbound message raises the flag, whatever triage will say."""
    for change in changes:
        conversation = change.conversation
        for message in change.new:
            conversation.message_count += 1
            conversation.last_message_at = max(conversation.last_message_at, message.sent_at)
        if change.inbound:
            newest = max(change.inbound, key=attrgetter("sent_at"))
            if newest.sent_at >= conversation.last_inbound_at:
                conversation.preview = newest.preview
            conversation.last_inbound_at = max(conversation.last_inbound_at, newest.sent_at)
            raise_flag(conversation, min(message.sent_at for message in change.inbound), account.backlog_before)
        elif change.edited and change.edited[-1].is_inbound:
            conversation.preview = change.edited[-1].preview
        for message in change.edited:
            if message.is_inbound:
                conversation.last_inbound_at = max(conversation.last_inbound_at, message.said_at)
    save_columns(Conversation, _UPDATED, [change.conversation for change in changes])


_UPDATED = (
    "message_count",
    "last_message_at",
    "last_inbound_at",
    "preview",
    "is_waiting",
    "waiting_since",
    "turn_at",
    "opened_at",
    "lane",
    "lane_rule",
    "status",
    "snoozed_until",
    "outcome",
    "outcome_reason",
    "closed_at",
    "closed_by_customer",
)


def raise_flag(conversation: Conversation, wrote_at: datetime, backlog_before: datetime | None) -> None:
    """The person has written: the conversation is open and waits, since the first message nobody answered."""
    since = min(conversation.waiting_since, wrote_at) if conversation.is_waiting else wrote_at
    conversation.waiting_since = conversation.turn_at = since
    conversation.opened_at = min(conversation.opened_at, wrote_at)
    conversation.is_waiting = True
    conversation.lane, conversation.lane_rule_id = conversation.lane_in(backlog_before), None
    conversation.status = Status.OPEN
    conversation.snoozed_until = conversation.outcome = conversation.closed_at = None
    conversation.outcome_reason = ""
    conversation.closed_by_customer = False
