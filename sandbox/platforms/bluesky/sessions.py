"""Sessions: opened with a handle and an app password, carried by two signed tokens, renewed with the second.

A refresh token that was used goes on for two hours and then is no good: so it is on the real servers.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any

from sandbox import moments
from sandbox.accounts import account_by_external_id, all_accounts
from sandbox.platforms.bluesky.errors import (
    BAD_TOKEN,
    EXPIRED,
    NO_TOKEN,
    REVOKED,
    WRONG_PASSWORD,
    WRONG_SCHEME,
    WRONG_TOKEN_TYPE,
    Refusal,
)
from sandbox.platforms.bluesky.identifiers import full_handle
from sandbox.records import Account
from sandbox.store import Store

SESSION_SECONDS = "bluesky_session_seconds"
SETTINGS = {SESSION_SECONDS: 7200.0}
"""How long an access token is good."""
_REFRESHABLE_FOR = 90 * moments.DAY
_GRACE = 2 * moments.HOUR
_KEY = b"the sandbox's tokens protect nothing"
_SERVICE = "did:web:sandbox"
_ACCESS, _REFRESH = "at+jwt", "refresh+jwt"


class Sessions:
    """The refresh tokens that have been used, and when."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def forget(self) -> None:
        self._used.clear()

    def sign_in(self, store: Store, identifier: str, password: str) -> Account:
        """Raises Refusal."""
        name = identifier.strip().lower()
        account = account_by_external_id(store, "bluesky", name) or _by_handle(store, name)
        if account is None or password != account.token:
            raise WRONG_PASSWORD
        return account

    def account_of(self, store: Store, authorization: str | None, *, refresh: bool = False) -> Account:
        """Whose token a call carries. Raises Refusal."""
        if not authorization:
            raise NO_TOKEN
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise WRONG_SCHEME
        kind, claims = _read(token)
        if int(claims["exp"]) * moments.SECOND <= moments.now():
            raise EXPIRED
        if kind != (_REFRESH if refresh else _ACCESS):
            raise WRONG_TOKEN_TYPE
        account = account_by_external_id(store, "bluesky", str(claims["sub"]))
        if account is None:
            raise BAD_TOKEN
        if refresh:
            self._use(account, claims)
        return account

    def _use(self, account: Account, claims: Mapping[str, Any]) -> None:
        used_at = self._used.setdefault(str(claims["jti"]), moments.now())
        if used_at + _GRACE <= moments.now() or claims["app_password"] != account.token:
            raise REVOKED

    def tokens(self, store: Store, account: Account) -> dict[str, str]:
        """A session's two tokens."""
        now = moments.now()
        whose = {"sub": account.external_id, "aud": _SERVICE, "app_password": account.token, "iat": now // 1000}
        access = {"scope": "com.atproto.appPass", "exp": now // 1000 + int(store.setting(SESSION_SECONDS, 7200))}
        refresh = {
            "scope": "com.atproto.refresh",
            "exp": (now + _REFRESHABLE_FOR) // 1000,
            "jti": secrets.token_urlsafe(32),
        }
        return {"accessJwt": _written(_ACCESS, whose | access), "refreshJwt": _written(_REFRESH, whose | refresh)}


def app_password_in(token: str) -> str | None:
    """The app password a session was opened with; the real tokens do not tell."""
    try:
        return str(_read(token)[1]["app_password"])
    except (Refusal, ValueError, KeyError):  # Whatever is wrong with it, the call will say so.
        return None


def _by_handle(store: Store, name: str) -> Account | None:
    ours = (account for account in all_accounts(store) if account.platform == "bluesky")
    return next((account for account in ours if full_handle(account.handle) == full_handle(name)), None)


def _written(kind: str, claims: Mapping[str, Any]) -> str:
    signed = f"{_part({'typ': kind, 'alg': 'HS256'})}.{_part(claims)}"
    return f"{signed}.{_signature(signed)}"


def _read(token: str) -> tuple[str, dict[str, Any]]:
    """A token's type and claims. Raises Refusal."""
    signed, _, signature = token.strip().rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(signed).encode()):
        raise BAD_TOKEN
    header, claims = (json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in signed.split("."))
    return str(header["typ"]), dict(claims)


def _part(content: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def _signature(signed: str) -> str:
    return base64.urlsafe_b64encode(hmac.new(_KEY, signed.encode(), hashlib.sha256).digest()).decode().rstrip("=")


SESSIONS = Sessions()
