"""Articles of a feed without guids, told apart by link and title, through the weeks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from digest.config.settings import Source
from digest.model.articles import Article, FeedState, Outcome, Reading, SourceState
from digest.sources.feeds.document import parse_feed
from digest.store import open_store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SOURCE = Source(url="https://board.example/feed", name="Board")
BOARD = "https://board.example/notices"
Week = Sequence[str]
"""The titles in the feed, newest first; each links to BOARD."""


def feed(titles: Week) -> bytes:
    """A feed without guids."""
    items = "".join(
        f"<item><title>{title}</title><link>{BOARD}</link>"
        f"<description>All about {title}.</description></item>"
        for title in titles
    )
    return f'<rss version="2.0"><channel><title>Board</title>{items}</channel></rss>'.encode()


def read(titles: Week) -> tuple[Article, ...]:
    """The feed's articles."""
    zone = ZoneInfo("UTC")
    return parse_feed(
        feed(titles), source=SOURCE, url=SOURCE.url, content_type="", now=NOW, zone=zone
    ).articles


def reading(articles: Sequence[Article]) -> Reading:
    """The reading that brings them."""
    return Reading(
        source="Board",
        state=SourceState(source="Board", place=SOURCE.url, lineage=("Board",)),
        feed=FeedState(place=SOURCE.url),
        outcome=Outcome.READ,
        articles=tuple(articles),
    )


@pytest.mark.parametrize(
    ("weeks", "kept"),
    [
        ([["A"], ["A, corrected"]], ["A, corrected"]),
        ([["B", "A"]], ["A", "B"]),
        ([["B", "A"], ["C", "B", "A"], ["C", "B"], ["C"]], ["A", "B", "C"]),
        ([["A"], ["B", "A"], ["B"]], ["A", "B"]),
        ([["A"], ["A, corrected"], ["B", "A, corrected"], ["B"]], ["A, corrected", "B"]),
    ],
    ids=["retitled", "together", "rolling", "joined and left", "retitled, then joined"],
)
def test_two_at_once_are_two_and_one_retitled_is_one(
    tmp_path: Path, weeks: Sequence[Week], kept: Week
) -> None:
    """Whatever rolls through the feed, nothing is lost, doubled or given another's words."""
    with open_store(tmp_path / "store.sqlite3") as store:
        new = [store.keep(reading(read(titles)), NOW) for titles in weeks]
        found = store.articles(since=NOW, until=NOW + timedelta(hours=1), sources=[SOURCE])
    assert sum(new) == len(kept)
    assert sorted((one.title, one.summary) for one in found) == [
        (title, f"All about {title}.") for title in kept
    ]
    assert len({one.key for one in found}) == len(kept)
    assert {one.url for one in found} == {BOARD}


def test_a_store_of_before_keeps_its_ids(tmp_path: Path) -> None:
    """It has one of those that share the link, by the link alone; drafts may name it."""
    (before,) = read(["A"])
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading([replace(before, other_id="")]), NOW)
        store.keep(reading(read(["B", "A"])), NOW)
        found = store.articles(since=NOW, until=NOW + timedelta(hours=1), sources=[SOURCE])
    assert {one.title: one.id == before.id for one in found} == {"A": True, "B": False}
