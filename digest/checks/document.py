"""The final HTML of a mail, read once: its elements and runs of text, each with its place."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from heapq import merge
from html import unescape
from types import MappingProxyType
from typing import NamedTuple

from digest.checks.css import declarations

# The mail was written by a serialiser, so one expression sees what html.parser would see, five
# times as fast; what it does not know it passes over instead of raising. What is not closed goes on
# to the end, as in a browser: to look for its end again and again would take quadratic time.
_MARKUP = re.compile(
    r"<!--(?P<comment>.*?)(?:-->|\Z)"
    r"|<(?P<raw>style|script|title)\b(?P<raw_attributes>[^<>]*)>(?P<content>.*?)"
    r"(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?P<attributes>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>"
    r"|<![^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s=\"'/>]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source"}
    | {"track", "wbr"}
)
_SPACE = re.compile(r"\s+")
_NO_ATTRIBUTES: Mapping[str, str] = MappingProxyType({})


class Element(NamedTuple):
    """An element: its number, the number of the element around it (-1: none), and its extent.

    Extents are character offsets of the HTML.
    """

    number: int
    name: str
    attributes: Mapping[str, str]
    parent: int
    start: int
    end: int

    @property
    def style(self) -> Mapping[str, str]:
        """The declarations of its style attribute, names in lower case."""
        return declarations(self.attributes.get("style", ""))


class Text(NamedTuple):
    """A run of text, entities resolved, and the index of the element it stands in."""

    words: str
    element: int
    start: int


@dataclass(frozen=True, slots=True)
class Document:
    """All of a mail's HTML in document order.

    `sheets` are the texts of its style elements, `readable` is all its text in one line.
    """

    html: str
    elements: tuple[Element, ...]
    texts: tuple[Text, ...]
    sheets: tuple[str, ...]
    comments: tuple[str, ...]
    title: str
    readable: str
    _text_starts: tuple[int, ...] = field(repr=False)
    _by_name: Mapping[str, Sequence[Element]] = field(repr=False)

    def named(self, *names: str) -> Iterator[Element]:
        """The elements of these names, in document order."""
        if len(names) == 1:
            return iter(self._by_name.get(names[0], ()))
        return merge(*(self._by_name.get(name, ()) for name in names))

    def text(self, element: Element) -> str:
        """What can be read inside `element`, in one line."""
        first = bisect_left(self._text_starts, element.start)
        last = bisect_left(self._text_starts, element.end)
        return _one_line(text.words for text in self.texts[first:last])

    def inside(self, element: Element) -> tuple[Element, ...]:
        """The elements within `element`."""
        last = element.number + 1
        while last < len(self.elements) and self.elements[last].start < element.end:
            last += 1
        return self.elements[element.number + 1 : last]

    def around(self, element: Element) -> Iterator[Element]:
        """The elements around `element`, the nearest first."""
        parent = element.parent
        while parent >= 0:
            yield self.elements[parent]
            parent = self.elements[parent].parent


def _one_line(words: Iterable[str]) -> str:
    return _SPACE.sub(" ", "".join(words)).strip()


def read_html(html: str) -> Document:
    """`html` read in one pass; no HTML, however broken, raises."""
    reader = _Reader(html)
    end = 0
    for match in _MARKUP.finditer(html):
        if match.start() > end:
            reader.text(end, match.start())
        end = match.end()
        reader.markup(match)
    if end < len(html):
        reader.text(end, len(html))
    return reader.document()


class _Reader:
    """The pass itself: columns that grow, and the elements still open."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.opened: list[tuple[str, Mapping[str, str], int, int]] = []
        self.ends: list[int] = []
        self.open: list[int] = []
        self.texts: list[Text] = []
        self.sheets: list[str] = []
        self.comments: list[str] = []
        self.title = ""

    def text(self, start: int, end: int) -> None:
        words = self.html[start:end]
        if "&" in words:
            words = unescape(words)
        self.texts.append(Text(words, self.open[-1] if self.open else -1, start))

    def markup(self, match: re.Match[str]) -> None:
        if name := match["name"]:
            if match["close"]:
                self._close(name.lower(), match.end())
            else:
                self._element(name.lower(), match["attributes"], match)
        elif raw := match["raw"]:
            self._raw(raw.lower(), match)
        elif match["comment"] is not None:
            self.comments.append(match["comment"])

    def _raw(self, name: str, match: re.Match[str]) -> None:
        self._element(name, match["raw_attributes"], match)
        self._close(name, match.end())
        if name == "style":
            self.sheets.append(match["content"])
        elif name == "title" and not self.title:
            self.title = _one_line([unescape(match["content"])])

    def _element(self, name: str, attributes: str, match: re.Match[str]) -> None:
        parent = self.open[-1] if self.open else -1
        self.opened.append((name, _attributes(attributes), parent, match.start()))
        self.ends.append(match.end())
        if name not in _VOID:
            self.open.append(len(self.opened) - 1)

    def _close(self, name: str, end: int) -> None:
        for depth in range(len(self.open) - 1, -1, -1):
            if self.opened[self.open[depth]][0] == name:
                for index in self.open[depth:]:
                    self.ends[index] = end
                del self.open[depth:]
                return

    def document(self) -> Document:
        for index in self.open:
            self.ends[index] = len(self.html)
        elements = tuple(
            Element(index, name, attributes, parent, start, end)
            for index, ((name, attributes, parent, start), end) in enumerate(
                zip(self.opened, self.ends, strict=True)
            )
        )
        by_name: dict[str, list[Element]] = defaultdict(list)
        for element in elements:
            by_name[element.name].append(element)
        return Document(
            self.html,
            elements,
            tuple(self.texts),
            tuple(self.sheets),
            tuple(self.comments),
            self.title,
            _one_line(text.words for text in self.texts),
            tuple(text.start for text in self.texts),
            by_name,
        )


@lru_cache(maxsize=4096)
def _attributes(source: str) -> Mapping[str, str]:
    if not source.strip(" \t\r\n/"):
        return _NO_ATTRIBUTES
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return MappingProxyType(found)
