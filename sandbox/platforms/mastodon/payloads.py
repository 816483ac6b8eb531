"""Statuses, accounts, notifications and the instance in the shapes of Mastodon's ``app/serializers/rest``."""

from typing import Any

from sandbox import moments
from sandbox.accounts import account_by_id, find_account
from sandbox.items import items_by_seq
from sandbox.people import people_by_id, person_by_name
from sandbox.platforms.mastodon.text import ADDRESS_LENGTH, as_html, named_in
from sandbox.records import Account, Item, Person
from sandbox.store import Store

VERSION = "4.5.0"
MEDIA_TYPES = {"image": "image", "video": "video", "audio": "audio"}


class Payloads:
    """Builds answers for one request. ``server`` is the address it came to."""

    def __init__(self, store: Store, server: str) -> None:
        self._store = store
        self._server = server
        self._above: dict[int, Item] = {}
        self._people: dict[int, Person] = {}
        self._accounts: dict[int, Account] = {}

    def statuses(self, items: list[Item]) -> list[dict[str, Any]]:
        self._above |= items_by_seq(self._store, [item.parent_seq for item in items])
        self._people |= people_by_id(self._store, [i.person_id for i in [*items, *self._above.values()]])
        return [self._status(item) for item in items]

    def status(self, item: Item) -> dict[str, Any]:
        return self.statuses([item])[0]

    def editions(self, item: Item) -> list[dict[str, Any]]:
        """What a status said at each time, first to last."""
        now = self.status(item)
        rows = self._store.all("SELECT text, written_at FROM versions WHERE seq = ? ORDER BY id", item.seq)
        kept = {name: now[name] for name in ("spoiler_text", "sensitive", "account", "media_attachments", "emojis")}
        return [
            {"content": self._html(row["text"]), "created_at": moments.iso(row["written_at"])} | kept for row in rows
        ]

    def notifications(self, items: list[Item]) -> list[dict[str, Any]]:
        """A mention each. Their ids have nothing to do with those of the statuses."""
        return [
            {
                "id": str(item.seq),
                "type": "mention",
                "created_at": moments.iso(item.arrived_at),
                "group_key": f"ungrouped-{item.seq}",
                "account": status["account"],
                "status": status,
            }
            for item, status in zip(items, self.statuses(items), strict=True)
        ]

    def account(self, who: Account | Person) -> dict[str, Any]:
        username, _, server = who.handle.partition("@")
        page = f"https://{server}/@{username}" if server else f"{self._server}/@{username}"
        picture = f"{self._server}/avatars/original/missing.png"
        header = f"{self._server}/headers/original/missing.png"
        began = moments.as_datetime(who.created_at).strftime("%Y-%m-%dT00:00:00.000Z")
        flags = ("locked", "bot", "group", "indexable", "noindex")
        facts: dict[str, Any] = {
            "id": who.external_id,
            "username": username,
            "acct": who.handle,
            "display_name": who.name,
            "created_at": began,
            "note": "",
            "url": page,
            "uri": f"{self._server}/ap/users/{who.external_id}",
            "followers_count": who.audience or 0,
            "following_count": 0,
            "statuses_count": 0,
            "last_status_at": None,
            "discoverable": None,
            "hide_collections": None,
            "emojis": [],
            "roles": [],
            "fields": [],
        }
        facts |= {"avatar": picture, "avatar_static": picture, "header": header, "header_static": header}
        return facts | dict.fromkeys(flags, False)

    def own_account(self, account: Account) -> dict[str, Any]:
        """``CredentialAccount``: what verifying a token tells besides."""
        source = {"privacy": "public", "sensitive": False, "language": None, "note": "", "fields": []}
        role = {"id": "-99", "name": "", "permissions": "65536", "color": "", "highlighted": False}
        return self.account(account) | {"source": source | {"follow_requests_count": 0}, "role": role}

    def instance(self, limit: int) -> dict[str, Any]:
        statuses = {
            "max_characters": limit,
            "max_media_attachments": 4,
            "characters_reserved_per_url": ADDRESS_LENGTH,
        }
        return {
            "domain": "mastodon.example",
            "title": "Mastodon",
            "version": VERSION,
            "source_url": "https://github.com/mastodon/mastodon",
            "description": "",
            "usage": {"users": {"active_month": 1}},
            "languages": ["en"],
            "configuration": {"statuses": statuses, "accounts": {"max_featured_tags": 10}},
            "registrations": {"enabled": False, "approval_required": False, "message": None, "url": None},
            "api_versions": {"mastodon": 7},
            "contact": {"email": "", "account": None},
            "rules": [],
        }

    def _author(self, item: Item) -> Account | Person:
        if item.person_id is not None:
            return self._people[item.person_id]
        if item.account_id not in self._accounts:
            self._accounts[item.account_id] = account_by_id(self._store, item.account_id)
        return self._accounts[item.account_id]

    def _status(self, item: Item) -> dict[str, Any]:
        author = self._author(item)
        parent = self._above.get(item.parent_seq or -1)
        named = [who for who in map(self._named, named_in(item.text)) if who is not None]
        counts = ("replies_count", "reblogs_count", "favourites_count", "quotes_count")
        ours = {"favourited": item.is_liked, "reblogged": False, "muted": False, "bookmarked": False}
        return {
            "id": item.external_id,
            "created_at": moments.iso(item.created_at),
            # Deleting a status takes its id out of what answered it; whom they answered stays known.
            "in_reply_to_id": parent.external_id if parent and not parent.is_deleted else None,
            "in_reply_to_account_id": self._author(parent).external_id if parent else None,
            "sensitive": bool(item.extra.get("spoiler_text")),
            "spoiler_text": item.extra.get("spoiler_text", ""),
            "visibility": visibility(item),
            "language": "en",
            "uri": f"{self._server}/ap/users/{author.external_id}/statuses/{item.external_id}",
            "url": f"{self._server}/@{author.handle}/{item.external_id}",
            **dict.fromkeys(counts, 0),
            "favourites_count": int(item.is_liked),
            "edited_at": moments.iso(item.edited_at),
            **ours,
            "content": self._html(item.text),
            "filtered": [],
            "reblog": None,
            "application": None,
            "account": self.account(author),
            "media_attachments": [self._attachment(item, n, media) for n, media in enumerate(item.media)],
            "mentions": [self._mention(who) for who in named],
            "tags": [],
            "emojis": [],
            "quote": None,
            "card": None,
            "poll": self._poll(item),
        }

    def _named(self, name: str) -> Account | Person | None:
        found = person_by_name(self._store, "mastodon", name)
        if found is not None and found.handle.lower() == name.lower():
            return found
        return find_account(self._store, "mastodon", name)

    def _html(self, text: str) -> str:
        return as_html(text, server=self._server, address_of=self._address_of)

    def _address_of(self, name: str) -> str | None:
        who = self._named(name)
        return None if who is None else str(self.account(who)["url"])

    def _mention(self, who: Account | Person) -> dict[str, Any]:
        whole = self.account(who)
        return {name: whole[name] for name in ("id", "username", "url", "acct")}

    @staticmethod
    def _attachment(item: Item, number: int, media: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": f"{item.external_id}{number}",
            "type": MEDIA_TYPES.get(str(media.get("kind")), "unknown"),
            "url": media.get("url"),
            "preview_url": media.get("url"),
            "remote_url": None,
            "preview_remote_url": None,
            "text_url": None,
            "meta": {},
            "description": media.get("text"),
            "blurhash": None,
        }

    @staticmethod
    def _poll(item: Item) -> dict[str, Any] | None:
        options = item.extra.get("poll")
        if not isinstance(options, list):
            return None
        return {
            "id": item.external_id,
            "expires_at": None,
            "expired": False,
            "multiple": False,
            "votes_count": 0,
            "voters_count": 0,
            "options": [{"title": str(option), "votes_count": 0} for option in options],
            "emojis": [],
        }


def visibility(item: Item) -> str:
    return "direct" if item.kind == "dm" else str(item.extra.get("visibility") or "public")
