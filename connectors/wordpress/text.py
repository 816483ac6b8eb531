"""Between the HTML of a comment and the text a person reads or writes."""

import html
import re

# Attributes are taken to hold no angle brackets: WordPress escapes them, and the pattern stays linear on any input.
TAG = re.compile(r"<!--[^<>]*>|<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
BLOCKS = frozenset("p div blockquote pre ul ol table h1 h2 h3 h4 h5 h6".split())
LINES = frozenset("br li tr".split())


def plain_text(source: str, *, keeps_lines: bool) -> str:
    """What a person reads where a browser shows `source`.

    `keeps_lines`: line ends of the source count, as in a comment's own words, which WordPress turns into paragraphs only when it
    shows them (wpautop); in what it has rendered they are mere white space.
    """
    parts: list[str] = []
    address, link_begins, end = "", 0, 0

    def add(words: str) -> None:
        words = html.unescape(words)
        parts.append(words if keeps_lines else re.sub(r"[ \t\r\n]+", " ", words))

    for tag in TAG.finditer(source):
        add(source[end : tag.start()])
        end = tag.end()
        is_closing, name = tag[1] == "/", (tag[2] or "").lower()
        if name in BLOCKS:
            parts.append("\n\n")
        elif name in LINES and not (is_closing and name == "br"):
            parts.append("\n")
        elif name == "a" and not is_closing:
            href = HREF.search(tag[3])
            address, link_begins = html.unescape(href[1] or href[2] or "") if href else "", len(parts)
        elif name == "a" and address:
            if address not in "".join(parts[link_begins:]):
                parts.append(f" ({address})")
            address = ""
    add(source[end:])
    lines = "".join(parts).replace("\r\n", "\n").split("\n")
    trimmed = "\n".join(line.rstrip(" \t") if keeps_lines else line.strip(" \t") for line in lines)
    return re.sub(r"\n{3,}", "\n\n", trimmed).strip()


def as_html(text: str) -> str:
    """What to publish so that people read exactly `text`: a comment's own words are HTML."""
    return html.escape(text, quote=False)


def folded(text: str) -> str:
    """A text as it is compared: WordPress trims it, and ends its lines in its own way."""
    return re.sub(r"\s+", " ", text).strip()
