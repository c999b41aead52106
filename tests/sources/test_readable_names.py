"""Sources are called as their readers call them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.feeds.readable_names import LONGEST, readable_name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("NYT &gt; World News", "NYT > World News"),
        ("Harbour Wire - Latest", "Harbour Wire"),
        ("Harbour Wire | RSS Feed", "Harbour Wire"),
        ("Harbour Wire RSS", "Harbour Wire"),
        ("RSS: Harbour Wire", "Harbour Wire"),
        ("Harbour.example - Top Stories - Public RSS", "Harbour.example"),
        ("Harbour Wire latest articles", "Harbour Wire"),
        ("Home - Harbour Wire", "Harbour Wire"),
        ("Aktuell - Hafenbote", "Hafenbote"),
        ("Harbour Wire: World News", "Harbour Wire: World News"),
        ("Harbour Wire - Harbour Wire - Culture", "Harbour Wire - Culture"),
        ("Harbour Wire - News, Business and Culture from the whole coast", "Harbour Wire"),
        ("Stories by Ann Roe on Medium", "Ann Roe"),
        ("Release notes from lantern", "lantern"),
        ("@ann.example.org - Ann Roe", "Ann Roe"),
        ("Harbour News", "Harbour News"),
        ("a\x07 \u202eb\n c", "a b c"),
        ("RSS", ""),
        ("News", ""),
        ("", ""),
        ("Feed for ${KEY}", ""),
    ],
)
def test_what_every_feed_says_is_no_name(title: str, name: str) -> None:
    """Sections of a paper stay; formats, slogans and what services put around a name go."""
    assert readable_name(title) == name


@given(st.text(max_size=600))
def test_any_title_gives_one_short_line(title: str) -> None:
    """Whatever a feed calls itself; and a name is its own name."""
    name = readable_name(title)

    assert len(name) <= LONGEST
    assert name == " ".join(name.split())


@pytest.mark.parametrize("part", ["a - ", "rss ", "stories by ", ": ", "- ", "&lt;"])
def test_a_title_of_a_megabyte_takes_no_time(part: str) -> None:
    """Lists of feeds are made by strangers, too."""
    began = time.process_time()
    readable_name(part * (1_000_000 // len(part)))

    assert time.process_time() - began < 1
