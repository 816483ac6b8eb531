"""Mastodon's HTML as the text a person reads.

https://docs.joinmastodon.org/spec/activitypub/#sanitization : the elements a server lets through. A long address is shown cut,
the rest of it in spans of class `invisible`; a mention is a link around @name. Read by a pattern that looks at each character
once or twice: the standard library's parser takes hours over a megabyte of unclosed tags.
"""

import html
import re

TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<facts>[^<>]*)>|<[!?/][^<>]*>")
FACT = re.compile(r"(?<![\w-])(href|class|rel)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
PARAGRAPHS = frozenset({"p", "blockquote", "pre", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "div"})
SILENT = frozenset({"script", "style", "template"})


def plain_text(content: str) -> str:
    """`content` without markup: paragraphs set apart by an empty line, addresses whole, entities undone."""
    reader, end = _Reader(), 0
    for tag in TAG.finditer(content):
        reader.put_text(content[end : tag.start()])
        if tag["name"]:
            reader.put_tag(tag["name"].lower(), tag["facts"], is_end=bool(tag["end"]))
        end = tag.end()
    reader.put_text(content[end:])
    return reader.text()


class _Reader:
    def __init__(self) -> None:
        self._parts: list[str] = []
        self._silent = 0
        self._link = ""
        self._link_text: list[str] | None = None

    def text(self) -> str:
        self._end_link()
        return re.sub(r"\n{3,}", "\n\n", "".join(self._parts)).strip("\n")

    def put_text(self, text: str) -> None:
        if text and not self._silent:
            self._put(html.unescape(text))

    def put_tag(self, name: str, facts: str, *, is_end: bool) -> None:
        if name in SILENT:
            self._silent = max(0, self._silent + (-1 if is_end else 1))
        elif name in PARAGRAPHS:
            self._put("\n\n")
        elif name == "a":
            self._end_link()
            if not is_end:
                self._begin_link(facts)
        elif name == "br":
            self._put("\n")
        elif name == "li" and not is_end:
            self._put("\n• ")

    def _put(self, text: str) -> None:
        (self._parts if self._link_text is None else self._link_text).append(text)

    def _begin_link(self, facts: str) -> None:
        found = {
            name.lower(): html.unescape(double or single or bare) for name, double, single, bare in FACT.findall(facts)
        }
        words = {*found.get("class", "").split(), *found.get("rel", "").split()}
        if not words & {"mention", "hashtag", "tag"}:
            self._link, self._link_text = found.get("href", ""), []

    def _end_link(self) -> None:
        """A link that is shown as other words than its address is followed by the address: both matter to who answers."""
        if self._link_text is None:
            return
        shown, link = "".join(self._link_text), self._link
        self._link, self._link_text = "", None
        is_elsewhere = link.startswith(("http://", "https://")) and _bare(shown) != _bare(link)
        self._parts.append(f"{shown} ({link})" if is_elsewhere and shown.strip() else shown or link)


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.strip()).rstrip("/").lower()
