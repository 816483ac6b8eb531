"""The second half of ingest: items become people, conversations and messages, a page at a time."""

from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter

from django.db.models import Q

from connectors.contract import Item
from inbox.bulk import update_rows
from inbox.models import (
    ChannelAccount,
    Conversation,
    EventKind,
    Identity,
    Lane,
    Message,
    MessageRevision,
    Origin,
    Receipt,
    Reply,
    ReplyStatus,
    Status,
)
from inbox.models.message import LEADING_NAMES
from inbox.services import history
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


def store_messages(
    account: ChannelAccount, items: list[tuple[Item, Receipt]], *, now: datetime
) -> tuple[int, set[int]]:
    """Store parsed messages. Runs under the account's lock. Returns how many are new, and the conversations touched."""
    # Of an item that came twice in a page, the later copy counts.
    latest = {item.external_id: (item, receipt) for item, receipt in items}
    if not latest:
        return 0, set()
    known = _known_messages(account, [item for item, _receipt in latest.values()])
    fresh = {key: pair for key, pair in latest.items() if key not in known}
    edited = [(known[key], item, receipt) for key, (item, receipt) in latest.items() if key in known]
    consumers = [item for item, _receipt in fresh.values() if not item.is_ours]
    identities = store_identities(account, consumers, now)
    ours = [item for item, _receipt in fresh.values() if item.is_ours]
    answered = _find_answered(account, ours)
    echoes = _find_echoes(account, ours)
    # All that this page touches is locked at once, in one order, before any of it is read or written.
    conversations = _store_conversations(
        account,
        consumers,
        identities,
        also={*answered.values(), *echoes.values(), *(m.conversation_id for m, _i, _r in edited)},
    )
    belongs = {item.external_id: conversations.by_item[item.external_id] for item in consumers}
    belongs |= {key: conversations.by_id[pk] for key, pk in answered.items() if key not in belongs}
    belongs |= {key: conversations.by_id[pk] for key, pk in echoes.items()}
    rows = []
    for key, (item, receipt) in sorted(fresh.items(), key=lambda pair: pair[1][0].created_at):
        conversation = belongs.get(key) or belongs.get(item.parent_id)
        if conversation and key not in belongs:
            belongs[key] = conversation  # An answer of ours to one that came in this very page.
        rows.append(_build_message(account, item, receipt, conversation, identities.get(author_key(item))))
    Message.objects.bulk_create(rows)
    changes: dict[int, _Change] = {}
    for message in rows + _adopt_orphans(account, belongs):
        if message.conversation:
            changes.setdefault(message.conversation.pk, _Change(message.conversation)).new.append(message)
    _apply_edits(edited, conversations.by_id, changes, now)
    _update_conversations(list(changes.values()))
    return len(rows), set(changes)


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
    account: ChannelAccount, items: list[Item], identities: dict[str, Identity], *, also: set[int | None]
) -> _Conversations:
    """Lock the conversations of these consumer items, and those in `also`; new ones begin, waiting."""
    by_key: dict[tuple[str, int], list[Item]] = {}
    for item in items:
        by_key.setdefault((item.thread_id, identities[author_key(item)].pk), []).append(item)
    threads = {thread_id for thread_id, _identity in by_key}
    owners = {identity_id for _thread, identity_id in by_key}
    wanted = Q(thread_id__in=threads, identity_id__in=owners) | Q(pk__in=also)
    locked = account.conversations.select_for_update(no_key=True).filter(wanted).order_by("pk").in_bulk()
    found = {(conversation.thread_id, conversation.identity_id): conversation for conversation in locked.values()}
    missing = sorted(set(by_key) - set(found))
    posts = dict(
        account.posts.filter(external_id__in={thread for thread, _owner in missing}).values_list("external_id", "pk")
    )
    created = []
    for thread_id, identity_id in missing:
        began_at = min(item.created_at for item in by_key[thread_id, identity_id])
        created.append(
            Conversation(
                workspace_id=account.workspace_id,
                account=account,
                identity_id=identity_id,
                thread_id=thread_id,
                post_id=posts.get(thread_id),
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


def _find_answered(account: ChannelAccount, items: list[Item]) -> dict[str, int]:
    """For our own items: the id of the conversation of what each answers, by that parent's id, where we have it.

    The parent may have been edited since, and carry another id by now.
    """
    parents = {item.parent_id for item in items if item.parent_id}
    if not parents:
        return {}
    messages = account.messages.filter(conversation__isnull=False)
    found = dict(messages.filter(external_id__in=parents).values_list("external_id", "conversation_id"))
    if missing := parents - set(found):
        renamed = messages.filter(earlier_ids__overlap=sorted(missing)).values_list("earlier_ids", "conversation_id")
        found |= {old: pk for olds, pk in renamed for old in olds if old in missing}
    return {key: pk for key, pk in found.items() if pk is not None}


def _find_echoes(account: ChannelAccount, items: list[Item]) -> dict[str, int]:
    """Our own items that are replies just being sent: they belong where those do, wherever the platform hung them."""
    if not items:
        return {}
    on_their_way = Reply.objects.filter(
        conversation__account=account, status__in=[ReplyStatus.SENDING, ReplyStatus.UNCONFIRMED]
    )
    under, beside = {}, {}
    for reply in on_their_way.select_related("answers"):
        text = " ".join(reply.text.split())
        under[reply.answers.external_id, text] = reply.conversation_id
        # Platforms with two levels of comments hang it beside what it answers. Of one that is long under way, that is too little
        # to go by: it could as well be a colleague's answer to somebody else.
        if reply.answers.parent_id and reply.status == ReplyStatus.SENDING:
            beside[reply.answers.parent_id, text] = reply.conversation_id
    waiting = beside | under
    folded = {item.external_id: " ".join(LEADING_NAMES.sub("", item.text).split()) for item in items}
    keys = {item.external_id: (item.parent_id, folded[item.external_id]) for item in items}
    return {external_id: waiting[key] for external_id, key in keys.items() if key in waiting}


def _build_message(
    account: ChannelAccount, item: Item, receipt: Receipt, conversation: Conversation | None, identity: Identity | None
) -> Message:
    return Message(
        account=account,
        conversation=conversation,
        external_id=item.external_id[:300],
        parent_id=item.parent_id[:300],
        kind=item.kind.value,
        origin=Origin.NATIVE if item.is_ours else Origin.CONSUMER,
        identity=None if item.is_ours else identity,
        text=item.text,
        permalink=item.permalink[:1000],
        media=list(item.media),
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


def _apply_edits(
    edited: list[tuple[Message, Item, Receipt]],
    conversations: dict[int, Conversation],
    changes: dict[int, _Change],
    now: datetime,
) -> None:
    """The text follows its author's edit, what it said before is kept, and triage looks again."""
    for message, item, receipt in edited:
        is_same = message.text == item.text and message.external_id == item.external_id
        # What an agent wrote stays as they wrote it: platforms hand our own words back with names in front and links shortened.
        if is_same or message.origin == Origin.AGENT or message.deleted_at is not None:
            continue
        if message.text != item.text:
            MessageRevision.objects.create(message=message, text=message.text, replaced_at=now)
            message.text, message.edited_at, message.triaged_at = item.text, item.edited_at or now, None
        message.external_id = item.external_id
        message.earlier_ids = list(item.earlier_ids)
        message.content_hash, message.receipt_id = receipt.content_hash, receipt.id
        message.save(
            update_fields=[
                "text",
                "edited_at",
                "triaged_at",
                "external_id",
                "earlier_ids",
                "content_hash",
                "receipt_id",
            ]
        )
        if message.conversation_id is not None:
            conversation = conversations[message.conversation_id]
            change = changes.setdefault(conversation.pk, _Change(conversation))
            change.edited.append(message)
            history.record(change.conversation, EventKind.EDITED, now)


def _update_conversations(changes: list[_Change]) -> None:
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
            raise_flag(conversation, min(message.sent_at for message in change.inbound))
        elif change.edited and change.edited[-1].is_inbound:
            conversation.preview = change.edited[-1].preview
    update_rows(
        Conversation, _UPDATED, [(c.conversation.pk, *(getattr(c.conversation, n) for n in _UPDATED)) for c in changes]
    )


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
    "status",
    "snoozed_until",
    "outcome",
    "outcome_reason",
    "closed_at",
    "closed_by_customer",
)


def raise_flag(conversation: Conversation, wrote_at: datetime) -> None:
    """The person has written: the conversation is open and waits, since the first message nobody answered."""
    since = min(conversation.waiting_since, wrote_at) if conversation.is_waiting else wrote_at
    conversation.waiting_since = conversation.turn_at = since
    conversation.opened_at = min(conversation.opened_at, wrote_at)
    conversation.is_waiting = True
    conversation.lane = Lane.QUEUE
    conversation.status = Status.OPEN
    conversation.snoozed_until = conversation.outcome = conversation.closed_at = None
    conversation.outcome_reason = ""
    conversation.closed_by_customer = False
