"""What has not been seen for long goes from the store, and its room is given back to the disk.

When an article was last seen is noted to the week only: a reading then writes hardly anything for
what the feed showed before. All of a feed's last reading count as seen for as long as the feed
answers, since one that answers "nothing changed" does not say again what it holds.
"""

import json
import sqlite3
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from digest.model.articles import SourceState

_TO_THE_WEEK = timedelta(days=7).total_seconds()
_BATCH = 500
_FREE_SHARE = 4
_WORTH_A_VACUUM = 16 * 1024 * 1024

Spare = Callable[[Collection[str]], Collection[str]]


def note_sightings(connection: sqlite3.Connection, ids: Iterable[str], now: datetime) -> None:
    """Note that these articles were seen now; within a transaction of the caller's."""
    connection.execute(
        "UPDATE sightings SET last_seen = :now WHERE id IN (SELECT value FROM json_each(:ids)) "
        # The clock may have stood in the future once.
        "AND abs(last_seen - :now) > :grain",
        {"now": now.timestamp(), "ids": json.dumps(list(ids)), "grain": _TO_THE_WEEK},
    )


def spare_none(_ids: Collection[str]) -> Collection[str]:
    """Nothing is to stay."""
    return ()


class Forgetting:
    """Forgets articles that were last seen before a moment, in batches, each of them whole.

    Of some ids `spare` says which are to stay.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        unseen_since: datetime,
        spare: Spare = spare_none,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._connection = connection
        self._unseen_since = unseen_since.timestamp()
        self._spare = spare
        self._spared: set[str] = set()
        self._clock = clock

    def forget(self, states: Iterable[SourceState], *, seconds: float) -> int:
        """Forget what may go; how many. After that many `seconds` no other batch is begun."""
        end = self._clock() + seconds
        count = 0
        for key, bound in self._bounds(tuple(states)):
            while self._clock() < end and (batch := self._batch(key, bound)):
                spared = set(self._spare(batch))
                self._spared |= spared
                self._delete([one for one in batch if one not in spared])
                count += len(batch) - len(spared)
        return count

    def give_back_room(self) -> bool:
        """Make the file smaller where a quarter of it, and enough to matter, is free."""
        pages, free, size = (
            self._pragma(name) for name in ("page_count", "freelist_count", "page_size")
        )
        if free * _FREE_SHARE < pages or free * size < _WORTH_A_VACUUM:
            return False
        # It needs the file's size on the disk once more, and nobody else at work: there is a
        # next time, and until then the room is used for new articles.
        with suppress(sqlite3.OperationalError):
            self._connection.execute("VACUUM")
            return True
        return False

    def _bounds(self, states: tuple[SourceState, ...]) -> Iterator[tuple[str, float]]:
        """Of each source's key, before which sighting its articles go."""
        answered = {
            key: state.last_success.timestamp()
            for state in states
            if state.last_success
            for key in state.keys
        }
        latest = self._connection.execute(
            "SELECT source, max(last_seen) FROM sightings GROUP BY source"
        ).fetchall()
        for key, seen in latest:
            bound = self._unseen_since - _TO_THE_WEEK
            if answered.get(key, 0) >= self._unseen_since:
                bound = min(bound, seen - _TO_THE_WEEK)
            yield key, bound

    def _batch(self, key: str, bound: float) -> list[str]:
        rows = self._connection.execute(
            "SELECT id FROM sightings WHERE source = ? AND last_seen < ? "
            "AND id NOT IN (SELECT value FROM json_each(?)) LIMIT ?",
            (key, bound, json.dumps(list(self._spared)), _BATCH),
        )
        return [id_ for (id_,) in rows]

    def _delete(self, ids: list[str]) -> None:
        self._connection.execute(
            "DELETE FROM articles WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(ids),)
        )

    def _pragma(self, name: str) -> int:
        (value,) = self._connection.execute(f"PRAGMA {name}").fetchone()
        return int(value)
