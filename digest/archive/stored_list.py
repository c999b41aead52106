"""A place elsewhere in; the list of the archive's files there, and of those here, out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Protocol

from digest.archive.layout import RECORD, SKIPPED, TEMPLATES, WEB_PAGE, day_of
from digest.archive.lineage import History, history, history_here, is_record
from digest.archive.record import fingerprint
from digest.errors import StorageError
from digest.records import from_json, to_json
from digest.whole_files import told_as_storage_error

LIST = "archive.json"


class Place(Protocol):
    """What is used of an fsspec file system."""

    def pipe_file(self, path: str, value: bytes) -> None:
        """Write a file."""

    def cat_file(self, path: str) -> bytes:
        """Read a file; raises FileNotFoundError."""

    def rm_file(self, path: str) -> None:
        """Remove a file."""

    def makedirs(self, path: str, *, exist_ok: bool = False) -> None:
        """Make a folder, where the store has folders."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    version: int = 1
    files: dict[str, str] = field(default_factory=dict)


def read_list(place: Place, root: str) -> dict[str, str]:
    """The SHA-256 of the archive's files there, by name; none before the first push.

    Raises StorageError for a list that is damaged or names what is no file of an archive.
    """
    try:
        data = place.cat_file(f"{root}/{LIST}")
    except FileNotFoundError:
        return {}
    try:
        files = from_json(_Listed, data).files
    except ValueError as error:
        raise StorageError(f"{root}/{LIST}: {error}; remove it and push again") from None
    for name in files:
        if name.startswith("/") or "\\" in name or _hidden(name):
            raise StorageError(f"{root}/{LIST}: {name!r} is no name for a file of the archive")
    return files


def written_list(files: Mapping[str, str]) -> bytes:
    """The list as archive.json."""
    return to_json(_Listed(files=dict(sorted(files.items()))), indent=1) + b"\n"


def local_files(issues: Path) -> dict[str, str]:
    """The SHA-256 of the archive's files here, by name. Raises StorageError."""
    with told_as_storage_error(issues):
        paths = sorted(path for path in issues.rglob("*") if path.is_file())
        names = {path.relative_to(issues).as_posix(): path for path in paths}
        return {
            name: fingerprint(path.read_bytes())
            for name, path in names.items()
            if not _hidden(name)
        }


def by_day(files: Mapping[str, str]) -> dict[date, dict[str, str]]:
    """The files of each issue, by their name in the issue's folder, the oldest issue first."""
    found: dict[date, dict[str, str]] = {}
    for name in sorted(files):
        head, _, rest = name.partition("/")
        day = day_of(head)
        if day and rest:
            found.setdefault(day, {})[rest] = files[name]
    return found


def snapshots(files: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The files of each snapshot of templates, by their name in its folder."""
    found: dict[str, dict[str, str]] = {}
    for name, digits in files.items():
        head, _, rest = name.partition("/")
        snapshot, _, inside = rest.partition("/")
        if head == TEMPLATES and inside:
            found.setdefault(snapshot, {})[inside] = digits
    return found


def of_the_site(name: str) -> bool:
    """Whether a file is made from the records: all beside the folders are, but skipped.json."""
    return "/" not in name and name != SKIPPED


def history_there(place: Place, root: str, day: date, files: Mapping[str, str]) -> History:
    """The history of an issue there; `files` are those of its folder that are listed.

    Raises StorageError when one of its records cannot be read.
    """
    records: dict[str, bytes] = {}
    for name in filter(is_record, files):
        try:
            records[name] = place.cat_file(f"{root}/{day}/{name}")
        except FileNotFoundError:
            continue
    try:
        return history(records)
    except ValueError as error:
        raise StorageError(
            f"{root}/{day}: {error}; mend it there, or move that folder away and push again"
        ) from None


def changed_issues(
    issues: Path, place: Place, root: str, here: Mapping[str, str], there: Mapping[str, str]
) -> dict[date, tuple[History, History]]:
    """The histories, here and there, of the issues there that are not the same here.

    The oldest comes first; web pages do not count. Raises StorageError.
    """
    mine = by_day(here)
    return {
        day: (history_here(issues, day), history_there(place, root, day, files))
        for day, files in by_day(there).items()
        if RECORD in files and _without_page(files) != _without_page(mine.get(day, {}))
    }


def _without_page(files: Mapping[str, str]) -> dict[str, str]:
    return {name: digits for name, digits in files.items() if name != WEB_PAGE}


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(name).parts)
