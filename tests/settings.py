"""The product's settings, with what makes tests quick: files served from where they lie, cheap password hashes."""

import os

from tests.workers import own_redis

os.environ["REDIS_URL"] = own_redis(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0"))
os.environ.setdefault("SECRET_KEY", "for-tests-only")
os.environ.setdefault("CREDENTIAL_KEYS", "M2wzWWpFb3JtZ3RzZHlxN3h4NHZ2NWFzYTJ6MDEyMzQ=")

from config.settings import *  # noqa: F403
from config.settings import STATIC_ROOT, STORAGES

# A fresh clone has collected nothing yet, and WhiteNoise remarks on a folder that is not there.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
PLATFORM_TIMEOUT_SECONDS = 5.0
POLL_SECONDS = 60
SANDBOX_URL = ""
# The sandbox is on this very machine.
ALLOW_PRIVATE_SERVERS = True
