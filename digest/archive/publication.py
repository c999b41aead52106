"""An issue's folder in; the same folder frozen, or opened again for a correction, out.

Publishing swaps one folder, and what published folders hold is spent: there is no moment at which
an issue is out and its items are not spent, or the other way round.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path

from digest.archive.contents import issue_record, kept_versions
from digest.archive.folders import Content, clear_leftovers, put_folder
from digest.archive.issue_folder import kept_files
from digest.archive.names import RECORD, VERSIONS
from digest.archive.record import Correction, Record, encode_record, sha256_hex
from digest.errors import StorageError, UsageError
from digest.model.issues import Status
from digest.text import one_line
from digest.whole_files import translate_os_errors


def freeze_issue(issues: Path, day: date) -> bool:
    """Freeze the issue as it was built; False when it was already published.

    Raises UsageError when there is no such issue, StorageError when it cannot be written.
    """
    clear_leftovers(issues)
    record = issue_record(issues, day)
    if record.issue.status is not Status.DRAFT:
        return False
    folder = issues / day.isoformat()
    state = Status.CORRECTED if record.corrections else Status.PUBLISHED
    frozen = replace(record, issue=replace(record.issue, status=state))
    put_folder(folder, _files(folder, frozen) | kept_files(folder))
    return True


def reopen_issue(issues: Path, day: date, *, text: str, on: date) -> str:
    """Open a published issue for a correction and return the dated line that it will carry.

    The published version is kept in versions/N and is what readers have until the correction is
    published; its items stay spent. Raises UsageError, StorageError.
    """
    clear_leftovers(issues)
    record = issue_record(issues, day)
    folder = issues / day.isoformat()
    known = (
        *(int(kept.name) for kept in kept_versions(folder)),
        *(one.version for one in record.corrections),
    )
    number = max(known, default=0) + 1
    if record.issue.status is Status.DRAFT:
        state = "already open for a correction" if record.corrections else "a draft, not published"
        raise UsageError(f"the issue of {day} is {state}; edit its page and build it again")
    if not one_line(text):
        raise UsageError("a correction says in a line what was wrong")
    corrections = (*record.corrections, Correction(on=on, text=one_line(text), version=number))
    line = "\n".join(f"{correction.on}: {correction.text}" for correction in corrections)
    issue = replace(record.issue, status=Status.DRAFT, correction=line)
    files = _files(folder, replace(record, issue=issue, corrections=corrections))
    put_folder(folder, files | kept_files(folder) | _version(folder, record, number))
    return line


def _files(folder: Path, record: Record) -> dict[str, Content]:
    return {RECORD: encode_record(record), **_as_built(folder, record)}


def _version(folder: Path, record: Record, number: int) -> dict[str, Content]:
    files = {RECORD: encode_record(record), **_as_built(folder, record)}
    return {f"{VERSIONS}/{number}/{name}": content for name, content in files.items()}


def _as_built(folder: Path, record: Record) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name, print_ in record.files.items():
        path = folder / name
        with translate_os_errors(path):
            files[name] = path.read_bytes() if path.is_file() else b""
        if sha256_hex(files[name]) != print_:
            raise StorageError(
                f"{path}: not as it was built; `digest archive verify` says what can be rebuilt"
            )
    return files
