"""Tweets and users in the shapes X's API v2 gives them: only the default fields unless more were asked
for.
"""

import html
from typing import Any

from sandbox import moments
from sandbox.accounts import account_by_id
from sandbox.items import history, items_by_seq
from sandbox.people import people_by_id
from sandbox.platforms.x.parameters import Wanted
from sandbox.platforms.x.problems import not_found
from sandbox.platforms.x.text import without_leading_handles
from sandbox.records import Account, Item, Person
from sandbox.store import Store

_EDITABLE_FOR = 30 * moments.MINUTE
_DEFAULT_PICTURE = "https://abs.twimg.com/sticky/default_profile_images/default_profile_normal.png"


class Payloads:
    """Builds the answer's ``data``, ``includes`` and ``errors`` for one request."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._store = store
        self._wanted = wanted
        self._accounts: dict[int, Account] = {}
        self._people: dict[int, Person] = {}
        self._above: dict[int, Item] = {}
        self._ids: dict[int, list[str]] = {}

    def many(self, items: list[Item]) -> dict[str, Any]:
        """``data`` and, where expansions ask for them, ``includes`` and their ``errors``; no empty lists, as
        on X.
        """
        self._learn(items)
        body: dict[str, Any] = {"data": [self._tweet(item) for item in items]} if items else {}
        includes, errors = self._expand(items)
        if includes:
            body["includes"] = includes
        if errors:
            body["errors"] = errors
        return body

    def one(self, item: Item) -> dict[str, Any]:
        body = self.many([item])
        body["data"] = body["data"][0]
        return body

    def user(self, who: Account | Person) -> dict[str, Any]:
        """Default fields id, name, username; the rest when asked for."""
        facts: dict[str, Any] = {"id": who.external_id, "name": who.name, "username": who.handle}
        extra: dict[str, Any] = {
            "created_at": moments.iso(who.created_at),
            "description": "",
            "profile_image_url": _DEFAULT_PICTURE,
            "protected": False,
            "verified": False,
            "verified_type": "none",
        }
        if who.audience is not None:
            extra["public_metrics"] = {
                "followers_count": who.audience,
                "following_count": 0,
                "tweet_count": 0,
                "listed_count": 0,
                "like_count": 0,
                "media_count": 0,
            }
        return facts | {name: value for name, value in extra.items() if name in self._wanted.user}

    def _learn(self, items: list[Item]) -> None:
        """Fetch in one go what the payloads of these items refer to."""
        self._above |= items_by_seq(self._store, [seq for item in items for seq in (item.parent_seq, item.root_seq)])
        everyone = [*items, *self._above.values()]
        self._people |= people_by_id(self._store, [item.person_id for item in everyone])
        self._ids |= history(self._store, [item.seq for item in everyone])
        for item in everyone:
            if item.account_id not in self._accounts:
                self._accounts[item.account_id] = account_by_id(self._store, item.account_id)

    def _author(self, item: Item) -> Account | Person:
        if item.person_id is None:
            return self._accounts[item.account_id]
        return self._people[item.person_id]

    def _tweet(self, item: Item) -> dict[str, Any]:
        tweet: dict[str, Any] = {
            "id": item.external_id,
            "text": html.escape(item.text, quote=False),  # as X does
            "edit_history_tweet_ids": self._ids[item.seq],
        }
        parent = self._above.get(item.parent_seq or -1)
        root = self._above[item.root_seq]
        asked = self._wanted.tweet | self._implied()
        extra: dict[str, Any] = {
            "author_id": self._author(item).external_id,
            "conversation_id": root.first_id,
            "created_at": moments.iso(item.created_at),
            "lang": "und",
            "possibly_sensitive": False,
            "reply_settings": "everyone",
            "display_text_range": [
                len(item.text) - len(without_leading_handles(item.text)) if parent else 0,
                len(item.text),
            ],
            "edit_controls": {
                "edits_remaining": max(0, 6 - len(self._ids[item.seq])),
                "is_edit_eligible": True,
                "editable_until": moments.iso(item.created_at + _EDITABLE_FOR),
            },
            "public_metrics": dict.fromkeys(
                (
                    *("retweet_count", "reply_count", "like_count", "quote_count"),
                    *("bookmark_count", "impression_count"),
                ),
                0,
            ),
        }
        if parent is not None:
            extra["in_reply_to_user_id"] = self._author(parent).external_id
            extra["referenced_tweets"] = [{"type": "replied_to", "id": item.parent_ref}]
        return tweet | {name: value for name, value in extra.items() if name in asked}

    def _implied(self) -> set[str]:
        """An expansion brings the field it expands along."""
        fields = {
            "author_id": "author_id",
            "in_reply_to_user_id": "in_reply_to_user_id",
            "referenced_tweets.id": "referenced_tweets",
            "referenced_tweets.id.author_id": "referenced_tweets",
        }
        return {field for expansion, field in fields.items() if expansion in self._wanted.expansions}

    def _expand(self, items: list[Item]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        expansions = self._wanted.expansions
        who: list[tuple[str, Account | Person]] = []
        tweets: dict[str, Item] = {}
        errors: list[dict[str, Any]] = []
        for item in items:
            parent = self._above.get(item.parent_seq or -1)
            if "author_id" in expansions:
                who.append(("author_id", self._author(item)))
            if parent is None:
                continue
            if "in_reply_to_user_id" in expansions:
                who.append(("in_reply_to_user_id", self._author(parent)))
            if "referenced_tweets.id" in expansions or "referenced_tweets.id.author_id" in expansions:
                if parent.is_deleted:
                    errors.append(not_found("tweet", "referenced_tweets.id", item.parent_ref or ""))
                else:
                    tweets[parent.external_id] = parent
                    if "referenced_tweets.id.author_id" in expansions:
                        who.append(("referenced_tweets.id.author_id", self._author(parent)))
        users: dict[str, dict[str, Any]] = {}
        for parameter, person in who:
            if isinstance(person, Person) and person.is_deleted:
                errors.append(not_found("user", parameter, person.external_id))
            else:
                users[person.external_id] = self.user(person)
        includes: dict[str, Any] = {}
        if users:
            includes["users"] = list(users.values())
        if tweets:
            self._learn(list(tweets.values()))
            includes["tweets"] = [self._tweet(tweet) for tweet in tweets.values()]
        return includes, errors
