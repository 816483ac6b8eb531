"""Times as the Graph API writes them."""

from sandbox import moments


def graph_time(moment: int) -> str:
    """``2026-11-22T10:00:00+0000``: to the second, with a zone and no colon in it."""
    return moments.as_datetime(moment).strftime("%Y-%m-%dT%H:%M:%S+0000")
