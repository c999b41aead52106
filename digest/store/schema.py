"""An open SQLite file in, the same with this version's tables out, whatever version wrote it.

All of a migration is one transaction, behind which others wait; a run that is killed in it leaves
the file as it was, and the next run begins again. Until then a copy stands beside the file.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from digest.errors import StorageError

_VERSION = 3
_STATES = (
    # `key` never changes; what the source is called and where it is stands in its state.
    "CREATE TABLE sources (key TEXT PRIMARY KEY, state TEXT NOT NULL)",
    "CREATE TABLE feeds (place TEXT PRIMARY KEY, state TEXT NOT NULL)",
)
# A run that has no exit code has not ended.
_RUNS = (
    "CREATE TABLE runs (number INTEGER PRIMARY KEY AUTOINCREMENT, started REAL NOT NULL, "
    "seconds REAL, command TEXT NOT NULL, steps TEXT NOT NULL, outcome TEXT NOT NULL, "
    "exit_code INTEGER)",
)
# When each article was last seen stands beside the articles, since a change of an article's row
# writes all of its text again. The triggers keep both in step.
_SIGHTINGS = (
    "CREATE TABLE sightings (id TEXT PRIMARY KEY, source TEXT NOT NULL, last_seen REAL NOT NULL) "
    "WITHOUT ROWID",
    "CREATE TRIGGER article_seen AFTER INSERT ON articles BEGIN INSERT OR IGNORE INTO sightings "
    "VALUES (new.id, new.source, new.first_seen); END",
    "CREATE TRIGGER article_forgotten AFTER DELETE ON articles BEGIN DELETE FROM sightings "
    "WHERE id = old.id; END",
)
_SIGHTINGS_BY_SOURCE = "CREATE INDEX sightings_by_source ON sightings (source, last_seen)"
_SCHEMA = (
    # Times are seconds since 1970, UTC; `article` and `state` are whole records as JSON; `source`
    # is the key of a source.
    "CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT NOT NULL, "
    "first_seen REAL NOT NULL, published REAL, file TEXT NOT NULL, article TEXT NOT NULL)",
    "CREATE INDEX articles_first_seen ON articles (first_seen)",
    "CREATE INDEX articles_published ON articles (published)",
    "CREATE INDEX articles_file ON articles (source) WHERE file <> ''",
    *_STATES,
    *_RUNS,
    *_SIGHTINGS,
    _SIGHTINGS_BY_SOURCE,
)
# Version 1 had one state for a source and its feed, by the label. A state that cannot be read costs
# a request; its articles stay.
_FROM_1 = (
    "ALTER TABLE sources RENAME TO before",
    *_STATES,
    "DELETE FROM before WHERE CASE WHEN json_valid(state) THEN json_type(state, '$.url') "
    "IS NOT 'text' OR json_type(state, '$.body_sha256') IS NOT 'text' ELSE TRUE END",
    "INSERT INTO sources SELECT source, json_set(json_remove(state, '$.url', '$.moved_to', "
    "'$.etag', '$.last_modified', '$.body_sha256', '$.next_check', '$.last_check', '$.failures', "
    "'$.failure', '$.gone', '$.ttl_seconds'), '$.place', json_extract(state, '$.url'), "
    "'$.lineage', json_array(source), '$.sha256', json_extract(state, '$.body_sha256')) "
    "FROM before",
    # Two labels may have stood at one address, one after the other: the later knows better.
    "INSERT OR REPLACE INTO feeds SELECT json_extract(state, '$.url'), json_set(json_remove("
    "state, '$.source', '$.url', '$.body_sha256', '$.last_success', '$.last_new_article', "
    "'$.undated', '$.future_dated'), '$.place', json_extract(state, '$.url'), "
    "'$.sha256', json_extract(state, '$.body_sha256')) "
    "FROM before ORDER BY json_extract(state, '$.last_check')",
    "DROP TABLE before",
)
# Version 2 did not know when an article was last seen: no later than anything was first seen.
_FROM_2 = (
    *_RUNS,
    *_SIGHTINGS,
    "INSERT INTO sightings SELECT id, source, (SELECT max(first_seen) FROM articles) "
    "FROM articles ORDER BY id",
    _SIGHTINGS_BY_SOURCE,
)
_TO_THIS = {0: _SCHEMA, 1: (*_FROM_1, *_FROM_2), 2: _FROM_2}


def prepare_tables(connection: sqlite3.Connection, file: Path | None) -> None:
    """Make the tables, or bring those of an older version to this one's form.

    `file` is where the connection's database is, None where it is in memory. Raises StorageError
    for a store of a newer version.
    """
    if _version(connection) < _VERSION:
        connection.execute("BEGIN IMMEDIATE")
        # Another run may have been first while this one waited.
        version = _version(connection)
        if 0 < version < _VERSION and file:
            _keep_copy(file)
        if version < _VERSION:
            for statement in _TO_THIS[version]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
        connection.execute("COMMIT")
    if _version(connection) > _VERSION:
        raise StorageError(
            "the store was written by a newer digest; install that version, "
            "or move .digest/store.sqlite3 away to start a new one"
        )
    if file:
        # Also what an older program left that was killed in a migration of its own.
        for version in range(2, _VERSION + 1):
            with suppress(OSError):
                backup_path(file, version).unlink()


def backup_path(file: Path, version: int = _VERSION) -> Path:
    """Where the store as it was stands while it is brought to the form of `version`."""
    return file.with_name(f"{file.name}.before-{version}")


def _keep_copy(file: Path) -> None:
    part = file.with_name(f"{file.name}.part")
    try:
        part.unlink(missing_ok=True)
        part.touch(mode=0o600)
        # The one that holds the transaction cannot copy; another sees what was there before it.
        with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(part)) as copy:
            # A journal left by one that was killed would be taken for this file's.
            copy.execute("PRAGMA journal_mode = OFF")
            source.backup(copy)
        part.replace(backup_path(file))
    except OSError as error:
        raise StorageError(
            f"{backup_path(file)}, a copy of the store before it is brought to the form of this "
            f"version, cannot be written: {error.strerror}; nothing was changed"
        ) from None


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)
