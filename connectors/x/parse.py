"""A tweet of the API's second version in our words."""

from collections.abc import Mapping
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Media, Parsed, Post
from connectors.reading import (
    listing,
    mapping,
    moment,
    optional_mapping,
    plausible_count,
    storable,
    text_id,
)
from connectors.x.bundles import dicts
from connectors.x.text import readable_text

KINDS_OF_MEDIA = {"photo": "image", "video": "video", "animated_gif": "video"}


def parse_tweet(raw: Mapping[str, Any], *, own_id: str, own_handle: str) -> Parsed:
    """A bundle of {tweet, author, referenced, media}: a message, or a post of ours. Raises Malformed.

    https://docs.x.com/x-api/fundamentals/data-dictionary : `text` is HTML-escaped, ids are strings,
    `conversation_id` is the id of the thread's first tweet. A quote is a thread of its own; what it quotes is the post it
    refers to, and its `parent_id`.
    """
    tweet = mapping(raw, "tweet")
    tweet_id = text_id(tweet)
    author = read_author(tweet, "author_id", optional_mapping(raw, "author"))
    is_ours = author is not None and author.external_id == own_id
    references = [ref for ref in listing(tweet, "referenced_tweets") if isinstance(ref, Mapping)]
    answered = [text_id(ref) for ref in references if ref.get("type") == "replied_to"]
    quoted = [text_id(ref) for ref in references if ref.get("type") == "quoted"]
    text = readable_text(tweet, quoted)
    created_at = moment(tweet, "created_at")
    thread_id = text_id(tweet, "conversation_id") if tweet.get("conversation_id") is not None else tweet_id
    earlier_ids = _earlier_ids(tweet, tweet_id)
    permalink = f"https://x.com/{(author and author.handle) or 'i/web'}/status/{tweet_id}"
    if is_ours and not answered:
        return Parsed(posts=(Post(tweet_id, text, f"@{own_handle}", True, created_at, permalink),))
    item = Item(
        external_id=tweet_id,
        kind=Kind.MENTION,
        text=text,
        created_at=created_at,
        thread_id=thread_id,
        is_ours=is_ours,
        author=author,
        parent_id=(answered or quoted or [""])[0],
        permalink=permalink,
        # An edit is a tweet of its own, with an id and a time of its own.
        edited_at=created_at if earlier_ids else None,
        earlier_ids=earlier_ids,
        media=read_media(raw),
        answering={"author": author.external_id} if author else {},
    )
    return Parsed(item, tuple(_posts_around(raw, {thread_id, *quoted}, author, own_id)))


def parse_post(raw: Mapping[str, Any], own_id: str) -> Post:
    """A tweet as what a message stands under, whoever wrote it. Raises Malformed."""
    tweet = mapping(raw, "tweet")
    post_id = text_id(tweet)
    user = optional_mapping(raw, "author") or {}
    return Post(
        external_id=post_id,
        text=readable_text(tweet, []),
        author_name=storable(f"@{user['username']}") if user.get("username") else "Someone",
        is_ours=str(tweet.get("author_id") or "") == own_id,
        created_at=moment(tweet, "created_at") if tweet.get("created_at") else None,
        permalink=f"https://x.com/i/web/status/{post_id}",
    )


def read_author(item: Mapping[str, Any], field: str, user: Mapping[str, Any] | None) -> Author | None:
    """Who wrote an item: its id from the item itself, the rest from the user that came along, if one did."""
    if item.get(field) is None:
        return None
    user = user or {}
    metrics = user.get("public_metrics")
    followers = metrics.get("followers_count") if isinstance(metrics, Mapping) else None
    return Author(
        external_id=text_id(item, field),
        handle=storable(str(user.get("username") or "")),
        name=storable(str(user.get("name") or "")),
        audience=plausible_count(followers),
    )


def read_media(raw: Mapping[str, Any]) -> tuple[Media, ...]:
    """The pictures and films that came along; of a film X gives a still alone."""
    found = []
    for one in dicts(raw.get("media")):
        url = one.get("url") or one.get("preview_image_url")
        kind = KINDS_OF_MEDIA.get(str(one.get("type")), "file")
        alt_text = one.get("alt_text")
        if isinstance(url, str):
            found.append(Media(storable(url), kind, text=storable(alt_text) if isinstance(alt_text, str) else ""))
    return tuple(found)


def _earlier_ids(tweet: Mapping[str, Any], tweet_id: str) -> tuple[str, ...]:
    """The ids it had before this one; an older version knows those that came after it too."""
    history = [storable(str(one)) for one in listing(tweet, "edit_history_tweet_ids") if isinstance(one, str | int)]
    if tweet_id in history:
        return tuple(history[: history.index(tweet_id)])
    return tuple(history)


def _posts_around(raw: Mapping[str, Any], wanted: set[str], author: Author | None, own_id: str) -> list[Post]:
    """The thread's first tweet and what was quoted, where they came along and somebody else wrote them."""
    posts = []
    for entry in listing(raw, "referenced"):
        try:
            post = parse_post(entry, own_id)
            writer = str(mapping(entry, "tweet").get("author_id") or "")
        except (Malformed, AttributeError):
            continue  # Only context: the message itself stands without it.
        if post.external_id in wanted and not (author and writer == author.external_id):
            posts.append(post)
    return posts
