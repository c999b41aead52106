"""The feeds of well-known sites, by the address that people paste; no site is asked here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.entries.values import DiscoveredFeed
from digest.sources.pages.discovery import find_feeds
from digest.sources.pages.known_sites import feed_addresses

CHANNEL = "UCabcdefghijklmnopqrstuv"
VIDEOS = f"https://www.youtube.com/feeds/videos.xml?channel_id={CHANNEL}"


@pytest.mark.parametrize(
    ("address", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", VIDEOS),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos", VIDEOS),
        (
            "https://bsky.app/profile/ann.example.org",
            "https://bsky.app/profile/ann.example.org/rss",
        ),
        ("https://bsky.app/profile/did:plc:abc", "https://bsky.app/profile/did:plc:abc/rss"),
        ("https://www.reddit.com/r/worldnews/", "https://www.reddit.com/r/worldnews/.rss"),
        ("https://old.reddit.com/user/ann", "https://www.reddit.com/user/ann/.rss"),
        ("https://medium.com/@ann", "https://medium.com/feed/@ann"),
        ("https://medium.com/the-harbour", "https://medium.com/feed/the-harbour"),
        ("https://ann.medium.com/", "https://ann.medium.com/feed"),
        ("https://harbour.substack.com", "https://harbour.substack.com/feed"),
        ("https://harbour.substack.com/archive", "https://harbour.substack.com/feed"),
        ("https://github.com/ann/lantern", "https://github.com/ann/lantern/releases.atom"),
        ("https://github.com/ann/lantern/releases", "https://github.com/ann/lantern/releases.atom"),
        ("https://social.example/@ann", "https://social.example/@ann.rss"),
        ("http://social.example:8080/@ann/", "http://social.example:8080/@ann.rss"),
    ],
)
def test_a_plain_address_tells_where_the_feed_is(address: str, feed: str) -> None:
    """One rule each."""
    assert feed_addresses(address) == (feed,)


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/@ann",
        "https://github.com/ann",
        "https://www.substack.com/",
        "https://social.example/@ann/1234",
        "https://notreddit.com/r/worldnews",
        "https://harbour.example/feed",
        "https://[",
    ],
)
def test_other_addresses_tell_nothing(address: str) -> None:
    """Their pages are read."""
    assert feed_addresses(address) == ()


def test_a_youtube_handle_is_known_by_its_pages_true_address() -> None:
    """The handle names no channel; the canonical address of its page does."""
    page = f'<html><head><link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}">'

    assert find_feeds(page.encode(), "https://www.youtube.com/@ann") == (
        DiscoveredFeed("", VIDEOS, ""),
    )


@given(st.text(max_size=200))
def test_any_text_is_bearable(text: str) -> None:
    """What is no address has no feed, and one more."""
    assert all(one.startswith("http") for one in feed_addresses(f"https://a.example/{text}"))
