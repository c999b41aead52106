"""The links of a mail: where each leads, what it says, which block it stands in."""

from collections.abc import Callable, Iterator
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import urlsplit

from digest.checks.page import Element, Page
from digest.model.issues import Issue

_PRIVATE_ENDINGS = (".local", ".localhost", ".internal", ".lan", ".home", ".test", ".invalid")


class Link(NamedTuple):
    """A link of the HTML; `words` are its text, or the alt text of the picture in it."""

    address: str
    words: str
    block: str
    element: Element


def links_of(page: Page, block_of: Callable[[Element], str]) -> tuple[Link, ...]:
    """The a and area elements with a href, in document order."""
    return tuple(
        Link(element.attributes["href"].strip(), _words(page, element), block_of(element), element)
        for element in page.named("a", "area")
        if "href" in element.attributes
    )


def issue_addresses(issue: Issue) -> Iterator[tuple[str, str]]:
    """Every address that the issue wants to link, and its block; the mail may show none."""
    masthead, colophon = issue.masthead, issue.colophon
    yield masthead.url, "masthead"
    yield from ((account.url, "masthead") for account in masthead.social)
    yield masthead.view_in_browser, "view-in-browser"
    for item in issue.items:
        spans = [*item.blurb, *(span for paragraph in item.body for span in paragraph.spans)]
        linked = (item.url, *(span.url for span in spans), *(other.url for other in item.also))
        yield from ((address, item.id) for address in linked)
    for earlier in issue.earlier.issues if issue.earlier else ():
        yield earlier.url, "earlier"
    for call, block in ((issue.source_call, "source-call"), (issue.subscribe, "subscribe")):
        if call:
            yield call.url, block
    yield colophon.unsubscribe_url, "colophon"
    yield colophon.preferences_url, "colophon"


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


def _words(page: Page, element: Element) -> str:
    if words := page.text(element):
        return words
    pictures = (inner for inner in page.inside(element) if inner.name == "img")
    return " ".join(picture.attributes.get("alt", "") for picture in pictures)
