"""Addresses are looked up: as a feed, as a known site, as a page that offers feeds."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sources.reading import Here

from digest.sources.autodiscovery import Lookup, Scout
from digest.sources.web.protocol import Answer, NoAnswer, Question, Visit

VISIT = Visit(folder=Path(), now=datetime(2026, 3, 2, tzinfo=UTC), zone=ZoneInfo("UTC"))
FEED = (
    b"<rss version='2.0'><channel><title>The Wire</title>"
    b"<item><title>A</title></item></channel></rss>"
)


def page(*feeds: tuple[str, str]) -> bytes:
    """A page that offers feeds of these kinds and titles."""
    links = "".join(
        f'<link rel="alternate" type="application/{kind}+xml" title="{title}" href="/{kind}{at}">'
        for at, (kind, title) in enumerate(feeds)
    )
    return f"<html><head>{links}</head><body>Welcome</body></html>".encode()


class Internet:
    """Answers by address; others are not found, or not there at all."""

    def __init__(self, bodies: Mapping[str, bytes | int]) -> None:
        self.asked: list[str] = []
        self._bodies = bodies

    async def ask(self, question: Question) -> Answer:
        """The answer."""
        self.asked.append(question.url)
        body = self._bodies.get(question.url, 404)
        if body == 0:
            raise NoAnswer("no connection")
        if isinstance(body, int):
            return Answer(url=question.url, status=body)
        return Answer(url=question.url, status=200, body=body)


def look_up(address: str, bodies: Mapping[str, bytes | int]) -> tuple[Lookup, list[str]]:
    """What the address led to, and what was asked on the way."""
    internet = Internet(bodies)
    scout = Scout(web=internet, parsers=Here(), visit=VISIT)
    return asyncio.run(scout.look_up(address)), internet.asked


def test_a_feed_is_found_where_it_is() -> None:
    """With its title; one question is enough."""
    found, asked = look_up("https://a.example/feed", {"https://a.example/feed": FEED})
    assert (found.feed, found.title) == ("https://a.example/feed", "The Wire")
    assert len(found.articles) == 1
    assert len(asked) == 1


def test_the_only_feed_of_a_page_is_taken() -> None:
    """And it was read; RSS and Atom of the same are one."""
    bodies = {
        "https://a.example/": page(("rss", "Wire RSS"), ("atom", "Wire (Atom)")),
        "https://a.example/rss0": FEED,
    }
    found, _ = look_up("https://a.example/", bodies)
    assert (found.feed, found.title) == ("https://a.example/rss0", "The Wire")
    assert [one.url for one in found.offered] == ["https://a.example/rss0"]


def test_of_several_feeds_none_is_taken() -> None:
    """The editor knows which."""
    found, asked = look_up(
        "https://a.example/", {"https://a.example/": page(("rss", "World"), ("rss", "Sport"))}
    )
    assert found.feed == ""
    assert [one.title for one in found.offered] == ["World", "Sport"]
    assert asked == ["https://a.example/"]


def test_a_known_site_is_asked_for_its_feed() -> None:
    """Never for its page."""
    feed = "https://harbour.substack.com/feed"
    found, asked = look_up("https://harbour.substack.com", {feed: FEED})
    assert (found.feed, asked) == (feed, [feed])


def test_where_no_feed_is_the_page_is_read() -> None:
    """Not every host with an @ is a Mastodon server."""
    bodies = {"https://a.example/@ann": page(("rss", "Ann")), "https://a.example/rss0": FEED}
    found, asked = look_up("https://a.example/@ann", bodies)
    assert found.feed == "https://a.example/rss0"
    assert asked == ["https://a.example/@ann.rss", "https://a.example/@ann", found.feed]


def test_a_server_that_is_not_well_is_asked_once() -> None:
    """Its reason is told, and it is left alone."""
    for answer in (0, 429, 500):
        found, asked = look_up("https://a.example/@ann", {"https://a.example/@ann.rss": answer})
        assert found.feed == ""
        assert found.reason
        assert len(asked) == 1


def test_of_a_page_without_a_feed_it_is_the_page_that_is_told() -> None:
    """Not that some other address, which nobody typed, is not there."""
    found, _ = look_up("https://a.example/@ann", {"https://a.example/@ann": page()})
    assert (found.feed, "is a web page" in found.reason) == ("", True)


def test_a_dead_feed_on_a_page_is_told() -> None:
    """The page offers it, but it is not there."""
    found, _ = look_up("https://a.example/", {"https://a.example/": page(("rss", "Wire"))})
    assert (found.feed, found.reason) == ("", "answered 404 Not Found; is the address still right?")
