"""An issue's folder in; the same folder frozen, or opened again for a correction, out.

Publishing swaps one folder, and what published folders hold is spent: there is no moment at which
an issue is out and its items are not spent, or the other way round.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from digest.archive.folders import Content, put_folder, restored
from digest.archive.layout import RECORD, VERSIONS
from digest.archive.reading import record_of, versions
from digest.archive.record import Correction, Record, fingerprint, written
from digest.archive.saving import kept_beside
from digest.errors import StorageError, UsageError
from digest.model.issues import Status
from digest.text import one_line
from digest.whole_files import told_as_storage_error


def publish(issues: Path, day: date) -> bool:
    """Freeze the issue as it was built; False when it was already published.

    Raises UsageError when there is no such issue, StorageError when it cannot be written.
    """
    restored(issues)
    record = record_of(issues, day)
    if record.issue.status is not Status.DRAFT:
        return False
    folder = issues / day.isoformat()
    state = Status.CORRECTED if record.corrections else Status.PUBLISHED
    frozen = replace(record, issue=replace(record.issue, status=state))
    put_folder(folder, _files(folder, frozen) | kept_beside(folder))
    return True


def reopen(issues: Path, day: date, *, text: str, on: date) -> str:
    """Open a published issue for a correction and return the dated line that it will carry.

    The published version is kept in versions/N and is what readers have until the correction is
    published; its items stay spent. Raises UsageError, StorageError.
    """
    restored(issues)
    record = record_of(issues, day)
    folder = issues / day.isoformat()
    number = len(versions(folder)) + 1
    if record.issue.status is Status.DRAFT:
        state = "already open for a correction" if record.corrections else "a draft, not published"
        raise UsageError(f"the issue of {day} is {state}; edit its page and build it again")
    if not one_line(text):
        raise UsageError("a correction says in a line what was wrong")
    corrections = (*record.corrections, Correction(on=on, text=one_line(text), version=number))
    line = "\n".join(f"{correction.on}: {correction.text}" for correction in corrections)
    issue = replace(record.issue, status=Status.DRAFT, correction=line)
    files = _files(folder, replace(record, issue=issue, corrections=corrections))
    put_folder(folder, files | kept_beside(folder) | _version(folder, record, number))
    return line


def _files(folder: Path, record: Record) -> dict[str, Content]:
    return {RECORD: written(record), **_as_built(folder, record)}


def _version(folder: Path, record: Record, number: int) -> dict[str, Content]:
    files = {RECORD: written(record), **_as_built(folder, record)}
    return {f"{VERSIONS}/{number}/{name}": content for name, content in files.items()}


def _as_built(folder: Path, record: Record) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name, print_ in record.files.items():
        path = folder / name
        with told_as_storage_error(path):
            files[name] = path.read_bytes() if path.is_file() else b""
        if fingerprint(files[name]) != print_:
            raise StorageError(
                f"{path}: not as it was built; `digest archive verify` says what can be rebuilt"
            )
    return files
