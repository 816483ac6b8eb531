"""X's recent search: its query language, turned into a condition on the items.

Words and "phrases" that must all stand there, ``OR``, parentheses, a ``-`` in front for not, and the operators an
inbox needs. https://docs.x.com/x-api/posts/search/integrate/operators
"""

import re
from dataclasses import dataclass, field
from typing import NoReturn

from sandbox.items import item_by_external_id
from sandbox.platforms.x.problems import invalid_request
from sandbox.store import Store

LONGEST = 512
_TOKEN = re.compile(r'\s*(?:(?P<open>-?\()|(?P<close>\))|(?P<term>-?(?:[a-z_]+:)?"[^"]*"|[^\s()"]+))')


@dataclass
class Condition:
    """A piece of SQL over ``items`` and what stands for its question marks."""

    sql: str
    params: list[str] = field(default_factory=list)


def read_query(store: Store, query: str) -> Condition:
    """The condition a query means. Raises the problem X answers a bad one with."""
    if not query.strip():
        _refuse(query, "the query is empty")
    if len(query) > LONGEST:
        _refuse(query, f"the query is {len(query)} characters long and may have {LONGEST}")
    reader = _Reader(store, query)
    condition = reader.alternatives()
    if reader.rest():
        _refuse(query, f"there is a closing parenthesis too many at {reader.rest()[:20]!r}")
    if not reader.says_something:
        _refuse(query, "Rules must contain at least one positive, non-stopword clause")
    return condition


def _refuse(query: str, reason: str) -> NoReturn:
    raise invalid_request(({"query": [query]}, f"There were errors processing your request: {reason}"))


class _Reader:
    """Reads a query from left to right; alternatives bind less than neighbours do."""

    def __init__(self, store: Store, query: str) -> None:
        self._store = store
        self._query = query
        self._at = 0
        self.says_something = False

    def rest(self) -> str:
        return self._query[self._at :].strip()

    def alternatives(self) -> Condition:
        found = [self._neighbours()]
        while re.match(r"\s*OR(?=[\s(]|$)", self._query[self._at :]):
            self._at += len(re.match(r"\s*OR", self._query[self._at :])[0])  # type: ignore[index]
            found.append(self._neighbours())
        return _joined(" OR ", found)

    def _neighbours(self) -> Condition:
        found: list[Condition] = []
        while self.rest() and not re.match(r"\s*(?:\)|OR(?=[\s(]|$))", self._query[self._at :]):
            found.append(self._term())
        if not found:
            _refuse(self._query, "a term is missing")
        return _joined(" AND ", found)

    def _term(self) -> Condition:
        match = _TOKEN.match(self._query, self._at)
        if match is None or match["close"]:
            _refuse(self._query, "there is an unclosed quotation mark")
        self._at = match.end()
        if match["open"]:
            inner = self.alternatives()
            if not self.rest().startswith(")"):
                _refuse(self._query, "there is an unclosed parenthesis")
            self._at = self._query.index(")", self._at) + 1
            return _negated(inner) if match["open"].startswith("-") else inner
        term = match["term"]
        if term.startswith("-"):
            return _negated(self._meaning(term[1:]))
        self.says_something = self.says_something or not re.match(r"(?:is|has):", term)
        return self._meaning(term)

    def _meaning(self, term: str) -> Condition:
        operator, colon, value = term.partition(":")
        if not colon or term.startswith('"') or not re.fullmatch(r"[a-z_]+", operator) or value.startswith("//"):
            return _words(term)
        value = value.strip('"').removeprefix("@")
        if operator in ("conversation_id", "quotes_of_tweet_id", "in_reply_to_tweet_id"):
            item = item_by_external_id(self._store, "x", value)
            column = "root_seq" if operator == "conversation_id" else "parent_seq"
            also = {"quotes_of_tweet_id": " AND kind = 'quote'", "in_reply_to_tweet_id": " AND kind <> 'quote'"}
            return Condition(f"{column} = ?{also.get(operator, '')}", [str(item.seq if item else -1)])
        if operator == "from":
            return Condition(
                "person_id IN (SELECT id FROM people WHERE platform = 'x' AND (handle = ? OR external_id = ?))"
                " OR is_company = 1 AND account_id IN"
                " (SELECT id FROM accounts WHERE platform = 'x' AND (handle = ? OR external_id = ?))",
                [value] * 4,
            )
        if operator == "to":
            return Condition(
                "kind <> 'quote' AND parent_seq IN (SELECT parent.seq FROM items AS parent"
                " LEFT JOIN people ON people.id = parent.person_id LEFT JOIN accounts ON accounts.id"
                " = parent.account_id AND parent.is_company = 1"
                " WHERE ? IN (lower(people.handle), lower(accounts.handle)))",
                [value.lower()],
            )
        meanings = {
            "is:reply": "parent_seq IS NOT NULL AND kind <> 'quote'",
            "is:quote": "kind = 'quote'",
            "is:retweet": "0",
            "has:links": "instr(text, '://') > 0",
            "has:media": "media <> '[]'",
        }
        if term not in meanings:
            _refuse(self._query, f"Reference to invalid operator '{operator}'")
        return Condition(meanings[term])


def _words(term: str) -> Condition:
    """A word or phrase stands in the text, whatever the case."""
    return Condition("instr(lower(text), ?) > 0", [term.strip('"').lower()])


def _negated(condition: Condition) -> Condition:
    return Condition(f"NOT ({condition.sql})", condition.params)


def _joined(word: str, conditions: list[Condition]) -> Condition:
    sql = word.join(f"({condition.sql})" for condition in conditions)
    return Condition(sql, [param for condition in conditions for param in condition.params])
