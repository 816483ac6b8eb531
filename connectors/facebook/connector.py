"""A Facebook Page, through facebook-sdk: what is said on it, to it and about it, and answering."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from connectors.capabilities import Action, Kind
from connectors.errors import Gone, Malformed, NotPermitted, Rejected
from connectors.facebook.capabilities import CAPABILITIES
from connectors.facebook.comments import CommentWalk, comment_raw
from connectors.facebook.fields import (
    COMMENT_FIELDS,
    CONTEXT_FIELDS,
    MESSAGE_FIELDS,
    POST_FIELDS,
    REVIEW_FIELDS,
    TAGGED_FIELDS,
)
from connectors.facebook.parse import (
    parse_comment,
    parse_mentioning_comment,
    parse_post,
    parse_review,
    parse_tagged,
    parse_visitor_post,
)
from connectors.facebook.pushes import SUBSCRIBED, parse_push
from connectors.facebook.replies import comment, find_comment
from connectors.items import (
    Budget,
    Credentials,
    Delivery,
    Outgoing,
    Page,
    Parsed,
    Post,
    Profile,
    Pushed,
    Raw,
    Reread,
    Standing,
    Undecidable,
)
from connectors.meta.connector import MetaConnector
from connectors.meta.graph import GraphClient
from connectors.meta.lists import entries_of, fetch_back_newest_first, fetch_newest_first, id_of, next_cursor
from connectors.meta.messaging import Mailbox
from connectors.meta.parse_message import parse_message

ITEMS_A_PAGE = 100
REVIEWS_A_PAGE = 25
# How many pages are looked through for recommendations that are to be read again.
MOST_REVIEW_PAGES = 4


class FacebookConnector(MetaConnector):
    """One Facebook Page, with its page access token."""

    platform = "facebook"
    capabilities = CAPABILITIES

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.graph = GraphClient("Facebook", credentials)
        self.page_id = credentials.external_id
        self.comments = CommentWalk(self.graph, self.page_id)
        self.mailbox = Mailbox(self.graph, self.page_id, "messenger", MESSAGE_FIELDS, frozenset({self.page_id}), True)

    def check(self) -> Profile:
        me = self.graph.node("me", fields="id,name,username")
        if not id_of(me):
            raise Rejected("Facebook answered without saying whose token this is.")
        return Profile(id_of(me), str(me.get("username") or id_of(me)), str(me.get("name", "")))

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        if stream == "comments":
            return self.comments.fetch(cursor)
        if stream == "direct_messages":
            return self.mailbox.fetch(cursor)
        return fetch_newest_first(
            cursor, lambda after: self._listed(stream, after), self._wrapper(stream), self._budget
        )

    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        if stream == "comments":
            return self.comments.fetch_back(cursor, until)
        if stream == "direct_messages":
            return self.mailbox.fetch_back(cursor, until)
        read = lambda after: self._listed(stream, after)  # noqa: E731
        return fetch_back_newest_first(cursor, read, self._wrapper(stream), self._budget, until=until)

    def _budget(self) -> Budget | None:
        return self.graph.budget

    def _listed(self, stream: str, after: str | None) -> dict[str, Any]:
        if stream == "reviews":
            return self.graph.edge(self.page_id, "ratings", fields=REVIEW_FIELDS, limit=REVIEWS_A_PAGE, after=after)
        fields = TAGGED_FIELDS if stream == "tagged" else POST_FIELDS
        return self.graph.edge(self.page_id, stream, fields=fields, limit=ITEMS_A_PAGE, after=after)

    def _wrapper(self, stream: str) -> Callable[[Any], list[Raw]]:
        return _review_raws if stream == "reviews" else self._post_raws

    def _post_raws(self, entry: Any) -> list[Raw]:
        """A post; one that stands elsewhere with our answers below it, which nothing else lists."""
        if not isinstance(entry, Mapping):
            return [Raw("", {"post": entry})]
        post = {key: value for key, value in entry.items() if key != "comments"}
        below = entries_of(entry.get("comments"))
        ours = [each for each in below if isinstance(each, Mapping) and id_of(each.get("from")) == self.page_id]
        return [Raw(id_of(entry), {"post": post}), *(comment_raw(each, id_of(entry)) for each in ours)]

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        if stream == "direct_messages":
            return parse_message(raw, self.mailbox)
        if "comment" in raw:
            return (parse_mentioning_comment if stream == "tagged" else parse_comment)(raw, self.page_id)
        if stream == "reviews":
            return parse_review(raw, self.page_id)
        if stream == "visitor_posts":
            return parse_visitor_post(raw, self.page_id)
        if stream == "tagged":
            return parse_tagged(raw, self.page_id)
        return Parsed(posts=(parse_post(raw, self.page_id),))

    def reread(self, messages: Sequence[Standing]) -> Reread:
        private = [message for message in messages if message.kind is Kind.DIRECT_MESSAGE]
        reviews = {message.external_id for message in messages if message.kind is Kind.REVIEW}
        public = [message for message in messages if message.kind not in (Kind.DIRECT_MESSAGE, Kind.REVIEW)]
        items = self.mailbox.reread(private)
        items += [("reviews", raw) for raw in self._reviews_again(reviews)]
        gone: set[str] = set()
        for fields, group in ((COMMENT_FIELDS, _comments(public)), (POST_FIELDS, _posts(public))):
            found = self._look(sorted(group), fields, gone)
            items += [_again(group[key], entry) for key, entry in found.items() if key in group]
        if gone and not items:
            # Graph words a lost permission as it words a deletion: what surely stands there must still be readable.
            self.graph.edge(self.page_id, "feed", fields="id", limit=1)
        return Reread(tuple(items), frozenset(gone))

    def _reviews_again(self, wanted: set[str]) -> list[Raw]:
        """A recommendation cannot be asked for by itself; one that is not among the newest says nothing."""
        found: list[Raw] = []
        after: str | None = None
        for _page in range(MOST_REVIEW_PAGES if wanted else 0):
            body = self._listed("reviews", after)
            listed = [raw for entry in entries_of(body) for raw in _review_raws(entry)]
            found += [raw for raw in listed if raw.external_id in wanted]
            after = next_cursor(body)
            if not after or len(found) >= len(wanted):
                break
        return found

    def _look(self, ids: list[str], fields: str, gone: set[str]) -> dict[str, dict[str, Any]]:
        """All at once; Graph refuses the whole list when one of it is gone, and then each half is asked for by itself."""
        if not ids:
            return {}
        try:
            return self.graph.nodes(ids, fields=fields)
        except Gone:
            if len(ids) == 1:
                gone.update(ids)
                return {}
        half = len(ids) // 2
        return self._look(ids[:half], fields, gone) | self._look(ids[half:], fields, gone)

    def context(self, message: Standing) -> tuple[Post, ...]:
        """The post a comment stands under: a push and an old comment come without it."""
        if message.kind in (Kind.DIRECT_MESSAGE, Kind.REVIEW) or message.thread_id == message.external_id:
            return ()
        with suppress(Gone, Malformed):  # Context that cannot be read must not cost the message.
            return (parse_post({"post": self.graph.node(message.thread_id, fields=CONTEXT_FIELDS)}, self.page_id),)
        return ()

    def send(self, reply: Outgoing) -> Delivery:
        is_private = reply.is_private or reply.kind is Kind.DIRECT_MESSAGE
        return self.mailbox.send(reply) if is_private else comment(self.graph, reply)

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        is_private = reply.is_private or reply.kind is Kind.DIRECT_MESSAGE
        return self.mailbox.find_sent(reply) if is_private else find_comment(self.graph, reply, self.page_id)

    def act(self, action: Action, message: Standing) -> None:
        is_elsewhere = (
            message.kind is Kind.MENTION and not message.is_ours and action not in (Action.LIKE, Action.UNLIKE)
        )
        if is_elsewhere or message.kind in (Kind.DIRECT_MESSAGE, Kind.REVIEW):
            raise NotPermitted(f"Facebook knows no “{action}” for this kind of message.")
        if action is Action.LIKE:
            self.graph.write(f"{message.external_id}/likes")
        elif action is Action.UNLIKE:
            self.graph.remove(f"{message.external_id}/likes")
        elif action in (Action.HIDE, Action.UNHIDE):
            self.graph.write(message.external_id, is_hidden="true" if action is Action.HIDE else "false")
        elif action is Action.DELETE:
            with suppress(Gone):
                self.graph.remove(message.external_id)
        else:
            super().act(action, message)

    def subscribe(self) -> bool:
        self.graph.write(f"{self.page_id}/subscribed_apps", subscribed_fields=SUBSCRIBED)
        return True

    def parse_push(self, body: bytes) -> Pushed:
        return parse_push(body, self.page_id)


def _story_id(entry: Any) -> str:
    return id_of(entry.get("open_graph_story")) if isinstance(entry, Mapping) else ""


def _review_raws(entry: Any) -> list[Raw]:
    """A recommendation, and the comments below its story: its answers stand nowhere else."""
    story = entry.get("open_graph_story") if isinstance(entry, Mapping) else None
    if not isinstance(story, Mapping):
        return [Raw("", {"review": entry})]
    review = {**entry, "open_graph_story": {key: value for key, value in story.items() if key != "comments"}}
    return [
        Raw(id_of(story), {"review": review}),
        *(comment_raw(below, id_of(story)) for below in entries_of(story.get("comments"))),
    ]


def _comments(messages: Sequence[Standing]) -> dict[str, Standing]:
    return {message.external_id: message for message in messages if message.thread_id != message.external_id}


def _posts(messages: Sequence[Standing]) -> dict[str, Standing]:
    return {message.external_id: message for message in messages if message.thread_id == message.external_id}


def _again(message: Standing, entry: dict[str, Any]) -> tuple[str, Raw]:
    """An object read by its id, in the shape its stream hands it over."""
    if message.thread_id != message.external_id:
        stream = "tagged" if message.kind is Kind.MENTION else "comments"
        return stream, comment_raw(entry, message.thread_id)
    stream = "tagged" if message.kind is Kind.MENTION else "visitor_posts"
    return stream, Raw(message.external_id, {"post": entry})
