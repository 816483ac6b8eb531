"""facebook-sdk, made to speak a current Graph version: time-outs, a base address, usage headers, and no token in a URL."""

import hashlib
import hmac
import json
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import requests

from connectors.errors import Unavailable, UnknownOutcome
from connectors.http import PlatformAdapter, ServerTrouble, mount, reading, writing
from connectors.items import Budget, Credentials
from connectors.meta.errors import in_our_words

with warnings.catch_warnings():
    # facebook-sdk 3.1.0 has "\d" in a plain string, which Python 3.12 and later remark on at import.
    warnings.simplefilter("ignore")
    import facebook

GRAPH_VERSION = "v26.0"
LOW_AT_PERCENT = 80


class _Library(facebook.GraphAPI):  # type: ignore[misc]
    """facebook.GraphAPI at a version it does not know, with `appsecret_proof` wherever the app's secret is known.

    The library ends at v3.1 and refuses two-digit versions, so the version is set after its constructor.
    """

    def __init__(self, session: requests.Session, token: str, app_secret: str, timeout_seconds: float) -> None:
        super().__init__(access_token=token, timeout=timeout_seconds, session=session)
        self.version = GRAPH_VERSION
        self.proof = _proof(token, app_secret)

    def request(self, path: str, args: Any = None, post_args: Any = None, files: Any = None, method: Any = None) -> Any:
        return super().request(path, {**(args or {}), **self.proof}, post_args, files, method)


class GraphClient:
    """The Graph API for one account: reads and writes that raise our errors.

    Graph takes the token as a bearer header too, which keeps it out of URLs (PlatformAdapter moves it there).
    """

    def __init__(self, label: str, credentials: Credentials) -> None:
        self.label = label
        self.usage: Mapping[str, Any] = {}
        session = requests.Session()
        adapter = PlatformAdapter(
            base_url=credentials.base_url,
            timeout_seconds=credentials.timeout_seconds,
            token_parameter="access_token",  # noqa: S106 — its name
        )
        mount(session, adapter)
        session.hooks["response"].append(self._inspect)
        secrets = credentials.secrets
        self._library = _Library(
            session, secrets.get("access_token", ""), secrets.get("app_secret", ""), credentials.timeout_seconds
        )

    def node(self, node_id: str, **args: Any) -> dict[str, Any]:
        """One object. Raises ConnectorError."""
        with self._reading():
            return self._object(self._library.get_object(node_id, **args))

    def nodes(self, ids: Iterable[str], **args: Any) -> dict[str, dict[str, Any]]:
        """Several objects by id; Graph refuses the whole list when one of it is gone. Raises ConnectorError."""
        with self._reading():
            found = self._library.get_objects(list(ids), **args)
        objects = found if isinstance(found, dict) else {}
        return {key: value for key, value in objects.items() if isinstance(value, dict)}

    def edge(self, node_id: str, name: str, **args: Any) -> dict[str, Any]:
        """A page of a list that hangs on an object; arguments that are None are left out. Raises ConnectorError."""
        chosen = {key: value for key, value in args.items() if value is not None}
        with self._reading():
            return self._object(self._library.get_connections(node_id, name, **chosen))

    def write(self, path: str, **data: Any) -> dict[str, Any]:
        """Post to a path; nested values go as JSON. Raises ConnectorError, UnknownOutcome where the answer leaves it open."""
        form = {key: json.dumps(value) if isinstance(value, dict) else value for key, value in data.items()}
        with self._writing():
            answer = self._library.request(f"{GRAPH_VERSION}/{path}", post_args=form, method="POST")
        if not isinstance(answer, dict):
            raise UnknownOutcome(f"{self.label} took the request and did not answer properly.")
        return answer

    def remove(self, path: str) -> None:
        """Delete an object, or what hangs on it. Raises ConnectorError."""
        with self._writing():
            self._library.request(f"{GRAPH_VERSION}/{path}", method="DELETE")

    @property
    def budget(self) -> Budget | None:
        """What is left of the allowance once it runs low; None before.

        Graph tells in hundredths how much is spent and never how much there was: a hundredth is at least one call.
        """
        spent = [entry.get("call_count") for entry in self._usages()]
        most = max((share for share in spent if isinstance(share, int)), default=0)
        if most < LOW_AT_PERCENT:
            return None
        minutes = self._minutes_to_wait() or 60
        return Budget(max(0, 100 - most), datetime.now(UTC) + timedelta(minutes=minutes))

    @contextmanager
    def _reading(self) -> Iterator[None]:
        with reading(self.label):
            try:
                yield
            except facebook.GraphAPIError as error:
                raise in_our_words(self.label, error.result, self._minutes_to_wait()) from error

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with writing(self.label):
            try:
                yield
            except facebook.GraphAPIError as error:
                said = in_our_words(self.label, error.result, self._minutes_to_wait())
                if isinstance(said, Unavailable):
                    # Trouble on their side, and no word on whether the write was done before it.
                    raise UnknownOutcome(str(said)) from error
                raise said from error

    def _object(self, answer: Any) -> dict[str, Any]:
        if not isinstance(answer, dict):
            raise Unavailable(f"{self.label}'s answer is not in its own format. It will be asked again.")
        return answer

    def _inspect(self, response: requests.Response, *_args: Any, **_kwargs: Any) -> None:
        for header in ("X-Business-Use-Case-Usage", "X-App-Usage"):
            try:
                told = json.loads(response.headers[header])
            except (KeyError, ValueError):
                continue
            self.usage = told if isinstance(told, dict) else {}
            break
        if response.status_code >= 500:
            raise ServerTrouble(f"HTTP {response.status_code}")
        try:
            body = response.json()
        except requests.JSONDecodeError as error:
            raise ServerTrouble("not JSON") from error
        if response.status_code >= 300 and not (isinstance(body, dict) and body.get("error")):
            raise ServerTrouble(f"HTTP {response.status_code} without a reason")
        # The library goes by this label, and takes an answer labelled otherwise for a refusal.
        response.headers["content-type"] = "application/json"

    def _usages(self) -> list[Mapping[str, Any]]:
        """The entries of the last usage header: lists by business in one kind, a plain object in the other."""
        entries = [entry for value in self.usage.values() if isinstance(value, list) for entry in value]
        return [entry for entry in [*entries, self.usage] if isinstance(entry, Mapping)]

    def _minutes_to_wait(self) -> int:
        """What Graph's usage header estimates until calls are accepted again; 0 where it says nothing."""
        waits = [entry.get("estimated_time_to_regain_access", 0) for entry in self._usages()]
        return max((wait for wait in waits if isinstance(wait, int)), default=0)


def _proof(token: str, app_secret: str) -> dict[str, str]:
    """https://developers.facebook.com/docs/graph-api/guides/secure-requests : HMAC-SHA256 of the token, keyed by the secret."""
    if not app_secret:
        return {}
    return {"appsecret_proof": hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()}
