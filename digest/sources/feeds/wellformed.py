"""A well-formed feed in, what feedparser would make of it out, in a tenth of the time; or None.

Only RSS 2.0, RSS 1.0 and Atom 1.0 in which everything has one clear meaning are read here, and
exactly as feedparser reads them; of any other feed nothing is said, and feedparser has the word.
"""

import re

from digest.sources.entries.trees import Element, parse_well_formed
from digest.sources.entries.values import Unreadable
from digest.sources.feeds.wellformed_items import add_author, read_item
from digest.sources.feeds.wellformed_names import (
    LANGUAGE,
    NotClear,
    Said,
    element_name,
    is_page_link,
    linked_text,
    own_text,
    resolve_address,
)

_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
# A tag of endless length is not searched for what may stand in it, but left to feedparser.
_UNCLEAR = re.compile(
    rb"<(?:!DOCTYPE|\w[^<>]{4000}|\w+\s[^<>]*\b(?:base|lang)\s*=\s*[\"'][^<>]*xmlns)"
)
_BASE = re.compile(rb"xml:base\s*=")
_ATOM = "{http://www.w3.org/2005/Atom}"


def read_well_formed(body: bytes, url: str) -> Said | None:
    """`version`, `feed` and `entries` as feedparser names things; None where it must be asked.

    `url` is where `body` came from.
    """
    declared = _ENCODING.match(body[:200])
    if (declared and declared[1].lower() != b"utf-8") or _UNCLEAR.search(body):
        return None
    if b"xml:base" in body and _BASE.search(body):
        return None
    try:
        body.decode("utf-8")
        return _feed(parse_well_formed(body), url)
    except (Unreadable, NotClear, UnicodeDecodeError):
        return None


def _feed(root: Element, url: str) -> Said:
    channel, items, version = _parts(root)
    if not items or any(element_name(item) not in {"item", "entry"} for item in items):
        raise NotClear
    said = _channel_said(channel, url)
    language = channel.get(LANGUAGE) or root.get(LANGUAGE) or ""
    if root.get(LANGUAGE) and version != "rss10":
        said.setdefault("language", str(root.get(LANGUAGE)).replace("_", "-"))
    entries = [read_item(item, url, language, is_atom=version == "atom10") for item in items]
    return {"version": version, "feed": said, "entries": entries}


def _parts(root: Element) -> tuple[Element, list[Element], str]:
    kind = element_name(root)
    if kind == "feed" and str(root.tag).startswith(_ATOM):
        return root, root.findall(f"{_ATOM}entry"), "atom10"
    if kind == "rss" and len(root) == 1 and element_name(root[0]) == "channel":
        return root[0], root[0].findall("item"), "rss20"
    if kind == "rdf:rdf" and len(root) and element_name(root[0]) == "channel":
        return root[0], [child for child in root if element_name(child) == "item"], "rss10"
    raise NotClear


def _channel_title(channel: Element) -> Said:
    titles = [child for child in channel if element_name(child) == "title"]
    if len(titles) > 1:
        raise NotClear
    return {"title": own_text(titles[0])} if titles else {}


def _channel_said(channel: Element, url: str) -> Said:
    said = _channel_title(channel)
    for child in channel:
        name = element_name(child)
        if name == "link" and child.get("href") is None:
            said["link"] = linked_text(child, url)
        elif name == "link" and is_page_link(child):
            said["link"] = resolve_address(str(child.get("href")), url)
        elif name in {"language", "dc:language"}:
            said["language"] = own_text(child)
        elif name in {"ttl", "sy:updateperiod", "sy:updatefrequency"}:
            said[name.replace(":", "_")] = own_text(child)
        elif name == "author":
            add_author(said, child)
        elif name == "id" and own_text(child):
            said.setdefault("link", resolve_address(own_text(child), url))
        elif name == "?" and len(child):
            raise NotClear
    return said
