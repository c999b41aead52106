"""HTML and XML of strangers in, trees out. The only file that knows lxml.

No entity is expanded, nothing is fetched. libxml2 leaves out what is nested deeper than 254 levels.
"""

import re
from typing import TypeAlias

from lxml import etree

from digest.sources.entries.charsets import decode_text
from digest.sources.entries.values import Unreadable
from digest.text import one_line, without_controls

_BARE_AMPERSAND = re.compile(r"&(?!#?\w{1,32};)")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));")
_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}encoding\s*=\s*[\"']([\w.-]+)")

Element: TypeAlias = etree.ElementBase


def parse_html(html: str) -> Element:
    """The tree of a page or of a part of one; Unreadable if there is nothing in it."""
    data = html.encode("utf-8", errors="replace")
    try:
        tree = etree.fromstring(data, etree.HTMLParser(encoding="utf-8")) if html.strip() else None
    except etree.XMLSyntaxError as error:
        # A parser that mends everything still gives up where a tag of megabytes fills its memory.
        raise Unreadable(f"its markup cannot be read ({one_line(str(error))})") from None
    if tree is None:
        raise Unreadable("there is no text in it")
    return tree


def parse_xml(data: bytes) -> Element:
    """The tree of an XML document, small faults mended; Unreadable if it is none."""
    declared = _ENCODING.match(data[:200])
    # libxml2 would let bytes through that are no text, and the tree could not be read.
    text = without_controls(decode_text(data, declared[1].decode("ascii") if declared else ""))
    if "<!ENTITY" in text:
        raise Unreadable("it defines entities, which no feed list needs")
    mended = _BARE_AMPERSAND.sub("&amp;", _REFERENCE.sub(_allowed, text)).encode()
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True
    )
    try:
        tree = etree.fromstring(mended, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"it is no XML ({one_line(str(error))})") from None
    if tree is None:
        raise Unreadable("it is no XML")
    return tree


def _allowed(reference: re.Match[str]) -> str:
    """A character reference, unless it names none that text may have."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if number <= 0x10FFFF and without_controls(chr(number)) else ""


def parse_well_formed(data: bytes) -> Element:
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


def element_markup(element: Element) -> str:
    """`element` as HTML, without the text after it."""
    written: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return written


def element_text(element: Element) -> str:
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
