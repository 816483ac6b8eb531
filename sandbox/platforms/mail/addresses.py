"""Mail addresses for people and companies that a scenario knows by short names."""

import re
import zlib

COMPANY_DOMAIN = "mail.example"
PEOPLE_DOMAIN = "people.example"


def address_of(key: str, domain: str) -> str:
    """``dora`` becomes ``dora@people.example``; what is an address already stays one."""
    if re.fullmatch(r"[^\s@<>,;\"]+@[A-Za-z0-9.-]+", key):
        return key.lower()
    plain = re.sub(r"[^a-z0-9._+-]+", "_", key.lower()).strip("._")
    if plain != key.lower():
        plain = f"{plain or 'someone'}.{zlib.crc32(key.encode()):08x}"
    return f"{plain}@{domain}"
