"""Mastodon, through Mastodon.py: mentions and private mentions, our own posts and answers, and replying."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from mastodon import Mastodon

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
from connectors.errors import (
    Gone,
    Malformed,
    NotPermitted,
    Permanent,
    Rejected,
    Unavailable,
    UnknownOutcome,
)
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
from connectors.mastodon.outgoing import addressed, answers_somebody, folded_text, visibility
from connectors.mastodon.parse import folded, parse_status, root_post
from connectors.mastodon.places import START, earliest, ids_of, is_after, latest, settled, times_of
from connectors.mastodon.server import Listed, Server
from connectors.mastodon.threads import STATUSES_AT_ONCE, Threads, parent_of, read_statuses, status_id
from connectors.reading import storable

# The most that /accounts/:id/statuses gives; notifications would give 80, but each may need a call to find its thread.
PAGE_SIZE = 40
# "quote": somebody quotes a post of ours, with words of their own. A server that does not know a type ignores it.
TYPES = ["mention", "quote"]
CLOCKS_DIFFER = timedelta(minutes=5)

LIMITS = (Limit(500, Counting.MASTODON),)
IN_PUBLIC = ReplyRules(
    LIMITS,
    Recovery.KEYED,
    note="The person's @name is put in front and counts, without its server, towards the length.",
)
IN_PRIVATE = ReplyRules(
    LIMITS,
    Recovery.KEYED,
    note="Only people named with @ can read it: the person, whose @name is put in front, and whoever else you name.",
)


class MastodonConnector(Connector):
    """One account on one Mastodon server."""

    platform = "mastodon"
    capabilities = Capabilities(
        label="Mastodon",
        streams=(StreamSpec("mentions", "Mentions"), StreamSpec("own_posts", "Own posts and answers")),
        fields=(
            ConnectField(
                "access_token",
                "Access token",
                "On your server: Preferences, Development, New application, with the scopes read, write:statuses and "
                "write:favourites. Open the application and copy “Your access token”.",
            ),
        ),
        replies={Kind.MENTION: IN_PUBLIC, Kind.DIRECT_MESSAGE: IN_PRIVATE},
        private_replies={Kind.MENTION: IN_PRIVATE},
        actions=frozenset({Action.LIKE, Action.UNLIKE}),
        own_actions=frozenset({Action.DELETE}),
        private_actions=frozenset({Action.LIKE, Action.UNLIKE}),
        own_private_actions=frozenset({Action.DELETE}),
        handle_prefix="@",
        numbers_by_server=True,
        server_label="Address of your server",
    )

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.server = Server(credentials)

    def check(self) -> Profile:
        try:
            me = self.server.read_object(lambda client: client.account_verify_credentials())
        except Unavailable:
            if elsewhere := self.server.sent_on_to:
                raise Rejected(
                    f"Mastodon is not at this address, which sends us on to {elsewhere}: enter that."
                ) from None
            raise
        own_id = status_id(me)
        if not own_id:
            raise Rejected("Mastodon answered without saying whose token this is.")
        handle = storable(str(me.get("acct") or me.get("username") or ""))
        return Profile(own_id, handle, storable(str(me.get("display_name") or handle)), self._reply_limit())

    def _reply_limit(self) -> int | None:
        """What the server sets, None where it does not say: servers may allow more than Mastodon's 500."""
        for ask in (Mastodon.instance_v2, Mastodon.instance_v1):
            with suppress(Permanent):
                configuration = self.server.read_object(ask).get("configuration")
                statuses = configuration.get("statuses") if isinstance(configuration, dict) else None
                limit = statuses.get("max_characters") if isinstance(statuses, dict) else None
                if isinstance(limit, int) and not isinstance(limit, bool) and limit > 0:
                    return limit
        return None

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        """One page forwards. `min_id` gives what follows it immediately, so a pass may stop anywhere and skips nothing.

        The cursor: `min_id`, up to which all is read and nothing can appear any more; `seen`, the last id handed over;
        `at`, within a pass, where its next page begins. What lies between `min_id` and `seen` is read again.
        """
        if not cursor:
            listed = self._list(stream)
            start = START if len(listed.rows) < PAGE_SIZE else earliest(ids_of(listed.rows)) or START
            place = {
                "min_id": settled(listed.rows, at_least=start),
                "seen": latest(ids_of(listed.rows), at_least=START),
            }
            return Page(self._bundles(stream, listed.rows), place, budget=listed.budget)
        min_id, seen = str(cursor["min_id"]), str(cursor["seen"])
        at = str(cursor.get("at") or min_id)
        listed = self._list(stream, min_id=at)
        last = latest(ids_of(listed.rows), at_least=at)
        place = {"min_id": settled(listed.rows, at_least=min_id), "seen": latest([last], at_least=seen)}
        has_more = is_after(last, at) and (is_after(last, seen) or len(listed.rows) >= PAGE_SIZE)
        if has_more:
            place["at"] = last
        return Page(self._bundles(stream, listed.rows), place, has_more, budget=listed.budget)

    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        """One page backwards, to the first thing the server still has: Mastodon sets no limit to how far one may page.

        It tells no count of what the walk holds.
        """
        before = str(cursor["max_id"]) if cursor else ""
        listed = self._list(stream, max_id=before or None)
        first = earliest(ids_of(listed.rows))
        is_on = bool(first) and (not before or is_after(before, first))
        times = times_of(listed.rows)
        is_through = until is not None and bool(times) and max(times) < until
        return Page(
            self._bundles(stream, listed.rows),
            {"max_id": first} if is_on else dict(cursor),
            has_more=is_on and not is_through,
            budget=listed.budget,
            reached=min(times, default=None),
        )

    def _list(self, stream: str, **place: str | None) -> Listed:
        if stream == "own_posts":
            return self.server.read_list(
                lambda client: client.account_statuses(
                    self.credentials.external_id, exclude_reblogs=True, limit=PAGE_SIZE, **place
                )
            )
        with self._unfiltered():
            return self.server.read_list(
                lambda client: client.notifications(types=list(TYPES), limit=PAGE_SIZE, **place)
            )

    @contextmanager
    def _unfiltered(self) -> Iterator[None]:
        """Ask for what the account's notification policy would set aside, too: private mentions by strangers are, by default.

        https://docs.joinmastodon.org/methods/notifications/#get : `include_filtered`, which the library has no name for.
        """
        self.server.session.params = {"include_filtered": "true"}
        try:
            yield
        finally:
            self.server.session.params = {}

    def _bundles(self, stream: str, rows: list[Any]) -> tuple[Raw, ...]:
        """Each status with what is needed to read it by itself; of a mention, with the thread it belongs to."""
        if stream == "own_posts":
            return tuple(Raw(status_id(row) if isinstance(row, dict) else "", {"status": row}) for row in rows)
        statuses = [row["status"] for row in rows if isinstance(row, dict) and isinstance(row.get("status"), dict)]
        threads = Threads(self.server, statuses)
        threads.climb(statuses)
        return tuple(threads.bundle(row) for row in rows)

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        return parse_status(raw, own_id=self.credentials.external_id)

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """What is missing where several are asked for is asked for by itself: only Mastodon's own 404 says that it is gone.

        That is also its answer where an author has blocked us; a token that may not read is refused in other words, and raised.
        """
        standing = {message.external_id: message for message in messages}
        ids = list(standing)
        found: dict[str, Any] = {}
        for first in range(0, len(ids), STATUSES_AT_ONCE):
            rows = read_statuses(self.server, ids[first : first + STATUSES_AT_ONCE])
            found |= {status_id(row): row for row in rows if isinstance(row, dict) and status_id(row) in standing}
        gone = set()
        for key in [key for key in ids if key not in found]:
            try:
                found[key] = self.server.read_object(lambda client, key=key: client.status(key))  # type: ignore[misc]
            except Gone:
                gone.add(key)
            except Unavailable:
                if not found:
                    raise
                break
        return Reread(tuple(_reread(standing[key], status) for key, status in found.items()), frozenset(gone))

    def context(self, message: Standing) -> tuple[Post, ...]:
        """The first status of the thread, unless it is the person's own."""
        if message.thread_id in ("", message.external_id):
            return ()
        try:
            root = self.server.read_object(lambda client: client.status(message.thread_id))
            post = root_post(root, self.credentials.external_id)
        except (Gone, Malformed):
            return ()
        return () if post.author_name == f"@{message.answering.get('acct')}" else (post,)

    @classmethod
    def as_sent(cls, text: str, answering: Mapping[str, Any]) -> str:
        return addressed(text, answering)

    def send(self, reply: Outgoing) -> Delivery:
        """Publish `reply`, to be seen by whoever sees what it answers.

        The server remembers `Idempotency-Key` for an hour and answers a repeated request with the status it made first:
        https://docs.joinmastodon.org/methods/statuses/#create
        """
        sent = self.server.write(
            lambda client: client.status_post(
                addressed(reply.text, reply.answering),
                in_reply_to_id=reply.parent_id,
                visibility=visibility(reply),
                idempotency_key=reply.key,
            )
        )
        if not status_id(sent):
            raise UnknownOutcome("Mastodon accepted the reply without naming it.")
        return _delivery(sent)

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        """Our own statuses are read back as far as the reply is old. Where it is not there, sending it under the same key is
        safe, even if the first request is only now being carried out."""
        wanted, since = folded(reply.text), reply.queued_at - CLOCKS_DIFFER
        before = adrift = ""
        while True:
            rows = self._list("own_posts", max_id=before or None).rows
            for status in [row for row in rows if isinstance(row, dict) and status_id(row) not in reply.known_ids]:
                is_older = any(time < since for time in times_of([status]))
                if not status_id(status) or is_older or folded_text(status) != wanted:
                    continue
                if parent_of(status) == reply.parent_id:
                    return _delivery(status)
                if not parent_of(status) and answers_somebody(status, reply):
                    adrift = status_id(status)
            times, first = times_of(rows), earliest(ids_of(rows))
            is_through = bool(times) and max(times) < since
            if is_through or not first or (before and not is_after(before, first)):
                break
            before = first
        if adrift:
            # Mastodon forgets what an answer answered when that is deleted.
            return Undecidable(
                f"A post of yours in these words answers something since deleted; it may be this reply ({adrift})."
            )
        return None

    def act(self, action: Action, message: Standing) -> None:
        verbs = {
            Action.LIKE: Mastodon.status_favourite,
            Action.UNLIKE: Mastodon.status_unfavourite,
            Action.DELETE: Mastodon.status_delete,
        }
        if action not in verbs or (action is Action.DELETE and not message.is_ours):
            raise NotPermitted(f"Mastodon knows no “{action}” for this.")
        try:
            self.server.write(lambda client: verbs[action](client, message.external_id))
        except Gone:
            if action is Action.LIKE:
                raise  # The others are done, in a way.


def _reread(message: Standing, status: dict[str, Any]) -> tuple[str, Raw]:
    bundle = {"status": status} | ({"root_id": message.thread_id} if message.thread_id else {})
    return "own_posts" if message.is_ours else "mentions", Raw(message.external_id, bundle)


def _delivery(status: Mapping[str, Any]) -> Delivery:
    url = status.get("url")
    return Delivery(status_id(status), url if isinstance(url, str) else "")
