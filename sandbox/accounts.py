"""The companies' profiles: made once per platform and handle, found by handle, id or token."""

import secrets

from sandbox import moments
from sandbox.platforms.base import Platform
from sandbox.records import Account, values
from sandbox.store import Store


def ensure_account(
    store: Store,
    platform: Platform,
    handle: str,
    *,
    name: str | None = None,
    token: str | None = None,
    audience: int | None = None,
) -> Account:
    """The account with this handle, made if it is new. A name, token or audience given later replaces the old
    one.
    """
    handle = handle.strip().lstrip("@")
    with store.transaction():
        known = find_account(store, platform.name, handle)
        if known is None:
            store.insert(
                "accounts",
                platform=platform.name,
                handle=handle,
                name=name or handle,
                external_id=platform.profile_id("account", handle),
                token=token or f"sandbox-{platform.name}-{secrets.token_urlsafe(18)}",
                app_id=platform.profile_id("app", handle),
                audience=audience,
                created_at=moments.now(),
            )
        else:
            store.run(
                "UPDATE accounts SET name = ?, token = ?, audience = ? WHERE id = ?",
                name or known.name,
                token or known.token,
                known.audience if audience is None else audience,
                known.id,
            )
    account = find_account(store, platform.name, handle)
    assert account is not None
    return account


def find_account(store: Store, platform: str, handle: str) -> Account | None:
    return _one(store, "platform = ? AND handle = ?", platform, handle.lstrip("@"))


def account_by_token(store: Store, platform: str, token: str) -> Account | None:
    return _one(store, "platform = ? AND token = ?", platform, token)


def account_by_external_id(store: Store, platform: str, external_id: str) -> Account | None:
    return _one(store, "platform = ? AND external_id = ?", platform, external_id)


def account_by_id(store: Store, account_id: int) -> Account:
    account = _one(store, "id = ?", account_id)
    assert account is not None
    return account


def all_accounts(store: Store) -> list[Account]:
    rows = store.all("SELECT * FROM accounts ORDER BY platform DESC, handle")
    return [Account(**values(row)) for row in rows]


def _one(store: Store, where: str, *params: object) -> Account | None:
    row = store.one(f"SELECT * FROM accounts WHERE {where}", *params)
    return Account(**values(row)) if row else None
