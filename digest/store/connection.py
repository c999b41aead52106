"""A path in, an open `Store` out, or an error that says what to do with the file.

Nothing that was committed may be lost: WAL lets `build` read while `collect` writes, FULL survives
a power cut (NORMAL lost every row acknowledged since the last checkpoint), the busy timeout makes
two runs wait for each other, and user_version holds the number of the schema.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from digest.errors import StorageError
from digest.store.articles import Store
from digest.store.schema import prepare_tables

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
def open_store(path: Path, *, create: bool = True, patience: float = 30.0) -> Iterator[Store]:
    """The store at `path`; where there is none it is made, or an empty one given if not `create`.

    For another run that writes it waits `patience` seconds.
    Raises StorageError, here and for whatever is done with the store inside the block.
    """
    try:
        store = Store(_connected(path, create=create, patience=patience))
        try:
            yield store
        finally:
            store.close()
    except sqlite3.Error as error:
        raise StorageError(f"{path} {_advice(error)}") from error


def _connected(path: Path, *, create: bool, patience: float) -> sqlite3.Connection:
    file = path if create or path.exists() else None
    if file:
        _make_private(file)
    connection = sqlite3.connect(file or ":memory:", timeout=patience, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        prepare_tables(connection, file)
    except BaseException:
        connection.close()
        raise
    return connection


def _make_private(file: Path) -> None:
    """Make the file with its folder; only its owner may read it, since addresses hold passwords.

    SQLite gives the files that it keeps beside it the same rights.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{file.parent} cannot be made: {error.strerror}") from error
    # Only the owner can change who may read it; whether it can be opened shows later.
    with suppress(OSError):
        file.touch(mode=0o600, exist_ok=False)
    for one in (file, file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")):
        with suppress(OSError):
            if one.is_file():
                one.chmod(0o600)


def _advice(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    for code, advice in _ADVICE.items():
        if name.startswith(code):
            return advice
    return f"could not be used: {error}"
