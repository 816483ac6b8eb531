"""One Mastodon server, spoken to through Mastodon.py, with its answers as the plain JSON they are.

The library turns answers into typed models, drops what does not fit them, and reports some odd headers as rate limits. So its
session keeps each real answer here and hands the library an empty one: it says how to ask, this module hears what is said.
"""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import requests
from mastodon import Mastodon
from mastodon.errors import MastodonNetworkError

from connectors.errors import ConnectorError, Gone, NeedsReauth, NotPermitted, RateLimited, Rejected
from connectors.http import PlatformAdapter, ServerTrouble, mount, reading, writing
from connectors.items import Budget, Credentials
from connectors.reading import storable

# https://docs.joinmastodon.org/api/rate-limits/ : 300 calls in 5 minutes. Waited where a refusal does not say until when.
WINDOW = timedelta(minutes=5)

Call = Callable[[Mastodon], Any]


@dataclass(frozen=True)
class Listed:
    """A list the server answered with, whatever its entries are, and what is left of the call budget."""

    rows: list[Any]
    budget: Budget | None


class Server:
    """The server of one account. Everything it raises is a ConnectorError."""

    def __init__(self, credentials: Credentials) -> None:
        base_url = credentials.base_url.strip()
        if base_url and "://" not in base_url:
            base_url = f"https://{base_url}"
        self.base_url = base_url
        self._answers: list[requests.Response] = []
        parts = urlsplit(base_url)
        self._client = Mastodon(
            api_base_url=f"{parts.scheme}://{parts.netloc}",
            ratelimit_method="throw",
            version_check_mode="none",
            request_timeout=credentials.timeout_seconds,
            session=requests.Session(),
            user_agent="Heard",
        )
        # Set afterwards: handed to the constructor, it is taken for the name of a file where there is one.
        self._token = credentials.secrets.get("access_token", "").strip()
        self._client.access_token = self._token
        self.session = self._client.session
        mount(self.session, PlatformAdapter(base_url=base_url, timeout_seconds=credentials.timeout_seconds))
        self.session.hooks["response"].append(self._keep)

    def read_list(self, call: Call) -> Listed:
        with reading("Mastodon"):
            answer = self._ask(call)
            rows = _body(answer)
            if not isinstance(rows, list):
                raise ServerTrouble("not a list")
        return Listed(rows, _budget(answer))

    def read_object(self, call: Call) -> dict[str, Any]:
        with reading("Mastodon"):
            return _object(self._ask(call))

    def write(self, call: Call) -> dict[str, Any]:
        """What the server answered to a write. Raises UnknownOutcome where it may have been carried out all the same."""
        with writing("Mastodon"):
            return _object(self._ask(call))

    @property
    def sent_on_to(self) -> str:
        """The server that the last answer sent us on to, empty where it did not: an address without its https, a server that
        has moved. We do not go there by ourselves, for the token is not for any other server.
        """
        parts = urlsplit(self._answers[-1].headers.get("Location", "")) if self._answers else urlsplit("")
        return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""

    def _ask(self, call: Call) -> requests.Response:
        """The answer to what the library asks. Raises ConnectorError for a refusal, RequestException for any trouble."""
        if not self.base_url:
            raise Rejected("Mastodon has many servers: enter the address of yours.")
        if not (self._token.isascii() and self._token.isprintable()):
            raise NeedsReauth("This is no access token of Mastodon: it holds characters that none has.")
        self._answers.clear()
        try:
            call(self._client)
        except MastodonNetworkError as error:
            cause = error.__context__
            if isinstance(cause, requests.RequestException):
                raise cause from None
            raise ServerTrouble(type(cause).__name__) from None
        answer = self._answers[-1]
        if not 200 <= answer.status_code < 300:
            raise _refusal(answer)
        return answer

    def _keep(self, answer: requests.Response, *_args: Any, **_kwargs: Any) -> requests.Response:
        """A response hook: keep the answer, read whole, and let the library see one that nothing is odd about."""
        _ = answer.content
        self._answers.append(answer)
        stand_in = requests.Response()
        stand_in.status_code = 200
        stand_in.url, stand_in.request = answer.url, answer.request
        stand_in.raw = io.BytesIO(b"{}")
        return stand_in


def _body(answer: requests.Response) -> Any:
    try:
        # NaN and Infinity are no JSON, and no database takes them.
        return answer.json(parse_constant=lambda _name: None)
    except (requests.JSONDecodeError, RecursionError) as error:
        raise ServerTrouble("not JSON") from error


def _object(answer: requests.Response) -> dict[str, Any]:
    body = _body(answer)
    if not isinstance(body, dict):
        raise ServerTrouble("not an object")
    return body


def _refusal(answer: requests.Response) -> ConnectorError:
    """A refusal in our words. Raises ServerTrouble for one that is not in Mastodon's own format: it says nothing about us.

    https://docs.joinmastodon.org/entities/Error/ : every refusal is JSON with the reason in `error`.
    """
    status = answer.status_code
    if status == 429:
        until = _resets_at(answer) or datetime.now(UTC) + WINDOW
        return RateLimited(f"Mastodon asks to wait until {until:%H:%M} UTC before the next call.", until)
    body = _body(answer) if 400 <= status < 500 else None
    if not isinstance(body, dict) or not isinstance(body.get("error"), str):
        raise ServerTrouble(f"HTTP {status}")
    reason = " ".join(storable(body["error"]).split())[:300]
    if status == 401:
        return NeedsReauth(f"Mastodon no longer accepts this account's access token ({reason}). Reconnect the account.")
    if status == 403:
        return NotPermitted(f"Mastodon does not permit this: {reason}")
    if status in (404, 410):
        return Gone(f"Mastodon says this no longer exists: {reason}")
    return Rejected(f"Mastodon refuses the request: {reason}")


def _budget(answer: requests.Response) -> Budget | None:
    resets_at = _resets_at(answer)
    remaining = answer.headers.get("X-RateLimit-Remaining", "")
    return Budget(int(remaining), resets_at) if resets_at and remaining.isdecimal() else None


def _resets_at(answer: requests.Response) -> datetime | None:
    """ISO 8601 on Mastodon; seconds since 1970 on GoToSocial, which speaks the same API."""
    value = answer.headers.get("X-RateLimit-Reset", "")
    try:
        found = datetime.fromtimestamp(int(value), UTC) if value.isdecimal() else datetime.fromisoformat(value)
    except (ValueError, OverflowError, OSError):
        return None
    return found.astimezone(UTC) if found.tzinfo else None
