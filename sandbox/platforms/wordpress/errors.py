"""The errors of WordPress's REST API, always ``{code, message, data: {status}}``, and those that come as a page.

Codes, words and statuses are those of WordPress 6.1.
"""

from typing import Any

from starlette.responses import JSONResponse, Response

JSON = "application/json; charset=UTF-8"


class RestError(Exception):
    """Raised by an endpoint, answered by the router."""

    def __init__(self, code: str, message: str, status: int, **data: Any) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"code": code, "message": message, "data": {"status": status, **data}}

    def response(self, headers: dict[str, str] | None = None) -> Response:
        return JSONResponse(self.body, self.status, headers=headers, media_type=JSON)


def incorrect_password() -> RestError:
    """What other versions than 6.1.9 say of a wrong application password."""
    return RestError("incorrect_password", "The provided password is an invalid application password.", 401)


def not_logged_in() -> RestError:
    return RestError("rest_not_logged_in", "You are not currently logged in.", 401)


def login_required() -> RestError:
    return RestError("rest_comment_login_required", "Sorry, you must be logged in to comment.", 401)


def forbidden_context(status: int = 403) -> RestError:
    return RestError("rest_forbidden_context", "Sorry, you are not allowed to edit comments.", status)


def cannot(code: str, deed: str) -> RestError:
    """What somebody who is not signed in may not do."""
    return RestError(code, f"Sorry, you are not allowed to {deed} this comment.", 401)


def forbidden_parameters(names: list[str]) -> RestError:
    return RestError("rest_forbidden_param", f"Query parameter not permitted: {', '.join(names)}", 401)


def invalid_parameter(name: str, reason: str) -> RestError:
    return RestError(
        "rest_invalid_param",
        f"Invalid parameter(s): {name}",
        400,
        params={name: reason},
        details={name: {"code": "rest_invalid_param", "message": reason, "data": None}},
    )


def no_route() -> RestError:
    return RestError("rest_no_route", "No route was found matching the URL and request method.", 404)


def no_such_comment() -> RestError:
    return RestError("rest_comment_invalid_id", "Invalid comment ID.", 404)


def no_such_post() -> RestError:
    return RestError("rest_post_invalid_id", "Invalid post ID.", 404)


def comment_without_post() -> RestError:
    return RestError(
        "rest_comment_invalid_post_id", "Sorry, you are not allowed to create this comment without a post.", 403
    )


def post_in_trash() -> RestError:
    return RestError("rest_comment_trash_post", "Sorry, you are not allowed to create a comment on this post.", 403)


def comments_closed() -> RestError:
    return RestError("rest_comment_closed", "Sorry, comments are closed for this item.", 403)


def comment_exists() -> RestError:
    return RestError("rest_comment_exists", "Cannot create existing comment.", 400)


def empty_comment() -> RestError:
    return RestError("rest_comment_content_invalid", "Invalid comment content.", 400)


def too_long() -> RestError:
    return RestError("comment_content_column_length", "Comment field exceeds maximum length allowed.", 400)


def duplicate() -> RestError:
    return RestError(
        "comment_duplicate", "Duplicate comment detected; it looks as though you&#8217;ve already said that!", 409
    )


def already_trashed() -> RestError:
    return RestError("rest_already_trashed", "The comment has already been trashed.", 410)


def bad_json() -> RestError:
    return RestError("rest_invalid_json", "Invalid JSON body passed.", 400, json_error_code=4)


def critical() -> RestError:
    return RestError("internal_server_error", "<p>There has been a critical error on this website.</p>", 500)


def maintenance() -> Response:
    """What wp_maintenance() says during an update."""
    page = "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>Briefly unavailable for scheduled maintenance. Check back in a minute.</h1></body></html>"
    return Response(page, 503, {"Retry-After": "600"}, "text/html; charset=utf-8")


def too_many_requests(*, has_header: bool) -> Response:
    """WordPress counts no calls; this is the web server in front of it."""
    page = "<html><head><title>429 Too Many Requests</title></head><body><h1>Too Many Requests</h1></body></html>"
    return Response(page, 429, {"Retry-After": "120"} if has_header else {}, "text/html; charset=utf-8")


def no_page() -> Response:
    """Without pretty permalinks there is no /wp-json/: the web server finds no such file."""
    page = "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
    return Response(page, 404, media_type="text/html; charset=iso-8859-1")
