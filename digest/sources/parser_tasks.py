"""What goes to a parser process and what comes back; both travel as JSON."""

from dataclasses import dataclass
from datetime import datetime

from digest.config.settings import Source
from digest.model.articles import Article, Failure


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A feed's body to parse, of `size` bytes, or a local source to read where there is no `url`.

    `zone` is the newsletter's; `memory` bounds the process, in bytes.
    """

    source: Source
    folder: str
    now: datetime
    zone: str
    memory: int
    url: str = ""
    content_type: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The articles and what the feed says of itself; `unreadable` is why there are none."""

    articles: tuple[Article, ...] = ()
    failures: tuple[Failure, ...] = ()
    unreadable: str = ""
    ttl_seconds: int | None = None
    undated: int = 0
    future_dated: int = 0
    truncated: bool = False
