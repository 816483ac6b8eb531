"""The timeline of one account: posts and what was said under them, as its followers would see it, and among
them, marked, what was said in private.
"""

import re
import zlib
from dataclasses import dataclass, field

from sandbox import moments
from sandbox.items import select_items
from sandbox.people import people_by_id
from sandbox.platforms.base import Platform
from sandbox.records import Account, Item, Person
from sandbox.store import Store, marks

THREADS = 40
_DEEPEST_INDENT = 3


@dataclass(frozen=True)
class Entry:
    """One item as the page shows it. ``version`` changes with anything a reader would see change."""

    item: Item
    author: str
    handle: str
    initials: str
    tint: int
    depth: int
    when: str
    version: str
    is_private: bool

    @property
    def is_answerable(self) -> bool:
        return not self.item.is_deleted

    @property
    def is_changeable(self) -> bool:
        """Consumers' words may be changed on the page; the company's are changed where the company works."""
        return not self.item.is_company and not self.item.is_deleted


@dataclass(frozen=True)
class Timeline:
    threads: list[list[Entry]] = field(default_factory=list)
    older: int | None = None
    """Where the next, older page begins; None at the end."""


def read_timeline(store: Store, platform: Platform, account: Account, *, before: int | None = None) -> Timeline:
    """The newest threads by arrival. A deleted beginning stays as a gap while something still hangs below
    it.
    """
    roots = select_items(
        store,
        "WHERE account_id = ? AND seq = root_seq AND seq < ?"
        " AND (deleted_at IS NULL OR EXISTS (SELECT 1 FROM items AS below WHERE below.root_seq ="
        " items.seq AND below.deleted_at IS NULL))"
        " ORDER BY seq DESC LIMIT ?",
        *(account.id, before or 2**62, THREADS + 1),
    )
    shown = [root.seq for root in roots[:THREADS]]
    everything = select_items(
        store,
        f"WHERE root_seq IN ({marks(shown)}) AND (deleted_at IS NULL OR seq = root_seq) ORDER BY seq",
        *shown,
    )
    people = people_by_id(store, [item.person_id for item in everything])
    threads = [_thread(platform, root, everything, account, people) for root in roots[:THREADS]]
    return Timeline(threads, shown[-1] if len(roots) > THREADS else None)


def _thread(
    platform: Platform, root: Item, everything: list[Item], account: Account, people: dict[int, Person]
) -> list[Entry]:
    """A root and what hangs below it, each answer under what it answers, in order of arrival."""
    below: dict[int, list[Item]] = {}
    present = {item.seq for item in everything}
    for item in everything:
        if item.root_seq == root.seq and item.seq != root.seq:
            # What hung on something deleted hangs on the root; a talk in private has no levels.
            is_level = platform.joins_private_thread(item.kind) or item.parent_seq not in present
            below.setdefault(root.seq if is_level else item.parent_seq or root.seq, []).append(item)
    found: list[Entry] = []
    todo = [(root, 0)]
    while todo:
        item, depth = todo.pop()
        found.append(_entry(platform, item, depth, account, people))
        todo += [(child, depth + 1) for child in reversed(below.get(item.seq, []))]
    return found


def _entry(platform: Platform, item: Item, depth: int, account: Account, people: dict[int, Person]) -> Entry:
    person = people.get(item.person_id or 0)
    name = person.name if person else account.name
    handle = person.handle if person else account.handle
    seen = f"{item.text}|{item.edited_at}|{item.deleted_at}|{item.is_hidden}|{item.is_liked}|{name}|{item.media}|{item.extra}"
    return Entry(
        item=item,
        author=name,
        handle=handle,
        initials="".join(word[0] for word in re.findall(r"\w+", name)[:2]).upper() or "?",
        tint=zlib.crc32(handle.lower().encode()) % 6,
        depth=min(depth, _DEEPEST_INDENT),
        when=_when(item.created_at),
        version=f"{zlib.crc32(seen.encode()):08x}",
        is_private=platform.is_private(item),
    )


def _when(moment: int) -> str:
    """How long ago, as people say it."""
    gone = max(0, moments.now() - moment)
    if gone < moments.MINUTE:
        return "now"
    if gone < moments.HOUR:
        return f"{gone // moments.MINUTE} min"
    if gone < moments.DAY:
        return f"{gone // moments.HOUR} h"
    return moments.as_datetime(moment).strftime("%-d %b, %H:%M")
