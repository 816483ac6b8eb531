"""The endpoints of X's API that change something in public: create, delete, hide, like."""

from sandbox import moments
from sandbox.items import delete_item, get_item, hide_item, like_item
from sandbox.platforms.x.calls import Answer, Call
from sandbox.platforms.x.parameters import read_id
from sandbox.platforms.x.posting import create_tweet
from sandbox.platforms.x.problems import forbidden, invalid_request, no_such_route
from sandbox.records import Item


async def create(call: Call) -> Answer:
    item = create_tweet(call.store, call.platform, call.account, await call.body())
    return 201, {"data": {"id": item.external_id, "text": item.text, "edit_history_tweet_ids": [item.external_id]}}


async def delete(call: Call) -> Answer:
    item = call.tweet(read_id(call.request.path_params["id"]))
    if item is None:
        raise no_such_route()
    if not item.is_company or item.account_id != call.account.id:
        raise forbidden("You are not authorized to delete this Tweet.")
    delete_item(call.store, call.platform, item, deleted_at=moments.now())
    return 200, {"data": {"deleted": True}}


async def hide(call: Call) -> Answer:
    body = await call.body()
    is_hidden = body.get("hidden") if isinstance(body, dict) else None
    if not isinstance(is_hidden, bool):
        raise invalid_request(({"$.hidden": [str(is_hidden)]}, "$.hidden: is missing but it is required"))
    item = call.tweet(read_id(call.request.path_params["id"]))
    root = get_item(call.store, item.root_seq) if item else None
    if item is None or root is None:
        raise no_such_route()
    if not root.is_company or root.account_id != call.account.id or item.seq == root.seq:
        raise forbidden("You may only hide replies to conversations you have started.")
    hide_item(call.store, item, is_hidden)
    return 200, {"data": {"hidden": is_hidden}}


async def like(call: Call) -> Answer:
    body = await call.body()
    tweet_id = body.get("tweet_id") if isinstance(body, dict) else None
    if not isinstance(tweet_id, str):
        raise invalid_request(({"$.tweet_id": [str(tweet_id)]}, "$.tweet_id: is missing but it is required"))
    like_item(call.store, _likeable(call, read_id(tweet_id, "tweet_id")), True)
    return 200, {"data": {"liked": True}}


async def unlike(call: Call) -> Answer:
    like_item(call.store, _likeable(call, read_id(call.request.path_params["tweet_id"], "tweet_id")), False)
    return 200, {"data": {"liked": False}}


def _likeable(call: Call, tweet_id: str) -> Item:
    """Apps on the pay-per-use plans may not like; the setting ``x_likes`` says whether this one may."""
    if not call.store.setting("x_likes", 1.0):
        raise forbidden("You are not permitted to perform this action.")
    if call.request.path_params["id"] != call.account.external_id:
        raise forbidden("You are not allowed to like for other users.")
    item = call.tweet(tweet_id)
    if item is None:
        raise forbidden("You cannot like a Tweet that is deleted or not visible to you.")
    return item
