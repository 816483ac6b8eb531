"""The network's refusals: ``{error, message}`` with a status. https://atproto.com/specs/xrpc"""

from collections.abc import Mapping
from typing import Any

from starlette.responses import JSONResponse
from starlette.types import Receive, Scope, Send


class Refusal(Exception):
    """What goes wrong with a call, as it is answered."""

    def __init__(self, status: int, error: str, message: str) -> None:
        super().__init__(message)
        self.status, self.error, self.message = status, error, message

    def response(self, headers: Mapping[str, str] | None = None) -> JSONResponse:
        return JSONResponse({"error": self.error, "message": self.message}, self.status, headers=dict(headers or {}))


def invalid(message: str, error: str = "InvalidRequest") -> Refusal:
    return Refusal(400, error, message)


def no_record(uri: str) -> Refusal:
    return Refusal(400, "RecordNotFound", f"Could not locate record: {uri}")


def no_repo(did: str) -> Refusal:
    return Refusal(400, "InvalidRequest", f"Could not find repo: {did}")


def invalid_record(collection: str, reason: str) -> Refusal:
    return Refusal(400, "InvalidRequest", f"Invalid {collection} record: {reason}")


NO_TOKEN = Refusal(401, "AuthMissing", "Authentication Required")
WRONG_PASSWORD = Refusal(401, "AuthenticationRequired", "Invalid identifier or password")
NOT_YOURS = Refusal(401, "AuthenticationRequired", "Authentication Required")
BAD_TOKEN = Refusal(400, "InvalidToken", "Token could not be verified")
WRONG_TOKEN_TYPE = Refusal(400, "InvalidToken", "Invalid token type")
WRONG_SCHEME = Refusal(400, "InvalidToken", "Unexpected authorization type")
EXPIRED = Refusal(400, "ExpiredToken", "Token has expired")
REVOKED = Refusal(400, "ExpiredToken", "Token has been revoked")
FORBIDDEN = Refusal(403, "Forbidden", "Forbidden")
RATE_LIMITED = Refusal(429, "RateLimitExceeded", "Rate Limit Exceeded")
BROKEN = Refusal(500, "InternalServerError", "Internal Server Error")
NO_METHOD = Refusal(501, "MethodNotImplemented", "Method Not Implemented")


class PasswordRevoked(JSONResponse):
    """The answer once the app password is gone: a session has ended, and no new one can be had."""

    def __init__(self) -> None:
        super().__init__({})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_sign_in = scope["path"].endswith("createSession")
        await (WRONG_PASSWORD if is_sign_in else EXPIRED).response()(scope, receive, send)


def missing_parameter(name: str) -> Refusal:
    return invalid(f'Error: Params must have the property "{name}"')


def missing_key(name: str, path: str = "$") -> Refusal:
    return invalid(f'Missing required key "{name}" at {path}')


def text_in(body: Any, name: str) -> str:
    """A text of a call's body. Raises Refusal."""
    if not isinstance(body, dict) or name not in body:
        raise missing_key(name)
    if not isinstance(body[name], str):
        raise invalid(f"Expected string value type (got {type(body[name]).__name__}) at $.{name}")
    return str(body[name])
