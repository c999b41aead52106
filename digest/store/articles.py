"""Readings in, articles and what is known of sources out, each reading kept whole or not at all."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from digest.config.settings import Source
from digest.json_records import to_json
from digest.model.articles import Article, Known, Outcome, Reading, article_id
from digest.store.forgetting import Forgetting, Spare, note_sightings, spare_none
from digest.store.rows import Articles, read_rows
from digest.store.runs import Runs
from digest.store.states import States, known_source
from digest.store.succession import Succession, match_sources


class Store:
    """What was seen through the week; open_store() makes it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._states = States(connection)
        self.runs = Runs(connection)

    def close(self) -> None:
        """Keep what is still to be written, and let go of the file."""
        try:
            # A run that has only read must not wait for one that writes.
            if self._states.are_waiting:
                with self._transaction():
                    self._states.write()
        finally:
            self._connection.close()

    def known(self, sources: Sequence[Source]) -> dict[str, Known]:
        """What is remembered of each of the sources in newsletter.toml, by its label."""
        feeds = self._states.feeds()
        found = match_sources(self._states.sources(), sources)
        return {one.source.label: known_source(one, feeds) for one in found}

    def settle(self, sources: Sequence[Source]) -> dict[str, Known]:
        """Write down what the sources in newsletter.toml are called now, and where they are.

        Whatever is changed next, a name or an address, is known by that. Gives what is `known`.
        """
        states, feeds = self._states.sources(), self._states.feeds()
        found = match_sources(states, sources)
        known = {one.source.label: known_source(one, feeds) for one in found}
        claimed = {one.key for each in found for one in (each.before, each.absorbed) if one}
        gone = [one for one in states if one.present and one.key not in claimed]
        new = [one for one in found if one.state is not one.before]
        if gone or new:
            with self._transaction():
                for one in new:
                    self._inherit(one)
                self._states.write(
                    [*(replace(one, present=False) for one in gone), *(one.state for one in new)],
                    [feed for one in new if (feed := known[one.source.label].feed)],
                )
                self._states.forget_unused_feeds()
        return known

    def keep(self, reading: Reading, now: datetime) -> int:
        """Keep a reading's articles with its state, in one transaction; the number of new articles.

        A state without articles waits for the next transaction, since writing to the disk takes
        longer than the answer that nothing changed; lost in a crash, it only costs a request.

        An article seen before keeps its first_seen and its first published date; what else has
        changed is taken over. What rolled off a feed stays; a local piece whose file was removed
        goes, since an editor who deletes a piece does not want it published.
        """
        if reading.outcome is Outcome.NOT_DUE:
            return 0
        if reading.outcome is not Outcome.READ:
            self._states.wait(reading.state, reading.feed)
            return 0
        key = reading.state.key
        with self._transaction():
            ids = {id_ for one in reading.articles for id_ in (one.id, one.other_id) if id_}
            seen = {article.id: article for article in self._by_id(ids)}
            changed: dict[str, Article] = {}
            new = 0
            for read in reading.articles:
                article = _settled(read, seen)
                before = seen.get(article.id)
                new += before is None
                merged = _merged(before, article) if before else article
                if merged != before:
                    changed[article.id] = merged
                seen[article.id] = merged
            self._write(changed.values(), key)
            note_sightings(self._connection, ids, now)
            self._forget_removed_pieces(reading)
            state = replace(reading.state, last_new_article=now) if new else reading.state
            self._states.write([state], [reading.feed])
        return new

    def articles(
        self, *, since: datetime, until: datetime, sources: Sequence[Source]
    ) -> tuple[Article, ...]:
        """Those of `sources`, by the names that these have now, the oldest first.

        They were published or first seen in since <= moment < until.
        """
        labels = self._labels(sources)
        span = {"since": since.timestamp(), "until": until.timestamp()}
        rows = self._connection.execute(
            "SELECT source, article FROM articles "
            "WHERE published >= :since AND published < :until "
            "OR first_seen >= :since AND first_seen < :until",
            span,
        )
        # SQLite would sort the rows with all their text.
        return tuple(sorted(_named(rows, labels), key=lambda article: (article.when, article.id)))

    def daily_counts(
        self, sources: Sequence[Source], *, until: datetime, days: int
    ) -> dict[str, tuple[int, ...]]:
        """How many articles each of `sources` had on each of the `days` (24 hours) before `until`.

        An article counts when it was published, or first seen where it says no date.
        """
        rows = self._connection.execute(
            "SELECT source, CAST((:until - coalesce(published, first_seen)) / 86400 AS INTEGER) "
            "AS ago, count(*) FROM articles "
            "WHERE coalesce(published, first_seen) > :until - 86400.0 * :days "
            "AND coalesce(published, first_seen) <= :until GROUP BY source, ago",
            {"until": until.timestamp(), "days": days},
        )
        labels = self._labels(sources)
        counts = {source.label: [0] * days for source in sources}
        for key, ago, count in rows:
            if key in labels:
                counts[labels[key]][days - 1 - ago] += count
        return {label: tuple(days) for label, days in counts.items()}

    def by_id(self, ids: Iterable[str], sources: Sequence[Source]) -> tuple[Article, ...]:
        """Those of the articles that are kept, also of sources no longer listed, in no order."""
        last = {key: state.source for state in self._states.sources() for key in state.keys}
        rows = list(self._rows(ids))
        # Of a source whose state was lost the key is all that is known, and was its name.
        labels = {key: key for key, _ in rows} | last | self._labels(sources)
        return tuple(_named(rows, labels))

    def forget(
        self, unseen_since: datetime, *, spare: Spare = spare_none, seconds: float = 2.0
    ) -> int:
        """Forget articles that were last seen before then, and runs of before then.

        Of some ids `spare` says which articles are to stay. What is left to be forgotten after that
        many `seconds` waits for the next time. Returns how many articles are forgotten.
        """
        self.runs.forget_runs(unseen_since)
        forgetting = Forgetting(self._connection, unseen_since, spare)
        count = forgetting.forget(self._states.sources(), seconds=seconds)
        forgetting.give_back_room()
        return count

    def count(self) -> int:
        """How many articles are kept."""
        (number,) = self._connection.execute("SELECT count(*) FROM articles").fetchone()
        return int(number)

    def _labels(self, sources: Sequence[Source]) -> dict[str, str]:
        """What each key in the store is called in newsletter.toml."""
        found = match_sources(self._states.sources(), sources)
        return {key: one.source.label for one in found for key in one.state.keys}

    def _rows(self, ids: Iterable[str]) -> Iterable[tuple[str, str]]:
        return self._connection.execute(
            "SELECT source, article FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )

    def _by_id(self, ids: Iterable[str]) -> tuple[Article, ...]:
        return read_rows(Articles, (row for _, row in self._rows(ids)))

    def _write(self, articles: Iterable[Article], key: str) -> None:
        self._connection.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "published = excluded.published, article = excluded.article "
            "WHERE source = excluded.source",
            (
                (
                    article.id,
                    key,
                    article.first_seen.timestamp(),
                    article.published.timestamp() if article.published else None,
                    article.file,
                    to_json(article).decode(),
                )
                for article in articles
            ),
        )

    def _inherit(self, one: Succession) -> None:
        """Give a source the articles of what it joined."""
        if one.absorbed:
            self._states.forget(one.absorbed)
        if one.joined:
            rows = self._connection.execute(
                "SELECT article FROM articles WHERE source IN (SELECT value FROM json_each(?))",
                (json.dumps(one.joined.keys),),
            )
            articles = read_rows(Articles, [row for (row,) in rows])
            self._write((_copied(article, one) for article in articles), one.state.key)
            self._connection.execute(
                "UPDATE sightings SET last_seen = max(last_seen, coalesce((SELECT max(last_seen) "
                "FROM sightings WHERE source IN (SELECT value FROM json_each(?))), 0)) "
                "WHERE source = ?",
                (json.dumps(one.joined.keys), one.state.key),
            )

    def _forget_removed_pieces(self, reading: Reading) -> None:
        self._connection.execute(
            "DELETE FROM articles WHERE source = ? AND file <> '' "
            "AND id NOT IN (SELECT value FROM json_each(?)) "
            "AND file NOT IN (SELECT value FROM json_each(?))",
            (
                reading.state.key,
                json.dumps([article.id for article in reading.articles]),
                json.dumps(reading.unread),
            ),
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
        self._states.written()


def _settled(article: Article, known: Mapping[str, Article]) -> Article:
    """`article` by the id that it is known by: its own, or the other if its title stands there."""
    other = known.get(article.other_id)
    if other and article.id != other.id and article.title == other.title:
        return replace(article, id=other.id, key=other.key, other_id="")
    return replace(article, other_id="") if article.other_id else article


def _merged(before: Article, article: Article) -> Article:
    return replace(
        article,
        first_seen=before.first_seen,
        published=before.published or article.published,
        date_note=before.date_note if before.published else article.date_note,
    )


def _copied(article: Article, one: Succession) -> Article:
    """An article of the source that was joined, as the source that joined it would read it."""
    return replace(
        article,
        id=article_id(one.state.key, article.id),
        source=one.source.label,
        section=article.section if article.file else one.source.section,
    )


def _named(rows: Iterable[tuple[str, str]], labels: Mapping[str, str]) -> list[Article]:
    """The articles of rows of key and JSON whose key has a label, each by that name."""
    names: list[str] = []

    def texts() -> Iterator[str]:
        # The rows are as large as the articles: never all of them at once.
        for key, text in rows:
            if key in labels:
                names.append(labels[key])
                yield text

    found = read_rows(Articles, texts())
    return [
        article if article.source == name else replace(article, source=name)
        for article, name in zip(found, names, strict=True)
    ]
