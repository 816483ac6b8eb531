"""Tests run in two processes at once (pytest-xdist): what each gets to do, and what it must have for itself."""

import os
from typing import Any

import pytest

# What starts whole processes is for one of the two, one after the other: side by side they would starve.
WHOLE_PROCESSES = ("tests/browser/", "tests/config/", "tests/fault_run/")
# A Redis server has sixteen databases. Each process takes a run of them: the first for its tests, the others for whole stacks.
DATABASES_EACH = 5


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Single tests to whoever is free, those that start whole processes to one. (xdist's own groups do not work with pytest 9.2.)"""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return "whole processes" if nodeid.startswith(WHOLE_PROCESSES) else nodeid

    return Scheduling(config, log)


def own_redis(address: str, number: int = 0) -> str:
    """The address of this process's Redis database `number`, in [0, DATABASES_EACH)."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    assert number < DATABASES_EACH, "more stacks in one process than it has databases for"
    return f"{address.rsplit('/', 1)[0]}/{worker * DATABASES_EACH + number}"
