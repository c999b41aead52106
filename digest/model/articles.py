"""What was read: articles, their images, and what is remembered of sources and their feeds.

An article speaks the language of feeds (title, summary, published). Every datetime is aware.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter, gt

from digest.text import length_in_words, shortened

LONGEST_HEADING = 90
FEWEST_WORDS_OF_TEXT = 60
LONGEST_LINE = 500
LONGEST_SUMMARY = 600
LONGEST_TEXT = 256 * 1024
LONGEST_HTML = 512 * 1024
LONGEST_ADDRESS = 4096
LONGEST_CATEGORY = 80
MOST_CATEGORIES = 20

# All that a stranger says passes here, from a parser as from the store, so that what reads an
# article may count on it: no text is longer than this. Half of an address or a language would be
# another, half of a markup torn: these are left out; of the others the beginning stays.
_LONGEST = {
    **dict.fromkeys(("title", "byline", "kicker", "dek", "section", "source"), LONGEST_LINE),
    "date_note": LONGEST_LINE,
    "summary": LONGEST_SUMMARY,
    "text": LONGEST_TEXT,
    **dict.fromkeys(("url", "key"), LONGEST_ADDRESS),
    "html": LONGEST_HTML,
    "language": 35,
}
_WHOLE_OR_NOT = frozenset({"url", "key", "html", "language"})
_texts = attrgetter(*_LONGEST)


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by its address.

    In an issue, a picture in its own folder has the `width` and the `height` of that file; a mail
    that shows it W wide shows it W * height / width high.
    """

    url: str
    """Its address."""
    alt: str = ""
    """What it shows, for who cannot see it."""
    credit: str = ""
    """Whose it is."""
    width: int | None = None
    """In pixels, where the feed says it."""
    height: int | None = None
    """In pixels; null but for the files of an issue."""

    def __post_init__(self) -> None:
        for name in ("alt", "credit"):
            _cut(self, name, LONGEST_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One piece from one source, cleaned: plain text everywhere but `html`.

    No text is longer than the limits above, however it was made.
    """

    id: str
    """12 hexadecimal digits, stable within its source, whatever that is called."""
    source: str
    """What the source is called."""
    title: str
    """Its title; may be empty."""
    first_seen: datetime
    """When it was first read."""
    key: str = ""
    """Equal for the same address in any source; empty where there is no address."""
    url: str = ""
    """Its address; may be empty."""
    published: datetime | None = None
    """When it says that it was published."""
    updated: datetime | None = None
    """When it says that it was changed."""
    date_note: str = ""
    """What is wrong with its dates, in words."""
    byline: str = ""
    """Who wrote it."""
    summary: str = ""
    """What the feed says of it; blank lines part its paragraphs."""
    text: str = ""
    """All of it that was read; blank lines part its paragraphs."""
    html: str = ""
    """The same as sanitised HTML."""
    image: Image | None = None
    """Its picture."""
    categories: tuple[str, ...] = ()
    """The words that the feed files it under."""
    language: str = ""
    """The language it says it is in, as a BCP 47 tag."""
    kicker: str = ""
    """The label over the headline; of a local piece."""
    dek: str = ""
    """The line under the headline; of a local piece."""
    section: str = ""
    """The section that a local piece asks for."""
    lead: bool = False
    """Whether a local piece asks to lead."""
    file: str = ""
    """The local piece that it is, from the newsletter's folder; empty for what came in a feed."""
    other_id: str = ""
    """Another id by which its source may have known it, for the store to settle."""

    def __post_init__(self) -> None:
        # A run makes thousands of articles, and hardly one of them is too long.
        if any(map(gt, map(len, _texts(self)), _LONGEST.values())):
            for name, most in _LONGEST.items():
                whole = len(getattr(self, name)) <= most
                _cut(self, name, 0 if name in _WHOLE_OR_NOT and not whole else most)
        if self.image and len(self.image.url) > LONGEST_ADDRESS:
            object.__setattr__(self, "image", None)
        kept = self.categories[:MOST_CATEGORIES]
        if kept != self.categories or any(len(one) > LONGEST_CATEGORY for one in kept):
            object.__setattr__(self, "categories", tuple(one[:LONGEST_CATEGORY] for one in kept))

    @property
    def heading(self) -> str:
        """The title; the opening words of a piece that has none."""
        return self.title or shortened(self.summary or self.text, LONGEST_HEADING)

    @property
    def has_full_text(self) -> bool:
        """Whether its text is one to print as it stands: a file's any, a feed's if no summary."""
        if self.file:
            return bool(self.html or self.text)
        return length_in_words(self.text) >= FEWEST_WORDS_OF_TEXT

    @property
    def when(self) -> datetime:
        """When it counts as published: its own date, else when it was first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Something that could not be read."""

    source: str
    """The source, or the one file of it."""
    reason: str
    """Why, in a sentence."""

    def __post_init__(self) -> None:
        _cut(self, "reason", LONGEST_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is remembered of an address (or path) between runs; nothing of who reads it.

    After a permanent redirect `moved_to` is asked instead of `place`. One that answered 410 is
    `gone` and not asked again. `sha256` is of the body that the validators vouch for, "" where they
    vouch for none. `ttl_seconds` is how long the feed itself asks to be left alone.
    """

    place: str
    moved_to: str = ""
    etag: str = ""
    last_modified: str = ""
    sha256: str = ""
    next_check: datetime | None = None
    last_check: datetime | None = None
    failures: int = 0
    failure: str = ""
    gone: bool = False
    ttl_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What a newsletter remembers of a source: where it was last read, and how it is doing.

    `source` is its label. `lineage` holds the names that its articles' ids are made from: its first
    label; for one that joined another at its address, that one's lineage before its own. `absorbed`
    are the keys of sources that had its name before it. `present` says whether newsletter.toml
    listed it at the last run. `sha256` is of what its articles were last read from; where the
    feed's is another one, there is something that it has not read.
    """

    source: str
    place: str
    lineage: tuple[str, ...]
    absorbed: tuple[str, ...] = ()
    present: bool = True
    sha256: str = ""
    last_success: datetime | None = None
    last_new_article: datetime | None = None
    undated: int = 0
    future_dated: int = 0

    @property
    def key(self) -> str:
        """What it is known by in the store, whatever it is called and wherever it moves."""
        return self.lineage[-1]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all articles that are its own."""
        return (self.key, *self.absorbed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is remembered of a source: its own state, and that of its feed once it was asked."""

    state: SourceState
    feed: FeedState | None = None


def article_id(source: str, said: str) -> str:
    """12 hexadecimal digits: the id of the article of which `source` says `said`."""
    # Lone surrogates may stand in what a feed said; they must not end the run here.
    return hashlib.sha256(f"{source}\0{said}".encode(errors="replace")).hexdigest()[:12]


class Outcome(StrEnum):
    """How a visit to a source ended; `not due` and `gone` ones were not asked."""

    READ = "read"
    UNCHANGED = "unchanged"
    NOT_DUE = "not due"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One source visited once: its articles, what to remember with them, and what failed.

    `unread` are the files of a local source that are there, but could not be read this time.
    """

    source: str
    state: SourceState
    feed: FeedState
    outcome: Outcome
    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def _cut(value: object, name: str, most: int) -> None:
    object.__setattr__(value, name, getattr(value, name)[:most])
