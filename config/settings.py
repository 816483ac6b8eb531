"""Every setting, read from the environment. A checkout's own values come from `var/run.env`, which `make run` leaves there."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from celery.schedules import schedule

from config import logs
from config.local import BASE_DIR, ENV_FILE, VAR_DIR, read_secrets

env = environ.Env()
if ENV_FILE.exists():
    env.read_env(ENV_FILE)

# A checkout makes its own secrets; anywhere else a missing SECRET_KEY is an error, not a default.
_own_secrets = read_secrets() if (BASE_DIR / ".venv").exists() and not env.str("SECRET_KEY", default="") else {}
SECRET_KEY = env.str("SECRET_KEY", default="") or _own_secrets.get("SECRET_KEY") or env.str("SECRET_KEY")
# Newest first: the first key encrypts, all of them decrypt (cryptography's MultiFernet).
CREDENTIAL_KEYS = env.list("CREDENTIAL_KEYS", default=[]) or [
    _own_secrets.get("CREDENTIAL_KEYS") or env.str("CREDENTIAL_KEYS")
]

DEBUG = env.bool("DEBUG", default=False)
SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000").rstrip("/")
_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[_site.hostname or "localhost", "localhost", "127.0.0.1"])
CSRF_TRUSTED_ORIGINS = [SITE_URL]

INSTALLED_APPS = [
    "inbox",
    "inbox.audience",
    "triage",
    "reports",
    "config",
    "allauth",
    "allauth.account",
    "django_htmx",
    "heroicons",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "inbox.access.MembershipMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "inbox.navigation.context",
            ],
        },
    },
]

# --- data ---------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL", default="postgres://heard@127.0.0.1:5432/heard")}
DATABASES["default"] |= {
    "CONN_MAX_AGE": None,
    "CONN_HEALTH_CHECKS": True,
    # PgBouncer in transaction mode cannot keep a server-side cursor between two statements.
    "DISABLE_SERVER_SIDE_CURSORS": True,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
REDIS_URL = env.str("REDIS_URL", default="redis://127.0.0.1:6379/0")

# --- sign-in ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "inbox.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "inbox.signin.ClosedSignupAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if env.bool("BEHIND_PROXY", default=False) else 0
ACCOUNT_DEFAULT_HTTP_PROTOCOL = _site.scheme
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Heard <heard@localhost>")

# --- safety -------------------------------------------------------------------------------------------------------
_https = _site.scheme == "https"
SECURE_SSL_REDIRECT = _https
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_HSTS_SECONDS = 31_536_000 if _https else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _https
SECURE_HSTS_PRELOAD = _https
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_NAME = "heard_session"
CSRF_COOKIE_NAME = "heard_csrf"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:", "https:"],
        "frame-ancestors": ["'none'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    }
}

# --- files --------------------------------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# --- words and times ----------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = env.str("TIME_ZONE", default="UTC")
USE_I18N = True
USE_TZ = True

# --- Heard --------------------------------------------------------------------------------------------------------
# Where the sandbox plays the platforms; empty in production, where accounts speak to the platforms themselves.
SANDBOX_URL = env.str("SANDBOX_URL", default="").rstrip("/")
# Whether admins may connect servers of the own network, and by plain http (a Mastodon or a blog behind the firewall). Off: nobody
# can make Heard ask addresses that only it can reach. The sandbox is one such, so where it runs this is on.
ALLOW_PRIVATE_SERVERS = env.bool("ALLOW_PRIVATE_SERVERS", default=False)
# How often each stream is read. The platforms allow it (docs/operations.md has the sums); push makes it faster.
POLL_SECONDS = env.int("POLL_SECONDS", default=60)
# How often 50 waiting messages of each account are looked at again for edits and deletions. Platforms charge for reads.
SECOND_LOOK_SECONDS = env.int("SECOND_LOOK_SECONDS", default=1800)
# How often each stream's last RECONCILE_DAYS are read once more and compared with what is stored. Platforms charge for reads.
RECONCILE_SECONDS = env.int("RECONCILE_SECONDS", default=6 * 3600)
RECONCILE_DAYS = env.int("RECONCILE_DAYS", default=3)
# How far back a new account's history is read; 0: as far as the platform reaches.
HISTORY_DAYS = env.int("HISTORY_DAYS", default=0)
# However many streams are slow or failing, no more than this are read at once: the other workers are for the rest.
SLOW_STREAMS_AT_ONCE = env.int("SLOW_STREAMS_AT_ONCE", default=2)
# How long a worker holds what it reads. One that dies lets go after this; it must be longer than any one call to a platform.
LEASE_SECONDS = env.int("LEASE_SECONDS", default=120)
# What a scraper must send as a bearer token to read /metrics; empty: nobody may.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# A conversation answered this long ago, with no word from the person since, is closed as answered.
SILENCE_DAYS = env.int("SILENCE_DAYS", default=7)
PLATFORM_TIMEOUT_SECONDS = env.float("PLATFORM_TIMEOUT_SECONDS", default=20.0)

# --- work ---------------------------------------------------------------------------------------------------------
# Celery carries pokes; the sweeps below find whatever a lost poke left behind (docs/design.md, "Nothing depends on a message").
SWEEP_SECONDS = env.float("SWEEP_SECONDS", default=5.0)
CELERY_BROKER_URL = REDIS_URL
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 600,
    # kombu looks for abandoned messages this often; its own default took 104 s to bring one back.
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_keepalive": True,
    # A Redis that takes the connection and then says nothing must not hold up a page.
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = False
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BEAT_SCHEDULE_FILENAME = env.str("CELERY_BEAT_FILE", default=str(VAR_DIR / "beat-schedule"))
# A tick that no worker took before the next one is due is worth nothing: let it expire.
_sweep = {"schedule": schedule(SWEEP_SECONDS), "options": {"expires": SWEEP_SECONDS}}
CELERY_BEAT_SCHEDULE = {
    "poll due streams": {"task": "inbox.tasks.poll_due_streams", **_sweep},
    "triage what waits": {"task": "triage.tasks.triage_pending", **_sweep},
    "deliver what is due": {"task": "inbox.tasks.deliver_due", **_sweep},
    "look into pushes": {"task": "inbox.tasks.process_pushes", **_sweep},
    "walk back": {"task": "inbox.tasks.walk_due", **_sweep},
    "ask what comments stand under": {"task": "inbox.tasks.read_contexts", **_sweep},
    "renew credentials": {"task": "inbox.tasks.renew_credentials", **_sweep},
    "read what a new version can": {"task": "inbox.tasks.add_missing_streams", "schedule": schedule(600)},
    "ask for pushes": {"task": "inbox.tasks.subscribe_all", "schedule": schedule(24 * 3600)},
    "look again at what waits": {
        "task": "inbox.tasks.look_again",
        "schedule": schedule(SECOND_LOOK_SECONDS),
        "options": {"expires": SECOND_LOOK_SECONDS},
    },
    "close after silence": {"task": "inbox.tasks.close_after_silence", "schedule": schedule(600)},
    "tell of what is due": {"task": "triage.tasks.sound_alarms", "schedule": schedule(15)},
    "bring samples back": {"task": "triage.tasks.bring_back_samples", "schedule": schedule(3600)},
    "wake the snoozed": {"task": "inbox.tasks.wake_snoozed", "schedule": schedule(30)},
    "make room for next month": {"task": "inbox.tasks.make_partitions", "schedule": schedule(6 * 3600)},
}

LOGGING = logs.configure(
    json_lines=env.bool("LOG_JSON", default=not SANDBOX_URL), level=env.str("LOG_LEVEL", default="INFO")
)
LOGGING_CONFIG = "logging.config.dictConfig"
