"""A local source in; its articles, and a failure for each file that could not be read, out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.config.settings import Source
from digest.model.articles import Article, Failure, Image
from digest.sources.articles import articles_of
from digest.sources.clean import plain_line
from digest.sources.feeds.entries import Feed, Piece, Unreadable
from digest.sources.feeds.parsing import parse_feed
from digest.sources.local.mail import read_mail
from digest.sources.local.markdown import read_markdown
from digest.sources.local.places import files_of, name_of, picture_path
from digest.sources.pages.pages import read_page
from digest.sources.pages.text_pages import read_text_page
from digest.sources.urls import web_address

PIECES: Mapping[str, Callable[[bytes], Piece]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_page,
    ".htm": read_page,
    ".txt": read_text_page,
    ".eml": read_mail,
}
FEEDS = frozenset({".xml", ".rss", ".atom", ".rdf", ".json"})

_SELF_LINKS = (
    re.compile(rb"<(?:\w+:)?link\b[^<>]*\brel=[\"']self[\"'][^<>]*>", re.IGNORECASE),
    re.compile(rb"\"feed_url\"\s*:\s*\"[^\"]*\""),
)
_ADDRESS = re.compile(rb"https?:(?://|\\/\\/)[^\"'<>\s]+")


def read_files(
    source: Source, *, folder: Path, now: datetime, zone: ZoneInfo
) -> tuple[tuple[Article, ...], tuple[Failure, ...]]:
    """The articles of the file, folder or glob `source.path`, and a Failure for each bad file.

    `folder` is the newsletter's; dates that name no zone are in the source's, else in `zone`.
    """
    reader = _Reader(source, folder.resolve(), now, zone)
    try:
        files = files_of(
            source.path,
            folder=reader.folder,
            kinds={*PIECES, *FEEDS},
            outside=source.allow_outside,
        )
    except (Unreadable, OSError, ValueError) as error:
        return (), (Failure(source=source.label, reason=str(error)),)
    for file in files:
        reader.read(file)
    return tuple(reader.articles), tuple(reader.failures)


class _Reader:
    """Reads one local source file by file, gathering articles and failures."""

    def __init__(self, source: Source, folder: Path, now: datetime, zone: ZoneInfo) -> None:
        self.folder = folder
        self.articles: list[Article] = []
        self.failures: list[Failure] = []
        self._source = source
        self._now = now
        self._zone = zone
        self._own_zone = ZoneInfo(source.timezone) if source.timezone else zone

    def read(self, file: Path) -> None:
        """Add what `file` holds; whatever is wrong with it is its own failure."""
        try:
            data = self._bytes_of(file)
            if file.suffix.lower() in FEEDS:
                self._read_feed(file, data)
            elif file.suffix.lower() in PIECES:
                self._read_piece(file, PIECES[file.suffix.lower()](data))
            else:
                raise Unreadable(f"files ending in {file.suffix or 'nothing'} are not read")
        except (Unreadable, OSError) as error:
            self._failed(file, str(error))

    def _bytes_of(self, file: Path) -> bytes:
        most = int(self._source.max_megabytes * 1_000_000)
        if file.stat().st_size > most:
            raise Unreadable(f"is larger than max_megabytes = {self._source.max_megabytes:g}")
        return file.read_bytes()

    def _read_feed(self, file: Path, data: bytes) -> None:
        feed = parse_feed(
            data,
            source=self._source,
            url=_own_address(data),
            content_type="",
            now=self._now,
            zone=self._zone,
        )
        known = {article.id for article in self.articles}
        self.articles += [article for article in feed.articles if article.id not in known]
        if feed.truncated:
            self._failed(file, f"is cut off; the {len(feed.articles)} articles before it were read")

    def _read_piece(self, file: Path, piece: Piece) -> None:
        name = name_of(file, self.folder)
        image, problem = self._image_of(file, piece.image)
        if problem:
            self._failed(file, problem)
        entry = replace(
            piece.entry, guid=name, title=piece.entry.title or file.stem.replace("-", " ")
        )
        (article,) = articles_of(
            Feed(entries=(entry,)),
            source=self._source,
            url="",
            now=self._now,
            zone=self._own_zone,
        )
        self.articles.append(
            replace(
                article,
                image=image or (None if piece.image else article.image),
                kicker=plain_line(piece.kicker),
                dek=plain_line(piece.dek),
                section=piece.section or article.section,
                lead=piece.lead,
                file=name,
            )
        )

    def _image_of(self, file: Path, image: Image | None) -> tuple[Image | None, str]:
        if image is None:
            return None, ""
        plain = replace(image, alt=plain_line(image.alt), credit=plain_line(image.credit))
        if address := web_address(image.url):
            return replace(plain, url=address), ""
        try:
            path = picture_path(image.url, file=file, folder=self.folder)
        except (Unreadable, OSError, ValueError) as error:
            return None, str(error)
        return replace(plain, url=path), ""

    def _failed(self, file: Path, reason: str) -> None:
        name = name_of(file, self.folder)
        self.failures.append(Failure(source=self._source.label, reason=f"{name}: {reason}"))


def _own_address(data: bytes) -> str:
    """Where a saved feed says it came from: relative addresses in it are meant against that."""
    for pattern in _SELF_LINKS:
        link = pattern.search(data)
        address = _ADDRESS.search(link[0]) if link else None
        if address:
            found = address[0].decode("ascii", errors="replace").replace("\\/", "/")
            return web_address(unescape(found))
    return ""
