"""New tokens for old: X's access tokens live two hours, and each refresh token is good for one use.

https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code
"""

from datetime import UTC, datetime, timedelta
from typing import Any

import requests
import tweepy
from oauthlib.oauth2 import OAuth2Error  # type: ignore[import-untyped]

from connectors.errors import NeedsReauth, RateLimited, Unavailable
from connectors.http import PlatformAdapter, ServerTrouble, mount, reading
from connectors.items import Credentials, Refreshed
from connectors.x.client import reset_time

TOKEN_URL = "https://api.twitter.com/2/oauth2/token"  # noqa: S105
REFUSED = "X no longer accepts this account's refresh token. Reconnect the account."


def refresh(credentials: Credentials) -> Refreshed | None:
    """A new pair of tokens; None where the account was connected without a refresh token or the app's client id.

    Raises ConnectorError. Where no answer came the old refresh token may be used up: X says so at the next try.
    """
    secrets = credentials.secrets
    if not (secrets.get("refresh_token") and secrets.get("client_id")):
        return None
    # tweepy's own session for OAuth 2.0; it has the first exchange alone, and inherits this one.
    session = tweepy.OAuth2UserHandler(
        client_id=secrets["client_id"],
        redirect_uri="",
        scope=None,
        client_secret=secrets.get("client_secret") or None,
    )
    adapter = PlatformAdapter(base_url=credentials.base_url, timeout_seconds=credentials.timeout_seconds)
    mount(session, adapter)
    session.register_compliance_hook("refresh_token_response", _read_refusal)
    with reading("X"):
        try:
            pair: dict[str, Any] = session.refresh_token(
                TOKEN_URL, refresh_token=secrets["refresh_token"], auth=session.auth, client_id=secrets["client_id"]
            )
        except (OAuth2Error, ValueError) as error:
            raise ServerTrouble(type(error).__name__) from error
    access_token, refresh_token = pair.get("access_token"), pair.get("refresh_token")
    if not (isinstance(access_token, str) and isinstance(refresh_token, str)):
        raise Unavailable("X answered with tokens that cannot be read. It will be asked again.")
    renewed = {**secrets, "access_token": access_token, "refresh_token": refresh_token}
    lives_for = pair.get("expires_in")
    lasts = timedelta(seconds=lives_for) if isinstance(lives_for, int) else None
    return Refreshed(renewed, datetime.now(UTC) + lasts if lasts else None)


def _read_refusal(response: requests.Response) -> requests.Response:
    """What is no pair of tokens, in our words, before oauthlib reads it."""
    if response.status_code == requests.codes.too_many_requests:
        until = reset_time(response)
        raise RateLimited(f"X asks to wait until {until:%H:%M} UTC before the next call.", until)
    try:
        body = response.json()
    except requests.JSONDecodeError as error:
        raise ServerTrouble(f"HTTP {response.status_code}, not JSON") from error
    if not isinstance(body, dict) or response.status_code >= requests.codes.server_error:
        raise ServerTrouble(f"HTTP {response.status_code}")
    if response.status_code >= requests.codes.bad_request:
        # RFC 6749, 5.2: an `error` says that the token or the app was refused; a body without one is somebody else's.
        if isinstance(body.get("error"), str) or response.status_code == requests.codes.unauthorized:
            raise NeedsReauth(REFUSED)
        raise ServerTrouble(f"HTTP {response.status_code}")
    return response
