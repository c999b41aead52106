"""Rendered HTML as tests ask about it: its elements, their attributes and their text."""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta"}


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with its attributes and the tags it stands in."""

    tag: str
    attributes: dict[str, str]
    inside: tuple[str, ...]


class Page(HTMLParser):
    """The elements and the visible words of an HTML page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()

    def all(self, tag: str) -> Iterator[Element]:
        """Every element of that tag, in order."""
        return (element for element in self.elements if element.tag == tag)

    def links(self) -> list[str]:
        """The address of every link, in order."""
        return [element.attributes.get("href", "") for element in self.all("a")]

    def ids(self) -> list[str]:
        """Every id, in order."""
        return [one.attributes["id"] for one in self.elements if "id" in one.attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        named = {name: value or "" for name, value in attrs}
        self.elements.append(Element(tag, named, tuple(self._open)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element and what was left open in it."""
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep what a reader sees."""
        if not {"style", "title"} & set(self._open):
            self.text += data
