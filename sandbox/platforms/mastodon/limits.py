"""Mastodon's limits: ``config/initializers/rack_attack.rb`` and ``app/lib/rate_limiter.rb`` of its source.

Windows begin at whole multiples of their length, for everybody at once. Every answer tells of the throttle that is nearest to
its end. The real numbers are multiplied by the setting ``rate_limit_factor``; counting is in memory.
"""

from dataclasses import dataclass
from datetime import timedelta

from sandbox import moments
from sandbox.store import Store

PAGING = ("min_id", "max_id", "since_id", "page")


@dataclass(frozen=True)
class Throttle:
    limit: int
    period: int


EVERY_CALL = Throttle(300, 5 * moments.MINUTE)
PAGED_CALL = Throttle(300, 15 * moments.MINUTE)
DELETION = Throttle(30, 30 * moments.MINUTE)
STATUS = Throttle(300, 3 * moments.HOUR)


class Throttles:
    """The calls each token has made in the windows that are open now."""

    def __init__(self) -> None:
        self._spent: dict[tuple[str, Throttle], tuple[int, int]] = {}

    def spend(self, store: Store, token: str, throttles: list[Throttle]) -> tuple[bool, dict[str, str]]:
        """Count one call; whether all of its throttles let it pass, and the headers of the one nearest to its end."""
        is_counted = bool(store.setting("rate_limits"))
        is_within = True
        nearest: tuple[int, int, Throttle] | None = None
        for throttle in throttles:
            limit = max(1, round(throttle.limit * store.setting("rate_limit_factor")))
            spent = self._count(token, throttle)
            is_within = is_within and (spent <= limit or not is_counted)
            remaining = max(0, limit - spent) if is_counted else limit
            if nearest is None or remaining < nearest[0]:
                nearest = (remaining, limit, throttle)
        assert nearest is not None
        return is_within, _headers(nearest[1], nearest[0], nearest[2].period)

    def spent_headers(self) -> dict[str, str]:
        """The headers of a window that is used up, for a fault that only claims so."""
        return _headers(EVERY_CALL.limit, 0, EVERY_CALL.period)

    def forget(self) -> None:
        self._spent.clear()

    def _count(self, token: str, throttle: Throttle) -> int:
        window = moments.now() // throttle.period
        known, spent = self._spent.get((token, throttle), (window, 0))
        spent = spent + 1 if known == window else 1
        self._spent[token, throttle] = (window, spent)
        return spent


def _headers(limit: int, remaining: int, period: int) -> dict[str, str]:
    now = moments.now()
    whole_seconds = now // moments.SECOND * moments.SECOND
    resets_at = moments.as_datetime(now) + timedelta(milliseconds=period - whole_seconds % period)
    return {
        "X-RateLimit-Limit": str(limit),
        "X-RateLimit-Remaining": str(remaining),
        "X-RateLimit-Reset": resets_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
    }


THROTTLES = Throttles()
