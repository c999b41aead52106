"""Feeds that a web page offers."""

from digest.sources.entries.values import DiscoveredFeed
from digest.sources.pages.discovery import find_feeds

PAGE = "https://example.com/news/"


def test_the_feeds_in_a_pages_head_are_found() -> None:
    """Each with its kind and title, relative addresses resolved, each once."""
    html = (
        b'<html><head><link rel="alternate" type="application/rss+xml" title="All" href="/rss">'
        b'<link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="atom.xml">'
        b'<link rel="alternate" type="application/feed+json" href="//cdn.example.com/feed.json">'
        b'<link rel="alternate" type="application/rss+xml" title="Again" href="/rss">'
        b'<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">'
        b'<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" href="/a.css">'
        b'<link rel="alternate" type="application/rss+xml" href="javascript:x()"></head></html>'
    )

    assert find_feeds(html, PAGE) == (
        DiscoveredFeed("All", "https://example.com/rss", "rss"),
        DiscoveredFeed("", "https://example.com/news/atom.xml", "atom"),
        DiscoveredFeed("", "https://cdn.example.com/feed.json", "json"),
    )


def test_the_base_of_a_page_counts() -> None:
    """`<base href>` is what relative addresses are meant against."""
    html = b'<base href="https://example.org/x/"><link rel="feed" href="feed" title="A &amp; B">'

    assert find_feeds(html, PAGE) == (DiscoveredFeed("A & B", "https://example.org/x/feed", ""),)


def test_links_that_look_like_feeds_are_the_second_choice() -> None:
    """Where the head names none, the text may."""
    html = b'<p><a href="/about">About</a> <a href="/feed/">Our <b>RSS</b> feed</a></p>'

    assert find_feeds(html, PAGE) == (
        DiscoveredFeed("Our RSS feed", "https://example.com/feed/", ""),
    )


def test_what_is_no_page_offers_nothing() -> None:
    """Empty, binary or plain: no feeds, no exception."""
    assert (
        find_feeds(b"", PAGE) == find_feeds(b"\x00\xff", PAGE) == find_feeds(b"hello", PAGE) == ()
    )
