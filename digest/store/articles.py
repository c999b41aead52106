"""Readings in, articles and source states out, each reading kept whole or not at all."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import TypeVar

from digest.errors import StorageError
from digest.model.articles import Article, Outcome, Reading, SourceState
from digest.records import from_json, to_json

_BATCH = 500
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rows of articles: read as one piece of JSON they take half the time."""

    articles: tuple[Article, ...]


class Store:
    """What was seen through the week; open_store() makes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, SourceState] = {}

    def close(self) -> None:
        """Keep what is still to be written, and let go of the file."""
        try:
            # Who has only read must not wait for one who writes.
            if self._waiting:
                with self._transaction():
                    self._write_waiting()
        finally:
            self._connection.close()

    def states(self) -> dict[str, SourceState]:
        """What is remembered of each source, by its label."""
        rows = self._connection.execute("SELECT source, state FROM sources")
        return {source: _record(SourceState, state) for source, state in rows} | self._waiting

    def keep(self, reading: Reading, now: datetime) -> int:
        """Keep a reading's articles with its state, in one transaction; the number of new articles.

        A state without articles waits for the next transaction, since writing to the disk takes
        longer than to be told that nothing changed; lost in a crash, it only costs a request.

        An article seen before keeps its first_seen and its first published date; what else has
        changed is taken over. What rolled off a feed stays; a local piece whose file was removed
        goes, since an editor who deletes a piece does not want it published.
        """
        if reading.outcome is Outcome.NOT_DUE:
            return 0
        if reading.outcome is not Outcome.READ:
            self._waiting[reading.source] = reading.state
            return 0
        with self._transaction():
            self._write_waiting()
            seen = {article.id: article for article in self.by_id(a.id for a in reading.articles)}
            new = 0
            for article in reading.articles:
                before = seen.get(article.id)
                new += before is None
                merged = _merged(before, article) if before else article
                if merged != before:
                    self._write(merged)
                seen[article.id] = merged
            if not reading.failures:
                self._forget_removed_pieces(reading)
            state = replace(reading.state, last_new_article=now) if new else reading.state
            self._remember(state)
        self._waiting.clear()
        return new

    def articles(
        self, *, since: datetime, until: datetime, sources: Collection[str] | None = None
    ) -> tuple[Article, ...]:
        """Those published or first seen in since <= moment < until, the oldest first.

        `sources` are the labels still in newsletter.toml; None takes all.
        """
        span = {"since": since.timestamp(), "until": until.timestamp()}
        rows = self._connection.execute(
            "SELECT article, source FROM articles "
            "WHERE published >= :since AND published < :until "
            "OR first_seen >= :since AND first_seen < :until",
            span,
        )
        found = _articles(row for row, source in rows if sources is None or source in sources)
        # SQLite would sort the rows with all their text.
        return tuple(sorted(found, key=lambda article: (article.when, article.id)))

    def by_id(self, ids: Iterable[str]) -> tuple[Article, ...]:
        """Those of the articles that are kept, in no certain order."""
        rows = self._connection.execute(
            "SELECT article FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return _articles(article for (article,) in rows)

    def count(self) -> int:
        """How many articles are kept."""
        (number,) = self._connection.execute("SELECT count(*) FROM articles").fetchone()
        return int(number)

    def _write(self, article: Article) -> None:
        published = article.published.timestamp() if article.published else None
        self._connection.execute(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "published = excluded.published, article = excluded.article "
            "WHERE source = excluded.source",
            (
                article.id,
                article.source,
                article.first_seen.timestamp(),
                published,
                article.file,
                to_json(article).decode(),
            ),
        )

    def _forget_removed_pieces(self, reading: Reading) -> None:
        self._connection.execute(
            "DELETE FROM articles WHERE source = ? AND file <> '' "
            "AND id NOT IN (SELECT value FROM json_each(?))",
            (reading.source, json.dumps([article.id for article in reading.articles])),
        )

    def _write_waiting(self) -> None:
        for state in self._waiting.values():
            self._remember(state)

    def _remember(self, state: SourceState) -> None:
        self._connection.execute(
            "INSERT INTO sources VALUES (?, ?) "
            "ON CONFLICT (source) DO UPDATE SET state = excluded.state",
            (state.source, to_json(state).decode()),
        )

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")


def _merged(before: Article, article: Article) -> Article:
    return replace(
        article,
        first_seen=before.first_seen,
        published=before.published or article.published,
        date_note=before.date_note if before.published else article.date_note,
    )


def _articles(rows: Iterable[str]) -> tuple[Article, ...]:
    found: list[Article] = []
    remaining = iter(rows)
    while some := list(islice(remaining, _BATCH)):
        found += _record(_Batch, f'{{"articles":[{",".join(some)}]}}').articles
    return tuple(found)


def _record(kind: type[Value], row: str) -> Value:
    try:
        return from_json(kind, row)
    except ValueError as error:
        raise StorageError(
            f"The store holds what this version cannot read ({error}); "
            "move .digest/store.sqlite3 away, and the next collect starts a new one"
        ) from None
