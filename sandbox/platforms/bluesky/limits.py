"""The network's rate limits: calls, writes and sign-ins, told in every answer's headers.

The real numbers stand in :data:`LIMITS`, as https://docs.bsky.app/docs/advanced-guides/rate-limits has them; they are
multiplied by the setting ``rate_limit_factor``. Counting is in memory: a restarted sandbox starts afresh.
"""

from dataclasses import dataclass

from sandbox import moments
from sandbox.store import Store


@dataclass(frozen=True)
class Limit:
    """So many points in so long."""

    points: int
    length: int


LIMITS = {
    "calls": (Limit(3000, 5 * moments.MINUTE),),
    "writes": (Limit(5000, moments.HOUR), Limit(35_000, moments.DAY)),
    "sign-ins": (Limit(30, 5 * moments.MINUTE), Limit(300, moments.DAY)),
}
POINTS = {"com.atproto.repo.createRecord": 3, "com.atproto.repo.putRecord": 2, "com.atproto.repo.deleteRecord": 1}


class Windows:
    """What each caller has spent, in windows that begin with the first call."""

    def __init__(self) -> None:
        self._spent: dict[tuple[str, str, Limit], tuple[int, int]] = {}

    def spend(self, store: Store, kind: str, who: str, points: int = 1) -> tuple[bool, dict[str, str]]:
        """Count a call; whether it is within its limits, and the headers of the one that is nearest to its end."""
        is_counting = bool(store.setting("rate_limits"))
        states = [self._spend_one(store, limit, kind, who, points) for limit in LIMITS[kind]]
        amount, left, resets_at, limit = min(states, key=lambda state: state[1])
        is_within = not is_counting or left >= 0
        return is_within, self._headers(amount, max(0, left) if is_counting else amount, resets_at, limit)

    def _spend_one(self, store: Store, limit: Limit, kind: str, who: str, points: int) -> tuple[int, int, int, Limit]:
        amount = max(1, round(limit.points * store.setting("rate_limit_factor")))
        now = moments.now()
        began, spent = self._spent.get((kind, who, limit), (now, 0))
        if now >= began + limit.length:
            began, spent = now, 0
        left = amount - spent - points
        self._spent[kind, who, limit] = (began, min(spent + points, amount))
        return amount, left, began + limit.length, limit

    def spent_headers(self) -> dict[str, str]:
        """The headers of a window that is used up, for a fault that only claims so."""
        limit = LIMITS["calls"][0]
        return self._headers(limit.points, 0, moments.now() + limit.length, limit)

    def forget(self) -> None:
        self._spent.clear()

    @staticmethod
    def _headers(amount: int, left: int, resets_at: int, limit: Limit) -> dict[str, str]:
        return {
            "RateLimit-Limit": str(amount),
            "RateLimit-Remaining": str(left),
            "RateLimit-Reset": str(-(-resets_at // moments.SECOND)),
            "RateLimit-Policy": f"{amount};w={limit.length // moments.SECOND}",
        }


WINDOWS = Windows()
