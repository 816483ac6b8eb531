"""A new access token for XOAUTH2, from the refresh token: https://www.rfc-editor.org/rfc/rfc6749#section-6"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests

from connectors.errors import NeedsReauth, NotPermitted, RateLimited, Unavailable
from connectors.http import PlatformAdapter, mount, reading
from connectors.items import Refreshed
from connectors.mail.account import is_this_machine

PATIENCE = timedelta(minutes=5)
# Where the provider does not say: both large ones give an hour.
USUAL_LIFE = 3600
# What says that this refresh token, or this app, will not do: https://www.rfc-editor.org/rfc/rfc6749#section-5.2
OVER = {"invalid_grant", "invalid_client", "unauthorized_client"}


def renew(secrets: Mapping[str, str], timeout_seconds: float, *, now: datetime) -> Refreshed | None:
    """All fields with a new access token, None where there is no refresh token. Raises ConnectorError."""
    if not secrets.get("refresh_token"):
        return None
    url = secrets.get("token_url", "").strip()
    parts = urlsplit(url)
    host = parts.hostname or ""
    if not host or (parts.scheme != "https" and not is_this_machine(host)):
        raise NotPermitted("OAuth token address should begin with https://.")
    form = {name: secrets[name] for name in ("refresh_token", "client_id", "client_secret") if secrets.get(name)}
    with requests.Session() as session, reading(host):
        mount(session, PlatformAdapter(base_url="", timeout_seconds=timeout_seconds))
        answer = session.post(url, data={"grant_type": "refresh_token", **form}, allow_redirects=False)
    if answer.status_code == 429:
        until = now + PATIENCE
        raise RateLimited(f"{host} asks to wait; it will be asked again at {until:%H:%M} UTC.", until)
    told = _object(answer)
    if told.get("error") in OVER:
        raise NeedsReauth(f"{host} gives no new access token for this mailbox any more. Reconnect the account.")
    token = told.get("access_token")
    if answer.status_code != 200 or not isinstance(token, str) or not token:
        raise Unavailable(f"{host} does not answer properly. It will be asked again.")
    renewed = told.get("refresh_token")
    kept = renewed if isinstance(renewed, str) and renewed else secrets["refresh_token"]
    life = told.get("expires_in")
    seconds = life if isinstance(life, int) and not isinstance(life, bool) and 0 < life < 10**8 else USUAL_LIFE
    return Refreshed({**secrets, "access_token": token, "refresh_token": kept}, now + timedelta(seconds=seconds))


def _object(answer: requests.Response) -> dict[str, Any]:
    try:
        told = answer.json()
    except requests.JSONDecodeError:
        return {}
    return told if isinstance(told, dict) else {}
