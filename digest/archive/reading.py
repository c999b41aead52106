"""The issues folder in, what it holds out: issues, their states, what is spent.

What is spent is what published issues hold, so that publishing is one folder swap and nothing can
be half spent. While a correction is open, the version that went out counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.archive.folders import standing, where
from digest.archive.layout import RECORD, VERSIONS, day_of
from digest.archive.record import Record, read
from digest.errors import StorageError, UsageError
from digest.model.issues import Issue, Item, Status
from digest.model.stories import PastIssue, PastItem
from digest.whole_files import told_as_storage_error


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIssue:
    """A line of the list of issues; `correcting` while a correction is being prepared."""

    date: date
    number: int
    status: Status
    headline: str
    items: int
    correcting: bool = False


def dates(issues: Path) -> tuple[date, ...]:
    """The dates of the issues in the folder, newest first."""
    if not issues.is_dir():
        return ()
    with told_as_storage_error(issues):
        found = {day_of(standing(path).name) for path in issues.iterdir() if path.is_dir()}
    return tuple(sorted((day for day in found if day), reverse=True))


def record_of(issues: Path, day: date) -> Record:
    """What stands in the issue's folder; a draft, perhaps. Raises StorageError, UsageError."""
    folder = where(issues / day.isoformat())
    if not folder.is_dir():
        raise UsageError(f"there is no issue of {day}; `digest issues list` names those there are")
    return record_in(folder)


def published(issues: Path, day: date) -> tuple[Path, Record] | None:
    """The version that readers have and its folder; None before the issue is published.

    Raises StorageError.
    """
    folder = where(issues / day.isoformat())
    if not folder.is_dir():
        return None
    record = record_in(folder)
    if record.issue.status is not Status.DRAFT:
        return folder, record
    kept = versions(folder)
    return (kept[-1], record_in(kept[-1])) if kept else None


def versions(folder: Path) -> tuple[Path, ...]:
    """The folders of an issue's earlier published versions, oldest first. Raises StorageError."""
    kept = folder / VERSIONS
    with told_as_storage_error(kept):
        if not kept.is_dir():
            return ()
        numbered = [path for path in kept.iterdir() if path.name.isdecimal() and path.is_dir()]
    return tuple(sorted(numbered, key=lambda path: int(path.name)))


def load(issues: Path, day: date) -> Issue:
    """The issue as it stands; raises UsageError when there is none, StorageError when damaged."""
    return record_of(issues, day).issue


def status(issues: Path, day: date) -> Status | None:
    """The issue's state; None when there is no such issue. Raises StorageError."""
    return load(issues, day).status if day in dates(issues) else None


def listing(issues: Path) -> tuple[ListedIssue, ...]:
    """Every issue in a line, newest first. Raises StorageError."""
    return tuple(_listed(issues, day) for day in dates(issues))


def past_issues(issues: Path, *, url: str = "") -> tuple[PastIssue, ...]:
    """The published issues, newest first; `url` is where the folder can be read on the web.

    Raises StorageError for a damaged record: passing over it would let its items run again.
    """
    found = (published(issues, day) for day in dates(issues))
    return tuple(_past(one[1].issue, url) for one in found if one)


def headline(issue: Issue) -> str:
    """What the issue is called by: its lead's headline, else its subject."""
    return issue.lead.headline if issue.lead else issue.subject


def record_in(folder: Path) -> Record:
    """What issue.json of the folder holds; raises StorageError that names a way out."""
    path = folder / RECORD
    with told_as_storage_error(path):
        if not path.is_file():
            raise StorageError(f"{path}: missing; {_WAY_OUT}")
        data = path.read_bytes()
    try:
        return read(data)
    except ValueError as error:
        raise StorageError(f"{path}: {error}; {_WAY_OUT}") from None


_WAY_OUT = (
    "without it nobody knows which items this issue has used. Put the file back from a copy, "
    "or move the folder away and build the issue again; `digest archive verify` says what is left"
)


def _listed(issues: Path, day: date) -> ListedIssue:
    issue = load(issues, day)
    draft = issue.status is Status.DRAFT
    return ListedIssue(
        date=issue.date,
        number=issue.number,
        status=issue.status,
        headline=headline(issue),
        items=sum(1 for _ in issue.items),
        correcting=draft and published(issues, day) is not None,
    )


def _past(issue: Issue, url: str) -> PastIssue:
    return PastIssue(
        date=issue.date,
        number=issue.number,
        headline=headline(issue),
        url=f"{url.rstrip('/')}/{issue.date}/" if url else "",
        cut_off=issue.cut_off,
        items=tuple(spent for item in issue.items for spent in _spent(item, issue.date)),
    )


def _spent(item: Item, day: date) -> Iterator[PastItem]:
    yield PastItem(key=item.key, headline=item.headline, url=item.url, issue=day)
    for other in item.also:
        yield PastItem(key=other.key, headline=other.title, url=other.url, issue=day)
    for key in sorted({*item.spent} - {item.key, *(other.key for other in item.also)}):
        yield PastItem(key=key, headline=item.headline, url="", issue=day)
