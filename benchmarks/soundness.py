"""A newsletter's folder after a fault in; what of its archive and store is not whole, out."""

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from digest.archive.contents import issue_dates, issue_record
from digest.archive.record import sha256_hex
from digest.errors import DigestError


def torn_issues(issues: Path) -> Iterator[tuple[str, str]]:
    """The name of each issue folder that is not as its record says, and why."""
    for day in issue_dates(issues):
        folder = issues / day.isoformat()
        try:
            files = issue_record(issues, day).files
        except DigestError as error:
            yield folder.name, str(error)
            continue
        for name, right in files.items():
            path = folder / name
            if not path.is_file() or sha256_hex(path.read_bytes()) != right:
                yield folder.name, f"{name} is torn"


def kept_articles(store: Path) -> set[str] | None:
    """The ids of the articles in the store; None when it is not sound."""
    try:
        with contextlib.closing(sqlite3.connect(store)) as connection:
            if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
                return None
            tables = connection.execute("SELECT name FROM sqlite_master").fetchall()
            if ("articles",) not in tables:
                return set()
            return {str(row[0]) for row in connection.execute("SELECT id FROM articles")}
    except sqlite3.Error:
        return None


def contents(folder: Path, *parts: str) -> dict[str, str]:
    """Every file of these parts of a newsletter's folder by its SHA-256."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for part in parts
        for path in (folder / part).rglob("*")
        if path.is_file()
    }
