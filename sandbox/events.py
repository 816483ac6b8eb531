"""The lines of a scenario: what one says, and everything that can be wrong with it by itself."""

from dataclasses import dataclass
from typing import Any

from sandbox.registry import PLATFORMS

KINDS = tuple(dict.fromkeys(kind for platform in PLATFORMS.values() for kind in platform.kinds))
"""Every kind there is on some platform; each platform refuses those it does not have."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who said it. Someone with the account's own handle or id is the company. None: the line does not
    say.
    """

    id: str
    handle: str
    name: str
    audience: int | None = None
    is_deleted: bool | None = None
    hidden_profile: bool | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line. ``action`` is ``write``, ``edit`` or ``delete``; the last two know only their ``id`` and
    ``text``.

    ``at`` is in seconds from the scenario's beginning; ``author`` None is the company; ``media`` and ``extra``
    None are not spoken of; ``source`` is the line as it was written, which is what is sent to the sandbox.
    """

    line: int
    action: str
    id: str
    at: float | None
    text: str
    platform: str | None
    account: str
    kind: str
    author: Author | None
    reply_to: str | None
    media: list[dict[str, Any]] | None
    extra: dict[str, Any] | None
    source: dict[str, Any]

    @property
    def is_company(self) -> bool:
        return self.author is None or self.account.lower() in (
            self.author.handle.lower(),
            self.author.id.lower(),
        )


class EventError(ValueError):
    """What is wrong with one line: every complaint, each saying what was expected."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__("; ".join(complaints))
        self.complaints = complaints


def parse_event(source: Any, line: int) -> Event:
    """Read one event. Raises :class:`EventError` with all that is wrong with it."""
    if not isinstance(source, dict):
        raise EventError([f"expected a JSON object, found {_kind_of(source)}"])
    reader = _Reader(source)
    actions = [name for name in ("edit", "delete") if name in source]
    if len(actions) == 2:
        raise EventError(["an event either edits or deletes; this one does both"])
    event = _read_change(reader, actions[0], line) if actions else _read_writing(reader, line)
    if reader.complaints:
        raise EventError(reader.complaints)
    return event


def _read_change(reader: "_Reader", action: str, line: int) -> Event:
    reader.refuse_unknown(action, "at", "text", "platform", "media", "extra")
    return Event(
        line=line,
        action=action,
        id=reader.text(action),
        at=reader.number("at"),
        text=reader.text("text", keep=True) if action == "edit" else "",
        platform=reader.platform(required=False),
        account="",
        kind="",
        author=None,
        reply_to=None,
        media=reader.media(),
        extra=reader.extra(),
        source=reader.source,
    )


def _read_writing(reader: "_Reader", line: int) -> Event:
    reader.refuse_unknown("at", "platform", "account", "kind", "id", "author", "reply_to", "text", "media", "extra")
    platform = reader.platform(required=True)
    kind = reader.text("kind")
    if kind and kind not in KINDS:
        reader.complain(f"kind: expected one of {', '.join(KINDS)}, found {kind!r}")
    event = Event(
        line=line,
        action="write",
        id=reader.text("id"),
        at=reader.number("at"),
        text=reader.text("text", keep=True, required=not (reader.source.get("media") or reader.source.get("extra"))),
        platform=platform,
        account=reader.text("account").lstrip("@"),
        kind=kind,
        author=reader.author(),
        reply_to=reader.text("reply_to", required=False) or None,
        media=reader.media(),
        extra=reader.extra(),
        source=reader.source,
    )
    if platform and kind in KINDS and not reader.complaints:
        refusal = PLATFORMS[platform].refusal(kind, is_company=event.is_company, has_parent=event.reply_to is not None)
        if refusal:
            reader.complain(refusal)
    return event


class _Reader:
    """Reads fields of one object and gathers complaints instead of stopping at the first."""

    def __init__(self, source: dict[str, Any], within: str = "") -> None:
        self.source = source
        self.complaints: list[str] = []
        self._within = within

    def complain(self, complaint: str) -> None:
        self.complaints.append(self._within + complaint)

    def refuse_unknown(self, *known: str) -> None:
        for name in self.source:
            if name not in known:
                self.complain(f"{name}: not known here; expected {', '.join(known)}")

    def text(self, name: str, *, required: bool = True, keep: bool = False) -> str:
        value = self.source.get(name)
        if value in (None, "") and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.complain(f"{name}: expected text, found {_kind_of(value)}")
            return ""
        return value if keep else value.strip()

    def number(self, name: str) -> float | None:
        value = self.source.get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
            self.complain(f"{name}: expected seconds from the beginning (0 or more), found {value!r}")
            return None
        return float(value)

    def flag(self, name: str) -> bool | None:
        value = self.source.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.complain(f"{name}: expected true or false, found {value!r}")
        return None

    def platform(self, *, required: bool) -> str | None:
        name = self.text("platform", required=required)
        if name and name not in PLATFORMS:
            self.complain(f"platform: expected one of {', '.join(PLATFORMS)}, found {name!r}")
            return None
        return name or None

    def media(self) -> list[dict[str, Any]] | None:
        value = self.source.get("media")
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(entry, dict) for entry in value):
            self.complain("media: expected a list of objects")
            return None
        return value

    def extra(self) -> dict[str, Any] | None:
        value = self.source.get("extra")
        if value is None or isinstance(value, dict):
            return value
        self.complain(f"extra: expected an object, found {_kind_of(value)}")
        return None

    def author(self) -> Author | None:
        """``null`` and ``"company"`` stand for the company; so does leaving the author out."""
        value = self.source.get("author")
        if value is None or value == "company":
            return None
        if not isinstance(value, dict):
            self.complain(f'author: expected an object, null or "company", found {_kind_of(value)}')
            return None
        reader = _Reader(value, "author.")
        reader.refuse_unknown("id", "handle", "name", "audience", "is_deleted", "hidden_profile")
        audience = value.get("audience")
        if audience is not None and (isinstance(audience, bool) or not isinstance(audience, int) or audience < 0):
            reader.complain(f"audience: expected a whole number or null, found {audience!r}")
        handle = reader.text("handle", required=False).lstrip("@")
        name = reader.text("name", required=False)
        author_id = reader.text("id", required=False)
        if not (author_id or handle or name):
            reader.complain("id: expected at least one of id, handle, name")
        author = Author(
            id=author_id or handle or name,
            handle=handle or author_id or name,
            name=name or handle or author_id,
            audience=audience if isinstance(audience, int) else None,
            is_deleted=reader.flag("is_deleted"),
            hidden_profile=reader.flag("hidden_profile"),
        )
        self.complaints += reader.complaints
        return author


def _kind_of(value: Any) -> str:
    if value is None:
        return "nothing"
    if value == "":
        return "an empty text"
    names = {
        dict: "an object",
        list: "a list",
        str: "text",
        bool: "true or false",
        int: "a number",
        float: "a number",
    }
    return names.get(type(value), type(value).__name__)
