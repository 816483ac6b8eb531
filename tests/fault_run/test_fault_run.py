"""The promise put to the proof: whatever goes wrong on the way, in the end platform = ledger = database.

Every platform at once, whole processes of Heard, and all the weather there is: limits with and without headers, errors, time-outs,
cut bodies, garbage, repeated and overlapping pages, pushes lost, doubled, reordered and forged, items nobody can read; the worker is
killed outright at random, and Redis is flushed.
"""

import json
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import psycopg2
import psycopg2.extras
import pytest
import redis
import requests

from connectors.registry import PLATFORMS
from tests.fault_run.story import EVERY_SCENE, HANDLE, Teller
from tests.stack import Stack, run_stack

pytestmark = [pytest.mark.stack, pytest.mark.timeout(1800)]

ROUNDS = 10
SEED = 20261122
# How likely each call of a platform is hit by each kind of weather.
WEATHER: dict[str, dict[str, Any]] = {
    "rate_limited": {"chance": 0.02},
    "rate_limited ": {"chance": 0.02, "headers": False},
    "server_error": {"chance": 0.03},
    "slow": {"chance": 0.01, "seconds": 4},
    "down": {"chance": 0.02},
    "cut_body": {"chance": 0.02},
    "not_json": {"chance": 0.01},
    "overlapping_page": {"chance": 0.05},
    "repeated_page": {"chance": 0.03},
    "ids_as_numbers": {"chance": 0.03},
    "missing_author": {"chance": 0.02},
    "missing_text": {"chance": 0.02},
    "malformed_item": {"chance": 0.02, "variant": "wrong_types"},
    "push_lost": {"chance": 0.2},
    "push_twice": {"chance": 0.2},
    "push_reordered": {"chance": 0.2},
    "push_forged": {"chance": 0.1},
}
# Texts a platform cannot hold, or would not take.
WITHOUT_MEGABYTES = {"x", "bluesky", "mastodon"}
READ_ODDLY = 1


@pytest.fixture
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    directory = tmp_path_factory.mktemp("fault_run")
    settings = {"PLATFORM_TIMEOUT_SECONDS": "2", "RECONCILE_SECONDS": "100000", "SECOND_LOOK_SECONDS": "100000"}
    # What killed workers hold is free again soon: how long it takes is nothing this test asks.
    settings["LEASE_SECONDS"] = "15"
    with run_stack(directory, database="heard_fault_run", **settings) as running:
        yield running


@pytest.mark.parametrize(
    "items", [pytest.param(1_400, id="1400 items"), pytest.param(10_000, id="10000 items", marks=pytest.mark.full)]
)
def test_whatever_goes_wrong_platform_ledger_and_database_agree_in_the_end(stack: Stack, items: int) -> None:
    chance = random.Random(SEED)
    accounts = connect_all(stack)
    await_that(partial(all_read, stack, time.time()), "every stream is read once")
    raise_weather(stack)
    tellers = [Teller(scene, chance, scene.platform not in WITHOUT_MEGABYTES) for scene in EVERY_SCENE]
    assert {teller.scene.platform for teller in tellers} == accounts
    kills = flushes = 0
    for number in range(ROUNDS):
        for teller in tellers:
            play(stack, list(teller.tell(items // ROUNDS // len(tellers))))
        time.sleep(chance.uniform(0.5, 2))
        if chance.random() < 0.7:
            stack.kill("worker")
            kills += 1
            stack.start("worker")
        if number % 3 == 1:
            redis.Redis.from_url(stack.environment["REDIS_URL"]).flushdb()
            flushes += 1
    stack.sandbox.control("DELETE", "faults")
    odd: dict[str, list[str]] = {platform: [] for platform in accounts}
    for teller in tellers:
        odd[teller.scene.platform] += make_unreadable(stack, teller)
    settle(stack)
    platform_items = {platform: stack.sandbox.items(platform, HANDLE) for platform in sorted(accounts)}
    print(f"\n{kills} workers killed, Redis flushed {flushes} times")
    complaints = [
        complaint
        for platform, found in platform_items.items()
        for complaint in check(stack, platform, found, odd[platform])
    ]
    assert not complaints, "\n".join(complaints)
    assert kills >= 3
    assert flushes >= 3


def connect_all(stack: Stack) -> set[str]:
    """Connect the company's account on every platform, with pushes where the platform has them."""
    script = (
        "from config.demo import connect_to_sandbox\n"
        "from inbox.models import Workspace\n"
        "import json\n"
        "workspace = Workspace.objects.get()\n"
        f"names = {sorted(PLATFORMS)!r}\n"
        f"done = [connect_to_sandbox(workspace, name, {HANDLE!r}, 'Harbour Line') for name in names]\n"
        "print(json.dumps([[a.platform, a.webhook_key, a.capabilities.push is not None, a.credentials.open()] for a in done]))\n"
    )
    connected = json.loads(stack.manage("shell", "--no-imports", "-c", script).strip().splitlines()[-1])
    for platform, key, pushes, secrets in connected:
        if pushes:
            secret = secrets.get("app_secret") or secrets["consumer_secret"]
            stack.sandbox.control(
                "POST",
                "webhooks",
                platform=platform,
                account=HANDLE,
                url=f"{stack.url}/webhooks/{platform}/{key}/",
                secret=secret,
                verify_token=secrets.get("verify_token", ""),
            )
    return {platform for platform, *_rest in connected}


def raise_weather(stack: Stack) -> None:
    for platform in sorted(PLATFORMS):
        for name, how in WEATHER.items():
            stack.sandbox.fault(platform, name.strip(), **how)


def play(stack: Stack, events: list[dict[str, Any]]) -> None:
    answer = requests.post(f"{stack.sandbox.url}/control/events", json={"events": events, "start": None}, timeout=120)
    assert answer.ok, answer.text
    refused = [entry for entry in answer.json()["refused"] if "deleted" not in entry["reason"]]
    assert not refused, refused[:3]


def make_unreadable(stack: Stack, teller: Teller) -> list[str]:
    """New items that come as garbage each time they are asked for, until the very end. Returns their ids on the platform."""
    events = [event for event in teller.tell(READ_ODDLY * 3) if "id" in event and event["author"]["id"] != HANDLE]
    ids = stack.sandbox.play(*events)
    bad = list(ids.values())[:READ_ODDLY]
    for external_id in bad:
        stack.sandbox.fault(teller.scene.platform, "malformed_item", item=external_id, variant="bad_created_at")
    return bad


def settle(stack: Stack) -> None:
    """Until everything that is under way has come to its end, and every stream was compared with its platform."""
    check_now = "from inbox.models import ChannelAccount, Walk\nfrom inbox.services import polling\nfrom django.utils import timezone\nfor a in ChannelAccount.objects.all(): polling.check_now(a, now=timezone.now())\nWalk.objects.filter(state='running').update(next_at=timezone.now())\n"
    compare = "from inbox.models import ChannelAccount\nfrom inbox.services import walks\nfrom django.utils import timezone\nfor a in ChannelAccount.objects.all(): walks.compare_now(a.pk, now=timezone.now())\n"
    # As an admin would who knows the weather is over: some platforms' limits ask us to wait for a quarter of an hour.
    stack.manage("shell", "--no-imports", "-c", check_now)
    await_that(partial(all_read, stack, time.time()), "every stream is read to its end")
    await_that(
        lambda: not count(stack, "SELECT count(*) FROM inbox_walk WHERE state = 'running'"), "histories are read"
    )
    for _ in range(2):
        # Twice: the first comparison reads what pushes and reading left out, the second finds both sides equal.
        stack.manage("shell", "--no-imports", "-c", compare)
        await_that(
            lambda: not count(stack, "SELECT count(*) FROM inbox_walk WHERE state = 'running'"), "comparisons end"
        )
    await_that(
        lambda: not count(stack, "SELECT count(*) FROM inbox_receipt WHERE state = 'pending'"), "pushes are looked into"
    )
    untriaged = "SELECT count(*) FROM inbox_message WHERE triaged_at IS NULL AND conversation_id IS NOT NULL"
    await_that(lambda: not count(stack, untriaged), "everything is triaged")


def all_read(stack: Stack, since: float) -> bool:
    """Whether the ledger says of every stream that whatever was there by `since`, in seconds of the epoch, was handed over."""
    read = "SELECT stream_id FROM inbox_window WHERE ended_at >= to_timestamp(%s)"
    return not count(stack, f"SELECT count(*) FROM inbox_stream WHERE is_polled AND id NOT IN ({read})", since)


def await_that(is_so: Callable[[], bool], what: str, *, seconds: float = 600) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.5)


def check(stack: Stack, platform: str, items: list[dict[str, Any]], odd: list[str]) -> list[str]:
    """Platform = ledger = database for one platform: what speaks against it."""
    wanted = {row["external_id"]: row for row in items if row["is_addressed"] or row["is_private"] or row["is_company"]}
    messages = {row["external_id"]: row for row in rows(stack, "inbox_message", platform)}
    posts = {row["external_id"] for row in rows(stack, "inbox_post", platform)}
    quarantined = Counter(
        row["external_id"] for row in rows(stack, "inbox_receipt", platform) if row["state"] == "quarantined"
    )
    standing = {key: row for key, row in wanted.items() if not row["deleted"]}
    ever = {key for row in items for key in row["history"]}
    found = {
        "missing here": [
            row for key, row in standing.items() if key not in messages and key not in posts and key not in odd
        ],
        "written by nobody": [row for key, row in messages.items() if key not in ever and not _is_ours(row)],
        # What a connector can read in spite of everything (a mail without a sensible date) is better still.
        "odd without a reason on record": sorted(set(odd) - set(quarantined) - set(messages)),
        "deleted there and not here": [
            row for key, row in wanted.items() if row["deleted"] and key in messages and not messages[key]["deleted_at"]
        ],
        "in other words here": [
            (row["text"], messages[key]["text"])
            for key, row in standing.items()
            if key in messages and key not in odd and not _says(messages[key]["text"], row["text"])
        ],
    }
    books = next(entry for entry in ledger(stack) if entry["platform"] == platform)
    for stream in books["streams"]:
        compared = stream["comparison"]
        if compared and compared["platform_count"] != compared["our_count"]:
            found[f"counted differently in {stream['stream']}"] = [compared]
        found[f"open gaps in {stream['stream']}"] = [gap for gap in stream["gaps"] if gap["kind"] != "truncated"]
    print(
        f"{platform:<10} {len(standing):>6} stand there, {len(messages):>6} messages and {len(posts):>3} posts here, "
        f"{sum(quarantined.values())} receipts in quarantine"
    )
    return [f"{platform}: {len(bad)} {what}, such as {bad[0]!r:.300}" for what, bad in found.items() if bad]


def _is_ours(message: dict[str, Any]) -> bool:
    return message["origin"] in ("agent", "native")


def _says(ours: str, theirs: str) -> bool:
    """The same words: platforms put names in front, fold white space, and databases hold no NUL."""
    return " ".join(ours.split()).endswith(" ".join(theirs.replace("\x00", "\ufffd").split()))


def ledger(stack: Stack) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(stack.manage("ledger", "--json"))
    return found


def rows(stack: Stack, table: str, platform: str) -> list[dict[str, Any]]:
    with psycopg2.connect(stack.environment["DATABASE_URL"]) as connection:
        cursor = connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor)
        account = "(SELECT id FROM inbox_channelaccount WHERE platform = %s)"
        cursor.execute(f"SELECT * FROM {table} WHERE account_id IN {account}", [platform])
        return list(cursor.fetchall())


def count(stack: Stack, sql: str, *values: object) -> int:
    with psycopg2.connect(stack.environment["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return int(cursor.fetchone()[0])
