"""Where answers of ours belong: by what they answer, by whom they address, by their private thread, or because we are just sending them."""

from collections import defaultdict

from connectors.capabilities import Kind
from connectors.items import Item
from inbox.models import ChannelAccount, Conversation, Message, Origin, Reply, ReplyStatus
from inbox.models.message import LEADING_NAMES


def hangs_on_thread(item: Item) -> bool:
    """In a private thread what we say names no message it answers."""
    return item.kind is Kind.DIRECT_MESSAGE and not item.parent_id


def hook(item: Item) -> str:
    """What an item of ours hangs on: the message it answers, or its private thread."""
    return item.thread_id if hangs_on_thread(item) else item.parent_id


def find_answered(account: ChannelAccount, items: list[Item]) -> dict[str, int]:
    """The conversation of what each answers, by the answered one's id (or the private thread's), where we have it.

    The parent may have been edited since, and carry another id by now.
    """
    found: dict[str, int | None] = {}
    if parents := {item.parent_id for item in items if item.parent_id}:
        messages = account.messages.filter(conversation__isnull=False)
        found |= dict(messages.filter(external_id__in=parents).values_list("external_id", "conversation_id"))
        if missing := parents - set(found):
            renamed = messages.once_called(missing)
            pairs = renamed.values_list("earlier_ids", "conversation_id")
            found |= {old: pk for olds, pk in pairs for old in olds if old in missing}
    if threads := {item.thread_id for item in items if hangs_on_thread(item)}:
        found |= dict(account.conversations.filter(thread_id__in=threads).order_by("pk").values_list("thread_id", "pk"))
    return {key: pk for key, pk in found.items() if pk is not None}


def find_addressed(account: ChannelAccount, items: list[Item]) -> dict[str, int]:
    """Of answers that name whom they are for: the conversation of that person in the thread, by the answer's id.

    Platforms with two levels of comments hang every answer under the first, whoever it is for; the name in it tells.
    """
    naming = {item.external_id: item for item in items if item.answering.get("addressed")}
    if not naming:
        return {}
    threads = {item.thread_id for item in naming.values()}
    rows = account.conversations.filter(thread_id__in=threads).values_list(
        "pk", "thread_id", "identity__external_id", "identity__handle"
    )
    by_name: dict[tuple[str, str], set[int]] = defaultdict(set)
    for pk, thread, *names in rows:
        for name in filter(None, names):
            by_name[thread, name].add(pk)
    found = {}
    for key, item in naming.items():
        matches = {pk for name in item.answering["addressed"] for pk in by_name[item.thread_id, str(name)]}
        if len(matches) == 1:  # Several: it may be for any of them, and hangs where the platform put it.
            found[key] = matches.pop()
    return found


def find_echoes(account: ChannelAccount, items: list[Item]) -> dict[str, int]:
    """Our own items that are replies just being sent: they belong where those do, wherever the platform hung them."""
    if not items:
        return {}
    on_their_way = Reply.objects.filter(
        conversation__account=account, status__in=[ReplyStatus.SENDING, ReplyStatus.UNCONFIRMED]
    )
    under, beside, by_key = {}, {}, {}
    for reply in on_their_way.select_related("answers", "conversation"):
        text = " ".join(reply.text.split())
        by_key[reply.key] = reply.conversation_id
        under[reply.answers.external_id, text] = reply.conversation_id
        if reply.answers.is_private:
            under[reply.conversation.thread_id, text] = reply.conversation_id
        # Platforms with two levels of comments hang it beside what it answers. Of one that is long under way, that is too little
        # to go by: it could as well be a colleague's answer to somebody else.
        if reply.answers.parent_id and reply.status == ReplyStatus.SENDING:
            beside[reply.answers.parent_id, text] = reply.conversation_id
    waiting = beside | under
    found = {}
    for item in items:
        text = " ".join(LEADING_NAMES.sub("", item.text).split())
        # Some platforms hand back the key we sent along, which leaves no doubt.
        conversation_id = by_key.get(str(item.answering.get("key"))) or waiting.get((hook(item), text))
        if conversation_id:
            found[item.external_id] = conversation_id
    return found


def adopt_automations(account: ChannelAccount, answers: list[Message]) -> None:
    """Bounces and automatic answers that came before the mail of ours they answer, and had to stand for themselves until now.

    They go where that mail is; a conversation that held nothing else, and that nobody touched, was none.
    """
    homes = {answer.external_id: answer.conversation_id for answer in answers if answer.conversation_id}
    strays = account.messages.filter(origin=Origin.CONSUMER, parent_id__in=homes).exclude(automation="")
    for stray in strays:
        left, stray.conversation_id = stray.conversation_id, homes[stray.parent_id]
        if left is None or left == stray.conversation_id:
            continue
        stray.origin, stray.identity, stray.triaged_at = Origin.AUTOMATION, None, None
        stray.save(update_fields=["conversation", "origin", "identity", "triaged_at"])
        untouched = Conversation.objects.filter(pk=left, messages=None, replies=None, notes=None, outcome_by=None)
        if not untouched.delete()[0]:
            account.messages.filter(conversation=left).update(triaged_at=None)
