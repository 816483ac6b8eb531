"""Bad weather on order: faults are put up through the control API or the customer's page and hit matching
calls.
"""

import random

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
    "missing_author": "one item of the page does not say who wrote it",
    "missing_text": "one item of the page has no text",
    "bad_time": "one item of the page has a time that is none",
    "ids_as_numbers": "the ids of a page come as numbers",
    "overlapping_page": "what the last answer at the same address listed comes again, in front of what this one lists",
    "repeated_page": "what the last answer listed comes again, and what this one lists comes twice",
    "accept_then_hang_up": "a write is carried out and the connection is closed before the answer",
    "push_lost": "a push is never sent",
    "push_twice": "a push is sent twice",
    "push_reordered": "a push is held back and sent after the next one",
    "push_forged": "a push is sent signed with another secret, and never with the right one",
}
VARIANTS = ("wrong_types", "missing_id", "missing_text", "missing_author", "bad_created_at", "lone_surrogate", "nul")
ANSWERED = ("expired_token", "not_permitted", "rate_limited", "server_error")
"""Those where the platform's own words are the whole answer."""
SPOILS = (
    *("malformed_item", "missing_author", "missing_text", "bad_time"),
    *("ids_as_numbers", "overlapping_page", "repeated_page"),
)
"""Those that change what a page holds."""
PUSHES = ("push_lost", "push_twice", "push_reordered", "push_forged")
METHODS = ("GET", "POST", "PUT", "DELETE")
_METHODS = dict.fromkeys(SPOILS, ("GET",)) | {"accept_then_hang_up": ("POST", "PUT", "DELETE")}
"""The methods a fault has a meaning for, where it has not for all."""


def add_fault(
    store: Store,
    platform: str,
    fault: str,
    *,
    account: str | None = None,
    endpoint: str | None = None,
    method: str | None = None,
    variant: str | None = None,
    item: str | None = None,
    seconds: float = 0,
    headers: bool = True,
    times: int | None = None,
    chance: float | None = None,
) -> Fault:
    fault_id = store.insert(
        "faults",
        platform=platform,
        account=account,
        endpoint=endpoint,
        method=method,
        fault=fault,
        variant=variant,
        item=item,
        seconds=seconds,
        headers=headers,
        times=times,
        chance=chance,
    )
    return next(found for found in all_faults(store) if found.id == fault_id)


def all_faults(store: Store, platform: str | None = None) -> list[Fault]:
    rows = store.all("SELECT * FROM faults WHERE ? IS NULL OR platform = ? ORDER BY id", platform, platform)
    return [Fault(**values(row)) for row in rows]


def matching_fault(store: Store, platform: str, method: str, path: str, account: str | None) -> Fault | None:
    """The oldest fault that hits this call: its account (if it names one), a part of its path and its method
    (likewise), and its chance.
    """
    for fault in all_faults(store, platform):
        if fault.fault in PUSHES or method not in _METHODS.get(fault.fault, (method,)):
            continue
        if fault.method is not None and fault.method != method:
            continue
        if _is_meant(fault, path, account) and _strikes(store, fault):
            return fault
    return None


def matching_push_fault(store: Store, platform: str, url: str, account: str) -> Fault | None:
    """The oldest fault that hits a push to this address."""
    for fault in all_faults(store, platform):
        if fault.fault in PUSHES and _is_meant(fault, url, account) and _strikes(store, fault):
            return fault
    return None


def _is_meant(fault: Fault, path: str, account: str | None) -> bool:
    if fault.account is not None and fault.account.lower() != (account or "").lower():
        return False
    return fault.endpoint is None or fault.endpoint in path


def _strikes(store: Store, fault: Fault) -> bool:
    """Throw the fault's dice, if it has any. They fall the same way for the same fault and call number."""
    if fault.chance is None:
        return True
    store.run("UPDATE faults SET rolls = rolls + 1 WHERE id = ?", fault.id)
    return random.Random(f"{fault.id}/{fault.rolls}").random() < fault.chance


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
