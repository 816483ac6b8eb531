"""Bad weather on order: faults are put up through the control API or the customer's page and hit matching
calls.
"""

from sandbox.records import Fault, values
from sandbox.store import Store

EXPLANATIONS = {
    "expired_token": "the token is answered as expired",
    "not_permitted": "the call is answered as not permitted",
    "rate_limited": "the call is answered as over the limit (headers: false leaves the rate headers out)",
    "server_error": "the platform answers that something went wrong",
    "down": "the connection is closed without an answer",
    "slow": "the answer takes `seconds` longer",
    "cut_body": "the connection is closed in the middle of the answer's body",
    "not_json": "a page of HTML comes where JSON should be",
    "malformed_item": "one item of the page is garbage",
    "accept_then_hang_up": "a write is carried out and the connection is closed before the answer",
}
VARIANTS = ("wrong_types", "missing_id", "missing_text", "bad_created_at")
ANSWERED = ("expired_token", "not_permitted", "rate_limited", "server_error")
"""Those where the platform's own words are the whole answer."""
_METHODS = {"malformed_item": ("GET",), "accept_then_hang_up": ("POST", "PUT", "DELETE")}
"""The methods a fault has a meaning for, where it has not for all."""


def add_fault(
    store: Store,
    platform: str,
    fault: str,
    *,
    account: str | None = None,
    endpoint: str | None = None,
    variant: str | None = None,
    item: str | None = None,
    seconds: float = 0,
    headers: bool = True,
    times: int | None = None,
) -> Fault:
    fault_id = store.insert(
        "faults",
        platform=platform,
        account=account,
        endpoint=endpoint,
        fault=fault,
        variant=variant,
        item=item,
        seconds=seconds,
        headers=headers,
        times=times,
    )
    return next(found for found in all_faults(store) if found.id == fault_id)


def all_faults(store: Store, platform: str | None = None) -> list[Fault]:
    rows = store.all("SELECT * FROM faults WHERE ? IS NULL OR platform = ? ORDER BY id", platform, platform)
    return [Fault(**values(row)) for row in rows]


def matching_fault(store: Store, platform: str, method: str, path: str, account: str | None) -> Fault | None:
    """The oldest fault that hits this call: its account (if it names one) and a part of its path
    (likewise).
    """
    for fault in all_faults(store, platform):
        if fault.account is not None and fault.account.lower() != (account or "").lower():
            continue
        if fault.endpoint is not None and fault.endpoint not in path:
            continue
        if method not in _METHODS.get(fault.fault, (method,)):
            continue
        return fault
    return None


def use_up(store: Store, fault: Fault) -> None:
    """Count a hit; a fault ordered for so many times goes away with the last."""
    store.run("UPDATE faults SET hits = hits + 1, times = times - 1 WHERE id = ?", fault.id)
    store.run("DELETE FROM faults WHERE times IS NOT NULL AND times <= 0")


def clear_faults(store: Store, fault_id: int | None = None, platform: str | None = None) -> int:
    """Take one fault away, or a platform's, or all; how many there were."""
    cursor = store.run(
        "DELETE FROM faults WHERE (? IS NULL OR id = ?) AND (? IS NULL OR platform = ?)",
        *(fault_id, fault_id, platform, platform),
    )
    return cursor.rowcount
