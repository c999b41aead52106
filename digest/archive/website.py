"""The issues folder in; its web site out: index, a page an issue, feeds, site map and search.

Pages of issues are made again only when what they are made from has changed; whatever the way, the
same archive gives the same bytes. search.json is written last: a page that it vouches for stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from digest.archive import feeds
from digest.archive.catalogue import (
    Catalogue,
    CatalogueEntry,
    encode_catalogue,
    list_entries,
    read_catalogue,
)
from digest.archive.contents import issue_headline, published_version
from digest.archive.folders import clear_leftovers
from digest.archive.names import ATOM, JSON_FEED, SEARCH, SEARCH_SCRIPT, SITE_MAP, WEB_PAGE
from digest.archive.record import Record, sha256_hex
from digest.errors import StorageError
from digest.json_records import to_json
from digest.model.website import IssueLine, IssuePage, Site
from digest.whole_files import put_file, sync_disk, translate_os_errors

# With more files than this, one call for the whole disk is quicker than an fsync each.
_FEW = 12


class Pages(Protocol):
    """Makes pages and feed contents; the same values give the same text."""

    def index(self, site: Site, issues: Sequence[IssueLine]) -> str:
        """The HTML of issues/index.html, for issues that come newest first."""

    def issue(self, site: Site, page: IssuePage) -> str:
        """The HTML of issues/DATE/index.html."""

    def content(self, site: Site, page: IssuePage) -> str:
        """The issue as a piece of HTML for feeds: absolute links, no style, no script."""

    def assets(self, site: Site) -> Mapping[str, str]:
        """The texts of the style sheet and the script that the pages share, by file name."""

    def fingerprint(self) -> str:
        """Changes when a template of the pages does."""


def rebuild_site(
    issues: Path, site: Site, pages: Pages, *, afresh: bool = False
) -> tuple[str, ...]:
    """Bring the site up to date with the archive; the names of the files that changed.

    `afresh` makes every page again. Raises StorageError for a damaged record, or when the site
    cannot be written; RenderError when a template fails.
    """
    clear_leftovers(issues)
    known = Catalogue() if afresh else read_catalogue(issues)
    # The banner's own link to the web names an issue: no page shows it, every week changes it.
    shared = replace(site, masthead=replace(site.masthead, view_in_browser=""))
    made_from = sha256_hex(to_json(shared) + pages.fingerprint().encode())
    found = tuple(_with_page(list(list_entries(issues, known)), made_from))
    before = {entry.date: entry.page for entry in known.issues}
    files: dict[str, bytes] = {}
    for at, entry in enumerate(found):
        name = f"{entry.date}/{WEB_PAGE}"
        if before.get(entry.date) != entry.page or not (issues / name).is_file():
            files[name] = pages.issue(site, _issue_page(issues, found, at)).encode()
    files |= _feeds(issues, site, pages, found)
    catalogue = encode_catalogue(Catalogue(issues=found))
    files[SEARCH_SCRIPT] = b"digestSearch(" + catalogue.strip() + b");\n"
    files |= {name: text.encode() for name, text in pages.assets(site).items()}
    files[WEB_PAGE] = pages.index(site, [entry.line for entry in found]).encode()
    changed = _put_files(issues, files, last={SEARCH: catalogue})
    if not site.url:
        _drop(issues / SITE_MAP)
    return changed


def _with_page(found: Sequence[CatalogueEntry], made_from: str) -> Iterator[CatalogueEntry]:
    for at, entry in enumerate(found):
        previous, following = _neighbours(found, at)
        lines = to_json((entry.line, previous, following))
        whole = f"{made_from} {entry.record} {entry.files} ".encode() + lines
        yield replace(entry, page=sha256_hex(whole)[:16])


def _neighbours(
    found: Sequence[CatalogueEntry], at: int
) -> tuple[IssueLine | None, IssueLine | None]:
    previous = found[at + 1].line if at + 1 < len(found) else None
    following = found[at - 1].line if at else None
    return previous, following


def _issue_page(issues: Path, found: Sequence[CatalogueEntry], at: int) -> IssuePage:
    entry = found[at]
    previous, following = _neighbours(found, at)
    return IssuePage(
        issue=_record(issues, entry).issue,
        previous=previous,
        following=following,
        files=entry.files,
    )


def _feeds(
    issues: Path, site: Site, pages: Pages, found: Sequence[CatalogueEntry]
) -> Iterator[tuple[str, bytes]]:
    carried: list[feeds.FeedIssue] = []
    for at, entry in enumerate(found[: site.feed_issues]):
        record = _record(issues, entry)
        carried.append(
            feeds.FeedIssue(
                day=entry.date,
                title=issue_headline(record.issue),
                summary=record.issue.preheader,
                published=record.issue.cut_off,
                updated=feeds.last_change(
                    record.issue.cut_off, [correction.on for correction in record.corrections]
                ),
                html=pages.content(site, _issue_page(issues, found, at)),
            )
        )
    yield ATOM, feeds.atom_feed(site, carried)
    yield JSON_FEED, feeds.json_feed(site, carried)
    if site.url:
        yield SITE_MAP, feeds.site_map(site, found)


def _record(issues: Path, entry: CatalogueEntry) -> Record:
    found = published_version(issues, entry.date)
    if found is None:
        raise StorageError(f"{issues / entry.date.isoformat()}: changed while the site was made")
    return found[1]


def _drop(path: Path) -> None:
    with translate_os_errors(path):
        path.unlink(missing_ok=True)


def _put_files(
    folder: Path, files: Mapping[str, bytes], *, last: Mapping[str, bytes]
) -> tuple[str, ...]:
    """Write the files that differ, then those of `last`; the names of all that were written.

    What `last` vouches for is on the disk before it is. Raises StorageError.
    """
    changed = {name: data for name, data in files.items() if _differs(folder / name, data)}
    if len(changed) <= _FEW:
        for name, data in changed.items():
            put_file(folder / name, data)
    else:
        for name, data in changed.items():
            put_file(folder / name, data, synced=False)
        sync_disk()
    closing = [name for name, data in last.items() if _differs(folder / name, data)]
    for name in closing:
        put_file(folder / name, last[name])
    return (*changed, *closing)


def _differs(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() != data
    except OSError:
        return True
