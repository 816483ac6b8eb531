"""Which items hang on a Page's edges, and which below a post or comment."""

from sandbox.platforms.graph.lists import count_items, item_stretch
from sandbox.platforms.graph.parameters import Stretch
from sandbox.records import Account, Item
from sandbox.store import Store

_EDGES = {
    "feed": "kind = 'post'",
    "posts": "kind = 'post' AND is_company = 1",
    "published_posts": "kind = 'post' AND is_company = 1",
    "visitor_posts": "kind = 'post' AND is_company = 0",
    "tagged": "kind = 'tag'",
    "ratings": "kind = 'review'",
}
POST_EDGES = ("feed", "posts", "published_posts", "visitor_posts", "tagged")


def on_page(store: Store, account: Account, edge: str, stretch: Stretch) -> tuple[list[Item], bool]:
    """A page of what hangs on an edge of the Page, newest first, and whether there is more."""
    return item_stretch(store, f"account_id = ? AND parent_seq IS NULL AND {_EDGES[edge]}", [account.id], stretch)


def comments(store: Store, item: Item, stretch: Stretch, *, is_stream: bool) -> tuple[list[Item], bool]:
    """A page of what hangs below a post or comment: one level, or (``filter=stream``) all of it in one
    list.
    """
    where, params = _below(item, is_stream)
    return item_stretch(store, where, params, stretch)


def count_comments(store: Store, item: Item, *, is_stream: bool) -> int:
    where, params = _below(item, is_stream)
    return count_items(store, where, params)


def _below(item: Item, is_stream: bool) -> tuple[str, list[int]]:
    if not is_stream:
        return "parent_seq = ?", [item.seq]
    if item.parent_seq is None:
        return "root_seq = ? AND parent_seq IS NOT NULL", [item.seq]
    return "parent_seq = ?", [item.seq]
