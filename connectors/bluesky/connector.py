"""Bluesky, through the atproto library: mentions, answers and quotes, our own posts, and replying."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors.bluesky.deeds import Deeds
from connectors.bluesky.lists import Listing, Notifications, OwnPosts
from connectors.bluesky.network import Network
from connectors.bluesky.parse import parse_context, parse_post
from connectors.bluesky.posts import bundles, is_gone, is_post, read_posts
from connectors.bluesky.replies import Replies
from connectors.capabilities import (
    Action,
    Capabilities,
    ConnectField,
    Counting,
    Kind,
    Limit,
    Recovery,
    ReplyRules,
    StreamSpec,
)
from connectors.contract import Connector
from connectors.errors import Gone, Malformed, Rejected
from connectors.items import (
    Credentials,
    Delivery,
    Outgoing,
    Page,
    Parsed,
    Post,
    Profile,
    Refreshed,
    Reread,
    Standing,
)

# https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json : both hold.
LIMITS = (Limit(300, Counting.GRAPHEMES), Limit(3000, Counting.BYTES))


class BlueskyConnector(Connector):
    """One account, on Bluesky's own servers or on one of the company's, with an app password."""

    platform = "bluesky"
    capabilities = Capabilities(
        label="Bluesky",
        streams=(
            StreamSpec("mentions", "Mentions, answers and quotes"),
            StreamSpec("own_posts", "Own posts and answers"),
        ),
        fields=(
            ConnectField("handle", "Handle", "The account's name, like harbourline.bsky.social.", is_secret=False),
            ConnectField(
                "app_password",
                "App password",
                "Made in Bluesky's settings under Privacy and security, App passwords. Not the account's own password.",
            ),
            ConnectField("access_jwt", "Session", "Leave empty: it is opened with the app password.", required=False),
            ConnectField("refresh_jwt", "Session's renewal", "Leave empty: it comes with the session.", required=False),
        ),
        replies={Kind.MENTION: ReplyRules(LIMITS, Recovery.KEYED)},
        cannot_reply="Bluesky's private messages are not read or written here.",
        actions=frozenset({Action.LIKE, Action.UNLIKE, Action.HIDE, Action.UNHIDE}),
        own_actions=frozenset({Action.DELETE}),
        handle_prefix="@",
    )

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self._own_id = credentials.external_id
        self._network = Network(credentials)

    def check(self) -> Profile:
        session = self._network.query("com.atproto.server.getSession").body
        did, handle = session.get("did"), session.get("handle")
        if not isinstance(did, str) or not did or not isinstance(handle, str):
            raise Rejected("Bluesky answered without saying whose app password this is.")
        try:
            name = self._network.query("app.bsky.actor.getProfile", actor=did).body.get("displayName")
        except (Rejected, Gone):
            name = ""  # An account that was made a moment ago has no profile yet.
        return Profile(did, handle, str(name or handle))

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        return self._list(stream).newer(cursor, datetime.now(UTC))

    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        return self._list(stream).older(cursor, until)

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        return parse_post(raw, own_id=self._own_id, own_handle=self.credentials.handle)

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """What is left out of the answer is deleted, or not for us to see: the record itself tells which."""
        asked = [message.external_id for message in messages]
        views = read_posts(self._network, asked)
        missing = [uri for uri in dict.fromkeys(asked) if uri not in views and is_post(uri)]
        gone = frozenset(uri for uri in missing if is_gone(self._network, uri))
        found = bundles(self._network, list(views.values()))
        own = {message.external_id for message in messages if message.is_ours}
        return Reread(tuple(("own_posts" if raw.external_id in own else "mentions", raw) for raw in found), gone)

    def context(self, message: Standing) -> tuple[Post, ...]:
        quoted = str(message.answering.get("quoted") or "")
        above = [uri for uri in (message.thread_id, quoted) if uri and uri != message.external_id]
        views = read_posts(self._network, above)
        posts = []
        for uri in above:
            try:
                posts.append(parse_context(views[uri], self._own_id))
            except (KeyError, Malformed):
                continue  # Deleted, not for us to see, or odd: then there is nothing to show.
        return tuple(posts)

    def send(self, reply: Outgoing) -> Delivery:
        return Replies(self._network, self._own_id).send(reply)

    def find_sent(self, reply: Outgoing) -> Delivery | None:
        return Replies(self._network, self._own_id).find(reply)

    def act(self, action: Action, message: Standing) -> None:
        Deeds(self._network, self._own_id).do(action, message)

    def refresh(self) -> Refreshed:
        return self._network.refreshed(datetime.now(UTC))

    def _list(self, stream: str) -> Listing:
        return (Notifications if stream == "mentions" else OwnPosts)(self._network, self._own_id)
