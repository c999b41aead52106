"""A list of feeds as OPML 2.0 (http://opml.org/spec2.opml) in or out; a folder is a section."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from digest.config.settings import Source
from digest.errors import UsageError
from digest.sources.entries.trees import Element, new_element, parse_xml, xml_bytes
from digest.sources.entries.urls import web_address
from digest.sources.entries.values import Unreadable
from digest.text import one_line, shortened, without_credentials

DEEPEST = 32


def read_opml(data: bytes) -> tuple[Source, ...]:
    """The feeds in an OPML file, each once, the folder they are in as their section.

    Raises UsageError when `data` is no OPML.
    """
    try:
        root = parse_xml(data)
    except Unreadable as error:
        raise UsageError(f"This is no OPML file: {error}. Export it again as OPML.") from None
    if str(root.tag).lower() != "opml":
        raise UsageError("This is XML, but no OPML file: its root is not <opml>.")
    found: dict[str, Source] = {}
    try:
        for source in _sources(root, section="", depth=0):
            found.setdefault(source.url, source)
    except UnicodeDecodeError:
        raise UsageError("This OPML file has bytes that are no text. Export it again.") from None
    return tuple(_named_apart(found.values()))


def read_folders(data: bytes) -> dict[str, str]:
    """The names of the folders in an OPML file by the sections that they are."""
    names = (one_line(str(each.get("title") or each.get("text") or "")) for each in _folders(data))
    return {_identifier(name): shortened(name, 60) for name in names if _identifier(name)}


def _folders(data: bytes) -> Iterator[Element]:
    for element in parse_xml(data).iter("outline"):
        if not any(str(name).lower() == "xmlurl" for name in element.attrib):
            yield element


def write_opml(title: str, sources: Iterable[Source]) -> bytes:
    """`sources` that have an address as an OPML file, those of a section in a folder."""
    root = new_element(None, "opml", version="2.0")
    new_element(new_element(root, "head"), "title").text = one_line(title)
    body = new_element(root, "body")
    folders: dict[str, Element] = {"": body}
    for source in sources:
        if not source.url:
            continue
        if source.section not in folders:
            folders[source.section] = new_element(
                body, "outline", text=source.section, title=source.section
            )
        name = one_line(source.label)
        # Such lists are handed on.
        url = without_credentials(source.url, instead="")
        new_element(
            folders[source.section], "outline", type="rss", text=name, title=name, xmlUrl=url
        )
    return xml_bytes(root)


def _sources(element: Element, section: str, depth: int) -> Iterator[Source]:
    for child in element if depth < DEEPEST else ():
        attributes = {str(name).lower(): str(value) for name, value in child.attrib.items()}
        name = one_line(attributes.get("title") or attributes.get("text") or "")
        address = web_address(_as_http(attributes.get("xmlurl", "")))
        if address:
            inside = section or _identifier(attributes.get("category", "").rpartition("/")[2])
            yield Source(url=address, name=name, section=inside)
        # Folders in folders: the outermost is the section, as readers show it.
        folder = name if child.tag == "outline" and not address else ""
        yield from _sources(child, section or _identifier(folder), depth + 1)


def _as_http(address: str) -> str:
    """`feed:https://…` and `feed://…` as what they mean."""
    bare = address.strip().removeprefix("feed:")
    return f"http:{bare}" if bare.startswith("//") else bare


def _identifier(name: str) -> str:
    """A folder's name as the id of a section: `World & Trade` gives `world-trade`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")


def _named_apart(sources: Iterable[Source]) -> Iterator[Source]:
    """`sources` under names of their own: names tell sources apart."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for source in sources:
        name = label = source.label
        while name in taken:
            numbers[label] = numbers.get(label, 1) + 1
            name = f"{label} ({numbers[label]})"
        taken.add(name)
        yield source.model_copy(update={"name": name})
