"""Tables cut by month, and lists that walk an index: what keeps Heard as fast in its third year as on its first day."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inbox import partitions
from inbox.models import Conversation, Message, Receipt
from inbox.queries import lists

pytestmark = pytest.mark.django_db


def ask(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def partition_of(table, column, at):
    [[name]] = ask(f"SELECT tableoid::regclass::text FROM {table} WHERE {column} = %s", at)
    return name


def store_receipt(channel, at):
    Receipt.objects.create(id=1, received_at=at, account=channel, stream="s", content_hash="x", raw="", state="stored")
    return partition_of("inbox_receipt", "received_at", at)


def test_receipts_and_events_are_partitioned_by_time():
    rows = ask(
        "SELECT c.relname, p.partstrat, a.attname FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid"
        " JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]"
    )
    assert {name: (strategy, column) for name, strategy, column in rows} == {
        name: ("r", column) for name, column in partitions.PARTITIONED.items()
    }


def test_rows_land_in_their_months_partition(channel, converse):
    now = timezone.now()
    converse().events.create(id="00000000-0000-0000-0000-000000000001", happened_at=now, kind="noted")
    assert store_receipt(channel, now) == f"inbox_receipt_{now:%Y_%m}"
    assert partition_of("inbox_conversationevent", "happened_at", now) == f"inbox_conversationevent_{now:%Y_%m}"


def test_room_is_made_for_this_month_and_three_ahead_and_only_once(channel):
    far = datetime(2041, 11, 30, 23, 59, tzinfo=UTC)
    made = partitions.make_partitions(far)
    months = ["2041_11", "2041_12", "2042_01", "2042_02"]
    assert sorted(made) == sorted(f"{table}_{month}" for table in partitions.PARTITIONED for month in months)
    assert partitions.make_partitions(far) == []
    assert store_receipt(channel, datetime(2042, 2, 28, 23, 59, 59, tzinfo=UTC)) == "inbox_receipt_2042_02"


def test_making_room_again_a_month_later_adds_one_month():
    partitions.make_partitions(datetime(2041, 11, 1, tzinfo=UTC))
    assert sorted(partitions.make_partitions(datetime(2041, 12, 31, tzinfo=UTC))) == [
        "inbox_conversationevent_2042_03",
        "inbox_receipt_2042_03",
    ]


@pytest.mark.parametrize("at", ["2041-05-17T00:00:00+00:00", "1999-12-31T23:59:59+00:00"])
def test_a_row_of_a_month_without_room_is_kept(channel, at):
    assert store_receipt(channel, datetime.fromisoformat(at)) == "inbox_receipt_default"
    assert Receipt.objects.count() == 1


def test_a_receipt_is_looked_for_in_the_months_it_can_be_in_only(channel):
    now = timezone.now()
    with CaptureQueriesContext(connection) as captured:
        list(Receipt.objects.filter(account=channel, stream="s", received_at__gt=now + timedelta(days=40)))
    plan = json.dumps(ask(f"EXPLAIN (FORMAT JSON) {captured[0]['sql']}"))
    assert f"inbox_receipt_{now:%Y_%m}" not in plan
    assert "inbox_receipt_default" in plan


# Of a hundred conversations, those with these last two digits are such.
MANY = """
INSERT INTO inbox_conversation ({columns}) SELECT {values} FROM inbox_conversation c, (
    SELECT number, number %% 100 AS place, now() - number * interval '1 minute' AS at FROM generate_series(1, %s) AS number
) n WHERE c.id = %s
"""
AS_NUMBERED = {
    **dict.fromkeys(("waiting_since", "turn_at", "opened_at", "last_message_at", "last_inbound_at"), "at"),
    "thread_id": "'many ' || number",
    "is_waiting": "place < 30",
    "lane": "CASE WHEN place BETWEEN 30 AND 39 THEN 'spam' ELSE 'queue' END",
    "status": "CASE WHEN place < 40 THEN 'open' WHEN place < 60 THEN 'waiting_on_customer' ELSE 'closed' END",
    "outcome": "CASE WHEN place >= 60 THEN 'answered' END",
    "closed_at": "CASE WHEN place >= 60 THEN at END",
}


@pytest.fixture
def crowd(other_workspace, account_of, converse):
    """Eight thousand conversations of ours and as many of another company, most of them over and done with."""
    fields = [field for field in Conversation._meta.concrete_fields if field.name not in ("id", "disposition", "exit")]
    values = [AS_NUMBERED.get(field.name, f'c."{field.column}"') for field in fields]
    sql = MANY.format(columns=", ".join(f'"{field.column}"' for field in fields), values=", ".join(values))
    with connection.cursor() as cursor:
        for conversation in (converse(), converse(account=account_of(other_workspace, "rivalboats"))):
            cursor.execute(sql, [8000, conversation.pk])
        cursor.execute("ANALYZE inbox_conversation")


def index_of(member, view, *, pages):
    """The plan of a page of a list, some pages down."""
    page = lists.list_conversations(member, view)
    keys = [""]
    for _page in range(pages):
        keys.append(page.next_key)
        page = lists.list_conversations(member, view, after=page.next_key)
    with CaptureQueriesContext(connection) as captured:
        rows = lists.list_conversations(member, view, after=keys[-1]).rows
    assert len(rows) == lists.PAGE_SIZE
    [sql] = [query["sql"] for query in captured if "inbox_identity" in query["sql"]]
    return json.dumps(ask(f"EXPLAIN (FORMAT JSON) {sql}"))


def test_a_page_of_a_list_walks_its_index_and_sorts_nothing(crowd, agent):
    indexes = {"queue": "conversation_queue", "closed": "conversation_by_status", "spam": "conversation_spam"}
    for view, index in indexes.items():
        for pages in (0, 5):
            plan = index_of(agent.membership, view, pages=pages)
            assert index in plan, (view, pages)
            assert 'Sort"' not in plan, (view, pages)


def test_the_counts_beside_the_lists_stop_where_they_tell_nothing_more(crowd, agent):
    assert lists.count_views(agent.membership)["queue"] == lists.COUNT_LIMIT + 1


def test_looking_for_ids_from_before_an_edit_walks_the_index_of_those_alone():
    """Every page that is stored asks; a message that was never edited must cost it nothing."""
    sql, params = Message.objects.once_called(["100", "200"]).values_list("pk").query.sql_with_params()
    # Without rows any plan is as good: what matters is whether the index may serve at all.
    ask("SELECT set_config('enable_seqscan', 'off', true)")
    assert "message_earlier_ids" in json.dumps(ask(f"EXPLAIN (FORMAT JSON) {sql}", *params))
