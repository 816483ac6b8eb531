"""X, through tweepy: mentions, searching for the company's name, quotes, direct messages, our own posts; and answering."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from connectors.capabilities import (
    Action,
    Capabilities,
    ConnectField,
    Counting,
    Kind,
    Limit,
    PushSpec,
    Recovery,
    ReplyRules,
    StreamSpec,
)
from connectors.contract import Connector
from connectors.errors import Gone, Malformed, NotPermitted, Rejected
from connectors.items import (
    Credentials,
    Delivery,
    Outgoing,
    Page,
    Parsed,
    Post,
    Profile,
    Pushed,
    Raw,
    Refreshed,
    Reread,
    Standing,
)
from connectors.x import direct_messages, pushes, quotes, sending, timelines, tokens
from connectors.x.bundles import dicts, plain_id, tweet_bundles
from connectors.x.client import XClient
from connectors.x.parse import parse_post, parse_tweet
from connectors.x.parse_message import parse_message

IN_PUBLIC = ReplyRules(
    (Limit(280, Counting.X_WEIGHTED),),
    Recovery.PLATFORM_DEDUPE,
    note=(
        "X takes an answer from an app only where its author mentioned or quoted this account, "
        "and charges $0.20 for a post with a link in it."
    ),
)
IN_PRIVATE = ReplyRules((Limit(10_000, Counting.CHARACTERS),), Recovery.READ_BACK)
TO_AUTHOR = ReplyRules(
    (Limit(10_000, Counting.CHARACTERS),),
    Recovery.READ_BACK,
    note="Reaches only people who take direct messages from this account.",
)


class XConnector(Connector):
    """One X account, with an OAuth 2.0 user token."""

    platform = "x"
    capabilities = Capabilities(
        label="X",
        streams=(
            StreamSpec("mentions", "Mentions"),
            StreamSpec("search", "Posts that name the company"),
            StreamSpec("quotes", "Quotes of our newest posts"),
            StreamSpec("direct_messages", "Direct messages"),
            StreamSpec("own_posts", "Own posts and answers"),
        ),
        fields=(
            ConnectField(
                "access_token",
                "Access token",
                "The OAuth 2.0 user token of the account, with tweet.read, tweet.write, users.read, tweet.moderate.write, "
                "like.write, dm.read and dm.write.",
            ),
            ConnectField(
                "refresh_token",
                "Refresh token",
                "Given with the access token where offline.access was asked for. Without it the account must be "
                "reconnected every two hours.",
                required=False,
            ),
            ConnectField(
                "client_id", "Client ID", "Of your app at X; needed to refresh.", required=False, is_secret=False
            ),
            ConnectField(
                "client_secret", "Client secret", "Only if your app at X is a confidential client.", required=False
            ),
            ConnectField(
                "consumer_secret", "Consumer secret", "The app's API key secret; signs what X pushes.", required=False
            ),
            ConnectField(
                "search_words",
                "Search words",
                'Finds posts that speak of the company without calling it, such as "Wrenmoor Ferries" OR wrenmoor. '
                "Leave it empty to search for nothing.",
                required=False,
                is_secret=False,
            ),
        ),
        replies={Kind.MENTION: IN_PUBLIC, Kind.DIRECT_MESSAGE: IN_PRIVATE},
        private_replies={Kind.MENTION: TO_AUTHOR},
        actions=frozenset({Action.LIKE, Action.UNLIKE, Action.HIDE, Action.UNHIDE}),
        own_actions=frozenset({Action.DELETE}),
        push=PushSpec(
            "In your app at X register the address below as a webhook, and subscribe it to post.mention.create, "
            "post.create, post.delete, dm.received and dm.sent of this account. The consumer secret must be filled in."
        ),
        handle_prefix="@",
        charges_for_reads=True,
    )

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.client = XClient(credentials)

    def check(self) -> Profile:
        me = self.client.me().body.get("data")
        if not isinstance(me, dict) or not plain_id(me.get("id")):
            raise Rejected("X answered without saying whose token this is.")
        return Profile(plain_id(me["id"]), str(me.get("username", "")), str(me.get("name", "")))

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        if stream == "quotes":
            return quotes.fetch_new(self.client, cursor)
        if stream == "direct_messages":
            return direct_messages.fetch_new(self.client, cursor)
        timeline = self._timeline(stream)
        return timelines.fetch_new(timeline, cursor) if timeline else Page((), {})

    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        if stream == "quotes":
            return quotes.fetch_past(self.client, cursor, until)
        if stream == "direct_messages":
            return direct_messages.fetch_past(self.client, cursor, until)
        timeline = self._timeline(stream)
        return timelines.fetch_past(timeline, cursor, until) if timeline else Page((), {})

    def _timeline(self, stream: str) -> timelines.Timeline | None:
        """The list behind a stream; None for a search for nothing."""
        words = self.credentials.secrets.get("search_words", "").strip()
        if stream == "search" and not words:
            return None
        return timelines.open_timeline(self.client, stream, words)

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        if stream == "direct_messages":
            return parse_message(raw, own_id=self.credentials.external_id)
        return parse_tweet(raw, own_id=self.credentials.external_id, own_handle=self.credentials.handle)

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """Deleted posts are left out of the answer and named in its `errors`, as those of closed accounts are."""
        private = [message for message in messages if message.kind is Kind.DIRECT_MESSAGE]
        public = {message.external_id: message for message in messages if message.kind is not Kind.DIRECT_MESSAGE}
        items: list[tuple[str, Raw]] = []
        gone: set[str] = set()
        if private:
            found, gone = direct_messages.reread(self.client, private)
            items += [("direct_messages", raw) for raw in found]
        if public:
            body = self.client.tweets(list(public)).body
            gone |= _missing(body) & set(public)
            own = {key for key, message in public.items() if message.is_ours}
            for raw in self._newest_versions(tweet_bundles(body)):
                ids = {raw.external_id, *map(plain_id, _history(raw))}
                items.append(("own_posts" if ids & own else "mentions", raw))
        return Reread(tuple(items), frozenset(gone))

    def _newest_versions(self, found: tuple[Raw, ...]) -> list[Raw]:
        """An edit is a tweet of its own, and an older one that is asked for names it: then that is what stands there now."""
        newer = {plain_id(_history(raw)[-1]): raw for raw in found if _history(raw)}
        wanted = [key for key, raw in newer.items() if key and key != raw.external_id]
        if not wanted:
            return list(found)
        fresh = {raw.external_id: raw for raw in tweet_bundles(self.client.tweets(wanted).body)}
        return [fresh.get(plain_id(_history(raw)[-1]), raw) if _history(raw) else raw for raw in found]

    def context(self, message: Standing) -> tuple[Post, ...]:
        """The first post of the thread; nothing where it is deleted, or is the message itself."""
        if message.kind is Kind.DIRECT_MESSAGE or message.thread_id == message.external_id:
            return ()
        posts = []
        for raw in tweet_bundles(self.client.tweets([message.thread_id]).body):
            try:
                posts.append(parse_post(raw.data, self.credentials.external_id))
            except Malformed:
                continue  # Only context: the message stands without it.
        # An edited post is the thread's under its first id.
        return tuple(
            Post(message.thread_id, post.text, post.author_name, post.is_ours, post.created_at, post.permalink)
            for post in posts
        )

    def send(self, reply: Outgoing) -> Delivery:
        return sending.send(self.client, reply)

    def find_sent(self, reply: Outgoing) -> Delivery | None:
        return sending.find_sent(self.client, reply)

    def act(self, action: Action, message: Standing) -> None:
        if action not in self.capabilities.actions_on(message.kind, is_ours=message.is_ours):
            raise NotPermitted(f"X lets nobody do this with a message of this kind: {action}.")
        tweets, key = self.client.tweepy, message.external_id
        if action is Action.DELETE:
            try:
                self.client.write(tweets.delete_tweet, key)
            except Gone:
                return
        elif action in (Action.HIDE, Action.UNHIDE):
            self.client.write(tweets.hide_reply if action is Action.HIDE else tweets.unhide_reply, key)
        else:
            # tweepy's own like and unlike ask X first who we are, and cannot read its raw answer.
            likes = f"/2/users/{self.credentials.external_id}/likes"
            if action is Action.LIKE:
                self.client.write(tweets.request, "POST", likes, json={"tweet_id": key})
            else:
                self.client.write(tweets.request, "DELETE", f"{likes}/{key}")

    def refresh(self) -> Refreshed | None:
        return tokens.refresh(self.credentials)

    def answer_challenge(self, query: Mapping[str, str]) -> tuple[str, str] | None:
        return pushes.answer_challenge(query, self.credentials.secrets.get("consumer_secret", ""))

    def verify_push(self, headers: Mapping[str, str], body: bytes) -> None:
        pushes.verify(headers, body, self.credentials.secrets.get("consumer_secret", ""))

    def parse_push(self, body: bytes) -> Pushed:
        return pushes.read_push(body, self.credentials.external_id)


def _history(raw: Raw) -> list[Any]:
    tweet = raw.data.get("tweet")
    history = tweet.get("edit_history_tweet_ids") if isinstance(tweet, dict) else None
    return history if isinstance(history, list) else []


def _missing(body: Mapping[str, Any]) -> set[str]:
    """The ids X says it does not find; one that may not be read is another matter."""
    return {
        str(entry.get("resource_id") or entry.get("value"))
        for entry in dicts(body.get("errors"))
        if entry.get("resource_type") == "tweet" and str(entry.get("type", "")).endswith("resource-not-found")
    }
