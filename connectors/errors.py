"""What can go wrong with a platform, in the few classes that decide what happens next.

::

    ConnectorError
    ├── Temporary            try again later, nothing is lost
    │   ├── RateLimited      … after `until`
    │   └── Unavailable      down, slow, or talking nonsense
    ├── Permanent            trying again changes nothing
    │   ├── NeedsReauth      the account must be reconnected
    │   ├── NotPermitted     the platform's rules forbid this
    │   ├── Rejected         this text or request is refused; says why
    │   └── Gone             what we speak of no longer exists
    ├── UnknownOutcome       a write was sent and no answer came: it may stand there or not
    └── Forged               a push that does not come from the platform, or cannot be shown to

A time-out is never NeedsReauth. Every text is written for the person who can mend it and carries no secret.
"""

from datetime import datetime


class ConnectorError(Exception):
    """Base of everything a connector raises. `str(error)` is fit for a screen; `code` names the class in the database."""

    code = "error"


class Temporary(ConnectorError):
    code = "temporary"


class RateLimited(Temporary):
    """The platform asks us to wait until `until` (aware)."""

    code = "rate_limited"

    def __init__(self, text: str, until: datetime) -> None:
        super().__init__(text)
        self.until = until


class Unavailable(Temporary):
    code = "unavailable"


class Permanent(ConnectorError):
    code = "permanent"


class NeedsReauth(Permanent):
    code = "needs_reauth"


class NotPermitted(Permanent):
    code = "not_permitted"


class Rejected(Permanent):
    code = "rejected"


class Gone(Permanent):
    code = "gone"


class UnknownOutcome(ConnectorError):
    code = "unknown_outcome"


class Forged(ConnectorError):
    code = "forged"


class Malformed(ValueError):
    """One item is not what the platform documents. Its text says which field and what stood there; the item is quarantined."""
