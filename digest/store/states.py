"""What is remembered of sources and of their feeds in and out; it is written with the articles."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace

from digest.json_records import to_json
from digest.model.articles import FeedState, Known, SourceState
from digest.store.rows import FeedStates, SourceStates, read_rows
from digest.store.succession import Succession


class States:
    """The tables of states.

    Writing to the disk takes longer than the answer that nothing changed: what came without
    articles waits for the next transaction. Lost in a crash, it only costs a request.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._sources: dict[str, SourceState] = {}
        self._feeds: dict[str, FeedState] = {}

    @property
    def are_waiting(self) -> bool:
        """Whether there is anything to be written yet."""
        return bool(self._sources or self._feeds)

    def sources(self) -> tuple[SourceState, ...]:
        """The state of every source that was ever known."""
        rows = self._connection.execute("SELECT state FROM sources ORDER BY key")
        known = {state.key: state for state in read_rows(SourceStates, (row for (row,) in rows))}
        return tuple((known | self._sources).values())

    def feeds(self) -> dict[str, FeedState]:
        """What is remembered of each address, by the address."""
        rows = self._connection.execute("SELECT state FROM feeds")
        known = {feed.place: feed for feed in read_rows(FeedStates, (row for (row,) in rows))}
        return known | self._feeds

    def wait(self, state: SourceState, feed: FeedState) -> None:
        """Remember these at the next transaction."""
        self._sources[state.key] = state
        self._feeds[feed.place] = feed

    def write(self, states: Iterable[SourceState] = (), feeds: Iterable[FeedState] = ()) -> None:
        """Remember these and all that waited; within a transaction of the caller's."""
        self._connection.executemany(
            "INSERT INTO sources VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
            [(one.key, to_json(one).decode()) for one in (*self._sources.values(), *states)],
        )
        self._connection.executemany(
            "INSERT INTO feeds VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state",
            [(one.place, to_json(one).decode()) for one in (*self._feeds.values(), *feeds)],
        )

    def written(self) -> None:
        """The transaction is through: nothing waits any longer."""
        self._sources.clear()
        self._feeds.clear()

    def forget_unused_feeds(self) -> None:
        """Forget addresses at which no source is; within a transaction of the caller's."""
        self._connection.execute(
            "DELETE FROM feeds WHERE place NOT IN "
            "(SELECT json_extract(state, '$.place') FROM sources)"
        )

    def forget(self, state: SourceState) -> None:
        """Forget a source; within a transaction of the caller's."""
        self._connection.execute("DELETE FROM sources WHERE key = ?", (state.key,))
        self._sources.pop(state.key, None)


def known_source(one: Succession, feeds: Mapping[str, FeedState]) -> Known:
    """All that is remembered of a source at the address where it is now."""
    return Known(state=one.state, feed=feeds.get(one.source.place) or _moved(one, feeds))


def _moved(one: Succession, feeds: Mapping[str, FeedState]) -> FeedState | None:
    """The state of the old address, where that said that it had moved to the new one."""
    old = feeds.get(one.before.place) if one.before else None
    if old is None or not one.source.url or old.moved_to != one.source.url:
        return None
    return replace(old, place=one.source.url, moved_to="")
