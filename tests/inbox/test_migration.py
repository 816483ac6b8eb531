"""A database of the version before the ledger comes along with everything in it."""

import pytest
from django.apps import apps as current
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from inbox.models import ChannelAccount, Conversation, Message, Receipt, Stream
from inbox.queries import timeline
from inbox.secrets import seal
from inbox.services import walks

BEFORE = [("inbox", "0002_partitions_and_transitions")]
NOW = timezone.now()
PICTURES = ["https://example.org/a.jpg", 'https://example.org/b.png?x=1&y="2"']


@pytest.fixture
def old_database(transactional_db):
    """The tables as they were; in the end they are as they should be again, whatever happened."""
    executor = MigrationExecutor(connection)
    newest = [node for node in executor.loader.graph.leaf_nodes() if node[0] == "inbox"]
    executor.migrate(BEFORE)
    yield MigrationExecutor(connection).loader.project_state(BEFORE).apps, newest
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    executor.migrate(newest)


def fill(apps):
    """Two accounts of one name on one platform, a conversation with pictures and without, a receipt, a stream with a gap."""
    model = {
        name: apps.get_model("inbox", name)
        for name in (
            "Workspace",
            "ChannelAccount",
            "Stream",
            "Contact",
            "Identity",
            "Conversation",
            "Message",
            "Receipt",
        )
    }
    secrets = seal({"access_token": "a-token"})
    for number in (1, 2):
        workspace = model["Workspace"].objects.create(name=f"W{number}", slug=f"w{number}")
        account = model["ChannelAccount"].objects.create(
            workspace=workspace,
            platform="x",
            external_id="5",
            handle="harbourline",
            name="Harbour Line",
            credentials=secrets,
        )
        model["Stream"].objects.create(
            account=account,
            name="mentions",
            next_poll_at=NOW,
            cursor={"since_id": "7"},
            gap_text="X hands over 800 only.",
        )
    contact = model["Contact"].objects.create(workspace=workspace, name="Dora")
    identity = model["Identity"].objects.create(
        workspace=workspace, contact=contact, platform="x", external_id="9", name="Dora"
    )
    times = dict.fromkeys(("waiting_since", "turn_at", "opened_at", "last_message_at", "last_inbound_at"), NOW)
    conversation = model["Conversation"].objects.create(
        workspace=workspace, account=account, identity=identity, thread_id="1", **times
    )
    facts = {
        "account": account,
        "conversation": conversation,
        "kind": "mention",
        "origin": "consumer",
        "identity": identity,
        "sent_at": NOW,
    }
    model["Message"].objects.create(external_id="1", text="Look:", media=PICTURES, **facts)
    model["Message"].objects.create(external_id="2", text="No picture", media=[], **facts)
    model["Receipt"].objects.create(
        id=1,
        received_at=NOW,
        account_id=account.pk,
        stream="mentions",
        external_id="1",
        content_hash="x",
        raw="{}",
        state="stored",
    )


def test_everything_of_before_is_there_and_can_be_worked_with(old_database):
    apps, newest = old_database
    fill(apps)
    executor = MigrationExecutor(connection)
    executor.loader.build_graph()
    executor.migrate(newest)
    accounts = list(ChannelAccount.objects.order_by("pk"))
    assert len({account.slug for account in accounts}) == len({account.webhook_key for account in accounts}) == 2
    assert all(account.slug.startswith("x-harbourline") and len(account.webhook_key) > 20 for account in accounts)
    assert accounts[0].credentials.open() == {"access_token": "a-token"}
    pictured, plain = Message.objects.order_by("external_id")
    assert pictured.media == [{"url": url, "kind": "image"} for url in PICTURES]
    assert plain.media == []
    stream = Stream.objects.last()
    assert (stream.cursor, stream.is_polled, stream.turn_seconds) == ({"since_id": "7"}, True, 0)
    assert Receipt.objects.get().source == "poll"
    thread = timeline.read_thread(Conversation.objects.get())
    assert [entry.thing.text for entry in thread.entries] == ["Look:", "No picture"]
    assert walks.compare_now(accounts[0].pk, now=NOW) == 0, "nothing of it was read yet in the new way"
    for model in current.get_app_config("inbox").get_models():
        model.objects.first()
