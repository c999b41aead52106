"""What was read: articles, their images, and what is remembered of each source.

An article speaks the language of feeds (title, summary, published). Every datetime is aware.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from digest.text import shortened

LONGEST_HEADING = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture by its address; `width` in pixels where the feed says it."""

    url: str
    alt: str = ""
    credit: str = ""
    width: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One piece from one source, cleaned: plain text everywhere but `html`, which is sanitised.

    `id` is stable within its source; `key` is equal for the same address in any source ("" where
    there is no address). `file` is the local piece that it is, from the newsletter's folder ("" for
    what came in a feed); `kicker`, `dek`, `section` and `lead` come from such a piece.
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
