"""What a FETCH hands over: https://www.rfc-editor.org/rfc/rfc3501#section-7.4.2"""

import re
from typing import Any

from sandbox import moments
from sandbox.platforms.mail.commands import BadCommand, as_text
from sandbox.platforms.mail.mailbox import Copy

MACROS = {"ALL": ["FLAGS", "INTERNALDATE", "RFC822.SIZE"], "FAST": ["FLAGS", "INTERNALDATE", "RFC822.SIZE"]}
_SECTION = re.compile(r"BODY(?:\.PEEK)?\[(HEADER|TEXT|HEADER\.FIELDS \(([^)]*)\)|)\](?:<(\d+)\.(\d+)>)?", re.IGNORECASE)


def wanted(words: list[Any], *, by_uid: bool) -> list[str]:
    """The names of what is asked for. Raises BadCommand."""
    flat = words[0] if words and isinstance(words[0], list) else words[:1]
    names = [as_text(word) for word in flat]
    if not names:
        raise BadCommand("Nothing to fetch")
    if len(names) == 1:
        names = MACROS.get(names[0].upper(), names)
    if by_uid and "UID" not in (name.upper() for name in names):
        names = ["UID", *names]
    return names


def asks_for_text(names: list[str]) -> bool:
    return any(
        name.upper().startswith(("BODY[", "BODY.PEEK[", "RFC822")) and name.upper() != "RFC822.SIZE" for name in names
    )


def marks_seen(names: list[str]) -> bool:
    return any(name.upper().startswith("BODY[") or name.upper() in ("RFC822", "RFC822.TEXT") for name in names)


def entry(number: int, copy: Copy, source: bytes | None, names: list[str]) -> bytes:
    """One mail's line. A source of None: there is nothing to hand over, though it is listed."""
    parts = [_part(copy, source, name) for name in names]
    return b"* %d FETCH (" % number + b" ".join(parts) + b")\r\n"


def internal_date(moment: int) -> str:
    """Months by their English names, whatever language the machine speaks."""
    at = moments.as_datetime(moment)
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{at.day:2d}-{months[at.month - 1]}-{at.year} {at:%H:%M:%S} +0000"


def _part(copy: Copy, source: bytes | None, name: str) -> bytes:
    upper = name.upper()
    if upper == "UID":
        return b"UID %d" % copy.uid
    if upper == "FLAGS":
        return f"FLAGS ({' '.join(copy.flags)})".encode()
    if upper == "INTERNALDATE":
        return f'INTERNALDATE "{internal_date(copy.received_at)}"'.encode()
    if upper == "RFC822.SIZE":
        return b"RFC822.SIZE %d" % copy.size
    if upper in ("RFC822", "RFC822.HEADER", "RFC822.TEXT"):
        return _literal(upper, source and _section(source, upper.partition(".")[2], None))
    section = _SECTION.fullmatch(name)
    if section is None:
        raise BadCommand(f"Not played here: {name}")
    kind, fields, begin, length = section.groups()
    octets = source and _section(source, kind.upper().partition(" ")[0], fields)
    label = re.sub(r"\.PEEK|<.*", "", name, flags=re.IGNORECASE).upper()
    if begin is not None:
        octets = octets and octets[int(begin) : int(begin) + int(length)]
        label += f"<{begin}>"
    return _literal(label, octets)


def _section(source: bytes, kind: str, fields: str | None) -> bytes:
    head, gap, text = source.partition(b"\r\n\r\n")
    if kind == "":
        return source
    if kind == "TEXT":
        return text
    if kind == "HEADER":
        return head + gap
    names = {name.lower() for name in (fields or "").split()}
    lines = re.findall(rb"[^\r\n]+(?:\r\n[ \t][^\r\n]*)*", head)
    chosen = [line for line in lines if line.partition(b":")[0].decode("latin-1").lower() in names]
    return b"".join(line + b"\r\n" for line in chosen) + b"\r\n"


def _literal(label: str, octets: bytes | None) -> bytes:
    return label.encode() + (b" NIL" if octets is None else b" {%d}\r\n%b" % (len(octets), octets))
