"""The Graph API's call budget, told in usage headers as percentages.

A Page's budget is 4,800 calls in 24 hours for each person engaged with it (Meta's "Business Use Case"
limits); the sandbox grants one person's worth times the setting ``rate_limit_factor``. Counting is in memory.
"""

import json

from sandbox import moments
from sandbox.records import Account
from sandbox.store import Store

CALLS_A_DAY = 4_800


class Usage:
    """The calls each Page token has made in its current window."""

    length = moments.DAY

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._spent: dict[str, tuple[int, int]] = {}

    def spend(self, store: Store, account: Account) -> tuple[bool, dict[str, str]]:
        """Count one call; whether it is within the budget, and the headers to send along."""
        budget = max(1, round(CALLS_A_DAY * store.setting("rate_limit_factor")))
        now = moments.now()
        began, spent = self._spent.get(account.token, (now, 0))
        if now >= began + self.length:
            began, spent = now, 0
        if not store.setting("rate_limits"):
            return True, self._headers(account.external_id, 0, 0)
        is_within = spent < budget
        spent = min(spent + 1, budget)
        self._spent[account.token] = (began, spent)
        wait = 0 if is_within else began + self.length - now
        return is_within, self._headers(account.external_id, 100 * spent // budget, wait)

    def spent_headers(self, page_id: str) -> dict[str, str]:
        """The headers of a used-up budget, for a fault that only claims so."""
        return self._headers(page_id, 100, moments.HOUR)

    def forget(self) -> None:
        self._spent.clear()

    def _headers(self, page_id: str, percent: int, wait: int) -> dict[str, str]:
        used = {"call_count": percent, "total_cputime": percent, "total_time": percent}
        minutes = -(-wait // moments.MINUTE)
        business = {page_id: [{"type": self._kind, **used, "estimated_time_to_regain_access": minutes}]}
        return {"X-App-Usage": json.dumps(used), "X-Business-Use-Case-Usage": json.dumps(business)}
