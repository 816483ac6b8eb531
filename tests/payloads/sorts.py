"""The sorts of recorded things that connectors read: how to know them, and how their platform would hand them over."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.payloads.recordings import Recording, objects_in

Row = dict[str, Any]
Say = Callable[[str, str], Any]
"""What a platform answers, by method and path."""

NOW = datetime.now(UTC)
OWN_ID = "900"


@dataclass(frozen=True)
class Sort:
    """Things of one sort, by the stream that reads them.

    `find` picks them out of a recording. `completed`: the fields a connector asks for and a recording may have left out, with
    what stands in for them. `say` is how the platform hands rows over, given what came with them.
    """

    name: str
    platform: str
    stream: str
    find: Callable[[Recording], Iterator[Row]]
    say: Callable[[list[Row], Any], Say]
    completed: Mapping[str, Any] = field(default_factory=dict)
    id_of: Callable[[Row], str] = lambda row: str(row.get("id") or "")


def _of_x(recording: Recording) -> Iterator[Row]:
    if "/2/" in recording.address:
        yield from objects_in(recording.body)


def tweets(recording: Recording) -> Iterator[Row]:
    return (row for row in _of_x(recording) if "text" in row and "id" in row and "event_type" not in row)


def messages_on_x(recording: Recording) -> Iterator[Row]:
    return (row for row in _of_x(recording) if "event_type" in row)


def say_x(rows: list[Row], body: Any) -> Say:
    includes = body.get("includes", {}) if isinstance(body, dict) else {}
    return lambda _method, _path: {"data": rows, "includes": includes, "meta": {"result_count": len(rows)}}


def _of_mastodon(recording: Recording) -> Iterator[Row]:
    return objects_in(recording.body) if "/api/v1/" in recording.address else iter(())


def notifications(recording: Recording) -> Iterator[Row]:
    return (row for row in _of_mastodon(recording) if row.get("type") == "mention" and "status" in row)


def statuses(recording: Recording) -> Iterator[Row]:
    return (row for row in _of_mastodon(recording) if "content" in row and "account" in row and "visibility" in row)


def say_notifications(rows: list[Row], _body: Any) -> Say:
    return lambda _method, path: rows if "/notifications" in path else _around(path)


def say_statuses_of_others(rows: list[Row], _body: Any) -> Say:
    told = [{"id": row["id"], "type": "mention", "created_at": row["created_at"], "account": row["account"], "status": row} for row in rows]  # fmt: skip
    return lambda _method, path: told if "/notifications" in path else _around(path)


def say_own_statuses(rows: list[Row], _body: Any) -> Say:
    return lambda _method, path: (
        rows if path.split("?")[0].endswith("/statuses") and "/accounts/" in path else _around(path)
    )


def _around(path: str) -> Any:
    """What stands around a status: nothing is known of it."""
    return {"ancestors": [], "descendants": []} if "/context" in path else []


def of_graph(*places: str, with_fields: tuple[str, ...]) -> Callable[[Recording], Iterator[Row]]:
    """Objects of the recordings under one of these places that have all these fields."""

    def find(recording: Recording) -> Iterator[Row]:
        if any(place in recording.file for place in places):
            yield from (row for row in objects_in(recording.body) if all(name in row for name in with_fields))

    return find


def _last(path: str) -> str:
    return path.split("?")[0].rstrip("/").rsplit("/", 1)[-1]


def graph_time() -> str:
    return NOW.strftime("%Y-%m-%dT%H:%M:%S+0000")


def say_graph(edges: Callable[[list[Row]], Mapping[str, list[Row]]]) -> Callable[[list[Row], Any], Say]:
    """Each edge's rows; every other list is empty, and every object is known by its id alone."""

    def say(rows: list[Row], _body: Any) -> Say:
        known = edges(rows)

        def answer(_method: str, path: str) -> Any:
            last = _last(path)
            return {"data": known.get(last, [])} if not last[0].isdigit() else {"id": last}

        return answer

    return say


def page_post(**more: Any) -> Row:
    return {"id": f"{OWN_ID}_1", "message": "News", "created_time": graph_time(), "updated_time": graph_time(), **more}


def conversation(rows: list[Row]) -> Row:
    people = {
        "data": [{"id": "77", "name": "Dora", "username": "dora"}, {"id": OWN_ID, "name": "Us", "username": "us"}]
    }
    return {"id": "t_1", "updated_time": graph_time(), "participants": people, "messages": {"data": rows}}


def media(rows: list[Row]) -> Row:
    return {"id": "17900000000000000", "caption": "News", "timestamp": graph_time(), "username": "us", "comments_count": len(rows), "comments": {"data": rows}}  # fmt: skip


SORTS = (
    Sort("tweets", "x", "mentions", tweets, say_x, {"created_at": "2022-10-07T23:07:41.000Z"}),
    Sort("direct messages on X", "x", "direct_messages", messages_on_x, say_x, {"created_at": "2022-10-07T23:07:41.000Z", "sender_id": "77", "dm_conversation_id": f"77-{OWN_ID}"}),
    Sort("Mastodon's notifications", "mastodon", "mentions", notifications, say_notifications, id_of=lambda row: str(row["status"]["id"])),
    Sort("statuses, as others'", "mastodon", "mentions", statuses, say_statuses_of_others),
    Sort("statuses, as our own", "mastodon", "own_posts", statuses, say_own_statuses),
    Sort("comments of Pages", "facebook", "comments", of_graph("facebook/apidata/comments", "facebook/models/comment", with_fields=("message",)), say_graph(lambda rows: {"feed": [page_post()], "posts": [page_post()], "comments": rows}), {"id": "1_1", "created_time": graph_time()}),
    Sort("posts on Pages", "facebook", "visitor_posts", of_graph("facebook/apidata/posts", "facebook/models/post", with_fields=("id",)), say_graph(lambda rows: {"visitor_posts": rows}), {"created_time": graph_time()}),
    Sort("messages to Pages", "facebook", "direct_messages", of_graph("facebook/apidata/messages", "facebook/models/message", with_fields=("id",)), say_graph(lambda rows: {"conversations": [conversation(rows)], "messages": rows}), {"created_time": graph_time(), "from": {"id": "77", "name": "Dora"}}),
    Sort("comments on Instagram", "instagram", "comments", of_graph("instagram/apidata/comments", "instagram/apidata/medias/comments", "instagram/models/ig_comment", "instagram/models/ig_reply", with_fields=("text",)), say_graph(lambda rows: {"media": [media(rows)], "comments": rows}), {"id": "17900000000000009"}),
    Sort("media that tag us", "instagram", "tags", of_graph("instagram/apidata/medias/media", "instagram/models/ig_media", with_fields=("id",)), say_graph(lambda rows: {"tags": rows}), {"timestamp": graph_time(), "username": "dora"}),
)  # fmt: skip
