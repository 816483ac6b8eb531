"""The bodies X answers with when it will not do what was asked (RFC 7807 problems, and its ``errors``
lists).
"""

from typing import Any

from starlette.responses import JSONResponse, Response

PROBLEMS = "https://api.twitter.com/2/problems"


class Problem(Exception):
    """Raised by an endpoint, answered by the router."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(body.get("detail", ""))
        self.status = status
        self.body = body

    def response(self, headers: dict[str, str] | None = None) -> Response:
        return JSONResponse(self.body, self.status, headers=headers)


def _generic(status: int, title: str, detail: str) -> Problem:
    return Problem(status, {"title": title, "detail": detail, "type": "about:blank", "status": status})


UNAUTHORIZED = _generic(401, "Unauthorized", "Unauthorized")
SERVICE_UNAVAILABLE = _generic(503, "Service Unavailable", "Service Unavailable")


def forbidden(detail: str) -> Problem:
    return _generic(403, "Forbidden", detail)


def too_many_requests() -> Problem:
    return _generic(429, "Too Many Requests", "Too Many Requests")


def invalid_request(*complaints: tuple[dict[str, list[str]], str]) -> Problem:
    """400, naming each parameter with the value it came with and what is wrong with it."""
    return Problem(
        400,
        {
            "errors": [{"parameters": parameters, "message": message} for parameters, message in complaints],
            "title": "Invalid Request",
            "detail": "One or more parameters to your request was invalid.",
            "type": f"{PROBLEMS}/invalid-request",
        },
    )


def not_found(resource: str, parameter: str, value: str) -> dict[str, Any]:
    """An entry of the ``errors`` list: X answers 200 and leaves what it could not find out of ``data``."""
    return {
        "value": value,
        "detail": f"Could not find {resource} with {parameter}: [{value}].",
        "title": "Not Found Error",
        "resource_type": resource,
        "parameter": parameter,
        "resource_id": value,
        "type": f"{PROBLEMS}/resource-not-found",
    }


def no_such_route() -> Problem:
    return _generic(404, "Not Found", "Not Found")
