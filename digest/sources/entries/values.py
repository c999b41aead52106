"""What bytes of a source say: as they say it (Entry, Feed, Piece), then as articles (Parsed).

Common to feeds, pages, mails and texts; a parser process sends Parsed as JSON.
"""

from dataclasses import dataclass
from typing import Protocol

from digest.model.articles import Article, Image


class Unreadable(ValueError):
    """Bytes that are no feed, or a file that is no article; the message is a sentence."""


class ArticleSource(Protocol):
    """What bytes come from: what of a source in newsletter.toml is taken over or counts here."""

    @property
    def label(self) -> str:
        """What it is called."""

    @property
    def section(self) -> str:
        """The section of its articles."""

    @property
    def language(self) -> str:
        """Theirs where they name none."""

    @property
    def timezone(self) -> str | None:
        """That of dates that name none; None for the newsletter's."""

    @property
    def max_megabytes(self) -> float:
        """How large it may be."""

    @property
    def most_bytes(self) -> int:
        """The same in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """HTML, or plain text where `is_text`; relative links in it are meant against `base`."""

    value: str = ""
    is_text: bool = False
    base: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as the feed gave it: nothing cleaned, dates as written, best image first."""

    guid: str = ""
    link: str = ""
    title: str = ""
    published: str = ""
    updated: str = ""
    byline: str = ""
    summary: Markup = Markup()
    body: Markup = Markup()
    images: tuple[Image, ...] = ()
    categories: tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed's entries and what it says of itself; `home` is the site it belongs to."""

    entries: tuple[Entry, ...]
    title: str = ""
    home: str = ""
    language: str = ""
    ttl_seconds: int | None = None
    truncated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A local file that is one article; `image` is as written, perhaps a path beside the file."""

    entry: Entry
    image: Image | None = None
    kicker: str = ""
    dek: str = ""
    section: str = ""
    lead: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """The text of a web page as markup and plain."""

    html: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class DiscoveredFeed:
    """A feed that a page offers."""

    title: str
    """Its title; may be empty."""
    url: str
    """Its address."""
    kind: str
    """`rss`, `atom`, `json`, or empty where only its address tells."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The articles in some bytes; `unreadable` is why there are none.

    `title` is what a feed is called, in one line; `offered` are the feeds that a page names.
    `problems` are what is wrong with a file that was read all the same. `ttl_seconds` is how long
    a feed asks to be left alone; `truncated` says that its end is missing.
    """

    articles: tuple[Article, ...] = ()
    problems: tuple[str, ...] = ()
    unreadable: str = ""
    title: str = ""
    page: PageText = PageText()
    offered: tuple[DiscoveredFeed, ...] = ()
    ttl_seconds: int | None = None
    undated: int = 0
    future_dated: int = 0
    truncated: bool = False
