"""Articles and source states are kept together, whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import examples

from digest.config.settings import Source
from digest.model.articles import (
    Article,
    Failure,
    FeedState,
    Image,
    Known,
    Outcome,
    Reading,
    SourceState,
)
from digest.store import open_store
from digest.store.articles import Store

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WIRE = Source(url="https://wire.example/feed", name="Wire")
STATE = SourceState(source="Wire", place=WIRE.url, lineage=("Wire",))
FEED = FeedState(place=WIRE.url, etag='"1"')


def article(
    number: int = 1, *, published: datetime | None = None, first_seen: datetime = NOW
) -> Article:
    """An article of the wire."""
    return Article(
        id=f"a{number:03}",
        source="Wire",
        title=f"Talks {number}",
        published=published,
        first_seen=first_seen,
    )


def reading(*articles: Article, state: SourceState = STATE) -> Reading:
    """A reading of the wire with these articles."""
    return Reading(
        source=state.source, state=state, feed=FEED, outcome=Outcome.READ, articles=articles
    )


def kept(store: Store, *ids: str) -> tuple[Article, ...]:
    """Those of the articles that the store has."""
    return store.by_id(ids, [WIRE])


def test_what_is_kept_comes_back_equal(tmp_path: Path) -> None:
    """Every field of an article and of a state survives, across opening and closing."""
    full = replace(
        article(published=NOW - HOUR),
        key="wire.example/1",
        url="https://wire.example/1",
        byline="A. Writer",
        html="<p>Żółć 外交</p>",
        image=Image(url="https://wire.example/1.jpg", width=640),
        categories=("talks", "grain"),
        lead=True,
    )
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(full), NOW)
    with open_store(tmp_path / "store.sqlite3") as store:
        assert kept(store, "a001", "unknown") == (full,)
        state = replace(STATE, last_new_article=NOW)
        assert store.known([WIRE]) == {"Wire": Known(state=state, feed=FEED)}


def test_only_new_articles_are_counted(tmp_path: Path) -> None:
    """A feed shows the same article at many polls; it is news once."""
    with open_store(tmp_path / "store.sqlite3") as store:
        counts = [store.keep(reading(article(1), article(2)), NOW)]
        counts.append(store.keep(reading(article(2), article(3)), NOW + HOUR))
        assert (counts, store.count()) == ([2, 1], 3)


def test_the_first_dates_are_kept_and_the_last_words(tmp_path: Path) -> None:
    """Outlets change titles and dates: the text is updated, when it counts as published is not."""
    first = article(published=NOW - HOUR)
    later = replace(
        article(published=NOW + HOUR, first_seen=NOW + 4 * HOUR), title="Talks collapse"
    )
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(first), NOW)
        new = store.keep(reading(later), NOW + 4 * HOUR)
        assert new == 0
        assert kept(store, "a001") == (replace(first, title="Talks collapse"),)


def test_a_date_that_comes_later_is_taken(tmp_path: Path) -> None:
    """An article first seen without a date may get one."""
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(replace(article(), date_note="no date")), NOW)
        store.keep(reading(article(published=NOW - HOUR)), NOW + HOUR)
        assert kept(store, "a001") == (article(published=NOW - HOUR),)


def test_a_removed_piece_is_forgotten_and_a_feeds_article_is_not(tmp_path: Path) -> None:
    """What the editor deletes is not published; what rolls off a feed still is."""
    piece = replace(article(2), file="articles/talks.md")
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(article(1), piece), NOW)
        store.keep(reading(article(3)), NOW + HOUR)
        assert kept(store, "a001", "a002", "a003") == (article(1), article(3))


def test_a_piece_that_cannot_be_read_just_now_stays(tmp_path: Path) -> None:
    """A slip in the front matter does not throw a piece out of the draft."""
    piece = replace(article(), file="articles/talks.md")
    failure = Failure(source="Wire", reason="articles/talks.md line 2: a colon is missing")
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(piece), NOW)
        unread = replace(reading(), failures=(failure,), unread=("articles/talks.md",))
        store.keep(unread, NOW + HOUR)
        assert kept(store, "a001") == (piece,)


def test_a_removed_piece_goes_also_while_another_has_a_slip(tmp_path: Path) -> None:
    """What is wrong with one file says nothing of the others."""
    piece = replace(article(), file="articles/talks.md")
    failure = Failure(source="Wire", reason="articles/other.md line 2: a colon is missing")
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(piece), NOW)
        other = replace(reading(), failures=(failure,), unread=("articles/other.md",))
        store.keep(other, NOW + HOUR)
        assert kept(store, "a001") == ()


def test_silence_is_remembered(tmp_path: Path) -> None:
    """A reading without news keeps the moment of the last news."""
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(article()), NOW)
        store.keep(reading(article(), state=store.known([WIRE])["Wire"].state), NOW + HOUR)
        assert store.known([WIRE])["Wire"].state.last_new_article == NOW


def test_a_visit_without_news_is_remembered(tmp_path: Path) -> None:
    """A 304 or a failure is known at once, and kept when the store is closed."""
    well, failing = replace(STATE, last_success=NOW), replace(FEED, failures=1)
    with open_store(tmp_path / "store.sqlite3") as store:
        for outcome, feed in [(Outcome.UNCHANGED, FEED), (Outcome.FAILED, failing)]:
            visit = replace(reading(state=well), outcome=outcome, feed=feed)
            store.keep(visit, NOW)
            assert store.known([WIRE]) == {"Wire": Known(state=well, feed=feed)}
    with open_store(tmp_path / "store.sqlite3") as store:
        assert store.known([WIRE]) == {"Wire": Known(state=well, feed=failing)}


def test_a_source_that_was_not_asked_changes_nothing(tmp_path: Path) -> None:
    """A run in which nothing is due writes nothing."""
    with open_store(tmp_path / "store.sqlite3") as store:
        skipped = replace(reading(article()), outcome=Outcome.NOT_DUE)
        assert store.keep(skipped, NOW) == 0
        assert (store.count(), store.known([WIRE])["Wire"].feed) == (0, None)


@pytest.mark.parametrize(
    ("published", "first_seen", "found"),
    [
        (NOW, NOW, 1),
        (NOW + HOUR, NOW + 2 * HOUR, 0),
        (NOW - HOUR, NOW, 1),
        (NOW - 2 * HOUR, NOW - HOUR, 0),
        (None, NOW, 1),
        (None, NOW - HOUR, 0),
        (NOW, NOW + 9 * HOUR, 1),
    ],
)
def test_a_span_takes_what_was_published_or_first_seen_in_it(
    tmp_path: Path, published: datetime | None, first_seen: datetime, found: int
) -> None:
    """since <= moment < until, by either date: a late arrival is found, too."""
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(article(published=published, first_seen=first_seen)), NOW)
        assert len(store.articles(since=NOW, until=NOW + HOUR, sources=[WIRE])) == found


def test_articles_come_oldest_first_and_only_of_the_sources_asked_for(tmp_path: Path) -> None:
    """A source that was taken out of newsletter.toml no longer counts."""
    old, new = article(2, published=NOW), article(1, published=NOW + HOUR)
    other = replace(article(3), source="Gone")
    state = SourceState(source="Gone", place="https://gone.example/feed", lineage=("Gone",))
    gone = Source(url=state.place, name="Gone")
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(new, old), NOW)
        store.keep(reading(other, state=state), NOW)
        since, until = NOW - HOUR, NOW + 2 * HOUR
        assert store.articles(since=since, until=until, sources=[WIRE]) == (old, new)
        assert len(store.articles(since=since, until=until, sources=[WIRE, gone])) == 3


def test_no_source_can_change_the_article_of_another(tmp_path: Path) -> None:
    """Should two sources ever have the same id, the first keeps it."""
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(article()), NOW)
        intruder = replace(article(), title="Hijacked", source="Other")
        state = SourceState(source="Other", place="https://other.example", lineage=("Other",))
        store.keep(reading(intruder, state=state), NOW)
        assert kept(store, "a001") == (article(),)


@settings(max_examples=examples(15), deadline=None)
@given(st.lists(st.lists(st.integers(min_value=0, max_value=30)), max_size=6))
def test_what_was_ever_shown_is_there_once(polls: list[list[int]]) -> None:
    """However a feed rolls over, the store holds the union of what it showed."""
    with open_store(Path("unused"), create=False) as store:
        new = sum(
            store.keep(reading(*(article(number) for number in poll)), NOW + turn * HOUR)
            for turn, poll in enumerate(polls)
        )
        shown = {number for poll in polls for number in poll}
        assert new == store.count() == len(shown)


def test_articles_are_counted_by_the_days_before_now(tmp_path: Path) -> None:
    """By when they were published, else first seen; neither the future's nor the eighth day's."""
    day = timedelta(days=1)
    moments = (NOW, NOW - HOUR, NOW - day, NOW - 7 * day + HOUR, NOW - 7 * day, NOW + HOUR)
    dated = [article(number, published=moment) for number, moment in enumerate(moments)]
    undated = article(9, first_seen=NOW - 3 * day)
    other = Source(url="https://other.example/feed", name="Other")
    with open_store(tmp_path / "store.sqlite3") as store:
        store.keep(reading(*dated, undated), NOW)
        counts = store.daily_counts([WIRE, other], until=NOW, days=7)
    assert counts == {"Wire": (1, 0, 0, 1, 0, 1, 2), "Other": (0,) * 7}
