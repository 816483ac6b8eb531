"""Record keys that hold a time, as the network sorts and pages its records by them.

https://atproto.com/specs/tid : 64 bits in thirteen characters, of which a zero, 53 bits of microseconds, 10 bits of clock id.
"""

import hashlib
import re
from datetime import UTC, datetime, timedelta

ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
FORM = re.compile(r"[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def tid_for(key: str, at: datetime) -> str:
    """The record key of whatever `key` names: the same each time, and sorted where `at` puts it, to the millisecond."""
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8], "big")
    milliseconds = (at - EPOCH) // timedelta(milliseconds=1)
    return _written((milliseconds * 1000 + digest % 1000) << 10 | digest >> 54)


def earliest_tid(at: datetime) -> str:
    """The smallest record key of a time."""
    return _written((max(at, EPOCH) - EPOCH) // MICROSECOND << 10)


def time_of(record_key: str) -> datetime | None:
    """When a record key was made, as far as whoever made it had the right time; None for a key that holds none."""
    if not FORM.fullmatch(record_key):
        return None
    number = 0
    for letter in record_key:
        number = number << 5 | ALPHABET.index(letter)
    return EPOCH + (number >> 10) * MICROSECOND


def _written(number: int) -> str:
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(12, -1, -1))
