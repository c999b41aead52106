"""The names, texts and addresses in a well-formed feed, read as feedparser reads them."""

import re
from contextlib import suppress
from functools import lru_cache
from urllib.parse import urljoin

from digest.sources.entries.trees import Element

Said = dict[str, object]
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

_PAGES = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml"})
_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://search.yahoo.com/mrss": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
# Prefixes that feedparser goes by where it does not know the namespace.
_TELLING = frozenset(
    {
        "content",
        "dc",
        "dcterms",
        "feedburner",
        "itunes",
        "media",
        "xhtml",
        "psc",
        "geo",
        "gml",
    }
    | {"georss", "atom", "rdf", "cc", "admin", "xml"}
)
_TELLING_NAMESPACE = re.compile(
    r"purl\.org/(dc|atom|echo|pie)|purl\.org/rss/1\.0/modules/(rss091|richequiv)|1999/xhtml|netscape"
    r"|userland\.com/rss$|harvard\.edu/tech/rss|http://example\.com/|podlove|itunes\.com",
    re.IGNORECASE,
)
# What Windows put where Unicode has controls.
_CP1252 = {
    code: bytes([code]).decode("cp1252")
    for code in range(128, 160)
    if code not in {129, 141, 143, 144, 157}
}
_CONTROL = re.compile("[\x80-\x9f]")
_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+-.]*://)(/*)(.*?)")
_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")
_WORD = re.compile(r"[\w-]+", re.ASCII)
_PLAIN_ADDRESS = re.compile(r"https?://[^\s/?#;]+/[^\s?#;]*(\?[^\s#;]+)?")


class NotClear(Exception):
    """Something whose meaning depends on more than its own text."""


def element_name(element: Element) -> str:
    """The element's name in lower case with its usual prefix; "?" in a namespace without say."""
    return _name(str(element.tag), element.prefix)


@lru_cache(maxsize=1024)
def _name(tag: str, prefix: str | None) -> str:
    if not tag.startswith("{"):
        return tag.lower()
    namespace, _, local = tag[1:].partition("}")
    usual = _PREFIXES.get(namespace.lower())
    if usual is not None:
        return usual + local.lower()
    if prefix in _TELLING or _TELLING_NAMESPACE.search(namespace):
        raise NotClear
    # feedparser takes a namespace that it does not know and that has no prefix for none at all.
    return "?" if prefix else local.lower()


def own_text(element: Element) -> str:
    """The text of an element that has no elements in it, mended as feedparser mends it."""
    if len(element):
        raise NotClear
    text = str(element.text or "").strip()
    if text.isascii():
        return text
    # UTF-8 that somebody took for Latin-1 and encoded again.
    with suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    # To look for one takes a fraction of the time of replacing none.
    return text.translate(_CP1252) if _CONTROL.search(text) else text


def linked_text(element: Element, url: str) -> str:
    """The address that is an element's text."""
    text = own_text(element)
    if not text:
        raise NotClear
    return _REFERENCE.sub(r"&\1", resolve_address(text, url).replace("&amp;", "&"))


def resolve_address(address: str, url: str) -> str:
    """`address` against `url`, unless it is whole."""
    if _PLAIN_ADDRESS.fullmatch(address):
        return address
    try:
        if _WORD.fullmatch(address):
            return _folder(url) + address
        return urljoin(url, _SLASHES.sub(r"\1\3", address))
    except ValueError:
        return ""


@lru_cache(maxsize=16)
def _folder(url: str) -> str:
    """What stands before a bare word that is meant against `url`: many guids are such words."""
    return urljoin(url, "x")[:-1]


def is_page_link(link: Element) -> bool:
    """Whether a link with an href leads to the page of what it stands in."""
    kind = link.get("type", "text/html")
    return link.get("rel", "alternate") == "alternate" and kind in _PAGES


def element_attributes(element: Element) -> Said:
    """The attributes of an element by their names in lower case."""
    return {str(name).lower(): str(value) for name, value in element.attrib.items()}


def list_under(said: Said, key: str) -> list[dict[str, object]]:
    """The list that `said` keeps under `key`, made where there is none."""
    found = said.setdefault(key, [])
    if not isinstance(found, list):
        raise NotClear
    return found
