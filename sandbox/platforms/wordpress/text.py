"""A comment's words as they were written, as WordPress stores them (HTML), and as it shows them."""

import html
import re

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")


def stored(words: str) -> str:
    """What stands in the database for words typed into the comment form: what could be markup is escaped."""
    return html.escape(words, quote=False)


def read_by_people(source: str) -> str:
    """The words a browser shows for stored HTML."""
    source = re.sub(r"(?i)<br\s*/?>\s?", "\n", source)
    return html.unescape(_TAG.sub("", source)).strip()


def rendered(source: str) -> str:
    """``comment_text``: typographic quotes (wptexturize), then paragraphs and line breaks (wpautop)."""
    for quote, opening, closing in (("'", "&#8216;", "&#8217;"), ('"', "&#8220;", "&#8221;")):
        source = re.sub(rf"(^|[\s(]){quote}", rf"\g<1>{opening}", source).replace(quote, closing)
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", source.replace("\r\n", "\n")) if part.strip()]
    return "".join(f"<p>{part.replace(chr(10), f'<br />{chr(10)}')}</p>\n" for part in paragraphs)


def title_and_body(words: str) -> tuple[str, str]:
    """A post's first line is its title."""
    title, _, body = words.strip().partition("\n")
    return title.strip(), body.strip()


def excerpt(body: str, words: int = 55) -> str:
    """wp_trim_excerpt: so many words, and an ellipsis."""
    found = body.split()
    if not found:
        return ""
    short = " ".join(found[:words]) + (" [&hellip;]" if len(found) > words else "")
    return f"<p>{stored(short).replace('[&amp;hellip;]', '[&hellip;]')}</p>\n"
