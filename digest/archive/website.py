"""The issues folder in; its web site out: index, a page an issue, feeds, site map and search.

Pages of issues are made again only when what they are made from has changed; whatever the way, the
same archive gives the same bytes. search.json is written last: a page that it vouches for stands.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from digest.archive import feeds
from digest.archive.catalogue import (
    Catalogue,
    CatalogueEntry,
    encode_catalogue,
    encode_search,
    list_entries,
    read_catalogue,
)
from digest.archive.contents import published_version
from digest.archive.folders import clear_leftovers
from digest.archive.names import (
    ATOM,
    JSON_FEED,
    ROBOTS,
    SEARCH,
    SEARCH_SCRIPT,
    SITE_MAP,
    TOPICS,
    WEB_PAGE,
    topic_page,
)
from digest.archive.record import Record, sha256_hex
from digest.archive.topics import (
    Topic,
    current_topics,
    gather_topics,
    page_of,
    topic_fingerprint,
    topics_by_issue,
)
from digest.archive.trails import told_before, with_trails
from digest.errors import StorageError
from digest.json_records import to_json
from digest.model.website import (
    IssueLine,
    IssuePage,
    Site,
    TopicLine,
    TopicLink,
    TopicPage,
)
from digest.whole_files import put_file, sync_disk, translate_os_errors

# With more files than this, one call for the whole disk is quicker than an fsync each.
_FEW = 12


class Pages(Protocol):
    """Makes pages and feed contents; the same values give the same text."""

    def index(
        self, site: Site, issues: Sequence[IssueLine], topics: Sequence[TopicLink] = ()
    ) -> str:
        """The HTML of issues/index.html, for issues that come newest first; `topics` of now."""

    def issue(self, site: Site, page: IssuePage) -> str:
        """The HTML of issues/DATE/index.html."""

    def topic(self, site: Site, page: TopicPage) -> str:
        """The HTML of issues/topics/SLUG.html."""

    def topics(self, site: Site, topics: Sequence[TopicLine]) -> str:
        """The HTML of issues/topics/index.html."""

    def content(self, site: Site, page: IssuePage) -> str:
        """The issue as a piece of HTML for feeds: absolute links, no style, no script."""

    def assets(self, site: Site) -> Mapping[str, str]:
        """The texts of style sheet, script and icon, which the pages share, by file name."""

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
    listed = with_trails(tuple(list_entries(issues, known)), known.issues)
    topics = gather_topics(listed)
    told_of = topics_by_issue(listed, topics)
    found = tuple(_with_page(listed, told_of, made_from))
    before = {entry.date: entry.page for entry in known.issues}
    files: dict[str, bytes] = {}
    for at, entry in enumerate(found):
        name = f"{entry.date}/{WEB_PAGE}"
        if before.get(entry.date) != entry.page or not (issues / name).is_file():
            files[name] = pages.issue(site, _issue_page(issues, found, at, told_of)).encode()
    prints = {topic.slug: topic_fingerprint(found, topic, made_from) for topic in topics}
    for topic in topics:
        name = topic_page(topic.slug)
        if known.topics.get(topic.slug) != prints[topic.slug] or not (issues / name).is_file():
            files[name] = pages.topic(site, page_of(found, topic)).encode()
    catalogue = Catalogue(issues=found, topics=prints)
    files |= _shared_files(issues, site, pages, catalogue, topics)
    changed = _put_files(issues, files, last={SEARCH: encode_catalogue(catalogue)})
    return (*changed, *_drop_stale(issues, site, topics))


def _shared_files(
    issues: Path,
    site: Site,
    pages: Pages,
    catalogue: Catalogue,
    topics: Sequence[Topic],
) -> Iterator[tuple[str, bytes]]:
    found = catalogue.issues
    yield from _feeds(issues, site, pages, found)
    yield SEARCH_SCRIPT, b"digestSearch(" + encode_search(found, site.masthead.title) + b");\n"
    yield from ((name, text.encode()) for name, text in pages.assets(site).items())
    yield ROBOTS, feeds.robots_text(site)
    if site.url:
        yield SITE_MAP, feeds.site_map(site, _changes(found, topics))
    lines = [topic.line for topic in topics]
    if lines:
        yield topic_page(""), pages.topics(site, lines).encode()
    current = [topic.link for topic in current_topics(topics)]
    yield WEB_PAGE, pages.index(site, [entry.line for entry in found], current).encode()


def _changes(
    found: Sequence[CatalogueEntry], topics: Sequence[Topic]
) -> dict[str, datetime | None]:
    """When each page of the site last changed: with the latest of the issues that it names."""
    latest = max((entry.updated for entry in found), default=None)
    return {
        WEB_PAGE: latest,
        **({topic_page(""): latest} if topics else {}),
        **{f"{entry.date}/{WEB_PAGE}": entry.updated for entry in found},
        **{
            topic_page(topic.slug): max(found[issue].updated for issue, _ in topic.stories)
            for topic in topics
        },
    }


def _with_page(
    found: Sequence[CatalogueEntry],
    told_of: Mapping[date, tuple[TopicLink, ...]],
    made_from: str,
) -> Iterator[CatalogueEntry]:
    for at, entry in enumerate(found):
        around = _neighbours(found, at)
        parts = (entry.line, *around, told_before(found, at), told_of.get(entry.date, ()))
        yield replace(entry, page=_print(f"{made_from} {entry.record} {entry.files} ", parts))


def _print(made_from: str, value: object) -> str:
    return sha256_hex(made_from.encode() + to_json(value))[:16]


def _neighbours(
    found: Sequence[CatalogueEntry], at: int
) -> tuple[IssueLine | None, IssueLine | None]:
    previous = found[at + 1].line if at + 1 < len(found) else None
    following = found[at - 1].line if at else None
    return previous, following


def _issue_page(
    issues: Path,
    found: Sequence[CatalogueEntry],
    at: int,
    told_of: Mapping[date, tuple[TopicLink, ...]],
) -> IssuePage:
    entry = found[at]
    previous, following = _neighbours(found, at)
    return IssuePage(
        issue=_record(issues, entry).issue,
        previous=previous,
        following=following,
        files=entry.files,
        updated=entry.updated,
        told=told_before(found, at),
        topics=told_of.get(entry.date, ()),
    )


def _feeds(
    issues: Path, site: Site, pages: Pages, found: Sequence[CatalogueEntry]
) -> Iterator[tuple[str, bytes]]:
    carried: list[feeds.FeedIssue] = []
    for at, entry in enumerate(found[: site.feed_issues]):
        page = _issue_page(issues, found, at, {})
        carried.append(
            feeds.FeedIssue(
                day=entry.date,
                title=entry.headline,
                summary=page.issue.preheader,
                published=page.issue.cut_off,
                updated=entry.updated,
                html=pages.content(site, page),
            )
        )
    yield ATOM, feeds.atom_feed(site, carried)
    yield JSON_FEED, feeds.json_feed(site, carried)


def _record(issues: Path, entry: CatalogueEntry) -> Record:
    found = published_version(issues, entry.date)
    if found is None:
        raise StorageError(f"{issues / entry.date.isoformat()}: changed while the site was made")
    return found[1]


def _drop_stale(issues: Path, site: Site, topics: Sequence[Topic]) -> Iterator[str]:
    """Remove what the site no longer has: the pages of topics that are none, the site map."""
    wanted = {topic_page(topic.slug) for topic in topics} | {topic_page("")}
    there = sorted((issues / TOPICS).glob("*.html"))
    stale = [f"{TOPICS}/{path.name}" for path in there]
    gone = [name for name in stale if name not in wanted or not topics]
    for name in (*gone, *(() if site.url else (SITE_MAP,))):
        with translate_os_errors(issues / name):
            if (issues / name).is_file():
                (issues / name).unlink()
                yield name


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
