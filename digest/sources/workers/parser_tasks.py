"""What goes to a parser process and what comes back; both travel as JSON."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from digest.config.settings import Source
from digest.model.articles import Article, Failure
from digest.sources.web.visits import Answer, Visit
from digest.text import without_credentials

# Reading a folder of thousands of pieces is no attack; it may take longer than one feed.
_FILES_SECONDS = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A feed's body to parse, of `size` bytes, or a local source to read where there is no `url`.

    `zone` is the newsletter's; `memory` bounds the process, in bytes, and `seconds` the task.
    """

    source: Source
    folder: str
    now: datetime
    zone: str
    memory: int
    seconds: float
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


class Parses(Protocol):
    """Who does the tasks."""

    async def parse(self, task: Task, body: bytes = b"") -> Parsed:
        """What was parsed; never raises for what the bytes are."""


def feed_task(source: Source, visit: Visit, answer: Answer) -> Task:
    """To parse the feed that a server answered."""
    return Task(
        source=source,
        folder=str(visit.folder),
        now=visit.now,
        zone=visit.zone.key,
        memory=_memory(source, visit),
        seconds=visit.limits.parse_seconds,
        # Relative links of the feed are joined to it, and readers see them.
        url=without_credentials(answer.url, instead=""),
        content_type=answer.headers.get("content-type", ""),
        size=len(answer.body),
    )


def files_task(source: Source, visit: Visit) -> Task:
    """To read the files of a local source."""
    return Task(
        source=source,
        folder=str(visit.folder),
        now=visit.now,
        zone=visit.zone.key,
        memory=_memory(source, visit),
        seconds=_FILES_SECONDS,
    )


def most_bytes(source: Source) -> int:
    """The largest body that the source may have."""
    return int(source.max_megabytes * 2**20)


def _memory(source: Source, visit: Visit) -> int:
    # A large body that the editor allowed needs room in proportion.
    return max(visit.limits.parse_bytes, 16 * most_bytes(source))
