"""Where a checkout keeps its own data, and the secrets it makes for itself on the first start.

Only for running from a checkout: in production every value comes from the environment and nothing here is used.
"""

import base64
import json
import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("HEARD_VAR") or BASE_DIR / "var")
ENV_FILE = VAR_DIR / "run.env"


def read_secrets() -> dict[str, str]:
    """The checkout's own secrets, made once and readable by their owner alone."""
    path = VAR_DIR / "secrets.json"
    if not path.exists():
        VAR_DIR.mkdir(parents=True, exist_ok=True)
        values = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "CREDENTIAL_KEYS": base64.urlsafe_b64encode(os.urandom(32)).decode(),
            "POSTGRES_PASSWORD": secrets.token_hex(16),
            "REDIS_PASSWORD": secrets.token_hex(16),
        }
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(values, indent=1))
        fresh.rename(path)
    values = json.loads(path.read_text())
    assert isinstance(values, dict)
    return values


def write_env(values: dict[str, str]) -> None:
    """Leave the running checkout's addresses where `manage.py` finds them."""
    ENV_FILE.touch(mode=0o600, exist_ok=True)
    ENV_FILE.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
