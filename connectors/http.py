"""Sessions for the platforms' client libraries: time-outs always, a base address where one is set, and no secret in a URL."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import NewConnectionError

from connectors.errors import Unavailable, UnknownOutcome


class PlatformAdapter(HTTPAdapter):
    """Carries a library's requests to `base_url` instead of the origin it has built in.

    The libraries fix their host in the code, so scheme, host and port are swapped here, on the prepared request, and a path
    in `base_url` goes in front. `token_parameter` names a URL parameter that is moved into the Authorization header: URLs
    end up in error texts and in other people's logs.
    """

    def __init__(self, *, base_url: str, timeout_seconds: float, token_parameter: str = "") -> None:
        self.base_url = base_url
        self.timeout_seconds = timeout_seconds
        self.token_parameter = token_parameter
        # Not retried below us: a write repeated by the transport would be a reply sent twice.
        super().__init__(max_retries=0)

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        parts = urlsplit(str(request.url))
        query = parts.query
        if self.token_parameter:
            pairs = parse_qsl(query, keep_blank_values=True)
            tokens = [value for name, value in pairs if name == self.token_parameter]
            if tokens:
                request.headers["Authorization"] = f"Bearer {tokens[0]}"
            query = urlencode([pair for pair in pairs if pair[0] != self.token_parameter])
        scheme, host, path = parts.scheme, parts.netloc, parts.path
        if self.base_url:
            base = urlsplit(self.base_url)
            scheme, host, path = base.scheme, base.netloc, base.path.rstrip("/") + path
            request.headers["Host"] = host
        request.url = urlunsplit((scheme, host, path, query, ""))
        return super().send(request, stream, timeout or self.timeout_seconds, verify, cert, proxies)


def mount(session: requests.Session, adapter: PlatformAdapter) -> requests.Session:
    """Send everything of `session` through `adapter`, and nothing through a proxy of the machine's when a base is set."""
    session.mount("https://", adapter)
    session.mount("http://", adapter)
    if adapter.base_url:
        session.trust_env = False
    return session


def refuse_odd_refusals(response: requests.Response, *_args: Any, **_kwargs: Any) -> None:
    """A response hook: a refusal that is not in the platform's own format says nothing about us, and trips the libraries."""
    if response.status_code < 400:
        return
    try:
        body = response.json()
    except requests.JSONDecodeError:
        return  # Proxies answer in HTML; the libraries take that.
    if not isinstance(body, dict):
        raise ServerTrouble(f"HTTP {response.status_code} with {type(body).__name__}")


class ServerTrouble(requests.RequestException):
    """The platform answered 5xx, or something that is not its own format."""


@contextmanager
def reading(platform: str) -> Iterator[None]:
    """Transport trouble while reading: always temporary, and never a word about credentials."""
    try:
        yield
    except requests.Timeout as error:
        raise Unavailable(f"{platform} did not answer in time. Nothing is lost; it will be asked again.") from error
    except requests.RequestException as error:
        raise Unavailable(
            f"{platform} cannot be reached or does not answer properly. It will be asked again."
        ) from error


@contextmanager
def writing(platform: str) -> Iterator[None]:
    """Transport trouble while writing: temporary only where the request surely never left, else of unknown outcome."""
    try:
        yield
    except requests.ConnectTimeout as error:
        raise Unavailable(f"{platform} cannot be reached. Nothing was sent; it will be tried again.") from error
    except requests.ConnectionError as error:
        if _never_connected(error):
            raise Unavailable(f"{platform} cannot be reached. Nothing was sent; it will be tried again.") from error
        raise UnknownOutcome(f"{platform} broke off before it answered.") from error
    except requests.RequestException as error:
        raise UnknownOutcome(f"{platform} was sent the reply and did not answer properly.") from error


def _never_connected(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    return isinstance(getattr(cause, "reason", cause), NewConnectionError)
