"""The issues folder in, what it holds out: issues, their states, what is spent.

What is spent is what published issues hold, so that publishing is one folder swap and nothing can
be half spent. While a correction is open, the version that went out counts.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.archive.folders import find_folder, proper_place
from digest.archive.names import RECORD, VERSIONS, issue_day
from digest.archive.record import Record, parse_record
from digest.errors import StorageError, UsageError
from digest.model.issues import Issue, Item, Status
from digest.model.stories import PastIssue, PastItem
from digest.model.website import issue_headline
from digest.whole_files import translate_os_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIssue:
    """A line of the list of issues."""

    date: date
    """Its date."""
    number: int
    """Its number."""
    status: Status
    """Its state."""
    headline: str
    """Its lead's headline or opening words, else its subject."""
    items: int
    """How many items it has."""
    correcting: bool = False
    """Whether a correction is being prepared."""


def issue_dates(issues: Path) -> tuple[date, ...]:
    """The dates of the issues in the folder, newest first."""
    if not issues.is_dir():
        return ()
    with translate_os_errors(issues):
        found = {issue_day(proper_place(path).name) for path in issues.iterdir() if path.is_dir()}
    return tuple(sorted((day for day in found if day), reverse=True))


def issue_record(issues: Path, day: date) -> Record:
    """What stands in the issue's folder; a draft, perhaps. Raises StorageError, UsageError."""
    folder = find_folder(issues / day.isoformat())
    if not folder.is_dir():
        raise UsageError(f"there is no issue of {day}; `digest issues list` names those there are")
    return read_record(folder)


def published_version(issues: Path, day: date) -> tuple[Path, Record] | None:
    """The version that readers have and its folder; None before the issue is published.

    Raises StorageError.
    """
    folder = find_folder(issues / day.isoformat())
    if not folder.is_dir():
        return None
    record = read_record(folder)
    if record.issue.status is not Status.DRAFT:
        return folder, record
    kept = kept_versions(folder)
    return (kept[-1], read_record(kept[-1])) if kept else None


def kept_versions(folder: Path) -> tuple[Path, ...]:
    """The folders of an issue's earlier published versions, oldest first. Raises StorageError."""
    kept = folder / VERSIONS
    with translate_os_errors(kept):
        if not kept.is_dir():
            return ()
        numbered = [path for path in kept.iterdir() if path.name.isdecimal() and path.is_dir()]
    return tuple(sorted(numbered, key=lambda path: int(path.name)))


def load_issue(issues: Path, day: date) -> Issue:
    """The issue as it stands; raises UsageError when there is none, StorageError when damaged."""
    return issue_record(issues, day).issue


def replaced_issue(issues: Path, day: date) -> Issue:
    """What readers had before the issue's last correction, open or out.

    Raises UsageError where it was never corrected, StorageError.
    """
    issue_record(issues, day)
    kept = kept_versions(find_folder(issues / day.isoformat()))
    if not kept:
        raise UsageError(
            f"the issue of {day} was never opened for a correction; "
            "name the issue to compare it with behind it"
        )
    return read_record(kept[-1]).issue


def issue_status(issues: Path, day: date) -> Status | None:
    """The issue's state; None when there is no such issue. Raises StorageError."""
    return load_issue(issues, day).status if day in issue_dates(issues) else None


def list_issues(issues: Path) -> tuple[ListedIssue, ...]:
    """Every issue in a line, newest first. Raises StorageError."""
    return tuple(_listed(issues, day) for day in issue_dates(issues))


def past_issues(issues: Path, *, url: str = "") -> tuple[PastIssue, ...]:
    """The published issues, newest first; `url` is where the folder can be read on the web.

    Raises StorageError for a damaged record: passing over it would let its items run again.
    """
    found = (published_version(issues, day) for day in issue_dates(issues))
    return tuple(_past(one[1].issue, url) for one in found if one)


def read_record(folder: Path) -> Record:
    """What issue.json of the folder holds; raises StorageError that names a way out."""
    path = folder / RECORD
    with translate_os_errors(path):
        if not path.is_file():
            raise StorageError(f"{path}: missing; {_WAY_OUT}")
        data = path.read_bytes()
    try:
        return parse_record(data)
    except ValueError as error:
        raise StorageError(f"{path}: {error}; {_WAY_OUT}") from None


_WAY_OUT = (
    "without it nobody knows which items this issue has used. Put the file back from a copy, "
    "or move the folder away and build the issue again; `digest archive verify` says what is left"
)


def _listed(issues: Path, day: date) -> ListedIssue:
    issue = load_issue(issues, day)
    draft = issue.status is Status.DRAFT
    return ListedIssue(
        date=issue.date,
        number=issue.number,
        status=issue.status,
        headline=issue_headline(issue),
        items=sum(1 for _ in issue.items),
        correcting=draft and published_version(issues, day) is not None,
    )


def _past(issue: Issue, url: str) -> PastIssue:
    return PastIssue(
        date=issue.date,
        number=issue.number,
        headline=issue_headline(issue),
        url=f"{url.rstrip('/')}/{issue.date}/" if url else "",
        cut_off=issue.cut_off,
        items=tuple(spent_items(issue)),
    )


def spent_items(issue: Issue) -> Iterator[PastItem]:
    """The articles that the issue uses up once it is out; no later one takes them as new."""
    for item in issue.items:
        yield from _spent(item, issue.date)


def _spent(item: Item, day: date) -> Iterator[PastItem]:
    if not item.source:
        # The editor's own words use nothing up.
        return
    yield PastItem(key=item.key, headline=item.headline, url=item.url, issue=day)
    others = (*item.also, *item.unnamed)
    for other in others:
        yield PastItem(key=other.key, headline=other.title, url=other.url, issue=day)
    for key in sorted({*item.spent} - {item.key, *(other.key for other in others)}):
        yield PastItem(key=key, headline=item.headline, url="", issue=day)
