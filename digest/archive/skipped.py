"""Issues skipped in thin weeks, in issues/skipped.json: the next window starts at their cut-off."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from digest.archive.names import SKIPPED
from digest.errors import StorageError
from digest.json_records import from_json, to_json
from digest.whole_files import put_file, translate_os_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedIssue:
    """An issue that was not made: the next window starts at its cut-off."""

    date: date
    cut_off: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class _Skipped:
    version: int = 1
    issues: tuple[SkippedIssue, ...] = ()


def skip_issue(issues: Path, day: date, cut_off: datetime) -> None:
    """Remember that the issue of `day` was skipped; a second time changes nothing.

    Raises StorageError.
    """
    kept = skipped_issues(issues)
    if day in {one.date for one in kept}:
        return
    known = (*kept, SkippedIssue(date=day, cut_off=cut_off))
    ordered = tuple(sorted(known, key=lambda one: one.date, reverse=True))
    put_file(issues / SKIPPED, to_json(_Skipped(issues=ordered), indent=2) + b"\n")


def skipped_issues(issues: Path) -> tuple[SkippedIssue, ...]:
    """The issues that were skipped, newest first. Raises StorageError for a damaged list."""
    path = issues / SKIPPED
    with translate_os_errors(path):
        if not path.is_file():
            return ()
        data = path.read_bytes()
    try:
        return from_json(_Skipped, data).issues
    except ValueError as error:
        raise StorageError(
            f"{path}: {error}; put it back from a copy, or delete it to let the next issue look "
            "back to the last published one"
        ) from None
