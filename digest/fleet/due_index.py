"""When each newsletter's next issue is to be built, as one file for a whole fleet.

Reading the settings of a hundred thousand newsletters takes minutes; asking each file for its time
takes a second. The index may be lost: then all are built once more.
"""

import os
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Self

from digest.cache_database import open_cache, unusable
from digest.fleet.outcomes import FleetOutcome
from digest.schedule.idle import SETTINGS, stamp_files

_TABLE = """
CREATE TABLE IF NOT EXISTS newsletters (
    folder BLOB PRIMARY KEY, settings TEXT NOT NULL, due REAL NOT NULL
) WITHOUT ROWID
"""
_ADVICE = (
    "name another folder with --state, or remove the file: then every newsletter is built once more"
)


class DueIndex:
    """Which newsletters have something to build, for one thread; a context.

    `complaint` is why some could not be remembered, "" where all were.
    """

    def __init__(self, folder: Path) -> None:
        self.complaint = ""
        self._path = path = folder / "due.sqlite3"
        self._connection = open_cache(path, _TABLE, advice=_ADVICE)
        try:
            rows = self._connection.execute("SELECT folder, settings, due FROM newsletters")
            self._known: dict[bytes, tuple[str, float]] = {
                name: (old, due) for name, old, due in rows
            }
        except sqlite3.Error as error:
            self._connection.close()
            raise unusable(path, error, advice=_ADVICE) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._connection.close()

    def is_due(self, folder: Path, now: datetime) -> bool:
        """Whether a cut-off has come since the last build, or the settings were changed."""
        settings, due = self._known.get(os.fsencode(folder), ("", 0.0))
        return now.timestamp() >= due or settings != stamp(folder)

    def note(self, outcome: FleetOutcome) -> None:
        """Remember a newsletter that was built; one that cannot be is only built once more."""
        if outcome.due is None:
            return
        row = (os.fsencode(outcome.folder), outcome.settings, outcome.due.timestamp())
        try:
            self._connection.execute("INSERT OR REPLACE INTO newsletters VALUES (?, ?, ?)", row)
        except sqlite3.Error as error:
            self.complaint = f"{self._path}: {error}; what it missed is built once more"
            # A hundred thousand cannot each wait for whoever holds the file.
            self._connection.execute("PRAGMA busy_timeout = 0")


def stamp(folder: Path) -> str:
    """What stands for a newsletter's settings as they are now; "" where there are none."""
    return stamp_files(folder, [SETTINGS])[SETTINGS]
