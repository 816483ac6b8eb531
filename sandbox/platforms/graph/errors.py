"""The errors of the Graph API: always ``{"error": {message, type, code, error_subcode?, fbtrace_id}}``.

The shape is that of recorded answers. Codes are those of Meta's error-handling guide; where the guide leaves
the HTTP status open, the sandbox uses 400, and 403 for permissions and limits, from experience.
"""

import secrets
from typing import Any

from starlette.responses import JSONResponse, Response


class GraphError(Exception):
    """Raised by an endpoint, answered by the router."""

    def __init__(
        self,
        message: str,
        code: int,
        *,
        subcode: int | None = None,
        status: int = 400,
        kind: str = "OAuthException",
    ) -> None:
        super().__init__(message)
        self.status = status
        self.error: dict[str, Any] = {"message": message, "type": kind, "code": code}
        if subcode is not None:
            self.error["error_subcode"] = subcode
        self.error["fbtrace_id"] = trace_id()

    def response(self, headers: dict[str, str] | None = None) -> Response:
        extra = (
            {"WWW-Authenticate": f'OAuth "Facebook Platform" "invalid_token" "{self}"'} if self.status == 401 else {}
        )
        return JSONResponse({"error": self.error}, self.status, headers=(headers or {}) | extra)


def trace_id() -> str:
    return "A" + secrets.token_urlsafe(16)


def bad_token() -> GraphError:
    return GraphError(
        "Error validating access token: The session has been invalidated or has expired.", 190, subcode=463
    )


def no_token() -> GraphError:
    return GraphError("An access token is required to request this resource.", 104)


def no_such_object(method: str, object_id: str) -> GraphError:
    return GraphError(
        f"Unsupported {method.lower()} request. Object with ID '{object_id}' does not exist, cannot be loaded"
        " due to missing permissions, or does not support this operation. Please read the Graph API"
        " documentation at https://developers.facebook.com/docs/graph-api",
        100,
        subcode=33,
        kind="GraphMethodException",
    )


def bad_parameter(message: str) -> GraphError:
    return GraphError(f"(#100) {message}", 100)


def not_permitted(code: int = 200) -> GraphError:
    if code == 10:
        return GraphError(
            "(#10) This endpoint requires the 'pages_read_engagement' permission or the"
            " 'Page Public Content Access' feature.",
            10,
            status=403,
        )
    return GraphError("(#200) Permissions error", 200, status=403)


def duplicate() -> GraphError:
    return GraphError("(#506) Duplicate status message", 506)


def unsupported_version(version: str, oldest: str) -> GraphError:
    return GraphError(
        f"(#2635) You are calling a version of the Graph API ({version}) that is not served."
        f" Please use {oldest} or newer.",
        2635,
    )


_LIMIT_MESSAGES = {
    4: "(#4) Application request limit reached",
    17: "(#17) User request limit reached",
    32: "(#32) Page request limit reached",
    613: "(#613) Calls to this api have exceeded the rate limit.",
    80001: "(#80001) There have been too many calls to this Page account. Wait a bit and try again.",
}


def limit_reached(code: int = 32) -> GraphError:
    return GraphError(_LIMIT_MESSAGES.get(code, f"(#{code}) Request limit reached"), code, status=403)


def unexpected() -> GraphError:
    error = GraphError("An unexpected error has occurred. Please retry your request later.", 2, status=500)
    error.error["is_transient"] = True
    return error
