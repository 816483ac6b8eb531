"""The comments under an account's own posts, and our answers among them.

Instagram tells neither a list of comments across posts nor when a post was last commented; all it tells of a post is how many
comments it has, answers included. So posts are walked as on Facebook (connectors/facebook/comments.py): the newest page in
each pass, and one page of a slow round by all others. A post whose count differs from the one before is read, newest
comments first, until as many new ones were found as it grew by. A count that stays the same because as many were deleted as
were written shows nothing; pushes, and the comparison of the recent past by `fetch_back`, show those.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from connectors.errors import Gone, NotPermitted, Rejected
from connectors.instagram.fields import COMMENT_FIELDS, REPLIES_A_PAGE, REPLY_FIELDS, WALKED_FIELDS
from connectors.items import Page, Raw
from connectors.meta.graph import GraphClient
from connectors.meta.lists import OVERLAP_SECONDS, entries_of, epoch, id_of, next_cursor, now_epoch

POSTS_A_PAGE = 25
# Instagram gives 50 comments at most. https://developers.facebook.com/docs/instagram-platform/reference/instagram-media/comments
COMMENTS_A_PAGE = 50
# Taking its place, a stream hands over one page: the newest comments of the newest posts.
FIRST_COMMENTS = 10
# https://developers.facebook.com/docs/instagram-platform/instagram-graph-api/reference/ig-user/media : the 10,000 newest.
MOST_POSTS = 10_000

Job = dict[str, Any]


class CommentWalk:
    """Walks over the posts of one account and the comments below them."""

    def __init__(self, graph: GraphClient, account_id: str) -> None:
        self.graph = graph
        self.account_id = account_id

    def fetch(self, cursor: Mapping[str, Any]) -> Page:
        """What is new on the newest posts, and on one page of older ones.

        The cursor: `since`, the mark of the newest page; `round` {number, since, began, after} of the slow round; `counts`
        {post: [comments, number of the round that listed it last]}, which holds no post that two rounds have not listed;
        `pass` {began, todo, turn}, the pass under way.
        """
        if not cursor:
            return self._take_place()
        state: dict[str, Any] = {**cursor, "counts": dict(cursor["counts"]), "round": dict(cursor["round"])}
        this: dict[str, Any] = dict(cursor.get("pass") or {})
        if this and this["todo"]:
            job, todo = this["todo"][0], this["todo"][1:]
            items, rest, gap = self._comments(job)
            if gap:
                state["counts"].pop(job["media"], None)  # Not read, so not counted: the next pass tries again.
            state["pass"] = {**this, "todo": [*rest, *todo]}
            return self._page(state, items, gap)
        return self._turn(state, this) if this else self._begin(state)

    def _take_place(self) -> Page:
        began = now_epoch()
        newest = f"comments.limit({FIRST_COMMENTS}){{{REPLY_FIELDS}}}"
        body = self._posts(None, f"{WALKED_FIELDS},{newest}")
        items: list[Raw] = []
        for entry in entries_of(body):
            items.append(_post(entry))
            below = entry.get("comments") if isinstance(entry, Mapping) else None
            items += [comment_raw(comment, id_of(entry)) for comment in entries_of(below)]
        counts = {id_of(entry): [_count(entry), 0] for entry in entries_of(body) if id_of(entry)}
        place = {"since": began, "round": {"number": 0, "since": began}, "counts": counts}
        return Page(tuple(items), place, budget=self.graph.budget)

    def _begin(self, state: dict[str, Any]) -> Page:
        """The newest page of posts."""
        began = now_epoch()
        body = self._posts(None)
        after, slow = next_cursor(body), state["round"]
        if not slow.get("after"):
            number = slow["number"] + 1
            state["round"] = {"number": number, "since": slow["since"], "began": began, "after": after}
        changed, todo = _changed(entries_of(body), state, state["since"])
        if not after:
            self._end_round(state)
        state["pass"] = {"began": began, "todo": todo, "turn": bool(state["round"].get("after"))}
        return self._page(state, changed)

    def _turn(self, state: dict[str, Any], this: dict[str, Any]) -> Page:
        """A page of the slow round."""
        slow = state["round"]
        try:
            body = self._posts(slow["after"])
        except Rejected:
            # Graph's cursors do not live for ever. The round begins anew and looks back as far as this one did.
            state["round"] = {"number": slow["number"], "since": slow["since"]}
            state["pass"] = {**this, "turn": False}
            return self._page(state, ())
        changed, todo = _changed(entries_of(body), state, slow["since"])
        state["round"] = {**slow, "after": next_cursor(body)}
        if not state["round"]["after"]:
            self._end_round(state)
        state["pass"] = {**this, "todo": todo, "turn": False}
        return self._page(state, changed)

    def _end_round(self, state: dict[str, Any]) -> None:
        slow = state["round"]
        state["round"] = {"number": slow["number"], "since": slow["began"]}
        last = slow["number"] - 1
        state["counts"] = {key: value for key, value in state["counts"].items() if value[1] >= last}

    def _page(self, state: dict[str, Any], items: tuple[Raw, ...], gap: str = "") -> Page:
        this = state["pass"]
        has_more = bool(this["todo"] or this["turn"])
        if not has_more:
            state = {key: value for key, value in state.items() if key != "pass"} | {"since": this["began"]}
        return Page(items, state, has_more=has_more, gap=gap, budget=self.graph.budget)

    def fetch_back(self, cursor: Mapping[str, Any], until: datetime | None) -> Page:
        """Every post from the newest on, with all comments below it; of those before `until`, what can be told is left out.

        An answer may be new under an old comment of an old post, and no time says so: the whole has to be looked through.
        The cursor: `todo`, what of the last page of posts is still to be read; `after`; `listed`, how many posts there were;
        `reached`, when the post was made that the walk has come to.
        """
        todo: list[Job] = list(cursor.get("todo") or [])
        listed, after, gap, reached = cursor.get("listed", 0), cursor.get("after"), "", cursor.get("reached")
        if todo:
            job = todo[0]
            found, rest, gap = self._comments(job)
            since = until.timestamp() if until else 0
            times = [(raw, epoch(raw.data["comment"], "timestamp")) for raw in found]
            items = tuple(raw for raw, written in times if written == 0 or written >= since)
            todo = [*rest, *todo[1:]]
            reached = min(job["made"], reached or job["made"])
        else:
            posts = entries_of(body := self._posts(after))
            items = tuple(_post(entry) for entry in posts)
            todo = [
                {"media": id_of(entry), "made": epoch(entry, "timestamp")}
                for entry in posts
                if id_of(entry) and _count(entry) != 0
            ]
            after, listed = next_cursor(body), listed + len(posts)
        has_more = bool(todo or after)
        if not has_more and listed >= MOST_POSTS:
            gap = f"{gap} Instagram lists the newest {MOST_POSTS} posts: comments under older ones are missing.".strip()
        onward = {"todo": todo, "after": after, "listed": listed, "reached": reached} if has_more else {}
        told = datetime.fromtimestamp(reached, UTC) if reached else None
        return Page(items, onward, has_more=has_more, gap=gap, budget=self.graph.budget, reached=told)

    def _posts(self, after: str | None, fields: str = WALKED_FIELDS) -> dict[str, Any]:
        return self.graph.edge(self.account_id, "media", fields=fields, limit=POSTS_A_PAGE, after=after)

    def _comments(self, job: Job) -> tuple[tuple[Raw, ...], list[Job], str]:
        """A page of a post's comments, or of the answers to one; what is left of the job; and why it could not be done."""
        above = job.get("comment")
        try:
            body = self.graph.edge(
                above or job["media"],
                "replies" if above else "comments",
                fields=REPLY_FIELDS if above else COMMENT_FIELDS,
                limit=REPLIES_A_PAGE if above else COMMENTS_A_PAGE,
                after=job.get("after"),
            )
        except Gone:
            return (), [], ""  # Deleted, with all below it.
        except (NotPermitted, Rejected) as error:
            if isinstance(error, Rejected) and job.get("after") and not above and not job.get("again"):
                # Graph's cursors do not live for ever: from the beginning, once more.
                return (), [{**job, "after": None, "found": 0, "again": True}], ""
            return (), [], f"The comments of one post cannot be read: {error}"
        items: list[Raw] = []
        further: list[Job] = []
        for entry in entries_of(body):
            items.append(comment_raw(entry, job["media"], above or ""))
            answers = entry.get("replies") if isinstance(entry, Mapping) else None
            items += [comment_raw(answer, job["media"], id_of(entry)) for answer in entries_of(answers)]
            if (more := next_cursor(answers)) and id_of(entry):
                further.append({**job, "comment": id_of(entry), "after": more})
        after = next_cursor(body)
        if after and not _is_enough(job, items, entries_of(body)):
            further.append({**job, "after": after, "found": job.get("found", 0) + _new_among(job, items)})
        return tuple(items), further, ""


def comment_raw(entry: Any, media_id: str, parent_id: str = "") -> Raw:
    """A comment in the shape its stream hands it over; `parent_id` is what it stands below, where it does not say so itself."""
    if isinstance(entry, Mapping):
        entry = {key: value for key, value in entry.items() if key not in ("replies", "media")}
        if parent_id and "parent_id" not in entry:
            entry["parent_id"] = parent_id
    return Raw(id_of(entry), {"comment": entry, "media_id": media_id})


def _post(entry: Any) -> Raw:
    if isinstance(entry, Mapping):
        # The count changes with each comment, and would make the post a new one each time.
        entry = {key: value for key, value in entry.items() if key not in ("comments", "comments_count")}
    return Raw(id_of(entry), {"media": entry})


def _changed(posts: list[Any], state: dict[str, Any], since: int) -> tuple[tuple[Raw, ...], list[Job]]:
    """The posts whose count of comments is not what it was, and what is to be read of them."""
    changed, todo, number = [], [], state["round"]["number"]
    for entry in posts:
        media_id, count = id_of(entry), _count(entry)
        known = state["counts"].get(media_id)
        if not media_id:
            continue
        state["counts"][media_id] = [count, number]
        if count is None or known is None or known[0] != count:
            changed.append(_post(entry))
            grown = count - known[0] if known and known[0] is not None and count is not None else None
            if count != 0:
                todo.append({"media": media_id, "since": since, "grown": grown})
    return tuple(changed), todo


def _is_enough(job: Job, items: list[Raw], comments: list[Any]) -> bool:
    """Whether all that a post grew by was found, and what follows is older than the pass before."""
    if job.get("grown") is None or job["grown"] <= 0 or not comments:
        return False
    is_old = 0 < epoch(comments[-1], "timestamp") < int(job["since"]) - OVERLAP_SECONDS
    return is_old and int(job.get("found", 0)) + _new_among(job, items) >= int(job["grown"])


def _new_among(job: Job, items: list[Raw]) -> int:
    since = job.get("since", 0) - OVERLAP_SECONDS
    return sum(epoch(raw.data["comment"], "timestamp") >= since for raw in items)


def _count(entry: Any) -> int | None:
    count = entry.get("comments_count") if isinstance(entry, Mapping) else None
    return count if isinstance(count, int) and not isinstance(count, bool) else None
