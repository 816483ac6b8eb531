"""Talking to X through tweepy: every call with a time-out, every refusal in our words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
import tweepy

from connectors.errors import Gone, NeedsReauth, NotPermitted, RateLimited, Rejected, UnknownOutcome
from connectors.http import PlatformAdapter, ServerTrouble, mount, reading, refuse_odd_refusals, writing
from connectors.items import Budget, Credentials

PAGE_SIZE = 100
WINDOW = timedelta(minutes=15)
# No counts of likes and quotes: an item would be new to us at every reading.
TWEET_FIELDS = [
    *("attachments", "author_id", "conversation_id", "created_at", "edit_history_tweet_ids", "entities"),
    *("in_reply_to_user_id", "note_tweet", "referenced_tweets"),
]
USER_FIELDS = ["name", "username", "public_metrics"]
MEDIA_FIELDS = ["alt_text", "preview_image_url", "type", "url"]
EXPANSIONS = ["author_id", "referenced_tweets.id", "referenced_tweets.id.author_id", "attachments.media_keys"]
DM_FIELDS = ["attachments", "created_at", "dm_conversation_id", "entities", "event_type", "id", "sender_id", "text"]
DM_EXPANSIONS = ["sender_id", "attachments.media_keys"]
WHOLE = {
    "tweet_fields": TWEET_FIELDS,
    "user_fields": USER_FIELDS,
    "media_fields": MEDIA_FIELDS,
    "expansions": EXPANSIONS,
}

NOT_SUMMONED = "X lets this app answer only people who mentioned or quoted this account, and this one did not. Open it on X to answer."
NO_MESSAGES = "This person takes no direct messages from this account."


class Duplicate(Rejected):
    """X has seen these words from us lately."""


@dataclass(frozen=True)
class Answer:
    """The body of an answer, and what it says is left of the calls."""

    body: dict[str, Any]
    budget: Budget | None = None

    @property
    def meta(self) -> Mapping[str, Any]:
        found = self.body.get("meta")
        return found if isinstance(found, dict) else {}

    @property
    def next_token(self) -> str:
        return str(self.meta.get("next_token") or "")


class XClient:
    """The calls the connector makes, with an OAuth 2.0 user token. All raise ConnectorError."""

    def __init__(self, credentials: Credentials) -> None:
        self.own_id = credentials.external_id
        self.handle = credentials.handle
        # Raw responses: they keep the rate headers, and tweepy's own models fail on times without fractions.
        self.tweepy = tweepy.Client(
            bearer_token=credentials.secrets.get("access_token", ""), return_type=requests.Response
        )
        adapter = PlatformAdapter(base_url=credentials.base_url, timeout_seconds=credentials.timeout_seconds)
        mount(self.tweepy.session, adapter)
        self.tweepy.session.hooks["response"].append(refuse_odd_refusals)

    def me(self) -> Answer:
        return self._read(self.tweepy.get_me, user_fields=["name", "username"])

    def mentions(self, **asked: Any) -> Answer:
        return self._list(self.tweepy.get_users_mentions, id=self.own_id, max_results=PAGE_SIZE, **WHOLE, **asked)

    def own_posts(self, **asked: Any) -> Answer:
        return self._list(
            self.tweepy.get_users_tweets, **{"id": self.own_id, "max_results": PAGE_SIZE, **WHOLE, **asked}
        )

    def search(self, query: str, *, pagination_token: str | None = None, **asked: Any) -> Answer:
        asked |= {"next_token": pagination_token, "max_results": PAGE_SIZE}
        return self._list(self.tweepy.search_recent_tweets, query=query, **WHOLE, **asked)

    def quotes(self, tweet_id: str, *, pagination_token: str | None = None) -> Answer:
        asked = {"max_results": PAGE_SIZE, "pagination_token": pagination_token, **WHOLE}
        return self._list(self.tweepy.get_quote_tweets, id=tweet_id, **asked)

    def tweets(self, ids: Sequence[str]) -> Answer:
        """Up to 100 tweets; those that are not there are named in `errors`."""
        return self._read(self.tweepy.get_tweets, ids=list(ids), **WHOLE)

    def messages(self, *, pagination_token: str | None = None, **of: str) -> Answer:
        """Direct messages, newest first; `of` is a participant_id or a dm_conversation_id, or nothing for all."""
        return self._list(
            self.tweepy.get_direct_message_events,
            event_types="MessageCreate",
            max_results=PAGE_SIZE,
            pagination_token=pagination_token,
            dm_event_fields=DM_FIELDS,
            user_fields=USER_FIELDS,
            media_fields=MEDIA_FIELDS,
            expansions=DM_EXPANSIONS,
            **of,
        )

    def write(self, call: Callable[..., requests.Response], *args: Any, **asked: Any) -> dict[str, Any]:
        """The `data` of a write. Raises ConnectorError; UnknownOutcome where X took it and did not say what came of it."""
        with writing("X"), speaking():
            data = body_of(call(*args, user_auth=False, **asked)).get("data")
        if not isinstance(data, dict):
            raise UnknownOutcome("X accepted this without saying what came of it.")
        return data

    def _list(self, call: Callable[..., requests.Response], **asked: Any) -> Answer:
        """A list. X answers 200 with `errors` alone where it does not find whose list it is: that is no empty list."""
        answer = self._read(call, **asked)
        if answer.body.get("errors") and "data" not in answer.body and "meta" not in answer.body:
            raise Gone("X does not find this account or post any more.")
        return answer

    def _read(self, call: Callable[..., requests.Response], **asked: Any) -> Answer:
        # The calls for direct messages are the only ones that would sign with OAuth 1.0a unless told not to.
        with reading("X"), speaking():
            response = call(user_auth=False, **{name: value for name, value in asked.items() if value is not None})
            return Answer(body_of(response), _budget(response))


def body_of(response: requests.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except requests.JSONDecodeError as error:
        raise ServerTrouble("not JSON") from error
    if not isinstance(body, dict):
        raise ServerTrouble("not an object")
    return body


def reset_time(response: requests.Response) -> datetime:
    """When calls are taken again; in a quarter of an hour where X does not say."""
    try:
        return datetime.fromtimestamp(int(response.headers["x-rate-limit-reset"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.now(UTC) + WINDOW


@contextmanager
def speaking() -> Iterator[None]:
    """tweepy's exceptions in our words."""
    try:
        yield
    except tweepy.TooManyRequests as error:
        until = reset_time(error.response)
        raise RateLimited(f"X asks to wait until {until:%H:%M} UTC before the next call.", until) from error
    except tweepy.Unauthorized as error:
        raise NeedsReauth("X no longer accepts this account's access token. Reconnect the account.") from error
    except tweepy.Forbidden as error:
        raise _forbidden(_reason(error)) from error
    except tweepy.NotFound as error:
        raise Gone("X says this no longer exists.") from error
    except tweepy.BadRequest as error:
        raise Rejected(f"X refuses the request: {_reason(error)}") from error
    except tweepy.HTTPException as error:
        if error.response.status_code == requests.codes.payment_required:
            raise NotPermitted("X asks for payment: the app's credits are used up. Top them up at X.") from error
        raise ServerTrouble(f"HTTP {error.response.status_code}") from error


def _forbidden(reason: str) -> Exception:
    """What a 403 means is only in its words."""
    said = reason.lower()
    if "duplicate" in said:
        return Duplicate(
            "X refuses this text as a duplicate of one you posted lately. Say it in other words and send again."
        )
    if "too long" in said:
        return Rejected(f"X refuses this: {reason}")
    if "deleted or not visible" in said:
        return Gone("What this answers is deleted, or not visible to this account.")
    if "not been mentioned" in said:
        return NotPermitted(NOT_SUMMONED)
    if "permission to dm" in said:
        return NotPermitted(NO_MESSAGES)
    return NotPermitted(f"X does not permit this: {reason}")


def _reason(error: tweepy.HTTPException) -> str:
    """What X says is wrong: `detail` of a problem body, or the messages of its `errors`."""
    try:
        body = error.response.json()
    except requests.JSONDecodeError:
        return "no reason given"
    errors = body.get("errors")
    entries = errors if isinstance(errors, list) else []
    messages = [str(entry.get("message", "")) for entry in entries if isinstance(entry, dict)]
    detail = str(body.get("detail") or "")
    said = "; ".join(filter(None, messages))
    return f"{detail} {said}".strip()[:500] or "no reason given"


def _budget(response: requests.Response) -> Budget | None:
    try:
        remaining = int(response.headers["x-rate-limit-remaining"])
        resets_at = datetime.fromtimestamp(int(response.headers["x-rate-limit-reset"]), UTC)
    except (KeyError, ValueError, OverflowError, OSError):
        return None
    return Budget(remaining, resets_at)
