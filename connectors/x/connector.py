"""X, through tweepy: mentions and replies to us, our own posts, and replying."""

import html
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import requests
import tweepy

from connectors.contract import (
    Budget,
    Capabilities,
    Connector,
    Counting,
    Credentials,
    Delivery,
    Outgoing,
    Page,
    Parsed,
    Profile,
    Raw,
    Recovery,
    Reread,
    SecretField,
    Standing,
    StreamSpec,
    Undecidable,
)
from connectors.errors import Gone, NeedsReauth, NotPermitted, RateLimited, Rejected, UnknownOutcome
from connectors.http import PlatformAdapter, ServerTrouble, mount, reading, refuse_odd_refusals, writing
from connectors.x.parse import folded, meant_text, parse_tweet

PAGE_SIZE = 100
# GET /2/users/:id/mentions reaches the newest 800 only.
MENTIONS_REACH = 800
SEARCH_REACH = timedelta(days=7)
SEARCH_REFUSED = (
    "More mentions came than X hands over, and X refused the search for the rest: older ones may be missing."
)
WINDOW = timedelta(minutes=15)
TWEET_FIELDS = [
    "author_id",
    "conversation_id",
    "created_at",
    "edit_history_tweet_ids",
    "in_reply_to_user_id",
    "referenced_tweets",
    "entities",
]
USER_FIELDS = ["name", "username", "public_metrics"]
EXPANSIONS = ["author_id", "referenced_tweets.id", "referenced_tweets.id.author_id"]


class XConnector(Connector):
    """One X account, with an OAuth 2 user token."""

    platform = "x"
    capabilities = Capabilities(
        label="X",
        streams=(StreamSpec("mentions", "Mentions"), StreamSpec("own_posts", "Own posts and answers")),
        secrets=(
            SecretField(
                "access_token",
                "Access token",
                "The OAuth 2.0 user token of the account, with tweet.read and tweet.write.",
            ),
        ),
        reply_limit=280,
        counting=Counting.X_WEIGHTED,
        recovery=Recovery.PLATFORM_DEDUPE,
        handle_prefix="@",
    )

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        # Raw responses: they keep the rate headers, and tweepy's own models fail on times without fractions.
        self.client = tweepy.Client(
            bearer_token=credentials.secrets.get("access_token", ""), return_type=requests.Response
        )
        adapter = PlatformAdapter(base_url=credentials.base_url, timeout_seconds=credentials.timeout_seconds)
        mount(self.client.session, adapter)
        self.client.session.hooks["response"].append(refuse_odd_refusals)

    def check(self) -> Profile:
        with reading("X"), _speaking():
            me = _body(self.client.get_me(user_fields=["name", "username"], user_auth=False)).get("data") or {}
        if not me.get("id"):
            raise Rejected("X answered without saying whose token this is.")
        return Profile(str(me["id"]), str(me.get("username", "")), str(me.get("name", "")))

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        """One page, newest first, of everything since the last finished pass.

        X pages backwards in time, so the new `since_id` may only hold once a whole pass is through: until then the cursor
        keeps the old one together with the place in the pass. Mentions reach back 800 posts; where a pass runs into that
        end, the search for our name goes on from there, a week back.
        """
        in_pass: Mapping[str, Any] = cursor.get("pass") or {}
        since_id = cursor.get("since_id")
        try:
            with reading("X"), _speaking():
                response = self._call(stream, since_id, in_pass)
                body = _list_body(response)
        except Rejected:
            if not in_pass:
                raise
            if in_pass.get("until_id") and not in_pass.get("next_token"):
                # The search itself is refused, and would be again: what the pass has read stands, and what it has not is said.
                return Page((), {"since_id": in_pass["newest"]}, gap=SEARCH_REFUSED)
            # The place in the pass is no longer good (page tokens age): the pass begins anew, and nothing is skipped.
            return Page((), {"since_id": since_id} if since_id else {})
        items = tuple(_bundles(body))
        meta = body.get("meta")
        meta = meta if isinstance(meta, dict) else {}
        newest = in_pass.get("newest") or meta.get("newest_id") or since_id
        oldest = meta.get("oldest_id") or in_pass.get("oldest")
        seen = int(in_pass.get("seen", 0)) + len(items)
        going_on = {"newest": newest, "oldest": oldest, "seen": seen, "until_id": in_pass.get("until_id")}
        budget = _budget(response)
        if next_token := meta.get("next_token"):
            return Page(items, {**cursor, "pass": {**going_on, "next_token": next_token}}, has_more=True, budget=budget)
        is_cut_off = stream == "mentions" and seen >= MENTIONS_REACH and not in_pass.get("until_id")
        if is_cut_off and oldest and not _is_beyond_search(oldest):
            return Page(items, {**cursor, "pass": {**going_on, "until_id": oldest}}, has_more=True, budget=budget)
        gap = ""
        if since_id and (is_cut_off or in_pass.get("until_id")) and _is_beyond_search(since_id):
            gap = "More mentions came than X hands over, and the search reaches back a week only: older ones may be missing."
        return Page(items, {"since_id": newest} if newest else {}, gap=gap, budget=budget)

    def _call(self, stream: str, since_id: str | None, in_pass: Mapping[str, Any]) -> requests.Response:
        asked: dict[str, Any] = {"max_results": PAGE_SIZE, "since_id": since_id, "user_auth": False}
        asked |= {"tweet_fields": TWEET_FIELDS, "user_fields": USER_FIELDS, "expansions": EXPANSIONS}
        if until_id := in_pass.get("until_id"):
            if since_id and _is_beyond_search(since_id):
                asked["since_id"] = None  # X refuses a search from before the week it can see.
            handle = self.credentials.handle
            asked |= {"until_id": until_id, "next_token": in_pass.get("next_token")}
            found: requests.Response = self.client.search_recent_tweets(f"@{handle} -from:{handle}", **asked)
            return found
        call = self.client.get_users_mentions if stream == "mentions" else self.client.get_users_tweets
        page: requests.Response = call(
            id=self.credentials.external_id, pagination_token=in_pass.get("next_token"), **asked
        )
        return page

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        return parse_tweet(raw, own_id=self.credentials.external_id, own_handle=self.credentials.handle)

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """Deleted posts are left out of the answer and named in its `errors`, as those of closed accounts are."""
        with reading("X"), _speaking():
            body = _body(
                self.client.get_tweets(
                    [message.external_id for message in messages],
                    tweet_fields=TWEET_FIELDS,
                    user_fields=USER_FIELDS,
                    expansions=EXPANSIONS,
                    user_auth=False,
                )
            )
        missing = {
            str(entry.get("resource_id") or entry.get("value"))
            for entry in _dicts(body.get("errors"))
            if entry.get("resource_type") == "tweet" and str(entry.get("type", "")).endswith("resource-not-found")
        }
        asked = {message.external_id for message in messages}
        return Reread(tuple(("mentions", raw) for raw in _bundles(body)), frozenset(missing & asked))

    def send(self, reply: Outgoing) -> Delivery:
        try:
            with writing("X"), _speaking():
                response = self.client.create_tweet(
                    text=reply.text, in_reply_to_tweet_id=reply.parent_id, user_auth=False
                )
                sent = _body(response).get("data") or {}
        except NotPermitted as error:
            if "duplicate" not in str(error).lower():
                raise
            # X refuses a text it has seen from us lately: after a crash that is our own reply, and it can be found.
            found = self.find_sent(reply)
            if isinstance(found, Delivery):
                return found
            raise Rejected(
                "X refuses this text as a duplicate of one you posted lately. Say it in other words and send again."
            ) from error
        if not sent.get("id"):
            raise UnknownOutcome("X accepted the reply without naming it.")
        return self._delivery(str(sent["id"]))

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        # X may or may not read an escape in what we sent as one.
        wanted = {folded(reply.text), folded(html.unescape(reply.text))}
        token = None
        while True:
            with reading("X"), _speaking():
                body = _list_body(
                    self.client.get_users_tweets(
                        id=self.credentials.external_id,
                        max_results=PAGE_SIZE,
                        # Our clock and theirs may differ.
                        start_time=reply.queued_at - timedelta(minutes=5),
                        pagination_token=token,
                        tweet_fields=["referenced_tweets", "entities"],
                        user_auth=False,
                    )
                )
            for tweet in _dicts(body.get("data")):
                replied_to = [ref for ref in _dicts(tweet.get("referenced_tweets")) if ref.get("type") == "replied_to"]
                is_here = reply.parent_id in {str(ref.get("id")) for ref in replied_to}
                if is_here and str(tweet.get("id")) not in reply.known_ids and meant_text(tweet) in wanted:
                    return self._delivery(str(tweet["id"]))
            token = (body.get("meta") or {}).get("next_token")
            if not token:
                return None

    def _delivery(self, tweet_id: str) -> Delivery:
        return Delivery(tweet_id, f"https://x.com/{self.credentials.handle}/status/{tweet_id}")


def _bundles(body: Mapping[str, Any]) -> Iterator[Raw]:
    """Each tweet with the users and tweets it refers to, so that a receipt can be read again by itself."""
    includes = body.get("includes")
    includes = includes if isinstance(includes, dict) else {}
    users = {str(user.get("id")): user for user in _dicts(includes.get("users"))}
    tweets = {str(tweet.get("id")): tweet for tweet in _dicts(includes.get("tweets"))}
    data = body.get("data")
    for tweet in data if isinstance(data, list) else []:
        if not isinstance(tweet, dict):
            yield Raw("", {"tweet": tweet})
            continue
        bundle: dict[str, Any] = {"tweet": tweet}
        if author := users.get(str(tweet.get("author_id"))):
            bundle["author"] = author
        references = [str(ref.get("id")) for ref in _dicts(tweet.get("referenced_tweets"))]
        known = [tweets[key] for key in references if key in tweets]
        if known:
            bundle["referenced"] = [
                {"tweet": other, "author": users.get(str(other.get("author_id")))} for other in known
            ]
        yield Raw(str(tweet.get("id") or ""), bundle)


def _is_beyond_search(tweet_id: str) -> bool:
    """Whether a post is older than recent search reaches. An id holds its time: https://docs.x.com/fundamentals/x-ids"""
    written_at = datetime.fromtimestamp(((int(tweet_id) >> 22) + 1_288_834_974_657) / 1000, UTC)
    return datetime.now(UTC) - written_at > SEARCH_REACH - timedelta(hours=1)


def _body(response: requests.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except requests.JSONDecodeError as error:
        raise ServerTrouble("not JSON") from error
    if not isinstance(body, dict):
        raise ServerTrouble("not an object")
    return body


def _list_body(response: requests.Response) -> dict[str, Any]:
    """A list's body. X answers 200 with `errors` alone where it does not find whose list it is: that is no empty list."""
    body = _body(response)
    if body.get("errors") and "data" not in body and "meta" not in body:
        raise Gone("X does not find this account any more.")
    return body


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _budget(response: requests.Response) -> Budget | None:
    try:
        remaining = int(response.headers["x-rate-limit-remaining"])
        resets_at = datetime.fromtimestamp(int(response.headers["x-rate-limit-reset"]), UTC)
    except (KeyError, ValueError):
        return None
    return Budget(remaining, resets_at)


@contextmanager
def _speaking() -> Iterator[None]:
    """tweepy's exceptions in our words."""
    try:
        yield
    except tweepy.TooManyRequests as error:
        reset = error.response.headers.get("x-rate-limit-reset", "")
        until = datetime.fromtimestamp(int(reset), UTC) if reset.isdigit() else datetime.now(UTC) + WINDOW
        raise RateLimited(f"X asks to wait until {until:%H:%M} UTC before the next call.", until) from error
    except tweepy.Unauthorized as error:
        raise NeedsReauth("X no longer accepts this account's access token. Reconnect the account.") from error
    except tweepy.Forbidden as error:
        raise NotPermitted(f"X does not permit this: {_reason(error)}") from error
    except tweepy.NotFound as error:
        raise Gone("X says this no longer exists.") from error
    except tweepy.BadRequest as error:
        raise Rejected(f"X refuses the request: {_reason(error)}") from error
    except tweepy.HTTPException as error:
        raise ServerTrouble(f"HTTP {error.response.status_code}") from error


def _reason(error: tweepy.HTTPException) -> str:
    """What X says is wrong: `detail` of a problem body, or the messages of its `errors`."""
    try:
        body = error.response.json()
    except requests.JSONDecodeError:
        return "no reason given"
    messages = [str(entry.get("message", "")) for entry in body.get("errors") or [] if isinstance(entry, dict)]
    return str(body.get("detail") or "; ".join(filter(None, messages)) or "no reason given")
