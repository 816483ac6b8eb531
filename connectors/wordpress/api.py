"""A blog's REST API over requests: where it answers, who we are, and its refusals in our words.

https://developer.wordpress.org/rest-api/ ; what stands in comments here was read in WordPress 6.1, wp-includes/rest-api.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.auth import HTTPBasicAuth

from connectors.errors import (
    ConnectorError,
    Gone,
    NeedsReauth,
    NotPermitted,
    RateLimited,
    Rejected,
)
from connectors.http import PlatformAdapter, ServerTrouble, mount, reading, writing
from connectors.items import Credentials
from connectors.wordpress.text import plain_text

# Swapped for the blog's own address by the adapter.
ORIGIN = "https://blog.invalid"
LONGEST_REASON = 300
FLOOD_PAUSE = timedelta(seconds=20)  # WordPress wants 15 seconds between two comments.
USUAL_PAUSE = timedelta(seconds=60)

SWITCHED_OFF = frozenset({"application_passwords_disabled", "application_passwords_disabled_for_user"})
GONE = frozenset(
    {
        "rest_comment_invalid_id",
        "rest_post_invalid_id",
        "rest_comment_invalid_post_id",
        "rest_comment_trash_post",
        "rest_already_trashed",
    }
)
# Refusals by the web server or a firewall in front of WordPress, which never saw the request.
REFUSED_IN_FRONT = frozenset({403, 406, 413})


class Duplicate(Rejected):
    """These very words of ours stand under this comment already (409 comment_duplicate)."""


class BinMissing(ConnectorError):
    """The WordPress blog keeps no bin, and deletes only for good (501 rest_trash_not_supported)."""


@dataclass(frozen=True)
class Answer:
    """A success: the decoded body, and how many items the whole list holds, where it was a list."""

    body: Any
    total: int | None


class Blog:
    """One blog, asked as one user with an application password."""

    def __init__(self, credentials: Credentials) -> None:
        self._base_url = credentials.base_url
        self._session = mount(
            requests.Session(),
            PlatformAdapter(base_url=credentials.base_url, timeout_seconds=credentials.timeout_seconds),
        )
        # As bytes: requests would write a str in latin-1, WordPress reads UTF-8.
        secrets = credentials.secrets
        self._session.auth = HTTPBasicAuth(
            secrets.get("username", "").encode(), secrets.get("application_password", "").encode()
        )
        self._session.headers["User-Agent"] = "Heard"
        # Without pretty permalinks /wp-json/ does not exist, and the route goes into the query.
        self._is_plain = False

    def get_list(self, route: str, **params: Any) -> tuple[list[Any], int | None]:
        """A list, and how long the whole of it is. Raises ConnectorError."""
        with reading("The WordPress blog"):
            answer = self._call("GET", route, params=params)
            if not isinstance(answer.body, list):
                raise ServerTrouble(f"a list was asked for, and {type(answer.body).__name__} came")
        return answer.body, answer.total

    def get_object(self, route: str, **params: Any) -> dict[str, Any]:
        """Raises ConnectorError."""
        with reading("The WordPress blog"):
            answer = self._call("GET", route, params=params)
            if not isinstance(answer.body, dict):
                raise ServerTrouble(f"an object was asked for, and {type(answer.body).__name__} came")
        return answer.body

    def post(self, route: str, **facts: Any) -> Any:
        """Raises ConnectorError; Duplicate is the caller's to sort out."""
        with writing("The WordPress blog"):
            return self._call("POST", route, facts=facts).body

    def delete(self, route: str, **params: Any) -> Any:
        """Raises ConnectorError; BinMissing is the caller's to sort out."""
        with writing("The WordPress blog"):
            return self._call("DELETE", route, params=params).body

    def _ask(
        self, method: str, route: str, params: Mapping[str, Any] | None, facts: Mapping[str, Any] | None
    ) -> tuple[requests.Response, Any]:
        path, query = f"/wp-json{route}", dict(params or {})
        if self._is_plain:
            path, query = "/", {"rest_route": route, **query}
        # Not followed: a redirect would turn a POST into a GET, and carry the password to another address.
        response = self._session.request(method, ORIGIN + path, params=query, json=facts, allow_redirects=False)
        return response, _decoded(response)

    def _call(
        self,
        method: str,
        route: str,
        *,
        params: Mapping[str, Any] | None = None,
        facts: Mapping[str, Any] | None = None,
    ) -> Answer:
        if not self._base_url:
            raise Rejected("The address of the WordPress blog is missing. Reconnect the account with it.")
        response, body = self._ask(method, route, params, facts)
        if not self._is_plain and _is_no_api(response, body, is_write=method != "GET"):
            self._is_plain = True
            response, body = self._ask(method, route, params, facts)
        if moved_to := _other_origin(response):
            raise Rejected(f"The WordPress blog has moved to {moved_to}. Reconnect the account with that address.")
        if response.ok and body is not None:
            total = response.headers.get("X-WP-Total", "")
            return Answer(body, int(total) if total.isascii() and total.isdigit() else None)
        raise _in_our_words(response, body, is_write=method != "GET")


def _is_no_api(response: requests.Response, body: Any, *, is_write: bool) -> bool:
    """Whether there is no API under the pretty address.

    The web server knows no such file; or WordPress, asked for whatever is no file, sends elsewhere on the blog, or shows a page
    whose headers name the API's plain address.
    """
    if response.status_code == 404:
        return not _code(body)
    if is_write or body is not None:
        return False
    shows_way = (
        'rel="https://api.w.org/"' in response.headers.get("Link", "") and "rest_route=" in response.headers["Link"]
    )
    return shows_way or (response.is_redirect and not _other_origin(response))


def _decoded(response: requests.Response) -> Any:
    """The JSON of an answer, None where it is something else: a firewall's page, PHP's own warnings."""
    try:
        return response.json()
    except (requests.JSONDecodeError, UnicodeDecodeError, RecursionError):
        return None


def _code(body: Any) -> str:
    """The name WordPress gives an error; empty where the body is no error of WordPress's."""
    code = body.get("code") if isinstance(body, dict) else None
    return code if isinstance(code, str) else ""


def _other_origin(response: requests.Response) -> str:
    """Scheme and host of another server that a redirect leads to; empty where it is none."""
    if not response.is_redirect:
        return ""
    here, there = str(response.url), urljoin(str(response.url), response.headers["Location"])
    before, after = (f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" for address in (here, there))
    return "" if before == after else after.rpartition("@")[2]


def _in_our_words(response: requests.Response, body: Any, *, is_write: bool) -> Exception:
    """WordPress says {code, message, data: {status}}. Trouble on its side is told to `reading` and `writing`, which know what
    it means for the call.
    """
    status, code = response.status_code, _code(body)
    if status == 429 or code == "comment_flood":  # The REST API tells a flood as 400.
        until = _wait_until(response, FLOOD_PAUSE if code == "comment_flood" else USUAL_PAUSE)
        return RateLimited(f"The WordPress blog asks to wait until {until:%H:%M} UTC before the next call.", until)
    if not code:
        if is_write and status in REFUSED_IN_FRONT:
            return Rejected(f"Something in front of WordPress, a firewall perhaps, refuses this text (HTTP {status}).")
        return ServerTrouble(f"HTTP {status} and no JSON of WordPress's")
    reason = plain_text(str(body.get("message") or code), keeps_lines=False)[:LONGEST_REASON]
    if code == "rest_trash_not_supported":
        return BinMissing("The WordPress blog keeps no bin.")
    if status >= 500:
        return ServerTrouble(f"HTTP {status} {code}")
    return _refusal(status, code, reason)


def _refusal(status: int, code: str, reason: str) -> ConnectorError:
    if code in SWITCHED_OFF:
        return NotPermitted("Application passwords are switched off on this blog. WordPress wants HTTPS for them.")
    if code == "rest_no_route":
        return NotPermitted(
            "The WordPress blog's REST API does not offer comments: it, or this part of it, is switched off there."
        )
    if status == 401:
        # Some versions say incorrect_password. Others (6.1.9) take whoever shows a wrong password for nobody, and refuse what
        # nobody may do (rest_authorization_required_code(): 401 where nobody is signed in, 403 where this user may not).
        return NeedsReauth(
            "The WordPress blog does not accept this user name and application password, or its web server drops the"
            " Authorization header. Make a new application password in the user's profile on the blog, and reconnect the"
            f" account. The blog says: {reason}"
        )
    if code == "comment_duplicate":
        return Duplicate("WordPress has these very words of yours under this comment already. Say it in other words.")
    if code == "comment_content_column_length":
        return Rejected("The text is too long for a comment on WordPress.")
    if code in GONE:
        return Gone(f"The WordPress blog says this no longer exists: {reason}")
    if status == 403:
        return NotPermitted(f"The WordPress blog does not permit this: {reason}")
    return Rejected(f"The WordPress blog refuses the request: {reason}")


def _wait_until(response: requests.Response, usual: timedelta) -> datetime:
    """Retry-After, in seconds or as a date; else a pause that does no harm."""
    now, told = datetime.now(UTC), response.headers.get("Retry-After", "")
    if told.isascii() and told.isdigit():
        return now + timedelta(seconds=min(int(told), 86_400))
    try:
        until = parsedate_to_datetime(told)
    except (TypeError, ValueError):
        return now + usual
    until = until.replace(tzinfo=UTC) if until.tzinfo is None else until.astimezone(UTC)
    return until if now < until < now + timedelta(days=1) else now + usual
