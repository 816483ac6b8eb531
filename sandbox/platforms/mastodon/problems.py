"""What Mastodon answers when it will not do what was asked: a status and ``{"error": "the reason"}``.

The reasons are those of its ``config/locales/en.yml`` and of doorkeeper, its OAuth library.
"""

from starlette.responses import JSONResponse, Response


class Problem(Exception):
    """Raised by an endpoint, answered by the router."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error

    def response(self, headers: dict[str, str] | None = None) -> Response:
        return JSONResponse({"error": self.error}, self.status, headers=headers)


BAD_TOKEN = Problem(401, "The access token is invalid")
OUT_OF_SCOPE = Problem(403, "This action is outside the authorized scopes")
NOT_FOUND = Problem(404, "Not Found")
RECORD_NOT_FOUND = Problem(404, "Record not found")
NOTHING_TO_REPLY_TO = Problem(404, "The post you are trying to reply to does not appear to exist.")
TOO_MANY = Problem(429, "Too many requests")
TROUBLE = Problem(503, "There was a temporary problem serving your request, please try again")


def invalid(complaint: str) -> Problem:
    return Problem(422, f"Validation failed: {complaint}")
