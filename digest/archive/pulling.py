"""A place elsewhere and the issues folder in; the issues there that are newer, here, out.

An issue comes whole or not at all, and never takes the place of one that readers have unless it
came after it. The web site is not pulled: it is made from the records that are here then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.archive.folders import Content, put_folder, restored
from digest.archive.layout import SKIPPED, TEMPLATES, WEB_PAGE, day_of
from digest.archive.lineage import History, supersedes
from digest.archive.record import fingerprint
from digest.archive.skipping import add_skipped, skipped_in
from digest.archive.stored_list import (
    LIST,
    Place,
    by_day,
    changed_issues,
    local_files,
    of_the_site,
    read_list,
    snapshots,
)
from digest.archive.templates import has_templates, put_templates
from digest.errors import StorageError
from digest.whole_files import put_file


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptIssue:
    """An issue that is not the same there and was left as it is here, and why, in a sentence."""

    date: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulled:
    """The names of the files that were read, and the issues that were left alone."""

    files: tuple[str, ...] = ()
    kept: tuple[KeptIssue, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    """The archive elsewhere, with the SHA-256 of its files."""

    place: Place
    root: str
    files: Mapping[str, str]

    def read(self, name: str) -> bytes:
        """A file of it; raises StorageError when it is not what the list says."""
        try:
            data = self.place.cat_file(f"{self.root}/{name}")
        except FileNotFoundError:
            data = b""
        if fingerprint(data) != self.files[name]:
            raise StorageError(f"{self.root}/{name}: not what {LIST} says; push it again")
        return data


def pull_from(place: Place, root: str, issues: Path) -> Pulled:
    """`pull` from a folder of a file system; raises what the file system raises."""
    restored(issues)
    copy = _Copy(place=place, root=root, files=read_list(place, root))
    here = local_files(issues)
    mine, theirs = by_day(here), by_day(copy.files)
    read = list(_templates(copy, issues))
    kept: list[KeptIssue] = []
    for day, (ours, others) in changed_issues(issues, place, root, here, copy.files).items():
        if ours.records and ours == others and not any(ours.unsound(mine[day])):
            continue
        if supersedes(others, ours):
            read += _issue(copy, issues / day.isoformat(), theirs[day], others)
        else:
            kept.append(KeptIssue(date=day, reason=_why_kept(issues, day, ours, others)))
    read += _rest(copy, issues, here)
    return Pulled(files=tuple(read), kept=tuple(kept))


def _templates(copy: _Copy, issues: Path) -> Iterator[str]:
    for name, files in snapshots(copy.files).items():
        if not has_templates(issues, name):
            start = f"{TEMPLATES}/{name}/"
            put_templates(issues, name, {one: copy.read(start + one) for one in files})
            yield from (start + one for one in files)


def _issue(copy: _Copy, folder: Path, files: Mapping[str, str], others: History) -> Iterator[str]:
    """Put the issue in its place; the names of its files."""
    contents: dict[str, Content] = {name: copy.read(f"{folder.name}/{name}") for name in files}
    if bad := sorted(others.unsound(files)):
        raise StorageError(
            f"{copy.root}/{folder.name}: {', '.join(bad)}: missing, or not as built; push it again"
        )
    if any(record.issue.date != day_of(folder.name) for record in others.records.values()):
        raise StorageError(f"{copy.root}/{folder.name}: holds the issue of another date")
    if (folder / WEB_PAGE).is_file():
        # The page belongs to the site that is here; it is made again with the rest of it.
        contents[WEB_PAGE] = folder / WEB_PAGE
    put_folder(folder, contents)
    yield from (f"{folder.name}/{name}" for name in files)


def _why_kept(issues: Path, day: date, ours: History, others: History) -> str:
    if supersedes(ours, others):
        return "newer here than there; digest archive push takes it there"
    return (
        "published here and there, and not the same; if the one there is right, "
        f"move {issues / day.isoformat()} away and pull again"
    )


def _rest(copy: _Copy, issues: Path, here: Mapping[str, str]) -> Iterator[str]:
    """What is neither an issue nor templates nor the site; skipped weeks of both are kept."""
    for name, digits in copy.files.items():
        head = name.partition("/")[0]
        if here.get(name) == digits or of_the_site(name) or head == TEMPLATES or day_of(head):
            continue
        data = copy.read(name)
        if name != SKIPPED:
            put_file(issues / name, data)
        elif not add_skipped(issues, skipped_in(data, f"{copy.root}/{name}")):
            continue
        yield name
