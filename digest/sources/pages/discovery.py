"""A web page in, the feeds it offers out."""

import re
from collections.abc import Iterator
from itertools import islice

from digest.model.articles import LONGEST_LINE
from digest.sources.entries.charsets import decode_text
from digest.sources.entries.trees import Element, element_text, parse_html
from digest.sources.entries.urls import web_address
from digest.sources.entries.values import DiscoveredFeed, Unreadable
from digest.sources.pages.known_sites import feed_addresses
from digest.text import shortened

MOST_FEEDS = 50

_KINDS = {
    "application/rss+xml": "rss",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
    "application/rdf+xml": "rss",
    "application/xml": "rss",
    "text/xml": "rss",
}
# WordPress offers its JSON interface under the type of old JSON Feeds.
_NO_FEED = re.compile(r"/wp-json/|/oembed|/comments/feed", re.IGNORECASE)
_LOOKS_LIKE_FEED = re.compile(
    r"(/(rss|feed|feeds|atom)(/|\.xml|\.json|$)|\.(rss|atom)$|/index\.(xml|rdf)$|feeds\.)",
    re.IGNORECASE,
)


def find_feeds(html: bytes, url: str) -> tuple[DiscoveredFeed, ...]:
    """The feeds that the page `html`, read at `url`, offers in its head; else those it links to.

    Where there are none, its own true address may be that of a known site.
    """
    try:
        page = parse_html(decode_text(html))
    except Unreadable:
        return ()
    base = next((str(tag.get("href")) for tag in page.iter("base") if tag.get("href")), "")
    address = web_address(base, url) or url
    found = (
        list(_declared(page, address))
        or list(_linked(page, address))
        or list(_of_known_site(page, address))
    )
    first: dict[str, DiscoveredFeed] = {}
    for feed in found:
        first.setdefault(feed.url, feed)
    return tuple(islice(first.values(), MOST_FEEDS))


def _declared(page: Element, base: str) -> Iterator[DiscoveredFeed]:
    for link in page.iter("link"):
        relations = str(link.get("rel") or "").lower().split()
        kind = _KINDS.get(str(link.get("type") or "").partition(";")[0].strip().lower(), "")
        address = web_address(str(link.get("href") or ""), base)
        offered = "feed" in relations or ("alternate" in relations and kind)
        if offered and address and not _NO_FEED.search(address):
            title = shortened(str(link.get("title") or ""), LONGEST_LINE)
            yield DiscoveredFeed(title, address, kind)


def _linked(page: Element, base: str) -> Iterator[DiscoveredFeed]:
    for link in page.iter("a"):
        address = web_address(str(link.get("href") or ""), base)
        if address and _LOOKS_LIKE_FEED.search(address) and not _NO_FEED.search(address):
            yield DiscoveredFeed(shortened(element_text(link), LONGEST_LINE), address, "")


def _of_known_site(page: Element, base: str) -> Iterator[DiscoveredFeed]:
    for link in page.iter("link"):
        if "canonical" in str(link.get("rel") or "").lower().split():
            for address in feed_addresses(web_address(str(link.get("href") or ""), base)):
                yield DiscoveredFeed("", address, "")
