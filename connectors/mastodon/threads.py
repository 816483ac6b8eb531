"""Which thread a status belongs to: the id of the status at its top.

Mastodon tells of an answer what it answers, and nothing of the thread. A person's next word answers our answer, and must still
land in the conversation that their first word began, so the chain of answers is climbed when a page is read. Parents are asked
for 20 at a time, a level of all the page's threads at once: most pages cost no call, or one to three. What that does not
settle (a long thread, a server before Mastodon 4.3, which cannot be asked for several) costs one call a thread.

Where the climb fails, the highest status that is known stands for the thread: a conversation that begins anew is a nuisance, a
message that is never seen is not to be had back. And where somebody deletes the top of a thread, Mastodon forgets what its
answers answered: later answers below them begin a thread there.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from connectors.errors import ConnectorError, NeedsReauth, Permanent, RateLimited, Unavailable
from connectors.items import Raw
from connectors.mastodon.parse import root_of
from connectors.mastodon.server import Server

# DEFAULT_STATUSES_LIMIT of Mastodon's app/controllers/api/base_controller.rb; asked for more, it refuses.
STATUSES_AT_ONCE = 20
LEVELS = 6

Status = Mapping[str, Any]


class Threads:
    """The threads of one page's statuses."""

    def __init__(self, server: Server, statuses: Iterable[Any]) -> None:
        self._server = server
        self._known: dict[str, Status] = {}
        self._learn(statuses)

    def climb(self, statuses: Iterable[Status]) -> None:
        """Learn what stands above these. Raises RateLimited and NeedsReauth, which say nothing about a single thread."""
        starts = [status_id(status) for status in statuses if status_id(status) and parent_of(status)]
        asked: set[str] = set()
        for _level in range(LEVELS):
            wanted = sorted({top for top in map(self._top, starts) if top not in self._known} - asked)
            if not wanted:
                break
            asked |= set(wanted)
            for first in range(0, len(wanted), STATUSES_AT_ONCE):
                self._learn(read_statuses(self._server, wanted[first : first + STATUSES_AT_ONCE]))
        climbed: set[str] = set()
        for start in starts:
            top = self._top(start)
            if top in self._known or top in climbed:
                continue
            climbed.add(top)
            try:
                self._learn(self._above(start))
            except Unavailable:
                break  # A server in trouble: asking it for every other thread as well would take as many time-outs.

    def bundle(self, row: Any) -> Raw:
        """A notification's status with the top of its thread, as far as is known. The message goes by the status's id; the rest
        of a notification says nothing more."""
        status = row.get("status") if isinstance(row, dict) else None
        if not isinstance(status, dict):
            return Raw("", {"notification": row, "status": status})
        about = {name: row[name] for name in ("id", "type", "created_at") if name in row}
        bundle: dict[str, Any] = {"notification": about, "status": status}
        if key := status_id(status):
            bundle["root_id"] = self._top(key)
            root = self._known.get(bundle["root_id"])
            if root is not None and bundle["root_id"] != key:
                bundle["root"] = root_of(root)
        return Raw(status_id(status), bundle)

    def _top(self, key: str) -> str:
        passed = {key}
        while key in self._known:
            above = parent_of(self._known[key])
            if not above or above in passed:
                break
            passed.add(above)
            key = above
        return key

    def _learn(self, statuses: Iterable[Any]) -> None:
        self._known |= {
            status_id(entry): entry for entry in statuses if isinstance(entry, Mapping) and status_id(entry)
        }

    def _above(self, key: str) -> list[Any]:
        try:
            above = self._server.read_object(lambda client: client.status_context(key)).get("ancestors")
        except Permanent as error:
            if isinstance(error, NeedsReauth):
                raise
            return []
        return above if isinstance(above, list) else []


def read_statuses(server: Server, ids: list[str]) -> list[Any]:
    """Up to STATUSES_AT_ONCE statuses by their ids; those that cannot be had are left out, and all where the server cannot say.

    Raises RateLimited and NeedsReauth.
    """
    try:
        return server.read_list(lambda client: client.statuses(list(ids))).rows
    except (RateLimited, NeedsReauth):
        raise
    except ConnectorError:
        return []


def status_id(status: Status) -> str:
    """Its id as text, empty where it has none that is one."""
    return _text(status.get("id"))


def parent_of(status: Status) -> str:
    return _text(status.get("in_reply_to_id"))


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
