"""Secrets at rest: encrypted in the database, opened only where they are used, never shown by accident."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import models


class CredentialKeyError(Exception):
    """Stored credentials cannot be read with the keys we have."""


@lru_cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def _current_box() -> MultiFernet:
    return _box(tuple(settings.CREDENTIAL_KEYS))


class Sealed:
    """Stored secrets, opened only where they are used: pages that show an account need no key."""

    def __init__(self, token: bytes) -> None:
        self.token = token

    def open(self) -> dict[str, str]:
        """The secrets. Raises CredentialKeyError."""
        try:
            secrets = json.loads(_current_box().decrypt(self.token))
        except InvalidToken as error:
            raise CredentialKeyError(
                "Stored credentials cannot be decrypted: CREDENTIAL_KEYS lacks the key they were encrypted with. "
                "Put the former key back behind the new one, or reconnect the account."
            ) from error
        assert isinstance(secrets, dict)
        return secrets

    def __repr__(self) -> str:
        return "<sealed>"


def seal(secrets: Mapping[str, str]) -> Sealed:
    return Sealed(_current_box().encrypt(json.dumps(dict(secrets)).encode()))


class EncryptedField(models.BinaryField):  # type: ignore[type-arg]
    """Secrets as a Fernet token. The first of settings.CREDENTIAL_KEYS encrypts, all of them decrypt. Assign `seal({…})`."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed:
        # Nothing at all comes from a join that found no row.
        return self.to_python(value)

    def to_python(self, value: Any) -> Sealed:
        return value if isinstance(value, Sealed) else Sealed(bytes(value or b""))

    def get_prep_value(self, value: Any) -> bytes:
        return self.to_python(value).token
