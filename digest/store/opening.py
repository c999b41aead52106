"""A path in, an open `Store` out, or an error that says what to do with the file.

Nothing that was committed may be lost: WAL lets `build` read while `collect` writes, FULL survives
a power cut (NORMAL lost every row acknowledged since the last checkpoint), the busy timeout makes
two runs wait for each other, and user_version holds the number of the schema.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digest.errors import StorageError
from digest.store.articles import Store

_VERSION = 1
_SCHEMA = (
    # Times are seconds since 1970, UTC; `article` and `state` are whole records as JSON.
    "CREATE TABLE articles (id TEXT PRIMARY KEY, source TEXT NOT NULL, "
    "first_seen REAL NOT NULL, published REAL, file TEXT NOT NULL, article TEXT NOT NULL)",
    "CREATE INDEX articles_first_seen ON articles (first_seen)",
    "CREATE INDEX articles_published ON articles (published)",
    "CREATE INDEX articles_file ON articles (source) WHERE file <> ''",
    "CREATE TABLE sources (source TEXT PRIMARY KEY, state TEXT NOT NULL)",
    f"PRAGMA user_version = {_VERSION}",
)
_ADVICE = {
    "SQLITE_NOTADB": "is not a store; move it away, and the next collect starts a new one",
    "SQLITE_CORRUPT": "is damaged; move it away, and the next collect starts a new one "
    "(published issues stay as they are)",
    "SQLITE_READONLY": "cannot be written; give this user the right to write it and its folder",
    "SQLITE_CANTOPEN": "cannot be opened; may this user read and write its folder?",
    "SQLITE_PERM": "cannot be opened; may this user read and write its folder?",
    "SQLITE_FULL": "cannot grow: the disk is full; make room, nothing of what was kept is lost",
    "SQLITE_BUSY": "is held by another run; try again when that has ended",
    "SQLITE_IOERR": "could not be read or written by the disk; is there room, is it healthy?",
}


@contextmanager
def open_store(path: Path, *, create: bool = True) -> Iterator[Store]:
    """The store at `path`; where there is none it is made, or an empty one given if not `create`.

    Raises StorageError, here and for whatever is done with the store inside the block.
    """
    try:
        store = Store(_connected(path, create=create))
        try:
            yield store
        finally:
            store.close()
    except sqlite3.Error as error:
        raise StorageError(f"{path} {_advice(error)}") from error


def _connected(path: Path, *, create: bool) -> sqlite3.Connection:
    place = ":memory:"
    if create or path.exists():
        place = str(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError(f"{path.parent} cannot be made: {error.strerror}") from error
    connection = sqlite3.connect(place, timeout=30, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    if _version(connection) == 0:
        connection.execute("BEGIN IMMEDIATE")
        # Another run may have been first while this one waited.
        if _version(connection) == 0:
            for statement in _SCHEMA:
                connection.execute(statement)
        connection.execute("COMMIT")
    if _version(connection) > _VERSION:
        raise StorageError(
            "the store was written by a newer digest; install that version, "
            "or move .digest/store.sqlite3 away to start a new one"
        )


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _advice(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    for code, advice in _ADVICE.items():
        if name.startswith(code):
            return advice
    return f"could not be used: {error}"
