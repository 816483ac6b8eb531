"""Graph's error codes in our words."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from connectors.errors import ConnectorError, Gone, NeedsReauth, NotPermitted, RateLimited, Rejected, Unavailable

# https://developers.facebook.com/docs/graph-api/overview/rate-limiting : the application's limit, the user's, the Page's, a
# single call's, and the business use cases of Pages, Instagram and Messenger.
LIMITS = (4, 17, 32, 341, 613, 80001, 80002, 80006)
MINUTES_WHERE_UNTOLD = 5
# https://developers.facebook.com/docs/messenger-platform/reference/send-api/error-codes
OUTSIDE_WINDOW = 2018278
UNREACHABLE_PERSON = 551
ALREADY_ANSWERED_PRIVATELY = 10900


def in_our_words(label: str, answer: Any, minutes_to_wait: int) -> ConnectorError:
    """What an answer that holds an `error` means. https://developers.facebook.com/docs/graph-api/guides/error-handling"""
    told = answer.get("error") if isinstance(answer, Mapping) else None
    detail: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    code, subcode = detail.get("code"), detail.get("error_subcode")
    message = str(detail.get("message") or "no reason given")
    if code in LIMITS:
        until = datetime.now(UTC) + timedelta(minutes=minutes_to_wait or MINUTES_WHERE_UNTOLD)
        return RateLimited(f"{label} asks to wait until {until:%H:%M} UTC before the next call.", until)
    if code in (190, 102):
        return NeedsReauth(f"{label} no longer accepts this account's access token. Reconnect the account.")
    if code == 100 and subcode == 33:
        return Gone(f"{label} says this no longer exists, or the account may no longer see it.")
    if subcode == OUTSIDE_WINDOW:
        return NotPermitted(
            f"{label} takes private messages for 24 hours after a person's last one, and for 7 days from apps approved for "
            "its human agent tag. This one is too late."
        )
    if code == ALREADY_ANSWERED_PRIVATELY:
        return Rejected(f"{label} takes one private reply to a comment, and this one has had it.")
    if code == UNREACHABLE_PERSON:
        return NotPermitted(f"{label} cannot deliver private messages to this person at present.")
    if code in (3, 10, 368) or (isinstance(code, int) and 200 <= code <= 299):
        return NotPermitted(f"{label} does not permit this: {message}")
    # "Unknown" and "service": both documented as worth another try.
    if code in (1, 2) or detail.get("is_transient") is True:
        return Unavailable(f"{label} has trouble of its own. It will be asked again.")
    return Rejected(f"{label} refuses the request: {message}")
