"""A local file in; its articles, or why there are none, out."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from digest.model.articles import Article, Image
from digest.sources.entries.articles import make_articles
from digest.sources.entries.dates import UNDATED_NOTE
from digest.sources.entries.markup import decode_references, plain_line
from digest.sources.entries.urls import web_address
from digest.sources.entries.values import ArticleSource, Entry, Feed, Parsed, Piece, Unreadable
from digest.sources.feeds.document import parse_feed
from digest.sources.local.folder import FEEDS, find_picture, path_name
from digest.sources.local.front_matter import find_key_line
from digest.sources.local.mail import read_mail
from digest.sources.local.markdown import read_markdown
from digest.sources.pages.html_pages import read_html_page
from digest.sources.pages.text_pages import read_text_page
from digest.text import counted, one_line, shortened

READERS: Mapping[str, Callable[[bytes], Piece]] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html_page,
    ".htm": read_html_page,
    ".txt": read_text_page,
    ".eml": read_mail,
}

_WITH_FRONT_MATTER = frozenset({".md", ".markdown"})
_LONGEST_DATE = 40
_SELF_LINKS = (
    re.compile(rb"<(?:\w+:)?link\b[^<>]*\brel=[\"']self[\"'][^<>]*>", re.IGNORECASE),
    re.compile(rb"\"feed_url\"\s*:\s*\"[^\"]*\""),
)
_ADDRESS = re.compile(rb"https?:(?://|\\/\\/)[^\"'<>\s]+")


def read_file(
    file: Path, *, source: ArticleSource, folder: Path, now: datetime, zone: ZoneInfo
) -> Parsed:
    """The articles of one file of the local `source`; raises Unreadable that says why none.

    `folder` is the newsletter's; dates that name no zone are in the source's, else in `zone`.
    """
    kind = file.suffix.lower()
    if kind not in READERS and kind not in FEEDS:
        raise Unreadable(f"files ending in {file.suffix or 'nothing'} are not read")
    data = _bytes_of(file, source)
    if kind in FEEDS:
        return _feed(data, source, now, zone)
    if kind in _WITH_FRONT_MATTER and not data.strip():
        raise Unreadable("there is no text in it")
    piece = READERS[kind](data)
    image, no_image = _image_of(piece, file, folder.resolve())
    name = path_name(file, folder)
    entry = replace(piece.entry, guid=name, title=piece.entry.title or file.stem.replace("-", " "))
    own_zone = ZoneInfo(source.timezone) if source.timezone else zone
    (article,) = make_articles(
        Feed(entries=(entry,)), source=source, url="", now=now, zone=own_zone
    )
    problems = (no_image, _wrong_date(entry, article, file))
    return Parsed(
        articles=(_with_settings(article, piece, image, name),),
        problems=tuple(filter(None, problems)),
    )


def _wrong_date(entry: Entry, article: Article, file: Path) -> str:
    """What is wrong with the date in a front matter, or ""."""
    is_read = not article.date_note.startswith(UNDATED_NOTE)
    if is_read or not entry.published or file.suffix.lower() not in _WITH_FRONT_MATTER:
        return ""
    written = shortened(one_line(entry.published), _LONGEST_DATE)
    line = find_key_line(file, "date")
    return f"line {line}: date: {written} is no date; write it like 2024-08-09 or 2024-08-09 07:00"


def _bytes_of(file: Path, source: ArticleSource) -> bytes:
    try:
        if file.stat().st_size > source.most_bytes:
            raise Unreadable(f"is larger than max_megabytes = {source.max_megabytes:g}")
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None


def _feed(data: bytes, source: ArticleSource, now: datetime, zone: ZoneInfo) -> Parsed:
    feed = parse_feed(
        data, source=source, url=_own_address(data), content_type="", now=now, zone=zone
    )
    cut = f"is cut off; read before the break: {counted(len(feed.articles), 'article')}"
    problems = (cut,) if feed.truncated else ()
    return replace(feed, ttl_seconds=None, truncated=False, problems=problems)


def _with_settings(article: Article, piece: Piece, image: Image | None, name: str) -> Article:
    """`article` with what only a piece of one's own says of itself."""
    return replace(
        article,
        image=image or (None if piece.image else article.image),
        kicker=plain_line(piece.kicker),
        dek=plain_line(piece.dek),
        section=one_line(piece.section) or article.section,
        lead=piece.lead,
        file=name,
    )


def _image_of(piece: Piece, file: Path, folder: Path) -> tuple[Image | None, str]:
    """The picture that `piece` names, by its address or path, and what is wrong with it."""
    if piece.image is None:
        return None, ""
    image = piece.image
    plain = replace(image, alt=plain_line(image.alt), credit=plain_line(image.credit))
    if address := web_address(image.url):
        return replace(plain, url=address), ""
    try:
        path = find_picture(image.url, file=file, folder=folder)
    except (Unreadable, OSError, ValueError) as error:
        return None, one_line(str(error))
    return replace(plain, url=path), ""


def _own_address(data: bytes) -> str:
    """Where a saved feed says it came from: relative addresses in it are meant against that."""
    for pattern in _SELF_LINKS:
        link = pattern.search(data)
        address = _ADDRESS.search(link[0]) if link else None
        if address:
            found = address[0].decode("ascii", errors="replace").replace("\\/", "/")
            return web_address(decode_references(found))
    return ""
