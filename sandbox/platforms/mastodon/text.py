"""How Mastodon reads a text: whom it names, how long it is, and the HTML it makes of it.

The length: ``app/validators/status_length_validator.rb`` (grapheme clusters; an address is 23 long, of a mention the server
counts nothing). The HTML: ``app/lib/text_formatter.rb``.
"""

import html
import re
from collections.abc import Callable

import regex

MAX_CHARACTERS = 500
ADDRESS_LENGTH = 23
SHOWN_OF_ADDRESS = 30

_MENTION = r"(?<![=/\w])@(?P<user>\w+(?:[\w.-]*\w)?)(?:@(?P<server>[\w.-]*\w))?"
_ENTITY = re.compile(
    rf"(?P<address>https?://[^\s<>\"]*[^\s<>\".,;:!?)\]'])|{_MENTION}|(?<![\w&/])#(?P<tag>\w*[^\W\d]\w*)"
)


def names(text: str, handle: str) -> bool:
    return re.search(rf"(?<![\w@/=])@{re.escape(handle)}(?![\w@])", text, re.IGNORECASE) is not None


def named_in(text: str) -> list[str]:
    """Everybody a text names, ``user`` or ``user@server``, in order."""
    found = [
        match["user"] + (f"@{match['server']}" if match["server"] else "")
        for match in _ENTITY.finditer(text)
        if match["user"]
    ]
    return list(dict.fromkeys(found))


def length(text: str) -> int:
    def shortened(match: re.Match[str]) -> str:
        if match["address"]:
            return "x" * ADDRESS_LENGTH
        return f"@{match['user']}" if match["user"] else match[0]

    return len(regex.findall(r"\X", _ENTITY.sub(shortened, text)))


def as_html(text: str, *, server: str, address_of: Callable[[str], str | None]) -> str:
    """The text as ``content``. ``address_of`` gives the page of somebody it names, None where nobody is called so."""
    parts, end = [], 0
    for match in _ENTITY.finditer(text):
        parts.append(html.escape(text[end : match.start()]))
        parts.append(_linked(match, server, address_of))
        end = match.end()
    parts.append(html.escape(text[end:]))
    whole = re.sub(r"\r\n?", "\n", "".join(parts))
    if not whole.strip():
        return ""
    paragraphs = [part.replace("\n", "<br />") for part in re.split(r"\n\n+", whole)]
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def _linked(match: re.Match[str], server: str, address_of: Callable[[str], str | None]) -> str:
    if match["address"]:
        return _address(match["address"])
    if match["tag"]:
        tag = html.escape(match["tag"])
        return f'<a href="{server}/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
    named = match["user"] + (f"@{match['server']}" if match["server"] else "")
    page = address_of(named)
    if page is None:
        return html.escape(match[0])
    return (
        f'<span class="h-card" translate="no"><a href="{html.escape(page)}" class="u-url mention">'
        f"@<span>{html.escape(match['user'])}</span></a></span>"
    )


def _address(address: str) -> str:
    front = re.match(r"https?://(?:www\.)?", address)
    rest = address[len(front[0]) if front else 0 :]
    shown, hidden = rest[:SHOWN_OF_ADDRESS], rest[SHOWN_OF_ADDRESS:]
    return (
        f'<a href="{html.escape(address)}" target="_blank" rel="nofollow noopener" translate="no">'
        f'<span class="invisible">{html.escape(front[0] if front else "")}</span>'
        f'<span class="{"ellipsis" if hidden else ""}">{html.escape(shown)}</span>'
        f'<span class="invisible">{html.escape(hidden)}</span></a>'
    )
