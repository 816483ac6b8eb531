"""What PostgreSQL cannot hold costs one item at the most: its page is stored, and the item is kept as it came."""

from copy import deepcopy

import pytest
from django.utils import timezone

from connectors.items import Page, Raw
from inbox.audience.models import Audience
from inbox.models import Message, Receipt
from inbox.services import ingest

pytestmark = pytest.mark.django_db
TIME = {"x": "2026-11-22T10:00:00Z", "facebook": "2026-11-22T10:00:00+0000"}
BAD = {"nul": "a\x00b", "half a pair": "a\ud83db", "too long": "long " * 300}

# Where a text can stand in an item, by the way to it.
PLACES = {
    "x": [
        ("tweet", "id"), ("tweet", "text"), ("tweet", "author_id"), ("tweet", "conversation_id"), ("tweet", "referenced_tweets", 0, "id"),
        ("tweet", "edit_history_tweet_ids", 0), ("tweet", "entities", "urls", 0, "expanded_url"), ("author", "name"), ("author", "username"),
        ("referenced", 0, "tweet", "text"), ("referenced", 0, "author", "username"),
    ],
    "facebook": [
        ("comment", "id"), ("comment", "message"), ("comment", "from", "id"), ("comment", "from", "name"), ("comment", "parent", "id"),
        ("comment", "permalink_url"), ("comment", "attachment", "url"), ("post_id",),
    ],
}  # fmt: skip
CASES = [(platform, way, name) for platform, ways in PLACES.items() for way in ways for name in BAD]


def item(platform, number):
    """An item as a platform hands it over, whole and in order."""
    if platform == "facebook":
        comment = {"id": f"1_{number}", "message": f"question {number}", "created_time": TIME[platform]}
        comment |= {
            "from": {"id": "5", "name": "Dora"},
            "parent": {"id": "1_0"},
            "permalink_url": "https://www.facebook.com/1",
        }
        return {"comment": comment | {"attachment": {"url": "https://example.org/picture"}}, "post_id": "9_1"}
    tweet = {
        "id": str(number),
        "text": f"@harbourline question {number}",
        "author_id": "5",
        "conversation_id": "1",
        "created_at": TIME[platform],
    }
    tweet |= {"referenced_tweets": [{"type": "replied_to", "id": "1"}], "edit_history_tweet_ids": ["0", str(number)]}
    tweet["entities"] = {
        "urls": [{"media_key": "1", "url": "https://t.co/a", "expanded_url": "https://example.org/picture"}]
    }
    post = {"id": "1", "text": "We sail again", "author_id": "7", "created_at": TIME[platform]}
    author = {"id": f"5{number}", "username": "dora", "name": "Dora", "public_metrics": {"followers_count": 12}}
    return {"tweet": tweet, "author": author, "referenced": [{"tweet": post, "author": {"id": "7", "username": "ann"}}]}


def spoil(raw, way, value):
    raw = deepcopy(raw)
    thing = raw
    for step in way[:-1]:
        thing = thing[step]
    thing[way[-1]] = value
    return raw


@pytest.fixture
def store(workspace, account_of):
    """A page of items comes in on the first stream of an account. Returns the receipts by their place in the page."""

    def store_items(platform, items):
        account = account_of(workspace, platform=platform)
        connector = account.open(1)
        name = connector.capabilities.streams[0].name
        stream = account.streams.create(name=name, next_poll_at=timezone.now())
        raws = tuple(Raw(str((raw.get("tweet") or raw.get("comment"))["id"]), raw) for raw in items)
        page = Page(raws, {"since_id": "5"})
        ingest.store_page(stream, page, lambda raw: connector.parse(name, raw), now=timezone.now())
        stream.refresh_from_db()
        assert stream.cursor == {"since_id": "5"}
        return list(Receipt.objects.order_by("id"))

    return store_items


@pytest.mark.parametrize(
    ("platform", "way", "name"), CASES, ids=[f"{p} {'.'.join(map(str, w))} {n}" for p, w, n in CASES]
)
def test_one_text_no_database_can_hold_does_not_cost_the_page(store, platform, way, name):
    receipts = store(platform, [item(platform, 11), spoil(item(platform, 12), way, BAD[name]), item(platform, 13)])
    assert len(receipts) == 3
    texts = [message.text.split("question ")[-1] for message in Message.objects.order_by("pk")]
    assert {"11", "13"} <= set(texts)
    stored = [receipt for receipt in receipts if receipt.state == "stored"]
    assert len(stored) == Message.objects.count()
    assert all(receipt.reason for receipt in receipts if receipt not in stored)


@pytest.mark.parametrize("followers", [10**30, 2**63, True, 1.5, "many"], ids=str)
def test_a_follower_figure_that_cannot_be_one_does_not_cost_the_page(store, followers):
    spoilt = spoil(item("x", 12), ("author", "public_metrics", "followers_count"), followers)
    store("x", [item("x", 11), spoilt])
    assert Message.objects.count() == 2
    assert not Audience.objects.filter(identity__external_id="512").exists()


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00"])
def test_a_time_at_the_end_of_the_world_does_not_cost_the_page(store, time):
    receipts = store("x", [item("x", 11), spoil(item("x", 12), ("tweet", "created_at"), time)])
    assert len(receipts) == 2
    assert Message.objects.filter(text__endswith="question 11").exists()
