"""Graph's comments, posts and recommendations in our words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Media, Parsed, Post
from connectors.meta.attachments import media_of_story
from connectors.meta.lists import entries_of, id_of
from connectors.reading import mapping, moment, optional_mapping, optional_text, plausible_count, text_id

RECOMMENDATIONS = {"positive": "Recommends", "negative": "Does not recommend"}


def parse_comment(raw: Mapping[str, Any], page_id: str) -> Parsed:
    """A bundle of {comment, post_id}. `from` may be missing, for people whose profile is closed. Raises Malformed.

    An answer of ours on the second level hangs under the first and names no comment it answers. Whom its text addresses (Graph's
    `message_tags`) is handed over as `addressed` in `answering`.
    """
    comment = mapping(raw, "comment")
    post_id = text_id(raw, "post_id")
    comment_id = text_id(comment)
    author = _author(comment)
    parent = optional_mapping(comment, "parent")
    is_ours = _is_ours(author, page_id)
    return Parsed(
        Item(
            external_id=comment_id,
            kind=Kind.COMMENT,
            text=optional_text(comment, "message"),
            created_at=moment(comment, "created_time"),
            thread_id=post_id,
            is_ours=is_ours,
            author=author,
            parent_id=text_id(parent) if parent else post_id,
            permalink=_permalink(comment, comment_id),
            media=media_of_story(optional_mapping(comment, "attachment")),
            is_hidden=comment.get("is_hidden") is True,
            answering=_addressed(comment) if is_ours else _privately(author, "comment_id"),
        )
    )


def parse_visitor_post(raw: Mapping[str, Any], page_id: str) -> Parsed:
    """A post that somebody else left on the Page. Raises Malformed."""
    return Parsed(_post_item(mapping(raw, "post"), page_id, Kind.VISITOR_POST))


def parse_tagged(raw: Mapping[str, Any], page_id: str) -> Parsed:
    """A post elsewhere that tags the Page. A Page that tags itself only gives context. Raises Malformed."""
    item = _post_item(mapping(raw, "post"), page_id, Kind.MENTION)
    return Parsed(posts=(parse_post(raw, page_id),)) if item.is_ours else Parsed(item)


def parse_mentioning_comment(raw: Mapping[str, Any], page_id: str) -> Parsed:
    """A comment elsewhere that names the Page; it hangs under somebody's post. Raises Malformed."""
    item = parse_comment(raw, page_id).message
    assert item is not None
    return Parsed(replace(item, kind=Kind.MENTION, answering={}))


def parse_review(raw: Mapping[str, Any], page_id: str) -> Parsed:
    """A recommendation. Known by its story, which bears the comments below it; the reviewer may be missing. Raises Malformed."""
    review = mapping(raw, "review")
    story_id = text_id(mapping(review, "open_graph_story"))
    reviewer = optional_mapping(review, "reviewer")
    author = _person(reviewer)
    return Parsed(
        Item(
            external_id=story_id,
            kind=Kind.REVIEW,
            text=optional_text(review, "review_text"),
            created_at=moment(review, "created_time"),
            thread_id=story_id,
            is_ours=_is_ours(author, page_id),
            author=author,
            permalink=_permalink({}, story_id),
            subject=_verdict(review),
        )
    )


def parse_post(raw: Mapping[str, Any], page_id: str) -> Post:
    """A post as context for what is said under it. Raises Malformed."""
    post = mapping(raw, "post")
    author = _author(post)
    return Post(
        external_id=text_id(post),
        text=optional_text(post, "message"),
        author_name=(author and author.name) or "Someone",
        is_ours=_is_ours(author, page_id),
        created_at=moment(post, "created_time"),
        permalink=optional_text(post, "permalink_url"),
    )


def _post_item(post: Mapping[str, Any], page_id: str, kind: Kind) -> Item:
    author = _author(post)
    post_id = text_id(post)
    return Item(
        external_id=post_id,
        kind=kind,
        text=optional_text(post, "message"),
        created_at=moment(post, "created_time"),
        thread_id=post_id,
        is_ours=_is_ours(author, page_id),
        author=author,
        permalink=_permalink(post, post_id),
        media=_media(post),
        is_hidden=post.get("is_hidden") is True,
        answering=_privately(author, "post_id") if kind is Kind.VISITOR_POST else {},
    )


def _author(entry: Mapping[str, Any]) -> Author | None:
    return _person(optional_mapping(entry, "from"))


def _person(writer: Mapping[str, Any] | None) -> Author | None:
    if not writer or writer.get("id") is None:
        return None
    # Graph does not tell how many followers a commenter has; where it does, it is a Page.
    followers = writer.get("followers_count")
    return Author(text_id(writer), name=optional_text(writer, "name"), audience=plausible_count(followers))


def _is_ours(author: Author | None, page_id: str) -> bool:
    return author is not None and author.external_id == page_id


def _privately(author: Author | None, private_by: str) -> dict[str, Any]:
    """What a private reply needs: how Messenger is told whom it is for, and whose conversation it will stand in."""
    return {"private_by": private_by} | ({"person": author.external_id} if author else {})


def _addressed(comment: Mapping[str, Any]) -> dict[str, Any]:
    tags = comment.get("message_tags")
    people = [key for tag in (tags if isinstance(tags, list) else ()) if (key := id_of(tag))]
    return {"addressed": people} if people else {}


def _permalink(entry: Mapping[str, Any], entry_id: str) -> str:
    return optional_text(entry, "permalink_url") or f"https://www.facebook.com/{entry_id}"


def _media(post: Mapping[str, Any]) -> tuple[Media, ...]:
    attached = entries_of(post.get("attachments"))
    return tuple(media for entry in attached if isinstance(entry, Mapping) for media in media_of_story(entry))


def _verdict(review: Mapping[str, Any]) -> str:
    """Facebook asks for a yes or no today and kept the stars of before 2018."""
    recommendation, stars = review.get("recommendation_type"), review.get("rating")
    if isinstance(recommendation, str) and recommendation.lower() in RECOMMENDATIONS:
        return RECOMMENDATIONS[recommendation.lower()]
    if isinstance(stars, bool) or not isinstance(stars, int):
        return ""
    if not 0 <= stars <= 5:
        raise Malformed(f"'rating' should be one to five stars and is {stars}")
    return f"{stars} of 5 stars" if stars else ""
