"""One account's way into the network: calls under a session that is kept, renewed and, where need be, opened anew.

Opening a session is limited to 30 in five minutes and 300 a day, so the two tokens of one are kept among the account's
secrets. https://docs.bsky.app/docs/advanced-guides/rate-limits
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.bluesky.xrpc import DEFAULT_SERVER, Answer, Refused, Xrpc, trouble
from connectors.errors import ConnectorError, NeedsReauth
from connectors.items import Credentials, Refreshed

# What a session lives by: access tokens two hours, refresh tokens ninety days, or two hours once they were used.
ALMOST_OVER = timedelta(minutes=1)
UNSAID_LIFE = timedelta(hours=1)
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Session:
    """The two tokens of an open session."""

    access: str
    refresh: str

    @property
    def ends_at(self) -> datetime:
        return _claim_time(self.access)

    @property
    def server(self) -> str:
        """The server that takes the access token: bsky.social only signs one in, the accounts are on many. "" if not told."""
        audience = _claims(self.access).get("aud")
        host = audience.removeprefix("did:web:") if isinstance(audience, str) else ""
        return f"https://{host}" if host != audience and HOST.fullmatch(host) else ""


class Network:
    """Calls of one account. A token that is refused is renewed once, with the refresh token or the app password."""

    def __init__(self, credentials: Credentials) -> None:
        self._xrpc = Xrpc(credentials)
        self._secrets = credentials.secrets
        self.handle = (credentials.secrets.get("handle") or credentials.handle).strip().removeprefix("@")
        # A server the admin named is the only one called; else sessions are opened and renewed at bsky.social.
        self._home = credentials.base_url or DEFAULT_SERVER
        self._is_pinned = bool(credentials.base_url)
        access, refresh = (str(credentials.secrets.get(name) or "") for name in ("access_jwt", "refresh_jwt"))
        self._session: Session | None = Session(access, refresh) if access else None
        self._is_new = False
        self._go_to(self._session)

    def query(self, method: str, **parameters: Any) -> Answer:
        """Read; parameters that are None are left out. Raises ConnectorError."""
        return self._under_session(lambda token: self._xrpc.query(method, parameters, token), is_write=False)

    def write(self, method: str, **body: Any) -> Answer:
        """Change something. Raises ConnectorError, UnknownOutcome."""
        return self._under_session(lambda token: self._xrpc.procedure(method, body, token), is_write=True)

    def refreshed(self, now: datetime) -> Refreshed:
        """The secrets with a new session, unless one was opened here just now. Raises ConnectorError."""
        session = self._session if self._session is not None and self._is_new else self._renew()
        secrets = {**self._secrets, "access_jwt": session.access, "refresh_jwt": session.refresh}
        return Refreshed(secrets, session.ends_at if session.ends_at < NEVER else now + UNSAID_LIFE)

    def _under_session(self, call: Callable[[str], Answer], *, is_write: bool) -> Answer:
        session = self._open()
        try:
            return call(session.access)
        except Refused as refusal:
            if not refusal.is_about_the_session:
                raise refusal.in_our_words(is_write=is_write) from refusal
        try:
            return call(self._renew().access)
        except Refused as refusal:
            raise refusal.in_our_words(is_write=is_write) from refusal

    def _open(self) -> Session:
        if self._session is None or self._session.ends_at - datetime.now(UTC) < ALMOST_OVER:
            return self._renew()
        return self._session

    def _renew(self) -> Session:
        self._xrpc.use_server(self._home)
        session = self._refresh() or self._sign_in()
        self._session, self._is_new = session, True
        self._go_to(session)
        return session

    def _refresh(self) -> Session | None:
        """A new session for the refresh token, None where that is no longer good. Raises ConnectorError."""
        if self._session is None or not self._session.refresh:
            return None
        try:
            answer = self._xrpc.procedure(
                "com.atproto.server.refreshSession", None, self._session.refresh, is_write=False
            )
        except Refused as refusal:
            if refusal.is_about_the_session:
                return None
            raise refusal.in_our_words(is_write=False) from refusal
        return self._session_in(answer.body)

    def _sign_in(self) -> Session:
        password = self._secrets.get("app_password", "").strip()
        try:
            answer = self._xrpc.procedure(
                "com.atproto.server.createSession",
                {"identifier": self.handle, "password": password},
                is_write=False,
            )
        except Refused as refusal:
            raise _refused_sign_in(refusal) from refusal
        return self._session_in(answer.body)

    def _session_in(self, body: Mapping[str, Any]) -> Session:
        access, refresh = body.get("accessJwt"), body.get("refreshJwt")
        if not isinstance(access, str) or not isinstance(refresh, str) or not access:
            raise trouble(is_write=False)
        return Session(access, refresh)

    def _go_to(self, session: Session | None) -> None:
        if session is not None and session.server and not self._is_pinned:
            self._xrpc.use_server(session.server)


def _refused_sign_in(refusal: Refused) -> ConnectorError:
    if refusal.error == "AuthFactorTokenRequired":
        return NeedsReauth("This is the account's main password, which Bluesky protects by mail. Make an app password.")
    if refusal.error == "AccountTakedown":
        return NeedsReauth("Bluesky has taken this account down.")
    if refusal.is_about_the_session:
        return NeedsReauth(
            "Bluesky does not accept this handle and app password. Make a new app password in Bluesky's settings and"
            " reconnect the account."
        )
    return refusal.in_our_words(is_write=False)


def _claims(token: str) -> Mapping[str, Any]:
    """What a JSON Web Token says, unproven: the server proves it, we only want to know how long it will do."""
    try:
        part = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (IndexError, ValueError, binascii.Error):
        return {}
    return claims if isinstance(claims, dict) else {}


def _claim_time(token: str) -> datetime:
    """When a token ends; one that does not say is taken to be good until the server says otherwise."""
    try:
        return datetime.fromtimestamp(int(_claims(token)["exp"]), UTC)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return NEVER
