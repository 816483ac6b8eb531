"""The stretches of time X lets one read: mentions, one's own posts, and the recent search."""

from sandbox import moments
from sandbox.items import select_items
from sandbox.platforms.x.parameters import Paging
from sandbox.platforms.x.problems import invalid_request
from sandbox.platforms.x.search import read_query
from sandbox.records import Account, Item, Person
from sandbox.store import Store

EPOCH = 1_288_834_974_657
"""Where X's ids begin to count milliseconds; an id is those, shifted past 22 bits of machine and sequence."""
MENTIONS_REACH = 800
"""Older mentions can no longer be had from the API, however one pages."""
TWEETS_REACH = 3200
SEARCH_REACH = 7 * moments.DAY
"""Recent search looks at a week: by arrival, since what a scenario dates back has only just been posted here."""

_VISIBLE = "deleted_at IS NULL AND kind <> 'dm'"


def mentions_of(store: Store, account: Account, paging: Paging) -> list[Item]:
    """The account's newest mentions, one more than asked for (if there is) so that the caller sees there is a
    next page.
    """
    return _page(store, "account_id = ? AND is_addressed = 1", [account.id], paging, reach=MENTIONS_REACH)


def tweets_by(store: Store, author: Account | Person, paging: Paging, *, without_replies: bool) -> list[Item]:
    who = "account_id = ? AND is_company = 1" if isinstance(author, Account) else "person_id = ?"
    if without_replies:
        who += " AND (parent_seq IS NULL OR kind = 'quote')"
    return _page(store, who, [author.id], paging, reach=TWEETS_REACH)


def quotes_of(store: Store, item: Item, paging: Paging) -> list[Item]:
    return _page(store, "kind = 'quote' AND parent_seq = ?", [item.seq], paging, reach=None)


def search(store: Store, query: str, paging: Paging) -> list[Item]:
    """Recent search: a week by arrival. An id from before that week is refused, as X refuses it."""
    condition = read_query(store, query)
    earliest = moments.now() - SEARCH_REACH
    _refuse_early(paging, earliest)
    where = f"platform = 'x' AND arrived_at >= ? AND ({condition.sql})"
    return _page(store, where, [str(earliest), *condition.params], paging, reach=None)


def _refuse_early(paging: Paging, earliest: int) -> None:
    """``since_id``, ``until_id`` and ``start_time`` may not point to before what can be searched."""
    for name, given in (("since_id", paging.since_id), ("until_id", paging.until_id)):
        if given is not None and (given >> 22) + EPOCH < earliest:
            message = f"'{name}' must be a tweet id created after [{moments.iso(earliest)}]"
            raise invalid_request(({name: [str(given)]}, f"Invalid '{name}':'{given}'. {message}"))
    if paging.start is not None and paging.start < earliest - moments.MINUTE:
        message = f"Invalid 'start_time'. 'start_time' must be on or after {moments.iso(earliest)}"
        raise invalid_request(({"start_time": [str(moments.iso(paging.start))]}, message))


def _page(store: Store, where: str, params: list[str] | list[int], paging: Paging, *, reach: int | None) -> list[Item]:
    """One more item than the page holds, newest first.

    Ids follow arrival, so ``since_id`` and the next page never skip what a scenario dated back;
    ``start_time`` and ``end_time`` look at the time shown. An id takes precedence over a time, as the API
    documents.
    """
    clauses, bounds = ["1"], []
    if paging.since_id is not None:
        clauses.append("position > ?")
        bounds.append(paging.since_id)
    elif paging.start is not None:
        clauses.append("created_at >= ?")
        bounds.append(paging.start)
    if paging.until_id is not None:
        clauses.append("position < ?")
        bounds.append(paging.until_id)
    elif paging.end is not None:
        clauses.append("created_at < ?")
        bounds.append(paging.end)
    if paging.before is not None:
        clauses.append("position < ?")
        bounds.append(paging.before)
    reachable = f"SELECT seq FROM items WHERE {_VISIBLE} AND {where} ORDER BY position DESC"
    if reach is not None:
        reachable += f" LIMIT {reach}"
    return select_items(
        store,
        f"WHERE seq IN ({reachable}) AND {' AND '.join(clauses)} ORDER BY position DESC LIMIT ?",
        *params,
        *bounds,
        paging.limit + 1,
    )
