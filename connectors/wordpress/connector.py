"""Comments on a WordPress blog, over its REST API: reading them, those held for moderation too, answering and moderating."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

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
from connectors.errors import Gone, Malformed, NotPermitted, Rejected, Unavailable, UnknownOutcome
from connectors.items import (
    Credentials,
    Delivery,
    Outgoing,
    Page,
    Parsed,
    Post,
    Profile,
    Raw,
    Reread,
    Standing,
    Undecidable,
)
from connectors.wordpress import parse
from connectors.wordpress.api import BinMissing, Blog, Duplicate
from connectors.wordpress.text import as_html, folded, plain_text
from connectors.wordpress.walk import PAGE_SIZE, Place, go_on, key_by_id, key_by_time

# A poll that finds little new should cost the blog little.
POLL_SIZE = 30
# A comment gets its number before it is stored; the last few are read again.
RECENT_IDS = 10
# `after` compares the blog's local time, whose zone an admin may have changed.
ZONES = timedelta(hours=27)
CLOCK_SLACK = timedelta(minutes=5)
# Neither people's network addresses nor their browsers' names are of use here. (`content.raw` would give no content at all: the
# comments' controller asks for whole fields.)
FIELDS = "id,post,parent,author,author_name,author_email,date_gmt,content,link,status,type,_links,_embedded"
STANDING = "id,post,status,author_ip,author_user_agent"
READING = {"context": "edit", "_embed": "up", "_fields": FIELDS}
# What has been put into the bin, alone or with its post.
BINNED = ("trash", "post-trashed")
STATUS_AFTER = {
    Action.APPROVE: "approved",
    Action.UNHIDE: "approved",
    Action.HIDE: "hold",
    Action.SPAM: "spam",
}


class WordPressConnector(Connector):
    """One blog, as one of its users with an application password.

    Comments are read in the order of their ids, which is that of their arrival. Read are those that stand on the blog or are held
    for moderation; what the blog's own filter took for spam is not, but a comment read before stays when it is marked as spam.
    """

    platform = "wordpress"
    capabilities = Capabilities(
        label="WordPress",
        streams=(StreamSpec("comments", "Comments, held ones and own answers"),),
        fields=(
            ConnectField(
                "username",
                "User name",
                "A user of the blog who may moderate comments: an editor or an administrator. Answers appear under this name.",
                is_secret=False,
            ),
            ConnectField(
                "application_password",
                "Application password",
                "Made on the blog, under Users, Profile, Application Passwords. Not the password used to sign in.",
            ),
        ),
        replies={
            Kind.COMMENT: ReplyRules(
                (Limit(65_525, Counting.BYTES),),  # wp_get_comment_fields_max_lengths()
                Recovery.READ_BACK,
                note="Answering a comment that is held for moderation approves it.",
            )
        },
        cannot_reply="Only comments can be answered on a blog.",
        actions=frozenset({Action.APPROVE, Action.HIDE, Action.UNHIDE, Action.SPAM, Action.DELETE}),
        own_actions=frozenset({Action.DELETE}),
        server_label="Address of the blog",
    )

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.blog = Blog(credentials)

    def check(self) -> Profile:
        me = self.blog.get_object("/wp/v2/users/me", context="edit")
        number, may = me.get("id"), me.get("capabilities")
        if not isinstance(number, int) or number <= 0:
            raise Rejected("The WordPress blog answered without saying whose application password this is.")
        if isinstance(may, Mapping) and not may.get("moderate_comments"):
            raise NotPermitted(
                "This WordPress user may not moderate comments. Use one who is an editor or an administrator."
            )
        index = self.blog.get_object("/", _fields="name,home")
        handle = str(me.get("username") or me.get("slug") or number)
        name = plain_text(str(index.get("name") or me.get("name") or handle), keeps_lines=False)
        return Profile(f"{number}@{_site(index.get('home')) or _site(self.credentials.base_url)}", handle, name)

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        """The cursor: `after`, the id up to which all was handed over; within a pass its `place`, and the `newest` id seen."""
        is_first = "after" not in cursor
        after, place = int(cursor.get("after", 0)), Place.read(cursor.get("place"))
        size = PAGE_SIZE if is_first or place.offset else POLL_SIZE
        entries, total = self._listed(place, size, orderby="id")
        keys = [key_by_id(entry) for entry in entries]
        ids = [key[1] for key in keys if key]
        newest = max([after, int(cursor.get("newest", 0)), *ids])
        items = tuple(
            parse.bundle(entry)
            for entry, key in zip(entries, keys, strict=True)
            if key is None or key[1] > after - RECENT_IDS
        )
        following, is_unbroken = go_on(place, keys, size=size, total=total)
        is_reached = is_unbroken and bool(ids) and ids[-1] <= after - RECENT_IDS
        if is_first or is_reached or following is None:
            return Page(items, {"after": newest})
        return Page(items, {"after": after, "place": following.stored(), "newest": newest}, has_more=True)

    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        place = Place.read(cursor.get("place"))
        since = {"after": (until - ZONES).isoformat()} if until else {}
        entries, total = self._listed(place, PAGE_SIZE, orderby="date_gmt", **since)
        items = tuple(parse.bundle(entry) for entry in entries)
        following, _is_unbroken = go_on(place, [key_by_time(entry) for entry in entries], size=PAGE_SIZE, total=total)
        next_cursor = {"place": following.stored()} if following else {}
        return Page(items, next_cursor, has_more=bool(following), total=total, reached=self._oldest(items))

    def _listed(self, place: Place, size: int, **more: Any) -> tuple[list[Any], int | None]:
        """Comments from `place` on, newest first; `all` means those approved and those held (WP_Comment_Query)."""
        return self.blog.get_list(
            "/wp/v2/comments", status="all", order="desc", per_page=size, offset=place.offset, **READING, **more
        )

    def _oldest(self, items: Sequence[Raw]) -> datetime | None:
        times = []
        for raw in items:
            try:
                message = self.parse("comments", raw.data).message
            except Malformed:
                continue
            if message:
                times.append(message.created_at)
        return min(times, default=None)

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        return parse.parse_comment(raw, self.credentials)

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """All in one list, then each that is not in it by itself: what may not be read is left out of lists without a word."""
        asked = {
            message.external_id
            for message in messages
            if message.external_id.isascii() and message.external_id.isdigit()
        }
        if not asked:
            return Reread((), frozenset())
        entries, _total = self.blog.get_list(
            "/wp/v2/comments", include=",".join(sorted(asked, key=int)), status="any", per_page=PAGE_SIZE, **READING
        )
        found = {
            raw.external_id: (entry, raw) for entry in entries if (raw := parse.bundle(entry)).external_id in asked
        }
        gone = {key for key, (entry, _raw) in found.items() if entry.get("status") in BINNED}
        items = tuple(("comments", raw) for key, (_entry, raw) in found.items() if key not in gone)
        for key in asked - set(found):
            try:
                self.blog.get_object(f"/wp/v2/comments/{key}", **READING)
            except Gone:
                gone.add(key)
            except NotPermitted:
                continue  # This one may not be read any more; the list could be, so it is not our credentials.
        return Reread(items, frozenset(gone))

    def context(self, message: Standing) -> tuple[Post, ...]:
        try:
            entry = self.blog.get_object(f"/wp/v2/comments/{message.external_id}", **READING)
        except Gone:
            return ()
        post = parse.parse_post(parse.embedded_post(entry), self.credentials)
        return (post,) if post else ()

    def send(self, reply: Outgoing) -> Delivery:
        """WordPress takes an answer to a comment that is gone as readily as any other, so that one is looked at first."""
        above = self._standing_comment(reply.parent_id)
        if above.get("status") in ("hold", "spam"):
            # First, as its own “Approve and Reply” does: an answer must not stand there without its question.
            self._set_status(above, "approved")
        facts = {"post": above.get("post"), "parent": int(reply.parent_id), "content": as_html(reply.text)}
        try:
            sent = self.blog.post("/wp/v2/comments", **facts)
        except Duplicate as error:
            standing = self.find_sent(reply)
            if isinstance(standing, Delivery):
                return standing
            raise Rejected(str(error)) from error
        delivery = _delivery(sent)
        if delivery is None:
            raise UnknownOutcome("The WordPress blog took the reply without naming it.")
        return delivery

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        """Look for our own words under what they answer, wherever the blog has put them since.

        WordPress itself refuses the same words of the same user under the same comment, but not reliably: it takes backslashes out
        before it compares (wp_allow_comment in 6.1), and filters may change what is stored.
        """
        offset = 0
        while True:
            entries, total = self.blog.get_list(
                "/wp/v2/comments",
                parent=reply.parent_id,
                author=self._own_number,
                status="any",
                order="desc",
                per_page=PAGE_SIZE,
                offset=offset,
                **READING,
            )
            for entry in entries:
                if self._is_sent(entry, reply) and (delivery := _delivery(entry)):
                    return delivery
            offset += PAGE_SIZE
            if len(entries) < PAGE_SIZE if total is None else offset >= total:
                return None

    @property
    def _own_number(self) -> str:
        return self.credentials.external_id.partition("@")[0]

    def _is_sent(self, entry: Any, reply: Outgoing) -> bool:
        try:
            message = self.parse("comments", parse.bundle(entry).data).message
        except Malformed:
            return False
        return (
            message is not None
            and message.is_ours
            and message.parent_id == reply.parent_id
            and message.external_id not in reply.known_ids
            and message.created_at >= reply.queued_at - CLOCK_SLACK
            and folded(message.text) == folded(reply.text)
        )

    def act(self, action: Action, message: Standing) -> None:
        allowed = self.capabilities.own_actions if message.is_ours else self.capabilities.actions
        if action not in allowed:
            super().act(action, message)
        elif action is Action.DELETE:
            self._put_in_bin(message.external_id)
        else:
            standing = self._standing_comment(message.external_id)
            if standing.get("status") != STATUS_AFTER[action]:
                self._set_status(standing, STATUS_AFTER[action])

    def _standing_comment(self, comment_id: str) -> dict[str, Any]:
        """A comment as it stands. Raises Gone where it is deleted or in the bin."""
        if not (comment_id.isascii() and comment_id.isdigit()):
            raise Rejected("WordPress has no such comment.")
        entry = self.blog.get_object(f"/wp/v2/comments/{comment_id}", context="edit", _fields=STANDING)
        if entry.get("status") in BINNED:
            raise Gone("WordPress has this comment in its bin.")
        return {**entry, "id": comment_id}

    def _set_status(self, standing: Mapping[str, Any], status: str) -> None:
        """Any change would put our own address and client down as the commenter's (prepare_item_for_database), so that theirs
        are given back.
        """
        writer = {name: standing[name] for name in ("author_ip", "author_user_agent") if standing.get(name)}
        changed = self.blog.post(f"/wp/v2/comments/{standing['id']}", status=status, **writer)
        if isinstance(changed, Mapping) and changed.get("status") not in (None, status):
            raise Unavailable("The WordPress blog did not change the comment. It will be tried again.")

    def _put_in_bin(self, comment_id: str) -> None:
        """Into the bin; for good where the blog has none (EMPTY_TRASH_DAYS is 0)."""
        try:
            self._standing_comment(comment_id)
            self.blog.delete(f"/wp/v2/comments/{comment_id}")
        except Gone:
            return
        except BinMissing:
            self.blog.delete(f"/wp/v2/comments/{comment_id}", force="true")


def _delivery(entry: Any) -> Delivery | None:
    comment_id = parse.bundle(entry).external_id
    link = entry.get("link") if isinstance(entry, Mapping) else ""
    return Delivery(comment_id, link if isinstance(link, str) else "") if comment_id else None


def _site(address: Any) -> str:
    """A blog's host and folder, which tell its users from those of another blog."""
    parts = urlsplit(address if isinstance(address, str) else "")
    return f"{parts.netloc}{parts.path.rstrip('/')}".lower()
