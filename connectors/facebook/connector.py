"""A Facebook Page, through facebook-sdk: comments under posts, visitor posts, our own answers, and replying."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.contract import (
    Capabilities,
    Connector,
    Counting,
    Credentials,
    Delivery,
    Kind,
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
from connectors.facebook.graph import GraphAPIError, GraphClient
from connectors.facebook.parse import parse_comment, parse_post, parse_visitor_post
from connectors.http import reading, writing

PAGE_SIZE = 100
# Posts older than this are no longer looked through for new comments.
POSTS_REACH = timedelta(days=90)
# Comments are read again from a little before the newest one known: two can share a second, and clocks differ.
OVERLAP_SECONDS = 60
POST_FIELDS = "id,message,created_time,updated_time,from,permalink_url"
VISITOR_POST_FIELDS = "id,message,created_time,from,permalink_url"
COMMENT_FIELDS = "id,message,created_time,from,parent{id},permalink_url,attachment"


class FacebookConnector(Connector):
    """One Facebook Page, with its page access token."""

    platform = "facebook"
    capabilities = Capabilities(
        label="Facebook",
        streams=(StreamSpec("comments", "Comments and own answers"), StreamSpec("visitor_posts", "Visitor posts")),
        secrets=(
            SecretField(
                "access_token", "Page access token", "The Page's own token, made from a long-lived user token."
            ),
            SecretField(
                "app_secret",
                "App secret",
                "Signs each call (appsecret_proof); leave empty if your app does not require it.",
                required=False,
            ),
        ),
        reply_limit=8000,
        counting=Counting.CHARACTERS,
        recovery=Recovery.READ_BACK,
    )

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.graph = GraphClient(credentials)
        self.page_id = credentials.external_id

    def check(self) -> Profile:
        with reading("Facebook"), self._speaking():
            me = self.graph.get_object("me", fields="id,name,username")
        if not isinstance(me, dict) or not me.get("id"):
            raise Rejected("Facebook answered without saying whose token this is.")
        return Profile(str(me["id"]), str(me.get("username") or me["id"]), str(me.get("name", "")))

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        return self._fetch_comments(cursor) if stream == "comments" else self._fetch_visitor_posts(cursor)

    def _fetch_comments(self, cursor: Mapping[str, Any]) -> Page:
        """First the posts that changed since last time, then each one's new comments, a page a call.

        Graph has no feed of comments. A post's `updated_time` moves with each comment, so only changed posts are read.
        The cursor: `posts` {id: {updated, since}} of what was read, `todo` the posts still to be read in this pass.
        """
        posts: dict[str, Any] = dict(cursor.get("posts") or {})
        todo: list[dict[str, Any]] = list(cursor.get("todo") or [])
        if not todo or cursor.get("feed_after"):
            return self._fetch_changed_posts(posts, todo, cursor.get("feed_after"))
        job, gap = todo[0], ""
        try:
            body = self._connections(
                job["id"],
                "comments",
                fields=COMMENT_FIELDS,
                filter="stream",
                order="chronological",
                since=job["since"],
                after=job.get("after"),
            )
        except Gone:
            body = {}  # The post was deleted, its comments with it.
        except (NotPermitted, Rejected) as error:
            body, gap = {}, f"The comments of one post cannot be read: {error}"
        comments = body.get("data") or []
        items = tuple(Raw(_id_of(entry), {"comment": entry, "post_id": job["id"]}) for entry in comments)
        newest = max([job["newest"], *(_epoch(entry) for entry in comments)])
        after = _next_cursor(body)
        if after:
            todo[0] = {**job, "after": after, "newest": newest}
        else:
            # Graph tells whole seconds: another comment of this very second would leave `updated_time` as it is.
            is_settled = _epoch({"created_time": job["updated"]}) < datetime.now(UTC).timestamp() - OVERLAP_SECONDS
            updated = job["updated"] if is_settled else ""
            posts[job["id"]] = {"updated": updated, "since": max(0, newest - OVERLAP_SECONDS)}
            todo.pop(0)
        return Page(items, {"posts": posts, "todo": todo}, has_more=bool(todo), gap=gap)

    def _fetch_changed_posts(self, posts: dict[str, Any], todo: list[dict[str, Any]], after: str | None) -> Page:
        body = self._connections(self.page_id, "feed", fields=POST_FIELDS, after=after)
        oldest = (datetime.now(UTC) - POSTS_REACH).timestamp()
        listed = [entry for entry in body.get("data") or [] if isinstance(entry, dict)]
        changed = []
        for entry in listed:
            key, updated = _id_of(entry), str(entry.get("updated_time") or entry.get("created_time") or "")
            known = posts.get(key) or {}
            if key and known.get("updated") != updated and not 0 < _epoch(entry) < oldest:
                since = known.get("since", 0)
                todo.append({"id": key, "updated": updated, "since": since, "newest": since})
                changed.append(Raw(key, {"post": entry}))
        reached_end = any(0 < _epoch(entry) < oldest for entry in listed)
        next_after = None if reached_end else _next_cursor(body)
        kept = {key: value for key, value in posts.items() if value["since"] == 0 or value["since"] > oldest}
        next_cursor: dict[str, Any] = {"posts": kept, "todo": todo}
        if next_after:
            next_cursor["feed_after"] = next_after
        return Page(tuple(changed), next_cursor, has_more=bool(todo or next_after))

    def _fetch_visitor_posts(self, cursor: Mapping[str, Any]) -> Page:
        """Newest first; as on X, the new watermark holds only once the pass is through."""
        in_pass: Mapping[str, Any] = cursor.get("pass") or {}
        since = int(cursor.get("since", 0))
        body = self._connections(
            self.page_id, "visitor_posts", fields=VISITOR_POST_FIELDS, since=since or None, after=in_pass.get("after")
        )
        entries = body.get("data") or []
        newest = max([since, int(in_pass.get("newest", 0)), *(_epoch(entry) + OVERLAP_SECONDS for entry in entries)])
        items = tuple(Raw(_id_of(entry), {"post": entry}) for entry in entries)
        if after := _next_cursor(body):
            return Page(items, {"since": since, "pass": {"after": after, "newest": newest}}, has_more=True)
        return Page(items, {"since": max(0, newest - OVERLAP_SECONDS * 2)})

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        if "comment" in raw:
            return parse_comment(raw, self.page_id)
        if stream == "visitor_posts":
            return parse_visitor_post(raw, self.page_id)
        return Parsed(posts=(parse_post(raw, self.page_id),))

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """All at once first; Graph refuses the whole list when one of it is gone, and then each is asked for by itself."""
        items: list[tuple[str, Raw]] = []
        gone: set[str] = set()
        for kind in {message.kind for message in messages}:
            by_id = {message.external_id: message for message in messages if message.kind is kind}
            fields = VISITOR_POST_FIELDS if kind is Kind.VISITOR_POST else COMMENT_FIELDS
            try:
                found = self._objects(by_id, fields)
            except Gone:
                found = {}
                for key in by_id:
                    with suppress(Gone):
                        found |= self._objects([key], fields)
                gone |= set(by_id) - set(found)
            items += [_again(by_id[key], entry) for key, entry in found.items()]
        return Reread(tuple(items), frozenset(gone))

    def _objects(self, ids: Iterable[str], fields: str) -> dict[str, Any]:
        with reading("Facebook"), self._speaking():
            found = self.graph.get_objects(list(ids), fields=fields)
        objects = found if isinstance(found, dict) else {}
        return {key: value for key, value in objects.items() if isinstance(value, dict)}

    def send(self, reply: Outgoing) -> Delivery:
        with writing("Facebook"), self._speaking(is_write=True):
            sent = self.graph.put_object(reply.parent_id, "comments", message=reply.text)
        if not isinstance(sent, dict) or not sent.get("id"):
            raise UnknownOutcome("Facebook accepted the reply without naming it.")
        return self._delivery(str(sent["id"]))

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        """Look for our own text under what it answers, written since it was queued.

        Facebook has two levels of comments: what answers the second level is hung beside it, under the first.
        """
        above = self._parent_of(reply.parent_id) if reply.parent_id != reply.thread_id else ""
        for place in filter(None, (reply.parent_id, above)):
            after = None
            while True:
                body = self._connections(
                    place, "comments", fields=COMMENT_FIELDS, filter="stream", order="chronological", after=after
                )
                for entry in body.get("data") or []:
                    if isinstance(entry, dict) and self._is_sent(entry, reply):
                        return self._delivery(_id_of(entry))
                after = _next_cursor(body)
                if not after:
                    break
        return None

    def _parent_of(self, comment_id: str) -> str:
        with reading("Facebook"), self._speaking():
            found = self.graph.get_object(comment_id, fields="id,parent{id}")
        parent = found.get("parent") if isinstance(found, dict) else None
        return _id_of(parent)

    def _is_sent(self, entry: dict[str, Any], reply: Outgoing) -> bool:
        writer = entry.get("from")
        is_ours = isinstance(writer, dict) and str(writer.get("id")) == self.page_id
        is_new = _epoch(entry) >= reply.queued_at.timestamp() - OVERLAP_SECONDS and _id_of(entry) not in reply.known_ids
        return is_ours and is_new and _same(entry.get("message"), reply.text)

    def _delivery(self, comment_id: str) -> Delivery:
        return Delivery(comment_id, f"https://www.facebook.com/{comment_id}")

    def _connections(self, parent: str, edge: str, **args: Any) -> dict[str, Any]:
        chosen = {name: value for name, value in args.items() if value is not None}
        with reading("Facebook"), self._speaking():
            body = self.graph.get_connections(parent, edge, limit=PAGE_SIZE, **chosen)
        if not isinstance(body, dict):
            raise Unavailable("Facebook's answer is not in its own format. It will be asked again.")
        return body

    @contextmanager
    def _speaking(self, *, is_write: bool = False) -> Iterator[None]:
        try:
            yield
        except GraphAPIError as error:
            said = _in_our_words(error, self.graph.minutes_to_wait)
            if is_write and isinstance(said, Unavailable):
                # Trouble on their side, and no word on whether the write was done before it.
                raise UnknownOutcome(str(said)) from error
            raise said from error


def _in_our_words(error: GraphAPIError, minutes: int) -> ConnectorError:
    """Graph's error codes. https://developers.facebook.com/docs/graph-api/guides/error-handling"""
    result = error.result if isinstance(error.result, dict) else {}
    told = result.get("error")
    detail: dict[str, Any] = told if isinstance(told, dict) else {}
    code, subcode = detail.get("code"), detail.get("error_subcode")
    message = str(detail.get("message") or "no reason given")
    if code in (4, 17, 32, 613, 80001):
        until = datetime.now(UTC) + timedelta(minutes=minutes or 5)
        return RateLimited(f"Facebook asks to wait until {until:%H:%M} UTC before the next call.", until)
    if code in (190, 102):
        return NeedsReauth("Facebook no longer accepts this Page's access token. Reconnect the account.")
    if code == 100 and subcode == 33:
        return Gone("Facebook says this no longer exists, or the Page may no longer see it.")
    if code in (10, 368) or (isinstance(code, int) and 200 <= code <= 299):
        return NotPermitted(f"Facebook does not permit this: {message}")
    if code in (1, 2):  # "unknown" and "service": both documented as worth another try.
        return Unavailable("Facebook has trouble of its own. It will be asked again.")
    return Rejected(f"Facebook refuses the request: {message}")


def _again(message: Standing, entry: dict[str, Any]) -> tuple[str, Raw]:
    """An object read by its id, in the shape its stream hands it over."""
    if message.kind is Kind.VISITOR_POST:
        return "visitor_posts", Raw(message.external_id, {"post": entry})
    return "comments", Raw(message.external_id, {"comment": entry, "post_id": message.thread_id})


def _id_of(entry: Any) -> str:
    return str(entry.get("id") or "") if isinstance(entry, Mapping) else ""


def _epoch(entry: Any) -> int:
    """Seconds of `created_time`, 0 where it cannot be read; parsing says so, paging must not."""
    value = entry.get("created_time") if isinstance(entry, Mapping) else None
    try:
        return int(datetime.strptime(str(value), "%Y-%m-%dT%H:%M:%S%z").timestamp())
    except (ValueError, OverflowError):
        return 0


def _next_cursor(body: Mapping[str, Any]) -> str | None:
    paging = body.get("paging") or {}
    return (paging.get("cursors") or {}).get("after") if paging.get("next") else None


def _same(theirs: Any, ours: str) -> bool:
    """Facebook trims texts and folds white space."""
    return isinstance(theirs, str) and re.sub(r"\s+", " ", theirs).strip() == re.sub(r"\s+", " ", ours).strip()
