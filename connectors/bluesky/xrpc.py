"""Calls to a server of the AT Protocol through the atproto library: raw JSON out, time-outs always, and errors in our words.

The library parses answers into models and throws where a single item is odd, so the answer is taken before it does, at its
HTTP layer. https://atproto.com/specs/xrpc
"""

import json
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import httpx
from atproto_client import Client
from atproto_client.exceptions import RequestErrorBase
from atproto_client.models.dot_dict import DotDict
from atproto_client.request import Request

from connectors.errors import (
    ConnectorError,
    Gone,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Rejected,
    Unavailable,
    UnknownOutcome,
)
from connectors.items import Budget, Credentials

DEFAULT_SERVER = "https://bsky.social"
WINDOW = timedelta(minutes=5)
LONGEST_REASON = 200
# A token that is not good is a 400 here, not a 401.
SESSION_ERRORS = ("ExpiredToken", "InvalidToken")
GONE_ERRORS = ("RecordNotFound", "NotFound")
NO_PROFILE = "Profile not found"


@dataclass(frozen=True)
class Answer:
    """A call's answer: an object, and what its headers say is left of our rate limit."""

    body: Mapping[str, Any]
    budget: Budget | None


class Refused(Exception):
    """An answer other than success, as the server gave it: `error` is its name for what is wrong, "" where it has none."""

    def __init__(self, response: httpx.Response) -> None:
        body = _json(response)
        known = body if isinstance(body, dict) else {}
        self.status = response.status_code
        self.error = known["error"] if isinstance(known.get("error"), str) else ""
        message = known["message"] if isinstance(known.get("message"), str) else ""
        self.reason = " ".join((message or self.error or "no reason given").replace("<", "‹").split())[:LONGEST_REASON]
        self.headers = response.headers
        super().__init__(f"HTTP {self.status} {self.error}")

    @property
    def is_about_the_session(self) -> bool:
        """Whether other credentials might change the answer."""
        return bool(self.error) and (self.status == 401 or (self.status == 400 and self.error in SESSION_ERRORS))

    def in_our_words(self, *, is_write: bool) -> ConnectorError:
        if self.status == 429:
            until = _reset(self.headers)
            return RateLimited(f"Bluesky asks to wait until {until:%H:%M} UTC before the next call.", until)
        # Without a name for what is wrong it is not the platform that speaks, but something in front of it.
        if not 400 <= self.status < 500 or not self.error:
            return trouble(is_write=is_write)
        if self.is_about_the_session:
            return NeedsReauth(f"Bluesky no longer accepts this account's app password ({self.reason}). Reconnect it.")
        if self.status == 403:
            return NotPermitted(f"Bluesky does not permit this: {self.reason}")
        if self.error in GONE_ERRORS or self.reason == NO_PROFILE:
            return Gone("Bluesky says this no longer exists.")
        if self.error == "InvalidSwap":
            return Unavailable("Somebody else changed this on Bluesky at the same moment. It will be tried again.")
        return Rejected(f"Bluesky refuses the request: {self.reason}")


class Xrpc:
    """The library's client for one server, made to hand over what the server says as it says it."""

    def __init__(self, credentials: Credentials) -> None:
        request = Request(
            timeout=credentials.timeout_seconds,
            # Nothing goes through a proxy of the machine's where an address is set.
            trust_env=not credentials.base_url,
            verify=_trusted(),
            event_hooks={"response": [_take_over]},
        )
        self._client = Client(credentials.base_url or DEFAULT_SERVER, request=request)

    def use_server(self, address: str) -> None:
        """Call `address` from now on."""
        self._client.update_base_url(address)

    def query(self, method: str, parameters: Mapping[str, Any], token: str = "") -> Answer:
        """Read. Raises Refused, Unavailable."""
        asked = DotDict({name: value for name, value in parameters.items() if value is not None})
        return self._call(self._client.invoke_query, method, token, is_write=False, params=asked)

    def procedure(
        self, method: str, body: Mapping[str, Any] | None, token: str = "", *, is_write: bool = True
    ) -> Answer:
        """Change something; `is_write` False for what changes nothing anybody sees. Raises Refused, Unavailable, UnknownOutcome."""
        given: dict[str, Any] = {"input_encoding": "application/json"} if body is not None else {}
        data = DotDict(dict(body)) if body is not None else None
        return self._call(self._client.invoke_procedure, method, token, is_write=is_write, data=data, **given)

    def _call(self, invoke: Any, method: str, token: str, *, is_write: bool, **given: Any) -> Answer:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        try:
            response = invoke(method, headers=headers, **given)
        except (RequestErrorBase, httpx.HTTPError, httpx.InvalidURL) as error:
            cause = error if isinstance(error, httpx.HTTPError) else error.__cause__
            never_left = isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout)
            raise trouble(
                is_write=is_write and not never_left, is_slow=isinstance(cause, httpx.TimeoutException)
            ) from error
        body = _parsed(response.content)
        if not isinstance(body, dict):
            raise trouble(is_write=is_write)
        return Answer(body, _budget(response.headers))


def trouble(*, is_write: bool, is_slow: bool = False) -> ConnectorError:
    """Trouble on the line, or an answer that is none: never a word about credentials."""
    if is_write:
        return UnknownOutcome("Bluesky was sent this and did not answer properly.")
    if is_slow:
        return Unavailable("Bluesky did not answer in time. Nothing is lost; it will be asked again.")
    return Unavailable("Bluesky cannot be reached or does not answer properly. It will be asked again.")


@cache
def _trusted() -> ssl.SSLContext:
    """Whom we believe to be who they are; reading the list takes longer than everything else about a connector."""
    return httpx.create_ssl_context()


def _take_over(response: httpx.Response) -> None:
    """A response hook: refusals become ours before the library reads them, and an answer keeps the library from parsing it.

    Its parser takes no half of a surrogate pair, and would throw a page away for one. Redirects are refused: the library would
    follow them, app password and all.
    """
    response.read()
    if not response.is_success:
        raise Refused(response)
    response.headers["content-type"] = "application/octet-stream"


def _json(response: httpx.Response) -> Any:
    return _parsed(response.content)


def _parsed(content: Any) -> Any:
    """What JSON says, None where it is none."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _budget(headers: Mapping[str, str]) -> Budget | None:
    try:
        remaining = int(headers["ratelimit-remaining"])
        return Budget(remaining, datetime.fromtimestamp(int(headers["ratelimit-reset"]), UTC))
    except (KeyError, ValueError, OverflowError, OSError):
        return None


def _reset(headers: Mapping[str, str]) -> datetime:
    """When a used-up limit begins anew: https://docs.bsky.app/docs/advanced-guides/rate-limits"""
    now = datetime.now(UTC)
    try:
        if "ratelimit-reset" in headers:
            return max(datetime.fromtimestamp(int(headers["ratelimit-reset"]), UTC), now + timedelta(seconds=1))
        return now + timedelta(seconds=max(1, int(headers["retry-after"])))
    except (KeyError, ValueError, OverflowError, OSError):
        return now + WINDOW
