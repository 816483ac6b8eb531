"""X's token endpoint: a refresh token, good for one use, against a new pair of tokens.

https://docs.x.com/resources/fundamentals/authentication/oauth-2-0/authorization-code : an access token lives two
hours; an app with a secret sends it as basic authentication, one without names itself in the body.
"""

import base64
import binascii
import hashlib
import secrets as randomness
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.accounts import account_by_id, all_accounts
from sandbox.records import Account
from sandbox.store import Store

LIVES_FOR = 7200
SCOPE = "tweet.read tweet.write users.read tweet.moderate.write like.write dm.read dm.write offline.access"


def app_secrets(account: Account) -> dict[str, str]:
    """What belongs to the account's app and its tokens. A refresh token follows from the access token it was given
    with, so that it is good until the next pair is given, and no longer.
    """
    return {
        "access_token": account.token,
        "refresh_token": "sandbox-refresh-" + _digest("refresh", account.token),
        "client_id": "sandbox-client-" + account.app_id,
        "consumer_secret": "sandbox-consumer-" + _digest("consumer", account.app_id),
    }


def client_secret(account: Account) -> str:
    return "sandbox-client-secret-" + _digest("client", account.app_id)


def route(store: Store) -> Route:
    async def serve(request: Request) -> Response:
        form = {name: values[0] for name, values in parse_qs((await request.body()).decode("utf-8", "replace")).items()}
        return _exchange(store, form, request.headers.get("authorization", ""))

    return Route("/2/oauth2/token", serve, methods=["POST"], name="x:token")


def _exchange(store: Store, form: dict[str, str], authorization: str) -> Response:
    if form.get("grant_type") != "refresh_token":
        return _refusal(400, "unsupported_grant_type", "The grant type is not supported here.")
    given = form.get("refresh_token", "")
    accounts = [account for account in all_accounts(store) if account.platform == "x"]
    account = next((one for one in accounts if app_secrets(one)["refresh_token"] == given), None)
    if account is None:
        return _refusal(400, "invalid_request", "Value passed for the token was invalid.")
    if not _is_client(account, form, authorization):
        return _refusal(401, "unauthorized_client", "Missing valid authorization header")
    store.run("UPDATE accounts SET token = ? WHERE id = ?", f"sandbox-x-{randomness.token_urlsafe(18)}", account.id)
    pair = app_secrets(account_by_id(store, account.id))
    return JSONResponse(
        {
            "token_type": "bearer",
            "expires_in": LIVES_FOR,
            "access_token": pair["access_token"],
            "refresh_token": pair["refresh_token"],
            "scope": SCOPE,
        }
    )


def _is_client(account: Account, form: dict[str, str], authorization: str) -> bool:
    client_id = app_secrets(account)["client_id"]
    if not authorization:
        return form.get("client_id") == client_id
    scheme, _, credentials = authorization.partition(" ")
    try:
        plain = base64.b64decode(credentials, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return scheme.lower() == "basic" and plain == f"{client_id}:{client_secret(account)}"


def _refusal(status: int, error: str, description: str) -> Response:
    return JSONResponse({"error": error, "error_description": description}, status)


def _digest(purpose: str, key: str) -> str:
    return hashlib.sha256(f"{purpose}/{key}".encode()).hexdigest()[:40]
