"""Secrets at rest: a field whose value is encrypted in the database and never shown by accident."""

import json
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


class SecretDict(dict[str, str]):
    """A dict of secrets that keeps quiet when printed."""

    def __repr__(self) -> str:
        return f"<{len(self)} secrets>"

    __str__ = __repr__


class EncryptedField(models.BinaryField):  # type: ignore[type-arg]
    """A dict of strings, stored as a Fernet token. The first of settings.CREDENTIAL_KEYS encrypts, all of them decrypt."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> SecretDict:
        return self.to_python(value)

    def to_python(self, value: Any) -> SecretDict:
        if isinstance(value, dict):
            return SecretDict(value)
        if not value:
            return SecretDict()
        try:
            return SecretDict(json.loads(_current_box().decrypt(bytes(value))))
        except InvalidToken as error:
            raise CredentialKeyError(
                "Stored credentials cannot be decrypted: CREDENTIAL_KEYS lacks the key they were encrypted with. "
                "Put the former key back behind the new one, or reconnect the account."
            ) from error

    def get_prep_value(self, value: Any) -> bytes:
        return _current_box().encrypt(json.dumps(dict(value or {})).encode())
