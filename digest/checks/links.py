"""The links and pictures of a mail, and where an address leads as far as it says so itself."""

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from digest.checks.document import Document, Element

_PRIVATE_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".home", ".test", ".invalid")


class Link(NamedTuple):
    """A link of the HTML; `words` are its text, or the alt text of the picture in it."""

    address: str
    words: str
    block: str
    element: Element


def links_of(document: Document, block_of: Callable[[Element], str]) -> tuple[Link, ...]:
    """The a and area elements with a href, in document order."""
    return tuple(
        Link(
            element.attributes["href"].strip(),
            _words(document, element),
            block_of(element),
            element,
        )
        for element in document.named("a", "area")
        if "href" in element.attributes
    )


def pictures_of(document: Document) -> Iterator[Element]:
    """The img elements, tracking pixels left out."""
    return (element for element in document.named("img") if not _is_pixel(element))


def scheme(address: str) -> str:
    """The scheme of an address in lower case, white space characters taken out as browsers do."""
    head, colon, _ = "".join(address.split()).partition(":")
    return head.lower() if colon and "/" not in head and "?" not in head else ""


def host(address: str) -> str:
    """The host of a web address in lower case, "" where there is none."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:
        return ""


def leads_inside(name: str) -> bool:
    """Whether a host is one that a reader elsewhere cannot reach."""
    if not name:
        return True
    try:
        return not ip_address(name).is_global
    except ValueError:
        return "." not in name or name.endswith(_PRIVATE_ENDINGS)


def _words(document: Document, element: Element) -> str:
    if words := document.text(element):
        return words
    pictures = (inner for inner in document.inside(element) if inner.name == "img")
    return " ".join(picture.attributes.get("alt", "") for picture in pictures)


def _is_pixel(image: Element) -> bool:
    return image.attributes.get("width") in {"0", "1"} and image.attributes.get("height") in {
        "0",
        "1",
    }
