"""The same item again: by push and by reading, from an import and from the platform, by an old parser and a better one."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from connectors.capabilities import Kind
from connectors.items import Author, Automation, Item, Parsed, Raw
from inbox.models import Conversation, Lane, Message, MessageRevision, Origin, Reason, Receipt, Source
from inbox.services.ingest import store_items
from triage import services

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def parse(raw: Mapping[str, Any]) -> Parsed:
    """Raw items of these tests: what an Item says, in plain words."""
    facts: dict[str, Any] = {"author": Author("dora", name="Dora")} | dict(raw)
    is_ours = bool(facts.get("is_ours"))
    return Parsed(
        Item(
            external_id=facts["id"],
            kind=Kind(facts.get("kind", "mail")),
            text=facts.get("text", ""),
            created_at=BEGAN + timedelta(minutes=facts.get("at", 0)),
            thread_id=facts.get("thread", "t1"),
            is_ours=is_ours,
            author=None if is_ours else facts["author"],
            parent_id=facts.get("parent", ""),
            automation=Automation(facts["automation"]) if facts.get("automation") else None,
            answering=facts.get("answering", {}),
        )
    )


@pytest.fixture
def store(channel: Any) -> Callable[..., Any]:
    """Items come in by some source; what they are is judged at once."""

    def take(
        *items: dict[str, Any], source: Source = Source.POLL, stream: str = "inbox", now: datetime | None = None
    ) -> Any:
        raws = [Raw(item["id"], item) for item in items]
        done = store_items(channel.pk, stream, raws, parse, source=source, now=now or timezone.now())
        services.drain(now=now or timezone.now())
        return done

    return take


def test_an_edit_that_was_pushed_is_followed_when_it_is_read(store: Callable[..., Any]) -> None:
    store({"id": "m1", "text": "Is it open?"})
    store({"id": "m1", "text": "Is it open on Sunday?"}, source=Source.PUSH)
    assert Message.objects.get().text == "Is it open?"
    assert Message.objects.get().looked_at is None
    store({"id": "m1", "text": "Is it open on Sunday?"}, source=Source.REREAD)
    assert Message.objects.get().text == "Is it open on Sunday?"
    assert [revision.text for revision in MessageRevision.objects.all()] == ["Is it open?"]


def test_what_is_read_again_in_another_shape_leaves_no_receipt(store: Callable[..., Any]) -> None:
    store({"id": "m1", "text": "Hello"})
    store({"id": "m1", "text": "Hello", "likes": 1})
    store({"id": "m1", "text": "Hello", "likes": 2}, source=Source.REREAD)
    assert Receipt.objects.count() == 1


def test_a_text_changed_and_changed_back_is_followed_both_ways(store: Callable[..., Any]) -> None:
    for text in ("Hello", "Hullo", "Hello"):
        store({"id": "m1", "text": text})
        assert Message.objects.get().text == text
    assert MessageRevision.objects.count() == 2


def test_the_platforms_words_for_what_was_imported_are_no_edit(store: Callable[..., Any]) -> None:
    store(
        {"id": "m1", "text": "Hello  there"},
        {"id": "m2", "is_ours": True, "parent": "m1", "at": 5, "text": "Hi"},
        source=Source.IMPORT,
        stream="import",
    )
    assert not Conversation.objects.get().is_waiting
    store({"id": "m1", "text": "Hello there", "answering": {"to": "dora"}}, source=Source.HISTORY)
    message = Message.objects.get(external_id="m1")
    assert (message.text, message.edited_at, message.stream) == ("Hello there", None, "inbox")
    assert message.answering == {"to": "dora"}
    assert not MessageRevision.objects.exists()
    assert not Conversation.objects.get().is_waiting


def test_what_answering_takes_is_followed_though_the_words_stay(store: Callable[..., Any]) -> None:
    store({"id": "m1", "text": "Hello"}, source=Source.PUSH)
    store({"id": "m1", "text": "Hello", "answering": {"to": "dora"}})
    assert Message.objects.get().answering == {"to": "dora"}


def test_the_words_of_one_that_came_without_any_are_no_edit(store: Callable[..., Any]) -> None:
    store({"id": "m1", "author": None}, source=Source.PUSH)
    store({"id": "m1", "text": "@harbourline look!"}, source=Source.REREAD)
    message = Message.objects.get()
    assert (message.text, message.edited_at) == ("@harbourline look!", None)
    assert message.identity.display_name == "Dora"
    assert Conversation.objects.get().identity.display_name == "Dora"


def test_an_auto_reply_beside_the_persons_own_word_is_still_nobodys_word(store: Callable[..., Any]) -> None:
    store(
        {"id": "m1", "text": "Where is my ticket?"},
        {"id": "a1", "is_ours": True, "parent": "m1", "at": 5, "text": "On its way."},
    )
    store(
        {"id": "m2", "text": "I am away", "automation": "auto_reply", "parent": "a1", "at": 6},
        {"id": "m3", "text": "And my bag?", "thread": "t2", "at": 7},
    )
    assert Message.objects.get(external_id="m2").origin == Origin.AUTOMATION
    assert not Conversation.objects.get(thread_id="t1").is_waiting
    assert Conversation.objects.get(thread_id="t2").is_waiting


def test_a_bounce_that_was_read_before_our_mail_finds_its_place_when_that_comes(store: Callable[..., Any]) -> None:
    store({"id": "m1", "text": "Where is my ticket?"})
    daemon = Author("mailer-daemon", name="Mail Delivery System")
    store(
        {
            "id": "b1",
            "text": "No such mailbox",
            "automation": "bounce",
            "author": daemon,
            "parent": "a1",
            "thread": "t9",
            "at": 6,
        }
    )
    assert Conversation.objects.filter(is_waiting=True).count() == 2
    store({"id": "a1", "is_ours": True, "parent": "m1", "at": 5, "text": "On its way."}, stream="sent")
    conversation = Conversation.objects.get()
    assert Message.objects.get(external_id="b1").conversation == conversation
    assert conversation.is_waiting
    assert conversation.evidence == "Our answer could not be delivered"


def test_a_bounce_after_it_was_closed_brings_it_back(store: Callable[..., Any], agent: Any) -> None:
    from inbox.models import Outcome
    from inbox.services import lifecycle

    store(
        {"id": "m1", "text": "Where is my ticket?"},
        {"id": "a1", "is_ours": True, "parent": "m1", "at": 5, "text": "On its way."},
    )
    lifecycle.close(Conversation.objects.get(), outcome=Outcome.ANSWERED, reason="", user=agent, now=timezone.now())
    store({"id": "b1", "text": "No such mailbox", "automation": "bounce", "parent": "a1", "at": 6})
    conversation = Conversation.objects.get()
    assert conversation.is_waiting
    assert (conversation.status, conversation.reason) == ("open", Reason.WAITING)


def test_changing_an_old_question_today_makes_it_todays(store: Callable[..., Any], channel: Any) -> None:
    channel.backlog_before = timezone.now() - timedelta(hours=1)
    channel.save()
    store({"id": "m1", "text": "Where is my ticket?"}, source=Source.HISTORY)
    assert Conversation.objects.get().lane == Lane.BACKLOG
    store({"id": "m1", "text": "Where is my ticket? Please!"})
    assert Conversation.objects.get().lane == Lane.QUEUE


def test_an_answer_that_names_somebody_goes_to_them(store: Callable[..., Any]) -> None:
    dora, finn = Author("1", name="Dora"), Author("2", name="Finn")
    store(
        {"id": "m1", "text": "When?", "author": dora},
        {"id": "m2", "text": "Where?", "author": finn, "parent": "m1", "at": 1},
    )
    store(
        {
            "id": "a1",
            "is_ours": True,
            "parent": "m1",
            "at": 5,
            "text": "Finn, at pier 4.",
            "answering": {"addressed": ["2"]},
        }
    )
    assert Conversation.objects.get(identity__name="Dora").is_waiting
    assert not Conversation.objects.get(identity__name="Finn").is_waiting


def test_an_answer_that_names_two_goes_where_the_platform_hung_it(store: Callable[..., Any]) -> None:
    dora, finn = Author("1", handle="sam"), Author("2", handle="sam")
    store(
        {"id": "m1", "text": "When?", "author": dora},
        {"id": "m2", "text": "Where?", "author": finn, "parent": "m1", "at": 1},
    )
    store(
        {
            "id": "a1",
            "is_ours": True,
            "parent": "m1",
            "at": 5,
            "text": "@sam at nine.",
            "answering": {"addressed": ["sam"]},
        }
    )
    assert not Conversation.objects.get(identity__external_id="1").is_waiting
    assert Conversation.objects.get(identity__external_id="2").is_waiting
