"""The words of an HTML mail, with its lines.

Read by hand, once from front to back: the standard library's parser takes minutes over some 200 KB that anybody can send.
"""

import re
from collections.abc import Iterator
from html import unescape

# Nobody reads on where more than this is quoted within each other.
DEEPEST = 20
SILENT = {"head", "script", "style", "title", "template", "noscript"}
BLOCKS = {
    *(
        "address",
        "article",
        "blockquote",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
    ),
    *("h4", "h5", "h6", "header", "hr", "li", "main", "ol", "p", "pre", "section", "table", "tr", "ul"),
}
SPACED = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "blockquote", "pre"}
# Elements whose content is no markup, up to their end.
RAW = {"script", "style"}
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_END_OF = {name: re.compile(f"</{name}", re.IGNORECASE) for name in RAW}


class _Reader:
    """Gathers lines as (depth of quotation, parts of the line)."""

    def __init__(self) -> None:
        self.lines: list[tuple[int, list[str]]] = [(0, [])]
        self.depth = 0
        self.silence: list[str] = []
        self.preformatted = 0

    def open(self, tag: str, alternative: str) -> None:
        if tag in SILENT:
            self.silence.append(tag)
        elif tag == "body":
            self.silence.clear()
        if self.silence:
            return
        if tag == "br":
            self.lines.append((self.depth, []))
        elif tag in BLOCKS:
            if tag == "blockquote":
                self.depth = min(self.depth + 1, DEEPEST)
            self._break(tag)
        if tag == "pre":
            self.preformatted += 1
        elif tag == "li":
            self.lines[-1][1].append("- ")
        elif tag in ("td", "th") and self.lines[-1][1]:
            self.lines[-1][1].append(" ")
        elif tag == "img":
            self.lines[-1][1].append(alternative)

    def close(self, tag: str) -> None:
        if tag in SILENT:
            # A page that forgets to close one of them must not fall silent for good.
            if tag in self.silence:
                del self.silence[self.silence.index(tag) :]
            return
        if tag == "body":
            self.silence.clear()
        if self.silence or tag not in BLOCKS:
            return
        if tag == "blockquote":
            self.depth = max(0, self.depth - 1)
        if tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)
        self._break(tag)

    def say(self, data: str) -> None:
        if self.silence:
            return
        if not self.preformatted:
            words = re.sub(r"[ \t\r\n\f]+", " ", data)
            if line := words if self.lines[-1][1] else words.lstrip(" "):
                self.lines[-1][1].append(line)
            return
        first, *others = data.replace("\r\n", "\n").split("\n")
        self.lines[-1][1].append(first)
        self.lines += [(self.depth, [line]) for line in others]

    def _break(self, tag: str) -> None:
        if any(part.strip() for part in self.lines[-1][1]):
            self.lines.append((self.depth, []))
            if tag in SPACED:
                self.lines.append((self.depth, []))
        else:
            self.lines[-1] = (self.depth, [])


def html_text(source: str) -> str:
    """What a person reads of `source`: a line for each of its lines, quotations marked by `>` as in plain mail."""
    reader = _Reader()
    for kind, name, words in _tokens(source):
        if kind == "open":
            reader.open(name, words)
        elif kind == "close":
            reader.close(name)
        else:
            reader.say(words)
    lines: list[str] = []
    depth_above = 0
    for depth, parts in reader.lines:
        words = "".join(parts).replace("\xa0", " ").rstrip()
        # A blank line between a quotation and what stands around it belongs to neither.
        lines.append(("> " * (depth if words else min(depth, depth_above)) + words).rstrip())
        depth_above = depth if words else min(depth, depth_above)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _tokens(source: str) -> Iterator[tuple[str, str, str]]:
    """What comes one after the other: ("open", tag, its `alt`), ("close", tag, ""), ("words", "", words)."""
    place = 0
    while (begin := source.find("<", place)) >= 0:
        if begin > place:
            yield "words", "", unescape(source[place:begin])
        tag = _TAG.match(source, begin)
        if source.startswith("<!--", begin):
            end = source.find("-->", begin + 4)
            place = end + 3 if end >= 0 else len(source)
        elif tag is None and not source.startswith(("<!", "<?", "</"), begin):
            yield "words", "", "<"  # It is one, and no tag.
            place = begin + 1
        else:
            place = _end_of_tag(source, begin)
            if tag is not None:
                name = tag.group(2).lower()
                yield ("close" if tag.group(1) else "open"), name, _alternative(source[begin:place])
                if not tag.group(1) and name in RAW:
                    end_of_it = _END_OF[name].search(source, place)
                    place = end_of_it.start() if end_of_it else len(source)
    if place < len(source):
        yield "words", "", unescape(source[place:])


def _end_of_tag(source: str, begin: int) -> int:
    """Behind the tag's `>`; one inside a quoted value is not it, if that value ends soon."""
    first = end = source.find(">", begin) + 1
    for _ in range(5):
        if not end:
            break
        if source.count('"', begin, end) % 2 == 0:
            return end
        end = source.find(">", end) + 1
    return first or len(source)


def _alternative(tag: str) -> str:
    found = _ALT.search(tag) if tag[:4].lower() == "<img" else None
    return unescape(next(filter(None, found.groups()), "")) if found else ""
