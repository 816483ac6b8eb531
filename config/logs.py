"""Logging: one line an event, readable in a terminal or as JSON, and never a secret in it."""

import re
from typing import Any

import structlog
from structlog.typing import WrappedLogger

# What the platforms' client libraries may put into a message or a traceback: bearer headers (tweepy logs them at DEBUG),
# token parameters in URLs (requests names the URL in its errors), and passwords in database or Redis addresses. What any field is
# called that must not be seen: app_secret, application_password, verify_token, accessJwt … In quotes a value may hold spaces.
_SECRETS = re.compile(
    r"""(?ix)
    (?P<name> (?:bearer|oauth|basic)\s+
            | (?:(?<!\w)|(?<=%3F)|(?<=%26))(?:\w{0,40}(?:secret|password|token|jwt)|appsecret_proof)
              \\?["']?\s*(?:[=:]|%3[AaDd])\s*(?:(?P<quote>\\?["'])|\\?["']?)
            | ://[^\s:/@]*:(?=[^\s/@]*@) )
    (?P<value> (?(quote)(?:(?!(?P=quote)).){4,}(?=(?P=quote))|[^\s"'&@,}\])\\]{4,}) )
    """
)


def redact(text: str) -> str:
    """Replace every secret in `text` by dots."""
    return _SECRETS.sub(lambda found: found["name"] + "•••", text)


def _redact_line(_logger: WrappedLogger, _method: str, line: Any) -> str:
    """The last step, on the line as it is written: nothing that was put into it, in whatever shape, goes round it."""
    return redact(line)


def configure(*, json_lines: bool, level: str) -> dict[str, Any]:
    """Django's LOGGING setting; also points structlog's own loggers at it."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    last: structlog.typing.Processor
    last = structlog.processors.JSONRenderer() if json_lines else structlog.dev.ConsoleRenderer(colors=False)
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": shared,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, last, _redact_line],
            },
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            # Their DEBUG lines carry whole requests.
            "tweepy": {"level": "INFO"},
            "urllib3": {"level": "INFO"},
            "requests_oauthlib": {"level": "INFO"},
            "oauthlib": {"level": "INFO"},
            # They tell of every call at INFO, and of more below.
            "httpx": {"level": "WARNING"},
            "httpcore": {"level": "WARNING"},
            "mail.log": {"level": "WARNING"},
            "celery": {"level": "WARNING"},
            "django.request": {"level": "ERROR"},
        },
    }
