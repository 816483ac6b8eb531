"""The comments under a Page's posts, and our answers among them. Graph has no feed of comments, so posts are walked.

A post's `updated_time` moves with each comment, but the feed is ordered by when posts were made. Each pass reads the newest page
of posts, where most comments fall, and one page of a slow round that comes by all the others in turn. What a round must
look for reaches back to the beginning of the round before, so that a post never slips between the two. Both marks are
moments: nothing has to be remembered about a single post, however many there are.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Gone, NotPermitted, Rejected
from connectors.facebook.fields import COMMENT_FIELDS, CONTEXT_FIELDS
from connectors.items import Page, Raw
from connectors.meta.graph import GraphClient
from connectors.meta.lists import OVERLAP_SECONDS, entries_of, epoch, id_of, next_cursor, now_epoch

POSTS_A_PAGE = 100
COMMENTS_A_PAGE = 100
# Taking its place, a stream hands over one page: the newest comments of the newest posts.
FIRST_POSTS = 10
FIRST_COMMENTS = 10
# Posts whose comments could not be read are tried again in each pass; more than this says that something else is wrong.
MOST_UNREAD = 100
# https://developers.facebook.com/docs/graph-api/reference/page/feed : "a maximum of 600 ranked, published posts per year".
POSTS_A_YEAR = 600

Job = dict[str, Any]


class CommentWalk:
    """Walks over the posts of one Page and the comments below them."""

    def __init__(self, graph: GraphClient, page_id: str) -> None:
        self.graph = graph
        self.page_id = page_id

    def fetch(self, cursor: Mapping[str, Any]) -> Page:
        """What is new on the newest posts, and on one page of older ones.

        The cursor: `since`, the mark of the newest page; `round` {since, began, after} of the slow round; `unread`, the posts
        that could not be read; `pass` {began, todo, turn}, the pass under way.
        """
        if not cursor:
            return self._take_place()
        if "round" not in cursor:
            # A place kept by an earlier version, which remembered each post: everything is looked through once more.
            cursor = {"since": 0, "round": {"since": 0}}
        state: dict[str, Any] = {**cursor, "round": dict(cursor["round"])}
        this: dict[str, Any] = dict(cursor.get("pass") or {})
        if not this:
            return self._begin(state)
        if this["todo"]:
            return self._next_job(state, this)
        return self._turn(state, this)

    def _take_place(self) -> Page:
        began = now_epoch()
        order = f"comments.limit({FIRST_COMMENTS}).filter(stream).order(reverse_chronological)"
        body = self.graph.edge(
            self.page_id, "feed", fields=f"{CONTEXT_FIELDS},{order}{{{COMMENT_FIELDS}}}", limit=FIRST_POSTS
        )
        items: list[Raw] = []
        for entry in entries_of(body):
            comments = entries_of(entry.get("comments")) if isinstance(entry, Mapping) else []
            items.append(_post(entry))
            items += [comment_raw(comment, id_of(entry)) for comment in comments]
        return Page(tuple(items), {"since": began, "round": {"since": began}}, budget=self.graph.budget)

    def _begin(self, state: dict[str, Any]) -> Page:
        """The newest page of posts."""
        began = now_epoch()
        body = self._feed(None)
        changed = [entry for entry in entries_of(body) if _is_changed(entry, state["since"])]
        # What could not be read last time is looked for from then on, and not only from the last pass.
        todo: list[Job] = state.pop("unread", [])
        waiting = {job["id"] for job in todo}
        todo += [_job(entry, state["since"]) for entry in changed if id_of(entry) not in {"", *waiting}]
        after, slow = next_cursor(body), state["round"]
        if not slow.get("after"):
            state["round"] = {"since": slow["since"], "began": began, "after": after} if after else {"since": began}
        state["pass"] = {"began": began, "todo": todo, "turn": bool(state["round"].get("after"))}
        return self._page(state, tuple(_post(entry) for entry in changed))

    def _turn(self, state: dict[str, Any], this: dict[str, Any]) -> Page:
        """A page of the slow round."""
        slow = state["round"]
        try:
            body = self._feed(slow["after"])
        except Rejected:
            # Graph's cursors do not live for ever. The round begins anew and looks back as far as this one did.
            state["round"] = {"since": slow["since"]}
            state["pass"] = {**this, "turn": False}
            return self._page(state, ())
        changed = [entry for entry in entries_of(body) if _is_changed(entry, slow["since"])]
        after = next_cursor(body)
        state["round"] = {**slow, "after": after} if after else {"since": slow["began"]}
        todo = [_job(entry, slow["since"]) for entry in changed if id_of(entry)]
        state["pass"] = {**this, "todo": todo, "turn": False}
        return self._page(state, tuple(_post(entry) for entry in changed))

    def _next_job(self, state: dict[str, Any], this: dict[str, Any]) -> Page:
        job, todo = this["todo"][0], this["todo"][1:]
        items, rest, gap = self._comments(job, order="chronological", since=max(0, job["since"] - OVERLAP_SECONDS))
        if gap:
            unread = [*state.get("unread", []), {"id": job["id"], "since": job["since"]}]
            state["unread"] = unread[-MOST_UNREAD:]
        state["pass"] = {**this, "todo": [*rest, *todo]}
        return self._page(state, items, gap)

    def _page(self, state: dict[str, Any], items: tuple[Raw, ...], gap: str = "") -> Page:
        this = state["pass"]
        has_more = bool(this["todo"] or this["turn"])
        if not has_more:
            state = {key: value for key, value in state.items() if key != "pass"} | {"since": this["began"]}
        return Page(items, state, has_more=has_more, gap=gap, budget=self.graph.budget)

    def fetch_back(self, cursor: Mapping[str, Any], until: datetime | None) -> Page:
        """Every post from the newest on, and below each its comments, newest first.

        An old post may bear new comments, so the walk goes through all posts and reads those that changed since `until`.
        The cursor: `todo`, the posts of the last page still to be read; `after`; `years`, how many posts each year had;
        `reached`, when the post was made that the walk has come to.
        """
        todo: list[Job] = list(cursor.get("todo") or [])
        years: dict[str, int] = dict(cursor.get("years") or {})
        since = int(until.timestamp()) if until else 0
        after, gap, reached = cursor.get("after"), "", cursor.get("reached")
        if todo:
            job = todo[0]
            items, rest, gap = self._comments(job, order="reverse_chronological", since=since or None)
            is_past = since > 0 and bool(items) and 0 < epoch(items[-1].data["comment"]) < since
            todo = [*([] if is_past else rest), *todo[1:]]
            reached = min(job["made"], reached or job["made"])
        else:
            body = self._feed(after, f"{CONTEXT_FIELDS},comments.filter(stream).limit(0).summary(true)")
            listed = entries_of(body)
            for entry in listed:
                year = str(datetime.fromtimestamp(epoch(entry), UTC).year)
                years[year] = years.get(year, 0) + 1
            changed = [entry for entry in listed if not since or _is_changed(entry, since)]
            items = tuple(_post(entry) for entry in changed)
            todo = [
                _job(entry, since) | {"made": epoch(entry)}
                for entry in changed
                if id_of(entry) and _has_comments(entry)
            ]
            after = next_cursor(body)
        has_more = bool(todo or after)
        if not has_more:
            gap = " ".join(filter(None, (gap, *_cut_short(years))))
        onward = {"todo": todo, "after": after, "years": years, "reached": reached} if has_more else {}
        told = datetime.fromtimestamp(reached, UTC) if reached else None
        return Page(items, onward, has_more=has_more, gap=gap, budget=self.graph.budget, reached=told)

    def _feed(self, after: str | None, fields: str = CONTEXT_FIELDS) -> dict[str, Any]:
        return self.graph.edge(self.page_id, "feed", fields=fields, limit=POSTS_A_PAGE, after=after)

    def _comments(self, job: Job, *, order: str, since: int | None) -> tuple[tuple[Raw, ...], list[Job], str]:
        """A page of a post's comments, what is left of the job, and why it could not be done."""
        try:
            body = self.graph.edge(
                job["id"],
                "comments",
                fields=COMMENT_FIELDS,
                filter="stream",
                order=order,
                limit=COMMENTS_A_PAGE,
                since=since,
                after=job.get("after"),
            )
        except Gone:
            return (), [], ""  # The post was deleted, its comments with it.
        except (NotPermitted, Rejected) as error:
            if isinstance(error, Rejected) and job.get("after") and not job.get("again"):
                # Graph's cursors do not live for ever: from the beginning, once more.
                return (), [{"id": job["id"], "since": job["since"], "again": True}], ""
            return (), [], f"The comments of one post cannot be read: {error}"
        items = tuple(comment_raw(entry, job["id"]) for entry in entries_of(body))
        after = next_cursor(body)
        return items, [{**job, "after": after}] if after else [], ""


def comment_raw(entry: Any, post_id: str) -> Raw:
    """A comment in the shape its stream hands it over."""
    return Raw(id_of(entry), {"comment": entry, "post_id": post_id})


def _post(entry: Any) -> Raw:
    if isinstance(entry, Mapping):
        entry = {key: value for key, value in entry.items() if key != "comments"}
    return Raw(id_of(entry), {"post": entry})


def _job(entry: Any, since: int) -> Job:
    return {"id": id_of(entry), "since": since}


def _is_changed(entry: Any, since: int) -> bool:
    """Whether a post may have comments from after `since`: where that cannot be told, it may."""
    updated = epoch(entry, "updated_time")
    return updated == 0 or updated >= since - OVERLAP_SECONDS


def _has_comments(entry: Any) -> bool:
    comments = entry.get("comments") if isinstance(entry, Mapping) else None
    summary = comments.get("summary") if isinstance(comments, Mapping) else None
    return not (isinstance(summary, Mapping) and summary.get("total_count") == 0)


def _cut_short(years: Mapping[str, int]) -> list[str]:
    full = sorted(year for year, posts in years.items() if posts >= POSTS_A_YEAR)
    if not full:
        return []
    return [
        f"Facebook lists at most {POSTS_A_YEAR} posts of a year: comments under others of {', '.join(full)} are missing."
    ]
