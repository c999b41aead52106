"""HTML and XML of strangers in, trees out. The only file that knows lxml.

No entity is expanded, nothing is fetched. libxml2 leaves out what is nested deeper than 254 levels.
"""

import re
from typing import TypeAlias

from lxml import etree

from digest.sources.feeds.entries import Unreadable
from digest.text import one_line

_BARE_AMPERSAND = re.compile(rb"&(?!#?\w{1,32};)")

Element: TypeAlias = etree.ElementBase


def page_tree(html: str) -> Element:
    """The tree of a page or of a part of one; Unreadable if there is nothing in it."""
    data = html.encode("utf-8", errors="replace")
    tree = etree.fromstring(data, etree.HTMLParser(encoding="utf-8")) if html.strip() else None
    if tree is None:
        raise Unreadable("there is no text in it")
    return tree


def xml_tree(data: bytes) -> Element:
    """The tree of an XML document, small faults mended; Unreadable if it is none."""
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise Unreadable("it defines entities, which no feed list needs")
    if b"\0" not in data:
        data = _BARE_AMPERSAND.sub(b"&amp;", data)
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        tree = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"it is no XML ({one_line(str(error))})") from None
    if tree is None:
        raise Unreadable("it is no XML")
    return tree


def well_formed_tree(data: bytes) -> Element:
    """The tree of an XML document without a fault, comments left out; else Unreadable."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"it is no well-formed XML ({one_line(str(error))})") from None


def new_element(parent: Element | None, tag: str, **attributes: str) -> Element:
    """A new XML element, the last child of `parent` if there is one."""
    if parent is None:
        return etree.Element(tag, attributes)
    return etree.SubElement(parent, tag, attributes)


def xml_bytes(root: Element) -> bytes:
    """An XML document as UTF-8, indented."""
    etree.indent(root)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def markup_of(element: Element) -> str:
    """`element` as HTML, without the text after it."""
    written: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return written


def text_of(element: Element) -> str:
    """What `element` reads, in one line; scripts and comments are no text."""
    parts = []
    for part in element.iter():
        if part.tag in {"script", "style"}:
            parts.append("")
        elif isinstance(part.tag, str):
            parts.append(part.text or "")
        if part is not element:
            parts.append(part.tail or "")
    return one_line("".join(parts))
