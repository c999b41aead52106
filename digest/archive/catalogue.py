"""Published records in; the entries of search.json out, with what each page was made from.

An entry is reused while the record it was made from has not changed: adding an issue reads one
record, whatever the size of the archive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest.archive.contents import issue_dates, issue_headline, published_version
from digest.archive.folders import find_folder
from digest.archive.names import RECORD, SEARCH
from digest.archive.record import sha256_hex
from digest.json_records import from_json, to_json
from digest.model.issues import Item, Status
from digest.model.website import IssueLine
from digest.text import shortened
from digest.whole_files import translate_os_errors

# A reader of the archive loads the whole of it: the opening of a long text must do.
_LENGTH = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchItem:
    """An item as the search finds it; `id` is its anchor in the issue's page."""

    id: str
    headline: str
    text: str
    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A published issue as the index and the search show it.

    `record` is the fingerprint of the issue.json in the issue's folder, `page` that of all that
    the issue's page was made from; `files` is the folder of the published version inside it.
    """

    date: date
    number: int
    status: Status
    headline: str
    description: str
    items: tuple[SearchItem, ...]
    record: str
    files: str = ""
    page: str = ""

    @property
    def line(self) -> IssueLine:
        """The entry in a line."""
        return IssueLine(
            date=self.date,
            number=self.number,
            status=self.status,
            headline=self.headline,
            description=self.description,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """search.json: the published issues, newest first."""

    version: int = 1
    issues: tuple[CatalogueEntry, ...] = ()


def read_catalogue(issues: Path) -> Catalogue:
    """The catalogue as it was last written; an empty one where there is none that can be read."""
    try:
        return from_json(Catalogue, (issues / SEARCH).read_bytes())
    except (OSError, ValueError):
        return Catalogue()


def encode_catalogue(catalogue: Catalogue) -> bytes:
    """`catalogue` as search.json."""
    return to_json(catalogue) + b"\n"


def list_entries(issues: Path, known: Catalogue) -> Iterator[CatalogueEntry]:
    """The published issues, newest first; from `known` where their record has not changed.

    Raises StorageError for a damaged record.
    """
    before = {entry.date: entry for entry in known.issues}
    for day in issue_dates(issues):
        path = find_folder(issues / day.isoformat()) / RECORD
        with translate_os_errors(path):
            record = sha256_hex(path.read_bytes())[:16] if path.is_file() else ""
        entry = before.get(day)
        if entry is None or entry.record != record:
            entry = _entry(issues, day, record)
        if entry:
            yield entry


def _entry(issues: Path, day: date, record: str) -> CatalogueEntry | None:
    found = published_version(issues, day)
    if found is None:
        return None
    folder, made = found
    home = find_folder(issues / day.isoformat())
    inside = folder.relative_to(home).as_posix()
    issue = made.issue
    return CatalogueEntry(
        date=day,
        number=issue.number,
        status=issue.status,
        headline=issue_headline(issue),
        description=issue.preheader,
        items=tuple(_search_item(item) for item in issue.items),
        record=record,
        files="" if inside == "." else f"{inside}/",
    )


def _search_item(item: Item) -> SearchItem:
    return SearchItem(
        id=item.id,
        headline=item.name,
        text=shortened(" · ".join(filter(None, (item.dek, item.words))), _LENGTH),
        source=item.source,
        url=item.url,
    )
