"""An open SQLite file in, the same with this version's tables out, whatever version wrote it.

All of a migration is one transaction, behind which others wait; a run that is killed in it leaves
the file as it was, and the next run begins again. Until then a copy stands beside the file.
"""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from digest.errors import StorageError

_VERSION = 2
_STATES = (
    # `key` never changes; what the source is called and where it is stands in its state.
    "CREATE TABLE sources (key TEXT PRIMARY KEY, state TEXT NOT NULL)",
    "CREATE TABLE feeds (place TEXT PRIMARY KEY, state TEXT NOT NULL)",
    f"PRAGMA user_version = {_VERSION}",
)
_SCHEMA = (
    # Times are seconds since 1970, UTC; `article` and `state` are whole records as JSON; `source`
    # is the key of a source.
    "CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT NOT NULL, "
    "first_seen REAL NOT NULL, published REAL, file TEXT NOT NULL, article TEXT NOT NULL)",
    "CREATE INDEX articles_first_seen ON articles (first_seen)",
    "CREATE INDEX articles_published ON articles (published)",
    "CREATE INDEX articles_file ON articles (source) WHERE file <> ''",
    *_STATES,
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


def prepare_tables(connection: sqlite3.Connection, file: Path | None) -> None:
    """Make the tables, or bring those of an older version to this one's form.

    `file` is where the connection's database is, None where it is in memory. Raises StorageError
    for a store of a newer version.
    """
    if _version(connection) < _VERSION:
        connection.execute("BEGIN IMMEDIATE")
        # Another run may have been first while this one waited.
        version = _version(connection)
        if version == 1 and file:
            _keep_copy(file)
        if version < _VERSION:
            for statement in _FROM_1 if version else _SCHEMA:
                connection.execute(statement)
        connection.execute("COMMIT")
    if _version(connection) > _VERSION:
        raise StorageError(
            "the store was written by a newer digest; install that version, "
            "or move .digest/store.sqlite3 away to start a new one"
        )
    if file:
        with suppress(OSError):
            backup_path(file).unlink()


def backup_path(file: Path) -> Path:
    """Where the store as it was stands while it is brought to this version's form."""
    return file.with_name(f"{file.name}.before-{_VERSION}")


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
