"""Tests run in several processes at once (pytest-xdist): what each must have for itself."""

import os

# A Redis server has sixteen databases. Each process takes a run of them: the first for its tests, the others for whole stacks.
DATABASES_EACH = 5


def own_redis(address: str, number: int = 0) -> str:
    """The address of this process's Redis database `number`, in [0, DATABASES_EACH)."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    assert number < DATABASES_EACH, "more stacks in one process than it has databases for"
    return f"{address.rsplit('/', 1)[0]}/{worker * DATABASES_EACH + number}"
