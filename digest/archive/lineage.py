"""An issue as it is here and elsewhere in; which of the two came after the other out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from digest.archive.layout import RECORD, VERSIONS
from digest.archive.reading import versions
from digest.archive.record import Record, read
from digest.model.issues import Status
from digest.whole_files import told_as_storage_error


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The records of an issue: the one that stands at "", earlier ones at "versions/1/" and so on.

    None stands where there is no issue, or none that can be read.
    """

    records: Mapping[str, Record] = field(default_factory=dict)

    @property
    def published(self) -> tuple[Record, ...]:
        """What readers had, the oldest first."""
        ordered = sorted(self.records.items(), key=lambda one: _turn(one[0]))
        return tuple(
            record for place, record in ordered if place or record.issue.status is not Status.DRAFT
        )

    @property
    def stage(self) -> tuple[int, bool]:
        """How far the issue has come: its corrections, and whether the last of them is out."""
        record = self.records.get("")
        if record is None:
            return 0, False
        return len(record.corrections), record.issue.status is not Status.DRAFT

    def unsound(self, files: Mapping[str, str]) -> Iterator[str]:
        """Names of files that are missing or not as recorded; `files` are SHA-256 by name."""
        for place, record in self.records.items():
            for name, digits in record.files.items():
                if files.get(place + name) != digits:
                    yield place + name


def supersedes(one: History, other: History) -> bool:
    """Whether `one` may take the place of `other`: nothing that readers had is lost.

    It has all that `other` has published, and has come as far at least.
    """
    last = other.published[-1:]
    return one.stage >= other.stage and all(record in one.published for record in last)


def history(records: Mapping[str, bytes]) -> History:
    """The history that an issue's files issue.json hold, by their names in the issue's folder.

    Raises ValueError that says what is wrong with one.
    """
    return History(records={name.removesuffix(RECORD): read(records[name]) for name in records})


def history_here(issues: Path, day: date) -> History:
    """The history of a local issue; an empty one when it is damaged. Raises StorageError."""
    home = issues / day.isoformat()
    records: dict[str, bytes] = {}
    for folder in (home, *versions(home)):
        path = folder / RECORD
        with told_as_storage_error(path):
            if path.is_file():
                records[path.relative_to(home).as_posix()] = path.read_bytes()
    try:
        return history(records)
    except ValueError:
        return History()


def is_record(name: str) -> bool:
    """Whether a file of an issue's folder is a record, as it stands or of an earlier version."""
    parts = name.split("/")
    return parts == [RECORD] or (
        len(parts) == 3 and parts[0] == VERSIONS and parts[1].isdecimal() and parts[2] == RECORD
    )


def _turn(place: str) -> tuple[bool, int]:
    return (False, int(place.split("/")[1])) if place else (True, 0)
