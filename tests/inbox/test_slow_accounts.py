"""One slow and one failing account beside a healthy one, with fewer workers than streams: nobody waits for their trouble."""

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from inbox.models import Message, Stream
from inbox.services import polling

WORKERS = 4
ITEMS = 6
SLOW_SECONDS = 3.0


@dataclass
class Workers:
    """What beat and the workers do, in threads: claim what is due, hand each stream to a worker."""

    turns: list[tuple[int, float, float]] = field(default_factory=list)
    is_over: Event = field(default_factory=Event)

    def run(self) -> None:
        with ThreadPoolExecutor(WORKERS) as pool:
            while not self.is_over.wait(0.1):
                for stream_id in polling.claim_due(limit=50, now=timezone.now()):
                    pool.submit(self._turn, stream_id)
        connection.close()

    def _turn(self, stream_id: int) -> None:
        began = time.monotonic()
        try:
            polling.poll(stream_id)
        finally:
            self.turns.append((stream_id, began, time.monotonic()))
            connection.close()


def write_and_wait(sandbox: Any, writes: Callable[..., dict[str, Any]]) -> list[tuple[float, float]]:
    """Items one after the other: when each was written, and when it was stored."""
    spans = []
    for number in range(ITEMS):
        began = time.monotonic()
        sandbox.play(writes("mastodon", f"Is anybody there? {number}", by=f"Person {number}"))
        while not Message.objects.filter(account__platform="mastodon", text__contains=f"there? {number}").exists():
            assert time.monotonic() - began < 60, "the healthy account's item did not arrive"
            time.sleep(0.02)
        spans.append((began, time.monotonic()))
    return spans


@pytest.mark.django_db(transaction=True)
def test_a_slow_and_a_failing_account_delay_no_other(
    connect: Callable[[str], Any], sandbox: Any, writes: Callable[..., dict[str, Any]], settings: Any
) -> None:
    settings.POLL_SECONDS, settings.PLATFORM_TIMEOUT_SECONDS = 0.2, 10
    slow, failing = connect("x"), connect("facebook")
    connect("mastodon")
    workers = Workers()
    thread = Thread(target=workers.run)
    thread.start()
    try:
        calm = write_and_wait(sandbox, writes)
        sandbox.fault("x", "slow", seconds=SLOW_SECONDS)
        sandbox.fault("facebook", "server_error")
        slow_ids = set(slow.streams.values_list("pk", flat=True))
        while not any(pk in slow_ids and ended - began > SLOW_SECONDS for pk, began, ended in list(workers.turns)):
            time.sleep(0.1)
        troubled = write_and_wait(sandbox, writes)
    finally:
        workers.is_over.set()
        thread.join(60)
    slow_turns = [
        (began, ended) for pk, began, ended in workers.turns if pk in slow_ids and ended - began > SLOW_SECONDS
    ]
    waits = {
        name: statistics.median(b - a for a, b in spans) for name, spans in (("calm", calm), ("troubled", troubled))
    }
    print(
        f"\nfrom written to stored, median: {waits['calm']:.2f} s calm, {waits['troubled']:.2f} s beside {len(slow_turns)} turns of "
        f"{SLOW_SECONDS:.0f} s and more, ratio {waits['troubled'] / waits['calm']:.2f}"
    )
    assert Stream.objects.filter(account=failing, failures__gt=0).exists()
    assert slow_turns
    # Whoever waits for a slow turn sees one begin and end between writing and storing.
    for written_at, stored_at in troubled:
        assert not [turn for turn in slow_turns if written_at < turn[0] and turn[1] < stored_at]
