"""Reading what an IMAP client says: https://www.rfc-editor.org/rfc/rfc3501#section-9"""

import asyncio
import re
from dataclasses import dataclass
from typing import Any

LARGEST_LITERAL = 64 * 1024 * 1024
_LITERAL = re.compile(rb"\{(\d+)(\+?)\}\r?\n$")


class BadCommand(Exception):
    """Answered BAD."""


@dataclass
class Command:
    """One command: ``words`` are atoms and strings (text), literals (bytes) and lists of these."""

    tag: str
    name: str
    words: list[Any]


async def read_command(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Command | None:
    """The next command with its literals, None at the end. Raises BadCommand."""
    parts: list[bytes] = []
    while True:
        line = await reader.readline()
        if not line:
            return None
        literal = _LITERAL.search(line)
        if literal is None:
            parts.append(line.rstrip(b"\r\n"))
            break
        size = int(literal.group(1))
        if size > LARGEST_LITERAL:
            raise BadCommand("Literal too long")
        parts += [line[: literal.start()]]
        if not literal.group(2):
            writer.write(b"+ Ready\r\n")
            await writer.drain()
        parts.append(await reader.readexactly(size))
    tag, _, rest = parts[0].decode("latin-1").partition(" ")
    name, _, rest = rest.partition(" ")
    words: list[Any] = []
    stack = [words]
    _add_words(rest, stack)
    for number, part in enumerate(parts[1:], start=1):
        if number % 2:
            stack[-1].append(part)
        else:
            _add_words(part.decode("latin-1"), stack)
    if len(stack) != 1:
        raise BadCommand("Parentheses do not match")
    return Command(tag, name.upper(), words)


def _add_words(text: str, stack: list[list[Any]]) -> None:
    """Read words into the innermost open list."""
    place = 0
    while place < len(text):
        character = text[place]
        if character == " ":
            place += 1
        elif character == "(":
            inner: list[Any] = []
            stack[-1].append(inner)
            stack.append(inner)
            place += 1
        elif character == ")":
            if len(stack) == 1:
                raise BadCommand("Parentheses do not match")
            stack.pop()
            place += 1
        elif character == '"':
            quoted = re.compile(r'"((?:[^"\\]|\\.)*)"').match(text, place)
            if quoted is None:
                raise BadCommand("A string has no end")
            stack[-1].append(re.sub(r"\\(.)", r"\1", quoted.group(1)))
            place = quoted.end()
        else:
            # A section (`BODY[HEADER.FIELDS (DATE)]<0.100>`) is part of its atom.
            atom = re.compile(r"(?:\[[^\]]*\]|[^\s()\"\[])+").match(text, place)
            if atom is None:
                raise BadCommand("Not understood")
            stack[-1].append(atom.group())
            place = atom.end()


def as_text(word: Any) -> str:
    if isinstance(word, bytes):
        return word.decode("utf-8", "replace")
    if not isinstance(word, str):
        raise BadCommand("Expected a string")
    return word


def numbers_in(given: str, largest: int) -> list[range]:
    """A set such as ``1:5,8,12:*``; ``*`` is the largest there is, and a range may stand the wrong way round."""
    found = []
    for part in given.split(","):
        ends = [largest if end == "*" else int(end) if end.isdigit() else None for end in part.split(":")]
        if len(ends) > 2 or None in ends:
            raise BadCommand("Not a set of numbers")
        low, high = sorted(end for end in (ends[0], ends[-1]) if end is not None)
        found.append(range(low, high + 1))
    return found
