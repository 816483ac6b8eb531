"""`/healthz`: this process answers. `/readyz`: and it reaches what it needs. Outside host checks, sign-in and HTTPS."""

from collections.abc import Callable

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse


def _check_database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return "ok"
    except DatabaseError as error:
        return f"unreachable ({type(error).__name__})"


def _check_redis() -> str:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        client.ping()
        return "ok"
    except redis.RedisError as error:
        return f"unreachable ({type(error).__name__}); pages and sending go on, live updates wait"
    finally:
        client.close()


class HealthMiddleware:
    """Answers the two addresses first, so that a probe needs no Host header we know and no certificate."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return HttpResponse("ok", content_type="text/plain")
        if request.path == "/readyz":
            parts = {"database": _check_database(), "redis": _check_redis()}
            # Without Redis Heard still works; without the database it does not.
            return JsonResponse(parts, status=200 if parts["database"] == "ok" else 503)
        return self.get_response(request)
