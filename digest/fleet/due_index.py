"""When each newsletter's next issue is to be built, as one file for a whole fleet.

Reading the settings of a hundred thousand newsletters takes minutes; asking each file for its time
takes a second. The index may be lost: then all are built once more.
"""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Self

from digest.errors import StorageError
from digest.fleet.outcomes import FleetOutcome
from digest.schedule.idle import SETTINGS, stamp_files

_TABLE = """
CREATE TABLE IF NOT EXISTS newsletters (
    folder TEXT PRIMARY KEY, settings TEXT NOT NULL, due REAL NOT NULL
) WITHOUT ROWID
"""


class DueIndex:
    """Which newsletters have something to build, for one thread; a context."""

    def __init__(self, folder: Path) -> None:
        path = folder / "due.sqlite3"
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = OFF")
            self._connection.execute(_TABLE)
            rows = self._connection.execute("SELECT folder, settings, due FROM newsletters")
            self._known: dict[str, tuple[str, float]] = {
                name: (old, due) for name, old, due in rows
            }
        except (OSError, sqlite3.Error) as error:
            raise StorageError(
                f"{path}: {error}; name another folder with --state, or remove the file: then "
                "every newsletter is built once more"
            ) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def is_due(self, folder: Path, now: datetime) -> bool:
        """Whether a cut-off has come since the last build, or the settings were changed."""
        settings, due = self._known.get(str(folder), ("", 0.0))
        return now.timestamp() >= due or settings != stamp(folder)

    def note(self, outcome: FleetOutcome) -> None:
        """Remember a newsletter that was built."""
        if outcome.due is None:
            return
        row = (str(outcome.folder), outcome.settings, outcome.due.timestamp())
        self._connection.execute("INSERT OR REPLACE INTO newsletters VALUES (?, ?, ?)", row)


def stamp(folder: Path) -> str:
    """What stands for a newsletter's settings as they are now; "" where there are none."""
    return stamp_files(folder, [SETTINGS])[SETTINGS]
