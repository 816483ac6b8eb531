"""An Instagram professional account, through facebook-sdk with the token of the Page it is linked to."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.capabilities import Action, Kind
from connectors.errors import Gone, Malformed, NotPermitted, Rejected, Unavailable, UnknownOutcome
from connectors.instagram.capabilities import CAPABILITIES
from connectors.instagram.comments import CommentWalk, comment_raw
from connectors.instagram.fields import MEDIA_FIELDS, MENTION_FIELDS, MESSAGE_FIELDS, SINGLE_FIELDS
from connectors.instagram.parse import parse_comment, parse_mention, parse_post, parse_tag
from connectors.instagram.pushes import SUBSCRIBED, parse_push
from connectors.instagram.replies import answer, find_answer
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
    Refreshed,
    Reread,
    Standing,
    Undecidable,
)
from connectors.meta.connector import MetaConnector
from connectors.meta.graph import GraphClient
from connectors.meta.lists import fetch_back_newest_first, fetch_newest_first, id_of
from connectors.meta.messaging import Mailbox
from connectors.meta.parse_message import parse_message

TAGS_A_PAGE = 50


class InstagramConnector(MetaConnector):
    """One account. Its own objects hang on its id; conversations and pushes hang on the Page, which its token calls `me`."""

    platform = "instagram"
    capabilities = CAPABILITIES

    def __init__(self, credentials: Credentials) -> None:
        super().__init__(credentials)
        self.graph = GraphClient("Instagram", credentials)
        self.account_id, self.handle = credentials.external_id, credentials.handle
        self.comments = CommentWalk(self.graph, self.account_id)
        own_names = frozenset({self.account_id, self.handle.lower()})
        self.mailbox = Mailbox(self.graph, "me", "instagram", MESSAGE_FIELDS, own_names, False)

    def check(self) -> Profile:
        page = self.graph.node("me", fields="id,name,instagram_business_account{id,username,name}")
        account = page.get("instagram_business_account")
        if not isinstance(account, Mapping) or not id_of(account):
            raise Rejected("The Page of this token has no Instagram professional account linked to it.")
        name = account.get("name") or page.get("name") or ""
        return Profile(id_of(account), str(account.get("username") or id_of(account)), str(name))

    def refresh(self) -> Refreshed | None:
        """A token of 60 days for the one there is. Without the app's id and secret nothing can be renewed.

        https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived
        """
        secrets = self.credentials.secrets
        if not (secrets.get("app_id") and secrets.get("app_secret")):
            return None
        try:
            told = self.graph.write(
                "oauth/access_token",
                grant_type="fb_exchange_token",
                client_id=secrets["app_id"],
                client_secret=secrets["app_secret"],
                fb_exchange_token=secrets["access_token"],
            )
        except UnknownOutcome as error:
            raise Unavailable(str(error)) from error
        token, seconds = told.get("access_token"), told.get("expires_in")
        if not isinstance(token, str) or not token:
            raise Unavailable("Instagram gave no new token. It will be asked again.")
        ends = datetime.now(UTC) + timedelta(seconds=seconds) if isinstance(seconds, int) else None
        return Refreshed({**secrets, "access_token": token}, ends)

    def fetch(self, stream: str, cursor: Mapping[str, Any]) -> Page:
        if stream == "comments":
            return self.comments.fetch(cursor)
        if stream == "direct_messages":
            return self.mailbox.fetch(cursor)
        return fetch_newest_first(cursor, self._reader(stream), _media_raws, self._budget)

    def fetch_back(self, stream: str, cursor: Mapping[str, Any], *, until: datetime | None) -> Page:
        if stream == "comments":
            return self.comments.fetch_back(cursor, until)
        if stream == "direct_messages":
            return self.mailbox.fetch_back(cursor, until)
        return fetch_back_newest_first(
            cursor, self._reader(stream), _media_raws, self._budget, until=until, field="timestamp"
        )

    def _reader(self, stream: str) -> Callable[[str | None], dict[str, Any]]:
        if stream != "tags":
            raise NotPermitted("Instagram announces mentions by push alone.")
        return lambda after: self.graph.edge(
            self.account_id, "tags", fields=MEDIA_FIELDS, limit=TAGS_A_PAGE, after=after
        )

    def _budget(self) -> Budget | None:
        return self.graph.budget

    def parse(self, stream: str, raw: Mapping[str, Any]) -> Parsed:
        if stream == "direct_messages":
            return parse_message(raw, self.mailbox)
        if stream == "mentions":
            return parse_mention(raw, self.account_id, self.handle)
        if stream == "tags":
            return parse_tag(raw, self.account_id, self.handle)
        if "comment" in raw:
            return parse_comment(raw, self.account_id, self.handle)
        return Parsed(posts=(parse_post(raw, self.account_id, self.handle),))

    def reread(self, messages: Sequence[Standing]) -> Reread:
        """Comments all at once; mentions elsewhere one by one, by the way Instagram keeps for them: so their words are got."""
        comments = {message.external_id: message for message in messages if message.kind is Kind.COMMENT}
        gone: set[str] = set()
        found = self._look(sorted(comments), gone)
        items = [("comments", comment_raw(entry, comments[key].thread_id)) for key, entry in found.items()]
        for message in messages:
            if message.kind is Kind.MENTION and "media_id" in message.answering:
                try:
                    items.append(("mentions", self._mention_again(message)))
                except Gone:
                    gone.add(message.external_id)
        items += self.mailbox.reread(
            [
                m
                for m in messages
                if m.kind is Kind.DIRECT_MESSAGE or ("person" in m.answering and m.kind is Kind.MENTION)
            ]
        )
        if gone and not items:
            # Graph words a lost permission as it words a deletion: what surely stands there must still be readable.
            self.graph.edge(self.account_id, "media", fields="id", limit=1)
        return Reread(tuple(items), frozenset(gone))

    def _look(self, ids: list[str], gone: set[str]) -> dict[str, dict[str, Any]]:
        """All at once; Graph refuses the whole list when one of it is gone, and then each half is asked for by itself."""
        if not ids:
            return {}
        try:
            return self.graph.nodes(ids, fields=SINGLE_FIELDS)
        except Gone:
            if len(ids) == 1:
                gone.update(ids)
                return {}
        half = len(ids) // 2
        return self._look(ids[:half], gone) | self._look(ids[half:], gone)

    def _mention_again(self, message: Standing) -> Raw:
        media_id, comment_id = str(message.answering["media_id"]), message.answering.get("comment_id")
        if comment_id:
            asked = f"mentioned_comment.comment_id({comment_id}){{{MENTION_FIELDS}}}"
            comment = self._mentioned("mentioned_comment", asked)
            above = comment.pop("media", None)
            return Raw(message.external_id, {"comment": comment, "media_id": media_id, "above": above})
        asked = f"mentioned_media.media_id({media_id}){{{MEDIA_FIELDS}}}"
        return Raw(message.external_id, {"media": self._mentioned("mentioned_media", asked)})

    def _mentioned(self, name: str, asked: str) -> dict[str, Any]:
        found = self.graph.node(self.account_id, fields=asked).get(name)
        if not isinstance(found, dict):
            raise Unavailable("Instagram's answer is not in its own format. It will be asked again.")
        return found

    def context(self, message: Standing) -> tuple[Post, ...]:
        """The post a comment stands under: a push comes without it."""
        if message.kind is not Kind.COMMENT:
            return ()
        with suppress(Gone, Malformed):  # Context that cannot be read must not cost the message.
            media = self.graph.node(message.thread_id, fields=MEDIA_FIELDS)
            return (parse_post({"media": media}, self.account_id, self.handle),)
        return ()

    def send(self, reply: Outgoing) -> Delivery:
        return self.mailbox.send(reply) if _is_private(reply) else answer(self.graph, reply, self.account_id)

    def find_sent(self, reply: Outgoing) -> Delivery | Undecidable | None:
        if _is_private(reply):
            return self.mailbox.find_sent(reply)
        return find_answer(self.graph, reply, self._wrote)

    def _wrote(self, entry: Any) -> bool:
        if not isinstance(entry, Mapping):
            return False
        return self.mailbox.is_ours(entry.get("from")) or self.mailbox.is_ours({"username": entry.get("username")})

    def act(self, action: Action, message: Standing) -> None:
        if message.kind is not Kind.COMMENT:
            raise NotPermitted(f"Instagram knows no “{action}” for this kind of message.")
        if action in (Action.HIDE, Action.UNHIDE):
            self.graph.write(message.external_id, hide="true" if action is Action.HIDE else "false")
        elif action is Action.DELETE:
            with suppress(Gone):
                self.graph.remove(message.external_id)
        else:
            super().act(action, message)

    def subscribe(self) -> bool:
        self.graph.write("me/subscribed_apps", subscribed_fields=SUBSCRIBED)
        return True

    def parse_push(self, body: bytes) -> Pushed:
        return parse_push(body, self.account_id)


def _is_private(reply: Outgoing) -> bool:
    """A story that mentions the account comes as a message, and is answered in its conversation."""
    is_story = reply.kind is Kind.MENTION and "media_id" not in reply.answering and "person" in reply.answering
    return reply.is_private or reply.kind is Kind.DIRECT_MESSAGE or is_story


def _media_raws(entry: Any) -> list[Raw]:
    return [Raw(id_of(entry), {"media": entry})]
