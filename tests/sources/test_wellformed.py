"""The fast way through a well-formed feed: either just what feedparser says, or nothing."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from profiles import examples
from sources.feed_documents import feeds

from digest.sources.feeds.feedparser_names import translate_feed
from digest.sources.feeds.wellformed import read_well_formed
from digest.sources.feeds.xml_feed import ask_feedparser

FEEDS = Path(__file__).parent / "feeds"
ADDRESS = "https://feeds.example.com/wire/feed.xml"
CLEAR = sorted(FEEDS.glob("clear-*.xml"))
UNCLEAR = sorted(FEEDS.glob("unclear-*.xml"))


@pytest.mark.parametrize("file", CLEAR, ids=lambda file: file.stem)
@pytest.mark.parametrize("address", [ADDRESS, ""])
def test_a_clear_feed_is_read_as_feedparser_reads_it(file: Path, address: str) -> None:
    """Every field of every entry, and what the feed says of itself, are the same."""
    body = file.read_bytes()
    fast = read_well_formed(body, address)

    assert fast is not None
    slow = ask_feedparser(body, address, "")
    assert translate_feed(fast, address) == translate_feed(slow, address)


@pytest.mark.parametrize("file", UNCLEAR, ids=lambda file: file.stem)
def test_of_an_unclear_feed_nothing_is_said(file: Path) -> None:
    """Entities, bases, markup without quotes, second summaries: feedparser has the word."""
    assert read_well_formed(file.read_bytes(), ADDRESS) is None


def test_both_kinds_of_samples_are_there() -> None:
    """An empty folder would let every test above pass."""
    assert (len(CLEAR), len(UNCLEAR)) == (4, 9)


@pytest.mark.slow
def test_hundreds_of_feeds_are_read_as_feedparser_reads_them() -> None:
    """Feeds drawn at random; most of them go the fast way, and none comes out differently."""
    taken: list[bool] = []

    @settings(max_examples=examples(500), deadline=None)
    @given(body=feeds)
    def read_both_ways(body: bytes) -> None:
        fast = read_well_formed(body, ADDRESS)
        taken.append(fast is not None)
        if fast is not None:
            slow = ask_feedparser(body, ADDRESS, "")
            assert translate_feed(fast, ADDRESS) == translate_feed(slow, ADDRESS)

    read_both_ways()
    assert taken.count(True) > examples(500) // 10
