"""A post of the network in our words."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from connectors.bluesky.posts import is_post, mappings, quoted_uri, record_key_of, repo_of
from connectors.bluesky.richtext import read_text
from connectors.capabilities import Kind
from connectors.errors import Malformed
from connectors.items import Author, Item, Media, Parsed, Post
from connectors.reading import mapping, moment, optional_mapping, optional_text, storable, text_id

# Where the public network's pictures and films are shown from; the records name them by their content only.
PICTURES = "https://cdn.bsky.app/img/feed_fullsize/plain/{did}/{cid}@jpeg"
FILMS = "https://video.bsky.app/watch/{did}/{cid}/playlist.m3u8"
ANIMATIONS = (".gif", ".webp")


def parse_post(raw: Mapping[str, Any], *, own_id: str, own_handle: str) -> Parsed:
    """A bundle (connectors/bluesky/posts.py): a message, or a post of ours. Raises Malformed.

    https://github.com/bluesky-social/atproto/blob/main/lexicons/app/bsky/feed/post.json
    """
    post = mapping(raw, "post")
    uri = text_id(post, "uri")
    repo = _repo(post)
    record = mapping(post, "record")
    text = read_text(record)
    written_at = moment(record, "createdAt")
    # A writer's clock may be ahead; the network, too, goes by the earlier of the two.
    created_at = min(written_at, moment(post, "indexedAt")) if post.get("indexedAt") is not None else written_at
    is_ours = repo == own_id
    reply = optional_mapping(record, "reply")
    own = {"uri": uri, "cid": optional_text(post, "cid")}
    root = _reference(reply, "root") if reply else own
    permalink = _permalink(uri)
    if is_ours and not reply:
        return Parsed(posts=(Post(uri, text, f"@{own_handle}", True, created_at, permalink),))
    item = Item(
        external_id=uri,
        kind=Kind.MENTION,
        text=text,
        created_at=created_at,
        thread_id=root["uri"],
        is_ours=is_ours,
        author=Author(repo, own_handle) if is_ours else _author(post),
        # What a quote is about stands above it, as what a reply answers does.
        parent_id=_reference(reply, "parent")["uri"] if reply else storable(quoted_uri(post)),
        permalink=permalink,
        media=tuple(_media(record.get("embed"), repo)),
        is_hidden=raw.get("is_hidden") is True,
        answering={**own, "root": root, "quoted": storable(quoted_uri(post))},
    )
    return Parsed(item, tuple(_posts_above(raw, item.thread_id if reply else "", own_id)))


def parse_context(view: Mapping[str, Any], own_id: str) -> Post:
    """A post above a message. Raises Malformed."""
    record = mapping(view, "record")
    author = _author(view)
    uri = text_id(view, "uri")
    return Post(
        external_id=uri,
        text=read_text(record),
        author_name=(author and (author.name or f"@{author.handle}")) or "Someone",
        is_ours=_repo(view) == own_id,
        created_at=moment(record, "createdAt"),
        permalink=_permalink(uri),
    )


def _posts_above(raw: Mapping[str, Any], root_id: str, own_id: str) -> Iterator[Post]:
    for name in ("root", "quoted"):
        if name == "root" and not root_id:
            continue
        view = raw.get(name)
        if isinstance(view, Mapping):
            with suppress(Malformed):  # Only context: the message itself stands without it.
                yield parse_context(view, own_id)


def _repo(post: Mapping[str, Any]) -> str:
    """Whose repository a post is in: nobody else can have written it."""
    uri = text_id(post, "uri")
    if not is_post(uri):
        raise Malformed(f"'uri' should be the address of a post and is {uri!r:.60}")
    return repo_of(uri)


def _author(post: Mapping[str, Any]) -> Author | None:
    author = optional_mapping(post, "author")
    if not author or author.get("did") is None:
        return None
    return Author(
        external_id=text_id(author, "did"),
        handle=optional_text(author, "handle"),
        name=optional_text(author, "displayName"),
    )


def _reference(reply: Mapping[str, Any], name: str) -> dict[str, str]:
    """A strong reference: where something stands, and which version of it was meant."""
    reference = mapping(reply, name)
    return {"uri": text_id(reference, "uri"), "cid": optional_text(reference, "cid")}


def _permalink(uri: str) -> str:
    return f"https://bsky.app/profile/{repo_of(uri)}/post/{record_key_of(uri)}"


def _media(embed: Any, repo: str) -> Iterator[Media]:
    """Pictures, a film or a linked page of a post; what is odd among it is left out."""
    if not isinstance(embed, Mapping):
        return
    for picture in mappings(embed.get("images")):
        if cid := _blob(picture.get("image")):
            yield Media(
                PICTURES.format(did=repo, cid=cid), "image", size=_size(picture["image"]), text=_said(picture, "alt")
            )
    if cid := _blob(embed.get("video")):
        yield Media(FILMS.format(did=repo, cid=cid), "video", size=_size(embed["video"]), text=_said(embed, "alt"))
    page = embed.get("external")
    if isinstance(page, Mapping) and (address := _said(page, "uri")).startswith(("https://", "http://")):
        kind = "image" if address.partition("?")[0].lower().endswith(ANIMATIONS) else "file"
        yield Media(address, kind, name=_said(page, "title"), text=_said(page, "description"))
    yield from _media(embed.get("media"), repo)


def _blob(blob: Any) -> str:
    """The content id of a blob: https://atproto.com/specs/data-model#blob-type"""
    reference = blob.get("ref") if isinstance(blob, Mapping) else None
    cid = reference.get("$link") if isinstance(reference, Mapping) else None
    return storable(cid) if isinstance(cid, str) else ""


def _size(blob: Mapping[str, Any]) -> int | None:
    size = blob.get("size")
    return size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else None


def _said(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return storable(value) if isinstance(value, str) else ""
