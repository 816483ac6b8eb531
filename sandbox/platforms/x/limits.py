"""X's rate limits: so many calls per endpoint, token and quarter of an hour, told in every answer's headers.

The real numbers stand in :data:`LIMITS` (per user, as X publishes them). They are multiplied by the setting
``rate_limit_factor``, because a demo polls every few seconds where a real client polls every minute or so.
Counting is in memory: a restarted sandbox starts with fresh windows.
"""

from sandbox import moments
from sandbox.store import Store

LIMITS = {
    "me": 75,
    "users": 900,
    "mentions": 300,
    "user_tweets": 900,
    "tweets": 900,
    "tweet": 900,
    "search": 300,
    "create": 100,
    "delete": 50,
    "hide": 50,
    "quote_tweets": 75,
    "like": 50,
    "unlike": 50,
    "dm_events": 15,
    "dm_events_with": 15,
    "dm_events_in": 15,
    "dm_create": 15,
}


class Window:
    """The calls made so far by each token at each endpoint, in windows that begin with the first call."""

    length = 15 * moments.MINUTE

    def __init__(self) -> None:
        self._spent: dict[tuple[str, str], tuple[int, int]] = {}

    def spend(self, store: Store, token: str, endpoint: str) -> tuple[bool, dict[str, str]]:
        """Count one call; whether it is within the limit, and the headers that say where things stand."""
        limit = max(1, round(LIMITS[endpoint] * store.setting("rate_limit_factor")))
        now = moments.now()
        began, spent = self._spent.get((token, endpoint), (now, 0))
        if now >= began + self.length:
            began, spent = now, 0
        is_within = spent < limit or not store.setting("rate_limits")
        spent = min(spent + 1, limit)
        self._spent[token, endpoint] = (began, spent)
        remaining = limit - spent if store.setting("rate_limits") else limit
        return is_within, self._headers(limit, remaining, began + self.length)

    def spent_headers(self) -> dict[str, str]:
        """The headers of a window that is used up, for a fault that only claims so."""
        return self._headers(LIMITS["mentions"], 0, moments.now() + self.length)

    def forget(self) -> None:
        self._spent.clear()

    @staticmethod
    def _headers(limit: int, remaining: int, resets_at: int) -> dict[str, str]:
        return {
            "x-rate-limit-limit": str(limit),
            "x-rate-limit-remaining": str(remaining),
            "x-rate-limit-reset": str(-(-resets_at // moments.SECOND)),
        }


WINDOW = Window()
