"""What has not been seen for long is forgotten, and never what still stands in its feed."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from digest.config.settings import Source
from digest.model.articles import Article, FeedState, Outcome, Reading, SourceState
from digest.store import open_store
from digest.store.articles import Store
from digest.store.forgetting import Forgetting

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
KEEP = 100 * DAY
WIRE = Source(url="https://wire.example/feed", name="Wire")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "store.sqlite3") as opened:
        opened.settle([WIRE])
        yield opened


def read(store: Store, day: int, *ids: str, text: str = "") -> int:
    """The wire's feed shows these articles on that day; how many are new."""
    now = START + day * DAY
    articles = tuple(
        Article(id=one, source="Wire", title=one, first_seen=now, text=text) for one in ids
    )
    return store.keep(_reading(day, Outcome.READ, articles), now)


def unchanged(store: Store, day: int) -> None:
    """The wire's server says on that day that nothing has changed."""
    store.keep(_reading(day, Outcome.UNCHANGED), START + day * DAY)


def _reading(day: int, outcome: Outcome, articles: tuple[Article, ...] = ()) -> Reading:
    state = SourceState(
        source="Wire", place=WIRE.url, lineage=("Wire",), last_success=START + day * DAY
    )
    return Reading(
        source="Wire",
        state=state,
        feed=FeedState(place=WIRE.url),
        outcome=outcome,
        articles=articles,
    )


def forget(store: Store, day: int) -> int:
    """Forget, on that day, what was not seen for 100 days; how many."""
    return store.forget(START + day * DAY - KEEP)


def kept(store: Store) -> list[str]:
    """The ids of the articles that the store has."""
    found = store.by_id([f"a{number}" for number in range(9)], [WIRE])
    return sorted(one.id for one in found)


def test_what_rolled_off_its_feed_is_forgotten(store: Store) -> None:
    """A hundred days after it was last seen, and up to a week, since that is noted to the week."""
    read(store, 0, "a1", "a2")
    for day in range(1, 110):
        read(store, day, "a2")
        forget(store, day)
        assert ("a1" in kept(store)) == (day <= 107)
    assert kept(store) == ["a2"]


def test_what_stands_in_its_feed_for_years_is_no_news(store: Store) -> None:
    """Its first sighting is long past; forgotten, it would be new again at the next reading."""
    read(store, 0, "a1")
    for day in range(1, 900):
        new = read(store, day, "a1", f"b{day}")
        assert new == 1
        forget(store, day)
    assert kept(store) == ["a1"]
    assert store.count() < 110


def test_a_feed_that_says_nothing_changed_still_shows_its_articles(store: Store) -> None:
    """It was read once, and answers 304 ever since."""
    read(store, 0, "a1")
    read(store, 20, "a2")
    for day in range(21, 400):
        unchanged(store, day)
        forget(store, day)
    assert kept(store) == ["a2"]
    assert read(store, 400, "a2") == 0


def test_a_feed_that_is_silent_for_long_is_forgotten(store: Store) -> None:
    """Its server does not answer any more, or nobody lists it: nothing stands there."""
    read(store, 0, "a1")
    assert forget(store, 107) == 0
    assert forget(store, 108) == 1


def test_what_is_spared_stays(store: Store) -> None:
    """And holds nothing else up."""
    read(store, 0, *(f"a{number}" for number in range(9)))
    read(store, 1, "b1")
    unchanged(store, 200)
    asked: list[int] = []

    def spare(ids: object) -> tuple[str, ...]:
        asked.append(len(list(ids)) if isinstance(ids, list) else 0)
        return ("a3", "a5")

    assert store.forget(START + 100 * DAY, spare=spare) == 0
    read(store, 200, "b1")
    assert store.forget(START + 100 * DAY, spare=spare) == 7
    assert kept(store) == ["a3", "a5"]
    assert asked == [9]


def test_forgotten_articles_are_whole_at_any_time(store: Store) -> None:
    """When the time is up the rest waits for the next time."""
    read(store, 0, *(f"{number:012x}" for number in range(1200)))
    read(store, 20, "b1")
    unchanged(store, 200)
    seconds = count()
    hurried = Forgetting(store._connection, START + 100 * DAY, clock=lambda: float(next(seconds)))
    assert hurried.forget(store._states.sources(), seconds=2.5) == 1000
    assert store.count() == 201
    assert forget(store, 200) == 200
    (left,) = store._connection.execute("SELECT count(*) FROM sightings").fetchone()
    assert left == 1


def test_a_clock_that_stood_in_the_future_is_put_right(store: Store) -> None:
    """What was seen in 2099 is not kept until then."""
    read(store, 30_000, "a1")
    read(store, 0, "a1")
    read(store, 8, "a2")
    unchanged(store, 200)
    forget(store, 200)
    assert kept(store) == ["a2"]


def test_a_file_that_is_mostly_free_shrinks(store: Store, tmp_path: Path) -> None:
    """Once a quarter of it is free; until then the room is used again."""
    for day in range(20):
        read(
            store, day, *(f"{day}-{number}" for number in range(10)), text=os.urandom(60_000).hex()
        )
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = (tmp_path / "store.sqlite3").stat().st_size
    unchanged(store, 500)
    read(store, 500, "a1")
    forget(store, 501)
    store._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    after = (tmp_path / "store.sqlite3").stat().st_size
    assert before > 20_000_000
    assert after < 200_000
    assert kept(store) == ["a1"]
