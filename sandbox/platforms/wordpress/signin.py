"""Who asks: HTTP Basic with a user name and an application password, as WordPress checks them."""

import base64
import binascii
import re

from sandbox.accounts import find_account
from sandbox.records import Account
from sandbox.store import Store


def basic_credentials(authorization: str | None) -> tuple[str, str] | None:
    scheme, _, given = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        username, colon, password = base64.b64decode(given.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return (username, password) if colon else None


def signed_in(store: Store, authorization: str | None) -> Account | None:
    """Whose application password this is. Whoever shows a wrong one is nobody, as in WordPress 6.1.9, and finds out by what
    nobody may do.
    """
    given = basic_credentials(authorization)
    if given is None or not given[0]:
        return None
    username, password = given
    account = find_account(store, "wordpress", username)
    is_right = account is not None and _significant(password) == _significant(account.token)
    return account if is_right else None


def _significant(password: str) -> str:
    """What counts of an application password: it is shown in groups of four, and may be typed with the spaces or without."""
    return re.sub(r"[^a-zA-Z0-9]", "", password)
