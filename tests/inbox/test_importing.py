"""`manage.py import_history`: what a company was told, and answered, before it came here; once, whole, and cut short at will."""

import io
import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from inbox.audience.models import Audience
from inbox.models import Conversation, Lane, Message, Origin, Post, Receipt, ReceiptState
from inbox.services import importing, replay

pytestmark = pytest.mark.django_db
T0 = datetime(2024, 3, 2, 9, tzinfo=UTC)


def line(number, parent=None, *, by="dora", kind="comment", **more):
    """A line of the file, as the issue describes it."""
    is_ours = by == "us"
    author = {"id": f"u-{by}", "handle": by, "name": by.title(), "audience": 12}
    return {
        "id": f"m{number}",
        "parent": f"m{parent}" if parent is not None else None,
        "kind": kind,
        "author": None if is_ours else author,
        "from_us": is_ours,
        "at": (T0 + timedelta(minutes=number)).isoformat(),
        "text": f"words {number}",
        "permalink": f"https://old.example/{number}",
    } | more


@pytest.fixture
def load(channel, tmp_path):
    """Write lines into a file and import it. Returns what the command said."""

    def run(lines, *, account=None, **options):
        path = tmp_path / "history.jsonl"
        text = "\n".join(entry if isinstance(entry, str) else json.dumps(entry) for entry in lines)
        path.write_text(text + "\n", encoding="utf-8")
        out = io.StringIO()
        slug = channel.slug if account is None else account
        call_command("import_history", path, account=slug, stdout=out, stderr=io.StringIO(), **options)
        return out.getvalue()

    return run


def judge():
    from triage import services

    services.drain(now=timezone.now())


def test_a_thread_arrives_with_all_that_was_told_of_it(load, channel):
    said = load([line(1, kind="post", by="us"), line(2, 1), line(3, 2, by="us"), line(4, 3)])
    assert "4 lines: 3 new messages, 1 posts or known already, 0 refused." in said
    judge()
    assert Post.objects.get().text == "words 1"
    conversation = Conversation.objects.get()
    assert conversation.post.external_id == conversation.thread_id == "m1"
    assert (conversation.identity.external_id, conversation.identity.handle, conversation.identity.name) == (
        "u-dora",
        "dora",
        "Dora",
    )
    found = list(
        conversation.messages.order_by("sent_at").values_list("external_id", "origin", "text", "permalink", "kind")
    )
    assert found == [
        ("m2", Origin.CONSUMER, "words 2", "https://old.example/2", "comment"),
        ("m3", Origin.NATIVE, "words 3", "https://old.example/3", "comment"),
        ("m4", Origin.CONSUMER, "words 4", "https://old.example/4", "comment"),
    ]
    assert conversation.is_waiting
    assert conversation.waiting_since == T0 + timedelta(minutes=4)
    assert conversation.opened_at == T0 + timedelta(minutes=2)
    assert conversation.first_response_at == T0 + timedelta(minutes=3)


def test_what_we_answered_then_is_answered(load):
    load([line(1), line(2, 1, by="us")])
    judge()
    assert Conversation.objects.get().disposition == "answered_on_platform"


def test_the_audience_is_kept_apart(load):
    load([line(1)])
    assert Audience.objects.get().followers == 12
    assert "12" not in json.dumps(list(Message.objects.values("text", "answering", "media")))


def test_old_conversations_are_a_backlog_of_their_own(load, channel):
    channel.backlog_before = timezone.now() - timedelta(days=14)
    channel.save()
    load([line(1), line(2, by="ben", at=timezone.now().isoformat())])
    judge()
    lanes = dict(Conversation.objects.values_list("identity__name", "lane"))
    assert lanes == {"Dora": Lane.BACKLOG, "Ben": Lane.QUEUE}


@pytest.mark.parametrize("seed", range(3))
def test_lines_come_in_any_order_and_across_batches(load, seed):
    """1,200 lines, batches of 500: threads of a post, a question, our answer and theirs, shuffled."""
    lines = []
    for thread in range(300):
        post, ask, answer, again = range(thread * 4, thread * 4 + 4)
        person = f"person{thread}"
        lines += [
            line(post, kind="post", by="us"),
            line(ask, post, by=person),
            line(answer, ask, by="us"),
            line(again, answer, by=person),
        ]
    random.Random(seed).shuffle(lines)
    assert "1,200 lines: 900 new messages, 300 posts or known already, 0 refused." in load(lines)
    assert Conversation.objects.count() == 300
    assert set(Conversation.objects.values_list("message_count", flat=True)) == {3}
    assert not Conversation.objects.filter(post=None).exists()
    assert not Message.objects.filter(conversation=None).exists()
    judge()
    assert Conversation.objects.filter(is_waiting=True).count() == 300


def test_a_file_imported_twice_changes_nothing(load):
    lines = [line(1), line(2, 1, by="us"), line(3, by="ben"), "not json"]
    load(lines)
    before = [list(model.objects.order_by("pk").values()) for model in (Message, Conversation, Post)]
    assert "4 lines: 0 new messages, 3 posts or known already, 1 refused." in load(lines)
    assert [list(model.objects.order_by("pk").values()) for model in (Message, Conversation, Post)] == before
    assert Receipt.objects.count() == 4


def test_an_import_that_was_killed_goes_on_when_it_is_run_again(load, channel):
    lines = [line(number, by=f"person{number}") for number in range(1100)]
    batches = importing.import_entries(channel, enumerate(lines, start=1), {}, now=timezone.now())
    report = next(batches)  # One batch is stored; then the process is gone.
    batches.close()
    assert report.lines == report.new_messages == Message.objects.count() == importing.LINES_AT_ONCE
    assert "1,100 lines: 600 new messages, 500 posts or known already, 0 refused." in load(lines)
    assert Message.objects.count() == Conversation.objects.count() == 1100


def test_a_later_file_goes_on_with_threads_of_an_earlier_one(load):
    load([line(1), line(2, 1, by="us")])
    load([line(3, 2)])
    conversation = Conversation.objects.get()
    assert conversation.message_count == 3
    judge()
    conversation.refresh_from_db()
    assert conversation.is_waiting


BAD = {
    "not json": "not json at all",
    "a list": "[1, 2]",
    "no id": line(1) | {"id": None},
    "an odd kind": line(1, kind="tweet"),
    "not said who": line(1) | {"from_us": "yes"},
    "no time": line(1) | {"at": "last week"},
    "no text": line(1) | {"text": {"de": "Hallo"}},
    "an odd author": line(1) | {"author": "Dora"},
}


def test_refused_lines_are_named_with_their_reason_and_cost_no_other(load, tmp_path, channel):
    lines = [line(100, by="ann"), *BAD.values(), line(200, by="ben"), "", BAD["not json"]]
    said = load(lines)
    assert "11 lines: 2 new messages, 0 posts or known already, 9 refused." in said
    assert Message.objects.count() == 2
    refused = [json.loads(entry) for entry in (tmp_path / "history.jsonl.refused.jsonl").read_text().splitlines()]
    assert [entry["line"] for entry in refused] == [*range(2, 10), 12], "as an editor numbers them"
    reasons = dict(zip(BAD, (entry["reason"] for entry in refused[:-1]), strict=True))
    for name, words in (
        ("not json", "not a JSON object"),
        ("a list", "not a JSON object"),
        ("no id", "'id'"),
        ("an odd kind", "'kind' should be one of"),
        ("not said who", "'from_us'"),
        ("no time", "'at'"),
        ("no text", "'text'"),
        ("an odd author", "'author'"),
    ):
        assert words in reasons[name], reasons[name]
    assert f"  line 2: {refused[0]['reason']}" in said
    assert Receipt.objects.filter(account=channel, state=ReceiptState.QUARANTINED).count() == 8


def test_the_report_goes_where_it_is_wanted(load, tmp_path):
    target = tmp_path / "why.jsonl"
    assert str(target) in load(["nonsense"], report=target)
    assert json.loads(target.read_text())["line"] == 1


def test_two_lines_of_one_id_are_one_message(load):
    load([line(1), line(1, text="again")])
    assert Message.objects.count() == 1


def test_parents_in_a_circle_lose_nothing(load):
    load([line(1, 2), line(2, 1, by="ben"), line(3, 3, by="cem"), line(4, 99, by="dan")])
    assert Counter(Message.objects.values_list("external_id", flat=True)) == Counter(["m1", "m2", "m3", "m4"])


def test_odd_texts_and_nobody_in_particular_are_kept(load):
    load([line(1, text="half a word\x00 and 👩‍👩‍👧 \ud83d"), line(2, author=None), line(3, by="ben", text="")])
    assert Message.objects.count() == 3
    assert Conversation.objects.get(messages__external_id="m2").identity.is_unknown


def test_what_is_known_from_the_platform_is_not_overwritten(load, converse, channel):
    known = converse("as it stands today").messages.get()
    Message.objects.filter(pk=known.pk).update(external_id="m1")
    load([line(1, text="as it stood long ago")])
    known.refresh_from_db()
    assert known.text == "as it stands today"
    assert not known.revisions.exists()


def test_an_import_can_be_run_again_from_its_receipts(load, channel):
    load([line(1), line(2, 1, by="us"), line(3, kind="review", by="ben")])
    before = list(Message.objects.order_by("pk").values_list("pk", "text", "conversation"))
    now = timezone.now()
    done = replay.replay_window(channel, since=now - timedelta(hours=1), until=now + timedelta(hours=1), now=now)
    assert (done.receipts, done.new_messages, done.quarantined) == (3, 0, 0)
    assert list(Message.objects.order_by("pk").values_list("pk", "text", "conversation")) == before


def test_an_unknown_account_says_which_there_are(load, channel, tmp_path):
    with pytest.raises(CommandError, match=f"No account is called 'harbour'. There are: {channel.slug}"):
        load([line(1)], account="harbour")


def test_a_file_that_is_not_there_is_said_in_words(channel, tmp_path):
    with pytest.raises(CommandError, match=r"nowhere.jsonl cannot be read: No such file"):
        call_command("import_history", tmp_path / "nowhere.jsonl", account=channel.slug)
