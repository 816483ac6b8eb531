"""Redis for what must not wait: a server that does not answer at once is done without."""

from functools import cache

import redis
from django.conf import settings


@cache
def connect() -> redis.Redis:
    """This process's client. Its calls raise redis.RedisError after a second of silence."""
    return redis.Redis.from_url(settings.REDIS_URL, socket_timeout=1, socket_connect_timeout=1)
