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
from sandbox.platforms.x.text import Shown, shown_text, without_leading_handles
from sandbox.records import Account, Item, Person
from sandbox.store import Store, marks

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
        self._answers: dict[tuple[int, bool], int] = {}

    def many(self, items: list[Item]) -> dict[str, Any]:
        """``data`` and, where expansions ask for them, ``includes`` and their ``errors``; no empty lists, as
        on X.
        """
        self._learn(items)
        self._count(items)
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

    def _count(self, items: list[Item]) -> None:
        """How many replies and quotes stand under each."""
        if "public_metrics" not in self._wanted.tweet:
            return
        seqs = [item.seq for item in items]
        rows = self._store.all(
            "SELECT parent_seq, kind = 'quote' AS is_quote, count(*) AS n FROM items"
            f" WHERE parent_seq IN ({marks(seqs)}) AND deleted_at IS NULL GROUP BY 1, 2",
            *seqs,
        )
        self._answers |= {(row["parent_seq"], bool(row["is_quote"])): row["n"] for row in rows}

    def media(self, item: Item) -> list[dict[str, Any]]:
        """``includes.media`` of an item; ``media_key`` and ``type`` always, the rest when asked for."""
        found = []
        for key, one in zip(media_keys(item), item.media, strict=True):
            kind = {"image": "photo", "video": "video"}.get(str(one.get("kind", "image")), "photo")
            extra = {"url": one.get("url"), "alt_text": one.get("text"), "preview_image_url": one.get("url")}
            shown = ("url", "alt_text") if kind == "photo" else ("preview_image_url", "alt_text")
            extra = {name: extra[name] for name in shown if extra[name] and name in self._wanted.media}
            found.append({"media_key": key, "type": kind} | extra)
        return found

    def _author(self, item: Item) -> Account | Person:
        if item.person_id is None:
            return self._accounts[item.account_id]
        return self._people[item.person_id]

    def _tweet(self, item: Item) -> dict[str, Any]:
        parent = self._above.get(item.parent_seq or -1)
        shown = self._text(item, parent)
        text = shown.text
        tweet: dict[str, Any] = {
            "id": item.external_id,
            "text": html.escape(text, quote=False),  # as X does
            "edit_history_tweet_ids": self._ids[item.seq],
        }
        root = self._above[item.root_seq]
        asked = self._wanted.tweet | self._implied()
        extra: dict[str, Any] = {
            "author_id": self._author(item).external_id,
            "conversation_id": root.first_id,
            "created_at": moments.iso(item.created_at),
            "lang": "und",
            "possibly_sensitive": False,
            "reply_settings": "everyone",
            "display_text_range": [len(text) - len(without_leading_handles(text)) if parent else 0, len(text)],
            "edit_controls": {
                "edits_remaining": max(0, 6 - len(self._ids[item.seq])),
                "is_edit_eligible": True,
                "editable_until": moments.iso(item.created_at + _EDITABLE_FOR),
            },
            "public_metrics": {
                "retweet_count": 0,
                "reply_count": self._answers.get((item.seq, False), 0),
                "like_count": int(item.is_liked),
                "quote_count": self._answers.get((item.seq, True), 0),
                "bookmark_count": 0,
                "impression_count": 0,
            },
        }
        if shown.entities:
            extra["entities"] = shown.entities
        if shown.whole is not None:
            entities = {"entities": shown.whole.entities} if shown.whole.entities else {}
            extra["note_tweet"] = {"text": html.escape(shown.whole.text, quote=False)} | entities
        if item.media:
            extra["attachments"] = {"media_keys": media_keys(item)}
        if parent is not None and item.kind == "quote":
            extra["referenced_tweets"] = [{"type": "quoted", "id": item.parent_ref}]
        elif parent is not None:
            extra["in_reply_to_user_id"] = self._author(parent).external_id
            extra["referenced_tweets"] = [{"type": "replied_to", "id": item.parent_ref}]
        return tweet | {name: value for name, value in extra.items() if name in asked}

    def _text(self, item: Item, parent: Item | None) -> Shown:
        """The text as X shows it; the addresses of a picture and of a quoted post stand behind it."""
        place = f"https://twitter.com/{self._author(item).handle}/status/{item.external_id}"
        behind: list[tuple[str, dict[str, Any]]]
        behind = [(f"{place}/photo/1", {"media_key": key}) for key in media_keys(item)[:1]]
        if parent is not None and item.kind == "quote":
            behind.append((f"https://twitter.com/{self._author(parent).handle}/status/{item.parent_ref}", {}))
        return shown_text(item.text, behind)

    def _implied(self) -> set[str]:
        """An expansion brings the field it expands along."""
        fields = {
            "author_id": "author_id",
            "in_reply_to_user_id": "in_reply_to_user_id",
            "referenced_tweets.id": "referenced_tweets",
            "referenced_tweets.id.author_id": "referenced_tweets",
            "attachments.media_keys": "attachments",
        }
        return {field for expansion, field in fields.items() if expansion in self._wanted.expansions}

    def _expand(self, items: list[Item]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        expansions = self._wanted.expansions
        who: list[tuple[str, Account | Person]] = []
        tweets: dict[str, Item] = {}
        errors: list[dict[str, Any]] = []
        media: list[dict[str, Any]] = []
        for item in items:
            parent = self._above.get(item.parent_seq or -1)
            if "attachments.media_keys" in expansions:
                media += self.media(item)
            if "author_id" in expansions:
                who.append(("author_id", self._author(item)))
            if parent is None:
                continue
            if "in_reply_to_user_id" in expansions and item.kind != "quote":
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
        if media:
            includes["media"] = media
        if tweets:
            self._learn(list(tweets.values()))
            includes["tweets"] = [self._tweet(tweet) for tweet in tweets.values()]
        return includes, errors


def media_keys(item: Item) -> list[str]:
    return [
        f"{3 if one.get('kind', 'image') == 'image' else 7}_{item.position}{at}" for at, one in enumerate(item.media)
    ]
