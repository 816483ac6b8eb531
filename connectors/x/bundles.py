"""What X hands over, one item at a time, each with the users, tweets and media it refers to: a receipt stands by itself."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Malformed
from connectors.items import Raw
from connectors.reading import LONGEST_ID, moment

# An id holds the milliseconds since this one: https://docs.x.com/fundamentals/x-ids
EPOCH = 1_288_834_974_657


def tweet_bundles(body: Mapping[str, Any]) -> tuple[Raw, ...]:
    """The tweets of a body as {tweet, author, referenced, media}."""
    return tuple(bundle_tweet(tweet, body.get("includes")) for tweet in rows(body))


def bundle_tweet(tweet: Any, includes: Any) -> Raw:
    if not isinstance(tweet, dict):
        return Raw("", {"tweet": tweet})
    users, tweets = _by_id(includes, "users"), _by_id(includes, "tweets")
    bundle: dict[str, Any] = {"tweet": tweet}
    if author := users.get(plain_id(tweet.get("author_id"))):
        bundle["author"] = author
    references = [plain_id(ref.get("id")) for ref in dicts(tweet.get("referenced_tweets"))]
    known = [tweets[key] for key in references if key in tweets]
    if known:
        bundle["referenced"] = [
            {"tweet": other, "author": users.get(plain_id(other.get("author_id")))} for other in known
        ]
    if media := _media(tweet, includes):
        bundle["media"] = media
    return Raw(plain_id(tweet.get("id")), bundle)


def message_bundles(body: Mapping[str, Any]) -> tuple[Raw, ...]:
    """The direct messages of a body as {dm, sender, media}."""
    return tuple(bundle_message(event, body.get("includes")) for event in rows(body))


def bundle_message(event: Any, includes: Any) -> Raw:
    if not isinstance(event, dict):
        return Raw("", {"dm": event})
    bundle: dict[str, Any] = {"dm": event}
    if sender := _by_id(includes, "users").get(plain_id(event.get("sender_id"))):
        bundle["sender"] = sender
    if media := _media(event, includes):
        bundle["media"] = media
    return Raw(plain_id(event.get("id")), bundle)


def rows(body: Mapping[str, Any]) -> list[Any]:
    data = body.get("data")
    return data if isinstance(data, list) else []


def dicts(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def plain_id(value: Any) -> str:
    """An id as text, empty where it is none."""
    is_id = isinstance(value, str | int) and not isinstance(value, bool)
    return str(value) if is_id and value != "" and len(str(value)) <= LONGEST_ID else ""


def id_numbers(raws: Sequence[Raw]) -> list[int]:
    """The ids that can be compared: they follow the time."""
    return [int(raw.external_id) for raw in raws if raw.external_id.isascii() and raw.external_id.isdigit()]


def last_number(raws: Sequence[Raw]) -> int | None:
    """The id at the end of a page, where X has its oldest: rows handed out again stand in front."""
    return next(iter(id_numbers(raws)[::-1]), None)


def last_time(raws: Sequence[Raw]) -> datetime | None:
    """The time at the end of a page, likewise."""
    return next((when for raw in reversed(raws) if (when := earliest([raw]))), None)


def id_at(when: datetime) -> str:
    """The smallest id something written at `when` could have."""
    return str(max(1, (int(when.timestamp() * 1000) - EPOCH) << 22))


def time_of(external_id: str) -> datetime:
    return datetime.fromtimestamp(((int(external_id) >> 22) + EPOCH) / 1000, UTC)


def earliest(raws: Sequence[Raw], before: Any = None) -> datetime | None:
    """The earliest time shown in some bundles, or `before` (ISO) where that is earlier."""
    found = [datetime.fromisoformat(before)] if isinstance(before, str) else []
    for raw in raws:
        item = raw.data.get("tweet", raw.data.get("dm"))
        try:
            found += [moment(item, "created_at")] if isinstance(item, Mapping) else []
        except Malformed:
            continue  # An odd item does not say where the page stands; the others do.
    return min(found, default=None)


def _media(item: Mapping[str, Any], includes: Any) -> list[dict[str, Any]]:
    attachments = item.get("attachments")
    keys = attachments.get("media_keys") if isinstance(attachments, Mapping) else None
    known = {str(one.get("media_key")): one for one in _included(includes, "media")}
    return [known[str(key)] for key in keys if str(key) in known] if isinstance(keys, list) else []


def _by_id(includes: Any, name: str) -> dict[str, dict[str, Any]]:
    return {plain_id(one.get("id")): one for one in _included(includes, name)}


def _included(includes: Any, name: str) -> Iterator[dict[str, Any]]:
    return iter(dicts(includes.get(name)) if isinstance(includes, Mapping) else [])
