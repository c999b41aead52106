"""What was read: articles, their images, and what is remembered of each source.

An article speaks the language of feeds (title, summary, published). Every datetime is aware.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter, gt

from digest.text import shortened

LONGEST_HEADING = 90
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
    """A picture by its address; `width` in pixels where the feed says it."""

    url: str
    alt: str = ""
    credit: str = ""
    width: int | None = None

    def __post_init__(self) -> None:
        for name in ("alt", "credit"):
            _cut(self, name, LONGEST_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One piece from one source, cleaned: plain text everywhere but `html`, which is sanitised.

    `id` is stable within its source; `key` is equal for the same address in any source ("" where
    there is no address). `file` is the local piece that it is, from the newsletter's folder ("" for
    what came in a feed); `kicker`, `dek`, `section` and `lead` come from such a piece. No text is
    longer than the limits above, however it was made.
    """

    id: str
    source: str
    title: str
    first_seen: datetime
    key: str = ""
    url: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    date_note: str = ""
    byline: str = ""
    summary: str = ""
    text: str = ""
    html: str = ""
    image: Image | None = None
    categories: tuple[str, ...] = ()
    language: str = ""
    kicker: str = ""
    dek: str = ""
    section: str = ""
    lead: bool = False
    file: str = ""

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
    def when(self) -> datetime:
        """When it counts as published: its own date, else when it was first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A source, or one file of it, that could not be read, and why, in a sentence."""

    source: str
    reason: str

    def __post_init__(self) -> None:
        _cut(self, "reason", LONGEST_LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What is remembered of a source between runs: HTTP validators and health.

    `url` is the address asked; after a permanent redirect `moved_to` is asked instead. A source
    that answered 410 is `gone` and not asked again. `ttl_seconds` is how long the feed itself asks
    to be left alone.
    """

    source: str
    url: str
    moved_to: str = ""
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    next_check: datetime | None = None
    last_check: datetime | None = None
    last_success: datetime | None = None
    last_new_article: datetime | None = None
    failures: int = 0
    failure: str = ""
    gone: bool = False
    undated: int = 0
    future_dated: int = 0
    ttl_seconds: int = 0


class Outcome(StrEnum):
    """How a visit to a source ended; `not due` and `gone` ones were not asked."""

    READ = "read"
    UNCHANGED = "unchanged"
    NOT_DUE = "not due"
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One source visited once: its articles, the state to remember with them, and what failed."""

    source: str
    state: SourceState
    outcome: Outcome
    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()


def _cut(value: object, name: str, most: int) -> None:
    object.__setattr__(value, name, getattr(value, name)[:most])
