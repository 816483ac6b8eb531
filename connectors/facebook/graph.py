"""facebook-sdk, made to speak a current Graph version: time-outs, a base address, usage headers, and no token in a URL."""

import hashlib
import hmac
import json
import warnings
from collections.abc import Mapping
from typing import Any

import requests

from connectors.contract import Credentials
from connectors.http import PlatformAdapter, ServerTrouble, mount

with warnings.catch_warnings():
    # facebook-sdk 3.1.0 has "\d" in a plain string, which Python 3.12 and later remark on at import.
    warnings.simplefilter("ignore")
    import facebook

GRAPH_VERSION = "v26.0"
GraphAPIError = facebook.GraphAPIError


class GraphClient(facebook.GraphAPI):  # type: ignore[misc]
    """facebook.GraphAPI of one Page.

    The library ends at v3.1 and refuses two-digit versions, so the version is set after its constructor. Graph takes the
    token as a bearer header too, which keeps it out of URLs (PlatformAdapter moves it there).
    """

    def __init__(self, credentials: Credentials) -> None:
        session = requests.Session()
        adapter = PlatformAdapter(
            base_url=credentials.base_url,
            timeout_seconds=credentials.timeout_seconds,
            token_parameter="access_token",  # noqa: S106 — its name
        )
        mount(session, adapter)
        session.hooks["response"].append(self._inspect)
        token = credentials.secrets.get("access_token", "")
        super().__init__(access_token=token, timeout=credentials.timeout_seconds, session=session)
        self.version = GRAPH_VERSION
        self.usage: Mapping[str, Any] = {}
        self._proof = _proof(token, credentials.secrets.get("app_secret", ""))

    def request(self, path: str, args: Any = None, post_args: Any = None, files: Any = None, method: Any = None) -> Any:
        """As the library's, with `appsecret_proof` wherever the app's secret is known."""
        args = {**(args or {}), **self._proof}
        return super().request(path, args, post_args, files, method)

    def _inspect(self, response: requests.Response, *_args: Any, **_kwargs: Any) -> None:
        for header in ("X-Business-Use-Case-Usage", "X-App-Usage"):
            try:
                self.usage = json.loads(response.headers[header])
                break
            except (KeyError, ValueError):
                continue
        if response.status_code >= 500:
            raise ServerTrouble(f"HTTP {response.status_code}")
        try:
            body = response.json()
        except requests.JSONDecodeError as error:
            raise ServerTrouble("not JSON") from error
        if response.status_code >= 400 and not (isinstance(body, dict) and body.get("error")):
            raise ServerTrouble(f"HTTP {response.status_code} without a reason")
        # The library goes by this label, and takes an answer labelled otherwise for a refusal.
        response.headers["content-type"] = "application/json"

    @property
    def minutes_to_wait(self) -> int:
        """What Graph's usage header estimates until calls are accepted again; 0 where it says nothing."""
        entries = [entry for value in self.usage.values() if isinstance(value, list) for entry in value]
        waits = [entry.get("estimated_time_to_regain_access", 0) for entry in entries if isinstance(entry, Mapping)]
        return max((wait for wait in waits if isinstance(wait, int)), default=0)


def _proof(token: str, app_secret: str) -> dict[str, str]:
    """https://developers.facebook.com/docs/graph-api/guides/secure-requests : HMAC-SHA256 of the token, keyed by the secret."""
    if not app_secret:
        return {}
    return {"appsecret_proof": hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()}
