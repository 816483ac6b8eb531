"""Conversations at every stage: made by way of the platform, or straight in the database where no platform is needed."""

import itertools
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.conftest import HANDLE


@pytest.fixture
def ask(sandbox: Any, read_all: Callable[..., Any]) -> Callable[..., Any]:
    """What somebody wrote (an event of `writes`), so long `ago`, arrives and is judged; the conversation it belongs to."""

    def ask_company(account: Any, event: dict[str, Any], *, ago: timedelta = timedelta(hours=1)) -> Any:
        from inbox.models import Conversation

        ids = sandbox.play(event, start=(timezone.now() - ago).isoformat())
        read_all(account)
        return Conversation.objects.get(messages__external_id=ids[event["id"]])

    return ask_company


@pytest.fixture
def answer(agent: Any) -> Callable[..., Any]:
    """An agent presses send, with all that stands there on the screen unless `seen` says otherwise."""

    def queue(conversation: Any, text: str, *, seen: Any = None) -> Any:
        from inbox.services import replies

        seen = seen or replies.last_inbound(conversation)
        return replies.queue_reply(conversation, text=text, seen=seen, user=agent, now=timezone.now())

    return queue


@pytest.fixture
def deliver() -> Callable[..., Any]:
    """A delivery worker gets to a reply. Its times are moved so that it is due now, `later` after its last attempt began."""

    def take_a_turn(reply: Any, *, later: timedelta = timedelta(0)) -> Any:
        from inbox.models import Reply, ReplyAttempt, ReplyStatus
        from inbox.services import delivery

        past = timezone.now() - timedelta(seconds=1)
        mine = Reply.objects.filter(pk=reply.pk)
        mine.filter(status=ReplyStatus.QUEUED).update(next_attempt_at=past)
        mine.filter(status=ReplyStatus.SENDING).update(claimed_until=past)
        for attempt in ReplyAttempt.objects.filter(reply=reply):
            ReplyAttempt.objects.filter(pk=attempt.pk).update(began_at=attempt.began_at - later)
        delivery.deliver(reply.pk)
        reply.refresh_from_db()
        return reply

    return take_a_turn


@pytest.fixture
def stands(sandbox: Any) -> Callable[..., list[dict[str, Any]]]:
    """Where a text of ours stands on the platform: the items that hold it and were not taken away."""

    def find(account: Any, text: str) -> list[dict[str, Any]]:
        items = sandbox.items(account.platform, HANDLE)
        return [item for item in items if item["is_company"] and not item["deleted"] and text in item["text"]]

    return find


# Where each platform takes a reply.
SENDING = {
    "x": "/2/tweets",
    "facebook": "/comments",
    "instagram": "/replies",
    "mastodon": "/api/v1/statuses",
    "bluesky": "com.atproto.repo.",
    "wordpress": "/comments",
    "mail": "/smtp/data",
}


@pytest.fixture
def break_sending(sandbox: Any) -> Callable[..., None]:
    """The platform's next calls to publish something go wrong in the given way."""

    def order(account: Any, fault: str, *, times: int | None = 1, **how: Any) -> None:
        # WordPress tells of comments at the same address, and is asked for one before it is answered.
        sandbox.fault(account.platform, fault, endpoint=SENDING[account.platform], method="POST", times=times, **how)

    return order


@pytest.fixture
def files_sent(sandbox: Any) -> None:
    """Mail servers keep a copy of what they take, as the large providers' do: without it nobody can tell whether a mail got out."""
    sandbox.control("PUT", "settings", mail_server_files_sent=1)


@pytest.fixture
def question(account: Any, writes: Callable[..., Any], ask: Callable[..., Any]) -> Any:
    """Dora has asked something and waits."""
    return ask(account, writes(account.platform, "At what time does the last boat leave?"))


@pytest.fixture
def account_of() -> Callable[..., Any]:
    """A connected account of a workspace that nobody reads: for what needs no platform."""

    def make(workspace: Any, handle: str = "harbourline", *, platform: str = "x", **fields: Any) -> Any:
        from inbox.models import ChannelAccount
        from inbox.secrets import seal

        facts = {"external_id": f"id-of-{handle}", "handle": handle, "name": "Harbour Line", "platform": platform}
        credentials = seal({"access_token": "a-token"})
        return ChannelAccount.objects.create(workspace=workspace, credentials=credentials, **facts, **fields)

    return make


@pytest.fixture
def channel(workspace: Any, account_of: Callable[..., Any]) -> Any:
    """The company's account, in the database alone."""
    return account_of(workspace)


_numbers = itertools.count(1)


@pytest.fixture
def converse(channel: Any) -> Callable[..., Any]:
    """A conversation straight in the database: somebody wrote `texts`, a minute apart, the first `ago`. It waits."""

    def make(
        *texts: str,
        by: str = "Dora",
        ago: timedelta = timedelta(hours=1),
        account: Any = None,
        thread_id: str = "",
        **fields: Any,
    ) -> Any:
        from inbox.models import Contact, Conversation, Identity

        account = account or channel
        number = next(_numbers)
        began_at = timezone.now() - ago
        workspace = account.workspace
        identity = Identity.objects.filter(workspace=workspace, platform=account.platform, name=by).first()
        if identity is None:
            contact = Contact.objects.create(workspace=workspace, name=by)
            facts = {"external_id": f"person-{number}", "handle": by.lower().replace(" ", "_"), "name": by}
            identity = Identity.objects.create(workspace=workspace, contact=contact, platform=account.platform, **facts)
        conversation = Conversation.objects.create(
            **{
                "workspace": workspace,
                "account": account,
                "identity": identity,
                "thread_id": thread_id or f"thread-{number}",
                "waiting_since": began_at,
                "turn_at": began_at,
                "opened_at": began_at,
                "last_message_at": began_at,
                "last_inbound_at": began_at,
                **fields,
            }
        )
        for place, text in enumerate(texts or ("Does the last boat wait?",)):
            add_message(conversation, text, at=began_at + timedelta(minutes=place))
        return conversation

    return make


def add_message(conversation: Any, text: str, *, at: datetime, origin: str = "consumer", **fields: Any) -> Any:
    """One more message, with what the conversation keeps of it for its lists."""
    from inbox.models import Conversation, Message, Origin

    is_theirs = origin == Origin.CONSUMER
    message = Message.objects.create(
        account=conversation.account,
        conversation=conversation,
        external_id=f"message-{next(_numbers)}",
        kind="mention",
        origin=origin,
        identity=conversation.identity if is_theirs else None,
        text=text,
        sent_at=at,
        **fields,
    )
    stays = Conversation.objects.filter(pk=conversation.pk)
    stays.update(last_message_at=at, message_count=conversation.messages.count())
    if is_theirs:
        stays.update(last_inbound_at=at, preview=text[:200])
    conversation.refresh_from_db()
    return message


@pytest.fixture
def says() -> Callable[..., Any]:
    """`add_message`, for tests."""
    return add_message


@pytest.fixture
def judged() -> Callable[[Any], Any]:
    """Triage gets to everything new; the conversation as it then stands."""

    def judge(conversation: Any) -> Any:
        from triage import services

        services.drain(now=timezone.now())
        conversation.refresh_from_db()
        return conversation

    return judge


def conversation_of(name: str) -> Any:
    """The conversation of somebody who wrote by way of `writes`: not every platform tells a name."""
    from django.db.models import Q

    from inbox.models import Conversation

    handle = name.lower().replace(" ", "_")
    return Conversation.objects.get(Q(identity__name=name) | Q(identity__name="", identity__handle=handle))
