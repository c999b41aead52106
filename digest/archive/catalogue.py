"""Published records in; the entries of search.json out, with what each page was made from.

An entry is reused while the record it was made from has not changed: adding an issue reads one
record, whatever the size of the archive.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Literal

from digest.archive.contents import issue_dates, published_version
from digest.archive.folders import find_folder
from digest.archive.names import RECORD, SEARCH
from digest.archive.proper_names import has_capitals, proper_names, small_words
from digest.archive.record import Record, sha256_hex
from digest.archive.terms import telling_terms
from digest.json_records import from_json, to_json
from digest.model.articles import Image
from digest.model.issues import Issue, Item, Status
from digest.model.website import IssueLine, issue_headline, portrait
from digest.text import shortened
from digest.whole_files import translate_os_errors

# A reader of the archive loads the whole of it: the opening of a long text must do.
_LENGTH = 400
# What an item is about it says in its first lines.
_OPENING = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchItem:
    """An item as the search finds it; `id` is its anchor in the issue's page.

    `section` is the id of its section, "" for the lead. `names` and `mentions` are the names that
    it tells of, `terms` what it is about: its telling words, the most frequent first.
    """

    id: str
    headline: str
    text: str
    source: str
    url: str
    section: str = ""
    names: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    terms: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPlace:
    """Where a story stands: its issue's date and its item's id there."""

    date: date
    item: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueEntry:
    """A published issue as the index and the search show it.

    `record` is the fingerprint of the issue.json in the issue's folder, `page` that of all that
    the issue's page was made from; `files` is the folder of the published version inside it.
    `sections` are headings by id, `common` words of names that it has without a capital, too;
    `cased` says whether capitals tell names in its language. `told` is, by an item's id, in which
    issue and item its story was told before, as of the archive's state `past`.
    """

    date: date
    number: int
    status: Status
    headline: str
    description: str
    items: tuple[SearchItem, ...]
    record: str
    updated: datetime
    minutes: int = 0
    picture: Image | None = None
    files: str = ""
    page: str = ""
    sections: dict[str, str] = field(default_factory=dict)
    common: tuple[str, ...] = ()
    cased: bool = True
    told: dict[str, tuple[StoryPlace, ...]] = field(default_factory=dict)
    past: str = ""

    @property
    def line(self) -> IssueLine:
        """The entry in a line."""
        return IssueLine(
            date=self.date,
            number=self.number,
            status=self.status,
            headline=self.headline,
            description=self.description,
            minutes=self.minutes,
            picture=self.picture,
            updated=self.updated,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """search.json: the published issues, newest first; one of another version is made anew.

    `topics` are the fingerprints of all that the topics' pages were made from, by slug.
    """

    version: Literal[2] = 2
    issues: tuple[CatalogueEntry, ...] = ()
    topics: dict[str, str] = field(default_factory=dict)


def read_catalogue(issues: Path) -> Catalogue:
    """The catalogue as it was last written; an empty one where there is none that can be read."""
    try:
        return from_json(Catalogue, (issues / SEARCH).read_bytes())
    except (OSError, ValueError):
        return Catalogue()


def encode_catalogue(catalogue: Catalogue) -> bytes:
    """`catalogue` as search.json."""
    return to_json(catalogue) + b"\n"


def encode_search(issues: Sequence[CatalogueEntry], title: str) -> bytes:
    """What a reader's search needs, as JSON: of an issue date, number, items, of these four texts.

    Headlines go without `title`, the newsletter's own name.
    """

    def texts(item: SearchItem) -> list[str]:
        return [item.id, item.headline.removeprefix(f"{title}: "), item.text, item.source]

    found = [
        [entry.date.isoformat(), entry.number, [texts(item) for item in entry.items]]
        for entry in issues
    ]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


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
    files = "" if inside == "." else f"{inside}/"
    issue = made.issue
    items = tuple(_search_items(issue))
    return CatalogueEntry(
        date=day,
        number=issue.number,
        status=issue.status,
        headline=issue_headline(issue),
        description=issue.lead.dek if issue.lead and issue.lead.dek else issue.preheader,
        items=items,
        record=record,
        updated=last_change(made),
        minutes=issue.minutes,
        picture=_portrait(issue, files),
        files=files,
        sections={one.id: one.heading.rstrip(": ：") for one in issue.sections},
        common=_common_words(issue, items),
        cased=has_capitals(issue.masthead.language),
    )


def last_change(record: Record) -> datetime:
    """When an issue last changed: its cut-off, or the start (UTC) of the day it was corrected."""
    corrected = (correction.on for correction in record.corrections)
    moments = (datetime.combine(day, time(), tzinfo=UTC) for day in corrected)
    return max((record.issue.cut_off, *moments))


def _portrait(issue: Issue, files: str) -> Image | None:
    found = portrait(issue)
    return replace(found, url=files + found.url) if found else None


def _search_items(issue: Issue) -> Iterator[SearchItem]:
    language = issue.masthead.language
    placed = [(issue.lead, "")] if issue.lead else []
    placed += [(item, section.id) for section in issue.sections for item in section.items]
    for item, section in placed:
        found = proper_names(_running_text(item), item.language or language)
        yield SearchItem(
            id=item.id,
            headline=item.name,
            text=shortened(" · ".join(filter(None, (item.dek, item.words))), _LENGTH),
            source=item.source,
            url=item.url,
            section=section,
            names=_without_sources(found.names, item),
            mentions=_without_sources(found.mentions, item),
            terms=" ".join(telling_terms(item)),
        )


def _running_text(item: Item) -> str:
    return "\n".join(filter(None, (item.dek, item.words)))[:_OPENING]


def _without_sources(names: Sequence[str], item: Item) -> tuple[str, ...]:
    sources = {item.source, *(one.source for one in (*item.also, *item.unnamed))}
    return tuple(name for name in names if name not in sources)


def _common_words(issue: Issue, items: Sequence[SearchItem]) -> tuple[str, ...]:
    """The words of names that the issue also has without a capital: titles, not names."""
    large = {word.lower() for item in items for name in item.names for word in name.split()}
    small = frozenset[str]().union(*(small_words(_running_text(item)) for item in issue.items))
    return tuple(sorted(large & small))
