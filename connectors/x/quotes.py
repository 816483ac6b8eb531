"""Quotes of our posts. X has no list of them all: it tells each post's count, and lists the quotes of one post.

https://docs.x.com/x-api/posts/quote-tweets/introduction . The newest hundred of our posts are watched; where a count has
changed, that post's quotes are read. A quote that comes in the moment another goes leaves the count as it was: comparing our
books with X's (`fetch_past`) finds it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Gone, Rejected
from connectors.items import Page
from connectors.x.bundles import dicts, id_at, id_numbers, last_number, last_time, plain_id, time_of, tweet_bundles
from connectors.x.client import Answer, XClient
from connectors.x.timelines import BEYOND_POSTS, OVERLAP, REACHES, oldest_id

COUNTED: dict[str, Any] = {
    "tweet_fields": ["public_metrics"],
    "user_fields": None,
    "media_fields": None,
    "expansions": None,
}


def fetch_new(client: XClient, cursor: Mapping[str, Any]) -> Page:
    """One page of the quotes that are new since the last pass.

    The cursor knows of each watched post its count and the newest quote read (`known`), and in a pass the posts still to be
    read (`due`): [post, count, newest quote known, page token].
    """
    known: dict[str, list[Any]] = dict(cursor.get("known") or {})
    due: list[list[Any]] = list(cursor.get("due") or [])
    if due:
        return _read_due(client, known, due)
    began_at = datetime.now(UTC)
    answer = client.own_posts(**COUNTED)
    counts = _counts(answer)
    if not cursor:
        # Quotes that came before this are the past's, whatever the counts.
        place = id_at(began_at - OVERLAP)
        known = {post: [count, place] for post, count in counts.items()}
        return Page((), {"known": known}, budget=answer.budget)
    watched = {post: known.get(post, [0, post]) for post in counts}
    due = [[post, count, watched[post][1], None] for post, count in counts.items() if count != watched[post][0]]
    return Page((), {"known": watched, "due": due}, has_more=bool(due), budget=answer.budget)


def _read_due(client: XClient, known: dict[str, list[Any]], due: list[list[Any]]) -> Page:
    post, count, newest_known, token = due[0]
    try:
        answer = client.quotes(post, pagination_token=token)
    except Gone:
        return Page((), {"known": known, "due": due[1:]}, has_more=len(due) > 1)
    except Rejected:
        if not token:
            raise
        # Page tokens age: this post's quotes are read from the newest again.
        return Page((), {"known": known, "due": [[post, count, newest_known, None], *due[1:]]}, has_more=True)
    items = tweet_bundles(answer.body)
    numbers = id_numbers(items)
    oldest = last_number(items)
    if answer.next_token and (oldest is None or oldest > int(newest_known)):
        due = [[post, count, newest_known, answer.next_token], *due[1:]]
        # The newest quote is on the first page: it holds once the last one is read.
        if not token:
            known = {**known, post: [*known.get(post, [0, newest_known])[:2], str(max(numbers, default=newest_known))]}
    else:
        held = known.get(post, [0, newest_known])
        newest = max([int(newest_known), *numbers, *(int(number) for number in held[2:])])
        known = {**known, post: [count, str(newest)]}
        due = due[1:]
    return Page(items, {"known": known, "due": due}, has_more=bool(due), budget=answer.budget)


def fetch_past(client: XClient, cursor: Mapping[str, Any], until: datetime | None) -> Page:
    """One page of a walk over our posts, newest first, and the quotes of each.

    With `until` it looks at the posts since then and at the newest hundred in any case: people quote what is new. How far
    back in time a page comes is no one time, for each post's quotes begin at the present.
    """
    due: list[list[Any]] = list(cursor.get("due") or [])
    if due:
        return _read_past_due(client, cursor, due, until)
    listed = int(cursor.get("listed", 0))
    answer = client.own_posts(until_id=cursor.get("posts_until"), **COUNTED)
    counts = _counts(answer)
    listed += len(counts)
    oldest = oldest_id(answer, tweet_bundles(answer.body))
    has_more_posts = bool(answer.next_token and oldest) and (until is None or time_of(oldest) >= until)
    due = [[post, None] for post, count in counts.items() if count]
    place = {"due": due, "posts_until": oldest, "listed": listed, "is_listed": not has_more_posts}
    gap = BEYOND_POSTS if not has_more_posts and listed >= REACHES["own_posts"] else ""
    return Page((), place, has_more=bool(due) or has_more_posts, gap=gap, budget=answer.budget)


def _read_past_due(client: XClient, cursor: Mapping[str, Any], due: list[list[Any]], until: datetime | None) -> Page:
    post, token = due[0]
    answer: Answer | None = None
    try:
        answer = client.quotes(post, pagination_token=token)
    except Gone:
        rest = due[1:]
    except Rejected:
        if not token:
            raise
        rest = [[post, None], *due[1:]]
    items = tweet_bundles(answer.body) if answer else ()
    if answer:
        oldest = last_time(items)
        is_through = not answer.next_token or (until is not None and oldest is not None and oldest < until)
        rest = due[1:] if is_through else [[post, answer.next_token], *due[1:]]
    has_more = bool(rest) or not cursor.get("is_listed")
    return Page(items, {**cursor, "due": rest}, has_more=has_more, budget=answer.budget if answer else None)


def _counts(answer: Answer) -> dict[str, int]:
    """How often each listed post was quoted."""
    found = {}
    for tweet in dicts(answer.body.get("data")):
        metrics = tweet.get("public_metrics")
        count = metrics.get("quote_count") if isinstance(metrics, dict) else None
        post = plain_id(tweet.get("id"))
        if post.isdigit():
            found[post] = count if isinstance(count, int) else 0
    return found
