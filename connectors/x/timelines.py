"""Reading what X lists by id: mentions, our own posts, and the search; forward from a place, and back into the past."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.errors import Rejected
from connectors.items import Page, Raw
from connectors.x.bundles import earliest, id_at, id_numbers, last_number, time_of, tweet_bundles
from connectors.x.client import Answer, XClient

# How far back X lets one page: https://docs.x.com/x-api/posts/timelines/introduction
REACHES = {"mentions": 800, "own_posts": 3200}
SEARCH_REACH = timedelta(days=7)
# X's clock and ours may differ, and a post may show a moment late.
OVERLAP = timedelta(minutes=10)
SEARCH_REFUSED = (
    "More mentions came than X hands over, and X refused the search for the rest: older ones may be missing."
)
BEYOND_SEARCH = (
    "More mentions came than X hands over, and the search reaches back a week only: older ones may be missing."
)
BEYOND_WEEK = "X's search reaches back a week only: what is older is missing."
BEYOND_POSTS = "X hands over the newest 3,200 of an account's posts only: older ones are missing."


@dataclass(frozen=True)
class Timeline:
    """One list: how to ask for a page of it, and how to search for what lies beyond its reach (mentions alone)."""

    name: str
    ask: Callable[..., Answer]
    search: Callable[..., Answer] | None = None

    @property
    def is_search(self) -> bool:
        return self.name == "search"


def open_timeline(client: XClient, stream: str, search_words: str) -> Timeline:
    if stream == "search":
        query = f"({search_words}) -from:{client.handle} -@{client.handle} -is:retweet"
        return Timeline(stream, lambda **asked: client.search(query, **asked))
    if stream == "mentions":
        query = f"@{client.handle} -from:{client.handle} -is:retweet"
        return Timeline(stream, client.mentions, lambda **asked: client.search(query, **asked))
    return Timeline(stream, client.own_posts)


def fetch_new(timeline: Timeline, cursor: Mapping[str, Any]) -> Page:
    """One page, newest first, of everything since the last finished pass.

    X pages backwards in time, so the new `since_id` may only hold once a whole pass is through: until then the cursor
    keeps the old one together with the place in the pass. Mentions reach back 800 posts; where a pass runs into that
    end, the search for our name goes on from there, a week back.
    """
    since_id = cursor.get("since_id")
    if not since_id:
        return _take_place(timeline)
    in_pass: Mapping[str, Any] = cursor.get("pass") or {}
    is_searching = timeline.is_search or bool(in_pass.get("until_id"))
    asked: dict[str, Any] = {"since_id": since_id, "pagination_token": in_pass.get("next_token")}
    if is_searching and _is_beyond_search(since_id):
        asked["since_id"] = None  # X refuses a search from before the week it can see.
    ask = timeline.ask
    if in_pass.get("until_id"):
        assert timeline.search is not None
        ask, asked["until_id"] = timeline.search, in_pass["until_id"]
    try:
        answer = ask(**asked)
    except Rejected:
        if not in_pass:
            raise
        if in_pass.get("until_id") and not in_pass.get("next_token"):
            # The search itself is refused, and would be again: what the pass has read stands, and what it has not is said.
            return Page((), {"since_id": in_pass["newest"]}, gap=SEARCH_REFUSED)
        # The place in the pass is no longer good (page tokens age): the pass begins anew, and nothing is skipped.
        return Page((), {"since_id": since_id})
    items = tweet_bundles(answer.body)
    newest = in_pass.get("newest") or _newest(answer, items) or since_id
    oldest = oldest_id(answer, items) or in_pass.get("oldest")
    seen = int(in_pass.get("seen", 0)) + len(items)
    going_on = {"newest": newest, "oldest": oldest, "seen": seen, "until_id": in_pass.get("until_id")}
    if answer.next_token:
        place = {"since_id": since_id, "pass": {**going_on, "next_token": answer.next_token}}
        return Page(items, place, has_more=True, budget=answer.budget)
    is_cut_off = seen >= REACHES.get(timeline.name, seen + 1) and not in_pass.get("until_id")
    if is_cut_off and timeline.search and oldest and not _is_beyond_search(oldest):
        place = {"since_id": since_id, "pass": {**going_on, "until_id": oldest}}
        return Page(items, place, has_more=True, budget=answer.budget)
    gap = ""
    if timeline.name == "own_posts":
        gap = BEYOND_POSTS if is_cut_off else ""
    elif (is_searching or is_cut_off) and _is_beyond_search(since_id):
        gap = BEYOND_WEEK if timeline.is_search else BEYOND_SEARCH
    return Page(items, {"since_id": newest}, gap=gap, budget=answer.budget)


def fetch_past(timeline: Timeline, cursor: Mapping[str, Any], until: datetime | None) -> Page:
    """One page of a walk into the past. The place is the oldest id handed over: unlike X's page tokens it never ages."""
    is_searching = bool(cursor.get("is_searching"))
    until_id = cursor.get("until_id")
    if until_id and (timeline.is_search or is_searching) and _is_beyond_search(until_id):
        # X refuses a search from there: the walk has come to its end.
        return Page((), dict(cursor), gap=_missing(timeline, is_cut_off=False, is_searching=is_searching, until=until))
    start = until
    if until and (timeline.is_search or is_searching):
        start = max(until, datetime.now(UTC) - SEARCH_REACH + OVERLAP)
    ask = timeline.search if is_searching and timeline.search else timeline.ask
    try:
        answer = ask(until_id=until_id, start_time=start)
    except Rejected:
        if not is_searching:
            raise
        return Page((), dict(cursor), gap=SEARCH_REFUSED)
    items = tweet_bundles(answer.body)
    reached = earliest(items, cursor.get("reached"))
    oldest = oldest_id(answer, items)
    seen = int(cursor.get("seen", 0)) + len(items)
    place = {
        "until_id": oldest or until_id,
        "seen": seen,
        "reached": reached.isoformat() if reached else None,
        "is_searching": is_searching,
    }
    if answer.next_token and oldest and oldest != until_id:
        return Page(items, place, has_more=True, budget=answer.budget, reached=reached)
    is_cut_off = seen >= REACHES.get(timeline.name, seen + 1) and not is_searching
    if is_cut_off and timeline.search and oldest and not _is_beyond_search(oldest):
        return Page(items, {**place, "is_searching": True}, has_more=True, budget=answer.budget, reached=reached)
    gap = _missing(timeline, is_cut_off=is_cut_off, is_searching=is_searching, until=until)
    return Page(items, place, gap=gap, budget=answer.budget, reached=reached)


def _missing(timeline: Timeline, *, is_cut_off: bool, is_searching: bool, until: datetime | None) -> str:
    """What a walk that has come to its end could not hand over, in words."""
    is_older_than_search = until is None or until < datetime.now(UTC) - SEARCH_REACH
    if timeline.is_search:
        return BEYOND_WEEK if until and is_older_than_search else ""
    if timeline.name == "own_posts":
        return BEYOND_POSTS if is_cut_off else ""
    return BEYOND_SEARCH if (is_cut_off or is_searching) and is_older_than_search else ""


def _take_place(timeline: Timeline) -> Page:
    """The newest page, and a place from which everything later is new, though nothing may stand there yet."""
    began_at = datetime.now(UTC)
    answer = timeline.ask()
    items = tweet_bundles(answer.body)
    return Page(items, {"since_id": _newest(answer, items) or id_at(began_at - OVERLAP)}, budget=answer.budget)


def _newest(answer: Answer, items: tuple[Raw, ...]) -> str:
    return _digits(answer.meta.get("newest_id")) or str(max(id_numbers(items), default=""))


def oldest_id(answer: Answer, items: tuple[Raw, ...]) -> str:
    """Where a page ends; empty where it does not say."""
    return _digits(answer.meta.get("oldest_id")) or str(last_number(items) or "")


def _digits(value: Any) -> str:
    return str(value) if str(value).isascii() and str(value).isdigit() else ""


def _is_beyond_search(tweet_id: str) -> bool:
    """Whether a post is older than recent search reaches."""
    return datetime.now(UTC) - time_of(tweet_id) > SEARCH_REACH - timedelta(hours=1)
