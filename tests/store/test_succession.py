"""A source is the same when its name or its address is the same as before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from digest.config.settings import Source
from digest.model.articles import Article, FeedState, Outcome, Reading, SourceState, article_id
from digest.store import open_store
from digest.store.articles import Store
from digest.store.succession import match_sources

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
X, Y, Z = (f"https://{name}.example/feed" for name in "xyz")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    with open_store(tmp_path / "store.sqlite3") as store:
        yield store


def source(name: str, place: str) -> Source:
    """A source in newsletter.toml."""
    return Source(url=place, name=name)


def collect(store: Store, *sources: Source, **said: str) -> None:
    """A run over `sources`, of which those named say something, each as of its own lineage."""
    store.settle(sources)
    for name, words in said.items():
        known = store.known(sources)[name]
        id_ = words
        for part in known.state.lineage:
            id_ = article_id(part, id_)
        article = Article(id=id_, source=name, title=words, first_seen=NOW)
        feed = FeedState(place=known.state.place, etag=words, last_check=NOW)
        state = replace(known.state, last_success=NOW)
        reading = Reading(
            source=name, state=state, feed=feed, outcome=Outcome.READ, articles=(article,)
        )
        store.keep(reading, NOW)


def seen(store: Store, *sources: Source) -> list[tuple[str, str]]:
    """Every article that `sources` have, with the name it is printed under."""
    found = store.articles(since=NOW - DAY, until=NOW + DAY, sources=sources)
    return sorted((article.source, article.title) for article in found)


def etag(store: Store, one: Source) -> str:
    """What is known of the source's address."""
    feed = store.known([one])[one.label].feed
    return feed.etag if feed else ""


@pytest.mark.parametrize("settled", [False, True])
def test_a_renamed_source_keeps_its_week_and_its_feed(store: Store, *, settled: bool) -> None:
    """Its articles bear the new name at once, also before the next collect."""
    collect(store, source("A", X), A="talks")
    renamed = source("B", X)
    if settled:
        collect(store, renamed)
    assert seen(store, renamed) == [("B", "talks")]
    assert etag(store, renamed) == "talks"
    assert store.known([renamed])["B"].state.last_success == NOW


@pytest.mark.parametrize("settled", [False, True])
def test_a_moved_source_keeps_its_week_and_its_health(store: Store, *, settled: bool) -> None:
    """What was said of the old address is not said of the new one."""
    collect(store, source("A", X), A="talks")
    moved = source("A", Y)
    if settled:
        collect(store, moved)
    assert seen(store, moved) == [("A", "talks")]
    assert etag(store, moved) == ""
    assert store.known([moved])["A"].state.last_success == NOW


def test_one_change_after_another_is_followed(store: Store) -> None:
    """Renamed, moved, renamed: still the same, and its ids are made as at first."""
    for one in (source("A", X), source("B", X), source("B", Y), source("C", Y)):
        collect(store, one, **{one.label: "talks"})
    last = source("C", Y)
    assert seen(store, last) == [("C", "talks")]
    assert store.count() == 1


def test_another_name_at_another_address_is_another_source(store: Store) -> None:
    """Nothing of the old one is said of it; that one keeps its week, should it come back."""
    collect(store, source("A", X), A="talks")
    other = source("B", Y)
    collect(store, other)
    assert seen(store, other) == []
    assert store.known([other])["B"].state.last_success is None
    assert seen(store, source("A", X)) == [("A", "talks")]


def test_a_move_that_the_editor_writes_down_asks_nothing_anew(store: Store) -> None:
    """What the old address said of itself is true of the one that it pointed to."""
    collect(store, source("A", X), A="talks")
    known = store.known([source("A", X)])["A"]
    assert known.feed
    pointing = replace(known.feed, moved_to=Y)
    visit = Reading(source="A", state=known.state, feed=pointing, outcome=Outcome.UNCHANGED)
    store.keep(visit, NOW)
    for _ in range(2):
        collect(store, source("A", Y))
        feed = store.known([source("A", Y)])["A"].feed
        assert feed == replace(known.feed, place=Y)


def test_who_joins_an_address_has_its_articles_too(store: Store) -> None:
    """Each its own, under its own name and in its own section; read again they are the same."""
    joined = source("B", X).model_copy(update={"section": "world"})
    collect(store, source("A", X), A="talks")
    (before,) = store.articles(since=NOW - DAY, until=NOW + DAY, sources=[source("A", X)])
    collect(store, source("A", X), joined)
    both = [("A", "talks"), ("B", "talks")]
    assert seen(store, source("A", X), joined) == both
    collect(store, source("A", X), joined, B="talks", A="talks")
    assert seen(store, source("A", X), joined) == both
    assert store.by_id([before.id], [source("A", X), joined]) == (before,)
    collect(store, source("A", Y), joined, B="grain")
    assert seen(store, source("A", Y), joined) == [*both[:1], ("B", "grain"), ("B", "talks")]


def test_who_joined_is_behind_until_it_has_read(store: Store) -> None:
    """Its own settings may read the feed otherwise: the validators do not vouch for that."""
    collect(store, source("A", X), A="talks")
    state = store.known([source("A", X)])["A"].state
    store.keep(
        Reading(
            source="A",
            state=replace(state, sha256="abc"),
            feed=FeedState(place=X, sha256="abc"),
            outcome=Outcome.READ,
        ),
        NOW,
    )
    collect(store, source("A", X), source("B", X))
    known = store.known([source("A", X), source("B", X)])
    assert known["A"].feed == known["B"].feed
    assert (known["A"].state.sha256, known["B"].state.sha256) == ("abc", "")


def test_a_new_one_beside_the_old_one_is_a_rename_when_the_old_one_goes(store: Store) -> None:
    """Editors add first and remove then."""
    collect(store, source("A", X), A="talks")
    collect(store, source("A", X), source("B", X))
    collect(store, source("B", X))
    assert seen(store, source("B", X)) == [("B", "talks")]


def test_a_source_that_comes_back_keeps_its_week(store: Store) -> None:
    """Also where it was not for a while, and under another name."""
    collect(store, source("A", X), A="talks")
    collect(store)
    for back in (source("A", X), source("B", X), source("B", Y)):
        collect(store, back)
        assert seen(store, back) == [(back.label, "talks")]


def test_a_source_renamed_to_what_another_was_once_called_has_both(store: Store) -> None:
    """The name is the same as before, and so is the address."""
    collect(store, source("A", X), source("B", Y), A="talks", B="grain")
    collect(store, source("A", X))
    for last in (source("B", X), source("B", Z), source("C", Z)):
        collect(store, last)
        assert seen(store, last) == [(last.label, "grain"), (last.label, "talks")]


def test_a_name_of_old_at_the_same_address_takes_nothing_away(store: Store) -> None:
    """Two shared an address, one went, and the other was given its name."""
    collect(store, source("A", X), source("B", X), A="talks", B="talks")
    collect(store, source("A", X), A="grain")
    collect(store, source("B", X))
    assert ("B", "grain") in seen(store, source("B", X))


def test_a_rename_is_of_the_source_that_was_listed(store: Store) -> None:
    """Not of another at its address, which is gone and has not read the latest."""
    collect(store, source("A", X), source("B", X), A="talks", B="talks")
    collect(store, source("A", X))
    collect(store, source("A", X), A="grain")
    collect(store, source("C", X))
    assert ("C", "grain") in seen(store, source("C", X))


def test_names_that_change_places_keep_what_either_had(store: Store) -> None:
    """Both are the same as before, by the name and by the address."""
    collect(store, source("A", X), source("B", Y), A="talks", B="grain")
    swapped = (source("A", Y), source("B", X))
    collect(store, *swapped)
    assert {title for name, title in seen(store, *swapped) if name == "A"} == {"talks", "grain"}


def test_a_key_is_never_used_twice(store: Store) -> None:
    """A new source may have the name that another began with; its articles are its own."""
    collect(store, source("A", X), A="talks")
    collect(store, source("B", X))
    both = (source("B", X), source("A", Y))
    collect(store, *both, A="talks")
    assert seen(store, *both) == [("A", "talks"), ("B", "talks")]


def test_sources_that_are_new_at_once_have_keys_of_their_own() -> None:
    """Also where one is called what another would be known by."""
    known = SourceState(source="B", place=X, lineage=("A",))
    several = (source("B", X), source("A", Y), source("A (2)", Z))
    assert [one.state.key for one in match_sources([known], several)] == [
        "A",
        "A (2)",
        "A (2) (2)",
    ]


def test_what_is_settled_is_not_written_again(store: Store) -> None:
    """A run in which nothing is due writes nothing."""
    collect(store, source("A", X), A="talks")
    changes = store._connection.total_changes
    store.settle([source("A", X)])
    assert store._connection.total_changes == changes


def test_an_article_of_a_source_no_longer_listed_keeps_its_last_name(store: Store) -> None:
    """A page may still name it."""
    collect(store, source("A", X), A="talks")
    (article,) = store.articles(since=NOW - DAY, until=NOW + DAY, sources=[source("A", X)])
    collect(store, source("B", X))
    (named,) = store.by_id([article.id], [])
    assert named == replace(article, source="B")
