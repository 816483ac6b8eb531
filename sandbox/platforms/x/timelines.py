"""The stretches of time X lets one read: mentions, one's own posts, and the recent search."""

import re
import shlex

from sandbox import moments
from sandbox.items import item_by_external_id, select_items
from sandbox.platforms.x.parameters import Paging
from sandbox.platforms.x.problems import invalid_request
from sandbox.records import Account, Item, Person
from sandbox.store import Store

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
        who += " AND parent_seq IS NULL"
    return _page(store, who, [author.id], paging, reach=TWEETS_REACH)


def search(store: Store, query: str, paging: Paging) -> list[Item]:
    """Recent search: ``conversation_id:``, ``from:``, ``to:``, ``is:reply`` and plain words or "phrases", all
    of which must hold; a leading ``-`` turns one around. Anything else is refused, as X refuses an operator
    it does not know.
    """
    where, params = ["platform = 'x'", "arrived_at >= ?"], [str(moments.now() - SEARCH_REACH)]
    try:
        terms = shlex.split(query.replace("'", "\\'"))
    except ValueError as error:
        raise _bad_query(query, "there is an unclosed quotation mark") from error
    if not terms:
        raise _bad_query(query, "the query is empty")
    for term in terms:
        clause, values = _clause(store, query, term.removeprefix("-"))
        where.append(f"NOT ({clause})" if term.startswith("-") else clause)
        params += values
    return _page(store, " AND ".join(where), params, paging, reach=None)


def _clause(store: Store, query: str, term: str) -> tuple[str, list[str]]:
    operator, colon, value = term.partition(":")
    if colon and re.fullmatch(r"[a-z_]+", operator) and not value.startswith("//"):
        if operator == "conversation_id":
            root = item_by_external_id(store, "x", value)
            return "root_seq = ?", [str(root.seq if root else -1)]
        if operator == "from":
            who = (
                "person_id IN (SELECT id FROM people WHERE platform = 'x' AND (handle = ? OR"
                " external_id = ?)) OR is_company = 1 AND account_id IN"
                " (SELECT id FROM accounts WHERE platform = 'x' AND (handle = ? OR external_id = ?))"
            )
            return f"({who})", [value.removeprefix("@")] * 4
        if operator == "to":
            return (
                "parent_seq IN (SELECT parent.seq FROM items AS parent"
                " LEFT JOIN people ON people.id = parent.person_id LEFT JOIN accounts ON accounts.id"
                " = parent.account_id AND parent.is_company = 1"
                " WHERE ? IN (lower(people.handle), lower(accounts.handle)))"
            ), [value.removeprefix("@").lower()]
        if (operator, value) == ("is", "reply"):
            return "parent_seq IS NOT NULL", []
        if (operator, value) in (("is", "retweet"), ("is", "quote"), ("has", "links"), ("has", "media")):
            return "0", []
        raise _bad_query(query, f"Reference to invalid operator '{operator}'")
    return "instr(lower(text), ?) > 0", [term.lower()]


def _bad_query(query: str, reason: str) -> Exception:
    return invalid_request(({"query": [query]}, f"There were errors processing your request: {reason}"))


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
