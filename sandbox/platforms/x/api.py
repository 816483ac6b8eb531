"""X's API v2, the endpoints a company's inbox calls, as tweepy's ``Client`` calls them with a user's bearer
token: where each is, and those that read.
"""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from sandbox.platforms.base import Platform
from sandbox.platforms.x import direct_messages, timelines, tokens, writing
from sandbox.platforms.x.calls import Answer, Call, page, route
from sandbox.platforms.x.parameters import read_id, read_ids, read_paging, refuse_unknown
from sandbox.platforms.x.problems import invalid_request, no_such_route, not_found
from sandbox.records import Account, Item
from sandbox.store import Store

_PAGING = ("id", "max_results", "pagination_token", "since_id", "until_id", "start_time", "end_time")


def routes(store: Store, platform: Platform) -> list[BaseRoute]:
    endpoints = [
        ("/2/users/me", "GET", "me", me),
        ("/2/users/{id}/mentions", "GET", "mentions", mentions),
        ("/2/users/{id}/tweets", "GET", "user_tweets", user_tweets),
        ("/2/users/{id}/likes", "POST", "like", writing.like),
        ("/2/users/{id}/likes/{tweet_id}", "DELETE", "unlike", writing.unlike),
        ("/2/users/{id}", "GET", "users", user),
        ("/2/tweets/search/recent", "GET", "search", search),
        ("/2/tweets", "GET", "tweets", tweets),
        ("/2/tweets", "POST", "create", writing.create),
        ("/2/tweets/{id}", "GET", "tweet", tweet),
        ("/2/tweets/{id}", "DELETE", "delete", writing.delete),
        ("/2/tweets/{id}/hidden", "PUT", "hide", writing.hide),
        ("/2/tweets/{id}/quote_tweets", "GET", "quote_tweets", quote_tweets),
        ("/2/dm_events", "GET", "dm_events", direct_messages.events),
        ("/2/dm_conversations/with/{id}/dm_events", "GET", "dm_events_with", direct_messages.events_with),
        ("/2/dm_conversations/{id}/dm_events", "GET", "dm_events_in", direct_messages.events_in),
        ("/2/dm_conversations/with/{id}/messages", "POST", "dm_create", direct_messages.create_with),
        ("/2/dm_conversations/{id}/messages", "POST", "dm_create", direct_messages.create_in),
    ]
    return [
        *(route(store, platform, path, method, name, endpoint) for path, method, name, endpoint in endpoints),
        tokens.route(store),
        Route("/{path:path}", _no_such_route, methods=["GET", "POST", "PUT", "DELETE", "PATCH"]),
    ]


async def _no_such_route(request: Request) -> Response:
    return no_such_route().response()


async def me(call: Call) -> Answer:
    refuse_unknown(call.request.query_params)
    return 200, {"data": call.payloads.user(call.account)}


async def user(call: Call) -> Answer:
    refuse_unknown(call.request.query_params)
    who = call.user()
    if who is None:
        return 200, {"errors": [not_found("user", "id", call.request.path_params["id"])]}
    return 200, {"data": call.payloads.user(who)}


async def mentions(call: Call) -> Answer:
    query = call.request.query_params
    refuse_unknown(query, *_PAGING)
    paging = read_paging(query)
    who = call.user()
    if who is None:
        return 200, {"errors": [not_found("user", "id", call.request.path_params["id"])]}
    found = timelines.mentions_of(call.store, who, paging) if isinstance(who, Account) else []
    return 200, page(call, found, paging.limit)


async def user_tweets(call: Call) -> Answer:
    query = call.request.query_params
    refuse_unknown(query, *_PAGING, "exclude")
    paging = read_paging(query)
    excluded = _excluded(call)
    who = call.user()
    if who is None:
        return 200, {"errors": [not_found("user", "id", call.request.path_params["id"])]}
    found = timelines.tweets_by(call.store, who, paging, without_replies="replies" in excluded)
    return 200, page(call, found, paging.limit)


async def quote_tweets(call: Call) -> Answer:
    query = call.request.query_params
    refuse_unknown(query, "id", "max_results", "pagination_token", "exclude")
    paging = read_paging(query, smallest=10)
    _excluded(call)
    external_id = read_id(call.request.path_params["id"])
    item = call.tweet(external_id)
    if item is None:
        return 200, {"errors": [not_found("tweet", "id", external_id)]}
    return 200, page(call, timelines.quotes_of(call.store, item, paging), paging.limit)


async def search(call: Call) -> Answer:
    query = call.request.query_params
    refuse_unknown(query, *_PAGING, "query", "next_token", "sort_order")
    paging = read_paging(query, smallest=10, token="next_token")
    found = timelines.search(call.store, query.get("query", ""), paging)
    return 200, page(call, found, paging.limit)


async def tweets(call: Call) -> Answer:
    refuse_unknown(call.request.query_params, "ids")
    found: dict[int, Item] = {}
    errors = []
    for external_id in read_ids(call.request.query_params):
        item = call.tweet(external_id)
        if item is None:
            errors.append(not_found("tweet", "ids", external_id))
        else:
            found[item.seq] = item
    body = call.payloads.many(list(found.values()))
    if errors:
        body["errors"] = errors + body.get("errors", [])
    return 200, body


async def tweet(call: Call) -> Answer:
    refuse_unknown(call.request.query_params, "id")
    external_id = read_id(call.request.path_params["id"])
    item = call.tweet(external_id)
    if item is None:
        return 200, {"errors": [not_found("tweet", "id", external_id)]}
    return 200, call.payloads.one(item)


def _excluded(call: Call) -> set[str]:
    query = call.request.query_params
    excluded = set(filter(None, query.get("exclude", "").split(",")))
    if not excluded <= {"replies", "retweets"}:
        message = "The `exclude` query parameter value is not one of [replies,retweets]"
        raise invalid_request(({"exclude": [query["exclude"]]}, message))
    return excluded
