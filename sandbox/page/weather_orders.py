"""The weather one can order on the page: a few faults in plain words."""

from dataclasses import dataclass
from typing import Any

from sandbox.records import Fault


@dataclass(frozen=True)
class Order:
    label: str
    fault: dict[str, Any]


ORDERS: dict[str, dict[str, Order]] = {
    "Until cleared": {
        "expire": Order("Expire the token", {"fault": "expired_token"}),
        "forbid": Order("Take the permission away", {"fault": "not_permitted"}),
        "limit": Order("Rate limit", {"fault": "rate_limited"}),
        "break": Order("Server errors", {"fault": "server_error"}),
        "down": Order("Take it down", {"fault": "down"}),
        "slow": Order("Slow, 5 s", {"fault": "slow", "seconds": 5.0}),
    },
    "The next time": {
        "cut": Order("Cut the answer", {"fault": "cut_body", "times": 1}),
        "html": Order("HTML instead of JSON", {"fault": "not_json", "times": 1}),
        "malformed": Order("Malformed next item", {"fault": "malformed_item", "times": 1}),
        "twice": Order("Hand the last page out again", {"fault": "overlapping_page", "times": 1}),
        "hang_up": Order("Hang up after a write", {"fault": "accept_then_hang_up", "times": 1}),
        "lost": Order("Lose a push", {"fault": "push_lost", "times": 1}),
        "forged": Order("Forge a push", {"fault": "push_forged", "times": 1}),
    },
}


def find_order(key: str) -> Order | None:
    return next((chosen[key] for chosen in ORDERS.values() if key in chosen), None)


def describe(fault: Fault) -> str:
    """A standing fault in words: what, for whom, how much longer."""
    orders = [order for chosen in ORDERS.values() for order in chosen.values()]
    label = next((order.label for order in orders if order.fault["fault"] == fault.fault), fault.fault)
    whom = f"@{fault.account}" if fault.account else "everyone"
    where = f" on {fault.endpoint}" if fault.endpoint else ""
    where += f" ({fault.method})" if fault.method else ""
    rest = "until cleared" if fault.times is None else f"{fault.times} more"
    if fault.chance is not None:
        rest += f", {fault.chance:.0%} of calls"
    return f"{label} · {whom}{where} · {rest}"
