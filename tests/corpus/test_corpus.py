"""Real support talk goes through the sandbox, tweepy and ingest, and everything in it is in the database once."""

import json
import os
from collections import Counter
from pathlib import Path

import pytest
from django.utils import timezone

from inbox.models import Conversation, Message, Origin, Post, Receipt, ReceiptState
from inbox.services import accounts, polling
from sandbox import scenario
from tests.corpus.threads_to_scenario import COMPANY, convert

SAMPLE = [
    {
        "thread": 1,
        "messages": [
            {
                "id": 3,
                "parent": None,
                "from": "7",
                "at": "Tue Oct 31 21:45:10 +0000 2017",
                "text": "@corpusco my card is gone",
            },
            {"id": 2, "parent": 3, "from": "brand", "at": "Tue Oct 31 21:46:24 +0000 2017", "text": "Which station?"},
            {"id": 1, "parent": 2, "from": "7", "at": "Tue Oct 31 21:49:35 +0000 2017", "text": "Central & 5th 🙄"},
        ],
    },
    {
        "thread": 2,
        "messages": [
            {
                "id": 9,
                "parent": None,
                "from": "brand",
                "at": "Tue Oct 31 20:00:00 +0000 2017",
                "text": "We are open again",
            },
            {"id": 8, "parent": 9, "from": "4", "at": "Tue Oct 31 20:00:00 +0000 2017", "text": "Finally"},
        ],
    },
]


def read_until_done(account, read_all) -> None:
    """A stream's turn ends after some pages; as many turns as it takes."""
    for _ in range(50):
        if not sum(turn.pages == polling.PAGES_PER_TURN for turn in read_all(account).values()):
            return
    raise AssertionError("reading does not come to an end")


def everything_arrives(lines, sandbox, workspace, read_all) -> Counter:
    """Play, read, and compare the platform with the database. Returns what was counted."""
    events = convert(lines)
    path = Path(os.environ.get("TMPDIR", "/tmp")) / f"scenario-{os.getpid()}.jsonl"
    path.write_text("".join(json.dumps(event) + "\n" for event in events))
    opened = sandbox.control("POST", "accounts", platform="x", handle=COMPANY, name=COMPANY)
    secrets = {"access_token": opened["token"]}
    account = accounts.connect(
        workspace, platform="x", secrets=secrets, base_url=f"{sandbox.url}/x", now=timezone.now()
    )
    try:
        read_all(account)
        played = scenario.play(scenario.load(path), url=sandbox.url)
        assert not played.refused
        assert played.applied == len(events)
        read_until_done(account, read_all)
    finally:
        path.unlink()
    platform = {item["external_id"]: item for item in sandbox.items("x", COMPANY)}
    messages = dict(Message.objects.values_list("external_id", "text"))
    posts = set(Post.objects.filter(is_ours=True).values_list("external_id", flat=True))
    own_posts = {key for key, item in platform.items() if item["is_company"] and not item["parent"]}
    assert set(messages) == set(platform) - own_posts
    assert posts == own_posts
    assert all(messages[key] == platform[key]["text"] for key in messages)
    assert not Receipt.objects.filter(state=ReceiptState.QUARANTINED).exists()
    assert not Message.objects.filter(conversation=None, origin=Origin.CONSUMER).exists()
    counted = Counter(Conversation.objects.values_list("disposition", flat=True))
    return counted + Counter(
        events=len(events), messages=len(messages), own_posts=len(posts), conversations=Conversation.objects.count()
    )


@pytest.mark.django_db
def test_threads_arrive_once(sandbox, workspace, read_all):
    counted = everything_arrives(map(json.dumps, SAMPLE), sandbox, workspace, read_all)
    assert counted["messages"] == 4
    assert counted["own_posts"] == 1
    assert counted["waiting"] == 2


if "HEARD_THREADS" in os.environ:  # a file of support threads to play whole

    @pytest.mark.full
    @pytest.mark.django_db
    @pytest.mark.timeout(600)
    def test_a_whole_corpus_arrives_once(sandbox, workspace, read_all):
        with Path(os.environ["HEARD_THREADS"]).open(encoding="utf-8") as source:
            counted = everything_arrives(source, sandbox, workspace, read_all)
        print(dict(counted))
        assert counted["messages"] + counted["own_posts"] == counted["events"]
