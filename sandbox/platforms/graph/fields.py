"""Reading ``fields=``: names, with what hangs below in braces and modifiers in brackets.

For example ``id,from{id,name},comments.limit(5).order(reverse_chronological){id,message}``.
"""

import re
from dataclasses import dataclass, field

from sandbox.platforms.graph.errors import GraphError

_NAME = re.compile(r"[a-z_]+")
_MODIFIER = re.compile(r"\.([a-z_]+)\(([^()]*)\)")


@dataclass
class Field:
    """One asked-for field; ``fields`` is empty where the caller left the choice to the API."""

    name: str
    modifiers: dict[str, str] = field(default_factory=dict)
    fields: "list[Field]" = field(default_factory=list)


def parse_fields(text: str) -> list[Field]:
    """Raises the API's syntax error (code 2500) where the text is not well formed."""
    text = re.sub(r"\s+", "", text)
    found, end = _parse_list(text, 0)
    if end != len(text):
        raise _syntax_error(text, end)
    return found


def plain(*names: str) -> list[Field]:
    return [Field(name) for name in names]


def _parse_list(text: str, at: int) -> tuple[list[Field], int]:
    found: list[Field] = []
    while at < len(text) and text[at] != "}":
        name = _NAME.match(text, at)
        if name is None:
            raise _syntax_error(text, at)
        parsed = Field(name.group())
        at = name.end()
        while modifier := _MODIFIER.match(text, at):
            parsed.modifiers[modifier.group(1)] = modifier.group(2)
            at = modifier.end()
        if at < len(text) and text[at] == "{":
            parsed.fields, at = _parse_list(text, at + 1)
            if at >= len(text):
                raise _syntax_error(text, at)
            at += 1
        found.append(parsed)
        if at < len(text) and text[at] == ",":
            at += 1
        elif at < len(text) and text[at] != "}":
            raise _syntax_error(text, at)
    return found, at


def _syntax_error(text: str, at: int) -> GraphError:
    return GraphError(
        f'Syntax error "Expected end of string instead of "{text[at : at + 1]}"." at character {at}: {text}',
        2500,
    )
