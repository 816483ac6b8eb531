"""How an account is doing, in words an admin can act on. Pure: an account and its streams in, a sentence out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from inbox.models import AccountStatus, ChannelAccount, Stream
from inbox.templatetags.heard import in_words

# A stream not read for this long, though nothing says why, is worth a look.
OVERDUE = timedelta(minutes=10)


@dataclass(frozen=True)
class Health:
    """`level`: good, resting, troubled or broken. `text` says what is, `advice` what to do about it."""

    level: str
    text: str
    advice: str = ""


def of_stream(stream: Stream, now: datetime) -> Health:
    if stream.error_text:
        level = "broken" if stream.error_code == "needs_reauth" else "troubled"
        again = _in(stream.next_poll_at, now)
        since = f"Last read {_ago(stream.last_success_at, now)}. " if stream.last_success_at else "Never read so far. "
        return Health(level, stream.error_text, f"{since}Next try {again}.")
    if not stream.is_polled:
        came = f"Newest item {_ago(stream.last_item_at, now)}." if stream.last_item_at else "Nothing came so far."
        return Health("good", f"The platform only ever pushes these. {came}")
    if stream.last_success_at is None:
        return Health("resting", "Not read yet.", "The first look comes within a minute.")
    # One that spreads out the rest of its rate budget is not late before its own time.
    if now - max(stream.last_success_at, stream.next_poll_at) > OVERDUE:
        return Health(
            "troubled",
            f"Last read {_ago(stream.last_success_at, now)}, later than it should be.",
            "Is a worker running?",
        )
    newest = f"newest item {_ago(stream.last_item_at, now)}" if stream.last_item_at else "nothing there so far"
    return Health("good", f"Read {_ago(stream.last_success_at, now)}, {newest}.")


def of_account(account: ChannelAccount, now: datetime) -> Health:
    """The account's own state, or that of its worst stream."""
    if account.status == AccountStatus.NEEDS_RECONNECTING:
        return Health(
            "broken", account.status_text, "Comments wait on the platform and are read once it is reconnected."
        )
    if account.status == AccountStatus.PAUSED:
        return Health("resting", "Paused. Nothing is read or sent.", "Resume it to go on where it stopped.")
    order = ["broken", "troubled", "resting", "good"]
    states = [of_stream(stream, now) for stream in account.streams.all()]
    worst = min(states, key=lambda state: order.index(state.level), default=Health("resting", "No streams yet."))
    if worst.level != "good":
        return worst
    reads = [stream.last_success_at for stream in account.streams.all() if stream.last_success_at] or [now]
    items = [stream.last_item_at for stream in account.streams.all() if stream.last_item_at]
    newest = f"newest item {_ago(max(items), now)}" if items else "nothing there so far"
    return Health("good", f"All is read: last look {_ago(min(reads), now)}, {newest}.", worst.advice)


def _ago(moment: datetime | None, now: datetime) -> str:
    if moment is None:
        return "never"
    seconds = (now - moment).total_seconds()
    return f"{int(max(0, seconds))} s ago" if seconds < 60 else f"{in_words(seconds)} ago"


def _in(moment: datetime, now: datetime) -> str:
    seconds = (moment - now).total_seconds()
    return "now" if seconds <= 0 else f"in {int(seconds)} s" if seconds < 60 else f"in {in_words(seconds)}"
