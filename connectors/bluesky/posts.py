"""Posts on their way in: each with what stands above it, in one shape whichever list it came from.

A bundle is {post: {uri, cid, author, record, indexedAt}, root, quoted, is_hidden}. Counts and what differs from viewer to
viewer are left out: they change by the minute and say nothing about what was said.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from connectors.bluesky.network import Network
from connectors.errors import Gone, NotPermitted, Rejected, Unavailable
from connectors.items import Raw

POSTS_AT_ONCE = 25
POST_FIELDS = ("uri", "cid", "author", "record", "indexedAt")
AUTHOR_FIELDS = ("did", "handle", "displayName")
POST_COLLECTION = "app.bsky.feed.post"


def read_posts(network: Network, uris: Iterable[str]) -> dict[str, Mapping[str, Any]]:
    """The posts there are, as their views say; deleted ones and those of people one has blocked are left out.

    Raises ConnectorError.
    """
    found: dict[str, Mapping[str, Any]] = {}
    asked = [uri for uri in dict.fromkeys(uris) if is_post(uri)]
    for begin in range(0, len(asked), POSTS_AT_ONCE):
        some = asked[begin : begin + POSTS_AT_ONCE]
        listed = network.query("app.bsky.feed.getPosts", uris=some).body.get("posts")
        if not isinstance(listed, list):
            raise Unavailable("Bluesky's answer is not in its own format. It will be asked again.")
        for view in listed:
            if isinstance(view, Mapping) and view.get("uri") in some:
                found[str(view["uri"])] = view
    return found


def is_gone(network: Network, uri: str) -> bool:
    """Whether a post that is not shown to us was taken away, by itself or with its whole account. Raises ConnectorError.

    It may as well be by somebody one of us has blocked, or whose account rests.
    """
    record = {"repo": repo_of(uri), "collection": POST_COLLECTION, "rkey": record_key_of(uri)}
    try:
        network.query("com.atproto.repo.getRecord", **record)
    except Gone:
        return True
    except Rejected:
        return _has_left(network, repo_of(uri))
    return False


def _has_left(network: Network, did: str) -> bool:
    """A deleted account and one that rests both have no repository to be found; only its profile tells them apart."""
    try:
        network.query("app.bsky.actor.getProfile", actor=did)
    except Gone:
        return True
    except (Rejected, NotPermitted):
        return False
    return False


def bundles(network: Network, posts: Sequence[Any]) -> tuple[Raw, ...]:
    """Each post with the thread's first one and the one it quotes. Raises ConnectorError."""
    wanted = [uri for post in posts if isinstance(post, Mapping) for uri in (root_uri(post), quoted_uri(post)) if uri]
    try:
        above = read_posts(network, wanted)
    except Rejected:
        above = {}  # One address too odd for the server: what stands above is only context.
    return tuple(_bundle(post, above) for post in posts)


def _bundle(post: Any, above: Mapping[str, Mapping[str, Any]]) -> Raw:
    if not isinstance(post, Mapping):
        return Raw("", {"post": post})
    uri = post.get("uri")
    bundle: dict[str, Any] = {"post": _trimmed(post)}
    root, quoted = above.get(root_uri(post)), above.get(quoted_uri(post))
    if root is not None:
        bundle["root"] = _trimmed(root)
        if uri in hidden_replies(root):
            bundle["is_hidden"] = True
    if quoted is not None:
        bundle["quoted"] = _trimmed(quoted)
    return Raw(uri if isinstance(uri, str) else "", bundle)


def own_bundle(entry: Any) -> Raw:
    """A record of our own repository, which comes without its author. No I/O."""
    if not isinstance(entry, Mapping):
        return Raw("", {"post": entry})
    uri = entry.get("uri")
    post = {"uri": uri, "cid": entry.get("cid"), "record": entry.get("value")}
    return Raw(uri if isinstance(uri, str) else "", {"post": post})


def _trimmed(post: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: post[name] for name in POST_FIELDS if name in post}
    if isinstance(author := kept.get("author"), Mapping):
        kept["author"] = {name: author[name] for name in AUTHOR_FIELDS if name in author}
    return kept


def hidden_replies(root: Mapping[str, Any]) -> tuple[str, ...]:
    """The replies that the thread's writer has hidden: https://docs.bsky.app/docs/tutorials/thread-gates"""
    record = _inside(root, "threadgate", "record")
    hidden = record.get("hiddenReplies")
    return tuple(uri for uri in hidden if isinstance(uri, str)) if isinstance(hidden, list) else ()


def root_uri(post: Mapping[str, Any]) -> str:
    """The thread's first post, "" for a post that is one itself or does not say."""
    return _uri(_inside(post, "record", "reply", "root"))


def quoted_uri(post: Mapping[str, Any]) -> str:
    """The post it quotes, "" where there is none. With pictures beside the quote it stands one level deeper."""
    embed = _inside(post, "record", "embed")
    record = _inside(embed, "record")
    return _uri(record) or _uri(_inside(record, "record"))


def repo_of(uri: str) -> str:
    """Whose a record is: the DID in its address, at://DID/collection/key."""
    return uri.split("/")[2]


def record_key_of(uri: str) -> str:
    """The last part of its address."""
    return uri.rpartition("/")[2]


def is_post(uri: str) -> bool:
    """Whether it is the address of a post, in the form a server takes."""
    parts = uri.split("/")
    return (
        len(parts) == 5
        and parts[:2] == ["at:", ""]
        and parts[2].startswith("did:")
        and parts[3] == POST_COLLECTION
        and bool(parts[4])
    )


def _inside(value: Any, *names: str) -> Mapping[str, Any]:
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def _uri(reference: Mapping[str, Any]) -> str:
    uri = reference.get("uri")
    return uri if isinstance(uri, str) else ""


def mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    """The objects in what should be a list of them."""
    return (entry for entry in (value if isinstance(value, list) else []) if isinstance(entry, Mapping))
