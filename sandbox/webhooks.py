"""Where the platforms push: webhooks, registered through the control API as an admin would in a platform's console."""

from typing import Any

import httpx

from sandbox.accounts import account_by_id
from sandbox.platforms.base import Platform
from sandbox.records import Account, Webhook, values
from sandbox.store import Store

TIMEOUT = 10.0


class Unproven(Exception):
    """Why a platform will not push to an address: it did not answer the challenge as it must."""


async def add_webhook(
    store: Store, platform: Platform, account: Account, *, url: str, secret: str, verify_token: str
) -> Webhook:
    """Register an address, after the platform's challenge. The same address again replaces its secret.

    Raises :class:`Unproven`.
    """
    webhook = Webhook(0, platform.name, account.id, url, secret, verify_token, 0, 0, None)
    query = platform.challenge(webhook)
    if query:
        await _prove(platform, webhook, query)
    store.run(
        "INSERT INTO webhooks (platform, account_id, url, secret, verify_token) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (platform, account_id, url) DO UPDATE SET secret = excluded.secret,"
        " verify_token = excluded.verify_token",
        *(platform.name, account.id, url, secret, verify_token),
    )
    return next(found for found in all_webhooks(store) if (found.account_id, found.url) == (account.id, url))


async def _prove(platform: Platform, webhook: Webhook, query: dict[str, str]) -> None:
    try:
        async with httpx.AsyncClient(trust_env=False, timeout=TIMEOUT) as client:
            answer = await client.get(webhook.url, params=query)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise Unproven(f"{webhook.url} did not answer the challenge: {type(error).__name__}") from error
    if answer.status_code != 200 or not platform.is_proven(webhook, query, answer.content):
        raise Unproven(f"{webhook.url} answered the challenge with {answer.status_code} and {answer.content[:80]!r}")


def all_webhooks(store: Store) -> list[Webhook]:
    return [Webhook(**values(row)) for row in store.all("SELECT * FROM webhooks ORDER BY id")]


def find_webhook(store: Store, webhook_id: int) -> Webhook | None:
    row = store.one("SELECT * FROM webhooks WHERE id = ?", webhook_id)
    return Webhook(**values(row)) if row else None


def remove_webhooks(store: Store, webhook_id: int | None = None) -> int:
    """Take one away, or all; how many there were."""
    return store.run("DELETE FROM webhooks WHERE ? IS NULL OR id = ?", webhook_id, webhook_id).rowcount


def webhook_facts(store: Store, webhook: Webhook) -> dict[str, Any]:
    """A webhook as the control API shows it. ``waiting`` counts what has happened and is not carried out yet."""
    row = store.one("SELECT count(*) AS n FROM changes WHERE webhook_id = ?", webhook.id)
    return {
        "id": webhook.id,
        "platform": webhook.platform,
        "account": account_by_id(store, webhook.account_id).handle,
        "url": webhook.url,
        "delivered": webhook.delivered,
        "failed": webhook.failed,
        "last_status": webhook.last_status,
        "waiting": row["n"] if row else 0,
    }
