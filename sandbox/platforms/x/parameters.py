"""Reading a request's parameters the way X's API does: strict, and saying which one is wrong and why."""

import base64
import binascii
import re
from dataclasses import dataclass, field

from starlette.datastructures import QueryParams

from sandbox import moments
from sandbox.platforms.x.problems import invalid_request

_ID = re.compile(r"[0-9]{1,19}")

TWEET_FIELDS = [
    "article",
    "attachments",
    "author_id",
    "card_uri",
    "community_id",
    "context_annotations",
    "conversation_id",
    "created_at",
    "display_text_range",
    "edit_controls",
    "edit_history_tweet_ids",
    "entities",
    "geo",
    "id",
    "in_reply_to_user_id",
    "lang",
    "media_metadata",
    "non_public_metrics",
    "note_tweet",
    "organic_metrics",
    "possibly_sensitive",
    "promoted_metrics",
    "public_metrics",
    "referenced_tweets",
    "reply_settings",
    "scopes",
    "source",
    "suggested_source_links",
    "text",
    "withheld",
]
USER_FIELDS = [
    "affiliation",
    "confirmed_email",
    "connection_status",
    "created_at",
    "description",
    "entities",
    "id",
    "is_identity_verified",
    "location",
    "most_recent_tweet_id",
    "name",
    "parody",
    "pinned_tweet_id",
    "profile_banner_url",
    "profile_image_url",
    "protected",
    "public_metrics",
    "receives_your_dm",
    "subscription",
    "subscription_type",
    "url",
    "username",
    "verified",
    "verified_followers_count",
    "verified_type",
    "withheld",
]
EXPANSIONS = [
    "article.cover_media",
    "article.media_entities",
    "attachments.media_keys",
    "attachments.media_source_tweet",
    "attachments.poll_ids",
    "author_id",
    "author_screen_name",
    "edit_history_tweet_ids",
    "entities.mentions.username",
    "entities.note.mentions.username",
    "geo.place_id",
    "in_reply_to_user_id",
    "referenced_tweets.id",
    "referenced_tweets.id.attachments.media_keys",
    "referenced_tweets.id.author_id",
]
MEDIA_FIELDS = [
    "alt_text",
    "duration_ms",
    "height",
    "media_key",
    "non_public_metrics",
    "organic_metrics",
    "preview_image_url",
    "promoted_metrics",
    "public_metrics",
    "type",
    "url",
    "variants",
    "width",
]
DM_FIELDS = [
    "attachments",
    "created_at",
    "dm_conversation_id",
    "entities",
    "event_type",
    "id",
    "participant_ids",
    "referenced_tweets",
    "sender_id",
    "text",
]
DM_EXPANSIONS = ["attachments.media_keys", "participant_ids", "referenced_tweets.id", "sender_id"]
_DM_TYPES = ["MessageCreate", "ParticipantsJoin", "ParticipantsLeave"]
FIELD_PARAMETERS = (
    "tweet.fields",
    "user.fields",
    "expansions",
    "media.fields",
    "poll.fields",
    "place.fields",
)


@dataclass(frozen=True)
class Wanted:
    """Which fields and expansions the caller asked for; without asking it gets only the defaults."""

    tweet: frozenset[str] = frozenset()
    user: frozenset[str] = frozenset()
    expansions: frozenset[str] = frozenset()
    media: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Paging:
    """Which stretch of a timeline the caller asked for."""

    limit: int
    since_id: int | None = None
    until_id: int | None = None
    start: int | None = None
    end: int | None = None
    before: int | None = field(default=None)


def refuse_unknown(query: QueryParams, *allowed: str) -> None:
    for name in query:
        if name not in allowed and name not in FIELD_PARAMETERS:
            expected = ",".join((*allowed, *FIELD_PARAMETERS))
            raise invalid_request(({name: [query[name]]}, f"The query parameter [{name}] is not one of [{expected}]"))


def read_wanted(query: QueryParams) -> Wanted:
    return Wanted(
        tweet=_choices(query, "tweet.fields", TWEET_FIELDS),
        user=_choices(query, "user.fields", USER_FIELDS),
        expansions=_choices(query, "expansions", [*EXPANSIONS, *DM_EXPANSIONS]),
        media=_choices(query, "media.fields", MEDIA_FIELDS),
    )


def read_dm_wanted(query: QueryParams) -> tuple[frozenset[str], frozenset[str]]:
    """The ``dm_event.fields`` and the expansions; an expansion brings the field it expands along."""
    expansions = _choices(query, "expansions", DM_EXPANSIONS)
    brought = {"sender_id": "sender_id", "attachments.media_keys": "attachments"}
    implied = {field for expansion, field in brought.items() if expansion in expansions}
    return _choices(query, "dm_event.fields", DM_FIELDS) | implied, expansions


def read_dm_paging(query: QueryParams) -> Paging:
    _choices(query, "event_types", _DM_TYPES)
    return Paging(_integer(query, "max_results", 100, 1, 100), before=_read_token(query, "pagination_token"))


def read_paging(query: QueryParams, *, smallest: int = 5, token: str = "pagination_token") -> Paging:
    return Paging(
        limit=_integer(query, "max_results", 10, smallest, 100),
        since_id=_optional_id(query, "since_id"),
        until_id=_optional_id(query, "until_id"),
        start=_time(query, "start_time"),
        end=_time(query, "end_time"),
        before=_read_token(query, token) if token in query else _read_token(query, "pagination_token"),
    )


def read_id(value: str, parameter: str = "id") -> str:
    if not _ID.fullmatch(value):
        raise invalid_request(({parameter: [value]}, f"The `{parameter}` query parameter value [{value}] is not valid"))
    return value


def read_ids(query: QueryParams) -> list[str]:
    """``ids``: 1 to 100, separated by commas."""
    given = query.get("ids")
    if not given:
        raise invalid_request(({"ids": []}, "The `ids` query parameter can not be empty"))
    ids = list(dict.fromkeys(given.split(",")))
    if len(ids) > 100:
        raise invalid_request(
            (
                {"ids": [given]},
                f"The number of values in the `ids` query parameter list [{len(ids)}] is not between 1 and 100",
            )
        )
    return [read_id(value, "ids") for value in ids]


def token_after(position: int) -> str:
    """An opaque ``next_token``: the page goes on below this position."""
    return base64.b32encode(f"p{position}".encode()).decode().rstrip("=").lower()


def _read_token(query: QueryParams, parameter: str) -> int | None:
    token = query.get(parameter)
    if token is None:
        return None
    try:
        plain = base64.b32decode(token.upper() + "=" * (-len(token) % 8)).decode()
        if plain[:1] != "p":
            raise ValueError(plain)
        return int(plain[1:])
    except (binascii.Error, ValueError) as error:
        raise invalid_request(
            ({parameter: [token]}, f"The `{parameter}` query parameter value [{token}] is not valid")
        ) from error


def _choices(query: QueryParams, parameter: str, allowed: list[str]) -> frozenset[str]:
    chosen = frozenset(filter(None, query.get(parameter, "").split(",")))
    for value in chosen:
        if value not in allowed:
            raise invalid_request(
                (
                    {parameter: [query[parameter]]},
                    f"The `{parameter}` query parameter value [{value}] is not one of [{','.join(allowed)}]",
                )
            )
    return chosen


def _integer(query: QueryParams, parameter: str, default: int, low: int, high: int) -> int:
    given = query.get(parameter)
    if given is None:
        return default
    if not given.isascii() or not given.isdigit() or not low <= int(given) <= high:
        raise invalid_request(
            (
                {parameter: [given]},
                f"The `{parameter}` query parameter value [{given}] is not between {low} and {high}",
            )
        )
    return min(int(given), 2**63 - 1)


def _optional_id(query: QueryParams, parameter: str) -> int | None:
    given = query.get(parameter)
    if given is None:
        return None
    if not _ID.fullmatch(given):
        raise invalid_request(
            (
                {parameter: [given]},
                f"The `{parameter}` query parameter value [{given}] does not match ^[0-9]{{1,19}}$",
            )
        )
    return min(int(given), 2**63 - 1)


def _time(query: QueryParams, parameter: str) -> int | None:
    given = query.get(parameter)
    if given is None:
        return None
    try:
        if not given.endswith("Z"):
            raise ValueError(given)
        return moments.parse_iso(given)
    except ValueError as error:
        raise invalid_request(
            (
                {parameter: [given]},
                f"The `{parameter}` query parameter value [{given}] is not a valid RFC 3339 timestamp",
            )
        ) from error
