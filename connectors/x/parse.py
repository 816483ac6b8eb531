"""A tweet of the API's second version in our words."""

import html
import re
from collections.abc import Mapping
from typing import Any

from connectors.contract import Author, Item, Kind, Parsed, Post
from connectors.errors import Malformed
from connectors.reading import (
    listing,
    mapping,
    moment,
    optional_mapping,
    plausible_count,
    required_text,
    storable,
    text_id,
)


def parse_tweet(raw: Mapping[str, Any], *, own_id: str, own_handle: str) -> Parsed:
    """A bundle of {tweet, author, referenced}: a message, or a post of ours. Raises Malformed.

    https://docs.x.com/x-api/fundamentals/data-dictionary : `text` is HTML-escaped, ids are strings,
    `conversation_id` is the id of the thread's first tweet.
    """
    tweet = mapping(raw, "tweet")
    tweet_id = text_id(tweet)
    author = _author(raw, tweet)
    is_ours = author is not None and author.external_id == own_id
    references = [ref for ref in listing(tweet, "referenced_tweets") if isinstance(ref, Mapping)]
    parents = [text_id(ref) for ref in references if ref.get("type") == "replied_to"]
    text = html.unescape(required_text(tweet, "text"))
    created_at = moment(tweet, "created_at")
    thread_id = text_id(tweet, "conversation_id") if tweet.get("conversation_id") is not None else tweet_id
    earlier_ids = tuple(str(old) for old in listing(tweet, "edit_history_tweet_ids") if str(old) != tweet_id)
    permalink = f"https://x.com/{(author and author.handle) or 'i/web'}/status/{tweet_id}"
    if is_ours and not parents:
        return Parsed(posts=(Post(tweet_id, text, f"@{own_handle}", True, created_at, permalink),))
    item = Item(
        external_id=tweet_id,
        kind=Kind.MENTION,
        text=text,
        created_at=created_at,
        thread_id=thread_id,
        is_ours=is_ours,
        author=author,
        parent_id=parents[0] if parents else "",
        permalink=permalink,
        # An edit is a tweet of its own, with an id and a time of its own.
        edited_at=created_at if earlier_ids else None,
        earlier_ids=earlier_ids,
        media=_media(tweet),
    )
    return Parsed(item, tuple(_root_post(raw, thread_id, author, own_id)))


def _author(raw: Mapping[str, Any], tweet: Mapping[str, Any]) -> Author | None:
    if tweet.get("author_id") is None:
        return None
    user = optional_mapping(raw, "author") or {}
    metrics = user.get("public_metrics")
    followers = metrics.get("followers_count") if isinstance(metrics, Mapping) else None
    return Author(
        external_id=text_id(tweet, "author_id"),
        handle=storable(str(user.get("username") or "")),
        name=storable(str(user.get("name") or "")),
        audience=plausible_count(followers),
    )


def _root_post(raw: Mapping[str, Any], thread_id: str, author: Author | None, own_id: str) -> list[Post]:
    """The thread's first tweet, where it came along and somebody else wrote it."""
    for entry in listing(raw, "referenced"):
        try:
            tweet = mapping(entry, "tweet")
            writer = str(tweet.get("author_id") or "")
            if str(tweet.get("id")) != thread_id or (author and writer == author.external_id):
                continue
            user = optional_mapping(entry, "author") or {}
            return [
                Post(
                    external_id=thread_id,
                    text=html.unescape(required_text(tweet, "text")),
                    author_name=storable(f"@{user['username']}") if user.get("username") else "Someone",
                    is_ours=writer == own_id,
                    created_at=moment(tweet, "created_at") if tweet.get("created_at") else None,
                    permalink=f"https://x.com/i/web/status/{thread_id}",
                )
            ]
        except (Malformed, AttributeError):
            continue  # Only context: the message itself stands without it.
    return []


def _media(tweet: Mapping[str, Any]) -> tuple[str, ...]:
    entities = tweet.get("entities")
    urls = entities.get("urls") if isinstance(entities, Mapping) else None
    return tuple(
        str(url["expanded_url"])
        for url in urls or []
        if isinstance(url, Mapping) and url.get("media_key") and url.get("expanded_url")
    )


def meant_text(tweet: Mapping[str, Any]) -> str:
    """A tweet's text as its author typed it: addresses unshortened, escapes and the names in front undone, white space folded."""
    text = str(tweet.get("text", ""))
    entities = tweet.get("entities")
    urls = entities.get("urls") if isinstance(entities, Mapping) else None
    for url in urls if isinstance(urls, list) else []:
        if isinstance(url, Mapping) and url.get("url"):
            text = text.replace(str(url["url"]), str(url.get("expanded_url") or url["url"]))
    return folded(html.unescape(text))


def folded(text: str) -> str:
    """A text without the names it begins with, its white space folded."""
    return re.sub(r"\s+", " ", re.sub(r"^(?:@\w+\s+)+", "", text.strip())).strip()
