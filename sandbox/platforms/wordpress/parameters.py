"""Reading and checking the parameters of a call, as the schema of the comments' endpoint has them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sandbox import moments
from sandbox.platforms.wordpress.errors import invalid_parameter

GREATEST_PAGE = 100
ORDERS = ("date", "date_gmt", "id", "include", "post", "parent", "type")


@dataclass(frozen=True)
class Query:
    """What a list of comments is asked for. Times are milliseconds, ids numbers."""

    context: str
    status: str
    order: str
    orderby: str
    per_page: int
    page: int
    offset: int | None
    after: int | None
    before: int | None
    include: tuple[int, ...]
    exclude: tuple[int, ...]
    parent: tuple[int, ...]
    post: tuple[int, ...]
    author: tuple[int, ...]

    @property
    def start(self) -> int:
        """`offset` wins over `page`, unless it is 0 (get_items)."""
        return self.offset or self.per_page * (self.page - 1)


def read_query(params: Mapping[str, str]) -> Query:
    return Query(
        context=read_choice(params, "context", ("view", "embed", "edit"), "view"),
        status=sanitize_key(params.get("status", "approve")),
        order=read_choice(params, "order", ("asc", "desc"), "desc"),
        orderby=read_choice(params, "orderby", ORDERS, "date_gmt"),
        per_page=_whole(params, "per_page", 10, least=1, most=GREATEST_PAGE),
        page=_whole(params, "page", 1, least=1),
        offset=_whole(params, "offset", 0) if "offset" in params else None,
        after=_time(params, "after"),
        before=_time(params, "before"),
        include=_ids(params, "include"),
        exclude=_ids(params, "exclude"),
        parent=_ids(params, "parent"),
        post=_ids(params, "post"),
        author=_ids(params, "author"),
    )


def read_choice(params: Mapping[str, str], name: str, choices: tuple[str, ...], usual: str) -> str:
    given = params.get(name, usual)
    if given not in choices:
        raise invalid_parameter(name, f"{name} is not one of {', '.join(choices)}.")
    return given


def sanitize_key(given: str) -> str:
    """sanitize_key(): a comma goes too, so that two statuses cannot be asked for at once."""
    return re.sub(r"[^a-z0-9_\-]", "", given.lower())


def _whole(params: Mapping[str, str], name: str, usual: int, *, least: int = 0, most: int | None = None) -> int:
    given = params.get(name)
    if given is None:
        return usual
    if not re.fullmatch(r"-?\d+", given):
        raise invalid_parameter(name, f"{name} is not of type integer.")
    number = int(given)
    if most is not None and not least <= number <= most:
        raise invalid_parameter(name, f"{name} must be between {least} (inclusive) and {most} (inclusive)")
    if number < least:
        raise invalid_parameter(name, f"{name} must be greater than or equal to {least}")
    return number


def _ids(params: Mapping[str, str], name: str) -> tuple[int, ...]:
    given = [part for part in re.split(r"[\s,]+", params.get(name, "")) if part]
    for place, part in enumerate(given):
        if not re.fullmatch(r"\d+", part):
            raise invalid_parameter(name, f"{name}[{place}] is not of type integer.")
    return tuple(int(part) for part in given)


def _time(params: Mapping[str, str], name: str) -> int | None:
    given = params.get(name)
    if not given:
        return None
    try:
        return moments.parse_iso(given)
    except ValueError as error:
        raise invalid_parameter(name, "Invalid date.") from error
