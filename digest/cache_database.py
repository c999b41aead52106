"""A SQLite file of what can be had again in, open, out: lost in a crash, it costs work, no more."""

import sqlite3
from pathlib import Path

from digest.errors import StorageError


def open_cache(path: Path, tables: str, *, advice: str) -> sqlite3.Connection:
    """The database `path` for one thread, made with its folder where it is missing.

    `tables` are the statements that make its tables. Raises StorageError, which ends in `advice`,
    where it cannot be used.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(tables)
        except sqlite3.Error:
            connection.close()
            raise
    except (OSError, sqlite3.Error) as error:
        raise unusable(path, error, advice=advice) from None
    return connection


def unusable(path: Path, error: Exception, *, advice: str) -> StorageError:
    """What is said of a cache that fails."""
    return StorageError(f"{path}: {error}; {advice}")
