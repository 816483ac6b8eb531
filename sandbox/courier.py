"""The courier: carries what happens on a platform to the webhooks that want to know, signed, in order.

A push the receiver does not take is tried again a few times and then given up, as platforms do; the webhook
then says so in its counts. Each webhook has a courier of its own, so that a slow one holds nobody up.
"""

import asyncio
import json
import secrets as randomness
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from sandbox.accounts import account_by_id
from sandbox.faults import matching_push_fault, use_up
from sandbox.records import Change, Item, Webhook
from sandbox.registry import PLATFORMS
from sandbox.store import Store
from sandbox.webhooks import all_webhooks, find_webhook

LOOKS_EVERY = 0.05
PAUSES = (0.2, 0.5, 1.0, 2.0)
"""Seconds between one try and the next; real platforms go on for a day or more."""
HELD_BACK = 2.0
"""Seconds after which a push that was to come after the next one goes out, though none has come."""
TIMEOUT = 10.0


@dataclass(frozen=True)
class Push:
    """A request ready to be posted."""

    body: bytes
    headers: Mapping[str, str]


async def run(store: Store) -> None:
    """Carry until cancelled."""
    busy: dict[int, asyncio.Task[None]] = {}
    async with httpx.AsyncClient(trust_env=False, timeout=TIMEOUT) as client:
        try:
            while True:
                for webhook in all_webhooks(store):
                    if webhook.id not in busy and _waiting(store, webhook):
                        busy[webhook.id] = asyncio.create_task(_carry(store, client, webhook))
                busy = {key: task for key, task in busy.items() if not task.done()}
                await asyncio.sleep(LOOKS_EVERY)
        finally:
            for task in busy.values():
                task.cancel()


def _waiting(store: Store, webhook: Webhook) -> bool:
    return store.one("SELECT 1 FROM changes WHERE webhook_id = ? LIMIT 1", webhook.id) is not None


async def _carry(store: Store, client: httpx.AsyncClient, webhook: Webhook) -> None:
    """Take out everything that has happened for one webhook, oldest first."""
    held: list[Push] = []
    idle = 0.0
    while find_webhook(store, webhook.id) and (held or _waiting(store, webhook)):
        row = store.one("SELECT * FROM changes WHERE webhook_id = ? ORDER BY id LIMIT 1", webhook.id)
        if row is None and idle < HELD_BACK:
            idle += LOOKS_EVERY
            await asyncio.sleep(LOOKS_EVERY)
            continue
        if row is None:
            for push in held:
                await _deliver(store, client, webhook, push)
            return
        idle = 0.0
        for body in _bodies(store, webhook, row):
            held = await _send_under_weather(store, client, webhook, body, held)
        # Only now: a courier that dies in the middle begins this change again.
        store.run("DELETE FROM changes WHERE id = ?", row["id"])


def _bodies(store: Store, webhook: Webhook, row: Any) -> list[bytes]:
    account = account_by_id(store, webhook.account_id)
    change = Change(row["what"], Item(**json.loads(row["item"])))
    return PLATFORMS[webhook.platform].pushes(store, account, change)


async def _send_under_weather(
    store: Store, client: httpx.AsyncClient, webhook: Webhook, body: bytes, held: list[Push]
) -> list[Push]:
    """Send one push and those held back for it; what is held back now."""
    account = account_by_id(store, webhook.account_id)
    fault = matching_push_fault(store, webhook.platform, webhook.url, account.handle)
    what = fault.fault if fault else ""
    if fault:
        use_up(store, fault)
    secret = randomness.token_hex(16) if what == "push_forged" else webhook.secret
    push = Push(body, {"content-type": "application/json"} | PLATFORMS[webhook.platform].sign(secret, body))
    if what == "push_reordered":
        return [*held, push]
    for due in {"push_lost": [], "push_twice": [push, push]}.get(what, [push]) + held:
        await _deliver(store, client, webhook, due, tries=1 if what == "push_forged" else None)
    return []


async def _deliver(
    store: Store, client: httpx.AsyncClient, webhook: Webhook, push: Push, *, tries: int | None = None
) -> None:
    status = 0
    pauses = (*PAUSES, None)[:tries] if tries is None else (None,) * tries
    for pause in pauses:
        if find_webhook(store, webhook.id) is None:
            return
        try:
            answer = await client.post(webhook.url, content=push.body, headers=dict(push.headers))
            status = answer.status_code
        except httpx.HTTPError:
            status = 0
        if 200 <= status < 300:
            break
        if pause is not None:
            await asyncio.sleep(pause)
    counted = "delivered" if 200 <= status < 300 else "failed"
    store.run(f"UPDATE webhooks SET {counted} = {counted} + 1, last_status = ? WHERE id = ?", status, webhook.id)
