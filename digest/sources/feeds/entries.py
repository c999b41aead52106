"""What a feed said, before it is judged: common to XML feeds, JSON Feed and local files."""

from dataclasses import dataclass

from digest.model.articles import Image


class Unreadable(ValueError):
    """Bytes that are no feed, or a file that is no article; the message is a sentence."""


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
